#include "app/meeting/meeting/meeting_priv.h"

#include "app/audit/audit.h"
#include "app/org/org.h"
#include "app/time/calendar/calendar.h"

/* Calling a meeting and changing it while it is planned. */

static void bad(void *ctx, const char *pointer, const char *detail)
{
    (void)req_field(ctx, pointer, "%s", detail);
}

static const struct known *known_of(const struct list *known, int64_t id)
{
    const struct known *k = known->items;
    for (size_t i = 0; i < known->n; i++)
        if (k[i].id == id)
            return &k[i];
    return NULL;
}

/* [C2.2c] In a month without meetings a reason is due. */
static enum err check_month(struct req *req, const struct meeting_in *in)
{
    struct meeting_setting s = {0};
    enum err e = meeting_setting_of(req->db, req->arena, req->actor.body_id, &s);
    int year, month, mday;
    date_split(date_of(in->starts_at), &year, &month, &mday);
    if (e != OK || in->month_reason != NULL || !setting_is_quiet(&s, date_of(in->starts_at)))
        return e;
    return req_field(req, "#/month_reason", "%d月是无会月，确需召开的请写明理由", month);
}

static enum err check_chair(struct req *req, struct meeting_in *in)
{
    struct list known = {0}, ids = {&in->chair_id, 1};
    if (in->chair_id == 0)
        return OK;
    enum err e = known_people(req, &ids, &known);
    if (e != OK)
        return e;
    if (known.n == 0)
        return req_field(req, "#/chair_id", "没有这个人，或者已经离任");
    in->chair_name = ((const struct known *)known.items)->name;
    return OK;
}

static enum err check_agenda(struct req *req, const struct meeting_in *in)
{
    const struct item_in *t = in->agenda.items;
    int64_t *ids = arena_alloc(req->arena, (in->agenda.n + 1) * sizeof *ids);
    struct list known = {0};
    for (size_t i = 0; i < in->agenda.n; i++)
        ids[i] = t[i].matter_id;
    enum err e = known_matters(req, &(struct list){ids, in->agenda.n}, &known);
    for (size_t i = 0; e == OK && i < in->agenda.n; i++)
        if (ids[i] != 0 && known_of(&known, ids[i]) == NULL)
            e = req_field(req, arena_printf(req->arena, "#/agenda/%zu/matter_id", i),
                          "没有这个督办事项，或者已经归档、终止");
    return e;
}

static enum err check(struct req *req, struct meeting_in *in)
{
    bool ok = meeting_check(in, req->now, bad, req);
    enum err e = check_month(req, in);
    if (e == OK)
        e = check_chair(req, in);
    if (e == OK)
        e = check_agenda(req, in);
    return e == OK && !ok ? ERR_UNPROCESSABLE : e;
}

/* ---- invitations: who stays keeps the answer, and whether they came */
static bool is_same(const struct invite *a, const struct invite *b)
{
    if (a->kind != b->kind)
        return false;
    if (a->kind != IK_GUEST)
        return a->kind == IK_UNIT ? a->unit_id == b->unit_id : a->person_id == b->person_id;
    return !org_text_differs(a->name, b->name) && !org_text_differs(a->post, b->post) &&
           !org_text_differs(a->phone, b->phone);
}

static const struct invite *invited(const struct list *before, const struct invite *v)
{
    const struct invite *b = before->items;
    for (size_t i = 0; i < before->n; i++)
        if (is_same(&b[i], v))
            return &b[i];
    return NULL;
}

struct inviting {
    struct req *req;
    int64_t meeting_id;
    const struct list *before;
    bool *stays; /* of each of before */
};

static enum err invite_one(struct inviting *w, const struct invite *v)
{
    const struct invite *had = invited(w->before, v);
    if (had == NULL)
        return invite_add(w->req, w->meeting_id, v);
    w->stays[had - (const struct invite *)w->before->items] = true;
    return OK;
}

static enum err invite_known(struct inviting *w, int kind, const struct list *ids, const char *pointer)
{
    const int64_t *id = ids->items;
    struct list known = {0};
    enum err e = kind == IK_UNIT ? known_units(w->req, ids, &known) : known_people(w->req, ids, &known);
    for (size_t i = 0; e == OK && i < ids->n; i++) {
        const struct known *k = known_of(&known, id[i]);
        const struct invite v = {.kind = kind,
                                 .unit_id = kind == IK_UNIT ? id[i] : 0,
                                 .membership_id = kind == IK_PERSON ? id[i] : 0,
                                 .person_id = k == NULL ? 0 : k->person_id,
                                 .name = k == NULL ? NULL : k->name,
                                 .post = k == NULL ? NULL : k->post};
        e = k != NULL ? invite_one(w, &v)
                      : req_field(w->req, arena_printf(w->req->arena, "%s/%zu", pointer, i),
                                  kind == IK_UNIT ? "没有这个单位，或者不由本机构督办"
                                                  : "没有这个人，或者已经离任");
        if (e == ERR_CONFLICT)
            e = req_field(w->req, arena_printf(w->req->arena, "%s/%zu", pointer, i),
                          "%s已在邀请名单里，请去掉重复的", v.name);
    }
    return e;
}

