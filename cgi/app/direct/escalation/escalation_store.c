#include "app/direct/escalation/escalation_priv.h"
#include "app/org/org.h"

static const struct choice status_items[] = {
    {"asked", "待协调"},     {"meeting", "召开协调会"}, {"escalated", "待领导小组决定"},
    {"solved", "已协调"},    {"decided", "决定落实中"}, {"closed", "决定已落实"},
    {"withdrawn", "已撤回"},
};
static const struct choice action_items[] = {{"solve", "答复协调结果"},
                                             {"meet", "召开协调会"},
                                             {"escalate", "提请领导小组"},
                                             {"decide", "作出决定"},
                                             {"withdraw", "撤回请求"}};
static const struct choice way_items[] = {{"on_site", "现场办公"}, {"study", "专题研究"}};
const struct choices escalation_statuses = CHOICES("EscalationStatus", status_items);
const struct choices escalation_actions = CHOICES("EscalationAction", action_items);
const struct choices escalation_ways = CHOICES("EscalationWay", way_items);

/* ---- hidden columns, shown columns, then what is derived */
#define X(member, kind_of, label_, ...)                                                                      \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(struct escalation, member), .label = (label_),    \
        ##__VA_ARGS__                                                                                        \
    }
#define MAYBE .nullable = true
static const struct field fields[] = {
    X(body_id, F_INT, "督办机构"),
    X(unit_id, F_INT, "单位", MAYBE),
    X(in_charge, F_BOOL, "在分管范围"),
    X(matter_status, F_CHOICE, "事项状态", .choices = &matter_statuses),
    X(matter_title, F_TEXT, "事项名称"),
    X(id, F_INT, "编号"),
    X(version, F_INT, "版本"),
    X(matter_id, F_INT, "事项"),
    X(assignment_id, F_INT, "承办", MAYBE),
    X(unit_name, F_TEXT, "提出单位；空为督办办公室", MAYBE),
    X(what, F_TEXT, "需要协调解决什么"),
    X(from_whom, F_TEXT, "需要谁", MAYBE),
    X(by_on, F_DATE, "希望何日前解决", MAYBE),
    X(status, F_CHOICE, "状态", .choices = &escalation_statuses),
    X(asked_at, F_INSTANT, "提出时间"),
    X(asked_name, F_TEXT, "提出人"),
    X(asked_post, F_TEXT, "提出人单位与职务"),
    X(meeting_id, F_INT, "协调会", MAYBE),
    X(meeting_title, F_TEXT, "协调会名称", MAYBE),
    X(meeting_note, F_TEXT, "协调会安排", MAYBE),
    X(way, F_CHOICE, "领导小组怎样研究", MAYBE, .choices = &escalation_ways),
    X(reason, F_TEXT, "提请理由", MAYBE),
    X(escalated_at, F_INSTANT, "提请时间", MAYBE),
    X(escalated_name, F_TEXT, "提请人", MAYBE),
    X(answer, F_TEXT, "协调结果或决定", MAYBE),
    X(answered_at, F_INSTANT, "答复时间", MAYBE),
    X(answered_name, F_TEXT, "答复人", MAYBE),
    X(answered_post, F_TEXT, "答复人单位与职务", MAYBE),
    X(directives, F_LIST, "决定交办的", .of = &directive_shape),
    X(files, F_LIST, "附件", .of = &file_shape),
    X(actions, F_LIST, "可办理的动作", .of = &action_shape),
};
#define HIDDEN 5
#define DERIVED 3
const struct shape escalation_shape = {"Escalation", sizeof(struct escalation), fields + HIDDEN,
                                       ARRAY_LEN(fields) - HIDDEN};
static const struct shape row_shape = {"EscalationRow", sizeof(struct escalation), fields,
                                       ARRAY_LEN(fields) - DERIVED};

#define CHARGED(unit_sql)                                                                                    \
    "EXISTS (SELECT 1 FROM charge c WHERE c.membership_id = ? AND c.unit_id = " unit_sql                     \
    " AND " IN_TERM("c") ")"
#define SELECT_ESCALATION                                                                                    \
    "SELECT x.body_id, x.unit_id, IF(x.unit_id IS NOT NULL, " CHARGED(                                       \
        "x.unit_id") ", NOT EXISTS"                                                                          \
                     " (SELECT 1 FROM assignment a WHERE a.matter_id = x.matter_id AND a.status <> "         \
                     "'withdrawn'"                                                                           \
                     " AND NOT " CHARGED(                                                                    \
                         "a.unit_id") ")) AS in_charge, m.status AS matter_status, m.title AS matter_title," \
                                      " x.id, x.version, x.matter_id, x.assignment_id, x.unit_name, "        \
                                      "x.what, x.from_whom, x.by_on,"                                        \
                                      " IF(x.status = 'decided' AND NOT EXISTS (SELECT 1 FROM directive d "  \
                                      "WHERE d.source = 'escalation'"                                        \
                                      " AND d.source_id = x.id AND d.status IN ('open', 'answered')), "      \
                                      "'closed', x.status) AS status,"                                       \
                                      " x.asked_at, x.asked_name, x.asked_post, x.meeting_id, g.title AS "   \
                                      "meeting_title, x.meeting_note, x.way,"                                \
                                      " x.reason, x.escalated_at, x.escalated_name, x.answer, "              \
                                      "x.answered_at, x.answered_name, x.answered_post"                      \
                                      " FROM escalation x JOIN matter m ON m.id = x.matter_id LEFT JOIN "    \
                                      "meeting g ON g.id = x.meeting_id"                                     \
                                      " WHERE "
