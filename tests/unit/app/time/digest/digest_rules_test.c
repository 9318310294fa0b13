/* [A2.1.2c] The week that a digest is about, and its first sentence. */
#include "app/time/digest/digest_rules.c"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void the_week_before_from_the_first_working_day_on(void **state)
{
    (void)state;
    const struct calendar plain = {0};
    struct digest_period p;
    int32_t monday = date_make(2026, 11, 16);
    for (int32_t day = monday; day < monday + 7; day++) {
        assert_true(digest_last_week(&plain, day, &p));
        assert_int_equal(p.from_on, monday - 7);
        assert_int_equal(p.to_on, monday - 1);
    }
    struct workday off[] = {{monday, WD_HOLIDAY, "假"}, {monday + 1, WD_HOLIDAY, "假"}};
    const struct calendar holiday = {.days = {off, 2}};
    assert_false(digest_last_week(&holiday, monday, &p));
    assert_false(digest_last_week(&holiday, monday + 1, &p));
    assert_true(digest_last_week(&holiday, monday + 2, &p));
}

static void the_summary_says_what_there_is(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct digest_content c = {.counts = {.issued = 3, .running = 9, .red = 2, .yellow = 1}};
    assert_string_equal(digest_summary(a, &c),
                        "新下达 3 件，办结 0 件；在办 9 件，其中红灯 2 件、黄灯 1 件。");
    c.counts.concluded = 4;
    c.counts.in_time = 3;
    c.counts.missed = 5;
    c.decisions.n = 2;
    assert_string_equal(digest_summary(a, &c),
                        "新下达 3 件，办结 4 件（按时 3 件）；在办 9 件，其中红灯 2 件、"
                        "黄灯 1 件；各单位超期未报、未办共 5 项；等待决定 2 项。");
    assert_string_equal(
        digest_title(a, (struct digest_period){date_make(2026, 11, 9), date_make(2026, 11, 15)}),
        "督办摘要（11月9日至11月15日）");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"[A2.1.2c] last week's digest comes on the first working day",
         the_week_before_from_the_first_working_day_on, NULL, NULL, NULL},
        {"[A2.1.2c] the summary says what there is", the_summary_says_what_there_is, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
