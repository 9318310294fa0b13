#include "app/time/reminder/reminder_priv.h"

struct round {
    struct db *db;
    struct arena *arena;
    struct calendar calendar;
    int64_t now;
    int32_t today;
    const struct candidate *candidate;
    struct reminder reminder;
    int64_t id, person_id; /* id: of the reminder written */
};

/* ---- writing what is to be reminded of */
static enum err add_people(struct round *r, enum audience who, int64_t id, bool is_copy)
{
    struct list people = {0};
    enum err e = notice_people(r->db, r->arena, r->today, who, id, &people);
    return e == OK ? reminder_add_to(r->db, r->id, &people, is_copy) : e;
}

/* The second goes also to the unit's head, the third to the leader in charge (A4.5.1). */
static enum err add_unit(struct round *r)
{
    int64_t unit = r->candidate->due.unit_id;
    enum err e = add_people(r, TO_UNIT, unit, false);
    if (e == OK && r->reminder.ordinal >= 2)
        e = add_people(r, TO_UNIT_HEAD, unit, true);
    if (e == OK && r->reminder.ordinal >= 3)
        e = add_people(r, TO_CHARGE, unit, true);
    return e;
}

/* The head, and the deputy in charge of the unit that leads. */
static enum err add_leaders(struct round *r)
{
    enum err e = add_people(r, TO_HEAD, r->candidate->due.body_id, false);
    return e == OK ? add_people(r, TO_CHARGE, r->candidate->lead_unit_id, false) : e;
}

static enum err write_one(struct db *db, void *ctx)
{
    struct round *r = ctx;
    const struct due_item *due = &r->candidate->due;
    enum err e = reminder_auto(db, r->candidate, &r->reminder, &r->id);
    if (e != OK || r->id == 0)
        return e;
    return due->owes == OWES_UNIT     ? add_unit(r)
           : due->owes == OWES_OFFICE ? add_people(r, TO_OFFICE, due->body_id, false)
                                      : add_leaders(r);
}

static enum err consider(struct round *r, const struct candidate *c, int64_t *written)
{
    int stage = stage_on(&r->calendar, c->due.due_on, date_of(c->due.opened_at), r->today);
    if (stage <= c->last_stage)
        return OK;
    r->candidate = c;
    r->reminder = (struct reminder){.stage = stage, .ordinal = c->before + 1, .at = r->now};
    r->reminder.text = arena_printf(r->arena, "“%s”：%s", c->title,
                                    limit_words(r->arena, &r->calendar, &c->due, r->today));
    enum err e = db_tx(r->db, write_one, r);
    *written += e == OK && r->id != 0;
    return e;
}

/* One that fails does not keep the others from theirs. */
static enum err write_all(struct round *r, int64_t *written)
{
    struct list page = {0};
    int64_t last = 0;
    enum err worst = OK;
    do {
        enum err e = candidates_after(r->db, r->arena, last, r->today + REMINDER_REACH_DAYS, &page);
        const struct candidate *c = page.items;
        if (e != OK)
            return e;
        for (size_t i = 0; e != ERR_BUSY && i < page.n; i++) {
            e = consider(r, &c[i], written);
            worst = e != OK ? e : worst;
            last = c[i].due.id;
        }
    } while (worst != ERR_BUSY && page.n > 0);
    return worst;
}

/* ---- telling: all that waits for a person in one notification */
static char *words_of(struct round *r, const struct list *waiting)
{
    const struct waiting *w = waiting->items;
    struct buf b;
    buf_init(&b, r->arena);
    for (size_t i = 0; i < waiting->n; i++)
        buf_printf(&b, "%s“%s”：%s。", i ? "\n" : "", w[i].title,
                   limit_words(r->arena, &r->calendar, &w[i].due, r->today));
    return b.data;
}

static enum err tell(struct round *r, const struct list *waiting)
{
    const struct waiting *w = waiting->items;
    int64_t last = w[waiting->n - 1].reminder_id;
    const char *word = w[0].due.owes == OWES_UNIT ? "催办" : "待办提醒";
    bool is_one = w[0].matter_id == w[waiting->n - 1].matter_id;
    struct notice n = {
        .kind = NK_REMINDER,
        .dedupe = arena_printf(r->arena, "reminder/%lld", (long long)last),
        .title = waiting->n == 1 ? arena_printf(r->arena, "%s：%s", word, w[0].title)
                                 : arena_printf(r->arena, "%s：%zu 项工作临近或超过时限", word, waiting->n),
        .text = words_of(r, waiting),
        .matter_id = is_one ? w[0].matter_id : 0,
        .assignment_id = waiting->n == 1 ? w[0].assignment_id : 0,
    };
    enum err e = notice_send(r->db, r->arena, r->now, &n, &(struct list){&r->person_id, 1});
    return e == OK ? told_now(r->db, r->now, r->person_id, last, n.dedupe) : e;
}

static enum err tell_person(struct db *db, void *ctx)
{
    struct round *r = ctx;
    struct list waiting = {0};
    struct told told = {0};
    enum err e = waiting_drop(db, r->person_id);
    if (e == OK)
        e = waiting_of(db, r->arena, r->person_id, &waiting);
    if (e == OK)
        e = told_of(db, r->arena, r->person_id, r->today, &told);
    if (e != OK || waiting.n == 0 || may_tell_at(&r->calendar, r->now, told.last_at, told.today_n) > r->now)
        return e;
    return tell(r, &waiting);
}

enum err reminder_round(struct db *db, struct arena *a, int64_t now, int64_t *done)
{
    struct round r = {.db = db, .arena = a, .now = now, .today = date_of(now)};
    struct list people = {0};
    *done = 0;
    enum err e = calendar_load(db, a, r.today - 366, r.today + 366, &r.calendar);
    if (e != OK || !in_working_hours(&r.calendar, now))
        return e;
    enum err worst = write_all(&r, done);
    e = worst == ERR_BUSY ? worst : waiting_people(db, a, &people);
    for (size_t i = 0; e != ERR_BUSY && i < people.n; i++) {
        r.person_id = ((const int64_t *)people.items)[i];
        e = db_tx(db, tell_person, &r);
        worst = e != OK ? e : worst;
    }
    return e != OK ? e : worst;
}
