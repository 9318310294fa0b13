#include "app/auth/auth_rules.c"

#include <setjmp.h>
#include <stdio.h>

#include <cmocka.h>

#define AGENT "Mozilla/5.0"

static void waiting_grows_with_the_failures_and_never_forever(void **state)
{
    (void)state;
    for (int64_t n = 0; n < 5; n++)
        assert_int_equal(auth_delay_s(n), 0);
    assert_int_equal(auth_delay_s(5), 30);
    for (int64_t n = 5; n < 9; n++)
        assert_true(auth_delay_s(n) < auth_delay_s(n + 1));
    assert_int_equal(auth_delay_s(9), 900);
    assert_int_equal(auth_delay_s(1000000), 900);
}

static void logins_have_one_way_to_be_written(void **state)
{
    static const char *const good[] = {"ab", "zhang.wei", "a-1_b", "0day", "leader"};
    static const char *const bad[] = {
        "", "a", "Zhang", ".a", "-ab", "a b", "张伟", "a@b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
    struct arena *a = arena_new();
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(good); i++)
        assert_true(auth_login_valid(good[i]));
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(auth_login_valid(bad[i]));
    assert_string_equal(auth_login_key(a, "  Zhang.Wei　"), "zhang.wei");
    arena_free(a);
}

static void passwords_are_judged_by_length_kinds_and_owner(void **state)
{
    static const char *const good[] = {"Duban-2026", "x7#Kmmwq", "correct horse battery staple",
                                       "青山绿水长流不息Aa1", "kvbdhwtnxgzqrmcl"};
    static const char *const bad[] = {"",           "x7#Kmm",      "abcdefgh1",   "ABCDEFGH", "Zhangwei#77x",
                                      "张伟#77xQ9", "Q1-zHangwei", "12345678901", "Passw0rd!"};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(good); i++)
        assert_null(auth_password_fault(good[i], "zhangwei", "张伟"));
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_non_null(auth_password_fault(bad[i], "zhangwei", "张伟"));
    char *eight = "密码要有八个字A1";
    assert_null(auth_password_fault(eight, "zhangwei", "张伟")); /* characters are counted, not bytes */
    assert_non_null(auth_password_fault("密码Aa1", "zhangwei", "张伟"));
}

static void a_long_password_counts_to_its_end(void **state)
{
    char long_one[201];
    (void)state;
    memset(long_one, 'q', 200);
    long_one[200] = '\0';
    memcpy(long_one + 190, "zhangwei", 8);
    assert_non_null(auth_password_fault(long_one, "zhangwei", NULL));
    assert_null(auth_password_fault(long_one, "someoneelse", NULL));
}

static void initial_passwords_pass_the_rules_and_differ(void **state)
{
    struct arena *a = arena_new();
    (void)state;
    const char *last = "";
    for (int i = 0; i < 2000; i++) {
        const char *p = auth_initial_password(a);
        assert_null(auth_password_fault(p, "zhangwei", "张伟"));
        assert_int_equal(strlen(p), 14);
        assert_null(strpbrk(p, "IlO01"));
        assert_string_not_equal(p, last);
        last = p;
    }
    arena_free(a);
}

static void a_ticket_survives_the_cookie(void **state)
{
    struct arena *a = arena_new();
    struct auth_ticket t = {.session_id = 4711}, back;
    (void)state;
    crypto_random(t.family, 32);
    crypto_random(t.secret, 32);
    char *set = auth_cookie_set(a, "https://duban.example", &t);
    assert_non_null(strstr(set, "__Host-duban=4711."));
    assert_non_null(strstr(set, "; Path=/; HttpOnly; SameSite=Strict; Secure"));
    assert_null(strstr(set, "Domain"));
    *strchr(set, ';') = '\0';
    assert_true(auth_ticket_find(arena_printf(a, "a=b; %s; c=d", set), "__Host-duban", &back));
    assert_memory_equal(&t, &back, sizeof(t));
    assert_false(auth_ticket_find(arena_printf(a, "x%s", set), "__Host-duban", &back));
    assert_false(auth_ticket_find(set, "duban", &back));
    assert_false(auth_ticket_find(NULL, "duban", &back));
    set = auth_cookie_set(a, "http://10.1.2.3", &t);
    assert_true(strncmp(set, "duban=4711.", 11) == 0);
    assert_null(strstr(set, "Secure"));
    assert_non_null(strstr(auth_cookie_clear(a, "http://10.1.2.3"), "Max-Age=0"));
    arena_free(a);
}

static void a_ticket_of_another_form_is_none(void **state)
{
    char hex[65], text[200];
    struct auth_ticket t;
    (void)state;
    memset(hex, 'a', 64);
    hex[64] = '\0';
    int len = snprintf(text, sizeof(text), "12.%s.%s", hex, hex);
    assert_true(auth_ticket_parse(text, len, &t));
    assert_false(auth_ticket_parse(text, len - 1, &t));
    assert_false(auth_ticket_parse(text + 1, len - 2, &t));
    assert_false(auth_ticket_parse(text + 2, len - 2, &t));
    for (int i = 0; i < len; i++) {
        char was = text[i];
        text[i] = '~';
        assert_false(auth_ticket_parse(text, len, &t));
        text[i] = was;
    }
    len = snprintf(text, sizeof(text), "9999999999999999999.%s.%s", hex, hex);
    assert_false(auth_ticket_parse(text, len, &t));
}

