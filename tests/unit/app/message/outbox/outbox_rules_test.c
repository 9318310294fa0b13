#include "app/message/outbox/outbox_rules.c"

#include <setjmp.h>

#include <cmocka.h>

static struct arena *arena;

static void waiting_grows_and_ends(void **state)
{
    static const int minutes[] = {1, 4, 16, 64, 256, 360, 360};
    (void)state;
    for (int tries = 1; tries <= (int)ARRAY_LEN(minutes); tries++)
        assert_int_equal(outbox_next(tries, 1000), 1000 + minutes[tries - 1] * MINUTE_MS);
    assert_int_equal(outbox_next(OUTBOX_TRIES, 1000), 0);
}

static void what_is_written_is_read(void **state)
{
    struct letter l = {0};
    (void)state;
    assert_true(letter_read(arena, message_payload(arena, "催办“一”", "第一行\n第二行", "/matters/1"), &l));
    assert_string_equal(l.title, "催办“一”");
    assert_string_equal(l.text, "第一行\n第二行");
    assert_string_equal(l.path, "/matters/1");
    assert_false(letter_read(arena, "{\"title\":\"x\"}", &l));
}

static void base64_as_rfc_4648(void **state)
{
    static const char *const vectors[][2] = {{"", ""},
                                             {"f", "Zg=="},
                                             {"fo", "Zm8="},
                                             {"foo", "Zm9v"},
                                             {"foob", "Zm9vYg=="},
                                             {"fooba", "Zm9vYmE="},
                                             {"foobar", "Zm9vYmFy"}};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(vectors); i++) {
        struct buf b;
        buf_init(&b, arena);
        put_base64(&b, vectors[i][0], strlen(vectors[i][0]));
        assert_string_equal(b.data, vectors[i][1]);
    }
}

static void a_mail_has_whole_characters_and_short_lines(void **state)
{
    struct letter l = {"a催办催办催办催办催办催办催办催办催办催办催办", "正文", "/matters/1"};
    struct mail_of m = {"duban@wjw.example", "linxiao@wjw.example", "duban.mail.1@host", "https://host", 0};
    (void)state;
    m.at = date_start(date_make(2026, 11, 23)) + 9 * 60 * MINUTE_MS;
    const char *mail = mail_write(arena, &m, &l);
    assert_non_null(strstr(mail, "Date: Mon, 23 Nov 2026 09:00:00 +0800\r\n"));
    assert_non_null(strstr(mail, "Message-ID: <duban.mail.1@host>\r\n"));
    for (const char *line = mail; *line != '\0'; line = strstr(line, "\r\n") + 2)
        assert_true(strcspn(line, "\r") <= 76);
    for (const char *word = strstr(mail, "Subject:"); (word = strstr(word, "?B?")) != NULL; word += 3)
        assert_int_equal(strcspn(word + 3, "?") % 4, 0);
}

static void a_message_id_is_one(void **state)
{
    (void)state;
    assert_string_equal(mail_message_id(arena, "mail/12", "https://duban.example.gov.cn:8443/x"),
                        "duban.mail.12@duban.example.gov.cn");
    assert_string_equal(mail_message_id(arena, "a <b>@c", "http://h"), "duban.a..b..c@h");
}

static void robots_say_no_with_200(void **state)
{
    (void)state;
    assert_true(robot_took("{\"errcode\":0,\"errmsg\":\"ok\"}"));
    assert_true(robot_took("{\"errmsg\":\"ok\", \"errcode\" : 0}"));
    assert_true(robot_took(""));
    assert_false(robot_took("{\"errcode\":45009}"));
    assert_false(robot_took("{\"errcode\": 09}"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(waiting_grows_and_ends),
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(base64_as_rfc_4648),
        cmocka_unit_test(a_mail_has_whole_characters_and_short_lines),
        cmocka_unit_test(a_message_id_is_one),
        cmocka_unit_test(robots_say_no_with_200),
    };
    arena = arena_new();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(arena);
    return failed;
}
