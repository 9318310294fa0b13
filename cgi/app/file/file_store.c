#include "app/file/file_priv.h"

#include <string.h>

static const struct choice kind_items[] = {
    {"matter", "事项"},         {"report", "进展报告"},
    {"result", "办理结果"},     {"plan", "工作方案"},
    {"self_check", "自查记录"}, {"contact", "跟踪记录"},
    {"directive", "交办要求"},  {"answer", "答复"},
    {"inspection", "督查"},     {"meeting", "会议"},
    {"instruction", "批示"},    {"escalation", "提请协调"},
    {"talk", "交流"},           {"report_waiting", "待审核的报告"},
};
const struct choices file_kinds = CHOICES("FileKind", kind_items);

static const struct field file_fields[] = {
    {"id", F_INT, offsetof(struct file, id), "附件", .required = true},
    {"name", F_TEXT, offsetof(struct file, name), .label = "文件名"},
    {"type", F_TEXT, offsetof(struct file, type), .label = "媒体类型"},
    {"size", F_INT, offsetof(struct file, size), .label = "字节数"},
    {"created_at", F_INSTANT, offsetof(struct file, created_at), .label = "上传时间"},
    {"kind", F_CHOICE, offsetof(struct file, kind), "归属", .nullable = true, .choices = &file_kinds},
    {"object_id", F_INT, offsetof(struct file, object_id), "归属对象", .nullable = true},
};
const struct shape file_shape = SHAPE("File", struct file, file_fields);

static const struct field stored_fields[] = {
    {"id", F_INT, offsetof(struct stored_file, id), .label = "附件"},
    {"name", F_TEXT, offsetof(struct stored_file, name), .label = "文件名"},
    {"type", F_TEXT, offsetof(struct stored_file, type), .label = "媒体类型"},
    {"sha", F_TEXT, offsetof(struct stored_file, sha), .label = "散列"},
    {"used", F_BOOL, offsetof(struct stored_file, used), .label = "已使用"},
    {"own", F_BOOL, offsetof(struct stored_file, own), .label = "本人上传"},
};
static const struct shape stored_shape = SHAPE("StoredFile", struct stored_file, stored_fields);

struct number {
    int64_t n;
};
static const struct field number_fields[] = {{"n", F_INT, offsetof(struct number, n), .label = "数"}};
static const struct shape number_shape = SHAPE("FileNumber", struct number, number_fields);

struct hash {
    const char *sha;
};
static const struct field hash_fields[] = {{"sha", F_TEXT, offsetof(struct hash, sha), .label = "散列"}};
static const struct shape hash_shape = SHAPE("FileHash", struct hash, hash_fields);

