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

/* The matter as the actor sees it, without its lock: what is added stands beside its states. */
static enum err load(struct req *req, const struct directive_in *in, struct matter_case *c)
{
    enum err e = matter_by_id(req, in->matter_id, &c->m);
    if (e == OK)
        e = assignments_list(req, in->matter_id, &c->units);
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

static enum err tell(struct req *req, const struct matter_case *c, const struct directive_in *in, int64_t id)
{
    struct list people = {0};
    struct notice n = {.kind = NK_DIRECTIVE,
                       .dedupe = arena_printf(req->arena, "directive/%lld/made", (long long)id),
                       .title = arena_printf(req->arena, "请于%s前书面答复：%s",
                                             day_text(req->arena, in->due_on), c->m.title),
                       .text = in->text,
                       .matter_id = c->m.id,
                       .assignment_id = in->assignment_id};
    bool is_unit = c->at != NULL;
    enum err e = notice_people(req->db, req->arena, date_of(req->now), is_unit ? TO_UNIT : TO_OFFICE,
                               is_unit ? c->at->unit_id : c->m.body_id, &people);
    return e == OK ? notice_send(req->db, req->arena, req->now, &n, &people) : e;
}

enum err directive_add(struct req *req, const struct directive_in *in, int64_t *id)
{
    struct matter_case c = {.who = &req->actor, .today = date_of(req->now)};
    enum err e = load(req, in, &c);
    if (e == OK)
        e = directive_insert(req, &c, in, id);
    if (e == OK)
        e = history_add(req,
                        &(struct history_entry){.matter_id = c.m.id,
                                                .assignment_id = in->assignment_id,
                                                .unit_name = c.at == NULL ? NULL : c.at->unit_name,
                                                .action = choice_name(&matter_actions, MA_DIRECT),
                                                .note = arena_printf(req->arena, "%s（%s前答复）", in->text,
                                                                     day_text(req->arena, in->due_on))});
    if (e == OK)
        e = tell(req, &c, in, *id);
    return e == OK ? due_sync(req->db, req->arena, c.m.id, req->now) : e;
}
