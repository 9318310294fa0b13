/* What nginx says of a request, and the records of the reply. */
#include "http/fcgi.c"

#include <fastcgi.h>
#include <setjmp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

static struct arena *arena;
static struct req req;
static struct http_in in;

static void take(char *const *params)
{
    arena_reset(arena);
    req = (struct req){.arena = arena};
    in = (struct http_in){0};
    fcgi_take(&req, &in, params);
}

static void parameters_become_a_request(void **state)
{
    char *const params[] = {"REQUEST_METHOD=POST",
                            "REQUEST_URI=/api/matters/12/issue?x=1?2",
                            "QUERY_STRING=x=1?2",
                            "CONTENT_TYPE=application/json",
                            "CONTENT_LENGTH=42",
                            "REMOTE_ADDR=10.1.2.3",
                            "HTTP_AUTHORIZATION=bEARER  abc.def",
                            "HTTP_IF_MATCH=\"3\"",
                            "HTTP_IDEMPOTENCY_KEY=k1",
                            "HTTP_COOKIE=a=b",
                            "HTTP_USER_AGENT=Mozilla\t督办",
                            "REQUEST_METHOD=GET",
                            NULL};
    (void)state;
    take(params);
    assert_string_equal(in.method, "POST");
    assert_string_equal(in.path, "/api/matters/12/issue");
    assert_string_equal(in.query, "x=1?2");
    assert_string_equal(in.bearer, "abc.def");
    assert_string_equal(in.if_match, "\"3\"");
    assert_int_equal(in.content_length, 42);
    assert_string_equal(req.ip, "10.1.2.3");
    assert_string_equal(req.agent, "Mozilla 督办");
    assert_string_equal(req.cookie, "a=b");
    assert_string_equal(req.idempotency_key, "k1");
    assert_int_equal(strlen(req.id), 24);
}

static void a_request_that_says_nothing_is_harmless(void **state)
{
    char *const params[] = {"", "=", "=x", "NOEQUALS", "HTTP_AUTHORIZATION=Basic x", "CONTENT_LENGTH=", NULL};
    (void)state;
    take(params);
    assert_string_equal(in.method, "");
    assert_string_equal(in.path, "");
    assert_string_equal(in.query, "");
    assert_null(in.bearer);
    assert_int_equal(in.content_length, 0);
    assert_string_equal(req.ip, "");
    assert_string_equal(req.agent, "");
    take(NULL);
    assert_string_equal(in.path, "");
}

static void lengths_that_are_none_are_told(void **state)
{
    static const char *const bad[] = {"-1", "1x", " 1", "1e3", "0x10", "99999999999999999999"};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_int_equal(read_length(bad[i]), -1);
    assert_int_equal(read_length("52428800"), 52428800);
}

static void an_agent_is_cut_between_characters(void **state)
{
    char long_agent[400] = "HTTP_USER_AGENT=", *const params[] = {long_agent, NULL};
    (void)state;
    for (int i = 0; i < 100; i++)
        strcat(long_agent, "督");
    take(params);
    assert_true(strlen(req.agent) <= AGENT_BYTES);
    assert_true(text_is_utf8(req.agent, strlen(req.agent)));
    strcpy(long_agent, "HTTP_USER_AGENT=\xff\xfe");
    take(params);
    assert_string_equal(req.agent, "");
}

/* ---- the reply as records */
struct record {
    unsigned type, id;
    size_t len;
    const char *content;
};

static const char *next_record(const char *p, struct record *out)
{
    const unsigned char *h = (const unsigned char *)p;
    *out = (struct record){
        .type = h[1], .id = h[2] * 256U + h[3], .len = h[4] * 256U + h[5], .content = p + 8};
    assert_int_equal(h[0], 1);
    return p + 8 + out->len + h[6];
}

static char sent[300000];
static size_t reply_with(size_t body_len, bool is_head, bool is_last)
{
    int fds[2], size = 1 << 20;
    struct res res;
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
    setsockopt(fds[0], SOL_SOCKET, SO_SNDBUF, &size, sizeof(size));
    FCGX_Request r = {.requestId = 258, .ipcFd = fds[0]};
    arena_reset(arena);
    req = (struct req){.arena = arena, .id = "r"};
    reply_start(&res, &req);
    for (size_t i = 0; i < body_len; i++)
        buf_putc(&res.json.out, 'x');
    assert_true(fcgi_reply(&res, &r, is_head, is_last));
    close(fds[0]);
    size_t n = 0;
    for (ssize_t got; (got = read(fds[1], sent + n, sizeof(sent) - n)) > 0;)
        n += (size_t)got;
    close(fds[1]);
    return n;
}

static size_t read_records(size_t n, unsigned *last_type)
{
    size_t body = 0;
    struct record r;
    for (const char *p = sent; p < sent + n;) {
        p = next_record(p, &r);
        assert_int_equal(r.id, r.type == FCGI_UNKNOWN_TYPE ? 0 : 258);
        body += r.type == FCGI_STDOUT ? r.len : 0;
    }
    *last_type = r.type;
    return body;
}

static void replies_of_any_length_are_whole(void **state)
{
    static const size_t lengths[] = {0, 1, 8192, 65535, 65536, 131070, 200000};
    unsigned last;
    (void)state;
    size_t headers = read_records(reply_with(10, true, false), &last);
    for (size_t i = 0; i < ARRAY_LEN(lengths); i++) {
        size_t all = read_records(reply_with(lengths[i], false, false), &last);
        assert_in_range(all - lengths[i], headers - 1, headers + 5); /* Content-Length has more digits */
        assert_int_equal(last, FCGI_END_REQUEST);
    }
}

static void the_last_reply_asks_nginx_to_close(void **state)
{
    unsigned last;
    (void)state;
    read_records(reply_with(100, false, true), &last);
    assert_int_equal(last, FCGI_UNKNOWN_TYPE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parameters_become_a_request),
        cmocka_unit_test(a_request_that_says_nothing_is_harmless),
        cmocka_unit_test(lengths_that_are_none_are_told),
        cmocka_unit_test(an_agent_is_cut_between_characters),
        cmocka_unit_test(replies_of_any_length_are_whole),
        cmocka_unit_test(the_last_reply_asks_nginx_to_close),
    };
    crypto_start();
    arena = arena_new();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(arena);
    return failed;
}
