#include "app/auth/auth.h"
#include "app/matter/level/level.h"
#include "app/time/ladder/ladder.h"
#include "app/time/pause/pause.h"
#include "app/view/home/direction_store.h"
#include "app/view/home/home_priv.h"

static const struct choice kind_items[] = {
    {"approve", "待审批"},
    {"mend", "退回待修改"},
    {"propose", "待报请审批"},
    {"issue", "待下达"},
    {"refused", "退回待处理"},
    {"accept", "待验收"},
    {"conclude", "待办结"},
    {"archive", "待归档"},
    {"receive", "待签收"},
    {"report", "待报送进展"},
    {"submit", "待报送结果"},
    {"rectify", "待整改"},
    {"ladder", "待决定督办升级"},
    {"first_login", "待首次登录"},
    {"seal", "待封存"},
    {"heed", "上级交办有变动"},
    {"plan", "待报工作方案"},
    {"mend_plan", "工作方案退回待改"},
    {"file_plan", "工作方案待备案"},
    {"review_report", "报告待审核"},
    {"mend_report", "报告退回待改"},
    {"answer", "待书面答复"},
    {"judge", "答复待认可"},
    {"confirm", "批示待确认"},
    {"file", "批示待登记"},
    {"heard", "批示已有结果"},
    {"coordinate", "待协调"},
    {"decide", "待领导小组决定"},
    {"inspect", "待督查"},
    {"inspection_report", "待写督查报告"},
    {"inspection_approve", "督查报告待批"},
    {"inspection_publish", "督查待公布"},
    {"inspection_confirm", "督查记录待确认"},
    {"meeting_reply", "会议待答复"},
    {"meeting_minutes", "会议待整理纪要"},
    {"meeting_resolve", "议定事项待交办"},
};
const struct choices todo_kinds = CHOICES("TodoKind", kind_items);

/* Hidden columns, columns, then what is derived. */
#define HIDDEN 5
static const struct field fields[] = {
    {"yellow_on", F_DATE, offsetof(struct todo, yellow_on), .label = "黄灯之日", .nullable = true},
    {"red_on", F_DATE, offsetof(struct todo, red_on), .label = "红灯之日", .nullable = true},
    {"paused_since", F_DATE, offsetof(struct todo, paused_since), .label = "挂起自", .nullable = true},
    {"progress", F_INT, offsetof(struct todo, progress), .label = "进度"},
    {"light_note", F_TEXT, offsetof(struct todo, light_note), .label = "人工定灯的说明", .nullable = true},
    {"kind", F_CHOICE, offsetof(struct todo, kind), .label = "类别", .choices = &todo_kinds},
    {"matter_id", F_INT, offsetof(struct todo, matter_id), .label = "事项", .nullable = true},
    {"assignment_id", F_INT, offsetof(struct todo, assignment_id), .label = "承办", .nullable = true},
    {"title", F_TEXT, offsetof(struct todo, title), .label = "事项名称"},
    {"doc_no", F_TEXT, offsetof(struct todo, doc_no), .label = "文号", .nullable = true},
    {"due_on", F_DATE, offsetof(struct todo, due_on), .label = "时限", .nullable = true},
    {"running", F_BOOL, offsetof(struct todo, running), .label = "时限已起算"},
    {"unit_name", F_TEXT, offsetof(struct todo, unit_name), .label = "单位", .nullable = true},
    {"since", F_INSTANT, offsetof(struct todo, since), .label = "起于", .nullable = true},
    {"path", F_TEXT, offsetof(struct todo, path), .label = "办理的页面", .nullable = true},
    {"label", F_TEXT, offsetof(struct todo, label), .label = "类别名称"},
    {"light", F_CHOICE, offsetof(struct todo, light), .label = "灯色", .choices = &lights},
    {"light_reason", F_TEXT, offsetof(struct todo, light_reason), .label = "灯色说明", .nullable = true},
    {"overdue_days", F_INT, offsetof(struct todo, overdue_days), .label = "超期天数"},
};
#define TODO_COLUMNS 15
const struct shape todo_shape = {"Todo", sizeof(struct todo), fields + HIDDEN, ARRAY_LEN(fields) - HIDDEN};
const struct shape todo_row_shape = {"TodoRow", sizeof(struct todo), fields, TODO_COLUMNS};

