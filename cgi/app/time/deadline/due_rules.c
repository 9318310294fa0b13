#include "app/time/deadline/due_want.h"

static int64_t not_before(int64_t at, int64_t from)
{
    return at >= from ? at : 0;
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a == 0 || (b != 0 && b < a) ? b : a;
}

/* The first report of the part from an instant on; 0 without. */
static int64_t report_since(const struct work *w, int64_t from, bool self_check)
{
    const struct due_report *r = w->c->reports.items;
    for (size_t i = 0; i < w->c->reports.n; i++)
        if (r[i].assignment_id == w->part->id && r[i].at >= from && (!self_check || r[i].self_check))
            return r[i].at;
    return 0;
}

/* ---- what a unit owes */
static void want_sign(struct work *w, int32_t served)
{
    const struct due_part *p = w->part;
    int64_t closed = not_before(p->received_at, p->served_at);
    if (closed == 0 && p->status == AS_REFUSED)
        closed = w->c->now;
    want(w, &(struct ask){.kind = DUE_SIGN,
                          .owes = OWES_UNIT,
                          .seq = p->served_n,
                          .start_on = served,
                          .by = BY_RULE,
                          .rule = "sign",
                          .event = "下达",
                          .closed_at = closed});
}

static int32_t want_feedback(struct work *w, int32_t served, int64_t submitted)
{
    const struct due_matter *m = &w->c->m;
    struct ask k = {.kind = DUE_FEEDBACK,
                    .owes = OWES_UNIT,
                    .seq = w->part->served_n,
                    .start_on = served,
                    .by = BY_RULE,
                    .event = "下达"};
    k.rule = m->difficulty == DIFFICULTY_HARD ? "feedback_hard" : "feedback_simple";
    k.closed_at = earlier(report_since(w, w->part->served_at, false), submitted);
    if (plan_is_asked(w)) /* reports wait for the plan, which says how the work is gone about */
        k.closed_at = earlier(k.closed_at, plan_first_at(w));
    if (m->leader_feedback_on >= served) {
        k.by = BY_LIMIT;
        k.rule = NULL;
        k.limit_on = m->leader_feedback_on;
        k.event = "领导指定的反馈日期";
    }
    return want(w, &k);
}

static int32_t want_result(struct work *w, int64_t submitted)
{
    const struct due_part *p = w->part;
    return want(
        w, &(struct ask){.kind = DUE_RESULT,
                         .owes = OWES_UNIT,
                         .seq = p->served_n,
                         .start_on = p->limit_from,
                         .by = BY_LIMIT,
                         .limit_on = p->limit_on,
                         .event = p->extensions_n > 0 ? "经批准延期后的办理时限" : "批准立项时确定的办理时限",
                         .closed_at = submitted});
}

static int64_t date_number(int32_t day)
{
    int year, month, mday;
    date_split(day, &year, &month, &mday);
    return year * 10000 + month * 100 + mday;
}

static void want_explanation(struct work *w, int32_t due, int64_t submitted)
{
    int32_t ended = submitted == 0 ? w->c->today : date_of(submitted);
    int64_t explained = date_of(w->part->explained_at) > due ? w->part->explained_at : 0;
    if (ended <= due)
        return;
    want(w, &(struct ask){.kind = DUE_EXPLANATION,
                          .owes = OWES_UNIT,
                          .seq = date_number(due),
                          .start_on = due,
                          .by = BY_RULE,
                          .rule = "explanation",
                          .event = "办理时限",
                          .closed_at = earlier(explained, submitted)});
}

static void want_self_check(struct work *w, int32_t served, int32_t due, int64_t submitted)
{
    const struct due_item *row = row_of(w, DUE_SELF_CHECK, w->part->served_n);
    const struct time_rule *rule = rule_for(w, "self_check", row);
    int64_t own = w->c->m.self_check_days, n = own >= 0 ? own : rule == NULL ? 0 : rule->n;
    int32_t day = workdays_back(&w->c->calendar, due, n);
    int64_t filed = report_since(w, w->part->served_at, true);
    if (n == 0 || day <= served || (filed == 0 && submitted != 0 && date_of(submitted) <= day))
        return;
    want(w, &(struct ask){.kind = DUE_SELF_CHECK,
                          .owes = OWES_UNIT,
                          .seq = w->part->served_n,
                          .start_on = served,
                          .by = BEFORE_LIMIT,
                          .rule = own >= 0 ? NULL : "self_check",
                          .limit_on = due,
                          .n = n,
                          .closed_at = earlier(filed, submitted)});
}

/* What an earlier service was returned for is not owed after a new one. */
static void want_rectify(struct work *w)
{
    const struct due_part *p = w->part;
    struct ask k = {.kind = DUE_RECTIFY,
                    .owes = OWES_UNIT,
                    .seq = p->returned_n,
                    .start_on = date_of(p->returned_at),
                    .by = BY_RULE,
                    .rule = "rectify",
                    .event = "退回整改",
                    .closed_at = not_before(p->submitted_at, p->returned_at)};
    if (p->returned_n == 0 || p->returned_at == 0 || p->returned_at < p->served_at)
        return;
    if (p->rectify_on != 0) {
        k.by = BY_LIMIT;
        k.rule = NULL;
        k.start_on = p->rectify_from;
        k.limit_on = p->rectify_on;
        k.event = "经批准延期后的整改时限";
    }
    want(w, &k);
}

