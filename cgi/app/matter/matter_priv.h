#ifndef MATTER_PRIV_H
#define MATTER_PRIV_H

#include "app/document/document.h"
#include "app/matter/matter.h"
#include "app/time/calendar/calendar.h"

/* ---- rules: pure */
struct move {
    int from, action, to;
    uint32_t who;   /* role bits */
    unsigned needs; /* enum need */
};
enum need {
    N_HEAD = 1,      /* 组长 alone */
    N_CHARGE = 2,    /* 组长, or a 副组长 for the units in their own charge (D3.1) */
    N_COMPLETE = 4,  /* content, units, limit, requirement (A4.1.1) and a proposal (D4.1) */
    N_RESULTS = 8,   /* every lead and parallel part accepted, nothing left on the office's desk */
    N_SECOND = 16,   /* by another person and not by the unit concerned */
    N_UNIT = 32,     /* the assignment's own unit */
    N_SEAT = 64,     /* the office of the body seated at the unit */
    N_PRIMARY = 128, /* the button to offer first */
    N_RUNNING = 256, /* not paused */
    N_PAUSED = 512,
    N_IN_TIME = 1024,      /* the limit is not over */
    N_LATE = 2048,         /* it is */
    N_FITTING = 4096,      /* no button while it may not be done */
    N_PLANNED = 16384,     /* its work plan is filed, where the matter asks for one */
    N_PLAN_OPEN = 32768,   /* no plan waits for filing */
    N_PLAN_ASKED = 65536,  /* one does */
    N_PLAN_FILED = 131072, /* one is in force */
    N_PAPER = 8192,        /* decided on the page of what was asked: no button here */
};
struct verdict {
    enum err err;
    const char *code, *reason; /* NULL when OK */
};
/* Whether the actor may do c->action now; fills c->to. */
struct verdict matter_judge(struct arena *a, struct matter_case *c);

extern const struct shape matter_row_shape, assignment_row_shape; /* the columns alone */

/* Notifies those whom the move c->action concerns; before the version is counted up. */
enum err matter_tell(struct req *req, const struct matter_case *c, const char *note) MUST_USE;

/* ---- store */
enum err matter_set_status(struct req *req, const struct matter_case *c) MUST_USE;
enum err assignment_set_status(struct req *req, const struct matter_case *c) MUST_USE;

struct parent {
    int64_t assignment_id, matter_id;
    const char *title, *doc_no;
    int32_t due_on;
    int status; /* of the assignment */
};
struct child { /* of a lower body: its light and progress, not its inside */
    int64_t id, assignment_id;
    const char *title;
    int status;
    int64_t progress;
    const char *unit;
    int32_t due_on;
    int64_t concluded_at;
    int64_t weight; /* of its progress in that of the whole */
    int32_t yellow_on, red_on, paused_since;
    const char *light_note; /* not in replies */
    int light;
    const char *light_reason;
    int64_t overdue_days;
};
extern const struct shape history_shape, parent_shape, child_shape;
/* The assignment that an office breaks down: of the unit where its body sits. */
enum err parent_to_break_down(struct req *req, int64_t assignment_id, struct parent *out,
                              bool *found) MUST_USE;
enum err parent_visible(struct req *req, int64_t assignment_id, struct parent *out, bool *found) MUST_USE;
enum err children_list(struct req *req, int64_t matter_id, struct list *out) MUST_USE;
/* The same with their lights. */
enum err children_lit(struct req *req, int64_t matter_id, struct list *out) MUST_USE;
extern const struct db_query HISTORY_OF_MATTER;

extern const struct db_query *const matter_queries[12];

#endif
