#ifndef UNIT_PRIV_H
#define UNIT_PRIV_H

#include "app/org/unit/unit.h"

/* ---- rules (pure): the tree as it is, ordered by id */
struct unit_node {
    int64_t id, parent_id, body_id, own_body_id;
    int status;
};
const struct unit_node *unit_find(const struct list *tree, int64_t id);
/* Whether parent_id is the unit itself or below it. */
bool unit_loops(const struct list *tree, int64_t id, int64_t parent_id);
/* The body of the nearest unit that has one, from parent_id upwards; 0 above all. */
int64_t unit_body_above(const struct list *tree, int64_t parent_id);
/* Names of the members that the form changes, as detail for the audit. */
char *unit_changes(struct arena *a, const struct unit *old, const struct unit_form *in) MUST_USE;

/* ---- store. Changes of the organisation take turns: they begin with auth_bump, whose row they hold. */
enum err unit_tree(struct db *db, struct arena *a, struct list *tree) MUST_USE;
enum err unit_all(struct req *req, struct res *res) MUST_USE;
struct unit_clash {
    bool same_code;
};
enum err unit_clash(struct req *req, int64_t id, const struct unit_form *in, struct unit_clash *out,
                    bool *found) MUST_USE;
#define UNIT_QUERIES 8
extern const struct db_query *const unit_queries[UNIT_QUERIES];

/* ---- bodies */
struct body {
    int64_t id, unit_id;
    const char *unit_name, *name, *letterhead, *notice_word;
    int64_t version;
};
struct body_form {
    int64_t unit_id;
    const char *name, *letterhead, *notice_word;
};
extern const struct shape body_shape;
enum err body_get(struct db *db, struct arena *a, int64_t id, struct body *out) MUST_USE;
enum err body_all(struct req *req, struct res *res) MUST_USE;
enum err body_insert(struct db *db, const struct body_form *in, int64_t *id) MUST_USE;
enum err body_update(struct db *db, int64_t id, int64_t version, const struct body_form *in) MUST_USE;
#define BODY_QUERIES 5
extern const struct db_query *const body_queries[BODY_QUERIES];

#endif
