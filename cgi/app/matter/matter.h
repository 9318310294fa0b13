#ifndef MATTER_H
#define MATTER_H

/* Matters and their assignments: what they are, their states, and the one way to move them. Assignments
 * have their handlers in app/work/assignment, the list of matters is app/view/ledger; both build on this. */

#include "app/file/file.h"
#include "http/http.h"

enum matter_status {
    MS_DRAFT = 1,
    MS_PROPOSED,
    MS_APPROVED,
    MS_ISSUED,
    MS_CONCLUDED,
    MS_ARCHIVED,
    MS_CANCELLED
};
enum assignment_status {
    AS_PENDING = 1,
    AS_RECEIVED,
    AS_UNDERWAY,
    AS_SUBMITTED,
    AS_ACCEPTED,
    AS_RECTIFYING,
    AS_REFUSED,
    AS_WITHDRAWN
};
enum assignment_kind { AK_LEAD = 1, AK_ASSIST, AK_PARALLEL };
/* What in the system a matter came from; its id is origin_ref_id. */
enum origin_ref { ORIGIN_INSTRUCTION = 1, ORIGIN_MEETING, ORIGIN_INSPECTION, ORIGIN_IMPORT };
enum plan_status { PLAN_SUBMITTED = 1, PLAN_FILED, PLAN_RETURNED }; /* of one version of a work plan */
enum report_cycle { CYCLE_NONE = 1, CYCLE_WEEKLY, CYCLE_HALF, CYCLE_MONTHLY, CYCLE_CUSTOM };
#define CYCLE_DAYS_MAX 180
enum difficulty { DIFFICULTY_SIMPLE = 1, DIFFICULTY_HARD };
enum matter_action {
    MA_REGISTER = 1,
    MA_EDIT,
    MA_PROPOSE,
    MA_APPROVE,
    MA_RETURN,
    MA_ISSUE,
    MA_ASSIGN,
    MA_CONCLUDE,
    MA_ARCHIVE,
    MA_CANCEL,
    MA_SUSPEND,
    MA_APPROVE_SUSPENSION,
    MA_REFUSE_SUSPENSION,
    MA_RESUME,
    MA_CYCLE,
    MA_RECOMPUTE,
    MA_DIRECT, /* from here on: no moves of a state, only names in the history */
    MA_ANSWER,
    MA_RETURN_ANSWER,
    MA_CLOSE_DIRECTIVE,
    MA_WITHDRAW_DIRECTIVE,
    MA_CONTACT,
    MA_INSPECT,
    MA_INSTRUCT,
    MA_ASK_HELP,
    MA_ESCALATE,
    MA_DECIDE,
    MA_MEET,
    MA_MERGE,
    MA_PARENT_CHANGE, /* what the body above changed */
    MA_HEED           /* what follows from it here */
};
enum assignment_action {
    AA_RECEIVE = 1,
    AA_REFUSE,
    AA_INSIST,
    AA_WITHDRAW,
    AA_BREAK_DOWN,
    AA_REPORT,
    AA_SUBMIT,
    AA_ACCEPT,
    AA_RETURN,
    AA_EXTEND,
    AA_APPROVE_EXTENSION,
    AA_REFUSE_EXTENSION,
    AA_EXPLAIN,
    AA_LIGHT,
    AA_PLAN,
    AA_FILE_PLAN,
    AA_RETURN_PLAN,
    AA_STEP,
    AA_SELF_CHECK,
    AA_REVIEW_REPORT,
    AA_RETURN_REPORT,
    AA_GRADE_REPORT
};
extern const struct choices matter_statuses, assignment_statuses, assignment_kinds, matter_actions,
    assignment_actions;
extern const struct choices matter_sources, urgencies, difficulties, report_cycles, origin_refs,
    plan_statuses;

/* The one visibility condition of a matter `m` and all below it; its argument is db_i64(actor.scope). */
#define MATTER_VISIBLE "EXISTS (SELECT 1 FROM matter_scope s WHERE s.scope = ? AND s.matter_id = m.id)"

/* Of the work plans of assignment `a`: the state of the last version, whether one is in force. */
#define PLAN_LAST(a)                                                                                         \
    "(SELECT q.status FROM plan q WHERE q.assignment_id = " a ".id ORDER BY q.no DESC LIMIT 1)"
