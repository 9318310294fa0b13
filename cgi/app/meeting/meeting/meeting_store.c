#include "app/meeting/meeting/meeting_priv.h"

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }

/* ---- reading: until they are signed the minutes are the body's own */
static const struct db_query MEETING_BY_ID = {
    .name = "meeting_by_id",
    .sql = "SELECT cm.person_id AS chair_person_id, bm.person_id AS called_person_id,"
           " (SELECT COUNT(*) FROM resolution r WHERE r.meeting_id = g.id AND r.made_at IS NULL"
           " AND r.becomes <> 'note') AS unmade_n, g.id, g.version, g.body_id, g.kind, g.title, g.starts_at,"
           " g.ends_at, g.place, g.chair_id, g.chair_name, g.status, g.month_reason, g.called_name,"
           " g.called_post, g.called_at, g.cancelled_why,"
           " IF(me.scope = 2 * g.body_id OR g.document_id IS NOT NULL, g.minutes, NULL) AS minutes,"
           " IF(me.scope = 2 * g.body_id OR g.document_id IS NOT NULL, g.minutes_at, NULL) AS minutes_at,"
           " g.minutes_name, g.document_id, g.doc_no, g.closed_at, me.scope = 2 * g.body_id AS is_whole"
           " FROM " MEETING_ME " JOIN meeting g ON g.id = ? JOIN membership bm ON bm.id = g.called_by"
           " LEFT JOIN membership cm ON cm.id = g.chair_id WHERE " SEES_MEETING,
    .row = &meeting_row_shape,
};

enum err meeting_by_id(struct req *req, int64_t id, struct meeting *out)
{
    return db_one(req->db, req->arena, &MEETING_BY_ID, out, DB_ARGS(MEETING_WHO(&req->actor), db_i64(id)));
}

/* ---- the list, the latest first */
struct meeting_line {
    const char *cursor;
    int64_t id;
    int kind;
    const char *title;
    int64_t starts_at, ends_at;
    const char *place, *chair_name;
    int status;
    int64_t invited_n, replied_n;
    int my_reply;
    bool is_invited, has_minutes;
    int64_t unmade_n;
};
static const struct field line_fields[] = {
    COL(struct meeting_line, cursor, F_TEXT, "翻页位置"),
    COL(struct meeting_line, id, F_INT, "编号"),
    COL(struct meeting_line, kind, F_CHOICE, "类别", .choices = &meeting_kinds),
    COL(struct meeting_line, title, F_TEXT, "会议名称"),
    COL(struct meeting_line, starts_at, F_INSTANT, "开始时间"),
    COL(struct meeting_line, ends_at, F_INSTANT, "结束时间"),
    COL(struct meeting_line, place, F_TEXT, "地点"),
    COL(struct meeting_line, chair_name, F_TEXT, "主持人"),
    COL(struct meeting_line, status, F_CHOICE, "状态", .choices = &meeting_statuses),
    COL(struct meeting_line, invited_n, F_INT, "邀请"),
    COL(struct meeting_line, replied_n, F_INT, "已答复"),
    COL(struct meeting_line, my_reply, F_CHOICE, "我的答复", .nullable = true, .choices = &invite_replies),
    COL(struct meeting_line, is_invited, F_BOOL, "邀请了我或者我单位"),
    COL(struct meeting_line, has_minutes, F_BOOL, "有纪要"),
    COL(struct meeting_line, unmade_n, F_INT, "未交办的议定事项"),
};
const struct shape meeting_line_shape = SHAPE("MeetingLine", struct meeting_line, line_fields);
#define CURSOR "CONCAT(DATE_FORMAT(g.starts_at, '%Y%m%d%H%i%s'), LPAD(g.id, 12, '0'))"
#define MINE "FROM meeting_invite v WHERE v.meeting_id = g.id AND " IS_INVITED("v")
const struct db_query MEETINGS = {
    .name = "meetings",
    .sql =
        "SELECT " CURSOR " AS `cursor`, g.id, g.kind, g.title, g.starts_at, g.ends_at, g.place, g.chair_name,"
        " g.status, (SELECT COUNT(*) FROM meeting_invite n WHERE n.meeting_id = g.id) AS invited_n,"
        " (SELECT COUNT(n.reply) FROM meeting_invite n WHERE n.meeting_id = g.id) AS replied_n,"
        " (SELECT v.reply " MINE " ORDER BY v.reply IS NULL DESC, v.id LIMIT 1) AS my_reply,"
        " EXISTS (SELECT 1 " MINE ") AS is_invited,"
        " g.minutes IS NOT NULL AND (me.scope = 2 * g.body_id OR g.document_id IS NOT NULL) AS has_minutes,"
        " IF(me.scope = 2 * g.body_id, (SELECT COUNT(*) FROM resolution r WHERE r.meeting_id = g.id"
        " AND r.made_at IS NULL AND r.becomes <> 'note'), 0) AS unmade_n"
        " FROM " MEETING_ME " JOIN meeting g ON (? IS NULL OR g.status = ?) AND (? IS NULL OR g.kind = ?)"
        " AND (? IS NULL OR " CURSOR " < ?) WHERE " SEES_MEETING " ORDER BY `cursor` DESC LIMIT ?",
    .row = &meeting_line_shape,
};

