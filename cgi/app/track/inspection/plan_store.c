#include "app/auth/auth.h"
#include "app/track/inspection/inspection_priv.h"

/* Writing plans and states; what a plan names must be there. */

struct number {
    int64_t id;
};
static const struct field number_fields[] = {{"id", F_INT, offsetof(struct number, id), .label = "编号"}};
static const struct shape number_shape = SHAPE("PlanNumber", struct number, number_fields);

static char *rows_json(struct arena *a, const struct shape *s, const struct list *rows)
{
    struct json j;
    json_init(&j, a);
    json_open(&j, '[');
    for (size_t i = 0; i < rows->n; i++)
        json_struct(&j, s, (const char *)rows->items + i * s->size);
    json_close(&j, ']');
    return j.out.data;
}

#define IDS "JSON_TABLE(?, '$[*]' COLUMNS (n FOR ORDINALITY, id BIGINT PATH '$'))"

/* ---- what the plan names */
static const struct field known_fields[] = {
    {"id", F_INT, offsetof(struct known_member, id), .label = "任职"},
    {"person_id", F_INT, offsetof(struct known_member, person_id), .label = "人员"},
    {"name", F_TEXT, offsetof(struct known_member, name), .label = "姓名"},
    {"post", F_TEXT, offsetof(struct known_member, post), .label = "单位与职务"},
    {"barred", F_BOOL, offsetof(struct known_member, barred), .label = "应当回避"},
};
static const struct shape known_shape = SHAPE("KnownMember", struct known_member, known_fields);
/* In one of the units asked for, or below it. */
#define IN_VISITED                                                                                           \
    "EXISTS (SELECT 1 FROM membership b JOIN unit u1 ON u1.id = b.unit_id LEFT JOIN unit u2"                 \
    " ON u2.id = u1.parent_id LEFT JOIN unit u3 ON u3.id = u2.parent_id JOIN " IDS                           \
    " d ON d.id IN (u1.id, u2.id, u3.id) WHERE b.person_id = p.id AND " IN_TERM("b") ")"
static const struct db_query MEMBERS_KNOWN = {
    .name = "inspection_members_known",
    .sql = "SELECT m.id, p.id AS person_id, p.name, CONCAT(u.name, m.post) AS post, " IN_VISITED
           " AS barred FROM " IDS
           " k JOIN membership m ON m.id = k.id AND m.class = 'business' JOIN person p ON p.id = m.person_id"
           " AND p.status = 'active' JOIN unit u ON u.id = m.unit_id LEFT JOIN body own ON own.unit_id = u.id"
           " WHERE (u.body_id = ? OR own.id = ?) AND " IN_TERM("m") " ORDER BY k.n",
    .row = &known_shape,
};
static const struct db_query BARRED = {
    .name = "inspection_planner_barred",
    .sql = "SELECT p.id FROM person p WHERE p.id = ? AND " IN_VISITED,
    .row = &number_shape,
};
static const struct field unit_fields[] = {
    {"id", F_INT, offsetof(struct known_unit_name, id), .label = "单位"},
    {"name", F_TEXT, offsetof(struct known_unit_name, name), .label = "名称"},
};
static const struct shape unit_shape_ = SHAPE("VisitedUnit", struct known_unit_name, unit_fields);
static const struct db_query UNITS_KNOWN = {
    .name = "inspection_units_known",
    .sql = "SELECT u.id, u.name FROM " IDS " k JOIN unit u ON u.id = k.id AND u.status = 'active'"
           " WHERE u.body_id = ? ORDER BY k.n",
    .row = &unit_shape_,
};
static const struct db_query MATTERS_KNOWN = {
    .name = "inspection_matters_known",
    .sql = "SELECT m.id FROM " IDS " k JOIN matter m ON m.id = k.id WHERE " MATTER_VISIBLE " ORDER BY k.n",
    .row = &number_shape,
};

static char *memberships_json(struct arena *a, const struct list *members)
{
    const struct member_in *m = members->items;
    int64_t *ids = arena_alloc(a, (members->n + 1) * sizeof *ids);
    struct list list = {ids, 0};
    for (size_t i = 0; i < members->n; i++)
        if (m[i].membership_id != 0)
            ids[list.n++] = m[i].membership_id;
    return json_ids(a, &list);
}

enum err members_known(struct req *req, const struct plan_in *in, struct list *out)
{
    struct db_arg day = db_date(date_of(req->now)), body = db_i64(req->actor.body_id);
    return db_list(req->db, req->arena, &MEMBERS_KNOWN, out,
                   DB_ARGS(db_text(json_ids(req->arena, &in->unit_ids)), day, day,
                           db_text(memberships_json(req->arena, &in->members)), body, body, day, day));
}

