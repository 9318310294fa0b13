#include "app/matter/course/course.h"

#include "app/matter/draft/draft.h"
#include "app/view/search/search.h"

/* Each handler: begin the move, set what belongs to it, commit, answer with what happens next. */

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }

/* ---- proposing and deciding */
struct proposal_in {
    const char *proposal;
};
static const struct field proposal_fields[] = {
    COL(struct proposal_in, proposal, F_TEXT, "拟办意见", .max = 2000)};
static const struct shape proposal_shape = SHAPE("ProposalIn", struct proposal_in, proposal_fields);

/* The proposal may come with the move or stand in the draft already. */
static enum err take_proposal(struct req *req)
{
    const struct proposal_in *in = req->body;
    return in->proposal == NULL ? OK : matter_set_proposal(req, req->ids[0], in->proposal);
}

static enum err propose_tx(struct req *req, struct res *res, void *ctx)
{
    const struct proposal_in *in = ctx;
    struct matter_case c = {.new_proposal = in->proposal};
    enum err e = matter_begin(req, req->ids[0], MA_PROPOSE, &c);
    if (e == OK)
        e = take_proposal(req);
    if (e == OK)
        e = matter_commit(req, &c, in->proposal != NULL ? in->proposal : c.m.proposal);
    if (e == OK)
        move_reply(res, &c, "已报请审批，等待组长或者分管的副组长批准");
    return e;
}

static enum err propose(struct req *req, struct res *res)
{
    return req_tx(req, res, propose_tx, req->body);
}

static const struct field approval_fields[] = {
    COL(struct approval, opinion, F_TEXT, "审批意见", .max = 1000, .required = true),
    COL(struct approval, due_on, F_DATE, "办理时限"),
};
static const struct shape approval_shape = SHAPE("ApprovalIn", struct approval, approval_fields);

static enum err approve_tx(struct req *req, struct res *res, void *ctx)
{
    const struct approval *in = ctx;
    struct matter_case c = {.new_due_on = in->due_on};
    enum err e = matter_begin(req, req->ids[0], MA_APPROVE, &c);
    if (e == OK)
        e = matter_set_approval(req, c.m.id, in);
    if (e == OK && in->due_on != 0 && in->due_on != c.m.due_on)
        c.changes = due_change(req->arena, "due_on", "办理时限", c.m.due_on, in->due_on);
    if (e == OK)
        e = matter_commit(req, &c, in->opinion);
    if (e == OK)
        move_reply(res, &c, "已批准，等待督办办公室下达");
    return e;
}

static enum err approve(struct req *req, struct res *res)
{
    return req_tx(req, res, approve_tx, req->body);
}

struct opinion_in {
    const char *opinion;
};
static const struct field opinion_fields[] = {
    COL(struct opinion_in, opinion, F_TEXT, "退回意见", .min = 2, .max = 1000, .required = true)};
static const struct shape opinion_shape = SHAPE("OpinionIn", struct opinion_in, opinion_fields);

static enum err return_tx(struct req *req, struct res *res, void *ctx)
{
    const struct opinion_in *in = ctx;
    struct matter_case c = {0};
    enum err e = matter_begin(req, req->ids[0], MA_RETURN, &c);
    if (e == OK)
        e = matter_set_opinion(req, c.m.id, in->opinion);
    if (e == OK)
        e = matter_commit(req, &c, in->opinion);
    if (e == OK)
        move_reply(res, &c, "已退回，由督办办公室修改后重新报批");
    return e;
}

static enum err return_draft(struct req *req, struct res *res)
{
    return req_tx(req, res, return_tx, req->body);
}

/* ---- issuing */
/* The leader's own date goes first while it is to come; else by the rule of its difficulty (D5). */
static enum err feedback_day(struct req *req, struct matter *m, bool *estimated)
{
    struct calendar calendar = {0};
    int32_t today = date_of(req->now);
    *estimated = false;
    m->feedback_on = m->leader_feedback_on;
    if (m->feedback_on >= today)
        return OK;
    struct time_rule rule = {0};
    const char *code = m->difficulty == DIFFICULTY_HARD ? "feedback_hard" : "feedback_simple";
    enum err e = calendar_load_from(req->db, req->arena, today, &calendar);
    if (e == OK)
        e = time_rule_of(req->db, req->arena, code, &rule);
    if (e == OK)
        m->feedback_on = rule_day(&calendar, &rule, today, estimated);
    return e;
}

