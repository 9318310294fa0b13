#ifndef MATTER_PRIV_H
#define MATTER_PRIV_H

#include "app/document/document.h"
#include "app/matter/matter.h"

/* ---- rules: pure */
struct move {
    int from, action, to;
    uint32_t who;   /* role bits */
    unsigned needs; /* enum need */
};
enum need {
    N_HEAD = 1,      /* 组长 alone */
    N_CHARGE = 2,    /* 组长, or a 副组长 for the units in their own charge (D3.1) */
    N_COMPLETE = 4,  /* content, units, limit, requirement (A4.1.1) and a proposal (D4.1) */
    N_RESULTS = 8,   /* every lead and parallel part accepted, nothing left on the office's desk */
    N_SECOND = 16,   /* by another person and not by the unit concerned */
    N_UNIT = 32,     /* the assignment's own unit */
    N_SEAT = 64,     /* the office of the body seated at the unit */
    N_PRIMARY = 128, /* the button to offer first */
};
struct verdict {
    enum err err;
    const char *code, *reason; /* NULL when OK */
};
/* Whether the actor may do c->action now; fills c->to. */
struct verdict matter_judge(struct arena *a, struct matter_case *c);
void matter_buttons(struct arena *a, struct matter_case *c, struct list *out);
/* Of the assignments that count: not withdrawn. */
size_t units_in(const struct matter_case *c, int status);
/* 市立医院, or 市立医院等 3 个单位: those of this status (0: any that counts). */
char *units_named(struct arena *a, const struct matter_case *c, int status);
/* The matter's progress: the least of the lead and parallel parts. */
int64_t matter_progress(const struct matter_case *c);

/* ---- registration: pure */
struct unit_in {
    int64_t unit_id;
    int kind;
    const char *task;
    int32_t due_on;
};
extern const struct shape unit_in_shape, matter_draft_shape;
extern const struct shape matter_row_shape, assignment_row_shape; /* the columns alone */
/* What the form sends: the columns that it may set, and lists. m comes first, so that the field table of
 * the form fits both. */
struct matter_draft {
    struct matter m;
    struct list units;    /* struct unit_in */
    struct list file_ids; /* int64_t */
};
struct known_unit { /* active units of the own body among those asked for */
    int64_t id;
    const char *name;
};
struct draft_check {
    const struct list *units; /* struct unit_in */
    const struct list *known; /* struct known_unit */
    const struct list *there; /* struct assignment: already on the matter (assign) */
    int32_t today, due_on;
};
typedef void draft_bad_fn(void *ctx, const char *pointer, const char *detail);
bool units_check(struct arena *a, const struct draft_check *d, draft_bad_fn *bad, void *ctx);
bool dates_check(const struct matter_draft *d, int32_t today, draft_bad_fn *bad, void *ctx);
/* JSON of what an edit changed, NULL when nothing. */
char *draft_changes(struct arena *a, const struct matter *old, const struct list *assignments,
                    const struct matter_draft *d, const struct list *known);

/* ---- the paper */
struct paper_source {
    const char *letterhead, *notice_word, *issuer, *phone;
    int64_t body_id;
};
void notice_write(struct arena *a, const struct matter_case *c, const struct paper_source *s,
                  struct paper *out);

/* ---- store */
enum err matter_lock(struct req *req, int64_t id, struct matter_case *c) MUST_USE;
enum err assignment_matter_id(struct req *req, int64_t assignment_id, int64_t *matter_id) MUST_USE;
enum err matter_set_status(struct req *req, const struct matter_case *c) MUST_USE;
enum err assignment_set_status(struct req *req, const struct matter_case *c) MUST_USE;
enum err matter_recount(struct req *req, const struct matter_case *c) MUST_USE;

enum err units_known(struct req *req, const struct list *units, struct list *out) MUST_USE;
enum err matter_insert(struct req *req, const struct matter_draft *d, const char *reg_no,
                       int64_t *id) MUST_USE;
enum err matter_update(struct req *req, int64_t id, const struct matter_draft *d) MUST_USE;
enum err assignments_insert(struct req *req, int64_t matter_id, const struct list *units) MUST_USE;
enum err assignments_clear(struct req *req, int64_t matter_id) MUST_USE;
enum err assignments_serve(struct req *req, int64_t matter_id) MUST_USE; /* first persons, scope rows */
enum err scope_add_body(struct req *req, int64_t matter_id) MUST_USE;
enum err scope_remove_unit(struct req *req, const struct assignment *at) MUST_USE;
enum err matter_set_proposal(struct req *req, int64_t id, const char *proposal) MUST_USE;
struct approval {
    const char *opinion;
    int32_t due_on;
};
enum err matter_set_approval(struct req *req, int64_t id, const struct approval *ap) MUST_USE;
enum err matter_set_opinion(struct req *req, int64_t id, const char *opinion) MUST_USE;
enum err matter_set_issued(struct req *req, const struct matter *m) MUST_USE;
struct answer {
    const char *answer, *answered_to;
};
enum err matter_set_answer(struct req *req, int64_t id, const struct answer *an) MUST_USE;
enum err matter_set_archived(struct req *req, int64_t id, const char *archive_no) MUST_USE;
enum err paper_source_of(struct req *req, struct paper_source *out) MUST_USE;
enum err matter_index(struct req *req, const struct matter_case *c) MUST_USE;

struct parent {
    int64_t assignment_id, matter_id;
    const char *title, *doc_no;
    int32_t due_on;
    int status; /* of the assignment */
};
/* The assignment that an office breaks down: of the unit where its body sits, and visible. */
enum err parent_find(struct req *req, int64_t assignment_id, struct parent *out, bool *found) MUST_USE;

extern handler_fn matter_show;
extern const struct shape matter_page_shape, moved_shape;
extern const struct db_query HISTORY_OF_MATTER;
extern const struct db_query *const matter_queries[];
extern const size_t matter_nqueries;

#endif
