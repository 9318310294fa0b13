#ifndef ASSIGNMENT_H
#define ASSIGNMENT_H

/* What a unit does with its part of a matter, and the office's answers. Moving one: app/matter/matter.h. */

#include "http/http.h"

extern const struct module assignment_module;

#endif
