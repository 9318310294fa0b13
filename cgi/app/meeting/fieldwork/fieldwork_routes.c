#include "app/audit/audit.h"
#include "app/meeting/fieldwork/fieldwork_priv.h"
#include "app/meeting/meeting/setting.h"
#include "app/org/org.h"

/* ---- reading */
struct month_query {
    int32_t month;
};
static const struct field query_fields[] = {{.name = "month",
                                             .type = F_DATE,
                                             .at = offsetof(struct month_query, month),
                                             .label = "哪个月（其中任何一天）"}};
static const struct shape query_shape = SHAPE("FieldMonthQuery", struct month_query, query_fields);

static struct month asked(const struct req *req)
{
    const struct month_query *q = req->query;
    return month_of(q->month != 0 ? q->month : date_of(req->now));
}

struct days {
    struct list items;
};
static const struct field days_fields[] = {{.name = "items",
                                            .type = F_LIST,
                                            .at = offsetof(struct days, items),
                                            .label = "下基层记录",
                                            .of = &field_day_shape}};
static const struct shape days_shape = SHAPE("FieldDays", struct days, days_fields);

static enum err list(struct req *req, struct res *res)
{
    struct month m = asked(req);
    struct days out = {0};
    enum err e = field_days(req, &m, &out.items);
    if (e == OK)
        res_struct(res, &days_shape, &out);
    return e;
}

struct counts {
    int32_t from_on, to_on;
    bool is_field_month;
    int64_t target_halves;
    struct list items;
};
static const struct field person_fields[] = {
    {.name = "person_id", .type = F_INT, .at = offsetof(struct field_count, person_id), .label = "人员"},
    {.name = "name", .type = F_TEXT, .at = offsetof(struct field_count, name), .label = "姓名"},
    {.name = "post", .type = F_TEXT, .at = offsetof(struct field_count, post), .label = "职务"},
    {.name = "halves", .type = F_INT, .at = offsetof(struct field_count, halves), .label = "半天数"},
};
static const struct shape person_shape = SHAPE("FieldCount", struct field_count, person_fields);
#define COUNT(member, kind_of, text, ...)                                                                    \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(struct counts, member), .label = (text),          \
        ##__VA_ARGS__                                                                                        \
    }
static const struct field counts_fields[] = {
    COUNT(from_on, F_DATE, "自"),
    COUNT(to_on, F_DATE, "至"),
    COUNT(is_field_month, F_BOOL, "是下基层月"),
    COUNT(target_halves, F_INT, "应有半天数；不是下基层月为 0"),
    COUNT(items, F_LIST, "各位领导", .of = &person_shape),
};
static const struct shape counts_shape = SHAPE("FieldCounts", struct counts, counts_fields);

static enum err count(struct req *req, struct res *res)
{
    struct month m = asked(req);
    struct counts out = {.from_on = m.first, .to_on = m.last};
    struct meeting_setting s = {0};
    enum err e = meeting_setting_of(req->db, req->arena, req->actor.body_id, &s);
    if (e == OK)
        e = field_counts(req, &m, &out.items);
    if (e != OK)
        return e;
    out.is_field_month = setting_is_quiet(&s, m.first);
    out.target_halves = out.is_field_month ? 2 * s.field_days : 0;
    res_struct(res, &counts_shape, &out);
    return OK;
}

static enum err show(struct req *req, struct res *res)
{
    struct field_day d = {0};
    enum err e = field_day_by_id(req, req->ids[0], &d);
    if (e != OK)
        return e;
    res->version = d.version;
    res_struct(res, &field_day_shape, &d);
    return OK;
}

/* ---- writing */
static void bad(void *ctx, const char *pointer, const char *detail)
{
    (void)req_field(ctx, pointer, "%s", detail);
}

static enum err check_links(struct req *req, const struct field_day_in *in)
{
    struct matter m;
    bool sees = true;
    enum err e = in->matter_id == 0 ? OK : matter_by_id(req, in->matter_id, &m);
    if (e == ERR_NOT_FOUND)
        return req_field(req, "#/matter_id", "没有这个督办事项");
    if (e == OK && in->inspection_id != 0)
        e = field_inspection(req, in->inspection_id, &sees);
    return e == OK && !sees ? req_field(req, "#/inspection_id", "没有这次督查") : e;
}

