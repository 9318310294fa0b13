#include "base/arena.c"

#include <setjmp.h>

#include <cmocka.h>

static void memory_is_zeroed_and_aligned(void **state)
{
    struct arena *a = arena_new();
    (void)state;
    for (int round = 0; round < 3; round++) {
        for (size_t size = 1; size < 5000; size = size * 2 + 1) {
            unsigned char *p = arena_alloc(a, size);
            assert_int_equal((uintptr_t)p % 16, 0);
            for (size_t i = 0; i < size; i++)
                assert_int_equal(p[i], 0);
            memset(p, 0xff, size);
        }
        arena_reset(a);
    }
    arena_free(a);
}

static void allocations_do_not_overlap(void **state)
{
    struct arena *a = arena_new();
    unsigned char *p[500];
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(p); i++)
        memset(p[i] = arena_alloc(a, i * 7 + 1), (int)i & 0xff, i * 7 + 1);
    for (size_t i = 0; i < ARRAY_LEN(p); i++)
        for (size_t k = 0; k < i * 7 + 1; k++)
            assert_int_equal(p[i][k], i & 0xff);
    arena_free(a);
}

static void growing_keeps_what_was_there(void **state)
{
    struct arena *a = arena_new();
    size_t size = 1;
    unsigned char *p = arena_alloc(a, size);
    (void)state;
    p[0] = 0;
    for (; size < 300000; size = size * 3 / 2 + 1) {
        if (size % 2 == 0)
            assert_non_null(arena_alloc(a, 5)); /* no longer the last one */
        p = arena_grow(a, p, size, size * 3 / 2 + 1);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(p[i], i & 0xff);
        for (size_t i = size; i < size * 3 / 2 + 1; i++)
            p[i] = i & 0xff;
    }
    arena_free(a);
}

static char order[8];
static void note(void *ptr)
{
    strncat(order, ptr, 1);
}

static void deferred_calls_run_last_first_and_once(void **state)
{
    struct arena *a = arena_new();
    (void)state;
    arena_defer(a, note, "a");
    arena_defer(a, note, "b");
    arena_defer(a, note, "c");
    arena_reset(a);
    assert_string_equal(order, "cba");
    arena_free(a);
    assert_string_equal(order, "cba");
}

static void texts_are_copied_and_formatted(void **state)
{
    struct arena *a = arena_new();
    char source[] = "督办";
    char *copy = arena_strdup(a, source);
    (void)state;
    source[0] = 'x';
    assert_string_equal(copy, "督办");
    assert_string_equal(arena_strndup(a, "abcdef", 3), "abc");
    assert_string_equal(arena_printf(a, "%s-%05d", "n", 42), "n-00042");
    assert_int_equal(strlen(arena_printf(a, "%70000d", 1)), 70000);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_aligned),
        cmocka_unit_test(allocations_do_not_overlap),
        cmocka_unit_test(growing_keeps_what_was_there),
        cmocka_unit_test(deferred_calls_run_last_first_and_once),
        cmocka_unit_test(texts_are_copied_and_formatted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
