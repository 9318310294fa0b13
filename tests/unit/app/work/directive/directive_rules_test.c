#include "app/work/directive/directive_rules.c"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

enum { BODY = 1, OTHER_BODY, HOSPITAL = 12, CDC = 16, DEPUTY_POST = 102 };
static struct arena *a;
static const struct actor head = {
    .role = ROLE_LEADER, .rank = RANK_HEAD, .body_id = BODY, .membership_id = 101};
static const struct actor deputy = {
    .role = ROLE_LEADER, .rank = RANK_DEPUTY, .body_id = BODY, .membership_id = DEPUTY_POST};
static const struct actor other_deputy = {
    .role = ROLE_LEADER, .rank = RANK_DEPUTY, .body_id = BODY, .membership_id = 103};
static const struct actor office = {.role = ROLE_OFFICE, .body_id = BODY};
static const struct actor other_office = {.role = ROLE_OFFICE, .body_id = OTHER_BODY};
static const struct actor liaison = {.role = ROLE_LIAISON, .unit_id = HOSPITAL, .body_id = BODY};
static const struct actor department = {.role = ROLE_DEPARTMENT, .unit_id = HOSPITAL, .body_id = BODY};
static const struct actor elsewhere = {.role = ROLE_DEPARTMENT, .unit_id = CDC, .body_id = BODY};

static struct directive make(int status, int64_t closer_id)
{
    return (struct directive){.body_id = BODY,
                              .unit_id = HOSPITAL,
                              .assignment_id = 5,
                              .closer_id = closer_id,
                              .status = status,
                              .matter_status = MS_ISSUED};
}

static enum err may(const struct directive *d, const struct actor *who, int action, int *to)
{
    return directive_judge(a, d, who, action, to).err;
}

static void the_unit_answers(void **state)
{
    (void)state;
    int to = 0;
    struct directive d = make(DR_OPEN, 0);
    assert_int_equal(may(&d, &liaison, MA_ANSWER, &to), OK);
    assert_int_equal(to, DR_ANSWERED);
    assert_int_equal(may(&d, &department, MA_ANSWER, &to), OK);
    assert_int_equal(may(&d, &elsewhere, MA_ANSWER, &to), ERR_FORBIDDEN);
    assert_int_equal(may(&d, &office, MA_ANSWER, &to), ERR_FORBIDDEN);
    d.status = DR_ANSWERED;
    assert_int_equal(may(&d, &liaison, MA_ANSWER, &to), ERR_CONFLICT);
}

static void who_asked_is_content(void **state)
{
    (void)state;
    int to = 0;
    struct directive d = make(DR_ANSWERED, 0), by_leader = make(DR_ANSWERED, DEPUTY_POST);
    assert_int_equal(may(&d, &office, MA_CLOSE_DIRECTIVE, &to), OK);
    assert_int_equal(to, DR_CLOSED);
    assert_int_equal(may(&d, &head, MA_CLOSE_DIRECTIVE, &to), ERR_FORBIDDEN);
    assert_int_equal(may(&d, &other_office, MA_RETURN_ANSWER, &to), ERR_FORBIDDEN);
    assert_int_equal(may(&by_leader, &deputy, MA_RETURN_ANSWER, &to), OK);
    assert_int_equal(to, DR_OPEN);
    assert_int_equal(may(&by_leader, &head, MA_CLOSE_DIRECTIVE, &to), OK); /* in the deputy's place */
    assert_int_equal(may(&by_leader, &other_deputy, MA_CLOSE_DIRECTIVE, &to), ERR_FORBIDDEN);
    assert_int_equal(may(&by_leader, &office, MA_CLOSE_DIRECTIVE, &to), ERR_FORBIDDEN);
    assert_int_equal(may(&d, &office, MA_WITHDRAW_DIRECTIVE, &to), ERR_CONFLICT); /* answered already */
}

static void what_the_office_asks_of_itself_is_done_when_answered(void **state)
{
    (void)state;
    int to = 0;
    struct directive own = make(DR_OPEN, 0), leaders = make(DR_OPEN, DEPUTY_POST);
    own.assignment_id = own.unit_id = leaders.assignment_id = leaders.unit_id = 0;
    assert_int_equal(may(&own, &office, MA_ANSWER, &to), OK);
    assert_int_equal(to, DR_CLOSED);
    assert_int_equal(may(&leaders, &office, MA_ANSWER, &to), OK);
    assert_int_equal(to, DR_ANSWERED);
    assert_int_equal(may(&own, &other_office, MA_ANSWER, &to), ERR_FORBIDDEN);
}

static void nothing_moves_once_the_matter_has_ended(void **state)
{
    (void)state;
    int to = 0;
    struct directive d = make(DR_OPEN, 0);
    d.matter_status = MS_CANCELLED;
    assert_int_equal(may(&d, &liaison, MA_ANSWER, &to), ERR_CONFLICT);
    directive_buttons(a, &d, &liaison);
    assert_int_equal(d.actions.n, 0);
}

static void lights_follow_the_day(void **state)
{
    (void)state;
    struct light_day day = {.today = 100, .soon_on = 105};
    struct directive d = make(DR_OPEN, 0);
    const int32_t due[] = {99, 100, 105, 106};
    const int lights_[] = {LIGHT_RED, LIGHT_YELLOW, LIGHT_YELLOW, LIGHT_GREEN};
    for (size_t i = 0; i < ARRAY_LEN(due); i++) {
        d.due_on = due[i];
        directive_light(a, &d, &day);
        assert_int_equal(d.light, lights_[i]);
    }
    d.paused_since = 90;
    directive_light(a, &d, &day);
    assert_int_equal(d.light, LIGHT_NONE);
    d = make(DR_ANSWERED, 0);
    directive_light(a, &d, &day);
    assert_int_equal(d.light, LIGHT_NONE);
}

static void readers_are_whom_it_concerns(void **state)
{
    (void)state;
    struct matter m = {.body_id = BODY};
    struct assignment at = {.unit_id = HOSPITAL, .own_body_id = OTHER_BODY}, plain = {.unit_id = CDC};
    struct list all = part_readers(a, &m, &at);
    const int64_t *key = all.items;
    assert_int_equal(all.n, 3);
    assert_true(key[0] == 2 && key[1] == 25 && key[2] == 4);
    assert_int_equal(part_readers(a, &m, &plain).n, 2);
    assert_int_equal(part_readers(a, &m, NULL).n, 1);
}

int main(void)
{
    a = arena_new();
    const struct CMUnitTest tests[] = {
        {"[A5.4] the unit answers, its liaison too", the_unit_answers, NULL, NULL, NULL},
        {"[D3.1] whoever asked is content, or the head in a leader's place", who_asked_is_content, NULL, NULL,
         NULL},
        {"what the office asks of itself is done when answered",
         what_the_office_asks_of_itself_is_done_when_answered, NULL, NULL, NULL},
        {"nothing moves once the matter has ended", nothing_moves_once_the_matter_has_ended, NULL, NULL,
         NULL},
        {"lights follow the day", lights_follow_the_day, NULL, NULL, NULL},
        {"readers are the body, the unit and the body seated there", readers_are_whom_it_concerns, NULL, NULL,
         NULL},
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(a);
    return failed;
}
