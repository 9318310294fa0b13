#ifndef INSTRUCTION_H
#define INSTRUCTION_H

/* 批示: a leader's order, on a matter or from nothing; its answer comes back to the same leader, who is
 * content or instructs again (A3, D3.1). */

#include "http/http.h"

extern const struct module instruction_module, instruction_move_module;

#endif
