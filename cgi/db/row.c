#include "db/db_priv.h"

#include <string.h>

static enum enum_field_types column_type(enum field_type t)
{
    switch (t) {
    case F_INT:
    case F_BOOL:
        return MYSQL_TYPE_LONGLONG;
    case F_DATE:
        return MYSQL_TYPE_DATE;
    case F_INSTANT:
        return MYSQL_TYPE_DATETIME;
    default:
        return MYSQL_TYPE_STRING;
    }
}

static bool is_text(const struct field *f)
{
    return column_type(f->type) == MYSQL_TYPE_STRING;
}

static void make_keys(struct db *db, struct statement *s)
{
    const struct shape *row = s->query->row;
    char before = '{';
    s->keys = arena_alloc(db->statements, row->n * sizeof(*s->keys));
    for (size_t i = 0; i < row->n; i++) {
        if (row->fields[i].type == F_SECRET)
            continue;
        buf_init(&s->keys[i], db->statements);
        buf_putc(&s->keys[i], before);
        json_escape(&s->keys[i], row->fields[i].name, strlen(row->fields[i].name));
        buf_putc(&s->keys[i], ':');
        before = ',';
    }
}

void row_bind(struct db *db, struct statement *s)
{
    const struct shape *row = s->query->row;
    s->binds = arena_alloc(db->statements, row->n * sizeof(*s->binds));
    s->cells = arena_alloc(db->statements, row->n * sizeof(*s->cells));
    s->version_at = row->n;
    for (size_t i = 0; i < row->n; i++) {
        const struct field *f = &row->fields[i];
        struct cell *c = &s->cells[i];
        MYSQL_BIND *b = &s->binds[i];
        b->buffer_type = column_type(f->type);
        b->buffer = b->buffer_type == MYSQL_TYPE_DATE || b->buffer_type == MYSQL_TYPE_DATETIME
                        ? (void *)&c->time
                        : &c->i;
        b->buffer_length = sizeof(c->i);
        if (is_text(f)) {
            c->text = arena_alloc(db->statements, CELL_TEXT);
            b->buffer = c->text;
            b->buffer_length = CELL_TEXT;
        }
        b->length = &c->len;
        b->is_null = &c->is_null;
        b->error = &c->is_wrong;
        if (f->type == F_INT && strcmp(f->name, "version") == 0)
            s->version_at = i;
    }
    mysql_stmt_bind_result(s->handle, s->binds);
    make_keys(db, s);
}

static enum err misread(struct statement *s, size_t i, const char *why)
{
    log_event(LOG_ERROR, "db-row", "%s.%s: %s", s->query->name, s->query->row->fields[i].name, why);
    return ERR_INTERNAL;
}

enum err row_next(struct db *db, struct statement *s, bool *more)
{
    const struct shape *row = s->query->row;
    int got = mysql_stmt_fetch(s->handle);
    *more = got == 0 || got == MYSQL_DATA_TRUNCATED;
    if (got == MYSQL_NO_DATA)
        return OK;
    if (!*more)
        return statement_fault(db, s);
    for (size_t i = 0; i < row->n; i++) {
        if (!is_text(&row->fields[i]) && !s->cells[i].is_null && s->cells[i].is_wrong)
            return misread(s, i, "value does not fit");
    }
    return OK;
}

/* Points to the text of a column, which is not NULL: the bound buffer, or the arena for a longer one. */
static enum err cell_text(struct db *db, struct statement *s, size_t i, struct arena *a, const char **text)
{
    struct cell *c = &s->cells[i];
    *text = c->text;
    if (c->len <= CELL_TEXT)
        return OK;
    MYSQL_BIND b = s->binds[i];
    b.buffer_length = c->len;
    b.buffer = arena_alloc(a, c->len);
    *text = b.buffer;
    return mysql_stmt_fetch_column(s->handle, &b, (unsigned)i, 0) == 0 ? OK : statement_fault(db, s);
}

static int64_t cell_instant(const struct cell *c)
{
    const MYSQL_TIME *t = &c->time;
    int64_t seconds = t->hour * INT64_C(3600) + t->minute * INT64_C(60) + t->second;
    return date_make((int)t->year, (int)t->month, (int)t->day) * INT64_C(86400000) + seconds * 1000 +
           (int64_t)t->second_part / 1000;
}

static int32_t cell_date(const struct cell *c)
{
    return date_make((int)c->time.year, (int)c->time.month, (int)c->time.day);
}

static enum err read_text(struct db *db, struct statement *s, size_t i, struct arena *a, void *out)
{
    const struct field *f = &s->query->row->fields[i];
    const char *text;
    enum err e = cell_text(db, s, i, a, &text);
    if (e != OK)
        return e;
    char *copy = arena_strndup(a, text, s->cells[i].len);
    if (f->type != F_CHOICE) {
        *(const char **)out = copy;
        return OK;
    }
    *(int *)out = choice_index(f->choices, copy);
    return *(int *)out ? OK : misread(s, i, "no such choice");
}

