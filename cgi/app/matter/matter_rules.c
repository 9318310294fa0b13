#include "app/matter/matter_priv.h"

#include <string.h>

/* Who may do what in which state; the buttons of the screens and every check come from these two tables. */
static const struct move matter_moves[] = {
    {MS_DRAFT, MA_EDIT, MS_DRAFT, ROLE_OFFICE, 0},
    {MS_DRAFT, MA_PROPOSE, MS_PROPOSED, ROLE_OFFICE, N_COMPLETE | N_PRIMARY},
    {MS_PROPOSED, MA_APPROVE, MS_APPROVED, ROLE_LEADER, N_CHARGE | N_COMPLETE | N_PRIMARY},
    {MS_PROPOSED, MA_RETURN, MS_DRAFT, ROLE_LEADER, N_CHARGE},
    {MS_APPROVED, MA_ISSUE, MS_ISSUED, ROLE_OFFICE, N_COMPLETE | N_PRIMARY},
    {MS_APPROVED, MA_RETURN, MS_DRAFT, ROLE_LEADER, N_CHARGE},
    {MS_ISSUED, MA_ASSIGN, MS_ISSUED, ROLE_OFFICE, 0},
    {MS_ISSUED, MA_CONCLUDE, MS_CONCLUDED, ROLE_OFFICE, N_RESULTS | N_RUNNING | N_PRIMARY},
    {MS_ISSUED, MA_SUSPEND, MS_ISSUED, ROLE_OFFICE, N_RUNNING | N_FITTING},
    {MS_ISSUED, MA_APPROVE_SUSPENSION, MS_ISSUED, ROLE_LEADER, N_CHARGE | N_RUNNING | N_PAPER},
    {MS_ISSUED, MA_REFUSE_SUSPENSION, MS_ISSUED, ROLE_LEADER, N_CHARGE | N_PAPER},
    {MS_ISSUED, MA_RESUME, MS_ISSUED, ROLE_OFFICE, N_PAUSED | N_FITTING},
    {MS_ISSUED, MA_CYCLE, MS_ISSUED, ROLE_OFFICE, 0},
    {MS_DRAFT, MA_MERGE, MS_DRAFT, ROLE_OFFICE, N_PAPER},
    {MS_PROPOSED, MA_MERGE, MS_PROPOSED, ROLE_OFFICE, N_PAPER},
    {MS_APPROVED, MA_MERGE, MS_APPROVED, ROLE_OFFICE, N_PAPER},
    {MS_ISSUED, MA_MERGE, MS_ISSUED, ROLE_OFFICE, N_PAPER},
    {MS_DRAFT, MA_HEED, MS_DRAFT, ROLE_OFFICE, N_PAPER},
    {MS_PROPOSED, MA_HEED, MS_PROPOSED, ROLE_OFFICE, N_PAPER},
    {MS_APPROVED, MA_HEED, MS_APPROVED, ROLE_OFFICE, N_PAPER},
    {MS_ISSUED, MA_HEED, MS_ISSUED, ROLE_OFFICE, N_PAPER},
    {MS_CONCLUDED, MA_ARCHIVE, MS_ARCHIVED, ROLE_OFFICE, N_PRIMARY},
    {MS_DRAFT, MA_CANCEL, MS_CANCELLED, ROLE_OFFICE, 0},
    {MS_PROPOSED, MA_CANCEL, MS_CANCELLED, ROLE_OFFICE, 0},
    {MS_APPROVED, MA_CANCEL, MS_CANCELLED, ROLE_OFFICE, 0},
    {MS_ISSUED, MA_CANCEL, MS_CANCELLED, ROLE_LEADER, N_HEAD},
};