static enum err sign_notice(struct req *req, struct matter_case *c)
{
    struct paper_source source = {0};
    struct paper paper;
    enum err e = paper_source_of(req, &source);
    if (e != OK)
        return e;
    notice_write(req->arena, c, &source, &paper);
    struct document_new n = {.body_id = c->m.body_id,
                             .matter_id = c->m.id,
                             .kind = DK_NOTICE,
                             .word = source.notice_word,
                             .signer_name = c->m.approver_name,
                             .paper = &paper};
    e = document_sign(req, &n, &c->m.notice_id);
    c->m.doc_no = paper.doc_no;
    return e;
}

static enum err issue_tx(struct req *req, struct res *res, void *ctx)
{
    (void)ctx;
    struct matter_case c = {0};
    bool estimated;
    enum err e = matter_begin(req, req->ids[0], MA_ISSUE, &c);
    if (e == OK)
        e = feedback_day(req, &c.m, &estimated);
    if (e == OK)
        e = sign_notice(req, &c);
    if (e == OK)
        e = matter_set_issued(req, &c.m);
    if (e == OK)
        e = assignments_serve(req, c.m.id);
    if (e == OK)
        e = search_index(req->db, req->arena, c.m.id);
    if (e == OK)
        e = matter_commit(req, &c, c.m.doc_no);
    if (e == OK)
        move_reply(res, &c, issue_message(req->arena, &c, estimated));
    return e;
}

static enum err issue(struct req *req, struct res *res)
{
    return req_tx(req, res, issue_tx, NULL);
}

struct assign_in {
    struct list units;
};
static const struct field assign_fields[] = {COL(struct assign_in, units, F_LIST, "承办单位", .min = 1,
                                                 .max = 60, .required = true, .of = &unit_in_shape)};
static const struct shape assign_shape = SHAPE("AssignIn", struct assign_in, assign_fields);

static enum err check_units(struct req *req, const struct matter_case *c, const struct list *units)
{
    struct list known = {0};
    enum err e = units_known(req, units, &known);
    if (e != OK)
        return e;
    struct draft_check check = {units, &known, &c->units, c->today, c->m.due_on};
    return units_check(req->arena, &check, draft_bad, req) ? OK : ERR_UNPROCESSABLE;
}

static enum err add_units(struct req *req, const struct matter_case *c, const struct list *units)
{
    enum err e = assignments_insert(req, c->m.id, units);
    if (e == OK)
        e = assignments_serve(req, c->m.id);
    if (e == OK)
        e = matter_recount(req, c->m.id);
    return e == OK ? search_index(req->db, req->arena, c->m.id) : e;
}

static enum err assign_tx(struct req *req, struct res *res, void *ctx)
{
    const struct assign_in *in = ctx;
    struct matter_case c = {0};
    struct list after = {0};
    enum err e = matter_begin(req, req->ids[0], MA_ASSIGN, &c);
    if (e == OK)
        e = check_units(req, &c, &in->units);
    if (e == OK)
        e = add_units(req, &c, &in->units);
    if (e == OK)
        e = assignments_list(req, c.m.id, &after);
    if (e != OK)
        return e;
    const char *added = units_added(req->arena, &c.units, &after);
    c.m.version++; /* by the recount */
    e = matter_commit(req, &c, added);
    if (e == OK)
        move_reply(res, &c, arena_printf(req->arena, "已向%s下达同一督办通知，等待签收", added));
    return e;
}

static enum err assign(struct req *req, struct res *res)
{
    return req_tx(req, res, assign_tx, req->body);
}

/* ---- ending */
static const struct field answer_fields[] = {
    COL(struct answer, answer, F_TEXT, "对来源的答复", .min = 2, .max = 4000, .required = true),
    COL(struct answer, answered_to, F_TEXT, "答复对象", .max = 80, .required = true),
};
static const struct shape answer_shape = SHAPE("AnswerIn", struct answer, answer_fields);

