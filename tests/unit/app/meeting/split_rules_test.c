/* [A4.4.1] Minutes as offices write them, and what is read out of them. */
#include "app/meeting/minutes/split_rules.c"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct arena *a;
static struct split_unit units[] = {
    {2, "医政医管科", "医政科"},     {3, "规划信息科", "信息科"},
    {4, "疾病预防控制科", "疾控科"}, {5, "办公室", "办公室"},
    {12, "市立医院", "市立医院"},    {13, "市中医医院", "中医院"},
    {14, "市妇幼保健院", "妇幼院"},  {16, "市疾病预防控制中心", "疾控中心"},
    {17, "市卫生监督所", "监督所"},
};
static struct split_matter matters[] = {{71, "规范发热门诊夜间值守"}, {72, "互联网医院"}};
static struct workday holidays[8];
static struct split_ground ground;

/* Wednesday 2026-09-09; 25 September and 1–7 October are holidays. */
static int begin(void **state)
{
    (void)state;
    a = arena_new();
    holidays[0] = (struct workday){date_make(2026, 9, 25), WD_HOLIDAY, "中秋节"};
    for (int i = 1; i < 8; i++)
        holidays[i] = (struct workday){date_make(2026, 10, i), WD_HOLIDAY, "国庆节"};
    ground = (struct split_ground){.units = {units, ARRAY_LEN(units)},
                                   .matters = {matters, ARRAY_LEN(matters)},
                                   .calendar = {{holidays, ARRAY_LEN(holidays)}},
                                   .held_on = date_make(2026, 9, 9)};
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(a);
    return 0;
}

/* One line an item: outcome, units, day, what is unknown, text. */
static char *told(const char *text)
{
    struct list out;
    struct buf b;
    buf_init(&b, a);
    minutes_split(a, text, &ground, &out);
    const struct suggestion *s = out.items;
    for (size_t i = 0; i < out.n; i++) {
        char date[DATE_CHARS] = "-";
        const int64_t *ids = s[i].unit_ids.items;
        buf_printf(&b, "%s%s", i > 0 ? "\n" : "", choice_name(&outcomes, s[i].becomes));
        for (size_t k = 0; k < s[i].unit_ids.n; k++)
            buf_printf(&b, "%c%d", k == 0 ? ' ' : ',', (int)ids[k]);
        if (s[i].due_on != 0)
            date_format(s[i].due_on, date);
        buf_printf(&b, " %s", date);
        if (s[i].unit_words != NULL)
            buf_printf(&b, " [%s]", s[i].unit_words);
        if (s[i].matter_id != 0)
            buf_printf(&b, " #%d", (int)s[i].matter_id);
    }
    return b.data;
}

/* The n-th item's text. */
static const char *text_of(const char *text, size_t n)
{
    struct list out;
    minutes_split(a, text, &ground, &out);
    assert_true(n < out.n);
    return ((const struct suggestion *)out.items)[n].text;
}

