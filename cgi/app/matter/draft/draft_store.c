#include "app/matter/draft/draft.h"

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }

static const char *text_or_empty(const char *s)
{
    return s == NULL ? "" : s;
}

/* Rows travel as one JSON array, so that any number of them is one statement. */
static const char *units_json(struct arena *a, const struct list *units)
{
    const struct unit_in *u = units->items;
    struct json j;
    json_init(&j, a);
    json_open(&j, '[');
    for (size_t i = 0; i < units->n; i++)
        json_struct(&j, &unit_in_shape, &u[i]);
    json_close(&j, ']');
    return j.out.data;
}

/* ---- registration */
static const struct field known_fields[] = {
    COL(struct known_unit, id, F_INT, "编号"),
    COL(struct known_unit, name, F_TEXT, "名称"),
};
static const struct shape known_shape = SHAPE("KnownUnit", struct known_unit, known_fields);
static const struct db_query UNITS_KNOWN = {
    .name = "units_known",
    .sql = "SELECT u.id, u.name FROM JSON_TABLE(?, '$[*]' COLUMNS (unit_id BIGINT PATH '$.unit_id')) t"
           " JOIN unit u ON u.id = t.unit_id WHERE u.body_id = ? AND u.status = 'active'",
    .row = &known_shape,
};
static const struct db_query MATTER_INSERT = {
    .name = "matter_insert",
    .sql =
        "INSERT INTO matter (source, source_kind, origin_title, origin_no, origin_on, origin_person, title,"
        " content, requirement, urgency, is_key, is_special, needs_plan, difficulty, leader_feedback_on, "
        "due_on,"
        " report_cycle, cycle_days, self_check_days, proposal, parent_weight, body_id, parent_assignment_id, "
        "origin_ref, "
        "origin_ref_id, reg_no, status, "
        "created_by, created_name,"
        " created_at, updated_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'draft', ?, "
        "?, "
        "?, ?)",
};
static const struct db_query MATTER_UPDATE = {
    .name = "matter_update",
    .sql = "UPDATE matter SET source = ?, source_kind = ?, origin_title = ?, origin_no = ?, origin_on = ?,"
           " origin_person = ?, title = ?, content = ?, requirement = ?, urgency = ?, is_key = ?, is_special "
           "= ?,"
           " needs_plan = ?, difficulty = ?, leader_feedback_on = ?, due_on = ?, report_cycle = ?, "
           "cycle_days = ?, self_check_days = ?, proposal "
           "= ?, parent_weight = ? WHERE id = ?",
};
static const struct db_query ASSIGNMENTS_INSERT = {
    .name = "assignments_insert",
    .sql =
        "INSERT INTO assignment (matter_id, unit_id, unit_name, kind, task, due_on)"
        " SELECT ?, u.id, u.name, t.kind, t.task, t.due_on FROM JSON_TABLE(?, '$[*]' COLUMNS (n FOR "
        "ORDINALITY,"
        " unit_id BIGINT PATH '$.unit_id', kind VARCHAR(8) PATH '$.kind', task VARCHAR(1000) PATH '$.task',"
        " due_on DATE PATH '$.due_on')) t JOIN unit u ON u.id = t.unit_id ORDER BY t.n"
        " ON DUPLICATE KEY UPDATE kind = VALUES(kind), task = VALUES(task), due_on = VALUES(due_on),"
        " unit_name = VALUES(unit_name), status = 'pending', version = assignment.version + 1, received_at = "
        "NULL,"
        " received_name = NULL, received_post = NULL, refused_why = NULL, progress = 0, last_report_at = "
        "NULL,"
        " result = NULL, submitted_at = NULL, submitted_name = NULL, submitted_by = NULL, verdict = NULL,"
        " served_at = NULL, limit_on = NULL, limit_from = NULL, original_due_on = NULL, extensions_n = 0,"
        " hand_light = NULL, yellow_on = NULL, red_on = NULL",
};
static const struct db_query ASSIGNMENTS_CLEAR = {
    .name = "assignments_clear",
    .sql = "DELETE FROM assignment WHERE matter_id = ?",
};
static const struct db_query UNITS_FORGET = {
    .name = "scope_units_forget",
    .sql = "DELETE FROM matter_scope WHERE matter_id = ? AND scope < 0",
};
static const struct db_query UNITS_LIST = {
    .name = "scope_units_list",
    .sql =
        "INSERT IGNORE INTO matter_scope (scope, matter_id, status, light_on, due_key, yellow_key, red_key)"
        " SELECT -a.unit_id, m.id, m.status, m.light_on, m.due_key, m.yellow_key, m.red_key FROM matter m"
        " JOIN assignment a ON a.matter_id = m.id WHERE m.id = ? AND a.status <> 'withdrawn'",
};
static const struct db_query LEAD_SET = {
    .name = "matter_lead_set",
    .sql = "UPDATE matter m LEFT JOIN assignment a ON a.matter_id = m.id AND a.kind = 'lead'"
           " SET m.lead_unit_id = a.unit_id, m.lead_unit_name = a.unit_name WHERE m.id = ?",
};

