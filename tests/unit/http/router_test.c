/* The way of a request through router, body, problem and reply, without database and FastCGI. */
#include "http/router.c"

#include <setjmp.h>

#include <cmocka.h>

struct item {
    int64_t id;
    const char *name;
};
static const struct field item_fields[] = {
    {.name = "id", .type = F_INT, .at = offsetof(struct item, id), .label = "编号"},
    {.name = "name",
     .type = F_TEXT,
     .at = offsetof(struct item, name),
     .label = "名称",
     .min = 2,
     .max = 5,
     .required = true},
};
static const struct shape item_shape = SHAPE("Item", struct item, item_fields);
struct asked {
    const char *q;
};
static const struct field asked_fields[] = {
    {.name = "q", .type = F_TEXT, .at = offsetof(struct asked, q), .label = "关键字"}};
static const struct shape asked_shape = SHAPE("Asked", struct asked, asked_fields);

static int handled;

static enum err show(struct req *req, struct res *res)
{
    handled++;
    res->version = 12;
    res_struct(res, &item_shape, &(struct item){req->ids[0], "督办"});
    return OK;
}
static enum err change(struct req *req, struct res *res)
{
    handled++;
    if (req->version != 12)
        return ERR_STALE;
    res->version = 13;
    res_struct(res, &item_shape, req->body);
    return OK;
}
static enum err list(struct req *req, struct res *res)
{
    const struct asked *asked = req->query;
    json_open(&res->json, '{');
    member_i64(&res->json, "limit", req->limit);
    member_text(&res->json, "after", req->after);
    member_text(&res->json, "q", asked->q);
    json_close(&res->json, '}');
    return OK;
}
static enum err upload(struct req *req, struct res *res)
{
    res_struct(res, &item_shape, &(struct item){(int64_t)req->raw_len, "件"});
    return OK;
}
static enum err empty(struct req *req, struct res *res)
{
    (void)req;
    (void)res;
    return OK;
}
static enum err broken(struct req *req, struct res *res)
{
    json_text(&res->json, "half a reply");
    res->version = 4;
    return req->ids[0] == 1 ? ERR_INTERNAL
                            : req_fail(req, ERR_CONFLICT, "not-now", "现在不能做第 %d 步。", 2);
}

#define PLAIN R_NO_DB
static const struct route routes[] = {
    {GET, "/api/items/{id}", ROLE_OFFICE, show, "看", .reply = &item_shape, .flags = PLAIN},
    {PUT, "/api/items/{id}", ROLE_OFFICE, change, "改", .body = &item_shape, .reply = &item_shape,
     .flags = PLAIN | R_IF_MATCH, .current = show},
    {GET, "/api/items", ROLE_OFFICE, list, "列", .query = &asked_shape, .reply = &item_shape,
     .flags = PLAIN | R_PAGE},
    {POST, "/api/items", PERM_PUBLIC, upload, "传", .reply = &item_shape,
     .flags = PLAIN | R_UPLOAD | R_CREATED},
    {DELETE, "/api/items/{id}", ROLE_OFFICE, empty, "删", .flags = PLAIN | R_NO_CONTENT | R_NO_VERSION},
    {POST, "/api/items/{id}/break", ROLE_ANY, broken, "坏", .reply = &item_shape,
     .flags = PLAIN | R_NO_VERSION},
    {POST, "/api/password", ROLE_OFFICE, empty, "口令", .flags = PLAIN | R_NO_CONTENT | R_FRESH},
};
static const struct module module = {.name = "test", .routes = routes, .nroutes = ARRAY_LEN(routes)};

static enum err authenticate(struct req *req, const char *bearer)
{
    req->actor.person_id = 7;
    req->actor.role = strcmp(bearer, "leader") == 0 ? ROLE_LEADER : ROLE_OFFICE;
    req->actor.must_change_password = strcmp(bearer, "fresh") == 0;
    return strcmp(bearer, "bad") == 0 ? ERR_AUTH : OK;
}

