#ifndef SIMILAR_PRIV_H
#define SIMILAR_PRIV_H

#include "app/matter/matter_priv.h"
#include "app/matter/similar/similar.h"

/* Those that share at least a third of the title's pairs. */
enum err similar_candidates(struct req *req, const struct similar_ask *ask, const struct list *pairs,
                            struct list *out) MUST_USE;
struct open_matter {
    struct similar m;
    const char *unit_ids; /* comma-separated */
};
/* The newest ones of the body. */
#define DUPLICATES_LOOKED_AT 100
enum err similar_newest(struct req *req, struct list *out) MUST_USE;
/* The distinct pairs of a title that say what it is about. */
struct list similar_pairs(struct arena *a, const char *title);
/* Scores them, keeps what is worth a look, the most alike first. */
void similar_rank(struct arena *a, const char *title, struct list *candidates);
extern const struct db_query *const similar_queries[3];

/* ---- merging */
struct origin { /* 并入的来源 */
    int64_t id, from_matter_id;
    const char *from_reg_no;
    int source;
    const char *source_kind, *origin_title, *origin_no;
    int32_t origin_on;
    const char *origin_person, *title, *content, *requirement, *reason;
    int64_t at;
    const char *by_name, *by_post;
};
char *merge_changes(struct arena *a, const struct matter *taken);
char *merge_note(struct arena *a, const struct matter *taken, const char *reason);
enum err origin_insert(struct req *req, int64_t matter_id, const struct merge_in *in, int64_t *id) MUST_USE;
enum err draft_files_move(struct req *req, int64_t draft_id, int64_t matter_id) MUST_USE;
enum err draft_set_merged(struct req *req, int64_t draft_id, int64_t matter_id) MUST_USE;
extern const struct db_query *const merge_queries[7];

#endif
