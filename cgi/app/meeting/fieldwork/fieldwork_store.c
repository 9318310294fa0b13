#include "app/auth/auth.h"
#include "app/meeting/fieldwork/fieldwork_priv.h"
#include "app/track/inspection/inspection.h"

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }
#define MAYBE .nullable = true

static const struct field in_fields[] = {
    COL(struct field_day_in, day, F_DATE, "日期", .required = true),
    COL(struct field_day_in, half, F_BOOL, "半天"),
    COL(struct field_day_in, unit_id, F_INT, "单位", .min = 1),
    COL(struct field_day_in, place, F_TEXT, "地点", .min = 2, .max = 80),
    COL(struct field_day_in, seen, F_TEXT, "看了什么", .min = 2, .max = 1000, .required = true),
    COL(struct field_day_in, matter_id, F_INT, "有关事项", .min = 1),
    COL(struct field_day_in, inspection_id, F_INT, "有关督查", .min = 1),
};
const struct shape field_day_in_shape = SHAPE("FieldDayIn", struct field_day_in, in_fields);

static const struct field fields[] = {
    COL(struct field_day, id, F_INT, "编号"),
    COL(struct field_day, version, F_INT, "版本"),
    COL(struct field_day, person_id, F_INT, "人员"),
    COL(struct field_day, person_name, F_TEXT, "姓名"),
    COL(struct field_day, day, F_DATE, "日期"),
    COL(struct field_day, half, F_BOOL, "半天"),
    COL(struct field_day, unit_id, F_INT, "单位", MAYBE),
    COL(struct field_day, place, F_TEXT, "单位或地点"),
    COL(struct field_day, seen, F_TEXT, "看了什么"),
    COL(struct field_day, matter_id, F_INT, "有关事项", MAYBE),
    COL(struct field_day, matter_title, F_TEXT, "事项名称", MAYBE),
    COL(struct field_day, inspection_id, F_INT, "有关督查", MAYBE),
    COL(struct field_day, can_edit, F_BOOL, "是本人的，可以改"),
};
const struct shape field_day_shape = SHAPE("FieldDay", struct field_day, fields);

/* A leader reads the own ones, the office all of its body; an inspection's number only who may see it. */
#define SELECT_DAYS                                                                                          \
    "SELECT f.id, f.version, f.person_id, f.person_name, f.day, f.halves = 1 AS half, f.unit_id, f.place,"   \
    " f.seen, m.id AS matter_id, m.title AS matter_title, i.id AS inspection_id,"                            \
    " f.person_id = me.person_id AS can_edit FROM " INSPECTION_ME " JOIN field_day f"                        \
    " LEFT JOIN matter m ON m.id = f.matter_id AND " MATTER_VISIBLE                                          \
    " LEFT JOIN inspection i ON i.id = f.inspection_id AND " SEES_WHOLE                                      \
    " WHERE f.body_id = ? AND (f.person_id = me.person_id OR ?)"
#define DAYS_ARGS(req)                                                                                       \
    INSPECTION_WHO(req), db_i64((req)->actor.scope), db_i64((req)->actor.body_id),                           \
        db_bool((req)->actor.role == ROLE_OFFICE)
static const struct db_query BY_ID = {
    .name = "field_day_by_id",
    .sql = SELECT_DAYS " AND f.id = ?",
    .row = &field_day_shape,
};
static const struct db_query OF_MONTH = {
    .name = "field_days",
    .sql = SELECT_DAYS " AND f.day BETWEEN ? AND ? ORDER BY f.day DESC, f.id DESC LIMIT 1000",
    .row = &field_day_shape,
};

enum err field_day_by_id(struct req *req, int64_t id, struct field_day *out)
{
    return db_one(req->db, req->arena, &BY_ID, out, DB_ARGS(DAYS_ARGS(req), db_i64(id)));
}

enum err field_days(struct req *req, const struct month *m, struct list *out)
{
    return db_list(req->db, req->arena, &OF_MONTH, out,
                   DB_ARGS(DAYS_ARGS(req), db_date(m->first), db_date(m->last)));
}

/* ---- each leader of the body, or the actor alone, and the half days of the month */
static const struct field count_fields[] = {
    COL(struct field_count, person_id, F_INT, "人员"), COL(struct field_count, membership_id, F_INT, "任职"),
    COL(struct field_count, name, F_TEXT, "姓名"),     COL(struct field_count, post, F_TEXT, "职务"),
    COL(struct field_count, halves, F_INT, "半天数"),
};
static const struct shape count_shape = SHAPE("FieldCountColumns", struct field_count, count_fields);
static const struct db_query COUNTS = {
    .name = "field_counts",
    .sql = "SELECT p.id AS person_id, m.id AS membership_id, p.name, m.post,"
           " (SELECT COALESCE(CAST(SUM(f.halves) AS SIGNED), 0) FROM field_day f WHERE f.person_id = p.id"
           " AND f.body_id = b.id AND f.day BETWEEN ? AND ?) AS halves"
           " FROM body b JOIN membership m ON m.unit_id = b.unit_id AND m.role = 'leader'"
           " JOIN person p ON p.id = m.person_id AND p.status = 'active'"
           " WHERE b.id = ? AND (p.id = ? OR ?) AND " IN_TERM(
               "m") " ORDER BY FIELD(m.`rank`, 'head', 'deputy',"
                    " 'member'), m.id",
    .row = &count_shape,
};

