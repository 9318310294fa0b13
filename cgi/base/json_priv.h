#ifndef JSON_PRIV_H
#define JSON_PRIV_H

/* What the readers of bodies and of query strings share: values checked by their field. */

#include "base/json.h"

struct reader {
    struct arena *arena;
    const char *root; /* what a pointer begins with: "#/" in a body, "?" in a query */
    json_bad_fn *bad;
    void *ctx;
    bool failed;
};

struct path {
    const struct path *up;
    const char *name; /* NULL: an element */
    size_t index;
};

/* One fault; the sentence gets the field's label in front (f may be NULL). */
void reader_bad(struct reader *r, const struct path *at, const struct field *f, const char *format, ...)
    PRINTF(4, 5);
/* Checks text for a field of type F_TEXT, F_SECRET, F_DATE, F_INSTANT or F_CHOICE and stores it; NULL is
 * absent. */
void reader_text(struct reader *r, const struct path *at, const struct field *f, const char *s, void *out);
void reader_int(struct reader *r, const struct path *at, const struct field *f, int64_t v, void *out);
/* Whether the field lets a list have n elements. */
bool reader_count(struct reader *r, const struct path *at, const struct field *f, size_t n);
/* A required field that is absent. */
void reader_missing(struct reader *r, const struct path *at, const struct field *f);
void reader_wrong_type(struct reader *r, const struct path *at, const struct field *f);
const struct field *shape_field(const struct shape *s, const char *name);
/* The field that an element of an F_INTS or F_TEXTS list is checked by. */
struct field element_field(const struct field *f);

#endif
