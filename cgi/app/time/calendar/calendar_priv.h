#ifndef CALENDAR_PRIV_H
#define CALENDAR_PRIV_H

#include "app/time/calendar/calendar.h"

extern const struct shape workday_shape, calendar_version_shape;
extern const struct choices workday_kinds;
struct calendar_version {
    int64_t id, at;
    const char *by_name, *source, *sha256, *note;
};
enum err calendar_versions(struct req *req, int year, struct list *out) MUST_USE; /* newest first */
enum err calendar_write(struct req *req, int year, const struct year_in *in, const char *sha256) MUST_USE;
/* More than six working days in a row: a sentence, NULL without. */
char *calendar_warning(struct arena *a, const struct calendar *c, int year);
extern const struct db_query WORKDAYS_OF_RANGE;
#define CALENDAR_QUERIES 5
extern const struct db_query *const calendar_queries[CALENDAR_QUERIES];

#endif
