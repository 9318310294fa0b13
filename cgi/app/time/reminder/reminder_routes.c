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
    {"channel", F_CHOICE, offsetof(struct reminder, channel), "方式", .required = true, .choices = &channels},
    {"text", F_TEXT, offsetof(struct reminder, text), "催办内容", .min = 2, .max = 1000, .required = true},
    {"reply_by", F_DATE, offsetof(struct reminder, reply_by), .label = "要求回复日期"},
};
static const struct shape new_shape = SHAPE("ReminderNew", struct reminder, new_fields);
struct made {
    int64_t id;
    const char *message;
};
static const struct field made_fields[] = {
    {"id", F_INT, offsetof(struct made, id), .label = "催办"},
    {"message", F_TEXT, offsetof(struct made, message), .label = "回执"},
};
static const struct shape made_shape = SHAPE("ReminderMade", struct made, made_fields);

/* 403 409: the body's own office, a part that is still being worked on, and not too often. */
static enum err check_target(struct req *req, const struct target *t)
{
    if (t->body_id != req->actor.body_id)
        return req_fail(req, ERR_FORBIDDEN, "reminder-not-yours", "只能催办本督办机构立项的事项");
    if (t->matter_status != MS_ISSUED || t->status == AS_ACCEPTED || t->status == AS_SUBMITTED ||
        t->status == AS_WITHDRAWN || t->status == AS_REFUSED)
        return req_fail(req, ERR_CONFLICT, "reminder-nothing-owed", "这个单位目前没有待办的工作，不必催办");
    if (t->today_n >= REMINDERS_A_DAY)
        return req_fail(req, ERR_CONFLICT, "reminder-too-many", "今天已催办 %lld 次，请明天再催",
                        (long long)t->today_n);
    int64_t wait = t->last_at + REMINDER_GAP_MS - req->now, minutes = wait / 60000 + 1;
    if (t->last_at && wait > 0)
        return req_fail(req, ERR_CONFLICT, "reminder-too-soon", "两次催办至少间隔 2 小时，请 %lld 分钟后再催",
                        (long long)minutes);
    return OK;
}

/* Later telling by the job counts these too: people are told at once, but not more often for it. */
static enum err tell(struct req *req, const struct target *t, const struct reminder *r)
{
    struct list to = {0}, copies = {0};
    int32_t today = date_of(req->now);
    enum err e = notice_people(req->db, req->arena, today, TO_UNIT, t->unit_id, &to);
    if (e == OK && r->ordinal >= 2)
        e = notice_people(req->db, req->arena, today, TO_UNIT_HEAD, t->unit_id, &copies);
    if (e == OK && r->ordinal >= 3)
        e = notice_people(req->db, req->arena, today, TO_CHARGE, t->unit_id, &copies);
    if (e == OK)
        e = reminder_add_to(req->db, r->id, &to, false);
    if (e == OK)
        e = reminder_add_to(req->db, r->id, &copies, true);
    struct notice n = {
        .kind = NK_REMINDER,
        .dedupe = arena_printf(req->arena, "reminder/%lld", (long long)r->id),
        .title = arena_printf(req->arena, "催办（%s，第%lld次）：%s", choice_label(&channels, r->channel),
                              (long long)r->ordinal, t->title),
        .text = arena_printf(req->arena, "%s：%s%s%s", t->unit_name, r->text,
                             r->reply_by ? "\n请回复，不晚于" : "",
                             r->reply_by ? day_text(req->arena, r->reply_by) : ""),
        .matter_id = t->matter_id,
        .assignment_id = t->id,
    };
    if (e == OK)
        e = notice_send(req->db, req->arena, req->now, &n, &to);
    if (e == OK)
        e = notice_send(req->db, req->arena, req->now, &n, &copies);
    return e == OK ? told_by_hand(req->db, req->now, r->id, n.dedupe) : e;
}

static enum err insert(struct req *req, struct res *res, void *ctx)
{
    struct reminder *r = ctx;
    struct target t = {0};
    enum err e = target_of(req, req->ids[0], &t);
    if (e == OK)
        e = check_target(req, &t);
    if (e != OK)
        return e;
    r->ordinal = t.manual_n + 1;
    e = reminder_by_hand(req, &t, r, &r->id);
    if (e == OK)
        e = tell(req, &t, r);
    if (e != OK)
        return e;
    audit_note(req, "reminder.create", "assignment", t.id, NULL);
    struct made made = {r->id, arena_printf(req->arena, "已催办%s，这是第 %lld 次%s", t.unit_name,
                                            (long long)r->ordinal,
                                            r->ordinal >= 3 ? "，已抄送单位主要负责人和分管领导"
                                            : r->ordinal == 2 ? "，已抄送单位主要负责人"
                                                              : "")};
    res_struct(res, &made_shape, &made);
    return OK;
}

static enum err create(struct req *req, struct res *res)
{
    const struct reminder *r = req->body;
    if (r->reply_by && r->reply_by < date_of(req->now))
        return req_field(req, "#/reply_by", "要求回复日期不能早于今天");
    return req_tx(req, res, insert, req->body);
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
    res_struct(res, &made_shape, &(struct made){asked.id, "回复已送督办办公室"});
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
