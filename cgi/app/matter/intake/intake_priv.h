#ifndef INTAKE_PRIV_H
#define INTAKE_PRIV_H

#include "app/matter/draft/draft.h"
#include "app/matter/intake/intake.h"
#include "app/matter/matter_priv.h"
#include "app/matter/similar/similar.h"

#define INTAKE_ROWS 300
#define INTAKE_FAULTS 12 /* of one row that are told */
#define INTAKE_UNITS 30  /* of one row */

struct intake_row { /* as the cells say it; corrected on the screen it is sent in the same words */
    int64_t row;
    const char *no, *title, *content, *requirement, *lead, *person, *assist, *due, *cycle, *source, *note;
    bool as_new;        /* alike, and still a matter of its own */
    int64_t merge_into; /* alike, and taken in by this one */
};
struct intake_fault {
    const char *column, *label, *detail; /* column: the member of the row */
    struct list suggestions;             /* const char * */
};
struct intake_checked {
    struct intake_row cells;
    const char *says; /* what would be made of it */
    struct list faults, similar;
};
extern const struct shape intake_row_shape;

/* ---- rules: pure */
struct intake_unit {
    int64_t id;
    const char *name, *short_name, *code;
};
/* Finds the head line among the first rows and reads what lies below it. False and a sentence in *fault. */
bool intake_read(struct arena *a, const struct list *sheet, struct list *rows, const char **fault) MUST_USE;
char *intake_template(struct arena *a);
/* 2026-12-31, 2026.12.31, 2026年12月31日, 12月31日, 12月底, 2026年12月, 年底, or a spreadsheet's day number;
 * 0: none of them. Without a year it is the next such day. */
int32_t intake_day(const char *text, int32_t today);
/* By name, short name or code; NULL when there is none. */
const struct intake_unit *intake_unit_of(const struct list *units, const char *name);
/* Up to three names that have most characters in common; const char *. */
struct list intake_nearest(struct arena *a, const struct list *units, const char *name);
struct intake_case {
    struct arena *arena;
    const struct list *units, *rows; /* struct intake_unit, struct intake_row */
    const char *file_name;
    int32_t today;
};
/* Fills d and notes what is wrong; i: which of the rows. */
void intake_check(const struct intake_case *c, size_t i, struct matter_draft *d, struct intake_checked *out);
void intake_fault(struct arena *a, struct intake_checked *out, const char *column, const char *detail);
/* 主办市立医院，协办市疾控，2026年12月31日前，每月报送 */
char *intake_says(struct arena *a, const struct intake_case *c, const struct matter_draft *d);

/* ---- store */
struct import_record {
    int64_t id, version;
    const char *file_name, *sha256;
    int64_t rows_n, at;
    const char *by_name, *by_post;
    int64_t done_at;
    const char *done_name;
    int64_t made_n, merged_n;
};
struct imported_matter {
    int64_t id, version;
    const char *reg_no, *title;
    int status;
    const char *units;
    int32_t due_on;
};
extern const struct shape import_record_shape, imported_matter_shape;
enum err intake_units(struct req *req, struct list *out) MUST_USE;
enum err import_insert(struct req *req, const char *file_name, int64_t rows_n, int64_t *id) MUST_USE;
enum err import_get(struct req *req, int64_t id, struct import_record *out) MUST_USE;
/* The same under lock, inside a transaction. */
enum err import_lock(struct req *req, int64_t id, struct import_record *out) MUST_USE;
enum err import_done(struct req *req, int64_t id, int64_t made_n, int64_t merged_n) MUST_USE;
enum err import_page(struct req *req, struct res *res) MUST_USE;
enum err imported_list(struct req *req, int64_t id, struct list *out) MUST_USE;
extern const struct db_query *const intake_queries[7];

#endif
