#ifndef OWED_PRIV_H
#define OWED_PRIV_H

#include "app/time/deadline/deadline_priv.h"
#include "app/time/owed/owed.h"

/* ---- what is owed, as pages show it */
struct owed {
    int64_t id;
    int kind;
    int64_t matter_id, assignment_id;
    const char *title, *doc_no, *unit_name, *first_person;
    int32_t due_on, original_on;
    const char *explanation;
    bool estimated;
    int32_t paused_since;
    const char *label; /* from here on derived */
    int64_t days_left, overdue_days;
    int light;
};
#define OWED_MAX 200
extern const struct shape owed_shape;
/* What the actor owes now, the earliest day first. */
enum err owed_list(struct req *req, struct list *out) MUST_USE;

struct deadline {
    int kind;
    int32_t start_on, due_on, original_on;
    const char *explanation;
    bool estimated;
    int64_t opened_at, closed_at;
    int outcome;
    int64_t extensions_n, paused_days;
    const char *label; /* derived */
};
extern const struct shape deadline_shape;
enum err deadlines_of(struct req *req, int64_t assignment_id, struct list *out) MUST_USE;

/* ---- how many papers each unit owes in a week */
struct burden_row {
    int64_t unit_id;
    const char *unit_name;
    int kind;
    int64_t n, open_n;
};
enum err burden_rows(struct req *req, int32_t from, int32_t to, struct list *out) MUST_USE;

#define OWED_QUERIES 7
extern const struct db_query *const owed_queries[OWED_QUERIES];

#endif
