#ifndef WALL_PRIV_H
#define WALL_PRIV_H

#include "app/matter/matter.h"
#include "app/view/wall/wall.h"

#define WALL_ROWS 60 /* as many as a projector shows */

struct wall_filter {
    int64_t unit_id; /* 0: all */
    bool is_key;
};
struct wall_unit {
    int64_t matter_id;
    struct assignment at; /* what its light follows from, and its light */
};
struct wall_row {
    struct matter m; /* likewise */
    int32_t issued_on;
    struct list units; /* struct wall_unit */
};
enum err wall_rows(struct req *req, const struct wall_filter *f, struct list *out) MUST_USE;
/* Of the matters of these rows, in their order. */
enum err wall_units(struct req *req, const struct list *rows, struct list *out) MUST_USE;
extern const struct shape wall_unit_shape, wall_row_shape;
extern const struct db_query *const wall_queries[2];

#endif
