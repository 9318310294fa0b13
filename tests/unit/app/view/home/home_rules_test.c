/* What the home page and the CSV say. */
#include "app/org/sheet/csv_write.c"
#include "app/view/home/home_rules.c"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena *a;

static int begin(void **state)
{
    (void)state;
    a = arena_new();
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(a);
    return 0;
}

static const char *row_of(const char *one, const char *two)
{
    struct buf b;
    const char *const cells[] = {one, two};
    buf_init(&b, a);
    csv_row(&b, cells, 2);
    return b.data;
}

static void a_cell_is_never_a_formula(void **state)
{
    (void)state;
    assert_string_equal(row_of("=1+1", "+86"), "'=1+1,'+86\r\n");
    assert_string_equal(row_of("-5", "@SUM(A1)"), "'-5,'@SUM(A1)\r\n");
    assert_string_equal(row_of("\t=1", "\r=1"), "'\t=1,\"'\r=1\"\r\n");
    assert_string_equal(row_of("=HYPERLINK(\"http://x\",\"y\")", "a=b"),
                        "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",a=b\r\n");
}

static void a_cell_keeps_its_text(void **state)
{
    (void)state;
    assert_string_equal(row_of("市立医院", NULL), "市立医院,\r\n");
    assert_string_equal(row_of("一,二", "说“好”\"x\"\n再"), "\"一,二\",\"说“好”\"\"x\"\"\n再\"\r\n");
}

static void each_role_sees_its_counts(void **state)
{
    (void)state;
    const struct home_counts counts = {.issued = 5, .red = 2, .yellow = 1, .proposed = 3, .approved = 4};
    struct list rows;
    home_count_rows(a, ROLE_OFFICE, 9, &counts, &rows);
    const struct home_count_row *row = rows.items;
    assert_int_equal(rows.n, 6);
    assert_string_equal(row[0].query, "mine=true");
    assert_int_equal(row[0].n, 9);
    assert_int_equal(row[1].n, 3);
    assert_string_equal(row[4].query, "status=issued&light=red");
    assert_int_equal(row[4].n, 2);
    home_count_rows(a, ROLE_LIAISON, 0, &counts, &rows);
    assert_int_equal(rows.n, 4);
    home_count_rows(a, ROLE_ADMIN, 0, &counts, &rows);
    assert_int_equal(rows.n, 0);
}

static void a_limit_counts_only_while_it_runs(void **state)
{
    (void)state;
    const struct light_day day = {.today = 20000, .soon_on = 20003};
    struct todo todos[] = {
        {.kind = TODO_REPORT, .running = true, .due_on = 19998},
        {.kind = TODO_APPROVE, .due_on = 19998},
        {.kind = TODO_RECEIVE, .running = true, .due_on = 20000},
        {.kind = TODO_SEAL},
    };
    struct list list = {todos, ARRAY_LEN(todos)};
    todo_dress(a, &list, &day);
    assert_int_equal(todos[0].light, LIGHT_RED);
    assert_int_equal(todos[0].overdue_days, 2);
    assert_string_equal(todos[0].label, "待报送进展");
    assert_int_equal(todos[1].light, LIGHT_NONE);
    assert_int_equal(todos[1].overdue_days, 0);
    assert_int_equal(todos[2].light, LIGHT_YELLOW);
    assert_int_equal(todos[3].light, LIGHT_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cell_is_never_a_formula),
        cmocka_unit_test(a_cell_keeps_its_text),
        cmocka_unit_test(each_role_sees_its_counts),
        cmocka_unit_test(a_limit_counts_only_while_it_runs),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
