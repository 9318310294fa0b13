#include "app/audit/audit.h"
#include "app/track/inspection/inspection_priv.h"
#include "app/track/quota/quota_priv.h"

#define IN(member) offsetof(struct quota_in, member)
#define FORM_FIELDS                                                                                          \
    {"kind", F_CHOICE, IN(kind), "方式，空为都算", .choices = &inspection_kinds},                            \
        {"period", F_CHOICE, IN(period), "每期", .required = true, .choices = &quota_periods},               \
        {"n", F_INT, IN(n), "至少几次", .min = 1, .max = 31, .required = true},                              \
    {                                                                                                        \
        "leader_id", F_INT, IN(leader_id), "由哪位领导参加（任职）", .min = 1                                \
    }
static const struct field new_fields[] = {FORM_FIELDS};
static const struct shape new_shape = SHAPE("InspectionQuotaNew", struct quota_in, new_fields);
static const struct field edit_fields[] = {FORM_FIELDS,
                                           {"is_active", F_BOOL, IN(is_active), "执行中", .required = true}};
static const struct shape edit_shape = SHAPE("InspectionQuotaEdit", struct quota_in, edit_fields);

static enum err dress(struct req *req, struct quota *q)
{
    struct calendar c = {0};
    int32_t today = date_of(req->now);
    quota_days(q->period, today, &q->from_on, &q->until_on);
    enum err e = calendar_load(req->db, req->arena, today - 1, q->until_on, &c);
    if (e == OK)
        e = quota_count(req, q);
    if (e == OK)
        quota_dress(req->arena, q, &c, today);
    return e;
}

struct quotas {
    struct list items;
};
static const struct field quotas_fields[] = {
    {"items", F_LIST, offsetof(struct quotas, items), "督查频次要求", .of = &quota_shape}};
static const struct shape quotas_shape = SHAPE("InspectionQuotas", struct quotas, quotas_fields);

static enum err list(struct req *req, struct res *res)
{
    struct quotas out = {0};
    enum err e = quotas_of_body(req, &out.items);
    struct quota *q = out.items.items;
    for (size_t i = 0; e == OK && i < out.items.n; i++)
        e = dress(req, &q[i]);
    if (e == OK)
        res_struct(res, &quotas_shape, &out);
    return e;
}

static enum err show(struct req *req, struct res *res, int64_t id)
{
    struct quota q = {0};
    enum err e = quota_find(req, id, &q);
    if (e == OK)
        e = dress(req, &q);
    if (e != OK)
        return e;
    res->version = q.version;
    res_struct(res, &quota_shape, &q);
    return OK;
}

static enum err current(struct req *req, struct res *res)
{
    return show(req, res, req->ids[0]);
}

static enum err check_leader(struct req *req, const struct quota_in *in)
{
    bool known = true;
    enum err e = in->leader_id == 0 ? OK : quota_leader_known(req, in->leader_id, &known);
    return e == OK && !known ? req_field(req, "#/leader_id", "不是本机构在任的领导") : e;
}

static enum err create_tx(struct req *req, struct res *res, void *ctx)
{
    int64_t id = 0;
    enum err e = check_leader(req, ctx);
    if (e == OK)
        e = quota_insert(req, ctx, &id);
    if (e != OK)
        return e;
    audit_note(req, "inspection_quota.create", "inspection_quota", id, NULL);
    return show(req, res, id);
}

static enum err create(struct req *req, struct res *res)
{
    return req_tx(req, res, create_tx, req->body);
}

static enum err edit_tx(struct req *req, struct res *res, void *ctx)
{
    struct quota q = {0};
    enum err e = quota_find(req, req->ids[0], &q);
    if (e == OK)
        e = check_leader(req, ctx);
    if (e == OK)
        e = quota_update(req, q.id, ctx);
    if (e == ERR_STALE)
        return req_fail(req, e, "stale", "频次要求已被他人修改，请看过最新内容再保存");
    if (e != OK)
        return e;
    audit_note(req, "inspection_quota.edit", "inspection_quota", q.id, NULL);
    return show(req, res, q.id);
}

static enum err edit(struct req *req, struct res *res)
{
    return req_tx(req, res, edit_tx, req->body);
}

static const struct route routes[] = {
    {.method = GET,
     .path = "/api/inspection-quotas",
     .who = ROLE_BODY,
     .fn = list,
     .summary = "督查频次要求",
     .reply = &quotas_shape},
    {.method = POST,
     .path = "/api/inspection-quotas",
     .who = ROLE_OFFICE,
     .fn = create,
     .summary = "新增督查频次要求",
     .body = &new_shape,
     .reply = &quota_shape,
     .flags = R_CREATED},
    {.method = PUT,
     .path = "/api/inspection-quotas/{id}",
     .who = ROLE_OFFICE,
     .fn = edit,
     .summary = "修改督查频次要求",
     .body = &edit_shape,
     .reply = &quota_shape,
     .flags = R_IF_MATCH,
     .current = current},
};
const struct module quota_module = {
    .name = "inspection_quota",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = quota_queries,
    .nqueries = QUOTA_QUERIES,
};
