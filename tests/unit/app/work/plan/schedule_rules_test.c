#include "app/work/plan/plan_priv.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The calendar as it is seeded: 2024 to 2026. */
static struct workday days[400];
static struct calendar seeded;
static struct arena *arena;

static int load(void **state)
{
    char line[300], date[16], kind[16];
    FILE *f = fopen("sql/seed/workday.sql", "r");
    (void)state;
    if (f == NULL)
        return -1;
    arena = arena_new();
    seeded.days.items = days;
    while (fgets(line, sizeof(line), f) != NULL) {
        if (sscanf(line, " ('%10[0-9-]', '%15[a-z]'", date, kind) != 2)
            continue;
        struct workday *w = &days[seeded.days.n++];
        if (!date_parse(date, &w->day))
            return -1;
        w->kind = strcmp(kind, "workday") == 0 ? WD_WORKDAY : WD_HOLIDAY;
        w->name = "";
    }
    return fclose(f);
}

static int unload(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static int32_t day(const char *text)
{
    int32_t d;
    assert_true(date_parse(text, &d));
    return d;
}

static void is_from_to(const struct span *s, const char *from, const char *to)
{
    char a[DATE_CHARS], b[DATE_CHARS];
    assert_string_equal(date_format(s->start_on, a), from);
    assert_string_equal(date_format(s->end_on, b), to);
}

/* ---- single schedules */
static void around_a_holiday(void **state)
{
    struct span s[] = {{.workdays = 3}, {.workdays = 5}, {.workdays = 2}};
    (void)state;
    schedule_back(&seeded, day("2026-10-12"), &(struct list){s, 3}); /* 国庆 10-01 to 10-07, work on 10-10 */
    is_from_to(&s[2], "2026-10-10", "2026-10-12");
    is_from_to(&s[1], "2026-09-28", "2026-10-09");
    is_from_to(&s[0], "2026-09-22", "2026-09-24"); /* 中秋 09-25 to 09-27; work on Sunday the 20th */
}

static void limit_on_a_day_off(void **state)
{
    struct span s[] = {{.workdays = 1}};
    (void)state;
    schedule_back(&seeded, day("2026-10-04"), &(struct list){s, 1});
    is_from_to(&s[0], "2026-09-30", "2026-09-30");
}

static void gaps_and_parallels(void **state)
{
    struct span s[] = {{.workdays = 2}, {.workdays = 3, .gap = 1}, {.workdays = 1, .parallel = true}};
    (void)state;
    schedule_back(&seeded, day("2026-11-27"), &(struct list){s, 3});
    is_from_to(&s[2], "2026-11-27", "2026-11-27"); /* they end together */
    is_from_to(&s[1], "2026-11-25", "2026-11-27");
    is_from_to(&s[0], "2026-11-20", "2026-11-23"); /* the 24th is left free */
}

static void says_by_how_many_days(void **state)
{
    struct span s[] = {{.workdays = 4}, {.workdays = 3}};
    struct schedule plan = {.limit_on = day("2026-11-27"), .steps = {s, 2}};
    (void)state;
    schedule_back(&seeded, plan.limit_on, &plan.steps);
    schedule_judge(arena, &seeded, day("2026-11-23"), &plan);
    assert_int_equal(plan.needed, 7);
    assert_int_equal(plan.available, 5);
    assert_int_equal(plan.short_by, 2);
    assert_string_equal(s[0].note, "应在11月19日（周四）开始，已晚了 2 个工作日");
    assert_null(s[1].note);
    assert_string_equal(plan.message,
                        "从开始到结束共 7 个工作日，到办理时限11月27日（周五）还有 5 个工作日，差 2 "
                        "个工作日：请压缩工期、让步骤并行，或者申请延期");
}

static void judges_days_that_were_typed(void **state)
{
    struct span s[] = {
        {.start_on = day("2026-11-28"), .end_on = day("2026-11-29")}, /* a weekend */
        {.start_on = day("2026-11-30"), .end_on = day("2026-12-02")},
    };
    struct schedule plan = {.limit_on = day("2026-12-01"), .steps = {s, 2}};
    (void)state;
    schedule_judge(arena, &seeded, day("2026-11-23"), &plan);
    assert_int_equal(s[0].workdays, 0);
    assert_string_equal(s[0].note, "起止之间没有工作日");
    assert_int_equal(s[1].workdays, 3);
    assert_int_equal(s[1].over_by, 1);
    assert_string_equal(s[1].note, "超出办理时限 1 个工作日");
    assert_int_equal(plan.short_by, 0);
    assert_non_null(strstr(plan.message, "最后一步超出时限 1 个工作日"));
}

static void says_what_is_estimated(void **state)
{
    struct span s[] = {{.workdays = 5}};
    struct schedule plan = {.limit_on = day("2027-03-05"), .steps = {s, 1}};
    (void)state;
    schedule_back(&seeded, plan.limit_on, &plan.steps);
    schedule_judge(arena, &seeded, day("2026-11-23"), &plan);
    assert_true(plan.estimated);
    assert_non_null(strstr(plan.message, "暂按周一至周五估算"));
}

/* ---- what holds of every schedule, over three years */
static int64_t counted(int32_t from, int32_t to)
{
    int64_t n = 0;
    for (int32_t d = from; d <= to; d++)
        n += workday_is(&seeded, d);
    return n;
}

static void holds(struct span *s, size_t n, int32_t limit)
{
    int32_t last = limit;
    while (!workday_is(&seeded, last))
        last--;
    assert_int_equal(s[n - 1].end_on, last);
    for (size_t i = 0, group = 0; i < n; i++) {
        assert_true(workday_is(&seeded, s[i].start_on) && workday_is(&seeded, s[i].end_on));
        assert_int_equal(counted(s[i].start_on, s[i].end_on), s[i].workdays);
        if (i > 0 && s[i].parallel) {
            assert_int_equal(s[i].end_on, s[group].end_on);
            continue;
        }
        int32_t start = s[i].start_on;
        for (size_t k = i + 1; k < n && s[k].parallel; k++)
            start = s[k].start_on < start ? s[k].start_on : start;
        if (i > 0) /* nothing overlaps what came before, and just the gap lies between */
            assert_int_equal(counted(s[group].end_on + 1, start - 1), s[i].gap);
        group = i;
    }
    assert_true(schedule_reach(limit, &(struct list){s, n}) <= s[0].start_on);
}

static void every_schedule(void **state)
{
    (void)state;
    srand(20261120);
    for (int round = 0; round < 2000; round++) {
        struct span s[8];
        size_t n = 1 + (size_t)rand() % 8;
        for (size_t i = 0; i < n; i++)
            s[i] = (struct span){.workdays = 1 + rand() % 15, .gap = rand() % 3, .parallel = rand() % 4 == 0};
        int32_t limit = date_make(2024, 7, 1) + rand() % (date_make(2026, 12, 31) - date_make(2024, 7, 1));
        schedule_back(&seeded, limit, &(struct list){s, n});
        holds(s, n, limit);
    }
}

static void every_limit_of_three_years(void **state)
{
    (void)state;
    for (int32_t limit = date_make(2024, 2, 1); limit <= date_make(2026, 12, 31); limit++) {
        struct span s[] = {{.workdays = 3}, {.workdays = 1, .gap = 1}, {.workdays = 2, .parallel = true}};
        struct schedule plan = {.limit_on = limit, .steps = {s, 3}};
        schedule_back(&seeded, limit, &plan.steps);
        holds(s, 3, limit);
        schedule_judge(arena, &seeded, s[0].start_on, &plan);
        assert_int_equal(plan.short_by, 0);
        assert_int_equal(plan.needed, plan.available);
        schedule_judge(arena, &seeded, s[0].start_on + 1, &plan);
        assert_int_equal(s[0].short_by, 1);
        arena_reset(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"[C2.2b] days are counted back over holidays and make-up days", around_a_holiday, NULL, NULL, NULL},
        {"[C2.2b] a limit on a day off ends the work on the last working day before", limit_on_a_day_off,
         NULL, NULL, NULL},
        {"[C2.2b] gaps stay free, what runs together ends together", gaps_and_parallels, NULL, NULL, NULL},
        {"[C2.2b] a step that no longer fits says by how many working days", says_by_how_many_days, NULL,
         NULL, NULL},
        {"[C2.2b] days that were typed are held against calendar and limit", judges_days_that_were_typed,
         NULL, NULL, NULL},
        {"a year without its list is said to be estimated", says_what_is_estimated, NULL, NULL, NULL},
        {"[C2.2b] every schedule ends on the limit, overlaps nowhere and counts as the calendar does",
         every_schedule, NULL, NULL, NULL},
        {"[C2.2b] so it is for every limit of 2024 to 2026", every_limit_of_three_years, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, load, unload);
}
