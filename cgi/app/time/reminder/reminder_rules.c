#include "app/time/reminder/reminder_priv.h"

#define MINUTE_MS (60 * INT64_C(1000))
#define WORK_FROM (8 * 60 + 30)
#define WORK_TO (17 * 60 + 30)

static const struct choice stage_items[] = {
    {"t-3", "到期前3个工作日"}, {"t-1", "到期前1个工作日"}, {"t", "到期日"}, {"t+1", "到期后1个工作日"}};
const struct choices stages = CHOICES("ReminderStage", stage_items);
static const struct choice channel_items[] = {
    {"in_app", "系统"}, {"phone", "电话"}, {"written", "书面"}, {"on_site", "当面"}};
const struct choices channels = CHOICES("ReminderChannel", channel_items);

static int64_t minute_of(int64_t now)
{
    return (now - date_start(date_of(now))) / MINUTE_MS;
}

bool in_working_hours(const struct calendar *c, int64_t now)
{
    int64_t minute = minute_of(now);
    return workday_is(c, date_of(now)) && minute >= WORK_FROM && minute < WORK_TO;
}

/* The working day that is n before the last one on or before day. */
static int32_t workday_before(const struct calendar *c, int32_t day, int n)
{
    for (;; day--)
        if (workday_is(c, day) && n-- == 0)
            return day;
}

int stage_on(const struct calendar *c, int32_t due_on, int32_t opened_on, int32_t today)
{
    const int32_t on[] = {
        [STAGE_T3] = workday_before(c, due_on, 3),
        [STAGE_T1] = workday_before(c, due_on, 1),
        [STAGE_T] = workday_before(c, due_on, 0),
        [STAGE_AFTER] = workdays_add(c, due_on, 1, NULL),
    };
    for (int stage = STAGE_AFTER; stage >= STAGE_T3; stage--)
        if (on[stage] <= today)
            return on[stage] > opened_on ? stage : 0;
    return 0;
}

static int64_t opening(const struct calendar *c, int32_t day)
{
    return date_start(workdays_add(c, day, 1, NULL)) + WORK_FROM * MINUTE_MS;
}

int64_t may_tell_at(const struct calendar *c, int64_t now, int64_t last_at, int64_t n)
{
    int32_t today = date_of(now);
    int64_t at = last_at + REMINDER_GAP_MS > now ? last_at + REMINDER_GAP_MS : now;
    if (!workday_is(c, today) || n >= REMINDERS_A_DAY || minute_of(at) >= WORK_TO || date_of(at) != today)
        return opening(c, today);
    return minute_of(at) < WORK_FROM ? date_start(today) + WORK_FROM * MINUTE_MS : at;
}

char *limit_words(struct arena *a, const struct calendar *c, const struct due_item *d, int32_t today)
{
    const char *kind = choice_label(&due_kinds, d->kind);
    if (d->due_on == today)
        return arena_printf(a, "%s，今天到期", kind);
    if (d->due_on < today)
        return arena_printf(a, "%s，%s已到期，超期 %lld 个工作日", kind, day_text(a, d->due_on),
                            (long long)workdays_between(c, d->due_on, today));
    return arena_printf(a, "%s，%s到期，还有 %lld 个工作日", kind, day_text(a, d->due_on),
                        (long long)workdays_between(c, today, d->due_on));
}
