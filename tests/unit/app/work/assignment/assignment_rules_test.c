#include "app/work/assignment/assignment_rules.c"

#include <setjmp.h>

#include <cmocka.h>

#define TODAY date_make(2026, 11, 20)

static void receipts(void **state)
{
    struct arena *a = arena_new();
    struct assignment units[] = {{.unit_name = "市立医院", .kind = AK_PARALLEL, .status = AS_ACCEPTED},
                                 {.unit_name = "市血站", .kind = AK_PARALLEL, .status = AS_UNDERWAY},
                                 {.unit_name = "市疾控中心", .kind = AK_ASSIST, .status = AS_UNDERWAY}};
    struct matter_case c = {.m = {.feedback_on = TODAY + 6, .due_on = TODAY + 20},
                            .units = {units, 3},
                            .at = &units[0],
                            .today = TODAY};
    (void)state;
    assert_string_equal(received_message(a, &c),
                        "已签收，请于 11月26日（周四）前作首次反馈，12月10日（周四）前办结");
    units[0].due_on = TODAY + 10;
    c.m.feedback_on = TODAY - 1;
    assert_string_equal(received_message(a, &c), "已签收，请尽快反馈办理情况，并于 11月30日（周一）前办结");
    c.m.needs_plan = true;
    assert_string_equal(received_message(a, &c), "已签收，请先编制工作方案报送备案，11月30日（周一）前办结");
    assert_string_equal(accepted_message(a, &c), "市立医院验收通过，还有 1 个单位没有验收通过");
    units[1].status = AS_ACCEPTED;
    assert_string_equal(accepted_message(a, &c),
                        "市立医院验收通过，主办、分办单位均已通过，可以办结并答复来源");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"[A4.1.2] receipts say what comes next and by when", receipts, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
