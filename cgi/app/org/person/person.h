#ifndef PERSON_H
#define PERSON_H

/* Adding people and posts, for the other folders of org. */

#include "app/org/org.h"

enum person_class { CLASS_BUSINESS = 1, CLASS_ADMIN, CLASS_AUDITOR };
enum person_status { PERSON_ACTIVE = 1, PERSON_DISABLED };

struct person_new {
    const char *login, *name;
    int class; /* person_classes */
    const char *mobile, *email;
};
struct post_new {
    int64_t person_id, unit_id;
    int role, rank; /* indices of auth_roles, auth_ranks */
    const char *post;
    int32_t from_on;
};
/* Told of each fault: the member of the form, a Chinese sentence. */
typedef void org_fault_fn(void *ctx, const char *member, const char *detail);

/* Pure checks beyond the lengths of the field tables. */
bool person_check(const struct person_new *p, org_fault_fn *bad, void *ctx);
/* Whether a class may hold a role, and a role a rank (three-member separation: 三员分立). */
bool post_check(int class, const struct post_new *p, org_fault_fn *bad, void *ctx);

/* ---- in the caller's transaction, which took its turn by auth_bump */
struct person_row {
    int64_t id;
    const char *login, *name;
    int class, status;
    const char *mobile, *email;
    int64_t version;
};
enum err person_find(struct db *db, struct arena *a, int64_t id, struct person_row *out,
                     bool *found) MUST_USE;
enum err person_find_login(struct db *db, struct arena *a, const char *login, struct person_row *out,
                           bool *found) MUST_USE;
/* Must change the password at first sign-in. ERR_CONFLICT: the login is taken. */
enum err person_insert(struct db *db, int64_t now, const struct person_new *p, const char *hash,
                       int64_t *id) MUST_USE;
/* ERR_STALE where the version is another; version 0 asks for none. */
enum err person_update(struct db *db, int64_t id, int64_t version, const struct person_row *p) MUST_USE;
/* Inserts when nothing stands against it; else tells bad and *id is 0. */
struct post_adding {
    const struct post_new *post;
    int class;
    org_fault_fn *bad;
    void *ctx;
};
enum err post_add(struct db *db, struct arena *a, const struct post_adding *p, int64_t *id) MUST_USE;
/* From that day on the post no longer counts, nor does anybody act for it, nor its holder for another where
 * it was their last own one; ends its charges and, when the day has come, its sessions.
 * ERR_STALE where the version is another; version 0 asks for none. */
enum err post_end(struct db *db, int64_t now, int64_t id, int64_t version, int32_t until_on) MUST_USE;

extern const struct shape person_new_shape;

#endif
