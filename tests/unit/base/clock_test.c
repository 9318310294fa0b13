#include "base/clock.c"

#include <setjmp.h>
#include <stdlib.h>

#include <cmocka.h>

#define FIRST 0    /* 1970-01-01 */
#define LAST 84005 /* 2199-12-31 */

/* The C library's calendar is the second opinion. */
static void every_day_to_2199_goes_there_and_back(void **state)
{
    (void)state;
    for (int32_t day = FIRST; day <= LAST; day++) {
        time_t t = (time_t)day * 86400;
        struct tm tm;
        int year, month, mday;
        char text[DATE_CHARS], expected[DATE_CHARS + 20];
        int32_t parsed;
        gmtime_r(&t, &tm);
        date_split(day, &year, &month, &mday);
        assert_int_equal(year, tm.tm_year + 1900);
        assert_int_equal(month, tm.tm_mon + 1);
        assert_int_equal(mday, tm.tm_mday);
        assert_int_equal(date_make(year, month, mday), day);
        assert_int_equal(date_weekday(day), tm.tm_wday == 0 ? 7 : tm.tm_wday);
        strftime(expected, sizeof(expected), "%Y-%m-%d", &tm);
        assert_string_equal(date_format(day, text), expected);
        assert_int_equal(date_parse(text, &parsed), day != 0);
        assert_true(day == 0 || parsed == day);
    }
}

static void days_before_1970_count_too(void **state)
{
    char text[DATE_CHARS];
    int32_t day;
    (void)state;
    assert_true(date_parse("1900-01-01", &day));
    assert_int_equal(day, -25567);
    assert_int_equal(date_weekday(day), 1);
    assert_string_equal(date_format(day, text), "1900-01-01");
}

static void what_is_no_date_is_refused(void **state)
{
    static const char *const bad[] = {"",           "2026-02-29",  "2100-02-29", "2026-13-01", "2026-00-10",
                                      "2026-01-00", "2026-04-31",  "1899-12-31", "2200-01-01", "2026-1-01",
                                      "2026-01-1",  "2026-01-011", "2026/01/01", " 026-01-01", "2026-01-0x",
                                      "+026-01-01", "2026-01-01 ", "20260101"};
    int32_t day;
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(date_parse(bad[i], &day));
    assert_true(date_parse("2028-02-29", &day));
    assert_true(date_parse("2000-02-29", &day));
}

static void the_day_begins_at_midnight_in_china(void **state)
{
    int64_t at;
    int32_t day;
    (void)state;
    assert_true(instant_parse("2026-11-21T15:59:59.999Z", &at));
    assert_true(date_parse("2026-11-21", &day));
    assert_int_equal(date_of(at), day);
    assert_int_equal(date_of(at + 1), day + 1);
    assert_int_equal(date_start(day + 1), at + 1);
    assert_int_equal(date_of(0), 0);
    assert_int_equal(date_start(0), 0);
}

static void instants_are_written_and_read_in_chinas_time(void **state)
{
    char text[INSTANT_CHARS];
    int64_t at, again;
    (void)state;
    assert_true(instant_parse("2026-11-21T09:30:00.000+08:00", &at));
    assert_int_equal(at, 1795224600000);
    assert_string_equal(instant_format(at, text), "2026-11-21T09:30:00.000+08:00");
    assert_true(instant_parse("2026-11-21T01:30:00Z", &again) && again == at);
    assert_true(instant_parse("2026-11-20T20:30:00-05:00", &again) && again == at);
    srand(7);
    for (int i = 0; i < 100000; i++) {
        int64_t any = ((int64_t)rand() << 20 ^ rand()) % ((LAST - 2) * INT64_C(86400000)) + 86400000;
        assert_true(instant_parse(instant_format(any, text), &again));
        assert_int_equal(again, any);
    }
}

static void what_is_no_instant_is_refused(void **state)
{
    static const char *const bad[] = {"",
                                      "2026-11-21",
                                      "2026-11-21T09:30",
                                      "2026-11-21T24:00:00Z",
                                      "2026-11-21T09:60:00Z",
                                      "2026-11-21T09:30:60Z",
                                      "2026-11-21T09:30:00",
                                      "2026-11-21T09:30:00.5Z",
                                      "2026-11-21T09:30:00+8:00",
                                      "2026-11-21T09:30:00+15:00",
                                      "2026-11-21T09:30:00Zx",
                                      "2026-02-30T09:30:00Z",
                                      "2026-11-21 09:30:00Z"};
    int64_t at;
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(instant_parse(bad[i], &at));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_to_2199_goes_there_and_back),
        cmocka_unit_test(days_before_1970_count_too),
        cmocka_unit_test(what_is_no_date_is_refused),
        cmocka_unit_test(the_day_begins_at_midnight_in_china),
        cmocka_unit_test(instants_are_written_and_read_in_chinas_time),
        cmocka_unit_test(what_is_no_instant_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
