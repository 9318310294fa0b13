#include "app/track/inspection/inspection_priv.h"

/* Reading an inspection, as far as the actor sees it. */

#define INSPECTION_COLUMNS                                                                                   \
    IS_ON_TEAM(" AND t.is_leader")                                                                           \
    " AS is_head, " IS_ON_TEAM("") " AS is_team, i.id, i.version, i.body_id, i.kind, i.title, i.reason,"     \
                                   " i.from_on, i.until_on, i.status, " SEES_WHOLE " AS is_whole, i.report," \
                                   " i.reported_at, i.reported_name, i.approved_at, i.approved_name,"        \
                                   " i.opinion, i.published_at, i.published_name, i.document_id, i.doc_no,"  \
                                   " i.cancelled_why, i.created_name, i.created_at"
#define OWN_VISIT " EXISTS (SELECT 1 FROM inspection_visit v WHERE v.inspection_id = i.id AND " SEES_VISIT ")"
#define IS_VISIBLE "(" SEES_WHOLE " OR" OWN_VISIT ")"

static const struct db_query BY_ID = {
    .name = "inspection_by_id",
    .sql = "SELECT " INSPECTION_COLUMNS " FROM " INSPECTION_ME
           " JOIN inspection i WHERE i.id = ? AND " IS_VISIBLE,
    .row = &inspection_row_shape,
};
struct number {
    int64_t id;
};
static const struct field number_fields[] = {{"id", F_INT, offsetof(struct number, id), .label = "编号"}};
static const struct shape number_shape = SHAPE("InspectionNumber", struct number, number_fields);
static const struct db_query LOCK = {
    .name = "inspection_lock",
    .sql = "SELECT i.id FROM inspection i WHERE i.id = ? FOR UPDATE",
    .row = &number_shape,
};
static const struct db_query OF_VISIT = {
    .name = "inspection_of_visit",
    .sql = "SELECT i.id FROM " INSPECTION_ME " JOIN inspection i JOIN inspection_visit v"
           " ON v.inspection_id = i.id WHERE v.id = ? AND (" SEES_WHOLE " OR " SEES_VISIT ")",
    .row = &number_shape,
};
static const struct db_query MEMBERS = {
    .name = "inspection_members",
    .sql = "SELECT t.membership_id, t.name, t.post, t.is_leader FROM inspection_member t"
           " WHERE t.inspection_id = ? ORDER BY t.seq",
    .row = &member_shape,
};
static const struct db_query ITEMS = {
    .name = "inspection_items",
    .sql = "SELECT t.id, t.item, t.standard FROM inspection_item t WHERE t.inspection_id = ? ORDER BY t.seq",
    .row = &check_item_shape,
};
static const struct db_query MATTERS = {
    .name = "inspection_matters",
    .sql = "SELECT m.id, m.reg_no, m.title FROM inspection_matter t JOIN matter m ON m.id = t.matter_id"
           " WHERE t.inspection_id = ? AND " MATTER_VISIBLE " ORDER BY m.id",
    .row = &linked_matter_shape,
};

static enum err read_rows(struct req *req, struct inspection *x)
{
    struct db_arg id = db_i64(x->id);
    enum err e = db_list(req->db, req->arena, &MEMBERS, &x->members, DB_ARGS(id));
    if (e == OK)
        e = db_list(req->db, req->arena, &ITEMS, &x->items, DB_ARGS(id));
    if (e == OK)
        e = db_list(req->db, req->arena, &MATTERS, &x->matters, DB_ARGS(id, db_i64(req->actor.scope)));
    return e == OK ? visits_of(req, x) : e;
}

enum err inspection_find(struct req *req, int64_t id, struct inspection_case *c)
{
    *c = (struct inspection_case){.who = &req->actor, .today = date_of(req->now)};
    enum err e = db_one(req->db, req->arena, &BY_ID, &c->x, DB_ARGS(INSPECTION_WHO(req), db_i64(id)));
    if (e == OK)
        e = read_rows(req, &c->x);
    if (e == OK)
        inspection_veil(&c->x);
    return e;
}

enum err inspection_of_visit(struct req *req, int64_t visit_id, struct inspection_case *c)
{
    struct number at = {0};
    enum err e = db_one(req->db, req->arena, &OF_VISIT, &at, DB_ARGS(INSPECTION_WHO(req), db_i64(visit_id)));
    if (e == OK)
        e = inspection_find(req, at.id, c);
    struct visit *v = c->x.visits.items;
    for (size_t i = 0; e == OK && i < c->x.visits.n; i++)
        if (v[i].id == visit_id)
            c->at = &v[i];
    return e == OK && c->at == NULL ? ERR_NOT_FOUND : e;
}

enum err inspection_lock(struct req *req, int64_t id)
{
    struct number row;
    return db_one(req->db, req->arena, &LOCK, &row, DB_ARGS(db_i64(id)));
}

/* ---- lists: what a row tells is what its page would */
struct inspection_list_row {
    int64_t id;
    int kind;
    const char *title;
    int32_t from_on, until_on;
    int status;
    bool is_whole;
    const char *leader_name, *units;
    int64_t visits_n, visited_n, problems_n;
    const char *doc_no;
    int64_t published_at;
};
#define COL(member, kind_of, text, ...)                                                                      \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(struct inspection_list_row, member),              \
        .label = (text), ##__VA_ARGS__                                                                       \
    }
