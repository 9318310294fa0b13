#ifndef PERSON_PRIV_H
#define PERSON_PRIV_H

#include "app/org/person/person.h"

/* ---- rules (pure) */
struct post_facts { /* about the unit and those already there */
    bool is_active;
    int64_t body_id;            /* of the leader group or office there */
    const char *head, *liaison; /* who holds the post that only one may hold */
    bool has_same;
};
bool post_fits(const struct post_new *p, const struct post_facts *f, org_fault_fn *bad, void *ctx);
char *person_changes(struct arena *a, const struct person_row *old, const struct person_row *new);

/* ---- people */
struct person {
    int64_t id;
    const char *login, *name;
    int class;
    const char *mobile, *email;
    int status;
    bool must_change;
    int64_t last_login_at, version;
    const char *memberships; /* JSON */
};
extern const struct shape person_shape;
struct person_query {
    const char *q;
    int64_t unit_id;
    int status;
};
enum err person_page(struct req *req, struct res *res, const struct person_query *q) MUST_USE;
enum err person_get(struct db *db, struct arena *a, int64_t id, struct person *out) MUST_USE;
/* How many others may sign in as administrators: not this person, not by this post. */
enum err person_other_admins(struct req *req, int64_t person_id, int64_t membership_id, int64_t *n) MUST_USE;
#define PERSON_QUERIES 7
extern const struct db_query *const person_queries[PERSON_QUERIES];

/* ---- posts */
struct post {
    int64_t id, person_id;
    const char *name, *post;
    int role, rank;
    int64_t unit_id;
    const char *unit_name, *mobile;
    int32_t from_on, until_on;
    int64_t version;
};
extern const struct shape post_shape;
struct post_query {
    int64_t unit_id;
    int role;
};
enum err post_page(struct req *req, struct res *res, const struct post_query *q) MUST_USE;
enum err post_get(struct db *db, struct arena *a, int64_t id, struct post *out) MUST_USE;
#define POST_QUERIES 9
extern const struct db_query *const post_queries[POST_QUERIES];

/* Faults of a form become fields of the problem: "#" + at + "/" + member. */
struct post_pointer {
    struct req *req;
    const char *at;
    bool failed;
};
org_fault_fn org_note_field;

#endif
