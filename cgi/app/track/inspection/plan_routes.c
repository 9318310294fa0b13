#include "app/audit/audit.h"
#include "app/org/org.h"
#include "app/track/inspection/inspection_priv.h"

/* Planning: by the office or a leader, who like the team have no post in a unit to be visited (回避). */

static void note_bad(void *ctx, const char *pointer, const char *detail)
{
    (void)req_field(ctx, pointer, "%s", detail);
}

/* ---- what the plan names is there, and may be named */
static const struct known_member *known_of(const struct list *known, int64_t id)
{
    const struct known_member *k = known->items;
    for (size_t i = 0; i < known->n; i++)
        if (k[i].id == id)
            return &k[i];
    return NULL;
}

static enum err fill_member(struct req *req, const struct list *known, const struct member_in *in, size_t nth,
                            struct member *out)
{
    const char *pointer = arena_printf(req->arena, "#/members/%zu/membership_id", nth);
    const struct known_member *k = known_of(known, in->membership_id);
    if (in->membership_id == 0) {
        *out = (struct member){.name = in->name, .post = in->post == NULL ? "外请专家" : in->post};
        return OK;
    }
    if (k == NULL)
        return req_field(req, pointer, "不是本机构在任的业务人员");
    if (k->barred)
        return req_field(req, pointer, "%s在被查单位任职，应当回避", k->name);
    *out = (struct member){k->id, k->name, k->post, in->is_leader};
    return OK;
}

static enum err fill_members(struct req *req, const struct plan_in *in, struct list *out)
{
    struct list known = {0};
    const struct member_in *m = in->members.items;
    struct member *members = arena_alloc(req->arena, in->members.n * sizeof *members);
    enum err e = members_known(req, in, &known), bad = OK;
    if (e != OK)
        return e;
    for (size_t i = 0; i < in->members.n; i++) {
        e = fill_member(req, &known, &m[i], i, &members[i]);
        bad = e != OK ? e : bad;
    }
    *out = (struct list){members, in->members.n};
    return bad;
}

static bool has_id(const struct list *rows, size_t size, int64_t id)
{
    for (size_t i = 0; i < rows->n; i++)
        if (*(const int64_t *)((const char *)rows->items + i * size) == id)
            return true;
    return false;
}

static enum err check_names(struct req *req, const struct plan_in *in)
{
    struct list units = {0}, matters = {0};
    const int64_t *unit = in->unit_ids.items, *matter = in->matter_ids.items;
    enum err e = visited_units_known(req, in, &units);
    if (e == OK)
        e = matters_known(req, in, &matters);
    enum err bad = e;
    for (size_t i = 0; e == OK && i < in->unit_ids.n; i++)
        if (!has_id(&units, sizeof(struct known_unit_name), unit[i]))
            bad = req_field(req, arena_printf(req->arena, "#/unit_ids/%zu", i), "不是本机构管辖的在用单位");
    for (size_t i = 0; e == OK && i < in->matter_ids.n; i++)
        if (!has_id(&matters, sizeof(int64_t), matter[i]))
            bad = req_field(req, arena_printf(req->arena, "#/matter_ids/%zu", i), "事项不存在");
    return bad;
}

static enum err check_plan(struct req *req, const struct plan_in *in, struct list *members)
{
    bool barred = false;
    if (!visit_plan_check(req->arena, in, note_bad, req))
        return ERR_UNPROCESSABLE;
    enum err e = check_names(req, in);
    if (e == OK)
        e = fill_members(req, in, members);
    if (e == OK)
        e = actor_is_barred(req, in, &barred);
    if (e == OK && barred)
        return req_field(req, "#/unit_ids", "您在被查单位任职，应当回避，请由他人拟订");
    return e;
}

/* ---- planning */
static enum err write_rows(struct req *req, int64_t id, const struct plan_in *in, const struct list *members)
{
    enum err e = members_replace(req, id, members);
    if (e == OK)
        e = visits_add(req, id, &in->unit_ids);
    return e == OK ? matters_replace(req, id, &in->matter_ids) : e;
}

static const char *planned_message(const struct inspection *x)
{
    return x->kind == INSPECTION_OPEN ? "已安排，督查组和被查单位已收到通知"
                                      : "已安排，督查组已收到通知；公布之前被查单位看不到";
}

