#include "app/message/notice/notice.h"
#include "app/time/deadline/deadline.h"
#include "app/work/directive/directive_priv.h"

static struct assignment *part_of(const struct matter_case *c, int64_t id)
{
    struct assignment *at = c->units.items;
    for (size_t i = 0; i < c->units.n; i++)
        if (at[i].id == id)
            return &at[i];
    return NULL;
}

static bool can_answer(const struct assignment *at)
{
    return at->status != AS_ACCEPTED && at->status != AS_REFUSED && at->status != AS_WITHDRAWN;
}

/* Under the matter's lock: it may not end between the look and the writing. */
static enum err load(struct req *req, const struct directive_in *in, struct matter_case *c)
{
    enum err e = matter_lock(req, in->matter_id, c);
    if (e != OK)
        return e;
    if (c->m.status != MS_ISSUED)
        return req_fail(req, ERR_CONFLICT, "wrong-state", "事项“%s”不在办理中，不能再提要求", c->m.title);
    if (in->assignment_id == 0)
        return OK;
    c->at = part_of(c, in->assignment_id);
    if (c->at == NULL)
        return ERR_NOT_FOUND;
    if (!can_answer(c->at))
        return req_fail(req, ERR_CONFLICT, "wrong-state", "%s的承办现在是“%s”，不能再提要求",
                        c->at->unit_name, choice_label(&assignment_statuses, c->at->status));
    return OK;
}

/* ---- history and notices */
enum err directive_record(struct req *req, const struct directive *d, int action, const char *note)
{
    return history_add(req, &(struct history_entry){.matter_id = d->matter_id,
                                                    .assignment_id = d->assignment_id,
                                                    .unit_name = d->unit_name,
                                                    .action = choice_name(&matter_actions, action),
                                                    .note = note});
}

static const char *title_of(struct req *req, const struct directive *d, int action)
{
    switch (action) {
    case MA_DIRECT:
        return arena_printf(req->arena, "请于%s前书面答复：%s", day_text(req->arena, d->due_on),
                            d->matter_title);
    case MA_ANSWER:
        return arena_printf(req->arena, "%s已书面答复：%s",
                            d->unit_name == NULL ? "督办办公室" : d->unit_name, d->matter_title);
    case MA_RETURN_ANSWER:
        return arena_printf(req->arena, "答复被退回，请于%s前重新答复：%s", day_text(req->arena, d->due_on),
                            d->matter_title);
    case MA_WITHDRAW_DIRECTIVE:
        return arena_printf(req->arena, "已撤回，不必答复：%s", d->matter_title);
    default:
        return arena_printf(req->arena, "答复已获认可：%s", d->matter_title);
    }
}

/* An answer goes to whoever asked for it, all else to whoever owes one. */
enum err directive_tell(struct req *req, const struct directive *d, int action, const char *text)
{
    bool up = action == MA_ANSWER, to_leader = up && d->closer_id != 0;
    bool to_unit = !up && d->assignment_id != 0;
    struct list people = {0};
    struct notice n = {
        .kind = NK_DIRECTIVE,
        .dedupe = arena_printf(req->arena, "directive/%lld/%s/%lld", (long long)d->id,
                               choice_name(&matter_actions, action), (long long)d->returned_n),
        .title = title_of(req, d, action),
        .text = text,
        .matter_id = d->matter_id,
        .assignment_id = d->assignment_id,
    };
    if (to_leader && d->source == DS_INSTRUCTION)
        n.path = arena_printf(req->arena, "/instructions/%lld", (long long)d->source_id);
    enum err e = notice_people(req->db, req->arena, date_of(req->now),
                               to_leader ? TO_POST
                               : to_unit ? TO_UNIT
                                         : TO_OFFICE,
                               to_leader ? d->closer_id
                               : to_unit ? d->unit_id
                                         : d->body_id,
                               &people);
    return e == OK ? notice_send(req->db, req->arena, req->now, &n, &people) : e;
}

enum err directive_add(struct req *req, const struct directive_in *in, int64_t *id)
{
    struct matter_case c = {0};
    enum err e = load(req, in, &c);
    if (e == OK)
        e = directive_insert(req, &c, in, id);
    if (e != OK)
        return e;
    struct directive d = {.id = *id,
                          .body_id = c.m.body_id,
                          .matter_id = c.m.id,
                          .matter_title = c.m.title,
                          .assignment_id = in->assignment_id,
                          .unit_id = c.at == NULL ? 0 : c.at->unit_id,
                          .unit_name = c.at == NULL ? NULL : c.at->unit_name,
                          .closer_id = in->closer_id,
                          .source = in->source,
                          .source_id = in->source_id,
                          .due_on = in->due_on};
    e = directive_record(req, &d, MA_DIRECT,
                         arena_printf(req->arena, "%s，%s前书面答复",
                                      choice_label(&directive_sources, in->source),
                                      day_text(req->arena, in->due_on)));
    if (e == OK)
        e = directive_tell(req, &d, MA_DIRECT, in->text);
    return e == OK ? due_sync(req->db, req->arena, c.m.id, req->now) : e;
}
