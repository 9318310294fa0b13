#include "app/audit/audit.h"
#include "app/auth/auth_priv.h"

#include <string.h>

/* Unknown logins cost the same work as known ones: the hash of a random text that was thrown away. */
static const char dummy_hash[] =
    "$argon2id$v=19$m=19456,t=2,p=1$zemRzaU/unVjwxgEWDKA7w$bPQH2jtKgtR6bc4umOC1NTHr/lfzPpjOLGMGdyC9ZJI";

static void wipe(void *secret)
{
    explicit_bzero(secret, strlen(secret));
}

/* Texts of a body that hold a password do not outlive the request. */
static void forget(struct req *req, const char *secret)
{
    if (secret)
        arena_defer(req->arena, wipe, (void *)(uintptr_t)secret);
}

static enum err check_origin(struct req *req)
{
    if (auth_same_origin(req->origin, req->config->public_url, req->host))
        return OK;
    return req_fail(req, ERR_FORBIDDEN, "origin-refused",
                    "请求来自别的网站，已被拒绝，请在本系统的页面中操作。");
}

/* ---- guarding a password against guessing: every try counts as failed until it has succeeded, so that
 * tries in parallel cannot outrun the count. */
struct attempt {
    struct req *req;
    uint8_t login[32];
    int wait_s;
    struct auth_failures before;
};

static enum err begin_attempt(struct db *db, void *ctx)
{
    struct attempt *t = ctx;
    int64_t now = t->req->now;
    enum err e = auth_failures_lock(db, t->req->arena, t->login, t->req->ip, &t->before);
    if (e != OK)
        return e;
    int delay_s = auth_delay_s(t->before.n);
    int64_t left_ms = t->before.last_at + delay_s * 1000LL - now;
    bool is_forgiven = now - t->before.last_at > AUTH_FORGIVE_MS;
    /* Of tries in parallel one that began later may be counted first: without a delay that is no reason. */
    t->wait_s = delay_s && left_ms > 0 && !is_forgiven ? (left_ms + 999) / 1000 : 0;
    return t->wait_s ? OK : auth_failures_add(db, t->login, t->req->ip, now);
}

/* With a turn in hand, so that a flood costs neither a thread's wait nor a write. */
static enum err try_password(struct attempt *t, const char *hash, const char *password)
{
    struct req *req = t->req;
    enum err e = db_tx(req->db, begin_attempt, t);
    if (e != OK)
        return e;
    if (t->wait_s == 0)
        return password_fits(hash, password) ? OK : ERR_AUTH;
    req->retry_after = t->wait_s;
    return req_fail(req, ERR_TOO_MANY, "login-delayed", "密码连续输错次数过多，请 %d 秒后再试。", t->wait_s);
}

static enum err check_password(struct attempt *t, const char *hash, const char *password)
{
    if (!password_turn()) {
        t->req->retry_after = 2;
        return req_fail(t->req, ERR_TOO_MANY, "login-busy", "同时登录的人较多，请 2 秒后再试。");
    }
    enum err e = try_password(t, hash, password);
    password_turn_over();
    return e;
}

enum err auth_password_hash(struct req *req, const char *password, char out[PASSWORD_HASH_CHARS])
{
    if (password_hash(password, out))
        return OK;
    req->retry_after = 2;
    return req_fail(req, ERR_TOO_MANY, "hash-busy", "系统正忙，请 2 秒后再试。");
}

/* ---- the reply that a signed-in client gets */
static const struct field signed_in_fields[] = {
    {.name = "access_token",
     .type = F_TEXT,
     .at = offsetof(struct signed_in, access_token),
     .label = "访问令牌"},
    {.name = "expires_in", .type = F_INT, .at = offsetof(struct signed_in, expires_in), .label = "有效秒数"},
    {.name = "me", .type = F_OBJECT, .at = offsetof(struct signed_in, me), .label = "我", .of = &me_shape},
};
const struct shape auth_signed_in_shape = SHAPE("SignedIn", struct signed_in, signed_in_fields);

static enum err reply_signed_in(struct req *req, struct res *res, int64_t epoch)
{
    struct signed_in reply = {.access_token = auth_access_token(req, epoch), .expires_in = TOKEN_LIFE_S};
    enum err e = auth_me(req, &reply.me);
    if (e == OK)
        res_struct(res, &auth_signed_in_shape, &reply);
    return e;
}

/* The epoch comes first: what is revoked afterwards is newer than the token. */
static enum err become(struct req *req, int64_t session_id, int64_t *epoch, bool *stands)
{
    enum err e = auth_epoch(req->db, req->arena, epoch);
    if (e != OK)
        return e;
    return auth_actor(req->db, req->arena, req->now, session_id, &req->actor, stands);
}

