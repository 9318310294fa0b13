#ifndef LIAISON_PRIV_H
#define LIAISON_PRIV_H

#include "app/org/person/person.h"

/* Who is the liaison of each unit is public inside, hand-over is recorded (A2.3.3). */
enum err liaison_all(struct req *req, struct res *res) MUST_USE;
extern const struct shape liaison_shape;

struct liaison_unit { /* with who holds the post on the day of the hand-over, or later */
    int64_t id;
    const char *name;
    bool is_active;
    int64_t membership_id, person_id;
    const char *person_name;
    int32_t from_on;
};
/* ERR_NOT_FOUND also for a unit outside the actor's body. */
enum err liaison_unit(struct req *req, int64_t unit_id, int32_t on_date, struct liaison_unit *out) MUST_USE;
struct handover_row {
    int64_t unit_id, from_membership_id, to_membership_id;
    int32_t on_date;
    const char *note;
};
enum err handover_insert(struct req *req, const struct handover_row *h) MUST_USE;

#define LIAISON_QUERIES 3
extern const struct db_query *const liaison_queries[LIAISON_QUERIES];

#endif
