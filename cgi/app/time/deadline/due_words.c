#include "app/time/deadline/deadline_priv.h"

#include <string.h>

#define SPECIALS_MAX 6 /* named days; beyond them they are only counted */

static void put_day(struct buf *b, int32_t day)
{
    int year, month, mday;
    date_split(day, &year, &month, &mday);
    buf_printf(b, "%d月%d日", month, mday);
}

static bool is_next(const struct workday *w, size_t i, size_t n)
{
    return i + 1 < n && w[i + 1].day == w[i].day + 1 && w[i + 1].kind == w[i].kind &&
           strcmp(w[i + 1].name, w[i].name) == 0;
}

/* 9月20日（周日）调休上班计入 or 9月25日至27日中秋节放假不计 */
static void put_special(struct buf *b, const struct workday *first, const struct workday *last)
{
    int year, month, mday, from_month;
    if (first->kind == WD_WORKDAY) {
        buf_printf(b, "%s调休上班计入，", day_text(b->arena, first->day));
        return;
    }
    put_day(b, first->day);
    date_split(first->day, &year, &from_month, &mday);
    date_split(last->day, &year, &month, &mday);
    if (last != first && month == from_month)
        buf_printf(b, "至%d日", mday);
    else if (last != first)
        buf_printf(b, "至%d月%d日", month, mday);
    buf_printf(b, "%s放假不计，", first->name);
}

static void put_specials(struct buf *b, const struct calendar *c, int32_t from, int32_t to)
{
    const struct workday *w = c->days.items;
    size_t named = 0;
    for (size_t i = 0, first = 0; i < c->days.n; i++) {
        if (w[i].day <= from || w[i].day > to) {
            first = i + 1;
            continue;
        }
        if (is_next(w, i, c->days.n) && w[i].kind == WD_HOLIDAY && w[i + 1].day <= to)
            continue;
        if (named++ < SPECIALS_MAX)
            put_special(b, &w[first], &w[i]);
        first = i + 1;
    }
    if (named > SPECIALS_MAX)
        buf_printf(b, "其余 %zu 处放假、调休同样计算，", named - SPECIALS_MAX);
}

static void put_rule(struct buf *b, const struct calendar *c, const struct due_why *why)
{
    static const char *const units[] = {"", "个工作日", "日", "个月"};
    const struct time_rule *r = why->rule;
    buf_puts(b, "自");
    put_day(b, why->start_on);
    buf_printf(b, "%s次日起第%lld%s，", why->event, (long long)r->n, units[r->unit]);
    if (r->unit == RULE_WORKDAY)
        put_specials(b, c, why->start_on, why->due_on);
    else if (why->due_on != why->start_on + r->n && r->unit == RULE_DAY)
        buf_puts(b, "末日放假顺延，");
}

static void put_period(struct buf *b, int cycle)
{
    static const char *const cycles[] = {"", "", "每周", "每半月", "每月"};
    if (cycle > CYCLE_EVERY)
        buf_printf(b, "每%d天", cycle - CYCLE_EVERY);
    else
        buf_puts(b, cycles[cycle]);
    buf_puts(b, "报送一次，取期内最后一个工作日，");
}

char *due_sentence(struct arena *a, const struct calendar *c, const struct due_why *why)
{
    struct buf b;
    int year, month, mday;
    buf_init(&b, a);
    if (why->by == BY_RULE)
        put_rule(&b, c, why);
    else if (why->by == BY_LIMIT)
        buf_printf(&b, "%s，", why->event);
    else if (why->by == BY_PERIOD)
        put_period(&b, why->cycle);
    else
        buf_printf(&b, "办理时限%s前第%lld个工作日，", day_text(a, why->limit_on), (long long)why->n);
    if (why->paused > 0)
        buf_printf(&b, "其间挂起 %lld 个工作日顺延，", (long long)why->paused);
    buf_printf(&b, "为%s", day_text(a, why->due_on));
    date_split(why->due_on, &year, &month, &mday);
    if (why->estimated)
        buf_printf(&b, "；%d年放假安排尚未发布，暂按周一至周五估算，发布后由督办办公室确认", year);
    return b.data;
}
