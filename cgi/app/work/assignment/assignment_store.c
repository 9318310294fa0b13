#include "app/work/assignment/assignment_priv.h"

static const struct db_query SET_RECEIVED = {
    .name = "assignment_set_received",
    .sql = "UPDATE assignment SET received_at = ?, received_name = ?, received_post = ? WHERE id = ?",
};
static const struct db_query SET_REFUSED = {
    .name = "assignment_set_refused",
    .sql = "UPDATE assignment SET refused_why = ? WHERE id = ?",
};
static const struct db_query SET_INSISTED = {
    .name = "assignment_set_insisted",
    .sql = "UPDATE assignment SET refused_why = NULL, served_at = ?, served_n = served_n + 1 WHERE id = ?",
};
/* The unit and its own body see it no longer; the body that gave it always does. */
static const struct db_query SCOPE_REMOVE = {
    .name = "assignment_scope_remove",
    .sql = "DELETE FROM matter_scope WHERE matter_id = ? AND scope IN (2 * ? + 1, 2 * ?, -?)"
           " AND scope <> 2 * ?",
};
static const struct db_query SET_RESULT = {
    .name = "assignment_set_result",
    .sql = "UPDATE assignment SET result = ?, submitted_at = ?, submitted_name = ?, submitted_by = ? WHERE "
           "id = ?",
};
static const struct db_query SET_ACCEPTED = {
    .name = "assignment_set_accepted",
    .sql = "UPDATE assignment SET verdict = ?, accepted_at = ? WHERE id = ?",
};
static const struct db_query SET_RETURNED = {
    .name = "assignment_set_returned",
    .sql = "UPDATE assignment SET verdict = ?, returned_n = returned_n + 1, returned_at = ?,"
           " rectify_on = NULL, rectify_from = NULL WHERE id = ?",
};

const struct db_query *const assignment_queries[] = {
    &SET_RECEIVED, &SET_REFUSED, &SET_INSISTED, &SCOPE_REMOVE, &SET_RESULT, &SET_ACCEPTED, &SET_RETURNED,
};

enum err set_received(struct req *req, int64_t id)
{
    return db_exec(
        req->db, &SET_RECEIVED, NULL,
        DB_ARGS(db_instant(req->now), db_text(req->actor.name), db_text(req->actor.post), db_i64(id)));
}

enum err set_refused(struct req *req, int64_t id, const char *why)
{
    return db_exec(req->db, &SET_REFUSED, NULL, DB_ARGS(db_text(why), db_i64(id)));
}

enum err set_insisted(struct req *req, int64_t id)
{
    return db_exec(req->db, &SET_INSISTED, NULL, DB_ARGS(db_instant(req->now), db_i64(id)));
}

enum err set_withdrawn(struct req *req, const struct matter_case *c)
{
    return db_exec(req->db, &SCOPE_REMOVE, NULL,
                   DB_ARGS(db_i64(c->m.id), db_i64(c->at->unit_id), db_i64(c->at->own_body_id),
                           db_i64(c->at->unit_id), db_i64(c->m.body_id)));
}

enum err set_result(struct req *req, int64_t id, const char *result)
{
    return db_exec(req->db, &SET_RESULT, NULL,
                   DB_ARGS(db_text(result), db_instant(req->now), db_text(req->actor.name),
                           db_i64(req->actor.person_id), db_i64(id)));
}

enum err set_accepted(struct req *req, int64_t id, const char *verdict)
{
    return db_exec(req->db, &SET_ACCEPTED, NULL, DB_ARGS(db_text(verdict), db_instant(req->now), db_i64(id)));
}

enum err set_returned(struct req *req, int64_t id, const char *verdict)
{
    return db_exec(req->db, &SET_RETURNED, NULL, DB_ARGS(db_text(verdict), db_instant(req->now), db_i64(id)));
}
