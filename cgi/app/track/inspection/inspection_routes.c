#include "app/audit/audit.h"
#include "app/org/org.h"
#include "app/track/inspection/inspection_priv.h"

/* ---- shared by the handlers */
enum err inspection_current(struct req *req, struct res *res)
{
    struct inspection_case c;
    enum err e = inspection_find(req, req->ids[0], &c);
    if (e != OK)
        return e;
    inspection_buttons(req->arena, &c);
    res->version = c.x.version;
    res_struct(res, &inspection_shape, &c.x);
    return OK;
}

enum err inspection_begin(struct req *req, int64_t id, int action, struct inspection_case *c)
{
    enum err e = inspection_find(req, id, c);
    if (e == OK)
        e = inspection_lock(req, id);
    if (e == OK)
        e = inspection_find(req, id, c);
    if (e != OK)
        return e;
    if (req->version != 0 && req->version != c->x.version)
        return req_fail(req, ERR_STALE, "stale", "督查已被他人更新，请看过最新情况");
    const struct inspection_verdict v = inspection_judge(req->arena, c, action);
    return v.err == OK ? OK : req_fail(req, v.err, v.code, "%s", v.why);
}

enum err inspection_commit(struct req *req, struct inspection_case *c, int action)
{
    enum err e = inspection_set_status(req, c);
    if (e != OK)
        return e;
    c->x.status = c->to;
    c->x.version++;
    audit_note(req, arena_printf(req->arena, "inspection.%s", choice_name(&inspection_actions, action)),
               "inspection", c->x.id, NULL);
    return OK;
}

void inspection_reply(struct res *res, const struct inspection_case *c, const char *message)
{
    res->version = c->x.version;
    res_struct(res, &inspection_moved_shape,
               &(struct inspection_moved){c->x.id, c->x.version, c->x.status, message});
}

/* ---- reading */
struct list_query {
    int kind, status;
    int64_t unit_id;
    const char *q;
    bool mine;
};
static const struct field query_fields[] = {
    {"kind", F_CHOICE, offsetof(struct list_query, kind), "方式", .choices = &inspection_kinds},
    {"status", F_CHOICE, offsetof(struct list_query, status), "状态", .choices = &inspection_statuses},
    {"unit_id", F_INT, offsetof(struct list_query, unit_id), "被查单位", .min = 1},
    {"q", F_TEXT, offsetof(struct list_query, q), "名称", .max = 60},
    {"mine", F_BOOL, offsetof(struct list_query, mine), .label = "我在督查组"},
};
static const struct shape query_shape = SHAPE("InspectionQuery", struct list_query, query_fields);

static enum err list(struct req *req, struct res *res)
{
    const struct list_query *q = req->query;
    struct db_arg kind = db_choice(&inspection_kinds, q->kind), text = db_text(q->q),
                  status = db_choice(&inspection_statuses, q->status), unit = db_id(q->unit_id),
                  after = db_id(org_after(req));
    return res_page(res, &INSPECTION_LIST,
                    DB_ARGS(INSPECTION_WHO(req), kind, kind, status, status, unit, unit, text, text,
                            db_bool(q->mine), after, after, db_i64(req->limit + 1)));
}

struct inspections {
    struct list items;
};
static const struct field inspections_fields[] = {
    {"items", F_LIST, offsetof(struct inspections, items), "督查", .of = &inspection_list_shape}};
static const struct shape inspections_shape = SHAPE("MatterInspections", struct inspections,
                                                    inspections_fields);

static enum err list_of_matter(struct req *req, struct res *res)
{
    struct matter m = {0};
    struct inspections out = {0};
    enum err e = matter_by_id(req, req->ids[0], &m);
    if (e == OK)
        e = db_list(req->db, req->arena, &INSPECTIONS_OF_MATTER, &out.items,
                    DB_ARGS(INSPECTION_WHO(req), db_i64(m.id)));
    if (e == OK)
        res_struct(res, &inspections_shape, &out);
    return e;
}

struct report_text {
    const char *report;
};
static const struct field report_fields[] = {
    {"report", F_TEXT, offsetof(struct report_text, report), "督查报告", .max = 20000}};
static const struct shape report_text_shape = SHAPE("InspectionReportDraft", struct report_text,
                                                    report_fields);

static enum err draft_report(struct req *req, struct res *res)
{
    struct inspection_case c;
    enum err e = inspection_find(req, req->ids[0], &c);
    if (e != OK)
        return e;
    if (!c.x.is_whole)
        return ERR_NOT_FOUND;
    res_struct(res, &report_text_shape, &(struct report_text){report_draft(req->arena, &c.x)});
    return OK;
}

static const struct route routes[] = {
    {.method = GET,
     .path = "/api/inspections",
     .who = ROLE_BUSINESS,
     .fn = list,
     .summary = "督查",
     .query = &query_shape,
     .reply = &inspection_list_shape,
     .flags = R_PAGE},
    {.method = GET,
     .path = "/api/inspections/{id}",
     .who = ROLE_BUSINESS,
     .fn = inspection_current,
     .summary = "一次督查",
     .reply = &inspection_shape},
    {.method = GET,
     .path = "/api/inspections/{id}/report-draft",
     .who = ROLE_BUSINESS,
     .fn = draft_report,
     .summary = "按记录拟出督查报告",
     .reply = &report_text_shape},
    {.method = GET,
     .path = "/api/matters/{id}/inspections",
     .who = ROLE_BUSINESS,
     .fn = list_of_matter,
     .summary = "事项涉及的督查",
     .reply = &inspections_shape},
};
const struct module inspection_module = {
    .name = "inspection",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = inspection_queries,
    .nqueries = INSPECTION_QUERIES,
};
