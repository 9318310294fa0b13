#include "db/db_priv.h"

#include "../../support/db.h"

#include <pthread.h>
#include <setjmp.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

static struct arena *arena;
static struct config config;
static struct db *db, *other;

static void script(const char *sql)
{
    char *why;
    if (db_script(db, sql, strlen(sql), arena, &why) != OK)
        fail_msg("%s", why);
}

static int set_up(void **state)
{
    (void)state;
    arena = arena_new();
    db = test_db("DUBAN_TEST_CONF", &config, arena);
    other = test_db("DUBAN_TEST_CONF", &config, arena);
    script(
        "CREATE TABLE t_thing (id BIGINT PRIMARY KEY AUTO_INCREMENT, n BIGINT NULL, b BOOLEAN NOT NULL "
        "DEFAULT 0,"
        " s MEDIUMTEXT NULL, d DATE NULL, at DATETIME(3) NULL, k VARCHAR(10) NULL, version BIGINT NOT NULL "
        "DEFAULT 1,"
        " u VARCHAR(10) NULL UNIQUE, parent_id BIGINT NULL, FOREIGN KEY (parent_id) REFERENCES t_thing (id));"
        "CREATE TABLE t_lock (id INT PRIMARY KEY, n INT NOT NULL); INSERT INTO t_lock VALUES (1, 0), (2, "
        "0);");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    script("DROP TABLE t_thing, t_lock");
    db_free(db);
    db_free(other);
    arena_free(arena);
    return 0;
}

static int again(void **state)
{
    (void)state;
    assert_int_equal(db_ready(db), OK);
    assert_int_equal(db_ready(other), OK);
    script("DELETE FROM t_thing WHERE parent_id IS NOT NULL; DELETE FROM t_thing; UPDATE t_lock SET n = 0;");
    return 0;
}

/* ---- what the statements are about */
static const struct choice kind_items[] = {{"lead", "主办"}, {"assist", "协办"}};
static const struct choices kinds = CHOICES("Kind", kind_items);
struct thing {
    int64_t id, n;
    bool b;
    const char *s;
    int32_t d;
    int64_t at;
    int k;
    int64_t version;
};
#define AT(member) offsetof(struct thing, member)
static const struct field thing_fields[] = {
    {.name = "id", .type = F_INT, .at = AT(id)},
    {.name = "n", .type = F_INT, .at = AT(n), .nullable = true},
    {.name = "b", .type = F_BOOL, .at = AT(b)},
    {.name = "s", .type = F_TEXT, .at = AT(s)},
    {.name = "d", .type = F_DATE, .at = AT(d)},
    {.name = "at", .type = F_INSTANT, .at = AT(at)},
    {.name = "k", .type = F_CHOICE, .at = AT(k), .choices = &kinds},
    {.name = "version", .type = F_INT, .at = AT(version)},
};
static const struct shape thing_shape = SHAPE("Thing", struct thing, thing_fields);
#define COLUMNS "SELECT id, n, b, s, d, at, k, version FROM t_thing"
static const struct db_query BY_ID = {"by_id", COLUMNS " WHERE id = ?", &thing_shape};
static const struct db_query ALL = {"all", COLUMNS " ORDER BY id", &thing_shape};
static const struct db_query ADD = {
    "add", "INSERT INTO t_thing (n, b, s, d, at, k) VALUES (?, ?, ?, ?, ?, ?)", NULL};
static const struct db_query ADD_UNIQUE = {"add_unique", "INSERT INTO t_thing (u) VALUES (?)", NULL};
static const struct db_query ADD_CHILD = {"add_child", "INSERT INTO t_thing (parent_id) VALUES (?)", NULL};
static const struct db_query REMOVE = {"remove", "DELETE FROM t_thing WHERE id = ?", NULL};
static const struct db_query TOUCH = {"touch", "UPDATE t_thing SET b = b WHERE id = ?", NULL};

