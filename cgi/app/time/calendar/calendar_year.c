#include "app/time/calendar/calendar_priv.h"

#include <stdlib.h>
#include <string.h>

static const struct field day_fields[] = {
    {"day", F_DATE, offsetof(struct workday, day), "日期", .required = true},
    {"kind", F_CHOICE, offsetof(struct workday, kind), "类别", .required = true, .choices = &workday_kinds},
    {"name", F_TEXT, offsetof(struct workday, name), "名称", .max = 20, .required = true},
};
static const struct shape day_shape = SHAPE("WorkdayIn", struct workday, day_fields);
static const struct field in_fields[] = {
    {"days", F_LIST, offsetof(struct year_in, days), "放假和调休的日子", .min = 1, .max = 120,
     .required = true, .of = &day_shape},
    {"source", F_TEXT, offsetof(struct year_in, source), "出处", .min = 2, .max = 300, .required = true},
    {"note", F_TEXT, offsetof(struct year_in, note), "说明", .max = 500},
};
const struct shape year_in_shape = SHAPE("CalendarIn", struct year_in, in_fields);

static int earlier(const void *a, const void *b)
{
    int32_t x = ((const struct workday *)a)->day, y = ((const struct workday *)b)->day;
    return (x > y) - (x < y);
}

enum err year_check(struct req *req, int year, struct year_in *in)
{
    struct workday *w = in->days.items;
    enum err e = OK;
    for (size_t i = 0; i < in->days.n; i++) {
        const char *at = arena_printf(req->arena, "#/days/%zu/day", i);
        if (w[i].day < date_make(year, 1, 1) || w[i].day > date_make(year, 12, 31))
            e = req_field(req, at, "日期应在 %d 年内", year);
        else if (w[i].kind == WD_WORKDAY && date_weekday(w[i].day) <= 5)
            e = req_field(req, at, "调休上班应是周六或周日，%s本来就是工作日",
                          day_text(req->arena, w[i].day));
    }
    if (e != OK)
        return e;
    qsort(w, in->days.n, sizeof *w, earlier);
    for (size_t i = 1; i < in->days.n; i++)
        if (w[i].day == w[i - 1].day)
            e = req_field(req, "#/days", "%s出现了两次", day_text(req->arena, w[i].day));
    return e;
}

#define DAYS_IN_A_ROW 6 /* 全国年节及纪念日放假办法 */

char *calendar_warning(struct arena *a, const struct calendar *c, int year)
{
    int row = 0;
    for (int32_t day = date_make(year, 1, 1); day <= date_make(year, 12, 31); day++) {
        row = workday_is(c, day) ? row + 1 : 0;
        if (row > DAYS_IN_A_ROW)
            return arena_printf(a, "到%s已连续工作 %d 天，超过 %d 天，请核对", day_text(a, day), row,
                                DAYS_IN_A_ROW);
    }
    return NULL;
}

void calendar_replace(struct arena *a, struct calendar *c, int year, const struct list *days)
{
    const struct workday *old = c->days.items;
    struct workday *all = arena_alloc(a, (c->days.n + days->n + 1) * sizeof *all);
    int32_t first = date_make(year, 1, 1), last = date_make(year, 12, 31);
    size_t n = 0, i = 0;
    for (; i < c->days.n && old[i].day < first; i++)
        all[n++] = old[i];
    if (days->n > 0)
        memcpy(all + n, days->items, days->n * sizeof *all);
    n += days->n;
    for (; i < c->days.n; i++)
        if (old[i].day > last)
            all[n++] = old[i];
    c->days = (struct list){all, n};
}
