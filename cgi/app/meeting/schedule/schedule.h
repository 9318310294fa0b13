#ifndef SCHEDULE_H
#define SCHEDULE_H

/* 日程: meetings, inspections, limits and field days of a span, as one person in one post sees them; and the
 * same as a calendar to subscribe to (RFC 5545). */

#include "http/http.h"

extern const struct module schedule_module, feed_module;

#endif
