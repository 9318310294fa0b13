#include "app/time/pause/pause_priv.h"

/* ---- hidden columns, shown columns, then what is derived */
#define COL(member, kind_of, text, ...)                                                                      \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(struct suspension, member), .label = (text),      \
        ##__VA_ARGS__                                                                                        \
    }
#define MAYBE .nullable = true
#define HIDDEN 1
#define DERIVED 2
static const struct field suspension_fields[] = {
    COL(asked_by, F_INT, "报请人编号"),
    COL(id, F_INT, "编号"),
    COL(version, F_INT, "版本"),
    COL(matter_id, F_INT, "事项"),
    COL(reason, F_TEXT, "挂起理由"),
    COL(until_on, F_DATE, "预计恢复", MAYBE),
    REQUEST_FIELDS,
    COL(from_on, F_DATE, "自这一天起不计时", MAYBE),
    COL(to_on, F_DATE, "自这一天起恢复计时", MAYBE),
    COL(resumed_name, F_TEXT, "恢复人", MAYBE),
    COL(resumed_why, F_TEXT, "恢复说明", MAYBE),
    COL(end_has_come, F_BOOL, "已到预计恢复日，仍在挂起"),
    COL(actions, F_LIST, "可办理的动作", .of = &action_shape),
};
const struct shape suspension_shape = {.name = "Suspension",
                                       .size = sizeof(struct suspension),
                                       .fields = suspension_fields + HIDDEN,
                                       .n = ARRAY_LEN(suspension_fields) - HIDDEN};
static const struct shape row_shape = {.name = "SuspensionColumns",
                                       .size = sizeof(struct suspension),
                                       .fields = suspension_fields,
                                       .n = ARRAY_LEN(suspension_fields) - DERIVED};
#define SELECT_SUSPENSION                                                                                    \
    "SELECT x.asked_by, x.id, x.version, x.matter_id, x.reason, x.until_on, " REQUEST_COLUMNS                \
    ", x.from_on, x.to_on, x.resumed_name, x.resumed_why FROM suspension x JOIN matter m ON m.id = "         \
    "x.matter_id"

static const struct db_query BY_ID = {
    .name = "suspension_by_id",
    .sql = SELECT_SUSPENSION " WHERE x.id = ? AND " MATTER_VISIBLE,
    .row = &row_shape,
};
static const struct db_query OF_MATTER = {
    .name = "suspensions_of_matter",
    .sql = SELECT_SUSPENSION " WHERE x.matter_id = ? AND " MATTER_VISIBLE " ORDER BY x.id",
    .row = &row_shape,
};
static const struct db_query INSERT = {
    .name = "suspension_insert",
    .sql = "INSERT INTO suspension (matter_id, reason, until_on, asked_at, asked_by, asked_name, asked_post)"
           " VALUES (?, ?, ?, ?, ?, ?, ?)",
};
static const struct db_query DECIDE = {
    .name = "suspension_decide",
    .sql = "UPDATE suspension SET version = version + 1, status = ?, decided_at = ?, decided_name = ?,"
           " decided_post = ?, opinion = ?, from_on = ? WHERE id = ?",
};
static const struct db_query END = {
    .name = "suspension_end",
    .sql = "UPDATE suspension SET version = version + 1, to_on = ?, resumed_name = ?, resumed_why = ?"
           " WHERE id = ?",
};
const struct db_query *const suspension_queries[] = {&BY_ID, &OF_MATTER, &INSERT, &DECIDE, &END};

enum err suspension_by_id(struct req *req, int64_t id, struct suspension *out)
{
    return db_one(req->db, req->arena, &BY_ID, out, DB_ARGS(db_i64(id), db_i64(req->actor.scope)));
}

enum err suspensions_of_matter(struct req *req, int64_t matter_id, struct list *out)
{
    return db_list(req->db, req->arena, &OF_MATTER, out,
                   DB_ARGS(db_i64(matter_id), db_i64(req->actor.scope)));
}

enum err suspension_insert(struct req *req, struct suspension *x)
{
    struct db_done done;
    enum err e = db_exec(req->db, &INSERT, &done,
                         DB_ARGS(db_i64(x->matter_id), db_text(x->reason), db_date(x->until_on),
                                 db_instant(req->now), db_i64(req->actor.person_id), db_text(req->actor.name),
                                 db_text(post_of(req))));
    if (e == OK)
        x->id = done.id;
    return e;
}

enum err suspension_decide(struct req *req, int64_t id, int32_t from_on, const char *opinion)
{
    int status = from_on == 0 ? RQ_REFUSED : RQ_APPROVED;
    return db_exec(req->db, &DECIDE, NULL,
                   DB_ARGS(db_choice(&request_statuses, status), db_instant(req->now),
                           db_text(req->actor.name), db_text(post_of(req)), db_text(opinion),
                           db_date(from_on), db_i64(id)));
}

enum err suspension_end(struct req *req, int64_t id, const char *why)
{
    return db_exec(req->db, &END, NULL,
                   DB_ARGS(db_date(date_of(req->now)), db_text(req->actor.name), db_text(why), db_i64(id)));
}