static struct arena *arena;
static struct req req;
static struct res res;
static struct http_in in;
static const char *body;
static size_t read_n;

static size_t read_text(void *from, char *out, size_t len)
{
    size_t n = strlen(*(const char **)from);
    read_n = n < len ? n : len;
    memcpy(out, *(const char **)from, read_n);
    return read_n;
}

/* The status of one request; headers are set in `in` before. */
static int ask(const char *method, const char *path, const char *text)
{
    arena_reset(arena);
    req = (struct req){.arena = arena, .id = "req-1", .ip = "", .agent = ""};
    body = text;
    in.method = method;
    in.path = path;
    in.query = in.query == NULL ? "" : in.query;
    in.content_length = in.content_length != 0 ? in.content_length : (int64_t)strlen(text);
    in.read = read_text;
    in.from = &body;
    handled = 0;
    read_n = 0;
    router_handle(&req, &res, &in);
    in = (struct http_in){.bearer = "office", .content_type = "application/json"};
    return reply_status(&res);
}

static bool says(const char *text)
{
    return strstr(res.json.out.data, text) != NULL;
}

static int set_up(void **state)
{
    (void)state;
    in = (struct http_in){.bearer = "office", .content_type = "application/json"};
    return 0;
}

static void a_good_request_reaches_its_handler(void **state)
{
    (void)state;
    assert_int_equal(ask("GET", "/api/items/5", ""), 200);
    assert_string_equal(res.json.out.data, "{\"id\":5,\"name\":\"督办\"}");
    assert_int_equal(ask("HEAD", "/api/items/5", ""), 200);
    assert_int_equal(ask("DELETE", "/api/items/5", ""), 204);
    assert_false(reply_has_body(&res));
    in.content_type = "image/png";
    in.bearer = NULL;
    assert_int_equal(ask("POST", "/api/items", "\x01\x02\x03"), 201);
    assert_true(says("\"id\":3"));
}

static void unknown_places_and_methods_are_told_apart(void **state)
{
    (void)state;
    assert_int_equal(ask("GET", "/api/nothing", ""), 404);
    assert_int_equal(ask("PATCH", "/api/items/5", ""), 405);
    assert_string_equal(res.allow, "GET, PUT, DELETE, HEAD");
    assert_int_equal(ask("BREW", "/api/items/5", ""), 405);
    assert_int_equal(ask("", "", ""), 404);
}

static void the_token_comes_before_role_and_body(void **state)
{
    (void)state;
    in.bearer = NULL;
    assert_int_equal(ask("PUT", "/api/items/5", "rubbish"), 401);
    in.bearer = "bad";
    assert_int_equal(ask("PUT", "/api/items/5", "rubbish"), 401);
    in.bearer = "leader";
    assert_int_equal(ask("PUT", "/api/items/5", "rubbish"), 403);
    assert_int_equal(read_n, 0);
    assert_int_equal(handled, 0);
}

static void who_must_change_the_password_can_do_only_that(void **state)
{
    (void)state;
    in.bearer = "fresh";
    assert_int_equal(ask("GET", "/api/items/5", ""), 403);
    assert_true(says("/problems/password-change-needed"));
    in.bearer = "fresh";
    assert_int_equal(ask("POST", "/api/password", ""), 204);
}

static void a_change_needs_the_version_it_was_made_on(void **state)
{
    static const char *const bad[] = {"12",     "\"\"", "\"012\"",      "\"-1\"",
                                      "\"1x\"", "*",    "\"1\", \"2\"", "\"9999999999999999\""};
    (void)state;
    assert_int_equal(ask("PUT", "/api/items/5", "{\"name\":\"督办\"}"), 428);
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        in.if_match = bad[i];
        assert_int_equal(ask("PUT", "/api/items/5", "{\"name\":\"督办\"}"), 400);
    }
    in.if_match = "\"11\"";
    assert_int_equal(ask("PUT", "/api/items/5", "{\"name\":\"督办\"}"), 412);
    assert_true(says("\"current\":{\"id\":5,\"name\":\"督办\"}"));
    assert_int_equal(res.version, 0);
    in.if_match = "W/\"12\"";
    assert_int_equal(ask("PUT", "/api/items/5", "{\"name\":\"督办\"}"), 200);
    assert_int_equal(res.version, 13);
}

