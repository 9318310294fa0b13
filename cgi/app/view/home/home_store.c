#include "app/view/home/home_priv.h"

static const struct field counts_fields[] = {
    {"issued", F_INT, offsetof(struct home_counts, issued), .label = "在办"},
    {"red", F_INT, offsetof(struct home_counts, red), .label = "超期"},
    {"yellow", F_INT, offsetof(struct home_counts, yellow), .label = "临近时限"},
    {"proposed", F_INT, offsetof(struct home_counts, proposed), .label = "待批准"},
    {"approved", F_INT, offsetof(struct home_counts, approved), .label = "待下达"},
};
static const struct shape counts_shape = SHAPE("HomeCounts", struct home_counts, counts_fields);

static const struct field recent_fields[] = {
    {"id", F_INT, offsetof(struct recent, id), .label = "编号"},
    {"at", F_INSTANT, offsetof(struct recent, at), .label = "时间"},
    {"matter_id", F_INT, offsetof(struct recent, matter_id), .label = "事项"},
    {"title", F_TEXT, offsetof(struct recent, title), .label = "事项名称"},
    {"unit_name", F_TEXT, offsetof(struct recent, unit_name), .label = "承办单位", .nullable = true},
    {"actor_name", F_TEXT, offsetof(struct recent, actor_name), .label = "办理人"},
    {"action", F_TEXT, offsetof(struct recent, action), .label = "动作"},
    {"from_status", F_TEXT, offsetof(struct recent, from_status), .label = "原状态", .nullable = true},
    {"to_status", F_TEXT, offsetof(struct recent, to_status), .label = "新状态", .nullable = true},
    {"note", F_TEXT, offsetof(struct recent, note), .label = "意见", .nullable = true},
};
const struct shape recent_shape = SHAPE("Recent", struct recent, recent_fields);

/* Each a range of an index of matter_scope alone. */
#define IN_SCOPE "(SELECT COUNT(*) FROM matter_scope s WHERE s.scope = ? AND "
const struct db_query HOME_COUNTS = {
    .name = "home_counts",
    .sql = "SELECT " IN_SCOPE "s.status = 'issued') AS issued, " IN_SCOPE "s.red_key <= ?) AS red, " IN_SCOPE
           "s.yellow_key <= ? AND s.red_key > ?) AS yellow, " IN_SCOPE
           "s.status = 'proposed') AS proposed, " IN_SCOPE "s.status = 'approved') AS approved",
    .row = &counts_shape,
};

#define RECENT_COLUMNS                                                                                       \
    "h.id, h.at, h.matter_id, m.title, h.unit_name, h.actor_name, h.action, h.from_status, h.to_status, "    \
    "h.note"
/* Walks the newest moves backwards until enough are seen; a body with few of them looks no further than
 * RECENT_WALK. A unit has few open matters, whose moves are all read. */
#define RECENT_WALK "3000"
const struct db_query RECENT_OF_BODY = {
    .name = "recent_of_body",
    .sql = "SELECT " RECENT_COLUMNS " FROM history h FORCE INDEX (history_id)"
           " STRAIGHT_JOIN matter_scope s ON s.scope = ? AND s.matter_id = h.matter_id"
           " STRAIGHT_JOIN matter m ON m.id = h.matter_id"
           " WHERE h.id > (SELECT MAX(id) FROM history) - " RECENT_WALK " ORDER BY h.id DESC LIMIT ?",
    .row = &recent_shape,
};
const struct db_query RECENT_OF_UNIT = {
    .name = "recent_of_unit",
    .sql = "SELECT " RECENT_COLUMNS " FROM matter_scope s JOIN history h ON h.matter_id = s.matter_id"
           " JOIN matter m ON m.id = s.matter_id WHERE s.scope = ? AND s.status = 'issued'"
           " ORDER BY h.id DESC LIMIT ?",
    .row = &recent_shape,
};

enum err home_count(struct req *req, const struct light_day *day, struct home_counts *out)
{
    struct db_arg scope = db_i64(req->actor.scope), today = db_date(day->today);
    return db_one(req->db, req->arena, &HOME_COUNTS, out,
                  DB_ARGS(scope, scope, today, scope, today, today, scope, scope));
}

enum err recent_list(struct req *req, struct list *out)
{
    const struct db_query *q = req->actor.role & ROLE_BODY ? &RECENT_OF_BODY : &RECENT_OF_UNIT;
    return db_list(req->db, req->arena, q, out, DB_ARGS(db_i64(req->actor.scope), db_i64(RECENT_MAX)));
}
