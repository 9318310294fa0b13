#include "app/org/unit/unit_priv.h"

#define AT(member) offsetof(struct body, member)
static const struct field body_fields[] = {
    {.name = "id", .type = F_INT, .at = AT(id), .label = "督办机构"},
    {.name = "unit_id", .type = F_INT, .at = AT(unit_id), .label = "所在单位"},
    {.name = "unit_name", .type = F_TEXT, .at = AT(unit_name), .label = "所在单位名称"},
    {.name = "name", .type = F_TEXT, .at = AT(name), .label = "名称"},
    {.name = "letterhead", .type = F_TEXT, .at = AT(letterhead), .label = "发文机关标志"},
    {.name = "notice_word", .type = F_TEXT, .at = AT(notice_word), .label = "机关代字"},
    {.name = "version", .type = F_INT, .at = AT(version), .label = "版本"},
};
const struct shape body_shape = SHAPE("Body", struct body, body_fields);

#define BODY_SELECT                                                                                          \
    "SELECT b.id, b.unit_id, u.name AS unit_name, b.name, b.letterhead, b.notice_word, b.version"            \
    " FROM body b JOIN unit u ON u.id = b.unit_id"
static const struct db_query BODY_ALL = {"body_all", BODY_SELECT " ORDER BY b.id", &body_shape};
static const struct db_query BODY_GET = {"body_get", BODY_SELECT " WHERE b.id = ?", &body_shape};
static const struct db_query INSERT = {
    "body_insert", "INSERT INTO body (unit_id, name, letterhead, notice_word) VALUES (?, ?, ?, ?)", NULL};
/* What the unit was given before its body was seated there. */
static const struct db_query INHERIT = {
    "body_inherit",
    "INSERT IGNORE INTO matter_scope (scope, matter_id, status, light_on, due_key)"
    " SELECT 2 * b.id, m.id, m.status, m.light_on, m.due_key FROM body b JOIN assignment a ON a.unit_id = "
    "b.unit_id"
    " JOIN matter m ON m.id = a.matter_id WHERE b.id = ? AND a.status <> 'withdrawn' AND m.issued_at IS NOT "
    "NULL",
    NULL};
static const struct db_query UPDATE = {"body_update",
                                       "UPDATE body SET name = ?, letterhead = ?, notice_word = ?, version = "
                                       "version + 1 WHERE id = ? AND version = ?",
                                       NULL};

enum err body_all(struct req *req, struct res *res)
{
    (void)req;
    return org_all(res, &BODY_ALL, DB_NONE);
}

enum err body_get(struct db *db, struct arena *a, int64_t id, struct body *out)
{
    return db_one(db, a, &BODY_GET, out, DB_ARGS(db_i64(id)));
}

enum err body_insert(struct db *db, const struct body_form *in, int64_t *id)
{
    struct db_done done;
    enum err e = db_exec(
        db, &INSERT, &done,
        DB_ARGS(db_i64(in->unit_id), db_text(in->name), db_text(in->letterhead), db_text(in->notice_word)));
    if (e != OK)
        return e;
    *id = done.id;
    return db_exec(db, &INHERIT, NULL, DB_ARGS(db_i64(*id)));
}

enum err body_update(struct db *db, int64_t id, int64_t version, const struct body_form *in)
{
    struct db_done done;
    enum err e = db_exec(db, &UPDATE, &done,
                         DB_ARGS(db_text(in->name), db_text(in->letterhead), db_text(in->notice_word),
                                 db_i64(id), db_i64(version)));
    return e == OK && !done.rows ? ERR_STALE : e;
}

const struct db_query *const body_queries[] = {&BODY_ALL, &BODY_GET, &INSERT, &INHERIT, &UPDATE};
