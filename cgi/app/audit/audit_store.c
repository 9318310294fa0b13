#include "app/audit/audit_priv.h"

#include "app/auth/auth.h"

#include <stdlib.h>

/* ---- rows */
static const struct db_query AUDIT_INSERT = {
    .name = "audit_insert",
    .sql =
        "INSERT INTO audit_log (at, person_id, membership_id, actor_name, actor_post, role, ip, request_id,"
        " action, object_kind, object_id, result, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
};

enum err audit_insert(struct db *db, struct arena *a, const struct audit_row *row)
{
    static const struct actor nobody;
    const struct actor *who = row->actor ? row->actor : &nobody;
    const char *post = who->unit_name && who->post ? arena_printf(a, "%s %s", who->unit_name, who->post)
                                                   : who->post;
    return db_exec(db, &AUDIT_INSERT, NULL,
                   DB_ARGS(db_instant(row->at), db_id(who->person_id), db_id(who->membership_id),
                           db_text(who->name), db_text(post),
                           db_choice(&auth_roles, auth_role_index(who->role)), db_text(row->ip),
                           db_text(row->request_id), db_text(row->action), db_text(row->object_kind),
                           db_id(row->object_id), db_text(row->result), db_text(row->detail)));
}

static const struct field entry_fields[] = {
    {.name = "id", .type = F_INT, .label = "序号"},
    {.name = "at", .type = F_INSTANT, .label = "时间"},
    {.name = "person_id", .type = F_INT, .label = "人员", .nullable = true},
    {.name = "actor_name", .type = F_TEXT, .label = "姓名", .nullable = true},
    {.name = "actor_post", .type = F_TEXT, .label = "单位与职务", .nullable = true},
    {.name = "role", .type = F_CHOICE, .label = "角色", .nullable = true, .choices = &auth_roles},
    {.name = "ip", .type = F_TEXT, .label = "来源地址"},
    {.name = "request_id", .type = F_TEXT, .label = "请求编号"},
    {.name = "action", .type = F_TEXT, .label = "操作"},
    {.name = "object_kind", .type = F_TEXT, .label = "对象类别", .nullable = true},
    {.name = "object_id", .type = F_INT, .label = "对象", .nullable = true},
    {.name = "result", .type = F_TEXT, .label = "结果"},
    {.name = "detail", .type = F_JSON, .label = "详情"},
};
const struct shape audit_entry_shape = {
    .name = "AuditEntry", .fields = entry_fields, .n = ARRAY_LEN(entry_fields)};

static const struct db_query AUDIT_PAGE = {
    .name = "audit_page",
    .sql = "SELECT id, at, person_id, actor_name, actor_post, role, ip, request_id, action, object_kind, "
           "object_id,"
           " result, detail FROM audit_log"
           " WHERE (? IS NULL OR id < ?) AND (? IS NULL OR action = ?) AND (? IS NULL OR person_id = ?)"
           " AND (? IS NULL OR object_kind = ?) AND (? IS NULL OR object_id = ?)"
           " AND (? IS NULL OR at >= ?) AND (? IS NULL OR at < ?) ORDER BY id DESC LIMIT ?",
    .row = &audit_entry_shape,
};

enum err audit_page(struct res *res, const struct audit_filter *f)
{
    const struct req *req = res->req;
    struct db_arg after = db_id(req->after ? strtoll(req->after, NULL, 10) : 0);
    struct db_arg action = db_text(f->action), person = db_id(f->person_id);
    struct db_arg kind = db_text(f->object_kind), object = db_id(f->object_id);
    struct db_arg from = db_instant(f->from ? date_start(f->from) : 0);
    struct db_arg to = db_instant(f->to ? date_start(f->to + 1) : 0);
    return res_page(res, &AUDIT_PAGE,
                    DB_ARGS(after, after, action, action, person, person, kind, kind, object, object, from,
                            from, to, to, db_i64(req->limit + 1)));
}

