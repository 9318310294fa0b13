#include "app/matter/course/course.h"
#include "app/matter/draft/draft.h"
#include "app/meeting/minutes/minutes_priv.h"

#include <string.h>

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }

/* ---- writing them */
struct minutes_in {
    const char *text;
};
static const struct field minutes_fields[] = {
    COL(struct minutes_in, text, F_TEXT, "会议纪要", .min = 10, .max = MINUTES_CHARS, .required = true)};
static const struct shape minutes_shape = SHAPE("MinutesIn", struct minutes_in, minutes_fields);

static enum err write_tx(struct req *req, struct res *res, void *ctx)
{
    const struct minutes_in *in = ctx;
    struct meeting_case c = {0};
    enum err e = meeting_begin(req, MX_MINUTES, &c);
    if (e == OK)
        e = minutes_put(req, c.m.id, in->text);
    if (e == OK)
        e = meeting_commit(req, &c, MX_MINUTES);
    return e == OK ? meeting_page(req, res) : e;
}

static enum err write_minutes(struct req *req, struct res *res)
{
    return req_tx(req, res, write_tx, req->body);
}

/* ---- signing: the paper is frozen, the invited may read it */
static enum err sign_paper(struct req *req, struct meeting_case *c)
{
    struct paper_source s = {0};
    enum err e = paper_source_of(req, &s);
    if (e != OK)
        return e;
    size_t len = strlen(c->m.title);
    bool is_named = len > 6 && strcmp(c->m.title + len - 6, "纪要") == 0;
    struct paper paper = {.letterhead = s.letterhead,
                          .title = is_named ? c->m.title : arena_printf(req->arena, "%s纪要", c->m.title),
                          .paragraphs = minutes_paragraphs(req->arena, c->m.minutes),
                          .issuer = s.issuer,
                          .signed_on = date_of(req->now),
                          .printed_by = s.office,
                          .printed_on = date_of(req->now)};
    struct document_new n = {.body_id = c->m.body_id,
                             .kind = DK_MINUTES,
                             .word = minutes_word(req->arena, s.notice_word),
                             .signer_name = req->actor.name,
                             .paper = &paper};
    e = document_sign(req, &n, &c->m.document_id);
    return e == OK ? minutes_set_signed(req, c->m.id, c->m.document_id, paper.doc_no) : e;
}

static enum err sign_tx(struct req *req, struct res *res, void *ctx)
{
    struct meeting_case c = {0};
    (void)ctx;
    enum err e = meeting_begin(req, MX_SIGN, &c);
    if (e == OK)
        e = sign_paper(req, &c);
    if (e == OK)
        e = meeting_tell(req, &c, "signed", "会议纪要", "会议纪要已经签发，请查看并按议定事项办理。");
    if (e == OK)
        e = meeting_commit(req, &c, MX_SIGN);
    return e == OK ? meeting_page(req, res) : e;
}

static enum err sign(struct req *req, struct res *res)
{
    return req_tx(req, res, sign_tx, NULL);
}

/* ---- what they seem to resolve: proposed anew at each look, kept by nobody */
static const struct field suggestion_fields[] = {
    COL(struct suggestion, text, F_TEXT, "议定事项"),
    COL(struct suggestion, unit_ids, F_INTS, "责任单位，第一个牵头"),
    COL(struct suggestion, unit_words, F_TEXT, "没有认出的责任单位", .nullable = true),
    COL(struct suggestion, due_on, F_DATE, "完成时限", .nullable = true),
    COL(struct suggestion, due_words, F_TEXT, "时限的原话", .nullable = true),
    COL(struct suggestion, becomes, F_CHOICE, "如何落实", .choices = &outcomes),
    COL(struct suggestion, matter_id, F_INT, "督办事项", .nullable = true),
};
static const struct shape suggestion_shape = SHAPE("Suggestion", struct suggestion, suggestion_fields);
struct suggestions {
    struct list items;
};
static const struct field suggestions_fields[] = {
    COL(struct suggestions, items, F_LIST, "拆出的议定事项", .of = &suggestion_shape)};
static const struct shape suggestions_shape = SHAPE("Suggestions", struct suggestions, suggestions_fields);

