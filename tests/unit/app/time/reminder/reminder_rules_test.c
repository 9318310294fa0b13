/* A4.5.1, B5: T−3, T−1, T, T+1 working days; working hours; 2 h apart; 3 a day. */
#include "app/time/reminder/reminder_rules.c"

#include <setjmp.h>
#include <string.h>

#include <cmocka.h>

/* 国庆 2026: 10月1日至7日放假, 9月20日 and 10月10日 are worked. */
static struct workday days[] = {
    {0, WD_WORKDAY, "国庆"}, {0, WD_HOLIDAY, "国庆"}, {0, WD_HOLIDAY, "国庆"},
    {0, WD_HOLIDAY, "国庆"}, {0, WD_HOLIDAY, "国庆"}, {0, WD_HOLIDAY, "国庆"},
    {0, WD_HOLIDAY, "国庆"}, {0, WD_HOLIDAY, "国庆"}, {0, WD_WORKDAY, "国庆"},
};
static const struct calendar calendar = {{days, ARRAY_LEN(days)}};

static int32_t on(int month, int day)
{
    return date_make(2026, month, day);
}

static int set_up(void **state)
{
    (void)state;
    days[0].day = on(9, 20);
    for (int i = 1; i <= 7; i++)
        days[i].day = on(10, i);
    days[8].day = on(10, 10);
    return 0;
}

/* By the definition, day for day: how many working days lie between. */
static int expected(int32_t due_on, int32_t opened_on, int32_t today)
{
    static const int before[] = {[STAGE_T3] = 3, [STAGE_T1] = 1, [STAGE_T] = 0};
    int32_t base = due_on;
    int found = 0;
    while (!workday_is(&calendar, base))
        base--;
    for (int stage = STAGE_T3; stage <= STAGE_T; stage++)
        for (int32_t d = today; d > today - 30; d--)
            if (workday_is(&calendar, d) && d <= base &&
                workdays_between(&calendar, d, base) == before[stage])
                found = d > opened_on ? stage : 0;
    for (int32_t d = due_on + 1; d <= today; d++)
        if (workday_is(&calendar, d))
            return workdays_add(&calendar, due_on, 1, NULL) > opened_on ? STAGE_AFTER : 0;
    return found;
}

static void every_stage_of_every_limit(void **state)
{
    int seen[5] = {0};
    (void)state;
    for (int32_t due = on(9, 10); due <= on(10, 20); due++) {
        for (int32_t today = due - 20; today <= due + 8; today++) {
            for (int32_t opened = due - 12; opened <= due; opened += 3) {
                int stage = stage_on(&calendar, due, opened, today);
                assert_int_equal(stage, expected(due, opened, today));
                seen[stage]++;
            }
        }
    }
    for (size_t i = 0; i < ARRAY_LEN(seen); i++)
        assert_true(seen[i] > 0);
}

static void the_days_of_one_limit(void **state)
{
    int32_t opened = on(9, 1), due = on(10, 9); /* a Friday after the holidays */
    (void)state;
    assert_int_equal(stage_on(&calendar, due, opened, on(9, 28)), 0);
    assert_int_equal(stage_on(&calendar, due, opened, on(9, 29)), STAGE_T3);
    assert_int_equal(stage_on(&calendar, on(10, 8), opened, on(9, 30)), STAGE_T1);
    assert_int_equal(stage_on(&calendar, on(10, 8), opened, on(10, 8)), STAGE_T);
    assert_int_equal(stage_on(&calendar, due, opened, on(10, 9)), STAGE_T);
    assert_int_equal(stage_on(&calendar, due, opened, on(10, 10)), STAGE_AFTER);
    assert_int_equal(stage_on(&calendar, due, opened, on(12, 1)), STAGE_AFTER);
    assert_int_equal(stage_on(&calendar, due, on(10, 10), on(10, 10)), 0);
}

#define AT(month, day, h, m) (date_start(on(month, day)) + ((h)*60 + (m)) * MINUTE_MS)

static void only_in_working_hours(void **state)
{
    (void)state;
    assert_false(in_working_hours(&calendar, AT(9, 18, 8, 29)));
    assert_true(in_working_hours(&calendar, AT(9, 18, 8, 30)));
    assert_true(in_working_hours(&calendar, AT(9, 18, 17, 29)));
    assert_false(in_working_hours(&calendar, AT(9, 18, 17, 30)));
    assert_false(in_working_hours(&calendar, AT(9, 19, 10, 0)));
    assert_true(in_working_hours(&calendar, AT(9, 20, 10, 0)));
    assert_false(in_working_hours(&calendar, AT(10, 1, 10, 0)));
}

static void not_too_often(void **state)
{
    (void)state;
    assert_int_equal(may_tell_at(&calendar, AT(9, 18, 9, 0), 0, 0), AT(9, 18, 9, 0));
    assert_int_equal(may_tell_at(&calendar, AT(9, 18, 9, 0), AT(9, 18, 8, 30), 1), AT(9, 18, 10, 30));
    assert_int_equal(may_tell_at(&calendar, AT(9, 18, 10, 30), AT(9, 18, 8, 30), 1), AT(9, 18, 10, 30));
    assert_int_equal(may_tell_at(&calendar, AT(9, 18, 15, 0), AT(9, 18, 13, 0), 3), AT(9, 20, 8, 30));
    assert_int_equal(may_tell_at(&calendar, AT(9, 18, 17, 0), AT(9, 18, 16, 0), 1), AT(9, 20, 8, 30));
    assert_int_equal(may_tell_at(&calendar, AT(9, 18, 7, 0), 0, 0), AT(9, 18, 8, 30));
    assert_int_equal(may_tell_at(&calendar, AT(9, 30, 18, 0), 0, 0), AT(10, 8, 8, 30));
}

static void the_words_count_working_days(void **state)
{
    struct arena *a = arena_new();
    struct due_item d = {.kind = DUE_RESULT, .due_on = on(10, 8)};
    (void)state;
    assert_non_null(strstr(limit_words(a, &calendar, &d, on(9, 29)), "10月8日（周四）到期，还有 2 个工作日"));
    assert_non_null(strstr(limit_words(a, &calendar, &d, on(10, 8)), "今天到期"));
    assert_non_null(strstr(limit_words(a, &calendar, &d, on(10, 10)), "超期 2 个工作日"));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_stage_of_every_limit),   cmocka_unit_test(the_days_of_one_limit),
        cmocka_unit_test(only_in_working_hours),        cmocka_unit_test(not_too_often),
        cmocka_unit_test(the_words_count_working_days),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
