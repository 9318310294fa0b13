#include "app/audit/audit.h"
#include "app/matter/draft/draft.h"
#include "app/time/calendar/calendar.h"
#include "app/track/inspection/inspection_priv.h"

/* A problem found where no matter asks for an answer becomes one at the office's word. */

struct made {
    int64_t id;
    const char *reg_no, *message;
};
static const struct field made_fields[] = {
    {"id", F_INT, offsetof(struct made, id), .label = "事项"},
    {"reg_no", F_TEXT, offsetof(struct made, reg_no), .label = "登记号"},
    {"message", F_TEXT, offsetof(struct made, message), .label = "回执"},
};
static const struct shape made_shape = SHAPE("InspectionMatterMade", struct made, made_fields);

static const struct finding *finding_of(const struct visit *v, int64_t id)
{
    const struct finding *f = v->findings.items;
    for (size_t i = 0; i < v->findings.n; i++)
        if (f[i].id == id)
            return &f[i];
    return NULL;
}

static enum err check(struct req *req, const struct inspection_case *c, const struct finding *f)
{
    if (f == NULL || (inspection_standing(c) & ST_OFFICE) == 0)
        return ERR_NOT_FOUND;
    if (c->x.status != IS_PUBLISHED)
        return req_fail(req, ERR_CONFLICT, "wrong-state", "督查情况公布之后才能立项");
    if (!finding_is_problem(f))
        return req_fail(req, ERR_CONFLICT, "no-problem", "这一项没有问题，不必立项");
    if (f->directive_id != 0 || f->matter_id != 0)
        return req_fail(req, ERR_CONFLICT, "already-made", "这个问题已经交办或立项");
    return OK;
}

/* The whole text is in the content; the name is its beginning. */
static const char *first_chars(struct arena *a, const char *text, size_t n)
{
    const char *p = text;
    while (n-- > 0 && *p != '\0' && *p != '\n')
        (void)text_next(&p);
    return arena_strndup(a, text, (size_t)(p - text));
}

static void fill(struct req *req, const struct inspection_case *c, const struct finding *f,
                 struct matter_draft *d, struct unit_in *unit)
{
    const char *words = finding_words(req->arena, &c->x, f);
    *unit = (struct unit_in){.unit_id = c->at->unit_id, .kind = AK_LEAD};
    *d = (struct matter_draft){
        .m = {.source = choice_index(&matter_sources, "other"),
              .source_kind = choice_label(&inspection_kinds, c->x.kind),
              .origin_ref = ORIGIN_INSPECTION,
              .origin_ref_id = c->x.id,
              .origin_title = c->x.title,
              .origin_no = c->x.doc_no,
              .origin_on = date_of(c->x.published_at),
              .title = arena_printf(req->arena, "整改督查发现的问题：%s", first_chars(req->arena, words, 60)),
              .content = arena_printf(req->arena, "%s在%s督查中发现：%s",
                                      date_text(req->arena, c->at->visit_on), c->at->unit_name, words),
              .requirement = "",
              .due_on = f->answer_by > c->today ? f->answer_by : 0},
        .units = {unit, 1},
    };
}

static enum err make_tx(struct req *req, struct res *res, void *ctx)
{
    struct inspection_case c = {0};
    struct matter_draft d;
    struct unit_in unit;
    struct made made = {0};
    int64_t visit_id = 0, id = req->ids[0];
    (void)ctx;
    enum err e = visit_of_finding(req, id, &visit_id);
    if (e == OK)
        e = inspection_of_visit(req, visit_id, &c);
    if (e == OK)
        e = inspection_lock(req, c.x.id);
    if (e == OK)
        e = inspection_of_visit(req, visit_id, &c);
    const struct finding *f = e == OK ? finding_of(c.at, id) : NULL;
    if (e == OK)
        e = check(req, &c, f);
    if (e != OK)
        return e;
    fill(req, &c, f, &d, &unit);
    e = draft_make(req, &d, &made.id, &made.reg_no);
    if (e == OK)
        e = finding_set_matter(req, id, made.id);
    if (e != OK)
        return e;
    audit_note(req, "inspection.matter", "inspection", c.x.id, NULL);
    made.message = arena_printf(req->arena, "已登记为拟办事项 %s，补全后可报请审批", made.reg_no);
    res_struct(res, &made_shape, &made);
    return OK;
}

static enum err make(struct req *req, struct res *res)
{
    return req_tx(req, res, make_tx, NULL);
}

static const struct route routes[] = {
    {.method = POST,
     .path = "/api/inspection-findings/{id}/matter",
     .who = ROLE_OFFICE,
     .fn = make,
     .summary = "为督查发现的问题立项",
     .reply = &made_shape,
     .flags = R_CREATED | R_NO_VERSION},
};
const struct module finding_module = {
    .name = "inspection_finding",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
};
