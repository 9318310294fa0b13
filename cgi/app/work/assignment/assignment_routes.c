#include "app/work/assignment/assignment_priv.h"

#include "app/work/progress/report.h"

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }

/* ---- one assignment, for the phone */
struct assignment_page {
    struct assignment assignment;
    struct matter matter;
    struct report *last_report;
    struct list actions;
};
static const struct field page_fields[] = {
    COL(struct assignment_page, assignment, F_OBJECT, "承办", .of = &assignment_shape),
    COL(struct assignment_page, matter, F_OBJECT, "事项", .of = &matter_shape),
    COL(struct assignment_page, last_report, F_OBJECT, "最近一次报告", .of = &report_shape, .nullable = true),
    COL(struct assignment_page, actions, F_LIST, "可办理的动作", .of = &action_shape),
};
static const struct shape page_shape = SHAPE("AssignmentPage", struct assignment_page, page_fields);

static enum err load(struct req *req, struct matter_case *c)
{
    enum err e = matter_of_assignment(req, req->ids[0], &c->m);
    if (e == OK)
        e = assignments_list(req, c->m.id, &c->units);
    if (e == OK)
        e = matter_lights(req, &c->m, &c->units);
    if (e != OK)
        return e;
    struct assignment *at = c->units.items;
    while (at->id != req->ids[0])
        at++;
    c->who = &req->actor;
    c->today = date_of(req->now);
    assignment_buttons(req->arena, c, at);
    c->at = at;
    return OK;
}

static enum err show(struct req *req, struct res *res)
{
    struct matter_case c = {0};
    struct report *last = arena_alloc(req->arena, sizeof *last);
    bool found = false;
    enum err e = load(req, &c);
    if (e == OK)
        e = report_last(req->db, req->arena, req->ids[0], last, &found);
    if (e != OK)
        return e;
    struct assignment_page p = {*c.at, c.m, found ? last : NULL, c.at->actions};
    res->version = p.assignment.version;
    req->if_none_match = 0; /* the matter's part changes by itself */
    res_struct(res, &page_shape, &p);
    return OK;
}

enum err assignment_current(struct req *req, struct res *res)
{
    struct matter_case c = {0};
    enum err e = load(req, &c);
    if (e == OK)
        res_struct(res, &assignment_shape, c.at);
    return e;
}

/* ---- the unit's moves */
static enum err receive_tx(struct req *req, struct res *res, void *ctx)
{
    (void)ctx;
    struct matter_case c = {0};
    enum err e = assignment_begin(req, req->ids[0], AA_RECEIVE, &c);
    if (e == OK)
        e = set_received(req, c.at->id);
    if (e == OK)
        e = assignment_commit(req, &c, NULL);
    if (e == OK)
        move_reply(res, &c, received_message(req->arena, &c));
    return e;
}

static enum err receive(struct req *req, struct res *res)
{
    return req_tx(req, res, receive_tx, NULL);
}

struct reason_in {
    const char *reason;
};
static const struct field reason_fields[] = {
    COL(struct reason_in, reason, F_TEXT, "理由", .min = 2, .max = 500, .required = true)};
static const struct shape reason_shape = SHAPE("ReasonIn", struct reason_in, reason_fields);

static enum err refuse_tx(struct req *req, struct res *res, void *ctx)
{
    const struct reason_in *in = ctx;
    struct matter_case c = {0};
    enum err e = assignment_begin(req, req->ids[0], AA_REFUSE, &c);
    if (e == OK)
        e = set_refused(req, c.at->id, in->reason);
    if (e == OK)
        e = assignment_commit(req, &c, in->reason);
    if (e == OK)
        move_reply(res, &c, "已退回交办，等待督办办公室答复");
    return e;
}

static enum err refuse(struct req *req, struct res *res)
{
    return req_tx(req, res, refuse_tx, req->body);
}

struct result_in {
    const char *result;
    struct list file_ids;
};
static const struct field result_fields[] = {
    COL(struct result_in, result, F_TEXT, "办理结果", .min = 10, .max = 8000, .required = true),
    COL(struct result_in, file_ids, F_INTS, "附件", .max = FILES_PER_OBJECT),
};
static const struct shape result_shape = SHAPE("ResultIn", struct result_in, result_fields);

static enum err submit_tx(struct req *req, struct res *res, void *ctx)
{
    const struct result_in *in = ctx;
    struct matter_case c = {0};
    enum err e = assignment_begin(req, req->ids[0], AA_SUBMIT, &c);
    if (e == OK)
        e = set_result(req, c.at->id, in->result);
    if (e == OK)
        e = file_attach(
            req, &(struct file_place){.matter_id = c.m.id, .kind = FILE_OF_RESULT, .object_id = c.at->id},
            &in->file_ids);
    if (e == OK)
        e = assignment_commit(req, &c, in->result);
    if (e == OK)
        move_reply(res, &c, "结果已报送，等待督办办公室验收");
    return e;
}

