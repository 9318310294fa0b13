#include "app/audit/audit.h"
#include "app/track/checklist/checklist_priv.h"

#define IN(member) offsetof(struct check_list_in, member)
static const struct field new_fields[] = {
    {"name", F_TEXT, IN(name), "名称", .min = 2, .max = 60, .required = true},
    {"items", F_LIST, IN(items), "检查项目", .min = 1, .max = CHECK_ITEMS_MAX, .required = true,
     .of = &check_item_in_shape},
};
static const struct shape new_shape = SHAPE("CheckListNew", struct check_list_in, new_fields);
static const struct field edit_fields[] = {
    {"name", F_TEXT, IN(name), "名称", .min = 2, .max = 60, .required = true},
    {"is_active", F_BOOL, IN(is_active), "供选用", .required = true},
    {"items", F_LIST, IN(items), "检查项目", .min = 1, .max = CHECK_ITEMS_MAX, .required = true,
     .of = &check_item_in_shape},
};
static const struct shape edit_shape = SHAPE("CheckListEdit", struct check_list_in, edit_fields);

struct lists {
    struct list items;
};
static const struct field lists_fields[] = {
    {"items", F_LIST, offsetof(struct lists, items), "检查清单", .of = &check_list_shape}};
static const struct shape lists_shape = SHAPE("CheckLists", struct lists, lists_fields);

static enum err list(struct req *req, struct res *res)
{
    struct lists out = {0};
    enum err e = check_lists(req, &out.items);
    if (e == OK)
        res_struct(res, &lists_shape, &out);
    return e;
}

static enum err show(struct req *req, struct res *res, int64_t id)
{
    struct check_list l = {0};
    enum err e = check_list_find(req, id, &l);
    if (e != OK)
        return e;
    res->version = l.version;
    res_struct(res, &check_list_shape, &l);
    return OK;
}

static enum err current(struct req *req, struct res *res)
{
    return show(req, res, req->ids[0]);
}

static enum err taken(struct req *req, enum err e)
{
    return e == ERR_CONFLICT ? req_field(req, "#/name", "已有同名的检查清单") : e;
}

static enum err create_tx(struct req *req, struct res *res, void *ctx)
{
    int64_t id = 0;
    enum err e = taken(req, check_list_insert(req, ctx, &id));
    if (e != OK)
        return e;
    audit_note(req, "check_list.create", "check_list", id, NULL);
    return show(req, res, id);
}

static enum err create(struct req *req, struct res *res)
{
    return req_tx(req, res, create_tx, req->body);
}

static enum err edit_tx(struct req *req, struct res *res, void *ctx)
{
    struct check_list l = {0};
    enum err e = check_list_find(req, req->ids[0], &l);
    if (e == OK)
        e = taken(req, check_list_update(req, l.id, ctx));
    if (e == ERR_STALE)
        return req_fail(req, e, "stale", "检查清单已被他人修改，请看过最新内容再保存");
    if (e != OK)
        return e;
    audit_note(req, "check_list.edit", "check_list", l.id, NULL);
    return show(req, res, l.id);
}

static enum err edit(struct req *req, struct res *res)
{
    return req_tx(req, res, edit_tx, req->body);
}

static const struct route routes[] = {
    {.method = GET,
     .path = "/api/check-lists",
     .who = ROLE_BODY,
     .fn = list,
     .summary = "检查清单",
     .reply = &lists_shape},
    {.method = POST,
     .path = "/api/check-lists",
     .who = ROLE_OFFICE,
     .fn = create,
     .summary = "新建检查清单",
     .body = &new_shape,
     .reply = &check_list_shape,
     .flags = R_CREATED},
    {.method = PUT,
     .path = "/api/check-lists/{id}",
     .who = ROLE_OFFICE,
     .fn = edit,
     .summary = "修改检查清单",
     .body = &edit_shape,
     .reply = &check_list_shape,
     .flags = R_IF_MATCH,
     .current = current},
};
const struct module checklist_module = {
    .name = "check_list",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = checklist_queries,
    .nqueries = CHECKLIST_QUERIES,
};
