#ifndef MINUTES_PRIV_H
#define MINUTES_PRIV_H

#include "app/document/document.h"
#include "app/meeting/minutes/minutes.h"

#define RESOLUTIONS_MAX 100
#define MINUTES_CHARS 20000

struct resolution_in {
    const char *text;
    struct list unit_ids; /* int64_t, the lead first */
    int32_t due_on;
    int becomes;
    int64_t matter_id;
};
struct resolutions_in {
    struct list items; /* struct resolution_in */
};
extern const struct shape resolutions_in_shape;

/* ---- minutes_rules.c: pure */
typedef void resolution_bad_fn(void *ctx, const char *pointer, const char *detail);
/* Field errors of #/items/N/…; agenda: the matters that may be meant. */
bool resolutions_check(struct arena *a, const struct resolutions_in *in, const struct meeting_case *c,
                       resolution_bad_fn *bad, void *ctx);
/* What the draft is called: the first clause, at most 60 characters. */
char *resolution_title(struct arena *a, const char *text);
/* Text lines with their layers: 一、 （一） 1. */
struct list minutes_paragraphs(struct arena *a, const char *text);
/* 卫督办 → 卫督纪 */
char *minutes_word(struct arena *a, const char *notice_word);

/* ---- store */
enum err minutes_put(struct req *req, int64_t meeting_id, const char *text) MUST_USE;
enum err minutes_set_signed(struct req *req, int64_t meeting_id, int64_t document_id,
                            const char *doc_no) MUST_USE;
enum err split_units_of(struct req *req, struct list *out) MUST_USE; /* struct split_unit */
enum err split_matters_of(struct req *req, int64_t meeting_id,
                          struct list *out) MUST_USE; /* struct split_matter */
/* Those that are not made yet. */
enum err resolutions_clear(struct req *req, int64_t meeting_id) MUST_USE;
enum err resolution_add(struct req *req, int64_t meeting_id, const struct resolution_in *in) MUST_USE;
enum err resolution_made(struct req *req, const struct resolution *r) MUST_USE;
enum err resolution_unit_made(struct req *req, int64_t resolution_id, int64_t unit_id,
                              int64_t directive_id) MUST_USE;
#define MINUTES_QUERIES 12
extern const struct db_query *const minutes_queries[MINUTES_QUERIES];

#endif
