#ifndef OUTBOX_PRIV_H
#define OUTBOX_PRIV_H

#include "app/message/outbox/outbox.h"

#define OUTBOX_TRIES 8
#define OUTBOX_LIVE_MS (60 * INT64_C(1000)) /* a hint to an open page is worth nothing later */

struct outbox_row {
    int64_t id;
    const char *dedupe;
    int channel;
    const char *target, *payload;
    int64_t tries, at;
};
struct letter { /* of message_payload */
    const char *title, *text, *path;
};

/* ---- rules: pure */
/* When to try again after so many tries; 0: never, the message is dead. */
int64_t outbox_next(int64_t tries, int64_t now);
bool letter_read(struct arena *a, const char *payload, struct letter *out) MUST_USE;
/* RFC 5322: headers and body of one mail, lines ending with CRLF, base64 where it is not ASCII. */
struct mail_of {
    const char *from, *to, *message_id, *url; /* url: where the site is */
    int64_t at;
};
char *mail_write(struct arena *a, const struct mail_of *m, const struct letter *l) MUST_USE;
/* duban.<dedupe>@host, in the characters that a Message-ID may have. */
char *mail_message_id(struct arena *a, const char *dedupe, const char *url) MUST_USE;
/* Text message of a robot of 企业微信 and 钉钉 alike: both ignore what is the other's. */
char *robot_write(struct arena *a, const struct letter *l, const char *mobile, const char *url) MUST_USE;
/* What such a robot answers with status 200: {"errcode":0}. */
bool robot_took(const char *answer);

/* ---- store */
/* Takes one message that is due for this holder; *found tells. */
enum err outbox_claim(const struct outbox_sender *s, int64_t now, struct outbox_row *out,
                      bool *found) MUST_USE;
enum err outbox_sent(const struct outbox_sender *s, int64_t now, int64_t id, const char *state) MUST_USE;
enum err outbox_failed(const struct outbox_sender *s, int64_t id, int64_t next_at, const char *why) MUST_USE;
/* The keys of those who see a matter: int64_t each. */
enum err outbox_scopes(struct db *db, struct arena *a, int64_t matter_id, struct list *out) MUST_USE;
enum err outbox_resend(struct db *db, int64_t now, int64_t id) MUST_USE;
extern const struct shape outbox_item_shape;
extern const struct choices outbox_states;
extern const struct db_query OUTBOX_LIST;
#define OUTBOX_QUERIES 10
extern const struct db_query *const outbox_queries[OUTBOX_QUERIES];

/* ---- outbox_wire.c: libcurl. One handle a protocol, so that a connection serves many messages. */
struct wire {
    void *mail, *post; /* made when first needed */
    struct arena *arena;
    char *why; /* out: why it was not taken */
};
void wire_close(struct wire *w);
/* Both: ERR_BUSY when it may go another time, ERR_INVALID when it never will. */
struct wire_mail {
    const char *url, *from, *to, *mail;
};
enum err wire_mail(struct wire *w, const struct wire_mail *m) MUST_USE;
struct wire_post {
    const char *url, *socket; /* socket: a path, or NULL */
    const char *body, *id;
};
enum err wire_post(struct wire *w, const struct wire_post *p, const char **answer) MUST_USE;

#endif
