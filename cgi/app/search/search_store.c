#include "app/search/search.h"

static const struct db_query GRAMS_CLEAR = {
    .name = "grams_clear",
    .sql = "DELETE FROM gram WHERE matter_id = ?",
};
static const struct db_query GRAMS_ADD = {
    .name = "grams_add",
    .sql = "INSERT IGNORE INTO gram (g, matter_id)"
           " SELECT t.g, ? FROM JSON_TABLE(?, '$[*]' COLUMNS (g BIGINT PATH '$')) t",
};
static const struct db_query *const queries[] = {&GRAMS_CLEAR, &GRAMS_ADD};
const struct module search_module = {.name = "search", .queries = queries, .nqueries = ARRAY_LEN(queries)};

enum err search_index(struct db *db, struct arena *a, int64_t matter_id, const char *text)
{
    struct list grams;
    struct json j;
    enum err e = db_exec(db, &GRAMS_CLEAR, NULL, DB_ARGS(db_i64(matter_id)));
    if (e != OK)
        return e;
    search_grams_of(a, text, &grams);
    json_init(&j, a);
    json_open(&j, '[');
    for (size_t i = 0; i < grams.n; i++)
        json_i64(&j, ((const int64_t *)grams.items)[i]);
    json_close(&j, ']');
    return db_exec(db, &GRAMS_ADD, NULL, DB_ARGS(db_i64(matter_id), db_text(j.out.data)));
}
