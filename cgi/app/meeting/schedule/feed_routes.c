#include "app/audit/audit.h"
#include "app/meeting/schedule/schedule_priv.h"

#include <string.h>

#define BACK_DAYS 90
#define AHEAD_DAYS 366

/* ---- one's own address */
struct feed_made {
    const char *path;
    int64_t made_at;
};
static const struct field made_fields[] = {
    {.name = "path",
     .type = F_TEXT,
     .at = offsetof(struct feed_made, path),
     .label = "订阅地址，只显示这一次"},
    {.name = "made_at", .type = F_INSTANT, .at = offsetof(struct feed_made, made_at), .label = "生成时间"},
};
static const struct shape made_shape = SHAPE("FeedMade", struct feed_made, made_fields);
static const struct field feed_fields[] = {
    {.name = "active", .type = F_BOOL, .at = offsetof(struct feed, active), .label = "有订阅地址"},
    {.name = "made_at",
     .type = F_INSTANT,
     .at = offsetof(struct feed, made_at),
     .label = "生成时间",
     .nullable = true},
};
static const struct shape feed_shape = SHAPE("Feed", struct feed, feed_fields);

static enum err show(struct req *req, struct res *res)
{
    struct feed f = {0};
    enum err e = feed_of(req, &f);
    if (e == OK)
        res_struct(res, &feed_shape, &f);
    return e;
}

static enum err renew_tx(struct req *req, struct res *res, void *ctx)
{
    uint8_t random[FEED_SECRET_BYTES], hash[32];
    char secret[2 * sizeof random + 1];
    (void)ctx;
    crypto_random(random, sizeof random);
    text_hex(random, sizeof random, secret);
    crypto_sha256(secret, strlen(secret), hash);
    enum err e = feed_put(req, hash);
    if (e != OK)
        return e;
    audit_note(req, "feed.renew", "person", req->actor.person_id, NULL);
    res_struct(res, &made_shape,
               &(struct feed_made){arena_printf(req->arena, "/api/feeds/%s.ics", secret), req->now});
    return OK;
}

static enum err renew(struct req *req, struct res *res)
{
    return req_tx(req, res, renew_tx, NULL);
}

static enum err revoke_tx(struct req *req, struct res *res, void *ctx)
{
    bool was = false;
    (void)res;
    (void)ctx;
    enum err e = feed_revoke(req, &was);
    if (e == OK && was)
        audit_note(req, "feed.revoke", "person", req->actor.person_id, NULL);
    return e;
}

static enum err revoke(struct req *req, struct res *res)
{
    return req_tx(req, res, revoke_tx, NULL);
}

/* ---- the calendar: whoever has the address reads what the person's posts see */
static bool is_there(const struct list *entries, const struct entry *e)
{
    const struct entry *x = entries->items;
    for (size_t i = 0; i < entries->n; i++)
        if (x[i].kind == e->kind && x[i].id == e->id)
            return true;
    return false;
}

static void merge(struct arena *a, struct list *all, const struct list *more)
{
    const struct entry *e = more->items;
    struct entry *items = arena_alloc(a, (all->n + more->n + 1) * sizeof *items);
    if (all->n > 0)
        memcpy(items, all->items, all->n * sizeof *items);
    all->items = items;
    for (size_t i = 0; i < more->n; i++)
        if (!is_there(all, &e[i]))
            items[all->n++] = e[i];
}

static enum err read_feed(struct req *req, struct res *res)
{
    uint8_t hash[32];
    int32_t today = date_of(req->now);
    struct span s = {today - BACK_DAYS, today + AHEAD_DAYS, today, true};
    struct list posts = {0}, all = {0};
    crypto_sha256(req->word, strlen(req->word), hash);
    enum err e = feed_posts(req->db, req->arena, req->now, hash, &posts);
    if (e == OK && posts.n == 0)
        return ERR_NOT_FOUND;
    const struct actor *who = posts.items;
    for (size_t i = 0; e == OK && i < posts.n; i++) {
        struct list more = {0};
        e = schedule_list(req->db, req->arena, &who[i], &s, &more);
        if (e == OK)
            merge(req->arena, &all, &more);
    }
    if (e != OK)
        return e;
    const char *url = req->config->public_url;
    struct ics x = {ics_host(req->arena, url), url == NULL ? "" : url,
                    arena_printf(req->arena, "督办日程（%s）", who->name), req->now};
    schedule_sort(&all);
    ics_write(&res->json.out, &x, &all);
    res->type = "text/calendar; charset=utf-8";
    return OK;
}

static const struct route routes[] = {
    {GET, "/api/me/feed", ROLE_BUSINESS, show, "我的日历订阅", .reply = &feed_shape},
    {POST, "/api/me/feed", ROLE_BUSINESS, renew, "生成或者更换日历订阅的地址", .reply = &made_shape,
     .flags = R_CREATED | R_SECRET},
    {DELETE, "/api/me/feed", ROLE_BUSINESS, revoke, "停用日历订阅", .flags = R_NO_CONTENT},
    {GET, "/api/feeds/{secret}.ics", PERM_PUBLIC, read_feed, "日历（iCalendar），凭地址中的密钥读取",
     .flags = R_FILE},
};
const struct module feed_module = {
    .name = "feed",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = feed_queries,
    .nqueries = ARRAY_LEN(feed_queries),
};
