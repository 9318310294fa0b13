#ifndef RULE_PRIV_H
#define RULE_PRIV_H

#include "app/time/deadline/deadline_priv.h"
#include "app/time/rule/rule.h"

/* ---- versions of the time rules */
enum err time_rule_by_id(struct req *req, int64_t id, struct time_rule *out) MUST_USE;
enum err time_rules_list(struct req *req, bool all, struct list *out) MUST_USE;
enum err time_rule_insert(struct req *req, struct time_rule *r) MUST_USE;
#define RULE_QUERIES 4
extern const struct db_query *const rule_queries[RULE_QUERIES];

/* ---- of one matter, by hand */
struct light_in {
    int light;
    const char *reason;
    int32_t until;
};
struct cycle_in {
    int report_cycle;
    int64_t cycle_days, self_check_days;
    const char *why;
};
enum err set_hand_light(struct req *req, int64_t assignment_id, const struct light_in *in) MUST_USE;
/* Periods begin anew only with another cycle. */
enum err set_cycle(struct req *req, const struct matter *m, const struct cycle_in *in) MUST_USE;
#define HAND_QUERIES 2
extern const struct db_query *const hand_queries[HAND_QUERIES];

#endif
