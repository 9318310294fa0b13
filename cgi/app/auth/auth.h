#ifndef AUTH_H
#define AUTH_H

/* Who is asking: sign-in, sessions, what a token still stands for, passwords. */

#include "http/http.h"
#include "http/token.h"

extern const struct module auth_module;
/* Called once a process before its threads: the keys that sign and check access tokens. Warns when the
 * address makes browsers send the session's cookie in the clear. */
void auth_start(const struct config *c, const struct token_keys *keys);
/* "Role" and "Rank": index i of a role is bit 1 << (i - 1) of enum role; a rank's index is enum rank. */
extern const struct choices auth_roles, auth_ranks;
int auth_role_bit(int index); /* 0 for 0 */
int auth_role_index(int bit);

/* A membership m counts on a day: from_on ≤ day < until_on. Binds the day twice. */
#define IN_TERM(m) "(" m ".from_on <= ? AND (" m ".until_on IS NULL OR " m ".until_on > ?))"

/* For struct http_hooks. Reads see a revocation within a second, writes at once (R5). */
enum err auth_authenticate(struct req *req, const char *bearer) MUST_USE;
enum err auth_recheck(struct req *req) MUST_USE;

/* Whose live session the cookie shows, for what a browser opens without a token; ERR_AUTH with a problem. */
enum err auth_of_cookie(struct req *req, int64_t *person_id) MUST_USE;

/* ---- passwords */
/* NULL when it may be used; else a Chinese sentence that says what to do. */
const char *auth_password_fault(const char *password, const char *login, const char *name);
/* Random, easy to read aloud and to type, to be changed at first sign-in. */
char *auth_initial_password(struct arena *a) MUST_USE;
/* argon2id; ERR_TOO_MANY with a problem when too many hashes are under way. */
enum err auth_password_hash(struct req *req, const char *password, char out[PASSWORD_HASH_CHARS]) MUST_USE;
/* 2–40 of a–z, 0–9, '.', '_', '-', beginning with a letter or digit. */
bool auth_login_valid(const char *login);
/* Trimmed and in lower case: as logins are stored. */
char *auth_login_key(struct arena *a, const char *login) MUST_USE;

/* Part of the caller's transaction; end the sessions beside it. */
enum err auth_password_store(struct db *db, int64_t now, int64_t person_id, const char *hash,
                             bool must_change) MUST_USE;

/* ---- revocation; each is part of the caller's transaction and makes every token be looked at again */
enum err auth_bump(struct db *db) MUST_USE;
/* Ends the live sessions of a person but `keep` (0: all). why: password, disabled, revoked. */
enum err auth_end_sessions(struct db *db, int64_t now, int64_t person_id, int64_t keep,
                           const char *why) MUST_USE;
/* Ends the live sessions that act in a membership. */
enum err auth_end_post(struct db *db, int64_t now, int64_t membership_id) MUST_USE;
/* Forgets the failed sign-ins of a login from everywhere. */
enum err auth_unlock(struct db *db, const char *login) MUST_USE;

/* For the job: ended sessions after 30 days, failures after a day. */
enum err auth_sweep(struct db *db, int64_t now) MUST_USE;

#endif
