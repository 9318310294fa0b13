#include "app/time/calendar/calendar.h"

#include <stdlib.h>

static int by_day(const void *key, const void *item)
{
    int32_t day = *(const int32_t *)key, other = ((const struct workday *)item)->day;
    return (day > other) - (day < other);
}

bool workday_is(const struct calendar *c, int32_t day)
{
    const struct workday *w = c->days.n == 0
                                  ? NULL
                                  : bsearch(&day, c->days.items, c->days.n, sizeof(struct workday), by_day);
    return w == NULL ? date_weekday(day) <= 5 : w->kind == WD_WORKDAY;
}

bool calendar_has(const struct calendar *c, int year)
{
    const struct workday *days = c->days.items;
    int32_t first = date_make(year, 1, 1), last = date_make(year, 12, 31);
    for (size_t i = 0; i < c->days.n; i++)
        if (days[i].day >= first && days[i].day <= last)
            return true;
    return false;
}

bool calendar_is_estimated(const struct calendar *c, int32_t from, int32_t to)
{
    int first, last, month, day;
    date_split(from, &first, &month, &day);
    date_split(to, &last, &month, &day);
    for (int year = first; year <= last; year++)
        if (!calendar_has(c, year))
            return true;
    return false;
}

int32_t workdays_add(const struct calendar *c, int32_t day, int n, bool *estimated)
{
    int32_t end = day;
    while (n > 0)
        n -= workday_is(c, ++end);
    if (estimated != NULL)
        *estimated = calendar_is_estimated(c, day + 1, end);
    return end;
}

/* Mondays to Fridays up to and with day, counted from the Monday before the epoch. */
static int64_t weekdays_until(int32_t day)
{
    int32_t n = day + date_weekday(0) - 1, rest = n % 7 + 1;
    return n / 7 * 5 + (rest < 5 ? rest : 5);
}

int64_t workdays_between(const struct calendar *c, int32_t from, int32_t to)
{
    if (to <= from)
        return 0;
    int64_t n = weekdays_until(to) - weekdays_until(from);
    const struct workday *days = c->days.items;
    for (size_t i = 0; i < c->days.n; i++) {
        bool is_weekday = date_weekday(days[i].day) <= 5, counts = days[i].kind == WD_WORKDAY;
        if (days[i].day > from && days[i].day <= to && is_weekday != counts)
            n += counts ? 1 : -1;
    }
    return n;
}

char *day_text(struct arena *a, int32_t day)
{
    static const char *const names[] = {"一", "二", "三", "四", "五", "六", "日"};
    int year, month, mday;
    date_split(day, &year, &month, &mday);
    return arena_printf(a, "%d月%d日（周%s）", month, mday, names[date_weekday(day) - 1]);
}

char *date_text(struct arena *a, int32_t day)
{
    int year, month, mday;
    date_split(day, &year, &month, &mday);
    return arena_printf(a, "%d年%d月%d日", year, month, mday);
}
