#ifndef CHARGE_PRIV_H
#define CHARGE_PRIV_H

#include "app/org/org.h"

/* Which units a deputy of the leader group answers for (分管, D3.1). */
struct charge {
    int64_t id, membership_id, membership_version;
    const char *person_name, *post;
    int64_t unit_id;
    const char *unit_name;
    int32_t from_on;
};
extern const struct shape charge_shape;
/* membership_id 0: of everyone that the actor may see. */
enum err charge_list(struct req *req, int64_t membership_id, struct list *out) MUST_USE;

struct charge_holder {
    int64_t version, body_id;
    int rank;
    bool is_in_term;
};
enum err charge_holder(struct req *req, int64_t membership_id, struct charge_holder *out) MUST_USE;
struct charge_unit {
    int64_t id;
};
/* Active units that answer to the body. */
enum err charge_units(struct req *req, int64_t body_id, struct list *out) MUST_USE;
enum err charge_end(struct req *req, int64_t id) MUST_USE;
enum err charge_add(struct req *req, int64_t membership_id, int64_t unit_id) MUST_USE;
/* ERR_STALE where the version is another. */
enum err charge_touch(struct req *req, int64_t membership_id) MUST_USE;

#define CHARGE_QUERIES 8
extern const struct db_query *const charge_queries[CHARGE_QUERIES];

#endif
