#ifndef DRAFT_H
#define DRAFT_H

/* Registering a matter and editing it while it is a draft (A2.1.2b). */

#include "app/matter/matter.h"

struct unit_in {
    int64_t unit_id;
    int kind;
    const char *task;
    int32_t due_on;
};
extern const struct shape unit_in_shape, matter_draft_shape;
/* What the form sends: the columns that it may set, and lists. m comes first, so that the field table of
 * the form fits both. */
struct matter_draft {
    struct matter m;
    struct list units;    /* struct unit_in */
    struct list file_ids; /* int64_t */
};
struct known_unit { /* active units of the own body among those asked for */
    int64_t id;
    const char *name;
};
struct draft_check {
    const struct list *units; /* struct unit_in */
    const struct list *known; /* struct known_unit */
    const struct list *there; /* struct assignment: already on the matter (assign) */
    int32_t today, due_on;
};
typedef void draft_bad_fn(void *ctx, const char *pointer, const char *detail);
bool units_check(struct arena *a, const struct draft_check *d, draft_bad_fn *bad, void *ctx);
bool dates_check(const struct matter_draft *d, int32_t today, draft_bad_fn *bad, void *ctx);
/* JSON of what an edit changed, NULL when nothing. */
char *draft_changes(struct arena *a, const struct matter *old, const struct list *assignments,
                    const struct matter_draft *d, const struct list *known);

/* ---- store */
enum err units_known(struct req *req, const struct list *units, struct list *out) MUST_USE;
enum err matter_insert(struct req *req, const struct matter_draft *d, const char *reg_no,
                       int64_t *id) MUST_USE;
/* Also takes the assignments away; assignments_insert gives the new ones. */
enum err matter_update(struct req *req, int64_t id, const struct matter_draft *d) MUST_USE;
/* A unit that was withdrawn before is asked anew. */
enum err assignments_insert(struct req *req, int64_t matter_id, const struct list *units) MUST_USE;
enum err scope_add_body(struct req *req, int64_t matter_id) MUST_USE;
extern const struct db_query *const draft_queries[9];

/* Field errors of units_check and dates_check go to the request. */
draft_bad_fn draft_bad;

/* Registers a draft of the actor's body for something that the system holds (d->m.origin_ref), inside the
 * caller's transaction, whoever the actor is; the office completes it. Units and dates are checked by the
 * caller; what is missing stays open until it is proposed. */
enum err draft_make(struct req *req, struct matter_draft *d, int64_t *id, const char **reg_no) MUST_USE;

extern const struct module draft_module;

#endif
