#ifndef CTL_H
#define CTL_H

/* dubanctl: what the operator may do. Each command prints what it did, or one sentence of what hinders it. */

#include "db/db.h"

struct ctl {
    struct arena *arena;
    struct config config;
    struct db *db; /* connected where the command needs it */
    int64_t now;
    const char *dir;      /* of --dir: the folder with migrations/ seed/ demo/ */
    const char *password; /* of --password: for the demo's accounts */
    const char *at;       /* of --at: rehearse that day; NULL: now, in earnest */
    char **args;          /* what follows the command's words */
};

typedef bool ctl_command(struct ctl *c);
ctl_command ctl_migrate, ctl_seed, ctl_demo, ctl_index;
ctl_command ctl_create_admin, ctl_password;
ctl_command ctl_job_run;
ctl_command ctl_audit_verify, ctl_openapi, ctl_check;
ctl_command ctl_keys_new, ctl_keys_rotate;

/* Prints the sentence to stderr; always false. */
bool ctl_fail(const char *format, ...) PRINTF(1, 2);
/* The same for an error of the database layer. */
bool ctl_fail_db(enum err e);

/* ---- ctl_store.c */
struct applied {
    const char *name, *sha256;
};
struct account_row {
    int64_t id;
    const char *login, *name;
};
enum err store_lock(struct ctl *c, bool *got) MUST_USE;
enum err store_begin(struct ctl *c) MUST_USE; /* makes schema_migration */
enum err store_applied(struct ctl *c, struct list *out) MUST_USE;
enum err store_note(struct ctl *c, const char *name, const char *sha256) MUST_USE;
enum err store_set_now(struct ctl *c) MUST_USE;
enum err store_count_people(struct ctl *c, int64_t *n) MUST_USE;
enum err store_demo_passwords(struct ctl *c, const char *hash, int64_t *n) MUST_USE;
enum err store_person(struct ctl *c, const char *login, struct account_row *out, bool *found) MUST_USE;
enum err store_top_unit(struct db *db, struct arena *a, int64_t *id) MUST_USE; /* made when there is none */
enum err store_add_admin(struct db *db, const struct ctl *c, const struct account_row *who, const char *hash,
                         int64_t *id) MUST_USE;
#define CTL_QUERIES 11
extern const struct db_query *const ctl_queries[CTL_QUERIES];

#endif