static const struct field row_fields[] = {
    COL(id, F_INT, "编号"),
    COL(kind, F_CHOICE, "方式", .choices = &inspection_kinds),
    COL(title, F_TEXT, "名称"),
    COL(from_on, F_DATE, "计划起"),
    COL(until_on, F_DATE, "计划止"),
    COL(status, F_CHOICE, "状态", .choices = &inspection_statuses),
    COL(is_whole, F_BOOL, "看得到全部内容"),
    COL(leader_name, F_TEXT, "督查组组长", .nullable = true),
    COL(units, F_TEXT, "被查单位", .nullable = true),
    COL(visits_n, F_INT, "到访单位数"),
    COL(visited_n, F_INT, "已完成的"),
    COL(problems_n, F_INT, "发现的问题"),
    COL(doc_no, F_TEXT, "督查报告文号", .nullable = true),
    COL(published_at, F_INSTANT, "公布时间", .nullable = true),
};
const struct shape inspection_list_shape = SHAPE("InspectionRow", struct inspection_list_row, row_fields);

#define SEEN_VISITS                                                                                          \
    "FROM inspection_visit v WHERE v.inspection_id = i.id AND (" SEES_WHOLE " OR " SEES_VISIT ")"
#define SHOWN_STATUS "IF(i.status = 'reported' AND NOT " SEES_WHOLE ", 'underway', i.status)"
#define SELECT_ROW                                                                                           \
    "SELECT i.id, i.kind, i.title, i.from_on, i.until_on,"                                                   \
    " " SHOWN_STATUS " AS status, " SEES_WHOLE                                                               \
    " AS is_whole, (SELECT t.name FROM inspection_member t WHERE t.inspection_id = i.id"                     \
    " AND t.is_leader LIMIT 1) AS leader_name,"                                                              \
    " (SELECT GROUP_CONCAT(v.unit_name ORDER BY v.id SEPARATOR '、') " SEEN_VISITS ") AS units,"             \
    " (SELECT COUNT(*) " SEEN_VISITS ") AS visits_n,"                                                        \
    " (SELECT COUNT(*) " SEEN_VISITS " AND v.status <> 'planned') AS visited_n,"                             \
    " (SELECT COUNT(*) FROM inspection_finding f JOIN inspection_visit v ON v.id = f.visit_id"               \
    " WHERE v.inspection_id = i.id AND f.severity IS NOT NULL AND (" SEES_WHOLE                              \
    " OR (i.status = 'published' AND " SEES_VISIT "))) AS problems_n, i.doc_no, i.published_at"              \
    " FROM " INSPECTION_ME " JOIN inspection i"
const struct db_query INSPECTION_LIST = {
    .name = "inspection_list",
    .sql = SELECT_ROW " WHERE " IS_VISIBLE " AND (? IS NULL OR i.kind = ?) AND (? IS NULL OR " SHOWN_STATUS
                      " = ?)"
                      " AND (? IS NULL OR EXISTS (SELECT 1 " SEEN_VISITS " AND v.unit_id = ?))"
                      " AND (? IS NULL OR INSTR(i.title, ?) > 0) AND (? = FALSE OR " IS_ON_TEAM(
                          "") ")"
                              " AND (? IS NULL OR i.id < ?) ORDER BY i.id DESC LIMIT ?",
    .row = &inspection_list_shape,
};
const struct db_query INSPECTIONS_OF_MATTER = {
    .name = "inspections_of_matter",
    .sql = SELECT_ROW
    " JOIN inspection_matter l ON l.inspection_id = i.id WHERE l.matter_id = ? AND " IS_VISIBLE
    " ORDER BY i.id DESC",
    .row = &inspection_list_shape,
};

/* ---- people to tell */
static const struct db_query INSIDERS = {
    .name = "inspection_insiders",
    .sql =
        "SELECT DISTINCT p.id FROM inspection i JOIN membership m ON (m.role = 'office' AND ?)"
        " OR (m.`rank` = 'head' AND ?) OR (? AND m.id IN (SELECT t.membership_id FROM inspection_member t"
        " WHERE t.inspection_id = i.id)) JOIN unit u ON u.id = m.unit_id LEFT JOIN body own"
        " ON own.unit_id = u.id JOIN (SELECT p.id AS person_id, CAST(? AS DATE) AS day FROM person p"
        " WHERE p.status = 'active') me ON me.person_id = m.person_id JOIN person p ON p.id = m.person_id"
        " WHERE i.id = ? AND " TEAM_TERM(
            "m") " AND (m.id IN (SELECT t.membership_id FROM inspection_member t WHERE t.inspection_id = "
                 "i.id)"
                 " OR COALESCE(own.id, u.body_id) = i.body_id) AND (i.status = 'published' OR NOT " IS_BARRED
                 ")"
                 " ORDER BY p.id",
    .row = &number_shape,
};

enum err insiders_of(struct req *req, int64_t id, unsigned who, struct list *out)
{
    return db_list(req->db, req->arena, &INSIDERS, out,
                   DB_ARGS(db_bool((who & IN_OFFICE) != 0), db_bool((who & IN_HEAD) != 0),
                           db_bool((who & IN_TEAM) != 0), db_date(date_of(req->now)), db_i64(id)));
}

const struct db_query *const inspection_queries[INSPECTION_QUERIES] = {
    &BY_ID, &LOCK, &OF_VISIT, &MEMBERS, &ITEMS, &MATTERS, &INSPECTION_LIST, &INSPECTIONS_OF_MATTER, &INSIDERS,
};