/* ---- the chain */
#define TEXT_AT(i) offsetof(struct audit_sealed_row, texts[i])
static const struct field sealed_fields[] = {
    {.name = "id", .type = F_INT, .at = offsetof(struct audit_sealed_row, id)},
    {.name = "is_ripe", .type = F_BOOL, .at = offsetof(struct audit_sealed_row, is_ripe)},
    {.name = "at", .type = F_TEXT, .at = TEXT_AT(0)},
    {.name = "person_id", .type = F_TEXT, .at = TEXT_AT(1)},
    {.name = "membership_id", .type = F_TEXT, .at = TEXT_AT(2)},
    {.name = "actor_name", .type = F_TEXT, .at = TEXT_AT(3)},
    {.name = "actor_post", .type = F_TEXT, .at = TEXT_AT(4)},
    {.name = "role", .type = F_TEXT, .at = TEXT_AT(5)},
    {.name = "ip", .type = F_TEXT, .at = TEXT_AT(6)},
    {.name = "request_id", .type = F_TEXT, .at = TEXT_AT(7)},
    {.name = "action", .type = F_TEXT, .at = TEXT_AT(8)},
    {.name = "object_kind", .type = F_TEXT, .at = TEXT_AT(9)},
    {.name = "object_id", .type = F_TEXT, .at = TEXT_AT(10)},
    {.name = "result", .type = F_TEXT, .at = TEXT_AT(11)},
    {.name = "detail", .type = F_TEXT, .at = TEXT_AT(12)},
};
static const struct shape sealed_shape = SHAPE("AuditSealedRow", struct audit_sealed_row, sealed_fields);
static const struct db_query AUDIT_ROWS_AFTER = {
    .name = "audit_rows_after",
    .sql =
        "SELECT id, at < ? AS is_ripe, CAST(at AS CHAR) AS at, CAST(person_id AS CHAR) AS person_id,"
        " CAST(membership_id AS CHAR) AS membership_id, actor_name, actor_post, role, ip, request_id, action,"
        " object_kind, CAST(object_id AS CHAR) AS object_id, result, detail FROM audit_log"
        " WHERE id > ? AND (? IS NULL OR id <= ?) ORDER BY id LIMIT ?",
    .row = &sealed_shape,
};

enum err audit_rows_after(struct db *db, struct arena *a, int64_t after, int64_t to, int64_t ripe_before,
                          struct list *rows)
{
    return db_list(
        db, a, &AUDIT_ROWS_AFTER, rows,
        DB_ARGS(db_instant(ripe_before), db_i64(after), db_id(to), db_id(to), db_i64(AUDIT_BATCH)));
}

#define SEAL_AT(member) offsetof(struct audit_seal, member)
static const struct field seal_fields[] = {
    {.name = "id", .type = F_INT, .at = SEAL_AT(id)},
    {.name = "first_id", .type = F_INT, .at = SEAL_AT(first_id)},
    {.name = "last_id", .type = F_INT, .at = SEAL_AT(last_id)},
    {.name = "n", .type = F_INT, .at = SEAL_AT(n)},
    {.name = "digest", .type = F_TEXT, .at = SEAL_AT(digest)},
    {.name = "mac", .type = F_TEXT, .at = SEAL_AT(mac)},
    {.name = "sealed_at", .type = F_INSTANT, .at = SEAL_AT(sealed_at)},
};
static const struct shape seal_shape = SHAPE("AuditSeal", struct audit_seal, seal_fields);
#define SEAL_COLUMNS                                                                                         \
    "SELECT id, first_id, last_id, n, LOWER(HEX(digest)) AS digest, LOWER(HEX(mac)) AS mac, sealed_at"       \
    " FROM audit_seal"
static const struct db_query AUDIT_SEALS_AFTER = {
    .name = "audit_seals_after",
    .sql = SEAL_COLUMNS " WHERE id > ? ORDER BY id LIMIT ?",
    .row = &seal_shape,
};
static const struct db_query AUDIT_LAST_SEAL = {
    .name = "audit_last_seal",
    .sql = SEAL_COLUMNS " ORDER BY id DESC LIMIT 1",
    .row = &seal_shape,
};
static const struct db_query AUDIT_INSERT_SEAL = {
    .name = "audit_insert_seal",
    .sql = "INSERT INTO audit_seal (first_id, last_id, n, digest, mac, sealed_at)"
           " VALUES (?, ?, ?, UNHEX(?), UNHEX(?), ?)",
};

