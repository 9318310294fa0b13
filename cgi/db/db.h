#ifndef DB_H
#define DB_H

/* The only folder that includes mysql.h. One struct db is one connection with its prepared statements
 * and belongs to one thread. SQL is a constant in a *_store.c; values travel by `?` alone. */

#include "base/base.h"
#include "base/field.h"
#include "base/json.h"

struct db;

struct db_query {
    const char *name;
    const char *sql;
    const struct shape *row; /* its fields in the order of the columns, each named as its column (AS where it
                              * is computed): db_check compares; NULL: returns no rows */
};

enum db_arg_type { DA_NULL, DA_I64, DA_TEXT, DA_BYTES, DA_DATE, DA_INSTANT };
struct db_arg {
    enum db_arg_type type;
    int64_t i;
    const void *p;
    size_t len;
};
struct db_arg db_i64(int64_t v);
struct db_arg db_id(int64_t v); /* 0 becomes NULL */
struct db_arg db_bool(bool v);
struct db_arg db_text(const char *s); /* NULL becomes NULL */
struct db_arg db_bytes(const void *p, size_t len);
struct db_arg db_date(int32_t day);                          /* 0 becomes NULL */
struct db_arg db_instant(int64_t at);                        /* 0 becomes NULL */
struct db_arg db_choice(const struct choices *c, int index); /* 0 becomes NULL */

struct db_args {
    const struct db_arg *items;
    size_t n;
};
#define DB_ARGS(...)                                                                                         \
    ((struct db_args){(const struct db_arg[]){__VA_ARGS__},                                                  \
                      sizeof((const struct db_arg[]){__VA_ARGS__}) / sizeof(struct db_arg)})
#define DB_NONE ((struct db_args){NULL, 0})

struct db *db_new(const struct config *c); /* connects lazily */
void db_free(struct db *db);
/* Before first use, for dubanctl: statements may take an hour, as migrations do. */
void db_set_patient(struct db *db);
/* Connected and alive, else ERR_BUSY within the time-outs (connect 2 s, read and write 4 s). A lost
 * connection is made anew here, never inside a transaction. */
enum err db_ready(struct db *db) MUST_USE;

/* Each returns ERR_BUSY for a lost or slow server, deadlock and lock time-out; ERR_CONFLICT for a
 * duplicate key or a row still referenced; ERR_INTERNAL (logged with the query's name) for the rest. */
enum err db_one(struct db *db, struct arena *a, const struct db_query *q, void *out,
                struct db_args args) MUST_USE;
/* As db_one, but ERR_NOT_FOUND is not an error to the caller: *found tells. */
enum err db_find(struct db *db, struct arena *a, const struct db_query *q, void *out, bool *found,
                 struct db_args args) MUST_USE;
enum err db_list(struct db *db, struct arena *a, const struct db_query *q, struct list *out,
                 struct db_args args) MUST_USE;
struct db_done {
    int64_t rows; /* matched by UPDATE or DELETE (CLIENT_FOUND_ROWS), inserted by INSERT */
    int64_t id;   /* AUTO_INCREMENT value */
};
enum err db_exec(struct db *db, const struct db_query *q, struct db_done *done, struct db_args args) MUST_USE;
/* Streams the rows as elements of the open JSON array straight from the row buffer into out (no brackets). */
struct db_rows {
    size_t max;           /* in: so many are written at most; 0: all */
    size_t n;             /* out: rows that there were, also beyond max */
    const char *last_key; /* out: text of the first column (the page key) of the last row written, or NULL */
    int64_t version;      /* out: column `version` of the last row written; 0 without one */
};
enum err db_json_rows(struct db *db, struct json *out, const struct db_query *q, struct db_rows *rows,
                      struct db_args args) MUST_USE;

/* Runs fn in one transaction (READ COMMITTED). Deadlock or lock time-out rolls back and runs fn again,
 * at most three times, so fn must only touch db and the arena. Any error of fn rolls back. */
typedef enum err db_tx_fn(struct db *db, void *ctx);
enum err db_tx(struct db *db, db_tx_fn *fn, void *ctx) MUST_USE;
/* Runs fn, its transactions as well as its single statements, and then undoes it all. */
enum err db_rehearse(struct db *db, db_tx_fn *fn, void *ctx) MUST_USE;
/* Inside fn: whether the ERR_BUSY at hand was a deadlock or lock time-out, not a lost or slow server. */
bool db_is_locked(const struct db *db);

/* Time spent waiting for the server since the last call, in microseconds (for the request log). */
int64_t db_take_us(struct db *db);
/* Prepares q and says by a sentence in *why what does not fit (columns, syntax); for the test of all. */
enum err db_check(struct db *db, const struct db_query *q, struct arena *a, char **why) MUST_USE;
/* Runs the statements of one migration or seed file, as text; for dubanctl only. *why says what failed. */
enum err db_script(struct db *db, const char *sql, size_t len, struct arena *a, char **why) MUST_USE;

#endif
