#include "app/work/progress/progress_priv.h"

static enum err check_body(struct req *req, struct report_body *body, const struct matter_case *c)
{
    struct report last;
    bool found;
    enum err e = report_last(req->db, req->arena, c->at->id, &last, &found);
    if (e != OK)
        return e;
    struct report_fault faults[REPORT_FAULTS_MAX];
    size_t n = report_check(req->arena, body, found ? &last : NULL, faults);
    for (size_t i = 0; i < n; i++)
        e = req_field(req, faults[i].pointer, "%s", faults[i].detail);
    return e;
}

static const struct report *report_in(const struct list *reports, int64_t id)
{
    const struct report *r = reports->items;
    for (size_t i = 0; i < reports->n; i++)
        if (r[i].id == id)
            return &r[i];
    return NULL;
}

/* A lead unit sums up what the assisting ones reported last (A2.2.2). */
static enum err cite(struct req *req, const struct matter_case *c, const struct list *ids, const char **cites)
{
    const int64_t *id = ids->items;
    struct list reports = {0};
    struct json j;
    enum err e = ids->n == 0 ? OK : reports_of_assisting(req, c->m.id, &reports);
    if (e == OK && ids->n > 0 && c->at->kind != AK_LEAD)
        return req_field(req, "#/cite_ids", "只有主办单位汇总协办单位的报告");
    json_init(&j, req->arena);
    json_open(&j, '[');
    for (size_t i = 0; e == OK && i < ids->n; i++) {
        const struct report *r = report_in(&reports, id[i]);
        if (r == NULL)
            return req_field(req, arena_printf(req->arena, "#/cite_ids/%zu", i),
                             "不是本事项协办单位最近的报告，请刷新后重选");
        json_open(&j, '{');
        json_key(&j, "id");
        json_i64(&j, r->id);
        json_key(&j, "unit_name");
        json_text(&j, r->unit_name);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    *cites = j.out.data;
    return e;
}

enum err report_prepare(struct req *req, const struct matter_case *c, struct report_body *body,
                        struct report_by *by)
{
    enum err e = check_body(req, body, c);
    if (e == OK)
        e = cite(req, c, &body->cite_ids, &by->cites);
    if (e == OK && c->at->kind != AK_ASSIST && c->m.report_cycle > 1) {
        int cycle = period_cycle(c->m.report_cycle, c->m.cycle_days);
        by->period_to = period_end(cycle, c->today);
        by->period_from = period_begin(cycle, by->period_to);
    }
    return e;
}

enum err report_commit(struct req *req, struct matter_case *c, const struct report_body *body,
                       const struct report_by *by, int64_t *id)
{
    const char *note = by->reviewer_name == NULL
                           ? NULL
                           : arena_printf(req->arena, "%s填报，%s审核", by->name, by->reviewer_name);
    enum err e = report_insert(req, c->at, body, by, id);
    if (e != OK)
        return e;
    c->at->progress = body->progress;
    c->at->last_report_at = req->now;
    return assignment_commit(req, c, body->unchanged ? "无实质变化" : note);
}
