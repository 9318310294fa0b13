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

#define COL(type_name, member, kind_of, text_, ...)                                                          \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text_),             \
        ##__VA_ARGS__                                                                                        \
    }
#define MAYBE .nullable = true
#define A(member, kind_of, text_, ...) COL(struct directive_answer, member, kind_of, text_, ##__VA_ARGS__)
static const struct field answer_fields[] = {
    A(id, F_INT, "答复"),
    A(text, F_TEXT, "答复内容"),
    A(at, F_INSTANT, "答复时间"),
    A(by_name, F_TEXT, "答复人"),
    A(by_post, F_TEXT, "答复人单位与职务"),
    A(verdict, F_TEXT, "认可或退回的意见", MAYBE),
    A(verdict_name, F_TEXT, "认可或退回的人", MAYBE),
    A(files, F_LIST, "附件", .of = &file_shape),
};
static const struct shape answer_shape = SHAPE("DirectiveAnswer", struct directive_answer, answer_fields);
static const struct shape answer_row = {"DirectiveAnswerRow", sizeof(struct directive_answer), answer_fields,
                                        ARRAY_LEN(answer_fields) - 1};

/* ---- hidden columns, shown columns, then what is derived */
#define D(member, kind_of, text_, ...) COL(struct directive, member, kind_of, text_, ##__VA_ARGS__)
static const struct field directive_fields[] = {
    D(body_id, F_INT, "督办机构"),
    D(unit_id, F_INT, "单位", MAYBE),
    D(closer_id, F_INT, "认可人任职", MAYBE),
    D(paused_since, F_DATE, "挂起自", MAYBE),
    D(matter_status, F_CHOICE, "事项状态", .choices = &matter_statuses),
    D(id, F_INT, "编号"),
    D(version, F_INT, "版本"),
    D(matter_id, F_INT, "事项"),
    D(matter_title, F_TEXT, "事项名称"),
    D(assignment_id, F_INT, "承办", MAYBE),
    D(unit_name, F_TEXT, "由哪个单位答复", MAYBE),
    D(source, F_CHOICE, "由什么提出", .choices = &directive_sources),
    D(source_id, F_INT, "提出者编号"),
    D(text, F_TEXT, "要求"),
    D(due_on, F_DATE, "答复时限"),
    D(status, F_CHOICE, "状态", .choices = &directive_statuses),
    D(made_at, F_INSTANT, "提出时间"),
    D(made_name, F_TEXT, "提出人"),
    D(made_post, F_TEXT, "提出人单位与职务"),
    D(closer_name, F_TEXT, "认可答复的领导", MAYBE),
    D(answered_at, F_INSTANT, "答复时间", MAYBE),
    D(returned_n, F_INT, "退回次数"),
    D(verdict, F_TEXT, "认可、退回或撤回的意见", MAYBE),
    D(closed_at, F_INSTANT, "办复时间", MAYBE),
    D(closed_name, F_TEXT, "认可或撤回的人", MAYBE),
    D(answers, F_LIST, "历次答复", .of = &answer_shape),
    D(files, F_LIST, "提出时的附件", .of = &file_shape),
    D(light, F_CHOICE, "灯色", .choices = &lights),
    D(light_reason, F_TEXT, "灯色说明", MAYBE),
    D(actions, F_LIST, "可办理的动作", .of = &action_shape),
};
#define HIDDEN 5
#define DERIVED 5
const struct shape directive_shape = {"Directive", sizeof(struct directive), directive_fields + HIDDEN,
                                      ARRAY_LEN(directive_fields) - HIDDEN};
static const struct shape directive_row = {"DirectiveRow", sizeof(struct directive), directive_fields,
                                           ARRAY_LEN(directive_fields) - DERIVED};

