#ifndef PAUSE_H
#define PAUSE_H

/* When a limit does not hold: extensions asked for before it, suspensions that stop the clocks, and the
 * explanation that is owed after it. Dates themselves move in app/time/deadline. */

#include "http/http.h"

extern const struct module extension_module, suspension_module, explanation_module;

#endif
