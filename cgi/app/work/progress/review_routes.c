#include "app/audit/audit.h"
#include "app/message/notice/notice.h"
#include "app/work/progress/progress_priv.h"

/* ---- the unit's own review before a liaison's report goes */
static enum err show_waiting(struct req *req, struct res *res)
{
    struct waiting w = {0};
    bool found = false;
    enum err e = review_last(req, req->ids[0], &w, &found);
    if (e == OK && !found)
        return req_fail(req, ERR_NOT_FOUND, "no-waiting-report", "没有待审核的报告");
    if (e == OK)
        res_struct(res, &waiting_shape, &w);
    return e;
}

struct review {
    int64_t id;
    const char *message;
};
static const struct field review_fields[] = {
    {"id", F_INT, offsetof(struct review, id), .label = "编号"},
    {"message", F_TEXT, offsetof(struct review, message), .label = "回执"},
};
static const struct shape review_shape = SHAPE("ReportReviewed", struct review, review_fields);

static enum err still_waits(struct req *req, const struct waiting *w)
{
    return w->status == WAITING
               ? OK
               : req_fail(req, ERR_CONFLICT, "wrong-state", "这份报告已经审核过或者已另行报送，请刷新");
}

static enum err pass_tx(struct req *req, struct res *res, void *ctx)
{
    (void)ctx;
    struct waiting w = {0};
    struct matter_case c = {0};
    struct review done = {.message = "已审核，报告已报送督办办公室"};
    enum err e = review_lock(req, req->ids[0], &w);
    if (e == OK)
        e = still_waits(req, &w);
    if (e == OK)
        e = assignment_begin(req, w.assignment_id, AA_REPORT, &c);
    struct report_by by = {.membership_id = w.membership_id,
                           .name = w.author_name,
                           .post = w.author_post,
                           .reviewer_name = req->actor.name};
    if (e == OK)
        e = report_prepare(req, &c, &w.body, &by);
    if (e == OK)
        e = report_commit(req, &c, &w.body, &by, &done.id);
    if (e == OK)
        e = review_decide(req, w.id, WAITING_PASSED, NULL, done.id);
    if (e == OK)
        e = file_move(
            req->db, FILE_OF_WAITING, w.id,
            &(struct file_place){.matter_id = c.m.id, .kind = FILE_OF_REPORT, .object_id = done.id});
    if (e == OK)
        res_struct(res, &review_shape, &done);
    return e;
}

static enum err pass(struct req *req, struct res *res)
{
    return req_tx(req, res, pass_tx, NULL);
}

struct reason_in {
    const char *reason;
};
static const struct field reason_fields[] = {{"reason", F_TEXT, offsetof(struct reason_in, reason),
                                              "退回理由", .min = 2, .max = 500, .required = true}};
static const struct shape reason_shape = SHAPE("ReportReturnIn", struct reason_in, reason_fields);

static enum err tell_author(struct req *req, const struct waiting *w, const struct matter *m,
                            const char *reason)
{
    struct list people = {0};
    struct notice n = {.kind = NK_REPORT,
                       .dedupe = arena_printf(req->arena, "report/waiting/%lld/returned", (long long)w->id),
                       .title = arena_printf(req->arena, "负责人退回了您填的报告：%s", m->title),
                       .text = reason,
                       .matter_id = m->id,
                       .assignment_id = w->assignment_id};
    enum err e = notice_people(req->db, req->arena, date_of(req->now), TO_POST, w->membership_id, &people);
    return e == OK ? notice_send(req->db, req->arena, req->now, &n, &people) : e;
}

static enum err send_back_tx(struct req *req, struct res *res, void *ctx)
{
    const struct reason_in *in = ctx;
    struct waiting w = {0};
    struct matter m = {0};
    enum err e = review_lock(req, req->ids[0], &w);
    if (e == OK)
        e = still_waits(req, &w);
    if (e == OK)
        e = matter_by_id(req, w.matter_id, &m);
    if (e == OK)
        e = review_decide(req, w.id, WAITING_RETURNED, in->reason, 0);
    if (e == OK)
        e = tell_author(req, &w, &m, in->reason);
    if (e != OK)
        return e;
    audit_note(req, "report.send_back", "assignment", w.assignment_id, NULL);
    res_struct(res, &review_shape, &(struct review){w.id, "已退给填报人修改，督办办公室看不到这一份"});
    return OK;
}

static enum err send_back(struct req *req, struct res *res)
{
    return req_tx(req, res, send_back_tx, req->body);
}

/* ---- whether liaisons' reports are reviewed: a matter of the unit's own */
static enum err own_unit(const struct req *req)
{
    return req->ids[0] == req->actor.unit_id ? OK : ERR_NOT_FOUND;
}

static enum err show_setting(struct req *req, struct res *res)
{
    struct review_setting setting = {0};
    enum err e = own_unit(req);
    if (e == OK)
        e = review_setting_of(req, req->ids[0], &setting);
    if (e == OK)
        res_struct(res, &review_setting_shape, &setting);
    return e;
}

static enum err set_tx(struct req *req, struct res *res, void *ctx)
{
    const struct review_setting *in = ctx;
    enum err e = review_setting_put(req, req->ids[0], in->report_review);
    if (e != OK)
        return e;
    audit_note(req, in->report_review ? "unit.review_on" : "unit.review_off", "unit", req->ids[0], NULL);
    res_struct(res, &review_setting_shape, in);
    return OK;
}

static enum err set_setting(struct req *req, struct res *res)
{
    enum err e = own_unit(req);
    return e == OK ? req_tx(req, res, set_tx, req->body) : e;
}

/* ---- what the lead unit may sum up */
struct assisting {
    struct list items;
};
static const struct field assisting_fields[] = {
    {"items", F_LIST, offsetof(struct assisting, items), .label = "协办单位最近的报告", .of = &report_shape}};
static const struct shape assisting_shape = SHAPE("AssistingReports", struct assisting, assisting_fields);

static enum err show_assisting(struct req *req, struct res *res)
{
    struct matter m = {0};
    struct assisting out = {0};
    enum err e = matter_of_assignment(req, req->ids[0], &m);
    if (e == OK)
        e = reports_of_assisting(req, m.id, &out.items);
    if (e == OK)
        res_struct(res, &assisting_shape, &out);
    return e;
}

static const struct route routes[] = {
    {GET, "/api/assignments/{id}/waiting-report", ROLE_UNIT, show_waiting, "本单位待审核的报告",
     .reply = &waiting_shape},
    {POST, "/api/waiting-reports/{id}/pass", ROLE_DEPARTMENT, pass, "审核通过并报送", .reply = &review_shape,
     .flags = R_NO_VERSION},
    {POST, "/api/waiting-reports/{id}/return", ROLE_DEPARTMENT, send_back, "退给填报人修改",
     .body = &reason_shape, .reply = &review_shape, .flags = R_NO_VERSION},
    {GET, "/api/units/{id}/report-review", ROLE_UNIT, show_setting, "本单位的报告是否须审核",
     .reply = &review_setting_shape},
    {PUT, "/api/units/{id}/report-review", ROLE_DEPARTMENT, set_setting, "改变本单位的报告审核",
     .body = &review_setting_shape, .reply = &review_setting_shape, .flags = R_NO_VERSION},
    {GET, "/api/assignments/{id}/assisting-reports", ROLE_UNIT, show_assisting, "协办单位最近的报告",
     .reply = &assisting_shape},
};
const struct module review_module = {
    .name = "report_review",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = review_queries,
    .nqueries = WAITING_QUERIES,
};
