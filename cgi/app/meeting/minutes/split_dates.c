#include "app/meeting/minutes/split.h"

#include <string.h>

/* The day that words like 9月30日前, 月底前, 本周五前, 3个工作日内 mean, seen from the day of the meeting. */

bool split_begins(const char *s, const char *words)
{
    return strncmp(s, words, strlen(words)) == 0;
}

size_t split_any(const char *s, const char *words)
{
    while (*words != '\0') {
        size_t len = strcspn(words, "|");
        if (strncmp(s, words, len) == 0)
            return len;
        words += len + (words[len] == '|');
    }
    return 0;
}

const char *split_skip_spaces(const char *s)
{
    while (*s == ' ' || split_begins(s, "　") || split_begins(s, "\xc2\xa0"))
        s += *s == ' ' ? 1 : *s == '\xc2' ? 2 : 3;
    return s;
}

/* ０–９ or 0–9; -1 for none. */
static int digit(const char *s, size_t *len)
{
    *len = 1;
    if (*s >= '0' && *s <= '9')
        return *s - '0';
    *len = 3;
    if (s[0] == '\xef' && s[1] == '\xbc' && (unsigned char)s[2] >= 0x90 && (unsigned char)s[2] <= 0x99)
        return (unsigned char)s[2] - 0x90;
    return -1;
}

