#include "app/matter/matter_rules.c"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TODAY date_make(2026, 11, 20)
enum { BUREAU = 1, HOSPITAL_BODY, HOSPITAL = 12, CDC = 16, OFFICE_SECTION = 2 };

/* ---- who asks */
static const struct person {
    const char *name;
    struct actor actor;
    bool charge_hospital, charge_cdc;
} people[] = {
    {"组长",
     {.person_id = 1, .role = ROLE_LEADER, .rank = RANK_HEAD, .body_id = BUREAU, .unit_id = 1},
     false,
     false},
    {"副组长（分管全部承办单位）",
     {.person_id = 2, .role = ROLE_LEADER, .rank = RANK_DEPUTY, .body_id = BUREAU, .unit_id = 1},
     true,
     true},
    {"副组长（分管其中一个单位）",
     {.person_id = 3, .role = ROLE_LEADER, .rank = RANK_DEPUTY, .body_id = BUREAU, .unit_id = 1},
     true,
     false},
    {"领导小组成员",
     {.person_id = 4, .role = ROLE_LEADER, .rank = RANK_MEMBER, .body_id = BUREAU, .unit_id = 1},
     true,
     true},
    {"督办办", {.person_id = 5, .role = ROLE_OFFICE, .body_id = BUREAU, .unit_id = 1}, false, false},
    {"主办单位负责人",
     {.person_id = 6, .role = ROLE_DEPARTMENT, .body_id = BUREAU, .unit_id = HOSPITAL},
     false,
     false},
    {"主办单位联络员",
     {.person_id = 7, .role = ROLE_LIAISON, .body_id = BUREAU, .unit_id = HOSPITAL},
     false,
     false},
    {"协办单位负责人",
     {.person_id = 8, .role = ROLE_DEPARTMENT, .body_id = BUREAU, .unit_id = CDC},
     false,
     false},
    {"主办医院的组长",
     {.person_id = 9, .role = ROLE_LEADER, .rank = RANK_HEAD, .body_id = HOSPITAL_BODY, .unit_id = HOSPITAL},
     false,
     false},
    {"主办医院的督办办",
     {.person_id = 10, .role = ROLE_OFFICE, .body_id = HOSPITAL_BODY, .unit_id = HOSPITAL},
     false,
     false},
    {"系统管理员", {.person_id = 11, .role = ROLE_ADMIN, .body_id = BUREAU, .unit_id = 1}, false, false},
    {"审计员", {.person_id = 12, .role = ROLE_AUDITOR, .body_id = BUREAU, .unit_id = 1}, false, false},
};
#define HEAD (&people[0])
#define DEPUTY_OF_ALL (&people[1])
#define DEPUTY_OF_ONE (&people[2])
#define MEMBER (&people[3])
#define OFFICE (&people[4])
#define DEPARTMENT (&people[5])

/* ---- what they ask about: complete, one lead and one assist, all in the state asked for */
static struct assignment units[3];
static struct arena *arena;

static struct matter_case make(const struct person *p, int status, int unit_status)
{
    units[0] = (struct assignment){.id = 1,
                                   .unit_id = HOSPITAL,
                                   .unit_name = "市立医院",
                                   .kind = AK_LEAD,
                                   .status = unit_status,
                                   .own_body_id = HOSPITAL_BODY,
                                   .submitted_by = 6,
                                   .in_charge = p->charge_hospital};
    units[1] = (struct assignment){.id = 2,
                                   .unit_id = CDC,
                                   .unit_name = "市疾控中心",
                                   .kind = AK_ASSIST,
                                   .status = AS_UNDERWAY,
                                   .in_charge = p->charge_cdc};
    return (struct matter_case){
        .m = {.id = 1,
              .body_id = BUREAU,
              .status = status,
              .title = "排查隐患",
              .content = "排查",
              .requirement = "全面",
              .proposal = "拟由市立医院牵头",
              .due_on = TODAY + 10},
        .units = {units, 2},
        .who = &p->actor,
        .today = TODAY,
    };
}

