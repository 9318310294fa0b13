#include "app/org/unit/unit_priv.h"

#define AT(member) offsetof(struct unit, member)
static const struct field unit_fields[] = {
    {.name = "id", .type = F_INT, .at = AT(id), .label = "单位"},
    {.name = "parent_id", .type = F_INT, .at = AT(parent_id), .label = "上级单位", .nullable = true},
    {.name = "body_id", .type = F_INT, .at = AT(body_id), .label = "所属督办机构", .nullable = true},
    {.name = "own_body_id",
     .type = F_INT,
     .at = AT(own_body_id),
     .label = "设在本单位的督办机构",
     .nullable = true},
    {.name = "kind", .type = F_CHOICE, .at = AT(kind), .label = "类别", .choices = &unit_kinds},
    {.name = "code", .type = F_TEXT, .at = AT(code), .label = "单位代码"},
    {.name = "name", .type = F_TEXT, .at = AT(name), .label = "全称"},
    {.name = "short_name", .type = F_TEXT, .at = AT(short_name), .label = "简称"},
    {.name = "phone", .type = F_TEXT, .at = AT(phone), .label = "电话", .nullable = true},
    {.name = "sort", .type = F_INT, .at = AT(sort), .label = "排序"},
    {.name = "status", .type = F_CHOICE, .at = AT(status), .label = "状态", .choices = &unit_statuses},
    {.name = "version", .type = F_INT, .at = AT(version), .label = "版本"},
    {.name = "first_person", .type = F_TEXT, .at = AT(first_person), .label = "第一责任人", .nullable = true},
    {.name = "liaison", .type = F_TEXT, .at = AT(liaison), .label = "联络员", .nullable = true},
    {.name = "liaison_phone",
     .type = F_TEXT,
     .at = AT(liaison_phone),
     .label = "联络员电话",
     .nullable = true},
};
const struct shape unit_shape = SHAPE("Unit", struct unit, unit_fields);

#define LIAISON(column)                                                                                      \
    "(SELECT p." column " FROM membership m JOIN person p ON p.id = m.person_id WHERE m.unit_id = u.id"      \
    " AND p.status = 'active' AND m.role = 'liaison' AND " IN_TERM("m") " ORDER BY m.id LIMIT 1)"
#define UNIT_SELECT                                                                                          \
    "SELECT u.id, u.parent_id, u.body_id, own.id AS own_body_id, u.kind, u.code, u.name, u.short_name,"      \
    " u.phone, u.sort, u.status, u.version, " UNIT_HEAD(                                                     \
        "u.id") " AS first_person,"                                                                          \
                " " LIAISON("name") " AS liaison, " LIAISON(                                                 \
                    "mobile") " AS liaison_phone"                                                            \
                              " FROM unit u LEFT JOIN body own ON own.unit_id = u.id"
#define TODAY_6(today)                                                                                       \
    db_date(today), db_date(today), db_date(today), db_date(today), db_date(today), db_date(today)

static const struct db_query UNIT_ALL = {"unit_all", UNIT_SELECT " ORDER BY u.sort, u.id", &unit_shape};
static const struct db_query UNIT_GET = {"unit_get", UNIT_SELECT " WHERE u.id = ?", &unit_shape};

enum err unit_all(struct req *req, struct res *res)
{
    int32_t today = date_of(req->now);
    return org_all(res, &UNIT_ALL, DB_ARGS(TODAY_6(today)));
}

enum err unit_get(struct db *db, struct arena *a, int64_t id, int32_t today, struct unit *out)
{
    return db_one(db, a, &UNIT_GET, out, DB_ARGS(TODAY_6(today), db_i64(id)));
}

/* ---- the tree */
static const struct field node_fields[] = {
    {.name = "id", .type = F_INT, .at = offsetof(struct unit_node, id), .label = "单位"},
    {.name = "parent_id",
     .type = F_INT,
     .at = offsetof(struct unit_node, parent_id),
     .label = "上级",
     .nullable = true},
    {.name = "body_id",
     .type = F_INT,
     .at = offsetof(struct unit_node, body_id),
     .label = "督办机构",
     .nullable = true},
    {.name = "own_body_id",
     .type = F_INT,
     .at = offsetof(struct unit_node, own_body_id),
     .label = "自设督办机构",
     .nullable = true},
    {.name = "status",
     .type = F_CHOICE,
     .at = offsetof(struct unit_node, status),
     .label = "状态",
     .choices = &unit_statuses},
};
static const struct shape node_shape = SHAPE("UnitNode", struct unit_node, node_fields);
static const struct db_query TREE = {
    "unit_tree",
    "SELECT u.id, u.parent_id, u.body_id, own.id AS own_body_id, u.status FROM unit u"
    " LEFT JOIN body own ON own.unit_id = u.id ORDER BY u.id",
    &node_shape};

enum err unit_tree(struct db *db, struct arena *a, struct list *tree)
{
    return db_list(db, a, &TREE, tree, DB_NONE);
}

