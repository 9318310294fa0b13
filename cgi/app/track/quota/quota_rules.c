#include "app/track/inspection/inspection_priv.h"
#include "app/track/quota/quota_priv.h"

void quota_days(int period, int32_t day, int32_t *from, int32_t *until)
{
    int year, month, mday;
    if (period == PERIOD_WEEK) {
        *from = day - (date_weekday(day) - 1);
        *until = *from + 6;
        return;
    }
    date_split(day, &year, &month, &mday);
    *from = date_make(year, month, 1);
    *until = date_make(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1) - 1;
}

void quota_dress(struct arena *a, struct quota *q, const struct calendar *c, int32_t today)
{
    struct buf b;
    quota_days(q->period, today, &q->from_on, &q->until_on);
    q->workdays_left = workdays_between(c, today - 1, q->until_on); /* today counts */
    q->is_short = q->is_active && q->done < q->n && q->workdays_left <= QUOTA_SOON_WORKDAYS;
    buf_init(&b, a);
    if (q->leader_name != NULL)
        buf_printf(&b, "%s", q->leader_name);
    buf_printf(&b, "%s%s %lld/%lld", q->period == PERIOD_WEEK ? "本周" : "本月",
               q->kind == 0 ? "明查暗访" : choice_label(&inspection_kinds, q->kind), (long long)q->done,
               (long long)q->n);
    if (q->done < q->n)
        buf_printf(&b, "，还剩 %lld 个工作日", (long long)q->workdays_left);
    q->sentence = b.data;
}
