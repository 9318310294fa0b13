#ifndef ACTING_TELL_H
#define ACTING_TELL_H

#include "app/duty/acting/acting_priv.h"

/* Both persons and the office of the body hear of it. */
struct acting_news {
    const char *fact, *title, *text;
};
enum err acting_tell_set(struct db *db, struct arena *a, int64_t now, const struct acting *x) MUST_USE;
enum err acting_tell_end(struct db *db, struct arena *a, int64_t now, const struct acting *x) MUST_USE;

#endif
