#include "routes.h"

#include "../support/db.h"
#include "ctl/ctl.h"

#include <setjmp.h>
#include <string.h>

#include <cmocka.h>

static struct arena *arena;
static struct config config;

static size_t faults_of(struct db *db, const struct db_query *const *queries, size_t n)
{
    size_t faults = 0;
    for (size_t i = 0; i < n; i++) {
        char *why;
        if (db_check(db, queries[i], arena, &why) == OK)
            continue;
        print_error("%s\n", why);
        faults++;
    }
    return faults;
}

/* Columns and fields agree in number, name and type; the application has the rights that they need. */
static void every_statement_fits_the_schema(void **state)
{
    struct db *db = test_db("DUBAN_TEST_APP_CONF", &config, arena);
    size_t faults = 0, n = 0;
    (void)state;
    for (size_t i = 0; i < module_count; i++) {
        faults += faults_of(db, modules[i]->queries, modules[i]->nqueries);
        n += modules[i]->nqueries;
    }
    db_free(db);
    db = test_db("DUBAN_TEST_CONF", &config, arena);
    faults += faults_of(db, ctl_queries, CTL_QUERIES);
    db_free(db);
    print_message("# %zu statements\n", n + CTL_QUERIES);
    assert_int_equal(faults, 0);
    assert_true(n > 100);
}

/* The log tells them apart by name. */
static void no_two_statements_share_a_name(void **state)
{
    const struct db_query *all[2000];
    size_t n = 0;
    (void)state;
    for (size_t i = 0; i < module_count; i++) {
        for (size_t k = 0; k < modules[i]->nqueries; k++)
            all[n++] = modules[i]->queries[k];
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < i; k++) {
            if (all[i] == all[k] || strcmp(all[i]->name, all[k]->name) == 0)
                fail_msg("twice: %s", all[i]->name);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_statement_fits_the_schema),
        cmocka_unit_test(no_two_statements_share_a_name),
    };
    arena = arena_new();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(arena);
    return failed;
}
