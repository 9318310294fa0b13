#include "app/time/pause/pause_rules.c"

#include <setjmp.h>
#include <string.h>

#include <cmocka.h>

#define TODAY date_make(2026, 11, 20)
static struct arena *arena;
static struct assignment part;
static const struct actor head = {.person_id = 1, .role = ROLE_LEADER, .rank = RANK_HEAD, .body_id = 1};
static const struct actor office = {.person_id = 5, .role = ROLE_OFFICE, .body_id = 1, .unit_id = 2};

static struct matter_case make(const struct actor *who)
{
    part = (struct assignment){
        .id = 7, .unit_id = 12, .unit_name = "市立医院", .kind = AK_LEAD, .status = AS_UNDERWAY};
    part.received_at = date_start(TODAY - 10);
    return (struct matter_case){.m = {.id = 1, .body_id = 1, .status = MS_ISSUED, .due_on = TODAY + 3},
                                .units = {&part, 1},
                                .who = who,
                                .at = &part,
                                .today = TODAY,
                                .action = AA_APPROVE_EXTENSION};
}

static struct extension asked(void)
{
    return (struct extension){.assignment_id = 7,
                              .seq = 1,
                              .workdays = 5,
                              .decider = DECIDER_OFFICE,
                              .status = RQ_ASKED,
                              .asked_by = 6,
                              .asked_at = date_start(TODAY - 1),
                              .to_on = TODAY + 8};
}

static void levels_of_extension(void **state)
{
    static const struct {
        int64_t seq, workdays;
        enum decider decider;
    } cases[] = {{1, 0, DECIDER_OFFICE}, {1, 5, DECIDER_OFFICE}, {1, 6, DECIDER_LEADER},
                 {2, 1, DECIDER_LEADER}, {2, 5, DECIDER_LEADER}, {9, 250, DECIDER_LEADER}};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_int_equal(extension_decider(cases[i].seq, cases[i].workdays), cases[i].decider);
}

/* 2026-11-20 is a Friday; the Monday after is made a holiday. */
static void nearest_day(void **state)
{
    struct workday off = {TODAY + 3, WD_HOLIDAY, "试"};
    const struct calendar plain = {{0}}, c = {{&off, 1}};
    static const struct {
        int limit, day, plain, with_holiday;
    } cases[] = {{-3, 1, 0, 0}, {-3, 2, 3, 0}, {0, 1, 3, 4}, {0, 2, 3, 4}, {-3, 3, 3, 4}, {-3, 8, 7, 7}};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        int32_t limit = TODAY + cases[i].limit, day = TODAY + cases[i].day;
        assert_int_equal(extension_day(&plain, limit, day) - TODAY, cases[i].plain);
        assert_int_equal(extension_day(&c, limit, day) - TODAY, cases[i].with_holiday);
    }
}

static void refused(const struct extension *x, const struct matter_case *c, const char *why)
{
    struct refusal no = extension_refusal(arena, x, c);
    assert_int_not_equal(no.err, OK);
    assert_string_equal(no.why, why);
}

static void deciding(void **state)
{
    struct matter_case c = make(&office);
    struct extension x = asked();
    (void)state;
    assert_int_equal(extension_refusal(arena, &x, &c).err, OK);
    x.asked_by = office.person_id;
    refused(&x, &c, "申请由您本人提出，须由他人审批");
    x = asked();
    x.decider = DECIDER_LEADER;
    x.seq = 2;
    refused(&x, &c, "第 2 次延期、5 个工作日，由组长或者分管的副组长审批");
    c = make(&head);
    assert_int_equal(extension_refusal(arena, &x, &c).err, OK);
    x.to_on = TODAY - 1;
    refused(&x, &c, "申请的办结时间已过，不能批准");
    c.action = AA_REFUSE_EXTENSION;
    assert_int_equal(extension_refusal(arena, &x, &c).err, OK);
    x.status = RQ_APPROVED;
    refused(&x, &c, "这份申请已经审批过了");
}

static void lapsing(void **state)
{
    static const int open[] = {AS_RECEIVED, AS_UNDERWAY};
    struct matter_case c = make(&head);
    struct extension x = asked();
    (void)state;
    for (int status = AS_PENDING; status <= AS_WITHDRAWN; status++) {
        part.status = status;
        assert_int_equal(extension_has_lapsed(&x, &c), status != open[0] && status != open[1]);
    }
    part.status = AS_RECEIVED;
    part.received_at = x.asked_at + 1; /* withdrawn, given again and signed anew */
    assert_true(extension_has_lapsed(&x, &c));
    refused(&x, &c, "提出申请后情况已变，这份申请已经失效");
    x.status = RQ_REFUSED;
    assert_false(extension_has_lapsed(&x, &c));
}

static void buttons(void **state)
{
    struct matter_case c = make(&office);
    struct extension x = asked();
    (void)state;
    extension_dress(arena, &x, &c);
    const struct action *b = x.actions.items;
    assert_int_equal(x.actions.n, 2);
    assert_string_equal(b[0].label, "批准延期");
    assert_true(b[0].enabled && b[1].enabled);
    x.decider = DECIDER_LEADER;
    extension_dress(arena, &x, &c);
    b = x.actions.items;
    assert_false(b[0].enabled);
    assert_non_null(b[0].reason);
    part.status = AS_SUBMITTED;
    extension_dress(arena, &x, &c);
    assert_int_equal(x.status, RQ_LAPSED);
    assert_int_equal(x.actions.n, 0);
}

static void suspensions(void **state)
{
    struct matter_case c = make(&head);
    struct suspension x = {.status = RQ_ASKED, .asked_by = office.person_id};
    (void)state;
    c.at = NULL;
    suspension_dress(arena, &x, &c);
    assert_int_equal(x.actions.n, 2);
    assert_true(((const struct action *)x.actions.items)[0].enabled);
    x.asked_by = head.person_id;
    assert_string_equal(suspension_refusal(&x, &c).why, "申请由您本人提出，须由他人审批");
    c.m.status = MS_CANCELLED;
    suspension_dress(arena, &x, &c);
    assert_int_equal(x.status, RQ_LAPSED);
    assert_int_equal(x.actions.n, 0);
}

static int set_up(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}
static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"[D4.2] the office decides the first extension of at most 5 working days, a leader all others",
         levels_of_extension, NULL, NULL, NULL},
        {"[D4.2] a day off is answered by the nearest working day after the limit", nearest_day, NULL, NULL,
         NULL},
        {"[D4.2] who may decide on an extension, and what no longer can be", deciding, NULL, NULL, NULL},
        {"a request lapses when its part moves on", lapsing, NULL, NULL, NULL},
        {"buttons of an extension say what the rules say", buttons, NULL, NULL, NULL},
        {"a suspension is decided by another person, while the matter runs", suspensions, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
