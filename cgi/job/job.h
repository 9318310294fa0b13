#ifndef JOB_H
#define JOB_H

/* What time brings: named tasks, each of them able to be cut off anywhere and run again. */

#include "app/audit/audit.h"
#include "http/http.h"

struct task_run {
    struct db *db;
    struct arena *arena;
    const struct config *config;
    const struct audit_key *key;
    const char *holder; /* this machine and instance */
    int64_t now;
    int64_t done; /* out: how many things it did */
};
struct task {
    const char *name, *label;
    int64_t every_ms;
    int share;     /* takes at most 1/share of the time; 0: no matter */
    bool is_outer; /* touches more than the database, so it can not be rehearsed */
    enum err (*fn)(struct task_run *r);
};
extern const struct task job_tasks[];
extern const size_t job_task_count;
const struct task *job_task(const char *name); /* NULL when there is none */

/* ---- one job works at a time. On one machine a lock on data_dir/job.lock says which, and ends with its
 * process however that ends; between machines the lease row does, and names machine and instance. */
struct job_turn {
    int lock;
    const char *holder;
};
/* Before the process is confined. */
bool job_turn_open(const struct config *c, struct arena *a, struct job_turn *out, char **why) MUST_USE;
/* *held tells whether it is ours until `until`. */
enum err job_turn_take(struct db *db, const struct job_turn *t, int64_t now, int64_t until,
                       bool *held) MUST_USE;
enum err job_turn_end(struct db *db, const struct job_turn *t) MUST_USE;

/* ---- store */
enum err job_lease_take(struct db *db, const char *holder, int64_t now, int64_t until, bool *held) MUST_USE;
enum err job_lease_release(struct db *db, const char *holder) MUST_USE;
struct job_state {
    const char *name, *holder;
    int64_t started_at, finished_at, ok_at, failed_at, done, total;
};
enum err job_state_put(struct db *db, const struct job_state *s) MUST_USE;
enum err job_states(struct db *db, struct arena *a, struct list *out) MUST_USE;
/* Idempotency keys older than a week. */
enum err job_sweep_keys(struct db *db, int64_t now) MUST_USE;

#define JOB_QUERIES 5
extern const struct db_query *const job_queries[JOB_QUERIES];
extern const struct module job_module; /* GET /api/health/jobs */

#endif