struct number {
    int64_t n;
};
static const struct field number_fields[] = {{"n", F_INT, offsetof(struct number, n), .label = "数"}};
static const struct shape number_shape = SHAPE("TodoNumber", struct number, number_fields);

/* ---- matters of one's own body, in a state */
#define OF_BODY(kind_sql, since)                                                                             \
    "SELECT m.yellow_on, m.red_on, m.paused_since, m.progress, m.light_note, " kind_sql                      \
    " AS kind, m.id AS matter_id,"                                                                           \
    " NULL AS assignment_id, m.title, m.doc_no,"                                                             \
    " IF(m.status = 'concluded', NULL, m.due_on) AS due_on, m.status = 'issued' AS running,"                 \
    " m.lead_unit_name AS unit_name, " since " AS since, NULL AS path"                                       \
    " FROM matter_scope s JOIN matter m ON m.id = s.matter_id WHERE s.scope = ? AND m.body_id = ?"

/* ---- assignments; those of a unit bind it, those of a body bind that */
#define OF_UNITS_AT(kind_sql, since, path)                                                                   \
    "SELECT a.yellow_on, a.red_on, m.paused_since, a.progress, a.light_note, " kind_sql                      \
    " AS kind, m.id AS matter_id,"                                                                           \
    " a.id AS assignment_id, m.title, m.doc_no,"                                                             \
    " COALESCE(a.due_on, m.due_on) AS due_on, TRUE AS running, a.unit_name, " since " AS since, " path       \
    " AS path"                                                                                               \
    " FROM assignment a JOIN matter m ON m.id = a.matter_id AND m.status = 'issued'"
#define OF_UNITS(kind_sql, since) OF_UNITS_AT(kind_sql, since, "NULL")
#define URGENT_FIRST " ORDER BY t.due_on IS NULL, t.due_on, t.matter_id, t.assignment_id LIMIT ?"
#define TODOS(inner) "SELECT t.* FROM (" inner ") t" URGENT_FIRST
#define MATTERS(inner) "SELECT COUNT(DISTINCT t.matter_id) AS n FROM (" inner ") t"

#define PROPOSED OF_BODY("'approve'", "m.updated_at") " AND s.status = 'proposed'"
#define SUSPENSIONS                                                                                          \
    OF_BODY("'approve'", "m.updated_at")                                                                     \
    " AND s.status = 'issued' AND m.id IN (SELECT q.matter_id FROM suspension q WHERE q.status = 'asked')"
#define STANDS EXTENSION_STANDS("q", "a")
#define EXTENSIONS(decider)                                                                                  \
    OF_UNITS("'approve'", "q.asked_at")                                                                      \
    " JOIN extension q ON q.assignment_id = a.id AND q.decider = '" decider "' AND " STANDS                  \
    " WHERE m.body_id = ?"
/* What the unit missed, and what is proposed about it. */
#define LADDER                                                                                               \
    OF_UNITS("'ladder'", "l.proposed_at")                                                                    \
    " JOIN ladder_step l ON l.assignment_id = a.id "                                                         \
    "AND " LADDER_DECIDES
#define HEAD_TODOS PROPOSED " UNION ALL " SUSPENSIONS " UNION ALL " EXTENSIONS("leader") " UNION ALL " LADDER
/* A deputy decides on what concerns their own units only (D3.1). */
#define IN_CHARGE                                                                                            \
    "SELECT 1 FROM charge c WHERE c.membership_id = ? AND c.unit_id = a.unit_id AND " IN_TERM("c")
#define OWN_UNITS                                                                                            \
    " AND NOT EXISTS (SELECT 1 FROM assignment a WHERE a.matter_id = m.id"                                   \
    " AND a.status <> 'withdrawn' AND NOT EXISTS (" IN_CHARGE "))"
