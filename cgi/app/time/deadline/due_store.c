#include "app/time/deadline/deadline_priv.h"

#define COL(type_name, member, kind_of, ...)                                                                 \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), ##__VA_ARGS__                 \
    }

static const struct choice kind_items[] = {
    {"approval", "审批"},
    {"sign", "签收"},
    {"plan", "工作方案"},
    {"feedback", "首次反馈"},
    {"report", "进展报告"},
    {"self_check", "自查报告"},
    {"result", "办理结果"},
    {"explanation", "超期说明"},
    {"accept", "验收"},
    {"rectify", "整改"},
    {"lessons", "整改总结"},
    {"reply", "办结并答复来源"},
    {"directive", "答复交办要求"},
};
static const struct choice ower_items[] = {
    {"unit", "承办单位"}, {"office", "督办办公室"}, {"leader", "领导"}};
static const struct choice outcome_items[] = {{"done", "按时"}, {"late", "逾期"}, {"void", "不再需要"}};
static const struct choice unit_items[] = {{"workday", "工作日"}, {"day", "日"}, {"month", "个月"}};
const struct choices due_kinds = CHOICES("DueKind", kind_items);
const struct choices due_owers = CHOICES("DueOwes", ower_items);
const struct choices due_outcomes = CHOICES("DueOutcome", outcome_items);
const struct choices rule_units = CHOICES("RuleUnit", unit_items);

#define D(member, kind_of, ...) COL(struct due_item, member, kind_of, ##__VA_ARGS__)
static const struct field item_fields[] = {
    D(id, F_INT),
    D(body_id, F_INT),
    D(matter_id, F_INT),
    D(assignment_id, F_INT),
    D(unit_id, F_INT),
    D(owes, F_CHOICE, .choices = &due_owers),
    D(kind, F_CHOICE, .choices = &due_kinds),
    D(seq, F_INT),
    D(start_on, F_DATE),
    D(due_on, F_DATE),
    D(original_on, F_DATE),
    D(rule_id, F_INT),
    D(calendar_version, F_INT),
    D(estimated, F_BOOL),
    D(inputs, F_TEXT),
    D(explanation, F_TEXT),
    D(opened_at, F_INSTANT),
    D(closed_at, F_INSTANT),
    D(outcome, F_CHOICE, .choices = &due_outcomes),
};
const struct shape due_item_shape = SHAPE("DueItemRow", struct due_item, item_fields);

/* ---- the facts of one matter */
#define M(member, kind_of, ...) COL(struct due_matter, member, kind_of, ##__VA_ARGS__)
static const struct field matter_fields[] = {
    M(id, F_INT),
    M(body_id, F_INT),
    M(title, F_TEXT),
    M(status, F_CHOICE, .choices = &matter_statuses),
    M(difficulty, F_CHOICE, .choices = &difficulties),
    M(report_cycle, F_CHOICE, .choices = &report_cycles),
    M(cycle_days, F_INT),
    M(needs_plan, F_BOOL),
    M(due_on, F_DATE),
    M(limit_on, F_DATE),
    M(leader_feedback_on, F_DATE),
    M(feedback_on, F_DATE),
    M(cycle_from, F_DATE),
    M(self_check_days, F_INT),
    M(progress, F_INT),
    M(issued_at, F_INSTANT),
    M(concluded_at, F_INSTANT),
    M(proposed_n, F_INT),
    M(proposed_at, F_INSTANT),
    M(answered_at, F_INSTANT),
};
static const struct shape matter_facts = SHAPE("DueMatter", struct due_matter, matter_fields);
#define OF_HISTORY(what, actions)                                                                            \
    "(SELECT " what " FROM history h WHERE h.matter_id = m.id AND h.assignment_id IS NULL"                   \
    " AND h.action IN (" actions "))"
