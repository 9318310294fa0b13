#include "app/auth/auth.h"
#include "app/meeting/schedule/schedule_priv.h"

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }
static const struct field feed_fields[] = {
    COL(struct feed, active, F_BOOL, "有订阅地址"),
    COL(struct feed, made_at, F_INSTANT, "地址生成于", .nullable = true),
};
static const struct shape feed_row = SHAPE("FeedRow", struct feed, feed_fields);
static const struct db_query FEED = {
    .name = "feed",
    .sql = "SELECT TRUE AS active, f.made_at FROM feed f WHERE f.person_id = ?",
    .row = &feed_row,
};
static const struct db_query PUT_FEED = {
    .name = "feed_put",
    .sql = "INSERT INTO feed (person_id, hash, made_at) VALUES (?, ?, ?)"
           " ON DUPLICATE KEY UPDATE hash = VALUES(hash), made_at = VALUES(made_at)",
};
static const struct db_query REVOKE = {
    .name = "feed_revoke",
    .sql = "DELETE FROM feed WHERE person_id = ?",
};

enum err feed_of(struct req *req, struct feed *out)
{
    bool found;
    enum err e = db_find(req->db, req->arena, &FEED, out, &found, DB_ARGS(db_i64(req->actor.person_id)));
    if (e == OK && !found)
        *out = (struct feed){0};
    return e;
}

enum err feed_put(struct req *req, const uint8_t hash[32])
{
    return db_exec(req->db, &PUT_FEED, NULL,
                   DB_ARGS(db_i64(req->actor.person_id), db_bytes(hash, 32), db_instant(req->now)));
}

enum err feed_revoke(struct req *req, bool *was)
{
    struct db_done done = {0};
    enum err e = db_exec(req->db, &REVOKE, &done, DB_ARGS(db_i64(req->actor.person_id)));
    *was = done.rows > 0;
    return e;
}

/* ---- whom a secret stands for: all their posts of today, each with the sight that it gives */
struct post_row {
    struct actor actor;
    int role;
};
#define ACTOR(member) offsetof(struct post_row, actor.member)
static const struct field post_fields[] = {
    {.name = "person_id", .type = F_INT, .at = ACTOR(person_id), .label = "人员"},
    {.name = "membership_id", .type = F_INT, .at = ACTOR(membership_id), .label = "任职"},
    {.name = "unit_id", .type = F_INT, .at = ACTOR(unit_id), .label = "单位"},
    {.name = "body_id", .type = F_INT, .at = ACTOR(body_id), .label = "督办机构", .nullable = true},
    {.name = "role",
     .type = F_CHOICE,
     .at = offsetof(struct post_row, role),
     .label = "角色",
     .choices = &auth_roles},
    {.name = "name", .type = F_TEXT, .at = ACTOR(name), .label = "姓名"},
};
static const struct shape post_shape = SHAPE("FeedPost", struct post_row, post_fields);
static const struct db_query POSTS = {
    .name = "feed_posts",
    .sql = "SELECT p.id AS person_id, m.id AS membership_id, u.id AS unit_id, CASE WHEN m.role IN ('leader', "
           "'office')"
           " THEN COALESCE(own.id, u.body_id) ELSE COALESCE(u.body_id, own.id) END AS body_id, m.role, p.name"
           " FROM feed f JOIN person p ON p.id = f.person_id AND p.status = 'active' AND NOT p.must_change"
           " JOIN membership m ON m.person_id = p.id AND m.class = 'business' JOIN unit u ON u.id = m.unit_id"
           " LEFT JOIN body own ON own.unit_id = u.id WHERE f.hash = ? AND " IN_TERM("m") " ORDER BY m.id",
    .row = &post_shape,
};

enum err feed_posts(struct db *db, struct arena *a, int64_t now, const uint8_t hash[32], struct list *out)
{
    struct list rows = {0};
    struct db_arg today = db_date(date_of(now));
    enum err e = db_list(db, a, &POSTS, &rows, DB_ARGS(db_bytes(hash, 32), today, today));
    struct actor *posts = arena_alloc(a, (rows.n + 1) * sizeof *posts);
    for (size_t i = 0; e == OK && i < rows.n; i++) {
        const struct post_row *r = &((const struct post_row *)rows.items)[i];
        posts[i] = r->actor;
        posts[i].role = auth_role_bit(r->role);
        posts[i].scope = posts[i].role & ROLE_BODY ? 2 * posts[i].body_id : 2 * posts[i].unit_id + 1;
    }
    *out = (struct list){posts, rows.n};
    return e;
}

const struct db_query *const feed_queries[] = {&FEED, &PUT_FEED, &REVOKE, &POSTS};