/* ---- changing */
static const struct db_query LOCK = {
    .name = "meeting_lock",
    .sql = "UPDATE meeting SET version = version WHERE id = ?",
};
static const struct db_query INSERT = {
    .name = "meeting_insert",
    .sql = "INSERT INTO meeting (kind, title, starts_at, ends_at, place, chair_id, chair_name, month_reason,"
           " body_id, called_by, called_name, called_post, called_at)"
           " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
};
static const struct db_query UPDATE = {
    .name = "meeting_update",
    .sql = "UPDATE meeting SET kind = ?, title = ?, starts_at = ?, ends_at = ?, place = ?, chair_id = ?,"
           " chair_name = ?, month_reason = ? WHERE id = ?",
};
static const struct db_query SET_STATUS = {
    .name = "meeting_set_status",
    .sql = "UPDATE meeting SET status = ?, cancelled_why = ?, held_at = IF(? = 'held', ?, held_at),"
           " closed_at = IF(? = 'closed', ?, closed_at) WHERE id = ?",
};
static const struct db_query SET_CODE = {
    .name = "meeting_set_code",
    .sql = "UPDATE meeting SET code = ? WHERE id = ?",
};
static const struct db_query BUMP = {
    .name = "meeting_bump",
    .sql = "UPDATE meeting SET version = version + 1 WHERE id = ?",
};

enum err meeting_lock(struct req *req, int64_t id)
{
    struct db_done done = {0};
    enum err e = db_exec(req->db, &LOCK, &done, DB_ARGS(db_i64(id)));
    return e == OK && done.rows == 0 ? ERR_NOT_FOUND : e;
}

#define FORM_ARGS(in)                                                                                        \
    db_choice(&meeting_kinds, (in)->kind), db_text((in)->title), db_instant((in)->starts_at),                \
        db_instant((in)->ends_at), db_text((in)->place), db_id((in)->chair_id), db_text((in)->chair_name),   \
        db_text((in)->month_reason)

enum err meeting_insert(struct req *req, const struct meeting_in *in, int64_t *id)
{
    const struct actor *who = &req->actor;
    struct db_done done = {0};
    enum err e = db_exec(
        req->db, &INSERT, &done,
        DB_ARGS(FORM_ARGS(in), db_i64(who->body_id), db_i64(who->membership_id), db_text(who->name),
                db_text(arena_printf(req->arena, "%s%s", who->unit_name, who->post)), db_instant(req->now)));
    *id = done.id;
    return e;
}

enum err meeting_update(struct req *req, int64_t id, const struct meeting_in *in)
{
    return db_exec(req->db, &UPDATE, NULL, DB_ARGS(FORM_ARGS(in), db_i64(id)));
}

enum err meeting_set_status(struct req *req, const struct meeting *m)
{
    struct db_arg status = db_choice(&meeting_statuses, m->status), now = db_instant(req->now);
    return db_exec(req->db, &SET_STATUS, NULL,
                   DB_ARGS(status, db_text(m->cancelled_why), status, now, status, now, db_i64(m->id)));
}

enum err meeting_set_code(struct req *req, int64_t id, const char *code)
{
    return db_exec(req->db, &SET_CODE, NULL, DB_ARGS(db_text(code), db_i64(id)));
}

enum err meeting_bump(struct req *req, int64_t id)
{
    return db_exec(req->db, &BUMP, NULL, DB_ARGS(db_i64(id)));
}

struct code_row {
    const char *code;
};
static const struct field code_fields[] = {COL(struct code_row, code, F_TEXT, "签到码", .nullable = true)};
static const struct shape code_shape = SHAPE("MeetingCodeRow", struct code_row, code_fields);
static const struct db_query CODE = {
    .name = "meeting_code",
    .sql = "SELECT g.code FROM meeting g WHERE g.id = ?",
    .row = &code_shape,
};

