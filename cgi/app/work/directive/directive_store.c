#include "app/work/directive/directive_priv.h"

static const struct choice source_items[] = {{"contact", "跟踪记录"},
                                             {"inspection", "督查"},
                                             {"instruction", "领导批示"},
                                             {"meeting", "会议议定"},
                                             {"escalation", "领导小组决定"}};
static const struct choice status_items[] = {
    {"open", "待答复"}, {"answered", "待认可"}, {"closed", "已办复"}, {"withdrawn", "已撤回"}};
const struct choices directive_sources = CHOICES("DirectiveSource", source_items);
const struct choices directive_statuses = CHOICES("DirectiveStatus", status_items);

static const struct db_query DIRECTIVE_INSERT = {
    .name = "directive_insert",
    .sql = "INSERT INTO directive (body_id, matter_id, assignment_id, unit_id, unit_name, source, source_id,"
           " text, due_on, closer_id, made_at, made_name, made_post)"
           " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
};

enum err directive_insert(struct req *req, const struct matter_case *c, const struct directive_in *in,
                          int64_t *id)
{
    const struct actor *who = &req->actor;
    const struct assignment *at = c->at;
    struct db_done done = {0};
    enum err e = db_exec(
        req->db, &DIRECTIVE_INSERT, &done,
        DB_ARGS(db_i64(c->m.body_id), db_i64(c->m.id), db_id(in->assignment_id),
                db_id(at == NULL ? 0 : at->unit_id), db_text(at == NULL ? NULL : at->unit_name),
                db_choice(&directive_sources, in->source), db_i64(in->source_id), db_text(in->text),
                db_date(in->due_on), db_id(in->closer_id), db_instant(req->now), db_text(who->name),
                db_text(arena_printf(req->arena, "%s%s", who->unit_name, who->post))));
    *id = done.id;
    return e;
}

const struct db_query *const directive_queries[DIRECTIVE_QUERIES] = {&DIRECTIVE_INSERT};
