#include "app/auth/auth.h"
#include "app/time/owed/owed_priv.h"

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }
#define O(member, kind_of, text, ...) COL(struct owed, member, kind_of, text, ##__VA_ARGS__)
static const struct field owed_fields[] = {
    O(id, F_INT, "编号"),
    O(kind, F_CHOICE, "类别", .choices = &due_kinds),
    O(matter_id, F_INT, "事项"),
    O(assignment_id, F_INT, "承办", .nullable = true),
    O(title, F_TEXT, "事项名称"),
    O(doc_no, F_TEXT, "文号", .nullable = true),
    O(unit_name, F_TEXT, "承办单位", .nullable = true),
    O(first_person, F_TEXT, "第一责任人", .nullable = true),
    O(due_on, F_DATE, "时限"),
    O(original_on, F_DATE, "原时限"),
    O(explanation, F_TEXT, "为什么是这一天"),
    O(estimated, F_BOOL, "暂按周一至周五估算"),
    O(paused_since, F_DATE, "挂起自", .nullable = true),
    O(label, F_TEXT, "类别名称"),
    O(days_left, F_INT, "还有几个工作日"),
    O(overdue_days, F_INT, "超期天数"),
    O(light, F_CHOICE, "灯色", .choices = &lights),
};
#define OWED_DERIVED 4
const struct shape owed_shape = SHAPE("OwedItem", struct owed, owed_fields);
static const struct shape owed_row = {"OwedRow", sizeof(struct owed), owed_fields,
                                      ARRAY_LEN(owed_fields) - OWED_DERIVED};
#define OWED                                                                                                 \
    "SELECT d.id, d.kind, d.matter_id, d.assignment_id, m.title, m.doc_no, a.unit_name, a.first_person,"     \
    " d.due_on, d.original_on, d.explanation, d.estimated, m.paused_since FROM due_item d"                   \
    " JOIN matter m ON m.id = d.matter_id LEFT JOIN assignment a ON a.id = d.assignment_id"                  \
    " WHERE d.closed_at IS NULL AND "
#define FIRST_DUE " ORDER BY d.due_on, d.id LIMIT ?"
#define OF_BODY "d.body_id = ? AND d.owes = "
static const struct db_query OWED_BY_UNIT = {"owed_by_unit", OWED "d.unit_id = ?" FIRST_DUE, &owed_row};
static const struct db_query OWED_BY_OFFICE = {"owed_by_office", OWED OF_BODY "'office'" FIRST_DUE,
                                               &owed_row};
static const struct db_query OWED_BY_HEAD = {"owed_by_head", OWED OF_BODY "'leader'" FIRST_DUE, &owed_row};
/* A deputy decides what concerns their own units only (D3.1). */
static const struct db_query OWED_BY_DEPUTY = {
    "owed_by_deputy",
    OWED OF_BODY
    "'leader' AND NOT EXISTS (SELECT 1 FROM assignment x WHERE x.matter_id = d.matter_id"
    " AND x.status <> 'withdrawn' AND NOT EXISTS (SELECT 1 FROM charge c WHERE c.membership_id = ?"
    " AND c.unit_id = x.unit_id AND " IN_TERM("c") "))" FIRST_DUE,
    &owed_row};

enum err owed_list(struct req *req, struct list *out)
{
    const struct actor *who = &req->actor;
    struct db_arg body = db_i64(who->body_id), max = db_i64(OWED_MAX), today = db_date(date_of(req->now));
    *out = (struct list){0};
    if (who->role & ROLE_UNIT)
        return db_list(req->db, req->arena, &OWED_BY_UNIT, out, DB_ARGS(db_i64(who->unit_id), max));
    if (who->role == ROLE_OFFICE)
        return db_list(req->db, req->arena, &OWED_BY_OFFICE, out, DB_ARGS(body, max));
    if (who->rank == RANK_HEAD)
        return db_list(req->db, req->arena, &OWED_BY_HEAD, out, DB_ARGS(body, max));
    if (who->rank == RANK_DEPUTY)
        return db_list(req->db, req->arena, &OWED_BY_DEPUTY, out,
                       DB_ARGS(body, db_i64(who->membership_id), today, today, max));
    return OK;
}

