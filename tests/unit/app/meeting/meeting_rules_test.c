/* Who may do what with a meeting, and when; how minutes begin and are printed. */
#include "app/meeting/meeting/meeting_rules.c"
#include "app/meeting/minutes/minutes_rules.c"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena *a;
static struct actor office = {.person_id = 1, .role = ROLE_OFFICE},
                    leader = {.person_id = 2, .role = ROLE_LEADER},
                    liaison = {.person_id = 3, .role = ROLE_LIAISON};
#define DAY date_make(2026, 9, 9)

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

static struct meeting_case at(int status, int32_t today, const struct actor *who)
{
    return (struct meeting_case){.m = {.status = status,
                                       .starts_at = date_start(DAY) + 15 * HOUR_MS,
                                       .ends_at = date_start(DAY) + 17 * HOUR_MS,
                                       .place = "三楼",
                                       .chair_name = "周明远",
                                       .is_whole = (who->role & ROLE_BODY) != 0},
                                 .who = who,
                                 .now = date_start(today) + 9 * HOUR_MS};
}

/* Names of the buttons, those that are shut in brackets. */
static char *buttons(const struct meeting_case *c)
{
    struct list out;
    struct buf b;
    buf_init(&b, a);
    meeting_buttons(c, a, &out);
    const struct action *x = out.items;
    for (size_t i = 0; i < out.n; i++)
        buf_printf(&b, x[i].enabled ? "%s%s" : "%s(%s)", i > 0 ? " " : "", x[i].name);
    return b.data;
}

static void each_state_has_its_steps(void **state)
{
    (void)state;
    struct meeting_case c = at(MT_PLANNED, DAY - 1, &office);
    assert_string_equal(buttons(&c), "(hold) (attendance) code edit cancel");
    c = at(MT_PLANNED, DAY, &office);
    assert_string_equal(buttons(&c), "hold attendance code edit cancel");
    c = at(MT_HELD, DAY, &office);
    assert_string_equal(buttons(&c), "attendance code minutes (resolve) (make) (sign) (close)");
    c.m.minutes = "纪要";
    c.m.unmade_n = 1;
    assert_string_equal(buttons(&c), "attendance code minutes resolve make sign (close)");
    c.m.unmade_n = 0;
    c.m.document_id = 7;
    assert_string_equal(buttons(&c), "attendance code (minutes) resolve (make) (sign) close");
    for (int status = MT_CLOSED; status <= MT_CANCELLED; status++) {
        c = at(status, DAY, &office);
        assert_string_equal(buttons(&c), "");
    }
}

static void it_is_of_the_office_the_caller_and_the_chair(void **state)
{
    (void)state;
    struct meeting_case c = at(MT_PLANNED, DAY, &leader);
    assert_int_equal(meeting_judge(&c, MX_EDIT).err, ERR_FORBIDDEN);
    c.m.called_person_id = leader.person_id;
    assert_int_equal(meeting_judge(&c, MX_EDIT).err, OK);
    c.m.called_person_id = 0;
    c.m.chair_person_id = leader.person_id;
    assert_int_equal(meeting_judge(&c, MX_EDIT).err, OK);
    c = at(MT_PLANNED, DAY, &liaison);
    c.m.chair_person_id = liaison.person_id;
    assert_int_equal(meeting_judge(&c, MX_EDIT).err, ERR_FORBIDDEN);
}

static void an_answer_is_of_the_invited_until_it_is_held(void **state)
{
    (void)state;
    struct meeting_case c = at(MT_PLANNED, DAY, &liaison);
    assert_int_equal(reply_judge(&c, &(struct invite){.is_mine = true}).err, OK);
    assert_int_equal(reply_judge(&c, &(struct invite){.is_mine = false}).err, ERR_FORBIDDEN);
    c.m.status = MT_HELD;
    assert_int_equal(reply_judge(&c, &(struct invite){.is_mine = true}).err, ERR_CONFLICT);
}

static void quiet_months_and_hours_of_the_code(void **state)
{
    (void)state;
    const struct meeting_setting odd = {.mask = 1365};
    assert_true(setting_is_quiet(&odd, date_make(2026, 1, 31)) &&
                setting_is_quiet(&odd, date_make(2026, 11, 1)));
    assert_false(setting_is_quiet(&odd, date_make(2026, 12, 1)));
    const struct meeting_case c = at(MT_PLANNED, DAY, &office);
    assert_int_equal(c.m.starts_at - code_from(&c.m), HOUR_MS);
    assert_int_equal(code_until(&c.m) - c.m.ends_at, HOUR_MS);
    assert_string_equal(meeting_when(a, &c.m), "9月9日（周三）15:00，三楼");
}

static void minutes_begin_with_who_came(void **state)
{
    (void)state;
    struct invite v[] = {{.kind = IK_UNIT, .name = "市立医院", .attended = true, .attended_name = "章立新"},
                         {.kind = IK_UNIT, .name = "疾控中心", .reply = IR_ABSENT},
                         {.kind = IK_UNIT, .name = "监督所", .absent = true},
                         {.kind = IK_GUEST, .name = "王秀兰", .post = "市人大", .attended = true},
                         {.kind = IK_UNIT, .name = "没有说", .reply = IR_ATTENDING}};
    struct agenda_item items[] = {{.text = "值守"}, {.text = "排班"}};
    struct meeting_case c = at(MT_HELD, DAY, &office);
    c.invites = (struct list){v, ARRAY_LEN(v)};
    c.agenda = (struct list){items, 2};
    assert_string_equal(
        minutes_template(a, &c),
        "时间：2026年9月9日15:00\n地点：三楼\n主持：周明远\n出席：市立医院章立新\n列席：市人大王秀兰\n"
        "请假：疾控中心、监督所\n\n会议研究了以下议题：值守；排班。\n\n会议议定：\n");
}

static void lines_have_their_layers(void **state)
{
    (void)state;
    const int64_t levels[] = {0, 1, 2, 3, 0, 0};
    struct list out = minutes_paragraphs(
        a, "会议议定：\n一、总体\n\n（一）分项\r\n1. 一条\n（1）小条\n9.30前完成");
    const struct paragraph *p = out.items;
    assert_int_equal(out.n, 6);
    for (size_t i = 0; i < out.n; i++)
        assert_int_equal(p[i].level, levels[i]);
    assert_string_equal(minutes_word(a, "卫督办"), "卫督纪");
    assert_string_equal(minutes_word(a, "院督"), "院督纪");
    assert_string_equal(resolution_title(a, "修订制度；另行报告。"), "修订制度");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_state_has_its_steps, begin, end),
        cmocka_unit_test_setup_teardown(it_is_of_the_office_the_caller_and_the_chair, begin, end),
        cmocka_unit_test_setup_teardown(an_answer_is_of_the_invited_until_it_is_held, begin, end),
        cmocka_unit_test_setup_teardown(quiet_months_and_hours_of_the_code, begin, end),
        cmocka_unit_test_setup_teardown(minutes_begin_with_who_came, begin, end),
        cmocka_unit_test_setup_teardown(lines_have_their_layers, begin, end),
    };
    return cmocka_run_group_tests_name("meeting", tests, NULL, NULL);
}
