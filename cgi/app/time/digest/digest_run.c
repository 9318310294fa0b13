#include "app/time/digest/digest_priv.h"

struct making {
    struct arena *arena;
    const struct digest_reader *reader;
    struct digest_period period;
    int64_t now;
};

static enum err make(struct db *db, void *ctx)
{
    const struct making *m = ctx;
    struct digest_content content = {.from_on = m->period.from_on, .to_on = m->period.to_on};
    struct json j;
    struct list office = {0};
    int64_t id;
    enum err e = digest_collect(db, m->arena, m->reader, date_of(m->now), &content);
    if (e != OK)
        return e;
    json_init(&j, m->arena);
    json_struct(&j, &digest_content_shape, &content);
    const struct digest_new fresh = {m->reader, m->period, j.out.data, NULL};
    e = digest_put(db, &fresh, m->now, &id);
    if (e == OK)
        e = notice_people(db, m->arena, date_of(m->now), TO_OFFICE, m->reader->body_id, &office);
    const char *title = digest_title(m->arena, m->period);
    /* One for all leaders of the body. */
    const struct notice notice = {
        .kind = NK_DIGEST,
        .dedupe = arena_printf(m->arena, "digest/%lld/%d", (long long)m->reader->body_id, m->period.to_on),
        .title = arena_printf(m->arena, "%s已生成，请编辑后送出", title),
        .text = "已为各位领导生成上周督办摘要，请补充分析和建议后送出。",
    };
    return e == OK ? notice_send(db, m->arena, m->now, &notice, &office) : e;
}

/* One leader's that fails does not keep the others from theirs. */
enum err digest_run(struct db *db, struct arena *a, int64_t now, int64_t *n)
{
    struct calendar calendar = {0};
    struct list readers = {0};
    struct making m = {.arena = arena_new(), .now = now};
    int32_t today = date_of(now);
    *n = 0;
    enum err e = calendar_load(db, a, today - 6, today, &calendar);
    if (e == OK && digest_last_week(&calendar, today, &m.period))
        e = digest_readers(db, a, today, m.period, &readers);
    enum err worst = e;
    for (size_t i = 0; e != ERR_BUSY && i < readers.n; i++) {
        m.reader = (const struct digest_reader *)readers.items + i;
        e = db_tx(db, make, &m);
        *n += e == OK;
        worst = e != OK ? e : worst;
        arena_reset(m.arena);
    }
    arena_free(m.arena);
    return worst;
}
