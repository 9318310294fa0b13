#include "app/time/calendar/calendar_rules.c"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* The calendar as it is seeded, so that the vectors prove the data too. */
static struct workday days[400];
static struct calendar seeded;

static int load(void **state)
{
    char line[300], date[16], kind[16];
    FILE *f = fopen("sql/seed/workday.sql", "r");
    (void)state;
    if (f == NULL)
        return -1;
    seeded.days.items = days;
    while (fgets(line, sizeof(line), f) != NULL) {
        if (sscanf(line, " ('%10[0-9-]', '%15[a-z]'", date, kind) != 2)
            continue;
        struct workday *w = &days[seeded.days.n++];
        if (!date_parse(date, &w->day))
            return -1;
        w->kind = strcmp(kind, "workday") == 0 ? WD_WORKDAY : WD_HOLIDAY;
    }
    return fclose(f);
}

static int32_t day(const char *text)
{
    int32_t d;
    assert_true(date_parse(text, &d));
    return d;
}

static void counts(void **state)
{
    static const struct {
        const char *from;
        int n;
        const char *to;
    } vectors[] = {
        {"2026-02-12", 3, "2026-02-24"}, {"2026-02-13", 3, "2026-02-25"}, {"2026-02-13", 5, "2026-02-27"},
        {"2026-04-30", 3, "2026-05-08"}, {"2026-09-18", 5, "2026-09-24"}, {"2026-09-30", 3, "2026-10-10"},
        {"2025-01-24", 3, "2025-02-05"}, {"2025-09-28", 5, "2025-10-11"}, {"2024-02-08", 3, "2024-02-19"},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(vectors); i++) {
        bool estimated = true;
        int32_t to = workdays_add(&seeded, day(vectors[i].from), vectors[i].n, &estimated);
        assert_int_equal(to, day(vectors[i].to));
        assert_false(estimated);
        assert_int_equal(workdays_between(&seeded, day(vectors[i].from), to), vectors[i].n);
    }
}

static void every_day_of_three_years(void **state)
{
    static const int expected[] = {251, 248, 248};
    (void)state;
    for (int year = 2024; year <= 2026; year++) {
        int n = 0;
        for (int32_t d = date_make(year, 1, 1); d <= date_make(year, 12, 31); d++)
            n += workday_is(&seeded, d);
        assert_int_equal(n, expected[year - 2024]);
    }
    for (size_t i = 0; i < seeded.days.n; i++) {
        assert_int_equal(workday_is(&seeded, days[i].day), days[i].kind == WD_WORKDAY);
        if (days[i].kind == WD_WORKDAY)
            assert_true(date_weekday(days[i].day) > 5);
        if (i > 0)
            assert_true(days[i].day > days[i - 1].day);
    }
}

static void adding_and_counting_agree(void **state)
{
    (void)state;
    for (int32_t d = day("2024-01-01"); d <= day("2026-12-01"); d++)
        for (int n = 1; n <= 10; n++) {
            int32_t to = workdays_add(&seeded, d, n, NULL);
            assert_true(workday_is(&seeded, to));
            assert_int_equal(workdays_between(&seeded, d, to), n);
        }
}

static void a_year_without_list_says_so(void **state)
{
    const struct calendar none = {0};
    bool estimated = false;
    (void)state;
    assert_int_equal(workdays_add(&seeded, day("2026-12-30"), 3, &estimated), day("2027-01-04"));
    assert_true(estimated);
    assert_int_equal(workdays_add(&seeded, day("2027-03-01"), 3, &estimated), day("2027-03-04"));
    assert_true(estimated);
    assert_int_equal(workdays_add(&none, day("2026-11-20"), 1, &estimated), day("2026-11-23"));
    assert_true(estimated);
    assert_int_equal(workdays_add(&seeded, day("2026-11-20"), 0, &estimated), day("2026-11-20"));
    assert_int_equal(workdays_between(&seeded, day("2026-11-20"), day("2026-11-10")), 0);
}

static void days_as_people_write_them(void **state)
{
    struct arena *a = arena_new();
    (void)state;
    assert_string_equal(day_text(a, day("2026-11-26")), "11月26日（周四）");
    assert_string_equal(day_text(a, day("2026-01-04")), "1月4日（周日）");
    assert_string_equal(date_text(a, day("2026-01-05")), "2026年1月5日");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"[D5] three and five working days, over holidays and make-up days", counts, NULL, NULL, NULL},
        {"[D5] all days of 2024 to 2026", every_day_of_three_years, NULL, NULL, NULL},
        {"[D5] adding working days and counting them agree", adding_and_counting_agree, NULL, NULL, NULL},
        {"[D5] a year without a published list counts Monday to Friday and says so",
         a_year_without_list_says_so, NULL, NULL, NULL},
        {"days are written without leading zeros, with the day of the week", days_as_people_write_them, NULL,
         NULL, NULL},
    };
    return cmocka_run_group_tests(tests, load, NULL);
}
