#include "app/audit/audit.h"
#include "app/duty/acting/acting_tell.h"
#include "app/org/person/person.h"
#include "app/time/calendar/calendar.h"

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }

struct acting_all {
    struct list items;
};
static const struct field all_fields[] = {
    COL(struct acting_all, items, F_LIST, "现在和将来的代理", .of = &acting_shape)};
static const struct shape all_shape = SHAPE("ActingList", struct acting_all, all_fields);

static enum err list_acting(struct req *req, struct res *res)
{
    struct acting_all reply = {0};
    enum err e = acting_list(req, &reply.items);
    if (e == OK)
        res_struct(res, &all_shape, &reply);
    return e;
}

static enum err show(struct req *req, struct res *res, int64_t id)
{
    struct acting x;
    enum err e = acting_get(req, id, &x);
    if (e != OK)
        return e;
    res->version = x.version;
    res_struct(res, &acting_shape, &x);
    return OK;
}

static enum err current(struct req *req, struct res *res)
{
    return show(req, res, req->ids[0]);
}

/* ---- who acts for whom, and how long */
struct acting_in {
    int64_t membership_id, person_id;
    int32_t from_on, last_on;
};
static const struct field in_fields[] = {
    COL(struct acting_in, membership_id, F_INT, "被代理的任职", .min = 1, .required = true),
    COL(struct acting_in, person_id, F_INT, "代理人", .min = 1, .required = true),
    COL(struct acting_in, from_on, F_DATE, "开始日期", .required = true),
    COL(struct acting_in, last_on, F_DATE, "最后一天", .required = true),
};
static const struct shape in_shape = SHAPE("ActingNew", struct acting_in, in_fields);

static enum err check_term(struct req *req, const struct acting_in *in, const struct principal *p)
{
    enum err e = OK;
    if (in->from_on < date_of(req->now))
        e = req_field(req, "#/from_on", "开始日期不能早于今天");
    if (in->last_on < in->from_on)
        e = req_field(req, "#/last_on", "最后一天不能早于开始日期");
    else if (in->last_on - in->from_on >= ACTING_DAYS)
        e = req_field(req, "#/last_on", "代理一次最长 %d 天；更长的请任命新人", ACTING_DAYS);
    else if (p->until_on != 0 && in->last_on >= p->until_on)
        e = req_field(req, "#/last_on", "%s自%s起不再任职，代理不能晚于这一天", p->name,
                      date_text(req->arena, p->until_on));
    return e;
}

static enum err check_person(struct req *req, const struct acting_in *in, const struct principal *p,
                             const struct term *t)
{
    struct candidate who;
    bool found, taken;
    enum err e = candidate_get(req, in->person_id, p, &who, &found);
    if (e != OK)
        return e;
    if (!found)
        return req_field(req, "#/person_id", "没有这个人员，或者不是启用中的业务账号");
    if (who.id == p->person_id)
        return req_field(req, "#/person_id", "不能由本人代理本人");
    if (!who.is_inside)
        return req_field(req, "#/person_id", "%s在本机构没有任职，不能代理", who.name);
    e = is_taken(req, p, t, &taken);
    if (e == OK && taken)
        return req_fail(req, ERR_CONFLICT, "acting-taken", "这段时间已有人代理%s的职务，请先结束或者错开日期",
                        p->name);
    return e;
}

static enum err set_tx(struct req *req, struct res *res, void *ctx)
{
    const struct acting_in *in = ctx;
    const struct term term = {in->from_on, in->last_on + 1};
    struct principal p;
    struct acting made;
    int64_t id = 0;
    enum err e = auth_bump(req->db);
    if (e == OK)
        e = principal_get(req, in->membership_id, &p);
    if (e != OK)
        return e;
    const char *refusal = acting_refusal(&req->actor, &p);
    if (refusal != NULL)
        return req_fail(req, ERR_FORBIDDEN, "not-yours", "%s", refusal);
    if (!p.is_in_term)
        return req_fail(req, ERR_CONFLICT, "not-in-term", "%s现在不在任，不需要代理", p.name);
    e = check_term(req, in, &p);
    if (e == OK)
        e = check_person(req, in, &p, &term);
    if (e == OK)
        e = acting_insert(req, &p, in->person_id, &term, &id);
    if (e == OK)
        e = acting_get(req, id, &made);
    if (e == OK)
        e = acting_tell_set(req->db, req->arena, req->now, &made);
    if (e != OK)
        return e;
    audit_note(req, "acting.set", "membership", id,
               arena_printf(req->arena, "{\"for\":%lld}", (long long)p.id));
    res->version = made.version;
    res_struct(res, &acting_shape, &made);
    return OK;
}

static enum err set(struct req *req, struct res *res)
{
    return req_tx(req, res, set_tx, req->body);
}

/* ---- before its time is over */
static enum err end_tx(struct req *req, struct res *res, void *ctx)
{
    struct acting x;
    struct principal p;
    (void)ctx;
    int32_t today = date_of(req->now);
    enum err e = auth_bump(req->db);
    if (e == OK)
        e = acting_get(req, req->ids[0], &x);
    if (e == OK)
        e = principal_get(req, x.for_membership_id, &p);
    if (e != OK)
        return e;
    const char *refusal = acting_refusal(&req->actor, &p);
    if (refusal != NULL)
        return req_fail(req, ERR_FORBIDDEN, "not-yours", "%s", refusal);
    if (x.until_on <= today)
        return req_fail(req, ERR_CONFLICT, "acting-over", "这项代理已经结束");
    e = post_end(req->db, req->now, x.id, req->version, x.from_on > today ? x.from_on : today);
    if (e == OK)
        e = acting_get(req, x.id, &x);
    if (e == OK)
        e = acting_tell_end(req->db, req->arena, req->now, &x);
    if (e != OK)
        return e;
    audit_note(req, "acting.end", "membership", x.id, NULL);
    return show(req, res, x.id);
}

static enum err end(struct req *req, struct res *res)
{
    return req_tx(req, res, end_tx, NULL);
}

#define MAY_SET (ROLE_ADMIN | ROLE_LEADER | ROLE_DEPARTMENT)
static const struct route routes[] = {
    {.method = GET,
     .path = "/api/acting",
     .who = ROLE_BUSINESS | ROLE_ADMIN,
     .fn = list_acting,
     .summary = "现在和将来的代理",
     .reply = &all_shape},
    {.method = POST,
     .path = "/api/acting",
     .who = MAY_SET,
     .fn = set,
     .summary = "确定代理人",
     .body = &in_shape,
     .reply = &acting_shape,
     .flags = R_CREATED},
    {.method = POST,
     .path = "/api/acting/{id}/end",
     .who = MAY_SET,
     .fn = end,
     .summary = "提前结束代理",
     .reply = &acting_shape,
     .flags = R_IF_MATCH,
     .current = current},
};

const struct module acting_module = {
    .name = "acting",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = acting_queries,
    .nqueries = ARRAY_LEN(acting_queries),
};
