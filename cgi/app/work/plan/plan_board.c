#include "app/work/plan/plan_priv.h"

#include <string.h>

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }
static const struct field part_fields[] = {
    COL(struct plan_part, assignment_id, F_INT, "承办"),
    COL(struct plan_part, unit_id, F_INT, "单位编号"),
    COL(struct plan_part, unit_name, F_TEXT, "承办单位"),
    COL(struct plan_part, kind, F_CHOICE, "承办方式", .choices = &assignment_kinds),
    COL(struct plan_part, status, F_CHOICE, "承办状态", .choices = &assignment_statuses),
    COL(struct plan_part, version, F_INT, "报送下一版方案时的版本"),
    COL(struct plan_part, limit_on, F_DATE, "办理时限", .nullable = true),
    COL(struct plan_part, needed, F_BOOL, "须报工作方案"),
    COL(struct plan_part, progress, F_INT, "按步骤折算的进度", .max = 100),
    COL(struct plan_part, note, F_TEXT, "时限变动提示", .nullable = true),
    COL(struct plan_part, actions, F_LIST, "可办理的动作", .of = &action_shape),
    COL(struct plan_part, plans, F_LIST, "各版方案，先报的在前", .of = &plan_shape),
    COL(struct plan_part, checks, F_LIST, "自查自纠记录，新的在前", .of = &self_check_shape),
};
const struct shape plan_part_shape = SHAPE("PlanPart", struct plan_part, part_fields);
static const struct field board_fields[] = {
    COL(struct plan_board, items, F_LIST, "各承办单位的工作方案", .of = &plan_part_shape)};
const struct shape plan_board_shape = SHAPE("PlanBoard", struct plan_board, board_fields);

/* Everything of a matter, read once and then dealt out to its parts. */
struct pile {
    struct matter_case c;
    struct list plans, steps, checks, files;
};

static enum err load(struct req *req, int64_t matter_id, struct pile *p)
{
    p->c.who = &req->actor;
    p->c.today = date_of(req->now);
    enum err e = matter_by_id(req, matter_id, &p->c.m);
    if (e == OK)
        e = assignments_list(req, matter_id, &p->c.units);
    if (e == OK)
        e = plans_of_matter(req, matter_id, &p->plans);
    if (e == OK)
        e = steps_of_matter(req, matter_id, &p->steps);
    if (e == OK)
        e = checks_of_matter(req, matter_id, &p->checks);
    return e == OK ? file_list(req->db, req->arena, matter_id, &p->files) : e;
}

static struct list files_of(struct arena *a, const struct list *all, enum file_kind kind, int64_t id)
{
    const struct file *from = all->items;
    struct file *to = arena_alloc(a, (all->n + 1) * sizeof *to);
    struct list out = {to, 0};
    for (size_t i = 0; i < all->n; i++)
        if (from[i].kind == (int)kind && from[i].object_id == id)
            to[out.n++] = from[i];
    return out;
}

/* Those of one plan lie together. */
static struct list steps_of(const struct list *all, int64_t plan_id)
{
    struct plan_step *s = all->items;
    struct list out = {s, 0};
    for (size_t i = 0; i < all->n; i++) {
        if (s[i].plan_id != plan_id)
            continue;
        out.items = out.n == 0 ? &s[i] : out.items;
        out.n++;
    }
    return out;
}

static void add_button(struct arena *a, struct matter_case *c, int action, struct list *to)
{
    struct action *b = to->items;
    if (matter_button(a, c, action, &b[to->n]))
        to->n++;
}

static void dress_plan(struct arena *a, struct pile *all, struct plan *p)
{
    struct matter_case *c = &all->c;
    p->steps = steps_of(&all->steps, p->id);
    p->files = files_of(a, &all->files, FILE_OF_PLAN, p->id);
    p->in_force = p->status == PLAN_FILED && p->no == c->at->plan_no;
    if (p->in_force)
        steps_light(a, &p->steps, c->today, c->m.paused_since != 0);
    if (p->status != PLAN_SUBMITTED)
        return;
    p->actions.items = arena_alloc(a, 2 * sizeof(struct action));
    add_button(a, c, AA_FILE_PLAN, &p->actions);
    add_button(a, c, AA_RETURN_PLAN, &p->actions);
    struct action *b = p->actions.items;
    const char *no = plan_refusal(p, c->who);
    for (size_t i = 0; i < p->actions.n && no != NULL && b[i].enabled; i++)
        b[i] = (struct action){b[i].name, b[i].label, false, no, false};
}

