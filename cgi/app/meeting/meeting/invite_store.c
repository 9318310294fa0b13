#include "app/meeting/meeting/meeting_priv.h"

/* ---- agenda: the matter's name for those who see it */
static const struct db_query AGENDA = {
    .name = "meeting_agenda",
    .sql = "SELECT m.id AS matter_id, t.text, m.title AS matter_title, COALESCE(m.doc_no, m.reg_no) AS "
           "matter_no FROM meeting_item t"
           " LEFT JOIN matter m ON m.id = t.matter_id AND " MATTER_VISIBLE
           " WHERE t.meeting_id = ? ORDER BY t.seq",
    .row = &agenda_item_shape,
};
static const struct db_query AGENDA_CLEAR = {
    .name = "meeting_agenda_clear",
    .sql = "DELETE FROM meeting_item WHERE meeting_id = ?",
};
static const struct db_query AGENDA_ADD = {
    .name = "meeting_agenda_add",
    .sql = "INSERT INTO meeting_item (meeting_id, seq, matter_id, text) VALUES (?, ?, ?, ?)",
};

enum err agenda_of(struct req *req, int64_t id, struct list *out)
{
    return db_list(req->db, req->arena, &AGENDA, out, DB_ARGS(db_i64(req->actor.scope), db_i64(id)));
}

enum err agenda_replace(struct req *req, int64_t id, const struct list *items)
{
    const struct item_in *t = items->items;
    enum err e = db_exec(req->db, &AGENDA_CLEAR, NULL, DB_ARGS(db_i64(id)));
    for (size_t i = 0; e == OK && i < items->n; i++)
        e = db_exec(req->db, &AGENDA_ADD, NULL,
                    DB_ARGS(db_i64(id), db_i64((int64_t)i + 1), db_id(t[i].matter_id), db_text(t[i].text)));
    return e;
}

/* ---- invitations: telephones and reasons are for the body that called, and for the invited themselves */
#define OWN_OR_WHOLE "(me.scope = 2 * g.body_id OR " IS_INVITED("v") ")"
static const struct db_query INVITES = {
    .name = "meeting_invites",
    .sql = "SELECT v.person_id, COALESCE(" IS_INVITED(
        "v") ", FALSE) AS is_mine, v.id, v.kind, v.unit_id,"
             " v.membership_id, v.name, v.post, IF(me.scope = 2 * g.body_id, v.phone, NULL) AS phone, "
             "v.reply,"
             " IF(" OWN_OR_WHOLE ", v.reply_note, NULL) AS reply_note, v.substitute_name, v.substitute_post,"
             " v.replied_at, v.replied_name, v.attended IS TRUE AS attended, v.attended IS FALSE AS absent,"
             " v.attended_name, v.attended_at, v.by_code FROM " MEETING_ME
             " JOIN meeting g ON g.id = ? JOIN meeting_invite v ON v.meeting_id = g.id LEFT JOIN unit u ON "
             "u.id ="
             " v.unit_id ORDER BY v.kind = 'guest', v.kind = 'unit', u.sort, v.id",
    .row = &invite_row_shape,
};
static const struct db_query ADD = {
    .name = "invite_add",
    .sql =
        "INSERT INTO meeting_invite (meeting_id, kind, unit_id, membership_id, person_id, name, post, phone)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
};
static const struct db_query REMOVE = {
    .name = "invite_remove",
    .sql = "DELETE FROM meeting_invite WHERE id = ?",
};
static const struct db_query RESET = {
    .name = "invites_reset",
    .sql = "UPDATE meeting_invite SET reply = NULL, reply_note = NULL, substitute_name = NULL,"
           " substitute_post = NULL, replied_at = NULL, replied_name = NULL WHERE meeting_id = ?",
};
static const struct db_query REPLY = {
    .name = "invite_reply",
    .sql = "UPDATE meeting_invite SET reply = ?, reply_note = ?, substitute_name = ?, substitute_post = ?,"
           " replied_at = ?, replied_name = ? WHERE id = ?",
};
static const struct db_query ATTENDED = {
    .name = "invite_attended",
    .sql = "UPDATE meeting_invite SET attended = ?, attended_name = ?, attended_at = ?, by_code = ? WHERE id "
           "= ?",
};
struct reader {
    int64_t key;
};
static const struct field reader_fields[] = {
    {.name = "reader", .type = F_INT, .at = offsetof(struct reader, key), .label = "可见范围键"}};
static const struct shape reader_shape = SHAPE("MeetingReader", struct reader, reader_fields);
static const struct db_query READERS = {
    .name = "meeting_readers",
    .sql =
        "SELECT 2 * g.body_id AS reader FROM meeting g WHERE g.id = ? UNION"
        " SELECT 2 * v.unit_id + 1 FROM meeting_invite v WHERE v.meeting_id = ? AND v.unit_id IS NOT NULL "
        "UNION"
        " SELECT 2 * o.id FROM meeting_invite v JOIN body o ON o.unit_id = v.unit_id WHERE v.meeting_id = ?"
        " UNION SELECT -v.person_id FROM meeting_invite v WHERE v.meeting_id = ? AND v.person_id IS NOT NULL",
    .row = &reader_shape,
};

enum err invites_of(struct req *req, int64_t id, struct list *out)
{
    return db_list(req->db, req->arena, &INVITES, out, DB_ARGS(MEETING_WHO(&req->actor), db_i64(id)));
}

enum err invite_readers(struct req *req, int64_t meeting_id, struct list *out)
{
    struct db_arg id = db_i64(meeting_id);
    return db_list(req->db, req->arena, &READERS, out, DB_ARGS(id, id, id, id));
}

enum err invite_add(struct req *req, int64_t meeting_id, const struct invite *v)
{
    return db_exec(req->db, &ADD, NULL,
                   DB_ARGS(db_i64(meeting_id), db_choice(&invite_kinds, v->kind), db_id(v->unit_id),
                           db_id(v->membership_id), db_id(v->person_id), db_text(v->name), db_text(v->post),
                           db_text(v->phone)));
}

enum err invite_remove(struct req *req, int64_t id)
{
    return db_exec(req->db, &REMOVE, NULL, DB_ARGS(db_i64(id)));
}

enum err invites_reset(struct req *req, int64_t meeting_id)
{
    return db_exec(req->db, &RESET, NULL, DB_ARGS(db_i64(meeting_id)));
}

enum err invite_reply(struct req *req, const struct invite *v)
{
    return db_exec(req->db, &REPLY, NULL,
                   DB_ARGS(db_choice(&invite_replies, v->reply), db_text(v->reply_note),
                           db_text(v->substitute_name), db_text(v->substitute_post), db_instant(req->now),
                           db_text(req->actor.name), db_i64(v->id)));
}

enum err invite_attended(struct req *req, const struct invite *v)
{
    return db_exec(req->db, &ATTENDED, NULL,
                   DB_ARGS(db_bool(v->attended), db_text(v->attended_name), db_instant(req->now),
                           db_bool(v->by_code), db_i64(v->id)));
}

const struct db_query *const invite_queries[INVITE_QUERIES] = {
    &AGENDA, &AGENDA_CLEAR, &AGENDA_ADD, &INVITES, &ADD, &REMOVE, &RESET, &REPLY, &ATTENDED, &READERS,
};