#define PLAN_LACKS(a, m)                                                                                     \
    "(" m ".needs_plan AND " a ".kind <> 'assist' AND NOT "                                                  \
    "EXISTS (SELECT 1 FROM plan q WHERE q.assignment_id = " a ".id AND q.status = 'filed'))"
/* Nothing to be done by the unit until the office has filed it. */
#define PLAN_WAITS(a, m)                                                                                     \
    "(" a ".status IN ('received', 'underway') AND " PLAN_LACKS(a, m) " AND " PLAN_LAST(a) " = 'submitted')"

struct matter {
    int64_t id, body_id, parent_assignment_id;
    int64_t parent_weight; /* of its progress in that of the assignment that it was broken down from */
    const char *reg_no;
    int status; /* enum matter_status */
    int64_t version;
    int source;
    const char *source_kind, *origin_title, *origin_no;
    int32_t origin_on;
    const char *origin_person;
    int origin_ref; /* enum origin_ref; 0: entered by hand */
    int64_t origin_ref_id;
    const char *title, *content, *requirement;
    int urgency;
    bool is_key, is_special, needs_plan;
    int difficulty;
    int32_t leader_feedback_on, feedback_on, due_on;
    int report_cycle;
    int64_t cycle_days;      /* of CYCLE_CUSTOM: one report in so many days */
    int64_t self_check_days; /* 0: by the rule */
    const char *proposal, *opinion, *approver_name;
    int64_t approved_at, notice_id;
    const char *doc_no;
    int64_t issued_at, lead_unit_id;
    const char *lead_unit_name;
    int64_t progress, last_report_at;
    const char *answer, *answered_to;
    int64_t concluded_at, archived_at;
    const char *archive_no, *created_name;
    int64_t created_at, updated_at;
    int64_t merged_into;       /* the matter that took this one over; 0: none */
    int32_t paused_since;      /* 挂起: its clocks stand */
    int32_t yellow_on, red_on; /* not in replies */
    const char *light_note;    /* likewise: of a light set by hand */
    int64_t unsettled_n;       /* likewise: answers in writing and coordination that wait */
    int light;                 /* enum light; derived on reading */
    const char *light_reason;
    int64_t overdue_days;
};
extern const struct shape matter_shape; /* schema "Matter" */

struct action { /* one button */
    const char *name, *label;
    bool enabled;
    const char *reason; /* why not enabled */
    bool primary;
};
extern const struct shape action_shape; /* schema "Action" */

struct assignment {
    int64_t id, matter_id, unit_id;
    const char *unit_name;
    int kind; /* enum assignment_kind */
    const char *task;
    int32_t due_on; /* 0: the matter's */
    int status;     /* enum assignment_status */
    int64_t version;
    const char *first_person;
    int64_t received_at;
    const char *received_name, *received_post, *refused_why;
    int64_t progress, last_report_at;
    const char *result;
    int64_t submitted_at;
    const char *submitted_name;
    int64_t submitted_by; /* person */
    const char *verdict;
    int64_t accepted_at, returned_n;
    const char *hand_name, *hand_reason; /* light set by hand */
    int hand_light;
    int32_t hand_until;
    int32_t yellow_on, red_on; /* not in replies */
    int32_t rectify_on;        /* the limit of the rectification that is owed; 0: none; not in replies */
    int32_t original_due_on;   /* as it was served; 0: not yet */
    int64_t extensions_n;
    const char *extension_by; /* who asked for the extension that waits; NULL: none does; not in replies */
    int64_t extension_at;
    int64_t own_body_id;   /* the unit's own body, 0 without */
    int plan_status;       /* enum plan_status of the version handed in last; 0: none */
    int64_t plan_no;       /* the version in force; 0: none is filed */
    int64_t plan_progress; /* of its steps, by their working days */
    bool in_charge;        /* of the deputy who asks (分管) */
    bool closed;           /* the unit has been dissolved since */
    int light;
    const char *light_reason;
    int64_t overdue_days;
    struct list actions; /* struct action each */
};
extern const struct shape assignment_shape; /* schema "Assignment" */

#define SELF_CHECK_DAYS_MAX 30
/* What every rule looks at: a matter, its assignments, who asks, and the day. */
struct matter_case {
    struct matter m;
    struct list units; /* struct assignment each, in order of id */
    const struct actor *who;
    int32_t today;
    struct assignment *at;    /* the assignment that the move is about; NULL for the matter itself */
    int action, to;           /* filled by the rules */
    const char *changes;      /* for the history: JSON of what an edit changed */
    const char *new_proposal; /* comes with the move; NULL: as in the draft */
    int32_t new_due_on;       /* approval: another limit than proposed; 0: as proposed */
};

