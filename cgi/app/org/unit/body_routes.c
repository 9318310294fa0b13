#include "app/audit/audit.h"
#include "app/org/unit/unit_priv.h"

static enum err list_bodies(struct req *req, struct res *res)
{
    return body_all(req, res);
}

static enum err show(struct req *req, struct res *res, int64_t id)
{
    struct body b;
    enum err e = body_get(req->db, req->arena, id, &b);
    if (e != OK)
        return e;
    res_struct(res, &body_shape, &b);
    res->version = b.version;
    return OK;
}

static enum err current(struct req *req, struct res *res)
{
    return show(req, res, req->ids[0]);
}

/* 机关代字 is in Chinese; Latin ones are the series of the register and the archive. */
static bool is_word(const char *s)
{
    for (; *s; s++)
        if (!(*s & 0x80))
            return false;
    return true;
}

static enum err check_texts(struct req *req, const struct body_form *in)
{
    enum err e = OK;
    if (org_plain_field(req, "#/name", in->name) != OK)
        e = ERR_UNPROCESSABLE;
    if (org_plain_field(req, "#/letterhead", in->letterhead) != OK)
        e = ERR_UNPROCESSABLE;
    if (!is_word(in->notice_word))
        e = req_field(req, "#/notice_word", "机关代字只用汉字，如“卫督办”。");
    return e;
}

static enum err insert(struct req *req, struct res *res, void *ctx)
{
    const struct body_form *in = ctx;
    struct list tree;
    int64_t id;
    enum err e = auth_bump(req->db);
    if (e == OK)
        e = unit_tree(req->db, req->arena, &tree);
    if (e != OK)
        return e;
    const struct unit_node *seat = unit_find(&tree, in->unit_id);
    if (!seat || seat->status != UNIT_ACTIVE)
        return req_field(req, "#/unit_id", "没有这个单位，或者它已撤销。");
    if (seat->own_body_id)
        return req_field(req, "#/unit_id", "该单位已设有督办机构。");
    e = body_insert(req->db, in, &id);
    if (e == OK)
        e = unit_settle_bodies(req->db, req->arena);
    if (e != OK)
        return e;
    audit_note(req, "body.create", "body", id, org_named(req->arena, "name", in->name));
    return show(req, res, id);
}

static enum err create(struct req *req, struct res *res)
{
    enum err e = check_texts(req, req->body);
    return e == OK ? req_tx(req, res, insert, req->body) : e;
}

static char *changes(struct arena *a, const struct body *old, const struct body_form *in)
{
    const struct org_change items[] = {
        {"name", org_text_differs(old->name, in->name)},
        {"letterhead", org_text_differs(old->letterhead, in->letterhead)},
        {"notice_word", org_text_differs(old->notice_word, in->notice_word)},
    };
    return org_changed(a, items, ARRAY_LEN(items));
}

static enum err update(struct req *req, struct res *res, void *ctx)
{
    int64_t id = req->ids[0];
    struct body old;
    enum err e = body_get(req->db, req->arena, id, &old);
    if (e == OK)
        e = body_update(req->db, id, req->version, ctx);
    if (e != OK)
        return e;
    audit_note(req, "body.update", "body", id, changes(req->arena, &old, ctx));
    return show(req, res, id);
}

static enum err change(struct req *req, struct res *res)
{
    enum err e = check_texts(req, req->body);
    return e == OK ? req_tx(req, res, update, req->body) : e;
}

#define AT(member) offsetof(struct body_form, member)
static const struct field form_fields[] = {
    {.name = "name", .type = F_TEXT, .at = AT(name), .label = "名称", .min = 2, .max = 80, .required = true},
    {.name = "letterhead",
     .type = F_TEXT,
     .at = AT(letterhead),
     .label = "发文机关标志",
     .min = 2,
     .max = 60,
     .required = true},
    {.name = "notice_word",
     .type = F_TEXT,
     .at = AT(notice_word),
     .label = "机关代字",
     .min = 1,
     .max = 20,
     .required = true},
    {.name = "unit_id", .type = F_INT, .at = AT(unit_id), .label = "所在单位", .min = 1, .required = true},
};
static const struct shape create_shape = SHAPE("BodyCreate", struct body_form, form_fields);
/* The seat of a body does not change. */
static const struct shape change_shape = {"BodyChange", sizeof(struct body_form), form_fields,
                                          ARRAY_LEN(form_fields) - 1};

static const struct route routes[] = {
    {GET, "/api/bodies", ROLE_ANY, list_bodies, "督办机构", NULL, NULL, &body_shape, R_PAGE, NULL},
    {POST, "/api/bodies", ROLE_ADMIN, create, "设立督办机构", NULL, &create_shape, &body_shape, R_CREATED,
     NULL},
    {PUT, "/api/bodies/{id}", ROLE_ADMIN, change, "修改督办机构", NULL, &change_shape, &body_shape,
     R_IF_MATCH, current},
};

const struct module body_module = {
    .name = "body",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = body_queries,
    .nqueries = BODY_QUERIES,
};
