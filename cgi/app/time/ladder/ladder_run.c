#include "app/time/ladder/ladder_priv.h"

struct turn {
    struct arena *arena;
    struct ladder_place at;
    int64_t now;
    bool changed;
};

/* Whoever may decide; where no deputy has charge of the unit, the head. */
static enum err deciders(struct db *db, struct arena *a, const struct ladder_case *c, int rung,
                         struct list *out)
{
    int decider = rung_decider(rung);
    if (decider == BY_OFFICE)
        return notice_people(db, a, c->today, TO_OFFICE, c->body_id, out);
    enum err e = decider == BY_CHARGE ? notice_people(db, a, c->today, TO_CHARGE, c->unit_id, out) : OK;
    return e == OK && out->n == 0 ? notice_people(db, a, c->today, TO_HEAD, c->body_id, out) : e;
}

static enum err propose(struct db *db, struct turn *t, const struct ladder_case *c, int rung,
                        const struct ladder_facts *f)
{
    struct json facts;
    struct list people = {0};
    int64_t id;
    json_init(&facts, t->arena);
    json_struct(&facts, &ladder_facts_shape, f);
    const char *sentence = ladder_sentence(t->arena, c, f, rung);
    const struct ladder_new step = {c, rung, f->since_on, facts.out.data, sentence};
    enum err e = ladder_insert(db, &step, t->now, &id);
    if (e == OK)
        e = deciders(db, t->arena, c, rung, &people);
    if (e != OK)
        return e;
    const struct notice notice = {
        .kind = NK_LADDER,
        .dedupe = arena_printf(t->arena, "ladder/%lld/open", (long long)id),
        .title = arena_printf(t->arena, "建议%s%s，请决定", choice_label(&rungs, rung), c->unit_name),
        .text = arena_printf(t->arena, "《%s》：%s", c->title, sentence),
        .matter_id = c->matter_id,
        .assignment_id = c->assignment_id,
    };
    t->changed = true;
    return notice_send(db, t->arena, t->now, &notice, &people);
}

static enum err look(struct db *db, void *ctx)
{
    struct turn *t = ctx;
    struct ladder_case c;
    t->changed = false;
    enum err e = ladder_load(db, t->arena, t->at, date_of(t->now), &c);
    if (e != OK)
        return e;
    const struct ladder_facts f = ladder_facts_of(t->arena, &c);
    int64_t open = ladder_open(&c);
    int rung = ladder_next(&c, &f);
    if (open && !f.since_on) {
        t->changed = true;
        return ladder_lapse(db, open, t->now);
    }
    return rung ? propose(db, t, &c, rung, &f) : OK;
}

/* One place that fails does not keep the others from their turn. */
enum err ladder_run(struct db *db, struct arena *a, int64_t now, int64_t *n)
{
    struct list places = {0};
    struct turn t = {.arena = arena_new(), .now = now};
    enum err e = ladder_places(db, a, date_of(now), &places);
    const struct ladder_place *place = places.items;
    enum err worst = e;
    *n = 0;
    for (size_t i = 0; e != ERR_BUSY && i < places.n; i++) {
        t.at = place[i];
        e = db_tx(db, look, &t);
        *n += e == OK && t.changed;
        worst = e != OK ? e : worst;
        arena_reset(t.arena);
    }
    arena_free(t.arena);
    return worst;
}
