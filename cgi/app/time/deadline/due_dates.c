#include "app/time/deadline/deadline_priv.h"

static int32_t next_workday(const struct calendar *c, int32_t day)
{
    while (!workday_is(c, day))
        day++;
    return day;
}

/* The matching day, or the month's last where there is none (民法典第二百零二条). */
static int32_t months_on(int32_t day, int64_t n)
{
    int year, month, mday;
    date_split(day, &year, &month, &mday);
    month += (int)n - 1;
    year += month / 12;
    month = month % 12 + 1;
    int32_t out = 0;
    while (out == 0)
        out = date_make(year, month, mday--);
    return out;
}

int32_t rule_day(const struct calendar *c, const struct time_rule *r, int32_t start, bool *estimated)
{
    if (r->unit == RULE_WORKDAY)
        return workdays_add(c, start, (int)r->n, estimated);
    int32_t day = next_workday(c, r->unit == RULE_DAY ? start + (int32_t)r->n : months_on(start, r->n));
    *estimated = calendar_is_estimated(c, day, day);
    return day;
}

int32_t workdays_back(const struct calendar *c, int32_t day, int64_t n)
{
    while (n > 0)
        n -= workday_is(c, --day);
    return day;
}

/* ---- reporting periods: weeks from Monday to Sunday, halves of a month, months, or so many days, counted
 * from a Monday so that two or four weeks are weeks */
#define A_MONDAY 4 /* 1970-01-05 */

int period_cycle(int cycle, int64_t days)
{
    return cycle == CYCLE_CUSTOM ? CYCLE_EVERY + (int)days : cycle;
}

int32_t period_end(int cycle, int32_t day)
{
    int year, month, mday;
    if (cycle > CYCLE_EVERY)
        return day + cycle - CYCLE_EVERY - 1 - (day - A_MONDAY) % (cycle - CYCLE_EVERY);
    if (cycle == CYCLE_WEEKLY)
        return day + 7 - date_weekday(day);
    date_split(day, &year, &month, &mday);
    if (cycle == CYCLE_HALF && mday <= 15)
        return date_make(year, month, 15);
    return (month == 12 ? date_make(year + 1, 1, 1) : date_make(year, month + 1, 1)) - 1;
}

int32_t period_begin(int cycle, int32_t end)
{
    int year, month, mday;
    if (cycle > CYCLE_EVERY)
        return end - (cycle - CYCLE_EVERY) + 1;
    if (cycle == CYCLE_WEEKLY)
        return end - 6;
    date_split(end, &year, &month, &mday);
    return date_make(year, month, cycle == CYCLE_HALF && mday > 15 ? 16 : 1);
}

int32_t period_due(const struct calendar *c, int cycle, int32_t end)
{
    for (int32_t day = end; day >= period_begin(cycle, end); day--)
        if (workday_is(c, day))
            return day;
    return 0;
}

/* ---- pauses */
static bool is_paused(const struct list *pauses, int32_t day, int32_t today)
{
    const struct pause *p = pauses->items;
    for (size_t i = 0; i < pauses->n; i++)
        if (day >= p[i].from_on && (p[i].to_on == 0 ? day <= today : day < p[i].to_on))
            return true;
    return false;
}

int32_t pause_shift(const struct calendar *c, const struct list *pauses, int32_t from, int32_t limit,
                    int32_t today)
{
    for (int32_t day = from + 1; day <= limit && pauses->n > 0; day++)
        if (workday_is(c, day) && is_paused(pauses, day, today))
            limit = workdays_add(c, limit, 1, NULL);
    return limit;
}

int64_t pause_days(const struct calendar *c, const struct list *pauses, int32_t from, int32_t to,
                   int32_t today)
{
    int64_t n = 0;
    for (int32_t day = from + 1; day <= to && pauses->n > 0; day++)
        n += workday_is(c, day) && is_paused(pauses, day, today);
    return n;
}

int32_t paused_on(const struct list *pauses)
{
    const struct pause *p = pauses->items;
    int32_t since = 0;
    for (size_t i = 0; i < pauses->n; i++)
        if (p[i].to_on == 0 && (since == 0 || p[i].from_on < since))
            since = p[i].from_on;
    return since;
}

/* ---- lights */
#define YELLOW_POINTS 10
#define RED_POINTS 30

/* The plan runs evenly over the working days between start and limit that were not paused. */
static void behind_dates(const struct calendar *c, const struct list *pauses, const struct light_plan *p,
                         int32_t *yellow_on, int32_t *red_on)
{
    int64_t total = workdays_between(c, p->start_on, p->due_on) -
                    pause_days(c, pauses, p->start_on, p->due_on, p->today);
    int64_t elapsed = 0;
    for (int32_t day = p->start_on + 1; day <= p->due_on && total > 0; day++) {
        elapsed += workday_is(c, day) && !is_paused(pauses, day, p->today);
        int64_t behind = elapsed * 100 - p->progress * total;
        if (day <= p->measured_from)
            continue;
        if (day < *yellow_on && behind >= YELLOW_POINTS * total)
            *yellow_on = day;
        if (day < *red_on && behind > RED_POINTS * total)
            *red_on = day;
    }
}

void light_dates(const struct calendar *c, const struct list *pauses, const struct light_plan *p,
                 int32_t *yellow_on, int32_t *red_on)
{
    *yellow_on = *red_on = date_make(2199, 12, 31);
    if (paused_on(pauses) != 0)
        return;
    int32_t day = p->due_on;
    for (int left = 0; left + workday_is(c, day) <= LIGHT_SOON_WORKDAYS; day--)
        left += workday_is(c, day);
    *red_on = p->due_on + 1;
    *yellow_on = day;
    if (p->measured_from != 0)
        behind_dates(c, pauses, p, yellow_on, red_on);
    if (*yellow_on > *red_on)
        *yellow_on = *red_on;
}
