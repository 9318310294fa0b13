#include "app/time/reminder/reminder_priv.h"

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

/* Those it is meant for, and those who get a copy. */
static enum err people_of(struct req *req, const struct target *t, const struct reminder *r, bool to_head,
                          struct list *to, struct list *copies)
{
    int32_t today = date_of(req->now);
    enum err e = notice_people(req->db, req->arena, today, TO_UNIT, t->unit_id, to);
    if (e == OK && (to_head || r->ordinal >= 2))
        e = notice_people(req->db, req->arena, today, TO_UNIT_HEAD, t->unit_id, copies);
    if (e == OK && r->ordinal >= 3)
        e = notice_people(req->db, req->arena, today, TO_CHARGE, t->unit_id, copies);
    if (e == OK)
        e = reminder_add_to(req->db, r->id, to, false);
    return e == OK ? reminder_add_to(req->db, r->id, copies, true) : e;
}

static char *reply_words(struct arena *a, const struct reminder *r)
{
    return r->reply_by == 0 ? "" : arena_printf(a, "\n请回复，不晚于%s", day_text(a, r->reply_by));
}

/* Later telling by the job counts these too: people are told at once, but not more often for it. */
static enum err tell(struct req *req, const struct target *t, const struct reminder *r, bool to_head)
{
    struct list to = {0}, copies = {0};
    struct notice n = {
        .kind = NK_REMINDER,
        .dedupe = arena_printf(req->arena, "reminder/%lld", (long long)r->id),
        .title = arena_printf(req->arena, "催办（%s，第%lld次）：%s", choice_label(&channels, r->channel),
                              (long long)r->ordinal, t->title),
        .text = arena_printf(req->arena, "%s：%s%s", t->unit_name, r->text, reply_words(req->arena, r)),
        .matter_id = t->matter_id,
        .assignment_id = t->id,
    };
    enum err e = people_of(req, t, r, to_head, &to, &copies);
    if (e == OK)
        e = notice_send(req->db, req->arena, req->now, &n, &to);
    if (e == OK)
        e = notice_send(req->db, req->arena, req->now, &n, &copies);
    return e == OK ? told_by_hand(req->db, req->now, r->id, n.dedupe) : e;
}

static enum err record(struct req *req, const struct target *t, const struct reminder *r)
{
    return history_add(req,
                       &(struct history_entry){.matter_id = t->matter_id,
                                               .assignment_id = t->id,
                                               .unit_name = t->unit_name,
                                               .action = "remind",
                                               .note = arena_printf(req->arena, "第 %lld 次，%s：%s%s",
                                                                    (long long)r->ordinal,
                                                                    choice_label(&channels, r->channel),
                                                                    r->text, reply_words(req->arena, r))});
}

enum err reminder_make(struct req *req, const struct reminder_order *o, struct reminder_made *out)
{
    struct target t = {0};
    enum err e = target_lock(req, o->assignment_id, &t);
    if (e == OK)
        e = check_target(req, &t);
    struct reminder r = {
        .ordinal = t.manual_n + 1, .channel = o->channel, .text = o->text, .reply_by = o->reply_by};
    if (e == OK)
        e = reminder_by_hand(req, &t, &r);
    if (e == OK)
        e = tell(req, &t, &r, o->to_head);
    if (e == OK)
        e = record(req, &t, &r);
    const char *copied = r.ordinal >= 3                 ? "，已抄送单位主要负责人和分管领导"
                         : r.ordinal == 2 || o->to_head ? "，已抄送单位主要负责人"
                                                        : "";
    *out = (struct reminder_made){r.id, arena_printf(req->arena, "已催办%s，这是第 %lld 次%s", t.unit_name,
                                                     (long long)r.ordinal, copied)};
    return e;
}