/* An unused file is its uploader's alone; a used one belongs to whoever sees the matter, or is a reader. */
static const struct db_query FILE_FIND = {
    .name = "file_find",
    .sql = "SELECT f.id, f.name, f.type, LOWER(HEX(f.sha256)) AS sha, f.object_kind IS NOT NULL AS used,"
           " f.person_id = ? AS own FROM file f WHERE f.id = ?"
           " AND ((f.object_kind IS NULL AND f.person_id = ?)"
           " OR EXISTS (SELECT 1 FROM matter_scope s WHERE s.scope = ? AND s.matter_id = f.matter_id)"
           " OR EXISTS (SELECT 1 FROM file_reader r WHERE r.file_id = f.id AND r.reader IN (?, ?)))",
    .row = &stored_shape,
};
static const struct db_query FILE_USED_BYTES = {
    .name = "file_used_bytes",
    .sql = "SELECT CAST(COALESCE(SUM(size), 0) AS SIGNED) AS n FROM file WHERE person_id = ?",
    .row = &number_shape,
};
static const struct db_query FILE_INSERT = {
    .name = "file_insert",
    .sql = "INSERT INTO file (sha256, name, type, size, person_id, membership_id, created_at)"
           " VALUES (UNHEX(?), ?, ?, ?, ?, ?, ?)",
};
static const struct db_query FILE_DELETE = {
    .name = "file_delete",
    .sql = "DELETE FROM file WHERE id = ? AND person_id = ? AND object_kind IS NULL",
};
static const struct db_query FILE_ATTACH = {
    .name = "file_attach",
    .sql = "UPDATE file SET matter_id = ?, object_kind = ?, object_id = ?"
           " WHERE id = ? AND person_id = ? AND object_kind IS NULL",
};
static const struct db_query FILE_RELEASE = {
    .name = "file_release",
    .sql = "UPDATE file SET matter_id = NULL, object_kind = NULL, object_id = NULL"
           " WHERE id = ? AND object_kind = ? AND object_id = ?",
};
static const struct db_query FILE_FORGET = {
    .name = "file_forget",
    .sql = "DELETE FROM file_reader WHERE file_id = ?",
};
static const struct db_query FILE_CLOSE = {
    .name = "file_close",
    .sql = "DELETE r FROM file_reader r JOIN file f ON f.id = r.file_id"
           " WHERE f.object_kind = ? AND f.object_id = ?",
};
static const struct db_query FILE_LIST = {
    .name = "file_list",
    .sql = "SELECT f.id, f.name, f.type, f.size, f.created_at, f.object_kind AS kind, f.object_id"
           " FROM file f WHERE f.matter_id = ? ORDER BY f.id",
    .row = &file_shape,
};
static const struct db_query FILE_LIST_OF = {
    .name = "file_list_of",
    .sql = "SELECT f.id, f.name, f.type, f.size, f.created_at, f.object_kind AS kind, f.object_id"
           " FROM file f WHERE f.object_kind = ? AND f.object_id = ? ORDER BY f.id",
    .row = &file_shape,
};
static const struct db_query FILE_OF = {
    .name = "file_of",
    .sql = "SELECT f.id, f.name, f.type, LOWER(HEX(f.sha256)) AS sha, TRUE AS used, f.person_id = ? AS own"
           " FROM file f WHERE f.id = ? AND f.object_kind = ? AND f.object_id = ?",
    .row = &stored_shape,
};
static const struct db_query FILE_READERS = {
    .name = "file_readers",
    .sql = "INSERT IGNORE INTO file_reader (file_id, reader) SELECT f.id, t.reader FROM file f"
           " JOIN JSON_TABLE(?, '$[*]' COLUMNS (reader BIGINT PATH '$')) t"
           " WHERE f.object_kind = ? AND f.object_id = ? AND f.matter_id IS NULL",
};
static const struct db_query FILE_GIVE = {
    .name = "file_give",
    .sql = "UPDATE file SET matter_id = ? WHERE object_kind = ? AND object_id = ? AND matter_id IS NULL",
};
static const struct db_query FILE_MOVE = {
    .name = "file_move",
    .sql = "UPDATE file SET matter_id = ?, object_kind = ?, object_id = ? WHERE object_kind = ? AND "
           "object_id = ?",
};
static const struct db_query FILE_SWEEP_ROWS = {
    .name = "file_sweep_rows",
    .sql = "DELETE FROM file WHERE object_kind IS NULL AND created_at < ? LIMIT 1000",
};
static const struct db_query FILE_NAMED = {
    .name = "file_named",
    .sql = "SELECT DISTINCT LOWER(SUBSTR(HEX(sha256), 3)) AS sha FROM file"
           " WHERE sha256 >= UNHEX(RPAD(?, 64, '0')) AND sha256 <= UNHEX(RPAD(?, 64, 'F')) ORDER BY sha256",
    .row = &hash_shape,
};
const struct db_query *const file_queries[FILE_QUERIES] = {
    &FILE_MOVE,    &FILE_FIND,   &FILE_USED_BYTES, &FILE_INSERT, &FILE_DELETE,  &FILE_ATTACH,
    &FILE_RELEASE, &FILE_LIST,   &FILE_SWEEP_ROWS, &FILE_NAMED,  &FILE_LIST_OF, &FILE_READERS,
    &FILE_GIVE,    &FILE_FORGET, &FILE_OF,         &FILE_CLOSE,
};

enum err file_find(struct req *req, int64_t id, struct stored_file *out)
{
    return db_one(req->db, req->arena, &FILE_FIND, out,
                  DB_ARGS(db_i64(req->actor.person_id), db_i64(id), db_i64(req->actor.person_id),
                          db_i64(req->actor.scope), db_i64(req->actor.scope), db_i64(-req->actor.person_id)));
}

enum err file_find_of(struct req *req, const struct file_place *place, int64_t id, struct stored_file *out)
{
    return db_one(req->db, req->arena, &FILE_OF, out,
                  DB_ARGS(db_i64(req->actor.person_id), db_i64(id), db_choice(&file_kinds, place->kind),
                          db_i64(place->object_id)));
}

enum err file_used_bytes(struct req *req, int64_t *bytes)
{
    struct number row;
    enum err e = db_one(req->db, req->arena, &FILE_USED_BYTES, &row, DB_ARGS(db_i64(req->actor.person_id)));
    if (e == OK)
        *bytes = row.n;
    return e;
}

enum err file_insert(struct req *req, const char *sha, struct file *file)
{
    struct db_done done;
    enum err e = db_exec(req->db, &FILE_INSERT, &done,
                         DB_ARGS(db_text(sha), db_text(file->name), db_text(file->type), db_i64(file->size),
                                 db_i64(req->actor.person_id), db_i64(req->actor.membership_id),
                                 db_instant(file->created_at)));
    if (e == OK)
        file->id = done.id;
    return e;
}

enum err file_delete_unused(struct req *req, int64_t id)
{
    struct db_done done;
    enum err e = db_exec(req->db, &FILE_DELETE, &done, DB_ARGS(db_i64(id), db_i64(req->actor.person_id)));
    return e == OK && done.rows == 0 ? ERR_CONFLICT : e;
}

