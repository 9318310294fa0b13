#include "app/audit/audit.h"
#include "app/time/reminder/reminder_priv.h"

/* ---- the list: of its own parts for a unit, of all that it sees for a body */
static enum err list_reminders(struct req *req, struct res *res)
{
    struct target t = {0};
    struct list items = {0};
    enum err e = target_of(req, req->ids[0], &t);
    if (e == OK && (req->actor.role & ROLE_UNIT) && t.unit_id != req->actor.unit_id)
        return ERR_NOT_FOUND;
    if (e == OK)
        e = reminders_of(req, t.id, &items);
    if (e != OK)
        return e;
    const struct reminder *r = items.items;
    json_open(&res->json, '{');
    json_key(&res->json, "items");
    json_open(&res->json, '[');
    for (size_t i = 0; i < items.n; i++)
        json_struct(&res->json, &reminder_shape, &r[i]);
    json_close(&res->json, ']');
    json_key(&res->json, "next");
    json_null(&res->json);
    json_close(&res->json, '}');
    return OK;
}

/* ---- by hand */
static const struct field new_fields[] = {
    {"channel", F_CHOICE, offsetof(struct reminder_order, channel), "方式", .required = true,
     .choices = &channels},
    {"text", F_TEXT, offsetof(struct reminder_order, text), "催办内容", .min = 2, .max = 1000,
     .required = true},
    {"reply_by", F_DATE, offsetof(struct reminder_order, reply_by), .label = "要求回复日期"},
};
static const struct shape new_shape = SHAPE("ReminderNew", struct reminder_order, new_fields);
static const struct field made_fields[] = {
    {"id", F_INT, offsetof(struct reminder_made, id), .label = "催办"},
    {"message", F_TEXT, offsetof(struct reminder_made, message), .label = "回执"},
};
static const struct shape made_shape = SHAPE("ReminderMade", struct reminder_made, made_fields);

static enum err make(struct req *req, struct res *res, void *ctx)
{
    struct reminder_made made = {0};
    enum err e = reminder_make(req, ctx, &made);
    if (e != OK)
        return e;
    audit_note(req, "reminder.create", "assignment", req->ids[0], NULL);
    res_struct(res, &made_shape, &made);
    return OK;
}

static enum err create(struct req *req, struct res *res)
{
    struct reminder_order *o = req->body;
    if (o->reply_by && o->reply_by < date_of(req->now))
        return req_field(req, "#/reply_by", "要求回复日期不能早于今天");
    o->assignment_id = req->ids[0];
    return req_tx(req, res, make, o);
}

/* ---- the unit answers */
struct answer {
    const char *text;
};
static const struct field answer_fields[] = {
    {"text", F_TEXT, offsetof(struct answer, text), "回复", .min = 2, .max = 1000, .required = true},
};
static const struct shape answer_shape = SHAPE("ReminderReply", struct answer, answer_fields);

static enum err tell_office(struct req *req, const struct asked *asked, const char *text)
{
    struct list office = {0};
    enum err e = notice_people(req->db, req->arena, date_of(req->now), TO_OFFICE, asked->body_id, &office);
    struct notice n = {
        .kind = NK_REPLY,
        .dedupe = arena_printf(req->arena, "reminder/%lld/reply", (long long)asked->id),
        .title = arena_printf(req->arena, "%s回复催办：%s", asked->unit_name, asked->title),
        .text = text,
        .matter_id = asked->matter_id,
        .assignment_id = asked->assignment_id,
    };
    return e == OK ? notice_send(req->db, req->arena, req->now, &n, &office) : e;
}

static enum err keep_answer(struct req *req, struct res *res, void *ctx)
{
    const struct answer *in = ctx;
    struct asked asked = {0};
    enum err e = reminder_asked(req, req->ids[0], &asked);
    if (e == OK && asked.reply)
        return req_fail(req, ERR_CONFLICT, "reminder-answered", "这次催办已经回复，后续情况请报送进展");
    if (e == OK)
        e = reminder_reply(req, asked.id, in->text);
    if (e == OK)
        e = tell_office(req, &asked, in->text);
    if (e != OK)
        return e;
    audit_note(req, "reminder.reply", "reminder", asked.id, NULL);
    res_struct(res, &made_shape, &(struct reminder_made){asked.id, "回复已送督办办公室"});
    return OK;
}

static enum err answer(struct req *req, struct res *res)
{
    return req_tx(req, res, keep_answer, req->body);
}

static const struct route routes[] = {
    {GET, "/api/assignments/{id}/reminders", ROLE_BUSINESS, list_reminders, "催办记录",
     .reply = &reminder_shape, .flags = R_PAGE},
    {POST, "/api/assignments/{id}/reminders", ROLE_OFFICE, create, "催办", .body = &new_shape,
     .reply = &made_shape, .flags = R_CREATED | R_NO_VERSION},
    {POST, "/api/reminders/{id}/reply", ROLE_UNIT, answer, "回复催办", .body = &answer_shape,
     .reply = &made_shape, .flags = R_NO_VERSION},
};
const struct module reminder_module = {
    .name = "reminder",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = reminder_queries,
    .nqueries = REMINDER_QUERIES,
};
