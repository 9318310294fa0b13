#ifndef UNIT_H
#define UNIT_H

/* Changing units, for the other folders of org: within a transaction that took its turn by auth_bump. */

#include "app/org/org.h"

struct unit_form {
    int64_t parent_id;
    int kind;
    const char *code, *name, *short_name, *phone;
    int64_t sort;
    int status;
};
bool unit_code_valid(const char *code);
/* ERR_CONFLICT: the code, or the name under this parent, is taken. */
enum err unit_insert(struct db *db, const struct unit_form *in, int64_t body_id, int64_t *id) MUST_USE;
/* And ERR_STALE where the version is another. */
enum err unit_update(struct db *db, int64_t id, int64_t version, const struct unit_form *in) MUST_USE;
/* Gives each unit the body that it now answers to. */
enum err unit_settle_bodies(struct db *db, struct arena *a) MUST_USE;
/* What keeps a unit from being closed or moved. */
struct unit_ties {
    int64_t assignments, children, people;
};
enum err unit_ties(struct db *db, struct arena *a, int32_t today, int64_t id, struct unit_ties *out) MUST_USE;

#endif