static void what_is_known_already_is_not_sent_again(void **state)
{
    struct buf headers;
    (void)state;
    in.if_none_match = "\"12\"";
    assert_int_equal(ask("GET", "/api/items/5", ""), 304);
    assert_false(reply_has_body(&res));
    buf_init(&headers, arena);
    reply_headers(&res, &headers);
    assert_non_null(strstr(headers.data, "ETag: \"12\"\r\n"));
    in.if_none_match = "\"11\"";
    assert_int_equal(ask("GET", "/api/items/5", ""), 200);
}

static void bodies_pass_the_gate_and_the_table(void **state)
{
    static const struct {
        const char *type, *text;
        int status;
        const char *says;
    } cases[] = {
        {"application/json; charset=utf-8", "{\"name\":\"督办\"}", 200, "督办"},
        {"text/plain", "{\"name\":\"督办\"}", 415, "media-type"},
        {"application/jsonx", "{\"name\":\"督办\"}", 415, "media-type"},
        {NULL, "{\"name\":\"督办\"}", 415, "media-type"},
        {"application/json", "", 400, "body-missing"},
        {"application/json", "{\"name\":", 400, "json-syntax"},
        {"application/json", "[]", 400, "json-syntax"},
        {"application/json", "{\"name\":\"a\",\"name\":\"b\"}", 400, "json-duplicate"},
        {"application/json", "{\"name\":\"\xff\"}", 400, "json-utf8"},
        {"application/json", "{\"id\":9007199254740992}", 400, "json-number"},
        {"application/json", "{\"name\":\"督\"}", 422, "#/name"},
        {"application/json", "{}", 422, "#/name"},
        {"application/json", "{\"name\":\"督办\",\"role\":1}", 422, "#/role"},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        in.content_type = cases[i].type;
        in.if_match = "\"12\"";
        assert_int_equal(ask("PUT", "/api/items/5", cases[i].text), cases[i].status);
        assert_true(says(cases[i].says));
    }
}

static void sizes_are_bounded_before_anything_is_read(void **state)
{
    (void)state;
    in.if_match = "\"12\"";
    in.content_length = (1 << 20) + 1;
    assert_int_equal(ask("PUT", "/api/items/5", ""), 413);
    in.content_length = (50 << 20) + 1;
    assert_int_equal(ask("POST", "/api/items", ""), 413);
    in.if_match = "\"12\"";
    in.content_length = -1;
    assert_int_equal(ask("PUT", "/api/items/5", ""), 400);
    assert_int_equal(read_n, 0);
    in.if_match = "\"12\"";
    in.content_length = 100;
    assert_int_equal(ask("PUT", "/api/items/5", "{\"name\":\"督办\"}"), 400);
    assert_true(says("body-cut"));
}

static void page_keys_and_the_query_table_share_the_query(void **state)
{
    (void)state;
    assert_int_equal(ask("GET", "/api/items", ""), 200);
    assert_string_equal(res.json.out.data, "{\"limit\":50,\"after\":null,\"q\":null}");
    in.query = "limit=200&q=%E7%9D%A3&after=12%3A3";
    assert_int_equal(ask("GET", "/api/items", ""), 200);
    assert_string_equal(res.json.out.data, "{\"limit\":200,\"after\":\"12:3\",\"q\":\"督\"}");
}

