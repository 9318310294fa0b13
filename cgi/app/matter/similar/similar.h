#ifndef SIMILAR_H
#define SIMILAR_H

/* 多头督办: open matters of the same unit that say much the same, and taking one in by another. */

#include "app/matter/matter.h"

struct similar_ask {
    const char *title;
    struct list unit_ids; /* int64_t; none: any unit of the actor's body */
    int64_t except_id;    /* a matter that is not compared with itself; 0: none */
};
struct similar {
    int64_t id;
    const char *reg_no, *doc_no, *title, *content, *requirement;
    int status;
    int64_t version;
    const char *origin_title, *units;
    int32_t due_on;
    int64_t progress, score; /* 0 to 100 */
};
extern const struct shape similar_shape; /* schema "SimilarMatter" */
#define SIMILAR_FROM 60                  /* a score that is worth a look */
#define SIMILAR_MAX 5
/* Matters of the actor's body that have not ended, the most alike first. */
enum err similar_matters(struct req *req, const struct similar_ask *ask, struct list *out) MUST_USE;

/* Pure: how alike two titles are, by the pairs of characters that both have; 100: the same. What every title
 * has (关于…的通知, 开展, 工作) does not count. */
int64_t similar_score(struct arena *a, const char *one, const char *other);

/* ---- taking in: inside the caller's transaction, as the office */
struct merge_in { /* origin of what is taken in; as a draft has it */
    int64_t draft_id, draft_version;
    struct matter m;
    struct list file_ids; /* int64_t */
    const char *reason;
};
/* The matter gets the origin and the requirement, the draft (if any) ends with a link to it and gives its
 * files; the units are told. 412 by req->version; 409 where either may not. */
enum err merge_into(struct req *req, int64_t matter_id, struct merge_in *in, struct matter_case *c) MUST_USE;

extern const struct shape origin_shape; /* schema "MatterOrigin" */
/* What a matter took in, oldest first. */
enum err origins_list(struct db *db, struct arena *a, int64_t matter_id, struct list *out) MUST_USE;

extern const struct module similar_module, merge_module;

#endif