/* ---- signing in */
struct opening {
    const struct auth_account *account;
    struct attempt attempt;
    struct auth_ticket ticket;
};

static enum err open_session(struct req *req, struct res *res, void *ctx)
{
    struct opening *o = ctx;
    int64_t epoch;
    bool stands;
    enum err e = auth_failures_clear(req->db, o->attempt.login, req->ip);
    if (e == OK)
        e = auth_session_add(req, o->account->id, o->account->membership_id, &o->ticket);
    if (e == OK)
        e = become(req, o->ticket.session_id, &epoch, &stands);
    if (e != OK)
        return e;
    if (!stands)
        return ERR_BUSY; /* the post ended between two statements: the next try sees it */
    audit_note(req, "session.create", "session", o->ticket.session_id, NULL);
    return reply_signed_in(req, res, epoch);
}

/* What was typed as a login may be a password: only the beginning of its hash is kept. */
static enum err refuse_sign_in(struct req *req, const struct attempt *t, const struct auth_account *account)
{
    char hex[9];
    text_hex(t->login, 4, hex);
    enum err e = audit_now(req, "session.create", account->id ? "person" : NULL, account->id, "failed",
                           arena_printf(req->arena, "{\"login_hash\":\"%s\"}", hex));
    if (e != OK)
        return e;
    return req_fail(req, ERR_AUTH, "login-failed",
                    "登录名或密码不正确，或者账号已停用、没有在任的职务；请核对后重试，或联系系统管理员。");
}

enum err auth_sign_in(struct req *req, struct res *res)
{
    const struct sign_in *in = req->body;
    struct auth_account account;
    struct opening o = {.account = &account, .attempt = {.req = req}};
    bool found;
    forget(req, in->password);
    forget(req, req->raw);
    enum err e = check_origin(req);
    if (e != OK)
        return e;
    char *login = auth_login_key(req->arena, in->login);
    crypto_sha256(login, strlen(login), o.attempt.login);
    e = auth_account_by_login(req->db, req->arena, date_of(req->now), login, &account, &found);
    if (e != OK)
        return e;
    /* The server finds léader too; each such spelling would have a count of failures of its own. */
    found = found && strcmp(account.login, login) == 0;
    if (!found)
        account = (struct auth_account){0};
    e = check_password(&o.attempt, found ? account.password_hash : dummy_hash, in->password);
    if (e == ERR_AUTH || (e == OK && (!account.is_active || !account.membership_id)))
        return refuse_sign_in(req, &o.attempt, &account);
    if (e == OK)
        e = req_tx(req, res, open_session, &o);
    if (e == OK)
        res->set_cookie = auth_cookie_set(req->arena, req->config->public_url, &o.ticket);
    return e;
}

/* ---- refreshing */
struct refreshing {
    struct auth_ticket shown, fresh;
    enum auth_verdict verdict;
};

static enum err end_family(struct req *req, const struct refreshing *r, const struct auth_seen *seen)
{
    bool is_reuse = r->verdict == AV_REUSED;
    enum err e = auth_session_end(req->db, req->now, seen->person_id, r->shown.session_id,
                                  is_reuse ? "reuse" : "idle");
    req->actor = (struct actor){.person_id = seen->person_id, .membership_id = seen->membership_id};
    audit_note(req, is_reuse ? "session.reuse" : "session.idle", "session", r->shown.session_id, NULL);
    return e;
}

static enum err rotate(struct req *req, struct res *res, struct refreshing *r)
{
    int64_t epoch;
    bool stands;
    r->fresh = r->shown;
    enum err e = auth_session_rotate(req, &r->fresh);
    if (e == OK)
        e = become(req, r->shown.session_id, &epoch, &stands);
    if (e != OK)
        return e;
    if (!stands) {
        r->verdict = AV_ENDED;
        return OK;
    }
    return reply_signed_in(req, res, epoch);
}

/* Ending a family must be kept although the request is refused, so the verdict travels beside the result. */
static enum err judge_and_rotate(struct req *req, struct res *res, void *ctx)
{
    struct refreshing *r = ctx;
    struct auth_seen seen;
    bool found;
    enum err e = auth_session_lock(req->db, req->arena, &r->shown, &seen, &found);
    if (e != OK)
        return e;
    r->verdict = found ? auth_judge(&seen, req->now, req->ip, auth_agent(req->arena, req->agent)) : AV_ENDED;
    if (r->verdict == AV_REUSED || r->verdict == AV_IDLE)
        return end_family(req, r, &seen);
    return r->verdict == AV_ROTATE ? rotate(req, res, r) : OK;
}

