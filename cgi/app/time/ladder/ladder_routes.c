#include "app/audit/audit.h"
#include "app/org/org.h"
#include "app/time/ladder/ladder_priv.h"
#include "app/time/reminder/reminder.h"

static enum err list(struct req *req, struct res *res)
{
    return ladder_page(res, req->query, org_after(req));
}

static enum err list_of_matter(struct req *req, struct res *res)
{
    struct matter m = {0};
    enum err e = matter_by_id(req, req->ids[0], &m);
    return e == OK ? ladder_of_matter(res, m.id, org_after(req)) : e;
}

static enum err current(struct req *req, struct res *res)
{
    struct ladder_step s = {0};
    enum err e = ladder_get(req, req->ids[0], &s);
    if (e == OK)
        res_struct(res, &ladder_step_shape, &s);
    return e;
}

/* ---- deciding */
struct decision {
    const char *reason;
    int32_t until_on;
};
struct deciding {
    int status;
    const char *word; /* of the history and the audit */
    struct ladder_step step;
    const char *facts; /* as they are now; of what is accepted */
};

static enum err check(struct req *req, const struct ladder_step *s)
{
    if (req->version != s->version)
        return req_fail(req, ERR_STALE, "stale", "内容已被他人更新，请看过最新情况再决定");
    if (s->status != LS_OPEN)
        return req_fail(req, ERR_CONFLICT, "wrong-state", "这项建议%s，不必再作决定",
                        choice_label(&ladder_statuses, s->status));
    if (!s->can_decide)
        return req_fail(req, ERR_FORBIDDEN, "not-decider", "%s由%s决定", choice_label(&rungs, s->rung),
                        rung_deciders(s->rung));
    return OK;
}

/* What the unit made good since is not held against it. */
static enum err check_missed(struct req *req, struct deciding *d)
{
    const struct ladder_step *s = &d->step;
    struct ladder_case c;
    enum err e = ladder_load(req->db, req->arena, (struct ladder_place){s->matter_id, s->assignment_id},
                             date_of(req->now), &c);
    if (e != OK)
        return e;
    const struct ladder_facts f = ladder_facts_of(req->arena, &c);
    if (f.since_on == 0)
        return req_fail(req, ERR_CONFLICT, "ladder-made-good", "%s现在不欠超期事项，这项建议将自动撤下",
                        s->unit_name);
    d->facts = ladder_words(req->arena, &c, &f);
    return OK;
}

/* The first two rungs are reminders, and may not come more often than those. */
static enum err remind(struct req *req, const struct deciding *d)
{
    const struct ladder_step *s = &d->step;
    struct reminder_made made;
    return reminder_make(req,
                         &(struct reminder_order){
                             .assignment_id = s->assignment_id,
                             .channel = RC_IN_APP,
                             .text = arena_printf(req->arena, "%s%s", d->facts, s->reason ? s->reason : ""),
                             .to_head = s->rung == RUNG_URGE},
                         &made);
}

static enum err tell(struct req *req, const struct deciding *d)
{
    static const enum audience all[] = {TO_UNIT, TO_UNIT_HEAD, TO_CHARGE, TO_OFFICE, TO_HEAD};
    const struct ladder_step *s = &d->step;
    struct list people = {0};
    enum err e = OK;
    for (size_t i = 0; e == OK && i < ARRAY_LEN(all); i++) {
        int64_t id = all[i] == TO_OFFICE || all[i] == TO_HEAD ? req->actor.body_id : s->unit_id;
        if (rung_tells(s->rung, all[i]))
            e = notice_people(req->db, req->arena, date_of(req->now), all[i], id, &people);
    }
    const struct notice notice = {
        .kind = NK_LADDER,
        .dedupe = arena_printf(req->arena, "ladder/%lld/accepted", (long long)s->id),
        .title = arena_printf(req->arena, "已决定对%s%s", s->unit_name, choice_label(&rungs, s->rung)),
        .text = arena_printf(req->arena, "《%s》：%s%s%s决定对%s%s。%s%s", s->matter_title, d->facts,
                             s->decided_post, s->decided_name, s->unit_name, choice_label(&rungs, s->rung),
                             s->reason ? "意见：" : "", s->reason ? s->reason : ""),
        .matter_id = s->matter_id,
        .assignment_id = s->assignment_id,
    };
    return e == OK ? notice_send(req->db, req->arena, req->now, &notice, &people) : e;
}

static enum err record(struct req *req, const struct deciding *d)
{
    const struct ladder_step *s = &d->step;
    const char *rung = choice_label(&rungs, s->rung);
    const struct history_entry h = {
        .matter_id = s->matter_id,
        .assignment_id = s->assignment_id,
        .unit_name = s->unit_name,
        .action = arena_printf(req->arena, "ladder_%s", d->word),
        .note = s->reason ? arena_printf(req->arena, "%s：%s", rung, s->reason) : rung,
    };
    audit_note(req, arena_printf(req->arena, "ladder.%s", d->word), "ladder_step", s->id,
               arena_printf(req->arena, "{\"matter\":%lld,\"rung\":\"%s\"}", (long long)s->matter_id,
                            choice_name(&rungs, s->rung)));
    return history_add(req, &h);
}

