#include "app/message/notice/notice_priv.h"

#include <string.h>

#define MINUTE_MS (60 * INT64_C(1000))
#define DAY_MINUTES (24 * 60)

bool quiet_valid(const char *s)
{
    if (strlen(s) != 5 || strspn(s, "0123456789:") != 5 || s[2] != ':' || strchr(s + 3, ':'))
        return false;
    return (s[0] < '2' || (s[0] == '2' && s[1] < '4')) && s[1] != ':' && s[0] != ':' && s[3] < '6';
}

static int minutes(const char *s)
{
    return (s[0] - '0') * 600 + (s[1] - '0') * 60 + (s[3] - '0') * 10 + s[4] - '0';
}

int64_t quiet_end(int64_t now, const char *from, const char *to)
{
    if (!from || !to)
        return now;
    int64_t midnight = date_start(date_of(now));
    int at = (int)((now - midnight) / MINUTE_MS), begins = minutes(from), ends = minutes(to);
    bool is_quiet = begins <= ends ? at >= begins && at < ends : at >= begins || at < ends;
    if (!is_quiet)
        return now;
    return midnight + (ends > at ? ends : ends + DAY_MINUTES) * MINUTE_MS;
}

char *clip(struct arena *a, const char *s, size_t chars)
{
    const char *end = s;
    if (text_chars(s) <= chars)
        return arena_strdup(a, s);
    for (size_t i = 0; i + 1 < chars; i++)
        text_next(&end);
    return arena_printf(a, "%.*s…", (int)(end - s), s);
}
