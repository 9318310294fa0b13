#include "app/matter/intake/intake_priv.h"

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }

static const struct field unit_fields[] = {
    COL(struct intake_unit, id, F_INT, "编号"),
    COL(struct intake_unit, name, F_TEXT, "全称"),
    COL(struct intake_unit, short_name, F_TEXT, "简称"),
    COL(struct intake_unit, code, F_TEXT, "代码"),
};
static const struct shape unit_shape = SHAPE("IntakeUnit", struct intake_unit, unit_fields);
static const struct db_query UNITS = {
    .name = "intake_units",
    .sql = "SELECT u.id, u.name, u.short_name, u.code FROM unit u WHERE u.body_id = ? AND u.status = 'active'"
           " ORDER BY u.sort, u.id",
    .row = &unit_shape,
};

enum err intake_units(struct req *req, struct list *out)
{
    return db_list(req->db, req->arena, &UNITS, out, DB_ARGS(db_i64(req->actor.body_id)));
}

/* ---- the record */
static const struct field record_fields[] = {
    COL(struct import_record, id, F_INT, "编号"),
    COL(struct import_record, version, F_INT, "版本"),
    COL(struct import_record, file_name, F_TEXT, "文件名"),
    COL(struct import_record, sha256, F_TEXT, "文件的 SHA-256"),
    COL(struct import_record, rows_n, F_INT, "文件有几行"),
    COL(struct import_record, at, F_INSTANT, "上传时间"),
    COL(struct import_record, by_name, F_TEXT, "上传人"),
    COL(struct import_record, by_post, F_TEXT, "上传人的单位与职务"),
    COL(struct import_record, done_at, F_INSTANT, "导入时间", .nullable = true),
    COL(struct import_record, done_name, F_TEXT, "导入人", .nullable = true),
    COL(struct import_record, made_n, F_INT, "生成几个拟办事项"),
    COL(struct import_record, merged_n, F_INT, "并入几个已有事项"),
};
const struct shape import_record_shape = SHAPE("MatterImport", struct import_record, record_fields);
#define RECORD                                                                                               \
    "SELECT i.id, i.version, i.file_name, LOWER(HEX(i.sha256)) AS sha256, i.rows_n, i.at, i.by_name,"        \
    " i.by_post, i.done_at, i.done_name, i.made_n, i.merged_n FROM matter_import i WHERE "
static const struct db_query GET_ONE = {
    .name = "import_get", .sql = RECORD "i.id = ? AND i.body_id = ?", .row = &import_record_shape};
static const struct db_query LOCK = {.name = "import_lock",
                                     .sql = RECORD "i.id = ? AND i.body_id = ? FOR UPDATE",
                                     .row = &import_record_shape};
/* What was only tried leaves the list; its record stays. */
static const struct db_query PAGE = {
    .name = "import_page",
    .sql = RECORD "i.body_id = ? AND i.done_at IS NOT NULL AND (? IS NULL OR i.id < CAST(? AS INT))"
                  " ORDER BY i.id DESC LIMIT ?",
    .row = &import_record_shape,
};
static const struct db_query INSERT = {
    .name = "import_insert",
    .sql = "INSERT INTO matter_import (body_id, file_name, sha256, rows_n, at, by_name, by_post)"
           " VALUES (?, ?, ?, ?, ?, ?, ?)",
};
static const struct db_query DONE = {
    .name = "import_done",
    .sql = "UPDATE matter_import SET done_at = ?, done_name = ?, made_n = ?, merged_n = ?, version = version "
           "+ 1 WHERE id = ?",
};

enum err import_get(struct req *req, int64_t id, struct import_record *out)
{
    return db_one(req->db, req->arena, &GET_ONE, out, DB_ARGS(db_i64(id), db_i64(req->actor.body_id)));
}

enum err import_lock(struct req *req, int64_t id, struct import_record *out)
{
    return db_one(req->db, req->arena, &LOCK, out, DB_ARGS(db_i64(id), db_i64(req->actor.body_id)));
}

enum err import_page(struct req *req, struct res *res)
{
    return res_page(res, &PAGE,
                    DB_ARGS(db_i64(req->actor.body_id), db_text(req->after), db_text(req->after),
                            db_i64(req->limit + 1)));
}

enum err import_insert(struct req *req, const char *file_name, int64_t rows_n, int64_t *id)
{
    const struct actor *who = &req->actor;
    uint8_t hash[32];
    struct db_done done = {0};
    crypto_sha256(req->raw, req->raw_len, hash);
    enum err e = db_exec(req->db, &INSERT, &done,
                         DB_ARGS(db_i64(who->body_id), db_text(file_name), db_bytes(hash, sizeof hash),
                                 db_i64(rows_n), db_instant(req->now), db_text(who->name),
                                 db_text(arena_printf(req->arena, "%s%s", who->unit_name, who->post))));
    *id = done.id;
    return e;
}

enum err import_done(struct req *req, int64_t id, int64_t made_n, int64_t merged_n)
{
    return db_exec(req->db, &DONE, NULL,
                   DB_ARGS(db_instant(req->now), db_text(req->actor.name), db_i64(made_n), db_i64(merged_n),
                           db_i64(id)));
}

/* ---- what came of it */
static const struct field imported_fields[] = {
    COL(struct imported_matter, id, F_INT, "编号"),
    COL(struct imported_matter, version, F_INT, "版本"),
    COL(struct imported_matter, reg_no, F_TEXT, "登记号"),
    COL(struct imported_matter, title, F_TEXT, "事项名称"),
    COL(struct imported_matter, status, F_CHOICE, "状态", .choices = &matter_statuses),
    COL(struct imported_matter, units, F_TEXT, "承办单位", .nullable = true),
    COL(struct imported_matter, due_on, F_DATE, "办理时限", .nullable = true),
};
const struct shape imported_matter_shape = SHAPE("ImportedMatter", struct imported_matter, imported_fields);
static const struct db_query IMPORTED = {
    .name = "imported_matters",
    .sql = "SELECT m.id, m.version, m.reg_no, m.title, m.status,"
           " (SELECT GROUP_CONCAT(a.unit_name ORDER BY a.id SEPARATOR '、') FROM assignment a"
           " WHERE a.matter_id = m.id AND a.status <> 'withdrawn') AS units, m.due_on FROM matter m"
           " WHERE m.origin_ref = 'import' AND m.origin_ref_id = ? AND m.body_id = ? ORDER BY m.id",
    .row = &imported_matter_shape,
};

enum err imported_list(struct req *req, int64_t id, struct list *out)
{
    return db_list(req->db, req->arena, &IMPORTED, out, DB_ARGS(db_i64(id), db_i64(req->actor.body_id)));
}

const struct db_query *const intake_queries[] = {&UNITS, &GET_ONE, &LOCK, &PAGE, &INSERT, &DONE, &IMPORTED};
