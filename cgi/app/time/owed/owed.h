#ifndef OWED_H
#define OWED_H

/* What is owed, as people read it: by whom, by when, why that day; how much each unit owes in a week. */

#include "http/http.h"

extern const struct module owed_module;

#endif
