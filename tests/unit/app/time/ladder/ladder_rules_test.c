/* [D6.3] Which rung follows from the facts, and who decides it. */
#include "app/time/ladder/ladder_rules.c"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct arena *a;

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

/* A limit on Friday 2026-11-06; the days after it without holidays. */
#define LIMIT date_make(2026, 11, 6)
static struct missed missed[] = {{DUE_RESULT, 0}};
static struct ladder_case late(int workdays)
{
    struct ladder_case c = {.running = true, .unit_name = "市立医院", .missed = {missed, 1}};
    missed[0].due_on = LIMIT;
    c.today = workdays_add(&c.calendar, LIMIT, workdays, NULL);
    return c;
}

static int next_of(struct ladder_case *c)
{
    const struct ladder_facts f = ladder_facts_of(a, c);
    return ladder_next(c, &f);
}

static struct past step(int rung, int status, int32_t on, int32_t until)
{
    return (struct past){1, rung, status, date_start(on), until, status == LS_OPEN ? 0 : date_start(on)};
}

static int after(int rung, int status, int workdays)
{
    struct ladder_case c = late(2);
    struct past past = step(rung, status, c.today, 0);
    c.past = (struct list){&past, 1};
    c.today = workdays_add(&c.calendar, c.today, workdays, NULL);
    return next_of(&c);
}

static void nothing_without_a_missed_limit(void **state)
{
    (void)state;
    struct ladder_case c = late(9);
    c.missed.n = 0;
    assert_int_equal(next_of(&c), 0);
    c = late(9);
    c.running = false; /* paused, ended or withdrawn */
    assert_int_equal(next_of(&c), 0);
    c = late(0);
    assert_int_equal(next_of(&c), 0);
    c.today = LIMIT + 2; /* the weekend after */
    assert_int_equal(next_of(&c), 0);
}

static void first_a_reminder_then_urging(void **state)
{
    (void)state;
    struct ladder_case c = late(1);
    assert_int_equal(next_of(&c), RUNG_REMIND);
    c.reminded = c.unanswered = 1;
    assert_int_equal(next_of(&c), 0);
    c = late(20); /* however late: they are reminded first */
    assert_int_equal(next_of(&c), RUNG_REMIND);
    c = late(2);
    c.reminded = c.unanswered = 3;
    assert_int_equal(next_of(&c), RUNG_URGE);
    c.unanswered = 0; /* they answer: more time, but not for ever */
    assert_int_equal(next_of(&c), 0);
    c = late(5);
    c.reminded = 3;
    assert_int_equal(next_of(&c), RUNG_URGE);
}

static void each_rung_follows_the_one_that_was_accepted(void **state)
{
    (void)state;
    static const struct {
        int rung, waits, next;
    } table[] = {{RUNG_REMIND, 2, RUNG_URGE},
                 {RUNG_URGE, 3, RUNG_CRITICISE},
                 {RUNG_CRITICISE, 5, RUNG_INTERVIEW},
                 {RUNG_INTERVIEW, 10, RUNG_ACCOUNT}};
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        assert_int_equal(after(table[i].rung, LS_ACCEPTED, table[i].waits - 1), 0);
        assert_int_equal(after(table[i].rung, LS_ACCEPTED, table[i].waits), table[i].next);
        assert_int_equal(after(table[i].rung, LS_OPEN, 30), 0);
    }
    assert_int_equal(after(RUNG_ACCOUNT, LS_ACCEPTED, 60), 0);
}

static void deferred_and_dismissed_come_back_as_the_same_rung(void **state)
{
    (void)state;
    assert_int_equal(after(RUNG_URGE, LS_DISMISSED, 9), 0);
    assert_int_equal(after(RUNG_URGE, LS_DISMISSED, 10), RUNG_URGE);
    struct ladder_case c = late(2);
    struct past past = step(RUNG_CRITICISE, LS_DEFERRED, c.today, c.today + 7);
    c.past = (struct list){&past, 1};
    c.today += 6;
    assert_int_equal(next_of(&c), 0);
    c.today += 1;
    assert_int_equal(next_of(&c), RUNG_CRITICISE);
}

static void what_was_done_is_not_held_against_them(void **state)
{
    (void)state;
    struct ladder_case c = late(1);
    struct past before[] = {step(RUNG_REMIND, LS_ACCEPTED, LIMIT - 20, 0),
                            step(RUNG_URGE, LS_ACCEPTED, LIMIT - 9, 0)};
    c.past = (struct list){before, 2};
    assert_int_equal(next_of(&c), RUNG_REMIND);
    assert_int_equal(after(RUNG_URGE, LS_LAPSED, 0), RUNG_REMIND);
}

static void the_sentence_tells_the_facts(void **state)
{
    (void)state;
    struct missed two[] = {{DUE_REPORT, LIMIT}, {DUE_RESULT, LIMIT + 3}, {DUE_REPORT, LIMIT + 4}};
    struct ladder_case c = late(6);
    struct past past = step(RUNG_URGE, LS_ACCEPTED, date_make(2026, 11, 10), 0);
    c.missed = (struct list){two, 3};
    c.past = (struct list){&past, 1};
    c.reminded = 4;
    c.unanswered = 3;
    const struct ladder_facts f = ladder_facts_of(a, &c);
    assert_int_equal(ladder_next(&c, &f), RUNG_CRITICISE);
    const char *text = ladder_sentence(a, &c, &f, RUNG_CRITICISE);
    assert_non_null(strstr(text,
                           "最早的应于11月6日（周五）前完成，已超期 6 个工作日，已催办 4 次，3 次没有回复；"
                           "11月10日（周二）已催办，仍未办好。建议通报批评，由组长或分管副组长决定。"));
    assert_string_equal(f.missed, arena_printf(a, "%s、%s", choice_label(&due_kinds, DUE_REPORT),
                                               choice_label(&due_kinds, DUE_RESULT)));
}

static void who_decides_and_who_is_told(void **state)
{
    (void)state;
    static const int deciders[] = {0, BY_OFFICE, BY_OFFICE, BY_CHARGE, BY_CHARGE, BY_HEAD};
    for (int rung = RUNG_REMIND; rung <= RUNG_ACCOUNT; rung++)
        assert_int_equal(rung_decider(rung), deciders[rung]);
    assert_false(rung_tells(RUNG_REMIND, TO_UNIT)); /* a reminder tells them */
    assert_true(rung_tells(RUNG_CRITICISE, TO_UNIT) && rung_tells(RUNG_CRITICISE, TO_OFFICE));
    assert_true(rung_tells(RUNG_INTERVIEW, TO_CHARGE));
    assert_true(rung_tells(RUNG_ACCOUNT, TO_UNIT_HEAD) && rung_tells(RUNG_ACCOUNT, TO_OFFICE));
    assert_true(rung_tells(RUNG_ACCOUNT, TO_HEAD));
}

#define CLAUSE(text, fn)                                                                                     \
    {                                                                                                        \
        text, fn, NULL, NULL, NULL                                                                           \
    }
int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_without_a_missed_limit),
        CLAUSE("[D6.3] first a reminder, then urging", first_a_reminder_then_urging),
        CLAUSE("[D6.3] each rung follows the one accepted", each_rung_follows_the_one_that_was_accepted),
        cmocka_unit_test(deferred_and_dismissed_come_back_as_the_same_rung),
        cmocka_unit_test(what_was_done_is_not_held_against_them),
        CLAUSE("[D6.3] the sentence tells the facts", the_sentence_tells_the_facts),
        CLAUSE("[D6.3] criticism and interview are the leaders' to decide", who_decides_and_who_is_told),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
