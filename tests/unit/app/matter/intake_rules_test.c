#include "app/matter/intake/intake_check.c"
#include "app/matter/intake/intake_rules.c"

#include <setjmp.h>

#include <cmocka.h>

static struct arena *arena;
static struct intake_unit known[] = {{12, "市立医院", "市立医院", "SLYY"},
                                     {13, "市第二人民医院", "市二院", "SEYY"},
                                     {3, "医政医管科", "医政科", "WJW-YZK"},
                                     {16, "市疾病预防控制中心", "市疾控", "SJKZX"}};
static const struct list units = {known, ARRAY_LEN(known)};

static struct sheet_row line(int64_t number, const char *const *texts, size_t n)
{
    struct sheet_row row = {number, arena_alloc(arena, SHEET_COLS * sizeof(char *))};
    for (size_t i = 0; i < SHEET_COLS; i++)
        row.cells[i] = i < n ? texts[i] : "";
    return row;
}
#define LINE(number, ...)                                                                                    \
    line(number, (const char *const[]){__VA_ARGS__}, ARRAY_LEN(((const char *const[]){__VA_ARGS__})))

static void days(void **state)
{
    int32_t today = date_make(2026, 11, 22);
    const struct {
        const char *text;
        int year, month, day;
    } table[] = {
        {"2026-12-31", 2026, 12, 31},     {"2026/12/5", 2026, 12, 5},   {"2026.12.05", 2026, 12, 5},
        {"2026年12月31日", 2026, 12, 31}, {"2027年2月底", 2027, 2, 28}, {"2027年2月", 2027, 2, 28},
        {"12月31日", 2026, 12, 31},       {"3月1日前", 2027, 3, 1},     {"12月底", 2026, 12, 31},
        {"2月底", 2027, 2, 28},           {"年底", 2026, 12, 31},       {"2027年底", 2027, 12, 31},
        {"46387", 2026, 12, 31},
    };
    static const char *const none[] = {"尽快", "2026", "13月1日",  "2026-13-01", "2026-02-30",
                                       "12",   "",     "长期坚持", "32"};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(table); i++)
        if (intake_day(table[i].text, today) != date_make(table[i].year, table[i].month, table[i].day))
            fail_msg("%s: %s", table[i].text, date_text(arena, intake_day(table[i].text, today)));
    for (size_t i = 0; i < ARRAY_LEN(none); i++)
        if (intake_day(none[i], today) != 0)
            fail_msg("%s is no day", none[i]);
}

static void names(void **state)
{
    (void)state;
    assert_int_equal(intake_unit_of(&units, "市二院")->id, 13);
    assert_int_equal(intake_unit_of(&units, "SJKZX")->id, 16);
    assert_null(intake_unit_of(&units, "二院"));
    struct list near = intake_nearest(arena, &units, "市人民医院");
    const char *const *name = near.items;
    assert_true(near.n >= 1);
    assert_string_equal(name[0], "市第二人民医院");
    assert_int_equal(intake_nearest(arena, &units, "财务处").n, 0);
    assert_true(intake_nearest(arena, &units, "医院").n <= 3);
}

static void heads(void **state)
{
    struct sheet_row sheet[] = {LINE(1, "2026年度任务分解表"),
                                LINE(2, "序号", "重点任务", "责任单位", "完成时限", "别的"),
                                LINE(3, "1", " 规范预约 ", "市立医院", "12月底", "不管")};
    struct list rows;
    const char *fault = NULL;
    (void)state;
    assert_true(intake_read(arena, &(struct list){sheet, 3}, &rows, &fault));
    const struct intake_row *row = rows.items;
    assert_int_equal(rows.n, 1);
    assert_int_equal(row->row, 3);
    assert_string_equal(row->title, "规范预约");
    assert_string_equal(row->lead, "市立医院");
    assert_string_equal(row->due, "12月底");
    assert_null(row->note);
    assert_false(intake_read(arena, &(struct list){sheet, 1}, &rows, &fault));
    assert_non_null(strstr(fault, "没有找到表头"));
    assert_false(intake_read(arena, &(struct list){sheet, 2}, &rows, &fault));
    assert_non_null(strstr(fault, "没有内容"));
    assert_string_equal(
        intake_template(arena),
        "\xEF\xBB\xBF序号,任务,内容,要求/目标,牵头单位,责任人,协办单位,时限,报送频次,来源,备注\r\n");
}

