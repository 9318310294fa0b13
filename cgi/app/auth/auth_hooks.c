#include "app/auth/auth_priv.h"

#include <string.h>

/* What a checked token said, so that the next request with the same bytes needs neither MAC nor parser. */
#define SLOTS 64
#define SLOT_TEXT 1024 /* a longer token is checked each time */
#define NAME_BYTES (40 * 4 + 1)
#define UNIT_BYTES (80 * 4 + 1)
struct slot {
    char text[SLOT_TEXT];
    size_t len;
    int64_t issued_at, expires_at;
    int64_t epoch; /* the state was good at this epoch … */
    int32_t day;   /* … and on this day: terms begin and end by date */
    struct actor actor;
    char name[NAME_BYTES], post[NAME_BYTES], unit_name[UNIT_BYTES];
};

/* One thread's own: nothing of it is shared, so nothing of it is locked. */
struct memory {
    struct slot slots[SLOTS];
    int64_t epoch, epoch_read_us;
};
static _Thread_local struct memory memory;

static const struct token_keys *token_keys;

void auth_start(const struct config *c, const struct token_keys *keys)
{
    token_keys = keys;
    if (!auth_is_secure(c->public_url))
        log_event(LOG_WARN, "insecure-cookie",
                  "public_url is plain http: session cookies travel in the clear");
}

char *auth_access_token(struct req *req, int64_t epoch)
{
    return token_make(token_keys, &req->actor, epoch, req->now, req->arena);
}

static enum err refuse(struct req *req, const char *code, const char *detail)
{
    return req_fail(req, ERR_AUTH, code, "%s", detail);
}

static enum err ended(struct req *req)
{
    return refuse(req, "session-ended", "登录已失效，请重新登录。");
}

/* The last bytes of a token are those of its MAC: as good as random. */
static struct slot *slot_of(const char *text, size_t len)
{
    uint32_t h = 0;
    for (size_t i = len > 8 ? len - 8 : 0; i < len; i++)
        h = h * 31 + (unsigned char)text[i];
    return &memory.slots[h % SLOTS];
}

static bool is_live(const struct slot *s, int64_t now)
{
    int64_t leeway = TOKEN_LEEWAY_S * 1000LL;
    return now >= s->issued_at - leeway && now <= s->expires_at + leeway;
}

static const char *keep(char *to, size_t size, const char *from)
{
    size_t len = from ? strnlen(from, size - 1) : 0;
    memcpy(to, from ? from : "", len);
    to[len] = '\0';
    return to;
}

static void keep_actor(struct slot *s, const struct actor *who)
{
    s->actor = *who;
    s->actor.name = keep(s->name, sizeof(s->name), who->name);
    s->actor.post = keep(s->post, sizeof(s->post), who->post);
    s->actor.unit_name = keep(s->unit_name, sizeof(s->unit_name), who->unit_name);
}

/* A checked token's slot: the remembered one, or one filled anew. */
static enum err slot_for(struct req *req, const char *text, struct slot *spare, struct slot **out)
{
    size_t len = strlen(text);
    struct slot *s = len < SLOT_TEXT ? slot_of(text, len) : spare;
    *out = s;
    if (s->len == len && len > 0 && crypto_equal(s->text, text, len))
        return is_live(s, req->now) ? OK : ERR_AUTH;
    struct token t;
    enum err e = token_check(token_keys, text, len, req->now, req->arena, &t);
    if (e != OK)
        return e;
    s->len = len < SLOT_TEXT ? len : 0;
    memcpy(s->text, text, s->len);
    s->issued_at = t.issued_at;
    s->expires_at = t.expires_at;
    s->epoch = t.epoch;
    s->day = date_of(t.issued_at);
    keep_actor(s, &t.actor);
    return OK;
}

/* The revocation epoch, at most a second old (R5). */
static enum err epoch_now(struct req *req, int64_t *out)
{
    int64_t us = clock_mono_us();
    enum err e = OK;
    if (!memory.epoch_read_us || us - memory.epoch_read_us >= 1000000) {
        e = auth_epoch(req->db, req->arena, &memory.epoch);
        memory.epoch_read_us = e == OK ? us : 0;
    }
    *out = memory.epoch;
    return e;
}

static bool same_post(const struct actor *a, const struct actor *b)
{
    return a->person_id == b->person_id && a->membership_id == b->membership_id && a->role == b->role;
}

/* Something was revoked since this token was looked at: does its session still stand? */
static enum err look_again(struct req *req, struct slot *s, int64_t epoch)
{
    struct actor now_is;
    bool found;
    enum err e = auth_actor(req->db, req->arena, req->now, s->actor.session_id, &now_is, &found);
    if (e != OK)
        return e;
    if (!found || !same_post(&now_is, &s->actor)) {
        s->len = 0;
        return ended(req);
    }
    keep_actor(s, &now_is);
    s->epoch = epoch;
    s->day = date_of(req->now);
    return OK;
}

enum err auth_authenticate(struct req *req, const char *bearer)
{
    struct slot *s, *spare = NULL;
    int64_t epoch;
    if (strlen(bearer) >= SLOT_TEXT)
        spare = arena_alloc(req->arena, sizeof(*spare));
    if (slot_for(req, bearer, spare, &s) != OK)
        return refuse(req, "token-invalid", "登录凭证无效或已过期，请刷新后重试。");
    enum err e = epoch_now(req, &epoch);
    if (e != OK)
        return e;
    bool is_stale = s->epoch < epoch || s->day != date_of(req->now) || s->actor.must_change_password;
    if (is_stale) {
        e = look_again(req, s, epoch);
        if (e != OK)
            return e;
    }
    req->actor = s->actor;
    return OK;
}

enum err auth_recheck(struct req *req)
{
    struct actor now_is;
    bool found;
    enum err e = auth_actor(req->db, req->arena, req->now, req->actor.session_id, &now_is, &found);
    if (e != OK)
        return e;
    if (!found || !same_post(&now_is, &req->actor))
        return ended(req);
    req->actor = now_is; /* the unit may have come to another body within the second */
    return OK;
}
