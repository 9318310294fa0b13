#ifndef OUTBOX_H
#define OUTBOX_H

/* What leaves the system: mail, messages of a work group's robot, and hints to open pages. A row is written
 * in the transaction of the fact that it tells; the job sends it afterwards, so that nothing is told that did
 * not happen and nothing that happened stays untold. */

#include "http/http.h"

enum outbox_channel { CHANNEL_MAIL = 1, CHANNEL_WEBHOOK, CHANNEL_LIVE };
extern const struct choices outbox_channels;

struct message {
    int channel;            /* enum outbox_channel */
    const char *dedupe;     /* what makes it this one: a second of the same is not kept */
    const char *target;     /* address, mobile number ("" for none); live: person/7, scope/4 or matter/12 */
    const char *payload;    /* JSON: message_payload, or for live the event itself */
    int64_t at, not_before; /* not_before 0: at once */
};
/* {title, text, path}; path leads into the site. */
char *message_payload(struct arena *a, const char *title, const char *text, const char *path) MUST_USE;
/* Part of the caller's transaction. */
enum err outbox_put(struct db *db, const struct message *m) MUST_USE;

/* Tells the open pages of everybody who sees a matter, or of one scope only (0: all), that there is something
 * new about it; they ask for it by the ordinary, checked routes. fact: what makes it this one. Part of the
 * caller's transaction. */
enum err outbox_hint(struct db *db, struct arena *a, int64_t now, int64_t matter_id, int64_t scope,
                     const char *fact) MUST_USE;

/* ---- for the job */
/* Before the process is confined. False and a sentence where a setting cannot be used. */
bool outbox_start(const struct config *c, struct arena *a, char **why) MUST_USE;
struct outbox_sender {
    struct db *db;
    struct arena *arena;
    const struct config *config;
    const char *holder; /* of these only one is at work at a time: what it left unfinished is its own */
    int64_t now;
};
/* Sends what is due, for at most half a minute; *sent counts. */
enum err outbox_send(const struct outbox_sender *s, int64_t *sent) MUST_USE;
/* Forgets what was sent long ago. */
enum err outbox_sweep(struct db *db, int64_t now) MUST_USE;

extern const struct module outbox_module;

#endif
