#ifndef PAUSE_H
#define PAUSE_H

/* When a limit does not hold: extensions asked for before it, suspensions that stop the clocks, and the
 * explanation that is owed after it. Dates themselves move in app/time/deadline. */

#include "http/http.h"

/* Whether what was asked for in extension `x` of assignment `at` still stands: it has not moved on since. */
#define EXTENSION_STANDS(x, at)                                                                              \
    "(" x ".status = 'asked' AND " at ".received_at <= " x ".asked_at AND IF(" x ".of_kind = 'rectify', " at \
    ".status = 'rectifying' AND " at ".submitted_at <= " x ".asked_at,"                                      \
    " " at ".status IN ('received', 'underway')))"

extern const struct module extension_module, suspension_module, explanation_module;

#endif
