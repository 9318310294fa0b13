#include "db/db_priv.h"

#include <string.h>

/* Ends reading: the first error stands. */
static enum err finish(struct db *db, struct statement *s, enum err e)
{
    enum err freed = statement_free(db, s);
    return e != OK ? e : freed;
}

enum err db_find(struct db *db, struct arena *a, const struct db_query *q, void *out, bool *found,
                 struct db_args args)
{
    struct statement *s;
    *found = false;
    enum err e = statement_run(db, q, args, &s);
    if (e != OK)
        return e;
    e = row_next(db, s, found);
    if (e == OK && *found) {
        memset(out, 0, q->row->size);
        e = row_read(db, s, a, out);
    }
    return finish(db, s, e);
}

enum err db_one(struct db *db, struct arena *a, const struct db_query *q, void *out, struct db_args args)
{
    bool found;
    enum err e = db_find(db, a, q, out, &found, args);
    return e == OK && !found ? ERR_NOT_FOUND : e;
}

static void *list_grow(struct arena *a, struct list *list, size_t *room, size_t size)
{
    if (list->n == *room) {
        *room = *room ? *room * 2 : 16;
        void *items = arena_alloc(a, *room * size);
        if (list->n)
            memcpy(items, list->items, list->n * size);
        list->items = items;
    }
    return (char *)list->items + list->n++ * size;
}

enum err db_list(struct db *db, struct arena *a, const struct db_query *q, struct list *out,
                 struct db_args args)
{
    struct statement *s;
    size_t room = 0;
    bool more;
    *out = (struct list){0};
    enum err e = statement_run(db, q, args, &s);
    if (e != OK)
        return e;
    while ((e = row_next(db, s, &more)) == OK && more) {
        e = row_read(db, s, a, list_grow(a, out, &room, q->row->size));
        if (e != OK)
            break;
    }
    return finish(db, s, e);
}

enum err db_exec(struct db *db, const struct db_query *q, struct db_done *done, struct db_args args)
{
    struct statement *s;
    enum err e = statement_run(db, q, args, &s);
    if (e == OK && done) {
        done->rows = (int64_t)mysql_stmt_affected_rows(s->handle);
        done->id = (int64_t)mysql_stmt_insert_id(s->handle);
    }
    return e;
}

static enum err write_row(struct db *db, struct statement *s, struct json *out, struct db_rows *rows)
{
    if (rows->max && rows->n >= rows->max)
        return OK;
    if (s->version_at < s->query->row->n)
        rows->version = s->cells[s->version_at].i;
    enum err e = row_write(db, s, out);
    return e == OK ? row_key(db, s, out->out.arena, &rows->last_key) : e;
}

enum err db_json_rows(struct db *db, struct json *out, const struct db_query *q, struct db_rows *rows,
                      struct db_args args)
{
    struct statement *s;
    bool more;
    rows->n = 0;
    rows->last_key = NULL;
    rows->version = 0;
    enum err e = statement_run(db, q, args, &s);
    if (e != OK)
        return e;
    while ((e = row_next(db, s, &more)) == OK && more) {
        e = write_row(db, s, out, rows);
        if (e != OK)
            break;
        rows->n++;
    }
    return finish(db, s, e);
}

static char *misfit(const struct db_query *q, MYSQL_STMT *handle, struct arena *a)
{
    if (mysql_stmt_prepare(handle, q->sql, strlen(q->sql)) != 0)
        return arena_strdup(a, mysql_stmt_error(handle));
    unsigned columns = mysql_stmt_field_count(handle);
    if (columns != (q->row ? q->row->n : 0))
        return arena_printf(a, "%u columns, %zu fields", columns, q->row ? q->row->n : 0);
    if (!q->row)
        return NULL;
    MYSQL_RES *meta = mysql_stmt_result_metadata(handle);
    char *why = row_misfit(q->row, meta, a);
    mysql_free_result(meta);
    return why;
}

enum err db_check(struct db *db, const struct db_query *q, struct arena *a, char **why)
{
    *why = NULL;
    if (!db->mysql)
        return ERR_BUSY;
    MYSQL_STMT *handle = mysql_stmt_init(db->mysql);
    char *what = misfit(q, handle, a);
    mysql_stmt_close(handle);
    if (what)
        *why = arena_printf(a, "%s: %s", q->name, what);
    return what ? ERR_INTERNAL : OK;
}
