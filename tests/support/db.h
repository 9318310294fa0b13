#ifndef TEST_DB_H
#define TEST_DB_H

/* For unit tests that need the database of tests/support/with-db. */

#include "db/db.h"

#include <stdio.h>
#include <stdlib.h>

/* A connection as the owner (DUBAN_TEST_CONF) or the application (DUBAN_TEST_APP_CONF). */
static struct db *test_db(const char *variable, struct config *config, struct arena *a)
{
    const char *path = getenv(variable);
    char *why = "not set";
    if (!path || !config_load(config, path, a, &why)) {
        fprintf(stderr, "%s: %s; run by tests/support/with-db\n", variable, why);
        exit(1);
    }
    struct db *db = db_new(config);
    if (db_ready(db) != OK)
        exit(1);
    return db;
}

#endif
