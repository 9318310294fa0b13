#ifndef QUOTA_PRIV_H
#define QUOTA_PRIV_H

#include "app/time/calendar/calendar.h"
#include "app/track/quota/quota.h"

enum quota_period { PERIOD_WEEK = 1, PERIOD_MONTH };
extern const struct choices quota_periods;

struct quota {
    int64_t leader_person_id; /* not in replies */
    int64_t id, version, body_id;
    int kind; /* inspection_kinds; 0: any */
    int period;
    int64_t n;
    int64_t leader_id; /* membership; 0: the office */
    const char *leader_name;
    bool is_active;
    int32_t from_on, until_on; /* from here on derived, of the present period */
    int64_t done, workdays_left;
    bool is_short; /* not reached, and nearly over */
    const char *sentence;
};
extern const struct shape quota_shape;
struct quota_in {
    int kind, period;
    int64_t n, leader_id;
    bool is_active;
};

/* ---- quota_rules.c: pure */
#define QUOTA_SOON_WORKDAYS 3
/* Monday to Sunday, or a month. */
void quota_days(int period, int32_t day, int32_t *from, int32_t *until);
/* Fills what is derived; done is known. */
void quota_dress(struct arena *a, struct quota *q, const struct calendar *c, int32_t today);

/* ---- quota_store.c */
enum err quotas_of_body(struct req *req, struct list *out) MUST_USE;
enum err quota_find(struct req *req, int64_t id, struct quota *out) MUST_USE;
enum err quotas_active(struct db *db, struct arena *a, struct list *out) MUST_USE;
/* How many inspections of its kind, with a visit in the period, count: those that the actor may see; all of
 * them. */
enum err quota_count(struct req *req, struct quota *q) MUST_USE;
enum err quota_count_all(struct db *db, struct arena *a, struct quota *q) MUST_USE;
enum err quota_insert(struct req *req, const struct quota_in *in, int64_t *id) MUST_USE;
enum err quota_update(struct req *req, int64_t id, const struct quota_in *in) MUST_USE; /* ERR_STALE */
/* Whether the membership is one of a leader of the actor's body. */
enum err quota_leader_known(struct req *req, int64_t membership_id, bool *known) MUST_USE;
#define QUOTA_QUERIES 8
extern const struct db_query *const quota_queries[QUOTA_QUERIES];

#endif
