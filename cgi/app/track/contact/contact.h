#ifndef CONTACT_H
#define CONTACT_H

/* Following up by phone, on the spot and by papers (A4.3.2, A5.4): what was said is kept as it was; an answer
 * in writing that was demanded is a directive. */

#include "http/http.h"

extern const struct module contact_module;

#endif
