#ifndef FIELD_H
#define FIELD_H

/* Declared once: a field table says what a thing is made of. The same table checks a request body and
 * fills a struct, maps a row's columns (db/), writes JSON replies and becomes a schema of the OpenAPI
 * document (http/). In a struct, zero means absent: NULL text, id 0, date 0, choice 0, empty list. */

#include "base/base.h"

enum field_type {
    F_INT,     /* int64_t */
    F_BOOL,    /* bool */
    F_TEXT,    /* const char *, trimmed on the way in */
    F_SECRET,  /* const char *, never trimmed, logged or written to a reply */
    F_DATE,    /* int32_t, see clock */
    F_INSTANT, /* int64_t */
    F_CHOICE,  /* int: 1-based index into choices */
    F_INTS,    /* struct list of int64_t */
    F_TEXTS,   /* struct list of const char * */
    F_OBJECT,  /* struct of shape `of`, embedded (a pointer to it when nullable) */
    F_LIST,    /* struct list of shape `of` */
    F_JSON,    /* const char *: ready JSON text, copied as it stands; replies only. `of`: a list of
                * such, or one of them where max is 1 */
};

struct list {
    void *items;
    size_t n;
};

struct choice {
    const char *name;  /* in SQL, JSON and TypeScript */
    const char *label; /* what users read */
};
struct choices {
    const char *name; /* names the type in the OpenAPI document, e.g. "MatterStatus" */
    const struct choice *items;
    size_t n;
};

struct field {
    const char *name;
    enum field_type type;
    size_t at;         /* offsetof in the struct that the shape describes */
    const char *label; /* Chinese; begins the sentence of a field error */
    /* F_INT: range; F_TEXT: characters; lists: count. max 0: 9007199254740991, 200 or 200 */
    int64_t min, max;
    bool required; /* request: must be there, not null, not blank */
    bool nullable; /* reply: may be null */
    const struct choices *choices;
    const struct shape *of;
};

struct shape {
    const char *name; /* names the schema in the OpenAPI document, e.g. "Matter" */
    size_t size;      /* of the struct */
    const struct field *fields;
    size_t n;
};

/* clang-format off */
#define CHOICES(type_name, table) {.name = (type_name), .items = (table), .n = ARRAY_LEN(table)}
#define SHAPE(schema_name, struct_type, table) \
    {.name = (schema_name), .size = sizeof(struct_type), .fields = (table), .n = ARRAY_LEN(table)}
/* clang-format on */

/* 0 when there is no such choice. */
int choice_index(const struct choices *c, const char *name);
const char *choice_name(const struct choices *c, int index);  /* NULL for 0 */
const char *choice_label(const struct choices *c, int index); /* "" for 0 */

#endif
