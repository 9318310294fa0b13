#include "app/auth/auth.h"
#include "app/track/inspection/inspection_priv.h"
#include "app/track/quota/quota_priv.h"

static const struct choice period_items[] = {{"week", "每周"}, {"month", "每月"}};
const struct choices quota_periods = CHOICES("QuotaPeriod", period_items);

#define COL(member, kind_of, text, ...)                                                                      \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(struct quota, member), .label = (text),           \
        ##__VA_ARGS__                                                                                        \
    }
/* A hidden column, shown ones, then what is derived. */
#define DERIVED 6
static const struct field fields[] = {
    COL(leader_person_id, F_INT, "领导（人员）", .nullable = true),
    COL(id, F_INT, "编号"),
    COL(version, F_INT, "版本"),
    COL(body_id, F_INT, "督办机构"),
    COL(kind, F_CHOICE, "方式，空为都算", .nullable = true, .choices = &inspection_kinds),
    COL(period, F_CHOICE, "每期", .choices = &quota_periods),
    COL(n, F_INT, "至少几次"),
    COL(leader_id, F_INT, "由哪位领导参加（任职）", .nullable = true),
    COL(leader_name, F_TEXT, "领导姓名", .nullable = true),
    COL(is_active, F_BOOL, "执行中"),
    COL(from_on, F_DATE, "本期起"),
    COL(until_on, F_DATE, "本期止"),
    COL(done, F_INT, "本期已督查"),
    COL(workdays_left, F_INT, "本期还剩工作日"),
    COL(is_short, F_BOOL, "临近期末还不够"),
    COL(sentence, F_TEXT, "说明"),
};
const struct shape quota_shape = {.name = "InspectionQuota",
                                  .size = sizeof(struct quota),
                                  .fields = fields + 1,
                                  .n = ARRAY_LEN(fields) - 1};
static const struct shape row_shape = {.name = "InspectionQuotaRow",
                                       .size = sizeof(struct quota),
                                       .fields = fields,
                                       .n = ARRAY_LEN(fields) - DERIVED};
#define SELECT_QUOTA                                                                                         \
    "SELECT p.id AS leader_person_id, q.id, q.version, q.body_id, q.kind, q.period, q.n, q.leader_id,"       \
    " p.name AS leader_name, q.is_active FROM inspection_quota q LEFT JOIN membership m"                     \
    " ON m.id = q.leader_id LEFT JOIN person p ON p.id = m.person_id"

static const struct db_query OF_BODY = {
    .name = "quotas_of_body",
    .sql = SELECT_QUOTA " WHERE q.body_id = ? ORDER BY q.is_active DESC, q.id",
    .row = &row_shape,
};
static const struct db_query BY_ID = {
    .name = "quota_by_id",
    .sql = SELECT_QUOTA " WHERE q.id = ? AND q.body_id = ?",
    .row = &row_shape,
};
static const struct db_query ACTIVE = {
    .name = "quotas_active",
    .sql = SELECT_QUOTA " WHERE q.is_active ORDER BY q.id",
    .row = &row_shape,
};
struct number {
    int64_t n;
};
static const struct field number_fields[] = {{"n", F_INT, offsetof(struct number, n), .label = "数"}};
static const struct shape number_shape = SHAPE("QuotaNumber", struct number, number_fields);
#define COUNTS                                                                                               \
    " WHERE i.body_id = ? AND i.status <> 'cancelled' AND (? IS NULL OR i.kind = ?)"                         \
    " AND (? IS NULL OR EXISTS (SELECT 1 FROM inspection_member t JOIN membership tm"                        \
    " ON tm.id = t.membership_id WHERE t.inspection_id = i.id AND tm.person_id = ?))"                        \
    " AND EXISTS (SELECT 1 FROM inspection_visit v WHERE v.inspection_id = i.id AND v.status <> 'planned'"   \
    " AND v.visit_on BETWEEN ? AND ?)"
