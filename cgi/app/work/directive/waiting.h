#ifndef WAITING_H
#define WAITING_H

/* Which 交办要求 and 提请协调 wait for the actor: conditions that the to-do list and the ledger share. */

#include "app/auth/auth.h"

/* Of directive x, four ways in, each by its own index: the unit answers, the office answers, the leader who
 * asked is to be content, the office is. Their arguments together are PUT_DIRECTIVES. */
#define UNIT_ANSWERS "x.status = 'open' AND x.unit_id = ?"
#define OFFICE_ANSWERS "x.status = 'open' AND x.unit_id IS NULL AND x.body_id = ?"
#define LEADER_CLOSES "x.status = 'answered' AND x.closer_id = ?"
#define OFFICE_CLOSES "x.status = 'answered' AND x.closer_id IS NULL AND x.body_id = ?"
#define PUT_DIRECTIVES(who)                                                                                  \
    db_id((who)->role &ROLE_UNIT ? (who)->unit_id : 0),                                                      \
        db_id((who)->role == ROLE_OFFICE ? (who)->body_id : 0),                                              \
        db_id((who)->role == ROLE_LEADER ? (who)->membership_id : 0),                                        \
        db_id((who)->role == ROLE_OFFICE ? (who)->body_id : 0)

/* Of escalation x: the office answers what was asked; the deputy in charge, or the head where the unit has
 * none, too; what went up to the leader group is decided by the head or that deputy. */
#define ESCALATION_WAITS                                                                                     \
    "x.body_id = ? AND ((x.status IN ('asked', 'meeting') AND ?) OR (x.status = 'escalated' AND ?)"          \
    " OR (x.status IN ('asked', 'escalated') AND EXISTS "                                                    \
    "(SELECT 1 FROM charge c WHERE c.membership_id = ? AND c.unit_id = x.unit_id AND " IN_TERM(              \
        "c") ")) OR (x.status = 'asked' AND ? AND NOT EXISTS "                                               \
             "(SELECT 1 FROM charge c WHERE c.unit_id = x.unit_id AND " IN_TERM("c") ")))"
#define PUT_ESCALATIONS(who, today)                                                                          \
    db_id((who)->role &ROLE_BODY ? (who)->body_id : 0), db_bool((who)->role == ROLE_OFFICE),                 \
        db_bool((who)->rank == RANK_HEAD), db_id((who)->rank == RANK_DEPUTY ? (who)->membership_id : 0),     \
        (today), (today), db_bool((who)->rank == RANK_HEAD), (today), (today)

#endif
