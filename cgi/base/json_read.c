#include "base/json_priv.h"

#include <cjson/cJSON.h>
#include <stdlib.h>

static void read_object(struct reader *r, const struct path *up, const cJSON *from, const struct shape *s,
                        char *out);

static void read_elements(struct reader *r, const struct path *at, const cJSON *from, const struct field *f,
                          struct list *out)
{
    struct field element = element_field(f);
    int64_t *ints = out->items;
    const char **texts = out->items;
    size_t i = 0;
    for (const cJSON *v = from->child; v; v = v->next, i++) {
        struct path here = {.up = at, .index = i};
        if (f->type == F_LIST && cJSON_IsObject(v))
            read_object(r, &here, v, f->of, (char *)out->items + i * f->of->size);
        else if (f->type == F_INTS && cJSON_IsNumber(v))
            reader_int(r, &here, &element, (int64_t)v->valuedouble, ints + i);
        else if (f->type == F_TEXTS && cJSON_IsString(v))
            reader_text(r, &here, &element, v->valuestring, texts + i);
        else if (f->type == F_LIST)
            reader_bad(r, &here, f, "每一项应为一个对象");
        else
            reader_wrong_type(r, &here, &element);
    }
}

static void read_list(struct reader *r, const struct path *at, const cJSON *from, const struct field *f,
                      struct list *out)
{
    size_t n = (size_t)cJSON_GetArraySize(from);
    size_t size = f->type == F_LIST ? f->of->size : f->type == F_INTS ? sizeof(int64_t) : sizeof(char *);
    if (!reader_count(r, at, f, n))
        return;
    out->n = n;
    out->items = arena_alloc(r->arena, n * size);
    read_elements(r, at, from, f, out);
}

static void read_embedded(struct reader *r, const struct path *at, const cJSON *from, const struct field *f,
                          void *out)
{
    if (f->nullable)
        out = *(void **)out = arena_alloc(r->arena, f->of->size);
    read_object(r, at, from, f->of, out);
}

static void read_value(struct reader *r, const struct path *at, const cJSON *from, const struct field *f,
                       void *out)
{
    bool is_list = f->type == F_INTS || f->type == F_TEXTS || f->type == F_LIST;
    bool is_text = f->type == F_TEXT || f->type == F_SECRET || f->type == F_DATE || f->type == F_INSTANT ||
                   f->type == F_CHOICE;
    if (is_text && cJSON_IsString(from))
        reader_text(r, at, f, from->valuestring, out);
    else if (f->type == F_INT && cJSON_IsNumber(from))
        reader_int(r, at, f, (int64_t)from->valuedouble, out);
    else if (f->type == F_BOOL && cJSON_IsBool(from))
        *(bool *)out = cJSON_IsTrue(from);
    else if (is_list && cJSON_IsArray(from))
        read_list(r, at, from, f, out);
    else if (f->type == F_OBJECT && cJSON_IsObject(from))
        read_embedded(r, at, from, f, out);
    else
        reader_wrong_type(r, at, f);
}

static void read_object(struct reader *r, const struct path *up, const cJSON *from, const struct shape *s,
                        char *out)
{
    for (const cJSON *member = from->child; member; member = member->next) {
        if (!shape_field(s, member->string))
            reader_bad(r, &(struct path){.up = up, .name = member->string}, NULL, "不认识的字段");
    }
    for (const struct field *f = s->fields; f < s->fields + s->n; f++) {
        struct path here = {.up = up, .name = f->name};
        const cJSON *member = cJSON_GetObjectItemCaseSensitive(from, f->name);
        if (f->type == F_JSON)
            continue;
        if (member && !cJSON_IsNull(member))
            read_value(r, &here, member, f, out + f->at);
        else if (f->required)
            reader_missing(r, &here, f);
    }
}

static void delete_tree(void *tree)
{
    cJSON_Delete(tree);
}

bool json_read(struct arena *a, const char *text, size_t len, const struct shape *s, void *out,
               json_bad_fn *bad, void *ctx)
{
    struct reader r = {.arena = a, .root = "#/", .bad = bad, .ctx = ctx};
    cJSON *tree = cJSON_ParseWithLengthOpts(text, len, NULL, false);
    if (!tree)
        abort(); /* the gate let it pass, so memory ran out */
    arena_defer(a, delete_tree, tree);
    read_object(&r, NULL, tree, s, out);
    return !r.failed;
}
