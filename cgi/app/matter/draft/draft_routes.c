#include "app/matter/draft/draft.h"

#include "app/audit/audit.h"
#include "app/document/document.h"
#include "app/matter/matter_priv.h"
#include "app/view/search/search.h"

void draft_bad(void *ctx, const char *pointer, const char *detail)
{
    (void)req_field(ctx, pointer, "%s", detail);
}

/* What the form may leave out. */
static void set_defaults(struct matter *m)
{
    m->urgency = m->urgency == 0 ? 1 : m->urgency;
    m->difficulty = m->difficulty == 0 ? 1 : m->difficulty;
    m->report_cycle = m->report_cycle == 0 ? 1 : m->report_cycle;
    m->parent_weight = m->parent_weight == 0 ? 1 : m->parent_weight;
}

/* A part of what a higher body gave: only the office seated at the unit, and within the unit's limit. */
static enum err check_parent(struct req *req, const struct matter *m)
{
    struct parent parent = {0};
    bool found = false;
    if (m->parent_assignment_id == 0)
        return OK;
    enum err e = parent_to_break_down(req, m->parent_assignment_id, &parent, &found);
    if (e != OK)
        return e;
    if (!found)
        return req_field(req, "#/parent_assignment_id", "分解自的交办不存在，或者不是交给本单位的");
    if (parent.status != AS_RECEIVED && parent.status != AS_UNDERWAY && parent.status != AS_RECTIFYING)
        return req_fail(req, ERR_CONFLICT, "wrong-state", "上级交办现在是“%s”，不能分解",
                        choice_label(&assignment_statuses, parent.status));
    if (m->due_on != 0 && parent.due_on != 0 && m->due_on > parent.due_on)
        return req_field(req, "#/due_on", "办理时限不能晚于上级交办的时限");
    return OK;
}

static enum err check_draft(struct req *req, struct matter_draft *d, struct list *known)
{
    set_defaults(&d->m);
    enum err e = units_known(req, &d->units, known);
    if (e != OK)
        return e;
    struct draft_check check = {
        .units = &d->units, .known = known, .today = date_of(req->now), .due_on = d->m.due_on};
    bool ok = dates_check(d, check.today, draft_bad, req);
    ok &= units_check(req->arena, &check, draft_bad, req);
    return ok ? check_parent(req, &d->m) : ERR_UNPROCESSABLE;
}

/* ---- registering */
struct registered {
    int64_t id, version;
    const char *reg_no, *message;
};
static const struct field registered_fields[] = {
    {.name = "id", .type = F_INT, .at = offsetof(struct registered, id), .label = "编号"},
    {.name = "version", .type = F_INT, .at = offsetof(struct registered, version), .label = "版本"},
    {.name = "reg_no", .type = F_TEXT, .at = offsetof(struct registered, reg_no), .label = "登记号"},
    {.name = "message", .type = F_TEXT, .at = offsetof(struct registered, message), .label = "回执"},
};
static const struct shape registered_shape = SHAPE("MatterRegistered", struct registered, registered_fields);

static enum err next_register_no(struct req *req, const char **reg_no)
{
    int year, month, day;
    int64_t no;
    date_split(date_of(req->now), &year, &month, &day);
    struct series s = {req->actor.body_id, SERIES_REGISTER, year};
    enum err e = number_next(req->db, req->arena, &s, &no);
    if (e == OK)
        *reg_no = register_text(req->arena, SERIES_REGISTER, year, no);
    return e;
}

static enum err insert_all(struct req *req, const struct matter_draft *d, struct registered *out)
{
    enum err e = next_register_no(req, &out->reg_no);
    if (e == OK)
        e = matter_insert(req, d, out->reg_no, &out->id);
    if (e == OK)
        e = scope_add_body(req, out->id);
    if (e == OK)
        e = assignments_insert(req, out->id, &d->units);
    if (e == OK)
        e = file_attach(
            req, &(struct file_place){.matter_id = out->id, .kind = FILE_OF_MATTER, .object_id = out->id},
            &d->file_ids);
    return e == OK ? search_index(req->db, req->arena, out->id) : e;
}

