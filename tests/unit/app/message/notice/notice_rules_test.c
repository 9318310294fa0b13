#include "app/message/notice/notice_rules.c"

#include <setjmp.h>

#include <cmocka.h>

#define MIDNIGHT date_start(date_make(2026, 11, 23))
#define AT(h, m) (MIDNIGHT + ((h)*60 + (m)) * MINUTE_MS)

static void times_of_day(void **state)
{
    static const char *const good[] = {"00:00", "09:30", "19:59", "23:59"};
    static const char *const bad[] = {"",      "24:00", "9:30",  "12:60", "::::3",
                                      "1:300", "0930 ", "29:00", "12:3:"};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(good); i++)
        assert_true(quiet_valid(good[i]));
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(quiet_valid(bad[i]));
}

static void quiet_hours_may_pass_midnight(void **state)
{
    (void)state;
    assert_int_equal(quiet_end(AT(23, 0), NULL, NULL), AT(23, 0));
    assert_int_equal(quiet_end(AT(21, 59), "22:00", "07:30"), AT(21, 59));
    assert_int_equal(quiet_end(AT(22, 0), "22:00", "07:30"), AT(24 + 7, 30));
    assert_int_equal(quiet_end(AT(3, 10), "22:00", "07:30"), AT(7, 30));
    assert_int_equal(quiet_end(AT(7, 30), "22:00", "07:30"), AT(7, 30));
    assert_int_equal(quiet_end(AT(12, 20), "12:00", "13:30"), AT(13, 30));
    assert_int_equal(quiet_end(AT(14, 0), "12:00", "13:30"), AT(14, 0));
    assert_int_equal(quiet_end(AT(14, 0), "12:00", "12:00"), AT(14, 0));
}

static void cut_between_characters(void **state)
{
    struct arena *a = arena_new();
    (void)state;
    assert_string_equal(clip(a, "催办通知", 4), "催办通知");
    assert_string_equal(clip(a, "催办通知", 3), "催办…");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_of_day),
        cmocka_unit_test(quiet_hours_may_pass_midnight),
        cmocka_unit_test(cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