/* The day that counts is the one owed: a pause moves it. */
#define SELECT_DIRECTIVE                                                                                     \
    "SELECT x.body_id, x.unit_id, x.closer_id, m.paused_since, m.status AS matter_status, x.id, x.version,"  \
    " x.matter_id, m.title AS matter_title, x.assignment_id, x.unit_name, x.source, x.source_id, x.text,"    \
    " COALESCE(d.due_on, x.due_on) AS due_on, x.status, x.made_at, x.made_name, x.made_post,"                \
    " p.name AS closer_name, x.answered_at, x.returned_n, x.verdict, x.closed_at, x.closed_name"             \
    " FROM directive x JOIN matter m ON m.id = x.matter_id"                                                  \
    " LEFT JOIN due_item d ON d.matter_id = x.matter_id AND d.part = COALESCE(x.assignment_id, 0)"           \
    " AND d.kind = 'directive' AND d.seq = x.id * 100 + x.returned_n"                                        \
    " LEFT JOIN membership c ON c.id = x.closer_id LEFT JOIN person p ON p.id = c.person_id WHERE "
#define SEEN PART_READER("x") " AND " MATTER_VISIBLE
static const struct db_query BY_ID = {"directive_by_id", SELECT_DIRECTIVE "x.id = ? AND " SEEN,
                                      &directive_row};
static const struct db_query OF_MATTER = {
    "directives_of_matter", SELECT_DIRECTIVE "x.matter_id = ? AND " SEEN " ORDER BY x.id", &directive_row};
static const struct db_query OF_SOURCE = {
    "directives_of_source", SELECT_DIRECTIVE "x.source = ? AND x.source_id = ? AND " SEEN " ORDER BY x.id",
    &directive_row};
static const struct db_query ANSWERS = {
    "directive_answers",
    "SELECT id, text, at, by_name, by_post, verdict, verdict_name FROM directive_answer"
    " WHERE directive_id = ? ORDER BY id",
    &answer_row};

enum err directive_by_id(struct req *req, int64_t id, struct directive *out)
{
    struct db_arg scope = db_i64(req->actor.scope);
    return db_one(req->db, req->arena, &BY_ID, out, DB_ARGS(db_i64(id), scope, scope));
}

enum err directives_of_matter(struct req *req, int64_t matter_id, struct list *out)
{
    struct db_arg scope = db_i64(req->actor.scope);
    return db_list(req->db, req->arena, &OF_MATTER, out, DB_ARGS(db_i64(matter_id), scope, scope));
}

enum err directives_of_source(struct req *req, int source, int64_t source_id, struct list *out)
{
    struct db_arg scope = db_i64(req->actor.scope);
    return db_list(req->db, req->arena, &OF_SOURCE, out,
                   DB_ARGS(db_choice(&directive_sources, source), db_i64(source_id), scope, scope));
}

enum err answers_of(struct req *req, int64_t directive_id, struct list *out)
{
    return db_list(req->db, req->arena, &ANSWERS, out, DB_ARGS(db_i64(directive_id)));
}

