#include "app/time/reminder/reminder_priv.h"

/* A suspension whose planned end comes: the office, which alone resumes, and the units are told a working day
 * before and on the day, once each. */
struct ending {
    struct db *db;
    struct arena *arena;
    int64_t now;
    int stage;
    const struct paused *paused;
};

static enum err people_of(const struct ending *e, struct list *out)
{
    struct list units = {0};
    const struct paused *p = e->paused;
    int32_t today = date_of(e->now);
    enum err err = notice_people(e->db, e->arena, today, TO_OFFICE, p->body_id, out);
    if (err == OK)
        err = paused_units(e->db, e->arena, p->matter_id, &units);
    const int64_t *unit = units.items;
    for (size_t i = 0; err == OK && i < units.n; i++)
        err = notice_people(e->db, e->arena, today, TO_UNIT, unit[i], out);
    return err;
}

static enum err tell(struct db *db, void *ctx)
{
    const struct ending *e = ctx;
    const struct paused *p = e->paused;
    bool has_come = e->stage != STAGE_T1;
    struct list people = {0};
    enum err err = people_of(e, &people);
    const struct notice n = {
        .kind = NK_SUSPENSION,
        .dedupe = paused_key(e->arena, p, has_come),
        .title = arena_printf(e->arena, "%s：%s", has_come ? "已到计划恢复日，仍在挂起" : "将到计划恢复日",
                              p->title),
        .text = arena_printf(e->arena, "自%s起挂起，计划于%s恢复，目前仍不计时。恢复办理由督办办公室决定。",
                             day_text(e->arena, p->from_on), day_text(e->arena, p->until_on)),
        .matter_id = p->matter_id,
    };
    return err == OK ? notice_send(db, e->arena, e->now, &n, &people) : err;
}

static enum err consider(struct ending *e, const struct calendar *c, int64_t *done)
{
    bool told = false;
    e->stage = stage_on(c, e->paused->until_on, e->paused->from_on, date_of(e->now));
    if (e->stage < STAGE_T1)
        return OK;
    enum err err = paused_told(e->db, e->arena, e->paused, e->stage != STAGE_T1, &told);
    if (err == OK && !told) {
        err = db_tx(e->db, tell, e);
        *done += err == OK;
    }
    return err;
}

enum err pause_round(struct db *db, struct arena *a, int64_t now, int64_t *done)
{
    struct ending e = {.db = db, .arena = a, .now = now};
    struct calendar c = {0};
    struct list all = {0};
    int32_t today = date_of(now);
    *done = 0;
    enum err err = calendar_load(db, a, today - 366, today + 366, &c);
    if (err != OK || !in_working_hours(&c, now))
        return err;
    err = paused_until(db, a, today + REMINDER_REACH_DAYS, &all);
    for (size_t i = 0; err == OK && i < all.n; i++) {
        e.paused = (const struct paused *)all.items + i;
        err = consider(&e, &c, done);
    }
    return err;
}
