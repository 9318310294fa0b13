#include "app/time/calendar/calendar_light.c"

#include <setjmp.h>

#include <cmocka.h>

#define TODAY date_make(2026, 11, 20) /* a Friday */
#define SOON date_make(2026, 11, 25)  /* three working days on */
#define NONE 99

static void every_light(void **state)
{
    static const struct {
        bool running;
        int due, ended, yellow, red; /* days from today */
        bool paused;
        enum light light;
        int overdue;
        const char *reason;
    } cases[] = {
        {true, NONE, NONE, NONE, NONE, false, LIGHT_NONE, 0, NULL},
        {false, 5, NONE, NONE, NONE, false, LIGHT_NONE, 0, NULL},
        {true, -1, NONE, -4, 0, false, LIGHT_RED, 1, "时限11月19日（周四），已超期 1 天"},
        {true, -1, NONE, NONE, NONE, false, LIGHT_RED, 1, "时限11月19日（周四），已超期 1 天"},
        {true, 0, NONE, -3, 1, false, LIGHT_YELLOW, 0, "今天到期"},
        {true, 5, NONE, 0, 6, false, LIGHT_YELLOW, 0, "时限11月25日（周三），还有 3 个工作日"},
        {true, 6, NONE, 1, 7, false, LIGHT_GREEN, 0, "时限11月26日（周四），还有 4 个工作日"},
        {true, 1, NONE, 1, 7, false, LIGHT_GREEN, 0, "时限11月21日（周六），还有 1 天"},
        {true, 40, NONE, 30, 41, false, LIGHT_GREEN, 0, "时限12月30日（周三），还有 40 天"},
        {true, 20, NONE, 0, 9, false, LIGHT_YELLOW, 0,
         "进度 40%，落后序时进度 10 至 30 个百分点，时限12月10日（周四）"},
        {true, 20, NONE, -5, 0, false, LIGHT_RED, 0,
         "进度 40%，落后序时进度 30 个百分点以上，时限12月10日（周四）"},
        {true, -1, NONE, -4, 0, true, LIGHT_NONE, 0, "自11月18日（周三）起挂起，不计时"},
        {false, 0, 0, NONE, NONE, false, LIGHT_BLUE, 0, "2026年11月20日办结，未超过时限11月20日（周五）"},
        {false, -3, -1, NONE, NONE, false, LIGHT_RED, 2, "2026年11月19日办结，超过时限 2 天"},
        {false, 3, -1, NONE, NONE, false, LIGHT_BLUE, 0, "2026年11月19日办结，未超过时限11月23日（周一）"},
    };
    struct arena *a = arena_new();
    const struct light_day d = {.today = TODAY, .soon_on = SOON};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct light_facts f = {.running = cases[i].running,
                                .due_on = cases[i].due == NONE ? 0 : TODAY + cases[i].due,
                                .ended_on = cases[i].ended == NONE ? 0 : TODAY + cases[i].ended,
                                .yellow_on = cases[i].yellow == NONE ? 0 : TODAY + cases[i].yellow,
                                .red_on = cases[i].red == NONE ? 0 : TODAY + cases[i].red,
                                .paused_since = cases[i].paused ? TODAY - 2 : 0,
                                .progress = 40};
        const char *reason = light_reason(a, &f, &d);
        assert_int_equal(light_of(&f, &d), cases[i].light);
        if (cases[i].reason == NULL)
            assert_null(reason);
        else
            assert_string_equal(reason, cases[i].reason);
        assert_int_equal(light_overdue_days(&f, &d), cases[i].overdue);
    }
    arena_free(a);
}

static void a_result_handed_in_in_time_waits_without_blame(void **state)
{
    struct arena *a = arena_new();
    const struct light_day d = {.today = TODAY, .soon_on = SOON};
    struct light_facts f = {
        .running = true, .due_on = TODAY - 2, .handed_on = TODAY - 2, .red_on = TODAY - 1};
    (void)state;
    assert_int_equal(light_of(&f, &d), LIGHT_GREEN);
    assert_int_equal(light_overdue_days(&f, &d), 0);
    assert_string_equal(light_reason(a, &f, &d), "11月18日（周三）报送结果，未超过时限，等待验收");
    f.handed_on = TODAY - 1;
    assert_int_equal(light_of(&f, &d), LIGHT_RED);
    assert_int_equal(light_overdue_days(&f, &d), 2);
    f.handed_on = TODAY - 2;
    f.paused_since = TODAY - 1;
    assert_int_equal(light_of(&f, &d), LIGHT_NONE);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"[A1.3][D3.2] a light follows from dates alone and says by which rule", every_light, NULL, NULL,
         NULL},
        {"[A2.3.1] a result handed in in time waits without blame",
         a_result_handed_in_in_time_waits_without_blame, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