#define PROPOSED_N OF_HISTORY("COUNT(*)", "'propose'")
#define PROPOSED_AT OF_HISTORY("MAX(h.at)", "'propose'")
#define ANSWERED_AT OF_HISTORY("MAX(h.at)", "'approve', 'return'")
static const struct db_query DUE_MATTER = {
    .name = "due_matter",
    .sql = "SELECT m.id, m.body_id, m.title, m.status, m.difficulty, m.report_cycle, m.cycle_days, "
           "m.needs_plan, m.due_on, "
           "m.limit_on,"
           " m.leader_feedback_on, m.feedback_on, m.cycle_from,"
           " COALESCE(m.self_check_days, -1) AS self_check_days, m.progress, m.issued_at, "
           "m.concluded_at, " PROPOSED_N " AS proposed_n, " PROPOSED_AT " AS proposed_at, " ANSWERED_AT
           " AS answered_at"
           " FROM matter m WHERE m.id = ? FOR UPDATE",
    .row = &matter_facts,
};

#define P(member, kind_of, ...) COL(struct due_part, member, kind_of, ##__VA_ARGS__)
static const struct field part_fields[] = {
    P(id, F_INT),
    P(unit_id, F_INT),
    P(unit_name, F_TEXT),
    P(kind, F_CHOICE, .choices = &assignment_kinds),
    P(status, F_CHOICE, .choices = &assignment_statuses),
    P(due_on, F_DATE),
    P(limit_on, F_DATE),
    P(limit_from, F_DATE),
    P(original_due_on, F_DATE),
    P(extensions_n, F_INT),
    P(progress, F_INT),
    P(served_at, F_INSTANT),
    P(served_n, F_INT),
    P(received_at, F_INSTANT),
    P(submitted_at, F_INSTANT),
    P(accepted_at, F_INSTANT),
    P(returned_at, F_INSTANT),
    P(returned_n, F_INT),
    P(rectify_on, F_DATE),
    P(rectify_from, F_DATE),
    P(hand_light, F_CHOICE, .choices = &lights),
    P(hand_until, F_DATE),
    P(hand_name, F_TEXT),
    P(hand_reason, F_TEXT),
    P(explained_at, F_INSTANT),
};
static const struct shape part_facts = SHAPE("DuePart", struct due_part, part_fields);
static const struct db_query DUE_PARTS = {
    .name = "due_parts",
    .sql =
        "SELECT a.id, a.unit_id, a.unit_name, a.kind, a.status, a.due_on, a.limit_on, a.limit_from, "
        "a.original_due_on,"
        " a.extensions_n, a.progress, a.served_at, a.served_n, a.received_at, a.submitted_at, a.accepted_at,"
        " a.returned_at, a.returned_n, a.rectify_on, a.rectify_from, a.hand_light, a.hand_until,"
        " a.hand_name, a.hand_reason, (SELECT MAX(h.at) FROM history h WHERE "
        "h.matter_id = a.matter_id"
        " AND h.assignment_id = a.id AND h.action = 'explain') AS explained_at"
        " FROM assignment a WHERE a.matter_id = ? ORDER BY a.id",
    .row = &part_facts,
};

static const struct field report_fields[] = {
    COL(struct due_report, assignment_id, F_INT),
    COL(struct due_report, at, F_INSTANT),
    COL(struct due_report, self_check, F_BOOL),
};
static const struct shape report_facts = SHAPE("DueReport", struct due_report, report_fields);
static const struct db_query DUE_REPORTS = {
    .name = "due_reports",
    .sql = "SELECT r.assignment_id, r.at, r.self_check FROM report r WHERE r.matter_id = ?"
           " AND NOT EXISTS (SELECT 1 FROM report_verdict v WHERE v.returned = r.id) ORDER BY r.id",
    .row = &report_facts,
};

static const struct field returned_fields[] = {
    COL(struct due_returned, assignment_id, F_INT),
    COL(struct due_returned, report_id, F_INT),
    COL(struct due_returned, at, F_INSTANT),
};
static const struct shape returned_facts = SHAPE("DueReturned", struct due_returned, returned_fields);
static const struct db_query DUE_RETURNED = {
    .name = "due_returned",
    .sql = "SELECT r.assignment_id, r.id AS report_id, v.at FROM report_verdict v JOIN report r ON r.id = "
           "v.returned"
           " WHERE v.matter_id = ? ORDER BY v.id",
    .row = &returned_facts,
};