static struct intake_checked check(const struct intake_row *rows, size_t n, size_t i, struct matter_draft *d)
{
    struct list list = {(void *)rows, n};
    struct intake_case c = {arena, &units, &list, "2026年任务分解表.xlsx", date_make(2026, 11, 22)};
    struct intake_checked out = {0};
    *d = (struct matter_draft){0};
    intake_check(&c, i, d, &out);
    out.says = intake_says(arena, &c, d);
    return out;
}

static void a_good_row(void **state)
{
    const struct intake_row row = {.row = 2,
                                   .no = "3",
                                   .title = "规范门诊预约",
                                   .content = "分时段预约",
                                   .requirement = "六成",
                                   .lead = "市立医院",
                                   .person = "张三",
                                   .assist = "市二院、市疾控",
                                   .due = "12月31日",
                                   .cycle = "每月",
                                   .note = "结转"};
    struct matter_draft d;
    struct intake_checked out = check(&row, 1, 0, &d);
    const struct unit_in *u = d.units.items;
    (void)state;
    assert_int_equal(out.faults.n, 0);
    assert_string_equal(
        out.says, "主办市立医院，协办市第二人民医院，协办市疾病预防控制中心；2026年12月31日前；每月报送");
    assert_int_equal(d.units.n, 3);
    assert_int_equal(u[0].kind, AK_LEAD);
    assert_int_equal(u[2].kind, AK_ASSIST);
    assert_string_equal(u[0].task, "责任人：张三");
    assert_string_equal(d.m.content, "分时段预约\n备注：结转");
    assert_string_equal(d.m.origin_title, "2026年任务分解表");
    assert_string_equal(d.m.origin_no, "第3项");
    assert_int_equal(d.m.origin_ref, ORIGIN_IMPORT);
    assert_int_equal(d.m.difficulty, DIFFICULTY_HARD);
    assert_string_equal(choice_name(&matter_sources, d.m.source), "plan");
}

static void several_leads_are_parallel(void **state)
{
    const struct intake_row row = {.row = 2,
                                   .title = "设置投诉箱",
                                   .requirement = "到位",
                                   .lead = "市立医院 市二院",
                                   .due = "年底",
                                   .source = "会议文件确定"};
    struct matter_draft d;
    struct intake_checked out = check(&row, 1, 0, &d);
    const struct unit_in *u = d.units.items;
    (void)state;
    assert_int_equal(out.faults.n, 0);
    assert_int_equal(u[0].kind, AK_PARALLEL);
    assert_int_equal(u[1].kind, AK_PARALLEL);
    assert_string_equal(choice_name(&matter_sources, d.m.source), "meeting");
    assert_string_equal(d.m.content, "设置投诉箱");
}

static void bad_rows(void **state)
{
    const struct intake_row rows[] = {
        {.row = 2, .title = "甲任务", .requirement = "x", .lead = "市立医院", .due = "年底"},
        {.row = 3},
        {.row = 4, .title = "甲任务", .requirement = "x", .lead = "市立医院", .due = "2026-01-01"},
        {.row = 5,
         .title = "乙任务",
         .requirement = "x",
         .lead = "医管科",
         .assist = "市立医院、市立医院",
         .due = "尽快",
         .cycle = "每天"},
    };
    static const struct {
        size_t i;
        const char *columns;
    } table[] = {
        {0, ""}, {1, "title requirement lead due "}, {2, "title due "}, {3, "lead assist due cycle "}};
    struct matter_draft d;
    (void)state;
    for (size_t t = 0; t < ARRAY_LEN(table); t++) {
        struct intake_checked out = check(rows, ARRAY_LEN(rows), table[t].i, &d);
        const struct intake_fault *f = out.faults.items;
        struct buf b;
        buf_init(&b, arena);
        for (size_t i = 0; i < out.faults.n; i++) {
            buf_printf(&b, "%s ", f[i].column);
            assert_true(*f[i].label && *f[i].detail);
        }
        assert_string_equal(b.data, table[t].columns);
    }
    struct intake_checked out = check(rows, ARRAY_LEN(rows), 3, &d);
    const struct intake_fault *f = out.faults.items;
    assert_string_equal(((const char *const *)f[0].suggestions.items)[0], "医政医管科");
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
        {"days as people write them", days, NULL, NULL, NULL},
        {"units by any of their names, and the nearest ones", names, NULL, NULL, NULL},
        {"a title above the head line, other names of columns", heads, NULL, NULL, NULL},
        {"[D4.1] a row becomes a draft", a_good_row, NULL, NULL, NULL},
        {"[D4.1] several leads are parallel units", several_leads_are_parallel, NULL, NULL, NULL},
        {"[D4.1] what is wrong is told by its column", bad_rows, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
