#ifndef WAITING_STORE_H
#define WAITING_STORE_H

/* Which matters wait for whom, for the ledger's mine=true; the arguments are put by put_waiting. */

#include "app/matter/level/level.h"
#include "app/org/org.h"
#include "app/time/ladder/ladder.h"
#include "app/time/pause/pause.h"
#include "app/work/directive/waiting.h"

/* Requests asked for: extensions at their level, suspensions. */
#define STANDS EXTENSION_STANDS("q", "qa")
#define REQUESTS                                                                                             \
    "SELECT q.matter_id FROM extension q JOIN assignment qa ON qa.id = q.assignment_id AND " STANDS          \
    " JOIN matter qm ON qm.id = q.matter_id AND qm.status = 'issued' AND qm.body_id = ?"                     \
    " WHERE q.decider = ? AND (? IS NULL OR EXISTS (SELECT 1 FROM charge c"                                  \
    " WHERE c.membership_id = ? AND c.unit_id = qa.unit_id AND " IN_TERM(                                    \
        "c") ")) UNION"                                                                                      \
             " SELECT q.matter_id FROM suspension q JOIN matter qm ON qm.id = q.matter_id AND qm.status = "  \
             "'issued'"                                                                                      \
             " AND qm.body_id = ? WHERE q.status = 'asked' AND (? IS NULL OR NOT EXISTS (SELECT 1 FROM "     \
             "assignment x"                                                                                  \
             " WHERE x.matter_id = q.matter_id AND x.status <> 'withdrawn' AND NOT EXISTS (SELECT 1 FROM "   \
             "charge c"                                                                                      \
             " WHERE c.membership_id = ? AND c.unit_id = x.unit_id AND " IN_TERM("c") ")))"
/* Rungs that are proposed. */
#define RUNGS                                                                                                \
    "SELECT l.matter_id FROM ladder_step l JOIN matter lm ON lm.id = l.matter_id AND lm.status = 'issued'"   \
    " WHERE " LADDER_DECIDES
/* Changes above that the office has not dealt with. */
#define CHANGES_ABOVE                                                                                        \
    "SELECT p.matter_id FROM matter_scope p WHERE p.scope = ? AND p.status IN ('draft', 'proposed', "        \
    "'approved', 'issued') AND p.matter_id IN " LEVEL_UNSEEN
/* Work plans that wait for filing. */
#define PLANS_HANDED_IN                                                                                      \
    "SELECT w.matter_id FROM plan w JOIN assignment wa ON wa.id = w.assignment_id AND wa.status IN"          \
    " ('received', 'underway', 'rectifying') JOIN matter wm ON wm.id = w.matter_id AND wm.status = 'issued'" \
    " AND wm.body_id = ? WHERE w.status = 'submitted'"
/* Written answers owed or to be judged, and what is to be coordinated. */
#define ANSWERS(condition)                                                                                   \
    "SELECT x.matter_id FROM directive x JOIN matter xm ON xm.id = x.matter_id AND xm.status = 'issued'"     \
    " WHERE " condition " UNION "
#define DIRECTION                                                                                            \
    ANSWERS(UNIT_ANSWERS)                                                                                    \
    ANSWERS(OFFICE_ANSWERS)                                                                                  \
    ANSWERS(LEADER_CLOSES)                                                                                   \
    ANSWERS(OFFICE_CLOSES)                                                                                   \
    "SELECT x.matter_id FROM escalation x JOIN matter xm ON xm.id = x.matter_id AND xm.status = 'issued'"    \
    " WHERE " ESCALATION_WAITS
/* What waits for a unit, for a leader (a deputy: own units alone), for the office. */
#define WAITING                                                                                              \
    "(SELECT a.matter_id FROM assignment a JOIN matter am ON am.id = a.matter_id AND am.status = 'issued'"   \
    " WHERE a.unit_id = ? AND a.status IN ('pending', 'received', 'underway', 'rectifying') AND NOT "        \
    "COALESCE(" PLAN_WAITS(                                                                                  \
        "a", "am") ", FALSE) UNION"                                                                          \
                   " SELECT p.matter_id FROM matter_scope p JOIN matter pm ON pm.id = p.matter_id AND "      \
                   "pm.body_id = ?"                                                                          \
                   " WHERE p.scope = ? AND p.status = 'proposed' AND (? IS NULL OR NOT EXISTS (SELECT 1 "    \
                   "FROM assignment x"                                                                       \
                   " WHERE x.matter_id = p.matter_id AND x.status <> 'withdrawn' AND NOT EXISTS (SELECT 1 "  \
                   "FROM charge c"                                                                           \
                   " WHERE c.membership_id = ? AND c.unit_id = x.unit_id AND " IN_TERM(                      \
                       "c") "))) UNION"                                                                      \
                            " SELECT p.matter_id FROM matter_scope p JOIN matter pm ON pm.id = p.matter_id " \
                            "AND pm.body_id "                                                                \
                            "= ?"                                                                            \
                            " WHERE p.scope = ? AND p.status IN ('draft', 'approved', 'concluded') UNION"    \
                            " SELECT w.matter_id FROM assignment w JOIN matter wm ON wm.id = w.matter_id "   \
                            "AND wm.body_id = "                                                              \
                            "?"                                                                              \
                            " AND wm.status = 'issued' WHERE w.status IN ('submitted', 'refused') UNION"     \
                            " SELECT e.id FROM matter e WHERE e.body_id = ? AND e.status = 'issued' AND "    \
                            "e.progress = 100"                                                               \
                            " AND NOT EXISTS (SELECT 1 FROM assignment x WHERE x.matter_id = e.id"           \
                            " AND x.kind <> 'assist' AND x.status NOT IN ('accepted', 'withdrawn')) "        \
                            "UNION " REQUESTS " UNION " RUNGS " UNION " CHANGES_ABOVE                        \
                            " UNION " PLANS_HANDED_IN " UNION " DIRECTION ")"

#endif
