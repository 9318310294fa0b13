#ifndef REMINDER_PRIV_H
#define REMINDER_PRIV_H

#include "app/matter/matter.h"
#include "app/message/notice/notice.h"
#include "app/time/calendar/calendar.h"
#include "app/time/deadline/deadline.h"
#include "app/time/reminder/reminder.h"

/* ---- rules: pure (B5: working hours, at least 2 h apart, at most 3 a day a person) */
#define REMINDER_GAP_MS (2 * 3600 * INT64_C(1000))
#define REMINDERS_A_DAY 3
#define REMINDER_REACH_DAYS 21 /* three working days never lie further apart */

enum stage { STAGE_T3 = 1, STAGE_T1, STAGE_T, STAGE_AFTER };
extern const struct choices stages;
bool in_working_hours(const struct calendar *c, int64_t now);
/* The newest stage that has come for a limit, 0 for none; what was opened on the day of a stage or later is
 * not reminded of that one. */
int stage_on(const struct calendar *c, int32_t due_on, int32_t opened_on, int32_t today);
/* When a person who was last told at last_at, and n times today, may be told again: now, or later. */
int64_t may_tell_at(const struct calendar *c, int64_t now, int64_t last_at, int64_t n);
/* 结果，11月24日（周二）到期，还有 3 个工作日 */
char *limit_words(struct arena *a, const struct calendar *c, const struct due_item *d, int32_t today);

/* ---- store: automatic */
struct candidate {
    struct due_item due; /* id, body_id, assignment_id, unit_id, owes, kind, due_on, opened_at */
    const char *title;
    int64_t lead_unit_id; /* 0: none */
    int last_stage;       /* written for this limit */
    int64_t before;       /* reminders of this item so far */
};
enum err candidates_after(struct db *db, struct arena *a, int64_t id, int32_t until,
                          struct list *out) MUST_USE;
struct reminder {
    int64_t id;
    int stage;
    int64_t ordinal;
    int channel;
    const char *text;
    int32_t reply_by;
    int64_t at;
    const char *by_name, *reply;
    int64_t reply_at;
    const char *reply_name;
    int due_kind;
    int32_t due_on;
    struct list people; /* struct recipient */
};
/* *id 0: the item was closed or moved meanwhile, or it is written already. */
enum err reminder_auto(struct db *db, const struct candidate *c, const struct reminder *r,
                       int64_t *id) MUST_USE;
enum err reminder_add_to(struct db *db, int64_t reminder_id, const struct list *people,
                         bool is_copy) MUST_USE;

enum err waiting_people(struct db *db, struct arena *a, struct list *out) MUST_USE; /* int64_t */
enum err waiting_drop(struct db *db, int64_t person_id) MUST_USE; /* what is no longer owed */
struct waiting {
    int64_t reminder_id, matter_id, assignment_id;
    const char *title;
    struct due_item due; /* owes, kind, due_on */
};
enum err waiting_of(struct db *db, struct arena *a, int64_t person_id, struct list *out) MUST_USE;
struct told {
    int64_t last_at, today_n;
};
enum err told_of(struct db *db, struct arena *a, int64_t person_id, int32_t today, struct told *out) MUST_USE;
enum err told_now(struct db *db, int64_t now, int64_t person_id, int64_t upto, const char *dedupe) MUST_USE;

/* ---- paused_store.c: matters that are suspended up to a planned day */
struct paused {
    int64_t id, matter_id, body_id;
    const char *title;
    int32_t from_on, until_on;
};
enum err paused_until(struct db *db, struct arena *a, int32_t until, struct list *out) MUST_USE;
enum err paused_units(struct db *db, struct arena *a, int64_t matter_id,
                      struct list *out) MUST_USE; /* int64_t */
char *paused_key(struct arena *a, const struct paused *p, bool has_come);
enum err paused_told(struct db *db, struct arena *a, const struct paused *p, bool has_come,
                     bool *told) MUST_USE;

/* ---- store: by hand */
extern const struct choices channels;
struct target {
    int64_t id, matter_id, unit_id, body_id;
    const char *unit_name, *title;
    int status, matter_status;
    int64_t last_at, today_n, manual_n; /* of reminders by hand */
};
/* ERR_NOT_FOUND for what the actor may not see. */
enum err target_of(struct req *req, int64_t assignment_id, struct target *out) MUST_USE;
enum err target_lock(struct req *req, int64_t assignment_id, struct target *out) MUST_USE;
enum err reminder_by_hand(struct req *req, const struct target *t, struct reminder *r) MUST_USE;
enum err told_by_hand(struct db *db, int64_t now, int64_t reminder_id, const char *dedupe) MUST_USE;
struct recipient {
    int64_t reminder_id, person_id;
    const char *name;
    bool is_copy;
    int64_t sent_at, read_at;
};
enum err reminders_of(struct req *req, int64_t assignment_id, struct list *out) MUST_USE;
struct asked { /* a reminder that is answered */
    int64_t id, assignment_id, matter_id, body_id;
    const char *unit_name, *title, *reply;
};
enum err reminder_asked(struct req *req, int64_t id, struct asked *out) MUST_USE;
enum err reminder_reply(struct req *req, int64_t id, const char *text) MUST_USE;
extern const struct shape reminder_shape;
#define REMINDER_QUERIES 16
extern const struct db_query *const reminder_queries[REMINDER_QUERIES];

#endif