static enum err submit(struct req *req, struct res *res)
{
    return req_tx(req, res, submit_tx, req->body);
}

/* ---- the office's answers */
static enum err insist_tx(struct req *req, struct res *res, void *ctx)
{
    const struct reason_in *in = ctx;
    struct matter_case c = {0};
    enum err e = assignment_begin(req, req->ids[0], AA_INSIST, &c);
    if (e == OK)
        e = set_insisted(req, c.at->id);
    if (e == OK)
        e = assignment_commit(req, &c, in->reason);
    if (e == OK)
        move_reply(res, &c, arena_printf(req->arena, "已坚持交办，等待%s重新签收", c.at->unit_name));
    return e;
}

static enum err insist(struct req *req, struct res *res)
{
    return req_tx(req, res, insist_tx, req->body);
}

static enum err withdraw_tx(struct req *req, struct res *res, void *ctx)
{
    const struct reason_in *in = ctx;
    struct matter_case c = {0};
    enum err e = assignment_begin(req, req->ids[0], AA_WITHDRAW, &c);
    if (e == OK)
        e = set_withdrawn(req, &c);
    if (e == OK)
        e = assignment_commit(req, &c, in->reason);
    if (e == OK)
        move_reply(res, &c,
                   arena_printf(req->arena, "已撤回对%s的交办，该单位不再看到此事项", c.at->unit_name));
    return e;
}

static enum err withdraw(struct req *req, struct res *res)
{
    return req_tx(req, res, withdraw_tx, req->body);
}

struct verdict_in {
    const char *verdict;
};
static const struct field verdict_fields[] = {
    COL(struct verdict_in, verdict, F_TEXT, "验收意见", .min = 2, .max = 1000, .required = true)};
static const struct shape verdict_shape = SHAPE("VerdictIn", struct verdict_in, verdict_fields);

static enum err accept_tx(struct req *req, struct res *res, void *ctx)
{
    const struct verdict_in *in = ctx;
    struct matter_case c = {0};
    enum err e = assignment_begin(req, req->ids[0], AA_ACCEPT, &c);
    if (e == OK)
        e = set_accepted(req, c.at->id, in->verdict);
    if (e == OK)
        c.at->progress = 100;
    if (e == OK)
        e = assignment_commit(req, &c, in->verdict);
    if (e == OK)
        move_reply(res, &c, accepted_message(req->arena, &c));
    return e;
}

static enum err accept_result(struct req *req, struct res *res)
{
    return req_tx(req, res, accept_tx, req->body);
}

static enum err return_tx(struct req *req, struct res *res, void *ctx)
{
    const struct verdict_in *in = ctx;
    struct matter_case c = {0};
    enum err e = assignment_begin(req, req->ids[0], AA_RETURN, &c);
    if (e == OK)
        e = set_returned(req, c.at->id, in->verdict);
    if (e == OK)
        e = assignment_commit(req, &c, in->verdict);
    if (e == OK)
        move_reply(res, &c, arena_printf(req->arena, "已退回%s整改，等待重新报送结果", c.at->unit_name));
    return e;
}

static enum err return_result(struct req *req, struct res *res)
{
    return req_tx(req, res, return_tx, req->body);
}

#define MOVE(name, roles, handler, text, shape)                                                              \
    {                                                                                                        \
        .method = POST, .path = "/api/assignments/{id}/" name, .who = (roles), .fn = (handler),              \
        .summary = (text), .body = (shape), .reply = &assignment_moved_shape, .flags = R_IF_MATCH,           \
        .current = assignment_current                                                                        \
    }
static const struct route assignment_routes[] = {
    {.method = GET,
     .path = "/api/assignments/{id}",
     .who = ROLE_BUSINESS,
     .fn = show,
     .summary = "一份承办",
     .reply = &page_shape},
    MOVE("receive", ROLE_UNIT, receive, "签收", NULL),
    MOVE("refuse", ROLE_DEPARTMENT, refuse, "退回交办", &reason_shape),
    MOVE("submit", ROLE_DEPARTMENT, submit, "报送结果", &result_shape),
    MOVE("insist", ROLE_OFFICE, insist, "坚持交办", &reason_shape),
    MOVE("withdraw", ROLE_OFFICE, withdraw, "撤回交办", &reason_shape),
    MOVE("accept", ROLE_OFFICE, accept_result, "验收通过", &verdict_shape),
    MOVE("return", ROLE_OFFICE, return_result, "退回整改", &verdict_shape),
};

const struct module assignment_module = {
    .name = "assignment",
    .routes = assignment_routes,
    .nroutes = ARRAY_LEN(assignment_routes),
    .queries = assignment_queries,
    .nqueries = ARRAY_LEN(assignment_queries),
};
