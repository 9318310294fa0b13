/* [C3.3a] [E1.4a] What period a day lies in, and when too few were made. */
#include "app/track/quota/quota_rules.c"

#include <setjmp.h>

#include <cmocka.h>

static struct arena *arena;
static const struct calendar plain; /* Monday to Friday */

static void periods(void **state)
{
    int32_t from, until;
    (void)state;
    quota_days(PERIOD_WEEK, date_make(2026, 11, 22), &from, &until); /* a Sunday */
    assert_int_equal(from, date_make(2026, 11, 16));
    assert_int_equal(until, date_make(2026, 11, 22));
    quota_days(PERIOD_MONTH, date_make(2026, 12, 31), &from, &until);
    assert_int_equal(from, date_make(2026, 12, 1));
    assert_int_equal(until, date_make(2026, 12, 31));
    quota_days(PERIOD_MONTH, date_make(2028, 2, 10), &from, &until);
    assert_int_equal(until, date_make(2028, 2, 29));
}

static struct quota on(int32_t day, int64_t done)
{
    struct quota q = {.period = PERIOD_MONTH, .n = 1, .is_active = true, .done = done};
    quota_dress(arena, &q, &plain, day);
    return q;
}

static void shortness(void **state)
{
    (void)state;
    /* November 2026 ends on a Monday. */
    struct quota q = on(date_make(2026, 11, 25), 0);
    assert_int_equal(q.workdays_left, 4);
    assert_false(q.is_short);
    assert_string_equal(q.sentence, "本月明查暗访 0/1，还剩 4 个工作日");
    q = on(date_make(2026, 11, 26), 0);
    assert_int_equal(q.workdays_left, 3);
    assert_true(q.is_short);
    assert_false(on(date_make(2026, 11, 26), 1).is_short);
    assert_string_equal(on(date_make(2026, 11, 26), 1).sentence, "本月明查暗访 1/1");
}

static void words(void **state)
{
    struct quota q = {.period = PERIOD_WEEK, .n = 2, .kind = INSPECTION_UNDERCOVER, .leader_name = "沈国栋"};
    (void)state;
    quota_dress(arena, &q, &plain, date_make(2026, 11, 27));
    assert_string_equal(q.sentence, "沈国栋本周暗访 0/2，还剩 1 个工作日");
    assert_false(q.is_short); /* not in force */
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(periods), cmocka_unit_test(shortness),
                                       cmocka_unit_test(words)};
    arena = arena_new();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(arena);
    return failed;
}
