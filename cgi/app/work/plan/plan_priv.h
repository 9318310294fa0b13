#ifndef PLAN_PRIV_H
#define PLAN_PRIV_H

#include "app/matter/matter.h"
#include "app/time/calendar/calendar.h"
#include "app/work/plan/plan.h"

#define STEPS_MAX 40
#define STEP_WORKDAYS_MAX 250
#define STEP_GAP_MAX 60

struct plan_step {
    int64_t plan_id, matter_id, assignment_id; /* not in replies */
    int64_t id, version, key, no;
    const char *title, *measure, *person;
    int32_t start_on, end_on;
    int64_t workdays;
    const char *deliverable;
    bool milestone;
    int64_t progress;
    int32_t done_on;
    int light; /* derived */
    const char *light_reason;
};
struct plan {
    int64_t handed_by; /* person; not in replies */
    int64_t id, version, matter_id, assignment_id, no;
    int status; /* enum plan_status */
    const char *goal, *risks;
    int32_t limit_on; /* when it was handed in */
    int64_t handed_at;
    const char *handed_name, *handed_post, *reviewed_name;
    int64_t decided_at;
    const char *decided_name, *decided_post, *opinion;
    bool in_force; /* from here on derived */
    struct list steps, files, actions;
};
struct self_check {
    int64_t id, assignment_id, at;
    const char *by_name, *by_post, *found, *corrected;
    struct list files; /* derived */
};
extern const struct shape plan_shape, plan_step_shape, self_check_shape;

/* ---- what a unit sends */
struct step_in {
    int64_t key; /* of the same step in an earlier version; 0: a new one */
    const char *title, *measure, *person;
    int32_t start_on, end_on;
    const char *deliverable;
    bool milestone;
    int64_t workdays; /* filled by plan_check */
};
struct plan_in {
    const char *goal, *risks, *reviewed_by;
    struct list steps;    /* struct step_in */
    struct list file_ids; /* int64_t */
};
/* What a plan is held against. */
struct plan_frame {
    const struct calendar *calendar;
    int32_t issued_on, limit_on, today;
    const struct list *earlier; /* struct plan_step of all versions */
};
typedef void plan_bad_fn(void *ctx, const char *pointer, const char *detail);
/* Tells every fault; fills workdays and the keys of new steps where there is none. */
bool plan_check(struct arena *a, const struct plan_frame *f, struct plan_in *in, plan_bad_fn *bad, void *ctx);
/* The first and the last day that the steps touch. */
void plan_span(const struct plan_in *in, int32_t *from, int32_t *to);
/* NULL, or why the actor does not decide on this plan. */
const char *plan_refusal(const struct plan *p, const struct actor *who);
/* How the present limit lies to the plan in force; NULL where there is nothing to say. */
const char *plan_note(struct arena *a, const struct plan *p, int32_t limit_on);
/* Light and reason of each step of a plan in force. */
void steps_light(struct arena *a, struct list *steps, int32_t today, bool is_paused);
/* By working days, rounded down. */
int64_t steps_progress(const struct list *steps);

/* ---- schedule_rules.c: 倒排工期 */
struct span {
    int64_t workdays, gap; /* gap: working days left free before this step */
    bool parallel;         /* runs with the step before it */
    int32_t start_on, end_on;
    int64_t short_by; /* working days of it that lie before today */
    int64_t over_by;  /* working days of it that lie after the limit */
    const char *note; /* NULL where it fits */
};
struct schedule {
    int32_t limit_on;
    struct list steps; /* struct span */
    int64_t needed;    /* working days from the first start to the last end */
    int64_t available; /* working days from today to the limit */
    int64_t short_by;  /* of the step that is worst */
    bool estimated;
    const char *message;
};
/* Days from the limit backwards: the last step ends on the last working day up to the limit. */
void schedule_back(const struct calendar *c, int32_t limit_on, struct list *steps);
/* Working days of spans with given days; what does not fit, said in words. */
void schedule_judge(struct arena *a, const struct calendar *c, int32_t today, struct schedule *s);
/* The earliest day that schedule_back can reach with these steps, for loading the calendar. */
int32_t schedule_reach(int32_t limit_on, const struct list *steps);

/* ---- store; reading only what the actor sees */
enum err plan_by_id(struct req *req, int64_t id, struct plan *out) MUST_USE;
enum err plans_of_matter(struct req *req, int64_t matter_id, struct list *out) MUST_USE;
enum err plan_insert(struct req *req, struct plan *p) MUST_USE;
enum err plan_decide(struct req *req, const struct plan *p, int status, const char *opinion) MUST_USE;
enum err steps_of_matter(struct req *req, int64_t matter_id, struct list *out) MUST_USE;
enum err step_by_id(struct req *req, int64_t id, struct plan_step *out) MUST_USE;
enum err step_insert(struct req *req, int64_t plan_id, int64_t no, const struct step_in *s) MUST_USE;
/* Progress of the steps of the plan in force so far goes on in the new one. */
enum err steps_carry(struct req *req, const struct plan *p) MUST_USE;
enum err step_set_progress(struct req *req, const struct plan_step *s) MUST_USE;
enum err checks_of_matter(struct req *req, int64_t matter_id, struct list *out) MUST_USE;
enum err check_insert(struct req *req, const struct assignment *at, struct self_check *k) MUST_USE;
extern const struct db_query *const plan_queries[11];

/* ---- plan_board.c: all that is known of the plans of a matter */
struct plan_part {
    int64_t assignment_id, unit_id;
    const char *unit_name;
    int kind, status;
    int64_t version; /* for If-Match when the next plan is handed in */
    int32_t limit_on;
    bool needed;
    int64_t progress;
    const char *note;
    struct list actions, plans, checks;
};
struct plan_board {
    struct list items; /* struct plan_part */
};
extern const struct shape plan_part_shape, plan_board_shape;
enum err board_load(struct req *req, int64_t matter_id, struct plan_board *out) MUST_USE;
handler_fn plan_part_current, plan_current; /* for 412 problems */

#endif
