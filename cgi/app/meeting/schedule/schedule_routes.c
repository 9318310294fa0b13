#include "app/meeting/schedule/schedule_priv.h"

struct query {
    int32_t from_on, to_on;
};
static const struct field query_fields[] = {
    {.name = "from_on",
     .type = F_DATE,
     .at = offsetof(struct query, from_on),
     .label = "自",
     .required = true},
    {.name = "to_on", .type = F_DATE, .at = offsetof(struct query, to_on), .label = "至", .required = true},
};
static const struct shape query_shape = SHAPE("ScheduleQuery", struct query, query_fields);
struct reply {
    struct list items;
};
static const struct field reply_fields[] = {{.name = "items",
                                             .type = F_LIST,
                                             .at = offsetof(struct reply, items),
                                             .label = "日程",
                                             .of = &entry_shape}};
static const struct shape reply_shape = SHAPE("Schedule", struct reply, reply_fields);

static enum err list(struct req *req, struct res *res)
{
    const struct query *q = req->query;
    struct span s = {q->from_on, q->to_on, date_of(req->now), false};
    struct reply out = {0};
    if (s.to_on < s.from_on || s.to_on - s.from_on > SPAN_DAYS_MAX)
        return req_field(req, "?to_on", "应不早于开始日期，一次最多查看 %d 天", SPAN_DAYS_MAX);
    enum err e = schedule_list(req->db, req->arena, &req->actor, &s, &out.items);
    if (e != OK)
        return e;
    schedule_sort(&out.items);
    res_struct(res, &reply_shape, &out);
    return OK;
}

static const struct route routes[] = {
    {GET, "/api/schedule", ROLE_BUSINESS, list, "日程：会议、督查、时限、下基层", .query = &query_shape,
     .reply = &reply_shape},
};
const struct module schedule_module = {
    .name = "schedule",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = schedule_queries,
    .nqueries = 5,
};
