#include "app/meeting/minutes/minutes_priv.h"

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }
#define MAYBE .nullable = true

/* ---- what the form sends */
static const struct field in_fields[] = {
    COL(struct resolution_in, text, F_TEXT, "议定事项", .min = 2, .max = RESOLUTION_CHARS, .required = true),
    COL(struct resolution_in, unit_ids, F_INTS, "责任单位", .max = 30),
    COL(struct resolution_in, due_on, F_DATE, "完成时限"),
    COL(struct resolution_in, becomes, F_CHOICE, "如何落实", .required = true, .choices = &outcomes),
    COL(struct resolution_in, matter_id, F_INT, "督办事项", .min = 1),
};
static const struct shape in_shape = SHAPE("ResolutionIn", struct resolution_in, in_fields);
static const struct field list_fields[] = {
    COL(struct resolutions_in, items, F_LIST, "议定事项", .max = RESOLUTIONS_MAX, .of = &in_shape)};
const struct shape resolutions_in_shape = SHAPE("ResolutionsIn", struct resolutions_in, list_fields);

/* ---- rows */
static const struct field unit_fields[] = {
    COL(struct resolution_unit, resolution_id, F_INT, "议定事项"),
    COL(struct resolution_unit, unit_id, F_INT, "单位"),
    COL(struct resolution_unit, unit_name, F_TEXT, "单位名称"),
    COL(struct resolution_unit, directive_id, F_INT, "交办要求", MAYBE),
    COL(struct resolution_unit, directive_status, F_CHOICE, "交办要求的状态", MAYBE,
        .choices = &directive_statuses),
};
static const struct shape unit_row_shape = SHAPE("ResolutionUnitColumns", struct resolution_unit,
                                                 unit_fields);
static const struct shape unit_shape = {.name = "ResolutionUnit",
                                        .size = sizeof(struct resolution_unit),
                                        .fields = unit_fields + 1,
                                        .n = ARRAY_LEN(unit_fields) - 1};
static const struct field fields[] = {
    COL(struct resolution, id, F_INT, "编号"),
    COL(struct resolution, text, F_TEXT, "议定事项"),
    COL(struct resolution, due_on, F_DATE, "完成时限", MAYBE),
    COL(struct resolution, becomes, F_CHOICE, "如何落实", .choices = &outcomes),
    COL(struct resolution, matter_id, F_INT, "督办事项", MAYBE),
    COL(struct resolution, matter_title, F_TEXT, "事项名称", MAYBE),
    COL(struct resolution, matter_no, F_TEXT, "登记号", MAYBE),
    COL(struct resolution, matter_status, F_CHOICE, "事项状态", MAYBE, .choices = &matter_statuses),
    COL(struct resolution, made_at, F_INSTANT, "交办时间", MAYBE),
    COL(struct resolution, made_name, F_TEXT, "交办人", MAYBE),
    COL(struct resolution, units, F_LIST, "责任单位", .of = &unit_shape),
};
const struct shape resolution_shape = SHAPE("Resolution", struct resolution, fields);
static const struct shape row_shape = {.name = "ResolutionColumns",
                                       .size = sizeof(struct resolution),
                                       .fields = fields,
                                       .n = ARRAY_LEN(fields) - 1};