static const struct move assignment_moves[] = {
    {AS_PENDING, AA_RECEIVE, AS_RECEIVED, ROLE_UNIT, N_UNIT | N_PRIMARY},
    {AS_PENDING, AA_REFUSE, AS_REFUSED, ROLE_DEPARTMENT, N_UNIT},
    {AS_REFUSED, AA_INSIST, AS_PENDING, ROLE_OFFICE, N_PRIMARY},
    {AS_PENDING, AA_WITHDRAW, AS_WITHDRAWN, ROLE_OFFICE, 0},
    {AS_RECEIVED, AA_WITHDRAW, AS_WITHDRAWN, ROLE_OFFICE, 0},
    {AS_UNDERWAY, AA_WITHDRAW, AS_WITHDRAWN, ROLE_OFFICE, 0},
    {AS_RECTIFYING, AA_WITHDRAW, AS_WITHDRAWN, ROLE_OFFICE, 0},
    {AS_REFUSED, AA_WITHDRAW, AS_WITHDRAWN, ROLE_OFFICE, 0},
    {AS_RECEIVED, AA_BREAK_DOWN, AS_RECEIVED, ROLE_OFFICE, N_SEAT},
    {AS_UNDERWAY, AA_BREAK_DOWN, AS_UNDERWAY, ROLE_OFFICE, N_SEAT},
    {AS_RECTIFYING, AA_BREAK_DOWN, AS_RECTIFYING, ROLE_OFFICE, N_SEAT},
    {AS_RECEIVED, AA_REPORT, AS_UNDERWAY, ROLE_UNIT, N_UNIT | N_PLANNED | N_PRIMARY},
    {AS_UNDERWAY, AA_REPORT, AS_UNDERWAY, ROLE_UNIT, N_UNIT | N_PLANNED | N_PRIMARY},
    {AS_RECTIFYING, AA_REPORT, AS_RECTIFYING, ROLE_UNIT, N_UNIT | N_PLANNED | N_PRIMARY},
    {AS_RECEIVED, AA_SUBMIT, AS_SUBMITTED, ROLE_DEPARTMENT, N_UNIT | N_PLANNED},
    {AS_UNDERWAY, AA_SUBMIT, AS_SUBMITTED, ROLE_DEPARTMENT, N_UNIT | N_PLANNED},
    {AS_RECTIFYING, AA_SUBMIT, AS_SUBMITTED, ROLE_DEPARTMENT, N_UNIT | N_PLANNED},
    {AS_SUBMITTED, AA_ACCEPT, AS_ACCEPTED, ROLE_OFFICE, N_SECOND | N_PRIMARY},
    {AS_SUBMITTED, AA_RETURN, AS_RECTIFYING, ROLE_OFFICE, N_SECOND},
    {AS_RECEIVED, AA_EXTEND, AS_RECEIVED, ROLE_DEPARTMENT, N_UNIT | N_IN_TIME | N_RUNNING},
    {AS_UNDERWAY, AA_EXTEND, AS_UNDERWAY, ROLE_DEPARTMENT, N_UNIT | N_IN_TIME | N_RUNNING},
    {AS_RECTIFYING, AA_EXTEND, AS_RECTIFYING, ROLE_DEPARTMENT, N_UNIT | N_IN_TIME | N_RUNNING},
    {AS_RECEIVED, AA_APPROVE_EXTENSION, AS_RECEIVED, ROLE_LEADER, N_CHARGE | N_RUNNING | N_PAPER},
    {AS_UNDERWAY, AA_APPROVE_EXTENSION, AS_UNDERWAY, ROLE_LEADER, N_CHARGE | N_RUNNING | N_PAPER},
    {AS_RECTIFYING, AA_APPROVE_EXTENSION, AS_RECTIFYING, ROLE_LEADER, N_CHARGE | N_RUNNING | N_PAPER},
    {AS_RECEIVED, AA_APPROVE_EXTENSION, AS_RECEIVED, ROLE_OFFICE, N_RUNNING | N_PAPER},
    {AS_UNDERWAY, AA_APPROVE_EXTENSION, AS_UNDERWAY, ROLE_OFFICE, N_RUNNING | N_PAPER},
    {AS_RECTIFYING, AA_APPROVE_EXTENSION, AS_RECTIFYING, ROLE_OFFICE, N_RUNNING | N_PAPER},
    {AS_RECEIVED, AA_REFUSE_EXTENSION, AS_RECEIVED, ROLE_LEADER, N_CHARGE | N_PAPER},
    {AS_UNDERWAY, AA_REFUSE_EXTENSION, AS_UNDERWAY, ROLE_LEADER, N_CHARGE | N_PAPER},
    {AS_RECTIFYING, AA_REFUSE_EXTENSION, AS_RECTIFYING, ROLE_LEADER, N_CHARGE | N_PAPER},
    {AS_RECEIVED, AA_REFUSE_EXTENSION, AS_RECEIVED, ROLE_OFFICE, N_PAPER},
    {AS_UNDERWAY, AA_REFUSE_EXTENSION, AS_UNDERWAY, ROLE_OFFICE, N_PAPER},
    {AS_RECTIFYING, AA_REFUSE_EXTENSION, AS_RECTIFYING, ROLE_OFFICE, N_PAPER},
    {AS_RECEIVED, AA_EXPLAIN, AS_RECEIVED, ROLE_UNIT, N_UNIT | N_LATE | N_FITTING},
    {AS_UNDERWAY, AA_EXPLAIN, AS_UNDERWAY, ROLE_UNIT, N_UNIT | N_LATE | N_FITTING},
    {AS_SUBMITTED, AA_EXPLAIN, AS_SUBMITTED, ROLE_UNIT, N_UNIT | N_LATE | N_FITTING},
    {AS_RECTIFYING, AA_EXPLAIN, AS_RECTIFYING, ROLE_UNIT, N_UNIT | N_LATE | N_FITTING},
    {AS_RECEIVED, AA_RETURN_REPORT, AS_RECEIVED, ROLE_OFFICE, N_PAPER},
    {AS_UNDERWAY, AA_RETURN_REPORT, AS_UNDERWAY, ROLE_OFFICE, N_PAPER},
    {AS_RECTIFYING, AA_RETURN_REPORT, AS_RECTIFYING, ROLE_OFFICE, N_PAPER},
    {AS_RECEIVED, AA_GRADE_REPORT, AS_RECEIVED, ROLE_OFFICE, N_PAPER},
    {AS_UNDERWAY, AA_GRADE_REPORT, AS_UNDERWAY, ROLE_OFFICE, N_PAPER},
    {AS_SUBMITTED, AA_GRADE_REPORT, AS_SUBMITTED, ROLE_OFFICE, N_PAPER},
    {AS_RECTIFYING, AA_GRADE_REPORT, AS_RECTIFYING, ROLE_OFFICE, N_PAPER},
    {AS_ACCEPTED, AA_GRADE_REPORT, AS_ACCEPTED, ROLE_OFFICE, N_PAPER},
    {AS_PENDING, AA_LIGHT, AS_PENDING, ROLE_OFFICE, N_RUNNING},
    {AS_RECEIVED, AA_LIGHT, AS_RECEIVED, ROLE_OFFICE, N_RUNNING},
    {AS_UNDERWAY, AA_LIGHT, AS_UNDERWAY, ROLE_OFFICE, N_RUNNING},
    {AS_RECTIFYING, AA_LIGHT, AS_RECTIFYING, ROLE_OFFICE, N_RUNNING},
    {AS_RECEIVED, AA_PLAN, AS_RECEIVED, ROLE_UNIT, N_UNIT | N_PLAN_OPEN},
    {AS_UNDERWAY, AA_PLAN, AS_UNDERWAY, ROLE_UNIT, N_UNIT | N_PLAN_OPEN},
    {AS_RECTIFYING, AA_PLAN, AS_RECTIFYING, ROLE_UNIT, N_UNIT | N_PLAN_OPEN},
    {AS_RECEIVED, AA_FILE_PLAN, AS_UNDERWAY, ROLE_OFFICE, N_PLAN_ASKED | N_PAPER},
    {AS_UNDERWAY, AA_FILE_PLAN, AS_UNDERWAY, ROLE_OFFICE, N_PLAN_ASKED | N_PAPER},
    {AS_RECTIFYING, AA_FILE_PLAN, AS_RECTIFYING, ROLE_OFFICE, N_PLAN_ASKED | N_PAPER},
    {AS_RECEIVED, AA_RETURN_PLAN, AS_RECEIVED, ROLE_OFFICE, N_PLAN_ASKED | N_PAPER},
    {AS_UNDERWAY, AA_RETURN_PLAN, AS_UNDERWAY, ROLE_OFFICE, N_PLAN_ASKED | N_PAPER},
    {AS_RECTIFYING, AA_RETURN_PLAN, AS_RECTIFYING, ROLE_OFFICE, N_PLAN_ASKED | N_PAPER},
    {AS_RECEIVED, AA_STEP, AS_RECEIVED, ROLE_UNIT, N_UNIT | N_PLAN_FILED | N_PAPER},
    {AS_UNDERWAY, AA_STEP, AS_UNDERWAY, ROLE_UNIT, N_UNIT | N_PLAN_FILED | N_PAPER},
    {AS_RECTIFYING, AA_STEP, AS_RECTIFYING, ROLE_UNIT, N_UNIT | N_PLAN_FILED | N_PAPER},
    {AS_RECEIVED, AA_SELF_CHECK, AS_RECEIVED, ROLE_UNIT, N_UNIT | N_PAPER},
    {AS_UNDERWAY, AA_SELF_CHECK, AS_UNDERWAY, ROLE_UNIT, N_UNIT | N_PAPER},
    {AS_RECTIFYING, AA_SELF_CHECK, AS_RECTIFYING, ROLE_UNIT, N_UNIT | N_PAPER},
};