static int64_t add(int64_t n, const char *s, int32_t d, int64_t at)
{
    struct db_done done;
    assert_int_equal(db_exec(db, &ADD, &done,
                             DB_ARGS(db_i64(n), db_bool(true), db_text(s), db_date(d), db_instant(at),
                                     db_choice(&kinds, 2))),
                     OK);
    assert_int_equal(done.rows, 1);
    return done.id;
}

static void values_come_back_as_they_went(void **state)
{
    struct thing t;
    int64_t at = INT64_C(1795300000123);
    int64_t id = add(-INT64_MAX, "督办 \xf0\x9f\x98\xb9", date_make(2026, 11, 30), at);
    (void)state;
    assert_int_equal(db_one(db, arena, &BY_ID, &t, DB_ARGS(db_i64(id))), OK);
    assert_int_equal(t.id, id);
    assert_true(t.n == -INT64_MAX && t.b);
    assert_string_equal(t.s, "督办 \xf0\x9f\x98\xb9");
    assert_int_equal(t.d, date_make(2026, 11, 30));
    assert_true(t.at == at);
    assert_int_equal(t.k, 2);
    id = add(1, "", date_make(1900, 1, 1), -1); /* the last millisecond of 1969 */
    assert_int_equal(db_one(db, arena, &BY_ID, &t, DB_ARGS(db_i64(id))), OK);
    assert_string_equal(t.s, "");
    assert_int_equal(t.d, date_make(1900, 1, 1));
    assert_true(t.at == -1);
}

static void null_is_absent(void **state)
{
    struct thing t;
    struct db_done done;
    (void)state;
    assert_int_equal(db_exec(db, &ADD, &done,
                             DB_ARGS(db_id(0), db_bool(false), db_text(NULL), db_date(0), db_instant(0),
                                     db_choice(&kinds, 0))),
                     OK);
    memset(&t, 0xff, sizeof(t));
    assert_int_equal(db_one(db, arena, &BY_ID, &t, DB_ARGS(db_i64(done.id))), OK);
    assert_true(t.n == 0 && !t.b && !t.s && t.d == 0 && t.at == 0 && t.k == 0);
}

static void a_long_text_is_never_cut(void **state)
{
    static const size_t lengths[] = {0, 1, 255, 256, 257, 4096, 300000};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(lengths); i++) {
        struct buf b;
        struct thing t;
        struct json j;
        struct db_rows rows = {0};
        buf_init(&b, arena);
        for (size_t n = 0; n + 3 <= lengths[i]; n += 3)
            buf_puts(&b, "督");
        while (b.len < lengths[i])
            buf_putc(&b, '.');
        int64_t id = add(1, b.data, 0, 0);
        assert_int_equal(db_one(db, arena, &BY_ID, &t, DB_ARGS(db_i64(id))), OK);
        assert_string_equal(t.s, b.data);
        json_init(&j, arena);
        assert_int_equal(db_json_rows(db, &j, &BY_ID, &rows, DB_ARGS(db_i64(id))), OK);
        assert_non_null(strstr(j.out.data, arena_printf(arena, "\"s\":\"%s\"", b.data)));
    }
}

static void rows_stream_to_json_up_to_max(void **state)
{
    struct json j;
    struct db_rows rows = {.max = 2};
    int64_t first = add(5, "a\"b", date_make(2026, 2, 1), INT64_C(1795300000000)),
            second = add(0, NULL, 0, 0);
    (void)state;
    add(7, "c", 0, 0);
    json_init(&j, arena);
    json_open(&j, '[');
    assert_int_equal(db_json_rows(db, &j, &ALL, &rows, DB_NONE), OK);
    json_close(&j, ']');
    assert_int_equal(rows.n, 3);
    assert_int_equal(rows.version, 1);
    assert_string_equal(rows.last_key, arena_printf(arena, "%lld", (long long)second));
    assert_string_equal(
        j.out.data, arena_printf(arena,
                                 "[{\"id\":%lld,\"n\":5,\"b\":true,\"s\":\"a\\\"b\",\"d\":\"2026-02-01\","
                                 "\"at\":\"2026-11-22T06:26:40.000+08:00\",\"k\":\"assist\",\"version\":1},"
                                 "{\"id\":%lld,\"n\":0,\"b\":true,\"s\":null,\"d\":null,\"at\":null,"
                                 "\"k\":\"assist\",\"version\":1}]",
                                 (long long)first, (long long)second));
}