static struct verdict ask(struct matter_case *c, int action)
{
    c->action = action;
    return matter_judge(arena, c);
}

static void refused(struct matter_case *c, int action, enum err err, const char *reason)
{
    struct verdict v = ask(c, action);
    assert_int_equal(v.err, err);
    assert_string_equal(v.reason, reason);
}

/* ---- the golden file */
static void line(struct buf *b, const struct person *p, struct matter_case *c, int action)
{
    bool is_part = c->at != NULL;
    const struct choices *states = is_part ? &assignment_statuses : &matter_statuses;
    int from = is_part ? c->at->status : c->m.status;
    struct verdict v = ask(c, action);
    static const char *const names[ERR_COUNT] = {[OK] = "→", [ERR_FORBIDDEN] = "403", [ERR_CONFLICT] = "409"};
    assert_non_null(names[v.err]);
    buf_printf(b, "%s | %s | %s | %s %s\n", choice_label(states, from),
               choice_label(is_part ? &assignment_actions : &matter_actions, action), p->name, names[v.err],
               v.err == OK ? choice_label(states, c->to) : v.reason);
}

static void matter_lines(struct buf *b, int status, int action)
{
    for (size_t i = 0; i < ARRAY_LEN(people); i++) {
        struct matter_case c = make(&people[i], status, AS_ACCEPTED);
        line(b, &people[i], &c, action);
    }
}

static char *every_move(void)
{
    static const int apart[] = {MA_MERGE, MA_HEED}; /* the other names of the history move nothing */
    struct buf b;
    buf_init(&b, arena);
    buf_puts(&b, "# 事项：状态 | 动作 | 谁 | 结果\n");
    for (int status = MS_DRAFT; status <= MS_CANCELLED; status++)
        for (int action = MA_EDIT; action <= MA_CYCLE; action++)
            matter_lines(&b, status, action);
    for (int status = MS_DRAFT; status <= MS_CANCELLED; status++)
        for (size_t i = 0; i < ARRAY_LEN(apart); i++)
            matter_lines(&b, status, apart[i]);
    buf_puts(&b, "# 承办：状态 | 动作 | 谁 | 结果（事项办理中）\n");
    for (int status = AS_PENDING; status <= AS_WITHDRAWN; status++)
        for (int action = AA_RECEIVE; action <= AA_SELF_CHECK; action++)
            for (size_t i = 0; i < ARRAY_LEN(people); i++) {
                struct matter_case c = make(&people[i], MS_ISSUED, status);
                c.at = &units[0];
                line(&b, &people[i], &c, action);
            }
    return b.data;
}

static void golden(void **state)
{
    static const char path[] = "tests/unit/app/matter/moves.golden";
    const char *now = every_move();
    size_t len = strlen(now);
    (void)state;
    if (getenv("GOLDEN_WRITE") != NULL) {
        FILE *f = fopen(path, "w");
        assert_non_null(f);
        assert_int_equal(fwrite(now, 1, len, f), len);
        fclose(f);
    }
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    char *then = arena_alloc(arena, len + 2);
    size_t got = fread(then, 1, len + 1, f);
    fclose(f);
    for (size_t i = 0, row = 1; i < len && i < got; row += now[i++] == '\n')
        if (now[i] != then[i])
            fail_msg("%s:%zu differs; GOLDEN_WRITE=1 writes it anew", path, row);
    assert_int_equal(got, len);
}