static const struct field directive_fields[] = {
    COL(struct due_directive, id, F_INT),           COL(struct due_directive, assignment_id, F_INT),
    COL(struct due_directive, event, F_TEXT),       COL(struct due_directive, due_on, F_DATE),
    COL(struct due_directive, asked_at, F_INSTANT), COL(struct due_directive, answered_at, F_INSTANT),
    COL(struct due_directive, round, F_INT),
};
static const struct shape directive_facts = SHAPE("DueDirective", struct due_directive, directive_fields);
static const struct db_query DUE_DIRECTIVES = {
    .name = "due_directives",
    .sql = "SELECT id, assignment_id, CASE source WHEN 'contact' THEN '跟踪督办时要求的答复时限'"
           " WHEN 'inspection' THEN '督查后要求的答复时限' WHEN 'instruction' THEN '领导批示要求的时限'"
           " WHEN 'meeting' THEN '会议议定的时限' ELSE '领导小组决定的时限' END AS event, due_on,"
           " COALESCE(returned_at, made_at) AS asked_at, answered_at, returned_n AS round"
           " FROM directive WHERE matter_id = ? AND status <> 'withdrawn' ORDER BY id",
    .row = &directive_facts,
};

static const struct field handed_fields[] = {
    COL(struct due_version, assignment_id, F_INT),
    COL(struct due_version, status, F_CHOICE, .choices = &plan_statuses),
    COL(struct due_version, handed_at, F_INSTANT),
    COL(struct due_version, decided_at, F_INSTANT),
};
static const struct shape handed_facts = SHAPE("DueVersion", struct due_version, handed_fields);
static const struct db_query DUE_PLANS = {
    .name = "due_plans",
    .sql = "SELECT assignment_id, status, handed_at, decided_at FROM plan WHERE matter_id = ? ORDER BY id",
    .row = &handed_facts,
};

static const struct field pause_fields[] = {
    COL(struct pause, from_on, F_DATE),
    COL(struct pause, to_on, F_DATE),
};
static const struct shape pause_shape = SHAPE("Pause", struct pause, pause_fields);
static const struct db_query PAUSES = {
    .name = "due_pauses",
    .sql = "SELECT from_on, to_on FROM pause WHERE matter_id = ? ORDER BY id",
    .row = &pause_shape,
};

static const struct field version_fields[] = {
    COL(struct year_version, year, F_INT),
    COL(struct year_version, id, F_INT),
};
static const struct shape version_shape = SHAPE("YearVersion", struct year_version, version_fields);
static const struct db_query YEAR_VERSIONS = {
    .name = "due_year_versions",
    .sql = "SELECT year, MAX(id) AS id FROM calendar_version GROUP BY year",
    .row = &version_shape,
};
static const struct db_query DUE_ROWS = {
    .name = "due_rows",
    .sql = "SELECT " DUE_COLUMNS " FROM due_item d WHERE d.matter_id = ? ORDER BY d.id",
    .row = &due_item_shape,
};
static const struct db_query RULES = {
    .name = "due_rules",
    .sql = "SELECT id, code, version, name, basis, unit, n, from_at, by_name, why FROM time_rule"
           " ORDER BY code, version DESC",
    .row = &time_rule_shape,
};

