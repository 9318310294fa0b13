#include "app/matter/matter_priv.h"

#include "app/org/org.h"
#include "app/time/pause/pause.h"
#include "app/view/search/search.h"

/* ---- reading a matter and its assignments */
#define UNSETTLED                                                                                            \
    "(SELECT COUNT(*) FROM directive x WHERE x.matter_id = m.id AND x.status IN ('open', 'answered'))"       \
    " + (SELECT COUNT(*) FROM escalation x WHERE x.matter_id = m.id AND x.status IN ('asked', 'meeting', "   \
    "'escalated'))"
#define MATTER_COLUMNS                                                                                       \
    "m.yellow_on, m.red_on, m.light_note, " UNSETTLED                                                        \
    " AS unsettled_n, m.id, m.body_id, m.parent_assignment_id, m.parent_weight, "                            \
    "m.reg_no, m.status, "                                                                                   \
    "m.version, "                                                                                            \
    "m.source, m.source_kind,"                                                                               \
    " m.origin_title, m.origin_no, m.origin_on, m.origin_person, m.origin_ref, m.origin_ref_id, m.title, "   \
    "m.content, m.requirement,"                                                                              \
    " m.urgency, m.is_key, m.is_special, m.needs_plan, m.difficulty, m.leader_feedback_on, m.feedback_on, "  \
    "m.due_on,"                                                                                              \
    " m.report_cycle, m.cycle_days, m.self_check_days, m.proposal, m.opinion, m.approver_name, "             \
    "m.approved_at, m.notice_id, m.doc_no,"                                                                  \
    " m.issued_at, m.lead_unit_id, m.lead_unit_name, m.progress, m.last_report_at, m.answer, m.answered_to," \
    " m.concluded_at, m.archived_at, m.archive_no, m.created_name, m.created_at, m.updated_at,"              \
    " m.merged_into, m.paused_since"

static const struct db_query MATTER_BY_ID = {
    .name = "matter_by_id",
    .sql = "SELECT " MATTER_COLUMNS " FROM matter m WHERE m.id = ? AND " MATTER_VISIBLE,
    .row = &matter_row_shape,
};
static const struct db_query MATTER_FOR_UPDATE = {
    .name = "matter_for_update",
    .sql = "SELECT " MATTER_COLUMNS " FROM matter m WHERE m.id = ? AND " MATTER_VISIBLE " FOR UPDATE",
    .row = &matter_row_shape,
};
static const struct db_query MATTER_OF_ASSIGNMENT = {
    .name = "matter_of_assignment",
    .sql = "SELECT " MATTER_COLUMNS " FROM assignment a JOIN matter m ON m.id = a.matter_id"
           " WHERE a.id = ? AND " MATTER_VISIBLE,
    .row = &matter_row_shape,
};
/* Of the plan in force of assignment `a`. */
#define PLAN_IN_FORCE(what)                                                                                  \
    "(SELECT " what                                                                                          \
    " FROM plan q WHERE q.assignment_id = a.id AND q.status = 'filed' ORDER BY q.no DESC LIMIT 1)"
#define PLAN_COLUMNS                                                                                         \
    PLAN_LAST("a")                                                                                           \
    " AS "                                                                                                   \
    "plan_status, " PLAN_IN_FORCE(                                                                           \
        "q.no") " AS plan_no, COALESCE((SELECT CAST(FLOOR(SUM(t.workdays * t.progress) / SUM(t.workdays)) "  \
                "AS INT) FROM plan_step t WHERE t.plan_id = " PLAN_IN_FORCE("q.id") "), 0) AS plan_progress"
#define RECTIFY_ON                                                                                           \
    "(SELECT MAX(d.due_on) FROM due_item d WHERE d.assignment_id = a.id AND d.kind = 'rectify'"              \
    " AND d.closed_at IS NULL)"
/* Of the extension that waits to be decided. */
#define ASKED_EXTENSION(what)                                                                                \
    "(SELECT " what " FROM extension x WHERE x.assignment_id = a.id AND " EXTENSION_STANDS(                  \
        "x", "a") " ORDER BY x.id DESC LIMIT 1)"
#define EXTENSION_COLUMNS                                                                                    \
    ASKED_EXTENSION("x.asked_name") " AS extension_by, " ASKED_EXTENSION("x.asked_at") " AS extension_at"
