#include "http/http_priv.h"

struct change {
    struct req *req;
    struct res *res;
    req_tx_fn *fn;
    void *ctx;
    bool was_used; /* the key, by a request that came first */
};

static enum err in_flight(struct req *req)
{
    req->retry_after = 1;
    return req_fail(req, ERR_CONFLICT, "idempotency-in-flight",
                    "同一操作正在处理，请稍候再看结果，不必重新填写。");
}

static enum err claim(struct change *c)
{
    if (c->req->idempotency_key == NULL)
        return OK;
    enum err e = change_claim(c->req);
    if (e == ERR_BUSY && db_is_locked(c->req->db))
        return in_flight(c->req);
    c->was_used = e == ERR_CONFLICT;
    return e;
}

static enum err keep(struct change *c)
{
    if (c->req->idempotency_key == NULL)
        return OK;
    bool is_secret = (c->req->route->flags & R_SECRET) != 0;
    const struct stored_reply reply = {.status = reply_status(c->res),
                                       .version = c->res->version,
                                       .reply = is_secret ? "" : c->res->json.out.data};
    return change_keep(c->req, &reply);
}

static enum err run(struct db *db, void *ctx)
{
    struct change *c = ctx;
    (void)db;
    reply_start(c->res, c->req);
    c->req->problem = NULL;
    c->req->audit = NULL;
    enum err e = c->req->route->who == PERM_PUBLIC ? OK : http_hooks.recheck(c->req);
    if (e == OK)
        e = claim(c);
    if (e == OK)
        e = c->fn(c->req, c->res, c->ctx);
    if (e == OK)
        e = keep(c);
    return e == OK ? http_hooks.flush_audit(c->req) : e;
}

enum err req_tx(struct req *req, struct res *res, req_tx_fn *fn, void *ctx)
{
    struct change c = {.req = req, .res = res, .fn = fn, .ctx = ctx};
    bool is_done = true;
    enum err e = db_tx(req->db, run, &c);
    if (e != OK)
        res->set_cookie = NULL;
    if (c.was_used)
        e = change_replay(req, res, &is_done);
    return is_done ? e : ERR_BUSY;
}

enum err change_replay(struct req *req, struct res *res, bool *done)
{
    struct stored_reply stored;
    *done = false;
    if (req->idempotency_key == NULL)
        return OK;
    enum err e = change_find(req, &stored, done);
    if (e != OK || !*done)
        return e;
    if (!stored.is_same)
        return req_fail(req, ERR_UNPROCESSABLE, "idempotency-mismatch",
                        "这个 Idempotency-Key 已用于另一个请求，请刷新页面后重新提交。");
    if ((req->route->flags & R_SECRET) != 0)
        return req_fail(req, ERR_CONFLICT, "idempotency-secret",
                        "这项操作已经完成；结果含机密内容，不能再次显示，请刷新后查看。");
    reply_start(res, req);
    res->status = (int)stored.status;
    res->version = stored.version;
    json_raw(&res->json, stored.reply);
    return OK;
}
