#include "app/work/progress/progress_priv.h"

#include <string.h>

#define COL(member, kind_of, text, ...)                                                                      \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(struct waiting, member), .label = (text),         \
        ##__VA_ARGS__                                                                                        \
    }

static const struct choice status_items[] = {
    {"waiting", "待负责人审核"}, {"passed", "已报送"}, {"returned", "负责人退回"}, {"dropped", "已另行报送"}};
static const struct choices statuses = CHOICES("WaitingReportStatus", status_items);

static const struct field fields[] = {
    COL(matter_id, F_INT, "事项"),
    COL(membership_id, F_INT, "填报人任职"),
    COL(kept, F_TEXT, "所填内容"),
    COL(id, F_INT, "编号"),
    COL(assignment_id, F_INT, "承办"),
    COL(at, F_INSTANT, "填报时间"),
    COL(author_name, F_TEXT, "填报人"),
    COL(author_post, F_TEXT, "填报人职务"),
    COL(status, F_CHOICE, "状态", .choices = &statuses),
    COL(decided_at, F_INSTANT, "审核时间", .nullable = true),
    COL(decided_name, F_TEXT, "审核人", .nullable = true),
    COL(reason, F_TEXT, "退回理由", .nullable = true),
    COL(body, F_OBJECT, "所填内容", .of = &report_body_shape),
    COL(files, F_LIST, "附件", .of = &file_shape),
};
#define HIDDEN 3
const struct shape waiting_shape = {"WaitingReport", sizeof(struct waiting), fields + HIDDEN,
                                    ARRAY_LEN(fields) - HIDDEN};
static const struct shape row_shape = {"WaitingRow", sizeof(struct waiting), fields, ARRAY_LEN(fields) - 2};

#define WAITING_COLUMNS                                                                                      \
    "SELECT w.matter_id, w.membership_id, w.body AS kept, w.id, w.assignment_id, w.at, w.author_name, "      \
    "w.author_post, "                                                                                        \
    " w.status, w.decided_at, w.decided_name, w.reason FROM report_waiting w"
static const struct db_query WAITING_LAST = {
    .name = "review_last",
    .sql = WAITING_COLUMNS " WHERE w.assignment_id = ? AND w.unit_id = ? ORDER BY w.id DESC LIMIT 1",
    .row = &row_shape,
};
static const struct db_query WAITING_LOCK = {
    .name = "review_lock",
    .sql = WAITING_COLUMNS " WHERE w.id = ? AND w.unit_id = ? FOR UPDATE",
    .row = &row_shape,
};
static const struct db_query WAITING_INSERT = {
    .name = "review_insert",
    .sql = "INSERT INTO report_waiting (matter_id, assignment_id, unit_id, at, membership_id, author_name,"
           " author_post, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
};
static const struct db_query WAITING_DECIDE = {
    .name = "review_decide",
    .sql = "UPDATE report_waiting SET status = ?, decided_at = ?, decided_name = ?, reason = ?, report_id = ?"
           " WHERE id = ? AND status = 'waiting'",
};
static const struct db_query WAITING_DROP = {
    .name = "review_drop",
    .sql = "UPDATE report_waiting SET status = 'dropped', decided_at = ?, decided_name = ?"
           " WHERE assignment_id = ? AND status = 'waiting'",
};

static void unread(void *ctx, const char *pointer, const char *detail)
{
    (void)req_field(ctx, pointer, "%s", detail);
}

static enum err read_kept(struct req *req, struct waiting *w)
{
    return json_read(req->arena, w->kept, strlen(w->kept), &report_body_shape, &w->body, unread, req)
               ? OK
               : ERR_UNPROCESSABLE;
}

enum err review_last(struct req *req, int64_t assignment_id, struct waiting *out, bool *found)
{
    enum err e = db_find(req->db, req->arena, &WAITING_LAST, out, found,
                         DB_ARGS(db_i64(assignment_id), db_i64(req->actor.unit_id)));
    if (e != OK || !*found)
        return e;
    e = file_list_of(req->db, req->arena, FILE_OF_WAITING, out->id, &out->files);
    return e == OK ? read_kept(req, out) : e;
}

enum err review_lock(struct req *req, int64_t id, struct waiting *out)
{
    enum err e = db_one(req->db, req->arena, &WAITING_LOCK, out,
                        DB_ARGS(db_i64(id), db_i64(req->actor.unit_id)));
    return e == OK ? read_kept(req, out) : e;
}

enum err review_insert(struct req *req, const struct assignment *at, const char *body, int64_t *id)
{
    const struct actor *who = &req->actor;
    struct db_done done = {0};
    enum err e = db_exec(req->db, &WAITING_INSERT, &done,
                         DB_ARGS(db_i64(at->matter_id), db_i64(at->id), db_i64(at->unit_id),
                                 db_instant(req->now), db_i64(who->membership_id), db_text(who->name),
                                 db_text(who->post), db_text(body)));
    *id = done.id;
    return e;
}

enum err review_decide(struct req *req, int64_t id, int status, const char *reason, int64_t report_id)
{
    return db_exec(req->db, &WAITING_DECIDE, NULL,
                   DB_ARGS(db_choice(&statuses, status), db_instant(req->now), db_text(req->actor.name),
                           db_text(reason), db_id(report_id), db_i64(id)));
}

enum err review_drop(struct req *req, int64_t assignment_id)
{
    return db_exec(req->db, &WAITING_DROP, NULL,
                   DB_ARGS(db_instant(req->now), db_text(req->actor.name), db_i64(assignment_id)));
}

/* ---- whether a unit reviews */
static const struct field setting_fields[] = {{.name = "report_review",
                                               .type = F_BOOL,
                                               .at = offsetof(struct review_setting, report_review),
                                               .label = "联络员填的报告须负责人审核",
                                               .required = true}};
const struct shape review_setting_shape = SHAPE("ReportReview", struct review_setting, setting_fields);
static const struct db_query SETTING = {
    .name = "review_setting",
    .sql = "SELECT report_review FROM unit WHERE id = ?",
    .row = &review_setting_shape,
};
static const struct db_query SETTING_PUT = {
    .name = "review_setting_put",
    .sql = "UPDATE unit SET report_review = ?, version = version + 1 WHERE id = ?",
};

enum err review_setting_of(struct req *req, int64_t unit_id, struct review_setting *out)
{
    return db_one(req->db, req->arena, &SETTING, out, DB_ARGS(db_i64(unit_id)));
}

enum err review_setting_put(struct req *req, int64_t unit_id, bool on)
{
    return db_exec(req->db, &SETTING_PUT, NULL, DB_ARGS(db_bool(on), db_i64(unit_id)));
}

const struct db_query *const review_queries[WAITING_QUERIES] = {
    &WAITING_LAST, &WAITING_LOCK, &WAITING_INSERT, &WAITING_DECIDE, &WAITING_DROP, &SETTING, &SETTING_PUT,
};
