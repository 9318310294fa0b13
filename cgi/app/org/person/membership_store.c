#include "app/org/person/person_priv.h"

#define AT(member) offsetof(struct post, member)
static const struct field post_fields[] = {
    {.name = "id", .type = F_INT, .at = AT(id), .label = "任职"},
    {.name = "person_id", .type = F_INT, .at = AT(person_id), .label = "人员"},
    {.name = "name", .type = F_TEXT, .at = AT(name), .label = "姓名"},
    {.name = "post", .type = F_TEXT, .at = AT(post), .label = "职务"},
    {.name = "role", .type = F_CHOICE, .at = AT(role), .label = "角色", .choices = &auth_roles},
    {.name = "rank",
     .type = F_CHOICE,
     .at = AT(rank),
     .label = "组内职务",
     .nullable = true,
     .choices = &auth_ranks},
    {.name = "unit_id", .type = F_INT, .at = AT(unit_id), .label = "单位"},
    {.name = "unit_name", .type = F_TEXT, .at = AT(unit_name), .label = "单位名称"},
    {.name = "mobile", .type = F_TEXT, .at = AT(mobile), .label = "手机", .nullable = true},
    {.name = "from_on", .type = F_DATE, .at = AT(from_on), .label = "任职日期"},
    {.name = "until_on", .type = F_DATE, .at = AT(until_on), .label = "离任日期", .nullable = true},
    {.name = "version", .type = F_INT, .at = AT(version), .label = "版本"},
};
const struct shape post_shape = SHAPE("Membership", struct post, post_fields);

#define POST_BODY "COALESCE(own.id, u.body_id)"
#define POST_SELECT(mobile)                                                                                  \
    "SELECT m.id, m.person_id, p.name, m.post, m.role, m.`rank`, m.unit_id, u.name AS unit_name, " mobile    \
    " AS mobile, m.from_on, m.until_on, m.version FROM membership m JOIN person p ON p.id = m.person_id"     \
    " JOIN unit u ON u.id = m.unit_id LEFT JOIN body own ON own.unit_id = u.id WHERE "
static const struct db_query POST_GET = {"post_get", POST_SELECT("p.mobile") "m.id = ?", &post_shape};
/* Who is liaison or head of a unit is public inside (A2.3.3), others' numbers only within the body. */
static const struct db_query POST_PAGE = {
    "post_page",
    POST_SELECT("IF(? OR m.role IN ('department', 'liaison') OR " POST_BODY
                " = ?, p.mobile, NULL)") "m.id > ? AND m.class = 'business' AND p.status = 'active' "
                                         "AND " IN_TERM("m") " AND (? IS NULL OR m.unit_id = ?) AND (? IS "
                                                             "NULL OR m.role = ?) ORDER BY m.id LIMIT ?",
    &post_shape};

enum err post_get(struct db *db, struct arena *a, int64_t id, struct post *out)
{
    return db_one(db, a, &POST_GET, out, DB_ARGS(db_i64(id)));
}

enum err post_page(struct req *req, struct res *res, const struct post_query *q)
{
    int32_t today = date_of(req->now);
    struct db_arg unit = db_id(q->unit_id), role = db_choice(&auth_roles, q->role);
    return res_page(res, &POST_PAGE,
                    DB_ARGS(db_bool(req->actor.role == ROLE_ADMIN), db_id(req->actor.body_id),
                            db_i64(org_after(req)), db_date(today), db_date(today), unit, unit, role, role,
                            db_i64(req->limit + 1)));
}

/* ---- adding */
static const struct field facts_fields[] = {
    {.name = "is_active", .type = F_BOOL, .at = offsetof(struct post_facts, is_active), .label = "在用"},
    {.name = "body_id",
     .type = F_INT,
     .at = offsetof(struct post_facts, body_id),
     .label = "督办机构",
     .nullable = true},
    {.name = "head",
     .type = F_TEXT,
     .at = offsetof(struct post_facts, head),
     .label = "组长",
     .nullable = true},
    {.name = "liaison",
     .type = F_TEXT,
     .at = offsetof(struct post_facts, liaison),
     .label = "联络员",
     .nullable = true},
    {.name = "has_same", .type = F_BOOL, .at = offsetof(struct post_facts, has_same), .label = "已有"},
};
static const struct shape facts_shape = SHAPE("PostFacts", struct post_facts, facts_fields);
#define STILL(m) "(" m ".until_on IS NULL OR " m ".until_on > ?)"
static const struct db_query FACTS = {
    "post_facts",
    "SELECT u.status = 'active' AS is_active, " POST_BODY " AS body_id,"
    " (SELECT p.name FROM membership h JOIN person p ON p.id = h.person_id JOIN unit hu ON hu.id = h.unit_id"
    "  LEFT JOIN body ho ON ho.unit_id = hu.id WHERE h.`rank` = 'head' AND h.acting_for IS NULL AND "
    "COALESCE(ho.id, hu.body_id) "
    "= " POST_BODY "  AND " STILL(
        "h") " LIMIT 1) AS head,"
             " (SELECT p.name FROM membership l JOIN person p ON p.id = l.person_id WHERE l.unit_id = u.id"
             "  AND l.role = 'liaison' AND " STILL(
                 "l") " LIMIT 1) AS liaison,"
                      " EXISTS (SELECT 1 FROM membership s WHERE s.unit_id = u.id AND s.person_id = ? AND "
                      "s.role = ? AND s.acting_for IS NULL"
                      "  AND " STILL(
                          "s") ") AS has_same"
                               " FROM unit u LEFT JOIN body own ON own.unit_id = u.id WHERE u.id = ?",
    &facts_shape};
