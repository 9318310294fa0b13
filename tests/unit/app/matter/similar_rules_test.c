#include "app/matter/similar/similar_rules.c"

#include <setjmp.h>

#include <cmocka.h>

static struct arena *arena;

/* The same thing said otherwise, and other things said alike. */
static void pairs(void **state)
{
    static const struct {
        const char *one, *other;
        int64_t least, most;
    } table[] = {
        {"规范门诊预约诊疗", "规范门诊预约诊疗", 100, 100},
        {"规范门诊预约诊疗", "关于进一步规范门诊预约诊疗工作的通知", 90, 100},
        {"开展消防安全隐患排查", "组织全院消防安全隐患集中排查", 60, 99},
        {"落实医疗废物集中处置", "医疗废物集中处置落实情况督办", 80, 100},
        {"消防安全", "开展冬季消防安全隐患大排查", 60, 99},
        {"在医疗卫生单位设立统一的投诉举报箱", "各医疗卫生单位统一设立投诉举报箱", 60, 99},
        {"ICU 床位扩建", "扩建icu床位", 60, 100},
        /* not the same */
        {"规范门诊预约诊疗", "规范住院患者膳食管理", 0, 40},
        {"开展消防安全隐患排查", "开展医疗质量安全检查", 0, 45},
        {"召开领导班子专题民主生活会", "召开查摆整改动员大会", 0, 30},
        {"印制征询意见表", "公布投诉电话号码", 0, 0},
        {"落实首诊负责制", "落实三级医师查房制度", 0, 40},
        {"2026年度工作要点", "2025年度工作要点", 0, 99},
        /* nothing but empty words is compared by them */
        {"关于开展工作的通知", "关于开展工作的通知", 100, 100},
        {"关于开展工作的通知", "规范门诊预约诊疗", 0, 0},
        {"", "规范门诊预约诊疗", 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        int64_t score = similar_score(arena, table[i].one, table[i].other);
        if (score < table[i].least || score > table[i].most)
            fail_msg("%s / %s: %lld", table[i].one, table[i].other, (long long)score);
        assert_int_equal(score, similar_score(arena, table[i].other, table[i].one));
    }
}

static void ranks(void **state)
{
    struct similar items[] = {{.id = 1, .title = "规范住院患者膳食管理"},
                              {.id = 2, .title = "进一步规范门诊预约诊疗服务"},
                              {.id = 3, .title = "规范门诊预约诊疗"}};
    struct list list = {items, ARRAY_LEN(items)};
    (void)state;
    similar_rank(arena, "规范门诊预约诊疗", &list);
    assert_int_equal(list.n, 2);
    assert_int_equal(items[0].id, 3);
    assert_int_equal(items[0].score, 100);
    assert_int_equal(items[1].id, 2);
}

static void words(void **state)
{
    struct matter m = {.title = "规范预约",
                       .origin_title = "局务会纪要",
                       .origin_no = "〔2026〕3号",
                       .requirement = "月底前"};
    (void)state;
    assert_string_equal(merge_note(arena, &m, "同一件事"),
                        "并入来源“局务会纪要”（〔2026〕3号），原拟事项“规范预约”。理由：同一件事");
    assert_string_equal(
        merge_changes(arena, &m),
        "[{\"field\":\"origin\",\"label\":\"增加来源\",\"from\":\"\",\"to\":\"局务会纪要\"},"
        "{\"field\":\"requirement\",\"label\":\"增加要求\",\"from\":\"\",\"to\":\"月底前\"}]");
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
        {"a table of pairs: how alike titles are", pairs, NULL, NULL, NULL},
        {"the most alike first, the rest left out", ranks, NULL, NULL, NULL},
        {"what was taken in, in words", words, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
