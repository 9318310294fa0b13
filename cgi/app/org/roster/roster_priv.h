#ifndef ROSTER_PRIV_H
#define ROSTER_PRIV_H

/* Units and people out of a table file. The changes run first for practice, in a transaction that is rolled
 * back, so that every mistake is known before anything is written. */

#include "app/org/person/person.h"
#include "app/org/sheet/sheet.h"
#include "app/org/unit/unit.h"

struct roster_error {
    int64_t row;
    const char *column, *detail;
};
#define ROSTER_ERRORS 500 /* so many are listed */
/* A new account: its password is told once, in the reply. */
struct roster_secret {
    const char *login, *name, *initial_password, *hash;
};

struct roster {
    struct req *req;
    const struct shape *columns; /* a field's label is the head of its column */
    struct list rows;            /* of the struct of the shape, which begins with a struct roster_row */
    struct list errors;          /* struct roster_error */
    size_t unreadable;           /* errors that stay, whatever the changes then say */
    int64_t row;                 /* the one being looked at: roster_bad names it */
    int64_t created, updated;
    struct list secrets; /* struct roster_secret */
    bool is_practice;
};
struct roster_row {
    int64_t number; /* as the spreadsheet shows it */
    bool is_bad;    /* left out of the changes */
};
struct roster roster_new(struct req *req, const struct shape *columns);
/* Notes a mistake of the current row in the column of that member; a member that is no column: the row. */
org_fault_fn roster_bad;

/* ---- rules (pure) */
/* Reads the sheet's rows by its head line and the columns. */
void roster_read(struct roster *r, const struct list *sheet);
/* By row, and within a row as they were noted. */
void roster_sort_errors(struct roster *r);
/* The head line of a template. */
char *roster_template(struct arena *a, const struct shape *columns);

struct unit_row {
    struct roster_row row;
    const char *code, *parent_code;
    int kind;
    const char *name, *short_name, *phone;
    int64_t id; /* once it is there; -1 when it never will be */
};
struct person_row_in {
    struct roster_row row;
    const char *login, *name, *mobile, *email, *unit_code;
    int role, rank;
    const char *post;
};
extern const struct shape roster_unit_columns, roster_person_columns;

struct known_unit {
    int64_t id, body_id;
    const char *code;
    int status;
};
/* NULL when there is none. */
const struct known_unit *roster_known(const struct list *known, const char *code);
/* Codes that cannot be or occur twice, parents that are nowhere, circles. */
void roster_check_units(struct roster *r, const struct list *known);
/* People beyond the lengths; rows of one login that contradict each other. */
void roster_check_people(struct roster *r);
/* Whether an earlier row has this row's login. */
bool roster_is_repeated(const struct list *rows, size_t i);

/* ---- the changes, within a transaction: mistakes are noted and are no error */
enum err roster_apply_units(struct roster *r) MUST_USE;
enum err roster_apply_people(struct roster *r) MUST_USE;

/* ---- store */
/* Ordered by code. */
enum err roster_known_units(struct db *db, struct arena *a, struct list *out) MUST_USE;
enum err roster_has_post(struct db *db, struct arena *a, const struct post_new *p, bool *has) MUST_USE;
#define ROSTER_QUERIES 2
extern const struct db_query *const roster_queries[ROSTER_QUERIES];

#endif