static const struct db_query INSERT = {"post_insert",
                                       "INSERT INTO membership (person_id, class, unit_id, role, `rank`, "
                                       "post, from_on) VALUES (?, ?, ?, ?, ?, ?, ?)",
                                       NULL};

static enum err insert(struct db *db, const struct post_adding *p, int64_t *id)
{
    const struct post_new *in = p->post;
    struct db_done done;
    enum err e = db_exec(db, &INSERT, &done,
                         DB_ARGS(db_i64(in->person_id), db_choice(&person_classes, p->class),
                                 db_i64(in->unit_id), db_choice(&auth_roles, in->role),
                                 db_choice(&auth_ranks, in->rank), db_text(in->post), db_date(in->from_on)));
    if (e == OK)
        *id = done.id;
    return e;
}

enum err post_add(struct db *db, struct arena *a, const struct post_adding *p, int64_t *id)
{
    const struct post_new *in = p->post;
    struct post_facts facts;
    bool found;
    *id = 0;
    if (!post_check(p->class, in, p->bad, p->ctx))
        return OK;
    struct db_arg from = db_date(in->from_on);
    enum err e = db_find(db, a, &FACTS, &facts, &found,
                         DB_ARGS(from, from, db_i64(in->person_id), db_choice(&auth_roles, in->role), from,
                                 db_i64(in->unit_id)));
    if (e != OK)
        return e;
    if (!found) {
        p->bad(p->ctx, "unit_id", "没有这个单位。");
        return OK;
    }
    return post_fits(in, &facts, p->bad, p->ctx) ? insert(db, p, id) : OK;
}

/* ---- ending */
static const struct db_query END = {
    "post_end",
    "UPDATE membership SET until_on = ?, version = version + 1 WHERE id = ? AND (? IS NULL OR version = ?)",
    NULL};
static const struct db_query END_CHARGES = {
    "post_end_charges",
    "UPDATE charge SET until_on = ? WHERE membership_id = ? AND (until_on IS NULL OR until_on > ?)", NULL};

static const struct db_query END_ACTING = {
    "post_end_acting",
    "UPDATE membership SET until_on = GREATEST(from_on, ?), version = version + 1 WHERE acting_for = ? AND "
    "until_on > ?",
    NULL};

/* Nobody acts for others in a house where they have no post of their own. */
static const struct db_query LEAVE_ACTING = {
    "post_leave_acting",
    "UPDATE membership SET until_on = GREATEST(from_on, ?), version = version + 1 WHERE acting_for IS NOT "
    "NULL"
    " AND until_on > ? AND person_id = (SELECT e.person_id FROM membership e WHERE e.id = ?) AND NOT EXISTS"
    " (SELECT 1 FROM membership o JOIN membership e ON e.id = ? AND o.person_id = e.person_id"
    " WHERE o.acting_for IS NULL AND (o.until_on IS NULL OR o.until_on > ?))",
    NULL};

/* What acting posts had in charge ends with them. */
static const struct db_query ACTING_CHARGES = {
    "post_acting_charges",
    "UPDATE charge c JOIN membership m ON m.id = c.membership_id AND m.until_on < c.until_on"
    " SET c.until_on = m.until_on WHERE m.acting_for = ? OR (m.acting_for IS NOT NULL AND m.person_id ="
    " (SELECT e.person_id FROM membership e WHERE e.id = ?))",
    NULL};

enum err post_end(struct db *db, int64_t now, int64_t id, int64_t version, int32_t until_on)
{
    struct db_done done;
    enum err e = db_exec(db, &END, &done,
                         DB_ARGS(db_date(until_on), db_i64(id), db_id(version), db_id(version)));
    if (e == OK && !done.rows)
        e = ERR_STALE;
    if (e == OK)
        e = db_exec(db, &END_CHARGES, NULL, DB_ARGS(db_date(until_on), db_i64(id), db_date(until_on)));
    if (e == OK)
        e = db_exec(db, &END_ACTING, NULL, DB_ARGS(db_date(until_on), db_i64(id), db_date(until_on)));
    if (e == OK)
        e = db_exec(db, &LEAVE_ACTING, NULL,
                    DB_ARGS(db_date(until_on), db_date(until_on), db_i64(id), db_i64(id), db_date(until_on)));
    if (e == OK)
        e = db_exec(db, &ACTING_CHARGES, NULL, DB_ARGS(db_i64(id), db_i64(id)));
    return e == OK && until_on <= date_of(now) ? auth_end_post(db, now, id) : e;
}

const struct db_query *const post_queries[] = {&POST_GET,    &POST_PAGE,  &FACTS,        &INSERT,        &END,
                                               &END_CHARGES, &END_ACTING, &LEAVE_ACTING, &ACTING_CHARGES};