#define DEPUTY_TODOS                                                                                         \
    PROPOSED OWN_UNITS " UNION ALL " SUSPENSIONS OWN_UNITS                                                   \
                       " UNION ALL " EXTENSIONS("leader") " AND EXISTS (" IN_CHARGE ") UNION ALL " LADDER
#define STEP_OF_OFFICE                                                                                       \
    "CASE s.status WHEN 'approved' THEN 'issue' WHEN 'concluded' THEN 'archive'"                             \
    " ELSE IF(m.opinion IS NULL, 'propose', 'mend') END"
#define TO_CARRY_ON                                                                                          \
    OF_BODY(STEP_OF_OFFICE, "m.updated_at") " AND s.status IN ('draft', 'approved', 'concluded')"
#define MAIN_PART "SELECT 1 FROM assignment a WHERE a.matter_id = m.id AND a.kind <> 'assist'"
#define ON_DESK "SELECT 1 FROM assignment a WHERE a.matter_id = m.id AND a.status IN ('refused', 'submitted')"
#define TO_CONCLUDE                                                                                          \
    OF_BODY("'conclude'", "m.updated_at")                                                                    \
    " AND s.status = 'issued' AND m.progress = 100 AND EXISTS (" MAIN_PART " AND a.status = 'accepted')"     \
    " AND NOT EXISTS (" MAIN_PART " AND a.status NOT IN ('accepted', 'withdrawn'))"                          \
    " AND NOT EXISTS (" ON_DESK ")"
#define TO_ANSWER                                                                                            \
    OF_UNITS("IF(a.status = 'refused', 'refused', 'accept')", "COALESCE(a.submitted_at, m.issued_at)")       \
    " WHERE a.status IN ('refused', 'submitted') AND m.body_id = ?"
#define TO_HEED                                                                                              \
    OF_BODY("'heed'", "m.updated_at")                                                                        \
    " AND s.status IN ('draft', 'proposed', 'approved', 'issued') AND m.id IN " LEVEL_UNSEEN
/* Where a matter's plans are is the tab of its page. */
#define TO_FILE                                                                                              \
    OF_UNITS_AT("'file_plan'", "w.handed_at", "CONCAT('/matters/', m.id, '?tab=plan')")                      \
    " JOIN plan w ON w.assignment_id = a.id AND w.status = 'submitted'"                                      \
    " WHERE a.status IN ('received', 'underway', 'rectifying') AND m.body_id = ?"
#define OFFICE_TODOS                                                                                         \
    TO_CARRY_ON " UNION ALL " TO_CONCLUDE " UNION ALL " TO_ANSWER                                            \
                " UNION ALL " EXTENSIONS("office") " UNION ALL " LADDER " UNION ALL " TO_HEED                \
                                                   " UNION ALL " TO_FILE
/* Where everything is done the next step is the result, which the head submits. */
#define UNIT_TODOS(done)                                                                                     \
    OF_UNITS("CASE a.status WHEN 'pending' THEN 'receive' WHEN 'rectifying' THEN 'rectify'"                  \
             " ELSE IF(" PLAN_LACKS("a", "m") ", IF(COALESCE(" PLAN_LAST(                                    \
                 "a") ", '') = 'returned', 'mend_plan', 'plan'),"                                            \
                      " IF(a.progress = 100, " done ", 'report')) END",                                      \
             "COALESCE(a.last_report_at, a.received_at, m.issued_at)")                                       \
    " WHERE a.unit_id = ? AND a.status IN ('pending', 'received', 'underway', 'rectifying')"                 \
    " AND NOT COALESCE(" PLAN_WAITS("a", "m") ", FALSE)"

/* A liaison's report that the responsible person is to review, or has sent back. */
#define REVIEWS(kind_sql, path_sql, condition)                                                               \
    OF_UNITS_AT(kind_sql, "w.at", path_sql)                                                                  \
    " JOIN report_waiting w ON w.id = (SELECT MAX(x.id) FROM report_waiting x WHERE x.assignment_id = a.id)" \
    " WHERE a.unit_id = ? AND a.status IN ('received', 'underway', 'rectifying') AND " condition

