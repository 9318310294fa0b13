#ifndef LEVEL_PRIV_H
#define LEVEL_PRIV_H

#include "app/matter/level/level.h"
#include "app/matter/matter_priv.h"

enum level_change { LC_LIMIT = 1, LC_WITHDRAWN, LC_CANCELLED, LC_SUSPENDED, LC_RESUMED, LC_RECTIFY };
extern const struct choices level_changes;

/* ---- rules: pure */
/* What the move means for those below: 0 when nothing but perhaps the limit. */
int level_change_of(const struct matter_case *c);
/* One sentence; before and after are the limit of the assignment. */
#define LEVEL_CHANGE_CHARS 1000
char *level_words(struct arena *a, int kind, const char *note, int32_t before, int32_t after);
/* Progress of the whole by the weights of its parts, rounded down. */
int64_t level_progress(const struct list *parts); /* struct child */
struct part_report {                              /* the last one of each main unit of a part */
    int64_t part_id;
    const char *part_title, *unit_name, *done, *effect, *problem, *next_step;
    int64_t at, progress;
};
struct level_draft { /* of the report upward; the person edits it */
    const char *done, *effect, *problem, *next_step;
    int64_t progress;
};
#define LEVEL_SECTION_CHARS 4000
void level_compose(struct arena *a, const struct list *reports, struct level_draft *out);

/* ---- store */
struct below { /* a part that has not ended, and what it was broken down from as it stands now */
    int64_t id, body_id;
    const char *title;
    int status;
    int32_t due_on, parent_due_on;
};
enum err parts_below(struct req *req, int64_t assignment_id, struct list *out) MUST_USE;
struct change_row {
    int64_t id;
    int kind;
    int64_t at;
    const char *text;
    int64_t seen_at;
    const char *seen_name, *note;
};
enum err change_insert(struct req *req, int64_t matter_id, int kind, const char *text, int64_t *id) MUST_USE;
enum err changes_list(struct req *req, int64_t matter_id, struct list *out) MUST_USE;
/* All that are unseen; *n: how many there were. */
enum err changes_see(struct req *req, int64_t matter_id, const char *note, int64_t *n) MUST_USE;
enum err part_reports(struct req *req, int64_t assignment_id, struct list *out) MUST_USE;
extern const struct shape change_shape;
extern const struct db_query *const level_queries[5];

#endif