static void cookies_are_secure_where_browsers_let_them(void **state)
{
    (void)state;
    assert_true(auth_is_secure("https://duban.example"));
    assert_true(auth_is_secure("http://localhost:8080"));
    assert_true(auth_is_secure("http://localhost/"));
    assert_false(auth_is_secure("http://localhost.evil.example"));
    assert_false(auth_is_secure("http://192.168.1.9:8080"));
}

static void only_our_own_pages_sign_in(void **state)
{
    static const struct {
        const char *origin, *host;
        bool ok;
    } rows[] = {
        {NULL, NULL, true},
        {"https://duban.example", "duban.example", true},
        {"https://DUBAN.example", NULL, true},
        {"http://duban.example", "other", false}, /* the scheme was stripped on the way */
        {"https://10.0.0.5:8443", "10.0.0.5:8443", true},
        {"https://evil.example", "duban.example", false},
        {"https://duban.example.evil", "duban.example", false},
        {"https://duban.exampl", "duban.example", false},
        {"null", "duban.example", false},
        {"", "", false},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        assert_int_equal(auth_same_origin(rows[i].origin, "https://duban.example", rows[i].host), rows[i].ok);
}

static void browsers_names_are_kept_short_and_printable(void **state)
{
    struct arena *a = arena_new();
    char text[400];
    (void)state;
    memset(text, 'x', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    assert_int_equal(strlen(auth_agent(a, text)), 200);
    assert_string_equal(auth_agent(a, "a\nb\xff"), "a?b?");
    arena_free(a);
}

/* ---- refreshing: every case against the clock */
static struct auth_seen seen(bool is_current, bool is_previous)
{
    return (struct auth_seen){.is_family = true,
                              .is_current = is_current,
                              .is_previous = is_previous,
                              .rotated_at = 1000000,
                              .expires_at = 1000000 + AUTH_LIFE_MS,
                              .ip = "10.0.0.1",
                              .agent = AGENT};
}

static enum auth_verdict judged(struct auth_seen s, int64_t after, const char *ip)
{
    return auth_judge(&s, 1000000 + after, ip, AGENT);
}

static void the_current_ticket_rotates_until_idle_or_old(void **state)
{
    struct auth_seen s = seen(true, false);
    (void)state;
    assert_int_equal(judged(s, 0, "10.0.0.1"), AV_ROTATE);
    assert_int_equal(judged(s, AUTH_IDLE_MS, "10.9.9.9"), AV_ROTATE);
    assert_int_equal(judged(s, AUTH_IDLE_MS + 1, "10.0.0.1"), AV_IDLE);
    s.expires_at = 1000000 + 5000;
    assert_int_equal(judged(s, 4999, "10.0.0.1"), AV_ROTATE);
    assert_int_equal(judged(s, 5000, "10.0.0.1"), AV_ENDED);
}

static void a_used_ticket_ends_the_family_unless_two_tabs_raced(void **state)
{
    (void)state;
    assert_int_equal(judged(seen(false, true), AUTH_RACE_MS, "10.0.0.1"), AV_RACED);
    assert_int_equal(judged(seen(false, true), AUTH_RACE_MS + 1, "10.0.0.1"), AV_REUSED);
    assert_int_equal(judged(seen(false, true), 0, "10.0.0.2"), AV_REUSED);
    assert_int_equal(judged(seen(false, false), 0, "10.0.0.1"), AV_REUSED); /* older than the previous one */
}

static void what_is_revoked_or_of_another_family_says_nothing_more(void **state)
{
    struct auth_seen s = seen(false, false);
    (void)state;
    s.revoked_at = 5;
    assert_int_equal(judged(s, 0, "10.0.0.1"), AV_ENDED);
    s = seen(true, false);
    s.is_family = false;
    assert_int_equal(judged(s, 0, "10.0.0.1"), AV_ENDED);
}

static void a_role_is_one_bit(void **state)
{
    (void)state;
    assert_int_equal(auth_role_bit(0), 0);
    assert_int_equal(auth_role_bit(choice_index(&auth_roles, "leader")), ROLE_LEADER);
    assert_int_equal(auth_role_bit(choice_index(&auth_roles, "auditor")), ROLE_AUDITOR);
    for (int i = 1; i <= 6; i++)
        assert_int_equal(auth_role_index(auth_role_bit(i)), i);
    assert_int_equal(choice_index(&auth_ranks, "head"), RANK_HEAD);
    assert_int_equal(choice_index(&auth_ranks, "deputy"), RANK_DEPUTY);
    assert_int_equal(choice_index(&auth_ranks, "member"), RANK_MEMBER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(waiting_grows_with_the_failures_and_never_forever),
        cmocka_unit_test(logins_have_one_way_to_be_written),
        cmocka_unit_test(passwords_are_judged_by_length_kinds_and_owner),
        cmocka_unit_test(a_long_password_counts_to_its_end),
        cmocka_unit_test(initial_passwords_pass_the_rules_and_differ),
        cmocka_unit_test(a_ticket_survives_the_cookie),
        cmocka_unit_test(a_ticket_of_another_form_is_none),
        cmocka_unit_test(cookies_are_secure_where_browsers_let_them),
        cmocka_unit_test(only_our_own_pages_sign_in),
        cmocka_unit_test(browsers_names_are_kept_short_and_printable),
        cmocka_unit_test(the_current_ticket_rotates_until_idle_or_old),
        cmocka_unit_test(a_used_ticket_ends_the_family_unless_two_tabs_raced),
        cmocka_unit_test(what_is_revoked_or_of_another_family_says_nothing_more),
        cmocka_unit_test(a_role_is_one_bit),
    };
    crypto_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