#define PAIR(name_, label, inner)                                                                            \
    static const struct db_query name_##_TODOS_PAGE = {label "_todos", TODOS(inner), &todo_row_shape};       \
    static const struct db_query name_##_TODOS_COUNT = {label "_todo_matters", MATTERS(inner), &number_shape}

PAIR(HEAD, "head", HEAD_TODOS " UNION ALL " DIRECTION);
PAIR(DEPUTY, "deputy", DEPUTY_TODOS " UNION ALL " DIRECTION);
PAIR(MEMBER, "member", DIRECTION);
PAIR(OFFICE, "office", OFFICE_TODOS " UNION ALL " DIRECTION);
PAIR(DEPARTMENT, "department",
     UNIT_TODOS("'submit'") " UNION ALL " REVIEWS("'review_report'",
                                                  "CONCAT('/matters/', m.id, '?tab=report')",
                                                  "w.status = 'waiting'") " UNION ALL " DIRECTION);
PAIR(
    LIAISON, "liaison",
    UNIT_TODOS("'report'") " UNION ALL " REVIEWS(
        "'mend_report'", "CONCAT('/assignments/', a.id, '/report')",
        "w.status = 'returned' AND COALESCE(a.last_report_at < w.decided_at, TRUE)") " UNION ALL " DIRECTION);

static const struct db_query ADMIN_TODOS = {
    .name = "admin_todos",
    .sql = "SELECT NULL AS yellow_on, NULL AS red_on, NULL AS paused_since, 0 AS progress, NULL AS "
           "light_note, 'first_login' AS "
           "kind, NULL AS matter_id, NULL AS assignment_id,"
           " CONCAT(p.name, '（', p.login, '）') AS title, NULL AS doc_no, NULL AS due_on, FALSE AS running,"
           " NULL AS unit_name, p.created_at AS since, NULL AS path FROM person p"
           " WHERE p.must_change AND p.last_login_at IS NULL AND p.status = 'active' ORDER BY p.id LIMIT ?",
    .row = &todo_row_shape,
};
static const struct db_query AUDITOR_TODOS = {
    .name = "auditor_todos",
    .sql = "SELECT NULL AS yellow_on, NULL AS red_on, NULL AS paused_since, 0 AS progress, NULL AS "
           "light_note, 'seal' AS kind, "
           "NULL AS matter_id, NULL AS assignment_id,"
           " CONCAT('有 ', COUNT(*), ' 条日志超过一小时没有封存，请通知系统管理员检查') AS title, NULL AS "
           "doc_no,"
           " NULL AS due_on, FALSE AS running, NULL AS unit_name, MIN(l.at) AS since, NULL AS path FROM "
           "audit_log l"
           " WHERE l.id > COALESCE((SELECT last_id FROM audit_seal ORDER BY id DESC LIMIT 1), 0) AND l.at < ?"
           " HAVING COUNT(*) > 0",
    .row = &todo_row_shape,
};

