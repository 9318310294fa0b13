#include "app/message/notice/notice_priv.h"
#include "app/message/outbox/outbox.h"

struct sending {
    struct db *db;
    struct arena *arena;
    int64_t now;
    const struct notice *notice;
    int64_t person_id, id; /* id: of the notification */
};

/* The page learns that there is something, and asks for it by the ordinary, checked route. */
static char *hint(const struct sending *s)
{
    struct json j;
    json_init(&j, s->arena);
    json_open(&j, '{');
    json_key(&j, "kind");
    json_text(&j, choice_name(&notice_kinds, s->notice->kind));
    json_key(&j, "id");
    json_i64(&j, s->id);
    if (s->notice->matter_id) {
        json_key(&j, "matter_id");
        json_i64(&j, s->notice->matter_id);
    }
    json_close(&j, '}');
    return j.out.data;
}

static enum err put(const struct sending *s, struct message m, const char *word)
{
    m.dedupe = arena_printf(s->arena, "%s/%lld", word, (long long)s->id);
    m.at = s->now;
    return outbox_put(s->db, &m);
}

static enum err put_outside(const struct sending *s, const struct contact *c, const struct preference *p)
{
    const struct notice *n = s->notice;
    int64_t from = quiet_end(s->now, p->quiet_from, p->quiet_to);
    bool is_mailed = p->mail && c->email && *c->email && (n->kind != NK_DIGEST || p->digest);
    const char *path = n->path        ? n->path
                       : n->matter_id ? arena_printf(s->arena, "/matters/%lld", (long long)n->matter_id)
                                      : "/notifications";
    char *payload = message_payload(s->arena, n->title, n->text, path);
    enum err e = OK;
    if (is_mailed)
        e = put(s, (struct message){CHANNEL_MAIL, .target = c->email, .payload = payload, .not_before = from},
                "mail");
    if (e == OK && p->webhook)
        e = put(s,
                (struct message){CHANNEL_WEBHOOK, .target = c->mobile ? c->mobile : "", .payload = payload,
                                 .not_before = from},
                "webhook");
    return e;
}

static enum err tell(struct sending *s)
{
    struct contact contact = {0};
    struct preference preference = {0};
    bool found;
    enum err e = contact_of(s->db, s->arena, s->person_id, &contact, &found);
    if (e != OK || !found)
        return e;
    e = notification_add(s->db, s->now, s->notice, s->person_id, &s->id);
    if (e != OK || !s->id)
        return e;
    e = preference_of(s->db, s->arena, s->person_id, &preference);
    if (e == OK)
        e = put(s,
                (struct message){CHANNEL_LIVE,
                                 .target = arena_printf(s->arena, "person/%lld", (long long)s->person_id),
                                 .payload = hint(s)},
                "live");
    return e == OK && !s->notice->is_inside ? put_outside(s, &contact, &preference) : e;
}

enum err notice_send(struct db *db, struct arena *a, int64_t now, const struct notice *n,
                     const struct list *people)
{
    struct notice clipped = *n;
    const int64_t *ids = people->items;
    enum err e = OK;
    clipped.title = clip(a, n->title, TITLE_CHARS);
    clipped.text = clip(a, n->text, TEXT_CHARS);
    for (size_t i = 0; e == OK && i < people->n; i++) {
        struct sending s = {db, a, now, &clipped, ids[i], 0};
        e = tell(&s);
    }
    return e;
}
