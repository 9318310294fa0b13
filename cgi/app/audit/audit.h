#ifndef AUDIT_H
#define AUDIT_H

/* Who did what, when and from where: rows are only ever added. The job seals them in batches into a
 * chain of MACs, so that writers never wait on one another; verification finds what was tampered with. */

#include "http/http.h"

extern const struct module audit_module;

/* Notes a row that the transaction of this request writes as its last statement. detail is a JSON object
 * of at most 2000 characters, or NULL. */
void audit_note(struct req *req, const char *action, const char *object_kind, int64_t object_id,
                const char *detail);
/* Writes the notes; for http_hooks.flush_audit. */
enum err audit_flush(struct req *req) MUST_USE;
/* Writes one row at once, for what has no transaction: a failed sign-in, a denied or made export.
 * result: ok, denied, failed. */
enum err audit_now(struct req *req, const char *action, const char *object_kind, int64_t object_id,
                   const char *result, const char *detail) MUST_USE;
/* The same for the operator's commands, which have no request. */
enum err audit_operator(struct db *db, int64_t now, const char *action, const char *object_kind,
                        int64_t object_id, const char *detail) MUST_USE;

/* ---- sealing and verification: for the job and dubanctl, who hold the key. */
struct audit_key {
    uint8_t bytes[32];
    const char *anchor; /* path of the file that keeps each seal's MAC outside the database */
};
/* Reads config.seal_key: 64 hex digits, mode 0400. */
bool audit_key_load(const char *path, struct audit_key *out, struct arena *a, char **error) MUST_USE;
/* Seals every row older than half a minute; *rows counts them. */
enum err audit_seal(struct db *db, const struct audit_key *key, int64_t now, int64_t *rows) MUST_USE;

struct audit_fault {
    const char *kind; /* changed removed inserted chain truncated anchor stale */
    int64_t id;       /* of the seal, or of the row where one is known */
    const char *detail;
};
struct audit_verdict {
    bool ok;
    int64_t checked;   /* rows compared */
    int64_t sealed_to; /* last sealed row */
    int64_t seals;
    int64_t waiting;    /* rows not yet sealed */
    struct list faults; /* of struct audit_fault, at most 100 */
    int64_t verified_at;
};
enum err audit_verify(struct db *db, const struct audit_key *key, int64_t now, struct arena *a,
                      struct audit_verdict *out) MUST_USE;
/* Keeps the verdict for the auditor's screen: workers hold no key and cannot verify themselves. */
enum err audit_keep(struct db *db, const struct audit_verdict *v) MUST_USE;

#endif
