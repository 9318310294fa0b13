#include "app/audit/audit.h"
#include "app/meeting/meeting/meeting_priv.h"
#include "app/message/notice/notice.h"
#include "app/time/calendar/calendar.h"

/* ---- the way of every change: lock, read, version, rules; then the next version and the audit row */
enum err meeting_find(struct req *req, int64_t id, struct meeting_case *c)
{
    *c = (struct meeting_case){.who = &req->actor, .now = req->now};
    enum err e = meeting_by_id(req, id, &c->m);
    if (e == OK)
        e = agenda_of(req, id, &c->agenda);
    return e == OK ? invites_of(req, id, &c->invites) : e;
}

enum err meeting_begin(struct req *req, enum meeting_action action, struct meeting_case *c)
{
    enum err e = meeting_lock(req, req->ids[0]);
    if (e == OK)
        e = meeting_find(req, req->ids[0], c);
    if (e != OK)
        return e;
    struct meeting_verdict v = meeting_judge(c, action);
    if (v.err == ERR_FORBIDDEN)
        return req_fail(req, v.err, "not-yours", "%s", v.why);
    if (req->version != 0 && req->version != c->m.version)
        return req_fail(req, ERR_STALE, "stale", "会议已被他人修改，请看过最新情况");
    if (v.err == OK)
        return OK;
    return req_fail(req, v.err, "wrong-state", v.why != NULL ? "%s" : "会议现在是“%s”，不能办理",
                    v.why != NULL ? v.why : choice_label(&meeting_statuses, c->m.status));
}

enum err meeting_commit(struct req *req, struct meeting_case *c, enum meeting_action action)
{
    enum err e = meeting_bump(req, c->m.id);
    if (e == OK)
        audit_note(req, arena_printf(req->arena, "meeting.%s", choice_name(&meeting_actions, action)),
                   "meeting", c->m.id, NULL);
    return e;
}

/* ---- telling */
static void push(struct arena *a, struct list *people, int64_t id)
{
    int64_t *items = arena_alloc(a, (people->n + 1) * sizeof *items);
    for (size_t i = 0; i < people->n; i++)
        items[i] = ((const int64_t *)people->items)[i];
    items[people->n++] = id;
    people->items = items;
}

static enum err invited_people(struct req *req, const struct meeting_case *c, struct list *out)
{
    const struct invite *v = c->invites.items;
    enum err e = OK;
    for (size_t i = 0; e == OK && i < c->invites.n; i++) {
        if (v[i].kind == IK_UNIT)
            e = notice_people(req->db, req->arena, date_of(req->now), TO_UNIT, v[i].unit_id, out);
        else if (v[i].kind == IK_PERSON)
            push(req->arena, out, v[i].person_id);
    }
    if (e == OK && c->m.chair_person_id != 0)
        push(req->arena, out, c->m.chair_person_id);
    return e;
}

enum err meeting_tell(struct req *req, const struct meeting_case *c, const char *key, const char *title,
                      const char *text)
{
    struct list all = {0}, people = {0};
    struct notice n = {.kind = NK_MEETING,
                       .dedupe = arena_printf(req->arena, "meeting/%lld/%s", (long long)c->m.id, key),
                       .title = arena_printf(req->arena, "%s：%s", title, c->m.title),
                       .text = text,
                       .path = arena_printf(req->arena, "/meetings/%lld", (long long)c->m.id)};
    enum err e = invited_people(req, c, &all);
    const int64_t *id = all.items;
    for (size_t i = 0; e == OK && i < all.n; i++)
        if (id[i] != req->actor.person_id)
            push(req->arena, &people, id[i]);
    return e == OK ? notice_send(req->db, req->arena, req->now, &n, &people) : e;
}
