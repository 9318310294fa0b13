#include "app/time/digest/digest_priv.h"

bool digest_last_week(const struct calendar *c, int32_t today, struct digest_period *out)
{
    int32_t monday = today - date_weekday(today) + 1;
    *out = (struct digest_period){monday - 7, monday - 1};
    return workdays_between(c, monday - 1, today) > 0;
}

char *digest_title(struct arena *a, struct digest_period p)
{
    int year, month, day, to_month, to_day;
    date_split(p.from_on, &year, &month, &day);
    date_split(p.to_on, &year, &to_month, &to_day);
    return arena_printf(a, "督办摘要（%d月%d日至%d月%d日）", month, day, to_month, to_day);
}

char *digest_summary(struct arena *a, const struct digest_content *c)
{
    const struct digest_counts *n = &c->counts;
    struct buf b;
    buf_init(&b, a);
    buf_printf(&b, "新下达 %lld 件，办结 %lld 件", (long long)n->issued, (long long)n->concluded);
    if (n->concluded > 0)
        buf_printf(&b, "（按时 %lld 件）", (long long)n->in_time);
    buf_printf(&b, "；在办 %lld 件，其中红灯 %lld 件、黄灯 %lld 件", (long long)n->running, (long long)n->red,
               (long long)n->yellow);
    if (n->missed > 0)
        buf_printf(&b, "；各单位超期未报、未办共 %lld 项", (long long)n->missed);
    if (c->decisions.n > 0)
        buf_printf(&b, "；等待决定 %zu 项", c->decisions.n);
    buf_puts(&b, "。");
    return b.data;
}