enum err row_read(struct db *db, struct statement *s, struct arena *a, void *out)
{
    const struct shape *row = s->query->row;
    for (size_t i = 0; i < row->n; i++) {
        const struct field *f = &row->fields[i];
        const struct cell *c = &s->cells[i];
        char *at = (char *)out + f->at;
        enum err e = OK;
        if (c->is_null)
            continue;
        if (f->type == F_INT)
            *(int64_t *)at = c->i;
        else if (f->type == F_BOOL)
            *(bool *)at = c->i != 0;
        else if (f->type == F_DATE)
            *(int32_t *)at = cell_date(c);
        else if (f->type == F_INSTANT)
            *(int64_t *)at = cell_instant(c);
        else
            e = read_text(db, s, i, a, at);
        if (e != OK)
            return e;
    }
    return OK;
}

static enum err write_text(struct db *db, struct statement *s, size_t i, struct json *out)
{
    const struct field *f = &s->query->row->fields[i];
    const char *text;
    enum err e = cell_text(db, s, i, out->out.arena, &text);
    if (e != OK)
        return e;
    if (f->type == F_JSON)
        buf_put(&out->out, text, s->cells[i].len);
    else
        json_escape(&out->out, text, s->cells[i].len);
    out->comma = true;
    return OK;
}

static enum err write_cell(struct db *db, struct statement *s, size_t i, struct json *out)
{
    const struct cell *c = &s->cells[i];
    enum field_type type = s->query->row->fields[i].type;
    if (c->is_null)
        json_null(out);
    else if (type == F_INT)
        json_i64(out, c->i);
    else if (type == F_BOOL)
        json_bool(out, c->i != 0);
    else if (type == F_DATE)
        json_date(out, cell_date(c));
    else if (type == F_INSTANT)
        json_instant(out, cell_instant(c));
    else
        return write_text(db, s, i, out);
    return OK;
}

enum err row_write(struct db *db, struct statement *s, struct json *out)
{
    const struct shape *row = s->query->row;
    if (out->comma)
        buf_putc(&out->out, ',');
    for (size_t i = 0; i < row->n; i++) {
        if (row->fields[i].type == F_SECRET)
            continue;
        buf_put(&out->out, s->keys[i].data, s->keys[i].len);
        out->comma = false;
        enum err e = write_cell(db, s, i, out);
        if (e != OK)
            return e;
    }
    json_close(out, '}');
    return OK;
}

enum err row_key(struct db *db, struct statement *s, struct arena *a, const char **key)
{
    const struct field *f = &s->query->row->fields[0];
    const struct cell *c = &s->cells[0];
    char text[DATE_CHARS];
    const char *bytes;
    *key = NULL;
    if (c->is_null)
        return OK;
    if (is_text(f)) {
        enum err e = cell_text(db, s, 0, a, &bytes);
        *key = e == OK ? arena_strndup(a, bytes, c->len) : NULL;
        return e;
    }
    if (f->type == F_DATE)
        *key = arena_strdup(a, date_format(cell_date(c), text));
    else
        *key = arena_printf(a, "%lld", f->type == F_INSTANT ? (long long)cell_instant(c) : c->i);
    return OK;
}

static bool type_fits(const struct field *f, enum enum_field_types t)
{
    if (f->type == F_DATE)
        return t == MYSQL_TYPE_DATE;
    if (f->type == F_INSTANT)
        return t == MYSQL_TYPE_DATETIME;
    bool is_number = t == MYSQL_TYPE_TINY || t == MYSQL_TYPE_SHORT || t == MYSQL_TYPE_INT24 ||
                     t == MYSQL_TYPE_LONG || t == MYSQL_TYPE_LONGLONG || t == MYSQL_TYPE_YEAR ||
                     t == MYSQL_TYPE_NEWDECIMAL;
    bool is_time = t == MYSQL_TYPE_DATE || t == MYSQL_TYPE_DATETIME || t == MYSQL_TYPE_TIMESTAMP;
    if (f->type == F_INT || f->type == F_BOOL)
        return is_number;
    return !is_number && !is_time && f->type != F_OBJECT && f->type != F_LIST && f->type != F_INTS &&
           f->type != F_TEXTS;
}

char *row_misfit(const struct shape *row, MYSQL_RES *meta, struct arena *a)
{
    for (unsigned i = 0; i < row->n; i++) {
        const MYSQL_FIELD *column = mysql_fetch_field_direct(meta, i);
        const struct field *f = &row->fields[i];
        if (strcmp(column->name, f->name) != 0)
            return arena_printf(a, "column %u is %s, field %s", i + 1, column->name, f->name);
        if (column->type != MYSQL_TYPE_NULL && !type_fits(f, column->type))
            return arena_printf(a, "column %s has type %d, which does not fit the field", f->name,
                                column->type);
    }
    return NULL;
}
