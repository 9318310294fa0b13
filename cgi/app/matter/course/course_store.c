#include "app/matter/course/course.h"

#include "app/org/org.h"

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }

/* ---- serving the units */
static const struct db_query SCOPE_OF_UNITS = {
    .name = "scope_of_units",
    .sql =
        "INSERT IGNORE INTO matter_scope (scope, matter_id, status, light_on, due_key, yellow_key, red_key)"
        " SELECT 2 * a.unit_id + 1, m.id, m.status, m.light_on, m.due_key, m.yellow_key, m.red_key FROM "
        "matter m"
        " JOIN assignment a ON a.matter_id = m.id WHERE m.id = ? AND a.status <> 'withdrawn' UNION ALL"
        " SELECT 2 * b.id, m.id, m.status, m.light_on, m.due_key, m.yellow_key, m.red_key FROM matter m"
        " JOIN assignment a ON a.matter_id = m.id JOIN body b ON b.unit_id = a.unit_id"
        " WHERE m.id = ? AND a.status <> 'withdrawn'",
};
static const struct db_query FIRST_PERSONS = {
    .name = "assignment_first_persons",
    .sql = "UPDATE assignment a SET served_n = served_n + (served_at IS NULL),"
           " served_at = COALESCE(served_at, ?), first_person = " UNIT_HEAD(
               "a.unit_id") " WHERE a.matter_id = ? AND a.status = 'pending'",
};

enum err assignments_serve(struct req *req, int64_t matter_id)
{
    struct db_arg today = db_date(date_of(req->now)), id = db_i64(matter_id);
    enum err e = db_exec(req->db, &FIRST_PERSONS, NULL, DB_ARGS(db_instant(req->now), today, today, id));
    return e == OK ? db_exec(req->db, &SCOPE_OF_UNITS, NULL, DB_ARGS(id, id)) : e;
}

/* ---- what a move sets beside the state */
static const struct db_query SET_PROPOSAL = {
    .name = "matter_set_proposal",
    .sql = "UPDATE matter SET proposal = ? WHERE id = ?",
};
static const struct db_query SET_APPROVAL = {
    .name = "matter_set_approval",
    .sql = "UPDATE matter SET opinion = ?, due_on = COALESCE(?, due_on), approver_membership_id = ?,"
           " approver_name = ?, approved_at = ? WHERE id = ?",
};
static const struct db_query UNIT_DUE_WITHIN = {
    .name = "assignment_due_within",
    .sql = "UPDATE assignment SET due_on = NULL WHERE matter_id = ? AND due_on > ?",
};
static const struct db_query SET_OPINION = {
    .name = "matter_set_opinion",
    .sql = "UPDATE matter SET opinion = ?, approver_membership_id = NULL, approver_name = NULL, approved_at "
           "= NULL"
           " WHERE id = ?",
};
static const struct db_query SET_ISSUED = {
    .name = "matter_set_issued",
    .sql = "UPDATE matter SET notice_id = ?, doc_no = ?, feedback_on = ?, issued_at = ? WHERE id = ?",
};
static const struct db_query SET_ANSWER = {
    .name = "matter_set_answer",
    .sql = "UPDATE matter SET answer = ?, answered_to = ?, concluded_at = ? WHERE id = ?",
};
static const struct db_query SET_ARCHIVED = {
    .name = "matter_set_archived",
    .sql = "UPDATE matter SET archive_no = ?, archived_at = ? WHERE id = ?",
};

enum err matter_set_proposal(struct req *req, int64_t id, const char *proposal)
{
    return db_exec(req->db, &SET_PROPOSAL, NULL, DB_ARGS(db_text(proposal), db_i64(id)));
}

enum err matter_set_approval(struct req *req, int64_t id, const struct approval *ap)
{
    const struct actor *who = &req->actor;
    const char *signer = who->is_acting ? arena_printf(req->arena, "%s（代）", who->name) : who->name;
    enum err e = db_exec(req->db, &SET_APPROVAL, NULL,
                         DB_ARGS(db_text(ap->opinion), db_date(ap->due_on), db_i64(who->membership_id),
                                 db_text(signer), db_instant(req->now), db_i64(id)));
    if (e != OK || ap->due_on == 0)
        return e;
    return db_exec(req->db, &UNIT_DUE_WITHIN, NULL, DB_ARGS(db_i64(id), db_date(ap->due_on)));
}

enum err matter_set_opinion(struct req *req, int64_t id, const char *opinion)
{
    return db_exec(req->db, &SET_OPINION, NULL, DB_ARGS(db_text(opinion), db_i64(id)));
}

enum err matter_set_issued(struct req *req, const struct matter *m)
{
    return db_exec(req->db, &SET_ISSUED, NULL,
                   DB_ARGS(db_i64(m->notice_id), db_text(m->doc_no), db_date(m->feedback_on),
                           db_instant(req->now), db_i64(m->id)));
}

enum err matter_set_answer(struct req *req, int64_t id, const struct answer *an)
{
    return db_exec(req->db, &SET_ANSWER, NULL,
                   DB_ARGS(db_text(an->answer), db_text(an->answered_to), db_instant(req->now), db_i64(id)));
}

enum err matter_set_archived(struct req *req, int64_t id, const char *archive_no)
{
    return db_exec(req->db, &SET_ARCHIVED, NULL,
                   DB_ARGS(db_text(archive_no), db_instant(req->now), db_i64(id)));
}

/* ---- the paper's sender */
static const struct field source_fields[] = {
    COL(struct paper_source, letterhead, F_TEXT, "发文机关标志"),
    COL(struct paper_source, notice_word, F_TEXT, "机关代字"),
    COL(struct paper_source, issuer, F_TEXT, "署名"),
    COL(struct paper_source, office, F_TEXT, "印发机关"),
    COL(struct paper_source, phone, F_TEXT, "电话", .nullable = true),
};
static const struct shape source_shape = SHAPE("PaperSource", struct paper_source, source_fields);
static const struct db_query PAPER_SOURCE = {
    .name = "paper_source",
    .sql = "SELECT b.letterhead, b.notice_word, u.name AS issuer, o.name AS office, COALESCE(o.phone, "
           "u.phone) AS phone FROM body b"
           " JOIN unit u ON u.id = b.unit_id JOIN unit o ON o.id = ? WHERE b.id = ?",
    .row = &source_shape,
};

enum err paper_source_of(struct req *req, struct paper_source *out)
{
    return db_one(req->db, req->arena, &PAPER_SOURCE, out,
                  DB_ARGS(db_i64(req->actor.unit_id), db_i64(req->actor.body_id)));
}

const struct db_query *const course_queries[] = {
    &SCOPE_OF_UNITS, &FIRST_PERSONS, &SET_PROPOSAL, &SET_APPROVAL, &UNIT_DUE_WITHIN,
    &SET_OPINION,    &SET_ISSUED,    &SET_ANSWER,   &SET_ARCHIVED, &PAPER_SOURCE,
};
