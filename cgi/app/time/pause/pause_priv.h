#ifndef PAUSE_PRIV_H
#define PAUSE_PRIV_H

#include "app/matter/matter.h"
#include "app/time/calendar/calendar.h"
#include "app/time/pause/pause.h"

enum request_status { RQ_ASKED = 1, RQ_APPROVED, RQ_REFUSED, RQ_LAPSED };
extern const struct choices request_statuses;
enum extension_kind { EX_RESULT = 1, EX_RECTIFY };
extern const struct choices extension_kinds;
/* What the tables of both requests have alike, for a file's COL; and as columns of `x`. */
#define REQUEST_FIELDS                                                                                       \
    COL(status, F_CHOICE, "状态", .choices = &request_statuses), COL(asked_at, F_INSTANT, "申请时间"),       \
        COL(asked_name, F_TEXT, "申请人"), COL(asked_post, F_TEXT, "申请人单位与职务"),                      \
        COL(decided_at, F_INSTANT, "审批时间", MAYBE), COL(decided_name, F_TEXT, "审批人", MAYBE),           \
        COL(decided_post, F_TEXT, "审批人单位与职务", MAYBE), COL(opinion, F_TEXT, "审批意见", MAYBE)
#define REQUEST_COLUMNS                                                                                      \
    "x.status, x.asked_at, x.asked_name, x.asked_post, x.decided_at, x.decided_name, x.decided_post, "       \
    "x.opinion"
enum decider { DECIDER_OFFICE = 1, DECIDER_LEADER };
extern const struct choices deciders;

struct extension {
    int64_t asked_by; /* person */
    int64_t id, version, matter_id, assignment_id;
    const char *unit_name;
    int of_kind; /* enum extension_kind: which limit */
    int64_t seq;
    int32_t from_on, to_on;
    int64_t workdays;
    int decider; /* enum decider */
    const char *reason, *progress_so_far, *measures;
    int status; /* enum request_status; RQ_LAPSED is derived */
    int64_t asked_at;
    const char *asked_name, *asked_post;
    int64_t decided_at;
    const char *decided_name, *decided_post, *opinion;
    struct list actions; /* struct action each; derived */
};
extern const struct shape extension_shape;

struct suspension {
    int64_t asked_by; /* person */
    int64_t id, version, matter_id;
    const char *reason;
    int32_t until_on;
    int status;
    int64_t asked_at;
    const char *asked_name, *asked_post;
    int64_t decided_at;
    const char *decided_name, *decided_post, *opinion;
    int32_t from_on, to_on;
    const char *resumed_name, *resumed_why;
    bool end_has_come; /* the planned day, and it is still suspended; derived */
    struct list actions;
};
extern const struct shape suspension_shape;

/* ---- pause_rules.c: pure */
/* The office decides the first extension of at most 5 working days, a leader all others. */
enum decider extension_decider(int64_t seq, int64_t workdays);
/* The working day nearest to day that is later than limit. */
int32_t extension_day(const struct calendar *c, int32_t limit, int32_t day);
/* What was asked for no longer stands: the part has moved on since. */
bool extension_has_lapsed(const struct extension *x, const struct matter_case *c);
struct refusal {
    enum err err;
    const char *code, *why; /* NULL where it may be decided */
};
/* Beyond what the moves of app/matter say; c->at is the part asked for. */
struct refusal extension_refusal(struct arena *a, const struct extension *x, const struct matter_case *c);
struct refusal suspension_refusal(const struct suspension *x, const struct matter_case *c);
/* Derived status and buttons, for reading. c->at is set. */
void extension_dress(struct arena *a, struct extension *x, struct matter_case *c);
void suspension_dress(struct arena *a, struct suspension *x, struct matter_case *c);
/* The part of a case; NULL where it has none such. */
struct assignment *extended_part(const struct matter_case *c, int64_t assignment_id);

/* ---- pause_notice.c: who is told. x->status: what has just become of it; c->action likewise. */
enum err extension_tell(struct req *req, const struct matter_case *c, const struct extension *x,
                        const char *text) MUST_USE;
enum err suspension_tell(struct req *req, const struct matter_case *c, int64_t id, const char *text) MUST_USE;

/* ---- store; reading only what the actor sees */
enum err extension_by_id(struct req *req, int64_t id, struct extension *out) MUST_USE;
enum err extensions_of_matter(struct req *req, int64_t matter_id, struct list *out) MUST_USE;
enum err extension_insert(struct req *req, struct extension *x) MUST_USE;
enum err extension_decide(struct req *req, const struct extension *x, int status,
                          const char *opinion) MUST_USE;
extern const struct db_query *const extension_queries[4];

enum err suspension_by_id(struct req *req, int64_t id, struct suspension *out) MUST_USE;
enum err suspensions_of_matter(struct req *req, int64_t matter_id, struct list *out) MUST_USE;
enum err suspension_insert(struct req *req, struct suspension *x) MUST_USE;
/* from_on 0: refused */
enum err suspension_decide(struct req *req, int64_t id, int32_t from_on, const char *opinion) MUST_USE;
enum err suspension_end(struct req *req, int64_t id, const char *why) MUST_USE;
extern const struct db_query *const suspension_queries[5];

/* 单位与职务 of the one who asks, as history has it. */
char *post_of(const struct req *req);

/* A matter as reading it needs it: its buttons follow. */
enum err case_to_read(struct req *req, int64_t matter_id, struct matter_case *c) MUST_USE;

/* ---- the answer to asking and deciding: {id, version, status, message} */
struct request_moved {
    int64_t id, version;
    int status;
    const char *message;
};
extern const struct shape request_moved_shape;
struct opinion_in {
    const char *opinion;
};
extern const struct shape opinion_in_shape;
/* What a decision carries through req_tx: If-Match is the request's version, not the matter's. */
struct decision {
    int action, status;
    int64_t version;
    const char *opinion;
};
struct decision decision_of(struct req *req, int action, int status);

#endif