/* ---- single rules */
static void deputies(void **state)
{
    struct matter_case c = make(DEPUTY_OF_ALL, MS_PROPOSED, AS_PENDING);
    (void)state;
    assert_int_equal(ask(&c, MA_APPROVE).err, OK);
    c = make(DEPUTY_OF_ONE, MS_PROPOSED, AS_PENDING);
    refused(&c, MA_APPROVE, ERR_FORBIDDEN, "市疾控中心不在您的分管范围，请由组长审批");
    refused(&c, MA_RETURN, ERR_FORBIDDEN, "市疾控中心不在您的分管范围，请由组长审批");
    units[1].status = AS_WITHDRAWN;
    assert_int_equal(ask(&c, MA_APPROVE).err, OK);
    c = make(MEMBER, MS_PROPOSED, AS_PENDING);
    refused(&c, MA_APPROVE, ERR_FORBIDDEN, "由组长或者分管的副组长审批");
    c = make(HEAD, MS_PROPOSED, AS_PENDING);
    assert_int_equal(ask(&c, MA_APPROVE).err, OK);
    c = make(DEPUTY_OF_ALL, MS_ISSUED, AS_PENDING);
    refused(&c, MA_CANCEL, ERR_FORBIDDEN, "由组长决定");
}

static void completeness(void **state)
{
    struct matter_case c = make(OFFICE, MS_DRAFT, AS_PENDING);
    (void)state;
    assert_int_equal(ask(&c, MA_PROPOSE).err, OK);
    c.m.content = "";
    refused(&c, MA_PROPOSE, ERR_CONFLICT, "缺少督办内容，补全后可报请审批");
    c = make(OFFICE, MS_DRAFT, AS_PENDING);
    c.m.requirement = NULL;
    c.m.due_on = 0;
    refused(&c, MA_PROPOSE, ERR_CONFLICT, "缺少工作要求、办理时限，补全后可报请审批");
    c = make(OFFICE, MS_DRAFT, AS_PENDING);
    units[0].kind = AK_ASSIST;
    refused(&c, MA_PROPOSE, ERR_CONFLICT, "缺少主办或分办单位，补全后可报请审批");
    c = make(OFFICE, MS_APPROVED, AS_PENDING);
    c.m.content = NULL;
    refused(&c, MA_ISSUE, ERR_CONFLICT, "缺少督办内容，请由领导退回补全");
    c = make(OFFICE, MS_DRAFT, AS_PENDING);
    units[1].closed = true;
    refused(&c, MA_PROPOSE, ERR_CONFLICT, "市疾控中心已撤销，请退回调整承办单位");
}

static void proposals(void **state)
{
    struct matter_case c = make(OFFICE, MS_DRAFT, AS_PENDING);
    (void)state;
    c.m.proposal = NULL;
    refused(&c, MA_PROPOSE, ERR_CONFLICT, "缺少拟办意见，补全后可报请审批");
    c.new_proposal = "拟同意";
    assert_int_equal(ask(&c, MA_PROPOSE).err, OK);
}

static void limits(void **state)
{
    struct matter_case c = make(OFFICE, MS_DRAFT, AS_PENDING);
    (void)state;
    c.m.due_on = TODAY;
    assert_int_equal(ask(&c, MA_PROPOSE).err, OK);
    c.m.due_on = TODAY - 1;
    refused(&c, MA_PROPOSE, ERR_CONFLICT, "办理时限已过，请改定时限后再办");
    c = make(HEAD, MS_PROPOSED, AS_PENDING);
    c.m.due_on = TODAY - 1;
    refused(&c, MA_APPROVE, ERR_CONFLICT, "办理时限已过，请在审批时改定或者退回");
    c.new_due_on = TODAY + 5;
    assert_int_equal(ask(&c, MA_APPROVE).err, OK);
}

static void results(void **state)
{
    struct matter_case c = make(OFFICE, MS_ISSUED, AS_ACCEPTED);
    (void)state;
    assert_int_equal(ask(&c, MA_CONCLUDE).err, OK); /* the assist is still underway */
    units[1].status = AS_SUBMITTED;
    refused(&c, MA_CONCLUDE, ERR_CONFLICT, "市疾控中心的结果等待验收");
    units[1].status = AS_REFUSED;
    refused(&c, MA_CONCLUDE, ERR_CONFLICT, "市疾控中心退回了交办，请先坚持交办或者撤回");
    c = make(OFFICE, MS_ISSUED, AS_UNDERWAY);
    refused(&c, MA_CONCLUDE, ERR_CONFLICT, "还有 1 个主办、分办单位没有验收通过");
    c = make(OFFICE, MS_ISSUED, AS_WITHDRAWN);
    refused(&c, MA_CONCLUDE, ERR_CONFLICT, "没有主办或分办单位，请先增加承办单位");
}

