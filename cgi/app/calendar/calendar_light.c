#include "app/calendar/calendar.h"

static const struct choice light_items[] = {
    {"none", "未计时"}, {"green", "正常"}, {"yellow", "临近时限"}, {"red", "超期"}, {"blue", "按时办结"},
};
const struct choices lights = CHOICES("Light", light_items);

enum light light_of(const struct light_facts *f, const struct light_day *d)
{
    if (f->due_on == 0 || (!f->running && f->ended_on == 0))
        return LIGHT_NONE;
    if (light_overdue_days(f, d) > 0)
        return LIGHT_RED;
    if (!f->running)
        return LIGHT_BLUE;
    return f->due_on <= d->soon_on ? LIGHT_YELLOW : LIGHT_GREEN;
}

int64_t light_overdue_days(const struct light_facts *f, const struct light_day *d)
{
    int32_t at = f->running ? d->today : f->ended_on;
    return f->due_on != 0 && at > f->due_on ? at - f->due_on : 0;
}

static const char *ended_reason(struct arena *a, const struct light_facts *f, int64_t late)
{
    if (late > 0)
        return arena_printf(a, "%s办结，超过时限 %d 天", date_text(a, f->ended_on), (int)late);
    return arena_printf(a, "%s办结，未超过时限%s", date_text(a, f->ended_on), day_text(a, f->due_on));
}

const char *light_reason(struct arena *a, const struct light_facts *f, const struct light_day *d)
{
    int64_t late = light_overdue_days(f, d);
    if (light_of(f, d) == LIGHT_NONE)
        return NULL;
    if (!f->running)
        return ended_reason(a, f, late);
    if (late > 0)
        return arena_printf(a, "时限%s，已超期 %d 天", day_text(a, f->due_on), (int)late);
    if (f->due_on == d->today)
        return "今天到期";
    return arena_printf(a, "时限%s，还有 %d 天", day_text(a, f->due_on), (int)(f->due_on - d->today));
}
