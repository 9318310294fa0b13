#include "app/auth/auth_priv.h"

#include <string.h>

/* ---- accounts and failed sign-ins */
static const struct field account_fields[] = {
    {.name = "id", .type = F_INT, .at = offsetof(struct auth_account, id), .label = "人员"},
    {.name = "login", .type = F_TEXT, .at = offsetof(struct auth_account, login), .label = "登录名"},
    {.name = "name", .type = F_TEXT, .at = offsetof(struct auth_account, name), .label = "姓名"},
    {.name = "password_hash",
     .type = F_TEXT,
     .at = offsetof(struct auth_account, password_hash),
     .label = "密码散列"},
    {.name = "is_active", .type = F_BOOL, .at = offsetof(struct auth_account, is_active), .label = "启用"},
    {.name = "membership_id",
     .type = F_INT,
     .at = offsetof(struct auth_account, membership_id),
     .label = "任职",
     .nullable = true},
};
static const struct shape account_shape = SHAPE("Account", struct auth_account, account_fields);

#define LAST_ACTED                                                                                           \
    "(SELECT s.membership_id FROM session s WHERE s.person_id = p.id ORDER BY s.id DESC LIMIT 1)"
#define FIRST_POST                                                                                           \
    "(SELECT m.id FROM membership m WHERE m.person_id = p.id AND " IN_TERM(                                  \
        "m") " ORDER BY m.id = " LAST_ACTED " DESC, m.id LIMIT 1)"
#define ACCOUNT_SELECT                                                                                       \
    "SELECT p.id, p.login, p.name, p.password_hash, p.status = 'active' AS is_active, " FIRST_POST           \
    " AS membership_id FROM person p WHERE "
static const struct db_query ACCOUNT_BY_LOGIN = {"account_by_login", ACCOUNT_SELECT "p.login = ?",
                                                 &account_shape};
static const struct db_query ACCOUNT_BY_ID = {"account_by_id", ACCOUNT_SELECT "p.id = ?", &account_shape};

enum err auth_account_by_login(struct db *db, struct arena *a, int32_t today, const char *login,
                               struct auth_account *out, bool *found)
{
    return db_find(db, a, &ACCOUNT_BY_LOGIN, out, found,
                   DB_ARGS(db_date(today), db_date(today), db_text(login)));
}

enum err auth_account_by_id(struct db *db, struct arena *a, int32_t today, int64_t id,
                            struct auth_account *out)
{
    return db_one(db, a, &ACCOUNT_BY_ID, out, DB_ARGS(db_date(today), db_date(today), db_i64(id)));
}

static const struct field failure_fields[] = {
    {.name = "n", .type = F_INT, .at = offsetof(struct auth_failures, n), .label = "次数"},
    {.name = "last_at", .type = F_INSTANT, .at = offsetof(struct auth_failures, last_at), .label = "最近"},
};
static const struct shape failure_shape = SHAPE("Failures", struct auth_failures, failure_fields);

static const struct db_query FAILURES_LOCK = {
    "login_failure_lock", "SELECT n, last_at FROM login_failure WHERE login_hash = ? AND ip = ? FOR UPDATE",
    &failure_shape};
static const struct db_query FAILURES_ADD = {
    "login_failure_add",
    "INSERT INTO login_failure (login_hash, ip, n, last_at) VALUES (?, ?, 1, ?)"
    " ON DUPLICATE KEY UPDATE n = IF(last_at < ?, 1, n + 1), last_at = VALUES(last_at)",
    NULL};
static const struct db_query FAILURES_CLEAR = {
    "login_failure_clear", "DELETE FROM login_failure WHERE login_hash = ? AND ip = ?", NULL};
static const struct db_query FAILURES_CLEAR_ALL = {"login_failure_clear_all",
                                                   "DELETE FROM login_failure WHERE login_hash = ?", NULL};

enum err auth_failures_lock(struct db *db, struct arena *a, const uint8_t login[32], const char *ip,
                            struct auth_failures *out)
{
    bool found;
    enum err e = db_find(db, a, &FAILURES_LOCK, out, &found, DB_ARGS(db_bytes(login, 32), db_text(ip)));
    if (e == OK && !found)
        *out = (struct auth_failures){0};
    return e;
}

enum err auth_failures_add(struct db *db, const uint8_t login[32], const char *ip, int64_t now)
{
    return db_exec(
        db, &FAILURES_ADD, NULL,
        DB_ARGS(db_bytes(login, 32), db_text(ip), db_instant(now), db_instant(now - AUTH_FORGIVE_MS)));
}