static enum err load_lists(struct db *db, struct arena *a, struct due_case *c)
{
    const struct {
        const struct db_query *query;
        struct list *to;
    } of_matter[] = {{&DUE_PARTS, &c->parts},       {&DUE_REPORTS, &c->reports},
                     {&DUE_RETURNED, &c->returned}, {&DUE_DIRECTIVES, &c->directives},
                     {&DUE_PLANS, &c->plans},       {&PAUSES, &c->pauses},
                     {&DUE_ROWS, &c->rows}};
    enum err e = OK;
    for (size_t i = 0; e == OK && i < ARRAY_LEN(of_matter); i++)
        e = db_list(db, a, of_matter[i].query, of_matter[i].to, DB_ARGS(db_i64(c->m.id)));
    if (e == OK)
        e = db_list(db, a, &RULES, &c->rules, DB_NONE);
    return e == OK ? db_list(db, a, &YEAR_VERSIONS, &c->versions, DB_NONE) : e;
}

enum err due_load(struct db *db, struct arena *a, int64_t matter_id, int64_t now, struct due_case *c)
{
    c->now = now;
    c->today = date_of(now);
    enum err e = db_one(db, a, &DUE_MATTER, &c->m, DB_ARGS(db_i64(matter_id)));
    c->m.report_cycle = period_cycle(c->m.report_cycle, c->m.cycle_days);
    return e == OK ? load_lists(db, a, c) : e;
}

/* ---- writing what follows */
static const struct db_query DUE_INSERT = {
    .name = "due_insert",
    .sql =
        "INSERT INTO due_item (body_id, matter_id, assignment_id, unit_id, owes, kind, seq, start_on, due_on,"
        " original_on, rule_id, calendar_version, estimated, inputs, explanation, opened_at, closed_at, "
        "outcome)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
};
static const struct db_query DUE_UPDATE = {
    .name = "due_update",
    .sql = "UPDATE due_item SET start_on = ?, due_on = ?, rule_id = ?, calendar_version = ?, estimated = ?,"
           " inputs = ?, explanation = ?, closed_at = ?, outcome = ? WHERE id = ?",
};
static const struct db_query DUE_VOID_ONE = {
    .name = "due_void",
    .sql = "UPDATE due_item SET closed_at = ?, outcome = 'void' WHERE id = ? AND closed_at IS NULL",
};
static const struct db_query PART_WRITE = {
    .name = "due_write_part",
    .sql =
        "UPDATE assignment SET due_on = ?, limit_on = ?, limit_from = ?, original_due_on = ?, yellow_on = ?,"
        " red_on = ?, light_note = ? WHERE id = ?",
};
static const struct db_query MATTER_WRITE = {
    .name = "due_write_matter",
    .sql = "UPDATE matter SET due_on = ?, limit_on = ?, paused_since = ?, yellow_on = ?, red_on = ?,"
           " light_note = ?, synced_on = ? WHERE id = ?",
};

enum err due_insert(struct db *db, const struct due_item *d, int64_t now)
{
    return db_exec(db, &DUE_INSERT, NULL,
                   DB_ARGS(db_i64(d->body_id), db_i64(d->matter_id), db_id(d->assignment_id),
                           db_id(d->unit_id), db_choice(&due_owers, d->owes), db_choice(&due_kinds, d->kind),
                           db_i64(d->seq), db_date(d->start_on), db_date(d->due_on), db_date(d->original_on),
                           db_id(d->rule_id), db_id(d->calendar_version), db_bool(d->estimated),
                           db_text(d->inputs), db_text(d->explanation), db_instant(now),
                           db_instant(d->closed_at), db_choice(&due_outcomes, d->outcome)));
}

enum err due_update(struct db *db, const struct due_item *d)
{
    return db_exec(db, &DUE_UPDATE, NULL,
                   DB_ARGS(db_date(d->start_on), db_date(d->due_on), db_id(d->rule_id),
                           db_id(d->calendar_version), db_bool(d->estimated), db_text(d->inputs),
                           db_text(d->explanation), db_instant(d->closed_at),
                           db_choice(&due_outcomes, d->outcome), db_i64(d->id)));
}

enum err due_void(struct db *db, int64_t id, int64_t now)
{
    return db_exec(db, &DUE_VOID_ONE, NULL, DB_ARGS(db_instant(now), db_i64(id)));
}

