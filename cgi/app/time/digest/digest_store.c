#include "app/auth/auth.h"
#include "app/time/digest/digest_priv.h"

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }

static const struct choice status_items[] = {{"draft", "待编辑送出"}, {"sent", "已送出"}};
const struct choices digest_statuses = CHOICES("DigestStatus", status_items);
static const struct field note_fields[] = {
    COL(struct matter_note, matter_id, F_INT, "事项", .min = 1, .required = true),
    COL(struct matter_note, note, F_TEXT, "分析", .min = 2, .max = 1000, .required = true),
};
const struct shape matter_note_shape = SHAPE("DigestMatterNote", struct matter_note, note_fields);

static const struct field digest_fields[] = {
    COL(struct digest, id, F_INT, "编号"),
    COL(struct digest, version, F_INT, "版本"),
    COL(struct digest, membership_id, F_INT, "领导任职"),
    COL(struct digest, person_id, F_INT, "领导"),
    COL(struct digest, leader_name, F_TEXT, "领导姓名"),
    COL(struct digest, leader_post, F_TEXT, "领导职务"),
    COL(struct digest, from_on, F_DATE, "自"),
    COL(struct digest, to_on, F_DATE, "至"),
    COL(struct digest, status, F_CHOICE, "状态", .choices = &digest_statuses),
    COL(struct digest, made_at, F_INSTANT, "生成时间"),
    COL(struct digest, made_name, F_TEXT, "生成人，空为每周自动", .nullable = true),
    COL(struct digest, edited_at, F_INSTANT, "编辑时间", .nullable = true),
    COL(struct digest, edited_name, F_TEXT, "编辑人", .nullable = true),
    COL(struct digest, sent_at, F_INSTANT, "送出时间", .nullable = true),
    COL(struct digest, sent_name, F_TEXT, "送出人", .nullable = true),
    COL(struct digest, note, F_TEXT, "分析和建议", .max = 4000, .nullable = true),
    COL(struct digest, notes, F_JSON, "对各事项的分析", .nullable = true, .of = &matter_note_shape),
    COL(struct digest, content, F_JSON, "内容", .max = 1, .of = &digest_content_shape),
};
const struct shape digest_shape = SHAPE("Digest", struct digest, digest_fields);
const struct shape digest_row_shape = {"DigestRow", sizeof(struct digest), digest_fields,
                                       ARRAY_LEN(digest_fields) - 3};

#define ROW_COLUMNS                                                                                          \
    "d.id, d.version, d.membership_id, d.person_id, d.leader_name, d.leader_post, d.from_on, d.to_on,"       \
    " d.status, d.made_at, d.made_name, d.edited_at, d.edited_name, d.sent_at, d.sent_name"
/* The office sees its body's, a leader those sent to them. Binds PUT_SEEN. */
#define SEEN "d.body_id = ? AND (? IS NULL OR (d.person_id = ? AND d.status = 'sent'))"
#define PUT_SEEN(who)                                                                                        \
    db_i64((who)->body_id), db_id((who)->role == ROLE_OFFICE ? 0 : (who)->person_id), db_i64((who)->person_id)
static const struct db_query DIGESTS = {
    .name = "digests",
    .sql = "SELECT " ROW_COLUMNS " FROM digest d WHERE " SEEN
           " AND (? IS NULL OR d.id < ?) ORDER BY d.id DESC LIMIT ?",
    .row = &digest_row_shape,
};
static const struct db_query DIGEST_BY_ID = {
    .name = "digest_by_id",
    .sql = "SELECT " ROW_COLUMNS ", d.note, d.notes, d.content FROM digest d WHERE d.id = ? AND " SEEN,
    .row = &digest_shape,
};
static const struct db_query DIGEST_FOR_UPDATE = {
    .name = "digest_for_update",
    .sql = "SELECT " ROW_COLUMNS ", d.note, d.notes, d.content FROM digest d WHERE d.id = ? AND " SEEN
           " FOR UPDATE",
    .row = &digest_shape,
};
static const struct db_query DIGEST_PUT = {
    .name = "digest_put",
    .sql = "INSERT INTO digest (body_id, membership_id, person_id, leader_name, leader_post, from_on, to_on,"
           " content, made_at, made_name) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
           " ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id), version = version + (status = 'draft'),"
           " content = IF(status = 'draft', VALUES(content), content),"
           " made_at = IF(status = 'draft', VALUES(made_at), made_at),"
           " made_name = IF(status = 'draft', VALUES(made_name), made_name)",
};
static const struct db_query DIGEST_NOTE = {
    .name = "digest_note",
    .sql = "UPDATE digest SET version = version + 1, note = ?, notes = ?, edited_at = ?, edited_name = ?"
           " WHERE id = ?",
};
static const struct db_query DIGEST_SENT = {
    .name = "digest_sent",
    .sql =
        "UPDATE digest SET version = version + 1, status = 'sent', sent_at = ?, sent_name = ? WHERE id = ?",
};