enum err audit_seals_after(struct db *db, struct arena *a, int64_t after, struct list *seals)
{
    return db_list(db, a, &AUDIT_SEALS_AFTER, seals, DB_ARGS(db_i64(after), db_i64(AUDIT_BATCH)));
}

enum err audit_last_seal(struct db *db, struct arena *a, struct audit_seal *out, bool *found)
{
    return db_find(db, a, &AUDIT_LAST_SEAL, out, found, DB_NONE);
}

enum err audit_insert_seal(struct db *db, const struct audit_seal *s)
{
    return db_exec(db, &AUDIT_INSERT_SEAL, NULL,
                   DB_ARGS(db_i64(s->first_id), db_i64(s->last_id), db_i64(s->n), db_text(s->digest),
                           db_text(s->mac), db_instant(s->sealed_at)));
}

struct count {
    int64_t n;
};
static const struct field count_fields[] = {{.name = "n", .type = F_INT}};
static const struct shape count_shape = SHAPE("Count", struct count, count_fields);
static const struct db_query AUDIT_COUNT_AFTER = {
    .name = "audit_count_after",
    .sql = "SELECT COUNT(*) AS n FROM audit_log WHERE id > ?",
    .row = &count_shape,
};

enum err audit_count_after(struct db *db, struct arena *a, int64_t after, int64_t *n)
{
    struct count c;
    enum err e = db_one(db, a, &AUDIT_COUNT_AFTER, &c, DB_ARGS(db_i64(after)));
    if (e == OK)
        *n = c.n;
    return e;
}

/* ---- the verdict */
#define KEPT_AT(member) offsetof(struct audit_kept, member)
static const struct field kept_fields[] = {
    {.name = "ok", .type = F_BOOL, .at = KEPT_AT(ok)},
    {.name = "checked", .type = F_INT, .at = KEPT_AT(checked)},
    {.name = "sealed_to", .type = F_INT, .at = KEPT_AT(sealed_to)},
    {.name = "seals", .type = F_INT, .at = KEPT_AT(seals)},
    {.name = "waiting", .type = F_INT, .at = KEPT_AT(waiting)},
    {.name = "faults", .type = F_TEXT, .at = KEPT_AT(faults)},
    {.name = "verified_at", .type = F_INSTANT, .at = KEPT_AT(verified_at)},
};
static const struct shape kept_shape = SHAPE("AuditKept", struct audit_kept, kept_fields);
static const struct db_query AUDIT_KEPT = {
    .name = "audit_kept",
    .sql = "SELECT ok, checked, sealed_to, seals, waiting, faults, verified_at FROM audit_check WHERE id = 1",
    .row = &kept_shape,
};
static const struct db_query AUDIT_KEEP = {
    .name = "audit_keep",
    .sql =
        "INSERT INTO audit_check (id, ok, checked, sealed_to, seals, waiting, faults, verified_at)"
        " VALUES (1, ?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE ok = VALUES(ok), checked = VALUES(checked),"
        " sealed_to = VALUES(sealed_to), seals = VALUES(seals), waiting = VALUES(waiting),"
        " faults = VALUES(faults), verified_at = VALUES(verified_at)",
};

enum err audit_kept_find(struct db *db, struct arena *a, struct audit_kept *out, bool *found)
{
    return db_find(db, a, &AUDIT_KEPT, out, found, DB_NONE);
}

enum err audit_kept_store(struct db *db, const struct audit_kept *k)
{
    return db_exec(db, &AUDIT_KEEP, NULL,
                   DB_ARGS(db_bool(k->ok), db_i64(k->checked), db_i64(k->sealed_to), db_i64(k->seals),
                           db_i64(k->waiting), db_text(k->faults), db_instant(k->verified_at)));
}

const struct db_query *const audit_queries[AUDIT_QUERIES] = {
    &AUDIT_INSERT,      &AUDIT_PAGE,        &AUDIT_ROWS_AFTER, &AUDIT_SEALS_AFTER, &AUDIT_LAST_SEAL,
    &AUDIT_INSERT_SEAL, &AUDIT_COUNT_AFTER, &AUDIT_KEPT,       &AUDIT_KEEP,
};