enum err units_known(struct req *req, const struct list *units, struct list *out)
{
    return db_list(req->db, req->arena, &UNITS_KNOWN, out,
                   DB_ARGS(db_text(units_json(req->arena, units)), db_i64(req->actor.body_id)));
}

#define FORM_ARGS(m)                                                                                         \
    db_choice(&matter_sources, (m)->source), db_text((m)->source_kind),                                      \
        db_text(text_or_empty((m)->origin_title)), db_text((m)->origin_no), db_date((m)->origin_on),         \
        db_text((m)->origin_person), db_text((m)->title), db_text(text_or_empty((m)->content)),              \
        db_text(text_or_empty((m)->requirement)), db_choice(&urgencies, (m)->urgency), db_bool((m)->is_key), \
        db_bool((m)->is_special), db_bool((m)->needs_plan), db_choice(&difficulties, (m)->difficulty),       \
        db_date((m)->leader_feedback_on), db_date((m)->due_on),                                              \
        db_choice(&report_cycles, (m)->report_cycle), db_id((m)->cycle_days), db_id((m)->self_check_days),   \
        db_text((m)->proposal), db_i64((m)->parent_weight)

enum err matter_insert(struct req *req, const struct matter_draft *d, const char *reg_no, int64_t *id)
{
    const struct matter *m = &d->m;
    struct db_done done = {0};
    enum err e = db_exec(req->db, &MATTER_INSERT, &done,
                         DB_ARGS(FORM_ARGS(m), db_i64(req->actor.body_id), db_id(m->parent_assignment_id),
                                 db_choice(&origin_refs, m->origin_ref), db_id(m->origin_ref_id),
                                 db_text(reg_no), db_i64(req->actor.membership_id), db_text(req->actor.name),
                                 db_instant(req->now), db_instant(req->now)));
    *id = done.id;
    return e;
}

enum err matter_update(struct req *req, int64_t id, const struct matter_draft *d)
{
    const struct matter *m = &d->m;
    enum err e = db_exec(req->db, &MATTER_UPDATE, NULL, DB_ARGS(FORM_ARGS(m), db_i64(id)));
    if (e == OK)
        e = db_exec(req->db, &ASSIGNMENTS_CLEAR, NULL, DB_ARGS(db_i64(id)));
    return e == OK ? db_exec(req->db, &UNITS_FORGET, NULL, DB_ARGS(db_i64(id))) : e;
}

enum err assignments_insert(struct req *req, int64_t matter_id, const struct list *units)
{
    struct db_arg id = db_i64(matter_id);
    enum err e = db_exec(req->db, &ASSIGNMENTS_INSERT, NULL,
                         DB_ARGS(id, db_text(units_json(req->arena, units))));
    if (e == OK)
        e = db_exec(req->db, &UNITS_LIST, NULL, DB_ARGS(id));
    return e == OK ? db_exec(req->db, &LEAD_SET, NULL, DB_ARGS(id)) : e;
}

/* ---- its body sees it from the beginning */
static const struct db_query SCOPE_OF_BODY = {
    .name = "scope_of_body",
    .sql = "INSERT INTO matter_scope (scope, matter_id, status, light_on, due_key, yellow_key, red_key)"
           " SELECT 2 * m.body_id, m.id, m.status, m.light_on, m.due_key, m.yellow_key, m.red_key FROM "
           "matter m WHERE m.id = ?",
};
enum err scope_add_body(struct req *req, int64_t matter_id)
{
    return db_exec(req->db, &SCOPE_OF_BODY, NULL, DB_ARGS(db_i64(matter_id)));
}

const struct db_query *const draft_queries[] = {&UNITS_KNOWN,        &MATTER_INSERT,     &MATTER_UPDATE,
                                                &ASSIGNMENTS_INSERT, &ASSIGNMENTS_CLEAR, &LEAD_SET,
                                                &UNITS_FORGET,       &UNITS_LIST,        &SCOPE_OF_BODY};
