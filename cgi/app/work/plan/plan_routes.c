#include "app/work/plan/plan_priv.h"

#include "app/message/notice/notice.h"

#include <string.h>

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }

/* ---- reading */
static enum err list(struct req *req, struct res *res)
{
    struct plan_board board = {0};
    enum err e = board_load(req, req->ids[0], &board);
    if (e == OK)
        res_struct(res, &plan_board_shape, &board);
    return e;
}

/* ---- handing in */
static const struct field step_in_fields[] = {
    COL(struct step_in, key, F_INT, "步骤编号", .min = 1),
    COL(struct step_in, title, F_TEXT, "步骤", .min = 2, .max = 60, .required = true),
    COL(struct step_in, measure, F_TEXT, "措施", .max = 500),
    COL(struct step_in, person, F_TEXT, "责任人", .min = 2, .max = 40, .required = true),
    COL(struct step_in, start_on, F_DATE, "开始日期", .required = true),
    COL(struct step_in, end_on, F_DATE, "结束日期", .required = true),
    COL(struct step_in, deliverable, F_TEXT, "交付物", .max = 100),
    COL(struct step_in, milestone, F_BOOL, "里程碑"),
};
static const struct shape step_in_shape = SHAPE("PlanStepIn", struct step_in, step_in_fields);
static const struct field plan_in_fields[] = {
    COL(struct plan_in, goal, F_TEXT, "目标", .min = 5, .max = 1000, .required = true),
    COL(struct plan_in, risks, F_TEXT, "风险与需协调事项", .max = 1000),
    COL(struct plan_in, reviewed_by, F_TEXT, "审核的单位负责人", .min = 2, .max = 40),
    COL(struct plan_in, steps, F_LIST, "步骤", .min = 1, .max = STEPS_MAX, .required = true,
        .of = &step_in_shape),
    COL(struct plan_in, file_ids, F_INTS, "附件", .max = FILES_PER_OBJECT),
};
static const struct shape plan_in_shape = SHAPE("PlanIn", struct plan_in, plan_in_fields);

struct moved {
    int64_t id, version, no;
    int status;
    const char *message;
};
static const struct field moved_fields[] = {
    COL(struct moved, id, F_INT, "方案"),
    COL(struct moved, version, F_INT, "方案的版本"),
    COL(struct moved, no, F_INT, "第几版"),
    COL(struct moved, status, F_CHOICE, "状态", .choices = &plan_statuses),
    COL(struct moved, message, F_TEXT, "回执：办成了什么，下一步是什么"),
};
static const struct shape moved_shape = SHAPE("PlanMoved", struct moved, moved_fields);

static void bad(void *ctx, const char *pointer, const char *detail)
{
    (void)req_field(ctx, pointer, "%s", detail);
}

/* A liaison hands in what the head has looked at. */
static const char *reviewer(const struct req *req, const struct plan_in *in)
{
    return req->actor.role == ROLE_DEPARTMENT ? req->actor.name : in->reviewed_by;
}

static struct list of_part(struct arena *a, const struct list *steps, int64_t assignment_id)
{
    const struct plan_step *s = steps->items;
    struct plan_step *out = arena_alloc(a, (steps->n + 1) * sizeof *out);
    size_t n = 0;
    for (size_t i = 0; i < steps->n; i++)
        if (s[i].assignment_id == assignment_id)
            out[n++] = s[i];
    return (struct list){out, n};
}

static enum err check(struct req *req, const struct matter_case *c, struct plan_in *in)
{
    struct calendar calendar = {0};
    struct list steps = {0};
    int32_t from, to;
    plan_span(in, &from, &to);
    enum err e = calendar_load(req->db, req->arena, from, to < from ? from : to, &calendar);
    if (e == OK)
        e = steps_of_matter(req, c->m.id, &steps);
    if (e != OK)
        return e;
    steps = of_part(req->arena, &steps, c->at->id);
    struct plan_frame frame = {&calendar, date_of(c->m.issued_at), assignment_limit(c), c->today, &steps};
    bool ok = plan_check(req->arena, &frame, in, bad, req);
    if (reviewer(req, in) == NULL)
        return req_field(req, "#/reviewed_by", "请写明由哪位单位负责人审核");
    return ok ? OK : ERR_UNPROCESSABLE;
}

static int64_t last_no(const struct list *plans, int64_t assignment_id)
{
    const struct plan *p = plans->items;
    int64_t no = 0;
    for (size_t i = 0; i < plans->n; i++)
        if (p[i].assignment_id == assignment_id)
            no = p[i].no;
    return no;
}

