#include "app/time/pause/pause_priv.h"

#include "app/time/deadline/deadline.h"

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }

/* ---- asking */
struct suspension_in {
    const char *reason;
    int32_t until_on;
};
static const struct field suspension_in_fields[] = {
    COL(struct suspension_in, reason, F_TEXT, "挂起理由", .min = 5, .max = 1000, .required = true),
    COL(struct suspension_in, until_on, F_DATE, "预计恢复"),
};
static const struct shape suspension_in_shape = SHAPE("SuspensionIn", struct suspension_in,
                                                      suspension_in_fields);

static enum err check_ask(struct req *req, const struct matter_case *c, const struct suspension_in *in)
{
    struct list all = {0};
    if (in->until_on != 0 && in->until_on <= c->today)
        return req_field(req, "#/until_on", "预计恢复应在今天以后");
    enum err e = suspensions_of_matter(req, c->m.id, &all);
    const struct suspension *x = all.items;
    for (size_t i = 0; e == OK && i < all.n; i++)
        if (x[i].status == RQ_ASKED)
            return req_fail(req, ERR_CONFLICT, "already-asked", "已有一份挂起申请在等待批准");
    return e;
}

static enum err ask_tx(struct req *req, struct res *res, void *ctx)
{
    const struct suspension_in *in = ctx;
    struct matter_case c = {0};
    enum err e = matter_begin(req, req->ids[0], MA_SUSPEND, &c);
    if (e == OK)
        e = check_ask(req, &c, in);
    struct suspension x = {.matter_id = c.m.id, .reason = in->reason, .until_on = in->until_on};
    if (e == OK)
        e = suspension_insert(req, &x);
    if (e == OK)
        e = matter_commit(req, &c, in->reason);
    if (e == OK)
        e = suspension_tell(req, &c, x.id, in->reason);
    if (e == OK)
        move_reply(res, &c, "已报请挂起，等待组长或者分管的副组长批准；批准之前时限照常计算");
    return e;
}

static enum err ask(struct req *req, struct res *res)
{
    return req_tx(req, res, ask_tx, req->body);
}

/* ---- deciding */
static enum err begin(struct req *req, const struct decision *d, struct suspension *x, struct matter_case *c)
{
    enum err e = suspension_by_id(req, req->ids[0], x);
    if (e == OK)
        e = matter_begin(req, x->matter_id, (enum matter_action)d->action, c);
    if (e == OK)
        e = suspension_by_id(req, req->ids[0], x); /* as it is under the matter's lock */
    if (e != OK)
        return e;
    if (d->version != x->version)
        return req_fail(req, ERR_STALE, "stale", "申请已被他人处理，请看过最新情况");
    struct refusal no = suspension_refusal(x, c);
    return no.err == OK ? OK : req_fail(req, no.err, no.code, "%s", no.why);
}

static enum err decide_tx(struct req *req, struct res *res, void *ctx)
{
    const struct decision *d = ctx;
    struct matter_case c = {0};
    struct suspension x = {0};
    bool yes = d->status == RQ_APPROVED;
    enum err e = begin(req, d, &x, &c);
    if (e == OK)
        e = suspension_decide(req, x.id, yes ? c.today : 0, d->opinion);
    if (e == OK && yes)
        e = pause_begin(req->db, c.m.id, c.today);
    if (e == OK)
        e = matter_commit(req, &c, d->opinion);
    if (e == OK)
        e = suspension_tell(req, &c, x.id, d->opinion);
    if (e != OK)
        return e;
    struct request_moved moved = {x.id, x.version + 1, d->status,
                                  yes ? "已批准挂起，自今天起不计时，由督办办公室恢复办理"
                                      : "不同意挂起，时限照常计算"};
    res_struct(res, &request_moved_shape, &moved);
    return OK;
}

static enum err approve(struct req *req, struct res *res)
{
    struct decision d = decision_of(req, MA_APPROVE_SUSPENSION, RQ_APPROVED);
    return req_tx(req, res, decide_tx, &d);
}

static enum err refuse(struct req *req, struct res *res)
{
    struct decision d = decision_of(req, MA_REFUSE_SUSPENSION, RQ_REFUSED);
    return req_tx(req, res, decide_tx, &d);
}

/* ---- resuming */
struct resume_in {
    const char *reason;
};
static const struct field resume_fields[] = {
    COL(struct resume_in, reason, F_TEXT, "恢复说明", .min = 2, .max = 1000, .required = true)};