enum err auth_failures_clear(struct db *db, const uint8_t login[32], const char *ip)
{
    return db_exec(db, &FAILURES_CLEAR, NULL, DB_ARGS(db_bytes(login, 32), db_text(ip)));
}

enum err auth_unlock(struct db *db, const char *login)
{
    uint8_t hash[32];
    crypto_sha256(login, strlen(login), hash);
    return db_exec(db, &FAILURES_CLEAR_ALL, NULL, DB_ARGS(db_bytes(hash, 32)));
}

/* ---- revocation */
struct epoch {
    int64_t epoch;
};
static const struct field epoch_fields[] = {
    {.name = "epoch", .type = F_INT, .at = offsetof(struct epoch, epoch), .label = "撤销纪元"},
};
static const struct shape epoch_shape = SHAPE("Epoch", struct epoch, epoch_fields);
static const struct db_query EPOCH = {"epoch", "SELECT epoch FROM revocation WHERE id = 1", &epoch_shape};
static const struct db_query BUMP = {"epoch_bump", "UPDATE revocation SET epoch = epoch + 1 WHERE id = 1",
                                     NULL};
static const struct db_query END_OF_PERSON = {"session_end_of_person",
                                              "UPDATE session SET revoked_at = ?, revoked_why = ? WHERE "
                                              "person_id = ? AND id <> ? AND revoked_at IS NULL",
                                              NULL};
static const struct db_query END_OF_POST = {"session_end_of_post",
                                            "UPDATE session SET revoked_at = ?, revoked_why = 'revoked' "
                                            "WHERE membership_id = ? AND revoked_at IS NULL",
                                            NULL};

enum err auth_epoch(struct db *db, struct arena *a, int64_t *out)
{
    struct epoch row;
    enum err e = db_one(db, a, &EPOCH, &row, DB_NONE);
    if (e == OK)
        *out = row.epoch;
    return e;
}

enum err auth_bump(struct db *db)
{
    return db_exec(db, &BUMP, NULL, DB_NONE);
}

enum err auth_end_sessions(struct db *db, int64_t now, int64_t person_id, int64_t keep, const char *why)
{
    enum err e = db_exec(db, &END_OF_PERSON, NULL,
                         DB_ARGS(db_instant(now), db_text(why), db_i64(person_id), db_i64(keep)));
    return e == OK ? auth_bump(db) : e;
}

enum err auth_end_post(struct db *db, int64_t now, int64_t membership_id)
{
    enum err e = db_exec(db, &END_OF_POST, NULL, DB_ARGS(db_instant(now), db_i64(membership_id)));
    return e == OK ? auth_bump(db) : e;
}

static const struct db_query SWEEP_SESSIONS = {"session_sweep",
                                               "DELETE FROM session WHERE expires_at < ? LIMIT 10000", NULL};
static const struct db_query SWEEP_FAILURES = {
    "login_failure_sweep", "DELETE FROM login_failure WHERE last_at < ? LIMIT 10000", NULL};

enum err auth_sweep(struct db *db, int64_t now)
{
    enum err e = db_exec(db, &SWEEP_SESSIONS, NULL, DB_ARGS(db_instant(now - 30 * AUTH_FORGIVE_MS)));
    return e == OK ? db_exec(db, &SWEEP_FAILURES, NULL, DB_ARGS(db_instant(now - AUTH_FORGIVE_MS))) : e;
}

/* ---- the actor that a session stands for */
/* Leaders and the office act for the body seated at their unit, a section for the one that it answers to. */
#define BODY_OF_POST                                                                                         \
    "CASE WHEN m.role IN ('leader', 'office') THEN COALESCE(own.id, u.body_id)"                              \
    " WHEN m.role IN ('department', 'liaison') THEN COALESCE(u.body_id, own.id) END"

