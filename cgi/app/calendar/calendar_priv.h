#ifndef CALENDAR_PRIV_H
#define CALENDAR_PRIV_H

#include "app/calendar/calendar.h"

extern const struct shape workday_shape;
extern const struct db_query WORKDAYS_OF_RANGE;
extern const struct db_query *const calendar_queries[1];

#endif
