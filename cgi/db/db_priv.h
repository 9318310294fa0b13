#ifndef DB_PRIV_H
#define DB_PRIV_H

#include "db/db.h"

#include <mysql.h>

#define DB_MAX_ARGS 96
#define DB_BUCKETS 256

struct cell {
    union {
        long long i;
        MYSQL_TIME time;
        char *text; /* CELL_TEXT bytes; longer values are fetched to their size */
    };
    unsigned long len;
    my_bool is_null, is_wrong;
};
#define CELL_TEXT 256

struct statement {
    struct statement *next; /* of the same bucket */
    const struct db_query *query;
    MYSQL_STMT *handle;
    MYSQL_BIND *binds;
    struct cell *cells;
    struct buf *keys;  /* what goes before each value in JSON: {"id": then ,"title": … */
    size_t version_at; /* column named version; row->n without one */
};

struct endpoint {
    const char *host; /* NULL: config.db_socket */
    unsigned port;
};

struct db {
    struct arena *arena;      /* of this struct */
    struct arena *statements; /* of the cache, for as long as the connection lives */
    const struct config *config;
    struct endpoint *endpoints;
    size_t nendpoints, endpoint; /* the one in use or to be tried first */
    MYSQL *mysql;                /* NULL: not connected */
    struct statement *buckets[DB_BUCKETS];
    int64_t waited_us;
    bool patient;
    bool down; /* the last connect failed, and that was logged */
    bool in_tx;
    bool rehearsing;   /* all that is done will be undone: the connection must be the same to the end */
    bool doomed;       /* the transaction can only be rolled back */
    const char *again; /* and is worth another try: what met the lock */
};

/* What a server or client error means; closes a lost connection, dooms the transaction, logs what the
 * operator must know. */
enum err db_fault(struct db *db, const char *what, unsigned code, const char *message);
void db_close(struct db *db);
/* One text command without result. */
enum err db_command(struct db *db, const char *sql) MUST_USE;

/* Runs q with args; a query with rows must be read to its end or freed. */
enum err statement_run(struct db *db, const struct db_query *q, struct db_args args,
                       struct statement **out) MUST_USE;
enum err statement_fault(struct db *db, struct statement *s);
enum err statement_free(struct db *db, struct statement *s);
void statement_forget_all(struct db *db);

/* Binds the columns of a freshly prepared statement. */
void row_bind(struct db *db, struct statement *s);
/* *more is false at the end. */
enum err row_next(struct db *db, struct statement *s, bool *more) MUST_USE;
enum err row_read(struct db *db, struct statement *s, struct arena *a, void *out) MUST_USE;
enum err row_write(struct db *db, struct statement *s, struct json *out) MUST_USE;
/* The first column as text, in the arena. */
enum err row_key(struct db *db, struct statement *s, struct arena *a, const char **key) MUST_USE;
/* NULL, or what in the result's columns does not fit the shape. */
char *row_misfit(const struct shape *row, MYSQL_RES *meta, struct arena *a);

#endif