static void dress_part(struct arena *a, struct pile *all, struct assignment *at, struct plan_part *out)
{
    struct matter_case *c = &all->c;
    struct plan *plan = all->plans.items;
    struct self_check *check = all->checks.items;
    out->plans.items = arena_alloc(a, (all->plans.n + 1) * sizeof *plan);
    out->checks.items = arena_alloc(a, (all->checks.n + 1) * sizeof *check);
    out->actions.items = arena_alloc(a, 3 * sizeof(struct action));
    c->at = at;
    for (size_t i = 0; i < all->plans.n; i++) {
        if (plan[i].assignment_id != at->id)
            continue;
        dress_plan(a, all, &plan[i]);
        if (plan[i].in_force) {
            out->note = plan_note(a, &plan[i], out->limit_on);
            out->progress = steps_progress(&plan[i].steps);
        }
        ((struct plan *)out->plans.items)[out->plans.n++] = plan[i];
    }
    for (size_t i = 0; i < all->checks.n; i++) {
        if (check[i].assignment_id != at->id)
            continue;
        check[i].files = files_of(a, &all->files, FILE_OF_SELF_CHECK, check[i].id);
        ((struct self_check *)out->checks.items)[out->checks.n++] = check[i];
    }
    out->version = (int64_t)out->plans.n + 1;
    add_button(a, c, AA_PLAN, &out->actions);
    add_button(a, c, AA_STEP, &out->actions);
    add_button(a, c, AA_SELF_CHECK, &out->actions);
}

enum err board_load(struct req *req, int64_t matter_id, struct plan_board *out)
{
    struct pile all = {0};
    enum err e = load(req, matter_id, &all);
    if (e != OK)
        return e;
    struct assignment *at = all.c.units.items;
    struct plan_part *part = arena_alloc(req->arena, (all.c.units.n + 1) * sizeof *part);
    *out = (struct plan_board){{part, 0}};
    for (size_t i = 0; i < all.c.units.n; i++) {
        if (at[i].status == AS_WITHDRAWN || at[i].status == AS_REFUSED)
            continue;
        all.c.at = &at[i];
        struct plan_part *p = &part[out->items.n++];
        *p = (struct plan_part){.assignment_id = at[i].id,
                                .unit_id = at[i].unit_id,
                                .unit_name = at[i].unit_name,
                                .kind = at[i].kind,
                                .status = at[i].status,
                                .limit_on = assignment_limit(&all.c),
                                .needed = all.c.m.needs_plan && at[i].kind != AK_ASSIST};
        dress_part(req->arena, &all, &at[i], p);
    }
    return OK;
}

/* ---- for 412 problems */
static enum err part_of(struct req *req, int64_t matter_id, int64_t assignment_id, struct plan_part *out)
{
    struct plan_board board = {0};
    enum err e = board_load(req, matter_id, &board);
    const struct plan_part *p = board.items.items;
    for (size_t i = 0; e == OK && i < board.items.n; i++)
        if (p[i].assignment_id == assignment_id) {
            *out = p[i];
            return OK;
        }
    return e == OK ? ERR_NOT_FOUND : e;
}

enum err plan_part_current(struct req *req, struct res *res)
{
    struct matter m = {0};
    struct plan_part part = {0};
    enum err e = matter_of_assignment(req, req->ids[0], &m);
    if (e == OK)
        e = part_of(req, m.id, req->ids[0], &part);
    if (e == OK)
        res_struct(res, &plan_part_shape, &part);
    return e;
}

enum err plan_current(struct req *req, struct res *res)
{
    struct plan plan = {0};
    struct plan_part part = {0};
    enum err e = plan_by_id(req, req->ids[0], &plan);
    if (e == OK)
        e = part_of(req, plan.matter_id, plan.assignment_id, &part);
    const struct plan *p = part.plans.items;
    for (size_t i = 0; e == OK && i < part.plans.n; i++)
        if (p[i].id == plan.id)
            res_struct(res, &plan_shape, &p[i]);
    return e;
}
