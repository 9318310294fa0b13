#ifndef CHECKLIST_PRIV_H
#define CHECKLIST_PRIV_H

#include "app/track/checklist/checklist.h"

struct check_list {
    int64_t id, version;
    const char *name;
    bool is_active;
    struct list items; /* struct check_item */
};
struct check_list_in {
    const char *name;
    bool is_active;
    struct list items;
};

enum err check_lists(struct req *req, struct list *out) MUST_USE;
enum err check_list_find(struct req *req, int64_t id, struct check_list *out) MUST_USE;
/* ERR_CONFLICT: the name is taken. */
enum err check_list_insert(struct req *req, const struct check_list_in *in, int64_t *id) MUST_USE;
/* ERR_STALE when the version of the request is not the row's. */
enum err check_list_update(struct req *req, int64_t id, const struct check_list_in *in) MUST_USE;
extern const struct shape check_list_shape;
#define CHECKLIST_QUERIES 7
extern const struct db_query *const checklist_queries[CHECKLIST_QUERIES];

#endif
