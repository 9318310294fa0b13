#include "app/calendar/calendar_priv.h"

static const struct choice kind_items[] = {{"holiday", "放假"}, {"workday", "调休上班"}};
static const struct choices workday_kinds = CHOICES("WorkdayKind", kind_items);
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

const struct db_query *const calendar_queries[] = {&WORKDAYS_OF_RANGE};

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
    struct calendar c = {0};
    out->today = date_of(req->now);
    enum err e = calendar_load(req->db, req->arena, out->today, out->today + 31, &c);
    if (e != OK)
        return e;
    out->soon_on = workdays_add(&c, out->today, LIGHT_SOON_WORKDAYS, NULL);
    return OK;
}
