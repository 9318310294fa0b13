#ifndef NOTICE_H
#define NOTICE_H

/* Telling people: a notification on their screen, at once on an open page, and by mail or their work group as
 * they prefer. */

#include "http/http.h"

enum notice_kind {
    NK_REMINDER = 1,
    NK_REPLY,
    NK_MOVE,
    NK_EXTENSION,
    NK_SUSPENSION,
    NK_LADDER,
    NK_DIGEST,
    NK_CALENDAR,
    NK_PLAN,
    NK_REPORT,
    NK_DIRECTIVE,
    NK_CONTACT,
    NK_INSPECTION,
    NK_INSTRUCTION,
    NK_ESCALATION,
    NK_MEETING,
    NK_TALK,
    NK_HANDOVER,
    NK_QUOTA
};
extern const struct choices notice_kinds;

struct notice {
    int kind;           /* enum notice_kind */
    const char *dedupe; /* the fact, like "extension/12/approved": a person is told of it once */
    const char *title, *text;
    int64_t matter_id, assignment_id; /* where it leads; 0: nowhere */
    const char *path;                 /* where else, on desk and phone alike: /meetings/12; NULL: nowhere */
    bool is_inside;                   /* for the screen alone: never by mail or to a work group */
};
/* Part of the caller's transaction, of a request or of the job. people: int64_t person ids; the same person
 * may be in it twice. */
enum err notice_send(struct db *db, struct arena *a, int64_t now, const struct notice *n,
                     const struct list *people) MUST_USE;

/* Who is meant today: person ids, added to those in out. */
enum audience {
    TO_UNIT,        /* unit: its responsible person and liaison */
    TO_UNIT_HEAD,   /* unit: the 组长 of the body seated there, else its responsible person */
    TO_CHARGE,      /* unit: the 副组长 in charge of it (分管) */
    TO_OFFICE,      /* body: the supervision office */
    TO_HEAD,        /* body: the 组长 */
    TO_RESPONSIBLE, /* unit: its responsible person alone */
    TO_POST,        /* membership: whoever holds it */
    TO_INSTRUCTOR,  /* matter: the leader whose instruction it came from */
};
enum err notice_people(struct db *db, struct arena *a, int32_t today, enum audience who, int64_t id,
                       struct list *out) MUST_USE;

extern const struct module notice_module;

#endif
