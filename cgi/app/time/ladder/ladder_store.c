#include "app/auth/auth.h"
#include "app/time/ladder/ladder_priv.h"

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }

/* ---- steps, as people see them */
static const struct field facts_fields[] = {
    COL(struct ladder_facts, since_on, F_DATE, "最早的时限"),
    COL(struct ladder_facts, today, F_DATE, "核对日期"),
    COL(struct ladder_facts, overdue, F_INT, "超期工作日"),
    COL(struct ladder_facts, missed, F_TEXT, "所欠"),
    COL(struct ladder_facts, reminded, F_INT, "催办次数"),
    COL(struct ladder_facts, unanswered, F_INT, "没有回复的次数"),
    COL(struct ladder_facts, previous, F_CHOICE, "上一级", .choices = &rungs, .nullable = true),
    COL(struct ladder_facts, previous_on, F_DATE, "上一级何日采纳", .nullable = true),
};
const struct shape ladder_facts_shape = SHAPE("LadderFacts", struct ladder_facts, facts_fields);

static const struct field step_fields[] = {
    COL(struct ladder_step, id, F_INT, "编号"),
    COL(struct ladder_step, version, F_INT, "版本"),
    COL(struct ladder_step, matter_id, F_INT, "事项"),
    COL(struct ladder_step, matter_title, F_TEXT, "事项名称"),
    COL(struct ladder_step, doc_no, F_TEXT, "文号", .nullable = true),
    COL(struct ladder_step, assignment_id, F_INT, "承办"),
    COL(struct ladder_step, unit_id, F_INT, "单位"),
    COL(struct ladder_step, unit_name, F_TEXT, "单位名称"),
    COL(struct ladder_step, rung, F_CHOICE, "建议", .choices = &rungs),
    COL(struct ladder_step, decider, F_CHOICE, "由谁决定", .choices = &ladder_deciders),
    COL(struct ladder_step, since_on, F_DATE, "所误最早的时限"),
    COL(struct ladder_step, facts, F_JSON, "所依事实", .max = 1, .of = &ladder_facts_shape),
    COL(struct ladder_step, sentence, F_TEXT, "说明", .max = 500),
    COL(struct ladder_step, status, F_CHOICE, "状态", .choices = &ladder_statuses),
    COL(struct ladder_step, proposed_at, F_INSTANT, "建议时间"),
    COL(struct ladder_step, reason, F_TEXT, "理由或意见", .max = 500, .nullable = true),
    COL(struct ladder_step, until_on, F_DATE, "暂缓到", .nullable = true),
    COL(struct ladder_step, decided_at, F_INSTANT, "决定时间", .nullable = true),
    COL(struct ladder_step, decided_name, F_TEXT, "决定人", .nullable = true),
    COL(struct ladder_step, decided_post, F_TEXT, "决定人职务", .nullable = true),
    COL(struct ladder_step, can_decide, F_BOOL, "可由我决定"),
};
const struct shape ladder_step_shape = SHAPE("LadderStep", struct ladder_step, step_fields);

#define STEP_COLUMNS                                                                                         \
    "SELECT l.id, l.version, l.matter_id, m.title AS matter_title, m.doc_no, l.assignment_id, l.unit_id,"    \
    " l.unit_name, l.rung, l.decider, l.since_on, l.facts, l.sentence, l.status, l.proposed_at, l.reason,"   \
    " l.until_on, l.decided_at, l.decided_name, l.decided_post, " LADDER_DECIDES " AS can_decide"            \
    " FROM ladder_step l JOIN matter m ON m.id = l.matter_id"

static const struct db_query STEPS = {
    .name = "ladder_steps",
    .sql = STEP_COLUMNS
    " WHERE l.body_id = ? AND (? IS NULL OR l.status = ?) AND (? = FALSE OR " LADDER_DECIDES ")"
    " AND (? IS NULL OR l.id < ?) ORDER BY l.id DESC LIMIT ?",
    .row = &ladder_step_shape,
};
/* A unit, and the office below, sees what was decided, not what is weighed. */
static const struct db_query STEPS_OF_MATTER = {
    .name = "ladder_steps_of_matter",
    .sql = STEP_COLUMNS " WHERE l.matter_id = ? AND (l.body_id = ? OR l.status = 'accepted')"
                        " AND (? IS NULL OR l.id < ?) ORDER BY l.id DESC LIMIT ?",
    .row = &ladder_step_shape,
};
static const struct db_query STEP_FOR_UPDATE = {
    .name = "ladder_step_for_update",
    .sql = STEP_COLUMNS " WHERE l.id = ? AND l.body_id = ? FOR UPDATE",
    .row = &ladder_step_shape,
};
static const struct db_query STEP_BY_ID = {
    .name = "ladder_step_by_id",
    .sql = STEP_COLUMNS " WHERE l.id = ? AND l.body_id = ?",
    .row = &ladder_step_shape,
};
static const struct db_query STEP_DECIDE = {
    .name = "ladder_step_decide",
    .sql = "UPDATE ladder_step SET version = version + 1, status = ?, reason = ?, until_on = ?,"
           " decided_at = ?, decided_name = ?, decided_post = ? WHERE id = ?",
};

