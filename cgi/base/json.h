#ifndef JSON_H
#define JSON_H

#include "base/base.h"
#include "base/field.h"

/* ---- writing: straight into a buffer, commas by itself. */
struct json {
    struct buf out;
    bool comma; /* the next member or element needs one */
};
void json_init(struct json *j, struct arena *a);
void json_open(struct json *j, char bracket);  /* '{' or '[' */
void json_close(struct json *j, char bracket); /* '}' or ']' */
void json_key(struct json *j, const char *name);
void json_text(struct json *j, const char *s); /* NULL writes null */
void json_i64(struct json *j, int64_t v);
void json_bool(struct json *j, bool v);
void json_null(struct json *j);
void json_date(struct json *j, int32_t day);
void json_instant(struct json *j, int64_t at);
void json_raw(struct json *j, const char *json);
/* A value described by its table. */
void json_struct(struct json *j, const struct shape *s, const void *value);
char *json_ids(struct arena *a, const struct list *ids);    /* int64_t: "[1,2]" */
void json_escape(struct buf *b, const char *s, size_t len); /* with quotes */

/* ---- reading. The gate runs first over the whole text: grammar, UTF-8, ≤ 1 MiB, depth ≤ 32, ≤ 20,000
 * tokens, ≤ 1,024 members of open objects, no duplicate keys, no \u0000, integers within ±(2^53 − 1), no
 * fractions, object on top. */
struct json_fault {
    const char *code;   /* json-syntax json-utf8 json-depth json-size json-duplicate json-number json-nul */
    const char *detail; /* Chinese sentence */
    size_t at;          /* byte offset */
};
bool json_gate(const char *text, size_t len, struct json_fault *fault) MUST_USE;

/* Called with each wrong field: pointer "#/units/0/kind", a Chinese sentence that begins with the label. */
typedef void json_bad_fn(void *ctx, const char *pointer, const char *detail);
/* Reads gated text by the table into out (zeroed, s->size bytes). Unknown members are errors too.
 * False when bad was called at least once. */
bool json_read(struct arena *a, const char *text, size_t len, const struct shape *s, void *out,
               json_bad_fn *bad, void *ctx) MUST_USE;
/* The same for a query string: values are texts there, lists comma-separated, pointers "?status". The page
 * keys `after` and `limit` are left to the router. */
bool query_read(struct arena *a, const char *query, const struct shape *s, void *out, json_bad_fn *bad,
                void *ctx) MUST_USE;

#endif
