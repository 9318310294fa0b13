#ifndef ASSIGNMENT_H
#define ASSIGNMENT_H

/* What a unit does with its part of a matter, and the office's answers. Moving one: app/matter/matter.h. */

#include "http/http.h"

/* Writes the assignment's present state into a 412 problem. */
handler_fn assignment_current;

extern const struct module assignment_module;

#endif
