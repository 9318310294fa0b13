#include "app/time/reminder/reminder_priv.h"

#define COL(member, kind_of, text)                                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(struct paused, member), .label = (text)           \
    }
static const struct field paused_fields[] = {
    COL(id, F_INT, "挂起"),     COL(matter_id, F_INT, "事项"), COL(body_id, F_INT, "督办机构"),
    COL(title, F_TEXT, "事项"), COL(from_on, F_DATE, "自"),    COL(until_on, F_DATE, "计划恢复"),
};
static const struct shape paused_shape = SHAPE("PausedMatter", struct paused, paused_fields);
static const struct db_query PAUSED_UNTIL = {
    .name = "paused_until",
    .sql = "SELECT x.id, x.matter_id, m.body_id, m.title, x.from_on, x.until_on FROM suspension x"
           " JOIN matter m ON m.id = x.matter_id AND m.status = 'issued'"
           " WHERE x.status = 'approved' AND x.to_on IS NULL AND x.until_on <= ? ORDER BY x.id",
    .row = &paused_shape,
};
static const struct field number_fields[] = {{"n", F_INT, 0, .label = "数"}};
static const struct shape number_shape = {"PausedNumber", sizeof(int64_t), number_fields, 1};
static const struct db_query PAUSED_UNITS = {
    .name = "paused_units",
    .sql = "SELECT unit_id AS n FROM assignment WHERE matter_id = ? AND status <> 'withdrawn' ORDER BY id",
    .row = &number_shape,
};
static const struct db_query PAUSED_TOLD = {
    .name = "paused_told",
    .sql = "SELECT id AS n FROM notification WHERE matter_id = ? AND dedupe = ? LIMIT 1",
    .row = &number_shape,
};

enum err paused_until(struct db *db, struct arena *a, int32_t until, struct list *out)
{
    return db_list(db, a, &PAUSED_UNTIL, out, DB_ARGS(db_date(until)));
}

enum err paused_units(struct db *db, struct arena *a, int64_t matter_id, struct list *out)
{
    return db_list(db, a, &PAUSED_UNITS, out, DB_ARGS(db_i64(matter_id)));
}

char *paused_key(struct arena *a, const struct paused *p, bool has_come)
{
    char day[DATE_CHARS];
    return arena_printf(a, "suspension/%lld/until/%s/%s", (long long)p->id, date_format(p->until_on, day),
                        has_come ? "t" : "t-1");
}

enum err paused_told(struct db *db, struct arena *a, const struct paused *p, bool has_come, bool *told)
{
    int64_t id;
    return db_find(db, a, &PAUSED_TOLD, &id, told,
                   DB_ARGS(db_i64(p->matter_id), db_text(paused_key(a, p, has_come))));
}

static const struct db_query *const queries[] = {&PAUSED_UNTIL, &PAUSED_UNITS, &PAUSED_TOLD};
const struct module paused_module = {.name = "paused", .queries = queries, .nqueries = ARRAY_LEN(queries)};
