#include "http/http_priv.h"

#include <string.h>
#include <strings.h>

#define JSON_LIMIT (INT64_C(1) << 20)
#define UPLOAD_LIMIT (INT64_C(50) << 20)
#define AFTER_CHARS 200
#define LIMIT_MAX 200
#define LIMIT_DEFAULT 50
#define KEY_CHARS 64

static const struct field no_fields[1];
static const struct shape empty_shape = {.name = "Empty", .size = 1, .fields = no_fields};

static void bad_field(void *ctx, const char *pointer, const char *detail)
{
    req_field(ctx, pointer, "%s", detail);
}

/* ---- headers */
/* The number of `"12"`, also of W/"12", which compression makes of it; 0 for anything else. */
static int64_t read_etag(const char *s)
{
    int64_t v = 0;
    s += strncmp(s, "W/", 2) == 0 ? 2 : 0;
    if (*s++ != '"' || *s == '0')
        return 0;
    for (const char *first = s; *s >= '0' && *s <= '9' && s - first < 15; s++)
        v = v * 10 + (*s - '0');
    return strcmp(s, "\"") == 0 ? v : 0;
}

static bool is_key(const char *s)
{
    size_t len = strnlen(s, KEY_CHARS + 1);
    for (size_t i = 0; i < len; i++)
        if (s[i] <= 0x20 || s[i] > 0x7e)
            return false;
    return len >= 1 && len <= KEY_CHARS;
}

enum err body_conditions(struct req *req, const struct http_in *in)
{
    if (in->if_none_match != NULL)
        req->if_none_match = read_etag(in->if_none_match);
    if (in->if_match != NULL && (req->version = read_etag(in->if_match)) == 0)
        return req_fail(req, ERR_INVALID, "if-match-invalid", "If-Match 应为所读内容的 ETag，如 \"12\"。");
    if ((req->route->flags & R_IF_MATCH) != 0 && req->version == 0)
        return ERR_NO_VERSION;
    if (req->route->method != POST || req->route->who == PERM_PUBLIC)
        req->idempotency_key = NULL;
    if (req->idempotency_key != NULL && !is_key(req->idempotency_key))
        return req_fail(req, ERR_INVALID, "idempotency-key-invalid",
                        "Idempotency-Key 应为 1–%d 个可见的英文字符。", KEY_CHARS);
    return OK;
}

/* ---- query string */
static bool read_limit(const char *text, int64_t *limit)
{
    size_t len = strspn(text, "0123456789");
    *limit = 0;
    for (size_t i = 0; i < len && i < 4; i++)
        *limit = *limit * 10 + (text[i] - '0');
    return len > 0 && len < 4 && text[len] == '\0' && *limit >= 1 && *limit <= LIMIT_MAX;
}

/* Whether the pair is one of the page keys; takes its value if so. */
static bool take_page_key(struct req *req, const char *pair, size_t len)
{
    bool is_after = len >= 6 && strncmp(pair, "after=", 6) == 0;
    bool is_limit = len >= 6 && strncmp(pair, "limit=", 6) == 0;
    char *value;
    if (!is_after && !is_limit)
        return false;
    bool is_text = text_url_decode(req->arena, pair + 6, len - 6, &value);
    if (is_after && (!is_text || text_chars(value) > AFTER_CHARS))
        req_field(req, "?after", "翻页位置无效，请从第一页重新查看。");
    else if (is_limit && (!is_text || !read_limit(value, &req->limit)))
        req_field(req, "?limit", "每页条数应为 1–%d。", LIMIT_MAX);
    else if (is_after && *value != '\0')
        req->after = value;
    return true;
}

/* The query string without the page keys. */
static const char *split_page(struct req *req, const char *query)
{
    struct buf rest;
    buf_init(&rest, req->arena);
    req->limit = LIMIT_DEFAULT;
    while (*query != '\0') {
        size_t len = strcspn(query, "&");
        if (len > 0 && !take_page_key(req, query, len)) {
            if (rest.len > 0)
                buf_putc(&rest, '&');
            buf_put(&rest, query, len);
        }
        query += len + (query[len] == '&');
    }
    return rest.data;
}

enum err body_query(struct req *req, const char *query)
{
    const struct shape *s = req->route->query != NULL ? req->route->query : &empty_shape;
    if ((req->route->flags & R_PAGE) != 0)
        query = split_page(req, query);
    void *out = arena_alloc(req->arena, s->size);
    bool is_good = query_read(req->arena, query, s, out, bad_field, req);
    req->query = req->route->query != NULL ? out : NULL;
    return is_good && req->problem == NULL ? OK : ERR_UNPROCESSABLE;
}

/* ---- body */
static bool is_json_type(const char *type)
{
    static const char json[] = "application/json";
    size_t len = sizeof(json) - 1;
    return type != NULL && strncasecmp(type, json, len) == 0 && strchr("; \t", type[len]) != NULL;
}

static enum err take_raw(struct req *req, const struct http_in *in, int64_t limit)
{
    if (in->content_length < 0)
        return req_fail(req, ERR_INVALID, "content-length-invalid", "请求正文的长度无效，请重试。");
    if (in->content_length > limit)
        return req_fail(req, ERR_TOO_LARGE, "too-large", "提交的内容超过 %lld MB，请缩减后再试。",
                        (long long)(limit >> 20));
    size_t len = (size_t)in->content_length;
    char *raw = arena_grow(req->arena, arena_alloc(req->arena, 1), 0, len + 1);
    if (in->read(in->from, raw, len) != len)
        return req_fail(req, ERR_INVALID, "body-cut", "请求正文没有传完整，请重试。");
    raw[len] = '\0';
    req->raw = raw;
    req->raw_len = len;
    return OK;
}

static void hash_request(struct req *req, const struct http_in *in)
{
    struct buf b;
    uint8_t body[32];
    crypto_sha256(req->raw, req->raw_len, body);
    buf_init(&b, req->arena);
    buf_printf(&b, "%s\n%s\n%s\n", in->method, in->path, in->query);
    buf_put(&b, body, sizeof(body));
    crypto_sha256(b.data, b.len, req->request_hash);
}

static enum err read_json(struct req *req)
{
    const struct shape *s = req->route->body != NULL ? req->route->body : &empty_shape;
    struct json_fault fault;
    if (req->raw_len == 0)
        return req->route->body == NULL ? OK
                                        : req_fail(req, ERR_INVALID, "body-missing", "请求缺少 JSON 正文。");
    if (!json_gate(req->raw, req->raw_len, &fault))
        return req_fail(req, ERR_INVALID, fault.code, "%s", fault.detail);
    void *out = arena_alloc(req->arena, s->size);
    bool is_good = json_read(req->arena, req->raw, req->raw_len, s, out, bad_field, req);
    req->body = req->route->body != NULL ? out : NULL;
    return is_good ? OK : ERR_UNPROCESSABLE;
}

enum err body_read(struct req *req, const struct http_in *in)
{
    bool is_upload = (req->route->flags & R_UPLOAD) != 0;
    req->raw = "";
    if (req->route->method == GET)
        return OK;
    if (!is_upload && in->content_length > 0 && !is_json_type(in->content_type))
        return ERR_MEDIA;
    enum err e = take_raw(req, in, is_upload ? UPLOAD_LIMIT : JSON_LIMIT);
    if (e != OK)
        return e;
    if (req->idempotency_key != NULL)
        hash_request(req, in);
    return is_upload ? OK : read_json(req);
}