enum err ladder_page(struct res *res, const struct ladder_filter *f, int64_t after)
{
    const struct actor *who = &res->req->actor;
    struct db_arg today = db_date(date_of(res->req->now)), status = db_choice(&ladder_statuses, f->status);
    return res_page(res, &STEPS,
                    DB_ARGS(PUT_LADDER(who, today), db_i64(who->body_id), status, status, db_bool(f->mine),
                            PUT_LADDER(who, today), db_id(after), db_id(after), db_i64(res->req->limit + 1)));
}

enum err ladder_of_matter(struct res *res, int64_t matter_id, int64_t after)
{
    const struct actor *who = &res->req->actor;
    struct db_arg today = db_date(date_of(res->req->now));
    return res_page(res, &STEPS_OF_MATTER,
                    DB_ARGS(PUT_LADDER(who, today), db_i64(matter_id),
                            db_i64(who->role & ROLE_BODY ? who->body_id : 0), db_id(after), db_id(after),
                            db_i64(res->req->limit + 1)));
}

static enum err one(struct req *req, const struct db_query *q, int64_t id, struct ladder_step *out)
{
    const struct actor *who = &req->actor;
    struct db_arg today = db_date(date_of(req->now));
    return db_one(req->db, req->arena, q, out,
                  DB_ARGS(PUT_LADDER(who, today), db_i64(id), db_i64(who->body_id)));
}

enum err ladder_get(struct req *req, int64_t id, struct ladder_step *out)
{
    return one(req, &STEP_BY_ID, id, out);
}

enum err ladder_lock(struct req *req, int64_t id, struct ladder_step *out)
{
    return one(req, &STEP_FOR_UPDATE, id, out);
}

enum err ladder_decide(struct req *req, const struct ladder_step *s)
{
    return db_exec(req->db, &STEP_DECIDE, NULL,
                   DB_ARGS(db_choice(&ladder_statuses, s->status), db_text(s->reason), db_date(s->until_on),
                           db_instant(s->decided_at), db_text(s->decided_name), db_text(s->decided_post),
                           db_i64(s->id)));
}

/* ---- facts */
static const struct field place_fields[] = {
    COL(struct ladder_place, matter_id, F_INT, "事项"),
    COL(struct ladder_place, assignment_id, F_INT, "承办"),
};
static const struct shape place_shape = SHAPE("LadderPlace", struct ladder_place, place_fields);
static const struct db_query PLACES = {
    .name = "ladder_places",
    .sql = "SELECT d.matter_id, d.assignment_id FROM due_item d WHERE d.closed_at IS NULL AND d.due_on < ?"
           " AND d.owes = 'unit' AND d.assignment_id IS NOT NULL"
           " UNION SELECT l.matter_id, l.assignment_id FROM ladder_step l WHERE l.open_key IS NOT NULL",
    .row = &place_shape,
};

enum err ladder_places(struct db *db, struct arena *a, int32_t today, struct list *out)
{
    return db_list(db, a, &PLACES, out, DB_ARGS(db_date(today)));
}

static const struct field case_fields[] = {
    COL(struct ladder_case, body_id, F_INT, "督办机构"),
    COL(struct ladder_case, matter_id, F_INT, "事项"),
    COL(struct ladder_case, assignment_id, F_INT, "承办"),
    COL(struct ladder_case, unit_id, F_INT, "单位"),
    COL(struct ladder_case, title, F_TEXT, "事项名称"),
    COL(struct ladder_case, unit_name, F_TEXT, "单位名称"),
    COL(struct ladder_case, running, F_BOOL, "在办"),
};
static const struct shape case_shape = SHAPE("LadderCase", struct ladder_case, case_fields);
static const struct db_query CASE_FOR_UPDATE = {
    .name = "ladder_case_for_update",
    .sql = "SELECT m.body_id, m.id AS matter_id, a.id AS assignment_id, a.unit_id, m.title, a.unit_name,"
           " m.status = 'issued' AND m.paused_since IS NULL AND a.status NOT IN ('accepted', 'withdrawn')"
           " AS running FROM matter m JOIN assignment a ON a.matter_id = m.id"
           " WHERE m.id = ? AND a.id = ? FOR UPDATE",
    .row = &case_shape,
};
static const struct field missed_fields[] = {
    COL(struct missed, kind, F_CHOICE, "所欠", .choices = &due_kinds),
    COL(struct missed, due_on, F_DATE, "时限"),
};
static const struct shape missed_shape = SHAPE("LadderMissed", struct missed, missed_fields);
static const struct db_query MISSED = {
    .name = "ladder_missed",
    .sql = "SELECT d.kind, d.due_on FROM due_item d WHERE d.assignment_id = ? AND d.owes = 'unit'"
           " AND d.closed_at IS NULL AND d.due_on < ? ORDER BY d.due_on, d.id",
    .row = &missed_shape,
};
struct reminded {
    int64_t reminded, unanswered;
};
static const struct field reminded_fields[] = {
    COL(struct reminded, reminded, F_INT, "催办次数"),
    COL(struct reminded, unanswered, F_INT, "没有回复的次数"),
};
static const struct shape reminded_shape = SHAPE("LadderReminded", struct reminded, reminded_fields);
/* Of what is missed; by hand, since the first of it was. */
static const struct db_query REMINDED = {
    .name = "ladder_reminded",
    .sql =
        "SELECT COUNT(*) AS reminded, COUNT(IF(r.reply_at IS NULL, 1, NULL)) AS unanswered"
        " FROM reminder r LEFT JOIN due_item d ON d.id = r.due_item_id WHERE r.assignment_id = ?"
        " AND IF(r.due_item_id IS NULL, r.at >= ?, d.owes = 'unit' AND d.closed_at IS NULL AND d.due_on < ?)",
    .row = &reminded_shape,
};
static const struct field past_fields[] = {
    COL(struct past, id, F_INT, "编号"),
    COL(struct past, rung, F_CHOICE, "级", .choices = &rungs),
    COL(struct past, status, F_CHOICE, "状态", .choices = &ladder_statuses),
    COL(struct past, proposed_at, F_INSTANT, "建议时间"),
    COL(struct past, until_on, F_DATE, "暂缓到", .nullable = true),
    COL(struct past, decided_at, F_INSTANT, "决定时间", .nullable = true),
};
static const struct shape past_shape = SHAPE("LadderPast", struct past, past_fields);
static const struct db_query PAST = {
    .name = "ladder_past",
    .sql = "SELECT id, rung, status, proposed_at, until_on, decided_at FROM ladder_step"
           " WHERE assignment_id = ? ORDER BY id",
    .row = &past_shape,
};

