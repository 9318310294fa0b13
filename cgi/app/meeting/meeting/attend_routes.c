#include "app/audit/audit.h"
#include "app/meeting/meeting/meeting_priv.h"

#include <string.h>

/* Answering an invitation, noting who came, and signing in oneself by the code on the screen. */

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }

/* ---- answers */
struct reply_in {
    int64_t invite_id;
    int reply;
    const char *note, *substitute_name, *substitute_post;
};
static const struct field reply_fields[] = {
    COL(struct reply_in, invite_id, F_INT, "邀请", .min = 1, .required = true),
    COL(struct reply_in, reply, F_CHOICE, "答复", .required = true, .choices = &invite_replies),
    COL(struct reply_in, note, F_TEXT, "不能参加的原因", .min = 2, .max = 300),
    COL(struct reply_in, substitute_name, F_TEXT, "代替参加的人", .max = 40),
    COL(struct reply_in, substitute_post, F_TEXT, "代替的人的职务", .max = 60),
};
static const struct shape reply_shape = SHAPE("MeetingReplyIn", struct reply_in, reply_fields);

static enum err check_reply(struct req *req, const struct reply_in *in)
{
    if (in->reply == IR_ABSENT && in->note == NULL)
        return req_field(req, "#/note", "请写明不能参加的原因");
    if (in->reply == IR_SUBSTITUTE && in->substitute_name == NULL)
        return req_field(req, "#/substitute_name", "请写明由谁代替参加");
    return OK;
}

static enum err answer_tx(struct req *req, struct res *res, void *ctx)
{
    const struct reply_in *in = ctx;
    struct meeting_case c = {0};
    enum err e = meeting_lock(req, req->ids[0]);
    if (e == OK)
        e = meeting_find(req, req->ids[0], &c);
    if (e != OK)
        return e;
    struct invite *v = invite_of(&c, in->invite_id);
    if (v == NULL)
        return req_field(req, "#/invite_id", "没有这份邀请");
    struct meeting_verdict no = reply_judge(&c, v);
    if (no.err != OK)
        return req_fail(req, no.err, no.err == ERR_FORBIDDEN ? "not-yours" : "wrong-state", "%s", no.why);
    v->reply = in->reply;
    v->reply_note = in->reply == IR_ABSENT ? in->note : NULL;
    v->substitute_name = in->reply == IR_SUBSTITUTE ? in->substitute_name : NULL;
    v->substitute_post = in->reply == IR_SUBSTITUTE ? in->substitute_post : NULL;
    e = invite_reply(req, v);
    if (e != OK)
        return e;
    audit_note(req, "meeting.reply", "meeting", c.m.id, NULL);
    return meeting_page(req, res);
}

static enum err answer(struct req *req, struct res *res)
{
    enum err e = check_reply(req, req->body);
    return e == OK ? req_tx(req, res, answer_tx, req->body) : e;
}

/* ---- who came: ticked by the office; what others note meanwhile stays */
struct came_in {
    int64_t invite_id;
    bool attended;
    const char *name;
};
static const struct field came_fields[] = {
    COL(struct came_in, invite_id, F_INT, "邀请", .min = 1, .required = true),
    COL(struct came_in, attended, F_BOOL, "到会", .required = true),
    COL(struct came_in, name, F_TEXT, "到会的人", .max = 40),
};
static const struct shape came_shape = SHAPE("AttendanceIn", struct came_in, came_fields);
struct attendance_in {
    struct list items;
};
static const struct field attendance_fields[] = {COL(struct attendance_in, items, F_LIST, "到会情况",
                                                     .min = 1, .max = INVITES_MAX, .required = true,
                                                     .of = &came_shape)};
static const struct shape attendance_shape = SHAPE("AttendanceListIn", struct attendance_in,
                                                   attendance_fields);

static enum err attend_tx(struct req *req, struct res *res, void *ctx)
{
    const struct attendance_in *in = ctx;
    const struct came_in *items = in->items.items;
    struct meeting_case c = {0};
    enum err e = meeting_begin(req, MX_ATTENDANCE, &c);
    for (size_t i = 0; e == OK && i < in->items.n; i++) {
        struct invite *v = invite_of(&c, items[i].invite_id);
        if (v == NULL)
            return req_field(req, arena_printf(req->arena, "#/items/%zu/invite_id", i), "没有这份邀请");
        v->attended = items[i].attended;
        v->attended_name = items[i].attended ? items[i].name : NULL;
        v->by_code = false;
        e = invite_attended(req, v);
    }
    if (e != OK)
        return e;
    audit_note(req, "meeting.attendance", "meeting", c.m.id, NULL);
    return meeting_page(req, res);
}

