#ifndef DIRECTIVE_PRIV_H
#define DIRECTIVE_PRIV_H

#include "app/work/directive/directive.h"

/* ---- store */
enum err directive_insert(struct req *req, const struct matter_case *c, const struct directive_in *in,
                          int64_t *id) MUST_USE;
#define DIRECTIVE_QUERIES 1
extern const struct db_query *const directive_queries[DIRECTIVE_QUERIES];

#endif
