/* R17: whatever is changed, removed, inserted, swapped or cut off in the trail is found. */
#include "app/audit/audit_priv.h"

#include "../../../support/db.h"
#include "db/db_priv.h"

#include <setjmp.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define ROWS 12 /* with ids 10, 20, … in seals of four */
#define NOW INT64_C(1795300000000)

static struct arena *arena;
static struct config config;
static struct db *db;
static struct audit_key key;
static char folder[] = "/tmp/audit-test-XXXXXX";
static int mutations;

static void script(const char *sql)
{
    char *why;
    if (db_script(db, sql, strlen(sql), arena, &why) != OK)
        fail_msg("%s: %s", sql, why);
}

static void add_row(int i)
{
    script(arena_printf(
        arena,
        "INSERT INTO audit_log (id, at, person_id, membership_id, actor_name, actor_post, role, ip,"
        " request_id, action, object_kind, object_id, result, detail) VALUES (%d, '2026-11-21 10:%02d:00',"
        " %d, NULL, '周明远', '市卫生健康委员会 主任', 'leader', '10.0.0.%d', 'r%d', 'matter.approve',"
        " 'matter', %d, 'ok', '{\"n\":%d}')",
        i * 10, i, i % 3 ? i : 1, i, i, i, i));
}

static void seal_at(int64_t now)
{
    int64_t rows;
    assert_int_equal(audit_seal(db, &key, now, &rows), OK);
}

/* A clean trail: three seals. */
static int again(void **state)
{
    (void)state;
    assert_int_equal(db_ready(db), OK);
    script("TRUNCATE audit_log; TRUNCATE audit_seal");
    unlink(key.anchor);
    for (int i = 1; i <= ROWS; i++) {
        add_row(i);
        if (i % 4 == 0)
            seal_at(NOW + i);
    }
    mutations = 0;
    return 0;
}

static int set_up(void **state)
{
    (void)state;
    crypto_start();
    arena = arena_new();
    db = test_db("DUBAN_TEST_CONF", &config, arena);
    assert_non_null(mkdtemp(folder));
    memset(key.bytes, 7, sizeof(key.bytes));
    key.anchor = arena_printf(arena, "%s/seal.anchor", folder);
    script("DROP TRIGGER audit_log_no_update; DROP TRIGGER audit_log_no_delete; DROP TRIGGER "
           "audit_seal_no_update;"
           "DROP TRIGGER audit_seal_no_delete");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    script("TRUNCATE audit_log; TRUNCATE audit_seal;"
           "CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log FOR EACH ROW SIGNAL SQLSTATE "
           "'45000' SET"
           " MESSAGE_TEXT = 'audit_log is append-only';"
           "CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log FOR EACH ROW SIGNAL SQLSTATE "
           "'45000' SET"
           " MESSAGE_TEXT = 'audit_log is append-only';"
           "CREATE TRIGGER audit_seal_no_update BEFORE UPDATE ON audit_seal FOR EACH ROW SIGNAL SQLSTATE "
           "'45000' SET"
           " MESSAGE_TEXT = 'audit_seal is append-only';"
           "CREATE TRIGGER audit_seal_no_delete BEFORE DELETE ON audit_seal FOR EACH ROW SIGNAL SQLSTATE "
           "'45000' SET"
           " MESSAGE_TEXT = 'audit_seal is append-only'");
    unlink(key.anchor);
    rmdir(folder);
    db_free(db);
    arena_free(arena);
    return 0;
}

static struct audit_verdict verdict(void)
{
    struct audit_verdict v;
    assert_int_equal(audit_verify(db, &key, NOW, arena, &v), OK);
    return v;
}

static bool accuses(const struct audit_verdict *v, const char *kind)
{
    const struct audit_fault *f = v->faults.items;
    for (size_t i = 0; i < v->faults.n; i++) {
        if (strcmp(f[i].kind, kind) == 0)
            return true;
    }
    return false;
}

/* Does sql in a transaction, expects the fault, and undoes it. */
static void found(const char *sql, const char *kind)
{
    assert_int_equal(db_command(db, "START TRANSACTION"), OK);
    script(sql);
    struct audit_verdict v = verdict();
    if (v.ok || !accuses(&v, kind))
        fail_msg("not found as %s: %s", kind, sql);
    assert_int_equal(db_command(db, "ROLLBACK"), OK);
    mutations++;
}

static void an_untouched_trail_is_in_order(void **state)
{
    (void)state;
    struct audit_verdict v = verdict();
    assert_true(v.ok);
    assert_int_equal(v.checked, ROWS);
    assert_int_equal(v.seals, 3);
    assert_int_equal(v.sealed_to, ROWS * 10);
    assert_int_equal(v.waiting, 0);
    assert_int_equal(v.faults.n, 0);
}