static enum err suggest(struct req *req, struct res *res)
{
    struct meeting_case c = {0};
    struct split_ground g = {0};
    struct suggestions out = {0};
    enum err e = meeting_find(req, req->ids[0], &c);
    if (e != OK)
        return e;
    if (!c.m.is_whole)
        return req_fail(req, ERR_FORBIDDEN, "not-yours", "由召集会议的督办机构整理");
    if (c.m.minutes == NULL)
        return req_fail(req, ERR_CONFLICT, "wrong-state", "还没有会议纪要，请先整理纪要");
    g.held_on = date_of(c.m.starts_at);
    e = split_units_of(req, &g.units);
    if (e == OK)
        e = split_matters_of(req, c.m.id, &g.matters);
    if (e == OK)
        e = calendar_load_from(req->db, req->arena, g.held_on, &g.calendar);
    if (e != OK)
        return e;
    minutes_split(req->arena, c.m.minutes, &g, &out.items);
    res_struct(res, &suggestions_shape, &out);
    return OK;
}

/* ---- the reviewed table, kept until it is confirmed */
static void bad(void *ctx, const char *pointer, const char *detail)
{
    (void)req_field(ctx, pointer, "%s", detail);
}

static enum err check_units(struct req *req, const struct resolutions_in *in)
{
    const struct resolution_in *r = in->items.items;
    struct list known = {0};
    enum err e = split_units_of(req, &known);
    const struct split_unit *u = known.items;
    for (size_t i = 0; e == OK && i < in->items.n; i++)
        for (size_t k = 0; e == OK && k < r[i].unit_ids.n; k++) {
            int64_t id = ((const int64_t *)r[i].unit_ids.items)[k];
            bool is_known = false;
            for (size_t n = 0; n < known.n && !is_known; n++)
                is_known = u[n].id == id;
            for (size_t n = 0; n < k; n++)
                is_known &= ((const int64_t *)r[i].unit_ids.items)[n] != id;
            if (!is_known)
                e = req_field(req, arena_printf(req->arena, "#/items/%zu/unit_ids/%zu", i, k),
                              "没有这个单位，或者写了两次");
        }
    return e;
}

static enum err keep_tx(struct req *req, struct res *res, void *ctx)
{
    const struct resolutions_in *in = ctx;
    const struct resolution_in *r = in->items.items;
    struct meeting_case c = {0};
    enum err e = meeting_begin(req, MX_RESOLVE, &c);
    if (e == OK && !resolutions_check(req->arena, in, &c, bad, req))
        e = ERR_UNPROCESSABLE;
    if (e == OK)
        e = check_units(req, in);
    if (e == OK)
        e = resolutions_clear(req, c.m.id);
    for (size_t i = 0; e == OK && i < in->items.n; i++)
        e = resolution_add(req, c.m.id, &r[i]);
    if (e == OK)
        e = meeting_commit(req, &c, MX_RESOLVE);
    return e == OK ? meeting_page(req, res) : e;
}

static enum err keep(struct req *req, struct res *res)
{
    return req_tx(req, res, keep_tx, req->body);
}

/* ---- confirmed: matters and demands come of it */
static enum err make_draft(struct req *req, const struct meeting_case *c, struct resolution *r)
{
    const struct resolution_unit *u = r->units.items;
    struct unit_in *units = arena_alloc(req->arena, (r->units.n + 1) * sizeof *units);
    const char *reg_no;
    for (size_t i = 0; i < r->units.n; i++)
        units[i] = (struct unit_in){.unit_id = u[i].unit_id, .kind = i == 0 ? AK_LEAD : AK_ASSIST};
    struct matter_draft d = {
        .m = {.source = choice_index(&matter_sources, "meeting"),
              .source_kind = choice_label(&meeting_kinds, c->m.kind),
              .origin_title = c->m.title,
              .origin_no = c->m.doc_no,
              .origin_on = date_of(c->m.starts_at),
              .origin_person = c->m.chair_name,
              .origin_ref = ORIGIN_MEETING,
              .origin_ref_id = c->m.id,
              .title = resolution_title(req->arena, r->text),
              .content = r->text,
              .due_on = r->due_on},
        .units = {units, r->units.n},
    };
    return draft_make(req, &d, &r->matter_id, &reg_no);
}

