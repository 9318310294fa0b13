#include "http/http_priv.h"

struct health {
    const char *status;
};
static const struct field health_fields[] = {
    {.name = "status", .type = F_TEXT, .at = offsetof(struct health, status), .label = "状态"},
};
static const struct shape health_shape = SHAPE("Health", struct health, health_fields);

static enum err answer_ok(struct res *res)
{
    res_struct(res, &health_shape, &(struct health){"ok"});
    return OK;
}

static enum err live(struct req *req, struct res *res)
{
    (void)req;
    return answer_ok(res);
}

static enum err health(struct req *req, struct res *res)
{
    enum err e = health_ping(req);
    return e == OK ? answer_ok(res) : e;
}

static enum err document(struct req *req, struct res *res)
{
    (void)req;
    openapi_write(&res->json);
    return OK;
}

static const struct route routes[] = {
    {GET, "/api/health", PERM_PUBLIC, health, "服务与数据库是否可用", .reply = &health_shape,
     .flags = R_NO_DB},
    {GET, "/api/health/live", PERM_PUBLIC, live, "服务是否在运行", .reply = &health_shape, .flags = R_NO_DB},
    {GET, "/api/openapi.json", PERM_PUBLIC, document, "接口说明", .flags = R_NO_DB | R_FILE},
};
static const struct db_query *const queries[] = {&idempotency_find_query, &idempotency_claim_query,
                                                 &idempotency_keep_query, &health_ping_query};
const struct module http_module = {
    .name = "http",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = queries,
    .nqueries = ARRAY_LEN(queries),
};
