#include "app/deadline/deadline_priv.h"

const struct module deadline_module = {
    .name = "deadline",
    .queries = due_queries,
    .nqueries = DUE_QUERIES,
};