static enum err attach_one(struct req *req, const struct file_place *place, int64_t id, size_t nth)
{
    struct db_done done;
    enum err e = db_exec(req->db, &FILE_ATTACH, &done,
                         DB_ARGS(db_id(place->matter_id), db_choice(&file_kinds, place->kind),
                                 db_i64(place->object_id), db_i64(id), db_i64(req->actor.person_id)));
    if (e == OK && done.rows == 0)
        return req_field(req, arena_printf(req->arena, "#/file_ids/%zu", nth),
                         "附件不存在、已被使用或不是您上传的，请重新上传");
    return e;
}

/* Without a matter, a file is for those whom its place names. */
static enum err open_to_readers(struct req *req, const struct file_place *place, const struct list *ids)
{
    if (place->matter_id != 0 || ids->n == 0)
        return OK;
    return file_readers_add(req->db, req->arena, place->kind, place->object_id, &place->readers);
}

enum err file_attach(struct req *req, const struct file_place *place, const struct list *ids)
{
    const int64_t *id = ids->items;
    enum err e = OK;
    for (size_t i = 0; i < ids->n && e == OK; i++)
        e = attach_one(req, place, id[i], i);
    return e == OK ? open_to_readers(req, place, ids) : e;
}

static bool has_id(const struct list *ids, int64_t id)
{
    const int64_t *item = ids->items;
    for (size_t i = 0; i < ids->n; i++)
        if (item[i] == id)
            return true;
    return false;
}

static bool has_file(const struct list *files, int64_t id)
{
    const struct file *file = files->items;
    for (size_t i = 0; i < files->n; i++)
        if (file[i].id == id)
            return true;
    return false;
}

static enum err release(struct req *req, const struct file_place *place, int64_t id)
{
    enum err e = db_exec(req->db, &FILE_RELEASE, NULL,
                         DB_ARGS(db_i64(id), db_choice(&file_kinds, place->kind), db_i64(place->object_id)));
    return e == OK ? db_exec(req->db, &FILE_FORGET, NULL, DB_ARGS(db_i64(id))) : e;
}

enum err file_replace(struct req *req, const struct file_place *place, const struct list *ids)
{
    struct list present;
    enum err e = file_list_of(req->db, req->arena, place->kind, place->object_id, &present);
    const struct file *file = present.items;
    for (size_t i = 0; e == OK && i < present.n; i++)
        if (!has_id(ids, file[i].id))
            e = release(req, place, file[i].id);
    const int64_t *id = ids->items;
    for (size_t i = 0; e == OK && i < ids->n; i++)
        if (!has_file(&present, id[i]))
            e = attach_one(req, place, id[i], i);
    if (e == OK) /* who is a reader no more is none of what stays, either */
        e = db_exec(req->db, &FILE_CLOSE, NULL,
                    DB_ARGS(db_choice(&file_kinds, place->kind), db_i64(place->object_id)));
    return e == OK ? open_to_readers(req, place, ids) : e;
}

enum err file_list(struct db *db, struct arena *a, int64_t matter_id, struct list *out)
{
    return db_list(db, a, &FILE_LIST, out, DB_ARGS(db_i64(matter_id)));
}

enum err file_list_of(struct db *db, struct arena *a, enum file_kind kind, int64_t object_id,
                      struct list *out)
{
    return db_list(db, a, &FILE_LIST_OF, out, DB_ARGS(db_choice(&file_kinds, kind), db_i64(object_id)));
}

enum err file_readers_add(struct db *db, struct arena *a, enum file_kind kind, int64_t object_id,
                          const struct list *readers)
{
    return db_exec(db, &FILE_READERS, NULL,
                   DB_ARGS(db_text(json_ids(a, readers)), db_choice(&file_kinds, kind), db_i64(object_id)));
}

enum err file_give(struct db *db, enum file_kind kind, int64_t object_id, int64_t matter_id)
{
    return db_exec(db, &FILE_GIVE, NULL,
                   DB_ARGS(db_i64(matter_id), db_choice(&file_kinds, kind), db_i64(object_id)));
}

enum err file_move(struct db *db, enum file_kind kind, int64_t object_id, const struct file_place *to)
{
    return db_exec(db, &FILE_MOVE, NULL,
                   DB_ARGS(db_i64(to->matter_id), db_choice(&file_kinds, to->kind), db_i64(to->object_id),
                           db_choice(&file_kinds, kind), db_i64(object_id)));
}

enum err file_sweep_rows(struct db *db, int64_t before, int64_t *rows)
{
    struct db_done done;
    enum err e;
    do {
        e = db_exec(db, &FILE_SWEEP_ROWS, &done, DB_ARGS(db_instant(before)));
        if (e == OK)
            *rows += done.rows;
    } while (e == OK && done.rows > 0);
    return e;
}

enum err file_named(struct db *db, struct arena *a, const char *bucket, struct list *out)
{
    return db_list(db, a, &FILE_NAMED, out, DB_ARGS(db_text(bucket), db_text(bucket)));
}
