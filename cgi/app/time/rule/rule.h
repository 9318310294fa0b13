#ifndef RULE_H
#define RULE_H

/* What the office sets that limits and lights follow from: the versions of the time rules, how often a matter
 * is reported on, a light by hand. */

#include "http/http.h"

extern const struct module time_rule_module, hand_module;

#endif