static const struct shape resume_shape = SHAPE("ResumeIn", struct resume_in, resume_fields);

/* The one that holds the matter now. */
static enum err end_running(struct req *req, int64_t matter_id, const char *why, int64_t *id)
{
    struct list all = {0};
    enum err e = suspensions_of_matter(req, matter_id, &all);
    const struct suspension *x = all.items;
    for (size_t i = 0; e == OK && i < all.n; i++)
        if (x[i].status == RQ_APPROVED && x[i].to_on == 0) {
            *id = x[i].id;
            e = suspension_end(req, x[i].id, why);
        }
    return e;
}

static enum err resume_tx(struct req *req, struct res *res, void *ctx)
{
    const struct resume_in *in = ctx;
    struct matter_case c = {0};
    int64_t n, id = 0;
    enum err e = matter_begin(req, req->ids[0], MA_RESUME, &c);
    if (e == OK)
        e = pause_end(req->db, c.m.id, c.today, &n);
    if (e == OK)
        e = end_running(req, c.m.id, in->reason, &id);
    if (e == OK)
        e = matter_commit(req, &c, in->reason);
    if (e == OK)
        e = suspension_tell(req, &c, id, in->reason);
    if (e == OK)
        move_reply(res, &c, "已恢复办理，各时限按挂起的工作日顺延");
    return e;
}

static enum err resume(struct req *req, struct res *res)
{
    return req_tx(req, res, resume_tx, req->body);
}

/* ---- reading */
static enum err current(struct req *req, struct res *res)
{
    struct suspension x = {0};
    struct matter_case c = {0};
    enum err e = suspension_by_id(req, req->ids[0], &x);
    if (e == OK)
        e = case_to_read(req, x.matter_id, &c);
    if (e != OK)
        return e;
    suspension_dress(req->arena, &x, &c);
    res_struct(res, &suspension_shape, &x);
    return OK;
}

struct suspensions {
    struct list items;
};
static const struct field suspensions_fields[] = {
    COL(struct suspensions, items, F_LIST, "挂起申请", .of = &suspension_shape)};
static const struct shape suspensions_shape = SHAPE("Suspensions", struct suspensions, suspensions_fields);

static enum err list(struct req *req, struct res *res)
{
    struct matter_case c = {0};
    struct suspensions out = {0};
    enum err e = case_to_read(req, req->ids[0], &c);
    if (e == OK)
        e = suspensions_of_matter(req, c.m.id, &out.items);
    if (e != OK)
        return e;
    struct suspension *x = out.items.items;
    for (size_t i = 0; i < out.items.n; i++)
        suspension_dress(req->arena, &x[i], &c);
    res_struct(res, &suspensions_shape, &out);
    return OK;
}

#define MOVE(name, handler, text, shape)                                                                     \
    {                                                                                                        \
        .method = POST, .path = "/api/matters/{id}/" name, .who = ROLE_OFFICE, .fn = (handler),              \
        .summary = (text), .body = (shape), .reply = &matter_moved_shape, .flags = R_IF_MATCH,               \
        .current = matter_current                                                                            \
    }
#define DECIDE(name, handler, text)                                                                          \
    {                                                                                                        \
        .method = POST, .path = "/api/suspensions/{id}/" name, .who = ROLE_LEADER, .fn = (handler),          \
        .summary = (text), .body = &opinion_in_shape, .reply = &request_moved_shape, .flags = R_IF_MATCH,    \
        .current = current                                                                                   \
    }
static const struct route suspension_routes[] = {
    MOVE("suspend", ask, "报请挂起", &suspension_in_shape),
    MOVE("resume", resume, "恢复办理", &resume_shape),
    {.method = GET,
     .path = "/api/matters/{id}/suspensions",
     .who = ROLE_BUSINESS,
     .fn = list,
     .summary = "事项的挂起申请",
     .reply = &suspensions_shape},
    DECIDE("approve", approve, "批准挂起"),
    DECIDE("refuse", refuse, "不同意挂起"),
};
const struct module suspension_module = {
    .name = "suspension",
    .routes = suspension_routes,
    .nroutes = ARRAY_LEN(suspension_routes),
    .queries = suspension_queries,
    .nqueries = ARRAY_LEN(suspension_queries),
};