static void bad_queries_name_the_key(void **state)
{
    static const char *const queries[][2] = {
        {"limit=0", "?limit"},
        {"limit=201", "?limit"},
        {"limit=", "?limit"},
        {"limit=1x", "?limit"},
        {"limit=%00", "?limit"},
        {"after=%ff", "?after"},
        {"zz=1", "?zz"},
        {"q=%", "?"},
        {"limit=99999999999999999999", "?limit"},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(queries); i++) {
        in.query = queries[i][0];
        assert_int_equal(ask("GET", "/api/items", ""), 422);
        assert_true(says(queries[i][1]));
    }
    in.query = "q=1";
    assert_int_equal(ask("GET", "/api/items/5", ""), 422);
}

static void problems_are_whole_and_show_only_what_was_meant(void **state)
{
    (void)state;
    assert_int_equal(ask("POST", "/api/items/1/break", ""), 500);
    assert_string_equal(
        res.json.out.data,
        "{\"type\":\"/problems/internal\",\"title\":\"系统内部错误\",\"status\":500,\"detail\":"
        "\"系统出了差错，操作没有完成；请稍后再试，仍不行请把编号告诉管理员。\","
        "\"instance\":\"req-1\"}");
    assert_int_equal(res.version, 0);
    assert_int_equal(ask("POST", "/api/items/2/break", ""), 409);
    assert_true(says("\"type\":\"/problems/not-now\""));
    assert_true(says("现在不能做第 2 步。"));
}

static void idempotency_keys_are_visible_and_short(void **state)
{
    static const char *const bad[] = {
        "a b",
        "督办",
        "\x7f",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        ask("DELETE", "/api/items/1", "");
        req = (struct req){.arena = arena, .route = &routes[6], .idempotency_key = bad[i]};
        assert_int_equal(body_conditions(&req, &in), ERR_INVALID);
    }
    req = (struct req){.arena = arena, .route = &routes[0], .idempotency_key = "a b"};
    assert_int_equal(body_conditions(&req, &in), OK); /* a query has no use for one */
    assert_null(req.idempotency_key);
}

static void header_values_cannot_begin_another_header(void **state)
{
    struct buf headers;
    (void)state;
    assert_int_equal(ask("GET", "/api/items/5", ""), 200);
    res.disposition = "attachment; filename=\"a\r\nSet-Cookie: x=1\"";
    buf_init(&headers, arena);
    reply_headers(&res, &headers);
    assert_null(strstr(headers.data, "\nSet-Cookie"));
    assert_non_null(strstr(headers.data, "Cache-Control: no-store\r\n"));
    assert_non_null(strstr(headers.data, "X-Content-Type-Options: nosniff\r\n"));
    assert_non_null(strstr(headers.data, "X-Request-Id: req-1\r\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_good_request_reaches_its_handler, set_up),
        cmocka_unit_test_setup(unknown_places_and_methods_are_told_apart, set_up),
        cmocka_unit_test_setup(the_token_comes_before_role_and_body, set_up),
        cmocka_unit_test_setup(who_must_change_the_password_can_do_only_that, set_up),
        cmocka_unit_test_setup(a_change_needs_the_version_it_was_made_on, set_up),
        cmocka_unit_test_setup(what_is_known_already_is_not_sent_again, set_up),
        cmocka_unit_test_setup(bodies_pass_the_gate_and_the_table, set_up),
        cmocka_unit_test_setup(sizes_are_bounded_before_anything_is_read, set_up),
        cmocka_unit_test_setup(page_keys_and_the_query_table_share_the_query, set_up),
        cmocka_unit_test_setup(bad_queries_name_the_key, set_up),
        cmocka_unit_test_setup(problems_are_whole_and_show_only_what_was_meant, set_up),
        cmocka_unit_test_setup(idempotency_keys_are_visible_and_short, set_up),
        cmocka_unit_test_setup(header_values_cannot_begin_another_header, set_up),
    };
    static const struct module *const modules[] = {&module};
    static const struct http_hooks hooks = {.authenticate = authenticate};
    struct arena *tables = arena_new();
    char *why;
    arena = arena_new();
    http_set_hooks(&hooks);
    if (!router_start(modules, 1, tables, &why))
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(arena);
    arena_free(tables);
    return failed;
}
