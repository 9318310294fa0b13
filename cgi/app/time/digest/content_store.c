#include "app/auth/auth.h"
#include "app/time/digest/digest_priv.h"
#include "app/time/pause/pause.h"

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }

static const struct field count_fields[] = {
    COL(struct digest_counts, issued, F_INT, "新下达"),
    COL(struct digest_counts, concluded, F_INT, "办结"),
    COL(struct digest_counts, in_time, F_INT, "按时办结"),
    COL(struct digest_counts, running, F_INT, "在办"),
    COL(struct digest_counts, red, F_INT, "红灯"),
    COL(struct digest_counts, yellow, F_INT, "黄灯"),
    COL(struct digest_counts, missed, F_INT, "各单位超期未办的项数"),
};
static const struct shape counts_shape = SHAPE("DigestCounts", struct digest_counts, count_fields);
static const struct field matter_fields[] = {
    COL(struct digest_matter, matter_id, F_INT, "事项"),
    COL(struct digest_matter, title, F_TEXT, "事项名称"),
    COL(struct digest_matter, doc_no, F_TEXT, "文号", .nullable = true),
    COL(struct digest_matter, unit_name, F_TEXT, "承办单位", .max = 1000, .nullable = true),
    COL(struct digest_matter, due_on, F_DATE, "办理时限", .nullable = true),
    COL(struct digest_matter, on_day, F_DATE, "下达或办结日期", .nullable = true),
    COL(struct digest_matter, overdue_days, F_INT, "超期天数"),
};
static const struct shape matter_row = SHAPE("DigestMatter", struct digest_matter, matter_fields);
static const struct field unit_fields[] = {
    COL(struct digest_unit, unit_id, F_INT, "单位"),
    COL(struct digest_unit, unit_name, F_TEXT, "单位名称"),
    COL(struct digest_unit, missed, F_INT, "超期未办的项数"),
    COL(struct digest_unit, oldest_on, F_DATE, "最早的时限"),
};
static const struct shape unit_row = SHAPE("DigestUnit", struct digest_unit, unit_fields);
static const struct choice decision_items[] = {{"approve", "待批准立项"},
                                               {"extension", "待批准延期"},
                                               {"suspension", "待批准挂起"},
                                               {"ladder", "待决定督办升级"}};
static const struct choices decisions = CHOICES("DigestDecision", decision_items);
static const struct field wait_fields[] = {
    COL(struct digest_wait, kind, F_CHOICE, "类别", .choices = &decisions),
    COL(struct digest_wait, matter_id, F_INT, "事项"),
    COL(struct digest_wait, title, F_TEXT, "事项名称"),
    COL(struct digest_wait, unit_name, F_TEXT, "单位", .max = 1000, .nullable = true),
    COL(struct digest_wait, since, F_INSTANT, "自何时"),
};
static const struct shape wait_row = SHAPE("DigestWaiting", struct digest_wait, wait_fields);
static const struct field step_fields[] = {
    COL(struct digest_step, matter_id, F_INT, "事项"),
    COL(struct digest_step, title, F_TEXT, "事项名称"),
    COL(struct digest_step, unit_name, F_TEXT, "单位"),
    COL(struct digest_step, rung, F_CHOICE, "级", .choices = &rungs),
    COL(struct digest_step, status, F_CHOICE, "状态", .choices = &ladder_statuses),
    COL(struct digest_step, sentence, F_TEXT, "说明", .max = 500),
};
static const struct shape step_row = SHAPE("DigestLadder", struct digest_step, step_fields);
static const struct field content_fields[] = {
    COL(struct digest_content, from_on, F_DATE, "自"),
    COL(struct digest_content, to_on, F_DATE, "至"),
    COL(struct digest_content, as_of, F_DATE, "现状截至"),
    COL(struct digest_content, summary, F_TEXT, "概况", .max = 500),
    COL(struct digest_content, counts, F_OBJECT, "件数", .of = &counts_shape),
    COL(struct digest_content, issued, F_LIST, "新下达", .of = &matter_row),
    COL(struct digest_content, concluded, F_LIST, "办结", .of = &matter_row),
    COL(struct digest_content, red, F_LIST, "红灯", .of = &matter_row),
    COL(struct digest_content, late, F_LIST, "各单位超期未办", .of = &unit_row),
    COL(struct digest_content, decisions, F_LIST, "等待决定", .of = &wait_row),
    COL(struct digest_content, ladder, F_LIST, "督办升级", .of = &step_row),
};
const struct shape digest_content_shape = SHAPE("DigestContent", struct digest_content, content_fields);

/* ---- of which matters `m`: all of a body's, or those with a unit in the deputy's charge. Binds PUT_OF. */
#define CHARGED(unit)                                                                                        \
    "EXISTS (SELECT 1 FROM charge c WHERE c.unit_id = " unit " AND c.membership_id = ? AND " IN_TERM("c") ")"