enum err digest_page(struct res *res, int64_t after)
{
    return res_page(
        res, &DIGESTS,
        DB_ARGS(PUT_SEEN(&res->req->actor), db_id(after), db_id(after), db_i64(res->req->limit + 1)));
}

enum err digest_get(struct req *req, int64_t id, struct digest *out)
{
    return db_one(req->db, req->arena, &DIGEST_BY_ID, out, DB_ARGS(db_i64(id), PUT_SEEN(&req->actor)));
}

enum err digest_lock(struct req *req, int64_t id, struct digest *out)
{
    return db_one(req->db, req->arena, &DIGEST_FOR_UPDATE, out, DB_ARGS(db_i64(id), PUT_SEEN(&req->actor)));
}

enum err digest_put(struct db *db, const struct digest_new *d, int64_t now, int64_t *id)
{
    struct db_done done = {0};
    const struct digest_reader *r = d->reader;
    enum err e = db_exec(db, &DIGEST_PUT, &done,
                         DB_ARGS(db_i64(r->body_id), db_i64(r->membership_id), db_i64(r->person_id),
                                 db_text(r->name), db_text(r->post), db_date(d->period.from_on),
                                 db_date(d->period.to_on), db_text(d->content), db_instant(now),
                                 db_text(d->made_name)));
    *id = done.id;
    return e;
}

enum err digest_note(struct req *req, int64_t id, const char *note, const char *notes)
{
    return db_exec(
        req->db, &DIGEST_NOTE, NULL,
        DB_ARGS(db_text(note), db_text(notes), db_instant(req->now), db_text(req->actor.name), db_i64(id)));
}

enum err digest_sent(struct req *req, int64_t id)
{
    return db_exec(req->db, &DIGEST_SENT, NULL,
                   DB_ARGS(db_instant(req->now), db_text(req->actor.name), db_i64(id)));
}

/* ---- leaders */
static const struct field reader_fields[] = {
    COL(struct digest_reader, membership_id, F_INT, "任职"),
    COL(struct digest_reader, person_id, F_INT, "人员"),
    COL(struct digest_reader, body_id, F_INT, "督办机构"),
    COL(struct digest_reader, name, F_TEXT, "姓名"),
    COL(struct digest_reader, post, F_TEXT, "职务"),
    COL(struct digest_reader, rank, F_CHOICE, "职级", .choices = &auth_ranks),
};
static const struct shape reader_shape = SHAPE("DigestReader", struct digest_reader, reader_fields);
#define READERS                                                                                              \
    "SELECT m.id AS membership_id, m.person_id, COALESCE(own.id, u.body_id) AS body_id, p.name, m.post,"     \
    " m.`rank` FROM membership m JOIN person p ON p.id = m.person_id AND p.status = 'active'"                \
    " JOIN unit u ON u.id = m.unit_id LEFT JOIN body own ON own.unit_id = u.id"                              \
    " WHERE m.role = 'leader' AND COALESCE(own.id, u.body_id) IS NOT NULL AND " IN_TERM("m")
static const struct db_query READERS_WITHOUT = {
    .name = "digest_readers",
    .sql = READERS " AND NOT EXISTS (SELECT 1 FROM digest d WHERE d.membership_id = m.id AND d.from_on = ?"
                   " AND d.to_on = ?) ORDER BY m.id",
    .row = &reader_shape,
};
static const struct db_query READER = {
    .name = "digest_reader",
    .sql = READERS " AND m.id = ?",
    .row = &reader_shape,
};

enum err digest_readers(struct db *db, struct arena *a, int32_t today, struct digest_period p,
                        struct list *out)
{
    struct db_arg day = db_date(today);
    return db_list(db, a, &READERS_WITHOUT, out, DB_ARGS(day, day, db_date(p.from_on), db_date(p.to_on)));
}

