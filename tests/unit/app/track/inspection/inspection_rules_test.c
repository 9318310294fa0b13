/* [A5.3] [C2.3] Who may do what to an inspection and its visits, and what a unit sees of it. */
#include "app/document/document.h"
#include "app/track/inspection/inspection_check.c"
#include "app/track/inspection/inspection_report.c"
#include "app/track/inspection/inspection_rules.c"

#include <setjmp.h>

#include <cmocka.h>

#define BODY 1
#define TODAY 20779
static struct arena *arena;
static const struct actor leader = {.role = ROLE_LEADER, .scope = 2 * BODY};
static const struct actor office = {.role = ROLE_OFFICE, .scope = 2 * BODY};
static const struct actor outsider = {.role = ROLE_OFFICE, .scope = 2 * BODY + 2};
static const struct actor head = {.role = ROLE_DEPARTMENT, .scope = 2 * 17 + 1};
static const struct actor liaison = {.role = ROLE_LIAISON, .scope = 2 * 12 + 1};

static struct check_item items[] = {{1, "疏散通道", NULL}, {2, "灭火器", NULL}};
static struct finding findings[] = {
    {.id = 1, .item_id = 1, .result = FR_NOT, .note = "堆物", .severity = 2, .matter_id = 77},
    {.id = 2, .item_id = 2, .result = FR_CONFORM},
};
static struct member members[] = {{102, "沈国栋", "副主任", true}, {1017, "任铁成", "所长", false}};
static struct visit visits[1];

static struct inspection_case make(int kind, int status, int visit_status, const struct actor *who)
{
    visits[0] = (struct visit){.id = 5,
                               .unit_id = 12,
                               .unit_name = "市立医院",
                               .status = visit_status,
                               .visit_on = TODAY,
                               .is_own = who == &liaison,
                               .findings = {findings, 2}};
    return (struct inspection_case){.x = {.id = 3,
                                          .body_id = BODY,
                                          .kind = kind,
                                          .status = status,
                                          .title = "消防督查",
                                          .reason = "专项活动。",
                                          .report = "一、情况\n（一）医院\n1. 通道\n一般文字",
                                          .is_whole = who != &liaison && who != &outsider,
                                          .is_team = who == &head,
                                          .is_head = who == &head,
                                          .members = {members, 2},
                                          .items = {items, 2},
                                          .visits = {visits, 1}},
                                    .who = who,
                                    .today = TODAY};
}

static enum err judged(int kind, int status, int visit_status, const struct actor *who, int action)
{
    struct inspection_case c = make(kind, status, visit_status, who);
    return inspection_judge(arena, &c, action).err;
}

static enum err visit_judged(int kind, int status, int visit_status, const struct actor *who, int action)
{
    struct inspection_case c = make(kind, status, visit_status, who);
    c.at = &visits[0];
    return visit_judge(arena, &c, action).err;
}

static void course(void **state)
{
    const int kind = INSPECTION_OPEN;
    (void)state;
    assert_int_equal(judged(kind, IS_PLANNED, VS_PLANNED, &office, IA_EDIT), OK);
    assert_int_equal(judged(kind, IS_PLANNED, VS_PLANNED, &head, IA_EDIT), ERR_FORBIDDEN);
    assert_int_equal(judged(kind, IS_PLANNED, VS_PLANNED, &outsider, IA_CANCEL), ERR_FORBIDDEN);
    assert_int_equal(judged(kind, IS_PLANNED, VS_PLANNED, &head, IA_REPORT), ERR_CONFLICT);
    assert_int_equal(judged(kind, IS_UNDERWAY, VS_PLANNED, &head, IA_REPORT), ERR_CONFLICT); /* not visited */
    assert_int_equal(judged(kind, IS_UNDERWAY, VS_DONE, &head, IA_REPORT), OK);
    assert_int_equal(judged(kind, IS_UNDERWAY, VS_DONE, &leader, IA_REPORT), ERR_FORBIDDEN);
    assert_int_equal(judged(kind, IS_REPORTED, VS_DONE, &leader, IA_APPROVE), OK);
    assert_int_equal(judged(kind, IS_REPORTED, VS_DONE, &office, IA_APPROVE), ERR_FORBIDDEN);
    assert_int_equal(judged(kind, IS_REPORTED, VS_DONE, &office, IA_PUBLISH),
                     ERR_CONFLICT); /* not approved */
    assert_int_equal(judged(kind, IS_REPORTED, VS_DONE, &leader, IA_PUBLISH), OK);
    assert_int_equal(judged(kind, IS_REPORTED, VS_DONE, &head, IA_RECORD), ERR_CONFLICT);
    for (int action = IA_EDIT; action <= IA_CANCEL; action++) {
        assert_int_equal(judged(kind, IS_PUBLISHED, VS_DONE, &leader, action), ERR_CONFLICT);
        assert_int_equal(judged(kind, IS_CANCELLED, VS_DONE, &leader, action), ERR_CONFLICT);
    }
}

