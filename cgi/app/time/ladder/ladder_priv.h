#ifndef LADDER_PRIV_H
#define LADDER_PRIV_H

#include "app/matter/matter.h"
#include "app/message/notice/notice.h"
#include "app/time/calendar/calendar.h"
#include "app/time/deadline/deadline.h"
#include "app/time/ladder/ladder.h"

enum ladder_decider { BY_OFFICE = 1, BY_CHARGE, BY_HEAD };
extern const struct choices ladder_deciders;
#define DEFER_DAYS_MAX 60

/* ---- what a proposal is made from */
struct missed { /* something that the unit still owes after its limit */
    int kind;   /* enum due_kind */
    int32_t due_on;
};
struct past { /* an earlier step of the assignment */
    int64_t id;
    int rung, status;
    int64_t proposed_at;
    int32_t until_on;
    int64_t decided_at;
};
struct ladder_case {
    int64_t body_id, matter_id, assignment_id, unit_id;
    const char *title, *unit_name;
    bool running;       /* issued, not paused, and the unit's part not ended */
    struct list missed; /* struct missed, earliest limit first */
    int64_t reminded, unanswered;
    struct list past; /* struct past, oldest first */
    struct calendar calendar;
    int32_t today;
};

/* ---- rules: pure */
struct ladder_facts { /* kept with the step, and shown */
    int32_t since_on, today;
    int64_t overdue; /* working days since since_on */
    const char *missed;
    int64_t reminded, unanswered;
    int previous; /* rung accepted before, and not done since; 0: none */
    int32_t previous_on;
};
extern const struct shape ladder_facts_shape;
/* since_on 0: nothing is missed. */
struct ladder_facts ladder_facts_of(struct arena *a, const struct ladder_case *c);
/* The rung to propose now; 0: none. */
int ladder_next(const struct ladder_case *c, const struct ladder_facts *f);
/* The step that waits for a decision; 0: none. */
int64_t ladder_open(const struct ladder_case *c);
int rung_decider(int rung);
bool rung_tells(int rung, enum audience who); /* who is told when it is accepted */
const char *rung_deciders(int rung);          /* in words */
/* What is missed since when, and what was done about it; then also what is proposed. */
char *ladder_words(struct arena *a, const struct ladder_case *c, const struct ladder_facts *f);
char *ladder_sentence(struct arena *a, const struct ladder_case *c, const struct ladder_facts *f, int rung);

/* ---- store */
struct ladder_step {
    int64_t id, version;
    int64_t matter_id;
    const char *matter_title, *doc_no;
    int64_t assignment_id, unit_id;
    const char *unit_name;
    int rung, decider;
    int32_t since_on;
    const char *facts, *sentence;
    int status;
    int64_t proposed_at;
    const char *reason;
    int32_t until_on;
    int64_t decided_at;
    const char *decided_name, *decided_post;
    bool can_decide; /* the actor, now */
};
extern const struct shape ladder_step_shape; /* schema "LadderStep" */
struct ladder_filter {
    int status;
    bool mine;
};
enum err ladder_page(struct res *res, const struct ladder_filter *f, int64_t after) MUST_USE;
enum err ladder_of_matter(struct res *res, int64_t matter_id, int64_t after) MUST_USE;
/* Of the actor's own body; locks it and its matter. */
enum err ladder_lock(struct req *req, int64_t id, struct ladder_step *out) MUST_USE;
enum err ladder_get(struct req *req, int64_t id, struct ladder_step *out) MUST_USE;
enum err ladder_decide(struct req *req, const struct ladder_step *s) MUST_USE;

struct ladder_place {
    int64_t matter_id, assignment_id;
};
/* Assignments that miss something, or whose step waits. */
enum err ladder_places(struct db *db, struct arena *a, int32_t today, struct list *out) MUST_USE;
/* Locks the matter. */
enum err ladder_load(struct db *db, struct arena *a, struct ladder_place at, int32_t today,
                     struct ladder_case *out) MUST_USE;
struct ladder_new {
    const struct ladder_case *of;
    int rung;
    int32_t since_on;
    const char *facts, *sentence;
};
enum err ladder_insert(struct db *db, const struct ladder_new *s, int64_t now, int64_t *id) MUST_USE;
enum err ladder_lapse(struct db *db, int64_t id, int64_t now) MUST_USE;
extern const struct db_query *const ladder_queries[12];

#endif
