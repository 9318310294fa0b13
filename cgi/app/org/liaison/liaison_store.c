#include "app/org/liaison/liaison_priv.h"

struct liaison {
    int64_t unit_id;
    const char *unit_name;
    int64_t membership_id;
    const char *name, *post, *mobile;
    int32_t from_on;
    const char *handovers; /* JSON */
};
#define AT(member) offsetof(struct liaison, member)
static const struct field liaison_fields[] = {
    {.name = "unit_id", .type = F_INT, .at = AT(unit_id), .label = "单位"},
    {.name = "unit_name", .type = F_TEXT, .at = AT(unit_name), .label = "单位名称"},
    {.name = "membership_id", .type = F_INT, .at = AT(membership_id), .label = "任职", .nullable = true},
    {.name = "name", .type = F_TEXT, .at = AT(name), .label = "联络员", .nullable = true},
    {.name = "post", .type = F_TEXT, .at = AT(post), .label = "职务", .nullable = true},
    {.name = "mobile", .type = F_TEXT, .at = AT(mobile), .label = "手机", .nullable = true},
    {.name = "from_on", .type = F_DATE, .at = AT(from_on), .label = "任职日期", .nullable = true},
    {.name = "handovers", .type = F_JSON, .at = AT(handovers), .label = "交接记录"},
};
const struct shape liaison_shape = SHAPE("Liaison", struct liaison, liaison_fields);

static const struct db_query ALL = {
    "liaison_all",
    "SELECT u.id AS unit_id, u.name AS unit_name, m.id AS membership_id, p.name, m.post, p.mobile, m.from_on,"
    " COALESCE((SELECT JSON_ARRAYAGG(JSON_OBJECT('id', h.id, 'from_name', fp.name, 'to_name', tp.name,"
    "   'on_date', h.on_date, 'note', h.note, 'by_name', h.by_name) ORDER BY h.id DESC)"
    "  FROM handover h JOIN membership tm ON tm.id = h.to_membership_id JOIN person tp ON tp.id = "
    "tm.person_id"
    "  LEFT JOIN membership fm ON fm.id = h.from_membership_id LEFT JOIN person fp ON fp.id = fm.person_id"
    "  WHERE h.unit_id = u.id), '[]') AS handovers"
    " FROM unit u LEFT JOIN membership m ON m.id = (SELECT MIN(x.id) FROM membership x JOIN person xp"
    "  ON xp.id = x.person_id WHERE x.unit_id = u.id AND x.role = 'liaison' AND xp.status = 'active' "
    "AND " IN_TERM(
        "x") " ) LEFT JOIN person p ON p.id = m.person_id"
             " WHERE u.status = 'active' AND u.body_id IS NOT NULL ORDER BY u.body_id, u.sort, u.id",
    &liaison_shape};

enum err liaison_all(struct req *req, struct res *res)
{
    int32_t today = date_of(req->now);
    return org_all(res, &ALL, DB_ARGS(db_date(today), db_date(today)));
}

#define UNIT(member) offsetof(struct liaison_unit, member)
static const struct field unit_fields[] = {
    {.name = "id", .type = F_INT, .at = UNIT(id), .label = "单位"},
    {.name = "name", .type = F_TEXT, .at = UNIT(name), .label = "单位名称"},
    {.name = "is_active", .type = F_BOOL, .at = UNIT(is_active), .label = "在用"},
    {.name = "membership_id", .type = F_INT, .at = UNIT(membership_id), .label = "任职", .nullable = true},
    {.name = "person_id", .type = F_INT, .at = UNIT(person_id), .label = "现任", .nullable = true},
    {.name = "person_name", .type = F_TEXT, .at = UNIT(person_name), .label = "现任姓名", .nullable = true},
    {.name = "from_on", .type = F_DATE, .at = UNIT(from_on), .label = "任职日期", .nullable = true},
};
static const struct shape liaison_unit_shape = SHAPE("LiaisonUnit", struct liaison_unit, unit_fields);
static const struct db_query ONE_UNIT = {
    "liaison_unit",
    "SELECT u.id, u.name, u.status = 'active' AS is_active, m.id AS membership_id, m.person_id,"
    " p.name AS person_name, m.from_on FROM unit u LEFT JOIN body own ON own.unit_id = u.id"
    " LEFT JOIN membership m ON m.id = (SELECT MAX(x.id) FROM membership x WHERE x.unit_id = u.id"
    "  AND x.role = 'liaison' AND (x.until_on IS NULL OR x.until_on > ?))"
    " LEFT JOIN person p ON p.id = m.person_id"
    " WHERE u.id = ? AND (? OR u.body_id = ? OR own.id = ?)",
    &liaison_unit_shape};

enum err liaison_unit(struct req *req, int64_t unit_id, int32_t on_date, struct liaison_unit *out)
{
    struct db_arg body = db_id(req->actor.body_id);
    return db_one(
        req->db, req->arena, &ONE_UNIT, out,
        DB_ARGS(db_date(on_date), db_i64(unit_id), db_bool(req->actor.role == ROLE_ADMIN), body, body));
}

static const struct db_query INSERT = {
    "handover_insert",
    "INSERT INTO handover (unit_id, from_membership_id, to_membership_id, on_date, note, by_name, at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)",
    NULL};

enum err handover_insert(struct req *req, const struct handover_row *h)
{
    return db_exec(req->db, &INSERT, NULL,
                   DB_ARGS(db_i64(h->unit_id), db_id(h->from_membership_id), db_i64(h->to_membership_id),
                           db_date(h->on_date), db_text(h->note), db_text(req->actor.name),
                           db_instant(req->now)));
}

const struct db_query *const liaison_queries[] = {&ALL, &ONE_UNIT, &INSERT};