/* ---- changes */
static const struct field clash_fields[] = {
    {.name = "same_code", .type = F_BOOL, .at = offsetof(struct unit_clash, same_code), .label = "代码相同"},
};
static const struct shape clash_shape = SHAPE("UnitClash", struct unit_clash, clash_fields);
static const struct db_query CLASH = {"unit_clash",
                                      "SELECT u.code = ? AS same_code FROM unit u WHERE u.id <> ? AND "
                                      "(u.code = ? OR (u.parent_id <=> ? AND u.name = ?))"
                                      " ORDER BY same_code DESC LIMIT 1",
                                      &clash_shape};
static const struct db_query INSERT = {"unit_insert",
                                       "INSERT INTO unit (parent_id, body_id, kind, code, name, short_name, "
                                       "phone, sort) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                                       NULL};
static const struct db_query UPDATE = {"unit_update",
                                       "UPDATE unit SET parent_id = ?, kind = ?, code = ?, name = ?, "
                                       "short_name = ?, phone = ?, sort = ?, status = ?,"
                                       " version = version + 1 WHERE id = ? AND version = ?",
                                       NULL};
static const struct db_query SET_BODY = {"unit_set_body", "UPDATE unit SET body_id = ? WHERE id = ?", NULL};

enum err unit_clash(struct req *req, int64_t id, const struct unit_form *in, struct unit_clash *out,
                    bool *found)
{
    return db_find(
        req->db, req->arena, &CLASH, out, found,
        DB_ARGS(db_text(in->code), db_i64(id), db_text(in->code), db_id(in->parent_id), db_text(in->name)));
}

enum err unit_insert(struct db *db, const struct unit_form *in, int64_t body_id, int64_t *id)
{
    struct db_done done;
    enum err e = db_exec(db, &INSERT, &done,
                         DB_ARGS(db_id(in->parent_id), db_id(body_id), db_choice(&unit_kinds, in->kind),
                                 db_text(in->code), db_text(in->name), db_text(in->short_name),
                                 db_text(in->phone), db_i64(in->sort)));
    if (e == OK)
        *id = done.id;
    return e;
}

enum err unit_update(struct db *db, int64_t id, int64_t version, const struct unit_form *in)
{
    struct db_done done;
    enum err e = db_exec(db, &UPDATE, &done,
                         DB_ARGS(db_id(in->parent_id), db_choice(&unit_kinds, in->kind), db_text(in->code),
                                 db_text(in->name), db_text(in->short_name), db_text(in->phone),
                                 db_i64(in->sort), db_choice(&unit_statuses, in->status), db_i64(id),
                                 db_i64(version)));
    return e == OK && !done.rows ? ERR_STALE : e;
}

enum err unit_settle_bodies(struct db *db, struct arena *a)
{
    struct list tree;
    enum err e = unit_tree(db, a, &tree);
    const struct unit_node *u = tree.items;
    for (size_t i = 0; e == OK && i < tree.n; i++) {
        int64_t body = unit_body_above(&tree, u[i].parent_id);
        if (body != u[i].body_id)
            e = db_exec(db, &SET_BODY, NULL, DB_ARGS(db_id(body), db_i64(u[i].id)));
    }
    return e;
}

static const struct field ties_fields[] = {
    {.name = "assignments",
     .type = F_INT,
     .at = offsetof(struct unit_ties, assignments),
     .label = "未办结承办"},
    {.name = "children", .type = F_INT, .at = offsetof(struct unit_ties, children), .label = "下级单位"},
    {.name = "people", .type = F_INT, .at = offsetof(struct unit_ties, people), .label = "在任人员"},
};
static const struct shape ties_shape = SHAPE("UnitTies", struct unit_ties, ties_fields);
static const struct db_query TIES = {
    "unit_ties",
    "SELECT (SELECT COUNT(*) FROM assignment a JOIN matter x ON x.id = a.matter_id WHERE a.unit_id = u.id"
    "  AND a.status NOT IN ('accepted', 'withdrawn') AND x.status NOT IN ('concluded', 'archived', "
    "'cancelled'))"
    " AS assignments,"
    " (SELECT COUNT(*) FROM unit c WHERE c.parent_id = u.id AND c.status = 'active') AS children,"
    " (SELECT COUNT(*) FROM membership m WHERE m.unit_id = u.id AND (m.until_on IS NULL OR m.until_on > ?)) "
    "AS people"
    " FROM unit u WHERE u.id = ?",
    &ties_shape};

enum err unit_ties(struct db *db, struct arena *a, int32_t today, int64_t id, struct unit_ties *out)
{
    return db_one(db, a, &TIES, out, DB_ARGS(db_date(today), db_i64(id)));
}

const struct db_query *const unit_queries[] = {
    &UNIT_ALL, &UNIT_GET, &TREE, &CLASH, &INSERT, &UPDATE, &SET_BODY, &TIES,
};
