#include "app/track/checklist/checklist_priv.h"

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }
static const struct field item_fields[] = {
    COL(struct check_item, id, F_INT, "编号"),
    COL(struct check_item, item, F_TEXT, "检查内容"),
    COL(struct check_item, standard, F_TEXT, "检查标准", .nullable = true),
};
const struct shape check_item_shape = SHAPE("CheckItem", struct check_item, item_fields);
static const struct field item_in_fields[] = {
    COL(struct check_item, item, F_TEXT, "检查内容", .min = 2, .max = 200, .required = true),
    COL(struct check_item, standard, F_TEXT, "检查标准", .max = 500),
};
const struct shape check_item_in_shape = SHAPE("CheckItemIn", struct check_item, item_in_fields);
static const struct field list_fields[] = {
    COL(struct check_list, id, F_INT, "编号"),
    COL(struct check_list, version, F_INT, "版本"),
    COL(struct check_list, name, F_TEXT, "名称"),
    COL(struct check_list, is_active, F_BOOL, "供选用"),
    COL(struct check_list, items, F_LIST, "检查项目", .of = &check_item_shape),
};
const struct shape check_list_shape = SHAPE("CheckList", struct check_list, list_fields);
static const struct shape row_shape = {.name = "CheckListRow",
                                       .size = sizeof(struct check_list),
                                       .fields = list_fields,
                                       .n = ARRAY_LEN(list_fields) - 1};

static const struct db_query ALL = {
    .name = "check_lists",
    .sql = "SELECT l.id, l.version, l.name, l.is_active FROM check_list l WHERE l.body_id = ?"
           " ORDER BY l.is_active DESC, l.name",
    .row = &row_shape,
};
static const struct db_query BY_ID = {
    .name = "check_list_by_id",
    .sql = "SELECT l.id, l.version, l.name, l.is_active FROM check_list l WHERE l.id = ? AND l.body_id = ?",
    .row = &row_shape,
};
static const struct db_query ITEMS = {
    .name = "check_list_items",
    .sql = "SELECT t.seq AS id, t.item, t.standard FROM check_list_item t WHERE t.check_list_id = ?"
           " ORDER BY t.seq",
    .row = &check_item_shape,
};
static const struct db_query INSERT = {
    .name = "check_list_insert",
    .sql = "INSERT INTO check_list (body_id, name) VALUES (?, ?)",
};
static const struct db_query UPDATE_LIST = {
    .name = "check_list_update",
    .sql = "UPDATE check_list SET version = version + 1, name = ?, is_active = ?"
           " WHERE id = ? AND body_id = ? AND version = ?",
};
static const struct db_query ITEMS_CLEAR = {
    .name = "check_list_items_clear",
    .sql = "DELETE FROM check_list_item WHERE check_list_id = ?",
};
static const struct db_query ITEMS_ADD = {
    .name = "check_list_items_add",
    .sql =
        "INSERT INTO check_list_item (check_list_id, seq, item, standard) SELECT ?, t.n, t.item, t.standard"
        " FROM JSON_TABLE(?, '$[*]' COLUMNS (n FOR ORDINALITY, item VARCHAR(200) PATH '$.item',"
        " standard VARCHAR(500) PATH '$.standard')) t",
};

char *check_items_json(struct arena *a, const struct list *items)
{
    const struct check_item *item = items->items;
    struct json j;
    json_init(&j, a);
    json_open(&j, '[');
    for (size_t i = 0; i < items->n; i++)
        json_struct(&j, &check_item_shape, &item[i]);
    json_close(&j, ']');
    return j.out.data;
}

static enum err read_items(struct req *req, struct check_list *l)
{
    return db_list(req->db, req->arena, &ITEMS, &l->items, DB_ARGS(db_i64(l->id)));
}

enum err check_lists(struct req *req, struct list *out)
{
    enum err e = db_list(req->db, req->arena, &ALL, out, DB_ARGS(db_i64(req->actor.body_id)));
    struct check_list *l = out->items;
    for (size_t i = 0; e == OK && i < out->n; i++)
        e = read_items(req, &l[i]);
    return e;
}

enum err check_list_find(struct req *req, int64_t id, struct check_list *out)
{
    enum err e = db_one(req->db, req->arena, &BY_ID, out, DB_ARGS(db_i64(id), db_i64(req->actor.body_id)));
    return e == OK ? read_items(req, out) : e;
}

static enum err write_items(struct req *req, int64_t id, const struct list *items)
{
    enum err e = db_exec(req->db, &ITEMS_CLEAR, NULL, DB_ARGS(db_i64(id)));
    return e == OK ? db_exec(req->db, &ITEMS_ADD, NULL,
                             DB_ARGS(db_i64(id), db_text(check_items_json(req->arena, items))))
                   : e;
}

enum err check_list_insert(struct req *req, const struct check_list_in *in, int64_t *id)
{
    struct db_done done = {0};
    enum err e = db_exec(req->db, &INSERT, &done, DB_ARGS(db_i64(req->actor.body_id), db_text(in->name)));
    *id = done.id;
    return e == OK ? write_items(req, *id, &in->items) : e;
}

enum err check_list_update(struct req *req, int64_t id, const struct check_list_in *in)
{
    struct db_done done = {0};
    enum err e = db_exec(req->db, &UPDATE_LIST, &done,
                         DB_ARGS(db_text(in->name), db_bool(in->is_active), db_i64(id),
                                 db_i64(req->actor.body_id), db_i64(req->version)));
    if (e != OK)
        return e;
    return done.rows == 0 ? ERR_STALE : write_items(req, id, &in->items);
}

const struct db_query *const checklist_queries[CHECKLIST_QUERIES] = {
    &ALL, &BY_ID, &ITEMS, &INSERT, &UPDATE_LIST, &ITEMS_CLEAR, &ITEMS_ADD};
