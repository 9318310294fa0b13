#ifndef HANDOVER_PRIV_H
#define HANDOVER_PRIV_H

#include "app/duty/handover/handover.h"
#include "app/org/person/person.h"

struct duty_row { /* one open thing */
    int64_t id;
    const char *title, *path;
};
struct duty_item {
    const char *kind, *label;
    int64_t n;
    bool passes; /* false: goes with the post */
    struct list rows;
};
enum err duty_items(struct req *req, int64_t membership_id, bool with_titles, struct list *out) MUST_USE;
/* Passes on those kinds; kinds: names, comma-separated, or "all". */
struct passing {
    int64_t from_id, to_id;
    int32_t on_date;
    const char *kinds;
};
enum err duties_pass(struct db *db, const struct passing *p, bool at_once) MUST_USE;
bool kind_is_in(const char *kinds, const char *name);
extern const struct shape duty_item_shape;
extern const struct db_query *const duty_queries[];

/* ---- the posts of both */
struct holder {
    int64_t id, version, person_id;
    const char *name, *post;
    int64_t unit_id;
    const char *unit_name;
    int64_t body_id;
    int role, rank;
    int32_t from_on, until_on;
};
extern const struct shape holder_shape;
/* ERR_NOT_FOUND also for a post outside the actor's body, and for one that is not of business. */
enum err holder_get(struct req *req, int64_t membership_id, struct holder *out) MUST_USE;
/* The post that the person holds on that day with the same role, rank and unit. */
enum err holder_same(struct req *req, const struct holder *old, int64_t person_id, int32_t on_date,
                     struct holder *out, bool *found) MUST_USE;

struct handover_record {
    int64_t id;
    const char *from_name, *from_post, *to_name, *to_post, *unit_name;
    int32_t on_date;
    bool is_ended;
    const char *items; /* JSON */
    const char *note, *by_name;
    int64_t at, done_at;
};
extern const struct shape handover_record_shape;
enum err record_page(struct req *req, struct res *res) MUST_USE;
struct handover_new {
    struct passing passing;
    bool is_ended;
    const char *items, *note;
};
/* items: what was passed; done when the day has come. */
enum err record_insert(struct req *req, const struct handover_new *h, int64_t *id) MUST_USE;
struct waiting {
    int64_t id, from_id, to_id;
    int32_t on_date;
    const char *kinds;
};
enum err records_waiting(struct db *db, struct arena *a, int32_t today, struct list *out) MUST_USE;
enum err record_done(struct db *db, int64_t id, int64_t now) MUST_USE;
extern const struct db_query *const handover_queries[6];

#endif
