#include "app/direct/escalation/escalation_rules.c"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static struct arena *a;
static const struct actor head = {.role = ROLE_LEADER, .rank = RANK_HEAD, .body_id = 1};
static const struct actor deputy = {.role = ROLE_LEADER, .rank = RANK_DEPUTY, .body_id = 1};
static const struct actor member = {.role = ROLE_LEADER, .rank = RANK_MEMBER, .body_id = 1};
static const struct actor office = {.role = ROLE_OFFICE, .body_id = 1};
static const struct actor asker = {.role = ROLE_LIAISON, .unit_id = 12, .body_id = 1};
static const struct actor unit = {.role = ROLE_DEPARTMENT, .unit_id = 16, .body_id = 1};

static struct escalation make(int status, bool in_charge)
{
    return (struct escalation){.body_id = 1,
                               .unit_id = 12,
                               .assignment_id = 5,
                               .unit_name = "市立医院",
                               .in_charge = in_charge,
                               .status = status,
                               .matter_status = MS_ISSUED};
}

static void who_settles_it(void **state)
{
    (void)state;
    struct escalation own = make(ES_ASKED, true), apart = make(ES_ASKED, false);
    assert_int_equal(escalation_judge(a, &own, &deputy, EA_SOLVE).err, OK);
    assert_int_equal(escalation_judge(a, &apart, &head, EA_SOLVE).err, OK);
    assert_int_equal(escalation_judge(a, &apart, &office, EA_SOLVE).err, OK);
    struct escalation_verdict no = escalation_judge(a, &apart, &deputy, EA_SOLVE);
    assert_string_equal(no.code, "not-in-charge");
    assert_non_null(strstr(no.why, "市立医院不在您的分管范围"));
    assert_string_equal(escalation_judge(a, &own, &member, EA_SOLVE).code, "not-in-charge");
    assert_int_equal(escalation_judge(a, &own, &asker, EA_SOLVE).err, ERR_FORBIDDEN);
    assert_int_equal(escalation_judge(a, &own, &asker, EA_WITHDRAW).err, OK);
    assert_int_equal(escalation_judge(a, &own, &unit, EA_WITHDRAW).err, ERR_FORBIDDEN);
}

static void the_way_up(void **state)
{
    (void)state;
    struct escalation x = make(ES_MEETING, true);
    assert_int_equal(escalation_judge(a, &x, &office, EA_ESCALATE).err, OK);
    assert_int_equal(escalation_judge(a, &x, &office, EA_MEET).err, ERR_CONFLICT);
    assert_int_equal(escalation_judge(a, &x, &head, EA_DECIDE).err, ERR_CONFLICT);
    x.status = ES_ESCALATED;
    assert_int_equal(escalation_judge(a, &x, &head, EA_DECIDE).err, OK);
    assert_int_equal(escalation_judge(a, &x, &deputy, EA_DECIDE).err, OK);
    assert_int_equal(escalation_judge(a, &x, &office, EA_DECIDE).err, ERR_FORBIDDEN);
    x.matter_status = MS_CONCLUDED;
    assert_int_equal(escalation_judge(a, &x, &head, EA_DECIDE).err, ERR_CONFLICT);
}

static void buttons_say_why(void **state)
{
    (void)state;
    struct escalation x = make(ES_ESCALATED, false);
    escalation_buttons(a, &x, &deputy);
    const struct action *button = x.actions.items;
    assert_int_equal(x.actions.n, 1);
    assert_false(button->enabled);
    assert_non_null(button->reason);
    escalation_buttons(a, &x, &unit);
    assert_int_equal(x.actions.n, 0);
}

static void orders_stay_within_the_charge(void **state)
{
    (void)state;
    struct assignment parts[] = {{.id = 5, .unit_name = "市立医院", .status = AS_UNDERWAY, .in_charge = true},
                                 {.id = 6, .unit_name = "市疾控", .status = AS_UNDERWAY},
                                 {.id = 7, .unit_name = "监督所", .status = AS_WITHDRAWN, .in_charge = true}};
    struct matter_case c = {.units = {parts, 3}, .who = &deputy, .today = 100};
    const char *member_;
    assert_null(order_fault(a, &c, &(struct order_in){5, "做", 100}, &member_));
    assert_null(order_fault(a, &c, &(struct order_in){0, "做", 100}, &member_)); /* the office */
    assert_string_equal(order_fault(a, &c, &(struct order_in){6, "做", 100}, &member_),
                        "市疾控不在您的分管范围，请由组长决定");
    assert_non_null(order_fault(a, &c, &(struct order_in){7, "做", 100}, &member_));
    assert_string_equal(member_, "assignment_id");
    assert_non_null(order_fault(a, &c, &(struct order_in){5, "做", 99}, &member_));
    assert_string_equal(member_, "due_on");
    c.who = &head;
    assert_null(order_fault(a, &c, &(struct order_in){6, "做", 100}, &member_));
}

int main(void)
{
    a = arena_new();
    const struct CMUnitTest tests[] = {
        {"[D4.2] who settles what a unit asks", who_settles_it, NULL, NULL, NULL},
        {"[A4.4.2] the way up to the leader group", the_way_up, NULL, NULL, NULL},
        {"a closed button says why", buttons_say_why, NULL, NULL, NULL},
        {"[D3.1] a deputy orders the own units only", orders_stay_within_the_charge, NULL, NULL, NULL},
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(a);
    return failed;
}
