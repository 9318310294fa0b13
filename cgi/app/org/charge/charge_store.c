#include "app/org/charge/charge_priv.h"

#define AT(member) offsetof(struct charge, member)
static const struct field charge_fields[] = {
    {.name = "id", .type = F_INT, .at = AT(id), .label = "分管"},
    {.name = "membership_id", .type = F_INT, .at = AT(membership_id), .label = "任职"},
    {.name = "membership_version", .type = F_INT, .at = AT(membership_version), .label = "任职版本"},
    {.name = "person_name", .type = F_TEXT, .at = AT(person_name), .label = "姓名"},
    {.name = "post", .type = F_TEXT, .at = AT(post), .label = "职务"},
    {.name = "unit_id", .type = F_INT, .at = AT(unit_id), .label = "单位"},
    {.name = "unit_name", .type = F_TEXT, .at = AT(unit_name), .label = "单位名称"},
    {.name = "from_on", .type = F_DATE, .at = AT(from_on), .label = "起始日期"},
};
const struct shape charge_shape = SHAPE("Charge", struct charge, charge_fields);

#define POST_BODY "COALESCE(own.id, mu.body_id)"
static const struct db_query LIST = {
    "charge_list",
    "SELECT c.id, c.membership_id, m.version AS membership_version, p.name AS person_name, m.post, c.unit_id,"
    " u.name AS unit_name, c.from_on FROM charge c JOIN membership m ON m.id = c.membership_id"
    " JOIN person p ON p.id = m.person_id JOIN unit u ON u.id = c.unit_id JOIN unit mu ON mu.id = m.unit_id"
    " LEFT JOIN body own ON own.unit_id = mu.id"
    " WHERE " IN_TERM("c") " AND " IN_TERM("m") " AND (? OR " POST_BODY " = ?) AND (? IS NULL OR m.id = ?)"
                                                " ORDER BY m.id, u.sort, u.id",
    &charge_shape};

enum err charge_list(struct req *req, int64_t membership_id, struct list *out)
{
    struct db_arg today = db_date(date_of(req->now));
    return db_list(req->db, req->arena, &LIST, out,
                   DB_ARGS(today, today, today, today, db_bool(req->actor.role == ROLE_ADMIN),
                           db_i64(req->actor.body_id), db_id(membership_id), db_id(membership_id)));
}

#define HOLD(member) offsetof(struct charge_holder, member)
static const struct field holder_fields[] = {
    {.name = "version", .type = F_INT, .at = HOLD(version), .label = "版本"},
    {.name = "body_id", .type = F_INT, .at = HOLD(body_id), .label = "督办机构", .nullable = true},
    {.name = "rank",
     .type = F_CHOICE,
     .at = HOLD(rank),
     .label = "组内职务",
     .nullable = true,
     .choices = &auth_ranks},
    {.name = "is_in_term", .type = F_BOOL, .at = HOLD(is_in_term), .label = "在任"},
};
static const struct shape holder_shape = SHAPE("ChargeHolder", struct charge_holder, holder_fields);
static const struct db_query HOLDER = {
    "charge_holder",
    "SELECT m.version, " POST_BODY " AS body_id, m.`rank`, m.until_on IS NULL OR m.until_on > ? AS is_in_term"
    " FROM membership m JOIN unit mu ON mu.id = m.unit_id LEFT JOIN body own ON own.unit_id = mu.id WHERE "
    "m.id = ?",
    &holder_shape};

enum err charge_holder(struct req *req, int64_t membership_id, struct charge_holder *out)
{
    return db_one(req->db, req->arena, &HOLDER, out,
                  DB_ARGS(db_date(date_of(req->now)), db_i64(membership_id)));
}

