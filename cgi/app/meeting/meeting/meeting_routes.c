#include "app/meeting/meeting/meeting_priv.h"
#include "app/meeting/minutes/minutes.h"

/* ---- the page */
struct page {
    struct meeting m;
    struct list agenda, invites, files, resolutions, actions;
    const char *template, *code;
};
#define PAGE(member, kind_of, text, ...)                                                                     \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(struct page, member), .label = (text),            \
        ##__VA_ARGS__                                                                                        \
    }
static const struct field page_fields[] = {
    {.name = "meeting",
     .type = F_OBJECT,
     .at = offsetof(struct page, m),
     .label = "会议",
     .of = &meeting_shape},
    PAGE(agenda, F_LIST, "议题", .of = &agenda_item_shape),
    PAGE(invites, F_LIST, "邀请", .of = &invite_shape),
    PAGE(files, F_LIST, "会议材料", .of = &file_shape),
    PAGE(resolutions, F_LIST, "议定事项", .of = &resolution_shape),
    PAGE(template, F_TEXT, "纪要的开头，到会情况已填好", .nullable = true),
    PAGE(code, F_TEXT, "扫码签到的码", .nullable = true),
    PAGE(actions, F_LIST, "可办理的动作", .of = &action_shape),
};
const struct shape meeting_page_shape = SHAPE("MeetingPage", struct page, page_fields);

enum err meeting_page(struct req *req, struct res *res)
{
    struct meeting_case c = {0};
    struct page p = {0};
    enum err e = meeting_find(req, req->ids[0], &c);
    if (e == OK)
        e = file_list_of(req->db, req->arena, FILE_OF_MEETING, c.m.id, &p.files);
    if (e == OK)
        e = resolutions_of(req, &c, &p.resolutions);
    meeting_buttons(&c, req->arena, &p.actions);
    if (e == OK && c.m.is_whole && p.actions.n > 0)
        e = meeting_code(req, c.m.id, &p.code);
    if (e != OK)
        return e;
    p.m = c.m;
    p.agenda = c.agenda;
    p.invites = c.invites;
    p.template = c.m.is_whole && c.m.minutes == NULL ? minutes_template(req->arena, &c) : NULL;
    res->version = c.m.version;
    res_struct(res, &meeting_page_shape, &p);
    return OK;
}

/* ---- the list */
struct filter {
    int status, kind;
};
static const struct field filter_fields[] = {
    {.name = "status",
     .type = F_CHOICE,
     .at = offsetof(struct filter, status),
     .label = "状态",
     .choices = &meeting_statuses},
    {.name = "kind",
     .type = F_CHOICE,
     .at = offsetof(struct filter, kind),
     .label = "类别",
     .choices = &meeting_kinds},
};
static const struct shape filter_shape = SHAPE("MeetingFilter", struct filter, filter_fields);

static enum err list(struct req *req, struct res *res)
{
    const struct filter *f = req->query;
    struct db_arg status = db_choice(&meeting_statuses, f->status), kind = db_choice(&meeting_kinds, f->kind);
    struct db_arg after = db_text(req->after);
    return res_page(
        res, &MEETINGS,
        DB_ARGS(MEETING_WHO(&req->actor), status, status, kind, kind, after, after, db_i64(req->limit + 1)));
}

/* ---- what speaks against a time: shown while it is chosen, refused by nobody */
struct warnings {
    bool is_quiet_month;
    struct list clashes;
};
static const struct field warning_fields[] = {
    {.name = "is_quiet_month",
     .type = F_BOOL,
     .at = offsetof(struct warnings, is_quiet_month),
     .label = "是无会月"},
    {.name = "clashes",
     .type = F_LIST,
     .at = offsetof(struct warnings, clashes),
     .label = "时间冲突",
     .of = &clash_shape},
};
static const struct shape warning_shape = SHAPE("MeetingWarnings", struct warnings, warning_fields);

static enum err warn(struct req *req, struct res *res)
{
    const struct clash_query *q = req->query;
    struct meeting_setting s = {0};
    struct warnings w = {0};
    enum err e = meeting_setting_of(req->db, req->arena, req->actor.body_id, &s);
    if (e == OK)
        e = clashes_find(req, q, &w.clashes);
    if (e != OK)
        return e;
    w.is_quiet_month = setting_is_quiet(&s, date_of(q->starts_at));
    res_struct(res, &warning_shape, &w);
    return OK;
}

