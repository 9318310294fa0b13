#ifndef INSPECTION_PRIV_H
#define INSPECTION_PRIV_H

#include "app/matter/matter.h"
#include "app/track/checklist/checklist.h"
#include "app/track/inspection/inspection.h"

enum inspection_kind { INSPECTION_OPEN = 1, INSPECTION_UNDERCOVER };
enum inspection_status { IS_PLANNED = 1, IS_UNDERWAY, IS_REPORTED, IS_PUBLISHED, IS_CANCELLED };
enum inspection_action { IA_EDIT = 1, IA_RECORD, IA_REPORT, IA_APPROVE, IA_RETURN, IA_PUBLISH, IA_CANCEL };
enum visit_status { VS_PLANNED = 1, VS_DONE, VS_CONFIRMED };
enum visit_action { VA_SAVE = 1, VA_FINISH, VA_REOPEN, VA_CONFIRM };
enum finding_result { FR_CONFORM = 1, FR_NOT, FR_NA };
extern const struct choices inspection_kinds, inspection_statuses, inspection_actions, visit_statuses,
    visit_actions, finding_results, severities;

/* What the actor is to an inspection. */
enum standing { ST_LEADER = 1, ST_OFFICE = 2, ST_HEAD = 4 /* 督查组组长 */, ST_TEAM = 8, ST_UNIT = 16 };

struct inspection {
    int64_t is_head, is_team; /* not in replies */
    int64_t id, version, body_id;
    int kind;
    const char *title, *reason;
    int32_t from_on, until_on;
    int status;
    bool is_whole; /* false: the actor is of a unit concerned, and sees its own visit */
    const char *report;
    int64_t reported_at;
    const char *reported_name;
    int64_t approved_at;
    const char *approved_name, *opinion;
    int64_t published_at;
    const char *published_name;
    int64_t document_id;
    const char *doc_no, *cancelled_why, *created_name;
    int64_t created_at;
    struct list members, items, visits, matters, actions; /* from here on rows of their own */
};
struct member {
    int64_t membership_id; /* 0: an outside expert */
    const char *name, *post;
    bool is_leader;
};
struct finding {
    int64_t visit_id;
    int64_t id, item_id; /* item 0: another problem */
    int result;
    const char *note;
    int severity;
    int32_t answer_by;
    int64_t directive_id, matter_id;
    struct list photos; /* ids of the visit's files */
};
struct visit {
    int64_t is_own; /* of the actor's unit; not in replies */
    int64_t id, version, inspection_id, unit_id;
    const char *unit_name;
    int status;
    int32_t visit_on;
    const char *place, *accompanied_by, *feedback, *recorded_name, *signed_by;
    int64_t signed_at;
    const char *unit_opinion, *confirmed_name, *confirmed_post;
    int64_t confirmed_at;
    struct list findings, files, actions;
};
struct linked_matter {
    int64_t id;
    const char *reg_no, *title;
};
extern const struct shape inspection_shape, member_shape, finding_shape, visit_shape, linked_matter_shape;
extern const struct shape inspection_row_shape, visit_row_shape, finding_row_shape; /* the columns alone */

/* ---- what forms send */
struct member_in {
    int64_t membership_id;
    const char *name, *post; /* of an outside expert */
    bool is_leader;
};
struct plan_in {
    int kind;
    const char *title, *reason;
    int32_t from_on, until_on;
    struct list members;  /* struct member_in */
    struct list unit_ids; /* int64_t */
    struct list items;    /* struct check_item */
    struct list matter_ids;
};
struct record_in {
    int32_t visit_on;
    const char *place, *accompanied_by, *feedback;
    struct list findings; /* struct finding */
    struct list file_ids;
};
extern const struct shape plan_in_shape, record_in_shape;

/* ---- inspection_rules.c: pure */
struct inspection_case {
    struct inspection x;
    const struct actor *who;
    int32_t today;
    struct visit *at; /* the visit that the move is about */
    int to;
};
struct inspection_verdict {
    enum err err;
    const char *code, *why;
};
unsigned inspection_standing(const struct inspection_case *c);
struct inspection_verdict inspection_judge(struct arena *a, struct inspection_case *c, int action);
struct inspection_verdict visit_judge(struct arena *a, struct inspection_case *c, int action);
void inspection_buttons(struct arena *a, struct inspection_case *c);
/* What a unit may not see of an inspection that is not published, or that concerns others. */
void inspection_veil(struct inspection *x);
typedef void inspection_bad_fn(void *ctx, const char *pointer, const char *detail);
bool visit_plan_check(struct arena *a, const struct plan_in *in, inspection_bad_fn *bad, void *ctx);
bool record_check(struct arena *a, const struct inspection_case *c, const struct record_in *in,
                  inspection_bad_fn *bad, void *ctx);
bool finding_is_problem(const struct finding *f);
/* The item of an id; NULL: none. */
const struct check_item *item_of(const struct inspection *x, int64_t id);
/* 病房楼消防通道：堆放杂物 */
char *finding_words(struct arena *a, const struct inspection *x, const struct finding *f);

/* ---- inspection_report.c: pure; the report as the facts have it, and as it is printed */
char *report_draft(struct arena *a, const struct inspection *x);
struct paper;
struct paper_source;
void report_write(struct arena *a, const struct inspection_case *c, const struct paper_source *s,
                  struct paper *out);