static enum err attend(struct req *req, struct res *res)
{
    return req_tx(req, res, attend_tx, req->body);
}

/* ---- the code */
static enum err code_tx(struct req *req, struct res *res, void *ctx)
{
    struct meeting_case c = {0};
    uint8_t random[16];
    char code[2 * sizeof random + 1];
    (void)ctx;
    crypto_random(random, sizeof random);
    text_hex(random, sizeof random, code);
    enum err e = meeting_begin(req, MX_CODE, &c);
    if (e == OK)
        e = meeting_set_code(req, c.m.id, code);
    if (e != OK)
        return e;
    audit_note(req, "meeting.code", "meeting", c.m.id, NULL);
    return meeting_page(req, res);
}

static enum err make_code(struct req *req, struct res *res)
{
    return req_tx(req, res, code_tx, NULL);
}

struct code_in {
    const char *code;
};
static const struct field code_fields[] = {
    COL(struct code_in, code, F_TEXT, "签到码", .max = 64, .required = true)};
static const struct shape code_shape = SHAPE("SignInByCode", struct code_in, code_fields);

static enum err check_code(struct req *req, const struct meeting_case *c, const char *given)
{
    const char *code = NULL;
    enum err e = meeting_code(req, c->m.id, &code);
    if (e != OK)
        return e;
    if (code == NULL || strlen(given) != strlen(code) || !crypto_equal(given, code, strlen(code)))
        return req_field(req, "#/code", "签到码不对，请重新扫会场的二维码");
    if (c->m.status != MT_PLANNED && c->m.status != MT_HELD)
        return req_fail(req, ERR_CONFLICT, "wrong-state", "会议现在是“%s”，不能签到",
                        choice_label(&meeting_statuses, c->m.status));
    if (c->now < code_from(&c->m) || c->now > code_until(&c->m))
        return req_fail(req, ERR_CONFLICT, "too-early-or-late",
                        "签到码在会议前一小时到会后一小时有效，可请会务人员登记");
    return OK;
}

/* The own invitation, else the unit's. */
static struct invite *own_invite(const struct meeting_case *c)
{
    struct invite *v = c->invites.items, *unit = NULL;
    for (size_t i = 0; i < c->invites.n; i++) {
        if (v[i].person_id == c->who->person_id)
            return &v[i];
        if (v[i].is_mine && unit == NULL)
            unit = &v[i];
    }
    return unit;
}

static enum err sign_in_tx(struct req *req, struct res *res, void *ctx)
{
    const struct code_in *in = ctx;
    struct meeting_case c = {0};
    enum err e = meeting_lock(req, req->ids[0]);
    if (e == OK)
        e = meeting_find(req, req->ids[0], &c);
    if (e == OK)
        e = check_code(req, &c, in->code);
    if (e != OK)
        return e;
    struct invite *v = own_invite(&c);
    if (v == NULL)
        return req_fail(req, ERR_FORBIDDEN, "not-yours", "会议没有邀请您或者您的单位，请找会务人员");
    if (!v->attended) {
        v->attended = true;
        v->by_code = true;
        v->attended_name = req->actor.name;
        e = invite_attended(req, v);
    }
    if (e != OK)
        return e;
    audit_note(req, "meeting.sign_in", "meeting", c.m.id, NULL);
    return meeting_page(req, res);
}

static enum err sign_in(struct req *req, struct res *res)
{
    return req_tx(req, res, sign_in_tx, req->body);
}

static const struct route routes[] = {
    {POST, "/api/meetings/{id}/reply", ROLE_BUSINESS, answer, "答复会议邀请", .body = &reply_shape,
     .reply = &meeting_page_shape, .flags = R_NO_VERSION},
    {PUT, "/api/meetings/{id}/attendance", ROLE_BODY, attend, "登记到会情况", .body = &attendance_shape,
     .reply = &meeting_page_shape, .flags = R_NO_VERSION},
    {POST, "/api/meetings/{id}/code", ROLE_BODY, make_code, "启用或者更换扫码签到的码",
     .reply = &meeting_page_shape, .flags = R_NO_VERSION},
    {POST, "/api/meetings/{id}/sign-in", ROLE_BUSINESS, sign_in, "扫码签到", .body = &code_shape,
     .reply = &meeting_page_shape, .flags = R_NO_VERSION},
};
const struct module attendance_module = {
    .name = "attendance",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = invite_queries,
    .nqueries = INVITE_QUERIES,
};
