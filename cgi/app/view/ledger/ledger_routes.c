#include "app/view/ledger/ledger_priv.h"

static const struct choice sort_items[] = {{"newest", "最新登记在前"}, {"due", "时限近的在前"}};
static const struct choices sorts = CHOICES("LedgerSort", sort_items);

static const struct choice level_items[] = {
    {"own", "本级立项"}, {"above", "上级交办"}, {"part", "由上级交办分解"}};
const struct choices ledger_levels = CHOICES("LedgerLevel", level_items);

#define COL(member, kind_of, text, ...)                                                                      \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(struct ledger_filter, member), .label = (text),   \
        ##__VA_ARGS__                                                                                        \
    }
static const struct field filter_fields[] = {
    COL(q, F_TEXT, "查找", .max = 60),
    COL(status, F_CHOICE, "状态", .choices = &matter_statuses),
    COL(source, F_CHOICE, "来源类别", .choices = &matter_sources),
    COL(unit_id, F_INT, "承办单位", .min = 1),
    COL(light, F_CHOICE, "灯色", .choices = &lights),
    COL(is_key, F_BOOL, "重点"),
    COL(urgency, F_CHOICE, "紧急程度", .choices = &urgencies),
    COL(level, F_CHOICE, "哪一级交办", .choices = &ledger_levels),
    COL(due_from, F_DATE, "时限从"),
    COL(due_to, F_DATE, "时限到"),
    COL(mine, F_BOOL, "等待我办理"),
    COL(sort, F_CHOICE, "排序", .choices = &sorts),
};
const struct shape ledger_filter_shape = SHAPE("LedgerFilter", struct ledger_filter, filter_fields);

static enum err finish_rows(struct req *req, struct list *rows, const struct light_day *day)
{
    struct list units = {0};
    struct ledger_row *row = rows->items;
    enum err e = rows->n == 0 ? OK : ledger_units(req, rows, &units);
    const struct ledger_unit *u = units.items;
    for (size_t i = 0, from = 0, to; e == OK && i < rows->n; i++, from = to) {
        for (to = from; to < units.n && u[to].matter_id == row[i].id; to++)
            ;
        ledger_row_finish(req->arena, &row[i], u + from, to - from, day);
    }
    return e;
}

enum err ledger_page(struct req *req, const struct ledger_filter *f, const char *after, int64_t limit,
                     struct list *rows, const char **next)
{
    struct ledger_page_at at = {.limit = limit + 1};
    struct light_day day;
    *next = NULL;
    *rows = (struct list){0};
    if (after != NULL && !ledger_key_parse(after, f->sort, &at.after))
        return req_field(req, "?after", "翻页位置无效，请从第一页重新查看");
    enum err e = light_day_of(req, &day);
    if (e != OK)
        return e;
    at.light = light_range_of(f->light, &day);
    e = ledger_rows(req, f, &at, rows);
    if (e == OK && rows->n > (size_t)limit) {
        rows->n = (size_t)limit;
        const struct ledger_row *last = (const struct ledger_row *)rows->items + limit - 1;
        *next = ledger_key_text(req->arena, f->sort, &(struct ledger_key){last->id, last->light_on});
    }
    return e == OK ? finish_rows(req, rows, &day) : e;
}

static enum err list(struct req *req, struct res *res)
{
    struct list rows = {0};
    const char *next;
    struct json *j = &res->json;
    enum err e = ledger_page(req, req->query, req->after, req->limit, &rows, &next);
    if (e != OK)
        return e;
    json_open(j, '{');
    json_key(j, "items");
    json_open(j, '[');
    for (size_t i = 0; i < rows.n; i++)
        json_struct(j, &ledger_row_shape, (const struct ledger_row *)rows.items + i);
    json_close(j, ']');
    json_key(j, "next");
    json_text(j, next);
    json_close(j, '}');
    return OK;
}

static const struct route ledger_routes[] = {
    {.method = GET,
     .path = "/api/matters",
     .who = ROLE_BUSINESS,
     .fn = list,
     .summary = "督办台账",
     .query = &ledger_filter_shape,
     .reply = &ledger_row_shape,
     .flags = R_PAGE},
};

const struct module ledger_module = {
    .name = "ledger",
    .routes = ledger_routes,
    .nroutes = ARRAY_LEN(ledger_routes),
    .queries = ledger_queries,
    .nqueries = ARRAY_LEN(ledger_queries),
};