static int chinese_digit(const char *s)
{
    static const char *const digits[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九"};
    for (size_t i = 0; i < ARRAY_LEN(digits); i++)
        if (split_begins(s, digits[i]))
            return (int)i + 1;
    return split_begins(s, "两") ? 2 : 0;
}

/* 三, 十, 十五, 二十, 三十一 */
static int chinese_number(const char **s)
{
    int tens = chinese_digit(*s);
    const char *p = *s + (tens > 0 ? 3 : 0);
    if (!split_begins(p, "十")) {
        *s = p;
        return tens;
    }
    int ones = chinese_digit(p + 3);
    *s = p + 3 + (ones > 0 ? 3 : 0);
    return (tens > 0 ? tens : 1) * 10 + ones;
}

static int digits_at(const char **s, int most)
{
    int v = 0, n = 0, d;
    size_t len;
    while (n < most && (d = digit(*s, &len)) >= 0) {
        v = v * 10 + d;
        *s += len;
        n++;
    }
    return n == 0 || digit(*s, &len) >= 0 ? -1 : v;
}

int split_number(const char **s, bool chinese)
{
    const char *p = *s;
    int v = digits_at(&p, 2);
    if (v < 0 && chinese) {
        p = *s;
        v = chinese_number(&p);
    }
    if (v > 0)
        *s = p;
    return v > 0 ? v : 0;
}

/* ---- days */
static int32_t month_end(int year, int month)
{
    return month == 12 ? date_make(year, 12, 31) : date_make(year, month + 1, 1) - 1;
}

static int32_t month_part(int year, int month, const char *part)
{
    if (split_begins(part, "上旬"))
        return date_make(year, month, 10);
    if (split_begins(part, "中旬"))
        return date_make(year, month, 20);
    return month_end(year, month);
}

struct reading {
    const char *at; /* behind what was read */
    int32_t day;    /* 0: not a day */
    bool is_within; /* says by itself that it is a limit: 月底, 三日内 */
};

static bool take(const char **p, const char *words)
{
    size_t len = split_any(split_skip_spaces(*p), words);
    if (len > 0)
        *p = split_skip_spaces(*p) + len;
    return len > 0;
}

/* 月 or 年, month and day in any of their forms; year 0: not written. */
static struct reading month_day(const char *p, int year, int month, int32_t held_on)
{
    struct reading r = {.at = p};
    int now, mon, mday;
    date_split(held_on, &now, &mon, &mday);
    bool is_said = year != 0;
    year = is_said ? year : now;
    p = split_skip_spaces(p);
    const char *q = p;
    int day = split_number(&q, true);
    if (day > 0 && take(&q, "日|号")) {
        r.at = q;
        r.day = day <= 31 ? date_make(year, month, day) : 0;
        if (!is_said && r.day != 0 && r.day < held_on)
            r.day = date_make(year + 1, month, day);
        return r;
    }
    size_t len = split_any(p, "底|末|上旬|中旬|下旬|份内|份底|份末|份|内");
    int32_t end = month_part(is_said || month_end(year, month) >= held_on ? year : year + 1, month, p);
    if (len > 0)
        return (struct reading){p + len, end, true};
    if (split_any(p, "前|之前|以前")) {
        r.day = month == 1 ? 0 : month_end(is_said || month >= mon ? year : year + 1, month - 1);
        r.at = p;
    }
    return r;
}

/* 2026年9月30日, 2026-09-30, 2026.9.30, 2026年底 */
static struct reading with_year(const char *p, int32_t held_on)
{
    struct reading none = {.at = p};
    int year = digits_at(&p, 4);
    if (year < 1900 || year > 2199)
        return none;
    if (!take(&p, "年")) {
        char mark = *p;
        if (mark != '-' && mark != '.' && mark != '/')
            return none;
        p++;
        int month = split_number(&p, false);
        if (month < 1 || month > 12 || *p != mark)
            return none;
        p++;
        int day = split_number(&p, false);
        return (struct reading){p, day < 1 || day > 31 ? 0 : date_make(year, month, day), false};
    }
    if (take(&p, "底|末|内"))
        return (struct reading){p, date_make(year, 12, 31), true};
    p = split_skip_spaces(p);
    int month = split_number(&p, true);
    return month >= 1 && month <= 12 && take(&p, "月") ? month_day(p, year, month, held_on) : none;
}

/* 月底, 本月25日, 下月底, 年底, 明年3月底, 本季度末 */
static struct reading relative_month(const char *p, int32_t held_on)
{
    struct reading none = {.at = p};
    int year, month, mday;
    date_split(held_on, &year, &month, &mday);
    if (take(&p, "本季度|当季度|季度|季"))
        return take(&p, "末|底|内") ? (struct reading){p, month_end(year, (month + 2) / 3 * 3), true} : none;
    if (take(&p, "明年|次年"))
        year++;
    else if (take(&p, "今年|本年度|本年|当年|年")) {
        if (take(&p, "底|末|内|终"))
            return (struct reading){p, date_make(year, 12, 31), true};
    } else {
        bool is_next = take(&p, "下个月|下月|次月");
        if (!is_next && !take(&p, "本月|当月|这个月|月"))
            return none;
        year += is_next && month == 12;
        month = is_next ? month % 12 + 1 : month;
        return month_day(p, year, month, held_on);
    }
    if (take(&p, "底|末|内"))
        return (struct reading){p, date_make(year, 12, 31), true};
    int said = split_number(&p, true);
    return said >= 1 && said <= 12 && take(&p, "月") ? month_day(p, year, said, held_on) : none;
}

/* 本周五, 下周一, 周三, 本周内 */
static struct reading week(const char *p, int32_t held_on)
{
    struct reading none = {.at = p};
    bool is_next = take(&p, "下周|下星期|下礼拜");
    if (!is_next && !take(&p, "本周|这周|本星期|这星期|周|星期"))
        return none;
    int32_t monday = held_on - date_weekday(held_on) + 1 + (is_next ? 7 : 0);
    if (take(&p, "内|末|之内"))
        return (struct reading){p, monday + (monday + 4 >= held_on ? 4 : 6), true};
    int day = split_any(p, "日|天") ? 7 : chinese_digit(p);
    if (day < 1 || day > 7)
        return none;
    return (struct reading){p + 3, monday + day - 1 + (monday + day - 1 < held_on ? 7 : 0), false};
}

static int32_t months_after(int32_t day, int n)
{
    int year, month, mday;
    date_split(day, &year, &month, &mday);
    year += (month - 1 + n) / 12;
    month = (month - 1 + n) % 12 + 1;
    int32_t end = month_end(year, month), same = date_make(year, month, mday);
    return same == 0 ? end : same;
}

/* 3个工作日内, 十日内, 两周内, 一个月内, 半个月内 */
static struct reading span(const char *p, const struct split_ground *g)
{
    struct reading none = {.at = p};
    int32_t day;
    bool is_half = take(&p, "半个月|半月");
    int n = is_half ? 15 : split_number(&p, true);
    if (n == 0)
        return none;
    if (is_half || take(&p, "天|日|个自然日"))
        day = g->held_on + n;
    else if (take(&p, "个工作日|工作日"))
        day = workdays_add(&g->calendar, g->held_on, n, NULL);
    else if (take(&p, "个星期|个周|周|星期"))
        day = g->held_on + 7 * n;
    else if (take(&p, "个月"))
        day = months_after(g->held_on, n);
    else
        return none;
    return take(&p, "之内|以内|内") ? (struct reading){p, day, true} : none;
}

static struct reading read_at(const char *p, const struct split_ground *g)
{
    struct reading r = with_year(p, g->held_on);
    const char *q = p;
    int month = r.day == 0 ? split_number(&q, true) : 0;
    if (month >= 1 && month <= 12 && take(&q, "月"))
        r = month_day(q, 0, month, g->held_on);
    if (r.day == 0)
        r = span(p, g);
    if (r.day == 0)
        r = week(p, g->held_on);
    if (r.day == 0)
        r = relative_month(p, g->held_on);
    if (r.day == 0 && (q = p, take(&q, "明天|明日")))
        r = (struct reading){q, g->held_on + 1, false};
    return r;
}

#define LIMIT_LABELS                                                                                         \
    "完成时限|办结时限|办理时限|落实时限|整改时限|完成时间|完成期限|办理期限|截止时间|截止日期|时限|期限"

/* Behind 完成时限：, where s stands at it. */
static const char *behind_label(const char *s)
{
    size_t len = split_any(s, LIMIT_LABELS), n;
    if (len == 0)
        return NULL;
    s = split_skip_spaces(s + len);
    while ((n = split_any(s, "：|:|为|于|在|至|截至")) > 0)
        s = split_skip_spaces(s + n);
    return s;
}

/* Behind “（周三）” and the like. */
static const char *behind_bracket(const char *s)
{
    const char *open = split_skip_spaces(s);
    size_t len = split_any(open, "（|("), n = 0;
    if (len == 0 || split_any(open + len, "周|星期") == 0)
        return s;
    for (open += len; *open != '\0' && n < 24; open++, n++) {
        size_t close = split_any(open, "）|)");
        if (close > 0)
            return open + close;
    }
    return s;
}

static bool is_limit(const struct reading *r, bool is_labelled)
{
    const char *s = split_skip_spaces(behind_bracket(r->at));
    return is_labelled || split_any(s, "前|之前|以前|截止|止|为限") ||
           (r->is_within && !split_any(s, "召开|以来"));
}

/* A number goes on before it, so that a date is not read from its middle. */
static bool is_midway(const char *text, const char *s)
{
    size_t len;
    if (s > text && s[-1] >= '0' && s[-1] <= '9')
        return true;
    return s - text >= 3 &&
           (digit(s - 3, &len) >= 0 || chinese_digit(s - 3) > 0 || split_begins(s - 3, "十"));
}

int32_t split_due(struct arena *a, const char *text, const struct split_ground *g, const char **words)
{
    int32_t due = 0;
    *words = NULL;
    for (const char *s = text; *s != '\0';) {
        const char *from = behind_label(s), *at = from != NULL ? from : s;
        struct reading r = {.at = at};
        if (*at != '\0' && (from != NULL || !is_midway(text, at)))
            r = read_at(at, g);
        if (r.day >= g->held_on && r.day > due && is_limit(&r, from != NULL)) {
            due = r.day;
            *words = arena_strndup(a, at, (size_t)(r.at - at));
        }
        s = r.day != 0 && r.at > s ? r.at : s;
        if (r.day == 0 || r.at == at)
            (void)text_next(&s);
    }
    return due;
}
