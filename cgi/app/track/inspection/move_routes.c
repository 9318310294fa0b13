#include "app/track/inspection/inspection_priv.h"

/* From the report to its publication, or the end without one. */

struct text_in {
    const char *text;
};
#define TEXT_SHAPE(id, schema, member, title, from, to, must)                                                \
    static const struct field id##_fields[] = {{.name = (member),                                            \
                                                .type = F_TEXT,                                              \
                                                .at = offsetof(struct text_in, text),                        \
                                                .label = (title),                                            \
                                                .min = (from),                                               \
                                                .max = (to),                                                 \
                                                .required = (must)}};                                        \
    static const struct shape id##_shape = SHAPE(schema, struct text_in, id##_fields)
TEXT_SHAPE(report, "InspectionReportIn", "report", "督查报告", 20, 20000, true);
TEXT_SHAPE(opinion, "InspectionOpinionIn", "opinion", "意见", 2, 1000, true);
TEXT_SHAPE(cancel, "InspectionCancelIn", "reason", "取消的原因", 2, 500, true);

static const char *text_of(const struct req *req)
{
    return ((const struct text_in *)req->body)->text;
}

struct step {
    int action;
    enum inspection_told told;
    const char *message;
    enum err (*write)(struct req *req, struct inspection_case *c);
};

static enum err step_tx(struct req *req, struct res *res, void *ctx)
{
    const struct step *s = ctx;
    struct inspection_case c;
    enum err e = inspection_begin(req, req->ids[0], s->action, &c);
    if (e == OK)
        e = s->write(req, &c);
    if (e == OK)
        e = inspection_commit(req, &c, s->action);
    if (e == OK)
        e = inspection_tell(req, &c, s->told, req->body == NULL ? c.x.doc_no : text_of(req));
    if (e != OK)
        return e;
    inspection_reply(res, &c,
                     c.x.doc_no == NULL
                         ? s->message
                         : arena_printf(req->arena, "已公布，文号 %s，被查单位已收到通知", c.x.doc_no));
    return OK;
}

static enum err write_report(struct req *req, struct inspection_case *c)
{
    return inspection_set_report(req, c->x.id, text_of(req));
}

static enum err write_approval(struct req *req, struct inspection_case *c)
{
    return inspection_set_approved(req, c->x.id, text_of(req));
}

static enum err write_return(struct req *req, struct inspection_case *c)
{
    return inspection_set_returned(req, c->x.id, text_of(req));
}

static enum err write_cancel(struct req *req, struct inspection_case *c)
{
    return inspection_set_cancelled(req, c->x.id, text_of(req));
}

static enum err run(struct req *req, struct res *res, struct step s)
{
    return req_tx(req, res, step_tx, &s);
}

static enum err report(struct req *req, struct res *res)
{
    return run(req, res, (struct step){IA_REPORT, TOLD_REPORTED, "已报送，等待领导同意后公布", write_report});
}

static enum err approve(struct req *req, struct res *res)
{
    return run(req, res,
               (struct step){IA_APPROVE, TOLD_APPROVED, "已同意，由督办办公室公布", write_approval});
}

static enum err give_back(struct req *req, struct res *res)
{
    return run(req, res, (struct step){IA_RETURN, TOLD_RETURNED, "已退回督查组修改", write_return});
}

static enum err publish(struct req *req, struct res *res)
{
    return run(req, res, (struct step){IA_PUBLISH, TOLD_PUBLISHED, NULL, inspection_publish});
}

static enum err cancel(struct req *req, struct res *res)
{
    return run(req, res, (struct step){IA_CANCEL, TOLD_CANCELLED, "已取消", write_cancel});
}

#define STEP(name, roles, handler, text, in)                                                                 \
    {                                                                                                        \
        .method = POST, .path = "/api/inspections/{id}/" name, .who = (roles), .fn = (handler),              \
        .summary = (text), .body = (in), .reply = &inspection_moved_shape, .flags = R_IF_MATCH,              \
        .current = inspection_current                                                                        \
    }
static const struct route routes[] = {
    STEP("report", ROLE_BUSINESS, report, "报送督查报告", &report_shape),
    STEP("approve", ROLE_LEADER, approve, "同意公布", &opinion_shape),
    STEP("return", ROLE_BODY, give_back, "退回督查报告", &opinion_shape),
    STEP("publish", ROLE_BODY, publish, "公布督查情况", NULL),
    STEP("cancel", ROLE_BODY, cancel, "取消督查", &cancel_shape),
};
const struct module inspection_move_module = {
    .name = "inspection_move",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
};
