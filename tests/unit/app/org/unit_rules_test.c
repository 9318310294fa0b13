#include "app/org/unit/unit_rules.c"

#include <setjmp.h>

#include <cmocka.h>

/* 1 bureau (body 1) ─ 2 section, 3 hospital (body 2) ─ 4 ward ─ 5 desk; 9 stands alone */
static struct unit_node nodes[] = {
    {.id = 1, .own_body_id = 1}, {.id = 2, .parent_id = 1}, {.id = 3, .parent_id = 1, .own_body_id = 2},
    {.id = 4, .parent_id = 3},   {.id = 5, .parent_id = 4}, {.id = 9},
};
static const struct list tree = {nodes, ARRAY_LEN(nodes)};

static void a_unit_answers_to_the_nearest_body_above_it(void **state)
{
    (void)state;
    assert_int_equal(unit_body_above(&tree, 0), 0);
    assert_int_equal(unit_body_above(&tree, 1), 1);
    assert_int_equal(unit_body_above(&tree, 2), 1);
    assert_int_equal(unit_body_above(&tree, 3), 2);
    assert_int_equal(unit_body_above(&tree, 5), 2);
    assert_int_equal(unit_body_above(&tree, 9), 0);
    assert_int_equal(unit_body_above(&tree, 77), 0);
}

static void no_unit_can_be_put_below_itself(void **state)
{
    (void)state;
    assert_true(unit_loops(&tree, 3, 3));
    assert_true(unit_loops(&tree, 3, 5));
    assert_true(unit_loops(&tree, 1, 4));
    assert_false(unit_loops(&tree, 3, 2));
    assert_false(unit_loops(&tree, 3, 0));
    assert_false(unit_loops(&tree, 3, 77));
}

static void a_circle_in_the_rows_ends(void **state)
{
    struct unit_node round[] = {{.id = 1, .parent_id = 2}, {.id = 2, .parent_id = 1}};
    const struct list circle = {round, 2};
    (void)state;
    assert_true(unit_loops(&circle, 5, 1));
    assert_int_equal(unit_body_above(&circle, 1), 0);
}

static void codes_are_plain_identifiers(void **state)
{
    (void)state;
    assert_true(unit_code_valid("WJW"));
    assert_true(unit_code_valid("12-03_a"));
    assert_false(unit_code_valid(""));
    assert_false(unit_code_valid("-1"));
    assert_false(unit_code_valid("a b"));
    assert_false(unit_code_valid("科室"));
    assert_false(unit_code_valid("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
}

static void changes_are_named(void **state)
{
    struct arena *a = arena_new();
    const struct unit old = {
        .kind = 2, .code = "A", .name = "甲", .short_name = "甲", .phone = NULL, .status = 1};
    struct unit_form in = {
        .kind = 2, .code = "A", .name = "甲", .short_name = "甲", .phone = "", .status = 1};
    (void)state;
    assert_string_equal(unit_changes(a, &old, &in), "{\"changed\":[]}");
    in.name = "乙";
    in.parent_id = 3;
    in.status = 2;
    assert_string_equal(unit_changes(a, &old, &in), "{\"changed\":[\"parent_id\",\"name\",\"status\"]}");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_unit_answers_to_the_nearest_body_above_it),
        cmocka_unit_test(no_unit_can_be_put_below_itself),
        cmocka_unit_test(a_circle_in_the_rows_ends),
        cmocka_unit_test(codes_are_plain_identifiers),
        cmocka_unit_test(changes_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
