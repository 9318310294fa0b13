#ifndef MEETING_H
#define MEETING_H

/* 会议 (A4.4.1, A5.2, B1.1): called with an agenda, answered, attended, minuted. What it resolved is
 * app/meeting/minutes. */

#include "app/matter/matter.h"

extern const struct module meeting_module, attendance_module, meeting_setting_module;

enum meeting_status { MT_PLANNED = 1, MT_HELD, MT_CLOSED, MT_CANCELLED };
enum meeting_action {
    MX_EDIT = 1,
    MX_HOLD,
    MX_ATTENDANCE,
    MX_CODE,
    MX_MINUTES,
    MX_RESOLVE,
    MX_MAKE,
    MX_SIGN,
    MX_CLOSE,
    MX_CANCEL
};
extern const struct choices meeting_kinds, meeting_statuses, meeting_actions;

struct meeting {
    int64_t chair_person_id, called_person_id, unmade_n; /* not in replies */
    int64_t id, version, body_id;
    int kind;
    const char *title;
    int64_t starts_at, ends_at;
    const char *place;
    int64_t chair_id; /* membership; 0: a name alone */
    const char *chair_name;
    int status;
    const char *month_reason, *called_name, *called_post;
    int64_t called_at;
    const char *cancelled_why, *minutes;
    int64_t minutes_at;
    const char *minutes_name;
    int64_t document_id;
    const char *doc_no;
    int64_t closed_at;
    bool is_whole; /* of the body that called it: leaders and office */
};
struct agenda_item {
    int64_t matter_id;
    const char *text;
    const char *matter_title, *matter_no; /* of a matter that the actor sees */
};
enum invite_kind { IK_UNIT = 1, IK_PERSON, IK_GUEST };
enum invite_reply { IR_ATTENDING = 1, IR_ABSENT, IR_SUBSTITUTE };
extern const struct choices invite_kinds, invite_replies;
struct invite {
    bool is_mine; /* for the actor or the own unit */
    int64_t person_id;
    int64_t id;
    int kind;
    int64_t unit_id, membership_id;
    const char *name, *post, *phone;
    int reply;
    const char *reply_note, *substitute_name, *substitute_post;
    int64_t replied_at;
    const char *replied_name;
    bool attended, absent; /* both false: not noted yet */
    const char *attended_name;
    int64_t attended_at;
    bool by_code;
};
extern const struct shape meeting_shape, meeting_page_shape, agenda_item_shape, invite_shape;

struct meeting_case {
    struct meeting m;
    struct list agenda;  /* struct agenda_item */
    struct list invites; /* struct invite */
    const struct actor *who;
    int64_t now;
};

/* ---- who sees a meeting `g`: leaders and office of its body, and who is invited. Every statement about
 * meetings begins with FROM MEETING_ME JOIN meeting g …, which binds person_id and scope (MEETING_WHO). */
#define MEETING_ME "(SELECT CAST(? AS SIGNED) AS person_id, CAST(? AS SIGNED) AS scope) me"
#define MEETING_WHO(actor) db_i64((actor)->person_id), db_i64((actor)->scope)
/* The body seated at a unit. */
#define SEAT_OF(unit_id) "(SELECT o.id FROM body o WHERE o.unit_id = " unit_id ")"
#define IS_INVITED(v)                                                                                        \
    "(" v ".person_id = me.person_id OR me.scope = 2 * " v                                                   \
    ".unit_id + 1 OR me.scope = 2 * " SEAT_OF(v ".unit_id") ")"
#define INVITED_TO_IT                                                                                        \
    "EXISTS (SELECT 1 FROM meeting_invite v WHERE v.meeting_id = g.id AND " IS_INVITED("v") ")"
#define SEES_MEETING "(me.scope = 2 * g.body_id OR " INVITED_TO_IT ")"

/* ---- inside a transaction: locks the meeting, compares If-Match when it was sent (412) and asks the rules
 * (403, 409); 404 where the actor may not see it. */
enum err meeting_begin(struct req *req, enum meeting_action action, struct meeting_case *c) MUST_USE;
/* The next version of the meeting in c, and the audit row of the action. */
enum err meeting_commit(struct req *req, struct meeting_case *c, enum meeting_action action) MUST_USE;
enum err meeting_find(struct req *req, int64_t id, struct meeting_case *c) MUST_USE; /* with all rows */
/* Writes the meeting's page: route.current, and the reply of every change. */
handler_fn meeting_page;

struct meeting_verdict {
    enum err err;
    const char *why;
};
/* Pure: whether the actor may do this now. */
struct meeting_verdict meeting_judge(const struct meeting_case *c, enum meeting_action action);

/* Tells everybody who is invited, but the actor. key: what happened, like "called". */
enum err meeting_tell(struct req *req, const struct meeting_case *c, const char *key, const char *title,
                      const char *text) MUST_USE;
/* 9月9日（周三）15:00，三楼会议室 */
char *meeting_when(struct arena *a, const struct meeting *m);

#endif
