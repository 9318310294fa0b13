/* What the two accounts of sql/grants.sql may do, and what not (R9, R17). */
#include "../../support/db.h"

#include <setjmp.h>
#include <string.h>

#include <cmocka.h>

static struct arena *arena;
static struct config owner_config, app_config;
static struct db *owner, *app;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new();
    owner = test_db("DUBAN_TEST_CONF", &owner_config, arena);
    app = test_db("DUBAN_TEST_APP_CONF", &app_config, arena);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    db_free(owner);
    db_free(app);
    arena_free(arena);
    return 0;
}

static bool is_denied(struct db *db, const char *sql)
{
    char *why = NULL;
    assert_int_equal(db_ready(db), OK);
    if (db_script(db, sql, strlen(sql), arena, &why) == OK)
        return false;
    if (!strstr(why, "denied") && !strstr(why, "append-only") && !strstr(why, "need (at least one of)"))
        fail_msg("%s: %s", sql, why);
    return true;
}

static const char *const forbidden[] = {
    /* the trails only grow */
    "UPDATE audit_log SET action = 'x'",
    "DELETE FROM audit_log",
    "TRUNCATE audit_log",
    "REPLACE INTO audit_log (id, at, ip, request_id, action, result) VALUES (1, '2026-01-01', '', '', '', "
    "'ok')",
    "INSERT INTO audit_log (id, at, ip, request_id, action, result) VALUES (1, '2026-01-01', '', '', '', "
    "'ok')"
    " ON DUPLICATE KEY UPDATE action = 'x'",
    "DROP TRIGGER audit_log_no_delete",
    "UPDATE audit_seal SET n = 0",
    "DELETE FROM audit_seal",
    "TRUNCATE audit_seal",
    "UPDATE history SET note = 'x'",
    "DELETE FROM history",
    /* what was filed stays as it was filed, and no matter or person goes away */
    "UPDATE report SET done = 'x'",
    "DELETE FROM report",
    "UPDATE handover SET note = 'x'",
    "DELETE FROM matter",
    "DELETE FROM person",
    "DELETE FROM membership",
    "DELETE FROM number_series",
    "UPDATE matter_scope SET scope = 2",
    /* a signed paper stays what it was */
    "DELETE FROM document",
    "UPDATE document SET content = '{}'",
    "UPDATE document SET doc_no = 'x'",
    "UPDATE document SET signed_at = '2026-01-01'",
    /* no schema, no accounts, no files, no other databases */
    "CREATE TABLE t_x (id INT)",
    "ALTER TABLE matter ADD COLUMN x INT",
    "DROP TABLE matter",
    "CREATE INDEX x ON matter (title)",
    "CREATE VIEW x AS SELECT 1",
    "CREATE TRIGGER x BEFORE UPDATE ON matter FOR EACH ROW SET @x = 1",
    "CREATE PROCEDURE x() SELECT 1",
    "CREATE TEMPORARY TABLE t_x (id INT)",
    "LOCK TABLES matter WRITE",
    "GRANT SELECT ON duban.matter TO 'duban_app'@'localhost'",
    "CREATE USER x",
    "SELECT user FROM mysql.user",
    "SELECT 1 INTO OUTFILE '/tmp/x'",
    "LOAD DATA INFILE '/etc/passwd' INTO TABLE gram",
    "SET GLOBAL general_log = 1",
    "SHUTDOWN",
    "FLUSH TABLES",
    "INSERT INTO schema_migration (name, sha256, applied_at) VALUES ('x', '', '2026-01-01')",
    "UPDATE workday SET name = 'x'",
    "DELETE FROM revocation",
};

static void the_application_may_not_do_more_than_it_needs(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(forbidden); i++) {
        if (!is_denied(app, forbidden[i]))
            fail_msg("allowed: %s", forbidden[i]);
    }
}

static void even_the_owner_cannot_change_the_trail_by_the_way(void **state)
{
    const char *add =
        "INSERT INTO audit_log (at, ip, request_id, action, result) VALUES ('2026-01-01', '', '', 'x', 'ok')";
    char *why;
    (void)state;
    assert_int_equal(db_script(owner, add, strlen(add), arena, &why), OK);
    assert_true(is_denied(owner, "UPDATE audit_log SET action = 'y'"));
    assert_true(is_denied(owner, "DELETE FROM audit_log"));
    assert_true(is_denied(owner, "CREATE DATABASE x"));
    assert_true(is_denied(owner, "SELECT user FROM mysql.user"));
    assert_true(is_denied(owner, "CREATE USER x"));
    assert_true(is_denied(owner, "SELECT 1 INTO OUTFILE '/tmp/x'"));
    assert_int_equal(db_script(owner, "TRUNCATE audit_log", 18, arena, &why), OK);
}

struct table {
    const char *name;
};
static const struct field table_fields[] = {
    {.name = "name", .type = F_TEXT, .at = offsetof(struct table, name)}};
static const struct shape table_shape = SHAPE("Table", struct table, table_fields);
static const struct db_query TABLES = {"tables",
                                       "SELECT table_name AS name FROM information_schema.tables WHERE "
                                       "table_schema = 'duban' ORDER BY table_name",
                                       &table_shape};

/* information_schema shows only tables to which one has some right. */
static void rights_sql_names_every_table(void **state)
{
    struct list all, seen;
    (void)state;
    assert_int_equal(db_list(owner, arena, &TABLES, &all, DB_NONE), OK);
    assert_int_equal(db_list(app, arena, &TABLES, &seen, DB_NONE), OK);
    const struct table *a = all.items, *s = seen.items;
    for (size_t i = 0; i < all.n; i++) {
        if (i >= seen.n || strcmp(a[i].name, s[i].name) != 0)
            fail_msg("sql/rights.sql does not name %s", a[i].name);
    }
    assert_true(all.n > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_application_may_not_do_more_than_it_needs),
        cmocka_unit_test(even_the_owner_cannot_change_the_trail_by_the_way),
        cmocka_unit_test(rights_sql_names_every_table),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