static const char *const changes[] = {
    "id = id + 1",
    "at = at + INTERVAL 1000 MICROSECOND",
    "person_id = person_id + 1",
    "person_id = NULL",
    "membership_id = 0",
    "membership_id = 1",
    "actor_name = '周明达'",
    "actor_name = ''",
    "actor_name = NULL",
    "actor_post = CONCAT(actor_post, ' ')",
    "role = 'office'",
    "ip = '10.0.0.99'",
    "request_id = CONCAT(request_id, '0')",
    "action = 'matter.return'",
    "action = 'Matter.approve'",
    "object_kind = 'matters'",
    "object_kind = NULL",
    "object_id = object_id + 1",
    "object_id = NULL",
    "result = 'denied'",
    "detail = '{}'",
    "detail = CONCAT(detail, ' ')",
    /* what is moved from one column to the next */
    "ip = CONCAT(ip, 'r'), request_id = SUBSTR(request_id, 2)",
};

static void every_change_of_every_row_is_found(void **state)
{
    (void)state;
    for (int i = 1; i <= ROWS; i++) {
        for (size_t k = 0; k < ARRAY_LEN(changes); k++) {
            bool leaves = k == 0 && i % 4 == 0; /* its seal's range */
            found(arena_printf(arena, "UPDATE audit_log SET %s WHERE id = %d", changes[k], i * 10),
                  leaves ? "removed" : "changed");
        }
    }
    print_message("# %d changes\n", mutations);
    assert_int_equal(mutations, ROWS * (int)ARRAY_LEN(changes));
}

static void every_removed_row_is_found(void **state)
{
    (void)state;
    for (int i = 1; i <= ROWS; i++) {
        for (int k = i; k <= ROWS; k++)
            found(arena_printf(arena, "DELETE FROM audit_log WHERE id BETWEEN %d AND %d", i * 10, k * 10),
                  "removed");
    }
}

static void every_inserted_row_is_found(void **state)
{
    (void)state;
    for (int id = 1; id < ROWS * 10; id++) {
        if (id % 10 != 0)
            found(arena_printf(arena,
                               "INSERT INTO audit_log (id, at, ip, request_id, action, result)"
                               " VALUES (%d, '2026-11-21 10:00:00', '', '', 'x', 'ok')",
                               id),
                  "inserted");
    }
}

static void every_swap_of_two_rows_is_found(void **state)
{
    (void)state;
    for (int i = 1; i <= ROWS; i++) {
        for (int k = i + 1; k <= ROWS; k++)
            found(arena_printf(
                      arena,
                      "UPDATE audit_log SET id = 0 WHERE id = %d; UPDATE audit_log SET id = %d WHERE id = %d;"
                      "UPDATE audit_log SET id = %d WHERE id = 0",
                      i * 10, i * 10, k * 10, k * 10),
                  "changed");
    }
}

static void every_change_of_a_seal_is_found(void **state)
{
    static const char *const of_seals[] = {
        "first_id = first_id + 1",
        "first_id = first_id - 1",
        "n = n + 1",
        "digest = UNHEX(SHA2('x', 256))",
        "mac = UNHEX(SHA2('x', 256))",
        "sealed_at = sealed_at + INTERVAL 1 SECOND",
        "last_id = last_id + 1",
        "last_id = last_id - 1",
    };
    (void)state;
    for (int id = 1; id <= 3; id++) {
        for (size_t k = 0; k < ARRAY_LEN(of_seals); k++)
            found(arena_printf(arena, "UPDATE audit_seal SET %s WHERE id = %d", of_seals[k], id), "chain");
        found(arena_printf(arena, "DELETE FROM audit_seal WHERE id = %d", id), "truncated");
        found(arena_printf(arena, "UPDATE audit_seal SET id = 9 WHERE id = %d", id), "truncated");
    }
}

static void a_trail_cut_short_is_found(void **state)
{
    (void)state;
    for (int keep = 0; keep < 3; keep++)
        found(arena_printf(arena, "DELETE FROM audit_log WHERE id > %d; DELETE FROM audit_seal WHERE id > %d",
                           keep * 40, keep),
              "truncated");
    found("DELETE FROM audit_log; DELETE FROM audit_seal", "truncated");
}

/* Rewrites the last row and seals it again with the key at hand. */
static void rechain(const uint8_t with[32])
{
    struct audit_key theirs = {.anchor = arena_printf(arena, "%s/theirs", folder)};
    int64_t rows;
    memcpy(theirs.bytes, with, 32);
    script(
        "UPDATE audit_log SET action = 'matter.return' WHERE id = 120; DELETE FROM audit_seal WHERE id = 3");
    FILE *f = fopen(theirs.anchor, "w");
    assert_non_null(f);
    fclose(f);
    assert_int_equal(audit_seal(db, &theirs, NOW + 12, &rows), OK);
    assert_int_equal(rows, 4);
    script("UPDATE audit_seal SET id = 3 WHERE id > 3");
    unlink(theirs.anchor);
}

