#ifndef CALENDAR_H
#define CALENDAR_H

/* Working days with 调休, and the lights that follow from a deadline. */

#include "http/http.h"

/* The days of a range that differ from Monday to Friday, in order. */
struct workday {
    int32_t day;
    int kind; /* enum workday_kind */
    const char *name;
};
enum workday_kind { WD_HOLIDAY = 1, WD_WORKDAY };
struct calendar {
    struct list days;
};
enum err calendar_load(struct db *db, struct arena *a, int32_t from, int32_t to,
                       struct calendar *out) MUST_USE;
/* The whole years that a deadline counted from day can touch. */
enum err calendar_load_from(struct db *db, struct arena *a, int32_t day, struct calendar *out) MUST_USE;

/* Whether the year has a published list; whether one of the years that a range touches has none. */
bool calendar_has(const struct calendar *c, int year);
bool calendar_is_estimated(const struct calendar *c, int32_t from, int32_t to);

bool workday_is(const struct calendar *c, int32_t day);
/* The n-th working day after day (day itself not counted). *estimated, when given, tells that a year on the
 * way has no published list, so that only Monday to Friday was counted. */
int32_t workdays_add(const struct calendar *c, int32_t day, int n, bool *estimated);
/* Working days after from, up to and with to; 0 when to is not later. */
int64_t workdays_between(const struct calendar *c, int32_t from, int32_t to);
/* 11月26日（周四） */
char *day_text(struct arena *a, int32_t day);
/* 2026年11月26日 */
char *date_text(struct arena *a, int32_t day);

enum light { LIGHT_NONE = 1, LIGHT_GREEN, LIGHT_YELLOW, LIGHT_RED, LIGHT_BLUE };
extern const struct choices lights;
#define LIGHT_SOON_WORKDAYS 3 /* yellow from this many working days before the limit */
#define LIGHT_NEAR_DAYS 31    /* a limit as near as this is told in working days */
/* Red when overdue or more than 30 points behind an even plan, yellow from LIGHT_SOON_WORKDAYS before the
 * limit or 10 to 30 points behind, blue when ended in time, else green. Each comes true on a day that is
 * known beforehand (app/time/deadline writes them), so that lists filter by an index. */
struct light_facts {
    bool running; /* issued and not ended */
    int32_t due_on;
    int32_t ended_on;          /* concluded or accepted */
    int32_t handed_on;         /* its result waits to be accepted; 0: not */
    int32_t yellow_on, red_on; /* 0: by the limit alone */
    int32_t paused_since;      /* 0: not */
    int64_t progress;
    const char *note; /* while a light is set by hand: by whom and why */
};
struct light_day {
    int32_t today, soon_on;   /* soon_on: LIGHT_SOON_WORKDAYS after today */
    struct calendar calendar; /* of the LIGHT_NEAR_DAYS after today */
};
enum err light_day_of(struct req *req, struct light_day *out) MUST_USE;
enum light light_of(const struct light_facts *f, const struct light_day *d);
/* One Chinese sentence; NULL for no light. */
const char *light_reason(struct arena *a, const struct light_facts *f, const struct light_day *d);
/* What people set, and to which day it holds. */
struct hand_light {
    int light;
    int32_t until;
    const char *name, *reason;
};
char *light_by_hand(struct arena *a, const struct hand_light *h);
int64_t light_overdue_days(const struct light_facts *f, const struct light_day *d); /* calendar days */

/* ---- one year's list, as it is imported or corrected; each change is a version */
struct year_in {
    struct list days; /* struct workday, in order once checked */
    const char *source, *note;
};
extern const struct shape year_in_shape;
/* Field errors go to the request; sorts the days. */
enum err year_check(struct req *req, int year, struct year_in *in) MUST_USE;
/* The calendar with the year's list in place of its own. */
void calendar_replace(struct arena *a, struct calendar *c, int year, const struct list *days);

extern const struct module calendar_module;

#endif
