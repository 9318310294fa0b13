#include "app/matter/level/level_rules.c"

#include <setjmp.h>

#include <cmocka.h>

static struct arena *arena;

static void weights(void **state)
{
    struct child parts[] = {
        {.progress = 100, .weight = 1}, {.progress = 50, .weight = 3}, {.progress = 0, .weight = 1}};
    (void)state;
    assert_int_equal(level_progress(&(struct list){parts, 3}), 50);
    assert_int_equal(level_progress(&(struct list){parts, 2}),
                     62); /* rounded down: never more than there is */
    assert_int_equal(level_progress(&(struct list){parts, 1}), 100);
    assert_int_equal(level_progress(&(struct list){parts, 0}), 0);
}

static void one_report_of_many(void **state)
{
    const struct part_report reports[] = {{.part_title = "门诊预约",
                                           .unit_name = "门诊部",
                                           .done = "上线预约",
                                           .effect = "无",
                                           .problem = "无。",
                                           .next_step = "推广"},
                                          {.part_title = "预约系统",
                                           .unit_name = "信息中心",
                                           .done = "接口联调",
                                           .effect = "无",
                                           .problem = "缺人",
                                           .next_step = "无"}};
    struct level_draft d = {0};
    (void)state;
    level_compose(arena, &(struct list){(void *)reports, 2}, &d);
    assert_string_equal(d.done, "1. 门诊预约（门诊部）：上线预约\n2. 预约系统（信息中心）：接口联调");
    assert_string_equal(d.effect, "无");
    assert_string_equal(d.problem, "1. 预约系统（信息中心）：缺人");
    assert_string_equal(d.next_step, "1. 门诊预约（门诊部）：推广");
}

static void never_too_long(void **state)
{
    char *text = arena_alloc(arena, 3 * 4001 + 1);
    for (int i = 0; i < 4001; i++)
        memcpy(text + 3 * i, "办", 3);
    const struct part_report reports[] = {{.part_title = "甲", .unit_name = "乙", .done = text}};
    struct level_draft d = {0};
    (void)state;
    level_compose(arena, &(struct list){(void *)reports, 1}, &d);
    assert_int_equal(text_chars(d.done), LEVEL_SECTION_CHARS);
}

static void words(void **state)
{
    int32_t a = date_make(2026, 12, 1), b = date_make(2026, 12, 20);
    (void)state;
    assert_string_equal(level_words(arena, LC_LIMIT, NULL, a, b),
                        "上级交办的时限有变动：由2026年12月1日改为2026年12月20日");
    assert_string_equal(level_words(arena, LC_LIMIT, "请改定", a, b),
                        "上级交办的时限有变动：由2026年12月1日改为2026年12月20日：请改定");
    assert_string_equal(level_words(arena, LC_WITHDRAWN, "另行安排", a, a),
                        "上级撤回了交办，请决定本事项是否继续办理：另行安排");
    assert_string_equal(level_words(arena, LC_SUSPENDED, NULL, a, a), "上级挂起了事项，其时限停止计时");
}

static void kinds(void **state)
{
    struct assignment at = {0};
    static const struct {
        bool of_part;
        int action, kind;
    } table[] = {
        {true, AA_WITHDRAW, LC_WITHDRAWN}, {true, AA_RETURN, LC_RECTIFY},
        {true, AA_APPROVE_EXTENSION, 0},   {true, AA_REPORT, 0},
        {false, MA_CANCEL, LC_CANCELLED},  {false, MA_APPROVE_SUSPENSION, LC_SUSPENDED},
        {false, MA_RESUME, LC_RESUMED},    {false, MA_ASSIGN, 0},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        struct matter_case c = {.at = table[i].of_part ? &at : NULL, .action = table[i].action};
        assert_int_equal(level_change_of(&c), table[i].kind);
    }
}

static int setup(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"the whole's progress by the weights of its parts", weights, NULL, NULL, NULL},
        {"one report upward out of those of the parts", one_report_of_many, NULL, NULL, NULL},
        {"a section is as long as a report may be, and no longer", never_too_long, NULL, NULL, NULL},
        {"what changed above, in one sentence", words, NULL, NULL, NULL},
        {"which moves those below hear of", kinds, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
