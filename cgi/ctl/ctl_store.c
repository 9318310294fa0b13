#include "ctl/ctl.h"

#include <string.h>

struct number {
    int64_t n;
};
static const struct field number_fields[] = {{.name = "n", .type = F_INT}};
static const struct shape number_shape = SHAPE("Number", struct number, number_fields);

static enum err number(struct ctl *c, const struct db_query *q, int64_t *out)
{
    struct number row;
    enum err e = db_one(c->db, c->arena, q, &row, DB_NONE);
    if (e == OK)
        *out = row.n;
    return e;
}

/* ---- what was applied */
static const struct db_query LOCK = {
    .name = "ctl_lock",
    .sql = "SELECT COALESCE(GET_LOCK('duban.migrate', 10), 0) AS n",
    .row = &number_shape,
};
static const char begin_sql[] = "CREATE TABLE IF NOT EXISTS schema_migration ("
                                " name VARCHAR(80) NOT NULL PRIMARY KEY COMMENT '文件名',"
                                " sha256 CHAR(64) NOT NULL COMMENT '装入时内容的散列',"
                                " applied_at DATETIME(3) NOT NULL) COMMENT '已装入的升级'";
static const struct field applied_fields[] = {
    {.name = "name", .type = F_TEXT, .at = offsetof(struct applied, name)},
    {.name = "sha256", .type = F_TEXT, .at = offsetof(struct applied, sha256)},
};
static const struct shape applied_shape = SHAPE("Applied", struct applied, applied_fields);
static const struct db_query APPLIED = {
    .name = "ctl_applied",
    .sql = "SELECT name, sha256 FROM schema_migration ORDER BY name",
    .row = &applied_shape,
};
static const struct db_query NOTE = {
    .name = "ctl_note",
    .sql = "INSERT INTO schema_migration (name, sha256, applied_at) VALUES (?, ?, ?)",
};

enum err store_lock(struct ctl *c, bool *got)
{
    int64_t n = 0;
    enum err e = number(c, &LOCK, &n);
    *got = n == 1;
    return e;
}

enum err store_begin(struct ctl *c)
{
    char *why;
    return db_script(c->db, begin_sql, sizeof(begin_sql) - 1, c->arena, &why);
}

enum err store_applied(struct ctl *c, struct list *out)
{
    return db_list(c->db, c->arena, &APPLIED, out, DB_NONE);
}

enum err store_note(struct ctl *c, const char *name, const char *sha256)
{
    return db_exec(c->db, &NOTE, NULL, DB_ARGS(db_text(name), db_text(sha256), db_instant(c->now)));
}

/* ---- the demo */
static const struct db_query SET_NOW = {.name = "ctl_set_now", .sql = "SET @now = ?"};
static const struct db_query COUNT_PEOPLE = {
    .name = "ctl_count_people",
    .sql = "SELECT COUNT(*) AS n FROM person",
    .row = &number_shape,
};
static const struct db_query DEMO_PASSWORDS = {
    .name = "ctl_demo_passwords",
    .sql = "UPDATE person SET password_hash = ? WHERE password_hash = '!demo'",
};
enum err store_set_now(struct ctl *c)
{
    return db_exec(c->db, &SET_NOW, NULL, DB_ARGS(db_instant(c->now)));
}

enum err store_count_people(struct ctl *c, int64_t *n)
{
    return number(c, &COUNT_PEOPLE, n);
}

enum err store_demo_passwords(struct ctl *c, const char *hash, int64_t *n)
{
    struct db_done done = {0};
    enum err e = db_exec(c->db, &DEMO_PASSWORDS, &done, DB_ARGS(db_text(hash)));
    *n = done.rows;
    return e;
}

/* ---- accounts */
static const struct field account_fields[] = {
    {.name = "id", .type = F_INT, .at = offsetof(struct account_row, id)},
    {.name = "login", .type = F_TEXT, .at = offsetof(struct account_row, login)},
    {.name = "name", .type = F_TEXT, .at = offsetof(struct account_row, name)},
};
static const struct shape account_shape = SHAPE("AccountRow", struct account_row, account_fields);
static const struct db_query PERSON = {
    .name = "ctl_person",
    .sql = "SELECT id, login, name FROM person WHERE login = ?",
    .row = &account_shape,
};
static const struct db_query TOP_UNIT = {
    .name = "ctl_top_unit",
    .sql = "SELECT id AS n FROM unit WHERE parent_id IS NULL ORDER BY id LIMIT 1",
    .row = &number_shape,
};
static const struct db_query ADD_TOP_UNIT = {
    .name = "ctl_add_top_unit",
    .sql = "INSERT INTO unit (kind, code, name, short_name) VALUES ('bureau', 'ROOT', '本机关', '本机关')",
};
static const struct db_query ADD_ADMIN = {
    .name = "ctl_add_admin",
    .sql = "INSERT INTO person (login, name, class, password_hash, password_at, must_change, created_at)"
           " VALUES (?, ?, 'admin', ?, ?, TRUE, ?)",
};
static const struct db_query ADD_ADMIN_POST = {
    .name = "ctl_add_admin_post",
    .sql = "INSERT INTO membership (person_id, class, unit_id, role, post, from_on)"
           " VALUES (?, 'admin', ?, 'admin', '系统管理员', ?)",
};

enum err store_person(struct ctl *c, const char *login, struct account_row *out, bool *found)
{
    return db_find(c->db, c->arena, &PERSON, out, found, DB_ARGS(db_text(login)));
}

enum err store_top_unit(struct db *db, struct arena *a, int64_t *id)
{
    struct number row = {0};
    struct db_done done = {0};
    bool found;
    enum err e = db_find(db, a, &TOP_UNIT, &row, &found, DB_NONE);
    if (e == OK && !found)
        e = db_exec(db, &ADD_TOP_UNIT, &done, DB_NONE);
    *id = found ? row.n : done.id;
    return e;
}

enum err store_add_admin(struct db *db, const struct ctl *c, const struct account_row *who, const char *hash,
                         int64_t *id)
{
    struct db_done done;
    int64_t unit;
    enum err e = store_top_unit(db, c->arena, &unit);
    if (e == OK)
        e = db_exec(db, &ADD_ADMIN, &done,
                    DB_ARGS(db_text(who->login), db_text(who->name), db_text(hash), db_instant(c->now),
                            db_instant(c->now)));
    if (e != OK)
        return e;
    *id = done.id;
    return db_exec(db, &ADD_ADMIN_POST, NULL,
                   DB_ARGS(db_i64(done.id), db_i64(unit), db_date(date_of(c->now))));
}

const struct db_query *const ctl_queries[CTL_QUERIES] = {
    &LOCK,   &APPLIED,  &NOTE,         &SET_NOW,   &COUNT_PEOPLE,   &DEMO_PASSWORDS,
    &PERSON, &TOP_UNIT, &ADD_TOP_UNIT, &ADD_ADMIN, &ADD_ADMIN_POST,
};
