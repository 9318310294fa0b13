#include "app/audit/audit.h"
#include "app/file/file_priv.h"

struct upload_query {
    const char *name;
};
static const struct field upload_fields[] = {
    {"name", F_TEXT, offsetof(struct upload_query, name), "文件名", .min = 1, .max = 1000, .required = true},
};
static const struct shape upload_shape = SHAPE("FileUpload", struct upload_query, upload_fields);

struct upload {
    char sha[SHA_HEX_CHARS];
    struct file file;
};

static enum err check_quota(struct req *req)
{
    int64_t used;
    enum err e = file_used_bytes(req, &used);
    if (e == OK && used + (int64_t)req->raw_len > FILE_QUOTA_BYTES)
        return req_fail(req, ERR_UNPROCESSABLE, "file-quota",
                        "您上传的附件已达 2 GB 上限，请删除不用的附件或联系系统管理员");
    return e;
}

static enum err check_size(struct req *req)
{
    if (req->raw_len == 0)
        return req_fail(req, ERR_UNPROCESSABLE, "file-empty", "文件是空的，请重新选择");
    if (req->raw_len > FILE_MAX_BYTES)
        return req_fail(req, ERR_TOO_LARGE, "file-too-large", "文件超过 50 MB，请压缩或拆分后再上传");
    return check_quota(req);
}

/* Name, kind and content; what is stored may be shorter than what came. */
static enum err check_content(struct req *req, struct file *file, struct bytes *content)
{
    const struct upload_query *query = req->query;
    file->name = file_clean_name(req->arena, query->name);
    const struct file_type *type = file_type_of(file->name);
    if (!type)
        return req_fail(req, ERR_UNPROCESSABLE, "file-refused", "不支持这种文件，可上传：%s",
                        FILE_TYPES_TEXT);
    const char *why = file_inspect(req->arena, type, content);
    if (why)
        return req_fail(req, ERR_UNPROCESSABLE, "file-refused", "%s", why);
    file->type = type->media;
    file->size = (int64_t)content->len;
    return OK;
}

static enum err insert_upload(struct req *req, struct res *res, void *ctx)
{
    struct upload *up = ctx;
    enum err e = file_insert(req, up->sha, &up->file);
    if (e != OK)
        return e;
    audit_note(req, "file.create", "file", up->file.id,
               arena_printf(req->arena, "{\"sha256\":\"%s\"}", up->sha));
    res_struct(res, &file_shape, &up->file);
    return OK;
}

/* 413 422 507 */
static enum err create(struct req *req, struct res *res)
{
    struct bytes content = {(const uint8_t *)req->raw, req->raw_len};
    struct upload up = {.file.created_at = req->now};
    enum err e = check_size(req);
    if (e == OK)
        e = check_content(req, &up.file, &content);
    if (e != OK)
        return e;
    uint8_t hash[32];
    crypto_sha256(content.data, content.len, hash);
    text_hex(hash, sizeof hash, up.sha);
    e = disk_put(req->config, req->arena, up.sha, content);
    if (e == ERR_STORAGE)
        return req_fail(req, e, "no-space", "服务器存储空间不足，文件没有保存，请联系系统管理员");
    return e == OK ? req_tx(req, res, insert_upload, &up) : e;
}

static enum err deliver(struct req *req, struct res *res, const struct stored_file *file)
{
    enum err e = audit_now(req, "file.read", "file", file->id, "ok", NULL);
    if (e != OK)
        return e;
    res->accel = arena_printf(req->arena, "/protected/%.2s/%s", file->sha, file->sha + 2);
    res->type = file->type;
    res->disposition = file_disposition(req->arena, file->name);
    return OK;
}

static enum err download(struct req *req, struct res *res)
{
    struct stored_file file;
    enum err e = file_find(req, req->ids[0], &file);
    return e == OK ? deliver(req, res, &file) : e;
}

enum err file_send(struct req *req, struct res *res, const struct file_place *place, int64_t id)
{
    struct stored_file file;
    enum err e = file_find_of(req, place, id, &file);
    return e == OK ? deliver(req, res, &file) : e;
}

static enum err delete_unused(struct req *req, struct res *res, void *ctx)
{
    (void)res;
    (void)ctx;
    struct stored_file file;
    enum err e = file_find(req, req->ids[0], &file);
    if (e != OK)
        return e;
    if (!file.used)
        e = file_delete_unused(req, file.id);
    if (file.used || e == ERR_CONFLICT)
        return req_fail(req, ERR_CONFLICT, "file-used", "已随事项、报告或办理结果报送的附件不能删除");
    if (e == OK)
        audit_note(req, "file.delete", "file", file.id, NULL);
    return e;
}

static enum err remove_file(struct req *req, struct res *res)
{
    return req_tx(req, res, delete_unused, NULL);
}

static const struct route routes[] = {
    {POST, "/api/files", ROLE_BUSINESS, create, "上传附件", .query = &upload_shape, .reply = &file_shape,
     .flags = R_UPLOAD | R_CREATED},
    {GET, "/api/files/{id}", ROLE_BUSINESS, download, "下载附件", .flags = R_FILE},
    {DELETE, "/api/files/{id}", ROLE_BUSINESS, remove_file, "删除未使用的附件",
     .flags = R_NO_CONTENT | R_NO_VERSION},
};
const struct module file_module = {
    .name = "file",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = file_queries,
    .nqueries = FILE_QUERIES,
};
