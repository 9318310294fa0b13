#include "app/matter/level/level_priv.h"

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }

/* ---- downward */
static const struct field below_fields[] = {
    COL(struct below, id, F_INT, "编号"),
    COL(struct below, body_id, F_INT, "督办机构"),
    COL(struct below, title, F_TEXT, "事项名称"),
    COL(struct below, status, F_CHOICE, "状态", .choices = &matter_statuses),
    COL(struct below, due_on, F_DATE, "办理时限", .nullable = true),
    COL(struct below, parent_due_on, F_DATE, "上级时限", .nullable = true),
};
static const struct shape below_shape = SHAPE("PartBelow", struct below, below_fields);
static const struct db_query PARTS_BELOW = {
    .name = "parts_below",
    .sql = "SELECT m.id, m.body_id, m.title, m.status, m.due_on, COALESCE(a.due_on, above.due_on) AS "
           "parent_due_on FROM matter m JOIN assignment a ON a.id = m.parent_assignment_id"
           " JOIN matter above ON above.id = a.matter_id WHERE m.parent_assignment_id = ?"
           " AND m.status IN ('draft', 'proposed', 'approved', 'issued') ORDER BY m.id",
    .row = &below_shape,
};

enum err parts_below(struct req *req, int64_t assignment_id, struct list *out)
{
    return db_list(req->db, req->arena, &PARTS_BELOW, out, DB_ARGS(db_i64(assignment_id)));
}

static const struct db_query CHANGE_ADD = {
    .name = "parent_change_add",
    .sql = "INSERT INTO parent_change (matter_id, kind, at, text) VALUES (?, ?, ?, ?)",
};

enum err change_insert(struct req *req, int64_t matter_id, int kind, const char *text, int64_t *id)
{
    struct db_done done = {0};
    enum err e = db_exec(
        req->db, &CHANGE_ADD, &done,
        DB_ARGS(db_i64(matter_id), db_choice(&level_changes, kind), db_instant(req->now), db_text(text)));
    *id = done.id;
    return e;
}

static const struct field change_fields[] = {
    COL(struct change_row, id, F_INT, "编号"),
    COL(struct change_row, kind, F_CHOICE, "类别", .choices = &level_changes),
    COL(struct change_row, at, F_INSTANT, "时间"),
    COL(struct change_row, text, F_TEXT, "变动了什么"),
    COL(struct change_row, seen_at, F_INSTANT, "知悉时间", .nullable = true),
    COL(struct change_row, seen_name, F_TEXT, "知悉人", .nullable = true),
    COL(struct change_row, note, F_TEXT, "怎样处理", .nullable = true),
};
const struct shape change_shape = SHAPE("ParentChange", struct change_row, change_fields);
static const struct db_query CHANGES = {
    .name = "parent_changes",
    .sql = "SELECT id, kind, at, text, seen_at, seen_name, note FROM parent_change WHERE matter_id = ?"
           " ORDER BY id DESC",
    .row = &change_shape,
};
static const struct db_query CHANGES_SEE = {
    .name = "parent_changes_see",
    .sql = "UPDATE parent_change SET seen_at = ?, seen_name = ?, note = ? WHERE matter_id = ? AND seen_at IS "
           "NULL",
};

enum err changes_list(struct req *req, int64_t matter_id, struct list *out)
{
    return db_list(req->db, req->arena, &CHANGES, out, DB_ARGS(db_i64(matter_id)));
}

enum err changes_see(struct req *req, int64_t matter_id, const char *note, int64_t *n)
{
    struct db_done done = {0};
    enum err e = db_exec(
        req->db, &CHANGES_SEE, &done,
        DB_ARGS(db_instant(req->now), db_text(req->actor.name), db_text(note), db_i64(matter_id)));
    *n = done.rows;
    return e;
}

/* ---- upward: what the parts report, for the institution that broke the assignment down, and for nobody
 * above */
static const struct field report_fields[] = {
    COL(struct part_report, part_id, F_INT, "事项"),
    COL(struct part_report, part_title, F_TEXT, "事项名称"),
    COL(struct part_report, unit_name, F_TEXT, "单位"),
    COL(struct part_report, done, F_TEXT, "已完成工作"),
    COL(struct part_report, effect, F_TEXT, "取得成效"),
    COL(struct part_report, problem, F_TEXT, "存在问题"),
    COL(struct part_report, next_step, F_TEXT, "下一步计划"),
    COL(struct part_report, at, F_INSTANT, "报送时间"),
    COL(struct part_report, progress, F_INT, "进度"),
};
static const struct shape report_shape = SHAPE("PartReport", struct part_report, report_fields);
static const struct db_query PART_REPORTS = {
    .name = "part_reports",
    .sql = "SELECT m.id AS part_id, m.title AS part_title, r.unit_name, r.done, r.effect, r.problem,"
           " r.next_step, r.at, r.progress FROM assignment above JOIN matter m ON m.parent_assignment_id = "
           "above.id"
           " AND m.status IN ('issued', 'concluded', 'archived') JOIN assignment a ON a.matter_id = m.id"
           " AND a.kind <> 'assist' AND a.status <> 'withdrawn' JOIN report r ON r.id ="
           " (SELECT MAX(x.id) FROM report x WHERE x.assignment_id = a.id)"
           " WHERE above.id = ? AND ? IN (2 * m.body_id, 2 * above.unit_id + 1) ORDER BY m.id, a.id",
    .row = &report_shape,
};

enum err part_reports(struct req *req, int64_t assignment_id, struct list *out)
{
    return db_list(req->db, req->arena, &PART_REPORTS, out,
                   DB_ARGS(db_i64(assignment_id), db_i64(req->actor.scope)));
}

const struct db_query *const level_queries[] = {&PARTS_BELOW, &CHANGE_ADD, &CHANGES, &CHANGES_SEE,
                                                &PART_REPORTS};
