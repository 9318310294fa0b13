#ifndef DIRECTIVE_H
#define DIRECTIVE_H

/* 交办要求: a unit on a matter, or the office, must answer something in writing by a day. Calls, visits,
 * instructions, meetings and decisions all raise them in this one way. */

#include "app/matter/matter.h"

enum directive_source { DS_CONTACT = 1, DS_INSPECTION, DS_INSTRUCTION, DS_MEETING, DS_ESCALATION };
enum directive_status { DR_OPEN = 1, DR_ANSWERED, DR_CLOSED, DR_WITHDRAWN };
extern const struct choices directive_sources, directive_statuses;

struct directive_in {
    int64_t matter_id, assignment_id; /* assignment 0: the office answers */
    int source;                       /* enum directive_source */
    int64_t source_id;
    const char *text;
    int32_t due_on;
    int64_t closer_id; /* membership of the leader who must be content with the answer; 0: the office */
};
/* Inside the caller's transaction, which has made sure of the right to do so: the row, the matter's history,
 * the notification and what is owed. The matter must be issued and the part not done, refused or withdrawn:
 * ERR_CONFLICT with a problem that says so. */
enum err directive_add(struct req *req, const struct directive_in *in, int64_t *id) MUST_USE;

extern const struct module directive_module;

#endif
