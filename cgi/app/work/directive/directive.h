#ifndef DIRECTIVE_H
#define DIRECTIVE_H

/* 交办要求: a unit on a matter, or the office, must answer something in writing by a day. Calls, visits,
 * instructions, meetings and decisions all raise them in this one way. */

#include "app/matter/matter.h"

enum directive_source { DS_CONTACT = 1, DS_INSPECTION, DS_INSTRUCTION, DS_MEETING, DS_ESCALATION };
enum directive_status { DR_OPEN = 1, DR_ANSWERED, DR_CLOSED, DR_WITHDRAWN };
extern const struct choices directive_sources, directive_statuses;

struct directive_in {
    int64_t matter_id, assignment_id; /* assignment 0: the office answers */
    int source;                       /* enum directive_source */
    int64_t source_id;
    const char *text;
    int32_t due_on;
    int64_t closer_id; /* membership of the leader who must be content with the answer; 0: the office */
    const char *made_name, *made_post; /* in whose name, where it is not the actor's alone; else NULL */
};
/* Inside the caller's transaction, which has made sure of the right to do so: the row, the matter's history,
 * the notification and what is owed. The matter must be issued and the part not done, refused or withdrawn:
 * ERR_CONFLICT with a problem that says so. */
enum err directive_add(struct req *req, const struct directive_in *in, int64_t *id) MUST_USE;

struct directive_answer {
    int64_t id;
    const char *text;
    int64_t at;
    const char *by_name, *by_post, *verdict, *verdict_name;
    struct list files; /* struct file; derived */
};
struct directive {
    int64_t body_id, unit_id, closer_id; /* hidden */
    int32_t paused_since;
    int matter_status;
    int64_t id, version, matter_id;
    const char *matter_title;
    int64_t assignment_id;
    const char *unit_name;
    int source;
    int64_t source_id;
    const char *text;
    int32_t due_on;
    int status;
    int64_t made_at;
    const char *made_name, *made_post, *closer_name;
    int64_t answered_at, returned_n;
    const char *verdict;
    int64_t closed_at;
    const char *closed_name;
    struct list answers, files; /* from here on derived: struct directive_answer; struct file of its source */
    int light;
    const char *light_reason;
    struct list actions; /* struct action */
};
extern const struct shape directive_shape; /* schema "Directive" */

/* Those of one source that the actor may see, dressed for a reply. */
enum err directives_of(struct req *req, int source, int64_t source_id, struct list *out) MUST_USE;
/* The leader is content with every answer that waits; inside the caller's transaction. */
enum err directives_close(struct req *req, int source, int64_t source_id, const char *verdict) MUST_USE;

/* What concerns one part of a matter is read by the body, the unit and the body seated there; not by the
 * other units of the matter. x: a table with body_id and unit_id; binds the actor's scope once. */
#define PART_READER(x)                                                                                       \
    "? IN (2 * " x ".body_id, 2 * " x ".unit_id + 1,"                                                        \
    "(SELECT 2 * seat.id FROM body seat WHERE seat.unit_id = " x ".unit_id))"
/* The same as keys for files without a matter; at NULL: the body alone. */
struct list part_readers(struct arena *a, const struct matter *m, const struct assignment *at);

extern const struct module directive_module;

#endif
