#include "app/matter/matter_priv.h"

#include "app/matter/similar/similar.h"
#include "app/work/progress/report.h"

/* ---- lights */
static struct light_facts facts_of(const struct matter *m)
{
    return (struct light_facts){.running = m->status == MS_ISSUED,
                                .due_on = m->due_on,
                                .ended_on = date_of(m->concluded_at),
                                .yellow_on = m->yellow_on,
                                .red_on = m->red_on,
                                .paused_since = m->paused_since,
                                .progress = m->progress,
                                .note = m->light_note};
}

static void light_unit(struct arena *a, const struct matter *m, struct assignment *at,
                       const struct light_day *d)
{
    bool runs = m->status == MS_ISSUED && at->status != AS_ACCEPTED && at->status != AS_WITHDRAWN;
    bool ended = at->status == AS_ACCEPTED;
    struct light_facts f = {.running = runs,
                            .due_on = at->due_on != 0 ? at->due_on : m->due_on,
                            .ended_on = ended ? date_of(at->submitted_at) : 0,
                            .handed_on = at->status == AS_SUBMITTED ? date_of(at->submitted_at) : 0,
                            .yellow_on = at->yellow_on,
                            .red_on = at->red_on,
                            .paused_since = m->paused_since,
                            .progress = at->progress};
    at->light = light_of(&f, d);
    at->light_reason = light_reason(a, &f, d);
    at->overdue_days = light_overdue_days(&f, d);
    if (!runs || m->paused_since != 0 || at->hand_light == 0 || at->hand_until < d->today)
        return;
    at->light = at->hand_light;
    at->light_reason = light_by_hand(
        a, &(struct hand_light){at->hand_light, at->hand_until, at->hand_name, at->hand_reason});
}

void matter_light(struct arena *a, struct matter *m, struct list *assignments, const struct light_day *day)
{
    struct light_facts f = facts_of(m);
    struct assignment *at = assignments->items;
    m->light = light_of(&f, day);
    m->light_reason = light_reason(a, &f, day);
    m->overdue_days = light_overdue_days(&f, day);
    for (size_t i = 0; i < assignments->n; i++)
        light_unit(a, m, &at[i], day);
}

enum err matter_lights(struct req *req, struct matter *m, struct list *assignments)
{
    struct light_day day;
    enum err e = light_day_of(req, &day);
    if (e == OK)
        matter_light(req->arena, m, assignments, &day);
    return e;
}

static enum err light_children(struct req *req, struct list *children)
{
    struct light_day day;
    struct child *child = children->items;
    enum err e = children->n == 0 ? OK : light_day_of(req, &day);
    for (size_t i = 0; e == OK && i < children->n; i++) {
        struct light_facts f = {.running = child[i].status == MS_ISSUED,
                                .due_on = child[i].due_on,
                                .ended_on = date_of(child[i].concluded_at),
                                .yellow_on = child[i].yellow_on,
                                .red_on = child[i].red_on,
                                .paused_since = child[i].paused_since,
                                .progress = child[i].progress,
                                .note = child[i].light_note};
        child[i].light = light_of(&f, &day);
        child[i].light_reason = light_reason(req->arena, &f, &day);
        child[i].overdue_days = light_overdue_days(&f, &day);
    }
    return e;
}

enum err children_lit(struct req *req, int64_t matter_id, struct list *out)
{
    enum err e = children_list(req, matter_id, out);
    return e == OK ? light_children(req, out) : e;
}

/* ---- one matter's page */
struct notice {
    int64_t id;
    const char *doc_no, *title;
    int64_t signed_at;
};
struct matter_page {
    struct matter matter;
    struct list assignments, reports, history, files, actions;
    struct notice *notice;
    struct parent *parent;
    struct list children, origins;
};
static const struct field notice_fields[] = {
    {.name = "id", .type = F_INT, .at = offsetof(struct notice, id), .label = "公文"},
    {.name = "doc_no", .type = F_TEXT, .at = offsetof(struct notice, doc_no), .label = "文号"},
    {.name = "title", .type = F_TEXT, .at = offsetof(struct notice, title), .label = "标题"},
    {.name = "signed_at", .type = F_INSTANT, .at = offsetof(struct notice, signed_at), .label = "签发时间"},
};
static const struct shape notice_shape = SHAPE("NoticeBrief", struct notice, notice_fields);
#define PART(member, kind, text, shape, ...)                                                                 \
    {                                                                                                        \
        .name = #member, .type = (kind), .at = offsetof(struct matter_page, member), .label = (text),        \
        .of = (shape), ##__VA_ARGS__                                                                         \
    }
