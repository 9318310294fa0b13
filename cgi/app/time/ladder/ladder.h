#ifndef LADDER_H
#define LADDER_H

/* The ladder (D6.3): what is missed is followed by 提醒, 催办, 通报批评, 约谈, 问责. The next rung is
 * proposed from the facts to whoever may decide; a person accepts, defers or dismisses it. Nothing climbs by
 * itself. */

#include "app/auth/auth.h"
#include "http/http.h"

enum rung { RUNG_REMIND = 1, RUNG_URGE, RUNG_CRITICISE, RUNG_INTERVIEW, RUNG_ACCOUNT };
enum ladder_status { LS_OPEN = 1, LS_ACCEPTED, LS_DEFERRED, LS_DISMISSED, LS_LAPSED };
extern const struct choices rungs, ladder_statuses;

/* The one condition of a step `l` that waits for the actor; its arguments are PUT_LADDER. */
#define LADDER_DECIDES                                                                                       \
    "(l.status = 'open' AND l.body_id = ? AND ((l.decider = 'office' AND ?) OR"                              \
    " (l.decider <> 'office' AND ?) OR (l.decider = 'charge' AND "                                           \
    "EXISTS (SELECT 1 FROM charge c WHERE c.membership_id = ? AND c.unit_id = l.unit_id AND " IN_TERM(       \
        "c") "))))"
#define PUT_LADDER(who, today)                                                                               \
    db_i64((who)->body_id), db_bool((who)->role == ROLE_OFFICE), db_bool((who)->rank == RANK_HEAD),          \
        db_id((who)->rank == RANK_DEPUTY ? (who)->membership_id : 0), (today), (today)

/* For the job: proposes what is due and takes back what was made good, each assignment in a transaction of
 * its own. *n: how many changed. */
enum err ladder_run(struct db *db, struct arena *a, int64_t now, int64_t *n) MUST_USE;

extern const struct module ladder_module;

#endif