/* [D4.2] an extension is asked for in time, an explanation is owed after; the clock of a paused one stands */
static void in_time_or_late(void **state)
{
    struct matter_case c = make(DEPARTMENT, MS_ISSUED, AS_UNDERWAY);
    (void)state;
    c.at = &units[0];
    c.m.due_on = TODAY;
    assert_int_equal(ask(&c, AA_EXTEND).err, OK);
    units[0].extension_by = "孙丽萍";
    units[0].extension_at = date_start(date_make(2026, 11, 19));
    refused(&c, AA_EXTEND, ERR_CONFLICT, "孙丽萍11月19日（周四）已申请延期，正在等待审批");
    assert_string_equal(ask(&c, AA_EXTEND).code, "already-asked");
    units[0].extension_by = NULL;
    refused(&c, AA_EXPLAIN, ERR_CONFLICT, "没有超过时限，不需要说明");
    c.m.due_on = TODAY - 1;
    refused(&c, AA_EXTEND, ERR_CONFLICT, "已超期，不能再申请延期，只能说明原因和下一步措施");
    assert_int_equal(ask(&c, AA_EXPLAIN).err, OK);
    c.m.paused_since = TODAY - 1;
    refused(&c, AA_EXPLAIN, ERR_CONFLICT, "没有超过时限，不需要说明");
    refused(&c, AA_EXTEND, ERR_CONFLICT, "事项已挂起，请先由督办办公室恢复办理");
    c.m.due_on = TODAY - 2;
    assert_int_equal(ask(&c, AA_EXPLAIN).err, OK);
    c.m.paused_since = 0;
    units[0].status = AS_SUBMITTED;
    units[0].submitted_at = date_start(TODAY - 2);
    refused(&c, AA_EXPLAIN, ERR_CONFLICT, "没有超过时限，不需要说明");
    units[0].due_on = TODAY - 3;
    assert_int_equal(ask(&c, AA_EXPLAIN).err, OK);
}

/* [D3.1] an extension concerns one unit, a suspension all of them */
static void who_decides_requests(void **state)
{
    struct matter_case c = make(DEPUTY_OF_ONE, MS_ISSUED, AS_UNDERWAY);
    (void)state;
    refused(&c, MA_APPROVE_SUSPENSION, ERR_FORBIDDEN, "市疾控中心不在您的分管范围，请由组长审批");
    c.at = &units[0];
    assert_int_equal(ask(&c, AA_APPROVE_EXTENSION).err, OK);
    c.at = &units[1];
    refused(&c, AA_APPROVE_EXTENSION, ERR_FORBIDDEN, "市疾控中心不在您的分管范围，请由组长审批");
    c = make(MEMBER, MS_ISSUED, AS_UNDERWAY);
    c.at = &units[0];
    refused(&c, AA_APPROVE_EXTENSION, ERR_FORBIDDEN, "由组长或者分管的副组长审批");
}

static void pausing(void **state)
{
    struct matter_case c = make(OFFICE, MS_ISSUED, AS_ACCEPTED);
    (void)state;
    assert_int_equal(ask(&c, MA_SUSPEND).err, OK);
    refused(&c, MA_RESUME, ERR_CONFLICT, "事项没有挂起");
    c.m.paused_since = TODAY;
    assert_int_equal(ask(&c, MA_RESUME).err, OK);
    refused(&c, MA_SUSPEND, ERR_CONFLICT, "事项已挂起，请先由督办办公室恢复办理");
    refused(&c, MA_CONCLUDE, ERR_CONFLICT, "事项已挂起，请先由督办办公室恢复办理");
}