static enum err load_reminded(struct db *db, struct arena *a, struct ladder_case *c)
{
    struct reminded r = {0};
    const struct missed *first = c->missed.items;
    if (c->missed.n == 0)
        return OK;
    enum err e = db_one(
        db, a, &REMINDED, &r,
        DB_ARGS(db_i64(c->assignment_id), db_instant(date_start(first->due_on)), db_date(c->today)));
    c->reminded = r.reminded;
    c->unanswered = r.unanswered;
    return e;
}

enum err ladder_load(struct db *db, struct arena *a, struct ladder_place at, int32_t today,
                     struct ladder_case *out)
{
    *out = (struct ladder_case){0};
    enum err e = db_one(db, a, &CASE_FOR_UPDATE, out,
                        DB_ARGS(db_i64(at.matter_id), db_i64(at.assignment_id)));
    out->today = today;
    if (e == OK)
        e = db_list(db, a, &MISSED, &out->missed, DB_ARGS(db_i64(at.assignment_id), db_date(today)));
    if (e == OK)
        e = load_reminded(db, a, out);
    if (e == OK)
        e = db_list(db, a, &PAST, &out->past, DB_ARGS(db_i64(at.assignment_id)));
    const struct missed *first = out->missed.items;
    int32_t from = e == OK && out->missed.n > 0 ? first->due_on : today;
    return e == OK ? calendar_load(db, a, from, today, &out->calendar) : e;
}

/* ---- what the job writes */
static const struct db_query STEP_INSERT = {
    .name = "ladder_step_insert",
    .sql = "INSERT INTO ladder_step (body_id, matter_id, assignment_id, unit_id, unit_name, rung, decider,"
           " since_on, facts, sentence, proposed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
};
static const struct db_query STEP_LAPSE = {
    .name = "ladder_step_lapse",
    .sql = "UPDATE ladder_step SET version = version + 1, status = 'lapsed', decided_at = ? WHERE id = ?",
};

enum err ladder_insert(struct db *db, const struct ladder_new *s, int64_t now, int64_t *id)
{
    struct db_done done = {0};
    const struct ladder_case *c = s->of;
    enum err e = db_exec(db, &STEP_INSERT, &done,
                         DB_ARGS(db_i64(c->body_id), db_i64(c->matter_id), db_i64(c->assignment_id),
                                 db_i64(c->unit_id), db_text(c->unit_name), db_choice(&rungs, s->rung),
                                 db_choice(&ladder_deciders, rung_decider(s->rung)), db_date(s->since_on),
                                 db_text(s->facts), db_text(s->sentence), db_instant(now)));
    *id = done.id;
    return e;
}

enum err ladder_lapse(struct db *db, int64_t id, int64_t now)
{
    return db_exec(db, &STEP_LAPSE, NULL, DB_ARGS(db_instant(now), db_i64(id)));
}

const struct db_query *const ladder_queries[] = {
    &STEPS,           &STEPS_OF_MATTER, &STEP_FOR_UPDATE, &STEP_BY_ID, &STEP_DECIDE, &PLACES,
    &CASE_FOR_UPDATE, &MISSED,          &REMINDED,        &PAST,       &STEP_INSERT, &STEP_LAPSE,
};
