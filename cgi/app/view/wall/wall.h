#ifndef WALL_H
#define WALL_H

/* The wall chart (挂图作战, C2.2b): the matters under way, the key ones first, on one screen. */

#include "http/http.h"

extern const struct module wall_module;

#endif