static void second_person(void **state)
{
    struct matter_case c = make(OFFICE, MS_ISSUED, AS_SUBMITTED);
    (void)state;
    c.at = &units[0];
    assert_int_equal(ask(&c, AA_ACCEPT).err, OK);
    units[0].submitted_by = OFFICE->actor.person_id;
    refused(&c, AA_ACCEPT, ERR_FORBIDDEN, "结果由您本人报送，须由他人验收");
    units[0].submitted_by = 99;
    units[0].unit_id = OFFICE->actor.unit_id;
    refused(&c, AA_RETURN, ERR_FORBIDDEN, "承办单位不能验收自己的结果");
    units[0].unit_id = HOSPITAL;
    units[0].own_body_id = BUREAU;
    refused(&c, AA_ACCEPT, ERR_FORBIDDEN, "承办单位不能验收自己的结果");
}

static void ended_matters(void **state)
{
    (void)state;
    for (int status = MS_DRAFT; status <= MS_CANCELLED; status++)
        for (int action = AA_RECEIVE; action <= AA_RETURN && status != MS_ISSUED; action++)
            for (size_t i = 0; i < ARRAY_LEN(people); i++)
                for (int part = AS_PENDING; part <= AS_WITHDRAWN; part++) {
                    struct matter_case c = make(&people[i], status, part);
                    c.at = &units[0];
                    assert_int_not_equal(ask(&c, action).err, OK);
                }
}

static void buttons_agree(void **state)
{
    (void)state;
    for (int status = MS_DRAFT; status <= MS_CANCELLED; status++)
        for (size_t i = 0; i < ARRAY_LEN(people); i++) {
            struct matter_case c = make(&people[i], status, AS_ACCEPTED);
            struct list shown;
            matter_buttons(arena, &c, &shown);
            for (size_t k = 0; k < shown.n; k++) {
                const struct action *b = (const struct action *)shown.items + k;
                struct verdict v = ask(&c, choice_index(&matter_actions, b->name));
                assert_int_equal(b->enabled, v.err == OK);
                assert_true(b->enabled == (b->reason == NULL));
            }
        }
}

static bool on_its_own_page(int action)
{
    return action == AA_APPROVE_EXTENSION || action == AA_REFUSE_EXTENSION || action == AA_FILE_PLAN ||
           action == AA_RETURN_PLAN || action == AA_STEP || action == AA_SELF_CHECK;
}

static void assignment_buttons_agree(void **state)
{
    (void)state;
    for (int part = AS_PENDING; part <= AS_WITHDRAWN; part++)
        for (size_t i = 0; i < ARRAY_LEN(people); i++) {
            struct matter_case c = make(&people[i], MS_ISSUED, part);
            size_t open = 0, enabled = 0;
            assignment_buttons(arena, &c, &units[0]);
            for (size_t k = 0; k < units[0].actions.n; k++)
                enabled += ((const struct action *)units[0].actions.items)[k].enabled;
            c.at = &units[0];
            for (int action = AA_RECEIVE; action <= AA_SELF_CHECK; action++)
                open += !on_its_own_page(action) && ask(&c, action).err == OK;
            assert_int_equal(enabled, open);
        }
}

static void names_of_units(void **state)
{
    struct matter_case c = make(OFFICE, MS_ISSUED, AS_PENDING);
    (void)state;
    assert_string_equal(units_named(arena, &c, 0), "市立医院等 2 个单位");
    assert_string_equal(units_named(arena, &c, AS_PENDING), "市立医院");
    assert_string_equal(units_named(arena, &c, AS_REFUSED), "");
    assert_string_equal(notice_title(arena, &c.m), "关于排查隐患的督办通知");
}

static bool is_first(const struct assignment *at, const char *name)
{
    const struct action *b = at->actions.items;
    for (size_t i = 0; i < at->actions.n; i++)
        if (strcmp(b[i].name, name) == 0)
            return b[i].primary;
    fail_msg("no button %s", name);
    return false;
}