/* ---- stores; reading only what the actor sees */
enum err inspection_find(struct req *req, int64_t id, struct inspection_case *c) MUST_USE; /* with all rows */
enum err inspection_of_visit(struct req *req, int64_t visit_id, struct inspection_case *c) MUST_USE;
enum err inspection_lock(struct req *req, int64_t id) MUST_USE;
enum err inspection_insert(struct req *req, const struct plan_in *in, int64_t *id) MUST_USE;
enum err inspection_update(struct req *req, int64_t id, const struct plan_in *in) MUST_USE;
enum err inspection_set_status(struct req *req, const struct inspection_case *c) MUST_USE;
enum err inspection_set_report(struct req *req, int64_t id, const char *report) MUST_USE;
enum err inspection_set_approved(struct req *req, int64_t id, const char *opinion) MUST_USE;
enum err inspection_set_returned(struct req *req, int64_t id, const char *opinion) MUST_USE;
enum err inspection_set_published(struct req *req, const struct inspection_case *c) MUST_USE;
enum err inspection_set_cancelled(struct req *req, int64_t id, const char *why) MUST_USE;

struct known_member {
    int64_t id, person_id;
    const char *name, *post;
    bool barred; /* has a post in a unit to be visited */
};
/* Business people of the actor's body among those asked for, against the units to be visited. */
enum err members_known(struct req *req, const struct plan_in *in, struct list *out) MUST_USE;
/* Whether the actor has a post in one of the units. */
enum err actor_is_barred(struct req *req, const struct plan_in *in, bool *barred) MUST_USE;
struct known_unit_name {
    int64_t id;
    const char *name;
};
enum err visited_units_known(struct req *req, const struct plan_in *in, struct list *out) MUST_USE;
enum err matters_known(struct req *req, const struct plan_in *in, struct list *out) MUST_USE; /* int64_t */
enum err members_replace(struct req *req, int64_t id,
                         const struct list *members) MUST_USE; /* struct member */
enum err items_replace(struct req *req, int64_t id, const struct list *items) MUST_USE;
enum err matters_replace(struct req *req, int64_t id, const struct list *ids) MUST_USE;
enum err visits_add(struct req *req, int64_t id, const struct list *unit_ids) MUST_USE;
enum err visit_remove(struct req *req, int64_t visit_id) MUST_USE;
#define INSPECTION_QUERIES 9
#define PLAN_QUERIES 19
extern const struct db_query *const inspection_queries[INSPECTION_QUERIES];
extern const struct db_query *const visit_plan_queries[PLAN_QUERIES];
extern const struct db_query INSPECTION_LIST, INSPECTIONS_OF_MATTER;
extern const struct shape inspection_list_shape;

enum err visits_of(struct req *req, struct inspection *x) MUST_USE; /* those seen, with findings and files */
enum err visit_save(struct req *req, const struct visit *v, const struct record_in *in) MUST_USE;
enum err visit_set_done(struct req *req, const struct visit *v, const char *signed_by) MUST_USE;
enum err visit_set_open(struct req *req, const struct visit *v) MUST_USE;
struct confirmation {
    const char *opinion, *name, *post;
};
enum err visit_set_confirmed(struct req *req, const struct visit *v, const struct confirmation *by) MUST_USE;
enum err finding_set_directive(struct req *req, int64_t id, int64_t directive_id) MUST_USE;
enum err finding_set_matter(struct req *req, int64_t id, int64_t matter_id) MUST_USE;
/* The visit of a finding; ERR_NOT_FOUND where there is none. */
enum err visit_of_finding(struct req *req, int64_t finding_id, int64_t *visit_id) MUST_USE;
struct open_part {
    int64_t matter_id, assignment_id;
};
/* The unit's part that can still answer, of a linked matter; *found. */
enum err open_part_of(struct req *req, const struct visit *v, struct open_part *out, bool *found) MUST_USE;
#define VISIT_QUERIES 15
extern const struct db_query *const visit_queries[VISIT_QUERIES];

/* ---- inspection_tell.c */
enum inspection_told {
    TOLD_PLANNED = 1,
    TOLD_REPORTED,
    TOLD_APPROVED,
    TOLD_RETURNED,
    TOLD_PUBLISHED,
    TOLD_CANCELLED
};
enum err inspection_tell(struct req *req, const struct inspection_case *c, enum inspection_told what,
                         const char *text) MUST_USE;
enum err visit_tell_confirmed(struct req *req, const struct inspection_case *c) MUST_USE;
/* People who see the whole: team, office or leaders; person ids. */
enum insiders { IN_TEAM = 1, IN_OFFICE = 2, IN_HEAD = 4 };
enum err insiders_of(struct req *req, int64_t id, unsigned who, struct list *out) MUST_USE;

/* ---- inspection_publish.c */
enum err inspection_publish(struct req *req, struct inspection_case *c) MUST_USE;

/* ---- shared by the handlers */
enum err inspection_begin(struct req *req, int64_t id, int action, struct inspection_case *c) MUST_USE;
/* Status, version and the audit note; then the reply. */
enum err inspection_commit(struct req *req, struct inspection_case *c, int action) MUST_USE;
struct inspection_moved {
    int64_t id, version;
    int status;
    const char *message;
};
extern const struct shape inspection_moved_shape;
void inspection_reply(struct res *res, const struct inspection_case *c, const char *message);
handler_fn inspection_current;

#endif
