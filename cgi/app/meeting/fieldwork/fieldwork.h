#ifndef FIELDWORK_H
#define FIELDWORK_H

/* 领导下基层 (C2.2c): the days, or half days, that leaders spend at units, and how many they are of those
 * they owe. */

#include "http/http.h"

extern const struct module fieldwork_module;

#endif
