#ifndef REPORT_H
#define REPORT_H

/* Progress reports as rows. Stands below app/matter, whose page shows them; filing one is progress.h. */

#include "app/file/file.h"

struct report {
    int64_t id, assignment_id, unit_id;
    const char *unit_name;
    int64_t at;
    const char *author_name, *author_post;
    const char *done, *effect, *problem, *next_step;
    int64_t progress;
    bool needs_help, unchanged, self_check; /* self_check: before the limit (A4.5.1) */
    int32_t period_from, period_to;         /* 0: not one of a cycle */
    const char *reviewer_name;              /* of the unit, where one reviewed it */
    const char *cites;                      /* JSON [{id, unit_name}]: what it sums up */
    int grade;                              /* enum report_verdict, 0: none */
    const char *grade_note;
    int64_t returned_at; /* to be written anew */
    const char *returned_why, *returned_name;
    struct list files; /* struct file each */
    bool can_return, can_grade;
};
enum report_verdict { RV_RETURNED = 1, RV_GOOD, RV_FAIR, RV_POOR };
extern const struct choices report_verdicts;
extern const struct shape report_shape; /* schema "Report" */

/* The reports of a matter, newest first; files is what file_list gave for it. */
enum err report_list(struct db *db, struct arena *a, int64_t matter_id, const struct list *files,
                     struct list *out) MUST_USE;
/* An assignment's last report without its files. */
enum err report_last(struct db *db, struct arena *a, int64_t assignment_id, struct report *out,
                     bool *found) MUST_USE;

#endif
