#ifndef ACTING_H
#define ACTING_H

/* 代理: a person acts for a head, a deputy or the responsible person of a unit from one day to another. It is
 * a post of its own, with what the other one's carries; what is done in it says 代理. */

#include "http/http.h"

/* For the job: tells of those that begin or end today; *n: how many. */
enum err acting_run(struct db *db, struct arena *a, int64_t now, int64_t *n) MUST_USE;

extern const struct module acting_module;

#endif
