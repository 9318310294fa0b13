#include "app/audit/audit.h"
#include "app/time/rule/rule_priv.h"

/* ---- time rules: each change is a new version, which holds for what is opened from then on */
struct rules_query {
    bool all;
};
static const struct field query_fields[] = {
    {.name = "all", .type = F_BOOL, .at = offsetof(struct rules_query, all), .label = "含历次版本"}};
static const struct shape query_shape = SHAPE("TimeRulesQuery", struct rules_query, query_fields);

struct rules_reply {
    struct list items;
};
static const struct field reply_fields[] = {{.name = "items",
                                             .type = F_LIST,
                                             .at = offsetof(struct rules_reply, items),
                                             .label = "时限规则",
                                             .of = &time_rule_shape}};
static const struct shape reply_shape = SHAPE("TimeRules", struct rules_reply, reply_fields);

static enum err list(struct req *req, struct res *res)
{
    const struct rules_query *q = req->query;
    struct rules_reply out = {0};
    enum err e = time_rules_list(req, q->all, &out.items);
    if (e == OK)
        res_struct(res, &reply_shape, &out);
    return e;
}

struct rule_in {
    int unit;
    int64_t n;
    const char *basis, *why;
};
static const struct field in_fields[] = {
    {"unit", F_CHOICE, offsetof(struct rule_in, unit), "单位", .required = true, .choices = &rule_units},
    {"n", F_INT, offsetof(struct rule_in, n), "数目", .max = 365, .required = true},
    {"basis", F_TEXT, offsetof(struct rule_in, basis), "依据", .min = 2, .max = 200, .required = true},
    {"why", F_TEXT, offsetof(struct rule_in, why), "修改理由", .min = 2, .max = 300, .required = true},
};
static const struct shape in_shape = SHAPE("TimeRuleIn", struct rule_in, in_fields);

static enum err current(struct req *req, struct res *res)
{
    struct time_rule r = {0}, newest = {0};
    enum err e = time_rule_by_id(req, req->ids[0], &r);
    if (e == OK)
        e = time_rule_of(req->db, req->arena, r.code, &newest);
    if (e == OK)
        res_struct(res, &time_rule_shape, &newest);
    return e;
}

static enum err change_tx(struct req *req, struct res *res, void *ctx)
{
    const struct rule_in *in = ctx;
    struct time_rule r = {0}, newest = {0};
    enum err e = time_rule_by_id(req, req->ids[0], &r);
    if (e == OK)
        e = time_rule_of(req->db, req->arena, r.code, &newest);
    if (e != OK)
        return e;
    if (newest.id != r.id || newest.version != req->version)
        return req_fail(req, ERR_STALE, "stale", "这条规则已有新的版本，请看过再修改");
    newest.version++;
    newest.unit = in->unit;
    newest.n = in->n;
    newest.basis = in->basis;
    newest.why = in->why;
    newest.from_at = req->now;
    newest.by_name = req->actor.name;
    e = time_rule_insert(req, &newest);
    if (e == ERR_CONFLICT)
        return req_fail(req, ERR_STALE, "stale", "这条规则已有新的版本，请看过再修改");
    if (e != OK)
        return e;
    audit_note(req, "time_rule.change", "time_rule", newest.id,
               arena_printf(req->arena, "{\"code\":\"%s\",\"n\":%lld}", newest.code, (long long)newest.n));
    res->version = newest.version;
    res_struct(res, &time_rule_shape, &newest);
    return OK;
}

static enum err change(struct req *req, struct res *res)
{
    return req_tx(req, res, change_tx, req->body);
}

static const struct route rule_routes[] = {
    {.method = GET,
     .path = "/api/time-rules",
     .who = ROLE_ANY,
     .fn = list,
     .summary = "时限规则",
     .query = &query_shape,
     .reply = &reply_shape},
    {.method = POST,
     .path = "/api/time-rules/{id}",
     .who = ROLE_OFFICE,
     .fn = change,
     .summary = "修改时限规则（留新版）",
     .body = &in_shape,
     .reply = &time_rule_shape,
     .flags = R_IF_MATCH,
     .current = current},
};
const struct module time_rule_module = {
    .name = "time_rule",
    .routes = rule_routes,
    .nroutes = ARRAY_LEN(rule_routes),
    .queries = rule_queries,
    .nqueries = RULE_QUERIES,
};
