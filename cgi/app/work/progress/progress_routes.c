#include "app/audit/audit.h"
#include "app/message/notice/notice.h"
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
    {"cite_ids", F_INTS, offsetof(struct report_body, cite_ids), "汇总的协办单位报告", .max = 30},
};
const struct shape report_body_shape = SHAPE("ReportNew", struct report_body, body_fields);

struct filed {
    int64_t id, waiting_id, version;
    int status;
    const char *message;
};
static const struct field filed_fields[] = {
    {"id", F_INT, offsetof(struct filed, id), .label = "报告；空为等负责人审核", .nullable = true},
    {"waiting_id", F_INT, offsetof(struct filed, waiting_id), .label = "待审核的报告", .nullable = true},
    {"version", F_INT, offsetof(struct filed, version), .label = "承办的版本"},
    {"status", F_CHOICE, offsetof(struct filed, status), "承办的状态", .choices = &assignment_statuses},
    {"message", F_TEXT, offsetof(struct filed, message), .label = "回执"},
};
static const struct shape filed_shape = SHAPE("ReportFiled", struct filed, filed_fields);

static enum err reply(struct req *req, struct res *res, const struct matter_case *c, struct filed *filed)
{
    const struct report_body *body = req->body;
    struct calendar calendar;
    enum err e = calendar_load_from(req->db, req->arena, c->today, &calendar);
    if (e != OK)
        return e;
    filed->version = c->at->version;
    filed->status = c->at->status;
    filed->message = filed->waiting_id != 0
                         ? "已交单位负责人审核，审核后即报送督办办公室"
                         : report_receipt(req->arena, body, req->actor.role,
                                          report_next_on(&calendar,
                                                         period_cycle(c->m.report_cycle, c->m.cycle_days),
                                                         c->today));
    res_struct(res, &filed_shape, filed);
    return OK;
}

/* Kept for the unit's responsible person; the office sees nothing of it yet. */
static enum err put_waiting(struct req *req, const struct matter_case *c, const struct report_body *body,
                            struct filed *filed)
{
    struct report_body kept = *body;
    struct list people = {0};
    struct json j;
    int64_t own = req->actor.scope;
    kept.file_ids = (struct list){0};
    json_init(&j, req->arena);
    json_struct(&j, &report_body_shape, &kept);
    enum err e = review_drop(req, c->at->id);
    if (e == OK)
        e = review_insert(req, c->at, j.out.data, &filed->waiting_id);
    if (e == OK)
        e = file_attach(req,
                        &(struct file_place){
                            .kind = FILE_OF_WAITING, .object_id = filed->waiting_id, .readers = {&own, 1}},
                        &body->file_ids);
    if (e == OK)
        e = notice_people(req->db, req->arena, c->today, TO_RESPONSIBLE, c->at->unit_id, &people);
    if (e != OK)
        return e;
    audit_note(req, "report.wait", "assignment", c->at->id, NULL);
    return notice_send(
        req->db, req->arena, req->now,
        &(struct notice){
            .kind = NK_REPORT,
            .dedupe = arena_printf(req->arena, "report/waiting/%lld", (long long)filed->waiting_id),
            .title = arena_printf(req->arena, "待您审核的进展报告：%s", c->m.title),
            .text = arena_printf(req->arena, "%s填报", req->actor.name),
            .matter_id = c->m.id,
            .assignment_id = c->at->id,
            .path = review_path(req->arena, c)},
        &people);
}

static enum err insert(struct req *req, struct matter_case *c, const struct report_body *body,
                       const struct report_by *by, int64_t *id)
{
    enum err e = review_drop(req, c->at->id);
    if (e == OK)
        e = report_commit(req, c, body, by, id);
    return e == OK ? file_attach(
                         req,
                         &(struct file_place){.matter_id = c->m.id, .kind = FILE_OF_REPORT, .object_id = *id},
                         &body->file_ids)
                   : e;
}

static enum err file_report(struct req *req, struct res *res, void *ctx)
{
    (void)ctx;
    struct matter_case c;
    struct filed filed = {0};
    struct review_setting setting = {0};
    struct report_body *body = req->body;
    const struct actor *who = &req->actor;
    struct report_by by = {.membership_id = who->membership_id, .name = who->name, .post = who->post};
    enum err e = assignment_begin(req, req->ids[0], AA_REPORT, &c);
    if (e == OK)
        e = report_prepare(req, &c, body, &by);
    if (e == OK && who->role == ROLE_LIAISON)
        e = review_setting_of(req, c.at->unit_id, &setting);
    if (e == OK)
        e = setting.report_review ? put_waiting(req, &c, body, &filed)
                                  : insert(req, &c, body, &by, &filed.id);
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
    {POST, "/api/assignments/{id}/reports", ROLE_UNIT, create, "报送进展报告", .body = &report_body_shape,
     .reply = &filed_shape, .flags = R_CREATED | R_NO_VERSION},
};
const struct module progress_module = {
    .name = "progress",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = report_queries,
    .nqueries = REPORT_QUERIES,
};
