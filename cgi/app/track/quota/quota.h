#ifndef QUOTA_H
#define QUOTA_H

/* How often to inspect (C3.3a, E1.4a): so many a week or a month, by the office or with a leader in the team.
 */

#include "http/http.h"

/* For the job: warns once a period when it is nearly over and not enough were made; *n counts the warnings.
 */
enum err quota_run(struct db *db, struct arena *a, int64_t now, int64_t *n) MUST_USE;
extern const struct module quota_module;

#endif
