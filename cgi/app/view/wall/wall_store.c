#include "app/view/wall/wall_priv.h"

#include "app/time/calendar/calendar.h"

#define MAYBE .nullable = true

/* ---- rows: hidden columns, shown columns, then what is derived */
#define COL(json, member, kind_of, text, ...)                                                                \
    {                                                                                                        \
        .name = (json), .type = (kind_of), .at = offsetof(struct wall_row, member), .label = (text),         \
        ##__VA_ARGS__                                                                                        \
    }
#define HIDDEN 5
#define DERIVED 5
static const struct field row_fields[] = {
    COL("status", m.status, F_CHOICE, "状态", .choices = &matter_statuses),
    COL("yellow_on", m.yellow_on, F_DATE, "黄灯之日", MAYBE),
    COL("red_on", m.red_on, F_DATE, "红灯之日", MAYBE),
    COL("light_note", m.light_note, F_TEXT, "人工定灯的说明", MAYBE),
    COL("issued_at", m.issued_at, F_INSTANT, "下达时间"),
    COL("id", m.id, F_INT, "事项"),
    COL("title", m.title, F_TEXT, "事项名称"),
    COL("doc_no", m.doc_no, F_TEXT, "文号"),
    COL("is_key", m.is_key, F_BOOL, "重点"),
    COL("due_on", m.due_on, F_DATE, "办理时限"),
    COL("progress", m.progress, F_INT, "进度", .max = 100),
    COL("paused_since", m.paused_since, F_DATE, "挂起自何日", MAYBE),
    COL("issued_on", issued_on, F_DATE, "下达之日"),
    COL("light", m.light, F_CHOICE, "灯色", .choices = &lights),
    COL("light_reason", m.light_reason, F_TEXT, "灯色说明", MAYBE),
    COL("overdue_days", m.overdue_days, F_INT, "超期天数"),
    COL("units", units, F_LIST, "承办单位", .of = &wall_unit_shape),
};
const struct shape wall_row_shape = {"WallRow", sizeof(struct wall_row), row_fields + HIDDEN,
                                     ARRAY_LEN(row_fields) - HIDDEN};
static const struct shape row_shape = {"WallColumns", sizeof(struct wall_row), row_fields,
                                       ARRAY_LEN(row_fields) - DERIVED};
/* A matter's units have rows of their own in matter_scope, under minus their id. */
static const struct db_query WALL_ROWS_OF = {
    .name = "wall_rows",
    .sql =
        "SELECT m.status, m.yellow_on, m.red_on, m.light_note, m.issued_at, m.id, m.title, m.doc_no, "
        "m.is_key, m.due_on,"
        " m.progress, m.paused_since FROM matter_scope s STRAIGHT_JOIN matter m ON m.id = s.matter_id"
        " WHERE s.scope = ? AND s.status = 'issued' AND (? IS NULL OR m.is_key)"
        " AND (? IS NULL OR EXISTS (SELECT 1 FROM matter_scope u WHERE u.scope = -? AND u.matter_id = m.id))"
        " ORDER BY m.is_key DESC, m.due_on, m.id LIMIT ?",
    .row = &row_shape,
};

enum err wall_rows(struct req *req, const struct wall_filter *f, struct list *out)
{
    return db_list(req->db, req->arena, &WALL_ROWS_OF, out,
                   DB_ARGS(db_i64(req->actor.scope), db_id(f->is_key), db_id(f->unit_id), db_i64(f->unit_id),
                           db_i64(WALL_ROWS + 1)));
}

/* ---- units */
#undef COL
#define COL(json, member, kind_of, text, ...)                                                                \
    {                                                                                                        \
        .name = (json), .type = (kind_of), .at = offsetof(struct wall_unit, member), .label = (text),        \
        ##__VA_ARGS__                                                                                        \
    }
#define UNIT_HIDDEN 8
#define UNIT_DERIVED 2
static const struct field unit_fields[] = {
    COL("matter_id", matter_id, F_INT, "事项"),
    COL("due_on", at.due_on, F_DATE, "本单位时限", MAYBE),
    COL("submitted_at", at.submitted_at, F_INSTANT, "结果报送时间", MAYBE),
    COL("yellow_on", at.yellow_on, F_DATE, "黄灯之日", MAYBE),
    COL("red_on", at.red_on, F_DATE, "红灯之日", MAYBE),
    COL("hand_light", at.hand_light, F_CHOICE, "人工定灯", MAYBE, .choices = &lights),
    COL("hand_until", at.hand_until, F_DATE, "定灯至", MAYBE),
    COL("hand_reason", at.hand_reason, F_TEXT, "定灯理由", MAYBE),
    COL("unit_name", at.unit_name, F_TEXT, "承办单位"),
    COL("kind", at.kind, F_CHOICE, "承办方式", .choices = &assignment_kinds),
    COL("status", at.status, F_CHOICE, "状态", .choices = &assignment_statuses),
    COL("progress", at.progress, F_INT, "进度", .max = 100),
    COL("light", at.light, F_CHOICE, "灯色", .choices = &lights),
    COL("overdue_days", at.overdue_days, F_INT, "超期天数"),
};
const struct shape wall_unit_shape = {"WallUnit", sizeof(struct wall_unit), unit_fields + UNIT_HIDDEN,
                                      ARRAY_LEN(unit_fields) - UNIT_HIDDEN};
static const struct shape unit_row = {"WallUnitColumns", sizeof(struct wall_unit), unit_fields,
                                      ARRAY_LEN(unit_fields) - UNIT_DERIVED};
static const struct db_query WALL_UNITS_OF = {
    .name = "wall_units",
    .sql = "SELECT a.matter_id, a.due_on, a.submitted_at, a.yellow_on, a.red_on, a.hand_light, a.hand_until,"
           " a.hand_reason, COALESCE(u.short_name, a.unit_name) AS unit_name, a.kind, a.status, a.progress"
           " FROM JSON_TABLE(?, '$[*]' COLUMNS (n FOR ORDINALITY, id BIGINT PATH '$')) t"
           " STRAIGHT_JOIN assignment a ON a.matter_id = t.id JOIN unit u ON u.id = a.unit_id"
           " WHERE a.status <> 'withdrawn' ORDER BY t.n, a.id",
    .row = &unit_row,
};

enum err wall_units(struct req *req, const struct list *rows, struct list *out)
{
    const struct wall_row *row = rows->items;
    struct json ids;
    json_init(&ids, req->arena);
    json_open(&ids, '[');
    for (size_t i = 0; i < rows->n; i++)
        json_i64(&ids, row[i].m.id);
    json_close(&ids, ']');
    return db_list(req->db, req->arena, &WALL_UNITS_OF, out, DB_ARGS(db_text(ids.out.data)));
}

const struct db_query *const wall_queries[] = {&WALL_ROWS_OF, &WALL_UNITS_OF};
