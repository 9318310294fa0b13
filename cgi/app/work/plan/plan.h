#ifndef PLAN_H
#define PLAN_H

/* Work plans of a part (A4.2.1): steps with persons and days, filed with the office or returned; the version
 * filed last is in force. With them go the records of self-checks (A4.2.2). */

#include "http/http.h"

extern const struct module plan_module, plan_step_module;

#endif