static void course_of_a_visit(void **state)
{
    const int open = INSPECTION_OPEN, secret = INSPECTION_UNDERCOVER;
    (void)state;
    assert_int_equal(visit_judged(open, IS_PLANNED, VS_PLANNED, &head, VA_SAVE), OK);
    assert_int_equal(visit_judged(open, IS_PLANNED, VS_PLANNED, &leader, VA_SAVE), ERR_FORBIDDEN);
    assert_int_equal(visit_judged(open, IS_REPORTED, VS_PLANNED, &head, VA_SAVE), ERR_CONFLICT);
    assert_int_equal(visit_judged(open, IS_UNDERWAY, VS_PLANNED, &head, VA_FINISH), OK);
    findings[1].item_id = 0;
    assert_int_equal(visit_judged(open, IS_UNDERWAY, VS_PLANNED, &head, VA_FINISH), ERR_CONFLICT);
    findings[1].item_id = 2;
    assert_int_equal(visit_judged(open, IS_UNDERWAY, VS_DONE, &head, VA_CONFIRM),
                     OK); /* on the team's tablet */
    assert_int_equal(visit_judged(secret, IS_UNDERWAY, VS_DONE, &head, VA_CONFIRM), ERR_CONFLICT);
    assert_int_equal(visit_judged(open, IS_UNDERWAY, VS_DONE, &liaison, VA_CONFIRM), ERR_FORBIDDEN);
    assert_int_equal(visit_judged(secret, IS_PUBLISHED, VS_DONE, &liaison, VA_CONFIRM), OK);
    assert_int_equal(visit_judged(secret, IS_PUBLISHED, VS_DONE, &head, VA_CONFIRM), ERR_FORBIDDEN);
    assert_int_equal(visit_judged(secret, IS_PUBLISHED, VS_CONFIRMED, &liaison, VA_CONFIRM), ERR_CONFLICT);
    assert_int_equal(visit_judged(open, IS_CANCELLED, VS_PLANNED, &head, VA_SAVE), ERR_CONFLICT);
}

/* A day that is over is changed there, also where the unit had signed; it signs anew. */
static void reopening(void **state)
{
    const int open = INSPECTION_OPEN;
    (void)state;
    assert_int_equal(visit_judged(open, IS_UNDERWAY, VS_CONFIRMED, &head, VA_REOPEN), OK);
    assert_int_equal(visit_judged(open, IS_UNDERWAY, VS_CONFIRMED, &leader, VA_REOPEN), ERR_FORBIDDEN);
    assert_int_equal(visit_judged(open, IS_REPORTED, VS_CONFIRMED, &head, VA_REOPEN), ERR_CONFLICT);
    assert_int_equal(visit_judged(open, IS_PUBLISHED, VS_CONFIRMED, &office, VA_REOPEN), ERR_CONFLICT);
}

