#include "app/time/pause/pause_priv.h"

#include "app/matter/course/course.h"
#include "app/time/deadline/deadline.h"

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }

/* ---- shared with suspensions */
static const struct field moved_fields[] = {
    COL(struct request_moved, id, F_INT, "申请"),
    COL(struct request_moved, version, F_INT, "申请的版本"),
    COL(struct request_moved, status, F_CHOICE, "申请的状态", .choices = &request_statuses),
    COL(struct request_moved, message, F_TEXT, "回执：办成了什么，下一步是什么"),
};
const struct shape request_moved_shape = SHAPE("RequestMoved", struct request_moved, moved_fields);
static const struct field opinion_fields[] = {
    COL(struct opinion_in, opinion, F_TEXT, "审批意见", .min = 2, .max = 1000, .required = true)};
const struct shape opinion_in_shape = SHAPE("DecisionIn", struct opinion_in, opinion_fields);

struct decision decision_of(struct req *req, int action, int status)
{
    const struct opinion_in *in = req->body;
    struct decision d = {action, status, req->version, in->opinion};
    req->version = 0; /* not the matter's, which its moves would compare */
    return d;
}

enum err case_to_read(struct req *req, int64_t matter_id, struct matter_case *c)
{
    c->who = &req->actor;
    c->today = date_of(req->now);
    enum err e = matter_by_id(req, matter_id, &c->m);
    return e == OK ? assignments_list(req, matter_id, &c->units) : e;
}

/* ---- asking */
struct extension_in {
    int32_t to_on;
    const char *reason, *progress_so_far, *measures;
};
static const struct field extension_in_fields[] = {
    COL(struct extension_in, to_on, F_DATE, "拟办结时间", .required = true),
    COL(struct extension_in, reason, F_TEXT, "延期事由", .min = 5, .max = 1000, .required = true),
    COL(struct extension_in, progress_so_far, F_TEXT, "目前进展", .min = 2, .max = 1000, .required = true),
    COL(struct extension_in, measures, F_TEXT, "采取措施", .min = 2, .max = 1000, .required = true),
};
static const struct shape extension_in_shape = SHAPE("ExtensionIn", struct extension_in, extension_in_fields);

/* Which extension of this limit it will be. */
static enum err count_earlier(struct req *req, const struct matter_case *c, int kind, int64_t *seq)
{
    struct list all = {0};
    *seq = c->at->extensions_n + 1;
    if (kind == EX_RESULT)
        return OK;
    enum err e = extensions_of_matter(req, c->m.id, &all);
    const struct extension *x = all.items;
    *seq = 1;
    for (size_t i = 0; e == OK && i < all.n; i++)
        *seq += x[i].assignment_id == c->at->id && x[i].of_kind == kind && x[i].status == RQ_APPROVED &&
                x[i].asked_at > c->at->submitted_at;
    return e;
}

#define NEAR_DAYS 31 /* no holiday is as long */
static enum err count_days(struct req *req, struct extension *x)
{
    struct calendar calendar = {0};
    if (x->to_on <= x->from_on)
        return req_field(req, "#/to_on", "应晚于现时限%s", date_text(req->arena, x->from_on));
    enum err e = calendar_load(req->db, req->arena, x->from_on, x->to_on + NEAR_DAYS, &calendar);
    if (e != OK)
        return e;
    if (!workday_is(&calendar, x->to_on))
        return req_field(req, "#/to_on", "拟办结时间应是工作日，最近的工作日是%s",
                         day_text(req->arena, extension_day(&calendar, x->from_on, x->to_on)));
    x->workdays = workdays_between(&calendar, x->from_on, x->to_on);
    return OK;
}

static enum err fill(struct req *req, const struct matter_case *c, const struct extension_in *in,
                     struct extension *x)
{
    *x = (struct extension){.matter_id = c->m.id,
                            .assignment_id = c->at->id,
                            .unit_name = c->at->unit_name,
                            .of_kind = c->at->status == AS_RECTIFYING ? EX_RECTIFY : EX_RESULT,
                            .from_on = assignment_term(c),
                            .to_on = in->to_on,
                            .reason = in->reason,
                            .progress_so_far = in->progress_so_far,
                            .measures = in->measures,
                            .status = RQ_ASKED};
    enum err e = count_days(req, x);
    if (e == OK)
        e = count_earlier(req, c, x->of_kind, &x->seq);
    x->decider = (int)extension_decider(x->seq, x->workdays);
    return e;
}

static const char *asked_note(struct arena *a, const struct extension *x)
{
    return arena_printf(a, "第 %d 次申请延期：%s由%s延至%s（%d 个工作日），由%s审批。事由：%s", (int)x->seq,
                        x->of_kind == EX_RECTIFY ? "整改时限" : "", date_text(a, x->from_on),
                        date_text(a, x->to_on), (int)x->workdays, choice_label(&deciders, x->decider),
                        x->reason);
}

static enum err ask_tx(struct req *req, struct res *res, void *ctx)
{
    struct matter_case c = {0};
    struct extension x = {0};
    enum err e = assignment_begin(req, req->ids[0], AA_EXTEND, &c);
    if (e == OK)
        e = fill(req, &c, ctx, &x);
    if (e == OK)
        e = extension_insert(req, &x);
    if (e == OK)
        e = assignment_commit(req, &c, asked_note(req->arena, &x));
    if (e == OK)
        e = extension_tell(req, &c, &x, asked_note(req->arena, &x));
    if (e != OK)
        return e;
    const char *message = arena_printf(req->arena, "延期申请已报送，等待%s审批；批准之前仍以%s为时限",
                                       choice_label(&deciders, x.decider), date_text(req->arena, x.from_on));
    res_struct(res, &request_moved_shape, &(struct request_moved){x.id, 1, RQ_ASKED, message});
    return OK;
}

