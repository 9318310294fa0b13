#include "base/json.h"

#include <string.h>

void json_init(struct json *j, struct arena *a)
{
    buf_init(&j->out, a);
    j->comma = false;
}

static void before(struct json *j)
{
    if (j->comma)
        buf_putc(&j->out, ',');
    j->comma = true;
}

void json_open(struct json *j, char bracket)
{
    before(j);
    buf_putc(&j->out, bracket);
    j->comma = false;
}

void json_close(struct json *j, char bracket)
{
    buf_putc(&j->out, bracket);
    j->comma = true;
}

void json_key(struct json *j, const char *name)
{
    before(j);
    json_escape(&j->out, name, strlen(name));
    buf_putc(&j->out, ':');
    j->comma = false;
}

void json_raw(struct json *j, const char *json)
{
    before(j);
    buf_puts(&j->out, json);
}

void json_null(struct json *j)
{
    json_raw(j, "null");
}

void json_bool(struct json *j, bool v)
{
    json_raw(j, v ? "true" : "false");
}

void json_i64(struct json *j, int64_t v)
{
    before(j);
    buf_i64(&j->out, v);
}

void json_text(struct json *j, const char *s)
{
    if (!s) {
        json_null(j);
        return;
    }
    before(j);
    json_escape(&j->out, s, strlen(s));
}

void json_date(struct json *j, int32_t day)
{
    char text[DATE_CHARS];
    json_text(j, day ? date_format(day, text) : NULL);
}

void json_instant(struct json *j, int64_t at)
{
    char text[INSTANT_CHARS];
    json_text(j, at ? instant_format(at, text) : NULL);
}

static void escape_char(struct buf *b, unsigned char c)
{
    static const char letters[0x20] = {['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r'};
    if (c >= 0x20 || letters[c]) {
        buf_putc(b, '\\');
        buf_putc(b, c >= 0x20 ? (char)c : letters[c]);
    } else {
        buf_printf(b, "\\u%04x", c);
    }
}

/* Whether eight bytes need no escape: none below 0x20, no quote, no backslash. */
static bool is_plain(const char *s)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), high = ones << 7;
    uint64_t v;
    memcpy(&v, s, sizeof(v));
    uint64_t quote = v ^ ones * '"', back = v ^ ones * '\\';
    return ((((v - ones * 0x20) & ~v) | ((quote - ones) & ~quote) | ((back - ones) & ~back)) & high) == 0;
}

void json_escape(struct buf *b, const char *s, size_t len)
{
    buf_putc(b, '"');
    size_t from = 0;
    for (size_t i = 0; i < len; i++) {
        while (len - i >= 8 && is_plain(s + i))
            i += 8;
        if (i == len)
            break;
        unsigned char c = (unsigned char)s[i];
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        buf_put(b, s + from, i - from);
        escape_char(b, c);
        from = i + 1;
    }
    buf_put(b, s + from, len - from);
    buf_putc(b, '"');
}

static void write_list(struct json *j, const struct field *f, const struct list *list)
{
    json_open(j, '[');
    for (size_t i = 0; i < list->n; i++) {
        if (f->type == F_INTS)
            json_i64(j, ((const int64_t *)list->items)[i]);
        else if (f->type == F_TEXTS)
            json_text(j, ((const char *const *)list->items)[i]);
        else
            json_struct(j, f->of, (const char *)list->items + i * f->of->size);
    }
    json_close(j, ']');
}

static void write_int(struct json *j, const struct field *f, int64_t v)
{
    if (v == 0 && f->nullable)
        json_null(j);
    else
        json_i64(j, v);
}

static void write_object(struct json *j, const struct field *f, const void *at)
{
    const void *value = f->nullable ? *(const void *const *)at : at;
    if (value)
        json_struct(j, f->of, value);
    else
        json_null(j);
}

static void write_value(struct json *j, const struct field *f, const void *at)
{
    switch (f->type) {
    case F_INT:
        write_int(j, f, *(const int64_t *)at);
        break;
    case F_BOOL:
        json_bool(j, *(const bool *)at);
        break;
    case F_TEXT:
        json_text(j, *(const char *const *)at);
        break;
    case F_DATE:
        json_date(j, *(const int32_t *)at);
        break;
    case F_INSTANT:
        json_instant(j, *(const int64_t *)at);
        break;
    case F_CHOICE:
        json_text(j, choice_name(f->choices, *(const int *)at));
        break;
    case F_OBJECT:
        write_object(j, f, at);
        break;
    case F_JSON:
        json_raw(j, *(const char *const *)at ? *(const char *const *)at : "null");
        break;
    default:
        write_list(j, f, at);
    }
}

void json_struct(struct json *j, const struct shape *s, const void *value)
{
    json_open(j, '{');
    for (const struct field *f = s->fields; f < s->fields + s->n; f++) {
        if (f->type == F_SECRET)
            continue;
        json_key(j, f->name);
        write_value(j, f, (const char *)value + f->at);
    }
    json_close(j, '}');
}

char *json_ids(struct arena *a, const struct list *ids)
{
    const int64_t *id = ids->items;
    struct json j;
    json_init(&j, a);
    json_open(&j, '[');
    for (size_t i = 0; i < ids->n; i++)
        json_i64(&j, id[i]);
    json_close(&j, ']');
    return j.out.data;
}
