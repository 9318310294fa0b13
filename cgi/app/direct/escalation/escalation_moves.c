#include "app/audit/audit.h"
#include "app/direct/escalation/escalation_priv.h"

#define COL(type_name, member, kind_of, label_, ...)                                                         \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (label_),            \
        ##__VA_ARGS__                                                                                        \
    }
struct moved {
    int64_t id, version;
    int status;
    const char *message;
};
static const struct field moved_fields[] = {
    COL(struct moved, id, F_INT, "编号"),
    COL(struct moved, version, F_INT, "版本"),
    COL(struct moved, status, F_CHOICE, "状态", .choices = &escalation_statuses),
    COL(struct moved, message, F_TEXT, "回执：办成了什么，下一步是什么"),
};
static const struct shape moved_shape = SHAPE("EscalationMoved", struct moved, moved_fields);

static enum err current(struct req *req, struct res *res)
{
    struct escalation x = {0};
    enum err e = escalation_by_id(req, req->ids[0], &x);
    if (e == OK)
        e = directives_of(req, DS_ESCALATION, x.id, &x.directives);
    if (e != OK)
        return e;
    escalation_buttons(req->arena, &x, &req->actor);
    res_struct(res, &escalation_shape, &x);
    return OK;
}

static enum err begin(struct req *req, int action, struct escalation *x)
{
    enum err e = escalation_by_id(req, req->ids[0], x);
    if (e != OK)
        return e;
    if (req->version != x->version)
        return req_fail(req, ERR_STALE, "stale", "这项协调已被他人处理，请看过最新情况");
    struct escalation_verdict v = escalation_judge(req->arena, x, &req->actor, action);
    return v.err == OK ? OK : req_fail(req, v.err, v.code, "%s", v.why);
}

static void finish(struct res *res, const struct escalation *x, int action, const struct moved *m)
{
    audit_note(res->req,
               arena_printf(res->req->arena, "escalation.%s", choice_name(&escalation_actions, action)),
               "escalation", x->id, NULL);
    res->version = m->version;
    res_struct(res, &moved_shape, m);
}

/* ---- solved with words, or taken back */
struct words_in {
    const char *answer;
};
static const struct field words_fields[] = {
    COL(struct words_in, answer, F_TEXT, "协调结果", .min = 2, .max = 2000, .required = true)};
static const struct shape words_shape = SHAPE("EscalationAnswerIn", struct words_in, words_fields);

static enum err solve_tx(struct req *req, struct res *res, void *ctx)
{
    const struct words_in *in = ctx;
    struct escalation x = {0};
    enum err e = begin(req, EA_SOLVE, &x);
    if (e == OK)
        e = escalation_answered(req, &x, ES_SOLVED, in->answer);
    if (e == OK)
        e = escalation_record(req, &x, MA_DECIDE, NULL);
    if (e == OK)
        e = escalation_tell(req, &x, EV_ANSWERED, in->answer);
    if (e == OK)
        finish(res, &x, EA_SOLVE, &(struct moved){x.id, x.version + 1, ES_SOLVED, "已答复提出单位"});
    return e;
}

static enum err solve(struct req *req, struct res *res)
{
    return req_tx(req, res, solve_tx, req->body);
}

static enum err withdraw_tx(struct req *req, struct res *res, void *ctx)
{
    const struct words_in *in = ctx;
    struct escalation x = {0};
    enum err e = begin(req, EA_WITHDRAW, &x);
    if (e == OK)
        e = escalation_answered(req, &x, ES_WITHDRAWN, in->answer);
    if (e == OK)
        e = escalation_record(req, &x, MA_ASK_HELP, "已撤回");
    if (e == OK)
        finish(res, &x, EA_WITHDRAW, &(struct moved){x.id, x.version + 1, ES_WITHDRAWN, "已撤回协调请求"});
    return e;
}

static enum err withdraw(struct req *req, struct res *res)
{
    return req_tx(req, res, withdraw_tx, req->body);
}

/* ---- a coordination meeting */
struct meet_in {
    int64_t meeting_id;
    const char *note;
};
static const struct field meet_fields[] = {
    COL(struct meet_in, meeting_id, F_INT, "协调会", .min = 1),
    COL(struct meet_in, note, F_TEXT, "协调会安排", .min = 2, .max = 500, .required = true),
};
static const struct shape meet_shape = SHAPE("EscalationMeetIn", struct meet_in, meet_fields);

static enum err meet_tx(struct req *req, struct res *res, void *ctx)
{
    const struct meet_in *in = ctx;
    struct escalation x = {0};
    bool known = true;
    enum err e = begin(req, EA_MEET, &x);
    if (e == OK && in->meeting_id != 0)
        e = meeting_known(req, in->meeting_id, &known);
    if (e == OK && !known)
        e = req_field(req, "#/meeting_id", "没有这次会议，请先登记会议");
    if (e == OK)
        e = escalation_met(req, &x, in->meeting_id, in->note);
    if (e == OK)
        e = escalation_record(req, &x, MA_MEET, "召开协调会");
    if (e == OK)
        e = escalation_tell(req, &x, EV_MET, in->note);
    if (e == OK)
        finish(
            res, &x, EA_MEET,
            &(struct moved){x.id, x.version + 1, ES_MEETING, "已记下协调会，会后请答复结果或者提请领导小组"});
    return e;
}

static enum err meet(struct req *req, struct res *res)
{
    return req_tx(req, res, meet_tx, req->body);
}