#define SEEN PART_READER("x") " AND " MATTER_VISIBLE
static const struct db_query BY_ID = {"escalation_by_id", SELECT_ESCALATION "x.id = ? AND " SEEN, &row_shape};
static const struct db_query OF_MATTER = {
    "escalations_of_matter", SELECT_ESCALATION "x.matter_id = ? AND " SEEN " ORDER BY x.id", &row_shape};

enum err escalation_by_id(struct req *req, int64_t id, struct escalation *out)
{
    struct db_arg post = db_i64(req->actor.membership_id), today = db_date(date_of(req->now));
    struct db_arg scope = db_i64(req->actor.scope);
    return db_one(req->db, req->arena, &BY_ID, out,
                  DB_ARGS(post, today, today, post, today, today, db_i64(id), scope, scope));
}

enum err escalations_of_matter(struct req *req, int64_t matter_id, struct list *out)
{
    struct db_arg post = db_i64(req->actor.membership_id), today = db_date(date_of(req->now));
    struct db_arg scope = db_i64(req->actor.scope);
    return db_list(req->db, req->arena, &OF_MATTER, out,
                   DB_ARGS(post, today, today, post, today, today, db_i64(matter_id), scope, scope));
}

/* ---- writing */
static const struct db_query INSERT = {
    "escalation_insert",
    "INSERT INTO escalation (body_id, matter_id, assignment_id, unit_id, unit_name, what, from_whom, by_on,"
    " status, asked_at, asked_name, asked_post, way, reason, escalated_at, escalated_name)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    NULL};
static const struct db_query ANSWERED = {
    "escalation_answered",
    "UPDATE escalation SET version = version + 1, status = ?, answer = ?, answered_at = ?, answered_name = ?,"
    " answered_post = ? WHERE id = ? AND version = ?",
    NULL};
static const struct db_query MET = {
    "escalation_met",
    "UPDATE escalation SET version = version + 1, status = 'meeting', meeting_id = ?, meeting_note = ?"
    " WHERE id = ? AND version = ?",
    NULL};
static const struct db_query RAISED = {
    "escalation_raised",
    "UPDATE escalation SET version = version + 1, status = 'escalated', way = ?, reason = ?,"
    " escalated_at = ?, escalated_name = ? WHERE id = ? AND version = ?",
    NULL};

static const char *post_of_actor(const struct req *req)
{
    return arena_printf(req->arena, "%s%s", req->actor.unit_name, req->actor.post);
}

enum err escalation_insert(struct req *req, const struct matter_case *c, const struct escalation *x,
                           int64_t *id)
{
    struct db_done done = {0};
    bool raised = x->status == ES_ESCALATED;
    enum err e = db_exec(
        req->db, &INSERT, &done,
        DB_ARGS(db_i64(c->m.body_id), db_i64(c->m.id), db_id(x->assignment_id), db_id(x->unit_id),
                db_text(x->unit_name), db_text(x->what), db_text(x->from_whom), db_date(x->by_on),
                db_choice(&escalation_statuses, x->status), db_instant(req->now), db_text(req->actor.name),
                db_text(post_of_actor(req)), db_choice(&escalation_ways, x->way), db_text(x->reason),
                db_instant(raised ? req->now : 0), db_text(raised ? req->actor.name : NULL)));
    *id = done.id;
    return e;
}

static enum err moved(enum err e, const struct db_done *done)
{
    return e == OK && done->rows == 0 ? ERR_STALE : e;
}

enum err escalation_answered(struct req *req, const struct escalation *x, int status, const char *words)
{
    struct db_done done = {0};
    enum err e = db_exec(req->db, &ANSWERED, &done,
                         DB_ARGS(db_choice(&escalation_statuses, status), db_text(words),
                                 db_instant(req->now), db_text(req->actor.name), db_text(post_of_actor(req)),
                                 db_i64(x->id), db_i64(x->version)));
    return moved(e, &done);
}

enum err escalation_met(struct req *req, const struct escalation *x, int64_t meeting_id, const char *note)
{
    struct db_done done = {0};
    enum err e = db_exec(req->db, &MET, &done,
                         DB_ARGS(db_id(meeting_id), db_text(note), db_i64(x->id), db_i64(x->version)));
    return moved(e, &done);
}

enum err escalation_raised(struct req *req, const struct escalation *x, int way, const char *why)
{
    struct db_done done = {0};
    enum err e = db_exec(req->db, &RAISED, &done,
                         DB_ARGS(db_choice(&escalation_ways, way), db_text(why), db_instant(req->now),
                                 db_text(req->actor.name), db_i64(x->id), db_i64(x->version)));
    return moved(e, &done);
}

struct meeting_row {
    int64_t id;
};
static const struct field meeting_fields[] = {{"id", F_INT, 0, .label = "会议"}};
static const struct shape meeting_shape_ = SHAPE("EscalationMeeting", struct meeting_row, meeting_fields);
static const struct db_query MEETING = {
    "escalation_meeting", "SELECT id FROM meeting WHERE id = ? AND body_id = ?", &meeting_shape_};

enum err meeting_known(struct req *req, int64_t meeting_id, bool *known)
{
    struct meeting_row row;
    return db_find(req->db, req->arena, &MEETING, &row, known,
                   DB_ARGS(db_i64(meeting_id), db_i64(req->actor.body_id)));
}

const struct db_query *const escalation_queries[ESCALATION_QUERIES] = {
    &BY_ID, &OF_MATTER, &INSERT, &ANSWERED, &MET, &RAISED, &MEETING,
};
