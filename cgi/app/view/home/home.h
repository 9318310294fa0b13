#ifndef HOME_H
#define HOME_H

/* What waits for me, saved ledger views, the ledger as CSV. */

#include "http/http.h"

extern const struct module home_module, todo_module;

#endif
