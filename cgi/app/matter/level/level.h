#ifndef LEVEL_H
#define LEVEL_H

/* 分级负责: what a body breaks down of an assignment that the body above gave it. Upward goes how far the
 * parts have come, never their inside; downward goes every change of the assignment. */

#include "app/matter/matter.h"

/* After a committed move of a matter: whoever broke its assignments down hears what changed, each part gets
 * it in its history, and the office has it on its desk until it says what follows. c holds the matter as it
 * was before the move. */
enum err level_follow(struct req *req, const struct matter_case *c, const char *note) MUST_USE;

/* Matters whose office has not yet said what follows from a change above. */
#define LEVEL_UNSEEN "(SELECT pc.matter_id FROM parent_change pc WHERE pc.seen_at IS NULL)"

extern const struct module level_module;

#endif
