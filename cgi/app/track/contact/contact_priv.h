#ifndef CONTACT_PRIV_H
#define CONTACT_PRIV_H

#include "app/track/contact/contact.h"
#include "app/work/directive/directive.h"

enum contact_method { CM_CALL = 1, CM_VISIT, CM_PAPERS };
extern const struct choices contact_methods;

struct contact {
    int64_t id, matter_id;
    const char *matter_title;
    int64_t assignment_id, unit_id;
    const char *unit_name;
    int method;
    bool is_incoming;
    int64_t at;
    const char *place, *counterpart, *counterpart_post, *counterpart_phone, *points, *demand, *reply;
    int64_t made_at;
    const char *made_name, *made_post;
    int64_t directive_id; /* the answer that was demanded; 0: none */
    int32_t answer_by;
    int directive_status;
    struct list files; /* derived */
};
extern const struct shape contact_shape; /* schema "Contact" */

struct contact_in {
    int method;
    bool is_incoming;
    int64_t at; /* 0: now */
    const char *place, *counterpart, *counterpart_post, *counterpart_phone, *points, *demand, *reply;
    int32_t answer_by; /* 0: no answer in writing */
    struct list file_ids;
};
extern const struct shape contact_in_shape;

/* Who is called first: the unit's first responsible person, and where. */
struct counterpart {
    const char *unit_name, *name, *post, *phone;
};
extern const struct shape counterpart_shape;

struct contact_filter {
    int64_t unit_id;
    int method;
    int32_t from, to; /* days of `at`, both counted */
};
extern const struct shape contact_filter_shape;

/* ---- contact_rules.c: pure. NULL, or what is wrong, with the pointer of the field in *pointer. */
const char *contact_fault(const struct contact_in *in, int64_t now, const char **pointer);
/* For the history, which every unit of the matter reads: how, not what. */
const char *contact_note(struct arena *a, const struct contact_in *in);
void contact_csv_row(struct arena *a, struct buf *b, const struct contact *c, int64_t n);
void contact_csv_begin(struct buf *b);

/* ---- store */
enum err contact_insert(struct req *req, const struct matter_case *c, const struct contact_in *in,
                        int64_t *id) MUST_USE;
enum err contacts_of_matter(struct req *req, int64_t matter_id, struct list *out) MUST_USE;
enum err counterpart_of(struct req *req, int64_t unit_id, struct counterpart *out) MUST_USE;
/* Newest first, from before the key `after` (0: the first page). */
enum err contacts_page(struct req *req, const struct contact_filter *f, int64_t after, int64_t limit,
                       struct list *out) MUST_USE;
#define CONTACT_QUERIES 4
extern const struct db_query *const contact_queries[CONTACT_QUERIES];

#endif