enum err actor_is_barred(struct req *req, const struct plan_in *in, bool *barred)
{
    struct number row;
    struct db_arg day = db_date(date_of(req->now));
    return db_find(
        req->db, req->arena, &BARRED, &row, barred,
        DB_ARGS(db_i64(req->actor.person_id), db_text(json_ids(req->arena, &in->unit_ids)), day, day));
}

enum err visited_units_known(struct req *req, const struct plan_in *in, struct list *out)
{
    return db_list(req->db, req->arena, &UNITS_KNOWN, out,
                   DB_ARGS(db_text(json_ids(req->arena, &in->unit_ids)), db_i64(req->actor.body_id)));
}

enum err matters_known(struct req *req, const struct plan_in *in, struct list *out)
{
    return db_list(req->db, req->arena, &MATTERS_KNOWN, out,
                   DB_ARGS(db_text(json_ids(req->arena, &in->matter_ids)), db_i64(req->actor.scope)));
}

/* ---- the plan */
static const struct db_query INSERT = {
    .name = "inspection_insert",
    .sql =
        "INSERT INTO inspection (body_id, kind, title, reason, from_on, until_on, created_by, created_name,"
        " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
};
static const struct db_query UPDATE_PLAN = {
    .name = "inspection_update",
    .sql = "UPDATE inspection SET title = ?, reason = ?, from_on = ?, until_on = ? WHERE id = ?",
};
static const struct db_query MEMBERS_CLEAR = {
    .name = "inspection_members_clear",
    .sql = "DELETE FROM inspection_member WHERE inspection_id = ?",
};
static const struct db_query MEMBERS_ADD = {
    .name = "inspection_members_add",
    .sql = "INSERT INTO inspection_member (inspection_id, seq, membership_id, name, post, is_leader)"
           " SELECT ?, t.n, t.membership_id, t.name, t.post, t.is_leader FROM JSON_TABLE(?, '$[*]' COLUMNS"
           " (n FOR ORDINALITY, membership_id BIGINT PATH '$.membership_id', name VARCHAR(40) PATH '$.name',"
           " post VARCHAR(130) PATH '$.post', is_leader BOOLEAN PATH '$.is_leader')) t",
};
static const struct db_query ITEMS_CLEAR = {
    .name = "inspection_items_clear",
    .sql = "DELETE FROM inspection_item WHERE inspection_id = ?",
};
static const struct db_query ITEMS_ADD = {
    .name = "inspection_items_add",
    .sql =
        "INSERT INTO inspection_item (inspection_id, seq, item, standard) SELECT ?, t.n, t.item, t.standard"
        " FROM JSON_TABLE(?, '$[*]' COLUMNS (n FOR ORDINALITY, item VARCHAR(200) PATH '$.item',"
        " standard VARCHAR(500) PATH '$.standard')) t",
};
static const struct db_query MATTERS_CLEAR = {
    .name = "inspection_matters_clear",
    .sql = "DELETE FROM inspection_matter WHERE inspection_id = ?",
};
static const struct db_query MATTERS_ADD = {
    .name = "inspection_matters_add",
    .sql = "INSERT INTO inspection_matter (inspection_id, matter_id) SELECT ?, t.id FROM " IDS " t",
};
static const struct db_query VISITS_ADD = {
    .name = "inspection_visits_add",
    .sql = "INSERT IGNORE INTO inspection_visit (inspection_id, unit_id, unit_name) SELECT ?, u.id, u.name"
           " FROM " IDS " t JOIN unit u ON u.id = t.id ORDER BY t.n",
};
static const struct db_query VISIT_REMOVE = {
    .name = "inspection_visit_remove",
    .sql = "DELETE FROM inspection_visit WHERE id = ?",
};

enum err inspection_insert(struct req *req, const struct plan_in *in, int64_t *id)
{
    struct db_done done = {0};
    enum err e = db_exec(req->db, &INSERT, &done,
                         DB_ARGS(db_i64(req->actor.body_id), db_choice(&inspection_kinds, in->kind),
                                 db_text(in->title), db_text(in->reason), db_date(in->from_on),
                                 db_date(in->until_on), db_i64(req->actor.membership_id),
                                 db_text(req->actor.name), db_instant(req->now)));
    *id = done.id;
    return e;
}

enum err inspection_update(struct req *req, int64_t id, const struct plan_in *in)
{
    return db_exec(req->db, &UPDATE_PLAN, NULL,
                   DB_ARGS(db_text(in->title), db_text(in->reason), db_date(in->from_on),
                           db_date(in->until_on), db_i64(id)));
}

