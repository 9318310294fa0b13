#ifndef DIRECTION_STORE_H
#define DIRECTION_STORE_H

/* To-dos of written answers, coordination and instructions: one union for whoever it is, with the same
 * arguments. */

#include "app/work/directive/waiting.h"

#define LIMIT "COALESCE(d.due_on, x.due_on)"
#define ANSWER_PATH                                                                                          \
    "IF(x.source = 'instruction' AND x.status = 'answered', CONCAT('/instructions/', x.source_id),"          \
    " CONCAT('/matters/', m.id, '?tab=directives'))"
#define ANSWERS(kind_sql, condition)                                                                         \
    "SELECT " LIMIT " - INTERVAL 3 DAY AS yellow_on, " LIMIT " + INTERVAL 1 DAY AS red_on, m.paused_since,"  \
    " 0 AS progress, NULL AS light_note, '" kind_sql "' AS kind, m.id AS matter_id, x.assignment_id,"        \
    " m.title, m.doc_no, " LIMIT " AS due_on, x.status = 'open' AS running, x.unit_name,"                    \
    " COALESCE(x.answered_at, x.returned_at, x.made_at) AS since, " ANSWER_PATH " AS path"                   \
    " FROM directive x JOIN matter m ON m.id = x.matter_id AND m.status = 'issued'"                          \
    " LEFT JOIN due_item d ON d.matter_id = x.matter_id AND d.part = COALESCE(x.assignment_id, 0)"           \
    " AND d.kind = 'directive' AND d.seq = x.id * 100 + x.returned_n WHERE " condition
#define NO_LIGHT                                                                                             \
    "SELECT NULL AS yellow_on, NULL AS red_on, NULL AS paused_since, 0 AS progress, NULL AS light_note,"
#define COORDINATION                                                                                         \
    NO_LIGHT " IF(x.status = 'escalated', 'decide', 'coordinate') AS kind, m.id AS matter_id,"               \
             " x.assignment_id, m.title, m.doc_no, x.by_on AS due_on, FALSE AS running, x.unit_name,"        \
             " x.asked_at AS since, CONCAT('/matters/', m.id, '?tab=coordination') AS path"                  \
             " FROM escalation x JOIN matter m ON m.id = x.matter_id AND m.status = 'issued'"                \
             " WHERE " ESCALATION_WAITS
#define INSTRUCTIONS(kind_sql, condition)                                                                    \
    NO_LIGHT " '" kind_sql "' AS kind, NULL AS matter_id, NULL AS assignment_id,"                            \
             " LEFT(i.text, 100) AS title, NULL AS doc_no, i.due_on, FALSE AS running, NULL AS unit_name,"   \
             " i.at AS since, CONCAT('/instructions/', i.id) AS path FROM instruction i" condition
/* A new matter of it has ended, or the matter ended before all that was ordered on it was settled. */
#define HAS_COME_BACK                                                                                        \
    " JOIN matter m ON m.id = i.matter_id AND m.status IN ('concluded', 'archived', 'cancelled')"            \
    " WHERE i.status = 'open' AND i.author_id = ? AND (i.is_new OR EXISTS "                                  \
    "(SELECT 1 FROM directive d WHERE d.source = 'instruction' AND d.source_id = i.id"                       \
    " AND d.status IN ('open', 'answered')))"
#define AND_ALSO " UNION ALL "
#define TO_WRITE ANSWERS("answer", UNIT_ANSWERS) AND_ALSO ANSWERS("answer", OFFICE_ANSWERS)
#define TO_JUDGE ANSWERS("judge", LEADER_CLOSES) AND_ALSO ANSWERS("judge", OFFICE_CLOSES)
#define TO_CONFIRM INSTRUCTIONS("confirm", " WHERE i.status = 'proposed' AND i.body_id = ?")
#define TO_REGISTER                                                                                          \
    INSTRUCTIONS("file", " WHERE i.status = 'open' AND i.is_new AND i.matter_id IS NULL AND i.body_id = ?")
#define TO_HEAR INSTRUCTIONS("heard", HAS_COME_BACK)
#define OF_INSTRUCTIONS TO_CONFIRM AND_ALSO TO_REGISTER AND_ALSO TO_HEAR
#define DIRECTION TO_WRITE AND_ALSO TO_JUDGE AND_ALSO COORDINATION AND_ALSO OF_INSTRUCTIONS
#define PUT_DIRECTION(who, today)                                                                            \
    PUT_DIRECTIVES(who), PUT_ESCALATIONS(who, today), db_id((who)->rank == RANK_HEAD ? (who)->body_id : 0),  \
        db_id((who)->role == ROLE_OFFICE ? (who)->body_id : 0),                                              \
        db_id((who)->role == ROLE_LEADER ? (who)->membership_id : 0)

#endif
