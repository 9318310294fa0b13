#include "base/json_priv.h"

#include <string.h>

/* Values are texts; the same rules as in a body. The page keys `after` and `limit` are the router's. */

static bool parse_int(const char *s, int64_t *out)
{
    bool negative = *s == '-';
    int64_t v = 0;
    s += negative;
    size_t n = strspn(s, "0123456789");
    if (n == 0 || n > 16 || s[n])
        return false;
    for (; *s; s++)
        v = v * 10 + (*s - '0');
    *out = negative ? -v : v;
    return v <= INT64_C(9007199254740991);
}

static void read_one(struct reader *r, const struct path *at, const struct field *f, const char *s, void *out)
{
    int64_t v;
    if (f->type == F_INT && parse_int(s, &v))
        reader_int(r, at, f, v, out);
    else if (f->type == F_BOOL && (strcmp(s, "true") == 0 || strcmp(s, "false") == 0))
        *(bool *)out = *s == 't';
    else if (f->type == F_INT || f->type == F_BOOL || f->type == F_OBJECT || f->type == F_LIST)
        reader_wrong_type(r, at, f);
    else
        reader_text(r, at, f, s, out);
}

static void read_list(struct reader *r, const struct path *at, const struct field *f, const char *s,
                      struct list *out)
{
    struct field element = element_field(f);
    size_t n = 1, size = f->type == F_INTS ? sizeof(int64_t) : sizeof(char *);
    for (const char *c = s; *c; c++)
        n += *c == ',';
    if (!reader_count(r, at, f, n))
        return;
    out->n = n;
    out->items = arena_alloc(r->arena, n * size);
    for (size_t i = 0; i < n; i++) {
        size_t len = strcspn(s, ",");
        read_one(r, at, &element, arena_strndup(r->arena, s, len), (char *)out->items + i * size);
        s += len + 1;
    }
}

static void read_pair(struct reader *r, const struct shape *s, const char *pair, size_t len, void *out,
                      bool *seen)
{
    const char *equals = memchr(pair, '=', len);
    size_t name_len = equals ? (size_t)(equals - pair) : len;
    char *name, *value;
    if (!text_url_decode(r->arena, pair, name_len, &name) ||
        !text_url_decode(r->arena, pair + name_len + !!equals, len - name_len - !!equals, &value)) {
        reader_bad(r, &(struct path){.name = ""}, NULL, "地址里有无法识别的字符");
        return;
    }
    if (strcmp(name, "after") == 0 || strcmp(name, "limit") == 0)
        return;
    struct path at = {.name = name};
    const struct field *f = shape_field(s, name);
    if (!f) {
        reader_bad(r, &at, NULL, "不认识的查询条件");
    } else if (seen[f - s->fields]) {
        reader_bad(r, &at, f, "只能给一次");
    } else if (*value) {
        seen[f - s->fields] = true;
        if (f->type == F_INTS || f->type == F_TEXTS)
            read_list(r, &at, f, value, (struct list *)((char *)out + f->at));
        else
            read_one(r, &at, f, value, (char *)out + f->at);
    }
}

bool query_read(struct arena *a, const char *query, const struct shape *s, void *out, json_bad_fn *bad,
                void *ctx)
{
    struct reader r = {.arena = a, .root = "?", .bad = bad, .ctx = ctx};
    bool *seen = arena_alloc(a, s->n + 1);
    while (*query) {
        size_t len = strcspn(query, "&");
        if (len > 0)
            read_pair(&r, s, query, len, out, seen);
        query += len + (query[len] == '&');
    }
    for (size_t i = 0; i < s->n; i++) {
        if (s->fields[i].required && !seen[i])
            reader_missing(&r, &(struct path){.name = s->fields[i].name}, &s->fields[i]);
    }
    return !r.failed;
}