static enum err insert(struct req *req, const struct matter_case *c, struct plan_in *in, struct plan *p)
{
    const struct step_in *s = in->steps.items;
    *p = (struct plan){.matter_id = c->m.id,
                       .assignment_id = c->at->id,
                       .no = p->no,
                       .status = PLAN_SUBMITTED,
                       .goal = in->goal,
                       .risks = in->risks,
                       .limit_on = assignment_limit(c),
                       .reviewed_name = reviewer(req, in)};
    enum err e = plan_insert(req, p);
    for (size_t i = 0; e == OK && i < in->steps.n; i++)
        e = step_insert(req, p->id, (int64_t)i + 1, &s[i]);
    if (e == OK)
        e = file_attach(req,
                        &(struct file_place){.matter_id = c->m.id, .kind = FILE_OF_PLAN, .object_id = p->id},
                        &in->file_ids);
    return e;
}

static const char *handed_note(struct arena *a, const struct plan *p, const struct plan_in *in)
{
    int32_t from, to;
    plan_span(in, &from, &to);
    return arena_printf(a, "第 %lld 版，%zu 个步骤，%s至%s，由%s审核", (long long)p->no, in->steps.n,
                        date_text(a, from), date_text(a, to), p->reviewed_name);
}

static enum err tell(struct req *req, const struct matter_case *c, const struct plan *p, const char *text)
{
    static const char *const titles[] = {[PLAN_SUBMITTED] = "工作方案待备案",
                                         [PLAN_FILED] = "工作方案已备案",
                                         [PLAN_RETURNED] = "工作方案已退回"};
    bool is_new = p->status == PLAN_SUBMITTED;
    struct list people = {0};
    struct notice n = {.kind = NK_PLAN,
                       .dedupe = arena_printf(req->arena, "plan/%lld/%s", (long long)p->id,
                                              choice_name(&plan_statuses, p->status)),
                       .title = arena_printf(req->arena, "%s：%s", titles[p->status], c->m.title),
                       .text = arena_printf(req->arena, "%s：%s", c->at->unit_name, text),
                       .matter_id = c->m.id,
                       .assignment_id = c->at->id};
    enum err e = notice_people(req->db, req->arena, c->today, is_new ? TO_OFFICE : TO_UNIT,
                               is_new ? c->m.body_id : c->at->unit_id, &people);
    return e == OK ? notice_send(req->db, req->arena, req->now, &n, &people) : e;
}

static void reply(struct res *res, const struct plan *p, const char *message)
{
    res->version = p->version;
    res_struct(res, &moved_shape, &(struct moved){p->id, p->version, p->no, p->status, message});
}

/* If-Match is the number of the version that comes next. */
static enum err begin(struct req *req, struct matter_case *c, int64_t version, struct plan *p)
{
    struct list plans = {0};
    enum err e = assignment_begin(req, req->ids[0], AA_PLAN, c);
    if (e == OK)
        e = plans_of_matter(req, c->m.id, &plans);
    if (e != OK)
        return e;
    p->no = last_no(&plans, c->at->id) + 1;
    return p->no == version ? OK
                            : req_fail(req, ERR_STALE, "stale", "同事已经报送了另一版方案，请看过以后再报");
}

/* Each try of the transaction numbers the new steps anew. */
static struct plan_in *fresh(const struct req *req)
{
    struct plan_in *in = arena_alloc(req->arena, sizeof *in);
    *in = *(const struct plan_in *)req->body;
    size_t size = in->steps.n * sizeof(struct step_in);
    in->steps.items = memcpy(arena_alloc(req->arena, size), in->steps.items, size);
    return in;
}

static enum err hand_in_tx(struct req *req, struct res *res, void *ctx)
{
    const int64_t *version = ctx;
    struct plan_in *in = fresh(req);
    struct matter_case c = {0};
    struct plan p = {.version = 1};
    enum err e = begin(req, &c, *version, &p);
    if (e == OK)
        e = check(req, &c, in);
    if (e == OK)
        e = insert(req, &c, in, &p);
    if (e != OK)
        return e;
    p.version = 1;
    const char *note = handed_note(req->arena, &p, in);
    e = assignment_commit(req, &c, note);
    if (e == OK)
        e = tell(req, &c, &p, note);
    if (e == OK)
        reply(res, &p,
              c.at->plan_no == 0 ? "工作方案已报送，等待督办办公室备案"
                                 : "调整后的方案已报送，备案之前仍按现行方案办理");
    return e;
}

/* 403 404 409 412 422 */
static enum err hand_in(struct req *req, struct res *res)
{
    int64_t version = req->version;
    req->version = 0; /* not the assignment's, which its moves would compare */
    return req_tx(req, res, hand_in_tx, &version);
}

