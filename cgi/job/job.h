#ifndef JOB_H
#define JOB_H

#include "db/db.h"

/* One job works at a time: the lease row names it. *held tells whether it is ours until `until`. */
enum err job_lease_take(struct db *db, const char *holder, int64_t now, int64_t until, bool *held) MUST_USE;
enum err job_lease_release(struct db *db, const char *holder) MUST_USE;
/* Idempotency keys older than a week. */
enum err job_sweep_keys(struct db *db, int64_t now) MUST_USE;

#define JOB_QUERIES 3
extern const struct db_query *const job_queries[JOB_QUERIES];

#endif