static enum err check(struct req *req, struct field_day_in *in, int64_t except_id)
{
    int64_t halves = 0;
    if (!field_day_check(in, date_of(req->now), bad, req))
        return ERR_UNPROCESSABLE;
    enum err e = org_plain_field(req, "#/place", in->place);
    if (e == OK && in->unit_id != 0)
        e = field_unit(req, in->unit_id, &in->place);
    if (e == ERR_NOT_FOUND)
        return req_field(req, "#/unit_id", "没有这个单位，或者已经撤销");
    if (e == OK)
        e = check_links(req, in);
    if (e == OK)
        e = field_lock(req);
    if (e == OK)
        e = field_halves(req, in->day, except_id, &halves);
    if (e == OK && halves + (in->half ? 1 : 2) > 2)
        return req_field(req, "#/day", "这一天已经记满一天，请改日期或者修改原来的记录");
    return e;
}

static enum err add_tx(struct req *req, struct res *res, void *ctx)
{
    struct field_day_in *in = ctx;
    enum err e = check(req, in, 0);
    if (e == OK)
        e = field_day_insert(req, in, &req->ids[0]);
    if (e != OK)
        return e;
    audit_note(req, "field_day.add", "field_day", req->ids[0], NULL);
    return show(req, res);
}

static enum err add(struct req *req, struct res *res)
{
    return req_tx(req, res, add_tx, req->body);
}

/* One's own alone. */
static enum err own(struct req *req)
{
    struct field_day d = {0};
    enum err e = field_lock(req);
    if (e == OK)
        e = field_day_by_id(req, req->ids[0], &d);
    if (e == OK && !d.can_edit)
        return ERR_NOT_FOUND;
    if (e == OK && d.version != req->version)
        return req_fail(req, ERR_STALE, "stale", "这条记录已经改过，请看过最新情况");
    return e;
}

static enum err edit_tx(struct req *req, struct res *res, void *ctx)
{
    enum err e = own(req);
    if (e == OK)
        e = check(req, ctx, req->ids[0]);
    if (e == OK)
        e = field_day_update(req, req->ids[0], ctx);
    if (e != OK)
        return e;
    audit_note(req, "field_day.edit", "field_day", req->ids[0], NULL);
    return show(req, res);
}

static enum err edit(struct req *req, struct res *res)
{
    return req_tx(req, res, edit_tx, req->body);
}

static enum err remove_tx(struct req *req, struct res *res, void *ctx)
{
    (void)res;
    (void)ctx;
    enum err e = own(req);
    if (e == OK)
        e = field_day_delete(req, req->ids[0]);
    if (e == OK)
        audit_note(req, "field_day.remove", "field_day", req->ids[0], NULL);
    return e;
}

static enum err remove_one(struct req *req, struct res *res)
{
    return req_tx(req, res, remove_tx, NULL);
}

static const struct route routes[] = {
    {GET, "/api/field-days", ROLE_BODY, list, "一个月的下基层记录：领导看本人的，办公室看全部",
     .query = &query_shape, .reply = &days_shape},
    {GET, "/api/field-days/count", ROLE_BODY, count, "一个月各位领导下基层的天数", .query = &query_shape,
     .reply = &counts_shape},
    {POST, "/api/field-days", ROLE_LEADER, add, "记下基层", .body = &field_day_in_shape,
     .reply = &field_day_shape, .flags = R_CREATED},
    {PUT, "/api/field-days/{id}", ROLE_LEADER, edit, "修改下基层记录", .body = &field_day_in_shape,
     .reply = &field_day_shape, .flags = R_IF_MATCH, .current = show},
    {DELETE, "/api/field-days/{id}", ROLE_LEADER, remove_one, "删除下基层记录",
     .flags = R_IF_MATCH | R_NO_CONTENT, .current = show},
};
const struct module fieldwork_module = {
    .name = "fieldwork",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = field_queries,
    .nqueries = FIELD_QUERIES,
};