/* ---- the office's answer */
struct opinion_in {
    const char *opinion;
};
static const struct field opinion_fields[] = {
    COL(struct opinion_in, opinion, F_TEXT, "备案意见", .max = 1000)};
static const struct shape opinion_shape = SHAPE("PlanOpinion", struct opinion_in, opinion_fields);
static const struct field reason_fields[] = {
    COL(struct opinion_in, opinion, F_TEXT, "退回理由", .min = 2, .max = 1000, .required = true)};
static const struct shape reason_shape = SHAPE("PlanReturn", struct opinion_in, reason_fields);

struct decision {
    int action, status;
    int64_t version;
};

static enum err open_plan(struct req *req, const struct decision *d, struct matter_case *c, struct plan *p)
{
    enum err e = plan_by_id(req, req->ids[0], p);
    if (e == OK)
        e = assignment_begin(req, p->assignment_id, (enum assignment_action)d->action, c);
    if (e == OK)
        e = plan_by_id(req, req->ids[0], p); /* again, under the matter's lock */
    if (e != OK)
        return e;
    if (d->version != p->version)
        return req_fail(req, ERR_STALE, "stale", "方案已被他人处理，请看过最新情况");
    const char *no = plan_refusal(p, &req->actor);
    if (no == NULL)
        return OK;
    return p->status != PLAN_SUBMITTED ? req_fail(req, ERR_CONFLICT, "decided", "%s", no)
                                       : req_fail(req, ERR_FORBIDDEN, "second-person", "%s", no);
}

static enum err decide_tx(struct req *req, struct res *res, void *ctx)
{
    const struct decision *d = ctx;
    const struct opinion_in *in = req->body;
    struct matter_case c = {0};
    struct plan p = {0};
    enum err e = open_plan(req, d, &c, &p);
    if (e == OK)
        e = plan_decide(req, &p, d->status, in->opinion);
    if (e == OK && d->status == PLAN_FILED)
        e = steps_carry(req, &p);
    if (e != OK)
        return e;
    p.status = d->status;
    p.version++;
    const char *note = arena_printf(req->arena, "第 %lld 版%s%s", (long long)p.no, in->opinion ? "：" : "",
                                    in->opinion ? in->opinion : "");
    e = assignment_commit(req, &c, note);
    if (e == OK)
        e = tell(req, &c, &p, note);
    if (e == OK)
        reply(res, &p,
              d->status == PLAN_FILED
                  ? arena_printf(req->arena, "已备案，%s按这一版方案办理和报送进展", c.at->unit_name)
                  : arena_printf(req->arena, "已退回，等待%s修改后重新报送", c.at->unit_name));
    return e;
}

static enum err decide(struct req *req, struct res *res, int action, int status)
{
    struct decision d = {action, status, req->version};
    req->version = 0;
    return req_tx(req, res, decide_tx, &d);
}

static enum err file_plan(struct req *req, struct res *res)
{
    return decide(req, res, AA_FILE_PLAN, PLAN_FILED);
}

static enum err return_plan(struct req *req, struct res *res)
{
    return decide(req, res, AA_RETURN_PLAN, PLAN_RETURNED);
}

static const struct route plan_routes[] = {
    {.method = GET,
     .path = "/api/matters/{id}/plans",
     .who = ROLE_BUSINESS,
     .fn = list,
     .summary = "事项各承办单位的工作方案和自查自纠",
     .reply = &plan_board_shape},
    {.method = POST,
     .path = "/api/assignments/{id}/plans",
     .who = ROLE_UNIT,
     .fn = hand_in,
     .summary = "报送工作方案",
     .body = &plan_in_shape,
     .reply = &moved_shape,
     .flags = R_CREATED | R_IF_MATCH,
     .current = plan_part_current},
    {.method = POST,
     .path = "/api/plans/{id}/file",
     .who = ROLE_OFFICE,
     .fn = file_plan,
     .summary = "工作方案备案",
     .body = &opinion_shape,
     .reply = &moved_shape,
     .flags = R_IF_MATCH,
     .current = plan_current},
    {.method = POST,
     .path = "/api/plans/{id}/return",
     .who = ROLE_OFFICE,
     .fn = return_plan,
     .summary = "退回工作方案",
     .body = &reason_shape,
     .reply = &moved_shape,
     .flags = R_IF_MATCH,
     .current = plan_current},
};
const struct module plan_module = {
    .name = "plan",
    .routes = plan_routes,
    .nroutes = ARRAY_LEN(plan_routes),
    .queries = plan_queries,
    .nqueries = ARRAY_LEN(plan_queries),
};
