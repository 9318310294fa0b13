#include "app/matter/level/level_priv.h"

#include "app/audit/audit.h"
#include "app/message/notice/notice.h"

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }

/* ---- downward */
static enum err tell_office(struct req *req, const struct below *part, int64_t change_id, const char *text)
{
    struct list people = {0};
    struct notice n = {.kind = NK_MOVE,
                       .dedupe = arena_printf(req->arena, "parent-change/%lld", (long long)change_id),
                       .title = arena_printf(req->arena, "上级交办有变动：%s", part->title),
                       .text = text,
                       .matter_id = part->id};
    enum err e = notice_people(req->db, req->arena, date_of(req->now), TO_OFFICE, part->body_id, &people);
    return e == OK ? notice_send(req->db, req->arena, req->now, &n, &people) : e;
}

static enum err tell_part(struct req *req, const struct below *part, int kind, const char *text)
{
    int64_t id = 0;
    const char *state = choice_name(&matter_statuses, part->status);
    enum err e = change_insert(req, part->id, kind, text, &id);
    if (e == OK)
        e = history_add(req, &(struct history_entry){.matter_id = part->id,
                                                     .action = choice_name(&matter_actions, MA_PARENT_CHANGE),
                                                     .from = state,
                                                     .to = state,
                                                     .note = text});
    return e == OK ? tell_office(req, part, id, text) : e;
}

static enum err follow_one(struct req *req, const struct matter_case *c, const struct assignment *at,
                           const char *note)
{
    struct list parts = {0};
    int kind = level_change_of(c), told = kind != 0 ? kind : LC_LIMIT;
    int32_t before = at->due_on != 0 ? at->due_on : c->m.due_on;
    enum err e = parts_below(req, at->id, &parts);
    const struct below *part = parts.items;
    for (size_t i = 0; e == OK && i < parts.n; i++) {
        int32_t after = part[i].parent_due_on;
        if (kind == 0 && before == after)
            continue;
        if (told == LC_LIMIT) /* not why it was moved: what that means below */
            note = part[i].due_on > after ? "本事项的时限晚于上级，请改定" : NULL;
        e = tell_part(req, &part[i], told, level_words(req->arena, told, note, before, after));
    }
    return e;
}

enum err level_follow(struct req *req, const struct matter_case *c, const char *note)
{
    const struct assignment *at = c->units.items;
    enum err e = OK;
    for (size_t i = 0; e == OK && i < c->units.n; i++) {
        bool concerns = at[i].own_body_id != 0 && at[i].received_at != 0 &&
                        (c->at == NULL ? at[i].status != AS_WITHDRAWN : c->at->id == at[i].id);
        if (concerns && c->m.status == MS_ISSUED)
            e = follow_one(req, c, &at[i], note);
    }
    return e;
}

/* ---- the two levels of one matter */
struct level_group {
    int64_t assignment_id;
    const char *unit_name;
    int64_t progress, suggested_progress;
    struct list parts;
    struct level_draft *draft;
};
struct levels {
    struct list changes, groups;
};
static const struct field draft_fields[] = {
    COL(struct level_draft, done, F_TEXT, "已完成工作"),
    COL(struct level_draft, effect, F_TEXT, "取得成效"),
    COL(struct level_draft, problem, F_TEXT, "存在问题"),
    COL(struct level_draft, next_step, F_TEXT, "下一步计划"),
    COL(struct level_draft, progress, F_INT, "进度"),
};
static const struct shape draft_shape = SHAPE("LevelDraft", struct level_draft, draft_fields);
static const struct field group_fields[] = {
    COL(struct level_group, assignment_id, F_INT, "承办"),
    COL(struct level_group, unit_name, F_TEXT, "承办单位"),
    COL(struct level_group, progress, F_INT, "已报进度"),
    COL(struct level_group, suggested_progress, F_INT, "按分解事项推算的进度"),
    COL(struct level_group, parts, F_LIST, "分解出的事项", .of = &child_shape),
    COL(struct level_group, draft, F_OBJECT, "由下级报告汇成的进展报告", .of = &draft_shape,
        .nullable = true),
};
static const struct shape group_shape = SHAPE("LevelGroup", struct level_group, group_fields);
static const struct field levels_fields[] = {
    COL(struct levels, changes, F_LIST, "上级交办的变动", .of = &change_shape),
    COL(struct levels, groups, F_LIST, "各承办分解出的事项", .of = &group_shape),
};
static const struct shape levels_shape = SHAPE("Levels", struct levels, levels_fields);

