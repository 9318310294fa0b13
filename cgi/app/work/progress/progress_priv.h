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
    struct list file_ids;
};

/* ---- progress_rules.c */
struct report_fault {
    const char *pointer, *detail;
};
#define REPORT_FAULTS_MAX 5
/* What is wrong with a report that follows last (NULL: it is the first); returns how many. Where the report
 * says that nothing changed, fills its sections and progress from last. */
size_t report_check(struct arena *a, struct report_body *body, const struct report *last,
                    struct report_fault faults[REPORT_FAULTS_MAX]);
/* The day by which the next report is due; 0 without a cycle. */
int32_t report_next_on(const struct calendar *c, int cycle, int32_t today);
/* What comes next, for the one who has just filed. */
const char *report_receipt(struct arena *a, const struct report_body *body, int role, int32_t next_on);

/* ---- report_store.c */
enum err report_insert(struct req *req, const struct assignment *at, const struct report_body *body,
                       int64_t *id) MUST_USE;
#define REPORT_QUERIES 3
extern const struct db_query *const report_queries[REPORT_QUERIES];

#endif