static const struct db_query ASSIGNMENTS_OF_MATTER = {
    .name = "assignments_of_matter",
    .sql =
        "SELECT a.submitted_by, b.id AS own_body_id, EXISTS (SELECT 1 FROM charge c WHERE c.membership_id = ?"
        " AND c.unit_id = a.unit_id AND " IN_TERM(
            "c") ") AS in_charge, u.status = 'closed' AS closed, a.yellow_on, a.red_on, " RECTIFY_ON
                 " AS rectify_on, " EXTENSION_COLUMNS ","
                 " a.id, a.matter_id, a.unit_id, a.unit_name, a.kind, a.task, a.due_on, a.status, a.version,"
                 " COALESCE(a.first_person, " UNIT_HEAD(
                     "a.unit_id") ") AS first_person,"
                                  " a.received_at, a.received_name, a.received_post, a.refused_why, "
                                  "a.progress,"
                                  " a.last_report_at, a.result, a.submitted_at, a.submitted_name, a.verdict, "
                                  "a.accepted_at, "
                                  "a.returned_n, a.original_due_on, a.extensions_n, " PLAN_COLUMNS
                                  ", a.hand_light, "
                                  "a.hand_reason, a.hand_until,"
                                  " a.hand_name"
                                  " FROM assignment a JOIN unit u ON u.id = a.unit_id LEFT JOIN body b ON "
                                  "b.unit_id = "
                                  "a.unit_id"
                                  " WHERE a.matter_id = ? ORDER BY a.id",
    .row = &assignment_row_shape,
};

enum err matter_by_id(struct req *req, int64_t matter_id, struct matter *out)
{
    return db_one(req->db, req->arena, &MATTER_BY_ID, out,
                  DB_ARGS(db_i64(matter_id), db_i64(req->actor.scope)));
}

enum err matter_of_assignment(struct req *req, int64_t assignment_id, struct matter *out)
{
    return db_one(req->db, req->arena, &MATTER_OF_ASSIGNMENT, out,
                  DB_ARGS(db_i64(assignment_id), db_i64(req->actor.scope)));
}

enum err assignments_list(struct req *req, int64_t matter_id, struct list *out)
{
    struct db_arg today = db_date(date_of(req->now));
    return db_list(req->db, req->arena, &ASSIGNMENTS_OF_MATTER, out,
                   DB_ARGS(db_i64(req->actor.membership_id), today, today, today, today, db_i64(matter_id)));
}

/* Whoever changes anything below a matter holds its row, so the assignments need no lock of their own. */
enum err matter_lock(struct req *req, int64_t id, struct matter_case *c)
{
    c->who = &req->actor;
    c->today = date_of(req->now);
    enum err e = db_one(req->db, req->arena, &MATTER_FOR_UPDATE, &c->m,
                        DB_ARGS(db_i64(id), db_i64(req->actor.scope)));
    return e == OK ? assignments_list(req, id, &c->units) : e;
}

/* ---- state */
static const struct db_query MATTER_SET_STATUS = {
    .name = "matter_set_status",
    .sql = "UPDATE matter SET status = ?, version = version + 1, updated_at = ? WHERE id = ? AND version = ?",
};
static const struct db_query ASSIGNMENT_SET_STATUS = {
    .name = "assignment_set_status",
    .sql = "UPDATE assignment SET status = ?, progress = ?, last_report_at = ?, version = version + 1"
           " WHERE id = ? AND version = ?",
};
static const struct db_query MATTER_RECOUNT = {
    .name = "matter_recount",
    .sql =
        "UPDATE matter m SET version = version + 1, updated_at = ?,"
        " progress = COALESCE((SELECT MIN(a.progress) FROM assignment a WHERE a.matter_id = m.id"
        " AND a.kind <> 'assist' AND a.status <> 'withdrawn'), 0),"
        " last_report_at = (SELECT MAX(a.last_report_at) FROM assignment a WHERE a.matter_id = m.id),"
        " lead_unit_id = (SELECT a.unit_id FROM assignment a WHERE a.matter_id = m.id AND a.kind = 'lead'"
        " AND a.status <> 'withdrawn'),"
        " lead_unit_name = (SELECT a.unit_name FROM assignment a WHERE a.matter_id = m.id AND a.kind = 'lead'"
        " AND a.status <> 'withdrawn') WHERE m.id = ?",
};

static enum err moved(enum err e, const struct db_done *done)
{
    return e == OK && done->rows == 0 ? ERR_STALE : e;
}

enum err matter_set_status(struct req *req, const struct matter_case *c)
{
    struct db_done done = {0};
    enum err e = db_exec(req->db, &MATTER_SET_STATUS, &done,
                         DB_ARGS(db_choice(&matter_statuses, c->to), db_instant(req->now), db_i64(c->m.id),
                                 db_i64(c->m.version)));
    return moved(e, &done);
}

