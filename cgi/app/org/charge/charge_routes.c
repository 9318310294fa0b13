#include "app/audit/audit.h"
#include "app/org/charge/charge_priv.h"

struct charge_form {
    struct list unit_ids; /* int64_t */
};
struct charges {
    int64_t membership_id, version;
    struct list items; /* struct charge */
    const char *next;
};

static const struct field charges_fields[] = {
    {.name = "items",
     .type = F_LIST,
     .at = offsetof(struct charges, items),
     .label = "分管",
     .of = &charge_shape},
    {.name = "next",
     .type = F_TEXT,
     .at = offsetof(struct charges, next),
     .label = "下一页",
     .nullable = true},
};
static const struct shape list_shape = SHAPE("Charges", struct charges, charges_fields);
static const struct field holder_fields[] = {
    {.name = "membership_id", .type = F_INT, .at = offsetof(struct charges, membership_id), .label = "任职"},
    {.name = "version", .type = F_INT, .at = offsetof(struct charges, version), .label = "版本"},
    {.name = "items",
     .type = F_LIST,
     .at = offsetof(struct charges, items),
     .label = "分管",
     .of = &charge_shape},
};
static const struct shape holder_shape = SHAPE("ChargesOfDeputy", struct charges, holder_fields);

static enum err list_charges(struct req *req, struct res *res)
{
    struct charges reply = {0};
    enum err e = charge_list(req, 0, &reply.items);
    if (e == OK)
        res_struct(res, &list_shape, &reply);
    return e;
}

static enum err show(struct req *req, struct res *res)
{
    struct charges reply = {.membership_id = req->ids[0]};
    struct charge_holder holder;
    enum err e = charge_holder(req, req->ids[0], &holder);
    if (e == OK)
        e = charge_list(req, req->ids[0], &reply.items);
    if (e != OK)
        return e;
    reply.version = holder.version;
    res_struct(res, &holder_shape, &reply);
    res->version = holder.version;
    return OK;
}

static bool has_unit(const struct list *units, int64_t id)
{
    const struct charge_unit *u = units->items;
    for (size_t i = 0; i < units->n; i++)
        if (u[i].id == id)
            return true;
    return false;
}

static bool has_id(const struct list *ids, size_t n, int64_t id)
{
    const int64_t *items = ids->items;
    for (size_t i = 0; i < n; i++)
        if (items[i] == id)
            return true;
    return false;
}

static enum err check_units(struct req *req, const struct list *ids, int64_t body_id)
{
    const int64_t *id = ids->items;
    struct list units;
    enum err e = charge_units(req, body_id, &units);
    for (size_t i = 0; e != ERR_BUSY && e != ERR_INTERNAL && i < ids->n; i++) {
        const char *at = arena_printf(req->arena, "#/unit_ids/%zu", i);
        if (!has_unit(&units, id[i]))
            e = req_field(req, at, "没有这个单位，或者它不归本督办机构管理。");
        else if (has_id(ids, i, id[i]))
            e = req_field(req, at, "同一单位写了两次。");
    }
    return e;
}

static bool is_in_charge(const struct list *charges, int64_t unit_id)
{
    const struct charge *c = charges->items;
    for (size_t i = 0; i < charges->n; i++)
        if (c[i].unit_id == unit_id)
            return true;
    return false;
}

/* What is there and stays keeps its row, so that since when it holds is not lost. */
static enum err apply(struct req *req, const struct list *ids)
{
    struct list old;
    const int64_t *id = ids->items;
    enum err e = charge_list(req, req->ids[0], &old);
    const struct charge *c = old.items;
    for (size_t i = 0; e == OK && i < old.n; i++)
        if (!has_id(ids, ids->n, c[i].unit_id))
            e = charge_end(req, c[i].id);
    for (size_t i = 0; e == OK && i < ids->n; i++)
        if (!is_in_charge(&old, id[i]))
            e = charge_add(req, req->ids[0], id[i]);
    return e == OK ? charge_follow(req->db, req->ids[0], date_of(req->now)) : e;
}

static char *detail_of(struct arena *a, const struct list *ids)
{
    return arena_printf(a, "{\"unit_ids\":%s}", json_ids(a, ids));
}

static enum err set(struct req *req, struct res *res, void *ctx)
{
    const struct charge_form *in = ctx;
    struct charge_holder holder;
    enum err e = charge_holder(req, req->ids[0], &holder);
    if (e == OK)
        e = charge_touch(req, req->ids[0]);
    if (e != OK)
        return e;
    if (holder.rank != RANK_DEPUTY || !holder.is_in_term)
        return req_fail(req, ERR_CONFLICT, "charge-not-deputy",
                        "只有在任的副组长可以分管单位；组长统管全部单位。");
    e = check_units(req, &in->unit_ids, holder.body_id);
    if (e == OK)
        e = apply(req, &in->unit_ids);
    if (e != OK)
        return e;
    audit_note(req, "charge.set", "membership", req->ids[0], detail_of(req->arena, &in->unit_ids));
    return show(req, res);
}

static enum err change(struct req *req, struct res *res)
{
    return req_tx(req, res, set, req->body);
}

static const struct field form_fields[] = {
    {.name = "unit_ids",
     .type = F_INTS,
     .at = offsetof(struct charge_form, unit_ids),
     .label = "分管单位",
     .required = true},
};
static const struct shape form_shape = SHAPE("ChargesSet", struct charge_form, form_fields);

static const struct route routes[] = {
    {GET, "/api/charges", ROLE_BODY | ROLE_ADMIN, list_charges, "分管", NULL, NULL, &list_shape, 0, NULL},
    {PUT, "/api/charges/{id}", ROLE_ADMIN, change, "确定副组长的分管单位", NULL, &form_shape, &holder_shape,
     R_IF_MATCH, show},
};

const struct module charge_module = {
    .name = "charge",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = charge_queries,
    .nqueries = CHARGE_QUERIES,
};
