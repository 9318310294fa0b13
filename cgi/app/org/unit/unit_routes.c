#include "app/audit/audit.h"
#include "app/org/unit/unit_priv.h"

static enum err list_units(struct req *req, struct res *res)
{
    return unit_all(req, res);
}

static enum err show(struct req *req, struct res *res, int64_t id)
{
    struct unit u;
    enum err e = unit_get(req->db, req->arena, id, date_of(req->now), &u);
    if (e != OK)
        return e;
    res_struct(res, &unit_shape, &u);
    res->version = u.version;
    return OK;
}

static enum err current(struct req *req, struct res *res)
{
    return show(req, res, req->ids[0]);
}

/* What can be said without the database; notes every fault. */
static enum err check_form(struct req *req, const struct unit_form *in)
{
    enum err e = OK;
    if (!unit_code_valid(in->code))
        e = req_field(req, "#/code", "单位代码为 1–32 个字母、数字、下划线或连字符，不能以连字符开头。");
    if (org_plain_field(req, "#/name", in->name) != OK)
        e = ERR_UNPROCESSABLE;
    if (org_plain_field(req, "#/short_name", in->short_name) != OK)
        e = ERR_UNPROCESSABLE;
    if (org_plain_field(req, "#/phone", in->phone) != OK)
        e = ERR_UNPROCESSABLE;
    return e;
}

/* The part of both changes: turns taken, tree read, parent and names fit. */
static enum err check_place(struct req *req, int64_t id, const struct unit_form *in, struct list *tree)
{
    struct unit_clash clash;
    bool found;
    enum err e = auth_bump(req->db);
    if (e == OK)
        e = unit_tree(req->db, req->arena, tree);
    if (e == OK)
        e = unit_clash(req, id, in, &clash, &found);
    if (e != OK)
        return e;
    const struct unit_node *parent = unit_find(tree, in->parent_id);
    if (in->parent_id && (!parent || parent->status != UNIT_ACTIVE))
        return req_field(req, "#/parent_id", "没有这个上级单位，或者它已撤销。");
    if (found && clash.same_code)
        return req_field(req, "#/code", "单位代码“%s”已被使用。", in->code);
    return found ? req_field(req, "#/name", "同一上级下已有名为“%s”的单位。", in->name) : OK;
}

static enum err insert(struct req *req, struct res *res, void *ctx)
{
    const struct unit_form *in = ctx;
    struct list tree;
    int64_t id;
    enum err e = check_place(req, 0, in, &tree);
    if (e == OK)
        e = unit_insert(req->db, in, unit_body_above(&tree, in->parent_id), &id);
    if (e != OK)
        return e;
    audit_note(req, "unit.create", "unit", id, org_named(req->arena, "code", in->code));
    return show(req, res, id);
}

static enum err create(struct req *req, struct res *res)
{
    enum err e = check_form(req, req->body);
    return e == OK ? req_tx(req, res, insert, req->body) : e;
}

static enum err check_closing(struct req *req, const struct unit_ties *ties)
{
    if (ties->assignments)
        return req_fail(req, ERR_CONFLICT, "unit-busy",
                        "该单位还有 %lld 项承办未办结，办结或撤回后才能撤销。", (long long)ties->assignments);
    if (ties->children)
        return req_fail(req, ERR_CONFLICT, "unit-has-children",
                        "该单位还有 %lld 个在用的下级单位，请先撤销它们。", (long long)ties->children);
    if (ties->people)
        return req_fail(req, ERR_CONFLICT, "unit-has-people", "该单位还有 %lld 人在任，请先结束他们的任职。",
                        (long long)ties->people);
    return OK;
}

static enum err check_change(struct req *req, const struct unit_node *old, const struct unit_form *in,
                             const struct list *tree)
{
    struct unit_ties ties;
    if (unit_loops(tree, old->id, in->parent_id))
        return req_field(req, "#/parent_id", "上级单位不能是本单位或它的下级。");
    enum err e = unit_ties(req->db, req->arena, date_of(req->now), old->id, &ties);
    if (e != OK)
        return e;
    if (in->status == UNIT_CLOSED && old->status == UNIT_ACTIVE)
        return check_closing(req, &ties);
    if (ties.assignments && unit_body_above(tree, in->parent_id) != old->body_id)
        return req_fail(req, ERR_CONFLICT, "unit-busy",
                        "该单位还有 %lld 项承办未办结，不能改由别的督办机构管理。",
                        (long long)ties.assignments);
    return OK;
}

static enum err update(struct req *req, struct res *res, void *ctx)
{
    const struct unit_form *in = ctx;
    int64_t id = req->ids[0];
    struct list tree;
    struct unit before;
    enum err e = unit_get(req->db, req->arena, id, date_of(req->now), &before);
    if (e == OK && before.version != req->version)
        e = ERR_STALE;
    if (e == OK)
        e = check_place(req, id, in, &tree);
    if (e == OK)
        e = check_change(req, unit_find(&tree, id), in, &tree);
    if (e == OK)
        e = unit_update(req->db, id, req->version, in);
    if (e == OK)
        e = unit_settle_bodies(req->db, req->arena);
    if (e != OK)
        return e;
    audit_note(req, in->status == UNIT_CLOSED && before.status == UNIT_ACTIVE ? "unit.close" : "unit.update",
               "unit", id, unit_changes(req->arena, &before, in));
    return show(req, res, id);
}

static enum err change(struct req *req, struct res *res)
{
    enum err e = check_form(req, req->body);
    return e == OK ? req_tx(req, res, update, req->body) : e;
}

#define AT(member) offsetof(struct unit_form, member)
static const struct field form_fields[] = {
    {.name = "parent_id", .type = F_INT, .at = AT(parent_id), .label = "上级单位", .min = 1},
    {.name = "kind",
     .type = F_CHOICE,
     .at = AT(kind),
     .label = "类别",
     .required = true,
     .choices = &unit_kinds},
    {.name = "code", .type = F_TEXT, .at = AT(code), .label = "单位代码", .max = 32, .required = true},
    {.name = "name", .type = F_TEXT, .at = AT(name), .label = "全称", .min = 2, .max = 80, .required = true},
    {.name = "short_name",
     .type = F_TEXT,
     .at = AT(short_name),
     .label = "简称",
     .min = 2,
     .max = 30,
     .required = true},
    {.name = "phone", .type = F_TEXT, .at = AT(phone), .label = "电话", .max = 30},
    {.name = "sort", .type = F_INT, .at = AT(sort), .label = "排序", .max = 999999},
    {.name = "status",
     .type = F_CHOICE,
     .at = AT(status),
     .label = "状态",
     .required = true,
     .choices = &unit_statuses},
};
static const struct shape create_shape = {"UnitCreate", sizeof(struct unit_form), form_fields,
                                          ARRAY_LEN(form_fields) - 1};
static const struct shape change_shape = SHAPE("UnitChange", struct unit_form, form_fields);

static const struct route routes[] = {
    {GET, "/api/units", ROLE_ANY, list_units, "单位", NULL, NULL, &unit_shape, R_PAGE, NULL},
    {POST, "/api/units", ROLE_ADMIN, create, "新增单位", NULL, &create_shape, &unit_shape, R_CREATED, NULL},
    {PUT, "/api/units/{id}", ROLE_ADMIN, change, "修改单位", NULL, &change_shape, &unit_shape, R_IF_MATCH,
     current},
};

const struct module unit_module = {
    .name = "unit",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = unit_queries,
    .nqueries = UNIT_QUERIES,
};
