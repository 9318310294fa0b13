#include "app/audit/audit.h"
#include "app/time/move/move_priv.h"

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }
static const struct field move_fields[] = {
    COL(struct move_row, due_item_id, F_INT, "应办"),
    COL(struct move_row, matter_id, F_INT, "事项"),
    COL(struct move_row, title, F_TEXT, "事项名称", .nullable = true),
    COL(struct move_row, unit_name, F_TEXT, "承办单位", .nullable = true),
    COL(struct move_row, kind, F_CHOICE, "类别", .choices = &due_kinds),
    COL(struct move_row, label, F_TEXT, "类别名称"),
    COL(struct move_row, from, F_DATE, "现时限"),
    COL(struct move_row, to, F_DATE, "按新日历"),
};
static const struct shape move_shape = SHAPE("DueMove", struct move_row, move_fields);
struct moves_reply {
    struct list items;
};
static const struct field reply_fields[] = {
    COL(struct moves_reply, items, F_LIST, "将要变动的时限", .of = &move_shape)};
static const struct shape reply_shape = SHAPE("DueMoves", struct moves_reply, reply_fields);

/* ---- what would move: by today's calendar, or by another list for one year */
struct search {
    int year; /* 0: today's calendar */
    const struct list *days;
    struct move_row *rows;
    size_t n, cap;
};

static void add_moves(struct req *req, struct search *s, const struct due_case *c, const struct list *moves)
{
    const struct due_move *m = moves->items;
    if (s->n + moves->n > s->cap) {
        size_t old = s->cap;
        s->cap = (s->n + moves->n) * 2;
        s->rows = arena_grow(req->arena, s->rows, old * sizeof *s->rows, s->cap * sizeof *s->rows);
    }
    for (size_t i = 0; i < moves->n; i++) {
        const struct due_part *p = due_part_of(c, m[i].row.assignment_id);
        s->rows[s->n++] = (struct move_row){m[i].row.id,
                                            c->m.id,
                                            req->actor.role == ROLE_ADMIN ? NULL : c->m.title,
                                            p == NULL ? NULL : p->unit_name,
                                            m[i].row.kind,
                                            choice_label(&due_kinds, m[i].row.kind),
                                            m[i].row.due_on,
                                            m[i].to};
    }
}

static enum err look_at(struct req *req, struct search *s, int64_t matter_id)
{
    struct due_case c = {0};
    struct due_plan plan;
    enum err e = due_load(req->db, req->arena, matter_id, req->now, &c);
    if (e == OK)
        e = due_calendar(req->db, req->arena, &c, &c.calendar);
    if (e != OK)
        return e;
    if (s->year != 0)
        calendar_replace(req->arena, &c.calendar, s->year, s->days);
    due_wanted(req->arena, &c, &plan);
    add_moves(req, s, &c, &plan.moves);
    return OK;
}

static enum err search_moves(struct req *req, struct search *s)
{
    struct list ids = {0};
    enum err e = s->year != 0 ? matters_in_year(req, s->year, &ids) : matters_to_recompute(req, &ids);
    const int64_t *id = ids.items;
    for (size_t i = 0; e == OK && i < ids.n; i++)
        e = look_at(req, s, id[i]);
    return e;
}

static enum err reply(struct req *req, struct res *res, struct search *s)
{
    enum err e = search_moves(req, s);
    if (e == OK)
        res_struct(res, &reply_shape, &(struct moves_reply){{s->rows, s->n}});
    return e;
}

static enum err moves(struct req *req, struct res *res)
{
    return reply(req, res, &(struct search){0});
}

static enum err preview(struct req *req, struct res *res)
{
    struct year_in *in = req->body;
    enum err e = year_check(req, (int)req->ids[0], in);
    return e == OK ? reply(req, res, &(struct search){.year = (int)req->ids[0], .days = &in->days}) : e;
}

/* ---- confirming */
struct confirm_in {
    struct list ids;
};
static const struct field confirm_fields[] = {
    COL(struct confirm_in, ids, F_INTS, "确认变动的应办", .min = 1, .max = 200, .required = true)};
