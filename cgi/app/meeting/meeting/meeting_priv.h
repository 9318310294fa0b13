#ifndef MEETING_PRIV_H
#define MEETING_PRIV_H

#include "app/meeting/meeting/meeting.h"
#include "app/meeting/meeting/setting.h"

#define ITEMS_MAX 30
#define INVITES_MAX 200

/* ---- what the form sends */
struct item_in {
    int64_t matter_id;
    const char *text;
};
struct person_in {
    int64_t membership_id;
};
struct guest_in {
    const char *name, *post, *phone;
};
struct meeting_in {
    int kind;
    const char *title;
    int64_t starts_at, ends_at;
    const char *place;
    int64_t chair_id;
    const char *chair_name, *month_reason;
    struct list agenda;         /* struct item_in */
    struct list unit_ids;       /* int64_t */
    struct list membership_ids; /* int64_t */
    struct list guests;         /* struct guest_in */
    struct list file_ids;       /* int64_t */
};
extern const struct shape meeting_in_shape;

/* ---- settings of a body */
enum err meeting_setting_put(struct req *req, const struct meeting_setting *s) MUST_USE; /* ERR_STALE */
extern const struct db_query *const meeting_setting_queries[3];

/* ---- meeting_rules.c: pure */
typedef void meeting_bad_fn(void *ctx, const char *pointer, const char *detail);
bool meeting_check(const struct meeting_in *in, int64_t now, meeting_bad_fn *bad, void *ctx);
void meeting_buttons(const struct meeting_case *c, struct arena *a, struct list *out);
/* Who may answer an invitation: the invited, the unit's people, and the office on the telephone. */
struct meeting_verdict reply_judge(const struct meeting_case *c, const struct invite *v);
/* The code counts from an hour before the meeting to an hour after it. */
int64_t code_from(const struct meeting *m);
int64_t code_until(const struct meeting *m);
struct invite *invite_of(const struct meeting_case *c, int64_t id);
/* What minutes begin with: time, place, chair, who was there, who was not; then room for the rest. */
char *minutes_template(struct arena *a, const struct meeting_case *c);

/* ---- stores; reading only what the actor sees */
enum err meeting_by_id(struct req *req, int64_t id, struct meeting *out) MUST_USE;
enum err meeting_lock(struct req *req, int64_t id) MUST_USE;
enum err meeting_insert(struct req *req, const struct meeting_in *in, int64_t *id) MUST_USE;
enum err meeting_update(struct req *req, int64_t id, const struct meeting_in *in) MUST_USE;
enum err meeting_set_status(struct req *req, const struct meeting *m) MUST_USE;
enum err meeting_set_code(struct req *req, int64_t id, const char *code) MUST_USE;
enum err meeting_bump(struct req *req, int64_t id) MUST_USE;
enum err meeting_code(struct req *req, int64_t id, const char **code) MUST_USE; /* NULL: none */
extern const struct db_query MEETINGS;
extern const struct shape meeting_line_shape, meeting_row_shape, invite_row_shape;
struct known {
    int64_t id, person_id;
    const char *name, *post;
};
enum err known_units(struct req *req, const struct list *ids, struct list *out) MUST_USE;
enum err known_people(struct req *req, const struct list *membership_ids, struct list *out) MUST_USE;
enum err known_matters(struct req *req, const struct list *ids, struct list *out) MUST_USE;
#define MEETING_QUERIES 13
extern const struct db_query *const meeting_queries[MEETING_QUERIES];

enum err agenda_of(struct req *req, int64_t id, struct list *out) MUST_USE;
enum err agenda_replace(struct req *req, int64_t id, const struct list *items) MUST_USE;
enum err invites_of(struct req *req, int64_t id, struct list *out) MUST_USE;
enum err invite_add(struct req *req, int64_t meeting_id, const struct invite *v) MUST_USE;
enum err invite_remove(struct req *req, int64_t id) MUST_USE;
enum err invites_reset(struct req *req, int64_t meeting_id) MUST_USE; /* answers are asked for anew */
enum err invite_reply(struct req *req, const struct invite *v) MUST_USE;
enum err invite_attended(struct req *req, const struct invite *v) MUST_USE;
struct clash {
    const char *who, *title;
    int64_t starts_at, ends_at;
    const char *place;
};
struct clash_query {
    int64_t starts_at, ends_at, chair_id;
    struct list unit_ids, membership_ids;
    int64_t except_id;
};
enum err clashes_find(struct req *req, const struct clash_query *q, struct list *out) MUST_USE;
extern const struct shape clash_shape, clash_query_shape;
/* The keys of those who may read the meeting's files. */
enum err invite_readers(struct req *req, int64_t meeting_id, struct list *out) MUST_USE; /* int64_t */
#define INVITE_QUERIES 10
extern const struct db_query *const invite_queries[INVITE_QUERIES];

/* ---- meeting_edit.c */
handler_fn meeting_call, meeting_edit;

#endif
