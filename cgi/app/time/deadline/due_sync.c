#include "app/time/deadline/deadline_priv.h"

#include <string.h>

#define YEARS_AHEAD 6

enum err due_calendar(struct db *db, struct arena *a, const struct due_case *c, struct calendar *out)
{
    int year, month, day;
    int32_t from = c->m.issued_at != 0 ? date_of(c->m.issued_at) : c->today;
    int32_t proposed = c->m.proposed_at != 0 ? date_of(c->m.proposed_at) : from;
    date_split(from < proposed ? from : proposed, &year, &month, &day);
    int first = year;
    date_split(c->today, &year, &month, &day);
    return calendar_load(db, a, date_make(first - 1, 1, 1), date_make(year + YEARS_AHEAD, 12, 31), out);
}

static const struct due_item *row_with(const struct list *rows, int64_t id)
{
    const struct due_item *row = rows->items;
    for (size_t i = 0; i < rows->n; i++)
        if (row[i].id == id)
            return &row[i];
    return NULL;
}

static bool is_same(const struct due_item *a, const struct due_item *b)
{
    return a->due_on == b->due_on && a->start_on == b->start_on && a->rule_id == b->rule_id &&
           a->calendar_version == b->calendar_version && a->estimated == b->estimated &&
           a->closed_at == b->closed_at && a->outcome == b->outcome && strcmp(a->inputs, b->inputs) == 0 &&
           strcmp(a->explanation, b->explanation) == 0;
}

static enum err write_items(struct db *db, const struct due_case *c, const struct list *items)
{
    const struct due_item *d = items->items;
    enum err e = OK;
    for (size_t i = 0; e == OK && i < items->n; i++) {
        if (d[i].id == 0)
            e = due_insert(db, &d[i], c->now);
        else if (!is_same(&d[i], row_with(&c->rows, d[i].id)))
            e = due_update(db, &d[i]);
    }
    return e;
}

static enum err void_others(struct db *db, const struct due_case *c, const struct list *items)
{
    const struct due_item *row = c->rows.items;
    enum err e = OK;
    for (size_t i = 0; e == OK && i < c->rows.n; i++)
        if (row[i].closed_at == 0 && row_with(items, row[i].id) == NULL)
            e = due_void(db, row[i].id, c->now);
    return e;
}

enum err due_apply(struct db *db, struct arena *a, struct due_case *c)
{
    struct due_plan plan;
    due_wanted(a, c, &plan);
    enum err e = write_items(db, c, &plan.items);
    if (e == OK)
        e = void_others(db, c, &plan.items);
    const struct due_part *p = c->parts.items;
    for (size_t i = 0; e == OK && i < c->parts.n && c->m.status == MS_ISSUED; i++)
        e = due_write_part(db, &p[i]);
    return e == OK ? due_write_matter(db, c) : e;
}

enum err due_sync(struct db *db, struct arena *a, int64_t matter_id, int64_t now)
{
    struct due_case c = {0};
    enum err e = due_load(db, a, matter_id, now, &c);
    if (e == OK)
        e = due_calendar(db, a, &c, &c.calendar);
    return e == OK ? due_apply(db, a, &c) : e;
}

/* ---- the daily round */
#define ROUND 100 /* as many as due_unseen gives */
struct round_step {
    struct arena *a;
    int64_t matter_id, now;
};

static enum err sync_one(struct db *db, void *ctx)
{
    const struct round_step *s = ctx;
    return due_sync(db, s->a, s->matter_id, s->now);
}

/* One matter that fails does not keep the others from their turn. */
enum err due_sync_all(struct db *db, struct arena *a, int64_t now, int64_t *n)
{
    int64_t ids[ROUND] = {0};
    size_t found = 1;
    enum err worst = OK;
    for (*n = 0; found > 0; *n += (int64_t)found) {
        struct list list = {0};
        enum err e = due_unseen(db, a, date_of(now), ids[found - 1], &list);
        if (e != OK)
            return e;
        found = list.n;
        if (found > 0)
            memcpy(ids, list.items, found * sizeof ids[0]);
        for (size_t i = 0; i < found; i++) {
            arena_reset(a);
            e = db_tx(db, sync_one, &(struct round_step){a, ids[i], now});
            if (e == ERR_BUSY)
                return e;
            worst = e != OK ? e : worst;
        }
    }
    return worst;
}
