#include "job/job.h"

#define KEY_LIFE_MS (7 * 24 * 3600 * INT64_C(1000))

static const struct db_query LEASE_TAKE = {
    .name = "lease_take",
    .sql = "UPDATE lease SET holder = ?, until_at = ? WHERE name = 'job' AND (until_at < ? OR holder = ?)",
};
static const struct db_query LEASE_RELEASE = {
    .name = "lease_release",
    .sql = "UPDATE lease SET until_at = '2000-01-01' WHERE name = 'job' AND holder = ?",
};
static const struct db_query SWEEP_KEYS = {
    .name = "idempotency_sweep",
    .sql = "DELETE FROM idempotency WHERE created_at < ? ORDER BY created_at LIMIT 5000",
};

enum err job_lease_take(struct db *db, const char *holder, int64_t now, int64_t until, bool *held)
{
    struct db_done done = {0};
    enum err e = db_exec(db, &LEASE_TAKE, &done,
                         DB_ARGS(db_text(holder), db_instant(until), db_instant(now), db_text(holder)));
    *held = e == OK && done.rows == 1;
    return e;
}

enum err job_lease_release(struct db *db, const char *holder)
{
    return db_exec(db, &LEASE_RELEASE, NULL, DB_ARGS(db_text(holder)));
}

enum err job_sweep_keys(struct db *db, int64_t now)
{
    struct db_done done = {.rows = 1};
    enum err e = OK;
    while (e == OK && done.rows > 0)
        e = db_exec(db, &SWEEP_KEYS, &done, DB_ARGS(db_instant(now - KEY_LIFE_MS)));
    return e;
}

const struct db_query *const job_queries[JOB_QUERIES] = {&LEASE_TAKE, &LEASE_RELEASE, &SWEEP_KEYS};
