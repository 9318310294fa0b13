#ifndef INSPECTION_H
#define INSPECTION_H

/* 督查, open (明查) and undercover (暗访): the plan, a record of each unit visited, the report, its
 * publication. Until it is published, an undercover one is there for the body's leaders and office and for
 * its team alone; who has a post in a unit to be visited is none of them (回避). */

#include "http/http.h"

extern const struct module inspection_module, inspection_plan_module, inspection_move_module, visit_module,
    finding_module;

/* ---- who sees what. Every statement about inspections begins with `FROM INSPECTION_ME JOIN inspection i …`,
 * which binds person_id, scope and day (INSPECTION_WHO) before all else. */
#define INSPECTION_ME                                                                                        \
    "(SELECT CAST(? AS SIGNED) AS person_id, CAST(? AS SIGNED) AS scope, CAST(? AS DATE) AS day) me"
#define INSPECTION_WHO(req)                                                                                  \
    db_i64((req)->actor.person_id), db_i64((req)->actor.scope), db_date(date_of((req)->now))

#define TEAM_TERM(m) m ".from_on <= me.day AND (" m ".until_on IS NULL OR " m ".until_on > me.day)"
/* Whether me has a post in a unit of i to be visited, or below it. */
#define IS_BARRED                                                                                            \
    "EXISTS (SELECT 1 FROM membership b JOIN unit u1 ON u1.id = b.unit_id LEFT JOIN unit u2"                 \
    " ON u2.id = u1.parent_id LEFT JOIN unit u3 ON u3.id = u2.parent_id JOIN inspection_visit bv"            \
    " ON bv.inspection_id = i.id AND bv.unit_id IN (u1.id, u2.id, u3.id)"                                    \
    " WHERE b.person_id = me.person_id AND " TEAM_TERM("b") ")"
#define IS_ON_TEAM(more)                                                                                     \
    "EXISTS (SELECT 1 FROM inspection_member t JOIN membership tm ON tm.id = t.membership_id"                \
    " WHERE t.inspection_id = i.id AND tm.person_id = me.person_id AND " TEAM_TERM("tm") more ")"
/* The whole of i: its body's leaders and office, and its team. */
#define SEES_WHOLE                                                                                           \
    "((me.scope = 2 * i.body_id OR " IS_ON_TEAM("") ") AND (i.status = 'published' OR NOT " IS_BARRED "))"
/* Whether v is a visit to the unit of me, or to the one where the body of me sits. */
#define BODY_AT_UNIT "(SELECT o.id FROM body o WHERE o.unit_id = v.unit_id)"
#define IS_OWN_VISIT "(me.scope = 2 * v.unit_id + 1 OR me.scope = 2 * " BODY_AT_UNIT ")"
/* The visit v of i alone: the unit's own people; of an open one the announcement before it is published. */
#define SEES_VISIT "(" IS_OWN_VISIT " AND (i.status = 'published' OR i.kind = 'open'))"

#endif