static enum err invites_replace(struct req *req, int64_t id, const struct meeting_in *in,
                                const struct list *before)
{
    const struct guest_in *g = in->guests.items;
    const struct invite *b = before->items;
    struct inviting w = {req, id, before, arena_alloc(req->arena, before->n + 1)};
    enum err e = invite_known(&w, IK_UNIT, &in->unit_ids, "#/unit_ids");
    if (e == OK)
        e = invite_known(&w, IK_PERSON, &in->membership_ids, "#/membership_ids");
    for (size_t i = 0; e == OK && i < in->guests.n; i++)
        e = invite_one(&w, &(struct invite){
                               .kind = IK_GUEST, .name = g[i].name, .post = g[i].post, .phone = g[i].phone});
    for (size_t i = 0; e == OK && i < before->n; i++)
        e = w.stays[i] ? OK : invite_remove(req, b[i].id);
    return e;
}

static enum err put_files(struct req *req, int64_t id, const struct list *file_ids)
{
    struct file_place place = {.kind = FILE_OF_MEETING, .object_id = id};
    enum err e = invite_readers(req, id, &place.readers);
    return e == OK ? file_replace(req, &place, file_ids) : e;
}

/* ---- calling */
static enum err call_tx(struct req *req, struct res *res, void *ctx)
{
    struct meeting_in *in = ctx;
    struct meeting_case c = {0};
    int64_t id = 0;
    enum err e = check(req, in);
    if (e == OK)
        e = meeting_insert(req, in, &id);
    if (e == OK)
        e = agenda_replace(req, id, &in->agenda);
    if (e == OK)
        e = invites_replace(req, id, in, &(struct list){0});
    if (e == OK)
        e = put_files(req, id, &in->file_ids);
    if (e == OK)
        e = meeting_find(req, id, &c);
    if (e == OK)
        e = meeting_tell(req, &c, "called", "会议通知", meeting_when(req->arena, &c.m));
    if (e != OK)
        return e;
    audit_note(req, "meeting.call", "meeting", id, NULL);
    req->ids[0] = id;
    return meeting_page(req, res);
}

enum err meeting_call(struct req *req, struct res *res)
{
    return req_tx(req, res, call_tx, req->body);
}

/* ---- changing: everybody is told what changed; another time asks for answers anew */
static const char *changed(struct req *req, const struct meeting *old, const struct meeting *new)
{
    struct buf b;
    buf_init(&b, req->arena);
    buf_printf(&b, "%s", meeting_when(req->arena, new));
    if (old->starts_at != new->starts_at)
        buf_printf(&b, "（原定%s），请重新答复", meeting_when(req->arena, old));
    return b.data;
}

static enum err edit_tx(struct req *req, struct res *res, void *ctx)
{
    struct meeting_in *in = ctx;
    struct meeting_case c = {0}, after = {0};
    enum err e = meeting_begin(req, MX_EDIT, &c);
    if (e == OK)
        e = check(req, in);
    if (e == OK)
        e = meeting_update(req, c.m.id, in);
    if (e == OK)
        e = agenda_replace(req, c.m.id, &in->agenda);
    if (e == OK)
        e = invites_replace(req, c.m.id, in, &c.invites);
    if (e == OK && in->starts_at != c.m.starts_at)
        e = invites_reset(req, c.m.id);
    if (e == OK)
        e = put_files(req, c.m.id, &in->file_ids);
    if (e == OK)
        e = meeting_commit(req, &c, MX_EDIT);
    if (e == OK)
        e = meeting_find(req, c.m.id, &after);
    if (e == OK)
        e = meeting_tell(req, &after, arena_printf(req->arena, "%lld", (long long)after.m.version),
                         "会议有变动", changed(req, &c.m, &after.m));
    return e == OK ? meeting_page(req, res) : e;
}

enum err meeting_edit(struct req *req, struct res *res)
{
    return req_tx(req, res, edit_tx, req->body);
}
