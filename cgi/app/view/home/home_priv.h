#ifndef HOME_PRIV_H
#define HOME_PRIV_H

#include "app/matter/matter.h"
#include "app/time/calendar/calendar.h"
#include "app/view/home/home.h"
#include "app/view/ledger/ledger.h"

/* ---- what waits for the actor */
enum todo_kind {
    TODO_APPROVE = 1,
    TODO_MEND,
    TODO_PROPOSE,
    TODO_ISSUE,
    TODO_REFUSED,
    TODO_ACCEPT,
    TODO_CONCLUDE,
    TODO_ARCHIVE,
    TODO_RECEIVE,
    TODO_REPORT,
    TODO_SUBMIT,
    TODO_RECTIFY,
    TODO_LADDER,
    TODO_FIRST_LOGIN,
    TODO_SEAL,
    TODO_HEED,
    TODO_PLAN,
    TODO_MEND_PLAN,
    TODO_FILE_PLAN,
    TODO_REVIEW_REPORT,
    TODO_MEND_REPORT,
    TODO_ANSWER,
    TODO_JUDGE,
    TODO_CONFIRM,
    TODO_FILE,
    TODO_HEARD,
    TODO_COORDINATE,
    TODO_DECIDE,
    TODO_INSPECT,
    TODO_INSPECTION_REPORT,
    TODO_INSPECTION_APPROVE,
    TODO_INSPECTION_PUBLISH,
    TODO_INSPECTION_CONFIRM,
    TODO_MEETING_REPLY,
    TODO_MEETING_MINUTES,
    TODO_MEETING_RESOLVE
};
extern const struct choices todo_kinds;
struct todo {
    int kind;
    int64_t matter_id, assignment_id;
    const char *title, *doc_no;
    int32_t due_on;
    bool running; /* its limit counts already */
    const char *unit_name;
    int64_t since;
    int32_t yellow_on, red_on, paused_since; /* for the light; not in the reply */
    const char *light_note;
    int64_t progress;
    const char *path;  /* where it is done, when not on the matter's page: /meetings/12 */
    const char *label; /* from here on derived */
    int light;
    const char *light_reason;
    int64_t overdue_days;
};
#define TODOS_MAX 200
extern const struct shape todo_shape; /* schema "Todo" */
extern const struct shape todo_row_shape;
/* In order of urgency: the earliest limit first, those without one last. */
enum err todo_list(struct req *req, struct list *out) MUST_USE;
/* Adds what waits in inspections, in the same order: it is about no matter. */
enum err todo_inspections(struct req *req, struct list *out) MUST_USE;
extern const struct db_query INSPECTION_TODOS;
/* The same of meetings: answers, minutes, resolutions. */
enum err todo_meetings(struct req *req, struct list *out) MUST_USE;
extern const struct db_query MEETING_TODOS;
/* Adds more to out; both are in order of their days. */
void todo_merge(struct arena *a, struct list *out, const struct list *more);
/* How many matters they are about, also beyond TODOS_MAX: what the ledger lists with mine=true. */
enum err todo_matters(struct req *req, int64_t *n) MUST_USE;

struct home_counts {
    int64_t issued, red, yellow, proposed, approved;
};
enum err home_count(struct req *req, const struct light_day *day, struct home_counts *out) MUST_USE;
struct recent {
    int64_t id, at, matter_id;
    const char *title, *unit_name, *actor_name, *action, *from_status, *to_status, *note;
};
extern const struct shape recent_shape; /* schema "Recent" */
#define RECENT_MAX 12
enum err recent_list(struct req *req, struct list *out) MUST_USE;
extern const struct db_query HOME_COUNTS, RECENT_OF_BODY, RECENT_OF_UNIT;
extern const struct db_query *const todo_queries[16]; /* of all roles */

/* ---- home_rules.c */
void todo_dress(struct arena *a, struct list *todos, const struct light_day *day);
struct home_count_row {
    const char *name, *label;
    int64_t n;
    const char *query; /* the ledger filter that lists just these */
};
extern const struct shape count_row_shape; /* schema "HomeCount" */
/* Those that a role looks at first. */
void home_count_rows(struct arena *a, int role, int64_t mine, const struct home_counts *c, struct list *out);

/* ---- saved ledger views */
#define VIEWS_MAX 30
struct saved_view {
    int64_t id;
    const char *name, *query;
};
extern const struct shape view_shape;
extern const struct db_query VIEW_LIST, VIEW_COUNT, VIEW_INSERT, VIEW_DELETE;
enum err view_count(struct req *req, int64_t *n) MUST_USE;
enum err view_insert(struct req *req, struct saved_view *view) MUST_USE; /* ERR_CONFLICT: the name is taken */
enum err view_delete(struct req *req, int64_t id) MUST_USE;

/* What the CSV says of a matter beyond its ledger row. */
struct export_facts {
    int64_t n; /* place in the page, from 1 */
    const char *origin_title, *origin_no, *origin_person, *others, *done, *problem, *next_step;
};
/* Of the matters of one page, in its order; one that is gone since has no row. */
enum err export_facts_of(struct req *req, const struct list *rows, struct list *out) MUST_USE;
extern const struct db_query EXPORT_FACTS;
enum err export_ledger(struct req *req, struct res *res) MUST_USE;

#endif
