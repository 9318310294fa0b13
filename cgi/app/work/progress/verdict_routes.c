#include "app/work/progress/progress_priv.h"

/* ---- what the office says of a report that was filed (A4.3.1) */
struct return_in {
    const char *reason;
};
static const struct field return_fields[] = {{"reason", F_TEXT, offsetof(struct return_in, reason),
                                              "退回理由", .min = 2, .max = 500, .required = true}};
static const struct shape return_shape = SHAPE("ReportRewriteIn", struct return_in, return_fields);

struct grade_in {
    int grade;
    const char *note;
};
static const struct choice grade_items[] = {{"good", "好"}, {"fair", "一般"}, {"poor", "差"}};
static const struct choices grades = CHOICES("ReportGrade", grade_items);
static const struct field grade_fields[] = {
    {"grade", F_CHOICE, offsetof(struct grade_in, grade), "质量", .required = true, .choices = &grades},
    {"note", F_TEXT, offsetof(struct grade_in, note), "说明", .max = 500, .nullable = true},
};
static const struct shape grade_shape = SHAPE("ReportGradeIn", struct grade_in, grade_fields);

static enum err begin(struct req *req, enum assignment_action action, struct matter_case *c, struct report *r)
{
    enum err e = report_by_id(req, req->ids[0], r);
    if (e == OK)
        e = assignment_begin(req, r->assignment_id, action, c);
    if (e == OK) /* again under the lock: somebody may have returned it meanwhile */
        e = report_by_id(req, req->ids[0], r);
    if (e == OK && r->returned_at != 0)
        return req_fail(req, ERR_CONFLICT, "wrong-state", "这份报告已经退回，等单位重写");
    return e;
}

/* Progress is again what the unit last reported validly. */
static enum err step_back(struct req *req, struct matter_case *c, const struct report *r)
{
    struct report standing = {0};
    bool found = false;
    enum err e = report_standing(req, c->at->id, r->id, &standing, &found);
    c->at->progress = found ? standing.progress : 0;
    c->at->last_report_at = found ? standing.at : 0;
    return e;
}

static enum err return_tx(struct req *req, struct res *res, void *ctx)
{
    const struct return_in *in = ctx;
    struct matter_case c = {0};
    struct report r = {0}, last = {0};
    bool found = false;
    enum err e = begin(req, AA_RETURN_REPORT, &c, &r);
    if (e == OK)
        e = report_last(req->db, req->arena, c.at->id, &last, &found);
    if (e == OK && last.id != r.id)
        return req_fail(req, ERR_CONFLICT, "not-last", "%s已报送更新的报告，请退回最近的一份", r.unit_name);
    if (e == OK)
        e = verdict_insert(req, c.m.id, r.id, RV_RETURNED, in->reason);
    if (e == OK)
        e = step_back(req, &c, &r);
    if (e == OK)
        e = assignment_commit(req, &c, in->reason);
    if (e == OK)
        move_reply(res, &c, arena_printf(req->arena, "已退回，等待%s重写", r.unit_name));
    return e;
}

static enum err return_report(struct req *req, struct res *res)
{
    return req_tx(req, res, return_tx, req->body);
}

static enum err grade_tx(struct req *req, struct res *res, void *ctx)
{
    const struct grade_in *in = ctx;
    struct matter_case c = {0};
    struct report r = {0};
    int verdict = in->grade + RV_RETURNED;
    enum err e = begin(req, AA_GRADE_REPORT, &c, &r);
    if (e == OK && verdict == RV_POOR && in->note == NULL)
        return req_field(req, "#/note", "评为“差”须说明原因");
    if (e == OK)
        e = verdict_insert(req, c.m.id, r.id, verdict, in->note);
    const char *word = choice_label(&report_verdicts, verdict);
    if (e == OK)
        e = assignment_commit(req, &c,
                              in->note == NULL ? word : arena_printf(req->arena, "%s：%s", word, in->note));
    if (e == OK)
        move_reply(res, &c, arena_printf(req->arena, "已评定为“%s”", word));
    return e;
}

static enum err grade_report(struct req *req, struct res *res)
{
    return req_tx(req, res, grade_tx, req->body);
}

static const struct route routes[] = {
    {POST, "/api/reports/{id}/return", ROLE_OFFICE, return_report, "退回报告重写", .body = &return_shape,
     .reply = &assignment_moved_shape, .flags = R_NO_VERSION},
    {POST, "/api/reports/{id}/grade", ROLE_OFFICE, grade_report, "评定报告质量", .body = &grade_shape,
     .reply = &assignment_moved_shape, .flags = R_NO_VERSION},
};
const struct module verdict_module = {
    .name = "report_verdict", .routes = routes, .nroutes = ARRAY_LEN(routes)};
