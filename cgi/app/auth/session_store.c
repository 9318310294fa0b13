#include "app/auth/auth_priv.h"

/* ---- one session: opened, refreshed, switched, ended */
const struct db_query SESSION_ADD = {"session_add",
                                     "INSERT INTO session (person_id, membership_id, family_hash, "
                                     "refresh_hash, rotated_at, created_at, expires_at,"
                                     " ip, agent) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                     NULL};
const struct db_query SIGNED_IN = {"person_signed_in", "UPDATE person SET last_login_at = ? WHERE id = ?",
                                   NULL};

enum err auth_session_add(struct req *req, int64_t person_id, int64_t membership_id,
                          struct auth_ticket *ticket)
{
    uint8_t family[32], secret[32];
    struct db_done done;
    crypto_random(ticket->family, sizeof(ticket->family));
    crypto_random(ticket->secret, sizeof(ticket->secret));
    crypto_sha256(ticket->family, sizeof(ticket->family), family);
    crypto_sha256(ticket->secret, sizeof(ticket->secret), secret);
    enum err e = db_exec(req->db, &SIGNED_IN, NULL, DB_ARGS(db_instant(req->now), db_i64(person_id)));
    if (e == OK)
        e = db_exec(req->db, &SESSION_ADD, &done,
                    DB_ARGS(db_i64(person_id), db_i64(membership_id), db_bytes(family, 32),
                            db_bytes(secret, 32), db_instant(req->now), db_instant(req->now),
                            db_instant(req->now + AUTH_LIFE_MS), db_text(req->ip),
                            db_text(auth_agent(req->arena, req->agent))));
    if (e == OK)
        ticket->session_id = done.id;
    return e;
}

static const struct field seen_fields[] = {
    {.name = "person_id", .type = F_INT, .at = offsetof(struct auth_seen, person_id), .label = "人员"},
    {.name = "membership_id",
     .type = F_INT,
     .at = offsetof(struct auth_seen, membership_id),
     .label = "任职"},
    {.name = "is_family", .type = F_BOOL, .at = offsetof(struct auth_seen, is_family), .label = "本族"},
    {.name = "is_current", .type = F_BOOL, .at = offsetof(struct auth_seen, is_current), .label = "当前"},
    {.name = "is_previous",
     .type = F_BOOL,
     .at = offsetof(struct auth_seen, is_previous),
     .label = "上一个",
     .nullable = true},
    {.name = "rotated_at",
     .type = F_INSTANT,
     .at = offsetof(struct auth_seen, rotated_at),
     .label = "刷新时间"},
    {.name = "expires_at", .type = F_INSTANT, .at = offsetof(struct auth_seen, expires_at), .label = "期限"},
    {.name = "revoked_at",
     .type = F_INSTANT,
     .at = offsetof(struct auth_seen, revoked_at),
     .label = "撤销时间",
     .nullable = true},
    {.name = "ip", .type = F_TEXT, .at = offsetof(struct auth_seen, ip), .label = "地址"},
    {.name = "agent", .type = F_TEXT, .at = offsetof(struct auth_seen, agent), .label = "浏览器"},
};
static const struct shape seen_shape = SHAPE("SeenSession", struct auth_seen, seen_fields);
const struct db_query SESSION_LOCK = {
    "session_lock",
    "SELECT s.person_id, s.membership_id, s.family_hash = ? AS is_family, s.refresh_hash = ? AS is_current,"
    " s.previous_hash = ? AS is_previous, s.rotated_at, s.expires_at, s.revoked_at, s.ip, s.agent"
    " FROM session s WHERE s.id = ? FOR UPDATE",
    &seen_shape};
const struct db_query SESSION_ROTATE = {
    "session_rotate",
    "UPDATE session SET previous_hash = refresh_hash, refresh_hash = ?, rotated_at = ?, ip = ?, agent = ?"
    " WHERE id = ?",
    NULL};

enum err auth_session_lock(struct db *db, struct arena *a, const struct auth_ticket *t, struct auth_seen *out,
                           bool *found)
{
    uint8_t family[32], secret[32];
    crypto_sha256(t->family, sizeof(t->family), family);
    crypto_sha256(t->secret, sizeof(t->secret), secret);
    return db_find(
        db, a, &SESSION_LOCK, out, found,
        DB_ARGS(db_bytes(family, 32), db_bytes(secret, 32), db_bytes(secret, 32), db_i64(t->session_id)));
}

enum err auth_session_rotate(struct req *req, struct auth_ticket *t)
{
    uint8_t secret[32];
    crypto_random(t->secret, sizeof(t->secret));
    crypto_sha256(t->secret, sizeof(t->secret), secret);
    return db_exec(req->db, &SESSION_ROTATE, NULL,
                   DB_ARGS(db_bytes(secret, 32), db_instant(req->now), db_text(req->ip),
                           db_text(auth_agent(req->arena, req->agent)), db_i64(t->session_id)));
}

const struct db_query SESSION_END = {"session_end",
                                     "UPDATE session SET revoked_at = ?, revoked_why = ? WHERE id = ? AND "
                                     "person_id = ? AND revoked_at IS NULL",
                                     NULL};
const struct db_query SESSION_SWITCH = {
    "session_switch",
    "UPDATE session s JOIN membership m ON m.id = ? AND m.person_id = s.person_id AND " IN_TERM(
        "m") " SET s.membership_id = m.id WHERE s.id = ? AND s.revoked_at IS NULL",
    NULL};

enum err auth_session_end(struct db *db, int64_t now, int64_t person_id, int64_t id, const char *why)
{
    struct db_done done;
    enum err e = db_exec(db, &SESSION_END, &done,
                         DB_ARGS(db_instant(now), db_text(why), db_i64(id), db_i64(person_id)));
    if (e != OK)
        return e;
    return done.rows ? auth_bump(db) : ERR_NOT_FOUND;
}

enum err auth_session_switch(struct db *db, int32_t today, const struct actor *who, int64_t membership_id)
{
    struct db_done done;
    enum err e = db_exec(
        db, &SESSION_SWITCH, &done,
        DB_ARGS(db_i64(membership_id), db_date(today), db_date(today), db_i64(who->session_id)));
    if (e != OK)
        return e;
    return done.rows ? auth_bump(db) : ERR_NOT_FOUND;
}

/* ---- the list that its owner sees */
static const struct field session_fields[] = {
    {.name = "id", .type = F_INT, .at = offsetof(struct auth_session_row, id), .label = "会话"},
    {.name = "created_at",
     .type = F_INSTANT,
     .at = offsetof(struct auth_session_row, created_at),
     .label = "登录时间"},
    {.name = "last_used_at",
     .type = F_INSTANT,
     .at = offsetof(struct auth_session_row, last_used_at),
     .label = "最近使用"},
    {.name = "ip", .type = F_TEXT, .at = offsetof(struct auth_session_row, ip), .label = "地址"},
    {.name = "agent", .type = F_TEXT, .at = offsetof(struct auth_session_row, agent), .label = "浏览器"},
    {.name = "current",
     .type = F_BOOL,
     .at = offsetof(struct auth_session_row, current),
     .label = "本次登录"},
};
const struct shape auth_session_shape = SHAPE("Session", struct auth_session_row, session_fields);
const struct db_query SESSIONS = {
    "sessions",
    "SELECT s.id, s.created_at, s.rotated_at AS last_used_at, s.ip, s.agent, s.id = ? AS current FROM "
    "session s"
    " WHERE s.person_id = ? AND s.revoked_at IS NULL AND s.expires_at > ? AND s.rotated_at > ?"
    " AND (? IS NULL OR s.id < ?) ORDER BY s.id DESC LIMIT ?",
    &auth_session_shape};

enum err auth_session_page(struct req *req, struct res *res, int64_t before)
{
    return res_page(res, &SESSIONS,
                    DB_ARGS(db_i64(req->actor.session_id), db_i64(req->actor.person_id), db_instant(req->now),
                            db_instant(req->now - AUTH_IDLE_MS), db_id(before), db_id(before),
                            db_i64(req->limit + 1)));
}

/* ---- whom a cookie shows */
struct holder {
    int64_t person_id;
};
static const struct field holder_fields[] = {
    {.name = "person_id", .type = F_INT, .at = offsetof(struct holder, person_id), .label = "人员"},
};
static const struct shape holder_shape = SHAPE("SessionHolder", struct holder, holder_fields);
const struct db_query SESSION_HOLDER = {
    "session_holder",
    "SELECT s.person_id FROM session s JOIN person p ON p.id = s.person_id AND p.status = 'active'"
    " WHERE s.id = ? AND s.family_hash = ? AND (s.refresh_hash = ? OR s.previous_hash = ?)"
    " AND s.revoked_at IS NULL AND s.expires_at > ? AND s.rotated_at > ?",
    &holder_shape};

enum err auth_session_holder(struct req *req, const struct auth_ticket *t, int64_t *person_id, bool *found)
{
    uint8_t family[32], secret[32];
    struct holder row = {0};
    crypto_sha256(t->family, sizeof(t->family), family);
    crypto_sha256(t->secret, sizeof(t->secret), secret);
    enum err e = db_find(req->db, req->arena, &SESSION_HOLDER, &row, found,
                         DB_ARGS(db_i64(t->session_id), db_bytes(family, 32), db_bytes(secret, 32),
                                 db_bytes(secret, 32), db_instant(req->now),
                                 db_instant(req->now - AUTH_IDLE_MS)));
    *person_id = row.person_id;
    return e;
}

/* ---- password */
const struct db_query PASSWORD_STORE = {
    "password_store", "UPDATE person SET password_hash = ?, password_at = ?, must_change = ? WHERE id = ?",
    NULL};

enum err auth_password_store(struct db *db, int64_t now, int64_t person_id, const char *hash,
                             bool must_change)
{
    return db_exec(db, &PASSWORD_STORE, NULL,
                   DB_ARGS(db_text(hash), db_instant(now), db_bool(must_change), db_i64(person_id)));
}
