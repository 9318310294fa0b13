#include "app/org/roster/roster_rules.c"

#include <setjmp.h>

#include <cmocka.h>

static struct roster read_csv(struct arena *a, const struct shape *columns, const char *text)
{
    struct req *req = arena_alloc(a, sizeof(*req));
    struct list sheet;
    const char *fault = NULL;
    req->arena = a;
    assert_true(csv_parse(a, text, strlen(text), &sheet, &fault));
    struct roster r = roster_new(req, columns);
    roster_read(&r, &sheet);
    return r;
}

/* "row column;…" */
static char *mistakes(struct arena *a, struct roster *r)
{
    const struct roster_error *e = r->errors.items;
    struct buf b;
    buf_init(&b, a);
    roster_sort_errors(r);
    for (size_t i = 0; i < r->errors.n; i++) {
        buf_printf(&b, "%s%lld %s", i ? ";" : "", (long long)e[i].row, e[i].column);
        assert_true(text_chars(e[i].detail) >= 5);
    }
    return b.data;
}

#define UNITS "单位代码,上级代码,类别,名称,简称,电话\r\n"
#define PEOPLE "登录名,姓名,手机,邮箱,单位代码,角色,组内职务,职务\r\n"

static void the_head_line_may_stand_in_any_order_but_must_be_known(void **state)
{
    static const struct {
        const char *text, *mistakes;
    } cases[] = {
        {"名称,简称,类别,单位代码\nx1,x2,医院,A\n", ""},
        {UNITS, "0 "},
        {"", "0 "},
        {"名称,简称,类别\nx1,x2,医院\n", "1 单位代码"},
        {"名称,简称,类别,单位代码,颜色\nx1,x2,医院,A,红\n", "1 颜色"},
        {"名称,简称,类别,单位代码,名称\nx1,x2,医院,A,y\n", "1 名称"},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct arena *a = arena_new();
        struct roster r = read_csv(a, &roster_unit_columns, cases[i].text);
        assert_string_equal(mistakes(a, &r), cases[i].mistakes);
        arena_free(a);
    }
}

static void every_wrong_cell_is_named(void **state)
{
    struct arena *a = arena_new();
    (void)state;
    struct roster r = read_csv(a, &roster_unit_columns,
                               UNITS "A,,医院,市立医院,市立,\n"
                                     ",,诊所,=1+1,x,\n"
                                     "\n"
                                     "B,,hospital,  市二医院 ,二院,0123456789012345678901234567890\n");
    assert_string_equal(mistakes(a, &r), "3 单位代码;3 类别;3 名称;3 简称;5 电话");
    const struct unit_row *u = r.rows.items;
    assert_int_equal(r.rows.n, 3);
    assert_int_equal(u[0].kind, choice_index(&unit_kinds, "hospital"));
    assert_null(u[0].parent_code);
    assert_string_equal(u[2].name, "市二医院");
    assert_int_equal(u[2].row.number, 5);
    assert_false(u[0].row.is_bad);
    assert_true(u[1].row.is_bad);
    arena_free(a);
}

static struct known_unit known_units[] = {{.id = 1, .code = "WJW", .status = 1},
                                          {.id = 2, .code = "X", .status = 2}};
static const struct list known = {known_units, ARRAY_LEN(known_units)};

static void units_must_have_one_place_in_the_tree(void **state)
{
    static const struct {
        const char *rows, *mistakes;
    } cases[] = {
        {"A,WJW,医院,市立医院,市立,\nB,A,科室,内科,内科,\n", ""},
        {"B,A,科室,内科,内科,\nA,WJW,医院,市立医院,市立,\n", ""},
        {"A,WJW,医院,市立医院,市立,\nA,WJW,医院,二院,二院,\n", "3 单位代码"},
        {"A,NO,医院,市立医院,市立,\n", "2 上级代码"},
        {"A,X,医院,市立医院,市立,\n", "2 上级代码"},
        {"A,A,医院,市立医院,市立,\n", "2 上级代码"},
        {"A,B,医院,市立医院,市立,\nB,A,医院,二院,二院,\n", "2 上级代码;3 上级代码"},
        {"A b,WJW,医院,市立医院,市立,\n", "2 单位代码"},
        {"WJW,,局机关,市卫生健康委员会,市卫健委,\n", ""},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct arena *a = arena_new();
        struct roster r = read_csv(a, &roster_unit_columns, arena_printf(a, "%s%s", UNITS, cases[i].rows));
        assert_int_equal(r.errors.n, 0);
        roster_check_units(&r, &known);
        assert_string_equal(mistakes(a, &r), cases[i].mistakes);
        arena_free(a);
    }
}

static void rows_of_one_person_must_agree(void **state)
{
    struct arena *a = arena_new();
    (void)state;
    struct roster r = read_csv(a, &roster_person_columns,
                               PEOPLE "Zhang,张伟,13800000000,,A,联络员,,干事\n"
                                      "zhang,张伟,,,B,责任部门负责人,,院长\n"
                                      "zhang,李明,,,C,liaison,,干事\n"
                                      "li ming,李明,1380,x,C,领导小组,组长,主任\n");
    assert_int_equal(r.errors.n, 0);
    roster_check_people(&r);
    assert_string_equal(mistakes(a, &r), "4 姓名;5 登录名;5 手机;5 邮箱");
    const struct person_row_in *p = r.rows.items;
    assert_string_equal(p[0].login, "zhang");
    assert_false(roster_is_repeated(&r.rows, 0));
    assert_true(roster_is_repeated(&r.rows, 1));
    assert_int_equal(p[3].rank, RANK_HEAD);
    arena_free(a);
}

static void a_template_can_be_read_back(void **state)
{
    struct arena *a = arena_new();
    char *head = roster_template(a, &roster_person_columns);
    (void)state;
    assert_string_equal(head, "\xEF\xBB\xBF" PEOPLE);
    struct roster r = read_csv(a, &roster_person_columns,
                               arena_printf(a, "%szhang,张伟,,,A,联络员,,干事\n", head + 3));
    assert_int_equal(r.errors.n, 0);
    assert_int_equal(r.rows.n, 1);
    arena_free(a);
}

static void mistakes_without_end_are_cut(void **state)
{
    struct arena *a = arena_new();
    struct buf b;
    (void)state;
    buf_init(&b, a);
    buf_puts(&b, UNITS);
    for (int i = 0; i < 400; i++)
        buf_puts(&b, ",,x,,,\n");
    struct roster r = read_csv(a, &roster_unit_columns, b.data);
    assert_int_equal(r.errors.n, ROSTER_ERRORS);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_head_line_may_stand_in_any_order_but_must_be_known),
        cmocka_unit_test(every_wrong_cell_is_named),
        cmocka_unit_test(units_must_have_one_place_in_the_tree),
        cmocka_unit_test(rows_of_one_person_must_agree),
        cmocka_unit_test(a_template_can_be_read_back),
        cmocka_unit_test(mistakes_without_end_are_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
