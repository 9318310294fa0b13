#include "http/http_priv.h"

#include <fcgiapp.h>
#include <string.h>
#include <strings.h>

#define AGENT_BYTES 190
#define PATH_SHOWN 8192
#define ID_BYTES 12

/* ---- what nginx says of the request */
static char *new_id(struct arena *a)
{
    uint8_t bytes[ID_BYTES];
    char *id = arena_alloc(a, 2 * ID_BYTES + 1);
    crypto_random(bytes, sizeof(bytes));
    text_hex(bytes, sizeof(bytes), id);
    return id;
}

/* Printable and at most so many bytes, cut between characters; "" for what is not UTF-8. */
static char *clean(struct arena *a, const char *s, size_t max)
{
    size_t len = strlen(s);
    if (!text_is_utf8(s, len))
        return arena_strdup(a, "");
    if (len > max)
        for (len = max; ((unsigned char)s[len] & 0xc0) == 0x80;)
            len--;
    char *copy = arena_strndup(a, s, len);
    for (char *p = copy; *p != '\0'; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7f)
            *p = ' ';
    return copy;
}

static int64_t read_length(const char *s)
{
    int64_t n = 0;
    size_t len = strlen(s);
    if (len > 15 || strspn(s, "0123456789") != len)
        return -1;
    for (; *s != '\0'; s++)
        n = n * 10 + (*s - '0');
    return n;
}

static const char *bearer_of(const char *authorization)
{
    if (strncasecmp(authorization, "Bearer ", 7) != 0)
        return NULL;
    return authorization + 7 + strspn(authorization + 7, " ");
}

/* REQUEST_URI as the client sent it: no path of ours needs an escape, so none is undone. */
static const char *path_of(struct arena *a, const char *uri)
{
    size_t len = strcspn(uri, "?");
    return len > PATH_SHOWN ? "" : arena_strndup(a, uri, len);
}

enum param {
    P_METHOD,
    P_URI,
    P_QUERY,
    P_TYPE,
    P_LENGTH,
    P_IP,
    P_AUTHORIZATION,
    P_IF_MATCH,
    P_IF_NONE_MATCH,
    P_AGENT,
    P_COOKIE,
    P_ORIGIN,
    P_HOST,
    P_KEY,
    P_COUNT
};
static const char *const param_names[P_COUNT] = {
    [P_METHOD] = "REQUEST_METHOD",
    [P_URI] = "REQUEST_URI",
    [P_QUERY] = "QUERY_STRING",
    [P_TYPE] = "CONTENT_TYPE",
    [P_LENGTH] = "CONTENT_LENGTH",
    [P_IP] = "REMOTE_ADDR",
    [P_AUTHORIZATION] = "HTTP_AUTHORIZATION",
    [P_IF_MATCH] = "HTTP_IF_MATCH",
    [P_IF_NONE_MATCH] = "HTTP_IF_NONE_MATCH",
    [P_AGENT] = "HTTP_USER_AGENT",
    [P_COOKIE] = "HTTP_COOKIE",
    [P_ORIGIN] = "HTTP_ORIGIN",
    [P_HOST] = "HTTP_HOST",
    [P_KEY] = "HTTP_IDEMPOTENCY_KEY",
};

/* The first of each name counts; an empty value is none. */
static void read_params(char *const *params, const char *values[P_COUNT])
{
    for (; params != NULL && *params != NULL; params++) {
        const char *equals = strchr(*params, '=');
        size_t len = equals == NULL ? 0 : (size_t)(equals - *params);
        if (len == 0 || equals[1] == '\0')
            continue;
        for (size_t i = 0; i < P_COUNT; i++)
            if (values[i] == NULL && strncmp(param_names[i], *params, len) == 0 &&
                param_names[i][len] == '\0')
                values[i] = equals + 1;
    }
}

static const char *or_empty(const char *s)
{
    return s == NULL ? "" : s;
}

void fcgi_take(struct req *req, struct http_in *in, char *const *params)
{
    const char *v[P_COUNT] = {NULL};
    read_params(params, v);
    req->id = new_id(req->arena);
    req->now = clock_now();
    req->ip = clean(req->arena, or_empty(v[P_IP]), 45);
    req->agent = clean(req->arena, or_empty(v[P_AGENT]), AGENT_BYTES);
    req->cookie = v[P_COOKIE];
    req->origin = v[P_ORIGIN];
    req->host = v[P_HOST];
    req->idempotency_key = v[P_KEY];
    in->method = or_empty(v[P_METHOD]);
    in->path = path_of(req->arena, or_empty(v[P_URI]));
    in->query = or_empty(v[P_QUERY]);
    in->bearer = v[P_AUTHORIZATION] == NULL ? NULL : bearer_of(v[P_AUTHORIZATION]);
    in->if_match = v[P_IF_MATCH];
    in->if_none_match = v[P_IF_NONE_MATCH];
    in->content_type = v[P_TYPE];
    in->content_length = v[P_LENGTH] == NULL ? 0 : read_length(v[P_LENGTH]);
}

/* ---- the stream */
static size_t read_body(void *from, char *out, size_t len)
{
    FCGX_Request *r = from;
    size_t n = 0;
    while (n < len) {
        int want = len - n > 1 << 20 ? 1 << 20 : (int)(len - n), got = FCGX_GetStr(out + n, want, r->in);
        if (got <= 0)
            break;
        n += (size_t)got;
    }
    return n;
}

/* What was not read of the body would be taken for the next request of a kept connection. */
static void drain(FCGX_Request *r)
{
    char rest[16384];
    while (FCGX_GetStr(rest, sizeof(rest), r->in) > 0)
        ;
}

/* ---- the log: the route's pattern, never the address or what it asks for */
static void log_request(const struct req *req, const struct res *res, int64_t us)
{
    struct json j;
    json_init(&j, req->arena);
    json_open(&j, '{');
    json_key(&j, "at");
    json_instant(&j, req->now);
    member_text(&j, "level", "info");
    member_text(&j, "event", "request");
    member_text(&j, "id", req->id);
    member_i64(&j, "person", req->actor.person_id);
    member_text(&j, "role", role_name(req->actor.role));
    member_text(&j, "method", req->route == NULL ? "" : method_name(req->route->method));
    member_text(&j, "route", req->route == NULL ? "" : req->route->path);
    member_i64(&j, "status", reply_status(res));
    member_i64(&j, "us", us);
    member_i64(&j, "db_us", db_take_us(req->db));
    member_i64(&j, "bytes", reply_has_body(res) ? (int64_t)res->json.out.len : 0);
    json_close(&j, '}');
    log_line(&j.out);
}

bool fcgi_serve(struct thread *t, FCGX_Request *r, bool is_last)
{
    int64_t from = clock_mono_us();
    struct req req = {.arena = t->arena, .db = t->db, .config = t->config};
    struct http_in in = {.read = read_body, .from = r};
    struct res res;
    fcgi_take(&req, &in, r->envp);
    router_handle(&req, &res, &in);
    drain(r);
    bool is_sent = fcgi_reply(&res, r, strcmp(in.method, "HEAD") == 0, is_last);
    log_request(&req, &res, clock_mono_us() - from);
    arena_reset(t->arena);
    return is_sent && r->keepConnection && FCGX_GetError(r->in) == 0;
}
