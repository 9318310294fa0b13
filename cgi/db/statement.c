#include "db/db_priv.h"

#include <errmsg.h>
#include <mysqld_error.h>
#include <string.h>

static struct statement **bucket(struct db *db, const struct db_query *q)
{
    return &db->buckets[((uintptr_t)q >> 4) * 2654435761U % DB_BUCKETS];
}

static enum err broken(const struct db_query *q, const char *why)
{
    log_event(LOG_ERROR, "db-query", "%s: %s", q->name, why);
    return ERR_INTERNAL;
}

enum err statement_fault(struct db *db, struct statement *s)
{
    /* While rows are read, Connector/C leaves the server's error with the connection. */
    if (mysql_stmt_errno(s->handle) == 0)
        return db_fault(db, s->query->name, mysql_errno(db->mysql), mysql_error(db->mysql));
    return db_fault(db, s->query->name, mysql_stmt_errno(s->handle), mysql_stmt_error(s->handle));
}

static void forget(struct db *db, struct statement *s)
{
    struct statement **at = bucket(db, s->query);
    while (*at != s)
        at = &(*at)->next;
    *at = s->next;
    mysql_stmt_close(s->handle);
}

void statement_forget_all(struct db *db)
{
    for (size_t i = 0; i < DB_BUCKETS; i++) {
        while (db->buckets[i])
            forget(db, db->buckets[i]);
    }
    arena_reset(db->statements);
}

static enum err prepare(struct db *db, const struct db_query *q, struct statement **out)
{
    MYSQL_STMT *handle = mysql_stmt_init(db->mysql);
    enum err e = OK;
    if (!handle)
        return broken(q, "out of memory");
    if (mysql_stmt_prepare(handle, q->sql, strlen(q->sql)) != 0)
        e = db_fault(db, q->name, mysql_stmt_errno(handle), mysql_stmt_error(handle));
    else if (mysql_stmt_field_count(handle) != (q->row ? q->row->n : 0))
        e = broken(q, "columns and fields differ in number");
    if (e != OK) {
        mysql_stmt_close(handle);
        return e;
    }
    struct statement *s = arena_alloc(db->statements, sizeof(*s));
    s->query = q;
    s->handle = handle;
    s->next = *bucket(db, q);
    *bucket(db, q) = s;
    if (q->row)
        row_bind(db, s);
    *out = s;
    return OK;
}

static enum err find(struct db *db, const struct db_query *q, struct statement **out)
{
    for (struct statement *s = *bucket(db, q); s; s = s->next) {
        if (s->query == q) {
            *out = s;
            return OK;
        }
    }
    return prepare(db, q, out);
}

static void set_time(MYSQL_TIME *t, const struct db_arg *arg)
{
    const int64_t day_ms = INT64_C(86400000);
    int64_t ms = arg->type == DA_DATE ? 0 : (arg->i % day_ms + day_ms) % day_ms;
    int64_t day = arg->type == DA_DATE ? arg->i : (arg->i - ms) / day_ms;
    int year, month, mday;
    date_split((int32_t)day, &year, &month, &mday);
    *t = (MYSQL_TIME){
        .year = (unsigned)year,
        .month = (unsigned)month,
        .day = (unsigned)mday,
        .hour = (unsigned)(ms / 3600000),
        .minute = (unsigned)(ms / 60000 % 60),
        .second = (unsigned)(ms / 1000 % 60),
        .second_part = (unsigned long)(ms % 1000 * 1000),
        .time_type = arg->type == DA_DATE ? MYSQL_TIMESTAMP_DATE : MYSQL_TIMESTAMP_DATETIME,
    };
}

static void bind_arg(MYSQL_BIND *b, MYSQL_TIME *t, const struct db_arg *arg)
{
    static const enum enum_field_types types[] = {
        [DA_NULL] = MYSQL_TYPE_NULL,  [DA_I64] = MYSQL_TYPE_LONGLONG, [DA_TEXT] = MYSQL_TYPE_STRING,
        [DA_BYTES] = MYSQL_TYPE_BLOB, [DA_DATE] = MYSQL_TYPE_DATE,    [DA_INSTANT] = MYSQL_TYPE_DATETIME,
    };
    *b = (MYSQL_BIND){.buffer_type = types[arg->type]};
    if (arg->type == DA_DATE || arg->type == DA_INSTANT) {
        set_time(t, arg);
        b->buffer = t;
    } else if (arg->type == DA_I64) {
        b->buffer = (void *)&arg->i;
    } else {
        b->buffer = (void *)arg->p;
        b->buffer_length = arg->len;
    }
}

static bool execute(struct db *db, struct statement *s, struct db_args args)
{
    MYSQL_BIND binds[DB_MAX_ARGS];
    MYSQL_TIME times[DB_MAX_ARGS];
    for (size_t i = 0; i < args.n; i++)
        bind_arg(&binds[i], &times[i], &args.items[i]);
    int64_t start = clock_mono_us();
    bool done = (args.n == 0 || mysql_stmt_bind_param(s->handle, binds) == 0) &&
                mysql_stmt_execute(s->handle) == 0;
    db->waited_us += clock_mono_us() - start;
    return done;
}

/* The table was altered, or the server forgot the statement. */
static bool must_prepare_again(unsigned code)
{
    return code == ER_NEED_REPREPARE || code == ER_UNKNOWN_STMT_HANDLER || code == CR_NEW_STMT_METADATA;
}

enum err statement_run(struct db *db, const struct db_query *q, struct db_args args, struct statement **out)
{
    if (!db->mysql || db->doomed)
        return ERR_BUSY;
    for (bool again = false;; again = true) {
        struct statement *s = NULL;
        enum err e = find(db, q, &s);
        if (e != OK)
            return e;
        if (args.n != mysql_stmt_param_count(s->handle) || args.n > DB_MAX_ARGS)
            return broken(q, "arguments and ? differ in number");
        *out = s;
        if (execute(db, s, args))
            return OK;
        if (again || !must_prepare_again(mysql_stmt_errno(s->handle)))
            return statement_fault(db, s);
        forget(db, s);
    }
}

enum err statement_free(struct db *db, struct statement *s)
{
    if (!db->mysql || mysql_stmt_free_result(s->handle) == 0)
        return OK;
    return statement_fault(db, s);
}