static void lists_hold_every_row(void **state)
{
    struct list all;
    (void)state;
    assert_int_equal(db_list(db, arena, &ALL, &all, DB_NONE), OK);
    assert_int_equal(all.n, 0);
    for (int i = 0; i < 100; i++)
        add(i, "x", 0, 0);
    assert_int_equal(db_list(db, arena, &ALL, &all, DB_NONE), OK);
    assert_int_equal(all.n, 100);
    for (int i = 0; i < 100; i++)
        assert_int_equal(((struct thing *)all.items)[i].n, i);
}

static void what_is_not_there_is_not_found(void **state)
{
    struct thing t;
    struct db_done done;
    bool found = true;
    (void)state;
    assert_int_equal(db_one(db, arena, &BY_ID, &t, DB_ARGS(db_i64(-1))), ERR_NOT_FOUND);
    assert_int_equal(db_find(db, arena, &BY_ID, &t, &found, DB_ARGS(db_i64(-1))), OK);
    assert_false(found);
    assert_int_equal(db_exec(db, &TOUCH, &done, DB_ARGS(db_i64(-1))), OK);
    assert_int_equal(done.rows, 0);
    int64_t id = add(1, "x", 0, 0);
    assert_int_equal(db_exec(db, &TOUCH, &done, DB_ARGS(db_i64(id))), OK);
    assert_int_equal(done.rows, 1); /* matched, though nothing changed */
}

static void keys_in_conflict_are_told(void **state)
{
    struct db_done parent;
    (void)state;
    assert_int_equal(db_exec(db, &ADD_UNIQUE, &parent, DB_ARGS(db_text("a"))), OK);
    assert_int_equal(db_exec(db, &ADD_UNIQUE, NULL, DB_ARGS(db_text("a"))), ERR_CONFLICT);
    assert_int_equal(db_exec(db, &ADD_CHILD, NULL, DB_ARGS(db_i64(-5))), ERR_CONFLICT);
    assert_int_equal(db_exec(db, &ADD_CHILD, NULL, DB_ARGS(db_i64(parent.id))), OK);
    assert_int_equal(db_exec(db, &REMOVE, NULL, DB_ARGS(db_i64(parent.id))), ERR_CONFLICT);
}

static void what_does_not_fit_is_an_error(void **state)
{
    static const struct db_query wide = {"wide", COLUMNS ", t_lock", &thing_shape};
    static const struct db_query few = {"few", "SELECT id FROM t_thing", &thing_shape};
    static const struct db_query none = {"none", "SELECT id FROM t_thing", NULL};
    static const struct db_query big = {"big",
                                        "SELECT 99999999999999999999 AS id, 0 AS n, 0 AS b, 's' AS s, NULL "
                                        "AS d, NULL AS at, 'lead' AS k, 1 AS version",
                                        &thing_shape};
    static const struct db_query strange = {
        "strange",
        "SELECT 1 AS id, 0 AS n, 0 AS b, 's' AS s, NULL AS d, NULL AS at, 'boss' AS k, 1 AS version",
        &thing_shape};
    static const struct db_query long_key = {"long_key", "INSERT INTO t_thing (u) VALUES ('0123456789X')",
                                             NULL};
    static const struct db_query no_date = {"no_date", "INSERT INTO t_thing (d) VALUES ('2026-02-30')", NULL};
    struct thing t;
    (void)state;
    assert_int_equal(db_one(db, arena, &few, &t, DB_NONE), ERR_INTERNAL);
    assert_int_equal(db_exec(db, &none, NULL, DB_NONE), ERR_INTERNAL);
    assert_int_equal(db_exec(db, &wide, NULL, DB_NONE), ERR_INTERNAL);
    assert_int_equal(db_one(db, arena, &big, &t, DB_NONE), ERR_INTERNAL);
    assert_int_equal(db_one(db, arena, &strange, &t, DB_NONE), ERR_INTERNAL);
    assert_int_equal(db_one(db, arena, &BY_ID, &t, DB_NONE), ERR_INTERNAL);
    assert_int_equal(db_exec(db, &long_key, NULL, DB_NONE), ERR_INTERNAL);
    assert_int_equal(db_exec(db, &no_date, NULL, DB_NONE), ERR_INTERNAL);
}

