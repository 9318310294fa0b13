#include "app/time/deadline/deadline_priv.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* The calendar as it is seeded. */
static struct workday days[400];
static struct calendar seeded;
static struct arena *arena;

static int load(void **state)
{
    char line[300], date[16], kind[16], name[64];
    FILE *f = fopen("sql/seed/workday.sql", "r");
    (void)state;
    if (f == NULL)
        return -1;
    arena = arena_new();
    seeded.days.items = days;
    while (fgets(line, sizeof(line), f) != NULL) {
        if (sscanf(line, " ('%10[0-9-]', '%15[a-z]', '%63[^']", date, kind, name) != 3)
            continue;
        struct workday *w = &days[seeded.days.n++];
        if (!date_parse(date, &w->day))
            return -1;
        w->kind = strcmp(kind, "workday") == 0 ? WD_WORKDAY : WD_HOLIDAY;
        w->name = arena_strdup(arena, name);
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

static int64_t at(const char *text) /* nine in the morning */
{
    return date_start(day(text)) + 9 * 3600 * 1000;
}

/* ---- one matter with one lead unit, and what is owed of it */
static struct time_rule rules[] = {
    {1, "sign", 1, "签收", "", RULE_WORKDAY, 1, 0, "", NULL},
    {2, "feedback_simple", 1, "首次反馈", "", RULE_WORKDAY, 3, 0, "", NULL},
    {3, "feedback_hard", 1, "首次反馈", "", RULE_WORKDAY, 5, 0, "", NULL},
    {4, "approval", 1, "审批", "", RULE_WORKDAY, 3, 0, "", NULL},
    {5, "self_check", 1, "自查", "", RULE_WORKDAY, 3, 0, "", NULL},
    {6, "explanation", 1, "说明", "", RULE_WORKDAY, 2, 0, "", NULL},
    {7, "rectify", 1, "整改", "", RULE_WORKDAY, 5, 0, "", NULL},
    {8, "accept", 1, "验收", "", RULE_WORKDAY, 3, 0, "", NULL},
    {9, "reply", 1, "答复", "", RULE_WORKDAY, 3, 0, "", NULL},
    {10, "plan", 1, "工作方案", "", RULE_WORKDAY, 5, 0, "", NULL},
};
static struct due_part part;
static struct due_case subject;
static struct due_plan plan;

static void given(const char *issued, const char *due)
{
    part = (struct due_part){.id = 5,
                             .unit_id = 12,
                             .kind = AK_LEAD,
                             .status = AS_PENDING,
                             .served_at = at(issued),
                             .served_n = 1};
    subject = (struct due_case){.m = {.id = 1,
                                      .body_id = 1,
                                      .status = MS_ISSUED,
                                      .difficulty = DIFFICULTY_SIMPLE,
                                      .report_cycle = 1,
                                      .due_on = day(due),
                                      .self_check_days = -1,
                                      .issued_at = at(issued)},
                                .parts = {&part, 1},
                                .rules = {rules, ARRAY_LEN(rules)},
                                .calendar = seeded};
}

static void when(const char *today)
{
    subject.today = day(today);
    subject.now = at(today) + 1;
    due_wanted(arena, &subject, &plan);
}

/* What the table would hold: the plan becomes its rows. */
static void kept(void)
{
    struct due_item *d = plan.items.items;
    for (size_t i = 0; i < plan.items.n; i++)
        d[i].id = d[i].id == 0 ? (int64_t)i + 1 : d[i].id;
    subject.rows = plan.items;
}

static size_t count(enum due_kind kind)
{
    const struct due_item *d = plan.items.items;
    size_t n = 0;
    for (size_t i = 0; i < plan.items.n; i++)
        n += d[i].kind == (int)kind;
    return n;
}

/* The nth of a kind; fails without. */
static const struct due_item *item(enum due_kind kind, size_t nth)
{
    const struct due_item *d = plan.items.items;
    for (size_t i = 0; i < plan.items.n; i++)
        if (d[i].kind == (int)kind && nth-- == 0)
            return &d[i];
    fail_msg("nothing of kind %d", kind);
    return NULL;
}

static void is_due(enum due_kind kind, size_t nth, const char *on)
{
    char text[DATE_CHARS];
    assert_string_equal(date_format(item(kind, nth)->due_on, text), on);
}

static void explains_itself(void **state)
{
    (void)state;
    given("2026-09-18", "2026-12-31");
    subject.m.difficulty = DIFFICULTY_HARD;
    when("2026-09-18");
    is_due(DUE_FEEDBACK, 0, "2026-09-24");
    assert_string_equal(item(DUE_FEEDBACK, 0)->explanation,
                        "自9月18日下达次日起第5个工作日，9月20日（周日）调休上班计入，为9月24日（周四）");
    is_due(DUE_SIGN, 0, "2026-09-20");
    assert_int_equal(item(DUE_SIGN, 0)->unit_id, 12);
    is_due(DUE_RESULT, 0, "2026-12-31");
    is_due(DUE_SELF_CHECK, 0, "2026-12-28");
    given("2026-09-30", "2026-12-31");
    when("2026-09-30");
    assert_string_equal(item(DUE_FEEDBACK, 0)->explanation,
                        "自9月30日下达次日起第3个工作日，10月1日至7日国庆节放假不计，10月10日（周六）调休上班"
                        "计入，为10月10日（周六）");
    assert_false(item(DUE_FEEDBACK, 0)->estimated);
}

static void says_what_is_estimated(void **state)
{
    (void)state;
    given("2026-12-30", "2027-03-31");
    when("2026-12-30");
    is_due(DUE_FEEDBACK, 0, "2027-01-04");
    assert_true(item(DUE_FEEDBACK, 0)->estimated);
    assert_non_null(strstr(item(DUE_FEEDBACK, 0)->explanation,
                           "；2027年放假安排尚未发布，暂按周一至周五估算，发布后由督办办公室确认"));
}

static void leaders_date_goes_first(void **state)
{
    (void)state;
    given("2026-09-18", "2026-12-31");
    subject.m.leader_feedback_on = day("2026-09-19");
    when("2026-09-18");
    is_due(DUE_FEEDBACK, 0, "2026-09-19");
    assert_int_equal(item(DUE_FEEDBACK, 0)->rule_id, 0);
}

static void moves_clear_what_they_do(void **state)
{
    (void)state;
    static struct due_report report;
    given("2026-09-18", "2026-10-30");
    part.received_at = at("2026-09-21");
    part.status = AS_RECEIVED;
    when("2026-09-21");
    assert_int_equal(item(DUE_SIGN, 0)->outcome, DUE_LATE);
    assert_int_equal(item(DUE_FEEDBACK, 0)->closed_at, 0);
    report = (struct due_report){5, at("2026-09-22"), true};
    subject.reports = (struct list){&report, 1};
    part.status = AS_UNDERWAY;
    when("2026-09-22");
    assert_int_equal(item(DUE_FEEDBACK, 0)->outcome, DUE_DONE);
    assert_int_equal(item(DUE_SELF_CHECK, 0)->outcome, DUE_DONE);
    part.status = AS_SUBMITTED;
    part.submitted_at = at("2026-10-12");
    when("2026-10-12");
    assert_int_equal(item(DUE_RESULT, 0)->outcome, DUE_DONE);
    is_due(DUE_ACCEPT, 0, "2026-10-15");
    assert_int_equal(item(DUE_ACCEPT, 0)->owes, OWES_OFFICE);
    kept();
    part.status = AS_RECTIFYING;
    part.returned_at = at("2026-10-13");
    part.returned_n = 1;
    when("2026-10-13");
    assert_int_equal(item(DUE_ACCEPT, 0)->outcome, DUE_DONE);
    is_due(DUE_RECTIFY, 0, "2026-10-20");
    kept();
    part.status = AS_ACCEPTED;
    part.submitted_at = at("2026-10-21");
    part.accepted_at = at("2026-10-22");
    when("2026-10-22");
    assert_int_equal(item(DUE_RECTIFY, 0)->outcome, DUE_LATE);
    assert_int_equal(count(DUE_ACCEPT),
                     1); /* the first answer stays in its row, which is not asked for again */
    is_due(DUE_REPLY, 0, "2026-10-27");
}

/* A rectification has its own limit, which an extension moves; one of an earlier service is not owed. */
static void rectification_is_extended(void **state)
{
    (void)state;
    given("2026-09-01", "2026-12-31");
    part.status = AS_RECTIFYING;
    part.received_at = at("2026-09-02");
    part.submitted_at = at("2026-10-12");
    part.returned_at = at("2026-10-13");
    part.returned_n = 1;
    when("2026-10-13");
    is_due(DUE_RECTIFY, 0, "2026-10-20");
    kept();
    part.rectify_on = day("2026-10-27");
    part.rectify_from = day("2026-10-15");
    when("2026-10-15");
    is_due(DUE_RECTIFY, 0, "2026-10-27");
    assert_int_equal(item(DUE_RECTIFY, 0)->original_on, day("2026-10-20"));
    assert_non_null(strstr(item(DUE_RECTIFY, 0)->explanation, "经批准延期后的整改时限，为10月27日"));
    is_due(DUE_RESULT, 0, "2026-12-31");
    part.served_at = at("2026-10-20");
    part.served_n = 2;
    part.submitted_at = part.received_at = 0;
    part.status = AS_PENDING;
    when("2026-10-20");
    assert_int_equal(count(DUE_RECTIFY), 0);
}

static void overdue_owes_a_reason(void **state)
{
    (void)state;
    given("2026-09-01", "2026-09-16");
    when("2026-09-16");
    assert_int_equal(count(DUE_EXPLANATION), 0);
    when("2026-09-17");
    is_due(DUE_EXPLANATION, 0, "2026-09-18");
    assert_int_equal(item(DUE_EXPLANATION, 0)->seq, 20260916);
    part.explained_at = at("2026-09-20");
    when("2026-09-21");
    assert_int_equal(item(DUE_EXPLANATION, 0)->outcome, DUE_LATE);
    kept();
    part.limit_on = day("2026-09-30");
    part.limit_from = day("2026-09-21");
    part.extensions_n = 1;
    when("2026-09-21");
    is_due(DUE_RESULT, 0, "2026-09-30");
    assert_int_equal(item(DUE_RESULT, 0)->original_on, day("2026-09-16"));
    assert_int_equal(subject.m.due_on, day("2026-09-30"));
    assert_int_equal(part.original_due_on, day("2026-09-16"));
}

static void reports_by_period(void **state)
{
    (void)state;
    given("2026-09-23", "2026-10-20"); /* a Wednesday */
    subject.m.report_cycle = 2;
    when("2026-10-19");
    assert_int_equal(count(DUE_REPORT), 4);
    is_due(DUE_REPORT, 0, "2026-09-24"); /* Friday is 中秋节 */
    is_due(DUE_REPORT, 1, "2026-09-30");
    is_due(DUE_REPORT, 2, "2026-10-10"); /* a 调休 Saturday */
    given("2026-02-12", "2026-03-31");
    subject.m.report_cycle = 2;
    when("2026-03-01");
    is_due(DUE_REPORT, 0, "2026-02-14");
    is_due(DUE_REPORT, 1, "2026-02-28"); /* the week of 春节 owes none */
    assert_int_equal(count(DUE_REPORT), 3);
    is_due(DUE_REPORT, 2, "2026-03-06");
    given("2026-09-02", "2026-12-31");
    subject.m.report_cycle = 3;
    when("2026-10-16");
    is_due(DUE_REPORT, 0, "2026-09-15");
    is_due(DUE_REPORT, 1, "2026-09-30");
    is_due(DUE_REPORT, 2, "2026-10-15");
    is_due(DUE_REPORT, 3, "2026-10-30");
    given("2026-09-02", "2026-12-31");
    subject.m.report_cycle = 4;
    when("2026-10-16");
    is_due(DUE_REPORT, 0, "2026-09-30");
    is_due(DUE_REPORT, 1, "2026-10-30");
}

/* 协办: signs, answers and delivers; reporting and the self-check are the lead's. */
static void assisting_owes_less(void **state)
{
    (void)state;
    for (int kind = AK_LEAD; kind <= AK_PARALLEL; kind++) {
        size_t of_main = kind == AK_ASSIST ? 0 : 1;
        given("2026-09-02", "2026-12-31");
        part.kind = kind;
        subject.m.report_cycle = 4;
        when("2026-09-03");
        assert_int_equal(count(DUE_SIGN) + count(DUE_FEEDBACK) + count(DUE_RESULT), 3);
        assert_int_equal(count(DUE_REPORT), of_main);
        assert_int_equal(count(DUE_SELF_CHECK), of_main);
    }
}

/* Handed in on the 24th and returned on the 25th; handed in again and filed. */
static struct due_version handed[2];

static void a_plan_is_owed_until_it_is_filed(void **state)
{
    (void)state;
    given("2026-11-20", "2026-12-31");
    subject.m.needs_plan = true;
    subject.m.report_cycle = 2;
    when("2026-11-20");
    assert_int_equal(count(DUE_PLAN), 0); /* the clock begins with the receipt */
    part.status = AS_RECEIVED;
    part.received_at = at("2026-11-23");
    when("2026-11-23");
    is_due(DUE_PLAN, 0, "2026-11-30");
    assert_string_equal(item(DUE_PLAN, 0)->explanation,
                        "自11月23日签收次日起第5个工作日，为11月30日（周一）");
    assert_int_equal(count(DUE_REPORT), 0); /* reports are shut */
    kept();
    handed[0] = (struct due_version){5, PLAN_SUBMITTED, at("2026-11-24"), 0};
    subject.plans = (struct list){handed, 1};
    when("2026-11-24");
    assert_int_equal(item(DUE_PLAN, 0)->outcome, DUE_DONE);
    assert_int_equal(item(DUE_FEEDBACK, 0)->outcome, DUE_DONE); /* it says how the work is gone about */
    kept();
    handed[0].status = PLAN_RETURNED;
    handed[0].decided_at = at("2026-11-25");
    when("2026-11-25");
    is_due(DUE_PLAN, 1, "2026-12-02");
    assert_int_equal(item(DUE_PLAN, 1)->closed_at, 0);
    kept();
    handed[1] = (struct due_version){5, PLAN_FILED, at("2026-12-03"), at("2026-12-04")};
    subject.plans.n = 2;
    when("2026-12-08");
    assert_int_equal(item(DUE_PLAN, 1)->outcome, DUE_LATE);
    assert_int_equal(count(DUE_PLAN), 2);
    is_due(DUE_REPORT, 0, "2026-12-11"); /* periods begin with the filing */
    subject.plans.n = 0;
}

static void a_changed_plan_is_not_owed(void **state)
{
    (void)state;
    given("2026-11-20", "2026-12-31");
    subject.m.needs_plan = true;
    part.status = AS_UNDERWAY;
    part.received_at = at("2026-11-23");
    handed[0] = (struct due_version){5, PLAN_FILED, at("2026-11-24"), at("2026-11-25")};
    handed[1] = (struct due_version){5, PLAN_RETURNED, at("2026-11-26"), at("2026-11-27")};
    subject.plans = (struct list){handed, 2};
    when("2026-11-27");
    assert_int_equal(count(DUE_PLAN), 1);
    assert_int_equal(item(DUE_PLAN, 0)->outcome, DUE_DONE);
    part.kind = AK_ASSIST;
    subject.plans.n = 0;
    when("2026-11-27");
    assert_int_equal(count(DUE_PLAN), 0); /* who assists owes none */
    part.kind = AK_LEAD;
    subject.m.needs_plan = false;
    when("2026-11-27");
    assert_int_equal(count(DUE_PLAN), 0);
}

static void a_report_clears_its_periods(void **state)
{
    (void)state;
    static struct due_report reports[2];
    given("2026-09-02", "2026-12-31");
    subject.m.report_cycle = 2;
    reports[0] = (struct due_report){5, at("2026-09-03"), false};
    reports[1] = (struct due_report){5, at("2026-09-21"), false};
    subject.reports = (struct list){reports, 2};
    when("2026-09-21");
    assert_int_equal(item(DUE_REPORT, 0)->outcome, DUE_DONE); /* 9-04 by 9-03 */
    assert_int_equal(item(DUE_REPORT, 1)->outcome, DUE_LATE); /* 9-11 by 9-21 */
    assert_int_equal(item(DUE_REPORT, 2)->outcome, DUE_LATE); /* 9-20, 调休 Sunday */
    assert_int_equal(item(DUE_REPORT, 3)->outcome, DUE_DONE); /* 9-24 */
    kept();
    subject.m.report_cycle = 4;
    subject.m.cycle_from = day("2026-09-22");
    when("2026-09-28");
    is_due(DUE_REPORT, 0, "2026-09-30");
}

static void clocks_stand_in_a_pause(void **state)
{
    (void)state;
    static struct pause pauses[3];
    given("2026-11-02", "2026-11-13");
    pauses[0] = (struct pause){day("2026-11-04"), day("2026-11-06")};
    pauses[1] = (struct pause){day("2026-11-05"), day("2026-11-10")}; /* overlaps */
    pauses[2] = (struct pause){day("2026-11-11"), day("2026-11-11")}; /* no day long */
    subject.pauses = (struct list){pauses, 3};
    when("2026-11-12");
    is_due(DUE_RESULT, 0, "2026-11-19"); /* 4th, 5th, 6th and 9th do not count */
    is_due(DUE_FEEDBACK, 0, "2026-11-11");
    assert_non_null(strstr(item(DUE_RESULT, 0)->explanation, "其间挂起 4 个工作日顺延，为11月19日（周四）"));
    assert_int_equal(subject.m.due_on, day("2026-11-19"));
    assert_int_equal(subject.m.paused_since, 0);
    pauses[2] = (struct pause){day("2026-11-12"), 0};
    when("2026-11-16");
    assert_int_equal(subject.m.paused_since, day("2026-11-12"));
    is_due(DUE_RESULT, 0, "2026-11-24"); /* and 12th, 13th, 16th up to today */
    assert_int_equal(subject.m.red_on, day("2199-12-31"));
}

/* A period whose last day is paused goes on in the next; one that was reported on is over. */
static void a_report_before_a_pause_is_not_one_after_it(void **state)
{
    (void)state;
    static struct pause pause;
    static struct due_report report;
    given("2026-11-06", "2026-12-31");
    subject.m.report_cycle = 2; /* weekly */
    report = (struct due_report){.assignment_id = 5, .at = at("2026-11-10")};
    pause = (struct pause){.from_on = day("2026-11-12")};
    for (int is_reported = 0; is_reported < 2; is_reported++) {
        subject.rows = subject.pauses = subject.reports = (struct list){0};
        if (is_reported)
            subject.reports = (struct list){&report, 1};
        when("2026-11-11");
        is_due(DUE_REPORT, 0, "2026-11-13");
        kept();
        pause.to_on = day("2026-11-16");
        subject.pauses = (struct list){&pause, 1};
        when("2026-11-16");
        const struct due_item *next = item(DUE_REPORT, is_reported);
        assert_int_equal(next->due_on, day("2026-11-20"));
        assert_int_equal(next->start_on, day(is_reported ? "2026-11-14" : "2026-11-06"));
        assert_int_equal(next->closed_at, 0);
    }
}

/* Another calendar moves nothing by itself: it is proposed, and taken when confirmed. */
static void waits_for_confirmation(void **state)
{
    (void)state;
    static int64_t confirmed;
    struct workday more[410];
    given("2026-12-30", "2027-03-31");
    when("2026-12-30");
    kept();
    memcpy(more, days, sizeof days);
    for (int i = 0; i < 3; i++)
        more[seeded.days.n + (size_t)i] = (struct workday){day("2027-01-01") + i, WD_HOLIDAY, "元旦"};
    more[seeded.days.n + 3] = (struct workday){day("2027-01-04"), WD_HOLIDAY, "元旦"};
    subject.calendar.days = (struct list){more, seeded.days.n + 4};
    when("2026-12-31");
    is_due(DUE_FEEDBACK, 0, "2027-01-04");
    assert_int_equal(plan.moves.n, 1);
    const struct due_move *m = plan.moves.items;
    assert_int_equal(m->to, day("2027-01-06"));
    confirmed = m->row.id;
    subject.confirmed = (struct list){&confirmed, 1};
    when("2026-12-31");
    is_due(DUE_FEEDBACK, 0, "2027-01-06");
    assert_int_equal(item(DUE_FEEDBACK, 0)->original_on, day("2027-01-04"));
    assert_false(item(DUE_FEEDBACK, 0)->estimated);
}

static void approval_in_three_days(void **state)
{
    (void)state;
    given("2026-09-18", "2026-12-31");
    subject.m.status = MS_PROPOSED;
    subject.m.issued_at = 0;
    subject.m.proposed_n = 2;
    subject.m.proposed_at = at("2026-09-30");
    subject.m.answered_at = at("2026-09-29");
    when("2026-09-30");
    is_due(DUE_APPROVAL, 0, "2026-10-10");
    assert_int_equal(item(DUE_APPROVAL, 0)->owes, OWES_LEADER);
    assert_int_equal(plan.items.n, 1);
    subject.m.status = MS_APPROVED;
    subject.m.answered_at = at("2026-10-08");
    when("2026-10-08");
    assert_int_equal(item(DUE_APPROVAL, 0)->outcome, DUE_DONE);
}

static void other_units_of_time(void **state)
{
    static const struct {
        int unit;
        int64_t n;
        const char *from, *to;
    } cases[] = {
        {RULE_DAY, 60, "2026-08-03", "2026-10-08"}, /* the 2nd of October is a holiday */
        {RULE_DAY, 15, "2026-03-02", "2026-03-17"},
        {RULE_MONTH, 1, "2026-01-31", "2026-02-28"}, /* a 调休 Saturday */
        {RULE_MONTH, 2, "2026-11-17", "2027-01-18"}, /* Sunday rolls on */
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct time_rule r = {.unit = cases[i].unit, .n = cases[i].n};
        bool estimated;
        assert_int_equal(rule_day(&seeded, &r, day(cases[i].from), &estimated), day(cases[i].to));
    }
}

/* An even plan over working days, counted one by one. */
static void lights_have_their_days(void **state)
{
    (void)state;
    for (int progress = 0; progress <= 100; progress += 20)
        for (int length = 1; length < 60; length += 7) {
            struct light_plan p = {day("2026-09-01"), day("2026-09-01") + length, day("2026-09-04"), progress,
                                   day("2026-09-01")};
            int32_t yellow, red, first_yellow = 0, first_red = 0;
            int64_t total = workdays_between(&seeded, p.start_on, p.due_on);
            light_dates(&seeded, &(struct list){0}, &p, &yellow, &red);
            for (int32_t d = p.start_on - 10; d <= p.due_on + 1; d++) {
                int64_t behind = d <= p.measured_from || d > p.due_on || total == 0
                                     ? 0
                                     : workdays_between(&seeded, p.start_on, d) * 100 - progress * total;
                bool is_red = d > p.due_on || behind > 30 * total;
                bool is_yellow = is_red || behind >= 10 * total ||
                                 workdays_between(&seeded, d, p.due_on) <= 3;
                first_red = is_red && first_red == 0 ? d : first_red;
                first_yellow = is_yellow && first_yellow == 0 ? d : first_yellow;
            }
            assert_int_equal(red, first_red);
            assert_int_equal(yellow, first_yellow);
        }
}

static int light_of_matter(const char *today)
{
    when(today);
    const struct light_facts f = {.running = true,
                                  .due_on = subject.m.due_on,
                                  .yellow_on = subject.m.yellow_on,
                                  .red_on = subject.m.red_on,
                                  .paused_since = subject.m.paused_since};
    return light_of(&f, &(struct light_day){.today = subject.today});
}

/* One hand beside another part that goes by its dates, then alone. */
static void hands_show_on_the_matter(void **state)
{
    (void)state;
    static struct due_part two[2];
    static struct pause pause;
    given("2026-09-01", "2026-12-31");
    two[0] = two[1] = part;
    two[1].id = 6;
    two[0].hand_name = "许静怡";
    two[0].hand_reason = "现场查看进展不实";
    two[0].unit_name = "市立医院";
    two[0].hand_until = day("2026-09-08");
    subject.parts = (struct list){two, 2};
    assert_int_equal(light_of_matter("2026-09-02"), LIGHT_GREEN);
    assert_null(subject.m.light_note);
    for (int light = LIGHT_GREEN; light <= LIGHT_RED; light++) {
        two[0].hand_light = light;
        assert_int_equal(light_of_matter("2026-09-02"), light);
        assert_int_equal(light_of_matter("2026-09-08"), light);
        assert_int_equal(subject.m.light_note == NULL, light == LIGHT_GREEN);
        assert_int_equal(light_of_matter("2026-09-09"), LIGHT_GREEN);
        assert_null(subject.m.light_note);
    }
    assert_int_equal(light_of_matter("2026-09-04"), LIGHT_RED);
    assert_string_equal(subject.m.light_note,
                        "市立医院：许静怡定为超期滞后（至9月8日（周二））：现场查看进展不实");
    pause = (struct pause){day("2026-09-03"), 0};
    subject.pauses = (struct list){&pause, 1};
    assert_int_equal(light_of_matter("2026-09-04"), LIGHT_NONE);
    subject.pauses.n = 0;
    two[0].hand_light = LIGHT_GREEN;
    two[0].hand_until = day("2027-01-08");
    assert_int_equal(light_of_matter("2027-01-04"), LIGHT_RED); /* the other part is late */
    subject.parts.n = 1;
    assert_int_equal(light_of_matter("2027-01-04"), LIGHT_GREEN);
    assert_non_null(subject.m.light_note);
}

/* ---- what must be answered in writing */
static void a_written_answer_is_owed_in_rounds(void **state)
{
    (void)state;
    given("2026-09-01", "2026-12-31");
    struct due_directive demands[] = {
        {.id = 7,
         .assignment_id = 5,
         .event = "领导批示要求的时限",
         .due_on = day("2026-09-10"),
         .asked_at = at("2026-09-04")},
        {.id = 8, .event = "领导小组决定的时限", .due_on = day("2026-09-11"), .asked_at = at("2026-09-04")},
    };
    subject.directives = (struct list){demands, 2};
    when("2026-09-05");
    is_due(DUE_DIRECTIVE, 0, "2026-09-10");
    assert_true(item(DUE_DIRECTIVE, 0)->owes == OWES_UNIT && item(DUE_DIRECTIVE, 0)->unit_id == 12);
    assert_string_equal(item(DUE_DIRECTIVE, 0)->explanation, "领导批示要求的时限，为9月10日（周四）");
    assert_true(item(DUE_DIRECTIVE, 1)->owes == OWES_OFFICE && item(DUE_DIRECTIVE, 1)->assignment_id == 0);
    demands[0].answered_at = at("2026-09-14");
    kept();
    when("2026-09-14");
    assert_int_equal(item(DUE_DIRECTIVE, 0)->outcome, DUE_LATE);
    kept();
    demands[0] = (struct due_directive){.id = 7,
                                        .assignment_id = 5,
                                        .event = "领导批示要求的时限",
                                        .round = 1,
                                        .due_on = day("2026-09-18"),
                                        .asked_at = at("2026-09-15")};
    when("2026-09-15"); /* returned: the late answer stays as it was, and another is owed */
    const struct due_item *again = item(DUE_DIRECTIVE, 0);
    assert_true(again->id == 0 && again->closed_at == 0 && again->seq == 7 * DIRECTIVE_ROUNDS + 1);
    part.status = AS_WITHDRAWN;
    when("2026-09-16");
    assert_int_equal(count(DUE_DIRECTIVE), 1); /* the office's alone */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"[D5] a limit says why it is that day", explains_itself, NULL, NULL, NULL},
        {"[D5] a year without a list is said aloud", says_what_is_estimated, NULL, NULL, NULL},
        {"[D5] the leader's own date goes first", leaders_date_goes_first, NULL, NULL, NULL},
        {"[A4.5.1][D4.4] what is owed is cleared by the moves", moves_clear_what_they_do, NULL, NULL, NULL},
        {"[D4.2] who is late owes a reason; an extension keeps the first date", overdue_owes_a_reason, NULL,
         NULL, NULL},
        {"[D4.2] a rectification can be extended, its first date stays", rectification_is_extended, NULL,
         NULL, NULL},
        {"[A4.3.1] reports by week, half-month and month", reports_by_period, NULL, NULL, NULL},
        {"[A4.2.1] a plan is owed from the receipt and after each return, until one is filed",
         a_plan_is_owed_until_it_is_filed, NULL, NULL, NULL},
        {"[A4.2.1] nobody owes a changed plan, nor one that the matter does not ask for",
         a_changed_plan_is_not_owed, NULL, NULL, NULL},
        {"[A4.3.1][D3.4] a report clears its period, late ones count", a_report_clears_its_periods, NULL,
         NULL, NULL},
        {"[A2.2.2] who assists owes neither periodic reports nor a self-check", assisting_owes_less, NULL,
         NULL, NULL},
        {"[D4.2] clocks stand in the union of the pauses", clocks_stand_in_a_pause, NULL, NULL, NULL},
        {"[A4.3.1] a report before a pause does not clear the period after it",
         a_report_before_a_pause_is_not_one_after_it, NULL, NULL, NULL},
        {"[D5] another calendar moves nothing unasked", waits_for_confirmation, NULL, NULL, NULL},
        {"[C2.2a] approval within three working days", approval_in_three_days, NULL, NULL, NULL},
        {"[A2.1.2a] days and months roll over holidays", other_units_of_time, NULL, NULL, NULL},
        {"[C2.2b][A2.3.1] a light's days agree with a count day by day", lights_have_their_days, NULL, NULL,
         NULL},
        {"[D3.2] the worst light is the matter's, one set by hand among them", hands_show_on_the_matter, NULL,
         NULL, NULL},
        {"[D4.3] an answer in writing is owed in rounds", a_written_answer_is_owed_in_rounds, NULL, NULL,
         NULL},
    };
    return cmocka_run_group_tests(tests, load, unload);
}
