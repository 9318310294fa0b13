#ifndef TALK_H
#define TALK_H

/* What people say to each other on a matter (A5.5): words that all its units and its body see, and notes that
 * only the body's leaders and office see. Words are neither changed nor taken back. */

#include "http/http.h"

extern const struct module talk_module;

#endif
