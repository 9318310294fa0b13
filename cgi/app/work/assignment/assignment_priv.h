#ifndef ASSIGNMENT_PRIV_H
#define ASSIGNMENT_PRIV_H

#include "app/matter/matter.h"
#include "app/work/assignment/assignment.h"

/* What each move writes beside the state; inside the transaction of the move. */
enum err set_received(struct req *req, int64_t id) MUST_USE;
enum err set_refused(struct req *req, int64_t id, const char *why) MUST_USE;
enum err set_insisted(struct req *req, int64_t id) MUST_USE;
enum err set_withdrawn(struct req *req, const struct matter_case *c) MUST_USE;
enum err set_result(struct req *req, int64_t id, const char *result) MUST_USE;
enum err set_accepted(struct req *req, int64_t id, const char *verdict) MUST_USE;
enum err set_returned(struct req *req, int64_t id, const char *verdict) MUST_USE;
extern const struct db_query *const assignment_queries[7];

const char *received_message(struct arena *a, const struct matter_case *c);
const char *accepted_message(struct arena *a, const struct matter_case *c);

#endif
