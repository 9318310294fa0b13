#include "app/matter/draft/draft_rules.c"

#include <setjmp.h>

#include <cmocka.h>

#define TODAY date_make(2026, 11, 20)

static struct arena *arena;
static struct known_unit known_units[] = {{12, "市立医院"}, {16, "市疾控中心"}, {17, "市卫生监督所"}};
static const struct list known = {known_units, 3};

static void note(void *ctx, const char *pointer, const char *detail)
{
    buf_printf(ctx, "%s %s\n", pointer, detail);
}

/* What units_check says of these; "" when nothing. */
static const char *check(const struct unit_in *units, size_t n, const struct list *there)
{
    struct buf b;
    buf_init(&b, arena);
    struct list in = {(void *)units, n};
    struct draft_check d = {&in, &known, there, TODAY, TODAY + 10};
    bool ok = units_check(arena, &d, note, &b);
    assert_int_equal(ok, b.len == 0);
    return b.data;
}
#define CHECK(there, ...)                                                                                    \
    check((const struct unit_in[]){__VA_ARGS__},                                                             \
          sizeof((const struct unit_in[]){__VA_ARGS__}) / sizeof(struct unit_in), there)

static void kinds_agree(void **state)
{
    (void)state;
    assert_string_equal(check(NULL, 0, NULL), "");
    assert_string_equal(CHECK(NULL, {12, AK_LEAD, NULL, 0}, {16, AK_ASSIST, NULL, 0}), "");
    assert_string_equal(
        CHECK(NULL, {12, AK_PARALLEL, NULL, 0}, {16, AK_PARALLEL, NULL, 0}, {17, AK_ASSIST, NULL, 0}), "");
    assert_string_equal(CHECK(NULL, {12, AK_LEAD, NULL, 0}, {16, AK_LEAD, NULL, 0}),
                        "#/units/1/kind 承办方式只能有一个主办，其余请改为协办\n");
    assert_string_equal(CHECK(NULL, {12, AK_LEAD, NULL, 0}, {16, AK_PARALLEL, NULL, 0}),
                        "#/units/1/kind 承办方式不能既有主办又有分办，请改为主办加协办或者全部分办\n");
}

static void units_are_known_and_once(void **state)
{
    (void)state;
    assert_string_equal(CHECK(NULL, {99, AK_LEAD, NULL, 0}),
                        "#/units/0/unit_id 承办单位不在本督办机构的责任单位中，请重新选择\n");
    assert_string_equal(CHECK(NULL, {12, AK_LEAD, NULL, 0}, {12, AK_ASSIST, NULL, 0}),
                        "#/units/1/unit_id 承办单位重复，同一单位只列一次\n");
}

static void units_have_limits_within(void **state)
{
    (void)state;
    assert_string_equal(CHECK(NULL, {12, AK_LEAD, NULL, TODAY}, {16, AK_ASSIST, NULL, TODAY + 10}), "");
    assert_string_equal(CHECK(NULL, {12, AK_LEAD, NULL, TODAY - 1}),
                        "#/units/0/due_on 本单位时限不能早于今天\n");
    assert_string_equal(CHECK(NULL, {12, AK_LEAD, NULL, TODAY + 11}),
                        "#/units/0/due_on 本单位时限不能晚于事项的办理时限\n");
}

static void more_units_later(void **state)
{
    struct assignment at[] = {{.unit_id = 12, .kind = AK_LEAD, .status = AS_UNDERWAY},
                              {.unit_id = 16, .kind = AK_ASSIST, .status = AS_WITHDRAWN}};
    const struct list there = {at, 2};
    (void)state;
    assert_string_equal(CHECK(&there, {16, AK_ASSIST, NULL, 0}), "");
    assert_string_equal(CHECK(&there, {12, AK_ASSIST, NULL, 0}),
                        "#/units/0/unit_id 承办单位重复，同一单位只列一次\n");
    assert_string_equal(CHECK(&there, {17, AK_LEAD, NULL, 0}),
                        "#/units/0/kind 承办方式只能有一个主办，其余请改为协办\n");
    assert_string_equal(CHECK(&there, {17, AK_PARALLEL, NULL, 0}),
                        "#/units/0/kind 承办方式不能既有主办又有分办，请改为主办加协办或者全部分办\n");
    at[0].status = AS_WITHDRAWN;
    assert_string_equal(CHECK(&there, {17, AK_LEAD, NULL, 0}), "");
}