static const struct verdict allowed = {OK, NULL, NULL};

static struct verdict refuse(enum err err, const char *code, const char *reason)
{
    return (struct verdict){err, code, reason};
}

/* ---- guards: each says no by a sentence, or NULL */
static const char *lacks_authority(struct arena *a, const struct matter_case *c, unsigned needs)
{
    const struct assignment *at = c->units.items;
    if (c->who->rank == RANK_HEAD)
        return NULL;
    if (needs & N_HEAD)
        return "由组长决定";
    if (c->who->rank != RANK_DEPUTY)
        return "由组长或者分管的副组长审批";
    for (size_t i = 0; i < c->units.n; i++)
        if (at[i].status != AS_WITHDRAWN && !at[i].in_charge && (c->at == NULL || c->at == &at[i]))
            return arena_printf(a, "%s不在您的分管范围，请由组长审批", at[i].unit_name);
    return NULL;
}

static bool is_blank(const char *s)
{
    return s == NULL || *s == '\0';
}

static const char *what_is_missing(struct arena *a, const struct matter_case *c)
{
    struct buf b;
    buf_init(&b, a);
    if (is_blank(c->m.content))
        buf_puts(&b, "、督办内容");
    if (is_blank(c->m.requirement))
        buf_puts(&b, "、工作要求");
    if (c->m.due_on == 0)
        buf_puts(&b, "、办理时限");
    if (main_in(c, 0) == 0)
        buf_puts(&b, "、主办或分办单位");
    if (is_blank(c->m.proposal) && is_blank(c->new_proposal))
        buf_puts(&b, "、拟办意见");
    return b.len == 0 ? NULL : b.data + strlen("、");
}