enum err digest_reader_of(struct db *db, struct arena *a, int64_t membership_id, int32_t today,
                          struct digest_reader *out)
{
    struct db_arg day = db_date(today);
    return db_one(db, a, &READER, out, DB_ARGS(day, day, db_i64(membership_id)));
}

/* ---- notes on matters */
struct number {
    int64_t n;
};
static const struct field number_fields[] = {COL(struct number, n, F_INT, "数")};
static const struct shape number_shape = SHAPE("DigestNumber", struct number, number_fields);
static const struct db_query STRANGERS = {
    .name = "digest_strangers",
    .sql = "SELECT COUNT(*) AS n FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) t"
           " LEFT JOIN matter m ON m.id = t.id AND m.body_id = ? WHERE m.id IS NULL",
    .row = &number_shape,
};

enum err digest_strangers(struct req *req, const struct list *notes, int64_t *n)
{
    struct number row = {0};
    struct json ids;
    json_init(&ids, req->arena);
    json_open(&ids, '[');
    for (size_t i = 0; i < notes->n; i++)
        json_i64(&ids, ((const struct matter_note *)notes->items)[i].matter_id);
    json_close(&ids, ']');
    enum err e = db_one(req->db, req->arena, &STRANGERS, &row,
                        DB_ARGS(db_text(ids.out.data), db_i64(req->actor.body_id)));
    *n = row.n;
    return e;
}

/* ---- how punctual each unit was */
struct lateness {
    int64_t unit_id;
    const char *unit_name;
    int64_t owed, done, late, missed, waiting, extended, returned;
};
static const struct field lateness_fields[] = {
    COL(struct lateness, unit_id, F_INT, "单位"),
    COL(struct lateness, unit_name, F_TEXT, "单位名称"),
    COL(struct lateness, owed, F_INT, "时限在此期间的应办项数"),
    COL(struct lateness, done, F_INT, "按时办了"),
    COL(struct lateness, late, F_INT, "逾期才办"),
    COL(struct lateness, missed, F_INT, "逾期未办"),
    COL(struct lateness, waiting, F_INT, "时限未到"),
    COL(struct lateness, extended, F_INT, "其中时限延后过的"),
    COL(struct lateness, returned, F_INT, "其中退回整改的"),
};
const struct shape lateness_shape = SHAPE("UnitLateness", struct lateness, lateness_fields);
#define HOW_MANY(condition) "COUNT(IF(" condition ", 1, NULL))"
#define N_DONE HOW_MANY("d.outcome = 'done'")
#define N_LATE HOW_MANY("d.outcome = 'late'")
#define N_MISSED HOW_MANY("d.closed_at IS NULL AND d.due_on < ?")
#define N_WAITING HOW_MANY("d.closed_at IS NULL AND d.due_on >= ?")
#define N_EXTENDED HOW_MANY("d.original_on < d.due_on")
#define N_RETURNED HOW_MANY("d.kind = 'rectify'")
static const struct db_query LATENESS = {
    .name = "unit_lateness",
    .sql = "SELECT d.unit_id, u.name AS unit_name, COUNT(*) AS owed, " N_DONE " AS done, " N_LATE
           " AS late, " N_MISSED " AS missed, " N_WAITING " AS waiting, " N_EXTENDED
           " AS extended, " N_RETURNED " AS returned"
           " FROM due_item d JOIN unit u ON u.id = d.unit_id WHERE d.body_id = ? AND d.owes = 'unit'"
           " AND d.due_on BETWEEN ? AND ? AND (d.outcome IS NULL OR d.outcome <> 'void')"
           " AND (? IS NULL OR d.unit_id > ?) GROUP BY d.unit_id, u.name ORDER BY d.unit_id LIMIT ?",
    .row = &lateness_shape,
};

enum err lateness_rows(struct res *res, struct digest_period p, int64_t after)
{
    const struct req *req = res->req;
    struct db_arg today = db_date(date_of(req->now));
    return res_page(res, &LATENESS,
                    DB_ARGS(today, today, db_i64(req->actor.body_id), db_date(p.from_on), db_date(p.to_on),
                            db_id(after), db_id(after), db_i64(req->limit + 1)));
}

const struct db_query *const digest_queries[] = {
    &DIGESTS,         &DIGEST_BY_ID, &DIGEST_FOR_UPDATE, &DIGEST_PUT, &DIGEST_NOTE, &DIGEST_SENT,
    &READERS_WITHOUT, &READER,       &STRANGERS,         &LATENESS,
};