enum err meeting_code(struct req *req, int64_t id, const char **code)
{
    struct code_row row = {0};
    enum err e = db_one(req->db, req->arena, &CODE, &row, DB_ARGS(db_i64(id)));
    *code = row.code;
    return e;
}

/* ---- what the form names */
static const struct field known_fields[] = {
    COL(struct known, id, F_INT, "编号"),
    COL(struct known, person_id, F_INT, "人员", .nullable = true),
    COL(struct known, name, F_TEXT, "名称"),
    COL(struct known, post, F_TEXT, "单位与职务", .nullable = true),
};
static const struct shape known_shape = SHAPE("MeetingKnown", struct known, known_fields);
#define THESE "JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) t"
static const struct db_query KNOWN_UNITS = {
    .name = "meeting_units",
    .sql = "SELECT u.id, NULL AS person_id, u.name, NULL AS post FROM " THESE
           " JOIN unit u ON u.id = t.id WHERE u.body_id = ? AND u.status = 'active'",
    .row = &known_shape,
};
static const struct db_query KNOWN_PEOPLE = {
    .name = "meeting_people",
    .sql = "SELECT m.id, p.id AS person_id, p.name, CONCAT(u.name, m.post) AS post FROM " THESE
           " JOIN membership m ON m.id = t.id JOIN person p ON p.id = m.person_id JOIN unit u ON u.id = "
           "m.unit_id"
           " WHERE p.status = 'active' AND m.class = 'business' AND m.from_on <= ?"
           " AND (m.until_on IS NULL OR m.until_on > ?)",
    .row = &known_shape,
};
static const struct db_query KNOWN_MATTERS = {
    .name = "meeting_matters",
    .sql =
        "SELECT m.id, NULL AS person_id, m.title AS name, m.reg_no AS post FROM " THESE
        " JOIN matter m ON m.id = t.id WHERE m.status NOT IN ('archived', 'cancelled') AND " MATTER_VISIBLE,
    .row = &known_shape,
};

enum err known_units(struct req *req, const struct list *ids, struct list *out)
{
    return db_list(req->db, req->arena, &KNOWN_UNITS, out,
                   DB_ARGS(db_text(json_ids(req->arena, ids)), db_i64(req->actor.body_id)));
}

enum err known_people(struct req *req, const struct list *membership_ids, struct list *out)
{
    struct db_arg today = db_date(date_of(req->now));
    return db_list(req->db, req->arena, &KNOWN_PEOPLE, out,
                   DB_ARGS(db_text(json_ids(req->arena, membership_ids)), today, today));
}

enum err known_matters(struct req *req, const struct list *ids, struct list *out)
{
    return db_list(req->db, req->arena, &KNOWN_MATTERS, out,
                   DB_ARGS(db_text(json_ids(req->arena, ids)), db_i64(req->actor.scope)));
}

/* ---- who else wants them then; JSON lists of units and posts */
static const struct db_query CLASHES = {
    .name = "meeting_clashes",
    .sql = "SELECT IF(v.id IS NULL, g.chair_name, v.name) AS who, g.title, g.starts_at, g.ends_at, g.place"
           " FROM " MEETING_ME " JOIN meeting g ON g.status IN ('planned', 'held') AND g.starts_at < ?"
           " AND g.ends_at > ? AND g.id <> ? LEFT JOIN meeting_invite v ON v.meeting_id = g.id"
           " AND (v.unit_id IN (SELECT t.id FROM " THESE ") OR v.membership_id IN (SELECT t.id FROM " THESE
           ")) WHERE (v.id IS NOT NULL OR g.chair_id = ?) AND " SEES_MEETING
           " ORDER BY g.starts_at, v.id LIMIT 50",
    .row = &clash_shape,
};

enum err clashes_find(struct req *req, const struct clash_query *q, struct list *out)
{
    return db_list(req->db, req->arena, &CLASHES, out,
                   DB_ARGS(MEETING_WHO(&req->actor), db_instant(q->ends_at), db_instant(q->starts_at),
                           db_i64(q->except_id), db_text(json_ids(req->arena, &q->unit_ids)),
                           db_text(json_ids(req->arena, &q->membership_ids)), db_id(q->chair_id)));
}

const struct db_query *const meeting_queries[MEETING_QUERIES] = {
    &MEETING_BY_ID, &MEETINGS, &LOCK,        &INSERT,       &UPDATE,        &SET_STATUS, &SET_CODE,
    &BUMP,          &CODE,     &KNOWN_UNITS, &KNOWN_PEOPLE, &KNOWN_MATTERS, &CLASHES,
};
