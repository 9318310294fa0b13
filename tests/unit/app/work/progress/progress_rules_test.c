/* What a progress report must say [A4.3.1]. */
#include "app/work/progress/progress_rules.c"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena *a;
static const struct report last = {
    .done = "已做", .effect = "见效", .problem = "有难处", .next_step = "再做", .progress = 60};

static int begin(void **state)
{
    (void)state;
    a = arena_new();
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(a);
    return 0;
}

static struct report_body whole(int64_t progress)
{
    return (struct report_body){
        .done = "做了", .effect = "有效", .problem = "无", .next_step = "继续", .progress = progress};
}

static size_t check(struct report_body *body, const struct report *before, const char *first)
{
    struct report_fault faults[REPORT_FAULTS_MAX];
    size_t n = report_check(a, body, before, faults);
    if (n > 0)
        assert_string_equal(faults[0].pointer, first);
    return n;
}

static void a_report_has_all_four_sections(void **state)
{
    (void)state;
    struct report_body body = whole(10);
    assert_int_equal(check(&body, NULL, ""), 0);
    body.done = NULL;
    assert_int_equal(check(&body, NULL, "#/done"), 1);
    body = (struct report_body){.progress = 10};
    assert_int_equal(check(&body, &last, "#/done"), 4);
}

static void unchanged_repeats_the_last_one(void **state)
{
    (void)state;
    struct report_body body = {.unchanged = true};
    assert_int_equal(check(&body, &last, ""), 0);
    assert_string_equal(body.problem, "有难处");
    assert_int_equal(body.progress, 60);
    body = whole(0);
    body.unchanged = true;
    assert_int_equal(check(&body, NULL, "#/unchanged"), 1);
}

static void progress_falls_only_with_a_reason(void **state)
{
    (void)state;
    static const char *const empty[] = {"无", "暂无", "没有。", "/"};
    struct report_body body = whole(60);
    assert_int_equal(check(&body, &last, ""), 0);
    for (size_t i = 0; i < ARRAY_LEN(empty); i++) {
        body = whole(59);
        body.problem = empty[i];
        assert_int_equal(check(&body, &last, "#/progress"), 1);
    }
    body = whole(59);
    body.problem = "重新核算工程量，原进度偏高";
    assert_int_equal(check(&body, &last, ""), 0);
    body = whole(0);
    assert_int_equal(check(&body, NULL, ""), 0);
}

static void the_next_report_is_due_on_a_working_day(void **state)
{
    (void)state;
    const struct calendar none = {0};
    int32_t friday = date_make(2026, 11, 20);
    assert_int_equal(report_next_on(&none, 1, friday), 0);
    assert_int_equal(report_next_on(&none, 2, friday), date_make(2026, 11, 27));
    assert_int_equal(report_next_on(&none, 3, friday), date_make(2026, 12, 15)); /* this half is done by it */
    assert_int_equal(report_next_on(&none, 4, friday), date_make(2026, 12, 31));
    assert_int_equal(report_next_on(&none, 0, friday), 0);
}

static void the_receipt_says_what_comes_next(void **state)
{
    (void)state;
    struct report_body body = whole(50);
    assert_non_null(strstr(report_receipt(a, &body, ROLE_LIAISON, date_make(2026, 11, 27)), "11月27日"));
    body.progress = 100;
    assert_non_null(strstr(report_receipt(a, &body, ROLE_LIAISON, 0), "请单位负责人报送办理结果"));
    assert_non_null(strstr(report_receipt(a, &body, ROLE_DEPARTMENT, 0), "请接着报送办理结果"));
    body.needs_help = true;
    assert_non_null(strstr(report_receipt(a, &body, ROLE_DEPARTMENT, 0), "需要协调"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_report_has_all_four_sections),
        cmocka_unit_test(unchanged_repeats_the_last_one),
        cmocka_unit_test(progress_falls_only_with_a_reason),
        cmocka_unit_test(the_next_report_is_due_on_a_working_day),
        cmocka_unit_test(the_receipt_says_what_comes_next),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
