#ifndef AUTH_PRIV_H
#define AUTH_PRIV_H

#include "app/auth/auth.h"

#define AUTH_IDLE_MS (30 * 60 * 1000LL)      /* no refresh for so long ends the session */
#define AUTH_LIFE_MS (12 * 60 * 60 * 1000LL) /* and so does this, whatever happens */
#define AUTH_RACE_MS 2000                    /* two tabs may refresh with the same token within this */
#define AUTH_FORGIVE_MS (24 * 60 * 60 * 1000LL)

/* ---- rules (pure) */
/* Seconds to wait after so many failures in a row. */
int auth_delay_s(int64_t failures);
/* True when every piece of it is what everyone tries: names, years, runs, keyboard walks. */
bool auth_password_is_common(const char *password);

/* What the cookie holds: `id.family.secret`, the latter two 32 random bytes in hex. */
struct auth_ticket {
    int64_t session_id;
    uint8_t family[32], secret[32];
};
bool auth_ticket_parse(const char *text, size_t len, struct auth_ticket *out) MUST_USE;
/* Finds it in a Cookie header. */
bool auth_ticket_find(const char *cookies, const char *name, struct auth_ticket *out) MUST_USE;
bool auth_is_secure(const char *public_url);
const char *auth_cookie_name(const char *public_url);
char *auth_cookie_set(struct arena *a, const char *public_url, const struct auth_ticket *t) MUST_USE;
char *auth_cookie_clear(struct arena *a, const char *public_url) MUST_USE;
/* A browser says where the request was made: only our own pages may sign in. NULL origin: no browser. */
bool auth_same_origin(const char *origin, const char *public_url, const char *host);

/* The User-Agent as it is kept: printable ASCII, at most 200. */
char *auth_agent(struct arena *a, const char *agent) MUST_USE;

/* A session's row as a refresh finds it, compared with the ticket shown. */
struct auth_seen {
    int64_t person_id, membership_id;
    bool is_family, is_current, is_previous;
    int64_t rotated_at, expires_at, revoked_at;
    const char *ip, *agent;
};
enum auth_verdict { AV_ENDED, AV_ROTATE, AV_RACED, AV_REUSED, AV_IDLE };
enum auth_verdict auth_judge(const struct auth_seen *s, int64_t now, const char *ip, const char *agent);

/* ---- store */
struct auth_account {
    int64_t id;
    const char *login, *name, *password_hash;
    bool is_active;
    int64_t membership_id; /* where to begin: the post last acted in, else the first one; 0: none */
};
enum err auth_account_by_login(struct db *db, struct arena *a, int32_t today, const char *login,
                               struct auth_account *out, bool *found) MUST_USE;
enum err auth_account_by_id(struct db *db, struct arena *a, int32_t today, int64_t id,
                            struct auth_account *out) MUST_USE;

struct auth_failures {
    int64_t n, last_at;
};
enum err auth_failures_lock(struct db *db, struct arena *a, const uint8_t login[32], const char *ip,
                            struct auth_failures *out) MUST_USE;
enum err auth_failures_add(struct db *db, const uint8_t login[32], const char *ip, int64_t now) MUST_USE;
enum err auth_failures_clear(struct db *db, const uint8_t login[32], const char *ip) MUST_USE;

enum err auth_epoch(struct db *db, struct arena *a, int64_t *out) MUST_USE;
/* The actor that a session stands for at this moment; not found when it no longer stands. */
enum err auth_actor(struct db *db, struct arena *a, int64_t now, int64_t session_id, struct actor *out,
                    bool *found) MUST_USE;
enum err auth_session_add(struct req *req, int64_t person_id, int64_t membership_id,
                          struct auth_ticket *ticket) MUST_USE;
enum err auth_session_lock(struct db *db, struct arena *a, const struct auth_ticket *t, struct auth_seen *out,
                           bool *found) MUST_USE;
enum err auth_session_holder(struct req *req, const struct auth_ticket *t, int64_t *person_id,
                             bool *found) MUST_USE;
/* Gives the ticket a new secret; the old one becomes the previous. */
enum err auth_session_rotate(struct req *req, struct auth_ticket *t) MUST_USE;
/* ERR_NOT_FOUND when it is not a live session of that person. */
enum err auth_session_end(struct db *db, int64_t now, int64_t person_id, int64_t id,
                          const char *why) MUST_USE;
enum err auth_session_switch(struct db *db, int32_t today, const struct actor *who,
                             int64_t membership_id) MUST_USE;

struct me {
    struct me_person {
        int64_t id;
        const char *login, *name, *mobile, *email;
    } person;
    struct me_post {
        int64_t id;
        int role, rank;
        const char *post;
        int64_t unit_id;
        const char *unit_name;
        int64_t body_id;
        const char *body_name;
        int32_t from_on;
    } membership;
    struct list memberships; /* struct me_post */
    bool must_change_password;
    struct list charges; /* struct me_charge */
};
struct me_charge {
    int64_t unit_id;
    const char *unit_name;
};
extern const struct shape me_shape;
enum err auth_me(struct req *req, struct me *out) MUST_USE;
struct auth_session_row {
    int64_t id, created_at, last_used_at;
    const char *ip, *agent;
    bool current;
};
extern const struct shape auth_session_shape;
enum err auth_session_page(struct req *req, struct res *res, int64_t before) MUST_USE;

extern const struct db_query SESSION_ADD, SIGNED_IN, SESSION_LOCK, SESSION_HOLDER, SESSION_ROTATE,
    SESSION_END, SESSION_SWITCH, SESSIONS, PASSWORD_STORE;
#define AUTH_QUERIES 25
extern const struct db_query *const auth_queries[AUTH_QUERIES];

/* ---- tokens (auth_hooks.c) */
/* An access token for req->actor. */
char *auth_access_token(struct req *req, int64_t epoch) MUST_USE;

/* ---- sign-in (auth_session.c) */
enum err auth_sign_in(struct req *req, struct res *res);
enum err auth_refresh(struct req *req, struct res *res);
enum err auth_switch(struct req *req, struct res *res);
enum err auth_change_password(struct req *req, struct res *res);

struct sign_in {
    const char *login, *password;
};
struct switching {
    int64_t membership_id;
};
struct password_change {
    const char *current, *next;
};
struct signed_in {
    const char *access_token;
    int64_t expires_in;
    struct me me;
};
extern const struct shape auth_signed_in_shape;

#endif