enum err field_counts(struct req *req, const struct month *m, struct list *out)
{
    struct db_arg today = db_date(date_of(req->now));
    return db_list(req->db, req->arena, &COUNTS, out,
                   DB_ARGS(db_date(m->first), db_date(m->last), db_i64(req->actor.body_id),
                           db_i64(req->actor.person_id), db_bool(req->actor.role == ROLE_OFFICE), today,
                           today));
}

/* ---- changing */
struct number {
    int64_t n;
};
static const struct field number_fields[] = {COL(struct number, n, F_INT, "数")};
static const struct shape number_shape = SHAPE("FieldNumber", struct number, number_fields);
static const struct db_query LOCK = {
    .name = "field_lock",
    .sql = "SELECT p.id AS n FROM person p WHERE p.id = ? FOR UPDATE",
    .row = &number_shape,
};
static const struct db_query HALVES = {
    .name = "field_halves",
    .sql = "SELECT COALESCE(CAST(SUM(f.halves) AS SIGNED), 0) AS n FROM field_day f"
           " WHERE f.person_id = ? AND f.day = ? AND f.id <> ?",
    .row = &number_shape,
};
struct unit_name {
    const char *name;
};
static const struct field name_fields[] = {COL(struct unit_name, name, F_TEXT, "名称")};
static const struct shape name_shape = SHAPE("FieldUnit", struct unit_name, name_fields);
static const struct db_query UNIT = {
    .name = "field_unit",
    .sql = "SELECT u.name FROM unit u WHERE u.id = ? AND u.status = 'active'",
    .row = &name_shape,
};
static const struct db_query INSPECTION = {
    .name = "field_inspection",
    .sql = "SELECT COUNT(*) AS n FROM " INSPECTION_ME " JOIN inspection i ON i.id = ? WHERE " SEES_WHOLE,
    .row = &number_shape,
};
static const struct db_query INSERT = {
    .name = "field_day_insert",
    .sql = "INSERT INTO field_day (day, halves, unit_id, place, seen, matter_id, inspection_id, body_id, "
           "person_id,"
           " membership_id, person_name, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
};
static const struct db_query UPDATE = {
    .name = "field_day_update",
    .sql = "UPDATE field_day SET day = ?, halves = ?, unit_id = ?, place = ?, seen = ?, matter_id = ?,"
           " inspection_id = ?, version = version + 1 WHERE id = ?",
};
static const struct db_query DELETE_ONE = {
    .name = "field_day_delete",
    .sql = "DELETE FROM field_day WHERE id = ?",
};

enum err field_lock(struct req *req)
{
    struct number row;
    return db_one(req->db, req->arena, &LOCK, &row, DB_ARGS(db_i64(req->actor.person_id)));
}

enum err field_halves(struct req *req, int32_t day, int64_t except_id, int64_t *halves)
{
    struct number row = {0};
    enum err e = db_one(req->db, req->arena, &HALVES, &row,
                        DB_ARGS(db_i64(req->actor.person_id), db_date(day), db_i64(except_id)));
    *halves = row.n;
    return e;
}

enum err field_unit(struct req *req, int64_t unit_id, const char **name)
{
    struct unit_name row = {0};
    enum err e = db_one(req->db, req->arena, &UNIT, &row, DB_ARGS(db_i64(unit_id)));
    *name = row.name;
    return e;
}

enum err field_inspection(struct req *req, int64_t id, bool *sees)
{
    struct number row = {0};
    enum err e = db_one(req->db, req->arena, &INSPECTION, &row, DB_ARGS(INSPECTION_WHO(req), db_i64(id)));
    *sees = row.n > 0;
    return e;
}

#define FORM_ARGS(in)                                                                                        \
    db_date((in)->day), db_i64((in)->half ? 1 : 2), db_id((in)->unit_id), db_text((in)->place),              \
        db_text((in)->seen), db_id((in)->matter_id), db_id((in)->inspection_id)

enum err field_day_insert(struct req *req, const struct field_day_in *in, int64_t *id)
{
    const struct actor *who = &req->actor;
    struct db_done done = {0};
    enum err e = db_exec(req->db, &INSERT, &done,
                         DB_ARGS(FORM_ARGS(in), db_i64(who->body_id), db_i64(who->person_id),
                                 db_i64(who->membership_id), db_text(who->name), db_instant(req->now)));
    *id = done.id;
    return e;
}

enum err field_day_update(struct req *req, int64_t id, const struct field_day_in *in)
{
    return db_exec(req->db, &UPDATE, NULL, DB_ARGS(FORM_ARGS(in), db_i64(id)));
}

enum err field_day_delete(struct req *req, int64_t id)
{
    return db_exec(req->db, &DELETE_ONE, NULL, DB_ARGS(db_i64(id)));
}

const struct db_query *const field_queries[FIELD_QUERIES] = {
    &BY_ID, &OF_MONTH, &COUNTS, &LOCK, &HALVES, &UNIT, &INSPECTION, &INSERT, &UPDATE, &DELETE_ONE,
};