static enum err no_session(struct req *req, struct res *res)
{
    res->set_cookie = auth_cookie_clear(req->arena, req->config->public_url);
    return req_fail(req, ERR_AUTH, "session-ended", "登录已失效，请重新登录。");
}

enum err auth_refresh(struct req *req, struct res *res)
{
    const char *url = req->config->public_url;
    struct refreshing r = {.verdict = AV_ENDED};
    enum err e = check_origin(req);
    if (e != OK)
        return e;
    if (!auth_ticket_find(req->cookie, auth_cookie_name(url), &r.shown))
        return no_session(req, res);
    e = req_tx(req, res, judge_and_rotate, &r);
    if (e != OK)
        return e;
    if (r.verdict == AV_RACED)
        return req_fail(req, ERR_CONFLICT, "refresh-raced", "另一个页面刚刚刷新了登录，请重试一次。");
    if (r.verdict != AV_ROTATE)
        return no_session(req, res);
    res->set_cookie = auth_cookie_set(req->arena, url, &r.fresh);
    return OK;
}

/* A stream of events begins with the browser's cookie alone: it can send no token. */
enum err auth_of_cookie(struct req *req, int64_t *person_id)
{
    struct auth_ticket shown;
    bool found = false;
    enum err e = OK;
    if (auth_ticket_find(req->cookie, auth_cookie_name(req->config->public_url), &shown))
        e = auth_session_holder(req, &shown, person_id, &found);
    if (e == OK && !found)
        return req_fail(req, ERR_AUTH, "session-ended", "登录已失效，请重新登录。");
    return e;
}

/* ---- acting in another post */
static enum err switch_post(struct req *req, struct res *res, void *ctx)
{
    const struct switching *in = ctx;
    int64_t epoch;
    bool stands;
    const char *detail = arena_printf(req->arena, "{\"from\":%lld,\"to\":%lld}",
                                      (long long)req->actor.membership_id, (long long)in->membership_id);
    enum err e = auth_session_switch(req->db, date_of(req->now), &req->actor, in->membership_id);
    if (e == ERR_NOT_FOUND)
        return req_fail(req, e, "membership-not-found", "您没有这项在任的职务，请刷新页面后再选。");
    if (e == OK)
        e = become(req, req->actor.session_id, &epoch, &stands);
    if (e != OK)
        return e;
    audit_note(req, "session.switch", "membership", in->membership_id, detail);
    return reply_signed_in(req, res, epoch);
}

enum err auth_switch(struct req *req, struct res *res)
{
    return req_tx(req, res, switch_post, req->body);
}

/* ---- one's own password */
struct changing {
    struct attempt attempt;
    char hash[PASSWORD_HASH_CHARS];
};

static enum err change_password(struct req *req, struct res *res, void *ctx)
{
    const struct changing *c = ctx;
    const struct actor *who = &req->actor;
    (void)res;
    enum err e = auth_password_store(req->db, req->now, who->person_id, c->hash, false);
    if (e == OK)
        e = auth_end_sessions(req->db, req->now, who->person_id, who->session_id, "password");
    if (e == OK)
        e = auth_failures_clear(req->db, c->attempt.login, req->ip);
    audit_note(req, "password.change", "person", who->person_id, NULL);
    return e;
}

enum err auth_change_password(struct req *req, struct res *res)
{
    const struct password_change *in = req->body;
    struct auth_account account;
    struct changing c = {.attempt = {.req = req}};
    forget(req, in->current);
    forget(req, in->next);
    forget(req, req->raw);
    enum err e = auth_account_by_id(req->db, req->arena, date_of(req->now), req->actor.person_id, &account);
    if (e != OK)
        return e;
    const char *fault = auth_password_fault(in->next, account.login, account.name);
    if (fault)
        return req_field(req, "#/next", "%s", fault);
    crypto_sha256(account.login, strlen(account.login), c.attempt.login);
    e = check_password(&c.attempt, account.password_hash, in->current);
    if (e == ERR_AUTH)
        return req_field(req, "#/current", "当前密码不正确。");
    if (e == OK && strcmp(in->current, in->next) == 0)
        return req_field(req, "#/next", "新密码不能与当前密码相同。");
    if (e == OK)
        e = auth_password_hash(req, in->next, c.hash);
    return e == OK ? req_tx(req, res, change_password, &c) : e;
}
