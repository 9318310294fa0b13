#include "app/work/plan/plan_priv.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct arena *arena;
static const struct calendar plain; /* Monday to Friday */
#define D(month, mday) date_make(2026, month, mday)
#define TODAY D(11, 23)

/* ---- faults, as pointer and detail */
struct faults {
    size_t n;
    const char *pointer[20], *detail[20];
};

static void note_fault(void *ctx, const char *pointer, const char *detail)
{
    struct faults *f = ctx;
    f->pointer[f->n] = pointer;
    f->detail[f->n++] = detail;
}

static struct faults check(struct step_in *s, size_t n, int32_t limit, const struct list *earlier)
{
    struct faults out = {0};
    struct plan_in in = {.steps = {s, n}};
    struct plan_frame frame = {&plain, D(11, 18), limit, TODAY, earlier};
    bool ok = plan_check(arena, &frame, &in, note_fault, &out);
    assert_int_equal(ok, out.n == 0);
    return out;
}

static void days(void **state)
{
    struct list none = {0};
    struct step_in s[] = {
        {.start_on = D(11, 23), .end_on = D(11, 25)}, {.start_on = D(11, 17), .end_on = D(11, 25)},
        {.start_on = D(11, 25), .end_on = D(11, 24)}, {.start_on = D(11, 28), .end_on = D(11, 29)},
        {.start_on = D(12, 9), .end_on = D(12, 11)},
    };
    (void)state;
    struct faults f = check(s, 5, D(12, 10), &none);
    assert_int_equal(f.n, 4);
    assert_int_equal(s[0].workdays, 3);
    assert_string_equal(f.pointer[0], "#/steps/1/start_on");
    assert_string_equal(f.detail[0], "开始日期不能早于事项下达之日");
    assert_string_equal(f.pointer[1], "#/steps/2/end_on");
    assert_string_equal(f.detail[2], "起止之间没有工作日");
    assert_string_equal(f.detail[3], "结束日期晚于办理时限12月10日（周四），请压缩工期，或者先申请延期");
    s[4].key = 0;
    f = check(&s[4], 1, D(11, 20), &none); /* late already: a plan is still needed */
    assert_int_equal(f.n, 0);
    s[4].end_on = TODAY + 367;
    s[4].key = 0;
    f = check(&s[4], 1, D(11, 20), &none);
    assert_string_equal(f.detail[0], "结束日期太远，请在一年以内");
}

static void keys(void **state)
{
    struct plan_step before[] = {{.key = 1}, {.key = 3}};
    struct list earlier = {before, 2};
    struct step_in s[] = {{.start_on = TODAY, .end_on = TODAY},
                          {.key = 3, .start_on = TODAY, .end_on = TODAY},
                          {.start_on = TODAY, .end_on = TODAY}};
    (void)state;
    assert_int_equal(check(s, 3, D(12, 10), &earlier).n, 0);
    assert_int_equal(s[0].key, 4); /* new ones are numbered on, never reused */
    assert_int_equal(s[1].key, 3);
    assert_int_equal(s[2].key, 5);
    s[0].key = 2;
    struct faults f = check(s, 1, D(12, 10), &earlier);
    assert_string_equal(f.pointer[0], "#/steps/0/key");
    struct step_in twice[] = {s[1], s[1]};
    assert_string_equal(check(twice, 2, D(12, 10), &earlier).pointer[0], "#/steps/1/key");
}

static void second_person(void **state)
{
    struct actor office = {.person_id = 7};
    (void)state;
    assert_null(plan_refusal(&(struct plan){.status = PLAN_SUBMITTED, .handed_by = 8}, &office));
    assert_string_equal(plan_refusal(&(struct plan){.status = PLAN_SUBMITTED, .handed_by = 7}, &office),
                        "方案由您本人报送，须由他人备案");
    assert_string_equal(plan_refusal(&(struct plan){.status = PLAN_FILED, .handed_by = 8}, &office),
                        "这一版已经处理过");
}

static void moved_limits(void **state)
{
    struct plan_step s[] = {{.end_on = D(12, 4)}, {.end_on = D(12, 10)}};
    struct plan p = {.limit_on = D(12, 10), .steps = {s, 2}};
    (void)state;
    assert_null(plan_note(arena, &p, D(12, 10)));
    assert_string_equal(
        plan_note(arena, &p, D(12, 18)),
        "备案以后办理时限由12月10日（周四）改为12月18日（周五），现行方案到12月10日（周四）结束，"
        "需要的话可报送调整后的方案");
    assert_string_equal(plan_note(arena, &p, D(12, 9)),
                        "备案以后办理时限由12月10日（周四）改为12月9日（周三），有步骤排在时限之后，"
                        "请报送调整后的方案");
}

static void lights_of_steps(void **state)
{
    const struct {
        struct plan_step step;
        int light;
        const char *reason;
    } rows[] = {
        {{.start_on = D(11, 24), .end_on = D(11, 30)}, LIGHT_NONE, "还没有到开始的日子"},
        {{.start_on = D(11, 24), .end_on = D(11, 30), .progress = 5}, LIGHT_GREEN, "按计划进行"},
        {{.start_on = D(11, 23), .end_on = D(11, 30)}, LIGHT_GREEN, "按计划进行"},
        {{.start_on = D(11, 14), .end_on = D(12, 3), .progress = 40}, LIGHT_GREEN, "按计划进行"},
        {{.start_on = D(11, 14), .end_on = D(12, 3), .progress = 35}, LIGHT_YELLOW, "落后于计划进度"},
        {{.start_on = D(11, 14), .end_on = D(11, 22), .progress = 90},
         LIGHT_RED,
         "应在11月22日（周日）前完成，已过 1 天"},
        {{.start_on = D(11, 14), .end_on = D(11, 22), .progress = 100, .done_on = D(11, 20)},
         LIGHT_BLUE,
         "按期完成"},
        {{.start_on = D(11, 14), .end_on = D(11, 22), .progress = 100, .done_on = D(11, 23)},
         LIGHT_BLUE,
         "逾期完成"},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct plan_step s = rows[i].step;
        steps_light(arena, &(struct list){&s, 1}, TODAY, false);
        assert_int_equal(s.light, rows[i].light);
        assert_string_equal(s.light_reason, rows[i].reason);
        steps_light(arena, &(struct list){&s, 1}, TODAY, true);
        assert_int_equal(s.light, s.done_on != 0 ? LIGHT_BLUE : LIGHT_NONE);
    }
}

static void weighted(void **state)
{
    struct plan_step s[] = {
        {.workdays = 1, .progress = 100}, {.workdays = 3, .progress = 50}, {.workdays = 2}};
    (void)state;
    assert_int_equal(steps_progress(&(struct list){s, 3}), 41); /* 250 / 6, rounded down */
    assert_int_equal(steps_progress(&(struct list){s, 0}), 0);
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
        {"[A4.2.1] steps lie between the issue and the limit, on working days", days, NULL, NULL, NULL},
        {"[A4.2.1] a step keeps its number from version to version", keys, NULL, NULL, NULL},
        {"[A1.3] nobody files what they handed in, nor twice", second_person, NULL, NULL, NULL},
        {"[A4.2.1] a limit that moved is said beside the plan", moved_limits, NULL, NULL, NULL},
        {"[A4.2.2] every step has its light", lights_of_steps, NULL, NULL, NULL},
        {"[A4.2.2] steps weigh by their working days", weighted, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