static void check_names_what_does_not_fit(void **state)
{
    static const struct db_query swapped = {"swapped", "SELECT n, id, b, s, d, at, k, version FROM t_thing",
                                            &thing_shape};
    static const struct db_query typed = {"typed", "SELECT id, n, b, s, at AS d, at, k, version FROM t_thing",
                                          &thing_shape};
    static const struct db_query broken = {"broken", "SELEKT 1", NULL};
    char *why;
    (void)state;
    assert_int_equal(db_check(db, &BY_ID, arena, &why), OK);
    assert_int_equal(db_check(db, &swapped, arena, &why), ERR_INTERNAL);
    assert_string_equal(why, "swapped: column 1 is n, field id");
    assert_int_equal(db_check(db, &typed, arena, &why), ERR_INTERNAL);
    assert_non_null(strstr(why, "column d has type"));
    assert_int_equal(db_check(db, &broken, arena, &why), ERR_INTERNAL);
    assert_non_null(strstr(why, "SQL syntax"));
}

static void a_prepared_statement_survives_an_alter(void **state)
{
    struct thing t;
    int64_t id = add(3, "x", 0, 0);
    (void)state;
    assert_int_equal(db_one(db, arena, &BY_ID, &t, DB_ARGS(db_i64(id))), OK);
    script("ALTER TABLE t_thing ADD COLUMN more INT NOT NULL DEFAULT 0 FIRST, MODIFY s LONGTEXT NULL, MODIFY "
           "n INT NULL");
    assert_int_equal(db_one(db, arena, &BY_ID, &t, DB_ARGS(db_i64(id))), OK);
    assert_int_equal(t.n, 3);
    script("ALTER TABLE t_thing DROP COLUMN more, MODIFY n BIGINT NULL");
    assert_int_equal(db_one(db, arena, &BY_ID, &t, DB_ARGS(db_i64(id))), OK);
}

/* ---- the session */
struct setting {
    const char *zone, *mode, *level, *charset;
    int64_t infile;
};
static void the_session_is_strict_and_utc(void **state)
{
    static const struct field fields[] = {
        {.name = "zone", .type = F_TEXT, .at = offsetof(struct setting, zone)},
        {.name = "mode", .type = F_TEXT, .at = offsetof(struct setting, mode)},
        {.name = "level", .type = F_TEXT, .at = offsetof(struct setting, level)},
        {.name = "charset", .type = F_TEXT, .at = offsetof(struct setting, charset)},
    };
    static const struct shape shape = SHAPE("Setting", struct setting, fields);
    static const struct db_query q = {
        "session",
        "SELECT @@time_zone AS zone, @@sql_mode AS mode, @@tx_isolation AS level,"
        " @@character_set_client AS charset",
        &shape};
    struct setting s;
    (void)state;
    assert_int_equal(db_one(db, arena, &q, &s, DB_NONE), OK);
    assert_string_equal(s.zone, "+00:00");
    assert_non_null(strstr(s.mode, "STRICT_ALL_TABLES"));
    assert_string_equal(s.level, "READ-COMMITTED");
    assert_string_equal(s.charset, "utf8mb4");
}