static int64_t part_of(const struct list *parts, int64_t unit_id)
{
    const struct assignment *at = parts->items;
    for (size_t i = 0; i < parts->n; i++)
        if (at[i].unit_id == unit_id && at[i].status != AS_WITHDRAWN)
            return at[i].id;
    return 0;
}

/* A step is asked for, too: the unit's plan is its own, it takes the step into its next version. */
static enum err make_demands(struct req *req, const struct meeting_case *c, struct resolution *r)
{
    struct resolution_unit *u = r->units.items;
    struct list parts = {0};
    const char *text = r->becomes == OUTCOME_STEP
                           ? arena_printf(req->arena, "请列入工作方案并按期完成：%s", r->text)
                           : r->text;
    enum err e = assignments_list(req, r->matter_id, &parts);
    for (size_t i = 0; e == OK && i < r->units.n; i++) {
        struct directive_in in = {.matter_id = r->matter_id,
                                  .assignment_id = part_of(&parts, u[i].unit_id),
                                  .source = DS_MEETING,
                                  .source_id = c->m.id,
                                  .text = text,
                                  .due_on = r->due_on};
        if (in.assignment_id == 0)
            return req_fail(req, ERR_CONFLICT, "not-a-part",
                            "%s没有承办“%s”，请先增加承办单位，或者改为立项督办", u[i].unit_name,
                            r->matter_title);
        e = directive_add(req, &in, &u[i].directive_id);
        if (e == OK)
            e = resolution_unit_made(req, r->id, u[i].unit_id, u[i].directive_id);
    }
    return e;
}

static enum err make_one(struct req *req, const struct meeting_case *c, struct resolution *r)
{
    enum err e = OK;
    if (r->due_on != 0 && r->due_on < date_of(req->now) && r->becomes != OUTCOME_NOTE)
        return req_fail(req, ERR_CONFLICT, "too-late", "“%s”的完成时限已经过了，请先改定",
                        resolution_title(req->arena, r->text));
    if (r->becomes == OUTCOME_DRAFT)
        e = make_draft(req, c, r);
    else if (r->becomes != OUTCOME_NOTE)
        e = make_demands(req, c, r);
    return e == OK ? resolution_made(req, r) : e;
}

static enum err make_tx(struct req *req, struct res *res, void *ctx)
{
    struct meeting_case c = {0};
    struct list all = {0};
    (void)ctx;
    enum err e = meeting_begin(req, MX_MAKE, &c);
    if (e == OK)
        e = resolutions_of(req, &c, &all);
    struct resolution *r = all.items;
    for (size_t i = 0; e == OK && i < all.n; i++)
        if (r[i].made_at == 0)
            e = make_one(req, &c, &r[i]);
    if (e == OK)
        e = meeting_commit(req, &c, MX_MAKE);
    return e == OK ? meeting_page(req, res) : e;
}

static enum err make(struct req *req, struct res *res)
{
    return req_tx(req, res, make_tx, NULL);
}

#define CHANGE(method_, name_, handler, text, in)                                                            \
    {                                                                                                        \
        method_, "/api/meetings/{id}/" name_, ROLE_BODY, handler, text,                                      \
            .body = (in), .reply = &meeting_page_shape, .flags = R_IF_MATCH, .current = meeting_page         \
    }
static const struct route routes[] = {
    CHANGE(PUT, "minutes", write_minutes, "整理会议纪要", &minutes_shape),
    {GET, "/api/meetings/{id}/suggestions", ROLE_BODY, suggest, "按规则从纪要拆出议定事项，供核对",
     .reply = &suggestions_shape},
    CHANGE(PUT, "resolutions", keep, "保存核对过的议定事项（尚未交办的）", &resolutions_in_shape),
    CHANGE(POST, "make", make, "确认交办：立项或提出要求", NULL),
    CHANGE(POST, "sign", sign, "签发会议纪要", NULL),
};
const struct module minutes_module = {
    .name = "minutes",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = minutes_queries,
    .nqueries = MINUTES_QUERIES,
};