static const struct field page_fields[] = {
    PART(matter, F_OBJECT, "事项", &matter_shape),
    PART(assignments, F_LIST, "承办", &assignment_shape),
    PART(reports, F_LIST, "进展报告", &report_shape),
    PART(history, F_LIST, "经过", &history_shape),
    PART(files, F_LIST, "附件", &file_shape),
    PART(actions, F_LIST, "可办理的动作", &action_shape),
    PART(notice, F_OBJECT, "督办通知", &notice_shape, .nullable = true),
    PART(parent, F_OBJECT, "分解自", &parent_shape, .nullable = true),
    PART(children, F_LIST, "分解出的事项", &child_shape),
    PART(origins, F_LIST, "并入的来源", &origin_shape),
};
static const struct shape page_shape = SHAPE("MatterPage", struct matter_page, page_fields);

static void add_buttons(struct req *req, struct matter_page *p)
{
    struct matter_case c = {
        .m = p->matter, .units = p->assignments, .who = &req->actor, .today = date_of(req->now)};
    struct assignment *at = p->assignments.items;
    matter_buttons(req->arena, &c, &p->actions);
    for (size_t i = 0; i < p->assignments.n; i++)
        assignment_buttons(req->arena, &c, &at[i]);
}

static enum err load_course(struct req *req, struct matter_page *p)
{
    int64_t id = p->matter.id;
    enum err e = assignments_list(req, id, &p->assignments);
    if (e == OK)
        e = matter_lights(req, &p->matter, &p->assignments);
    if (e == OK)
        e = file_list(req->db, req->arena, id, &p->files);
    if (e == OK)
        e = report_list(req->db, req->arena, id, &p->files, &p->reports);
    bool is_own = (req->actor.role & ROLE_BODY) && req->actor.body_id == p->matter.body_id;
    if (e == OK)
        e = db_list(req->db, req->arena, &HISTORY_OF_MATTER, &p->history,
                    DB_ARGS(db_i64(id), db_bool(is_own)));
    return e;
}

static enum err load_neighbours(struct req *req, struct matter_page *p)
{
    const struct matter *m = &p->matter;
    struct parent *parent = arena_alloc(req->arena, sizeof *parent);
    bool found = false;
    enum err e = OK;
    if (m->parent_assignment_id != 0)
        e = parent_visible(req, m->parent_assignment_id, parent, &found);
    p->parent = found ? parent : NULL;
    if (e == OK && m->issued_at != 0)
        e = children_lit(req, m->id, &p->children);
    return e == OK ? origins_list(req->db, req->arena, m->id, &p->origins) : e;
}

/* The last report of a part that is under way may be returned, any that stands be graded. */
static void offer_reports(struct req *req, struct matter_page *p)
{
    const struct assignment *at = p->assignments.items;
    struct report *r = p->reports.items;
    bool is_office = req->actor.role == ROLE_OFFICE && req->actor.body_id == p->matter.body_id;
    for (size_t i = 0; i < p->assignments.n; i++) {
        bool is_last = true;
        bool runs = at[i].status == AS_RECEIVED || at[i].status == AS_UNDERWAY ||
                    at[i].status == AS_RECTIFYING;
        for (size_t k = 0; k < p->reports.n; k++) {
            if (r[k].assignment_id != at[i].id)
                continue;
            r[k].can_grade = is_office && p->matter.status == MS_ISSUED && r[k].returned_at == 0;
            r[k].can_return = r[k].can_grade && is_last && runs;
            is_last = false;
        }
    }
}

static void add_notice(struct req *req, struct matter_page *p)
{
    const struct matter *m = &p->matter;
    if (m->notice_id == 0)
        return;
    p->notice = arena_alloc(req->arena, sizeof *p->notice);
    *p->notice = (struct notice){m->notice_id, m->doc_no, notice_title(req->arena, m), m->issued_at};
}

static enum err show(struct req *req, struct res *res)
{
    struct matter_page p = {0};
    enum err e = matter_by_id(req, req->ids[0], &p.matter);
    if (e == OK)
        e = load_course(req, &p);
    if (e == OK)
        e = load_neighbours(req, &p);
    if (e != OK)
        return e;
    add_buttons(req, &p);
    offer_reports(req, &p);
    add_notice(req, &p);
    res->version = p.matter.version;
    /* Lights follow the day and the parts below, which have versions of their own. */
    if (p.children.n > 0 || date_of(p.matter.updated_at) != date_of(req->now))
        req->if_none_match = 0;
    res_struct(res, &page_shape, &p);
    return OK;
}

enum err matter_current(struct req *req, struct res *res)
{
    struct matter m = {0};
    struct list none = {0};
    enum err e = matter_by_id(req, req->ids[0], &m);
    if (e == OK)
        e = matter_lights(req, &m, &none);
    if (e == OK)
        res_struct(res, &matter_shape, &m);
    return e;
}

static const struct route matter_routes[] = {
    {.method = GET,
     .path = "/api/matters/{id}",
     .who = ROLE_BUSINESS,
     .fn = show,
     .summary = "事项全貌",
     .reply = &page_shape},
};

const struct module matter_module = {
    .name = "matter",
    .routes = matter_routes,
    .nroutes = ARRAY_LEN(matter_routes),
    .queries = matter_queries,
    .nqueries = ARRAY_LEN(matter_queries),
};
