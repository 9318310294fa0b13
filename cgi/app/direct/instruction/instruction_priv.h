#ifndef INSTRUCTION_PRIV_H
#define INSTRUCTION_PRIV_H

#include "app/direct/instruction/instruction.h"
#include "app/work/directive/directive.h"

enum instruction_status {
    IS_PROPOSED = 1, /* outside the deputy's charge: before the head */
    IS_OPEN,         /* from nothing, not yet a matter */
    IS_UNDERWAY,
    IS_ANSWERED, /* back at the leader */
    IS_CLOSED,
    IS_DECLINED,
    IS_WITHDRAWN
};
enum instruction_action { IA_CONFIRM = 1, IA_DECLINE, IA_FILE, IA_CLOSE, IA_FOLLOW, IA_WITHDRAW };
extern const struct choices instruction_statuses, instruction_actions;

struct instruction {
    int64_t body_id, author_id; /* hidden */
    int64_t id, version, follows_id, followed_by;
    bool is_new;
    int64_t matter_id;
    const char *matter_title;
    int matter_status;
    const char *text;
    int32_t due_on;
    int status; /* enum instruction_status, as it follows from the matter or the directives */
    const char *units, *outside, *author_name, *author_post;
    int64_t at;
    const char *head_name;
    int64_t head_at;
    const char *head_opinion, *filed_name;
    int64_t filed_at;
    const char *answer; /* of a matter that was made of it and has ended */
    int64_t answered_at;
    const char *closed_name;
    int64_t closed_at;
    const char *closing;
    struct list actions; /* derived */
};
extern const struct shape instruction_shape; /* schema "Instruction" */

struct instruction_in {
    int64_t matter_id; /* 0: from nothing */
    const char *text;
    int32_t due_on;
    struct list unit_ids; /* int64_t; none: the office */
    bool to_head;
    struct list file_ids;
};
extern const struct shape instruction_in_shape;

struct instructed_unit {
    int64_t id;
    const char *name;
    bool in_charge;
};

/* ---- instruction_rules.c: pure */
struct instruction_verdict {
    enum err err;
    const char *code, *why; /* NULL when OK */
};
struct instruction_verdict instruction_judge(struct arena *a, const struct instruction *i,
                                             const struct actor *who, int action);
void instruction_buttons(struct arena *a, struct instruction *i, const struct actor *who);
/* Names of the units that the actor may not instruct (D3.1); NULL: none. */
const char *units_outside(struct arena *a, const struct actor *who, const struct list *units);
/* The name of a matter out of what the leader wrote: the first clause. */
char *instruction_title(struct arena *a, const char *text);
/* Its units as those of a draft: the first leads. */
struct list instruction_parts(struct arena *a, const struct list *units);
/* Of two: 沈国栋、周明远 */
const char *both_names(struct arena *a, const struct instruction *i, const struct actor *head);

/* ---- store; only what the actor's body has */
enum err instruction_by_id(struct req *req, int64_t id, struct instruction *out) MUST_USE;
enum err instruction_lock(struct req *req, int64_t id) MUST_USE;
enum err instruction_chain(struct req *req, int64_t id, struct list *out) MUST_USE;
struct instruction_filter {
    int status;
    bool mine;
    int64_t matter_id;
};
enum err instructions_page(struct req *req, const struct instruction_filter *f, int64_t after, int64_t limit,
                           struct list *out) MUST_USE;
/* Active units of the body among the ids, in their order. */
enum err instructed_units(struct req *req, const struct list *ids, struct list *out) MUST_USE;
enum err units_of_instruction(struct req *req, int64_t id, struct list *out) MUST_USE;
enum err instruction_insert(struct req *req, const struct instruction *i, const struct list *units,
                            int64_t *id) MUST_USE;
/* status 0: stays */
enum err instruction_decided(struct req *req, int64_t id, int status, const char *opinion) MUST_USE;
enum err instruction_filed(struct req *req, int64_t id, int64_t matter_id) MUST_USE;
enum err instruction_ended(struct req *req, int64_t id, int status, const char *words) MUST_USE;
#define INSTRUCTION_QUERIES 11
extern const struct db_query *const instruction_queries[INSTRUCTION_QUERIES];

/* ---- instruction_send.c */
/* Orders the units (or the office) on the matter, in the author's name; head: who confirmed, or NULL. */
enum err instruction_send(struct req *req, const struct instruction *i, const struct list *units,
                          const struct actor *head) MUST_USE;
struct instruction_telling {
    int who; /* enum audience */
    int64_t id;
    const char *event, *title, *text;
};
enum err instruction_tell(struct req *req, const struct instruction *i,
                          const struct instruction_telling *t) MUST_USE;

/* ---- instruction_write.c */
/* Checks and keeps a new one; follows_id 0: nothing before it. Inside req_tx. */
enum err instruction_write(struct req *req, const struct instruction_in *in, int64_t follows_id,
                           struct instruction *out) MUST_USE;
const char *written_message(struct arena *a, const struct instruction *i);
struct instruction_moved {
    int64_t id, version;
    int status;
    const char *message;
    int64_t matter_id;
};
extern const struct shape instruction_moved_shape;
handler_fn instruction_current;

#endif
