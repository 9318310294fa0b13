#include "app/view/wall/wall_priv.h"

#include "app/time/calendar/calendar.h"

static const struct field filter_fields[] = {
    {.name = "unit_id",
     .type = F_INT,
     .at = offsetof(struct wall_filter, unit_id),
     .label = "承办单位",
     .min = 1},
    {.name = "is_key", .type = F_BOOL, .at = offsetof(struct wall_filter, is_key), .label = "只看重点"},
};
static const struct shape filter_shape = SHAPE("WallFilter", struct wall_filter, filter_fields);

struct wall {
    int64_t at;
    int32_t today;
    struct list items;
    bool more;
};
static const struct field wall_fields[] = {
    {.name = "at", .type = F_INSTANT, .at = offsetof(struct wall, at), .label = "数据时间"},
    {.name = "today", .type = F_DATE, .at = offsetof(struct wall, today), .label = "今天"},
    {.name = "items",
     .type = F_LIST,
     .at = offsetof(struct wall, items),
     .label = "办理中的事项",
     .of = &wall_row_shape},
    {.name = "more", .type = F_BOOL, .at = offsetof(struct wall, more), .label = "还有没列出的"},
};
static const struct shape wall_shape = SHAPE("Wall", struct wall, wall_fields);

/* The light as it is on the matter's own page. */
static void dress(struct arena *a, struct wall_row *row, struct wall_unit *units, size_t n,
                  const struct light_day *day)
{
    struct assignment *at = arena_alloc(a, (n + 1) * sizeof *at);
    for (size_t i = 0; i < n; i++)
        at[i] = units[i].at;
    matter_light(a, &row->m, &(struct list){at, n}, day);
    for (size_t i = 0; i < n; i++)
        units[i].at = at[i];
    row->units = (struct list){units, n};
    row->issued_on = date_of(row->m.issued_at);
}

static enum err show(struct req *req, struct res *res)
{
    static const struct wall_filter all;
    struct wall w = {.at = req->now, .today = date_of(req->now)};
    struct light_day day;
    struct list units = {0};
    enum err e = light_day_of(req, &day);
    if (e == OK)
        e = wall_rows(req, req->query ? req->query : &all, &w.items);
    if (e != OK)
        return e;
    w.more = w.items.n > WALL_ROWS;
    w.items.n = w.more ? WALL_ROWS : w.items.n;
    e = w.items.n == 0 ? OK : wall_units(req, &w.items, &units);
    if (e != OK)
        return e;
    struct wall_row *row = w.items.items;
    struct wall_unit *u = units.items;
    for (size_t i = 0, from = 0, to; i < w.items.n; i++, from = to) {
        for (to = from; to < units.n && u[to].matter_id == row[i].m.id; to++)
            ;
        dress(req->arena, &row[i], u + from, to - from, &day);
    }
    res_struct(res, &wall_shape, &w);
    return OK;
}

static const struct route wall_routes[] = {
    {.method = GET,
     .path = "/api/wall",
     .who = ROLE_BUSINESS,
     .fn = show,
     .summary = "挂图：办理中的事项，重点在前",
     .query = &filter_shape,
     .reply = &wall_shape},
};
const struct module wall_module = {
    .name = "wall",
    .routes = wall_routes,
    .nroutes = ARRAY_LEN(wall_routes),
    .queries = wall_queries,
    .nqueries = ARRAY_LEN(wall_queries),
};