/* ---- transactions */
static const struct db_query LOCK_BUMP = {"lock_bump", "UPDATE t_lock SET n = n + 1 WHERE id = ?", NULL};
struct number {
    int64_t n;
};
static const struct field number_fields[] = {{.name = "n", .type = F_INT}};
static const struct shape number_shape = SHAPE("Number", struct number, number_fields);
static const struct db_query LOCK_N = {"lock_n", "SELECT n FROM t_lock WHERE id = ?", &number_shape};

static int64_t lock_n(int64_t id)
{
    struct number row;
    assert_int_equal(db_one(db, arena, &LOCK_N, &row, DB_ARGS(db_i64(id))), OK);
    return row.n;
}

static enum err bump_then(struct db *d, void *ctx)
{
    enum err e = db_exec(d, &LOCK_BUMP, NULL, DB_ARGS(db_i64(1)));
    return e == OK ? *(enum err *)ctx : e;
}

static void an_error_rolls_everything_back(void **state)
{
    enum err result = ERR_STALE;
    (void)state;
    assert_int_equal(db_tx(db, bump_then, &result), ERR_STALE);
    assert_int_equal(lock_n(1), 0);
    assert_false(db->in_tx);
    result = OK;
    assert_int_equal(db_tx(db, bump_then, &result), OK);
    assert_int_equal(lock_n(1), 1);
}

struct crossing {
    struct db *db;
    int64_t first, second;
    int runs;
    enum err result;
};

static enum err cross(struct db *d, void *ctx)
{
    struct crossing *c = ctx;
    c->runs++;
    enum err e = db_exec(d, &LOCK_BUMP, NULL, DB_ARGS(db_i64(c->first)));
    usleep(100000);
    return e == OK ? db_exec(d, &LOCK_BUMP, NULL, DB_ARGS(db_i64(c->second))) : e;
}

static void *run_cross(void *ctx)
{
    struct crossing *c = ctx;
    c->result = db_tx(c->db, cross, c);
    return NULL;
}

static void a_deadlock_is_run_again(void **state)
{
    struct crossing a = {.db = db, .first = 1, .second = 2}, b = {.db = other, .first = 2, .second = 1};
    pthread_t thread;
    (void)state;
    assert_int_equal(pthread_create(&thread, NULL, run_cross, &a), 0);
    run_cross(&b);
    pthread_join(thread, NULL);
    assert_int_equal(a.result, OK);
    assert_int_equal(b.result, OK);
    assert_true(a.runs + b.runs > 2);
    assert_int_equal(lock_n(1), 2);
    assert_int_equal(lock_n(2), 2);
}

/* Goes on as if nothing had happened: nothing of it may reach the tables. */
static enum err ignore_deadlock(struct db *d, void *ctx)
{
    struct crossing *c = ctx;
    c->runs++;
    enum err first = db_exec(d, &LOCK_BUMP, NULL, DB_ARGS(db_i64(1)));
    enum err second = db_exec(d, &LOCK_BUMP, NULL, DB_ARGS(db_i64(2)));
    assert_true(first == OK && second == ERR_BUSY);
    assert_int_equal(db_exec(d, &LOCK_BUMP, NULL, DB_ARGS(db_i64(1))), ERR_BUSY);
    return OK;
}

/* As for a key in flight: the caller knows what the lock means. */
static enum err name_lock(struct db *d, void *ctx)
{
    struct crossing *c = ctx;
    c->runs++;
    assert_int_equal(db_exec(d, &LOCK_BUMP, NULL, DB_ARGS(db_i64(2))), ERR_BUSY);
    assert_true(db_is_locked(d));
    return ERR_CONFLICT;
}

