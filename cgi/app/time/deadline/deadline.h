#ifndef DEADLINE_H
#define DEADLINE_H

/* What who owes by when: time rules, due items, pauses. Stands below app/matter, whose moves call due_sync;
 * it reads the facts of a matter by itself, so that the job can call it too. */

#include "app/time/calendar/calendar.h"
#include "http/http.h"

enum due_kind {
    DUE_APPROVAL = 1,
    DUE_SIGN,
    DUE_PLAN,
    DUE_FEEDBACK,
    DUE_REPORT,
    DUE_SELF_CHECK,
    DUE_RESULT,
    DUE_EXPLANATION,
    DUE_ACCEPT,
    DUE_RECTIFY,
    DUE_LESSONS,
    DUE_REPLY,
    DUE_DIRECTIVE
};
enum due_owes { OWES_UNIT = 1, OWES_OFFICE, OWES_LEADER };
enum due_outcome { DUE_DONE = 1, DUE_LATE, DUE_VOID };
extern const struct choices due_kinds, due_owers, due_outcomes;

/* One row of due_item. Open while closed_at is 0; overdue when open, due_on < today and its matter is not
 * paused (matter.paused_since). */
struct due_item {
    int64_t id, body_id, matter_id, assignment_id, unit_id; /* 0: none */
    int owes, kind;
    int64_t seq;
    int32_t start_on, due_on, original_on;
    int64_t rule_id, calendar_version; /* 0: a date that people set */
    bool estimated;
    const char *inputs, *explanation;
    int64_t opened_at, closed_at;
    int outcome;
};
extern const struct shape due_item_shape; /* the columns of DUE_COLUMNS, in their order */
#define DUE_COLUMNS                                                                                          \
    "d.id, d.body_id, d.matter_id, d.assignment_id, d.unit_id, d.owes, d.kind, d.seq, d.start_on, d.due_on," \
    " d.original_on, d.rule_id, d.calendar_version, d.estimated, d.inputs, d.explanation, d.opened_at,"      \
    " d.closed_at, d.outcome"

/* Brings due items, limits (due_on with extensions and pauses) and lights of a matter in line with its
 * facts. Runs inside the transaction of what changed them, as its last statement but the audit; locks the
 * matter. Done twice it changes nothing. Not for matter.version. */
enum err due_sync(struct db *db, struct arena *a, int64_t matter_id, int64_t now) MUST_USE;
/* Every matter that was not looked at today, each in its own transaction; resets a. *n: how many. */
enum err due_sync_all(struct db *db, struct arena *a, int64_t now, int64_t *n) MUST_USE;

/* An approved extension: the limit of the result (which is counted) or of the rectification is to_on from
 * today on. due_sync follows. */
enum err due_extend(struct db *db, int64_t assignment_id, enum due_kind kind, int32_t to_on,
                    int32_t today) MUST_USE;

/* ---- pauses. The clocks of a matter stand from from_on up to, not with, to_on. Whoever inserts or ends
 * one calls due_sync next, which also keeps matter.paused_since. */
struct pause {
    int32_t from_on, to_on; /* to_on 0: still paused */
};
enum err pause_begin(struct db *db, int64_t matter_id, int32_t from_on) MUST_USE;
/* Ends all open ones; *n: how many there were. */
enum err pause_end(struct db *db, int64_t matter_id, int32_t to_on, int64_t *n) MUST_USE;
/* Pure: limit moved by the working days after `from` that the union of the pauses takes out. An open pause
 * counts up to today. */
int32_t pause_shift(const struct calendar *c, const struct list *pauses, int32_t from, int32_t limit,
                    int32_t today);
/* Pure: working days of the union within (from, to]. */
int64_t pause_days(const struct calendar *c, const struct list *pauses, int32_t from, int32_t to,
                   int32_t today);
/* Pure: since when the matter is paused now; 0: it is not. */
int32_t paused_on(const struct list *pauses);

/* ---- time rules */
enum rule_unit { RULE_WORKDAY = 1, RULE_DAY, RULE_MONTH };
struct time_rule {
    int64_t id;
    const char *code;
    int64_t version;
    const char *name, *basis;
    int unit;
    int64_t n, from_at;
    const char *by_name, *why;
};
/* The newest version; ERR_INTERNAL when the code is unknown. */
enum err time_rule_of(struct db *db, struct arena *a, const char *code, struct time_rule *out) MUST_USE;

/* The day that a rule gives to what starts on start. */
int32_t rule_day(const struct calendar *c, const struct time_rule *r, int32_t start, bool *estimated);

/* What names the periods of a matter: an enum report_cycle, or CYCLE_EVERY + n for one in n days. */
#define CYCLE_EVERY 1000
int period_cycle(int cycle, int64_t days);
/* The last day of the reporting period that holds day; and its last working day (0: none). */
int32_t period_begin(int cycle, int32_t end);
int32_t period_end(int cycle, int32_t day);
int32_t period_due(const struct calendar *c, int cycle, int32_t end);

extern const struct module deadline_module; /* its statements */

#endif
