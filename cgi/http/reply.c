#include "http/http_priv.h"

void reply_start(struct res *res, struct req *req)
{
    *res = (struct res){.req = req};
    json_init(&res->json, req->arena);
}

int reply_status(const struct res *res)
{
    const struct route *route = res->req->route;
    unsigned flags = route == NULL ? 0 : route->flags;
    if (res->status != 0)
        return res->status;
    return (flags & R_CREATED) != 0 ? 201 : (flags & R_NO_CONTENT) != 0 ? 204 : 200;
}

bool reply_has_body(const struct res *res)
{
    int status = reply_status(res);
    return status != 204 && status != 304 && res->accel == NULL;
}

/* Nothing that a value holds can begin another header. */
static void header(struct buf *out, const char *name, const char *value)
{
    if (value == NULL)
        return;
    buf_puts(out, name);
    buf_puts(out, ": ");
    for (; *value != '\0'; value++)
        if ((unsigned char)*value >= 0x20 && *value != 0x7f)
            buf_putc(out, *value);
    buf_puts(out, "\r\n");
}

void reply_headers(const struct res *res, struct buf *out)
{
    int status = reply_status(res);
    buf_printf(out, "Status: %d\r\n", status);
    if (reply_has_body(res))
        buf_printf(out, "Content-Length: %zu\r\n", res->json.out.len);
    if (reply_has_body(res) || res->accel != NULL)
        header(out, "Content-Type", res->type != NULL ? res->type : "application/json");
    header(out, "Cache-Control", "no-store");
    header(out, "X-Content-Type-Options", "nosniff");
    header(out, "X-Request-Id", res->req->id);
    if (res->version > 0)
        buf_printf(out, "ETag: \"%lld\"\r\n", (long long)res->version);
    header(out, "Content-Disposition", res->disposition);
    header(out, "X-Accel-Redirect", res->accel);
    header(out, "Set-Cookie", res->set_cookie);
    header(out, "Allow", res->allow);
    if (status == 401)
        header(out, "WWW-Authenticate", "Bearer");
    if ((status == 409 || status == 429 || status == 503) && res->req->retry_after > 0)
        buf_printf(out, "Retry-After: %d\r\n", res->req->retry_after);
    buf_puts(out, "\r\n");
}

void member_text(struct json *j, const char *name, const char *text)
{
    json_key(j, name);
    json_text(j, text);
}

void member_i64(struct json *j, const char *name, int64_t v)
{
    json_key(j, name);
    json_i64(j, v);
}

enum err res_page(struct res *res, const struct db_query *q, struct db_args args)
{
    struct json *j = &res->json;
    struct db_rows rows = {.max = (size_t)res->req->limit};
    json_open(j, '{');
    json_key(j, "items");
    json_open(j, '[');
    enum err e = db_json_rows(res->req->db, j, q, &rows, args);
    if (e != OK)
        return e;
    json_close(j, ']');
    json_key(j, "next");
    json_text(j, rows.n > rows.max ? rows.last_key : NULL);
    json_close(j, '}');
    return OK;
}

void res_struct(struct res *res, const struct shape *s, const void *value)
{
    json_struct(&res->json, s, value);
}