#define OF_READER                                                                                            \
    "m.body_id = ? AND (? IS NULL OR EXISTS (SELECT 1 FROM assignment a WHERE a.matter_id = m.id"            \
    " AND a.status <> 'withdrawn' AND " CHARGED("a.unit_id") "))"
#define PUT_OF body, charge, charge, today, today
#define OF_UNIT(alias) alias ".body_id = ? AND (? IS NULL OR " CHARGED(alias ".unit_id") ")"

#define COUNT_OF(condition) "(SELECT COUNT(*) FROM matter m WHERE " OF_READER " AND " condition ")"
#define N_ISSUED COUNT_OF("m.issued_at >= ? AND m.issued_at < ?")
#define N_CONCLUDED COUNT_OF("m.concluded_at >= ? AND m.concluded_at < ?")
#define N_IN_TIME COUNT_OF("m.concluded_at >= ? AND m.concluded_at < ? AND m.light_on = DATE '2199-01-01'")
#define N_RUNNING COUNT_OF("m.status = 'issued'")
#define N_RED COUNT_OF("m.status = 'issued' AND m.red_key <= ?")
#define N_YELLOW COUNT_OF("m.status = 'issued' AND m.yellow_key <= ? AND m.red_key > ?")
#define MISSED "d.owes = 'unit' AND d.closed_at IS NULL AND d.due_on < ?"
#define N_MISSED "(SELECT COUNT(*) FROM due_item d WHERE " OF_UNIT("d") " AND " MISSED ")"
static const struct db_query COUNTS = {
    .name = "digest_counts",
    .sql = "SELECT " N_ISSUED " AS issued, " N_CONCLUDED " AS concluded, " N_IN_TIME " AS in_time, " N_RUNNING
           " AS running, " N_RED " AS red, " N_YELLOW " AS yellow, " N_MISSED " AS missed",
    .row = &counts_shape,
};

#define UNITS_OF_MATTER                                                                                      \
    "COALESCE(m.lead_unit_name, (SELECT GROUP_CONCAT(a.unit_name ORDER BY a.id SEPARATOR '、')"             \
    " FROM assignment a WHERE a.matter_id = m.id AND a.status <> 'withdrawn'))"
#define MATTERS_OF(day, overdue)                                                                             \
    "SELECT m.id AS matter_id, m.title, m.doc_no, " UNITS_OF_MATTER " AS unit_name, m.due_on, DATE(" day     \
    " + INTERVAL 8 HOUR) AS on_day, " overdue " AS overdue_days FROM matter m WHERE " OF_READER
#define LATE_BY(day) "GREATEST(0, DATEDIFF(" day ", m.due_on))"
#define ISSUED_ONES MATTERS_OF("m.issued_at", "0")
#define CONCLUDED_ONES MATTERS_OF("m.concluded_at", LATE_BY("DATE(m.concluded_at + INTERVAL 8 HOUR)"))
#define RED_ONES MATTERS_OF("m.issued_at", LATE_BY("?"))
static const struct db_query ISSUED = {
    .name = "digest_issued",
    .sql = ISSUED_ONES " AND m.issued_at >= ? AND m.issued_at < ? ORDER BY m.issued_at, m.id LIMIT ?",
    .row = &matter_row,
};
static const struct db_query CONCLUDED = {
    .name = "digest_concluded",
    .sql = CONCLUDED_ONES
    " AND m.concluded_at >= ? AND m.concluded_at < ? ORDER BY m.concluded_at, m.id LIMIT ?",
    .row = &matter_row,
};
static const struct db_query RED = {
    .name = "digest_red",
    .sql = RED_ONES " AND m.status = 'issued' AND m.red_key <= ? ORDER BY m.due_on, m.id LIMIT ?",
    .row = &matter_row,
};
static const struct db_query LATE = {
    .name = "digest_late",
    .sql = "SELECT d.unit_id, u.name AS unit_name, COUNT(*) AS missed, MIN(d.due_on) AS oldest_on"
           " FROM due_item d JOIN unit u ON u.id = d.unit_id WHERE " OF_UNIT(
               "d") " AND " MISSED " GROUP BY d.unit_id, u.name ORDER BY missed DESC, d.unit_id LIMIT ?",
    .row = &unit_row,
};
/* A deputy approves what concerns their own units only, as on the home page. */
#define ALL_IN_CHARGE                                                                                        \
    "m.body_id = ? AND (? IS NULL OR NOT EXISTS (SELECT 1 FROM assignment a WHERE a.matter_id = m.id"        \
    " AND a.status <> 'withdrawn' AND NOT " CHARGED("a.unit_id") "))"
