#include "app/time/calendar/calendar_priv.h"

static const struct choice kind_items[] = {{"holiday", "放假"}, {"workday", "调休上班"}};
const struct choices workday_kinds = CHOICES("WorkdayKind", kind_items);
static const struct field workday_fields[] = {
    {.name = "day", .type = F_DATE, .at = offsetof(struct workday, day), .label = "日期"},
    {.name = "kind",
     .type = F_CHOICE,
     .at = offsetof(struct workday, kind),
     .label = "类别",
     .choices = &workday_kinds},
    {.name = "name", .type = F_TEXT, .at = offsetof(struct workday, name), .label = "名称"},
};
const struct shape workday_shape = SHAPE("Workday", struct workday, workday_fields);

const struct db_query WORKDAYS_OF_RANGE = {
    .name = "workdays_of_range",
    .sql = "SELECT day, kind, name FROM workday WHERE day BETWEEN ? AND ? ORDER BY day",
    .row = &workday_shape,
};

#define V(member, kind_of, text, ...)                                                                        \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(struct calendar_version, member),                 \
        .label = (text), ##__VA_ARGS__                                                                       \
    }
static const struct field version_fields[] = {
    V(id, F_INT, "版本"),      V(at, F_INSTANT, "时间"),  V(by_name, F_TEXT, "经办人"),
    V(source, F_TEXT, "出处"), V(sha256, F_TEXT, "散列"), V(note, F_TEXT, "说明", .nullable = true),
};
const struct shape calendar_version_shape = SHAPE("CalendarVersion", struct calendar_version, version_fields);
static const struct db_query VERSIONS = {
    .name = "calendar_versions",
    .sql =
        "SELECT id, at, by_name, source, sha256, note FROM calendar_version WHERE year = ? ORDER BY id DESC",
    .row = &calendar_version_shape,
};
static const struct db_query YEAR_CLEAR = {
    .name = "calendar_clear",
    .sql = "DELETE FROM workday WHERE day BETWEEN ? AND ?",
};
static const struct db_query YEAR_FILL = {
    .name = "calendar_fill",
    .sql =
        "INSERT INTO workday (day, kind, name) SELECT t.day, t.kind, t.name FROM JSON_TABLE(?, '$[*]'"
        " COLUMNS (day DATE PATH '$.day', kind VARCHAR(8) PATH '$.kind', name VARCHAR(20) PATH '$.name')) t",
};
static const struct db_query VERSION_ADD = {
    .name = "calendar_version_add",
    .sql = "INSERT INTO calendar_version (year, at, by_name, source, sha256, note) VALUES (?, ?, ?, ?, ?, ?)",
};
const struct db_query *const calendar_queries[CALENDAR_QUERIES] = {&WORKDAYS_OF_RANGE, &VERSIONS, &YEAR_CLEAR,
                                                                   &YEAR_FILL, &VERSION_ADD};

enum err calendar_versions(struct req *req, int year, struct list *out)
{
    return db_list(req->db, req->arena, &VERSIONS, out, DB_ARGS(db_i64(year)));
}

enum err calendar_write(struct req *req, int year, const struct year_in *in, const char *sha256)
{
    const struct workday *days = in->days.items;
    struct json rows;
    json_init(&rows, req->arena);
    json_open(&rows, '[');
    for (size_t i = 0; i < in->days.n; i++)
        json_struct(&rows, &workday_shape, &days[i]);
    json_close(&rows, ']');
    enum err e = db_exec(req->db, &YEAR_CLEAR, NULL,
                         DB_ARGS(db_date(date_make(year, 1, 1)), db_date(date_make(year, 12, 31))));
    if (e == OK)
        e = db_exec(req->db, &YEAR_FILL, NULL, DB_ARGS(db_text(rows.out.data)));
    if (e != OK)
        return e;
    return db_exec(req->db, &VERSION_ADD, NULL,
                   DB_ARGS(db_i64(year), db_instant(req->now), db_text(req->actor.name), db_text(in->source),
                           db_text(sha256), db_text(in->note)));
}

enum err calendar_load(struct db *db, struct arena *a, int32_t from, int32_t to, struct calendar *out)
{
    return db_list(db, a, &WORKDAYS_OF_RANGE, &out->days, DB_ARGS(db_date(from), db_date(to)));
}

enum err calendar_load_from(struct db *db, struct arena *a, int32_t day, struct calendar *out)
{
    int year, month, mday;
    date_split(day, &year, &month, &mday);
    return calendar_load(db, a, date_make(year, 1, 1), date_make(year + 1, 12, 31), out);
}

/* Ten working days never take more than a month, whatever the holidays. */
enum err light_day_of(struct req *req, struct light_day *out)
{
    out->today = date_of(req->now);
    enum err e = calendar_load(req->db, req->arena, out->today, out->today + LIGHT_NEAR_DAYS, &out->calendar);
    if (e == OK)
        out->soon_on = workdays_add(&out->calendar, out->today, LIGHT_SOON_WORKDAYS, NULL);
    return e;
}