static const struct field unit_fields[] = {
    {.name = "id", .type = F_INT, .at = offsetof(struct charge_unit, id), .label = "单位"},
};
static const struct shape charge_unit_shape = SHAPE("ChargeUnit", struct charge_unit, unit_fields);
static const struct db_query UNITS = {"charge_units",
                                      "SELECT u.id FROM unit u WHERE u.body_id = ? AND u.status = 'active'",
                                      &charge_unit_shape};

enum err charge_units(struct req *req, int64_t body_id, struct list *out)
{
    return db_list(req->db, req->arena, &UNITS, out, DB_ARGS(db_i64(body_id)));
}

static const struct db_query END = {"charge_end", "UPDATE charge SET until_on = ? WHERE id = ?", NULL};
static const struct db_query ADD = {
    "charge_add", "INSERT INTO charge (membership_id, unit_id, from_on) VALUES (?, ?, ?)", NULL};
static const struct db_query TOUCH = {
    "charge_touch", "UPDATE membership SET version = version + 1 WHERE id = ? AND version = ?", NULL};

enum err charge_end(struct req *req, int64_t id)
{
    return db_exec(req->db, &END, NULL, DB_ARGS(db_date(date_of(req->now)), db_i64(id)));
}

enum err charge_add(struct req *req, int64_t membership_id, int64_t unit_id)
{
    return db_exec(req->db, &ADD, NULL,
                   DB_ARGS(db_i64(membership_id), db_i64(unit_id), db_date(date_of(req->now))));
}

enum err charge_touch(struct req *req, int64_t membership_id)
{
    struct db_done done;
    enum err e = db_exec(req->db, &TOUCH, &done, DB_ARGS(db_i64(membership_id), db_i64(req->version)));
    return e == OK && !done.rows ? ERR_STALE : e;
}

/* Each charge of the post within the time of each acting one, by the day from which it holds there; of two
 * from the same day the later one. */
#define FROM_OF(c) "GREATEST(" c ".from_on, x.from_on)"
#define COPY_UNTIL "LEAST(COALESCE(c.until_on, x.until_on), x.until_on)"
#define FOLLOWS " WHERE x.acting_for = ? AND x.until_on > ?"
static const struct db_query FOLLOW_ADD = {
    "charge_follow_add",
    "INSERT INTO charge (membership_id, unit_id, from_on, until_on)"
    " SELECT x.id, c.unit_id, " FROM_OF(
        "c") ", " COPY_UNTIL " FROM membership x JOIN charge c ON c.membership_id = x.acting_for"
             " AND c.from_on < x.until_on AND (c.until_on IS NULL OR c.until_on > x.from_on)" FOLLOWS
             " AND NOT EXISTS (SELECT 1 FROM charge k WHERE k.membership_id = x.id AND k.unit_id = c.unit_id"
             " AND k.from_on = " FROM_OF("c") ")",
    NULL};
static const struct db_query FOLLOW_UNTIL = {
    "charge_follow_until",
    "UPDATE charge k JOIN membership x ON x.id = k.membership_id"
    " JOIN charge c ON c.membership_id = x.acting_for AND c.unit_id = k.unit_id AND " FROM_OF(
        "c") " = k.from_on"
             " LEFT JOIN charge l ON l.membership_id = c.membership_id AND l.unit_id = c.unit_id AND l.id > "
             "c.id"
             " AND " FROM_OF("l") " = k.from_on SET k.until_on = " COPY_UNTIL FOLLOWS " AND l.id IS NULL",
    NULL};

enum err charge_follow(struct db *db, int64_t membership_id, int32_t today)
{
    struct db_arg post = db_i64(membership_id), day = db_date(today);
    enum err e = db_exec(db, &FOLLOW_ADD, NULL, DB_ARGS(post, day));
    return e == OK ? db_exec(db, &FOLLOW_UNTIL, NULL, DB_ARGS(post, day)) : e;
}

const struct db_query *const charge_queries[] = {&LIST, &HOLDER, &UNITS,      &END,
                                                 &ADD,  &TOUCH,  &FOLLOW_ADD, &FOLLOW_UNTIL};
