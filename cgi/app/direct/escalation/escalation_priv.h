#ifndef ESCALATION_PRIV_H
#define ESCALATION_PRIV_H

#include "app/direct/escalation/escalation.h"
#include "app/work/directive/directive.h"

enum escalation_status {
    ES_ASKED = 1,
    ES_MEETING,
    ES_ESCALATED,
    ES_SOLVED,
    ES_DECIDED,
    ES_CLOSED, /* decided, and all that was ordered is done: never stored */
    ES_WITHDRAWN
};
enum escalation_action { EA_SOLVE = 1, EA_MEET, EA_ESCALATE, EA_DECIDE, EA_WITHDRAW };
enum escalation_way { EW_ON_SITE = 1, EW_STUDY };
extern const struct choices escalation_statuses, escalation_actions, escalation_ways;

struct escalation {
    int64_t body_id, unit_id; /* hidden */
    bool in_charge;           /* of the deputy who asks */
    int matter_status;
    const char *matter_title;
    int64_t id, version, matter_id, assignment_id;
    const char *unit_name, *what, *from_whom;
    int32_t by_on;
    int status;
    int64_t asked_at;
    const char *asked_name, *asked_post;
    int64_t meeting_id;
    const char *meeting_title, *meeting_note;
    int way;
    const char *reason;
    int64_t escalated_at;
    const char *escalated_name, *answer;
    int64_t answered_at;
    const char *answered_name, *answered_post;
    struct list directives, files, actions; /* derived */
};
extern const struct shape escalation_shape; /* schema "Escalation" */

/* ---- escalation_rules.c: pure */
struct escalation_verdict {
    enum err err;
    const char *code, *why; /* NULL when OK */
};
struct escalation_verdict escalation_judge(struct arena *a, const struct escalation *x,
                                           const struct actor *who, int action);
void escalation_buttons(struct arena *a, struct escalation *x, const struct actor *who);

struct order_in { /* who does what by when */
    int64_t assignment_id;
    const char *text;
    int32_t due_on;
};
/* NULL, or what is wrong with the n-th order; *member: its field. */
const char *order_fault(struct arena *a, const struct matter_case *c, const struct order_in *o,
                        const char **member);

/* ---- store; what the actor may read */
enum err escalation_by_id(struct req *req, int64_t id, struct escalation *out) MUST_USE;
enum err escalations_of_matter(struct req *req, int64_t matter_id, struct list *out) MUST_USE;
enum err escalation_insert(struct req *req, const struct matter_case *c, const struct escalation *x,
                           int64_t *id) MUST_USE;
/* Each ERR_STALE when another was quicker. */
enum err escalation_answered(struct req *req, const struct escalation *x, int status,
                             const char *words) MUST_USE;
enum err escalation_met(struct req *req, const struct escalation *x, int64_t meeting_id,
                        const char *note) MUST_USE;
enum err escalation_raised(struct req *req, const struct escalation *x, int way, const char *why) MUST_USE;
enum err meeting_known(struct req *req, int64_t meeting_id, bool *known) MUST_USE;
#define ESCALATION_QUERIES 7
extern const struct db_query *const escalation_queries[ESCALATION_QUERIES];

/* ---- escalation_tell.c */
enum escalation_event { EV_ASKED, EV_RAISED, EV_MET, EV_ANSWERED };
enum err escalation_tell(struct req *req, const struct escalation *x, enum escalation_event event,
                         const char *text) MUST_USE;
enum err escalation_record(struct req *req, const struct escalation *x, int action,
                           const char *note) MUST_USE;

#endif
