#include "app/view/search/search.h"

struct found_by {
    int64_t id;
    const char *text;
};
static const struct field found_by_fields[] = {
    {.name = "id", .type = F_INT, .at = offsetof(struct found_by, id), .label = "事项"},
    {.name = "text", .type = F_TEXT, .at = offsetof(struct found_by, text), .label = "检索文字"},
};
static const struct shape found_by_shape = SHAPE("FoundBy", struct found_by, found_by_fields);
#define TEXT_OF_MATTER                                                                                       \
    "SELECT m.id, CONCAT_WS('\n', m.title, m.origin_title, m.reg_no, m.doc_no,"                              \
    " (SELECT GROUP_CONCAT(o.origin_title SEPARATOR '\n') FROM matter_origin o WHERE o.matter_id = m.id),"   \
    " (SELECT GROUP_CONCAT(a.unit_name SEPARATOR '\n') FROM assignment a WHERE a.matter_id = m.id)) AS text" \
    " FROM matter m WHERE "
static const struct db_query TEXT_BY_ID = {
    .name = "search_text_by_id",
    .sql = TEXT_OF_MATTER "m.id = ?",
    .row = &found_by_shape,
};
static const struct db_query TEXTS_AFTER = {
    .name = "search_texts_after",
    .sql = TEXT_OF_MATTER "m.id > ? ORDER BY m.id LIMIT 500",
    .row = &found_by_shape,
};
static const struct db_query GRAMS_CLEAR = {
    .name = "grams_clear",
    .sql = "DELETE FROM gram WHERE matter_id = ?",
};
static const struct db_query GRAMS_ADD = {
    .name = "grams_add",
    .sql = "INSERT IGNORE INTO gram (g, matter_id)"
           " SELECT t.g, ? FROM JSON_TABLE(?, '$[*]' COLUMNS (g BIGINT PATH '$')) t",
};
static const struct db_query *const queries[] = {&TEXT_BY_ID, &TEXTS_AFTER, &GRAMS_CLEAR, &GRAMS_ADD};
const struct module search_module = {.name = "search", .queries = queries, .nqueries = ARRAY_LEN(queries)};

static enum err store(struct db *db, struct arena *a, const struct found_by *f)
{
    struct list grams;
    struct json j;
    enum err e = db_exec(db, &GRAMS_CLEAR, NULL, DB_ARGS(db_i64(f->id)));
    if (e != OK)
        return e;
    search_grams_of(a, f->text, &grams);
    json_init(&j, a);
    json_open(&j, '[');
    for (size_t i = 0; i < grams.n; i++)
        json_i64(&j, ((const int64_t *)grams.items)[i]);
    json_close(&j, ']');
    return db_exec(db, &GRAMS_ADD, NULL, DB_ARGS(db_i64(f->id), db_text(j.out.data)));
}

enum err search_index(struct db *db, struct arena *a, int64_t matter_id)
{
    struct found_by f = {0};
    enum err e = db_one(db, a, &TEXT_BY_ID, &f, DB_ARGS(db_i64(matter_id)));
    return e == OK ? store(db, a, &f) : e;
}

enum err search_rebuild(struct db *db, struct arena *a, int64_t *n)
{
    struct list page;
    int64_t after = 0;
    *n = 0;
    do {
        enum err e = db_list(db, a, &TEXTS_AFTER, &page, DB_ARGS(db_i64(after)));
        const struct found_by *f = page.items;
        for (size_t i = 0; e == OK && i < page.n; i++, ++*n)
            e = store(db, a, &f[i]);
        if (e != OK)
            return e;
        after = page.n > 0 ? f[page.n - 1].id : after;
    } while (page.n > 0);
    return OK;
}
