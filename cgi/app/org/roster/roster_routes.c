#include "app/audit/audit.h"
#include "app/org/roster/roster_priv.h"

#define ACCOUNTS_MAX 500 /* each costs some 40 ms of hashing */

struct import_query {
    bool dry_run;
    const char *name;
};
struct imported {
    int64_t rows, created, updated;
    struct list errors, passwords;
};

static const struct field error_fields[] = {
    {.name = "row", .type = F_INT, .at = offsetof(struct roster_error, row), .label = "行"},
    {.name = "column", .type = F_TEXT, .at = offsetof(struct roster_error, column), .label = "列"},
    {.name = "detail", .type = F_TEXT, .at = offsetof(struct roster_error, detail), .label = "说明"},
};
static const struct shape error_shape = SHAPE("ImportError", struct roster_error, error_fields);
static const struct field secret_fields[] = {
    {.name = "login", .type = F_TEXT, .at = offsetof(struct roster_secret, login), .label = "登录名"},
    {.name = "name", .type = F_TEXT, .at = offsetof(struct roster_secret, name), .label = "姓名"},
    {.name = "initial_password",
     .type = F_TEXT,
     .at = offsetof(struct roster_secret, initial_password),
     .label = "初始密码"},
};
static const struct shape secret_shape = SHAPE("ImportedAccount", struct roster_secret, secret_fields);
static const struct field imported_fields[] = {
    {.name = "rows", .type = F_INT, .at = offsetof(struct imported, rows), .label = "行数"},
    {.name = "created", .type = F_INT, .at = offsetof(struct imported, created), .label = "新增"},
    {.name = "updated", .type = F_INT, .at = offsetof(struct imported, updated), .label = "更新"},
    {.name = "errors",
     .type = F_LIST,
     .at = offsetof(struct imported, errors),
     .label = "错误",
     .of = &error_shape},
    {.name = "passwords",
     .type = F_LIST,
     .at = offsetof(struct imported, passwords),
     .label = "新账号的初始密码",
     .of = &secret_shape},
};
static const struct shape imported_shape = SHAPE("Imported", struct imported, imported_fields);

typedef enum err apply_fn(struct roster *r);
struct importing {
    struct roster roster;
    apply_fn *apply;
    const char *action;
    bool was_refused; /* rolled back because of mistakes, or for practice; not a failure */
};

static void reply(struct res *res, struct importing *im, bool is_done)
{
    struct roster *r = &im->roster;
    roster_sort_errors(r);
    struct imported out = {.rows = (int64_t)r->rows.n, .errors = r->errors};
    if (!r->errors.n) {
        out.created = r->created;
        out.updated = r->updated;
    }
    if (is_done)
        out.passwords = r->secrets;
    res_struct(res, &imported_shape, &out);
}

static enum err run(struct importing *im)
{
    struct roster *r = &im->roster;
    r->created = r->updated = 0;
    r->errors.n = r->unreadable;
    enum err e = auth_bump(r->req->db);
    return e == OK ? im->apply(r) : e;
}

static enum err practise(struct db *db, void *ctx)
{
    struct importing *im = ctx;
    (void)db;
    im->roster.is_practice = true;
    enum err e = run(im);
    im->was_refused = e == OK;
    return e == OK ? ERR_CONFLICT : e;
}

static enum err carry_out(struct req *req, struct res *res, void *ctx)
{
    struct importing *im = ctx;
    struct roster *r = &im->roster;
    im->was_refused = r->is_practice = false;
    enum err e = run(im);
    if (e != OK)
        return e;
    im->was_refused = r->errors.n > 0;
    if (im->was_refused)
        return ERR_CONFLICT;
    audit_note(req, im->action, NULL, 0,
               arena_printf(req->arena, "{\"rows\":%zu,\"created\":%lld,\"updated\":%lld}", r->rows.n,
                            (long long)r->created, (long long)r->updated));
    reply(res, im, true);
    return OK;
}

/* Passwords and hashes of the accounts that the practice found to be new: before the transaction, as each
 * takes its time. */
