#ifndef TALK_PRIV_H
#define TALK_PRIV_H

#include "app/matter/matter.h"
#include "app/work/talk/talk.h"

#define TALK_CHARS 2000
#define MENTIONS_MAX 20

struct talk_in {
    const char *text;
    bool internal;
    struct list mentions, file_ids; /* int64_t: people, files */
};
struct listener { /* somebody who sees the matter and may be mentioned */
    int64_t person_id;
    const char *name, *post, *unit_name;
    bool of_body; /* may read internal notes */
};
extern const struct shape talk_shape, listener_shape;
extern const struct db_query TALK_OF_MATTER;
/* Leaders and office of the matter's body, responsible persons and liaisons of its units. */
enum err listeners_of(struct req *req, int64_t matter_id, struct list *out) MUST_USE;
/* mentions: JSON [{person_id, name}] */
enum err talk_insert(struct req *req, int64_t matter_id, const struct talk_in *in, const char *mentions,
                     int64_t *id) MUST_USE;

#define TALK_QUERIES 3
extern const struct db_query *const talk_queries[TALK_QUERIES];

#endif
