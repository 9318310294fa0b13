#include "app/view/home/home_priv.h"

static const struct field view_fields[] = {
    {"id", F_INT, offsetof(struct saved_view, id), .label = "视图"},
    {"name", F_TEXT, offsetof(struct saved_view, name), .label = "名称"},
    {"query", F_TEXT, offsetof(struct saved_view, query), .label = "筛选条件"},
};
const struct shape view_shape = SHAPE("SavedView", struct saved_view, view_fields);

struct count {
    int64_t n;
};
static const struct field count_fields[] = {{"n", F_INT, offsetof(struct count, n), .label = "数"}};
static const struct shape count_shape = SHAPE("ViewCount", struct count, count_fields);

const struct db_query VIEW_LIST = {
    .name = "view_list",
    .sql = "SELECT v.id, v.name, v.query FROM saved_view v"
           " WHERE v.membership_id = ? AND (? IS NULL OR v.id > ?) ORDER BY v.id LIMIT ?",
    .row = &view_shape,
};
const struct db_query VIEW_COUNT = {
    .name = "view_count",
    .sql = "SELECT COUNT(*) AS n FROM saved_view WHERE membership_id = ?",
    .row = &count_shape,
};
const struct db_query VIEW_INSERT = {
    .name = "view_insert",
    .sql = "INSERT INTO saved_view (membership_id, name, query) VALUES (?, ?, ?)",
};
const struct db_query VIEW_DELETE = {
    .name = "view_delete",
    .sql = "DELETE FROM saved_view WHERE id = ? AND membership_id = ?",
};

enum err view_count(struct req *req, int64_t *n)
{
    struct count row;
    enum err e = db_one(req->db, req->arena, &VIEW_COUNT, &row, DB_ARGS(db_i64(req->actor.membership_id)));
    if (e == OK)
        *n = row.n;
    return e;
}

enum err view_insert(struct req *req, struct saved_view *view)
{
    struct db_done done;
    enum err e = db_exec(
        req->db, &VIEW_INSERT, &done,
        DB_ARGS(db_i64(req->actor.membership_id), db_text(view->name), db_text(view->query)));
    if (e == OK)
        view->id = done.id;
    return e;
}

enum err view_delete(struct req *req, int64_t id)
{
    struct db_done done;
    enum err e = db_exec(req->db, &VIEW_DELETE, &done, DB_ARGS(db_i64(id), db_i64(req->actor.membership_id)));
    return e == OK && done.rows == 0 ? ERR_NOT_FOUND : e;
}
