#ifndef SEARCH_H
#define SEARCH_H

/* Chinese search by a posting table: Han text by single and double characters, Latin and digit runs as
 * whole words. Finds newest first at a million rows, in the same transaction as the text itself. */

#include "http/http.h"

#define SEARCH_GRAMS 4 /* of one query that are looked up together */

/* The grams to store for a text; int64_t each, perhaps more than once. */
void search_grams_of(struct arena *a, const char *text, struct list *out);
/* At most SEARCH_GRAMS distinct grams that find a text with all the words of q; none when q has neither
 * Han characters nor Latin letters nor digits. */
void search_grams_for(struct arena *a, const char *q, struct list *out);

/* Makes title, origin, numbers and units of a matter what it is found by; inside a transaction. */
enum err search_index(struct db *db, struct arena *a, int64_t matter_id) MUST_USE;
/* The same for every matter: after the demo or an import; *n counts them. */
enum err search_rebuild(struct db *db, struct arena *a, int64_t *n) MUST_USE;

extern const struct module search_module; /* statements only */

#endif