enum err todo_list(struct req *req, struct list *out)
{
    const struct actor *who = &req->actor;
    struct db_arg scope = db_i64(who->scope), body = db_i64(who->body_id), unit = db_i64(who->unit_id);
    struct db_arg today = db_date(date_of(req->now)), max = db_i64(TODOS_MAX),
                  post = db_i64(who->membership_id);
    struct db *db = req->db;
    struct arena *a = req->arena;
    *out = (struct list){0};
    switch (who->role) {
    case ROLE_LEADER:
        if (who->rank == RANK_HEAD)
            return db_list(db, a, &HEAD_TODOS_PAGE, out,
                           DB_ARGS(scope, body, scope, body, body, PUT_LADDER(who, today),
                                   PUT_DIRECTION(who, today), max));
        if (who->rank == RANK_DEPUTY)
            return db_list(db, a, &DEPUTY_TODOS_PAGE, out,
                           DB_ARGS(scope, body, post, today, today, scope, body, post, today, today, body,
                                   post, today, today, PUT_LADDER(who, today), PUT_DIRECTION(who, today),
                                   max));
        return db_list(db, a, &MEMBER_TODOS_PAGE, out, DB_ARGS(PUT_DIRECTION(who, today), max));
    case ROLE_OFFICE:
        return db_list(db, a, &OFFICE_TODOS_PAGE, out,
                       DB_ARGS(scope, body, scope, body, body, body, PUT_LADDER(who, today), scope, body,
                               body, PUT_DIRECTION(who, today), max));
    case ROLE_DEPARTMENT:
        return db_list(db, a, &DEPARTMENT_TODOS_PAGE, out,
                       DB_ARGS(unit, unit, PUT_DIRECTION(who, today), max));
    case ROLE_LIAISON:
        return db_list(db, a, &LIAISON_TODOS_PAGE, out, DB_ARGS(unit, unit, PUT_DIRECTION(who, today), max));
    case ROLE_ADMIN:
        return db_list(db, a, &ADMIN_TODOS, out, DB_ARGS(max));
    case ROLE_AUDITOR:
        return db_list(db, a, &AUDITOR_TODOS, out, DB_ARGS(db_instant(req->now - 3600 * 1000)));
    }
    return OK;
}

static enum err count(struct req *req, const struct db_query *q, struct db_args args, int64_t *n)
{
    struct number row;
    enum err e = db_one(req->db, req->arena, q, &row, args);
    if (e == OK)
        *n = row.n;
    return e;
}

enum err todo_matters(struct req *req, int64_t *n)
{
    const struct actor *who = &req->actor;
    struct db_arg scope = db_i64(who->scope), body = db_i64(who->body_id), unit = db_i64(who->unit_id);
    struct db_arg today = db_date(date_of(req->now)), post = db_i64(who->membership_id);
    *n = 0;
    switch (who->role) {
    case ROLE_LEADER:
        if (who->rank == RANK_HEAD)
            return count(
                req, &HEAD_TODOS_COUNT,
                DB_ARGS(scope, body, scope, body, body, PUT_LADDER(who, today), PUT_DIRECTION(who, today)),
                n);
        if (who->rank == RANK_DEPUTY)
            return count(req, &DEPUTY_TODOS_COUNT,
                         DB_ARGS(scope, body, post, today, today, scope, body, post, today, today, body, post,
                                 today, today, PUT_LADDER(who, today), PUT_DIRECTION(who, today)),
                         n);
        return count(req, &MEMBER_TODOS_COUNT, DB_ARGS(PUT_DIRECTION(who, today)), n);
    case ROLE_OFFICE:
        return count(req, &OFFICE_TODOS_COUNT,
                     DB_ARGS(scope, body, scope, body, body, body, PUT_LADDER(who, today), scope, body, body,
                             PUT_DIRECTION(who, today)),
                     n);
    case ROLE_DEPARTMENT:
        return count(req, &DEPARTMENT_TODOS_COUNT, DB_ARGS(unit, unit, PUT_DIRECTION(who, today)), n);
    case ROLE_LIAISON:
        return count(req, &LIAISON_TODOS_COUNT, DB_ARGS(unit, unit, PUT_DIRECTION(who, today)), n);
    }
    return OK;
}

const struct db_query *const todo_queries[] = {
    &HEAD_TODOS_PAGE,   &HEAD_TODOS_COUNT,   &DEPUTY_TODOS_PAGE,     &DEPUTY_TODOS_COUNT,
    &OFFICE_TODOS_PAGE, &OFFICE_TODOS_COUNT, &DEPARTMENT_TODOS_PAGE, &DEPARTMENT_TODOS_COUNT,
    &MEMBER_TODOS_PAGE, &MEMBER_TODOS_COUNT, &LIAISON_TODOS_PAGE,    &LIAISON_TODOS_COUNT,
    &ADMIN_TODOS,       &AUDITOR_TODOS,      &INSPECTION_TODOS,      &MEETING_TODOS,
};
