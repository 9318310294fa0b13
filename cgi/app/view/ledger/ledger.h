#ifndef LEDGER_H
#define LEDGER_H

/* The ledger: every matter that one may see, filtered, searched, in pages. */

#include "http/http.h"

enum ledger_sort { SORT_NEWEST = 1, SORT_DUE };
/* 上级交办: of the body above; 分解: parts of such a one. */
extern const struct choices ledger_levels; /* own above part */
struct ledger_filter {
    const char *q;
    int status, source, light, urgency, level;
    int64_t unit_id;
    bool is_key, mine; /* mine: what waits for the actor's move */
    int32_t due_from, due_to;
    int sort;
};
extern const struct shape ledger_filter_shape;

struct ledger_row {
    int64_t id;
    const char *reg_no, *doc_no, *title;
    int status, source, urgency;
    bool is_key, is_special;
    int64_t lead_unit_id;
    const char *lead_unit_name; /* of parallel units the first, and how many */
    const char *first_person;
    int64_t assist_n;
    int32_t due_on, feedback_on;
    int light;
    const char *light_reason;
    int64_t overdue_days, progress, last_report_at, issued_at, created_at;
    const char *next_step; /* whose move it is */
    int64_t concluded_at;
    int32_t light_on, yellow_on, red_on; /* the order and the light; not in the reply */
    const char *light_note;              /* likewise */
    int32_t paused_since;
};
extern const struct shape ledger_row_shape; /* schema "MatterRow" */

/* One page, at most limit rows from after (NULL: the first). *next is NULL on the last page. The export
 * walks the same pages. */
enum err ledger_page(struct req *req, const struct ledger_filter *f, const char *after, int64_t limit,
                     struct list *rows, const char **next) MUST_USE;

extern const struct module ledger_module;

#endif