static enum err plan_tx(struct req *req, struct res *res, void *ctx)
{
    const struct plan_in *in = ctx;
    struct list members = {0};
    struct inspection_case c;
    int64_t id = 0;
    enum err e = check_plan(req, in, &members);
    if (e == OK)
        e = inspection_insert(req, in, &id);
    if (e == OK)
        e = items_replace(req, id, &in->items);
    if (e == OK)
        e = write_rows(req, id, in, &members);
    if (e == OK)
        e = inspection_find(req, id, &c);
    if (e == OK)
        e = inspection_tell(req, &c, TOLD_PLANNED, in->reason);
    if (e != OK)
        return e;
    audit_note(req, "inspection.plan", "inspection", id, NULL);
    inspection_reply(res, &c, planned_message(&c.x));
    return OK;
}

static enum err plan(struct req *req, struct res *res)
{
    return req_tx(req, res, plan_tx, req->body);
}

/* ---- changing the plan */
static bool same_items(const struct list *a, const struct list *b)
{
    const struct check_item *x = a->items, *y = b->items;
    if (a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i++)
        if (org_text_differs(x[i].item, y[i].item) || org_text_differs(x[i].standard, y[i].standard))
            return false;
    return true;
}

/* Units that are no longer to be visited: gone, unless something was recorded there. */
static enum err drop_visits(struct req *req, const struct inspection_case *c, const struct plan_in *in)
{
    const struct visit *v = c->x.visits.items;
    enum err e = OK;
    for (size_t i = 0; e == OK && i < c->x.visits.n; i++) {
        if (has_id(&in->unit_ids, sizeof(int64_t), v[i].unit_id))
            continue;
        if (v[i].version > 1)
            return req_field(req, "#/unit_ids", "%s已有记录，不能删去", v[i].unit_name);
        e = visit_remove(req, v[i].id);
    }
    return e;
}

static enum err change_items(struct req *req, const struct inspection_case *c, const struct plan_in *in)
{
    if (same_items(&c->x.items, &in->items))
        return OK;
    if (c->x.status != IS_PLANNED)
        return req_field(req, "#/items", "督查已经开始，检查项目不能再改");
    return items_replace(req, c->x.id, &in->items);
}

static enum err edit_tx(struct req *req, struct res *res, void *ctx)
{
    const struct plan_in *in = ctx;
    struct list members = {0};
    struct inspection_case c, after;
    enum err e = inspection_begin(req, req->ids[0], IA_EDIT, &c);
    if (e == OK)
        e = check_plan(req, in, &members);
    if (e != OK)
        return e;
    if (in->kind != c.x.kind)
        return req_field(req, "#/kind", "明查、暗访拟订后不能改，请取消后另行拟订");
    e = change_items(req, &c, in);
    if (e == OK)
        e = drop_visits(req, &c, in);
    if (e == OK)
        e = inspection_update(req, c.x.id, in);
    if (e == OK)
        e = write_rows(req, c.x.id, in, &members);
    if (e == OK)
        e = inspection_commit(req, &c, IA_EDIT);
    if (e == OK)
        e = inspection_find(req, c.x.id, &after);
    if (e == OK)
        e = inspection_tell(req, &after, TOLD_PLANNED, in->reason);
    if (e == OK)
        inspection_reply(res, &c, planned_message(&c.x));
    return e;
}

static enum err edit(struct req *req, struct res *res)
{
    return req_tx(req, res, edit_tx, req->body);
}

static const struct route routes[] = {
    {.method = POST,
     .path = "/api/inspections",
     .who = ROLE_BODY,
     .fn = plan,
     .summary = "拟订督查计划",
     .body = &plan_in_shape,
     .reply = &inspection_moved_shape,
     .flags = R_CREATED},
    {.method = PUT,
     .path = "/api/inspections/{id}",
     .who = ROLE_BODY,
     .fn = edit,
     .summary = "修改督查计划",
     .body = &plan_in_shape,
     .reply = &inspection_moved_shape,
     .flags = R_IF_MATCH,
     .current = inspection_current},
};
const struct module inspection_plan_module = {
    .name = "inspection_plan",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = visit_plan_queries,
    .nqueries = PLAN_QUERIES,
};