/* ---- up to the leader group */
struct escalate_in {
    int way;
    const char *reason;
};
static const struct field escalate_fields[] = {
    COL(struct escalate_in, way, F_CHOICE, "怎样研究", .required = true, .choices = &escalation_ways),
    COL(struct escalate_in, reason, F_TEXT, "提请理由", .min = 2, .max = 1000, .required = true),
};
static const struct shape escalate_shape = SHAPE("EscalateIn", struct escalate_in, escalate_fields);

static enum err escalate_tx(struct req *req, struct res *res, void *ctx)
{
    const struct escalate_in *in = ctx;
    struct escalation x = {0};
    enum err e = begin(req, EA_ESCALATE, &x);
    if (e == OK)
        e = escalation_raised(req, &x, in->way, in->reason);
    if (e == OK)
        e = escalation_record(req, &x, MA_ESCALATE, choice_label(&escalation_ways, in->way));
    if (e == OK)
        e = escalation_tell(req, &x, EV_RAISED, in->reason);
    if (e == OK)
        finish(res, &x, EA_ESCALATE,
               &(struct moved){x.id, x.version + 1, ES_ESCALATED, "已提请领导小组，等待决定"});
    return e;
}

static enum err escalate(struct req *req, struct res *res)
{
    return req_tx(req, res, escalate_tx, req->body);
}

/* ---- decided: who does what by when, followed until all is done */
struct decide_in {
    const char *decision;
    struct list orders; /* struct order_in */
};
static const struct field order_fields[] = {
    COL(struct order_in, assignment_id, F_INT, "承办", .min = 1),
    COL(struct order_in, text, F_TEXT, "做什么", .min = 2, .max = 2000, .required = true),
    COL(struct order_in, due_on, F_DATE, "时限", .required = true),
};
static const struct shape order_shape = SHAPE("EscalationOrderIn", struct order_in, order_fields);
static const struct field decide_fields[] = {
    COL(struct decide_in, decision, F_TEXT, "决定", .min = 2, .max = 2000, .required = true),
    COL(struct decide_in, orders, F_LIST, "谁做什么", .min = 1, .max = 30, .required = true,
        .of = &order_shape),
};
static const struct shape decide_shape = SHAPE("EscalationDecideIn", struct decide_in, decide_fields);

static enum err check_orders(struct req *req, const struct escalation *x, const struct list *orders)
{
    const struct order_in *o = orders->items;
    struct matter_case c = {.who = &req->actor, .today = date_of(req->now)};
    const char *member;
    enum err e = assignments_list(req, x->matter_id, &c.units), bad = OK;
    for (size_t n = 0; e == OK && n < orders->n; n++) {
        const char *fault = order_fault(req->arena, &c, &o[n], &member);
        if (fault != NULL)
            bad = req_field(req, arena_printf(req->arena, "#/orders/%zu/%s", n, member), "%s", fault);
    }
    return e == OK ? bad : e;
}

/* What the office does itself, the leader looks at. */
static enum err order(struct req *req, const struct escalation *x, const struct list *orders)
{
    const struct order_in *o = orders->items;
    int64_t id;
    enum err e = OK;
    for (size_t n = 0; e == OK && n < orders->n; n++)
        e = directive_add(req,
                          &(struct directive_in){
                              .matter_id = x->matter_id,
                              .assignment_id = o[n].assignment_id,
                              .source = DS_ESCALATION,
                              .source_id = x->id,
                              .text = o[n].text,
                              .due_on = o[n].due_on,
                              .closer_id = o[n].assignment_id == 0 ? req->actor.membership_id : 0,
                          },
                          &id);
    return e;
}

static enum err decide_tx(struct req *req, struct res *res, void *ctx)
{
    const struct decide_in *in = ctx;
    struct escalation x = {0};
    enum err e = begin(req, EA_DECIDE, &x);
    if (e == OK)
        e = check_orders(req, &x, &in->orders);
    if (e == OK)
        e = escalation_answered(req, &x, ES_DECIDED, in->decision);
    if (e == OK)
        e = escalation_record(req, &x, MA_DECIDE, choice_label(&escalation_ways, x.way));
    if (e == OK)
        e = order(req, &x, &in->orders);
    if (e == OK)
        e = escalation_tell(req, &x, EV_ANSWERED, in->decision);
    if (e == OK)
        finish(res, &x, EA_DECIDE,
               &(struct moved){x.id, x.version + 1, ES_DECIDED,
                               arena_printf(req->arena, "已决定并交办 %zu 项，由督办办公室跟踪到全部落实",
                                            in->orders.n)});
    return e;
}

static enum err decide(struct req *req, struct res *res)
{
    return req_tx(req, res, decide_tx, req->body);
}

#define MOVE(name, roles, handler, label, shape)                                                             \
    {                                                                                                        \
        .method = POST, .path = "/api/escalations/{id}/" name, .who = (roles), .fn = (handler),              \
        .summary = (label), .body = (shape), .reply = &moved_shape, .flags = R_IF_MATCH, .current = current  \
    }
static const struct route move_routes[] = {
    MOVE("solve", ROLE_BODY, solve, "答复协调结果", &words_shape),
    MOVE("meet", ROLE_OFFICE, meet, "召开协调会", &meet_shape),
    MOVE("escalate", ROLE_OFFICE, escalate, "提请领导小组", &escalate_shape),
    MOVE("decide", ROLE_LEADER, decide, "领导小组作出决定", &decide_shape),
    MOVE("withdraw", ROLE_UNIT, withdraw, "撤回协调请求", &words_shape),
};
const struct module escalation_move_module = {
    .name = "escalation_move",
    .routes = move_routes,
    .nroutes = ARRAY_LEN(move_routes),
};
