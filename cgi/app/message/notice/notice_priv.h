#ifndef NOTICE_PRIV_H
#define NOTICE_PRIV_H

#include "app/message/notice/notice.h"

#define TITLE_CHARS 200
#define TEXT_CHARS 2000

/* ---- rules: pure */
/* The first moment from now on outside a quiet time (HH:MM in China, may go past midnight; NULL: none). */
int64_t quiet_end(int64_t now, const char *from, const char *to);
bool quiet_valid(const char *s);
/* At most so many characters, the last an ellipsis where some were cut. */
char *clip(struct arena *a, const char *s, size_t chars);

/* ---- store */
struct preference {
    bool mail, webhook, digest;
    const char *quiet_from, *quiet_to;
};
enum err preference_of(struct db *db, struct arena *a, int64_t person_id, struct preference *out) MUST_USE;
enum err preference_put(struct db *db, int64_t person_id, const struct preference *p) MUST_USE;
extern const struct shape preference_shape;

struct contact {
    const char *email, *mobile;
};
/* Not found: no longer active. */
enum err contact_of(struct db *db, struct arena *a, int64_t person_id, struct contact *out,
                    bool *found) MUST_USE;
/* *id 0: was told already. */
enum err notification_add(struct db *db, int64_t now, const struct notice *n, int64_t person_id,
                          int64_t *id) MUST_USE;
enum err notification_read(struct req *req, int64_t id) MUST_USE;
enum err notification_read_all(struct req *req) MUST_USE;
enum err notification_count(struct req *req, int64_t *n) MUST_USE;
extern const struct shape notification_shape;
extern const struct db_query NOTIFICATIONS;
/* The channels of hints that a person may follow: their own, and one for each scope of their posts. */
enum err notice_channels(struct req *req, int64_t person_id, char **out) MUST_USE;
#define NOTICE_QUERIES 17
extern const struct db_query *const notice_queries[NOTICE_QUERIES];

#endif