static const char *incomplete(struct arena *a, const struct matter_case *c)
{
    const struct assignment *at = c->units.items;
    const char *missing = what_is_missing(a, c);
    const char *next = c->action == MA_PROPOSE ? "补全后可报请审批" : "请由领导退回补全";
    if (missing != NULL)
        return arena_printf(a, "缺少%s，%s", missing, next);
    if (c->m.is_special && c->m.report_cycle != CYCLE_WEEKLY)
        return arena_printf(a, "专项督办应每周报送，请调整报送频次，%s", next);
    if ((c->new_due_on != 0 ? c->new_due_on : c->m.due_on) < c->today)
        return c->action == MA_APPROVE ? "办理时限已过，请在审批时改定或者退回"
                                       : "办理时限已过，请改定时限后再办";
    for (size_t i = 0; i < c->units.n; i++)
        if (at[i].closed)
            return arena_printf(a, "%s已撤销，请退回调整承办单位", at[i].unit_name);
    return NULL;
}

/* An assist part need not be accepted; but what waits for the office itself is settled first. */
static const char *without_results(struct arena *a, const struct matter_case *c)
{
    size_t refused = units_in(c, AS_REFUSED), submitted = units_in(c, AS_SUBMITTED);
    size_t open = main_in(c, 0) - main_in(c, AS_ACCEPTED);
    if (refused > 0)
        return arena_printf(a, "%s退回了交办，请先坚持交办或者撤回", units_named(a, c, AS_REFUSED));
    if (submitted > 0)
        return arena_printf(a, "%s的结果等待验收", units_named(a, c, AS_SUBMITTED));
    if (open > 0)
        return arena_printf(a, "还有 %zu 个主办、分办单位没有验收通过", open);
    if (c->m.unsettled_n > 0)
        return arena_printf(a, "还有 %d 项书面答复或者协调没有了结，见“交办要求”和“协调”",
                            (int)c->m.unsettled_n);
    return main_in(c, 0) == 0 ? "没有主办或分办单位，请先增加承办单位" : NULL;
}