/* The matter's name and state for those who see it; a note has neither. */
static const struct db_query RESOLUTIONS = {
    .name = "resolutions",
    .sql = "SELECT r.id, r.text, r.due_on, r.becomes, m.id AS matter_id, m.title AS matter_title,"
           " m.reg_no AS matter_no, m.status AS matter_status, r.made_at, r.made_name FROM " MEETING_ME
           " JOIN meeting g ON g.id = ? JOIN resolution r ON r.meeting_id = g.id"
           " LEFT JOIN matter m ON m.id = r.matter_id AND " MATTER_VISIBLE
           " WHERE me.scope = 2 * g.body_id OR (r.made_at IS NOT NULL AND EXISTS (SELECT 1 FROM "
           "resolution_unit v"
           " WHERE v.resolution_id = r.id AND (me.scope = 2 * v.unit_id + 1"
           " OR me.scope = 2 * (SELECT o.id FROM body o WHERE o.unit_id = v.unit_id)))) ORDER BY r.seq",
    .row = &row_shape,
};
static const struct db_query UNITS = {
    .name = "resolution_units",
    .sql = "SELECT v.resolution_id, v.unit_id, v.unit_name, v.directive_id, d.status AS directive_status"
           " FROM resolution r JOIN resolution_unit v ON v.resolution_id = r.id"
           " LEFT JOIN directive d ON d.id = v.directive_id WHERE r.meeting_id = ? ORDER BY v.resolution_id, "
           "v.seq",
    .row = &unit_row_shape,
};

enum err resolutions_of(struct req *req, const struct meeting_case *c, struct list *out)
{
    struct list units = {0};
    enum err e = db_list(req->db, req->arena, &RESOLUTIONS, out,
                         DB_ARGS(MEETING_WHO(&req->actor), db_i64(c->m.id), db_i64(req->actor.scope)));
    if (e == OK)
        e = db_list(req->db, req->arena, &UNITS, &units, DB_ARGS(db_i64(c->m.id)));
    struct resolution *r = out->items;
    struct resolution_unit *u = units.items;
    for (size_t i = 0; e == OK && i < out->n; i++)
        for (size_t k = 0; k < units.n; k++)
            if (u[k].resolution_id == r[i].id) {
                r[i].units.items = r[i].units.n == 0 ? &u[k] : r[i].units.items;
                r[i].units.n++;
            }
    return e;
}

/* ---- changing */
static const struct db_query PUT_MINUTES = {
    .name = "minutes_put",
    .sql = "UPDATE meeting SET minutes = ?, minutes_at = ?, minutes_name = ? WHERE id = ?",
};
static const struct db_query SET_SIGNED = {
    .name = "minutes_signed",
    .sql = "UPDATE meeting SET document_id = ?, doc_no = ? WHERE id = ?",
};
static const struct db_query CLEAR_UNITS = {
    .name = "resolution_units_clear",
    .sql = "DELETE v FROM resolution_unit v JOIN resolution r ON r.id = v.resolution_id"
           " WHERE r.meeting_id = ? AND r.made_at IS NULL",
};
static const struct db_query CLEAR = {
    .name = "resolutions_clear",
    .sql = "DELETE FROM resolution WHERE meeting_id = ? AND made_at IS NULL",
};
static const struct db_query ADD = {
    .name = "resolution_add",
    .sql = "INSERT INTO resolution (meeting_id, seq, text, due_on, becomes, matter_id) SELECT ?, n.seq, ?, "
           "?, ?, ?"
           " FROM (SELECT COALESCE(MAX(seq), 0) + 1 AS seq FROM resolution WHERE meeting_id = ?) n",
};
static const struct db_query ADD_UNIT = {
    .name = "resolution_unit_add",
    .sql = "INSERT INTO resolution_unit (resolution_id, seq, unit_id, unit_name)"
           " SELECT ?, ?, u.id, u.name FROM unit u WHERE u.id = ?",
};
static const struct db_query MADE = {
    .name = "resolution_made",
    .sql = "UPDATE resolution SET matter_id = ?, made_at = ?, made_name = ? WHERE id = ?",
};
static const struct db_query UNIT_MADE = {
    .name = "resolution_unit_made",
    .sql = "UPDATE resolution_unit SET directive_id = ? WHERE resolution_id = ? AND unit_id = ?",
};

enum err minutes_put(struct req *req, int64_t meeting_id, const char *text)
{
    return db_exec(
        req->db, &PUT_MINUTES, NULL,
        DB_ARGS(db_text(text), db_instant(req->now), db_text(req->actor.name), db_i64(meeting_id)));
}