static enum err ask(struct req *req, struct res *res)
{
    return req_tx(req, res, ask_tx, req->body);
}

/* ---- deciding */
/* Reads the request again under the matter's lock. */
static enum err begin(struct req *req, const struct decision *d, struct extension *x, struct matter_case *c)
{
    enum err e = extension_by_id(req, req->ids[0], x);
    if (e == OK)
        e = assignment_begin(req, x->assignment_id, (enum assignment_action)d->action, c);
    if (e == OK)
        e = extension_by_id(req, req->ids[0], x);
    if (e != OK)
        return e;
    if (d->version != x->version)
        return req_fail(req, ERR_STALE, "stale", "申请已被他人处理，请看过最新情况");
    struct refusal no = extension_refusal(req->arena, x, c);
    return no.err == OK ? OK : req_fail(req, no.err, no.code, "%s", no.why);
}

static enum err decide_tx(struct req *req, struct res *res, void *ctx)
{
    const struct decision *d = ctx;
    struct matter_case c = {0};
    struct extension x = {0};
    const char *message = "不同意延期，仍按原定时限办理";
    enum err e = begin(req, d, &x, &c);
    if (e == OK)
        e = extension_decide(req, &x, d->status, d->opinion);
    if (e == OK && d->status == RQ_APPROVED) {
        bool rectifies = x.of_kind == EX_RECTIFY;
        const char *label = choice_label(&extension_kinds, x.of_kind);
        c.changes = due_change(req->arena, rectifies ? "rectify_on" : "due_on", label, assignment_term(&c),
                               x.to_on);
        message = arena_printf(req->arena, "已批准延期，现%s为%s", label, day_text(req->arena, x.to_on));
        e = due_extend(req->db, x.assignment_id, rectifies ? DUE_RECTIFY : DUE_RESULT, x.to_on, c.today);
    }
    if (e == OK)
        e = assignment_commit(req, &c, d->opinion);
    x.status = d->status;
    if (e == OK)
        e = extension_tell(req, &c, &x, arena_printf(req->arena, "%s。审批意见：%s", message, d->opinion));
    if (e == OK)
        res_struct(res, &request_moved_shape,
                   &(struct request_moved){x.id, x.version + 1, d->status, message});
    return e;
}

static enum err approve(struct req *req, struct res *res)
{
    struct decision d = decision_of(req, AA_APPROVE_EXTENSION, RQ_APPROVED);
    return req_tx(req, res, decide_tx, &d);
}

static enum err refuse(struct req *req, struct res *res)
{
    struct decision d = decision_of(req, AA_REFUSE_EXTENSION, RQ_REFUSED);
    return req_tx(req, res, decide_tx, &d);
}

/* ---- reading */
static void dress(struct req *req, struct matter_case *c, struct extension *x)
{
    c->at = extended_part(c, x->assignment_id);
    extension_dress(req->arena, x, c);
}

static enum err current(struct req *req, struct res *res)
{
    struct extension x = {0};
    struct matter_case c = {0};
    enum err e = extension_by_id(req, req->ids[0], &x);
    if (e == OK)
        e = case_to_read(req, x.matter_id, &c);
    if (e != OK)
        return e;
    dress(req, &c, &x);
    res_struct(res, &extension_shape, &x);
    return OK;
}

struct extensions {
    struct list items;
};
static const struct field extensions_fields[] = {
    COL(struct extensions, items, F_LIST, "延期申请", .of = &extension_shape)};
static const struct shape extensions_shape = SHAPE("Extensions", struct extensions, extensions_fields);

static enum err list(struct req *req, struct res *res)
{
    struct matter_case c = {0};
    struct extensions out = {0};
    enum err e = case_to_read(req, req->ids[0], &c);
    if (e == OK)
        e = extensions_of_matter(req, c.m.id, &out.items);
    if (e != OK)
        return e;
    struct extension *x = out.items.items;
    for (size_t i = 0; i < out.items.n; i++)
        dress(req, &c, &x[i]);
    res_struct(res, &extensions_shape, &out);
    return OK;
}

#define DECIDE(name, handler, text)                                                                          \
    {                                                                                                        \
        .method = POST, .path = "/api/extensions/{id}/" name, .who = ROLE_BODY, .fn = (handler),             \
        .summary = (text), .body = &opinion_in_shape, .reply = &request_moved_shape, .flags = R_IF_MATCH,    \
        .current = current                                                                                   \
    }
/* Asking has no If-Match: a request is a new thing beside the earlier ones. */
static const struct route extension_routes[] = {
    {.method = POST,
     .path = "/api/assignments/{id}/extensions",
     .who = ROLE_DEPARTMENT,
     .fn = ask,
     .summary = "申请延期",
     .body = &extension_in_shape,
     .reply = &request_moved_shape,
     .flags = R_CREATED | R_NO_VERSION},
    {.method = GET,
     .path = "/api/matters/{id}/extensions",
     .who = ROLE_BUSINESS,
     .fn = list,
     .summary = "事项的延期申请",
     .reply = &extensions_shape},
    DECIDE("approve", approve, "批准延期"),
    DECIDE("refuse", refuse, "不同意延期"),
};
const struct module extension_module = {
    .name = "extension",
    .routes = extension_routes,
    .nroutes = ARRAY_LEN(extension_routes),
    .queries = extension_queries,
    .nqueries = ARRAY_LEN(extension_queries),
};
