#include "app/view/home/home_priv.h"

struct home {
    struct list todos, counts, recent;
};
static const struct field home_fields[] = {
    {"todos", F_LIST, offsetof(struct home, todos), .label = "等我办理", .of = &todo_shape},
    {"counts", F_LIST, offsetof(struct home, counts), .label = "件数", .of = &count_row_shape},
    {"recent", F_LIST, offsetof(struct home, recent), .label = "近期动态", .of = &recent_shape},
};
static const struct shape home_shape = SHAPE("Home", struct home, home_fields);

/* Counted again only where the list was cut. */
static enum err count_mine(struct req *req, const struct list *todos, int64_t *n)
{
    if (todos->n >= TODOS_MAX)
        return todo_matters(req, n);
    const struct todo *todo = todos->items;
    *n = 0;
    for (size_t i = 0; i < todos->n; i++) {
        size_t j = 0;
        while (todo[j].matter_id != todo[i].matter_id)
            j++;
        *n += i == j && todo[i].matter_id != 0;
    }
    return OK;
}

static enum err load_business(struct req *req, struct home *home)
{
    struct light_day day;
    struct home_counts counts;
    int64_t mine = 0;
    enum err e = light_day_of(req, &day);
    if (e == OK)
        e = home_count(req, &day, &counts);
    if (e == OK)
        e = count_mine(req, &home->todos, &mine);
    if (e == OK)
        e = recent_list(req, &home->recent);
    if (e != OK)
        return e;
    todo_dress(req->arena, &home->todos, &day);
    home_count_rows(req->arena, req->actor.role, mine, &counts, &home->counts);
    return OK;
}

static enum err show(struct req *req, struct res *res)
{
    struct home home = {0};
    enum err e = todo_list(req, &home.todos);
    if (e == OK && req->actor.role & ROLE_BUSINESS)
        e = todo_inspections(req, &home.todos);
    if (e == OK && req->actor.role & ROLE_BUSINESS)
        e = todo_meetings(req, &home.todos);
    if (e == OK && req->actor.role & ROLE_BUSINESS)
        e = load_business(req, &home);
    else if (e == OK)
        todo_dress(req->arena, &home.todos, &(struct light_day){0});
    if (e == OK)
        res_struct(res, &home_shape, &home);
    return e;
}

static enum err views(struct req *req, struct res *res)
{
    return res_page(res, &VIEW_LIST,
                    DB_ARGS(db_i64(req->actor.membership_id), db_text(req->after), db_text(req->after),
                            db_i64(req->limit + 1)));
}

static enum err insert_view(struct req *req, struct res *res, void *ctx)
{
    struct saved_view *view = ctx;
    int64_t n;
    enum err e = view_count(req, &n);
    if (e == OK && n >= VIEWS_MAX)
        return req_fail(req, ERR_CONFLICT, "views-full", "最多保存 %d 个视图，请先删除不用的", VIEWS_MAX);
    if (e == OK)
        e = view_insert(req, view);
    if (e == ERR_CONFLICT)
        return req_fail(req, e, "view-name-taken", "已有名为“%s”的视图，请换一个名称", view->name);
    if (e == OK)
        res_struct(res, &view_shape, view);
    return e;
}

static enum err add_view(struct req *req, struct res *res)
{
    return req_tx(req, res, insert_view, req->body);
}

static enum err delete_view(struct req *req, struct res *res, void *ctx)
{
    (void)res;
    (void)ctx;
    return view_delete(req, req->ids[0]);
}

static enum err remove_view(struct req *req, struct res *res)
{
    return req_tx(req, res, delete_view, NULL);
}

static const struct field view_fields[] = {
    {"name", F_TEXT, offsetof(struct saved_view, name), "名称", .min = 1, .max = 30, .required = true},
    {"query", F_TEXT, offsetof(struct saved_view, query), "筛选条件", .min = 1, .max = 1000,
     .required = true},
};
static const struct shape view_new_shape = SHAPE("SavedViewNew", struct saved_view, view_fields);

static const struct route routes[] = {
    {GET, "/api/home", ROLE_ANY, show, "首页：等我办理的事", .reply = &home_shape},
    {GET, "/api/views", ROLE_BUSINESS, views, "台账视图", .reply = &view_shape, .flags = R_PAGE},
    {POST, "/api/views", ROLE_BUSINESS, add_view, "保存台账视图", .body = &view_new_shape,
     .reply = &view_shape, .flags = R_CREATED},
    {DELETE, "/api/views/{id}", ROLE_BUSINESS, remove_view, "删除台账视图",
     .flags = R_NO_CONTENT | R_NO_VERSION},
    {GET, "/api/matters/export", ROLE_BODY, export_ledger, "导出台账", .query = &ledger_filter_shape,
     .flags = R_FILE},
};
static const struct db_query *const queries[] = {
    &HOME_COUNTS, &RECENT_OF_BODY, &RECENT_OF_UNIT, &VIEW_LIST,
    &VIEW_COUNT,  &VIEW_INSERT,    &VIEW_DELETE,    &EXPORT_FACTS,
};
const struct module home_module = {
    .name = "home",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = queries,
    .nqueries = ARRAY_LEN(queries),
};
/* The statements of what waits for each role; its route is the home's. */
const struct module todo_module = {
    .name = "todo", .queries = todo_queries, .nqueries = ARRAY_LEN(todo_queries)};
