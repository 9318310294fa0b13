#include "app/audit/audit.h"
#include "app/org/person/person_priv.h"

static enum err list_posts(struct req *req, struct res *res)
{
    return post_page(req, res, req->query);
}

static enum err show(struct req *req, struct res *res, int64_t id)
{
    struct post p;
    enum err e = post_get(req->db, req->arena, id, &p);
    if (e != OK)
        return e;
    res_struct(res, &post_shape, &p);
    res->version = p.version;
    return OK;
}

static enum err current(struct req *req, struct res *res)
{
    return show(req, res, req->ids[0]);
}

static enum err insert(struct req *req, struct res *res, void *ctx)
{
    const struct post_new *in = ctx;
    struct post_pointer at = {req, "", false};
    struct person_row person;
    int64_t id;
    bool found;
    enum err e = auth_bump(req->db);
    if (e == OK)
        e = person_find(req->db, req->arena, in->person_id, &person, &found);
    if (e != OK)
        return e;
    if (!found || person.status != PERSON_ACTIVE)
        return req_field(req, "#/person_id", "没有这个人员，或者账号已停用。");
    e = post_add(req->db, req->arena, &(struct post_adding){in, person.class, org_note_field, &at}, &id);
    if (e != OK || at.failed)
        return e != OK ? e : ERR_UNPROCESSABLE;
    audit_note(req, "membership.create", "membership", id, NULL);
    return show(req, res, id);
}

static enum err create(struct req *req, struct res *res)
{
    return req_tx(req, res, insert, req->body);
}

struct ending {
    int32_t until_on;
};

static enum err check_ending(struct req *req, const struct post *p, int32_t until_on)
{
    int64_t others = 1;
    enum err e = OK;
    if (p->version != req->version)
        return ERR_STALE;
    if (p->until_on)
        return req_fail(req, ERR_CONFLICT, "membership-ended", "这项任职已经登记了离任日期。");
    if (until_on < p->from_on)
        return req_field(req, "#/until_on", "离任日期不能早于任职日期。");
    if (auth_role_bit(p->role) == ROLE_ADMIN)
        e = person_other_admins(req, 0, p->id, &others);
    if (e == OK && others == 0)
        return req_fail(req, ERR_CONFLICT, "person-last-admin", "这是最后一位系统管理员，不能离任。");
    return e;
}

static enum err end_post(struct req *req, struct res *res, void *ctx)
{
    const struct ending *in = ctx;
    struct post p;
    enum err e = auth_bump(req->db);
    if (e == OK)
        e = post_get(req->db, req->arena, req->ids[0], &p);
    if (e == OK)
        e = check_ending(req, &p, in->until_on);
    if (e == OK)
        e = post_end(req->db, req->now, p.id, req->version, in->until_on);
    if (e != OK)
        return e;
    char day[DATE_CHARS];
    audit_note(req, "membership.end", "membership", p.id,
               org_named(req->arena, "until_on", date_format(in->until_on, day)));
    return show(req, res, p.id);
}

static enum err end(struct req *req, struct res *res)
{
    return req_tx(req, res, end_post, req->body);
}

static const struct field query_fields[] = {
    {.name = "unit_id", .type = F_INT, .at = offsetof(struct post_query, unit_id), .label = "单位", .min = 1},
    {.name = "role",
     .type = F_CHOICE,
     .at = offsetof(struct post_query, role),
     .label = "角色",
     .choices = &auth_roles},
};
static const struct shape query_shape = SHAPE("MembershipQuery", struct post_query, query_fields);

#define NEW(member) offsetof(struct post_new, member)
static const struct field form_fields[] = {
    {.name = "person_id", .type = F_INT, .at = NEW(person_id), .label = "人员", .min = 1, .required = true},
    {.name = "unit_id", .type = F_INT, .at = NEW(unit_id), .label = "单位", .min = 1, .required = true},
    {.name = "role",
     .type = F_CHOICE,
     .at = NEW(role),
     .label = "角色",
     .required = true,
     .choices = &auth_roles},
    {.name = "rank", .type = F_CHOICE, .at = NEW(rank), .label = "组内职务", .choices = &auth_ranks},
    {.name = "post", .type = F_TEXT, .at = NEW(post), .label = "职务", .max = 40, .required = true},
    {.name = "from_on", .type = F_DATE, .at = NEW(from_on), .label = "任职日期", .required = true},
};
static const struct shape form_shape = SHAPE("MembershipCreate", struct post_new, form_fields);

static const struct field ending_fields[] = {
    {.name = "until_on",
     .type = F_DATE,
     .at = offsetof(struct ending, until_on),
     .label = "离任日期",
     .required = true},
};
static const struct shape ending_shape = SHAPE("MembershipEnd", struct ending, ending_fields);

static const struct route routes[] = {
    {GET, "/api/memberships", ROLE_BUSINESS | ROLE_ADMIN, list_posts, "在任人员名录", &query_shape, NULL,
     &post_shape, R_PAGE, NULL},
    {POST, "/api/memberships", ROLE_ADMIN, create, "新增任职", NULL, &form_shape, &post_shape, R_CREATED,
     NULL},
    {POST, "/api/memberships/{id}/end", ROLE_ADMIN, end, "离任", NULL, &ending_shape, &post_shape, R_IF_MATCH,
     current},
};

const struct module membership_module = {
    .name = "membership",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = post_queries,
    .nqueries = POST_QUERIES,
};
