#ifndef AUDIT_PRIV_H
#define AUDIT_PRIV_H

#include "app/audit/audit.h"

#define AUDIT_QUERIES 9
extern const struct db_query *const audit_queries[AUDIT_QUERIES];

/* ---- rows */
struct audit_row {
    struct audit_row *next;
    int64_t at;
    const struct actor *actor; /* NULL: the operator */
    const char *ip, *request_id;
    const char *action, *object_kind;
    int64_t object_id;
    const char *result, *detail;
};
enum err audit_insert(struct db *db, struct arena *a, const struct audit_row *row) MUST_USE;

struct audit_filter {
    const char *action, *object_kind;
    int64_t person_id, object_id;
    int32_t from, to;
};
extern const struct shape audit_entry_shape;
enum err audit_page(struct res *res, const struct audit_filter *f) MUST_USE;

/* ---- the chain */
#define AUDIT_TEXTS 13
#define AUDIT_HEX 65
#define AUDIT_NO_MAC "0000000000000000000000000000000000000000000000000000000000000000"

/* A row as it is sealed: every column as the server writes it, NULL kept apart from ''. */
struct audit_sealed_row {
    int64_t id;
    bool is_ripe; /* old enough to be sealed */
    const char *texts[AUDIT_TEXTS];
};
struct audit_seal {
    int64_t id, first_id, last_id, n;
    const char *digest, *mac; /* hex */
    int64_t sealed_at;
};
enum err audit_rows_after(struct db *db, struct arena *a, int64_t after, int64_t to, int64_t ripe_before,
                          struct list *rows) MUST_USE;
enum err audit_seals_after(struct db *db, struct arena *a, int64_t after, struct list *seals) MUST_USE;
enum err audit_last_seal(struct db *db, struct arena *a, struct audit_seal *out, bool *found) MUST_USE;
enum err audit_insert_seal(struct db *db, const struct audit_seal *s) MUST_USE;
enum err audit_count_after(struct db *db, struct arena *a, int64_t after, int64_t *n) MUST_USE;
#define AUDIT_BATCH 1000

struct audit_kept {
    bool ok;
    int64_t checked, sealed_to, seals, waiting, verified_at;
    const char *faults; /* {"faults":[…]} */
};
enum err audit_kept_find(struct db *db, struct arena *a, struct audit_kept *out, bool *found) MUST_USE;
enum err audit_kept_store(struct db *db, const struct audit_kept *k) MUST_USE;

/* Rules. */
void audit_canonical(struct buf *out, const struct audit_sealed_row *row);
void audit_mac(const uint8_t key[32], const char *previous, const struct audit_seal *s, char out[AUDIT_HEX]);
/* What differs between a seal and the rows of its range: a fault kind, or NULL. */
const char *audit_compare(const struct audit_seal *s, int64_t rows, const char *digest);
void audit_accuse(struct arena *a, struct audit_verdict *v, const char *kind, int64_t id, const char *detail,
                  ...) PRINTF(5, 6);
extern const struct shape audit_faults_shape; /* struct list of struct audit_fault under "faults" */

#endif
