#include "app/matter/similar/similar_priv.h"

#include <stdlib.h>

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }

enum err similar_matters(struct req *req, const struct similar_ask *ask, struct list *out)
{
    struct list pairs = similar_pairs(req->arena, ask->title);
    *out = (struct list){0};
    if (pairs.n == 0)
        return OK;
    enum err e = similar_candidates(req, ask, &pairs, out);
    if (e == OK)
        similar_rank(req->arena, ask->title, out);
    return e;
}

/* ---- while registering */
static const struct field ask_fields[] = {
    COL(struct similar_ask, title, F_TEXT, "事项名称", .max = 120, .required = true),
    COL(struct similar_ask, unit_ids, F_INTS, "承办单位", .max = 60),
    COL(struct similar_ask, except_id, F_INT, "不与自己比", .min = 1),
};
static const struct shape ask_shape = SHAPE("SimilarAsk", struct similar_ask, ask_fields);
struct similar_list {
    struct list items;
};
static const struct field list_fields[] = {
    COL(struct similar_list, items, F_LIST, "疑似重复的事项", .of = &similar_shape)};
static const struct shape list_shape = SHAPE("SimilarMatters", struct similar_list, list_fields);

static enum err similar(struct req *req, struct res *res)
{
    struct similar_list reply;
    enum err e = similar_matters(req, req->query, &reply.items);
    if (e == OK)
        res_struct(res, &list_shape, &reply);
    return e;
}

/* ---- the office's list */
struct duplicate {
    struct similar matter;
    struct list others;
};
static const struct field duplicate_fields[] = {
    COL(struct duplicate, matter, F_OBJECT, "事项", .of = &similar_shape),
    COL(struct duplicate, others, F_LIST, "与它相似的", .of = &similar_shape),
};
static const struct shape duplicate_shape = SHAPE("Duplicate", struct duplicate, duplicate_fields);
struct duplicates {
    struct list items;
};
static const struct field duplicates_fields[] = {
    COL(struct duplicates, items, F_LIST, "疑似重复", .of = &duplicate_shape)};
static const struct shape duplicates_shape = SHAPE("Duplicates", struct duplicates, duplicates_fields);

static struct list ids_of(struct arena *a, const char *text)
{
    size_t max = 1;
    for (const char *p = text; p && *p; p++)
        max += *p == ',';
    int64_t *ids = arena_alloc(a, max * sizeof *ids);
    size_t n = 0;
    for (char *end; text && *text; text = *end ? end + 1 : end)
        ids[n++] = strtoll(text, &end, 10);
    return (struct list){ids, n};
}

/* Each pair once: beside the newer one. */
static void keep_older(struct list *others, int64_t id)
{
    struct similar *s = others->items;
    size_t n = 0;
    for (size_t i = 0; i < others->n; i++)
        if (s[i].id < id)
            s[n++] = s[i];
    others->n = n;
}

static enum err duplicates(struct req *req, struct res *res)
{
    struct list newest;
    enum err e = similar_newest(req, &newest);
    const struct open_matter *one = newest.items;
    struct duplicate *found = arena_alloc(req->arena, (newest.n + 1) * sizeof *found);
    struct duplicates reply = {{found, 0}};
    for (size_t i = 0; e == OK && i < newest.n; i++) {
        struct duplicate d = {.matter = one[i].m};
        struct similar_ask ask = {d.matter.title, ids_of(req->arena, one[i].unit_ids), d.matter.id};
        if (ask.unit_ids.n == 0)
            continue;
        e = similar_matters(req, &ask, &d.others);
        keep_older(&d.others, d.matter.id);
        if (d.others.n > 0)
            found[reply.items.n++] = d;
    }
    if (e == OK)
        res_struct(res, &duplicates_shape, &reply);
    return e;
}

static const struct route routes[] = {
    {.method = GET,
     .path = "/api/matters/similar",
     .who = ROLE_OFFICE,
     .fn = similar,
     .summary = "同一单位疑似重复的事项",
     .query = &ask_shape,
     .reply = &list_shape},
    {.method = GET,
     .path = "/api/matters/duplicates",
     .who = ROLE_OFFICE,
     .fn = duplicates,
     .summary = "本机构疑似重复的事项",
     .reply = &duplicates_shape},
};

const struct module similar_module = {
    .name = "similar",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = similar_queries,
    .nqueries = ARRAY_LEN(similar_queries),
};
