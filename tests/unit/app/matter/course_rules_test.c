#include "app/matter/course/course_notice.c"
#include "app/matter/course/course_rules.c"

#include <setjmp.h>
#include <string.h>

#include <cmocka.h>

#define TODAY 20777 /* 2026-11-20 */

static struct arena *arena;

static struct assignment units[] = {
    {.unit_id = 12, .unit_name = "市立医院", .kind = AK_LEAD, .status = AS_PENDING},
    {.unit_id = 16,
     .unit_name = "市疾控中心",
     .kind = AK_ASSIST,
     .status = AS_PENDING,
     .task = "提供数据",
     .due_on = TODAY + 5},
    {.unit_id = 17, .unit_name = "市卫生监督所", .kind = AK_ASSIST, .status = AS_WITHDRAWN},
};
static const struct actor clerk = {.name = "许静怡"};

static struct matter_case make(void)
{
    return (struct matter_case){
        .m = {.title = "排查消防隐患",
              .content = "排查病房楼。\n  \n建立台账。",
              .requirement = "立行立改。",
              .urgency = 2,
              .origin_title = "2026年第12次主任办公会",
              .origin_no = "会纪〔2026〕12号",
              .origin_person = "周主任",
              .feedback_on = TODAY + 5,
              .due_on = TODAY + 20,
              .report_cycle = 2,
              .doc_no = "卫督办〔2026〕12号"},
        .units = {units, 3},
        .who = &clerk,
        .today = TODAY,
    };
}

static void receipt(void **state)
{
    struct matter_case c = make();
    (void)state;
    assert_string_equal(
        issue_message(arena, &c, false),
        "已下达，文号 卫督办〔2026〕12号，等待市立医院等 2 个单位签收，首次反馈时限 11月25日（周三）");
    c.m.feedback_on = date_make(2027, 1, 5);
    assert_non_null(strstr(issue_message(arena, &c, true), "（2027年放假安排尚未公布，按周一至周五推算）"));
}

static const char *text_of(const struct paper *p)
{
    const struct paragraph *g = p->paragraphs.items;
    struct buf b;
    buf_init(&b, arena);
    for (size_t i = 0; i < p->paragraphs.n; i++)
        buf_printf(&b, "%d %s\n", (int)g[i].level, g[i].text);
    return b.data;
}

static void notice(void **state)
{
    const struct paper_source from = {"市卫生健康委员会", "卫督办", "市卫生健康委员会",
                                      "市卫生健康委员会办公室", "0556-1"};
    struct matter_case c = make();
    struct paper p;
    (void)state;
    notice_write(arena, &c, &from, &p);
    assert_string_equal(p.title, "关于排查消防隐患的督办通知");
    assert_string_equal(p.urgency, "加急");
    assert_int_equal(p.addressees.n, 2);
    assert_string_equal(p.contact, "联系人：许静怡，联系电话：0556-1");
    assert_string_equal(text_of(&p),
                        "0 "
                        "根据2026年第12次主任办公会（会纪〔2026〕12号）和周主任的要求，现将“排查消防隐患”交由"
                        "你们办理，请认真抓好落实。\n"
                        "1 一、督办内容\n0 排查病房楼。\n0 建立台账。\n1 二、工作要求\n0 立行立改。\n1 "
                        "三、承办单位\n0 主办：市立医院\n"
                        "0 协办：市疾控中心，2026年11月25日前完成。提供数据\n1 四、办理时限\n"
                        "0 请于2026年11月25日前书面反馈办理情况，此后每周报送一次进展，2026年12月10日前办结。"
                        "不能按期办结的，应当在时限届满前说明原因和下一步措施。\n");
}

static void bare_notice(void **state)
{
    const struct paper_source from = {"市立医院", "院督办", "市立医院", "院长办公室", NULL};
    struct matter_case c = make();
    struct paper p;
    (void)state;
    c.m.origin_title = "";
    c.m.urgency = 1;
    c.m.report_cycle = 1;
    notice_write(arena, &c, &from, &p);
    assert_null(p.urgency);
    assert_string_equal(p.contact, "联系人：许静怡");
    assert_non_null(strstr(text_of(&p), "0 现将“排查消防隐患”交由你们办理，请认真抓好落实。\n"));
    assert_non_null(strstr(text_of(&p), "前书面反馈办理情况，2026年12月10日前办结"));
    c.m.needs_plan = true;
    notice_write(arena, &c, &from, &p);
    assert_non_null(strstr(text_of(&p), "前书面反馈办理情况，签收后报送工作方案备案，2026年12月10日前办结"));
    c.m.title = "开展“一对照五查摆”";
    notice_write(arena, &c, &from, &p);
    assert_non_null(strstr(text_of(&p), "0 现将“开展‘一对照五查摆’”交由你们办理"));
}

static void added(void **state)
{
    struct list before = {units, 3};
    struct assignment later[] = {
        units[0], units[1], units[2], {.unit_id = 18, .unit_name = "市中心血站", .status = AS_PENDING}};
    struct list after = {later, 4};
    (void)state;
    later[2].status = AS_PENDING;
    assert_string_equal(units_added(arena, &before, &after), "市卫生监督所、市中心血站");
    assert_string_equal(
        due_change(arena, "due_on", "办理时限", TODAY, TODAY + 1),
        "[{\"field\":\"due_on\",\"label\":\"办理时限\",\"from\":\"2026-11-20\",\"to\":\"2026-11-21\"}]");
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
        {"[A4.1.2] the receipt says number, who signs next and by when", receipt, NULL, NULL, NULL},
        {"[A4.1.2] the notice says what, how, who and by when", notice, NULL, NULL, NULL},
        {"[A4.1.2] a notice without origin, urgency, cycle or phone", bare_notice, NULL, NULL, NULL},
        {"[A2.1.2b] units added later are named, those that were there are not", added, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
