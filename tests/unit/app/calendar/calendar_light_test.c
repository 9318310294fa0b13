#include "app/calendar/calendar_light.c"

#include <setjmp.h>

#include <cmocka.h>

#define TODAY date_make(2026, 11, 20) /* a Friday */
#define SOON date_make(2026, 11, 25)  /* three working days on */

static void every_light(void **state)
{
    static const struct {
        bool running;
        int due, ended; /* days from today; 99: none */
        enum light light;
        int overdue;
        const char *reason;
    } cases[] = {
        {true, 99, 99, LIGHT_NONE, 0, NULL},
        {false, 5, 99, LIGHT_NONE, 0, NULL},
        {true, -1, 99, LIGHT_RED, 1, "时限11月19日（周四），已超期 1 天"},
        {true, 0, 99, LIGHT_YELLOW, 0, "今天到期"},
        {true, 5, 99, LIGHT_YELLOW, 0, "时限11月25日（周三），还有 5 天"},
        {true, 6, 99, LIGHT_GREEN, 0, "时限11月26日（周四），还有 6 天"},
        {false, 0, 0, LIGHT_BLUE, 0, "2026年11月20日办结，未超过时限11月20日（周五）"},
        {false, -3, -1, LIGHT_RED, 2, "2026年11月19日办结，超过时限 2 天"},
        {false, 3, -1, LIGHT_BLUE, 0, "2026年11月19日办结，未超过时限11月23日（周一）"},
    };
    struct arena *a = arena_new();
    const struct light_day d = {TODAY, SOON};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct light_facts f = {cases[i].running, cases[i].due == 99 ? 0 : TODAY + cases[i].due,
                                cases[i].ended == 99 ? 0 : TODAY + cases[i].ended};
        const char *reason = light_reason(a, &f, &d);
        assert_int_equal(light_of(&f, &d), cases[i].light);
        if (cases[i].reason == NULL)
            assert_null(reason);
        else
            assert_string_equal(reason, cases[i].reason);
        if (cases[i].light != LIGHT_NONE)
            assert_int_equal(light_overdue_days(&f, &d), cases[i].overdue);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"[A1.3] a light follows from dates alone and says why", every_light, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
