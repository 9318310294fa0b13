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

/* ---- how each task fares */
static const struct db_query STATE_PUT = {
    .name = "job_state_put",
    .sql = "INSERT INTO job_state (name, holder, started_at, finished_at, ok_at, failed_at, done, total)"
           " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE holder = VALUES(holder),"
           " started_at = VALUES(started_at), finished_at = VALUES(finished_at),"
           " ok_at = COALESCE(VALUES(ok_at), ok_at), failed_at = COALESCE(VALUES(failed_at), failed_at),"
           " done = VALUES(done), total = total + VALUES(total)",
};
static const struct field state_fields[] = {
    {"name", F_TEXT, offsetof(struct job_state, name), .label = "任务"},
    {"holder", F_TEXT, offsetof(struct job_state, holder), .label = "在哪台机器上"},
    {"started_at", F_INSTANT, offsetof(struct job_state, started_at), .label = "最近一次开始"},
    {"finished_at", F_INSTANT, offsetof(struct job_state, finished_at), .label = "最近一次结束"},
    {"ok_at", F_INSTANT, offsetof(struct job_state, ok_at), .label = "最近一次成功", .nullable = true},
    {"failed_at", F_INSTANT, offsetof(struct job_state, failed_at), .label = "最近一次失败",
     .nullable = true},
    {"done", F_INT, offsetof(struct job_state, done), .label = "最近一次办了多少件"},
    {"total", F_INT, offsetof(struct job_state, total), .label = "累计办了多少件"},
};
static const struct shape state_shape = SHAPE("JobState", struct job_state, state_fields);
static const struct db_query STATES = {
    .name = "job_states",
    .sql = "SELECT name, holder, started_at, finished_at, ok_at, failed_at, done, total FROM job_state",
    .row = &state_shape,
};

enum err job_state_put(struct db *db, const struct job_state *s)
{
    return db_exec(db, &STATE_PUT, NULL,
                   DB_ARGS(db_text(s->name), db_text(s->holder), db_instant(s->started_at),
                           db_instant(s->finished_at), db_instant(s->ok_at), db_instant(s->failed_at),
                           db_i64(s->done), db_i64(s->total)));
}

enum err job_states(struct db *db, struct arena *a, struct list *out)
{
    return db_list(db, a, &STATES, out, DB_NONE);
}

const struct db_query *const job_queries[JOB_QUERIES] = {&LEASE_TAKE, &LEASE_RELEASE, &SWEEP_KEYS, &STATE_PUT,
                                                         &STATES};