static struct list parts_of(struct arena *a, const struct list *all, int64_t assignment_id)
{
    const struct child *from = all->items;
    struct child *to = arena_alloc(a, (all->n + 1) * sizeof *to);
    struct list out = {to, 0};
    for (size_t i = 0; i < all->n; i++)
        if (from[i].assignment_id == assignment_id)
            to[out.n++] = from[i];
    return out;
}

/* For the institution itself: what its departments reported, put together. */
static enum err add_draft(struct req *req, const struct assignment *at, struct level_group *g)
{
    struct list reports = {0};
    bool inside = req->actor.unit_id == at->unit_id || req->actor.body_id == at->own_body_id;
    enum err e = inside ? part_reports(req, at->id, &reports) : OK;
    if (e != OK || reports.n == 0)
        return e;
    g->draft = arena_alloc(req->arena, sizeof *g->draft);
    level_compose(req->arena, &reports, g->draft);
    g->draft->progress = g->suggested_progress;
    return OK;
}

static enum err add_groups(struct req *req, const struct matter *m, struct list *out)
{
    struct list units = {0}, all = {0};
    enum err e = assignments_list(req, m->id, &units);
    if (e == OK)
        e = children_lit(req, m->id, &all);
    const struct assignment *at = units.items;
    struct level_group *g = arena_alloc(req->arena, (units.n + 1) * sizeof *g);
    *out = (struct list){g, 0};
    for (size_t i = 0; e == OK && i < units.n; i++) {
        struct level_group one = {
            at[i].id, at[i].unit_name, at[i].progress, 0, parts_of(req->arena, &all, at[i].id), NULL};
        if (one.parts.n == 0)
            continue;
        one.suggested_progress = level_progress(&one.parts);
        e = add_draft(req, &at[i], &one);
        g[out->n++] = one;
    }
    return e;
}

static enum err show(struct req *req, struct res *res)
{
    struct matter m = {0};
    struct levels reply = {0};
    enum err e = matter_by_id(req, req->ids[0], &m);
    if (e == OK && m.parent_assignment_id != 0)
        e = changes_list(req, m.id, &reply.changes);
    if (e == OK && m.issued_at != 0)
        e = add_groups(req, &m, &reply.groups);
    if (e == OK)
        res_struct(res, &levels_shape, &reply);
    return e;
}

/* ---- the office below says what follows */
struct heed_in {
    const char *note;
};
static const struct field heed_fields[] = {
    COL(struct heed_in, note, F_TEXT, "怎样处理", .min = 2, .max = 500, .required = true)};
static const struct shape heed_shape = SHAPE("HeedIn", struct heed_in, heed_fields);

static enum err heed_tx(struct req *req, struct res *res, void *ctx)
{
    const struct heed_in *in = ctx;
    struct matter_case c = {0};
    int64_t n = 0;
    enum err e = matter_begin(req, req->ids[0], MA_HEED, &c);
    if (e == OK)
        e = changes_see(req, c.m.id, in->note, &n);
    if (e == OK && n == 0)
        return req_fail(req, ERR_CONFLICT, "nothing-to-heed", "上级交办没有新的变动，或者已经有人处理过了");
    if (e == OK)
        e = matter_commit(req, &c, in->note);
    if (e == OK)
        move_reply(res, &c, "已记下处理意见，这项变动不再列入待办");
    return e;
}

static enum err heed(struct req *req, struct res *res)
{
    return req_tx(req, res, heed_tx, req->body);
}

static const struct route routes[] = {
    {.method = GET,
     .path = "/api/matters/{id}/levels",
     .who = ROLE_BUSINESS,
     .fn = show,
     .summary = "上级交办的变动与分解出的事项",
     .reply = &levels_shape},
    {.method = POST,
     .path = "/api/matters/{id}/heed",
     .who = ROLE_OFFICE,
     .fn = heed,
     .summary = "知悉上级交办的变动，记下怎样处理",
     .body = &heed_shape,
     .reply = &matter_moved_shape,
     .flags = R_IF_MATCH,
     .current = matter_current},
};

const struct module level_module = {
    .name = "level",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = level_queries,
    .nqueries = ARRAY_LEN(level_queries),
};
