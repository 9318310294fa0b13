#include "app/track/inspection/inspection_priv.h"

#include <string.h>

enum need {
    N_VISITED = 1,   /* every unit visited and signed for */
    N_APPROVED = 2,  /* the office publishes what a leader approved */
    N_FRESH = 4,     /* not approved yet */
    N_PRIMARY = 8,   /* the button to offer first */
    N_RUNNING = 16,  /* the inspection takes records */
    N_COMPLETE = 32, /* a day, and a result for each item */
    N_TOLD = 64,     /* the unit knows of it: an open one, or a published one */
};
static const struct inspection_move {
    int from, action, to;
    unsigned who, needs;
} moves[] = {
    {IS_PLANNED, IA_EDIT, IS_PLANNED, ST_LEADER | ST_OFFICE, 0},
    {IS_PLANNED, IA_RECORD, IS_UNDERWAY, ST_TEAM | ST_OFFICE, 0},
    {IS_PLANNED, IA_CANCEL, IS_CANCELLED, ST_LEADER | ST_OFFICE, 0},
    {IS_UNDERWAY, IA_EDIT, IS_UNDERWAY, ST_LEADER | ST_OFFICE, 0},
    {IS_UNDERWAY, IA_RECORD, IS_UNDERWAY, ST_TEAM | ST_OFFICE, 0},
    {IS_UNDERWAY, IA_REPORT, IS_REPORTED, ST_HEAD | ST_OFFICE, N_VISITED | N_PRIMARY},
    {IS_UNDERWAY, IA_CANCEL, IS_CANCELLED, ST_LEADER | ST_OFFICE, 0},
    {IS_REPORTED, IA_APPROVE, IS_REPORTED, ST_LEADER, N_FRESH | N_PRIMARY},
    {IS_REPORTED, IA_RETURN, IS_UNDERWAY, ST_LEADER | ST_OFFICE, 0},
    {IS_REPORTED, IA_PUBLISH, IS_PUBLISHED, ST_LEADER | ST_OFFICE, N_APPROVED | N_PRIMARY},
};
static const struct inspection_move visit_moves[] = {
    {VS_PLANNED, VA_SAVE, VS_PLANNED, ST_TEAM | ST_OFFICE, N_RUNNING},
    {VS_PLANNED, VA_FINISH, VS_DONE, ST_TEAM | ST_OFFICE, N_RUNNING | N_COMPLETE | N_PRIMARY},
    {VS_DONE, VA_REOPEN, VS_PLANNED, ST_HEAD | ST_OFFICE, N_RUNNING},
    {VS_DONE, VA_CONFIRM, VS_CONFIRMED, ST_TEAM | ST_UNIT, N_TOLD | N_PRIMARY},
    {VS_CONFIRMED, VA_REOPEN, VS_PLANNED, ST_HEAD | ST_OFFICE, N_RUNNING}, /* the unit signs anew */
};

static const struct inspection_move *find_move(const struct inspection_move *m, size_t n, int from,
                                               int action)
{
    for (size_t i = 0; i < n; i++)
        if (m[i].from == from && m[i].action == action)
            return &m[i];
    return NULL;
}

unsigned inspection_standing(const struct inspection_case *c)
{
    bool of_body = c->x.is_whole && c->who->scope == 2 * c->x.body_id;
    unsigned st = 0;
    if (of_body && c->who->role == ROLE_LEADER)
        st |= ST_LEADER;
    if (of_body && c->who->role == ROLE_OFFICE)
        st |= ST_OFFICE;
    if (c->x.is_whole && c->x.is_team) /* who has come to a unit to be visited is of the team no more */
        st |= ST_TEAM;
    if (c->x.is_whole && c->x.is_head)
        st |= ST_HEAD;
    if (c->at != NULL && c->at->is_own && (c->who->role & ROLE_UNIT) != 0)
        st |= ST_UNIT;
    return st;
}

static struct inspection_verdict no(enum err err, const char *code, const char *why)
{
    return (struct inspection_verdict){err, code, why};
}

static struct inspection_verdict wrong_state(struct arena *a, const char *status)
{
    return no(ERR_CONFLICT, "wrong-state", arena_printf(a, "现在是“%s”，不能这样办理", status));
}

