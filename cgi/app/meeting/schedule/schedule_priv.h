#ifndef SCHEDULE_PRIV_H
#define SCHEDULE_PRIV_H

#include "app/meeting/schedule/schedule.h"

enum entry_kind { EN_MEETING = 1, EN_INSPECTION, EN_DUE, EN_FIELD };
extern const struct choices entry_kinds;
struct entry {
    int64_t id; /* of its kind */
    int kind;   /* enum entry_kind */
    const char *title, *note;
    int64_t starts_at, ends_at; /* 0: whole days */
    int32_t from_on, to_on;
    const char *place, *path;
    bool is_cancelled, is_late;
    int64_t version; /* how often it was changed */
};
extern const struct shape entry_shape;
#define ENTRIES_MAX 1000 /* of each kind */
#define SPAN_DAYS_MAX 400

struct span {
    int32_t from_on, to_on, today;
    bool is_feed; /* goes to calendars elsewhere: undercover visits never do */
};
/* Added to those in out. who: one person in one post. */
enum err schedule_list(struct db *db, struct arena *a, const struct actor *who, const struct span *s,
                       struct list *out) MUST_USE;
void schedule_sort(struct list *entries); /* by day, then by hour */
extern const struct db_query *const schedule_queries[5];

/* ---- ics_rules.c: pure */
struct ics {
    const char *host; /* after the @ of each UID */
    const char *url;  /* of the site */
    const char *name; /* of the calendar */
    int64_t now;
};
void ics_write(struct buf *out, const struct ics *x, const struct list *entries);
/* host of http://host:port/… */
char *ics_host(struct arena *a, const char *url);

/* ---- feed_store.c */
#define FEED_SECRET_BYTES 32
struct feed {
    bool active;
    int64_t made_at;
};
enum err feed_of(struct req *req, struct feed *out) MUST_USE;
enum err feed_put(struct req *req, const uint8_t hash[32]) MUST_USE;
enum err feed_revoke(struct req *req, bool *was) MUST_USE;
/* The posts of whom a secret stands for; empty for nobody. struct actor each. */
enum err feed_posts(struct db *db, struct arena *a, int64_t now, const uint8_t hash[32],
                    struct list *out) MUST_USE;
extern const struct db_query *const feed_queries[4];

#endif
