#include "app/audit/audit.h"
#include "app/time/calendar/calendar_priv.h"

#define YEAR_MIN 2000
#define YEAR_MAX 2199

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

/* ---- one year with its versions: read by all, imported and corrected by the administrator */
struct year_page {
    int64_t year;
    bool published;
    int64_t version;
    const char *source, *warning;
    struct list days, versions;
};
#define Y(member, kind_of, text, ...)                                                                        \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(struct year_page, member), .label = (text),       \
        ##__VA_ARGS__                                                                                        \
    }
static const struct field page_fields[] = {
    Y(year, F_INT, "年份"),
    Y(published, F_BOOL, "放假安排已公布"),
    Y(version, F_INT, "版本", .nullable = true),
    Y(source, F_TEXT, "出处", .nullable = true),
    Y(warning, F_TEXT, "提醒", .nullable = true),
    Y(days, F_LIST, "与周一至周五不同的日子", .of = &workday_shape),
    Y(versions, F_LIST, "历次导入和更正，新的在前", .of = &calendar_version_shape),
};
static const struct shape page_shape = SHAPE("CalendarYear", struct year_page, page_fields);

static enum err check_year(struct req *req)
{
    if (req->ids[0] < YEAR_MIN || req->ids[0] > YEAR_MAX)
        return req_fail(req, ERR_NOT_FOUND, "not-found", "只有 %d 至 %d 年的日历", YEAR_MIN, YEAR_MAX);
    return OK;
}

static enum err reply_year(struct req *req, struct res *res)
{
    int year = (int)req->ids[0];
    struct calendar c = {0};
    struct year_page p = {.year = year};
    enum err e = calendar_load(req->db, req->arena, date_make(year, 1, 1), date_make(year, 12, 31), &c);
    if (e == OK)
        e = calendar_versions(req, year, &p.versions);
    if (e != OK)
        return e;
    const struct calendar_version *newest = p.versions.items;
    p.days = c.days;
    p.published = c.days.n > 0;
    p.warning = p.published ? calendar_warning(req->arena, &c, year) : NULL;
    p.version = p.versions.n > 0 ? newest->id : 0;
    p.source = p.versions.n > 0 ? newest->source : NULL;
    res_struct(res, &page_shape, &p);
    return OK;
}

static enum err show_year(struct req *req, struct res *res)
{
    enum err e = check_year(req);
    return e == OK ? reply_year(req, res) : e;
}

/* Of the days, one a line: day,kind,name. */
static char *hash_of(struct arena *a, const struct list *days)
{
    const struct workday *w = days->items;
    char date[DATE_CHARS], *hex = arena_alloc(a, 65);
    uint8_t hash[32];
    struct buf b;
    buf_init(&b, a);
    for (size_t i = 0; i < days->n; i++)
        buf_printf(&b, "%s,%s,%s\n", date_format(w[i].day, date), choice_name(&workday_kinds, w[i].kind),
                   w[i].name);
    crypto_sha256(b.data, b.len, hash);
    text_hex(hash, sizeof hash, hex);
    return hex;
}

static enum err write_year(struct req *req, struct res *res, void *ctx)
{
    struct year_in *in = ctx;
    const char *hash = hash_of(req->arena, &in->days);
    enum err e = calendar_write(req, (int)req->ids[0], in, hash);
    if (e != OK)
        return e;
    audit_note(req, "calendar.write", "calendar", req->ids[0],
               arena_printf(req->arena, "{\"days\":%zu,\"sha256\":\"%s\"}", in->days.n, hash));
    return reply_year(req, res);
}

static enum err put_year(struct req *req, struct res *res)
{
    enum err e = check_year(req);
    if (e == OK)
        e = year_check(req, (int)req->ids[0], req->body);
    return e == OK ? req_tx(req, res, write_year, req->body) : e;
}

static const struct route calendar_routes[] = {
    {.method = GET,
     .path = "/api/workdays",
     .who = ROLE_ANY,
     .fn = year_of,
     .summary = "一年的放假与调休",
     .query = &year_shape,
     .reply = &reply_shape},
    {.method = GET,
     .path = "/api/calendar/{id}",
     .who = ROLE_ANY,
     .fn = show_year,
     .summary = "一年的日历和历次版本",
     .reply = &page_shape},
    {.method = PUT,
     .path = "/api/calendar/{id}",
     .who = ROLE_ADMIN,
     .fn = put_year,
     .summary = "导入或更正一年的日历（留新版）",
     .body = &year_in_shape,
     .reply = &page_shape,
     .flags = R_NO_VERSION},
};

const struct module calendar_module = {
    .name = "calendar",
    .routes = calendar_routes,
    .nroutes = ARRAY_LEN(calendar_routes),
    .queries = calendar_queries,
    .nqueries = ARRAY_LEN(calendar_queries),
};
