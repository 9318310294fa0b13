#include "app/duty/handover/handover_priv.h"

struct carrying {
    const struct waiting *one;
    int64_t now;
};

static enum err carry(struct db *db, void *ctx)
{
    const struct carrying *c = ctx;
    const struct passing p = {c->one->from_id, c->one->to_id, c->one->on_date, c->one->kinds};
    enum err e = duties_pass(db, &p, false);
    return e == OK ? record_done(db, c->one->id, c->now) : e;
}

enum err handover_run(struct db *db, struct arena *a, int64_t now, int64_t *n)
{
    struct list all = {0};
    enum err e = records_waiting(db, a, date_of(now), &all);
    const struct waiting *one = all.items;
    *n = 0;
    for (size_t i = 0; e == OK && i < all.n; i++, ++*n)
        e = db_tx(db, carry, &(struct carrying){&one[i], now});
    return e;
}
