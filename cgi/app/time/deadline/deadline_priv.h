#ifndef DEADLINE_PRIV_H
#define DEADLINE_PRIV_H

#include "app/matter/matter.h"
#include "app/time/deadline/deadline.h"

/* ---- facts: what due items follow from. Dates of instants are China's. */
struct due_matter {
    int64_t id, body_id;
    const char *title;
    int status, difficulty, report_cycle; /* report_cycle: of period_cycle() */
    int64_t cycle_days;
    bool needs_plan;
    int32_t due_on, limit_on, leader_feedback_on, feedback_on, cycle_from;
    int64_t self_check_days; /* -1: by the rule */
    int64_t progress, issued_at, concluded_at;
    int64_t proposed_n, proposed_at; /* how often and when last it went to the leader */
    int64_t answered_at;             /* when the leader last approved or returned it */
    int32_t paused_since, yellow_on, red_on;
    const char *light_note; /* where the light is a part's by hand */
};
struct due_part {
    int64_t id, unit_id;
    const char *unit_name;
    int kind, status;
    int32_t due_on, limit_on, limit_from, original_due_on;
    int64_t extensions_n, progress;
    int64_t served_at, served_n, received_at, submitted_at, accepted_at, returned_at, returned_n;
    int32_t rectify_on, rectify_from; /* an extended limit of the rectification; 0: by the rule */
    int64_t explained_at;             /* when it last explained why it is late */
    int32_t yellow_on, red_on;
    int hand_light; /* 0: none */
    int32_t hand_until;
    const char *hand_name, *hand_reason;
    const char *light_note; /* while it is set by hand */
};
struct due_report {
    int64_t assignment_id, at;
    bool self_check;
};
/* 交办要求; each return of an answer begins another round with a day of its own. */
struct due_directive {
    int64_t id, assignment_id; /* 0: the office answers */
    const char *event;         /* whose day it is */
    int32_t due_on;
    int64_t asked_at, answered_at; /* of this round */
    int64_t round;
};
#define DIRECTIVE_ROUNDS 100 /* due_item.seq: id × this + round */
struct due_version {         /* of a work plan */
    int64_t assignment_id;
    int status; /* enum plan_status */
    int64_t handed_at, decided_at;
};
struct due_returned { /* a report that is to be written anew */
    int64_t assignment_id, report_id, at;
};
struct year_version {
    int64_t year, id;
};
struct due_case {
    struct due_matter m;
    struct list parts, reports; /* struct due_part; struct due_report: those that stand, oldest first */
    struct list returned;       /* struct due_returned */
    struct list directives;     /* struct due_directive: those that were not withdrawn */
    struct list plans;          /* struct due_version, oldest first */
    struct list rows;           /* struct due_item: what the table has */
    struct list pauses, rules;  /* struct pause; struct time_rule, all versions, newest first */
    struct list versions;       /* struct year_version: the newest of each year */
    struct list confirmed;      /* int64_t: rows that may take the date of another calendar */
    struct calendar calendar;
    int32_t today;
    int64_t now;
};
/* A date that another calendar would give to a row; it stands until people confirm. */
struct due_move {
    struct due_item row;
    int32_t to;
};
struct due_plan {
    struct list items; /* struct due_item: id 0 is to be inserted */
    struct list moves; /* struct due_move */
};

/* ---- due_rules.c: pure. What should be owed, and what was; fills the limits and lights of c->m and
 * c->parts as they should be. Rows that are closed as done or late stay as they are. */
void due_wanted(struct arena *a, struct due_case *c, struct due_plan *out);

/* ---- due_dates.c: pure */
int32_t workdays_back(const struct calendar *c, int32_t day, int64_t n);

/* ---- due_words.c: why it is this day */
enum due_by { BY_RULE = 1, BY_LIMIT, BY_PERIOD, BEFORE_LIMIT };
struct due_why {
    enum due_by by;
    const struct time_rule *rule; /* BY_RULE */
    int64_t n;                    /* BEFORE_LIMIT */
    int32_t start_on, limit_on, due_on;
    int cycle;
    const char *event; /* what happened on start_on; BY_LIMIT: whose date it is */
    int64_t paused;
    bool estimated;
};
char *due_sentence(struct arena *a, const struct calendar *c, const struct due_why *why);

/* ---- light_dates.c */
struct light_plan {
    int32_t start_on, due_on, measured_from; /* schedule counts after measured_from; 0: not at all */
    int64_t progress;
    int32_t today;
};
void light_dates(const struct calendar *c, const struct list *pauses, const struct light_plan *p,
                 int32_t *yellow_on, int32_t *red_on);

/* ---- store */
enum err due_load(struct db *db, struct arena *a, int64_t matter_id, int64_t now,
                  struct due_case *c) MUST_USE;
enum err due_insert(struct db *db, const struct due_item *d, int64_t now) MUST_USE;
enum err due_update(struct db *db, const struct due_item *d) MUST_USE;
enum err due_void(struct db *db, int64_t id, int64_t now) MUST_USE;
enum err due_write_part(struct db *db, const struct due_part *p) MUST_USE;
enum err due_write_matter(struct db *db, const struct due_case *c) MUST_USE;
/* At most 100, by id. */
enum err due_unseen(struct db *db, struct arena *a, int32_t today, int64_t after, struct list *out) MUST_USE;
extern const struct shape time_rule_shape;
extern const struct choices rule_units;

/* ---- due_sync.c */
/* The days that the dates of a case can touch. */
enum err due_calendar(struct db *db, struct arena *a, const struct due_case *c,
                      struct calendar *out) MUST_USE;
enum err due_apply(struct db *db, struct arena *a, struct due_case *c) MUST_USE;

#endif