static const char *not_a_second_person(const struct matter_case *c)
{
    if (c->at->submitted_by == c->who->person_id)
        return "结果由您本人报送，须由他人验收";
    if (c->who->unit_id == c->at->unit_id || c->who->body_id == c->at->own_body_id)
        return "承办单位不能验收自己的结果";
    return NULL;
}

int32_t assignment_limit(const struct matter_case *c)
{
    return c->at->due_on != 0 ? c->at->due_on : c->m.due_on;
}

int32_t assignment_term(const struct matter_case *c)
{
    bool rectifies = c->at->status == AS_RECTIFYING && c->at->rectify_on != 0;
    return rectifies ? c->at->rectify_on : assignment_limit(c);
}

bool assignment_is_late(const struct matter_case *c)
{
    int32_t day = c->m.paused_since != 0 ? c->m.paused_since : c->today;
    return assignment_limit(c) < (c->at->status == AS_SUBMITTED ? date_of(c->at->submitted_at) : day);
}

bool assignment_lacks_plan(const struct matter_case *c)
{
    return c->m.needs_plan && c->at->kind != AK_ASSIST && c->at->plan_no == 0;
}

static const char *no_plan(const struct matter_case *c, unsigned needs)
{
    bool waits = needs != 0 && c->at->plan_status == PLAN_SUBMITTED;
    if ((needs & N_PLANNED) && assignment_lacks_plan(c))
        return c->action == AA_SUBMIT ? "工作方案备案后才能报送结果" : "工作方案备案后才能报送进展";
    if ((needs & N_PLAN_OPEN) && waits)
        return "上一版工作方案正在等待备案，备案或者退回以后再报";
    if ((needs & N_PLAN_ASKED) && !waits)
        return "没有等待备案的工作方案";
    return (needs & N_PLAN_FILED) && c->at->plan_no == 0 ? "工作方案备案后才能更新步骤" : NULL;
}

static const char *not_now(const struct matter_case *c, unsigned needs)
{
    if ((needs & N_RUNNING) && c->m.paused_since != 0)
        return "事项已挂起，请先由督办办公室恢复办理";
    if ((needs & N_PAUSED) && c->m.paused_since == 0)
        return "事项没有挂起";
    if ((needs & N_IN_TIME) && assignment_term(c) < c->today)
        return "已超期，不能再申请延期，只能说明原因和下一步措施";
    if ((needs & N_LATE) && !assignment_is_late(c))
        return "没有超过时限，不需要说明";
    return no_plan(c, needs & (N_PLANNED | N_PLAN_OPEN | N_PLAN_ASKED | N_PLAN_FILED));
}

/* One extension at a time. */
static const char *already_asked(struct arena *a, const struct matter_case *c)
{
    const struct assignment *at = c->at;
    return at->extension_by == NULL ? NULL
                                    : arena_printf(a, "%s%s已申请延期，正在等待审批", at->extension_by,
                                                   day_text(a, date_of(at->extension_at)));
}

static struct verdict guard(struct arena *a, const struct matter_case *c, unsigned needs)
{
    const char *no = needs & (N_HEAD | N_CHARGE) ? lacks_authority(a, c, needs) : NULL;
    if (no != NULL)
        return refuse(ERR_FORBIDDEN, "not-in-charge", no);
    no = needs & N_SECOND ? not_a_second_person(c) : NULL;
    if (no != NULL)
        return refuse(ERR_FORBIDDEN, "second-person", no);
    no = not_now(c, needs);
    if (no != NULL)
        return refuse(ERR_CONFLICT, "not-now", no);
    no = needs & N_IN_TIME ? already_asked(a, c) : NULL;
    if (no != NULL)
        return refuse(ERR_CONFLICT, "already-asked", no);
    no = needs & N_COMPLETE ? incomplete(a, c) : NULL;
    if (no != NULL)
        return refuse(ERR_CONFLICT, "matter-incomplete", no);
    no = needs & N_RESULTS ? without_results(a, c) : NULL;
    return no == NULL ? allowed : refuse(ERR_CONFLICT, "results-missing", no);
}

