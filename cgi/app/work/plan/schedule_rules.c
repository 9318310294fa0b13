#include "app/work/plan/plan_priv.h"

/* A step that runs with the one before it belongs to that one's group; the groups follow one another, and the
 * steps of a group end together. */

static int32_t workday_up_to(const struct calendar *c, int32_t day)
{
    while (!workday_is(c, day))
        day--;
    return day;
}

/* The working day n working days before a working day. */
static int32_t back(const struct calendar *c, int32_t day, int64_t n)
{
    while (n-- > 0)
        day = workday_up_to(c, day - 1);
    return day;
}

void schedule_back(const struct calendar *c, int32_t limit_on, struct list *steps)
{
    struct span *s = steps->items;
    int32_t end = workday_up_to(c, limit_on);
    for (size_t last = steps->n; last > 0;) {
        size_t first = last - 1;
        while (first > 0 && s[first].parallel)
            first--;
        int32_t start = end;
        for (size_t i = first; i < last; i++) {
            s[i].end_on = end;
            s[i].start_on = back(c, end, s[i].workdays - 1);
            start = s[i].start_on < start ? s[i].start_on : start;
        }
        end = back(c, start, s[first].gap + 1);
        last = first;
    }
}

/* Seven calendar days hold at least one working day, but for the long holidays. */
int32_t schedule_reach(int32_t limit_on, const struct list *steps)
{
    const struct span *s = steps->items;
    int64_t n = 1;
    for (size_t i = 0; i < steps->n; i++)
        n += s[i].workdays + s[i].gap;
    return limit_on - (int32_t)(n * 2) - 40;
}

static const char *note_of(struct arena *a, const struct span *s)
{
    if (s->workdays == 0)
        return "起止之间没有工作日";
    if (s->short_by > 0)
        return arena_printf(a, "应在%s开始，已晚了 %lld 个工作日", day_text(a, s->start_on),
                            (long long)s->short_by);
    return s->over_by > 0 ? arena_printf(a, "超出办理时限 %lld 个工作日", (long long)s->over_by) : NULL;
}

static void judge_one(struct arena *a, const struct calendar *c, int32_t today, int32_t limit_on,
                      struct span *s)
{
    s->workdays = workdays_between(c, s->start_on - 1, s->end_on);
    s->short_by = workdays_between(c, s->start_on - 1, today - 1);
    s->over_by = workdays_between(c, limit_on, s->end_on);
    s->note = note_of(a, s);
}

static const char *sum_up(struct arena *a, const struct schedule *s, int64_t over_by)
{
    const char *limit = day_text(a, s->limit_on);
    struct buf b;
    buf_init(&b, a);
    buf_printf(&b, "从开始到结束共 %lld 个工作日，到办理时限%s还有 %lld 个工作日", (long long)s->needed,
               limit, (long long)s->available);
    if (s->short_by > 0)
        buf_printf(&b, "，差 %lld 个工作日：请压缩工期、让步骤并行，或者申请延期", (long long)s->short_by);
    else if (over_by > 0)
        buf_printf(&b, "，最后一步超出时限 %lld 个工作日", (long long)over_by);
    else
        buf_puts(&b, "，排得下");
    if (s->estimated)
        buf_puts(&b, "（涉及尚未发布放假安排的年份，暂按周一至周五估算）");
    return b.data;
}

void schedule_judge(struct arena *a, const struct calendar *c, int32_t today, struct schedule *s)
{
    struct span *step = s->steps.items;
    int32_t from = 0, to = 0;
    int64_t over_by = 0;
    for (size_t i = 0; i < s->steps.n; i++) {
        judge_one(a, c, today, s->limit_on, &step[i]);
        from = from == 0 || step[i].start_on < from ? step[i].start_on : from;
        to = step[i].end_on > to ? step[i].end_on : to;
        s->short_by = step[i].short_by > s->short_by ? step[i].short_by : s->short_by;
        over_by = step[i].over_by > over_by ? step[i].over_by : over_by;
    }
    s->needed = workdays_between(c, from - 1, to);
    s->available = workdays_between(c, today - 1, s->limit_on);
    s->estimated = calendar_is_estimated(c, from, to);
    s->message = sum_up(a, s, over_by);
}
