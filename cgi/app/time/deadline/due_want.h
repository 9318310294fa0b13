#ifndef DUE_WANT_H
#define DUE_WANT_H

#include "app/time/deadline/deadline_priv.h"

/* Everything that is being worked out for one matter. */
struct work {
    struct arena *a;
    struct due_case *c;
    const struct due_part *part; /* NULL: the matter itself */
    struct due_item *items;
    struct due_move *moves;
    size_t n, cap, moves_n, moves_cap;
};

/* One thing that is owed, before its day is known. */
struct ask {
    enum due_kind kind;
    enum due_owes owes;
    int64_t seq;
    int32_t start_on;
    enum due_by by;
    const char *rule, *event;
    int32_t limit_on; /* BY_LIMIT, BEFORE_LIMIT, BY_PERIOD: end of the period */
    int64_t n;        /* BEFORE_LIMIT */
    int64_t closed_at;
};

/* The row that the table has of it, or NULL. */
const struct due_item *row_of(const struct work *w, enum due_kind kind, int64_t seq);
/* The version by which a row was opened, the newest for a new one. */
const struct time_rule *rule_for(const struct work *w, const char *code, const struct due_item *row);
void put_item(struct work *w, const struct due_item *d);
/* ---- due_workplan.c */
bool plan_is_asked(const struct work *w);    /* of this part */
int64_t plan_first_at(const struct work *w); /* handed in for the first time; 0 not yet */
int64_t plan_filed_at(const struct work *w); /* for the first time; 0 not yet */
void want_plan(struct work *w, int64_t submitted);

/* ---- due_light.c: once the limits are known, of the matter after its parts */
void light_part(const struct work *w, struct due_part *p, int32_t due, int32_t measured_from);
void light_matter(const struct work *w);

void close_item(struct due_item *d, int64_t closed_at);
/* Puts one item on the plan; returns its day, 0 when there is none. */
int32_t want(struct work *w, const struct ask *k);

#endif
