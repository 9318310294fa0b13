#include "app/calendar/calendar_priv.h"

struct year_query {
    int64_t year;
};
static const struct field year_fields[] = {
    {.name = "year",
     .type = F_INT,
     .at = offsetof(struct year_query, year),
     .label = "年份",
     .min = 1900,
     .max = 2199},
};
static const struct shape year_shape = SHAPE("WorkdaysQuery", struct year_query, year_fields);

struct year_reply {
    int64_t year;
    bool published;
    struct list items;
};
static const struct field reply_fields[] = {
    {.name = "year", .type = F_INT, .at = offsetof(struct year_reply, year), .label = "年份"},
    {.name = "published",
     .type = F_BOOL,
     .at = offsetof(struct year_reply, published),
     .label = "放假安排已公布；未公布的年份按周一至周五计算"},
    {.name = "items",
     .type = F_LIST,
     .at = offsetof(struct year_reply, items),
     .label = "与周一至周五不同的日子",
     .of = &workday_shape},
};
static const struct shape reply_shape = SHAPE("Workdays", struct year_reply, reply_fields);

static enum err year_of(struct req *req, struct res *res)
{
    const struct year_query *q = req->query;
    struct year_reply out = {.year = q->year};
    int year, month, mday;
    date_split(date_of(req->now), &year, &month, &mday);
    if (out.year == 0)
        out.year = year;
    struct calendar c = {0};
    enum err e = calendar_load(req->db, req->arena, date_make((int)out.year, 1, 1),
                               date_make((int)out.year, 12, 31), &c);
    if (e != OK)
        return e;
    out.items = c.days;
    out.published = c.days.n > 0;
    res_struct(res, &reply_shape, &out);
    return OK;
}

static const struct route calendar_routes[] = {
    {.method = GET,
     .path = "/api/workdays",
     .who = ROLE_ANY,
     .fn = year_of,
     .summary = "一年的放假与调休",
     .query = &year_shape,
     .reply = &reply_shape},
};

const struct module calendar_module = {
    .name = "calendar",
    .routes = calendar_routes,
    .nroutes = ARRAY_LEN(calendar_routes),
    .queries = calendar_queries,
    .nqueries = ARRAY_LEN(calendar_queries),
};