struct actor_row {
    struct actor actor;
    int role;
};
#define ACTOR(member) offsetof(struct actor_row, actor.member)
static const struct field actor_fields[] = {
    {.name = "person_id", .type = F_INT, .at = ACTOR(person_id), .label = "人员"},
    {.name = "membership_id", .type = F_INT, .at = ACTOR(membership_id), .label = "任职"},
    {.name = "session_id", .type = F_INT, .at = ACTOR(session_id), .label = "会话"},
    {.name = "unit_id", .type = F_INT, .at = ACTOR(unit_id), .label = "单位"},
    {.name = "body_id", .type = F_INT, .at = ACTOR(body_id), .label = "督办机构", .nullable = true},
    {.name = "role",
     .type = F_CHOICE,
     .at = offsetof(struct actor_row, role),
     .label = "角色",
     .choices = &auth_roles},
    {.name = "rank",
     .type = F_CHOICE,
     .at = ACTOR(rank),
     .label = "组内职务",
     .nullable = true,
     .choices = &auth_ranks},
    {.name = "must_change_password", .type = F_BOOL, .at = ACTOR(must_change_password), .label = "须改密码"},
    {.name = "is_acting", .type = F_BOOL, .at = ACTOR(is_acting), .label = "代理"},
    {.name = "name", .type = F_TEXT, .at = ACTOR(name), .label = "姓名"},
    {.name = "post", .type = F_TEXT, .at = ACTOR(post), .label = "职务"},
    {.name = "unit_name", .type = F_TEXT, .at = ACTOR(unit_name), .label = "单位"},
};
static const struct shape actor_shape = SHAPE("Actor", struct actor_row, actor_fields);
static const struct db_query ACTOR_OF_SESSION = {
    "actor_of_session",
    "SELECT p.id AS person_id, m.id AS membership_id, s.id AS session_id, u.id AS unit_id, " BODY_OF_POST
    " AS body_id, m.role, m.`rank`, p.must_change AS must_change_password, m.acting_for IS NOT NULL AS "
    "is_acting,"
    " p.name, m.post, u.name AS "
    "unit_name"
    " FROM session s JOIN person p ON p.id = s.person_id JOIN membership m ON m.id = s.membership_id"
    " JOIN unit u ON u.id = m.unit_id LEFT JOIN body own ON own.unit_id = u.id"
    " WHERE s.id = ? AND s.revoked_at IS NULL AND s.expires_at > ? AND p.status = 'active' AND " IN_TERM("m"),
    &actor_shape};

static int64_t scope_of(const struct actor *a)
{
    if (a->role & ROLE_BODY)
        return 2 * a->body_id;
    return a->role & ROLE_UNIT ? 2 * a->unit_id + 1 : 0;
}

enum err auth_actor(struct db *db, struct arena *a, int64_t now, int64_t session_id, struct actor *out,
                    bool *found)
{
    struct actor_row row;
    int32_t today = date_of(now);
    enum err e = db_find(db, a, &ACTOR_OF_SESSION, &row, found,
                         DB_ARGS(db_i64(session_id), db_instant(now), db_date(today), db_date(today)));
    if (e != OK || !*found)
        return e;
    *out = row.actor;
    out->role = auth_role_bit(row.role);
    out->scope = scope_of(out);
    return OK;
}

/* ---- me */
static const struct field me_person_fields[] = {
    {.name = "id", .type = F_INT, .at = offsetof(struct me_person, id), .label = "人员"},
    {.name = "login", .type = F_TEXT, .at = offsetof(struct me_person, login), .label = "登录名"},
    {.name = "name", .type = F_TEXT, .at = offsetof(struct me_person, name), .label = "姓名"},
    {.name = "mobile",
     .type = F_TEXT,
     .at = offsetof(struct me_person, mobile),
     .label = "手机",
     .nullable = true},
    {.name = "email",
     .type = F_TEXT,
     .at = offsetof(struct me_person, email),
     .label = "邮箱",
     .nullable = true},
};
static const struct shape me_person_shape = SHAPE("MePerson", struct me_person, me_person_fields);
#define POST_AT(member) offsetof(struct me_post, member)
static const struct field me_post_fields[] = {
    {.name = "id", .type = F_INT, .at = POST_AT(id), .label = "任职"},
    {.name = "role", .type = F_CHOICE, .at = POST_AT(role), .label = "角色", .choices = &auth_roles},
    {.name = "rank",
     .type = F_CHOICE,
     .at = POST_AT(rank),
     .label = "组内职务",
     .nullable = true,
     .choices = &auth_ranks},
    {.name = "post", .type = F_TEXT, .at = POST_AT(post), .label = "职务"},
    {.name = "unit_id", .type = F_INT, .at = POST_AT(unit_id), .label = "单位"},
    {.name = "unit_name", .type = F_TEXT, .at = POST_AT(unit_name), .label = "单位名称"},
    {.name = "body_id", .type = F_INT, .at = POST_AT(body_id), .label = "督办机构", .nullable = true},
    {.name = "body_name",
     .type = F_TEXT,
     .at = POST_AT(body_name),
     .label = "督办机构名称",
     .nullable = true},
    {.name = "from_on", .type = F_DATE, .at = POST_AT(from_on), .label = "任职日期"},
};
static const struct shape me_post_shape = SHAPE("MePost", struct me_post, me_post_fields);
static const struct field me_charge_fields[] = {
    {.name = "unit_id", .type = F_INT, .at = offsetof(struct me_charge, unit_id), .label = "单位"},
    {.name = "unit_name", .type = F_TEXT, .at = offsetof(struct me_charge, unit_name), .label = "单位名称"},
};
static const struct shape me_charge_shape = SHAPE("MeCharge", struct me_charge, me_charge_fields);
static const struct field me_fields[] = {
    {.name = "person",
     .type = F_OBJECT,
     .at = offsetof(struct me, person),
     .label = "人员",
     .of = &me_person_shape},
    {.name = "membership",
     .type = F_OBJECT,
     .at = offsetof(struct me, membership),
     .label = "当前任职",
     .of = &me_post_shape},
    {.name = "memberships",
     .type = F_LIST,
     .at = offsetof(struct me, memberships),
     .label = "全部任职",
     .of = &me_post_shape},
    {.name = "must_change_password",
     .type = F_BOOL,
     .at = offsetof(struct me, must_change_password),
     .label = "须先修改密码"},
    {.name = "charges",
     .type = F_LIST,
     .at = offsetof(struct me, charges),
     .label = "分管单位",
     .of = &me_charge_shape},
};
const struct shape me_shape = SHAPE("Me", struct me, me_fields);

