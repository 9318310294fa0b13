#ifndef ACTING_PRIV_H
#define ACTING_PRIV_H

#include "app/auth/auth.h"
#include "app/duty/acting/acting.h"

struct acting {
    int64_t id, version, person_id;
    const char *person_name;
    int64_t for_membership_id, for_person_id;
    const char *for_name, *for_post;
    int64_t body_id, unit_id;
    const char *unit_name;
    int role, rank; /* indices */
    const char *post;
    int32_t from_on, until_on; /* until_on: the first day that is no longer */
    int32_t last_on;
};
extern const struct shape acting_shape; /* schema "Acting" */

struct principal { /* the post that somebody acts for */
    int64_t id, person_id;
    const char *name, *post;
    int64_t unit_id;
    const char *unit_name;
    int64_t body_id, acting_for;
    int role, rank;
    int32_t until_on;
    bool is_in_term;
};
#define ACTING_DAYS 183
/* Pure: a Chinese sentence when the actor may not let others act for it; NULL when they may. */
const char *acting_refusal(const struct actor *who, const struct principal *p);
/* Pure: 代理院长 */
char *acting_post(struct arena *a, const char *post);

/* ---- store; ERR_NOT_FOUND also for a post outside the actor's body */
enum err principal_get(struct req *req, int64_t membership_id, struct principal *out) MUST_USE;
struct candidate {
    int64_t id;
    const char *name;
    bool is_inside; /* has a post in the body */
};
struct term {
    int32_t from_on, until_on;
};
enum err candidate_get(struct req *req, int64_t person_id, const struct principal *p, struct candidate *out,
                       bool *found) MUST_USE;
enum err is_taken(struct req *req, const struct principal *p, const struct term *t, bool *taken) MUST_USE;
/* With the charges that the post has in that time. */
enum err acting_insert(struct req *req, const struct principal *p, int64_t person_id, const struct term *t,
                       int64_t *id) MUST_USE;
enum err acting_list(struct req *req, struct list *out) MUST_USE;
enum err acting_get(struct req *req, int64_t id, struct acting *out) MUST_USE;
/* Those that begin or end on the day. */
enum err acting_turning(struct db *db, struct arena *a, int32_t day, struct list *out) MUST_USE;
extern const struct db_query *const acting_queries[7];

#endif