/* Runs fn while row 2 is locked elsewhere; what it logged. */
static char *run_against_lock(db_tx_fn *fn, struct crossing *c, enum err wanted)
{
    FILE *log = tmpfile();
    char *said = arena_alloc(arena, 4096);
    int kept = dup(STDERR_FILENO);
    assert_int_equal(db_command(other, "START TRANSACTION"), OK);
    assert_int_equal(db_exec(other, &LOCK_BUMP, NULL, DB_ARGS(db_i64(2))), OK);
    dup2(fileno(log), STDERR_FILENO);
    enum err e = db_tx(db, fn, c);
    dup2(kept, STDERR_FILENO);
    close(kept);
    assert_int_equal(e, wanted);
    assert_int_equal(db_command(other, "ROLLBACK"), OK);
    rewind(log);
    said[fread(said, 1, 4095, log)] = '\0';
    fclose(log);
    return said;
}

static void a_lock_that_stays_is_busy_after_three_tries(void **state)
{
    struct crossing c = {.db = db};
    int64_t start = clock_mono_us();
    (void)state;
    const char *said = run_against_lock(ignore_deadlock, &c, ERR_BUSY);
    assert_int_equal(c.runs, 3);
    assert_true(clock_mono_us() - start < 5000000);
    assert_int_equal(lock_n(1), 0);
    assert_non_null(strstr(said, "db-locked"));
    assert_null(strchr(strchr(said, '\n') + 1, '\n')); /* one line, of the last try */
}

static void a_lock_that_means_something_is_not_logged(void **state)
{
    struct crossing c = {.db = db};
    (void)state;
    assert_string_equal(run_against_lock(name_lock, &c, ERR_CONFLICT), "");
    assert_int_equal(c.runs, 3);
}

/* ---- a server that is slow or gone (R22) */
static void a_slow_statement_ends_by_itself(void **state)
{
    static const struct db_query slow = {"slow", "SELECT SLEEP(20) AS n", &number_shape};
    struct number row;
    int64_t start = clock_mono_us();
    (void)state;
    assert_int_equal(db_one(db, arena, &slow, &row, DB_NONE), ERR_BUSY);
    assert_true(clock_mono_us() - start < 3500000);
    assert_int_equal(lock_n(1), 0);
}

static void kill_connection_of(struct db *victim)
{
    static const struct db_query q = {"kill", "KILL ?", NULL};
    assert_int_equal(db_exec(victim == db ? other : db, &q, NULL,
                             DB_ARGS(db_i64((int64_t)mysql_thread_id(victim->mysql)))),
                     OK);
    usleep(50000);
}

static enum err lose(struct db *d, void *ctx)
{
    enum err e = db_exec(d, &LOCK_BUMP, NULL, DB_ARGS(db_i64(1)));
    (void)ctx;
    assert_int_equal(e, OK);
    kill_connection_of(d);
    return db_exec(d, &LOCK_BUMP, NULL, DB_ARGS(db_i64(2)));
}

static void a_lost_connection_comes_back(void **state)
{
    (void)state;
    assert_int_equal(lock_n(1), 0);
    kill_connection_of(db);
    assert_int_equal(db_ready(db), OK); /* sees it without a round trip */
    assert_int_equal(lock_n(1), 0);
    assert_int_equal(db_tx(db, lose, NULL), ERR_BUSY);
    assert_false(db->in_tx);
    assert_int_equal(db_ready(db), OK);
    assert_int_equal(lock_n(1), 0);
}

static enum err ready_within(const struct config *c, int64_t us)
{
    struct db *d = db_new(c);
    int64_t start = clock_mono_us();
    enum err e = db_ready(d);
    assert_true(clock_mono_us() - start < us);
    assert_true(db_take_us(d) < us);
    db_free(d);
    return e;
}

