#include "app/org/person/person_priv.h"

#define AT(member) offsetof(struct person, member)
static const struct field person_fields[] = {
    {.name = "id", .type = F_INT, .at = AT(id), .label = "人员"},
    {.name = "login", .type = F_TEXT, .at = AT(login), .label = "登录名"},
    {.name = "name", .type = F_TEXT, .at = AT(name), .label = "姓名"},
    {.name = "class", .type = F_CHOICE, .at = AT(class), .label = "账号类别", .choices = &person_classes},
    {.name = "mobile", .type = F_TEXT, .at = AT(mobile), .label = "手机", .nullable = true},
    {.name = "email", .type = F_TEXT, .at = AT(email), .label = "邮箱", .nullable = true},
    {.name = "status", .type = F_CHOICE, .at = AT(status), .label = "状态", .choices = &person_statuses},
    {.name = "must_change", .type = F_BOOL, .at = AT(must_change), .label = "须改密码"},
    {.name = "last_login_at",
     .type = F_INSTANT,
     .at = AT(last_login_at),
     .label = "最近登录",
     .nullable = true},
    {.name = "version", .type = F_INT, .at = AT(version), .label = "版本"},
    {.name = "memberships", .type = F_JSON, .at = AT(memberships), .label = "全部任职"},
};
const struct shape person_shape = SHAPE("Person", struct person, person_fields);

#define PERSON_SELECT                                                                                        \
    "SELECT p.id, p.login, p.name, p.class, p.mobile, p.email, p.status, p.must_change, p.last_login_at,"    \
    " p.version, COALESCE((SELECT JSON_ARRAYAGG(JSON_OBJECT('id', m.id, 'unit_id', u.id, 'unit_name', "      \
    "u.name,"                                                                                                \
    " 'role', m.role, 'rank', m.`rank`, 'post', m.post, 'from_on', m.from_on, 'until_on', m.until_on,"       \
    " 'version', m.version) ORDER BY m.id) FROM membership m JOIN unit u ON u.id = m.unit_id"                \
    " WHERE m.person_id = p.id), '[]') AS memberships FROM person p WHERE "
static const struct db_query PERSON_GET = {"person_get", PERSON_SELECT "p.id = ?", &person_shape};
static const struct db_query PERSON_PAGE = {
    "person_page",
    PERSON_SELECT
    "p.id > ? AND (? IS NULL OR LOCATE(?, p.name) > 0 OR LOCATE(?, p.login) > 0 OR p.mobile = ?)"
    " AND (? IS NULL OR p.status = ?) AND (? IS NULL OR EXISTS (SELECT 1 FROM membership x"
    "  WHERE x.person_id = p.id AND x.unit_id = ? AND (x.until_on IS NULL OR x.until_on > ?)))"
    " ORDER BY p.id LIMIT ?",
    &person_shape};

enum err person_get(struct db *db, struct arena *a, int64_t id, struct person *out)
{
    return db_one(db, a, &PERSON_GET, out, DB_ARGS(db_i64(id)));
}

enum err person_page(struct req *req, struct res *res, const struct person_query *q)
{
    struct db_arg text = db_text(q->q), status = db_choice(&person_statuses, q->status),
                  unit = db_id(q->unit_id);
    return res_page(res, &PERSON_PAGE,
                    DB_ARGS(db_i64(org_after(req)), text, text, text, text, status, status, unit, unit,
                            db_date(date_of(req->now)), db_i64(req->limit + 1)));
}