#define L(member, kind_of, text, ...) COL(struct deadline, member, kind_of, text, ##__VA_ARGS__)
static const struct field deadline_fields[] = {
    L(kind, F_CHOICE, "类别", .choices = &due_kinds),
    L(start_on, F_DATE, "起算日"),
    L(due_on, F_DATE, "时限"),
    L(original_on, F_DATE, "原时限"),
    L(explanation, F_TEXT, "为什么是这一天"),
    L(estimated, F_BOOL, "暂按周一至周五估算"),
    L(opened_at, F_INSTANT, "起于"),
    L(closed_at, F_INSTANT, "办结于", .nullable = true),
    L(outcome, F_CHOICE, "结果", .choices = &due_outcomes, .nullable = true),
    L(extensions_n, F_INT, "延期次数"),
    L(paused_days, F_INT, "其间挂起的天数"),
    L(label, F_TEXT, "类别名称"),
};
const struct shape deadline_shape = SHAPE("Deadline", struct deadline, deadline_fields);
static const struct shape deadline_row = {"DeadlineRow", sizeof(struct deadline), deadline_fields,
                                          ARRAY_LEN(deadline_fields) - 1};
static const struct db_query DEADLINES = {
    .name = "deadlines",
    .sql =
        "SELECT d.kind, d.start_on, d.due_on, d.original_on, d.explanation, d.estimated, d.opened_at, "
        "d.closed_at,"
        " d.outcome, CASE d.kind WHEN 'result' THEN a.extensions_n WHEN 'rectify' THEN"
        " (SELECT COUNT(*) FROM extension x WHERE x.assignment_id = a.id AND x.of_kind = 'rectify'"
        " AND x.status = 'approved' AND x.asked_at >= d.opened_at AND x.asked_at <= COALESCE(d.closed_at, "
        "x.asked_at))"
        " ELSE 0 END AS extensions_n,"
        " CAST(JSON_VALUE(d.inputs, '$.paused') AS INT) AS paused_days"
        " FROM due_item d JOIN assignment a ON a.id = d.assignment_id"
        " WHERE d.assignment_id = ? AND (d.outcome IS NULL OR d.outcome <> 'void') ORDER BY d.due_on, d.id",
    .row = &deadline_row,
};

enum err deadlines_of(struct req *req, int64_t assignment_id, struct list *out)
{
    return db_list(req->db, req->arena, &DEADLINES, out, DB_ARGS(db_i64(assignment_id)));
}

static const struct field burden_fields[] = {
    COL(struct burden_row, unit_id, F_INT, "单位"),
    COL(struct burden_row, unit_name, F_TEXT, "单位名称"),
    COL(struct burden_row, kind, F_CHOICE, "类别", .choices = &due_kinds),
    COL(struct burden_row, n, F_INT, "件数"),
    COL(struct burden_row, open_n, F_INT, "未交"),
};
static const struct shape burden_shape = SHAPE("BurdenRow", struct burden_row, burden_fields);
#define BURDEN                                                                                               \
    "SELECT d.unit_id, u.name AS unit_name, d.kind, COUNT(*) AS n, SUM(d.closed_at IS NULL) AS open_n"       \
    " FROM due_item d JOIN unit u ON u.id = d.unit_id WHERE "
#define BURDEN_END                                                                                           \
    " AND d.due_on BETWEEN ? AND ? AND (d.outcome IS NULL OR d.outcome <> 'void')"                           \
    " GROUP BY d.unit_id, u.name, u.sort, d.kind ORDER BY u.sort, d.unit_id, MIN(d.id)"
static const struct db_query BURDEN_OF_BODY = {
    "burden_of_body", BURDEN "d.body_id = ? AND d.owes = 'unit'" BURDEN_END, &burden_shape};
static const struct db_query BURDEN_OF_UNIT = {"burden_of_unit", BURDEN "d.unit_id = ?" BURDEN_END,
                                               &burden_shape};

enum err burden_rows(struct req *req, int32_t from, int32_t to, struct list *out)
{
    bool is_body = req->actor.role & ROLE_BODY;
    return db_list(
        req->db, req->arena, is_body ? &BURDEN_OF_BODY : &BURDEN_OF_UNIT, out,
        DB_ARGS(db_i64(is_body ? req->actor.body_id : req->actor.unit_id), db_date(from), db_date(to)));
}

const struct db_query *const owed_queries[OWED_QUERIES] = {
    &OWED_BY_UNIT, &OWED_BY_OFFICE, &OWED_BY_HEAD,   &OWED_BY_DEPUTY,
    &DEADLINES,    &BURDEN_OF_BODY, &BURDEN_OF_UNIT,
};
