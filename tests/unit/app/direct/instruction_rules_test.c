#include "app/direct/instruction/instruction_rules.c"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static struct arena *a;
static const struct actor head = {
    .role = ROLE_LEADER, .rank = RANK_HEAD, .body_id = 1, .membership_id = 101, .name = "周明远"};
static const struct actor author = {
    .role = ROLE_LEADER, .rank = RANK_DEPUTY, .body_id = 1, .membership_id = 102};
static const struct actor deputy = {
    .role = ROLE_LEADER, .rank = RANK_DEPUTY, .body_id = 1, .membership_id = 103};
static const struct actor member = {
    .role = ROLE_LEADER, .rank = RANK_MEMBER, .body_id = 1, .membership_id = 105};
static const struct actor office = {.role = ROLE_OFFICE, .body_id = 1, .membership_id = 201};
static const struct actor other_office = {.role = ROLE_OFFICE, .body_id = 2, .membership_id = 211};
static const struct actor *const everyone[] = {&head, &author, &deputy, &member, &office, &other_office};

/* Who may do what in which state: h head, a author, o office. */
static const char *const allowed[][IA_WITHDRAW + 1] = {
    [IS_PROPOSED] = {"", "h", "h", "", "", "", "a"}, [IS_OPEN] = {"", "", "", "o", "", "", "a"},
    [IS_UNDERWAY] = {"", "", "", "", "", "", ""},    [IS_ANSWERED] = {"", "", "", "", "ha", "ha", ""},
    [IS_CLOSED] = {"", "", "", "", "", "", ""},      [IS_DECLINED] = {"", "", "", "", "", "", ""},
    [IS_WITHDRAWN] = {"", "", "", "", "", "", ""},
};

static bool is_named(const char *who, const struct actor *x)
{
    char mark = x == &head ? 'h' : x == &author ? 'a' : x == &office ? 'o' : '-';
    for (; *who; who++)
        if (*who == mark)
            return true;
    return false;
}

static void every_state_action_and_person(void **state)
{
    (void)state;
    for (int status = IS_PROPOSED; status <= IS_WITHDRAWN; status++)
        for (int action = IA_CONFIRM; action <= IA_WITHDRAW; action++)
            for (size_t n = 0; n < ARRAY_LEN(everyone); n++) {
                struct instruction i = {.body_id = 1, .author_id = 102, .status = status};
                enum err e = instruction_judge(a, &i, everyone[n], action).err;
                assert_int_equal(e == OK, is_named(allowed[status][action], everyone[n]));
                assert_true(e == OK || e == ERR_FORBIDDEN || e == ERR_CONFLICT);
            }
}

static void who_may_instruct_whom(void **state)
{
    (void)state;
    struct instructed_unit units[] = {{12, "市立医院", true}, {16, "市疾控", false}, {17, "监督所", false}};
    struct list all = {units, 3}, own = {units, 1}, none = {0};
    assert_null(units_outside(a, &head, &all));
    assert_string_equal(units_outside(a, &author, &all), "市疾控、监督所");
    assert_null(units_outside(a, &author, &own));
    assert_string_equal(units_outside(a, &member, &own), "市立医院"); /* a member has no charge */
    assert_null(units_outside(a, &member, &none));
    struct instructed_unit many[60];
    for (size_t n = 0; n < ARRAY_LEN(many); n++)
        many[n] = (struct instructed_unit){.name = "县级人民医院"};
    struct list sixty = {many, ARRAY_LEN(many)};
    assert_string_equal(units_outside(a, &author, &sixty),
                        "县级人民医院、县级人民医院、县级人民医院、县级人民医院、县级人民医院等 60 个单位");
}

static void a_title_is_the_first_clause(void **state)
{
    (void)state;
    assert_string_equal(instruction_title(a, "请查清急诊等候时间长的原因，拿出办法。"),
                        "请查清急诊等候时间长的原因");
    assert_string_equal(instruction_title(a, "请速办。此件转医政科。"), "请速办。此件转医政科");
    assert_string_equal(instruction_title(a, "阅"), "阅");
    const char
        *whole = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二";
    assert_int_equal(text_chars(instruction_title(a, whole)), 40);
}

static void the_first_unit_leads(void **state)
{
    (void)state;
    struct instructed_unit units[] = {{12, "市立医院", true}, {16, "市疾控", false}};
    struct list parts = instruction_parts(a, &(struct list){units, 2});
    const struct unit_in *u = parts.items;
    assert_int_equal(parts.n, 2);
    assert_true(u[0].unit_id == 12 && u[0].kind == AK_LEAD && u[1].unit_id == 16 && u[1].kind == AK_ASSIST);
}

static void two_names_where_the_head_confirmed(void **state)
{
    (void)state;
    struct instruction i = {.author_name = "沈国栋"};
    assert_string_equal(both_names(a, &i, NULL), "沈国栋");
    assert_string_equal(both_names(a, &i, &head), "沈国栋、周明远");
}

int main(void)
{
    a = arena_new();
    const struct CMUnitTest tests[] = {
        {"[D3.1] every state, action and person", every_state_action_and_person, NULL, NULL, NULL},
        {"[D3.1] who may instruct whom", who_may_instruct_whom, NULL, NULL, NULL},
        {"a matter's title is the first clause", a_title_is_the_first_clause, NULL, NULL, NULL},
        {"the first unit named leads", the_first_unit_leads, NULL, NULL, NULL},
        {"two names where the head confirmed", two_names_where_the_head_confirmed, NULL, NULL, NULL},
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(a);
    return failed;
}
