#ifndef MOVE_H
#define MOVE_H

/* Limits that another calendar would move: listed, tried out, and moved when the office confirms. */

#include "http/http.h"

extern const struct module due_move_module;

#endif
