#include "app/time/calendar/calendar.h"

static const struct choice light_items[] = {
    {"none", "未计时"}, {"green", "正常"}, {"yellow", "需关注"}, {"red", "超期滞后"}, {"blue", "按时办结"},
};
const struct choices lights = CHOICES("Light", light_items);

/* Who handed the result in in time is not late by how long it takes to be accepted. */
static bool is_handed_in_time(const struct light_facts *f)
{
    return f->running && f->handed_on != 0 && f->handed_on <= f->due_on;
}

enum light light_of(const struct light_facts *f, const struct light_day *d)
{
    if (f->due_on == 0 || (!f->running && f->ended_on == 0))
        return LIGHT_NONE;
    if (!f->running)
        return f->ended_on > f->due_on ? LIGHT_RED : LIGHT_BLUE;
    if (f->paused_since != 0)
        return LIGHT_NONE;
    if (is_handed_in_time(f))
        return LIGHT_GREEN;
    if (d->today >= (f->red_on != 0 ? f->red_on : f->due_on + 1))
        return LIGHT_RED;
    return d->today >= (f->yellow_on != 0 ? f->yellow_on : f->due_on) ? LIGHT_YELLOW : LIGHT_GREEN;
}

int64_t light_overdue_days(const struct light_facts *f, const struct light_day *d)
{
    int32_t at = f->running ? d->today : f->ended_on;
    bool counts = f->due_on != 0 && !(f->running && f->paused_since != 0) && !is_handed_in_time(f);
    return counts && at > f->due_on ? at - f->due_on : 0;
}

static const char *ended_reason(struct arena *a, const struct light_facts *f, int64_t late)
{
    if (late > 0)
        return arena_printf(a, "%s办结，超过时限 %d 天", date_text(a, f->ended_on), (int)late);
    return arena_printf(a, "%s办结，未超过时限%s", date_text(a, f->ended_on), day_text(a, f->due_on));
}

static const char *time_left(struct arena *a, int32_t due_on, const struct light_day *d)
{
    int64_t days = due_on - d->today;
    int64_t workdays = days > LIGHT_NEAR_DAYS ? 0 : workdays_between(&d->calendar, d->today, due_on);
    return arena_printf(a, "时限%s，还有 %lld %s", day_text(a, due_on),
                        (long long)(workdays > 0 ? workdays : days), workdays > 0 ? "个工作日" : "天");
}

static const char *running_reason(struct arena *a, const struct light_facts *f, const struct light_day *d)
{
    enum light light = light_of(f, d);
    if (light == LIGHT_RED)
        return arena_printf(a, "进度 %d%%，落后序时进度 30 个百分点以上，时限%s", (int)f->progress,
                            day_text(a, f->due_on));
    if (f->due_on == d->today)
        return "今天到期";
    if (light == LIGHT_YELLOW && f->due_on > d->soon_on)
        return arena_printf(a, "进度 %d%%，落后序时进度 10 至 30 个百分点，时限%s", (int)f->progress,
                            day_text(a, f->due_on));
    return time_left(a, f->due_on, d);
}

char *light_by_hand(struct arena *a, const struct hand_light *h)
{
    return arena_printf(a, "%s定为%s（至%s）：%s", h->name, choice_label(&lights, h->light),
                        day_text(a, h->until), h->reason);
}

const char *light_reason(struct arena *a, const struct light_facts *f, const struct light_day *d)
{
    int64_t late = light_overdue_days(f, d);
    if (f->running && f->due_on != 0 && f->paused_since != 0)
        return arena_printf(a, "自%s起挂起，不计时", day_text(a, f->paused_since));
    if (f->running && f->note != NULL)
        return f->note;
    if (light_of(f, d) == LIGHT_NONE)
        return NULL;
    if (!f->running)
        return ended_reason(a, f, late);
    if (is_handed_in_time(f))
        return arena_printf(a, "%s报送结果，未超过时限，等待验收", day_text(a, f->handed_on));
    if (late > 0)
        return arena_printf(a, "时限%s，已超期 %d 天", day_text(a, f->due_on), (int)late);
    return running_reason(a, f, d);
}
