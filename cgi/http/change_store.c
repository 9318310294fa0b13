#include "http/http_priv.h"

static const struct field found_fields[] = {
    {.name = "is_same", .type = F_BOOL, .at = offsetof(struct stored_reply, is_same), .label = "同一请求"},
    {.name = "status", .type = F_INT, .at = offsetof(struct stored_reply, status), .label = "状态"},
    {.name = "version", .type = F_INT, .at = offsetof(struct stored_reply, version), .label = "版本"},
    {.name = "reply", .type = F_TEXT, .at = offsetof(struct stored_reply, reply), .label = "回复"},
};
static const struct shape found_shape = SHAPE("StoredReply", struct stored_reply, found_fields);

const struct db_query idempotency_find_query = {
    .name = "idempotency_find",
    .sql = "SELECT request_hash = ? AS is_same, status, version, reply FROM idempotency"
           " WHERE person_id = ? AND `key` = ?",
    .row = &found_shape,
};
/* Waits for nobody: a row that another transaction has just inserted is a request in flight. */
const struct db_query idempotency_claim_query = {
    .name = "idempotency_claim",
    .sql =
        "SET STATEMENT innodb_lock_wait_timeout = 0 FOR INSERT INTO idempotency"
        " (person_id, `key`, request_hash, status, version, reply, created_at) VALUES (?, ?, ?, 0, 0, '', ?)",
};
const struct db_query idempotency_keep_query = {
    .name = "idempotency_keep",
    .sql = "UPDATE idempotency SET status = ?, version = ?, reply = ? WHERE person_id = ? AND `key` = ?",
};

enum err change_find(struct req *req, struct stored_reply *out, bool *found)
{
    return db_find(req->db, req->arena, &idempotency_find_query, out, found,
                   DB_ARGS(db_bytes(req->request_hash, sizeof(req->request_hash)),
                           db_i64(req->actor.person_id), db_text(req->idempotency_key)));
}

enum err change_claim(struct req *req)
{
    return db_exec(req->db, &idempotency_claim_query, NULL,
                   DB_ARGS(db_i64(req->actor.person_id), db_text(req->idempotency_key),
                           db_bytes(req->request_hash, sizeof(req->request_hash)), db_instant(req->now)));
}

enum err change_keep(struct req *req, const struct stored_reply *reply)
{
    return db_exec(req->db, &idempotency_keep_query, NULL,
                   DB_ARGS(db_i64(reply->status), db_i64(reply->version), db_text(reply->reply),
                           db_i64(req->actor.person_id), db_text(req->idempotency_key)));
}