enum err assignment_set_status(struct req *req, const struct matter_case *c)
{
    struct db_done done = {0};
    enum err e = db_exec(req->db, &ASSIGNMENT_SET_STATUS, &done,
                         DB_ARGS(db_choice(&assignment_statuses, c->to), db_i64(c->at->progress),
                                 db_instant(c->at->last_report_at), db_i64(c->at->id),
                                 db_i64(c->at->version)));
    return moved(e, &done);
}

enum err matter_recount(struct req *req, int64_t matter_id)
{
    return db_exec(req->db, &MATTER_RECOUNT, NULL, DB_ARGS(db_instant(req->now), db_i64(matter_id)));
}

/* ---- history */
static const struct db_query HISTORY_ADD = {
    .name = "history_add",
    .sql =
        "INSERT INTO history (matter_id, at, assignment_id, unit_name, membership_id, actor_name, actor_post,"
        " action, from_status, to_status, note, changes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
};

enum err history_add(struct req *req, const struct history_entry *h)
{
    const struct actor *who = &req->actor;
    return db_exec(req->db, &HISTORY_ADD, NULL,
                   DB_ARGS(db_i64(h->matter_id), db_instant(req->now), db_id(h->assignment_id),
                           db_text(h->unit_name), db_i64(who->membership_id), db_text(who->name),
                           db_text(arena_printf(req->arena, "%s%s", who->unit_name, who->post)),
                           db_text(h->action), db_text(h->from), db_text(h->to), db_text(h->note),
                           db_text(h->changes)));
}

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }

struct history_row {
    int64_t id, at, assignment_id;
    const char *unit_name, *actor_name, *actor_post, *action, *from_status, *to_status, *note, *changes;
};
struct change {
    const char *field, *label, *from, *to;
};
static const struct field change_fields[] = {
    COL(struct change, field, F_TEXT, "字段"),
    COL(struct change, label, F_TEXT, "名称"),
    COL(struct change, from, F_TEXT, "原来"),
    COL(struct change, to, F_TEXT, "现在"),
};
static const struct shape change_shape = SHAPE("HistoryChange", struct change, change_fields);

static const struct field history_fields[] = {
    COL(struct history_row, id, F_INT, "编号"),
    COL(struct history_row, at, F_INSTANT, "时间"),
    COL(struct history_row, assignment_id, F_INT, "承办", .nullable = true),
    COL(struct history_row, unit_name, F_TEXT, "承办单位", .nullable = true),
    COL(struct history_row, actor_name, F_TEXT, "办理人"),
    COL(struct history_row, actor_post, F_TEXT, "当时的单位与职务"),
    COL(struct history_row, action, F_TEXT, "动作"),
    COL(struct history_row, from_status, F_TEXT, "原状态", .nullable = true),
    COL(struct history_row, to_status, F_TEXT, "新状态", .nullable = true),
    COL(struct history_row, note, F_TEXT, "意见", .nullable = true),
    COL(struct history_row, changes, F_JSON, "改动", .nullable = true, .of = &change_shape),
};
const struct shape history_shape = SHAPE("History", struct history_row, history_fields);
/* A unit, and a body below, reads what was decided, not what was weighed. */
const struct db_query HISTORY_OF_MATTER = {
    .name = "history_of_matter",
    .sql = "SELECT id, at, assignment_id, unit_name, actor_name, actor_post, action, from_status, to_status, "
           "note,"
           " changes FROM history WHERE matter_id = ?"
           " AND (? OR action NOT IN ('ladder_defer', 'ladder_dismiss')) ORDER BY id",
    .row = &history_shape,
};

/* ---- neighbours: what a matter was broken down from and into */
static const struct field parent_fields[] = {
    COL(struct parent, assignment_id, F_INT, "承办"),
    COL(struct parent, matter_id, F_INT, "上级事项"),
    COL(struct parent, title, F_TEXT, "上级事项名称"),
    COL(struct parent, doc_no, F_TEXT, "上级文号", .nullable = true),
    COL(struct parent, due_on, F_DATE, "上级时限", .nullable = true),
    COL(struct parent, status, F_CHOICE, "承办状态", .choices = &assignment_statuses),
};
const struct shape parent_shape = SHAPE("ParentMatter", struct parent, parent_fields);
#define PARENT_COLUMNS                                                                                       \
    "SELECT a.id AS assignment_id, m.id AS matter_id, m.title, m.doc_no,"                                    \
    " COALESCE(a.due_on, m.due_on) AS due_on, a.status FROM assignment a"                                    \
    " JOIN matter m ON m.id = a.matter_id"
