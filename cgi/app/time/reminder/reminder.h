#ifndef REMINDER_H
#define REMINDER_H

/* 催办: by itself as a limit comes near and passes, and by the office's hand; who was reminded of what, when,
 * and what they answered. */

#include "http/http.h"

/* For the job: writes what is to be reminded of now, then tells those whose turn it is; *done counts the
 * reminders written. Outside working hours nothing happens. */
enum err reminder_round(struct db *db, struct arena *a, int64_t now, int64_t *done) MUST_USE;

/* Likewise: tells of suspensions whose planned end comes; *done counts them. */
enum err pause_round(struct db *db, struct arena *a, int64_t now, int64_t *done) MUST_USE;

/* By hand, inside req_tx: kept, told at once, and in the matter's history. The second goes also to the unit's
 * head, the third to the leader in charge. 403 409: not one's own matter, nothing owed, too often. */
enum reminder_channel { RC_IN_APP = 1, RC_PHONE, RC_WRITTEN, RC_ON_SITE };
struct reminder_order {
    int64_t assignment_id;
    int channel;
    const char *text;
    int32_t reply_by; /* 0: no answer asked for by a day */
    bool to_head;     /* the unit's head too, whichever time it is */
};
struct reminder_made {
    int64_t id;
    const char *message;
};
enum err reminder_make(struct req *req, const struct reminder_order *o, struct reminder_made *out) MUST_USE;

extern const struct module reminder_module, paused_module;

#endif