static enum err make_secrets(struct roster *r)
{
    struct roster_secret *s = r->secrets.items;
    enum err e = OK;
    if (r->secrets.n > ACCOUNTS_MAX)
        return req_fail(r->req, ERR_UNPROCESSABLE, "import-too-many",
                        "一个文件最多新建 %d 个账号，请分成几个文件导入。", ACCOUNTS_MAX);
    for (size_t i = 0; e == OK && i < r->secrets.n; i++) {
        char *hash = arena_alloc(r->req->arena, PASSWORD_HASH_CHARS);
        s[i].initial_password = auth_initial_password(r->req->arena);
        s[i].hash = hash;
        e = auth_password_hash(r->req, s[i].initial_password, hash);
    }
    return e;
}

static enum err import(struct req *req, struct res *res, struct importing *im)
{
    const struct import_query *in = req->query;
    struct list sheet;
    const char *fault = "";
    if (!sheet_parse(req->arena, req->raw, req->raw_len, &sheet, &fault))
        return req_fail(req, ERR_UNPROCESSABLE, "import-unreadable", "%s", fault);
    roster_read(&im->roster, &sheet);
    enum err e = im->roster.rows.n ? db_tx(req->db, practise, im) : OK;
    if (e != OK && !im->was_refused)
        return e;
    if (im->roster.errors.n || in->dry_run) {
        reply(res, im, false);
        return OK;
    }
    e = make_secrets(&im->roster);
    if (e != OK)
        return e;
    im->was_refused =
        false; /* that was the practice: the transaction may fail before it comes to our changes */
    e = req_tx(req, res, carry_out, im);
    if (e == OK || !im->was_refused)
        return e;
    reply(res, im, false); /* someone was faster: what was free in practice is taken now */
    return OK;
}

static enum err import_units(struct req *req, struct res *res)
{
    struct importing im = {roster_new(req, &roster_unit_columns), roster_apply_units, "import.units", false};
    return import(req, res, &im);
}

static enum err import_people(struct req *req, struct res *res)
{
    struct importing im = {roster_new(req, &roster_person_columns), roster_apply_people, "import.people",
                           false};
    return import(req, res, &im);
}

static enum err send_template(struct res *res, const struct shape *columns, const char *disposition)
{
    buf_puts(&res->json.out, roster_template(res->req->arena, columns));
    res->type = "text/csv; charset=utf-8";
    res->disposition = disposition;
    return OK;
}

static enum err unit_template(struct req *req, struct res *res)
{
    (void)req;
    return send_template(res, &roster_unit_columns,
                         "attachment; filename=\"units.csv\"; filename*=UTF-8''%E5%8D%95%E4%BD%8D.csv");
}

static enum err person_template(struct req *req, struct res *res)
{
    (void)req;
    return send_template(res, &roster_person_columns,
                         "attachment; filename=\"people.csv\"; filename*=UTF-8''%E4%BA%BA%E5%91%98.csv");
}

static const struct field query_fields[] = {
    {.name = "dry_run", .type = F_BOOL, .at = offsetof(struct import_query, dry_run), .label = "只检查"},
    {.name = "name", .type = F_TEXT, .at = offsetof(struct import_query, name), .label = "文件名"},
};
static const struct shape query_shape = SHAPE("ImportQuery", struct import_query, query_fields);

static const struct route routes[] = {
    {POST, "/api/imports/units", ROLE_ADMIN, import_units, "导入单位", &query_shape, NULL, &imported_shape,
     R_UPLOAD, NULL},
    {POST, "/api/imports/people", ROLE_ADMIN, import_people, "导入人员", &query_shape, NULL, &imported_shape,
     R_UPLOAD | R_SECRET, NULL},
    {GET, "/api/imports/templates/units", ROLE_ADMIN, unit_template, "单位导入模板", NULL, NULL, NULL, R_FILE,
     NULL},
    {GET, "/api/imports/templates/people", ROLE_ADMIN, person_template, "人员导入模板", NULL, NULL, NULL,
     R_FILE, NULL},
};

const struct module roster_module = {
    .name = "roster",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = roster_queries,
    .nqueries = ROSTER_QUERIES,
};

void roster_start(void)
{
    sheet_start();
}