/* ---- the inspection */
static const struct visit *unvisited(const struct inspection *x)
{
    const struct visit *v = x->visits.items;
    for (size_t i = 0; i < x->visits.n; i++)
        if (v[i].status == VS_PLANNED)
            return &v[i];
    return NULL;
}

struct inspection_verdict inspection_judge(struct arena *a, struct inspection_case *c, int action)
{
    const struct inspection_move *m = find_move(moves, ARRAY_LEN(moves), c->x.status, action);
    unsigned st = inspection_standing(c);
    if (m == NULL)
        return wrong_state(a, choice_label(&inspection_statuses, c->x.status));
    c->to = m->to;
    if ((m->who & st) == 0)
        return no(ERR_FORBIDDEN, "not-yours",
                  action == IA_REPORT   ? "督查报告由督查组组长或督办办公室报送"
                  : action == IA_RECORD ? "由督查组成员记录"
                                        : "由组长、副组长或督办办公室办理");
    const struct visit *open = unvisited(&c->x);
    if ((m->needs & N_VISITED) != 0 && open != NULL)
        return no(ERR_CONFLICT, "not-visited",
                  arena_printf(a, "%s的记录还没有签名完成，不能报送报告", open->unit_name));
    if ((m->needs & N_APPROVED) != 0 && c->x.approved_at == 0 && (st & ST_LEADER) == 0)
        return no(ERR_CONFLICT, "not-approved", "经领导同意后才能公布");
    if ((m->needs & N_FRESH) != 0 && c->x.approved_at != 0)
        return no(ERR_CONFLICT, "already-approved", "已同意公布，等待督办办公室公布");
    return (struct inspection_verdict){0};
}

/* ---- one visit */
static bool is_complete(const struct inspection_case *c)
{
    const struct finding *f = c->at->findings.items;
    size_t n = 0;
    for (size_t i = 0; i < c->at->findings.n; i++)
        n += f[i].item_id != 0;
    return c->at->visit_on != 0 && n == c->x.items.n;
}

static bool is_running(int status)
{
    return status == IS_PLANNED || status == IS_UNDERWAY;
}

/* On the team's tablet while it runs; in their own account once they may read what was found. */
static struct inspection_verdict confirm_verdict(const struct inspection_case *c, unsigned st)
{
    bool is_out = c->x.status == IS_PUBLISHED;
    if (!is_out && c->x.kind == INSPECTION_UNDERCOVER)
        return no(ERR_CONFLICT, "undercover", "暗访公布之后，由被查单位自行确认");
    if (is_out && (st & ST_UNIT) == 0)
        return no(ERR_FORBIDDEN, "not-yours", "公布之后由被查单位自行确认");
    if (!is_out && (st & ST_TEAM) == 0)
        return no(ERR_FORBIDDEN, "not-yours", "公布之前在督查组的设备上确认");
    return (struct inspection_verdict){0};
}

struct inspection_verdict visit_judge(struct arena *a, struct inspection_case *c, int action)
{
    const struct inspection_move *m = find_move(visit_moves, ARRAY_LEN(visit_moves), c->at->status, action);
    unsigned st = inspection_standing(c);
    if (m == NULL || c->x.status == IS_CANCELLED)
        return wrong_state(a, c->x.status == IS_CANCELLED ? choice_label(&inspection_statuses, IS_CANCELLED)
                                                          : choice_label(&visit_statuses, c->at->status));
    c->to = m->to;
    if ((m->who & st) == 0)
        return no(ERR_FORBIDDEN, "not-yours", "由督查组办理");
    if ((m->needs & N_RUNNING) != 0 && !is_running(c->x.status))
        return wrong_state(a, choice_label(&inspection_statuses, c->x.status));
    if ((m->needs & N_COMPLETE) != 0 && !is_complete(c))
        return no(ERR_CONFLICT, "not-complete", "请先填写到访日期，并逐项记下检查结果");
    return (m->needs & N_TOLD) != 0 ? confirm_verdict(c, st) : (struct inspection_verdict){0};
}

