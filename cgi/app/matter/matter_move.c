#include "app/matter/matter_priv.h"

#include "app/audit/audit.h"
#include "app/matter/level/level.h"
#include "app/message/outbox/outbox.h"
#include "app/time/deadline/deadline.h"

static enum err check(struct req *req, struct matter_case *c)
{
    int64_t version = c->at == NULL ? c->m.version : c->at->version;
    if (req->version != 0 && req->version != version)
        return req_fail(req, ERR_STALE, "stale", "内容已被他人更新，请看过最新情况再办理");
    struct verdict v = matter_judge(req->arena, c);
    return v.err == OK ? OK : req_fail(req, v.err, v.code, "%s", v.reason);
}

enum err matter_begin(struct req *req, int64_t matter_id, enum matter_action action, struct matter_case *c)
{
    c->at = NULL;
    c->action = action;
    enum err e = matter_lock(req, matter_id, c);
    return e == OK ? check(req, c) : e;
}

static struct assignment *assignment_in(const struct matter_case *c, int64_t id)
{
    struct assignment *at = c->units.items;
    for (size_t i = 0; i < c->units.n; i++)
        if (at[i].id == id)
            return &at[i];
    return NULL;
}

enum err assignment_begin(struct req *req, int64_t assignment_id, enum assignment_action action,
                          struct matter_case *c)
{
    struct matter m = {0};
    *c = (struct matter_case){0};
    enum err e = matter_of_assignment(req, assignment_id, &m);
    if (e == OK)
        e = matter_lock(req, m.id, c);
    if (e != OK)
        return e;
    c->action = action;
    c->at = assignment_in(c, assignment_id);
    return c->at == NULL ? ERR_NOT_FOUND : check(req, c);
}

static enum err record(struct req *req, const struct matter_case *c, const char *note)
{
    const struct assignment *at = c->at;
    const struct choices *states = at == NULL ? &matter_statuses : &assignment_statuses;
    const char *kind = at == NULL ? "matter" : "assignment";
    struct history_entry h = {
        .matter_id = c->m.id,
        .assignment_id = at == NULL ? 0 : at->id,
        .unit_name = at == NULL ? NULL : at->unit_name,
        .action = choice_name(at == NULL ? &matter_actions : &assignment_actions, c->action),
        .from = choice_name(states, at == NULL ? c->m.status : at->status),
        .to = choice_name(states, c->to),
        .note = note,
        .changes = c->changes,
    };
    audit_note(req, arena_printf(req->arena, "%s.%s", kind, h.action), kind, at == NULL ? c->m.id : at->id,
               arena_printf(req->arena, "{\"matter\":%lld,\"from\":\"%s\",\"to\":\"%s\"}", (long long)c->m.id,
                            h.from, h.to));
    return history_add(req, &h);
}

static enum err hint(struct req *req, const struct matter_case *c)
{
    return outbox_hint(
        req->db, req->arena, req->now, c->m.id, 0,
        arena_printf(req->arena, "matter/%lld/%lld", (long long)c->m.id, (long long)c->m.version));
}

enum err matter_commit(struct req *req, struct matter_case *c, const char *note)
{
    enum err e = matter_set_status(req, c);
    if (e == OK)
        e = record(req, c, note);
    if (e == OK)
        e = matter_tell(req, c, note);
    if (e == OK)
        e = due_sync(req->db, req->arena, c->m.id, req->now);
    if (e == OK)
        e = level_follow(req, c, note);
    if (e == OK)
        e = hint(req, c);
    c->m.status = c->to;
    c->m.version++;
    return e;
}

enum err assignment_commit(struct req *req, struct matter_case *c, const char *note)
{
    enum err e = assignment_set_status(req, c);
    if (e == OK)
        e = matter_recount(req, c->m.id);
    if (e == OK)
        e = record(req, c, note);
    if (e == OK)
        e = matter_tell(req, c, note);
    if (e == OK)
        e = due_sync(req->db, req->arena, c->m.id, req->now);
    if (e == OK)
        e = level_follow(req, c, note);
    if (e == OK)
        e = hint(req, c);
    c->at->status = c->to;
    c->at->version++;
    return e;
}

/* ---- the answer to a move */
struct moved {
    int64_t id, version;
    int status;
    const char *message;
};
#define MOVED_FIELDS(states)                                                                                 \
    {                                                                                                        \
        {.name = "id", .type = F_INT, .at = offsetof(struct moved, id), .label = "编号"},                    \
            {.name = "version", .type = F_INT, .at = offsetof(struct moved, version), .label = "版本"},      \
            {.name = "status",                                                                               \
             .type = F_CHOICE,                                                                               \
             .at = offsetof(struct moved, status),                                                           \
             .label = "状态",                                                                                \
             .choices = (states)},                                                                           \
        {                                                                                                    \
            .name = "message", .type = F_TEXT, .at = offsetof(struct moved, message),                        \
            .label = "回执：办成了什么，下一步是什么"                                         \
        }                                                                                                    \
    }
static const struct field matter_moved_fields[] = MOVED_FIELDS(&matter_statuses);
static const struct field assignment_moved_fields[] = MOVED_FIELDS(&assignment_statuses);
const struct shape matter_moved_shape = SHAPE("MatterMoved", struct moved, matter_moved_fields);
const struct shape assignment_moved_shape = SHAPE("AssignmentMoved", struct moved, assignment_moved_fields);

void move_reply(struct res *res, const struct matter_case *c, const char *message)
{
    const struct assignment *at = c->at;
    struct moved m = {c->m.id, c->m.version, c->m.status, message};
    if (at != NULL)
        m = (struct moved){at->id, at->version, at->status, message};
    res->version = m.version;
    res_struct(res, at == NULL ? &matter_moved_shape : &assignment_moved_shape, &m);
}
