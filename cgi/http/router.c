#include "http/http_priv.h"

#include <stdatomic.h>
#include <string.h>

#define DB_PAUSE_US 500000  /* after a failed connect all answer 503 at once for so long, */
#define DB_PROBE_US 3000000 /* then one thread tries, and the others wait for its word so long at most */
#define DB_HUNG_US 3500000  /* one that let a request wait so long, in vain, hangs */

/* Set at start, before threads. */
static const struct node *tree;
struct http_hooks http_hooks;

void http_set_hooks(const struct http_hooks *hooks)
{
    http_hooks = *hooks;
}

bool router_start(const struct module *const *modules, size_t n, struct arena *a, char **why)
{
    struct node *root = tree_new(a);
    if (!table_check(modules, n, a, why))
        return false;
    for (size_t m = 0; m < n; m++)
        for (size_t i = 0; i < modules[m]->nroutes; i++) {
            const struct route *r = &modules[m]->routes[i];
            if (!tree_add(root, r, a)) {
                *why = arena_printf(a, "路由 %s %s 重复出现。", method_name(r->method), r->path);
                return false;
            }
        }
    tree = root;
    openapi_start(modules, n, a);
    return true;
}

static int read_method(const char *name)
{
    if (strcmp(name, "HEAD") == 0)
        return GET;
    for (int m = GET; m <= DELETE; m++)
        if (strcmp(name, method_name(m)) == 0)
            return m;
    return -1;
}

static char *allowed(struct arena *a, const struct route *const *routes)
{
    struct buf b;
    buf_init(&b, a);
    for (int m = GET; m <= DELETE; m++)
        if (routes[m] != NULL)
            buf_printf(&b, "%s%s", b.len > 0 ? ", " : "", method_name(m));
    if (routes[GET] != NULL)
        buf_puts(&b, ", HEAD");
    return b.data;
}

static enum err find_route(struct req *req, struct res *res, const struct http_in *in)
{
    struct path_word word = {0};
    const struct route *const *routes = tree_find(tree, in->path, req->ids, &word);
    req->word = word.len > 0 ? arena_strndup(req->arena, word.text, word.len) : NULL;
    int method = read_method(in->method);
    if (routes == NULL)
        return ERR_NOT_FOUND;
    if (method >= 0 && routes[method] != NULL) {
        req->route = routes[method];
        return OK;
    }
    res->allow = allowed(req->arena, routes);
    return ERR_METHOD;
}

/* Until when the database counts as down; 0: it is up. Shared, so that a database that hangs holds one thread
 * and not all of them. */
static _Atomic int64_t db_down_until;

static enum err ask_db(struct req *req)
{
    int64_t until = atomic_load(&db_down_until), now = until == 0 ? 0 : clock_mono_us();
    if (now < until ||
        (until != 0 && !atomic_compare_exchange_strong(&db_down_until, &until, now + DB_PROBE_US)))
        return ERR_BUSY;
    enum err e = db_ready(req->db);
    if (e != OK || until != 0)
        atomic_store(&db_down_until, e == OK ? 0 : clock_mono_us() + DB_PAUSE_US);
    return e;
}

/* Token, then role. The cheap answer comes before the database is asked. */
static enum err admit(struct req *req, const struct http_in *in)
{
    const struct route *route = req->route;
    if (route->who != PERM_PUBLIC && in->bearer == NULL)
        return ERR_AUTH;
    enum err e = (route->flags & R_NO_DB) != 0 ? OK : ask_db(req);
    if (e != OK || route->who == PERM_PUBLIC)
        return e;
    e = http_hooks.authenticate(req, in->bearer);
    if (e != OK)
        return e;
    if ((route->who & (uint32_t)req->actor.role) == 0)
        return ERR_FORBIDDEN;
    if (req->actor.must_change_password && (route->flags & R_FRESH) == 0)
        return req_fail(req, ERR_FORBIDDEN, "password-change-needed", "请先修改初始密码，再继续使用。");
    return OK;
}

static enum err answer(struct req *req, struct res *res, const struct http_in *in)
{
    bool is_done = false;
    enum err e = find_route(req, res, in);
    if (e == OK)
        e = admit(req, in);
    if (e == OK)
        e = body_conditions(req, in);
    if (e == OK)
        e = body_query(req, in->query);
    if (e == OK)
        e = body_read(req, in);
    if (e == OK)
        e = change_replay(req, res, &is_done);
    return e == OK && !is_done ? req->route->fn(req, res) : e;
}

/* What the object is now, for a 412: JSON, or NULL where it cannot be told. */
static const char *current_state(struct req *req)
{
    struct res present;
    if (req->route->current == NULL)
        return NULL;
    reply_start(&present, req);
    return req->route->current(req, &present) == OK && present.json.out.len > 0 ? present.json.out.data
                                                                                : NULL;
}

static void write_problem(struct req *req, struct res *res, enum err e)
{
    struct problem *noted = req->problem; /* that of the request, not of current() */
    const char *current = e == ERR_STALE ? current_state(req) : NULL;
    req->problem = noted;
    problem_write(res, e, current);
}

void router_handle(struct req *req, struct res *res, const struct http_in *in)
{
    int64_t from = clock_mono_us();
    reply_start(res, req);
    enum err e = answer(req, res, in);
    if (e == ERR_BUSY && clock_mono_us() - from > DB_HUNG_US)
        atomic_store(&db_down_until, clock_mono_us() + DB_PAUSE_US);
    if (e != OK)
        write_problem(req, res, e);
    else if (req->route->method == GET && res->version > 0 && res->version == req->if_none_match)
        res->status = 304;
}
