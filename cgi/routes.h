#ifndef ROUTES_H
#define ROUTES_H

#include "http/http.h"

/* Every module of the API. */
extern const struct module *const modules[];
extern const size_t module_count;

#endif
