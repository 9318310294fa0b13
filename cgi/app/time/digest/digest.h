#ifndef DIGEST_H
#define DIGEST_H

/* The digest (周报, A2.1.2c): for each leader of a body what happened in a period and what stands, from the
 * data; the office adds its analysis (A2.3.2) and sends it. The leader's briefing (A2.3.1) is the same, now.
 * Also how punctual each unit was. */

#include "http/http.h"

/* For the job: last week's digest of each leader, from the first working day of this week on. *n: how many.
 */
enum err digest_run(struct db *db, struct arena *a, int64_t now, int64_t *n) MUST_USE;

extern const struct module digest_module, digest_content_module;

#endif