static void an_insider_without_the_key_breaks_the_chain(void **state)
{
    uint8_t wrong[32] = {1};
    (void)state;
    rechain(wrong);
    struct audit_verdict v = verdict();
    assert_true(accuses(&v, "chain"));
}

static void an_insider_with_the_key_is_caught_by_the_anchor(void **state)
{
    (void)state;
    rechain(key.bytes);
    struct audit_verdict v = verdict();
    assert_false(accuses(&v, "chain"));
    assert_false(accuses(&v, "changed"));
    assert_true(!v.ok && accuses(&v, "anchor"));
}

static void a_missing_anchor_is_missed_and_never_made_anew(void **state)
{
    int64_t rows;
    (void)state;
    unlink(key.anchor);
    struct audit_verdict v = verdict();
    assert_true(!v.ok && accuses(&v, "anchor"));
    add_row(ROWS + 1);
    assert_int_equal(audit_seal(db, &key, NOW + 100000, &rows), ERR_STORAGE);
    assert_int_not_equal(access(key.anchor, F_OK), 0);
}

static void the_anchor_catches_up_after_a_crash(void **state)
{
    (void)state;
    FILE *f = fopen(key.anchor, "r+");
    char line[100];
    assert_non_null(fgets(line, sizeof(line), f));
    assert_int_equal(ftruncate(fileno(f), (off_t)strlen(line)), 0);
    fclose(f);
    assert_true(verdict().ok);
    seal_at(NOW + 100);
    assert_true(verdict().ok);
    f = fopen(key.anchor, "r");
    int lines = 0;
    while (fgets(line, sizeof(line), f))
        lines++;
    fclose(f);
    assert_int_equal(lines, 3);
}

static void a_row_is_sealed_only_when_half_a_minute_old(void **state)
{
    int64_t rows, at;
    (void)state;
    assert_true(instant_parse("2026-11-21T18:20:00.000+08:00", &at)); /* 10:20 UTC */
    add_row(20);
    assert_int_equal(audit_seal(db, &key, at + 29000, &rows), OK);
    assert_int_equal(rows, 0);
    assert_int_equal(verdict().waiting, 1);
    assert_int_equal(audit_seal(db, &key, at + 31000, &rows), OK);
    assert_int_equal(rows, 1);
    assert_int_equal(verdict().waiting, 0);
    assert_true(verdict().ok);
}

static void a_large_trail_is_sealed_in_batches(void **state)
{
    int64_t rows;
    (void)state;
    script("INSERT INTO audit_log (at, ip, request_id, action, result)"
           " SELECT '2026-11-21 10:00:00', '', seq, 'x', 'ok' FROM seq_1_to_2500");
    assert_int_equal(audit_seal(db, &key, NOW + 100, &rows), OK);
    assert_int_equal(rows, 2500);
    struct audit_verdict v = verdict();
    assert_true(v.ok);
    assert_int_equal(v.seals, 6);
    assert_int_equal(v.checked, ROWS + 2500);
    found("DELETE FROM audit_log WHERE id = 1500", "removed");
}

static void a_verdict_is_kept_for_the_screen(void **state)
{
    struct audit_kept kept;
    bool is_there;
    struct audit_verdict v = verdict();
    (void)state;
    audit_accuse(arena, &v, "changed", 3, "第 %d 号“引号”", 3);
    assert_int_equal(audit_keep(db, &v), OK);
    assert_int_equal(audit_kept_find(db, arena, &kept, &is_there), OK);
    assert_true(is_there && !kept.ok);
    assert_int_equal(kept.checked, ROWS);
    assert_string_equal(kept.faults,
                        "{\"faults\":[{\"kind\":\"changed\",\"id\":3,\"detail\":\"第 3 号“引号”\"}]}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(an_untouched_trail_is_in_order, again),
        cmocka_unit_test_setup(every_change_of_every_row_is_found, again),
        cmocka_unit_test_setup(every_removed_row_is_found, again),
        cmocka_unit_test_setup(every_inserted_row_is_found, again),
        cmocka_unit_test_setup(every_swap_of_two_rows_is_found, again),
        cmocka_unit_test_setup(every_change_of_a_seal_is_found, again),
        cmocka_unit_test_setup(a_trail_cut_short_is_found, again),
        cmocka_unit_test_setup(an_insider_without_the_key_breaks_the_chain, again),
        cmocka_unit_test_setup(an_insider_with_the_key_is_caught_by_the_anchor, again),
        cmocka_unit_test_setup(a_missing_anchor_is_missed_and_never_made_anew, again),
        cmocka_unit_test_setup(the_anchor_catches_up_after_a_crash, again),
        cmocka_unit_test_setup(a_row_is_sealed_only_when_half_a_minute_old, again),
        cmocka_unit_test_setup(a_large_trail_is_sealed_in_batches, again),
        cmocka_unit_test_setup(a_verdict_is_kept_for_the_screen, again),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
