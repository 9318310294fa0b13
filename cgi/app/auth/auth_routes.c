#include "app/audit/audit.h"
#include "app/auth/auth_priv.h"

#include <stdlib.h>
#include <string.h>

static enum err show_me(struct req *req, struct res *res)
{
    struct me me;
    enum err e = auth_me(req, &me);
    if (e == OK)
        res_struct(res, &me_shape, &me);
    return e;
}

static enum err list_sessions(struct req *req, struct res *res)
{
    return auth_session_page(req, res, req->after ? strtoll(req->after, NULL, 10) : 0);
}

static enum err end_session(struct req *req, struct res *res, void *ctx)
{
    const int64_t *id = ctx;
    bool is_own_current = *id == req->actor.session_id;
    (void)res;
    enum err e = auth_session_end(req->db, req->now, req->actor.person_id, *id,
                                  is_own_current ? "logout" : "revoked");
    if (e == ERR_NOT_FOUND)
        return req_fail(req, e, "session-not-found", "没有这次登录，或者它已经结束。");
    audit_note(req, "session.end", "session", *id, NULL);
    return e;
}

static enum err sign_out(struct req *req, struct res *res)
{
    enum err e = req_tx(req, res, end_session, &req->actor.session_id);
    if (e == OK)
        res->set_cookie = auth_cookie_clear(req->arena, req->config->public_url);
    return e;
}

static enum err revoke_session(struct req *req, struct res *res)
{
    return req_tx(req, res, end_session, &req->ids[0]);
}

static const struct field sign_in_fields[] = {
    {.name = "login",
     .type = F_TEXT,
     .at = offsetof(struct sign_in, login),
     .label = "登录名",
     .max = 64,
     .required = true},
    {.name = "password",
     .type = F_SECRET,
     .at = offsetof(struct sign_in, password),
     .label = "密码",
     .max = 200,
     .required = true},
};
static const struct shape sign_in_shape = SHAPE("SignIn", struct sign_in, sign_in_fields);

static const struct field switching_fields[] = {
    {.name = "membership_id",
     .type = F_INT,
     .at = offsetof(struct switching, membership_id),
     .label = "任职",
     .min = 1,
     .required = true},
};
static const struct shape switching_shape = SHAPE("SwitchMembership", struct switching, switching_fields);

static const struct field password_change_fields[] = {
    {.name = "current",
     .type = F_SECRET,
     .at = offsetof(struct password_change, current),
     .label = "当前密码",
     .max = 200,
     .required = true},
    {.name = "next",
     .type = F_SECRET,
     .at = offsetof(struct password_change, next),
     .label = "新密码",
     .max = 200,
     .required = true},
};
static const struct shape password_change_shape = SHAPE("PasswordChange", struct password_change,
                                                        password_change_fields);

static const struct route routes[] = {
    {POST, "/api/sessions", PERM_PUBLIC, auth_sign_in, "登录", NULL, &sign_in_shape, &auth_signed_in_shape,
     R_CREATED | R_SECRET, NULL},
    {POST, "/api/sessions/refresh", PERM_PUBLIC, auth_refresh, "刷新登录", NULL, NULL, &auth_signed_in_shape,
     R_SECRET | R_NO_VERSION, NULL},
    {DELETE, "/api/sessions/current", ROLE_ANY, sign_out, "退出登录", NULL, NULL, NULL,
     R_NO_CONTENT | R_NO_VERSION | R_FRESH, NULL},
    {GET, "/api/sessions", ROLE_ANY, list_sessions, "我的登录", NULL, NULL, &auth_session_shape, R_PAGE,
     NULL},
    {DELETE, "/api/sessions/{id}", ROLE_ANY, revoke_session, "结束一次登录", NULL, NULL, NULL,
     R_NO_CONTENT | R_NO_VERSION, NULL},
    {POST, "/api/sessions/current/switch", ROLE_ANY, auth_switch, "切换任职", NULL, &switching_shape,
     &auth_signed_in_shape, R_SECRET | R_NO_VERSION, NULL},
    {GET, "/api/me", ROLE_ANY, show_me, "我", NULL, NULL, &me_shape, R_FRESH, NULL},
    {PUT, "/api/me/password", ROLE_ANY, auth_change_password, "修改密码", NULL, &password_change_shape, NULL,
     R_NO_CONTENT | R_NO_VERSION | R_FRESH, NULL},
};

const struct module auth_module = {
    .name = "auth",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = auth_queries,
    .nqueries = AUTH_QUERIES,
};