static void a_dead_or_mute_server_is_busy_in_time(void **state)
{
    struct config c = config;
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    (void)state;
    c.db_socket = "/nonexistent";
    assert_int_equal(ready_within(&c, 500000), ERR_BUSY);
    snprintf(name.sun_path, sizeof(name.sun_path), "/tmp/mute-%d.sock", (int)getpid());
    assert_int_equal(bind(fd, (struct sockaddr *)&name, sizeof(name)), 0);
    assert_int_equal(listen(fd, 5), 0);
    c.db_socket = name.sun_path;
    assert_int_equal(ready_within(&c, 3500000), ERR_BUSY);
    unlink(name.sun_path);
    close(fd);
    c.db_hosts = "127.0.0.1:1,127.0.0.1:2, 127.0.0.1:3";
    assert_int_equal(ready_within(&c, 500000), ERR_BUSY);
    c.db_hosts = NULL;
    c.db_socket = config.db_socket;
    c.db_password = "wrong";
    assert_int_equal(ready_within(&c, 500000), ERR_BUSY);
}

static void without_a_connection_everything_is_busy(void **state)
{
    struct config c = config;
    struct thing t;
    struct list all;
    char *why;
    enum err result = OK;
    (void)state;
    c.db_socket = "/nonexistent";
    struct db *d = db_new(&c);
    assert_int_equal(db_one(d, arena, &BY_ID, &t, DB_ARGS(db_i64(1))), ERR_BUSY);
    assert_int_equal(db_list(d, arena, &ALL, &all, DB_NONE), ERR_BUSY);
    assert_int_equal(db_exec(d, &ADD_UNIQUE, NULL, DB_ARGS(db_text("x"))), ERR_BUSY);
    assert_int_equal(db_tx(d, bump_then, &result), ERR_BUSY);
    assert_int_equal(db_check(d, &BY_ID, arena, &why), ERR_BUSY);
    assert_int_equal(db_script(d, "DO 0", 4, arena, &why), ERR_BUSY);
    db_free(d);
}

static void a_script_says_which_statement_failed(void **state)
{
    char *why;
    const char *sql = "DO 1; SELECT 1; INSERT INTO t_lock VALUES (1, 1); DO 2";
    (void)state;
    assert_int_equal(db_script(db, sql, strlen(sql), arena, &why), ERR_INTERNAL);
    assert_non_null(strstr(why, "第 3 条语句"));
    assert_non_null(strstr(why, "Duplicate entry"));
    assert_int_equal(lock_n(1), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(values_come_back_as_they_went, again),
        cmocka_unit_test_setup(null_is_absent, again),
        cmocka_unit_test_setup(a_long_text_is_never_cut, again),
        cmocka_unit_test_setup(rows_stream_to_json_up_to_max, again),
        cmocka_unit_test_setup(lists_hold_every_row, again),
        cmocka_unit_test_setup(what_is_not_there_is_not_found, again),
        cmocka_unit_test_setup(keys_in_conflict_are_told, again),
        cmocka_unit_test_setup(what_does_not_fit_is_an_error, again),
        cmocka_unit_test_setup(check_names_what_does_not_fit, again),
        cmocka_unit_test_setup(a_prepared_statement_survives_an_alter, again),
        cmocka_unit_test_setup(the_session_is_strict_and_utc, again),
        cmocka_unit_test_setup(an_error_rolls_everything_back, again),
        cmocka_unit_test_setup(a_deadlock_is_run_again, again),
        cmocka_unit_test_setup(a_lock_that_stays_is_busy_after_three_tries, again),
        cmocka_unit_test_setup(a_lock_that_means_something_is_not_logged, again),
        cmocka_unit_test_setup(a_slow_statement_ends_by_itself, again),
        cmocka_unit_test_setup(a_lost_connection_comes_back, again),
        cmocka_unit_test_setup(a_dead_or_mute_server_is_busy_in_time, again),
        cmocka_unit_test_setup(without_a_connection_everything_is_busy, again),
        cmocka_unit_test_setup(a_script_says_which_statement_failed, again),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