/* ---- reading the tables */
struct machine {
    const struct move *moves;
    size_t n;
    const struct choices *actions, *states;
    int state;
    bool open; /* the matter lets its assignments move */
};

static struct machine machine_of(const struct matter_case *c)
{
    if (c->at == NULL)
        return (struct machine){
            matter_moves, ARRAY_LEN(matter_moves), &matter_actions, &matter_statuses, c->m.status, true};
    return (struct machine){assignment_moves,    ARRAY_LEN(assignment_moves),
                            &assignment_actions, &assignment_statuses,
                            c->at->status,       c->m.status == MS_ISSUED};
}

static bool is_for(const struct move *mv, const struct matter_case *c)
{
    const struct assignment *at = c->at;
    if (!(mv->who & (uint32_t)c->who->role))
        return false;
    if (at != NULL && (mv->needs & N_UNIT))
        return c->who->unit_id == at->unit_id;
    if (at != NULL && (mv->needs & N_SEAT))
        return at->own_body_id != 0 && c->who->body_id == at->own_body_id;
    return c->who->body_id == c->m.body_id;
}

struct verdict matter_judge(struct arena *a, struct matter_case *c)
{
    const struct machine k = machine_of(c);
    const char *label = choice_label(k.actions, c->action);
    bool mine = false, here = false;
    for (size_t i = 0; i < k.n; i++) {
        const struct move *mv = &k.moves[i];
        if (mv->action != c->action)
            continue;
        bool from = k.open && mv->from == k.state;
        if (from && is_for(mv, c)) {
            c->to = mv->to;
            return guard(a, c, mv->needs);
        }
        here |= from;
        mine |= is_for(mv, c);
    }
    if (here || !mine)
        return refuse(ERR_FORBIDDEN, "not-yours", arena_printf(a, "您的岗位不能在这里办理“%s”", label));
    const char *state = k.open ? choice_label(k.states, k.state)
                               : choice_label(&matter_statuses, c->m.status);
    return refuse(ERR_CONFLICT, "wrong-state", arena_printf(a, "现在是“%s”，不能办理“%s”", state, label));
}

static bool is_primary(const struct move *mv, const struct matter_case *c)
{
    return (mv->needs & N_PRIMARY) || (c->at != NULL && mv->action == AA_PLAN && assignment_lacks_plan(c));
}

static void buttons(struct arena *a, struct matter_case *c, struct list *out)
{
    const struct machine k = machine_of(c);
    struct action *buttons = arena_alloc(a, k.n * sizeof *buttons);
    size_t n = 0;
    for (size_t i = 0; i < k.n; i++) {
        const struct move *mv = &k.moves[i];
        if (!k.open || (mv->needs & N_PAPER) || mv->from != k.state || !is_for(mv, c))
            continue;
        c->action = mv->action;
        struct verdict v = guard(a, c, mv->needs);
        if (v.err != OK && (mv->needs & N_FITTING))
            continue;
        buttons[n++] = (struct action){choice_name(k.actions, mv->action),
                                       choice_label(k.actions, mv->action), v.err == OK, v.reason,
                                       is_primary(mv, c)};
    }
    *out = (struct list){buttons, n};
}

void matter_buttons(struct arena *a, struct matter_case *c, struct list *out)
{
    c->at = NULL;
    buttons(a, c, out);
}

void assignment_buttons(struct arena *a, struct matter_case *c, struct assignment *at)
{
    c->at = at;
    buttons(a, c, &at->actions);
    c->at = NULL;
}

bool matter_button(struct arena *a, struct matter_case *c, int action, struct action *out)
{
    const struct machine k = machine_of(c);
    c->action = action;
    struct verdict v = matter_judge(a, c);
    *out = (struct action){choice_name(k.actions, action), choice_label(k.actions, action), v.err == OK,
                           v.reason, v.err == OK};
    return v.err == OK || strcmp(v.code, "not-yours") != 0;
}