static enum err register_draft(struct req *req, const struct matter_draft *d, struct registered *out)
{
    enum err e = insert_all(req, d, out);
    if (e == OK)
        e = history_add(req,
                        &(struct history_entry){.matter_id = out->id,
                                                .action = choice_name(&matter_actions, MA_REGISTER),
                                                .to = choice_name(&matter_statuses, MS_DRAFT),
                                                .note = arena_printf(req->arena, "登记号 %s", out->reg_no)});
    if (e == OK)
        audit_note(req, "matter.register", "matter", out->id, NULL);
    return e;
}

enum err draft_make(struct req *req, struct matter_draft *d, int64_t *id, const char **reg_no)
{
    struct registered out = {.version = 1};
    if (d->m.report_cycle == 0) /* as the form begins with */
        d->m.report_cycle = CYCLE_HALF;
    set_defaults(&d->m);
    enum err e = register_draft(req, d, &out);
    *id = out.id;
    *reg_no = out.reg_no;
    return e;
}

static enum err register_tx(struct req *req, struct res *res, void *ctx)
{
    struct matter_draft *d = ctx;
    struct registered out = {.version = 1};
    struct list known = {0};
    enum err e = check_draft(req, d, &known);
    if (e == OK)
        e = register_draft(req, d, &out);
    if (e != OK)
        return e;
    out.message = arena_printf(req->arena, "已登记，登记号 %s，补全后可报请审批", out.reg_no);
    res->version = out.version;
    res_struct(res, &registered_shape, &out);
    return OK;
}

static enum err register_matter(struct req *req, struct res *res)
{
    return req_tx(req, res, register_tx, req->body);
}

/* ---- editing */
static enum err replace_all(struct req *req, int64_t id, const struct matter_draft *d)
{
    enum err e = matter_update(req, id, d);
    if (e == OK)
        e = assignments_insert(req, id, &d->units);
    if (e == OK)
        e = file_replace(req, &(struct file_place){.matter_id = id, .kind = FILE_OF_MATTER, .object_id = id},
                         &d->file_ids);
    return e == OK ? search_index(req->db, req->arena, id) : e;
}

static enum err edit_tx(struct req *req, struct res *res, void *ctx)
{
    struct matter_draft *d = ctx;
    struct matter_case c = {0};
    struct list known = {0};
    enum err e = matter_begin(req, req->ids[0], MA_EDIT, &c);
    if (e != OK)
        return e;
    if (d->m.parent_assignment_id != c.m.parent_assignment_id)
        return req_field(req, "#/parent_assignment_id", "分解自的交办登记后不能改");
    e = check_draft(req, d, &known);
    if (e != OK)
        return e;
    c.changes = draft_changes(req->arena, &c.m, &c.units, d, &known);
    e = replace_all(req, c.m.id, d);
    if (e == OK)
        e = matter_commit(req, &c, NULL);
    if (e == OK)
        move_reply(res, &c, "已保存，补全后可报请审批");
    return e;
}

static enum err edit(struct req *req, struct res *res)
{
    return req_tx(req, res, edit_tx, req->body);
}

static const struct route draft_routes[] = {
    {.method = POST,
     .path = "/api/matters",
     .who = ROLE_OFFICE,
     .fn = register_matter,
     .summary = "登记事项",
     .body = &matter_draft_shape,
     .reply = &registered_shape,
     .flags = R_CREATED},
    {.method = PUT,
     .path = "/api/matters/{id}",
     .who = ROLE_OFFICE,
     .fn = edit,
     .summary = "修改拟办事项",
     .body = &matter_draft_shape,
     .reply = &matter_moved_shape,
     .flags = R_IF_MATCH,
     .current = matter_current},
};

const struct module draft_module = {
    .name = "matter_draft",
    .routes = draft_routes,
    .nroutes = ARRAY_LEN(draft_routes),
    .queries = draft_queries,
    .nqueries = ARRAY_LEN(draft_queries),
};