/* ---- writing */
static const struct db_query INSERT = {
    "directive_insert",
    "INSERT INTO directive (body_id, matter_id, assignment_id, unit_id, unit_name, source, source_id,"
    " text, due_on, closer_id, made_at, made_name, made_post)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    NULL};
static const struct db_query ANSWERED = {
    "directive_answered",
    "UPDATE directive SET version = version + 1, status = ?, answer = ?, answered_at = ?,"
    " answered_name = ?, answered_post = ?, closed_at = IF(status = 'closed', ?, NULL),"
    " closed_name = IF(status = 'closed', ?, NULL) WHERE id = ? AND version = ?",
    NULL};
static const struct db_query ANSWER_ADD = {
    "directive_answer_add",
    "INSERT INTO directive_answer (directive_id, text, at, by_name, by_post) VALUES (?, ?, ?, ?, ?)", NULL};
static const struct db_query SETTLED = {
    "directive_settled",
    "UPDATE directive x LEFT JOIN directive_answer a ON a.id = (SELECT MAX(id) FROM directive_answer l"
    " WHERE l.directive_id = x.id AND x.status = 'answered') SET x.version = x.version + 1,"
    " a.verdict = ?, a.verdict_name = ?, x.verdict = ?, x.closed_at = ?, x.closed_name = ?, x.status = ?"
    " WHERE x.id = ? AND x.version = ?",
    NULL};
static const struct db_query RETURNED = {
    "directive_returned",
    "UPDATE directive x JOIN directive_answer a ON a.id = (SELECT MAX(id) FROM directive_answer l"
    " WHERE l.directive_id = x.id) SET x.version = x.version + 1, x.status = 'open', x.due_on = ?,"
    " x.returned_n = x.returned_n + 1, x.returned_at = ?, x.answered_at = NULL, x.verdict = ?,"
    " a.verdict = ?, a.verdict_name = ? WHERE x.id = ? AND x.version = ?",
    NULL};

static const char *post_of_actor(const struct req *req)
{
    return arena_printf(req->arena, "%s%s", req->actor.unit_name, req->actor.post);
}

enum err directive_insert(struct req *req, const struct matter_case *c, const struct directive_in *in,
                          int64_t *id)
{
    const struct assignment *at = c->at;
    struct db_done done = {0};
    const char *name = in->made_name == NULL ? req->actor.name : in->made_name;
    const char *post = in->made_post == NULL ? post_of_actor(req) : in->made_post;
    enum err e = db_exec(req->db, &INSERT, &done,
                         DB_ARGS(db_i64(c->m.body_id), db_i64(c->m.id), db_id(in->assignment_id),
                                 db_id(at == NULL ? 0 : at->unit_id),
                                 db_text(at == NULL ? NULL : at->unit_name),
                                 db_choice(&directive_sources, in->source), db_i64(in->source_id),
                                 db_text(in->text), db_date(in->due_on), db_id(in->closer_id),
                                 db_instant(req->now), db_text(name), db_text(post)));
    *id = done.id;
    return e;
}

static enum err moved(enum err e, const struct db_done *done)
{
    return e == OK && done->rows == 0 ? ERR_STALE : e;
}

enum err directive_answered(struct req *req, const struct directive *d, int to, const char *text,
                            int64_t *answer_id)
{
    struct db_done done = {0};
    struct db_arg now = db_instant(req->now), name = db_text(req->actor.name);
    const char *post = post_of_actor(req);
    enum err e = db_exec(req->db, &ANSWERED, &done,
                         DB_ARGS(db_choice(&directive_statuses, to), db_text(text), now, name, db_text(post),
                                 now, name, db_i64(d->id), db_i64(d->version)));
    e = moved(e, &done);
    if (e == OK)
        e = db_exec(req->db, &ANSWER_ADD, &done,
                    DB_ARGS(db_i64(d->id), db_text(text), now, name, db_text(post)));
    *answer_id = done.id;
    return e;
}

enum err directive_settled(struct req *req, const struct directive *d, int to, const char *verdict)
{
    struct db_done done = {0};
    struct db_arg words = db_text(verdict), name = db_text(req->actor.name);
    enum err e = db_exec(req->db, &SETTLED, &done,
                         DB_ARGS(words, name, words, db_instant(req->now), name,
                                 db_choice(&directive_statuses, to), db_i64(d->id), db_i64(d->version)));
    return moved(e, &done);
}

enum err directive_returned(struct req *req, const struct directive *d, int32_t due_on, const char *why)
{
    struct db_done done = {0};
    enum err e = db_exec(req->db, &RETURNED, &done,
                         DB_ARGS(db_date(due_on), db_instant(req->now), db_text(why), db_text(why),
                                 db_text(req->actor.name), db_i64(d->id), db_i64(d->version)));
    return moved(e, &done);
}

const struct db_query *const directive_queries[DIRECTIVE_QUERIES] = {
    &BY_ID, &OF_MATTER, &OF_SOURCE, &ANSWERS, &INSERT, &ANSWERED, &ANSWER_ADD, &SETTLED, &RETURNED,
};
