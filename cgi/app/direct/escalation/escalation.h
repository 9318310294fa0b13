#ifndef ESCALATION_H
#define ESCALATION_H

/* 提请协调: what a unit can't solve goes to the leader in charge, to a coordination meeting, or to the leader
 * group, whose decision is followed until everything it ordered is done (D4.2, A4.4.2). */

#include "http/http.h"

extern const struct module escalation_module, escalation_move_module;

#endif
