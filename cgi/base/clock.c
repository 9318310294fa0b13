#include "base/base.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define DAY_MS INT64_C(86400000)
#define CHINA_MS (8 * INT64_C(3600000))

int64_t clock_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t clock_mono_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

int32_t date_of(int64_t at)
{
    return at == 0 ? 0 : (int32_t)floor_div(at + CHINA_MS, DAY_MS);
}

int64_t date_start(int32_t day)
{
    return day == 0 ? 0 : day * DAY_MS - CHINA_MS;
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap(year));
}

/* Days since 1970-01-01 by counting years from March, so that the leap day comes last. */
int32_t date_make(int year, int month, int day)
{
    if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
        return 0;
    int y = month > 2 ? year : year - 1, m = month > 2 ? month - 3 : month + 9;
    return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
}

void date_split(int32_t day, int *year, int *month, int *mday)
{
    int n = day + 719468; /* since 0000-03-01 */
    int era = n / 146097, of_era = n % 146097;
    int y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * y + y / 4 - y / 100), m = (5 * of_year + 2) / 153;
    *mday = of_year - (153 * m + 2) / 5 + 1;
    *month = m < 10 ? m + 3 : m - 9;
    *year = era * 400 + y + (*month <= 2);
}

int date_weekday(int32_t day)
{
    return (int)((day + INT64_C(700003)) % 7) + 1; /* 1970-01-01 was a Thursday; 700003 % 7 == 3 */
}

/* Reads exactly n digits, then the character after (0: none). */
static bool digits(const char **s, int n, char after, int *out)
{
    *out = 0;
    for (int i = 0; i < n; i++, (*s)++) {
        if (**s < '0' || **s > '9')
            return false;
        *out = *out * 10 + (**s - '0');
    }
    if (after == '\0')
        return true;
    return *(*s)++ == after;
}

static bool read_date(const char **s, char after, int32_t *day)
{
    int year, month, mday;
    if (!digits(s, 4, '-', &year) || !digits(s, 2, '-', &month) || !digits(s, 2, after, &mday))
        return false;
    *day = date_make(year, month, mday);
    return *day != 0;
}

bool date_parse(const char *s, int32_t *day)
{
    return strnlen(s, DATE_CHARS) == DATE_CHARS - 1 && read_date(&s, '\0', day);
}

char *date_format(int32_t day, char out[DATE_CHARS])
{
    int year, month, mday;
    date_split(day, &year, &month, &mday);
    const int parts[] = {year / 1000, year / 100 % 10, year / 10 % 10, year % 10, -1, month / 10, month % 10,
                         -1,          mday / 10,       mday % 10};
    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
        out[i] = parts[i] < 0 ? '-' : (char)('0' + parts[i] % 10);
    out[DATE_CHARS - 1] = '\0';
    return out;
}

char *instant_format(int64_t at, char out[INSTANT_CHARS])
{
    static const char pattern[] = "T00:00:00.000+08:00";
    static const int64_t units[] = {36000000, 3600000, 0, 600000, 60000, 0, 10000, 1000, 0, 100, 10, 1};
    int64_t day = floor_div(at + CHINA_MS, DAY_MS), ms = at + CHINA_MS - day * DAY_MS;
    char *time = date_format((int32_t)day, out) + DATE_CHARS - 1;
    memcpy(time, pattern, sizeof(pattern));
    for (size_t i = 0; i < ARRAY_LEN(units); i++) {
        if (units[i] == 0)
            continue;
        time[i + 1] = (char)('0' + ms / units[i]);
        ms %= units[i];
    }
    return out;
}

/* Z or +HH:MM at the end of the text. */
static bool read_offset(const char *s, int64_t *ms)
{
    int hours, minutes, sign = *s == '-' ? -1 : 1;
    if (strcmp(s, "Z") == 0) {
        *ms = 0;
        return true;
    }
    if (*s != '+' && *s != '-')
        return false;
    s++;
    if (!digits(&s, 2, ':', &hours) || !digits(&s, 2, '\0', &minutes) || *s != '\0' || hours > 14 ||
        minutes > 59)
        return false;
    *ms = sign * (hours * INT64_C(60) + minutes) * 60000;
    return true;
}

bool instant_parse(const char *s, int64_t *at)
{
    int32_t day;
    int hours, minutes, seconds, ms = 0;
    int64_t offset;
    if (!read_date(&s, 'T', &day) || !digits(&s, 2, ':', &hours) || !digits(&s, 2, ':', &minutes) ||
        !digits(&s, 2, '\0', &seconds))
        return false;
    if (*s == '.') {
        s++;
        if (!digits(&s, 3, '\0', &ms))
            return false;
    }
    if (hours > 23 || minutes > 59 || seconds > 59 || !read_offset(s, &offset))
        return false;
    *at = day * DAY_MS + ((hours * 60 + minutes) * INT64_C(60) + seconds) * 1000 + ms - offset;
    return true;
}
