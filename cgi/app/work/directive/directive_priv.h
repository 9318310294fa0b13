#ifndef DIRECTIVE_PRIV_H
#define DIRECTIVE_PRIV_H

#include "app/time/calendar/calendar.h"
#include "app/work/directive/directive.h"

/* ---- rules: pure */
struct directive_verdict {
    enum err err;
    const char *code, *why; /* NULL when OK */
};
/* Whether the actor may do action (MA_ANSWER …) now; *to: what becomes of it. */
struct directive_verdict directive_judge(struct arena *a, const struct directive *d, const struct actor *who,
                                         int action, int *to);
void directive_buttons(struct arena *a, struct directive *d, const struct actor *who);
void directive_light(struct arena *a, struct directive *d, const struct light_day *day);

/* ---- telling; note: for the history, read by all units of the matter: no word of what was demanded */
enum err directive_record(struct req *req, const struct directive *d, int action, const char *note) MUST_USE;
enum err directive_tell(struct req *req, const struct directive *d, int action, const char *text) MUST_USE;

/* ---- store */
enum err directive_insert(struct req *req, const struct matter_case *c, const struct directive_in *in,
                          int64_t *id) MUST_USE;
enum err directive_by_id(struct req *req, int64_t id, struct directive *out) MUST_USE; /* visible ones */
enum err directives_of_matter(struct req *req, int64_t matter_id, struct list *out) MUST_USE;
enum err directives_of_source(struct req *req, int source, int64_t source_id, struct list *out) MUST_USE;
enum err answers_of(struct req *req, int64_t directive_id, struct list *out) MUST_USE;
/* ERR_STALE when another was quicker. */
enum err directive_answered(struct req *req, const struct directive *d, int to, const char *text,
                            int64_t *answer_id) MUST_USE;
enum err directive_settled(struct req *req, const struct directive *d, int to, const char *verdict) MUST_USE;
enum err directive_returned(struct req *req, const struct directive *d, int32_t due_on,
                            const char *why) MUST_USE;
#define DIRECTIVE_QUERIES 9
extern const struct db_query *const directive_queries[DIRECTIVE_QUERIES];

#endif
