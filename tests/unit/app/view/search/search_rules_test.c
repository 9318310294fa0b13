#include "app/view/search/search_rules.c"

#include <setjmp.h>

#include <cmocka.h>

/* Whether a text is found by a query, as the posting table would. */
static bool finds(const char *text, const char *q)
{
    struct arena *a = arena_new();
    struct list stored, wanted;
    search_grams_of(a, text, &stored);
    search_grams_for(a, q, &wanted);
    bool all = wanted.n > 0 && wanted.n <= SEARCH_GRAMS;
    for (size_t i = 0; i < wanted.n && all; i++) {
        size_t k = 0;
        while (k < stored.n && ((int64_t *)stored.items)[k] != ((int64_t *)wanted.items)[i])
            k++;
        all = k < stored.n;
    }
    arena_free(a);
    return all;
}

#define TEXT "关于开展消防安全隐患集中排查的通知\nDB-2026-0012\n卫督办〔2026〕12号\n市立医院（ICU）"

static void found(void **state)
{
    static const char *const queries[] = {
        "消防",
        "消防安全隐患",
        "安全 排查",
        "查",
        "知",
        "DB-2026-0012",
        "db 2026",
        "12号",
        "卫督办〔2026〕12号",
        "icu",
        "ＩＣＵ",
        "市立医院ICU",
        "，消防！",
        "关于开展消防安全隐患集中排查的通知",
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(queries); i++)
        if (!finds(TEXT, queries[i]))
            fail_msg("%s is not found", queries[i]);
}

static void not_found(void **state)
{
    static const char *const queries[] = {"防消",
                                          "医疗",
                                          "2025",
                                          "1",
                                          "202",
                                          "ic",
                                          "",
                                          "！？，",
                                          "院市",
                                          "卫督办〔2026〕13号",
                                          "卫督办〔2025〕12号",
                                          "消防安全隐患集中排查 0013"};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(queries); i++)
        if (finds(TEXT, queries[i]))
            fail_msg("%s is found", queries[i]);
}

static void every_part_of_a_long_title(void **state)
{
    struct arena *a = arena_new();
    struct buf b;
    (void)state;
    buf_init(&b, a);
    for (uint32_t c = 0x4E00; c < 0x4E00 + 120; c++)
        buf_printf(&b, "%c%c%c", 0xE0 | c >> 12, 0x80 | (c >> 6 & 63), 0x80 | (c & 63));
    for (size_t i = 0; i + 2 <= 120; i++)
        assert_true(finds(b.data, arena_strndup(a, b.data + 3 * i, 6)));
    arena_free(a);
}

static void grams_stay_in_range(void **state)
{
    struct arena *a = arena_new();
    struct list grams;
    (void)state;
    search_grams_of(a, "龥䶿豈abc123𠮷", &grams);
    for (size_t i = 0; i < grams.n; i++)
        assert_in_range(((int64_t *)grams.items)[i], 0, UINT32_MAX);
    assert_int_equal(grams.n, 6); /* three characters, two pairs, one word */
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(found),
        cmocka_unit_test(not_found),
        cmocka_unit_test(every_part_of_a_long_title),
        cmocka_unit_test(grams_stay_in_range),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
