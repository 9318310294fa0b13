#include "app/time/deadline/due_want.h"

#include <string.h>

const struct due_item *row_of(const struct work *w, enum due_kind kind, int64_t seq)
{
    const struct due_item *row = w->c->rows.items;
    int64_t part = w->part == NULL ? 0 : w->part->id;
    for (size_t i = 0; i < w->c->rows.n; i++)
        if (row[i].assignment_id == part && row[i].kind == (int)kind && row[i].seq == seq)
            return &row[i];
    return NULL;
}

const struct time_rule *rule_for(const struct work *w, const char *code, const struct due_item *row)
{
    const struct time_rule *r = w->c->rules.items;
    for (size_t i = 0; i < w->c->rules.n; i++)
        if (strcmp(r[i].code, code) == 0 && (row == NULL || row->rule_id == 0 || row->rule_id == r[i].id))
            return &r[i];
    return NULL;
}

static int64_t version_for(const struct due_case *c, int32_t from, int32_t to)
{
    const struct year_version *v = c->versions.items;
    int first, last, month, day;
    int64_t id = 0;
    date_split(from, &first, &month, &day);
    date_split(to, &last, &month, &day);
    for (size_t i = 0; i < c->versions.n; i++)
        if (v[i].year >= first && v[i].year <= last && v[i].id > id)
            id = v[i].id;
    return id;
}

/* Calendar days that the pauses took after start: a day is worked out anew only for another number of them,
 * so that no other calendar comes in unasked. */
static int64_t raw_pauses(const struct due_case *c, int32_t start)
{
    const struct pause *p = c->pauses.items;
    int64_t n = 0;
    for (size_t i = 0; i < c->pauses.n; i++) {
        int32_t from = p[i].from_on > start ? p[i].from_on : start + 1;
        int32_t to = p[i].to_on == 0 ? c->today + 1 : p[i].to_on;
        n += to > from ? to - from : 0;
    }
    return n;
}

static char *inputs_of(const struct work *w, const struct ask *k, const struct time_rule *rule)
{
    struct json j;
    json_init(&j, w->a);
    json_open(&j, '{');
    json_key(&j, "start");
    json_date(&j, k->start_on);
    if (rule != NULL) {
        json_key(&j, "rule");
        json_text(&j, rule->code);
        json_key(&j, "version");
        json_i64(&j, rule->version);
    }
    if (k->limit_on != 0) {
        json_key(&j, k->by == BY_PERIOD ? "period_end" : "limit");
        json_date(&j, k->limit_on);
    }
    if (k->n != 0) {
        json_key(&j, "before");
        json_i64(&j, k->n);
    }
    json_key(&j, "paused");
    json_i64(&j, k->by == BY_RULE || k->by == BY_LIMIT ? raw_pauses(w->c, k->start_on) : 0);
    json_close(&j, '}');
    return j.out.data;
}

/* The day by today's calendar, and why. */
static void work_out(struct work *w, const struct ask *k, const struct time_rule *rule, struct due_item *d)
{
    const struct due_case *c = w->c;
    const struct calendar *cal = &c->calendar;
    struct due_why why = {.by = k->by,
                          .rule = rule,
                          .n = k->n,
                          .start_on = k->start_on,
                          .limit_on = k->limit_on,
                          .cycle = c->m.report_cycle,
                          .event = k->event};
    int32_t raw = k->limit_on;
    if (k->by == BY_RULE)
        raw = rule_day(cal, rule, k->start_on, &d->estimated);
    if (k->by == BY_RULE || k->by == BY_LIMIT) {
        d->due_on = pause_shift(cal, &c->pauses, k->start_on, raw, c->today);
        why.paused = pause_days(cal, &c->pauses, k->start_on, d->due_on, c->today);
        d->estimated |= d->due_on != raw && calendar_is_estimated(cal, raw, d->due_on);
    } else if (k->by == BY_PERIOD) {
        d->due_on = period_due(cal, c->m.report_cycle, k->limit_on);
        d->estimated = calendar_is_estimated(cal, d->due_on, k->limit_on);
    } else {
        d->due_on = workdays_back(cal, k->limit_on, k->n);
        d->estimated = calendar_is_estimated(cal, d->due_on, k->limit_on);
    }
    why.due_on = d->due_on;
    why.estimated = d->estimated;
    d->inputs = inputs_of(w, k, rule);
    d->explanation = due_sentence(w->a, cal, &why);
    d->calendar_version = version_for(c, k->start_on, d->due_on);
}

static void *room(struct work *w, void *items, size_t n, size_t *cap, size_t size)
{
    if (n < *cap)
        return items;
    size_t old = *cap;
    *cap = old == 0 ? 16 : old * 2;
    return arena_grow(w->a, items, old * size, *cap * size);
}

void put_item(struct work *w, const struct due_item *d)
{
    w->items = room(w, w->items, w->n, &w->cap, sizeof *w->items);
    w->items[w->n++] = *d;
}

static bool is_confirmed(const struct due_case *c, int64_t id)
{
    const int64_t *ids = c->confirmed.items;
    for (size_t i = 0; i < c->confirmed.n; i++)
        if (ids[i] == id)
            return true;
    return false;
}

/* Where nothing but the calendar differs, the row's day stands until people confirm the other. */
static bool is_stayed(struct work *w, const struct due_item *row, const struct due_item *d)
{
    if (row->due_on == d->due_on || strcmp(row->inputs, d->inputs) != 0 || is_confirmed(w->c, row->id))
        return false;
    w->moves = room(w, w->moves, w->moves_n, &w->moves_cap, sizeof *w->moves);
    w->moves[w->moves_n++] = (struct due_move){*row, d->due_on};
    return true;
}

void close_item(struct due_item *d, int64_t closed_at)
{
    d->closed_at = closed_at;
    d->outcome = closed_at == 0 ? 0 : date_of(closed_at) > d->due_on ? DUE_LATE : DUE_DONE;
}

int32_t want(struct work *w, const struct ask *k)
{
    const struct due_item *row = row_of(w, k->kind, k->seq);
    if (row != NULL && (row->outcome == DUE_DONE || row->outcome == DUE_LATE)) {
        put_item(w, row);
        return row->due_on;
    }
    const struct time_rule *rule = k->rule == NULL ? NULL : rule_for(w, k->rule, row);
    if (k->rule != NULL && rule == NULL)
        return 0;
    struct due_item d = {.body_id = w->c->m.body_id,
                         .matter_id = w->c->m.id,
                         .owes = (int)k->owes,
                         .kind = (int)k->kind,
                         .seq = k->seq,
                         .start_on = k->start_on,
                         .rule_id = rule == NULL ? 0 : rule->id};
    if (w->part != NULL)
        d.assignment_id = w->part->id;
    if (k->owes == OWES_UNIT)
        d.unit_id = w->part->unit_id;
    work_out(w, k, rule, &d);
    d.original_on = d.due_on;
    if (row != NULL) {
        d.id = row->id;
        d.original_on = row->original_on;
        d.opened_at = row->opened_at;
        if (is_stayed(w, row, &d))
            d = *row;
    }
    close_item(&d, k->closed_at);
    put_item(w, &d);
    return d.due_on;
}