static void want_accept(struct work *w, int64_t submitted)
{
    const struct due_part *p = w->part;
    int64_t answered = earlier(not_before(p->accepted_at, submitted), not_before(p->returned_at, submitted));
    int64_t seq = p->returned_n + (p->status == AS_RECTIFYING ? 0 : 1);
    if (submitted != 0)
        want(w, &(struct ask){.kind = DUE_ACCEPT,
                              .owes = OWES_OFFICE,
                              .seq = seq,
                              .start_on = date_of(submitted),
                              .by = BY_RULE,
                              .rule = "accept",
                              .event = "报送结果",
                              .closed_at = p->status == AS_SUBMITTED ? 0 : answered});
}

/* ---- periodic reports */
#define PERIODS_MAX 500

static bool is_off(const struct work *w, int32_t due)
{
    const struct calendar *c = &w->c->calendar;
    return pause_days(c, &w->c->pauses, due - 1, due, w->c->today) > 0;
}

/* A period whose last day is paused goes on in the next, unless it was reported on before. */
static bool goes_on(const struct work *w, int64_t seq, int32_t due)
{
    const struct due_item *row = row_of(w, DUE_REPORT, seq);
    return is_off(w, due) && (row == NULL || (row->outcome != DUE_DONE && row->outcome != DUE_LATE));
}

/* Periods of an earlier cycle that were over before the present one began. */
static void keep_reports(struct work *w, int32_t from, int64_t submitted)
{
    const struct due_item *row = w->c->rows.items;
    for (size_t i = 0; i < w->c->rows.n; i++) {
        struct due_item d = row[i];
        if (d.assignment_id != w->part->id || d.kind != DUE_REPORT || d.seq < 0 || d.closed_at != 0 ||
            d.due_on >= from)
            continue;
        close_item(&d, earlier(report_since(w, date_start(d.start_on), false),
                               not_before(submitted, date_start(d.start_on))));
        put_item(w, &d);
    }
}

/* A returned report is written anew; its seq is the report's number, below zero. */
static void want_rewrites(struct work *w, int64_t submitted)
{
    const struct due_returned *r = w->c->returned.items;
    for (size_t i = 0; i < w->c->returned.n; i++)
        if (r[i].assignment_id == w->part->id && r[i].at >= w->part->served_at)
            want(w, &(struct ask){.kind = DUE_REPORT,
                                  .owes = OWES_UNIT,
                                  .seq = -r[i].report_id,
                                  .start_on = date_of(r[i].at),
                                  .by = BY_RULE,
                                  .rule = "rewrite",
                                  .event = "退回报告",
                                  .closed_at = earlier(report_since(w, r[i].at, false),
                                                       not_before(submitted, r[i].at))});
}

static void want_reports(struct work *w, int32_t served, int32_t limit, int64_t submitted)
{
    const struct due_case *c = w->c;
    int cycle = c->m.report_cycle;
    int32_t first = c->m.cycle_from > served ? c->m.cycle_from : served, from = first;
    if (first != served)
        keep_reports(w, first, submitted);
    if (cycle <= CYCLE_NONE)
        return;
    for (int32_t end = period_end(cycle, first), n = 0; n < PERIODS_MAX;
         n++, end = period_end(cycle, end + 1)) {
        int32_t due = period_due(&c->calendar, cycle, end);
        if (from > c->today || due >= limit || (submitted != 0 && date_of(submitted) < from))
            return;
        if (due <= first || goes_on(w, date_number(end), due))
            continue;
        due = want(w, &(struct ask){.kind = DUE_REPORT,
                                    .owes = OWES_UNIT,
                                    .seq = date_number(end),
                                    .start_on = from,
                                    .by = BY_PERIOD,
                                    .limit_on = end,
                                    .closed_at = earlier(report_since(w, date_start(from), false),
                                                         not_before(submitted, date_start(from)))});
        from = due + 1;
    }
}

/* ---- one part, then the matter */
static void set_limit(const struct due_matter *m, struct due_part *p)
{
    if (p->limit_on != 0)
        return;
    p->limit_on = p->due_on != 0 ? p->due_on : m->due_on;
    p->limit_from = date_of(p->served_at);
    p->original_due_on = p->limit_on;
}