static const struct db_query WAITING = {
    .name = "digest_waiting",
    .sql =
        "SELECT t.kind, t.matter_id, t.title, t.unit_name, t.since FROM ("
        "SELECT 'approve' AS kind, m.id AS matter_id, m.title, " UNITS_OF_MATTER " AS unit_name,"
        " m.updated_at AS since FROM matter m WHERE " ALL_IN_CHARGE " AND m.status = 'proposed'"
        " UNION ALL SELECT 'extension', m.id, m.title, x.unit_name, x.asked_at FROM extension x"
        " JOIN assignment xa ON xa.id = x.assignment_id AND " EXTENSION_STANDS(
            "x",
            "xa") " JOIN matter m ON m.id = x.matter_id AND m.status = 'issued' WHERE " ALL_IN_CHARGE
                  " AND x.decider = 'leader'"
                  " UNION ALL SELECT 'suspension', m.id, m.title, m.lead_unit_name, x.asked_at FROM "
                  "suspension x"
                  " JOIN matter m ON m.id = x.matter_id AND m.status = 'issued' WHERE " ALL_IN_CHARGE
                  " AND x.status = 'asked'"
                  " UNION ALL SELECT 'ladder', l.matter_id, m.title, l.unit_name, l.proposed_at FROM "
                  "ladder_step l"
                  " JOIN matter m ON m.id = l.matter_id WHERE " OF_UNIT(
                      "l") " AND l.status = 'open' AND (l.decider = 'charge' OR (l.decider = 'head' AND ?))"
                           ") t ORDER BY t.since, t.matter_id LIMIT ?",
    .row = &wait_row,
};
static const struct db_query STEPS = {
    .name = "digest_steps",
    .sql = "SELECT l.matter_id, m.title, l.unit_name, l.rung, l.status, l.sentence FROM ladder_step l"
           " JOIN matter m ON m.id = l.matter_id WHERE " OF_UNIT(
               "l") " AND (l.status = 'open' OR (l.status IN ('accepted', 'deferred', 'dismissed')"
                    " AND l.decided_at >= ? AND l.decided_at < ?)) ORDER BY l.id LIMIT ?",
    .row = &step_row,
};

struct asking {
    struct db *db;
    struct arena *arena;
    const struct digest_reader *reader;
    struct digest_content *out;
};

static enum err collect_matters(const struct asking *q, struct db_arg charge, struct db_arg today)
{
    struct digest_content *out = q->out;
    struct db_arg body = db_i64(q->reader->body_id), max = db_i64(SECTION_MAX);
    struct db_arg from = db_instant(date_start(out->from_on)), to = db_instant(date_start(out->to_on + 1));
    struct db *db = q->db;
    enum err e = db_one(db, q->arena, &COUNTS, &out->counts,
                        DB_ARGS(PUT_OF, from, to, PUT_OF, from, to, PUT_OF, from, to, PUT_OF, PUT_OF, today,
                                PUT_OF, today, today, PUT_OF, today));
    if (e == OK)
        e = db_list(db, q->arena, &ISSUED, &out->issued, DB_ARGS(PUT_OF, from, to, max));
    if (e == OK)
        e = db_list(db, q->arena, &CONCLUDED, &out->concluded, DB_ARGS(PUT_OF, from, to, max));
    if (e == OK)
        e = db_list(db, q->arena, &RED, &out->red, DB_ARGS(today, PUT_OF, today, max));
    return e;
}

static enum err collect_rest(const struct asking *q, struct db_arg charge, struct db_arg today)
{
    struct digest_content *out = q->out;
    struct db_arg body = db_i64(q->reader->body_id), max = db_i64(SECTION_MAX);
    struct db_arg from = db_instant(date_start(out->from_on)), to = db_instant(date_start(out->to_on + 1));
    struct db_arg is_head = db_bool(q->reader->rank == RANK_HEAD);
    enum err e = db_list(q->db, q->arena, &LATE, &out->late, DB_ARGS(PUT_OF, today, max));
    if (e == OK && q->reader->rank != RANK_MEMBER)
        e = db_list(q->db, q->arena, &WAITING, &out->decisions,
                    DB_ARGS(PUT_OF, PUT_OF, PUT_OF, PUT_OF, is_head, max));
    if (e == OK)
        e = db_list(q->db, q->arena, &STEPS, &out->ladder, DB_ARGS(PUT_OF, from, to, max));
    return e;
}

enum err digest_collect(struct db *db, struct arena *a, const struct digest_reader *r, int32_t today,
                        struct digest_content *out)
{
    const struct asking q = {db, a, r, out};
    struct db_arg charge = db_id(r->rank == RANK_DEPUTY ? r->membership_id : 0), day = db_date(today);
    out->as_of = today;
    enum err e = collect_matters(&q, charge, day);
    if (e == OK)
        e = collect_rest(&q, charge, day);
    if (e == OK)
        out->summary = digest_summary(a, out);
    return e;
}

const struct db_query *const content_queries[] = {&COUNTS, &ISSUED,  &CONCLUDED, &RED,
                                                  &LATE,   &WAITING, &STEPS};