/* Of the team, and come to a unit to be visited since: what is left is what the unit may do. */
static void stepping_aside(void **state)
{
    struct inspection_case c = make(INSPECTION_OPEN, IS_UNDERWAY, VS_PLANNED, &head);
    (void)state;
    c.at = &visits[0];
    assert_int_equal(visit_judge(arena, &c, VA_SAVE).err, OK);
    c.x.is_whole = false;
    visits[0].is_own = true;
    assert_int_equal(visit_judge(arena, &c, VA_SAVE).err, ERR_FORBIDDEN);
    visits[0].status = VS_DONE;
    assert_int_equal(visit_judge(arena, &c, VA_CONFIRM).err, ERR_FORBIDDEN);
    assert_int_equal(inspection_judge(arena, &c, IA_REPORT).err, ERR_FORBIDDEN);
}

static void veil(void **state)
{
    struct inspection_case c = make(INSPECTION_OPEN, IS_REPORTED, VS_DONE, &liaison);
    (void)state;
    inspection_veil(&c.x);
    assert_null(c.x.report);
    assert_int_equal(c.x.items.n, 0);
    assert_int_equal(c.x.status, IS_UNDERWAY);
    assert_int_equal(visits[0].findings.n, 0);
    assert_int_equal(visits[0].visit_on, 0);
    c = make(INSPECTION_OPEN, IS_PUBLISHED, VS_DONE, &liaison);
    inspection_veil(&c.x);
    assert_null(c.x.report);
    assert_int_equal(visits[0].findings.n, 2);
    assert_int_equal(findings[0].matter_id, 0);
    c = make(INSPECTION_OPEN, IS_REPORTED, VS_DONE, &head);
    inspection_veil(&c.x);
    assert_non_null(c.x.report);
}

static void report(void **state)
{
    struct inspection_case c = make(INSPECTION_OPEN, IS_UNDERWAY, VS_DONE, &head);
    struct paper paper;
    (void)state;
    const char *text = report_draft(arena, &c.x);
    assert_non_null(strstr(text, "督查组（组长 沈国栋，成员 任铁成）对 1 个单位开展明查，发现问题 1 个。\n"));
    assert_non_null(strstr(text, "检查 2 项，符合 1 项，不符合 1 项。\n"));
    assert_non_null(strstr(text, "1. 市立医院：疏散通道：堆物（较重）\n"));
    report_write(arena, &c, &(struct paper_source){.letterhead = "市卫健委", .issuer = "市卫健委"}, &paper);
    const struct paragraph *p = paper.paragraphs.items;
    assert_int_equal(paper.paragraphs.n, 4);
    assert_int_equal(p[0].level, 1);
    assert_int_equal(p[1].level, 2);
    assert_int_equal(p[2].level, 0);
    assert_int_equal(p[3].level, 0); /* 一般文字 is no heading */
}

static void count_bad(void *ctx, const char *pointer, const char *detail)
{
    (void)pointer;
    (void)detail;
    ++*(int *)ctx;
}

static void forms(void **state)
{
    struct inspection_case c = make(INSPECTION_UNDERCOVER, IS_PLANNED, VS_PLANNED, &head);
    struct finding wrong[] = {{.item_id = 9, .result = FR_CONFORM}, {.note = "", .severity = 0}};
    const struct record_in in = {.visit_on = TODAY + 1, .accompanied_by = "林晓", .findings = {wrong, 2}};
    int n = 0;
    (void)state;
    assert_false(record_check(arena, &c, &in, count_bad, &n));
    assert_int_equal(n, 5); /* the day, company, a strange item, no words, no severity */
    assert_true(record_check(arena, &c, &(struct record_in){.findings = {findings, 2}}, count_bad, &n));
    struct member_in team[] = {{.membership_id = 1, .is_leader = true}, {.membership_id = 1}};
    int64_t units[] = {12};
    n = 0;
    assert_false(visit_plan_check(arena, &(struct plan_in){.members = {team, 2}, .unit_ids = {units, 1}},
                                  count_bad, &n));
    assert_int_equal(n, 1); /* the same person twice */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(course),         cmocka_unit_test(course_of_a_visit),
        cmocka_unit_test(report),         cmocka_unit_test(forms),
        cmocka_unit_test(veil),           cmocka_unit_test(reopening),
        cmocka_unit_test(stepping_aside),
    };
    arena = arena_new();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(arena);
    return failed;
}