static enum err replace(struct req *req, const struct db_query *clear, const struct db_query *add, int64_t id,
                        const char *rows)
{
    enum err e = db_exec(req->db, clear, NULL, DB_ARGS(db_i64(id)));
    return e == OK ? db_exec(req->db, add, NULL, DB_ARGS(db_i64(id), db_text(rows))) : e;
}

enum err members_replace(struct req *req, int64_t id, const struct list *members)
{
    return replace(req, &MEMBERS_CLEAR, &MEMBERS_ADD, id, rows_json(req->arena, &member_shape, members));
}

enum err items_replace(struct req *req, int64_t id, const struct list *items)
{
    return replace(req, &ITEMS_CLEAR, &ITEMS_ADD, id, check_items_json(req->arena, items));
}

enum err matters_replace(struct req *req, int64_t id, const struct list *ids)
{
    return replace(req, &MATTERS_CLEAR, &MATTERS_ADD, id, json_ids(req->arena, ids));
}

enum err visits_add(struct req *req, int64_t id, const struct list *unit_ids)
{
    return db_exec(req->db, &VISITS_ADD, NULL, DB_ARGS(db_i64(id), db_text(json_ids(req->arena, unit_ids))));
}

enum err visit_remove(struct req *req, int64_t visit_id)
{
    return db_exec(req->db, &VISIT_REMOVE, NULL, DB_ARGS(db_i64(visit_id)));
}

/* ---- states */
static const struct db_query SET_STATUS = {
    .name = "inspection_set_status",
    .sql = "UPDATE inspection SET version = version + 1, status = ?,"
           " published_at = IF(status = 'published', ?, NULL) WHERE id = ?",
};
static const struct db_query SET_REPORT = {
    .name = "inspection_set_report",
    .sql = "UPDATE inspection SET report = ?, reported_at = ?, reported_name = ?, approved_at = NULL,"
           " approved_name = NULL, opinion = NULL WHERE id = ?",
};
static const struct db_query SET_OPINION = {
    .name = "inspection_set_opinion",
    .sql = "UPDATE inspection SET opinion = ?, approved_at = ?, approved_name = ? WHERE id = ?",
};
static const struct db_query SET_PUBLISHED = {
    .name = "inspection_set_published",
    .sql = "UPDATE inspection SET published_name = ?, document_id = ?, doc_no = ? WHERE id = ?",
};
static const struct db_query SET_CANCELLED = {
    .name = "inspection_set_cancelled",
    .sql = "UPDATE inspection SET cancelled_why = ? WHERE id = ?",
};

enum err inspection_set_status(struct req *req, const struct inspection_case *c)
{
    return db_exec(req->db, &SET_STATUS, NULL,
                   DB_ARGS(db_choice(&inspection_statuses, c->to), db_instant(req->now), db_i64(c->x.id)));
}

enum err inspection_set_report(struct req *req, int64_t id, const char *report)
{
    return db_exec(req->db, &SET_REPORT, NULL,
                   DB_ARGS(db_text(report), db_instant(req->now), db_text(req->actor.name), db_i64(id)));
}

enum err inspection_set_approved(struct req *req, int64_t id, const char *opinion)
{
    return db_exec(req->db, &SET_OPINION, NULL,
                   DB_ARGS(db_text(opinion), db_instant(req->now), db_text(req->actor.name), db_i64(id)));
}

enum err inspection_set_returned(struct req *req, int64_t id, const char *opinion)
{
    return db_exec(req->db, &SET_OPINION, NULL,
                   DB_ARGS(db_text(opinion), db_instant(0), db_text(NULL), db_i64(id)));
}

enum err inspection_set_published(struct req *req, const struct inspection_case *c)
{
    return db_exec(
        req->db, &SET_PUBLISHED, NULL,
        DB_ARGS(db_text(req->actor.name), db_i64(c->x.document_id), db_text(c->x.doc_no), db_i64(c->x.id)));
}

enum err inspection_set_cancelled(struct req *req, int64_t id, const char *why)
{
    return db_exec(req->db, &SET_CANCELLED, NULL, DB_ARGS(db_text(why), db_i64(id)));
}

const struct db_query *const visit_plan_queries[PLAN_QUERIES] = {
    &MEMBERS_KNOWN, &BARRED,      &UNITS_KNOWN, &MATTERS_KNOWN, &INSERT,        &UPDATE_PLAN, &MEMBERS_CLEAR,
    &MEMBERS_ADD,   &ITEMS_CLEAR, &ITEMS_ADD,   &MATTERS_CLEAR, &MATTERS_ADD,   &VISITS_ADD,  &VISIT_REMOVE,
    &SET_STATUS,    &SET_REPORT,  &SET_OPINION, &SET_PUBLISHED, &SET_CANCELLED,
};
