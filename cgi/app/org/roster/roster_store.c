#include "app/org/roster/roster_priv.h"

#define AT(member) offsetof(struct known_unit, member)
static const struct field known_fields[] = {
    {.name = "id", .type = F_INT, .at = AT(id), .label = "单位"},
    {.name = "body_id", .type = F_INT, .at = AT(body_id), .label = "督办机构", .nullable = true},
    {.name = "code", .type = F_TEXT, .at = AT(code), .label = "单位代码"},
    {.name = "status", .type = F_CHOICE, .at = AT(status), .label = "状态", .choices = &unit_statuses},
};
static const struct shape known_shape = SHAPE("KnownUnit", struct known_unit, known_fields);
/* BINARY: in the order of strcmp. */
static const struct db_query KNOWN = {
    "roster_known_units", "SELECT u.id, u.body_id, u.code, u.status FROM unit u ORDER BY BINARY u.code",
    &known_shape};

enum err roster_known_units(struct db *db, struct arena *a, struct list *out)
{
    return db_list(db, a, &KNOWN, out, DB_NONE);
}

struct has {
    bool has;
};
static const struct field has_fields[] = {
    {.name = "has", .type = F_BOOL, .at = offsetof(struct has, has), .label = "已有"},
};
static const struct shape has_shape = SHAPE("HasPost", struct has, has_fields);
static const struct db_query HAS_POST = {
    "roster_has_post",
    "SELECT EXISTS (SELECT 1 FROM membership m WHERE m.person_id = ? AND m.unit_id = ? AND m.role = ?"
    " AND m.`rank` <=> ? AND (m.until_on IS NULL OR m.until_on > ?)) AS has",
    &has_shape};

enum err roster_has_post(struct db *db, struct arena *a, const struct post_new *p, bool *has)
{
    struct has row;
    enum err e = db_one(db, a, &HAS_POST, &row,
                        DB_ARGS(db_i64(p->person_id), db_i64(p->unit_id), db_choice(&auth_roles, p->role),
                                db_choice(&auth_ranks, p->rank), db_date(p->from_on)));
    if (e == OK)
        *has = row.has;
    return e;
}

const struct db_query *const roster_queries[] = {&KNOWN, &HAS_POST};
