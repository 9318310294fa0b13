#include "app/duty/acting/acting_tell.h"

#include "app/message/notice/notice.h"
#include "app/time/calendar/calendar.h"

static enum err tell(struct db *db, struct arena *a, int64_t now, const struct acting *x,
                     const struct acting_news *news)
{
    int64_t both[] = {x->person_id, x->for_person_id};
    struct list people = {arena_alloc(a, sizeof both), 2};
    ((int64_t *)people.items)[0] = both[0];
    ((int64_t *)people.items)[1] = both[1];
    struct notice n = {
        .kind = NK_HANDOVER,
        .dedupe = arena_printf(a, "acting/%lld/%s", (long long)x->id, news->fact),
        .title = arena_printf(a, "%s：%s代理%s的%s%s", news->title, x->person_name, x->for_name, x->unit_name,
                              x->for_post),
        .text = news->text,
        .path = "/acting",
    };
    enum err e = x->body_id == 0 ? OK : notice_people(db, a, date_of(now), TO_OFFICE, x->body_id, &people);
    return e == OK ? notice_send(db, a, now, &n, &people) : e;
}

static char *term_text(struct arena *a, const struct acting *x)
{
    return arena_printf(a, "%s至%s", date_text(a, x->from_on), date_text(a, x->last_on));
}

enum err acting_tell_set(struct db *db, struct arena *a, int64_t now, const struct acting *x)
{
    const struct acting_news news = {
        "set", "确定代理人",
        arena_printf(a, "%s。到期自动开始和结束；代理期间请在右上角切换到“%s”再办理，经过会注明代理。",
                     term_text(a, x), x->post)};
    return tell(db, a, now, x, &news);
}

enum err acting_tell_end(struct db *db, struct arena *a, int64_t now, const struct acting *x)
{
    return tell(db, a, now, x, &(struct acting_news){"ended", "代理提前结束", "今天起不再代理。"});
}

/* ---- by themselves, on their day */
struct turning {
    struct arena *arena;
    const struct acting *one;
    int64_t now;
};

static enum err turn(struct db *db, void *ctx)
{
    const struct turning *t = ctx;
    bool begins = t->one->from_on == date_of(t->now);
    const struct acting_news news = {begins ? "begun" : "over", begins ? "代理今天开始" : "代理期满",
                                     begins ? term_text(t->arena, t->one) : "今天起不再代理。"};
    return tell(db, t->arena, t->now, t->one, &news);
}

enum err acting_run(struct db *db, struct arena *a, int64_t now, int64_t *n)
{
    struct list all = {0};
    enum err e = acting_turning(db, a, date_of(now), &all);
    const struct acting *x = all.items;
    *n = 0;
    for (size_t i = 0; e == OK && i < all.n; i++, ++*n)
        e = db_tx(db, turn, &(struct turning){a, &x[i], now});
    return e;
}
