#ifndef HANDOVER_H
#define HANDOVER_H

/* A person moves or leaves: what is open in the hands of one post, and passing it on to another. What has
 * been done keeps the old name and post. */

#include "http/http.h"

/* ---- one kind of what a person may hold. A part that adds one adds a line in duty_store.c. */
struct duty {
    const char *name, *label;
    const struct db_query *count; /* binds the membership */
    const struct db_query *list;  /* id, title, path; binds the membership: for the office alone */
    /* Each binds the new membership, the day, the old membership; none: it goes with the post, to whoever
     * holds the same one. */
    const struct db_query *pass[2];
    bool at_once; /* its rows have days of their own: passed when it is entered, not when the day comes */
};
extern const struct duty duties[];
extern const size_t duty_count;

/* For the job: passes on what was entered for today; *n: how many hand-overs. */
enum err handover_run(struct db *db, struct arena *a, int64_t now, int64_t *n) MUST_USE;

extern const struct module duty_module, handover_module;

#endif