/* ---- states */
struct why_in {
    const char *why;
};
static const struct field why_fields[] = {
    {.name = "why",
     .type = F_TEXT,
     .at = offsetof(struct why_in, why),
     .label = "取消的原因",
     .min = 2,
     .max = 500,
     .required = true},
};
static const struct shape why_shape = SHAPE("MeetingCancelIn", struct why_in, why_fields);

static enum err cancel_tx(struct req *req, struct res *res, void *ctx)
{
    const struct why_in *in = ctx;
    struct meeting_case c = {0};
    enum err e = meeting_begin(req, MX_CANCEL, &c);
    c.m.status = MT_CANCELLED;
    c.m.cancelled_why = in->why;
    if (e == OK)
        e = meeting_set_status(req, &c.m);
    if (e == OK)
        e = meeting_tell(req, &c, "cancelled", "会议取消",
                         arena_printf(req->arena, "原定%s。%s", meeting_when(req->arena, &c.m), in->why));
    if (e == OK)
        e = meeting_commit(req, &c, MX_CANCEL);
    return e == OK ? meeting_page(req, res) : e;
}

static enum err cancel(struct req *req, struct res *res)
{
    return req_tx(req, res, cancel_tx, req->body);
}

/* The matters of the agenda remember the meeting. */
static enum err remember(struct req *req, const struct meeting_case *c)
{
    const struct agenda_item *t = c->agenda.items;
    enum err e = OK;
    for (size_t i = 0; e == OK && i < c->agenda.n; i++)
        if (t[i].matter_id != 0)
            e = history_add(req,
                            &(struct history_entry){
                                .matter_id = t[i].matter_id,
                                .action = choice_name(&matter_actions, MA_MEET),
                                .note = arena_printf(req->arena, "%s（%s）研究：%s", c->m.title,
                                                     choice_label(&meeting_kinds, c->m.kind), t[i].text)});
    return e;
}

static enum err hold_tx(struct req *req, struct res *res, void *ctx)
{
    struct meeting_case c = {0};
    (void)ctx;
    enum err e = meeting_begin(req, MX_HOLD, &c);
    c.m.status = MT_HELD;
    if (e == OK)
        e = meeting_set_status(req, &c.m);
    if (e == OK)
        e = remember(req, &c);
    if (e == OK)
        e = meeting_commit(req, &c, MX_HOLD);
    return e == OK ? meeting_page(req, res) : e;
}

static enum err hold(struct req *req, struct res *res)
{
    return req_tx(req, res, hold_tx, NULL);
}

static enum err close_tx(struct req *req, struct res *res, void *ctx)
{
    struct meeting_case c = {0};
    (void)ctx;
    enum err e = meeting_begin(req, MX_CLOSE, &c);
    c.m.status = MT_CLOSED;
    if (e == OK)
        e = meeting_set_status(req, &c.m);
    if (e == OK)
        e = meeting_commit(req, &c, MX_CLOSE);
    return e == OK ? meeting_page(req, res) : e;
}

static enum err close(struct req *req, struct res *res)
{
    return req_tx(req, res, close_tx, NULL);
}

#define MOVE(name_, handler, text, in)                                                                       \
    {                                                                                                        \
        POST, "/api/meetings/{id}/" name_, ROLE_BODY, handler, text,                                         \
            .body = (in), .reply = &meeting_page_shape, .flags = R_IF_MATCH, .current = meeting_page         \
    }
static const struct route routes[] = {
    {GET, "/api/meetings", ROLE_BUSINESS, list, "会议，新的在前", .query = &filter_shape,
     .reply = &meeting_line_shape, .flags = R_PAGE},
    {GET, "/api/meetings/check", ROLE_BODY, warn, "会议时间的提醒：无会月、主持人和参会者另有会议",
     .query = &clash_query_shape, .reply = &warning_shape},
    {POST, "/api/meetings", ROLE_BODY, meeting_call, "召集会议", .body = &meeting_in_shape,
     .reply = &meeting_page_shape, .flags = R_CREATED},
    {GET, "/api/meetings/{id}", ROLE_BUSINESS, meeting_page, "会议", .reply = &meeting_page_shape},
    {PUT, "/api/meetings/{id}", ROLE_BODY, meeting_edit, "修改会议", .body = &meeting_in_shape,
     .reply = &meeting_page_shape, .flags = R_IF_MATCH, .current = meeting_page},
    MOVE("cancel", cancel, "取消会议", &why_shape),
    MOVE("hold", hold, "登记会议已召开", NULL),
    MOVE("close", close, "会议办结", NULL),
};
const struct module meeting_module = {
    .name = "meeting",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = meeting_queries,
    .nqueries = MEETING_QUERIES,
};
