#ifndef PROGRESS_PRIV_H
#define PROGRESS_PRIV_H

#include "app/matter/matter.h"
#include "app/time/deadline/deadline.h"
#include "app/work/progress/progress.h"
#include "app/work/progress/report.h"

#define SECTION_CHARS 2000

struct report_body {
    const char *done, *effect, *problem, *next_step;
    int64_t progress;
    bool needs_help, unchanged, self_check;
    struct list file_ids, cite_ids; /* int64_t: files; reports of assisting units that it sums up */
};
extern const struct shape report_body_shape;
/* Who wrote it, for when, and what else is not in the form. */
struct report_by {
    int64_t membership_id;
    const char *name, *post;
    int32_t period_from, period_to;
    const char *reviewer_name, *cites; /* cites: JSON */
};

/* ---- progress_rules.c */
struct report_fault {
    const char *pointer, *detail;
};
#define REPORT_FAULTS_MAX 6
/* What is wrong with a report that follows last (NULL: it is the first); returns how many. Where the report
 * says that nothing changed, fills its sections and progress from last. */
size_t report_check(struct arena *a, struct report_body *body, const struct report *last,
                    struct report_fault faults[REPORT_FAULTS_MAX]);
/* The day by which the next report is due; 0 without a cycle. */
int32_t report_next_on(const struct calendar *c, int cycle, int32_t today);
/* What comes next, for the one who has just filed. */
const char *report_receipt(struct arena *a, const struct report_body *body, int role, int32_t next_on);

/* Where a unit's responsible person reviews. */
char *review_path(struct arena *a, const struct matter_case *c);

/* ---- report_store.c */
enum err report_insert(struct req *req, const struct assignment *at, const struct report_body *body,
                       const struct report_by *by, int64_t *id) MUST_USE;
enum err report_by_id(struct req *req, int64_t id, struct report *out) MUST_USE; /* visible ones */
/* The last report of the part that was not returned, other than `but`. */
enum err report_standing(struct req *req, int64_t assignment_id, int64_t but, struct report *out,
                         bool *found) MUST_USE;
enum err reports_of_assisting(struct req *req, int64_t matter_id, struct list *out) MUST_USE;
enum err verdict_insert(struct req *req, int64_t matter_id, int64_t report_id, int verdict,
                        const char *note) MUST_USE;
#define REPORT_QUERIES 7
extern const struct db_query *const report_queries[REPORT_QUERIES];

/* ---- waiting_store.c: reports that wait for the review of their unit's responsible person */
enum waiting_status { WAITING = 1, WAITING_PASSED, WAITING_RETURNED, WAITING_DROPPED };
struct waiting {
    int64_t id, matter_id, assignment_id, at, membership_id;
    const char *author_name, *author_post, *kept; /* kept: JSON of report_body_shape */
    int status;
    int64_t decided_at;
    const char *decided_name, *reason;
    struct report_body body; /* what is kept, read */
    struct list files;       /* struct file */
};
extern const struct shape waiting_shape;
/* The last one of a part, for its own unit alone. */
enum err review_last(struct req *req, int64_t assignment_id, struct waiting *out, bool *found) MUST_USE;
enum err review_lock(struct req *req, int64_t id, struct waiting *out) MUST_USE;
enum err review_insert(struct req *req, const struct assignment *at, const char *body, int64_t *id) MUST_USE;
enum err review_decide(struct req *req, int64_t id, int status, const char *reason,
                       int64_t report_id) MUST_USE;
/* What the unit has filed otherwise meanwhile needs no review any more. */
enum err review_drop(struct req *req, int64_t assignment_id) MUST_USE;
struct review_setting {
    bool report_review;
};
extern const struct shape review_setting_shape;
enum err review_setting_of(struct req *req, int64_t unit_id, struct review_setting *out) MUST_USE;
enum err review_setting_put(struct req *req, int64_t unit_id, bool on) MUST_USE;
#define WAITING_QUERIES 7
extern const struct db_query *const review_queries[WAITING_QUERIES];

/* ---- report_file.c: inside a transaction, after assignment_begin(AA_REPORT) */
/* Checks a report against the last one and the assisting units; by->cites and the period are filled. */
enum err report_prepare(struct req *req, const struct matter_case *c, struct report_body *body,
                        struct report_by *by) MUST_USE;
/* The row, progress, history and what is owed; its files are attached by the caller before. */
enum err report_commit(struct req *req, struct matter_case *c, const struct report_body *body,
                       const struct report_by *by, int64_t *id) MUST_USE;

#endif