/* ---- the bare row */
#define ROW(member) offsetof(struct person_row, member)
static const struct field row_fields[] = {
    {.name = "id", .type = F_INT, .at = ROW(id), .label = "人员"},
    {.name = "login", .type = F_TEXT, .at = ROW(login), .label = "登录名"},
    {.name = "name", .type = F_TEXT, .at = ROW(name), .label = "姓名"},
    {.name = "class", .type = F_CHOICE, .at = ROW(class), .label = "账号类别", .choices = &person_classes},
    {.name = "status", .type = F_CHOICE, .at = ROW(status), .label = "状态", .choices = &person_statuses},
    {.name = "mobile", .type = F_TEXT, .at = ROW(mobile), .label = "手机", .nullable = true},
    {.name = "email", .type = F_TEXT, .at = ROW(email), .label = "邮箱", .nullable = true},
    {.name = "version", .type = F_INT, .at = ROW(version), .label = "版本"},
};
static const struct shape row_shape = SHAPE("PersonRow", struct person_row, row_fields);
#define ROW_SELECT                                                                                           \
    "SELECT p.id, p.login, p.name, p.class, p.status, p.mobile, p.email, p.version FROM person p WHERE "
static const struct db_query PERSON_ROW = {"person_row", ROW_SELECT "p.id = ?", &row_shape};
static const struct db_query PERSON_ROW_LOGIN = {"person_row_login", ROW_SELECT "p.login = ?", &row_shape};

enum err person_find(struct db *db, struct arena *a, int64_t id, struct person_row *out, bool *found)
{
    return db_find(db, a, &PERSON_ROW, out, found, DB_ARGS(db_i64(id)));
}

enum err person_find_login(struct db *db, struct arena *a, const char *login, struct person_row *out,
                           bool *found)
{
    return db_find(db, a, &PERSON_ROW_LOGIN, out, found, DB_ARGS(db_text(login)));
}

/* ---- changes */
static const struct db_query INSERT = {
    "person_insert",
    "INSERT INTO person (login, name, class, mobile, email, password_hash, password_at, created_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    NULL};
static const struct db_query UPDATE = {
    "person_update",
    "UPDATE person SET name = ?, mobile = ?, email = ?, status = ?, version = version + 1"
    " WHERE id = ? AND (? IS NULL OR version = ?)",
    NULL};

enum err person_insert(struct db *db, int64_t now, const struct person_new *p, const char *hash, int64_t *id)
{
    struct db_done done;
    enum err e = db_exec(db, &INSERT, &done,
                         DB_ARGS(db_text(p->login), db_text(p->name), db_choice(&person_classes, p->class),
                                 db_text(p->mobile), db_text(p->email), db_text(hash), db_instant(now),
                                 db_instant(now)));
    if (e == OK)
        *id = done.id;
    return e;
}

enum err person_update(struct db *db, int64_t id, int64_t version, const struct person_row *p)
{
    struct db_done done;
    enum err e = db_exec(db, &UPDATE, &done,
                         DB_ARGS(db_text(p->name), db_text(p->mobile), db_text(p->email),
                                 db_choice(&person_statuses, p->status), db_i64(id), db_id(version),
                                 db_id(version)));
    return e == OK && !done.rows ? ERR_STALE : e;
}

struct count {
    int64_t n;
};
static const struct field count_fields[] = {
    {.name = "n", .type = F_INT, .at = offsetof(struct count, n), .label = "人数"},
};
static const struct shape count_shape = SHAPE("PersonCount", struct count, count_fields);
static const struct db_query OTHER_ADMINS = {
    "person_other_admins",
    "SELECT COUNT(DISTINCT p.id) AS n FROM membership m JOIN person p ON p.id = m.person_id WHERE m.role = "
    "'admin'"
    " AND p.status = 'active' AND m.until_on IS NULL AND m.from_on <= ? AND p.id <> ? AND m.id <> ?",
    &count_shape};

enum err person_other_admins(struct req *req, int64_t person_id, int64_t membership_id, int64_t *n)
{
    struct count count;
    enum err e = db_one(req->db, req->arena, &OTHER_ADMINS, &count,
                        DB_ARGS(db_date(date_of(req->now)), db_i64(person_id), db_i64(membership_id)));
    if (e == OK)
        *n = count.n;
    return e;
}

const struct db_query *const person_queries[] = {
    &PERSON_GET, &PERSON_PAGE, &PERSON_ROW, &PERSON_ROW_LOGIN, &INSERT, &UPDATE, &OTHER_ADMINS,
};