static const struct fragment {
    const char *text, *told;
} fragments[] = {
    /* labels in brackets, on lines of their own, with and without a colon */
    {"1. 修订值班制度并公示。（责任单位：医政科；完成时限：9月30日前）", "draft 2 2026-09-30"},
    {"1、完成机房改造。\n责任单位：信息科\n完成时限：2026年10月20日\n\n2、更新应急预案。\n牵头单位：疾控科\n"
     "配合单位："
     "市立医院、市中医医院\n时限：10月底前",
     "draft 3 2026-10-20\ndraft 4,12,13 2026-10-31"},
    {"（一）开展院感专项检查。牵头单位：医政科，配合单位：监督所。于9月18日前完成。",
     "draft 2,17 2026-09-18"},
    {"一、关于发热门诊\n（一）增设夜间岗位。责任单位：市立医院。时限：本月底。\n（二）公示排班。责任单位：市"
     "立医院。时限："
     "9月15日。",
     "draft 12 2026-09-30\ndraft 12 2026-09-15"},
    {"1. 全面排查用电安全。责任单位：各医疗机构；时限：9月20日前。", "draft 2026-09-20 [各医疗机构]"},
    {"1. 清理陈旧制度。责任科室：法规科、医政科；完成时限：年底前", "draft 2 2026-12-31 [法规科]"},
    /* words around the names */
    {"1. 由医政科牵头，信息科、市立医院配合，于9月30日前拿出互联互通方案。", "draft 2,3,12 2026-09-30"},
    {"1．医政科、疾控科要在月底前联合印发通知。", "draft 2,4 2026-09-30"},
    {"2. 请市妇幼保健院抓紧整改，本周五前书面报告。", "draft 14 2026-09-11"},
    {"3. 市立医院的投诉由监督所负责核查，3个工作日内反馈。", "draft 17 2026-09-14"},
    {"1. 责成中医院于下周三之前完成药房盘点，疾控中心派员参与。", "draft 13 2026-09-16"},
    {"1. 市疾控中心会同市立医院，10月15日（周四）前完成演练。", "draft 16,12 2026-10-15"},
    {"医政科：9月底前完成核查。", "draft 2 2026-09-30"},
    {"1. 医政科：9月底前完成核查。", "draft 2 2026-09-30"},
    {"1. 信息科负责系统上线，医政科负责培训。", "draft 3,2 -"},
    /* inline: 一是 … 二是, ① ② */
    {"会议议定：一是由医政科牵头修订预案，9月20日前印发；二是由信息科负责升级平台，10月底前完成；三是进一步加"
     "强宣传。",
     "draft 2 2026-09-20\ndraft 3 2026-10-31\nnote -"},
    {"会议决定，由办公室负责以下工作，9月25日前完成：①梳理台账；②整理档案。",
     "draft 5 2026-09-25\ndraft 5 2026-09-25"},
    /* headings pass on */
    {"一、质量提升（责任单位：医政科）\n1. 建立评价机制，9月底前完成。\n2. 每月通报一次。",
     "draft 2 2026-09-30\ndraft 2 -"},
    {"一、听取汇报\n会议听取了医政科关于发热门诊的汇报。\n二、议定事项\n1. 由医政科于9月12日前提出方案。",
     "draft 2 2026-09-12"},
    /* days */
    {"1. 医政科于次月10日前报送小结。", "draft 2 2026-10-10"},
    {"1. 医政科十日内完成核查。", "draft 2 2026-09-19"},
    {"1. 医政科两周内完成核查。", "draft 2 2026-09-23"},
    {"1. 医政科一个月内完成核查。", "draft 2 2026-10-09"},
    {"1. 医政科15个工作日内完成核查。", "draft 2 2026-10-08"},
    {"1. 医政科在本季度末前完成核查。", "draft 2 2026-09-30"},
    {"1. 医政科在明年3月底前完成核查。", "draft 2 2027-03-31"},
    {"1. 医政科于1月15日前完成年报。", "draft 2 2027-01-15"},
    {"1. 医政科于１０月８日前完成。", "draft 2 2026-10-08"},
    {"1. 医政科于 10 月 8 日前完成。", "draft 2 2026-10-08"},
    {"1. 医政科于十月八日前完成。", "draft 2 2026-10-08"},
    {"1. 医政科于2026-11-05前完成。", "draft 2 2026-11-05"},
    {"1. 医政科10月中旬前完成。", "draft 2 2026-10-20"},
    {"1. 医政科9月12日前报方案，10月底前完成。", "draft 2 2026-10-31"},
    {"1. 医政科于11月31日前完成。", "draft 2 -"},
    {"1. 医政科总结9月1日召开的会议。", "draft 2 -"},
    {"1. 会议于9月20日召开，医政科负责会务。", "draft 2 -"},
    {"1. 落实2025年12月31日前遗留的问题。", "note -"},
    /* what is no resolution */
    {"时间：2026年9月9日\n地点：三楼会议室\n出席：医政科、信息科、市立医院\n1. "
     "信息科9月底前上线。\n记录：李明",
     "draft 3 2026-09-30"},
    {"会议强调，要提高认识。\n会议指出，安全是底线。", ""},
    {"1. 提高认识，加强领导。\n2. 在市立医院召开现场会。", "note -\nnote -"},
    {"会议要求，市立医院要在9月20日前完成整改，由医政科负责督促。", "draft 12,2 2026-09-20"},
    {"", ""},
    {"9.30前报告", ""},
    /* the agenda */
    {"1. 关于规范发热门诊夜间值守，由市立医院于9月15日前补齐排班。", "directive 12 2026-09-15 #71"},
    {"一、互联网医院\n1. 信息科9月底前完成接口联调。\n二、其他\n1. 办公室9月底前归档。",
     "directive 3 2026-09-30 #72\ndraft 5 2026-09-30"},
};

static void fragments_are_read(void **state)
{
    (void)state;
    int wrong = 0;
    for (size_t i = 0; i < ARRAY_LEN(fragments); i++)
        if (strcmp(told(fragments[i].text), fragments[i].told) != 0) {
            print_message("%s\n  wanted: %s\n  told:   %s\n", fragments[i].text, fragments[i].told,
                          told(fragments[i].text));
            wrong++;
        }
    assert_int_equal(wrong, 0);
    assert_true(ARRAY_LEN(fragments) >= 25);
}

static void the_text_is_without_its_number(void **state)
{
    (void)state;
    assert_string_equal(text_of("（三）修订制度，医政科月底前完成。", 0), "修订制度，医政科月底前完成。");
    assert_string_equal(text_of("1. 修订\n制度。\n责任单位：医政科\n抄送：各单位", 0),
                        "修订制度。责任单位：医政科");
    assert_string_equal(text_of("会议议定：一是医政科整改；二是信息科升级。", 1), "信息科升级。");
}

static void it_is_bounded(void **state)
{
    (void)state;
    struct buf b;
    struct list out;
    buf_init(&b, a);
    for (int i = 0; i < 900; i++)
        buf_printf(&b, "%d. 医政科于9月底前完成。\n", i % 99 + 1);
    minutes_split(a, b.data, &ground, &out);
    assert_true(out.n > 0 && out.n <= SUGGESTIONS_MAX);
    buf_init(&b, a);
    buf_puts(&b, "1. ");
    for (int i = 0; i < 3000; i++)
        buf_puts(&b, "长");
    assert_int_equal(text_chars(text_of(b.data, 0)), RESOLUTION_CHARS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(fragments_are_read, begin, end),
        cmocka_unit_test_setup_teardown(the_text_is_without_its_number, begin, end),
        cmocka_unit_test_setup_teardown(it_is_bounded, begin, end),
    };
    return cmocka_run_group_tests_name("minutes", tests, NULL, NULL);
}
