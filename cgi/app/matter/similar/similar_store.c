#include "app/matter/similar/similar_priv.h"

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }

static const struct field similar_fields[] = {
    COL(struct similar, id, F_INT, "编号"),
    COL(struct similar, reg_no, F_TEXT, "登记号"),
    COL(struct similar, doc_no, F_TEXT, "文号", .nullable = true),
    COL(struct similar, title, F_TEXT, "事项名称"),
    COL(struct similar, content, F_TEXT, "督办内容"),
    COL(struct similar, requirement, F_TEXT, "工作要求"),
    COL(struct similar, status, F_CHOICE, "状态", .choices = &matter_statuses),
    COL(struct similar, version, F_INT, "版本"),
    COL(struct similar, origin_title, F_TEXT, "来源名称"),
    COL(struct similar, units, F_TEXT, "承办单位", .nullable = true),
    COL(struct similar, due_on, F_DATE, "办理时限", .nullable = true),
    COL(struct similar, progress, F_INT, "进度"),
    COL(struct similar, score, F_INT, "相似度"),
};
const struct shape similar_shape = SHAPE("SimilarMatter", struct similar, similar_fields);
static const struct shape row_shape = {.name = "SimilarColumns",
                                       .size = sizeof(struct similar),
                                       .fields = similar_fields,
                                       .n = ARRAY_LEN(similar_fields) - 1};
/* From the units' open matters, of which there are few, to their grams by key. The rows under minus the
 * unit's id list drafts too. */
#define MATTER                                                                                               \
    "m.id, m.reg_no, m.doc_no, m.title, m.content, m.requirement, m.status, m.version,"                      \
    " m.origin_title, (SELECT GROUP_CONCAT(a.unit_name ORDER BY a.id SEPARATOR '、') FROM assignment a"     \
    " WHERE a.matter_id = m.id AND a.status <> 'withdrawn') AS units, m.due_on, m.progress"
#define OPEN_OF(from)                                                                                        \
    "SELECT " MATTER " FROM (SELECT o.id, COUNT(*) AS n FROM (" from ") o"                                   \
    " STRAIGHT_JOIN JSON_TABLE(?, '$[*]' COLUMNS (g BIGINT PATH '$')) k"                                     \
    " STRAIGHT_JOIN gram r ON r.g = k.g AND r.matter_id = o.id GROUP BY o.id"                                \
    " HAVING n >= ? ORDER BY n DESC, o.id DESC LIMIT 30) t JOIN matter m ON m.id = t.id"                     \
    " WHERE m.body_id = ? AND m.id <> ?"
#define OPEN "('draft', 'proposed', 'approved', 'issued')"
static const struct db_query OF_UNITS = {
    .name = "similar_of_units",
    .sql = OPEN_OF(
        "SELECT DISTINCT s.matter_id AS id FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) u"
        " STRAIGHT_JOIN matter_scope s ON s.scope = -u.id AND s.status IN " OPEN),
    .row = &row_shape,
};
static const struct db_query OF_BODY = {
    .name = "similar_of_body",
    .sql = OPEN_OF("SELECT s.matter_id AS id FROM matter_scope s WHERE s.scope = ? AND s.status IN " OPEN
                   " ORDER BY s.matter_id DESC LIMIT 2000"),
    .row = &row_shape,
};

enum err similar_candidates(struct req *req, const struct similar_ask *ask, const struct list *pairs,
                            struct list *out)
{
    bool by_unit = ask->unit_ids.n > 0;
    struct db_arg from = by_unit ? db_text(json_ids(req->arena, &ask->unit_ids)) : db_i64(req->actor.scope);
    return db_list(req->db, req->arena, by_unit ? &OF_UNITS : &OF_BODY, out,
                   DB_ARGS(from, db_text(json_ids(req->arena, pairs)), db_i64((int64_t)(pairs->n + 2) / 3),
                           db_i64(req->actor.body_id), db_i64(ask->except_id)));
}

#define NEW(member, kind_of, text, ...)                                                                      \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(struct open_matter, m.member), .label = (text),   \
        ##__VA_ARGS__                                                                                        \
    }
static const struct field newest_fields[] = {
    NEW(id, F_INT, "编号"),
    NEW(reg_no, F_TEXT, "登记号"),
    NEW(doc_no, F_TEXT, "文号", .nullable = true),
    NEW(title, F_TEXT, "事项名称"),
    NEW(content, F_TEXT, "督办内容"),
    NEW(requirement, F_TEXT, "工作要求"),
    NEW(status, F_CHOICE, "状态", .choices = &matter_statuses),
    NEW(version, F_INT, "版本"),
    NEW(origin_title, F_TEXT, "来源名称"),
    NEW(units, F_TEXT, "承办单位", .nullable = true),
    NEW(due_on, F_DATE, "办理时限", .nullable = true),
    NEW(progress, F_INT, "进度"),
    COL(struct open_matter, unit_ids, F_TEXT, "单位编号", .nullable = true),
};
static const struct shape newest_shape = SHAPE("OpenMatter", struct open_matter, newest_fields);
static const struct db_query NEWEST = {
    .name = "similar_newest",
    .sql = "SELECT " MATTER ", (SELECT GROUP_CONCAT(a.unit_id) FROM assignment a WHERE a.matter_id = m.id"
           " AND a.status <> 'withdrawn') AS unit_ids FROM matter_scope s JOIN matter m ON m.id = s.matter_id"
           " WHERE s.scope = ? AND s.status IN " OPEN " AND m.body_id = ? ORDER BY s.matter_id DESC LIMIT ?",
    .row = &newest_shape,
};

enum err similar_newest(struct req *req, struct list *out)
{
    return db_list(
        req->db, req->arena, &NEWEST, out,
        DB_ARGS(db_i64(req->actor.scope), db_i64(req->actor.body_id), db_i64(DUPLICATES_LOOKED_AT)));
}

const struct db_query *const similar_queries[] = {&OF_UNITS, &OF_BODY, &NEWEST};
