#ifndef INTAKE_H
#define INTAKE_H

/* 任务分解表 (D4.1): drafts out of a spreadsheet, checked row by row before anything is made; and many drafts
 * proposed at once. */

#include "http/http.h"

extern const struct module intake_module, propose_many_module;

#endif