static enum err conclude_tx(struct req *req, struct res *res, void *ctx)
{
    const struct answer *in = ctx;
    struct matter_case c = {0};
    enum err e = matter_begin(req, req->ids[0], MA_CONCLUDE, &c);
    if (e == OK)
        e = matter_set_answer(req, c.m.id, in);
    if (e == OK)
        e = matter_commit(req, &c, arena_printf(req->arena, "答复%s：%s", in->answered_to, in->answer));
    if (e == OK)
        move_reply(res, &c, arena_printf(req->arena, "已办结，已答复%s，可以归档", in->answered_to));
    return e;
}

static enum err conclude(struct req *req, struct res *res)
{
    return req_tx(req, res, conclude_tx, req->body);
}

static enum err next_archive_no(struct req *req, int64_t body_id, const char **archive_no)
{
    int year, month, day;
    int64_t no;
    date_split(date_of(req->now), &year, &month, &day);
    enum err e = number_next(req->db, req->arena, &(struct series){body_id, SERIES_ARCHIVE, year}, &no);
    if (e == OK)
        *archive_no = register_text(req->arena, SERIES_ARCHIVE, year, no);
    return e;
}

static enum err archive_tx(struct req *req, struct res *res, void *ctx)
{
    (void)ctx;
    struct matter_case c = {0};
    const char *archive_no = NULL;
    enum err e = matter_begin(req, req->ids[0], MA_ARCHIVE, &c);
    if (e == OK)
        e = next_archive_no(req, c.m.body_id, &archive_no);
    if (e == OK)
        e = matter_set_archived(req, c.m.id, archive_no);
    if (e == OK)
        e = matter_commit(req, &c, arena_printf(req->arena, "档号 %s", archive_no));
    if (e == OK)
        move_reply(res, &c, arena_printf(req->arena, "已归档销号，档号 %s", archive_no));
    return e;
}

static enum err archive(struct req *req, struct res *res)
{
    return req_tx(req, res, archive_tx, NULL);
}

struct reason_in {
    const char *reason;
};
static const struct field reason_fields[] = {
    COL(struct reason_in, reason, F_TEXT, "终止理由", .min = 2, .max = 1000, .required = true)};
static const struct shape reason_shape = SHAPE("CancelIn", struct reason_in, reason_fields);

static enum err cancel_tx(struct req *req, struct res *res, void *ctx)
{
    const struct reason_in *in = ctx;
    struct matter_case c = {0};
    enum err e = matter_begin(req, req->ids[0], MA_CANCEL, &c);
    if (e == OK)
        e = matter_commit(req, &c, in->reason);
    if (e == OK)
        move_reply(res, &c, "已终止，各承办单位不再办理");
    return e;
}

static enum err cancel(struct req *req, struct res *res)
{
    return req_tx(req, res, cancel_tx, req->body);
}

#define MOVE(name, roles, handler, text, shape)                                                              \
    {                                                                                                        \
        .method = POST, .path = "/api/matters/{id}/" name, .who = (roles), .fn = (handler),                  \
        .summary = (text), .body = (shape), .reply = &matter_moved_shape, .flags = R_IF_MATCH,               \
        .current = matter_current                                                                            \
    }
static const struct route course_routes[] = {
    MOVE("propose", ROLE_OFFICE, propose, "报请审批", &proposal_shape),
    MOVE("approve", ROLE_LEADER, approve, "批准立项", &approval_shape),
    MOVE("return", ROLE_LEADER, return_draft, "退回拟办", &opinion_shape),
    MOVE("issue", ROLE_OFFICE, issue, "下达督办通知", NULL),
    MOVE("assign", ROLE_OFFICE, assign, "增加承办单位", &assign_shape),
    MOVE("conclude", ROLE_OFFICE, conclude, "办结并答复来源", &answer_shape),
    MOVE("archive", ROLE_OFFICE, archive, "归档销号", NULL),
    MOVE("cancel", ROLE_BODY, cancel, "终止事项", &reason_shape),
};

const struct module course_module = {
    .name = "matter_course",
    .routes = course_routes,
    .nroutes = ARRAY_LEN(course_routes),
    .queries = course_queries,
    .nqueries = ARRAY_LEN(course_queries),
};