static const struct db_query COUNT_SEEN = {
    .name = "quota_count_seen",
    .sql = "SELECT COUNT(*) AS n FROM " INSPECTION_ME " JOIN inspection i" COUNTS " AND " SEES_WHOLE,
    .row = &number_shape,
};
static const struct db_query COUNT_ALL = {
    .name = "quota_count_all",
    .sql = "SELECT COUNT(*) AS n FROM inspection i" COUNTS,
    .row = &number_shape,
};
static const struct db_query INSERT = {
    .name = "quota_insert",
    .sql = "INSERT INTO inspection_quota (body_id, kind, period, n, leader_id) VALUES (?, ?, ?, ?, ?)",
};
static const struct db_query UPDATE_QUOTA = {
    .name = "quota_update",
    .sql = "UPDATE inspection_quota SET version = version + 1, kind = ?, period = ?, n = ?, leader_id = ?,"
           " is_active = ? WHERE id = ? AND body_id = ? AND version = ?",
};
static const struct db_query LEADER_KNOWN = {
    .name = "quota_leader_known",
    .sql = "SELECT m.id AS n FROM membership m JOIN unit u ON u.id = m.unit_id LEFT JOIN body own"
           " ON own.unit_id = u.id WHERE m.id = ? AND m.role = 'leader' AND COALESCE(own.id, u.body_id) = ?"
           " AND " IN_TERM("m"),
    .row = &number_shape,
};

enum err quotas_of_body(struct req *req, struct list *out)
{
    return db_list(req->db, req->arena, &OF_BODY, out, DB_ARGS(db_i64(req->actor.body_id)));
}

enum err quota_find(struct req *req, int64_t id, struct quota *out)
{
    return db_one(req->db, req->arena, &BY_ID, out, DB_ARGS(db_i64(id), db_i64(req->actor.body_id)));
}

enum err quotas_active(struct db *db, struct arena *a, struct list *out)
{
    return db_list(db, a, &ACTIVE, out, DB_NONE);
}

#define COUNT_ARGS(q)                                                                                        \
    db_i64((q)->body_id), db_choice(&inspection_kinds, (q)->kind), db_choice(&inspection_kinds, (q)->kind),  \
        db_id((q)->leader_person_id), db_id((q)->leader_person_id), db_date((q)->from_on),                   \
        db_date((q)->until_on)

enum err quota_count(struct req *req, struct quota *q)
{
    struct number row = {0};
    enum err e = db_one(req->db, req->arena, &COUNT_SEEN, &row, DB_ARGS(INSPECTION_WHO(req), COUNT_ARGS(q)));
    q->done = row.n;
    return e;
}

enum err quota_count_all(struct db *db, struct arena *a, struct quota *q)
{
    struct number row = {0};
    enum err e = db_one(db, a, &COUNT_ALL, &row, DB_ARGS(COUNT_ARGS(q)));
    q->done = row.n;
    return e;
}

enum err quota_insert(struct req *req, const struct quota_in *in, int64_t *id)
{
    struct db_done done = {0};
    enum err e = db_exec(req->db, &INSERT, &done,
                         DB_ARGS(db_i64(req->actor.body_id), db_choice(&inspection_kinds, in->kind),
                                 db_choice(&quota_periods, in->period), db_i64(in->n), db_id(in->leader_id)));
    *id = done.id;
    return e;
}

enum err quota_update(struct req *req, int64_t id, const struct quota_in *in)
{
    struct db_done done = {0};
    enum err e = db_exec(req->db, &UPDATE_QUOTA, &done,
                         DB_ARGS(db_choice(&inspection_kinds, in->kind),
                                 db_choice(&quota_periods, in->period), db_i64(in->n), db_id(in->leader_id),
                                 db_bool(in->is_active), db_i64(id), db_i64(req->actor.body_id),
                                 db_i64(req->version)));
    return e == OK && done.rows == 0 ? ERR_STALE : e;
}

enum err quota_leader_known(struct req *req, int64_t membership_id, bool *known)
{
    struct number row;
    struct db_arg day = db_date(date_of(req->now));
    return db_find(req->db, req->arena, &LEADER_KNOWN, &row, known,
                   DB_ARGS(db_i64(membership_id), db_i64(req->actor.body_id), day, day));
}

const struct db_query *const quota_queries[QUOTA_QUERIES] = {
    &OF_BODY, &BY_ID, &ACTIVE, &COUNT_SEEN, &COUNT_ALL, &INSERT, &UPDATE_QUOTA, &LEADER_KNOWN,
};
