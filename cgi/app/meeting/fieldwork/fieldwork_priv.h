#ifndef FIELDWORK_PRIV_H
#define FIELDWORK_PRIV_H

#include "app/meeting/fieldwork/fieldwork.h"
#include "app/meeting/meeting/meeting.h"

struct field_day_in {
    int32_t day;
    bool half;
    int64_t unit_id;
    const char *place, *seen;
    int64_t matter_id, inspection_id;
};
struct field_day {
    int64_t id, version, person_id;
    const char *person_name;
    int32_t day;
    bool half;
    int64_t unit_id;
    const char *place, *seen;
    int64_t matter_id;
    const char *matter_title;
    int64_t inspection_id;
    bool can_edit;
};
struct field_count {
    int64_t person_id, membership_id;
    const char *name, *post;
    int64_t halves; /* half days */
};
extern const struct shape field_day_in_shape, field_day_shape;

/* ---- fieldwork_rules.c: pure */
struct month {
    int32_t first, last;
};
struct month month_of(int32_t day);
typedef void field_bad_fn(void *ctx, const char *pointer, const char *detail);
bool field_day_check(const struct field_day_in *in, int32_t today, field_bad_fn *bad, void *ctx);

/* ---- store */
enum err field_day_by_id(struct req *req, int64_t id, struct field_day *out) MUST_USE;
/* Of the body, or of the actor alone where they are a leader. */
enum err field_days(struct req *req, const struct month *m, struct list *out) MUST_USE;
enum err field_counts(struct req *req, const struct month *m, struct list *out) MUST_USE;
/* Half days that the actor has on a day, but for one entry. */
enum err field_halves(struct req *req, int32_t day, int64_t except_id, int64_t *halves) MUST_USE;
enum err field_lock(struct req *req) MUST_USE;
/* The unit's name; ERR_NOT_FOUND for none. */
enum err field_unit(struct req *req, int64_t unit_id, const char **name) MUST_USE;
enum err field_day_insert(struct req *req, const struct field_day_in *in, int64_t *id) MUST_USE;
enum err field_day_update(struct req *req, int64_t id, const struct field_day_in *in) MUST_USE;
enum err field_day_delete(struct req *req, int64_t id) MUST_USE;
/* Whether the actor sees an inspection. */
enum err field_inspection(struct req *req, int64_t id, bool *sees) MUST_USE;
#define FIELD_QUERIES 10
extern const struct db_query *const field_queries[FIELD_QUERIES];

#endif