static void plans(void **state)
{
    struct matter_case c = make(DEPARTMENT, MS_ISSUED, AS_RECEIVED);
    (void)state;
    c.at = &units[0];
    assert_int_equal(ask(&c, AA_REPORT).err, OK); /* not every matter asks for a plan */
    assert_int_equal(ask(&c, AA_PLAN).err, OK);
    assignment_buttons(arena, &c, &units[0]);
    assert_false(is_first(&units[0], "plan"));
    c.at = &units[0];
    c.m.needs_plan = true;
    refused(&c, AA_REPORT, ERR_CONFLICT, "工作方案备案后才能报送进展");
    refused(&c, AA_SUBMIT, ERR_CONFLICT, "工作方案备案后才能报送结果");
    refused(&c, AA_STEP, ERR_CONFLICT, "工作方案备案后才能更新步骤");
    assignment_buttons(arena, &c, &units[0]);
    assert_true(is_first(&units[0], "plan"));
    c.at = &units[0];
    units[0].plan_status = PLAN_SUBMITTED;
    refused(&c, AA_PLAN, ERR_CONFLICT, "上一版工作方案正在等待备案，备案或者退回以后再报");
    refused(&c, AA_REPORT, ERR_CONFLICT, "工作方案备案后才能报送进展");
    units[0].plan_status = PLAN_RETURNED;
    refused(&c, AA_REPORT, ERR_CONFLICT, "工作方案备案后才能报送进展");
    assert_int_equal(ask(&c, AA_PLAN).err, OK);
    units[0].plan_no = 1; /* a changed one was returned: the filed one stays in force */
    assert_int_equal(ask(&c, AA_REPORT).err, OK);
    assert_int_equal(ask(&c, AA_STEP).err, OK);
    units[0].plan_no = 0;
    units[0].kind = AK_ASSIST;
    assert_int_equal(ask(&c, AA_REPORT).err, OK);
}

static void plans_are_filed(void **state)
{
    struct matter_case c = make(OFFICE, MS_ISSUED, AS_RECEIVED);
    (void)state;
    c.at = &units[0];
    refused(&c, AA_FILE_PLAN, ERR_CONFLICT, "没有等待备案的工作方案");
    units[0].plan_status = PLAN_SUBMITTED;
    assert_int_equal(ask(&c, AA_RETURN_PLAN).err, OK);
    assert_int_equal(c.to, AS_RECEIVED);
    assert_int_equal(ask(&c, AA_FILE_PLAN).err, OK);
    assert_int_equal(c.to, AS_UNDERWAY);
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
        {"every state × action × role is as the golden file says", golden, NULL, NULL, NULL},
        {"[D3.1] a deputy approves only own units, the head all, a member none", deputies, NULL, NULL, NULL},
        {"[A4.1.1] without content, unit, limit and requirement there is no proposal and no notice",
         completeness, NULL, NULL, NULL},
        {"[D4.1] a proposal needs its text", proposals, NULL, NULL, NULL},
        {"[A1.3] a limit that has passed stops a matter, unless the approver sets another", limits, NULL,
         NULL, NULL},
        {"[D1.2] no end without results; assists need no acceptance, but nothing stays on the office's desk",
         results, NULL, NULL, NULL},
        {"[D4.2] extensions are asked for before the limit, explanations owed after it", in_time_or_late,
         NULL, NULL, NULL},
        {"[D3.1] who decides on an extension or a suspension", who_decides_requests, NULL, NULL, NULL},
        {"a paused matter is resumed before it ends", pausing, NULL, NULL, NULL},
        {"[A4.2.1] where a plan is asked for, reports and result wait until it is filed", plans, NULL, NULL,
         NULL},
        {"[A4.2.1] the office files or returns a plan that waits; filed, the work is under way",
         plans_are_filed, NULL, NULL, NULL},
        {"[A1.3] nobody accepts what they or their unit submitted", second_person, NULL, NULL, NULL},
        {"nothing moves below a matter that is not under way", ended_matters, NULL, NULL, NULL},
        {"buttons say what the rules say", buttons_agree, NULL, NULL, NULL},
        {"[A2.2.2] each part has its own buttons", assignment_buttons_agree, NULL, NULL, NULL},
        {"units are named briefly", names_of_units, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