static const struct db_query PARENT_TO_BREAK_DOWN = {
    .name = "parent_to_break_down",
    .sql = PARENT_COLUMNS " JOIN body b ON b.unit_id = a.unit_id WHERE a.id = ? AND b.id = ?"
                          " AND m.status = 'issued' AND " MATTER_VISIBLE,
    .row = &parent_shape,
};
static const struct db_query PARENT_VISIBLE = {
    .name = "parent_visible",
    .sql = PARENT_COLUMNS " WHERE a.id = ? AND " MATTER_VISIBLE,
    .row = &parent_shape,
};
static const struct field child_fields[] = {
    COL(struct child, light_note, F_TEXT, "人工定灯的说明", .nullable = true),
    COL(struct child, id, F_INT, "编号"),
    COL(struct child, assignment_id, F_INT, "分解自"),
    COL(struct child, title, F_TEXT, "事项名称"),
    COL(struct child, status, F_CHOICE, "状态", .choices = &matter_statuses),
    COL(struct child, progress, F_INT, "进度"),
    COL(struct child, unit, F_TEXT, "主办单位", .nullable = true),
    COL(struct child, due_on, F_DATE, "办理时限", .nullable = true),
    COL(struct child, concluded_at, F_INSTANT, "办结时间", .nullable = true),
    COL(struct child, weight, F_INT, "权重"),
    COL(struct child, yellow_on, F_DATE, "黄灯之日", .nullable = true),
    COL(struct child, red_on, F_DATE, "红灯之日", .nullable = true),
    COL(struct child, paused_since, F_DATE, "挂起自", .nullable = true),
    COL(struct child, light, F_CHOICE, "灯色", .choices = &lights),
    COL(struct child, light_reason, F_TEXT, "灯色说明", .nullable = true),
    COL(struct child, overdue_days, F_INT, "超期天数"),
};
const struct shape child_shape = {.name = "ChildMatter",
                                  .size = sizeof(struct child),
                                  .fields = child_fields + 1,
                                  .n = ARRAY_LEN(child_fields) - 1};
static const struct shape child_row_shape = {.name = "ChildColumns",
                                             .size = sizeof(struct child),
                                             .fields = child_fields,
                                             .n = ARRAY_LEN(child_fields) - 3};
/* For the level above once they are issued, the body that made the part, and the unit whose part it is; not
 * for the other units. */
static const struct db_query CHILDREN = {
    .name = "matter_children",
    .sql =
        "SELECT m.light_note, m.id, m.parent_assignment_id AS assignment_id, m.title, m.status, m.progress, "
        "m.lead_unit_name AS unit, m.due_on,"
        " m.concluded_at, m.parent_weight AS weight, m.yellow_on, m.red_on, m.paused_since FROM assignment a"
        " JOIN matter above ON above.id = a.matter_id JOIN matter m ON m.parent_assignment_id = a.id"
        " WHERE a.matter_id = ? AND m.status <> 'cancelled'"
        " AND (? IN (2 * m.body_id, 2 * a.unit_id + 1) OR (? = 2 * above.body_id"
        " AND m.status IN ('issued', 'concluded', 'archived'))) ORDER BY m.id",
    .row = &child_row_shape,
};

enum err parent_to_break_down(struct req *req, int64_t assignment_id, struct parent *out, bool *found)
{
    return db_find(req->db, req->arena, &PARENT_TO_BREAK_DOWN, out, found,
                   DB_ARGS(db_i64(assignment_id), db_i64(req->actor.body_id), db_i64(req->actor.scope)));
}

enum err parent_visible(struct req *req, int64_t assignment_id, struct parent *out, bool *found)
{
    return db_find(req->db, req->arena, &PARENT_VISIBLE, out, found,
                   DB_ARGS(db_i64(assignment_id), db_i64(req->actor.scope)));
}

enum err children_list(struct req *req, int64_t matter_id, struct list *out)
{
    struct db_arg scope = db_i64(req->actor.scope);
    return db_list(req->db, req->arena, &CHILDREN, out, DB_ARGS(db_i64(matter_id), scope, scope));
}

const struct db_query *const matter_queries[] = {
    &MATTER_BY_ID,      &MATTER_FOR_UPDATE,     &MATTER_OF_ASSIGNMENT, &ASSIGNMENTS_OF_MATTER,
    &MATTER_SET_STATUS, &ASSIGNMENT_SET_STATUS, &MATTER_RECOUNT,       &HISTORY_ADD,
    &HISTORY_OF_MATTER, &PARENT_TO_BREAK_DOWN,  &PARENT_VISIBLE,       &CHILDREN,
};