static enum err decide_tx(struct req *req, struct res *res, void *ctx)
{
    struct deciding *d = ctx;
    const struct decision *in = req->body;
    struct ladder_step *s = &d->step;
    enum err e = ladder_lock(req, req->ids[0], s);
    if (e == OK)
        e = check(req, s);
    if (e == OK && d->status == LS_ACCEPTED)
        e = check_missed(req, d);
    if (e != OK)
        return e;
    s->status = d->status;
    s->reason = in->reason;
    s->until_on = in->until_on;
    s->decided_at = req->now;
    s->decided_name = req->actor.name;
    s->decided_post = arena_printf(req->arena, "%s%s", req->actor.unit_name, req->actor.post);
    s->can_decide = false;
    e = ladder_decide(req, s);
    if (e == OK)
        e = record(req, d);
    if (e == OK && d->status == LS_ACCEPTED)
        e = s->rung <= RUNG_URGE ? remind(req, d) : tell(req, d);
    if (e != OK)
        return e;
    s->version++;
    res->version = s->version;
    res_struct(res, &ladder_step_shape, s);
    return OK;
}

/* 403 404 409 412 */
static enum err accept_step(struct req *req, struct res *res)
{
    return req_tx(req, res, decide_tx, &(struct deciding){.status = LS_ACCEPTED, .word = "accept"});
}

/* 403 404 409 412 422 */
static enum err defer(struct req *req, struct res *res)
{
    const struct decision *in = req->body;
    int32_t today = date_of(req->now);
    if (in->until_on <= today || in->until_on > today + DEFER_DAYS_MAX)
        return req_field(req, "#/until_on", "暂缓应到明天以后、%d 天以内的日子", DEFER_DAYS_MAX);
    return req_tx(req, res, decide_tx, &(struct deciding){.status = LS_DEFERRED, .word = "defer"});
}

static enum err dismiss(struct req *req, struct res *res)
{
    return req_tx(req, res, decide_tx, &(struct deciding){.status = LS_DISMISSED, .word = "dismiss"});
}

#define REASON(needed)                                                                                       \
    {                                                                                                        \
        "reason", F_TEXT, offsetof(struct decision, reason), (needed) ? "理由" : "意见",                     \
            .min = 2, .max = 500, .required = (needed)                                                       \
    }
static const struct field accept_fields[] = {REASON(false)};
static const struct field defer_fields[] = {
    REASON(true), {"until_on", F_DATE, offsetof(struct decision, until_on), "暂缓到", .required = true}};
static const struct field dismiss_fields[] = {REASON(true)};
static const struct shape accept_shape = SHAPE("LadderAccept", struct decision, accept_fields);
static const struct shape defer_shape = SHAPE("LadderDefer", struct decision, defer_fields);
static const struct shape dismiss_shape = SHAPE("LadderDismiss", struct decision, dismiss_fields);
static const struct field filter_fields[] = {
    {"status", F_CHOICE, offsetof(struct ladder_filter, status), "状态", .choices = &ladder_statuses},
    {"mine", F_BOOL, offsetof(struct ladder_filter, mine), .label = "待我决定"},
};
static const struct shape filter_shape = SHAPE("LadderFilter", struct ladder_filter, filter_fields);

static const struct route routes[] = {
    {GET, "/api/ladder", ROLE_BODY, list, "督办升级的建议和决定", .query = &filter_shape,
     .reply = &ladder_step_shape, .flags = R_PAGE},
    {GET, "/api/matters/{id}/ladder", ROLE_BUSINESS, list_of_matter, "事项的督办升级",
     .reply = &ladder_step_shape, .flags = R_PAGE},
    {POST, "/api/ladder/{id}/accept", ROLE_BODY, accept_step, "采纳督办升级的建议", .body = &accept_shape,
     .reply = &ladder_step_shape, .flags = R_IF_MATCH, .current = current},
    {POST, "/api/ladder/{id}/defer", ROLE_BODY, defer, "暂缓督办升级", .body = &defer_shape,
     .reply = &ladder_step_shape, .flags = R_IF_MATCH, .current = current},
    {POST, "/api/ladder/{id}/dismiss", ROLE_BODY, dismiss, "不采纳督办升级的建议", .body = &dismiss_shape,
     .reply = &ladder_step_shape, .flags = R_IF_MATCH, .current = current},
};
const struct module ladder_module = {
    .name = "ladder",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = ladder_queries,
    .nqueries = ARRAY_LEN(ladder_queries),
};