/* ---- buttons: what is not theirs is not shown, what is not open yet says why */
struct buttons {
    struct arena *arena;
    struct inspection_case *c;
    unsigned standing;
    struct list *out;
};

static void add(const struct buttons *b, const struct inspection_move *m, const struct choices *names,
                struct inspection_verdict v)
{
    struct action *items = b->out->items;
    if ((m->who & b->standing) == 0 || v.err == ERR_FORBIDDEN)
        return;
    items[b->out->n++] = (struct action){.name = choice_name(names, m->action),
                                         .label = choice_label(names, m->action),
                                         .enabled = v.err == OK,
                                         .reason = v.why,
                                         .primary = v.err == OK && (m->needs & N_PRIMARY) != 0};
}

static void visit_buttons(struct arena *a, struct inspection_case *c, struct visit *v)
{
    c->at = v;
    v->actions = (struct list){arena_alloc(a, ARRAY_LEN(visit_moves) * sizeof(struct action)), 0};
    const struct buttons b = {a, c, inspection_standing(c), &v->actions};
    for (size_t i = 0; i < ARRAY_LEN(visit_moves); i++)
        if (visit_moves[i].from == v->status && c->x.status != IS_CANCELLED &&
            ((visit_moves[i].needs & N_RUNNING) == 0 || is_running(c->x.status)))
            add(&b, &visit_moves[i], &visit_actions, visit_judge(a, c, visit_moves[i].action));
    c->at = NULL;
}

void inspection_buttons(struct arena *a, struct inspection_case *c)
{
    struct visit *v = c->x.visits.items;
    c->x.actions = (struct list){arena_alloc(a, ARRAY_LEN(moves) * sizeof(struct action)), 0};
    const struct buttons b = {a, c, inspection_standing(c), &c->x.actions};
    for (size_t i = 0; i < ARRAY_LEN(moves); i++)
        if (moves[i].from == c->x.status && moves[i].action != IA_RECORD)
            add(&b, &moves[i], &inspection_actions, inspection_judge(a, c, moves[i].action));
    for (size_t i = 0; i < c->x.visits.n; i++)
        visit_buttons(a, c, &v[i]);
}

/* ---- what a unit sees */
static void veil_visit(struct visit *v)
{
    *v = (struct visit){.is_own = v->is_own,
                        .id = v->id,
                        .version = v->version,
                        .inspection_id = v->inspection_id,
                        .unit_id = v->unit_id,
                        .unit_name = v->unit_name,
                        .status = v->status};
}

/* What the office makes of a finding is its own until it comes to the unit. */
static void veil_findings(struct visit *v)
{
    struct finding *f = v->findings.items;
    for (size_t i = 0; i < v->findings.n; i++)
        f[i].matter_id = 0;
}

void inspection_veil(struct inspection *x)
{
    struct visit *v = x->visits.items;
    if (x->is_whole)
        return;
    x->report = x->opinion = x->approved_name = x->reported_name = NULL;
    x->approved_at = x->reported_at = x->document_id = 0;
    for (size_t i = 0; i < x->visits.n; i++)
        veil_findings(&v[i]);
    if (x->status == IS_PUBLISHED)
        return;
    x->items.n = 0;
    x->status = x->status == IS_REPORTED ? IS_UNDERWAY : x->status;
    for (size_t i = 0; i < x->visits.n; i++)
        veil_visit(&v[i]);
}

/* ---- findings */
bool finding_is_problem(const struct finding *f)
{
    return f->item_id == 0 || f->result == FR_NOT;
}

const struct check_item *item_of(const struct inspection *x, int64_t id)
{
    const struct check_item *item = x->items.items;
    for (size_t i = 0; i < x->items.n; i++)
        if (item[i].id == id)
            return &item[i];
    return NULL;
}

char *finding_words(struct arena *a, const struct inspection *x, const struct finding *f)
{
    const struct check_item *item = item_of(x, f->item_id);
    if (item == NULL)
        return arena_printf(a, "%s", f->note);
    return f->note == NULL || *f->note == '\0' ? arena_printf(a, "%s：不符合", item->item)
                                               : arena_printf(a, "%s：%s", item->item, f->note);
}