static const struct db_query ME_PERSON = {
    "me_person", "SELECT p.id, p.login, p.name, p.mobile, p.email FROM person p WHERE p.id = ?",
    &me_person_shape};
static const struct db_query ME_POSTS = {
    "me_posts",
    "SELECT m.id, m.role, m.`rank`, m.post, m.unit_id, u.name AS unit_name, b.id AS body_id, b.name AS "
    "body_name,"
    " m.from_on FROM membership m JOIN unit u ON u.id = m.unit_id LEFT JOIN body own ON own.unit_id = u.id"
    " LEFT JOIN body b ON b.id = " BODY_OF_POST " WHERE m.person_id = ? AND " IN_TERM("m") " ORDER BY m.id",
    &me_post_shape};
static const struct db_query ME_CHARGES = {
    "me_charges",
    "SELECT c.unit_id, u.name AS unit_name FROM charge c JOIN unit u ON u.id = c.unit_id"
    " WHERE c.membership_id = ? AND " IN_TERM("c") " ORDER BY u.sort, u.id",
    &me_charge_shape};

enum err auth_me(struct req *req, struct me *out)
{
    const struct actor *who = &req->actor;
    int32_t today = date_of(req->now);
    struct list posts;
    memset(out, 0, sizeof(*out));
    enum err e = db_one(req->db, req->arena, &ME_PERSON, &out->person, DB_ARGS(db_i64(who->person_id)));
    if (e == OK)
        e = db_list(req->db, req->arena, &ME_POSTS, &posts,
                    DB_ARGS(db_i64(who->person_id), db_date(today), db_date(today)));
    if (e == OK)
        e = db_list(req->db, req->arena, &ME_CHARGES, &out->charges,
                    DB_ARGS(db_i64(who->membership_id), db_date(today), db_date(today)));
    if (e != OK)
        return e;
    const struct me_post *items = posts.items;
    for (size_t i = 0; i < posts.n; i++)
        if (items[i].id == who->membership_id)
            out->membership = items[i];
    out->memberships = posts;
    out->must_change_password = who->must_change_password;
    return OK;
}

const struct db_query *const auth_queries[] = {
    &ACCOUNT_BY_LOGIN, &ACCOUNT_BY_ID,      &FAILURES_LOCK,  &FAILURES_ADD,
    &FAILURES_CLEAR,   &FAILURES_CLEAR_ALL, &EPOCH,          &BUMP,
    &END_OF_PERSON,    &END_OF_POST,        &SWEEP_SESSIONS, &SWEEP_FAILURES,
    &ACTOR_OF_SESSION, &ME_PERSON,          &ME_POSTS,       &ME_CHARGES,
    &SESSION_ADD,      &SIGNED_IN,          &SESSION_LOCK,   &SESSION_HOLDER,
    &SESSION_ROTATE,   &SESSION_END,        &SESSION_SWITCH, &SESSIONS,
    &PASSWORD_STORE,
};
