#ifndef DIGEST_PRIV_H
#define DIGEST_PRIV_H

#include "app/matter/matter.h"
#include "app/message/notice/notice.h"
#include "app/time/calendar/calendar.h"
#include "app/time/digest/digest.h"
#include "app/time/ladder/ladder.h"

#define SECTION_MAX 100 /* rows of a section; the counts tell of all */
#define PERIOD_DAYS_MAX 92
#define NOTES_MAX 50

/* ---- content: what the data say */
struct digest_counts {
    int64_t issued, concluded, in_time, running, red, yellow, missed;
};
struct digest_matter {
    int64_t matter_id;
    const char *title, *doc_no, *unit_name;
    int32_t due_on, on_day; /* on_day: issued or concluded */
    int64_t overdue_days;
};
struct digest_unit { /* what a unit still owes after its limit */
    int64_t unit_id;
    const char *unit_name;
    int64_t missed;
    int32_t oldest_on;
};
enum digest_decision { DD_APPROVE = 1, DD_EXTENSION, DD_SUSPENSION, DD_LADDER };
struct digest_wait {
    int kind; /* enum digest_decision */
    int64_t matter_id;
    const char *title, *unit_name;
    int64_t since;
};
struct digest_step {
    int64_t matter_id;
    const char *title, *unit_name;
    int rung, status;
    const char *sentence;
};
struct digest_content {
    int32_t from_on, to_on, as_of;
    const char *summary;
    struct digest_counts counts;
    struct list issued, concluded, red; /* struct digest_matter */
    struct list late;                   /* struct digest_unit */
    struct list decisions;              /* struct digest_wait */
    struct list ladder;                 /* struct digest_step */
};
extern const struct shape digest_content_shape; /* schema "DigestContent" */

/* For whom: a deputy sees the units in their charge (分管), the others the whole body. */
struct digest_reader {
    int64_t membership_id, person_id, body_id;
    const char *name, *post;
    int rank;
};
struct digest_period {
    int32_t from_on, to_on;
};

/* ---- digest_rules.c: pure */
/* The week before today's, Monday to Sunday; false before the first working day of today's week. */
bool digest_last_week(const struct calendar *c, int32_t today, struct digest_period *out);
char *digest_summary(struct arena *a, const struct digest_content *c);
char *digest_title(struct arena *a, struct digest_period p);

/* ---- content_store.c */
enum err digest_collect(struct db *db, struct arena *a, const struct digest_reader *r, int32_t today,
                        struct digest_content *out) MUST_USE; /* from_on and to_on are set before */
extern const struct db_query *const content_queries[7];

/* ---- digest_store.c */
struct digest {
    int64_t id, version, membership_id, person_id;
    const char *leader_name, *leader_post;
    int32_t from_on, to_on;
    int status;
    int64_t made_at;
    const char *made_name;
    int64_t edited_at;
    const char *edited_name;
    int64_t sent_at;
    const char *sent_name, *note, *notes, *content;
};
enum digest_status { DS_DRAFT = 1, DS_SENT };
extern const struct choices digest_statuses;
extern const struct shape digest_shape, digest_row_shape; /* "Digest", and without its contents "DigestRow" */
struct matter_note {
    int64_t matter_id;
    const char *note;
};
extern const struct shape matter_note_shape;

/* Leaders who are due the digest of a period and have none; of one membership, when given. */
enum err digest_readers(struct db *db, struct arena *a, int32_t today, struct digest_period p,
                        struct list *out) MUST_USE;
enum err digest_reader_of(struct db *db, struct arena *a, int64_t membership_id, int32_t today,
                          struct digest_reader *out) MUST_USE; /* ERR_NOT_FOUND: no leader */
/* Also over the draft of the same period, whose notes stay. ERR_CONFLICT: it is sent. made_name NULL: by the
 * job. */
struct digest_new {
    const struct digest_reader *reader;
    struct digest_period period;
    const char *content, *made_name;
};
enum err digest_put(struct db *db, const struct digest_new *d, int64_t now, int64_t *id) MUST_USE;
enum err digest_page(struct res *res, int64_t after) MUST_USE;
/* Of the actor's body; a leader's own, once sent. */
enum err digest_get(struct req *req, int64_t id, struct digest *out) MUST_USE;
enum err digest_lock(struct req *req, int64_t id, struct digest *out) MUST_USE;
enum err digest_note(struct req *req, int64_t id, const char *note, const char *notes) MUST_USE;
enum err digest_sent(struct req *req, int64_t id) MUST_USE;
/* How many of the matters are not the body's. */
enum err digest_strangers(struct req *req, const struct list *notes, int64_t *n) MUST_USE;
enum err lateness_rows(struct res *res, struct digest_period p, int64_t after) MUST_USE;
extern const struct shape lateness_shape;
extern const struct db_query *const digest_queries[10];

#endif
