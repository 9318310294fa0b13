#include "app/message/notice/notice.h"
#include "app/track/quota/quota_priv.h"

struct turn {
    struct arena *arena;
    struct quota quota;
    int64_t now;
    bool warned;
};

static enum err warn(struct db *db, const struct turn *t)
{
    const struct quota *q = &t->quota;
    struct list people = {0};
    char day[DATE_CHARS];
    const struct notice n = {
        .kind = NK_QUOTA,
        .dedupe = arena_printf(t->arena, "quota/%lld/%s", (long long)q->id, date_format(q->from_on, day)),
        .title = arena_printf(t->arena, "督查次数不够：%s", q->sentence),
        .text = "请尽快安排督查，并在期末之前完成。",
        .path = "/inspections",
        .is_inside = true,
    };
    enum err e = notice_people(db, t->arena, date_of(t->now), TO_OFFICE, q->body_id, &people);
    if (e == OK)
        e = notice_send(db, t->arena, t->now, &n, &people);
    int64_t leader = q->leader_person_id;
    return e == OK && leader != 0 ? notice_send(db, t->arena, t->now, &n, &(struct list){&leader, 1}) : e;
}

static enum err look(struct db *db, void *ctx)
{
    struct turn *t = ctx;
    struct quota *q = &t->quota;
    struct calendar c = {0};
    int32_t today = date_of(t->now);
    quota_days(q->period, today, &q->from_on, &q->until_on);
    enum err e = calendar_load(db, t->arena, today - 1, q->until_on, &c);
    if (e == OK)
        e = quota_count_all(db, t->arena, q);
    if (e != OK)
        return e;
    quota_dress(t->arena, q, &c, today);
    t->warned = q->is_short;
    return t->warned ? warn(db, t) : OK;
}

enum err quota_run(struct db *db, struct arena *a, int64_t now, int64_t *n)
{
    struct list quotas = {0};
    struct turn t = {.arena = arena_new(), .now = now};
    enum err e = quotas_active(db, a, &quotas);
    const struct quota *q = quotas.items;
    *n = 0;
    for (size_t i = 0; e == OK && i < quotas.n; i++) {
        t.quota = q[i];
        e = db_tx(db, look, &t);
        *n += e == OK && t.warned;
        arena_reset(t.arena);
    }
    arena_free(t.arena);
    return e;
}
