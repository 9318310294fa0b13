#include "app/time/owed/owed_priv.h"

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }

/* ---- what I owe */
static const struct choice owner_items[] = {{"me", "我"}};
static const struct choices owners = CHOICES("DueOwner", owner_items);
struct due_query {
    int owner;
};
static const struct field due_query_fields[] = {
    COL(struct due_query, owner, F_CHOICE, "谁欠的", .choices = &owners)};
static const struct shape due_query_shape = SHAPE("DueQuery", struct due_query, due_query_fields);

struct items {
    struct list items;
};
static const struct field owed_items_fields[] = {
    COL(struct items, items, F_LIST, "应办，时限近的在前", .of = &owed_shape)};
static const struct shape owed_items_shape = SHAPE("OwedItems", struct items, owed_items_fields);

static enum err owed(struct req *req, struct res *res)
{
    struct items out = {0};
    struct calendar c = {0};
    int32_t today = date_of(req->now);
    enum err e = owed_list(req, &out.items);
    struct owed *o = out.items.items;
    if (e == OK)
        e = calendar_load_from(req->db, req->arena, today, &c);
    for (size_t i = 0; e == OK && i < out.items.n; i++) {
        o[i].label = choice_label(&due_kinds, o[i].kind);
        o[i].days_left = workdays_between(&c, today, o[i].due_on);
        o[i].overdue_days = o[i].due_on < today && o[i].paused_since == 0 ? today - o[i].due_on : 0;
        o[i].light = o[i].paused_since != 0                  ? LIGHT_NONE
                     : o[i].overdue_days > 0                 ? LIGHT_RED
                     : o[i].days_left <= LIGHT_SOON_WORKDAYS ? LIGHT_YELLOW
                                                             : LIGHT_GREEN;
    }
    if (e == OK)
        res_struct(res, &owed_items_shape, &out);
    return e;
}

/* ---- the limits of one assignment */
static const struct field deadlines_fields[] = {
    COL(struct items, items, F_LIST, "时限", .of = &deadline_shape)};
static const struct shape deadlines_shape = SHAPE("Deadlines", struct items, deadlines_fields);

static enum err deadlines(struct req *req, struct res *res)
{
    struct items out = {0};
    struct matter m = {0};
    enum err e = matter_of_assignment(req, req->ids[0], &m);
    if (e == OK)
        e = deadlines_of(req, req->ids[0], &out.items);
    struct deadline *d = out.items.items;
    for (size_t i = 0; e == OK && i < out.items.n; i++)
        d[i].label = choice_label(&due_kinds, d[i].kind);
    if (e == OK)
        res_struct(res, &deadlines_shape, &out);
    return e;
}

/* ---- the burden of a week */
struct burden_query {
    int32_t week;
};
static const struct field burden_query_fields[] = {
    COL(struct burden_query, week, F_DATE, "所在周的某一天；空为本周")};
static const struct shape burden_query_shape = SHAPE("BurdenQuery", struct burden_query, burden_query_fields);
struct burden_kind {
    int kind;
    const char *label;
    int64_t n, open_n;
};
static const struct field kind_fields[] = {
    COL(struct burden_kind, kind, F_CHOICE, "类别", .choices = &due_kinds),
    COL(struct burden_kind, label, F_TEXT, "类别名称"),
    COL(struct burden_kind, n, F_INT, "件数"),
    COL(struct burden_kind, open_n, F_INT, "未交"),
};
static const struct shape kind_shape = SHAPE("BurdenKind", struct burden_kind, kind_fields);
struct burden_unit {
    int64_t unit_id;
    const char *unit_name;
    int64_t n, open_n;
    struct list kinds;
};
static const struct field unit_fields[] = {
    COL(struct burden_unit, unit_id, F_INT, "单位"),
    COL(struct burden_unit, unit_name, F_TEXT, "单位名称"),
    COL(struct burden_unit, n, F_INT, "应交件数"),
    COL(struct burden_unit, open_n, F_INT, "未交"),
    COL(struct burden_unit, kinds, F_LIST, "按类别", .of = &kind_shape),
};
static const struct shape unit_shape = SHAPE("BurdenUnit", struct burden_unit, unit_fields);
struct burden {
    int32_t from_on, to_on;
    struct list items;
};
static const struct field burden_fields[] = {
    COL(struct burden, from_on, F_DATE, "周一"),
    COL(struct burden, to_on, F_DATE, "周日"),
    COL(struct burden, items, F_LIST, "各单位", .of = &unit_shape),
};
static const struct shape burden_shape = SHAPE("Burden", struct burden, burden_fields);

/* Rows come in order of units; each becomes one kind of its unit. */
static struct list by_unit(struct arena *a, const struct list *rows)
{
    const struct burden_row *r = rows->items;
    struct burden_unit *u = arena_alloc(a, (rows->n + 1) * sizeof *u);
    struct burden_kind *k = arena_alloc(a, (rows->n + 1) * sizeof *k);
    size_t n = 0;
    for (size_t i = 0; i < rows->n; i++) {
        if (n == 0 || u[n - 1].unit_id != r[i].unit_id)
            u[n++] = (struct burden_unit){
                .unit_id = r[i].unit_id, .unit_name = r[i].unit_name, .kinds = {&k[i], 0}};
        k[i] = (struct burden_kind){r[i].kind, choice_label(&due_kinds, r[i].kind), r[i].n, r[i].open_n};
        u[n - 1].kinds.n++;
        u[n - 1].n += r[i].n;
        u[n - 1].open_n += r[i].open_n;
    }
    return (struct list){u, n};
}

static enum err burden(struct req *req, struct res *res)
{
    const struct burden_query *q = req->query;
    int32_t day = q->week != 0 ? q->week : date_of(req->now);
    struct list rows = {0};
    struct burden out = {.from_on = day - date_weekday(day) + 1, .to_on = day - date_weekday(day) + 7};
    enum err e = burden_rows(req, out.from_on, out.to_on, &rows);
    if (e != OK)
        return e;
    out.items = by_unit(req->arena, &rows);
    res_struct(res, &burden_shape, &out);
    return OK;
}

static const struct route owed_routes[] = {
    {.method = GET,
     .path = "/api/due",
     .who = ROLE_BUSINESS,
     .fn = owed,
     .summary = "我应办的，时限近的在前",
     .query = &due_query_shape,
     .reply = &owed_items_shape},
    {.method = GET,
     .path = "/api/assignments/{id}/deadlines",
     .who = ROLE_BUSINESS,
     .fn = deadlines,
     .summary = "一份承办的各个时限，和为什么是这一天",
     .reply = &deadlines_shape},
    {.method = GET,
     .path = "/api/stats/burden",
     .who = ROLE_BUSINESS,
     .fn = burden,
     .summary = "各单位一周应交多少件",
     .query = &burden_query_shape,
     .reply = &burden_shape},
};
const struct module owed_module = {
    .name = "owed",
    .routes = owed_routes,
    .nroutes = ARRAY_LEN(owed_routes),
    .queries = owed_queries,
    .nqueries = OWED_QUERIES,
};
