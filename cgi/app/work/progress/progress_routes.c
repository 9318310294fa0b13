#include "app/work/progress/progress_priv.h"

static const struct field body_fields[] = {
    {"done", F_TEXT, offsetof(struct report_body, done), "已完成工作", .min = 2, .max = SECTION_CHARS},
    {"effect", F_TEXT, offsetof(struct report_body, effect), "取得成效", .min = 1, .max = SECTION_CHARS},
    {"problem", F_TEXT, offsetof(struct report_body, problem), "存在问题", .min = 1, .max = SECTION_CHARS},
    {"next_step", F_TEXT, offsetof(struct report_body, next_step), "下一步计划", .min = 1,
     .max = SECTION_CHARS},
    {"progress", F_INT, offsetof(struct report_body, progress), "进度", .max = 100, .required = true},
    {"needs_help", F_BOOL, offsetof(struct report_body, needs_help), .label = "需要协调"},
    {"unchanged", F_BOOL, offsetof(struct report_body, unchanged), .label = "无实质变化"},
    {"self_check", F_BOOL, offsetof(struct report_body, self_check), .label = "自查报告"},
    {"file_ids", F_INTS, offsetof(struct report_body, file_ids), "附件", .max = FILES_PER_OBJECT},
};
static const struct shape body_shape = SHAPE("ReportNew", struct report_body, body_fields);

struct filed {
    int64_t id, version;
    int status;
    const char *message;
};
static const struct field filed_fields[] = {
    {"id", F_INT, offsetof(struct filed, id), .label = "报告"},
    {"version", F_INT, offsetof(struct filed, version), .label = "承办的版本"},
    {"status", F_CHOICE, offsetof(struct filed, status), "承办的状态", .choices = &assignment_statuses},
    {"message", F_TEXT, offsetof(struct filed, message), .label = "回执"},
};
static const struct shape filed_shape = SHAPE("ReportFiled", struct filed, filed_fields);

static enum err check_body(struct req *req, struct report_body *body, const struct matter_case *c)
{
    struct report last;
    bool found;
    enum err e = report_last(req->db, req->arena, c->at->id, &last, &found);
    if (e != OK)
        return e;
    struct report_fault faults[REPORT_FAULTS_MAX];
    size_t n = report_check(req->arena, body, found ? &last : NULL, faults);
    for (size_t i = 0; i < n; i++)
        e = req_field(req, faults[i].pointer, "%s", faults[i].detail);
    return e;
}

static enum err reply(struct req *req, struct res *res, const struct matter_case *c, struct filed *filed)
{
    const struct report_body *body = req->body;
    struct calendar calendar;
    enum err e = calendar_load_from(req->db, req->arena, c->today, &calendar);
    if (e != OK)
        return e;
    filed->version = c->at->version;
    filed->status = c->at->status;
    filed->message = report_receipt(req->arena, body, req->actor.role,
                                    report_next_on(&calendar, c->m.report_cycle, c->today));
    res_struct(res, &filed_shape, filed);
    return OK;
}

static enum err insert(struct req *req, struct matter_case *c, const struct report_body *body, int64_t *id)
{
    enum err e = report_insert(req, c->at, body, id);
    if (e == OK)
        e = file_attach(req,
                        &(struct file_place){.matter_id = c->m.id, .kind = FILE_OF_REPORT, .object_id = *id},
                        &body->file_ids);
    if (e != OK)
        return e;
    c->at->progress = body->progress;
    c->at->last_report_at = req->now;
    return assignment_commit(req, c, body->unchanged ? "无实质变化" : NULL);
}

static enum err file_report(struct req *req, struct res *res, void *ctx)
{
    (void)ctx;
    struct matter_case c;
    struct filed filed = {0};
    struct report_body *body = req->body;
    enum err e = assignment_begin(req, req->ids[0], AA_REPORT, &c);
    if (e == OK)
        e = check_body(req, body, &c);
    if (e == OK)
        e = insert(req, &c, body, &filed.id);
    return e == OK ? reply(req, res, &c, &filed) : e;
}

/* 403 404 409 422 */
static enum err create(struct req *req, struct res *res)
{
    return req_tx(req, res, file_report, NULL);
}

/* No If-Match: a report is a new thing beside the earlier ones, and one that was written on a phone without
 * a connection must not be lost because a colleague filed meanwhile. */
static const struct route routes[] = {
    {POST, "/api/assignments/{id}/reports", ROLE_UNIT, create, "报送进展报告", .body = &body_shape,
     .reply = &filed_shape, .flags = R_CREATED | R_NO_VERSION},
};
const struct module progress_module = {
    .name = "progress",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = report_queries,
    .nqueries = REPORT_QUERIES,
};