enum err due_write_part(struct db *db, const struct due_part *p)
{
    return db_exec(db, &PART_WRITE, NULL,
                   DB_ARGS(db_date(p->due_on), db_date(p->limit_on), db_date(p->limit_from),
                           db_date(p->original_due_on), db_date(p->yellow_on), db_date(p->red_on),
                           db_text(p->light_note), db_i64(p->id)));
}

enum err due_write_matter(struct db *db, const struct due_case *c)
{
    const struct due_matter *m = &c->m;
    return db_exec(db, &MATTER_WRITE, NULL,
                   DB_ARGS(db_date(m->due_on), db_date(m->limit_on), db_date(m->paused_since),
                           db_date(m->yellow_on), db_date(m->red_on), db_text(m->light_note),
                           db_date(c->today), db_i64(m->id)));
}

/* ---- extensions, pauses, the daily round */
static const struct db_query EXTEND = {
    .name = "due_extend",
    .sql = "UPDATE assignment SET limit_on = ?, limit_from = ?, extensions_n = extensions_n + 1 WHERE id = ?",
};
static const struct db_query EXTEND_RECTIFY = {
    .name = "due_extend_rectify",
    .sql = "UPDATE assignment SET rectify_on = ?, rectify_from = ? WHERE id = ?",
};
static const struct db_query PAUSE_BEGIN = {
    .name = "pause_begin",
    .sql = "INSERT INTO pause (matter_id, from_on) VALUES (?, ?)",
};
static const struct db_query PAUSE_END = {
    .name = "pause_end",
    .sql = "UPDATE pause SET to_on = GREATEST(?, from_on) WHERE matter_id = ? AND to_on IS NULL",
};

enum err due_extend(struct db *db, int64_t assignment_id, enum due_kind kind, int32_t to_on, int32_t today)
{
    return db_exec(db, kind == DUE_RECTIFY ? &EXTEND_RECTIFY : &EXTEND, NULL,
                   DB_ARGS(db_date(to_on), db_date(today), db_i64(assignment_id)));
}

enum err pause_begin(struct db *db, int64_t matter_id, int32_t from_on)
{
    return db_exec(db, &PAUSE_BEGIN, NULL, DB_ARGS(db_i64(matter_id), db_date(from_on)));
}

enum err pause_end(struct db *db, int64_t matter_id, int32_t to_on, int64_t *n)
{
    struct db_done done = {0};
    enum err e = db_exec(db, &PAUSE_END, &done, DB_ARGS(db_date(to_on), db_i64(matter_id)));
    *n = done.rows;
    return e;
}

struct number {
    int64_t n;
};
static const struct field number_fields[] = {COL(struct number, n, F_INT)};
static const struct shape number_shape = SHAPE("DueNumber", struct number, number_fields);
static const struct db_query UNSEEN = {
    .name = "due_unseen",
    .sql = "SELECT id AS n FROM matter WHERE status IN ('proposed', 'issued')"
           " AND (synced_on IS NULL OR synced_on < ?) AND id > ? ORDER BY id LIMIT 100",
    .row = &number_shape,
};

enum err due_unseen(struct db *db, struct arena *a, int32_t today, int64_t after, struct list *out)
{
    return db_list(db, a, &UNSEEN, out, DB_ARGS(db_date(today), db_i64(after)));
}

static const struct db_query *const queries[] = {
    &DUE_MATTER,    &DUE_PARTS, &DUE_PLANS,      &DUE_REPORTS, &DUE_RETURNED, &DUE_DIRECTIVES, &PAUSES,
    &YEAR_VERSIONS, &DUE_ROWS,  &RULES,          &DUE_INSERT,  &DUE_UPDATE,   &DUE_VOID_ONE,   &PART_WRITE,
    &MATTER_WRITE,  &EXTEND,    &EXTEND_RECTIFY, &PAUSE_BEGIN, &PAUSE_END,    &UNSEEN,
};
const struct module deadline_module = {
    .name = "deadline", .queries = queries, .nqueries = ARRAY_LEN(queries)};
