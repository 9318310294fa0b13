/* FastCGI parameters, NUL between them, through everything that reads them: router, conditions, query. */
#include "http/http_priv.h"

#include <stdlib.h>
#include <string.h>

struct wanted {
    const char *q;
    int64_t n;
    int32_t on;
    struct list ids;
};
static const struct field fields[] = {
    {.name = "q", .type = F_TEXT, .at = offsetof(struct wanted, q), .label = "关键字", .max = 10},
    {.name = "n", .type = F_INT, .at = offsetof(struct wanted, n), .label = "数", .max = 100},
    {.name = "on", .type = F_DATE, .at = offsetof(struct wanted, on), .label = "日期", .nullable = true},
    {.name = "ids", .type = F_INTS, .at = offsetof(struct wanted, ids), .label = "编号", .max = 5},
};
static const struct shape wanted_shape = SHAPE("Wanted", struct wanted, fields);

static enum err show(struct req *req, struct res *res)
{
    res->version = 5;
    res_struct(res, &wanted_shape, req->query != NULL ? req->query : &(struct wanted){.n = req->ids[0]});
    return OK;
}
static const struct route routes[] = {
    {GET, "/api/t", PERM_PUBLIC, show, "列", .query = &wanted_shape, .reply = &wanted_shape,
     .flags = R_NO_DB | R_PAGE},
    {GET, "/api/t/{id}/u/{id}", ROLE_ANY, show, "看", .reply = &wanted_shape, .flags = R_NO_DB},
    {PUT, "/api/t/{id}", ROLE_ANY, show, "改", .body = &wanted_shape, .reply = &wanted_shape,
     .flags = R_NO_DB | R_IF_MATCH, .current = show},
    {POST, "/api/t", ROLE_OFFICE, show, "传", .reply = &wanted_shape, .flags = R_NO_DB | R_UPLOAD},
};
static const struct module module = {.name = "fuzz", .routes = routes, .nroutes = ARRAY_LEN(routes)};

static enum err authenticate(struct req *req, const char *bearer)
{
    req->actor.role = ROLE_OFFICE;
    return bearer[0] == 'x' ? ERR_AUTH : OK;
}

static size_t read_body(void *from, char *out, size_t len)
{
    const char *text = from;
    size_t n = strnlen(text, len);
    memcpy(out, text, n);
    return n;
}

static struct arena *start(void)
{
    static const struct module *const modules[] = {&module};
    static const struct http_hooks hooks = {.authenticate = authenticate};
    static struct arena *tables; /* for LeakSanitizer: lives to the end */
    char *why;
    tables = arena_new();
    crypto_start();
    http_set_hooks(&hooks);
    if (!router_start(modules, 1, tables, &why))
        abort();
    return arena_new();
}

static char **split(struct arena *a, const uint8_t *data, size_t size)
{
    char *copy = arena_strndup(a, (const char *)data, size);
    char **params = arena_alloc(a, (size + 2) * sizeof(*params));
    size_t n = 0;
    for (size_t at = 0; at < size; at += strlen(copy + at) + 1)
        params[n++] = copy + at;
    return params;
}

static void check(const struct res *res)
{
    struct json_fault fault;
    struct buf headers;
    int status = reply_status(res);
    buf_init(&headers, res->req->arena);
    reply_headers(res, &headers);
    if (status >= 500 || strstr(headers.data, "\r\n\r\n") != headers.data + headers.len - 4)
        abort();
    if (reply_has_body(res) && !json_gate(res->json.out.data, res->json.out.len, &fault))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena *a;
    a = a == NULL ? start() : a;
    struct req req = {.arena = a};
    struct res res;
    struct http_in in = {.read = read_body, .from = "{\"q\":\"督办\"}"};
    fcgi_take(&req, &in, split(a, data, size));
    req.idempotency_key = NULL; /* needs a database */
    router_handle(&req, &res, &in);
    check(&res);
    arena_reset(a);
    return 0;
}