enum err minutes_set_signed(struct req *req, int64_t meeting_id, int64_t document_id, const char *doc_no)
{
    return db_exec(req->db, &SET_SIGNED, NULL,
                   DB_ARGS(db_i64(document_id), db_text(doc_no), db_i64(meeting_id)));
}

enum err resolutions_clear(struct req *req, int64_t meeting_id)
{
    enum err e = db_exec(req->db, &CLEAR_UNITS, NULL, DB_ARGS(db_i64(meeting_id)));
    return e == OK ? db_exec(req->db, &CLEAR, NULL, DB_ARGS(db_i64(meeting_id))) : e;
}

enum err resolution_add(struct req *req, int64_t meeting_id, const struct resolution_in *in)
{
    const int64_t *unit = in->unit_ids.items;
    struct db_done done = {0};
    enum err e = db_exec(req->db, &ADD, &done,
                         DB_ARGS(db_i64(meeting_id), db_text(in->text), db_date(in->due_on),
                                 db_choice(&outcomes, in->becomes), db_id(in->matter_id),
                                 db_i64(meeting_id)));
    for (size_t i = 0; e == OK && i < in->unit_ids.n; i++)
        e = db_exec(req->db, &ADD_UNIT, NULL,
                    DB_ARGS(db_i64(done.id), db_i64((int64_t)i + 1), db_i64(unit[i])));
    return e;
}

enum err resolution_made(struct req *req, const struct resolution *r)
{
    return db_exec(
        req->db, &MADE, NULL,
        DB_ARGS(db_id(r->matter_id), db_instant(req->now), db_text(req->actor.name), db_i64(r->id)));
}

enum err resolution_unit_made(struct req *req, int64_t resolution_id, int64_t unit_id, int64_t directive_id)
{
    return db_exec(req->db, &UNIT_MADE, NULL,
                   DB_ARGS(db_i64(directive_id), db_i64(resolution_id), db_i64(unit_id)));
}

/* ---- what splitting goes by */
static const struct field split_unit_fields[] = {
    COL(struct split_unit, id, F_INT, "单位"),
    COL(struct split_unit, name, F_TEXT, "全称"),
    COL(struct split_unit, short_name, F_TEXT, "简称"),
};
static const struct shape split_unit_shape = SHAPE("SplitUnit", struct split_unit, split_unit_fields);
static const struct db_query SPLIT_UNITS = {
    .name = "split_units",
    .sql = "SELECT u.id, u.name, u.short_name FROM unit u WHERE u.body_id = ? AND u.status = 'active' ORDER "
           "BY u.id",
    .row = &split_unit_shape,
};
static const struct field split_matter_fields[] = {
    COL(struct split_matter, id, F_INT, "事项"),
    COL(struct split_matter, title, F_TEXT, "名称"),
};
static const struct shape split_matter_shape = SHAPE("SplitMatter", struct split_matter, split_matter_fields);
static const struct db_query SPLIT_MATTERS = {
    .name = "split_matters",
    .sql = "SELECT m.id, m.title FROM meeting_item t JOIN matter m ON m.id = t.matter_id"
           " WHERE t.meeting_id = ? AND " MATTER_VISIBLE " ORDER BY t.seq",
    .row = &split_matter_shape,
};

enum err split_units_of(struct req *req, struct list *out)
{
    return db_list(req->db, req->arena, &SPLIT_UNITS, out, DB_ARGS(db_i64(req->actor.body_id)));
}

enum err split_matters_of(struct req *req, int64_t meeting_id, struct list *out)
{
    return db_list(req->db, req->arena, &SPLIT_MATTERS, out,
                   DB_ARGS(db_i64(meeting_id), db_i64(req->actor.scope)));
}

const struct db_query *const minutes_queries[MINUTES_QUERIES] = {
    &RESOLUTIONS, &UNITS,    &PUT_MINUTES, &SET_SIGNED, &CLEAR_UNITS, &CLEAR,
    &ADD,         &ADD_UNIT, &MADE,        &UNIT_MADE,  &SPLIT_UNITS, &SPLIT_MATTERS,
};