static const struct shape confirm_shape = SHAPE("MovesConfirm", struct confirm_in, confirm_fields);
struct confirmed {
    int64_t n;
    const char *message;
};
static const struct field confirmed_fields[] = {
    COL(struct confirmed, n, F_INT, "变动了几个时限"),
    COL(struct confirmed, message, F_TEXT, "回执"),
};
static const struct shape confirmed_shape = SHAPE("MovesConfirmed", struct confirmed, confirmed_fields);

static bool is_asked(const struct confirm_in *in, int64_t id)
{
    const int64_t *ids = in->ids.items;
    for (size_t i = 0; i < in->ids.n; i++)
        if (ids[i] == id)
            return true;
    return false;
}

static char *moves_text(struct arena *a, const struct due_plan *plan, const struct confirm_in *in, int64_t *n)
{
    const struct due_move *m = plan->moves.items;
    struct buf b;
    buf_init(&b, a);
    for (size_t i = 0; i < plan->moves.n; i++) {
        if (!is_asked(in, m[i].row.id))
            continue;
        ++*n;
        buf_printf(&b, "%s%s由%s改为%s", b.len > 0 ? "；" : "", choice_label(&due_kinds, m[i].row.kind),
                   day_text(a, m[i].row.due_on), day_text(a, m[i].to));
    }
    return b.data;
}

static enum err confirm_matter(struct req *req, int64_t matter_id, const struct confirm_in *in, int64_t *n)
{
    struct due_case c = {0};
    struct due_plan plan;
    int64_t moved = 0;
    enum err e = due_load(req->db, req->arena, matter_id, req->now, &c);
    if (e == OK)
        e = due_calendar(req->db, req->arena, &c, &c.calendar);
    if (e != OK)
        return e;
    due_wanted(req->arena, &c, &plan);
    char *note = moves_text(req->arena, &plan, in, &moved);
    if (moved == 0)
        return OK;
    *n += moved;
    c.confirmed = in->ids;
    e = due_apply(req->db, req->arena, &c);
    if (e != OK)
        return e;
    const char *state = choice_name(&matter_statuses, c.m.status);
    return history_add(req, &(struct history_entry){.matter_id = matter_id,
                                                    .action = choice_name(&matter_actions, MA_RECOMPUTE),
                                                    .from = state,
                                                    .to = state,
                                                    .note = note});
}

static enum err confirm_tx(struct req *req, struct res *res, void *ctx)
{
    const struct confirm_in *in = ctx;
    struct list ids = {0};
    int64_t n = 0;
    enum err e = matters_of_items(req, &in->ids, &ids);
    const int64_t *id = ids.items;
    for (size_t i = 0; e == OK && i < ids.n; i++)
        e = confirm_matter(req, id[i], in, &n);
    if (e != OK)
        return e;
    if (n == 0)
        return req_fail(req, ERR_CONFLICT, "nothing-moves", "这些时限没有要变动的，请刷新后再看");
    audit_note(req, "calendar.confirm", "due_item", 0,
               arena_printf(req->arena, "{\"n\":%lld}", (long long)n));
    res_struct(res, &confirmed_shape,
               &(struct confirmed){
                   n, arena_printf(req->arena, "已按新日历改定 %lld 个时限，原时限仍可查", (long long)n)});
    return OK;
}

static enum err confirm(struct req *req, struct res *res)
{
    return req_tx(req, res, confirm_tx, req->body);
}

static const struct route move_routes[] = {
    {.method = GET,
     .path = "/api/calendar/moves",
     .who = ROLE_OFFICE,
     .fn = moves,
     .summary = "日历变动后待确认的时限",
     .reply = &reply_shape},
    {.method = POST,
     .path = "/api/calendar/moves/confirm",
     .who = ROLE_OFFICE,
     .fn = confirm,
     .summary = "确认时限按新日历变动",
     .body = &confirm_shape,
     .reply = &confirmed_shape,
     .flags = R_NO_VERSION},
    {.method = POST,
     .path = "/api/calendar/{id}/preview",
     .who = ROLE_ADMIN | ROLE_OFFICE,
     .fn = preview,
     .summary = "试算：这样改日历，哪些时限会变动",
     .body = &year_in_shape,
     .reply = &reply_shape,
     .flags = R_NO_VERSION},
};
const struct module due_move_module = {
    .name = "due_move",
    .routes = move_routes,
    .nroutes = ARRAY_LEN(move_routes),
    .queries = move_queries,
    .nqueries = MOVE_QUERIES,
};
