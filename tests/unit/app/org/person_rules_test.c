#include "app/org/person/person_rules.c"

#include <setjmp.h>

#include <cmocka.h>

static char told[200]; /* the members complained of, in order */

static void tell(void *ctx, const char *member, const char *detail)
{
    (void)ctx;
    assert_true(text_chars(detail) > 5);
    strcat(strcat(told, told[0] ? " " : ""), member);
}

static const char *about_person(struct person_new p)
{
    told[0] = '\0';
    bool ok = person_check(&p, tell, NULL);
    assert_int_equal(ok, told[0] == '\0');
    return told;
}

static void people_have_a_login_a_name_and_numbers_that_can_be(void **state)
{
    (void)state;
    assert_string_equal(about_person((struct person_new){"zhang", "张伟", 1, NULL, NULL}), "");
    assert_string_equal(about_person((struct person_new){"zhang", "张伟", 1, "13800000000", "a@b.cn"}), "");
    assert_string_equal(about_person((struct person_new){"Zhang", "=cmd()", 1, "1380000000", "a@b"}),
                        "login name mobile email");
    static const char *const bad_mail[] = {"@b.cn", "a@",      "a b@c.cn", "a@b@c.cn",
                                           "a@b.",  "张@b.cn", "<a@b.cn>"};
    for (size_t i = 0; i < ARRAY_LEN(bad_mail); i++)
        assert_string_equal(about_person((struct person_new){"zhang", "张伟", 1, NULL, bad_mail[i]}),
                            "email");
    static const char *const bad_mobile[] = {"23800000000", "138000000000", "1380000000a", "+8613800000"};
    for (size_t i = 0; i < ARRAY_LEN(bad_mobile); i++)
        assert_string_equal(about_person((struct person_new){"zhang", "张伟", 1, bad_mobile[i], NULL}),
                            "mobile");
}

/* 三员分立: every class against every role, with the rank that the role asks for. */
static void each_class_holds_its_own_roles_alone(void **state)
{
    static const int may[] = {
        [CLASS_BUSINESS] = ROLE_BUSINESS, [CLASS_ADMIN] = ROLE_ADMIN, [CLASS_AUDITOR] = ROLE_AUDITOR};
    (void)state;
    for (int class = CLASS_BUSINESS; class <= CLASS_AUDITOR; class ++)
        for (int role = 1; role <= 6; role++) {
            int bit = auth_role_bit(role);
            const struct post_new p = {
                .role = role, .rank = bit == ROLE_LEADER ? RANK_MEMBER : 0, .post = "职务"};
            told[0] = '\0';
            assert_int_equal(post_check(class, &p, tell, NULL), (bit & may[class]) != 0);
            assert_string_equal(told, bit & may[class] ? "" : "role");
        }
}

static void only_the_leader_group_has_ranks(void **state)
{
    (void)state;
    for (int role = 1; role <= 4; role++)
        for (int rank = RANK_NONE; rank <= RANK_MEMBER; rank++) {
            bool fits = (auth_role_bit(role) == ROLE_LEADER) == (rank != RANK_NONE);
            told[0] = '\0';
            assert_int_equal(post_check(CLASS_BUSINESS,
                                        &(struct post_new){.role = role, .rank = rank, .post = "x"}, tell,
                                        NULL),
                             fits);
            assert_string_equal(told, fits ? "" : "rank");
        }
}

static const char *about_post(int bit, int rank, struct post_facts f)
{
    told[0] = '\0';
    const struct post_new p = {.role = auth_role_index(bit), .rank = rank, .post = "职务"};
    bool ok = post_fits(&p, &f, tell, NULL);
    assert_int_equal(ok, told[0] == '\0');
    return told;
}

static void a_post_needs_its_place(void **state)
{
    const struct post_facts fine = {.is_active = true, .body_id = 1};
    struct post_facts f = fine;
    (void)state;
    assert_string_equal(about_post(ROLE_LEADER, RANK_HEAD, fine), "");
    f.head = "李明";
    assert_string_equal(about_post(ROLE_LEADER, RANK_HEAD, f), "rank"); /* one head a body (A2.1.1) */
    assert_string_equal(about_post(ROLE_LEADER, RANK_DEPUTY, f), "");
    f = fine;
    f.liaison = "李明";
    assert_string_equal(about_post(ROLE_LIAISON, 0, f), "role"); /* one liaison a unit (A2.3.3) */
    assert_string_equal(about_post(ROLE_DEPARTMENT, 0, f), "");
    f = fine;
    f.body_id = 0;
    assert_string_equal(about_post(ROLE_OFFICE, 0, f), "unit_id");
    assert_string_equal(about_post(ROLE_LEADER, RANK_MEMBER, f), "unit_id");
    assert_string_equal(about_post(ROLE_DEPARTMENT, 0, f), "");
    assert_string_equal(about_post(ROLE_ADMIN, 0, f), "");
    f = fine;
    f.has_same = true;
    assert_string_equal(about_post(ROLE_OFFICE, 0, f), "unit_id");
    f = fine;
    f.is_active = false;
    assert_string_equal(about_post(ROLE_DEPARTMENT, 0, f), "unit_id");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(people_have_a_login_a_name_and_numbers_that_can_be),
        cmocka_unit_test(each_class_holds_its_own_roles_alone),
        cmocka_unit_test(only_the_leader_group_has_ranks),
        cmocka_unit_test(a_post_needs_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