/* ---- moving: begin, change what belongs to the move, commit; all inside req_tx.
 * lock is for what stands beside the states and still may not be added to a matter that ends meanwhile.
 * begin locks the row (404 where the actor may not see it), compares If-Match when it was sent (412) and
 * asks the rules (409, 403). commit writes state and version, history and the audit note, and brings what is
 * owed in line (app/time/deadline). */
enum err matter_lock(struct req *req, int64_t id, struct matter_case *c) MUST_USE;
enum err matter_begin(struct req *req, int64_t matter_id, enum matter_action action,
                      struct matter_case *c) MUST_USE;
enum err matter_commit(struct req *req, struct matter_case *c, const char *note) MUST_USE;
enum err assignment_begin(struct req *req, int64_t assignment_id, enum assignment_action action,
                          struct matter_case *c) MUST_USE;
/* Also writes at->progress and at->last_report_at, and brings the matter's progress, last report and version
 * up to date. */
enum err assignment_commit(struct req *req, struct matter_case *c, const char *note) MUST_USE;
/* {id, version, status, message} of what was moved; message says what happens next. */
/* Progress, last report, lead unit and version from the assignments, where units were added. */
enum err matter_recount(struct req *req, int64_t matter_id) MUST_USE;
void move_reply(struct res *res, const struct matter_case *c, const char *message);
extern const struct shape matter_moved_shape, assignment_moved_shape;
/* Writes the matter's present state into a 412 problem: route.current of everything under /matters/{id}. */
handler_fn matter_current;

/* ---- reading, for pages */
enum err assignments_list(struct req *req, int64_t matter_id, struct list *out) MUST_USE;
enum err matter_by_id(struct req *req, int64_t matter_id, struct matter *out) MUST_USE; /* visible ones */
enum err matter_of_assignment(struct req *req, int64_t assignment_id,
                              struct matter *out) MUST_USE; /* likewise */
/* The buttons that the actor has here; one that is shown but not open says why. */
void matter_buttons(struct arena *a, struct matter_case *c, struct list *out);
void assignment_buttons(struct arena *a, struct matter_case *c, struct assignment *at);
/* Whether the actor has this step, of c->at or of the matter, as a button of another page; false: it is not
 * theirs. */
bool matter_button(struct arena *a, struct matter_case *c, int action, struct action *out) MUST_USE;
/* The day by which c->at is to be done, and whether that day is over: while a matter is paused, as of then.
 */
int32_t assignment_limit(const struct matter_case *c);
/* The day that an extension moves: of the rectification while it is owed, else that limit. */
int32_t assignment_term(const struct matter_case *c);
bool assignment_is_late(const struct matter_case *c);
/* A plan is asked of the part and none is filed yet. */
bool assignment_lacks_plan(const struct matter_case *c);
/* Fills the lights of a matter and its assignments. */
enum err matter_lights(struct req *req, struct matter *m, struct list *assignments) MUST_USE;
struct light_day;
void matter_light(struct arena *a, struct matter *m, struct list *assignments, const struct light_day *day);

/* ---- the assignments of a case that count, which is all but the withdrawn ones */
size_t units_in(const struct matter_case *c, int status); /* 0: any that counts */
/* 市立医院, or 市立医院等 3 个单位 */
char *units_named(struct arena *a, const struct matter_case *c, int status);
/* Lead and parallel ones of this status. */
size_t main_in(const struct matter_case *c, int status);

/* 每周, 每10天, 不定期 */
const char *cycle_text(struct arena *a, int cycle, int64_t days);
/* 关于…的督办通知 */
char *notice_title(struct arena *a, const struct matter *m);

/* ---- history: who and when are taken from the request */
struct history_entry {
    int64_t matter_id, assignment_id; /* 0: none */
    const char *unit_name;
    const char *action;         /* a name of matter_actions or assignment_actions */
    const char *from, *to;      /* names of states */
    const char *note, *changes; /* changes: JSON [{field, label, from, to}] */
};
enum err history_add(struct req *req, const struct history_entry *h) MUST_USE;

extern const struct module matter_module;

#endif
