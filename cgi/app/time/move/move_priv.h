#ifndef MOVE_PRIV_H
#define MOVE_PRIV_H

#include "app/time/deadline/deadline_priv.h"
#include "app/time/move/move.h"

/* Limits that another calendar would move: shown, and moved when people confirm. */
struct move_row {
    int64_t due_item_id, matter_id;
    const char *title, *unit_name; /* title: NULL for the administrator */
    int kind;
    const char *label;
    int32_t from, to;
};
const struct due_part *due_part_of(const struct due_case *c, int64_t assignment_id); /* NULL without */

/* Ids of matters with open items that were worked out by another version of the calendar than now stands;
 * with open items in a year; of these items. Own body only; the administrator: any. */
enum err matters_to_recompute(struct req *req, struct list *out) MUST_USE;
enum err matters_in_year(struct req *req, int year, struct list *out) MUST_USE;
enum err matters_of_items(struct req *req, const struct list *ids, struct list *out) MUST_USE;
#define MOVE_QUERIES 3
extern const struct db_query *const move_queries[MOVE_QUERIES];

#endif