/* Its limit; 0 for one that does not count. */
static int32_t want_part(struct work *w, struct due_part *p)
{
    int32_t served = date_of(p->served_at);
    int64_t submitted = not_before(p->submitted_at, p->served_at);
    w->part = p;
    if (p->served_at == 0 || p->status == AS_WITHDRAWN)
        return 0;
    set_limit(&w->c->m, p);
    want_sign(w, served);
    if (p->status == AS_REFUSED)
        return 0;
    int32_t feedback = want_feedback(w, served, submitted);
    int32_t due = want_result(w, submitted);
    want_explanation(w, due, submitted);
    if (p->kind != AK_ASSIST) {
        want_self_check(w, served, due, submitted);
        want_plan(w, submitted);
        if (!plan_is_asked(w))
            want_reports(w, served, due, submitted);
        else if (plan_filed_at(w) != 0)
            want_reports(w, date_of(plan_filed_at(w)), due, submitted);
    }
    want_rewrites(w, submitted);
    want_rectify(w);
    want_accept(w, submitted);
    light_part(w, p, due, feedback);
    return due;
}

static void want_parts(struct work *w)
{
    struct due_matter *m = &w->c->m;
    struct due_part *p = w->c->parts.items;
    int32_t *due = arena_alloc(w->a, (w->c->parts.n + 1) * sizeof *due);
    if (m->limit_on == 0)
        m->limit_on = m->due_on;
    int32_t last = pause_shift(&w->c->calendar, &w->c->pauses, date_of(m->issued_at), m->limit_on,
                               w->c->today);
    for (size_t i = 0; i < w->c->parts.n; i++) {
        int32_t of_part = want_part(w, &p[i]);
        due[i] = of_part;
        if (p[i].kind != AK_ASSIST && of_part > last)
            last = of_part;
    }
    m->due_on = last;
    for (size_t i = 0; i < w->c->parts.n; i++)
        if (due[i] != 0 && (p[i].due_on != 0 || due[i] != last))
            p[i].due_on = due[i];
    light_matter(w);
}

/* ---- 交办要求 */
static const struct due_part *part_of(const struct due_case *c, int64_t id)
{
    const struct due_part *p = c->parts.items;
    for (size_t i = 0; i < c->parts.n; i++)
        if (p[i].id == id)
            return &p[i];
    return NULL;
}

static void want_directives(struct work *w)
{
    const struct due_directive *d = w->c->directives.items;
    for (size_t i = 0; i < w->c->directives.n; i++) {
        w->part = part_of(w->c, d[i].assignment_id);
        if (d[i].assignment_id != 0 && (w->part == NULL || w->part->status == AS_WITHDRAWN))
            continue;
        want(w, &(struct ask){.kind = DUE_DIRECTIVE,
                              .owes = w->part != NULL ? OWES_UNIT : OWES_OFFICE,
                              .seq = d[i].id * DIRECTIVE_ROUNDS + d[i].round,
                              .start_on = date_of(d[i].asked_at),
                              .by = BY_LIMIT,
                              .limit_on = d[i].due_on,
                              .event = d[i].event,
                              .closed_at = d[i].answered_at});
    }
}

static void want_approval(struct work *w)
{
    const struct due_matter *m = &w->c->m;
    int64_t answered = not_before(m->answered_at, m->proposed_at);
    if (m->proposed_n > 0 && (answered != 0 || m->status == MS_PROPOSED))
        want(w, &(struct ask){.kind = DUE_APPROVAL,
                              .owes = OWES_LEADER,
                              .seq = m->proposed_n,
                              .start_on = date_of(m->proposed_at),
                              .by = BY_RULE,
                              .rule = "approval",
                              .event = "报请审批",
                              .closed_at = m->status == MS_PROPOSED ? 0 : answered});
}

/* When the last lead or parallel part was accepted; 0 while one is not. */
static int64_t all_accepted_at(const struct due_case *c)
{
    const struct due_part *p = c->parts.items;
    int64_t at = 0;
    for (size_t i = 0; i < c->parts.n; i++) {
        if (p[i].kind == AK_ASSIST || p[i].status == AS_WITHDRAWN)
            continue;
        if (p[i].status != AS_ACCEPTED)
            return 0;
        at = p[i].accepted_at > at ? p[i].accepted_at : at;
    }
    return at;
}

static void want_reply(struct work *w)
{
    int64_t accepted = all_accepted_at(w->c);
    if (accepted != 0)
        want(w, &(struct ask){.kind = DUE_REPLY,
                              .owes = OWES_OFFICE,
                              .seq = 1,
                              .start_on = date_of(accepted),
                              .by = BY_RULE,
                              .rule = "reply",
                              .event = "验收通过",
                              .closed_at = w->c->m.concluded_at});
}

void due_wanted(struct arena *a, struct due_case *c, struct due_plan *out)
{
    struct work w = {.a = a, .c = c};
    want_approval(&w);
    c->m.paused_since = paused_on(&c->pauses);
    if (c->m.status == MS_ISSUED) {
        want_parts(&w);
        want_directives(&w);
    }
    w.part = NULL;
    if (c->m.status >= MS_ISSUED && c->m.status != MS_CANCELLED)
        want_reply(&w);
    *out = (struct due_plan){{w.items, w.n}, {w.moves, w.moves_n}};
}
