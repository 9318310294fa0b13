#ifndef PROGRESS_H
#define PROGRESS_H

/* Filing progress reports on an assignment (A4.3.1). */

#include "http/http.h"

extern const struct module progress_module, review_module, verdict_module;

#endif