static const char *dates(const struct matter *m)
{
    struct matter_draft d = {.m = *m};
    struct buf b;
    buf_init(&b, arena);
    bool ok = dates_check(&d, TODAY, note, &b);
    assert_int_equal(ok, b.len == 0);
    return b.data;
}

static void dates_make_sense(void **state)
{
    (void)state;
    assert_string_equal(dates(&(struct matter){0}), "");
    assert_string_equal(
        dates(&(struct matter){.due_on = TODAY, .leader_feedback_on = TODAY, .origin_on = TODAY}), "");
    assert_string_equal(dates(&(struct matter){.due_on = TODAY - 1}), "#/due_on 办理时限不能早于今天\n");
    assert_string_equal(dates(&(struct matter){.leader_feedback_on = TODAY - 1}),
                        "#/leader_feedback_on 领导指定的反馈日期不能早于今天\n");
    assert_string_equal(dates(&(struct matter){.due_on = TODAY + 1, .leader_feedback_on = TODAY + 2}),
                        "#/leader_feedback_on 领导指定的反馈日期不能晚于办理时限\n");
    assert_string_equal(dates(&(struct matter){.origin_on = TODAY + 1}),
                        "#/origin_on 来源日期不能晚于今天\n");
}

static void changes_are_told(void **state)
{
    struct matter old = {
        .source = 1, .title = "排查", .urgency = 1, .difficulty = 1, .report_cycle = 1, .content = ""};
    struct assignment at[] = {{.unit_id = 12, .unit_name = "市立医院", .kind = AK_LEAD, .due_on = TODAY}};
    struct unit_in units[] = {{12, AK_LEAD, NULL, TODAY}};
    struct list before = {at, 1};
    struct matter_draft d = {.m = old, .units = {units, 1}};
    (void)state;
    d.m.content = NULL; /* what the form leaves out is as the empty text in the row */
    assert_null(draft_changes(arena, &old, &before, &d, &known));
    d.m.title = "“大”排查";
    d.m.due_on = TODAY;
    d.m.is_key = true;
    d.m.urgency = 2;
    units[0] = (struct unit_in){16, AK_PARALLEL, "配合", 0};
    assert_string_equal(draft_changes(arena, &old, &before, &d, &known),
                        "[{\"field\":\"title\",\"label\":\"事项名称\",\"from\":\"排查\",\"to\":\"“大”排查\"},"
                        "{\"field\":\"urgency\",\"label\":\"紧急程度\",\"from\":\"平件\",\"to\":\"加急\"},"
                        "{\"field\":\"is_key\",\"label\":\"重点\",\"from\":\"否\",\"to\":\"是\"},"
                        "{\"field\":\"due_on\",\"label\":\"办理时限\",\"from\":\"\",\"to\":\"2026-11-20\"},"
                        "{\"field\":\"units\",\"label\":\"承办单位\",\"from\":\"主办 "
                        "市立医院（2026-11-20前）\",\"to\":\"分办 市疾控中心：配合\"}]");
}

/* The form's table must end as draft_changes takes it to. */
static void every_column_of_the_form_is_compared(void **state)
{
    (void)state;
    for (size_t i = 0; i < FORM_COLUMNS; i++)
        assert_true(draft_fields[i].at < sizeof(struct matter));
    assert_string_equal(draft_fields[FORM_COLUMNS].name, "parent_assignment_id");
    assert_string_equal(draft_fields[FORM_COLUMNS + 1].name, "units");
}

static int set_up(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}
static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"[A2.2.2] either one lead with assists, or parallel units", kinds_agree, NULL, NULL, NULL},
        {"[A2.1.2b] responsible units are the body's own, each once", units_are_known_and_once, NULL, NULL,
         NULL},
        {"[A2.1.2b] a unit's limit lies between today and the matter's", units_have_limits_within, NULL, NULL,
         NULL},
        {"[A2.2.2] units added later fit those that are there", more_units_later, NULL, NULL, NULL},
        {"[A1.3] dates that cannot be are refused", dates_make_sense, NULL, NULL, NULL},
        {"[A1.3] an edit tells what it changed, by its labels", changes_are_told, NULL, NULL, NULL},
        cmocka_unit_test(every_column_of_the_form_is_compared),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
