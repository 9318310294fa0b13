#include "app/document/document_priv.h"

#include <string.h>

/* Papers of a matter with the matter, a body's own with the body, minutes also with those who were invited.
 */
#define DOCUMENT_VISIBLE                                                                                     \
    "(EXISTS (SELECT 1 FROM matter_scope s WHERE s.scope = me.scope AND s.matter_id = d.matter_id)"          \
    " OR (d.matter_id IS NULL AND me.scope = 2 * d.body_id) OR EXISTS (SELECT 1 FROM meeting g"              \
    " JOIN meeting_invite v ON v.meeting_id = g.id WHERE d.kind = 'minutes' AND g.document_id = d.id"        \
    " AND (v.person_id = me.person_id OR me.scope = 2 * v.unit_id + 1"                                       \
    " OR me.scope = 2 * (SELECT o.id FROM body o WHERE o.unit_id = v.unit_id))))"

static const struct choice kind_items[] = {
    {"notice", "督办通知"}, {"inspection", "督查报告"}, {"minutes", "会议纪要"}};
const struct choices document_kinds = CHOICES("DocumentKind", kind_items);

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }

/* ---- numbers: the first INSERT … ON DUPLICATE KEY locks the row until the transaction ends */
static const struct db_query NUMBER_TAKE = {
    .name = "number_take",
    .sql = "INSERT INTO number_series (body_id, word, year, last) VALUES (?, ?, ?, 1)"
           " ON DUPLICATE KEY UPDATE last = last + 1",
};
struct number {
    int64_t last;
};
static const struct field number_fields[] = {COL(struct number, last, F_INT, "序号")};
static const struct shape number_shape = SHAPE("Number", struct number, number_fields);
static const struct db_query NUMBER_TAKEN = {
    .name = "number_taken",
    .sql = "SELECT last FROM number_series WHERE body_id = ? AND word = ? AND year = ?",
    .row = &number_shape,
};

enum err number_next(struct db *db, struct arena *a, const struct series *s, int64_t *no)
{
    struct number n = {0};
    struct db_args key = DB_ARGS(db_i64(s->body_id), db_text(s->word), db_i64(s->year));
    enum err e = db_exec(db, &NUMBER_TAKE, NULL, key);
    if (e == OK)
        e = db_one(db, a, &NUMBER_TAKEN, &n, key);
    *no = n.last;
    return e;
}

/* ---- signing */
static const struct db_query DOCUMENT_ADD = {
    .name = "document_add",
    .sql = "INSERT INTO document (body_id, matter_id, kind, word, year, no, doc_no, title, content, sha256,"
           " signer_name, signed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
};

enum err document_sign(struct req *req, const struct document_new *n, int64_t *id)
{
    int year, month, day;
    int64_t no;
    uint8_t hash[32];
    struct db_done done;
    date_split(date_of(req->now), &year, &month, &day);
    enum err e = number_next(req->db, req->arena, &(struct series){n->body_id, n->word, year}, &no);
    if (e != OK)
        return e;
    n->paper->doc_no = number_text(req->arena, n->word, year, no);
    const char *content = paper_json(req->arena, n->paper);
    crypto_sha256(content, strlen(content), hash);
    e = db_exec(req->db, &DOCUMENT_ADD, &done,
                DB_ARGS(db_i64(n->body_id), db_id(n->matter_id), db_choice(&document_kinds, n->kind),
                        db_text(n->word), db_i64(year), db_i64(no), db_text(n->paper->doc_no),
                        db_text(n->paper->title), db_text(content), db_bytes(hash, sizeof hash),
                        db_text(n->signer_name), db_instant(req->now)));
    *id = done.id;
    return e;
}

/* ---- one paper */
static const struct field receipt_fields[] = {
    COL(struct receipt, unit_name, F_TEXT, "签收单位"),
    COL(struct receipt, received_at, F_INSTANT, "签收时间", .nullable = true),
    COL(struct receipt, received_name, F_TEXT, "签收人", .nullable = true),
};
static const struct shape receipt_shape = SHAPE("Receipt", struct receipt, receipt_fields);
static const struct db_query RECEIPTS = {
    .name = "document_receipts",
    .sql = "SELECT unit_name, received_at, received_name FROM assignment"
           " WHERE matter_id = ? AND status <> 'withdrawn' ORDER BY id",
    .row = &receipt_shape,
};

static const struct field page_fields[] = {
    COL(struct document_page, id, F_INT, "编号"),
    COL(struct document_page, kind, F_CHOICE, "文种", .choices = &document_kinds),
    COL(struct document_page, doc_no, F_TEXT, "文号"),
    COL(struct document_page, title, F_TEXT, "标题"),
    COL(struct document_page, signer_name, F_TEXT, "签发人"),
    COL(struct document_page, signed_at, F_INSTANT, "签发时间"),
    COL(struct document_page, sha256, F_TEXT, "正文散列 SHA-256"),
    COL(struct document_page, voided_at, F_INSTANT, "作废时间", .nullable = true),
    COL(struct document_page, content, F_JSON, "冻结的正文", .max = 1, .of = &paper_shape),
    COL(struct document_page, matter_id, F_INT, "事项", .nullable = true),
    COL(struct document_page, receipts, F_LIST, "签收情况", .of = &receipt_shape),
};
const struct shape document_page_shape = SHAPE("Document", struct document_page, page_fields);
/* As the reply without the receipts, which are rows of their own. */
static const struct shape document_row_shape = {.name = "DocumentRow",
                                                .size = sizeof(struct document_page),
                                                .fields = page_fields,
                                                .n = ARRAY_LEN(page_fields) - 1};
static const struct db_query DOCUMENT_BY_ID = {
    .name = "document_by_id",
    .sql =
        "SELECT d.id, d.kind, d.doc_no, d.title, d.signer_name, d.signed_at, LOWER(HEX(d.sha256)) AS sha256, "
        "d.voided_at,"
        " d.content, d.matter_id FROM (SELECT CAST(? AS SIGNED) AS person_id, CAST(? AS SIGNED) AS scope) me"
        " JOIN document d ON d.id = ? WHERE " DOCUMENT_VISIBLE,
    .row = &document_row_shape,
};

enum err document_by_id(struct req *req, int64_t id, struct document_page *out)
{
    enum err e = db_one(req->db, req->arena, &DOCUMENT_BY_ID, out,
                        DB_ARGS(db_i64(req->actor.person_id), db_i64(req->actor.scope), db_i64(id)));
    if (e != OK)
        return e;
    return db_list(req->db, req->arena, &RECEIPTS, &out->receipts, DB_ARGS(db_i64(out->matter_id)));
}

/* ---- the register: numbers in order, so that a gap shows; for the body that gives them */
struct register_row {
    int64_t id;
    int kind;
    const char *word;
    int64_t year, no;
    const char *doc_no, *title, *signer_name;
    int64_t signed_at, voided_at;
    const char *void_why;
    int64_t matter_id, gap_before;
};
static const struct field register_fields[] = {
    COL(struct register_row, id, F_INT, "编号"),
    COL(struct register_row, kind, F_CHOICE, "文种", .choices = &document_kinds),
    COL(struct register_row, word, F_TEXT, "机关代字"),
    COL(struct register_row, year, F_INT, "年份"),
    COL(struct register_row, no, F_INT, "序号"),
    COL(struct register_row, doc_no, F_TEXT, "文号"),
    COL(struct register_row, title, F_TEXT, "标题"),
    COL(struct register_row, signer_name, F_TEXT, "签发人"),
    COL(struct register_row, signed_at, F_INSTANT, "签发时间"),
    COL(struct register_row, voided_at, F_INSTANT, "作废时间", .nullable = true),
    COL(struct register_row, void_why, F_TEXT, "作废原因", .nullable = true),
    COL(struct register_row, matter_id, F_INT, "事项", .nullable = true),
    COL(struct register_row, gap_before, F_INT, "与上一个号之间缺的号数"),
};
const struct shape register_row_shape = SHAPE("RegisterRow", struct register_row, register_fields);
const struct db_query REGISTER = {
    .name = "document_register",
    .sql = "SELECT d.id, d.kind, d.word, d.year, d.no, d.doc_no, d.title, d.signer_name, d.signed_at, "
           "d.voided_at,"
           " d.void_why, d.matter_id, d.no - 1 - COALESCE((SELECT MAX(p.no) FROM document p"
           " WHERE p.body_id = d.body_id AND p.word = d.word AND p.year = d.year AND p.no < d.no), 0) AS "
           "gap_before"
           " FROM document d WHERE d.body_id = ? AND (? IS NULL OR d.kind = ?) AND (? IS NULL OR d.year = ?)"
           " AND (? IS NULL OR d.id < ?) ORDER BY d.id DESC LIMIT ?",
    .row = &register_row_shape,
};

static const struct field query_fields[] = {
    COL(struct register_query, kind, F_CHOICE, "文种", .choices = &document_kinds),
    COL(struct register_query, year, F_INT, "年份", .min = 1900, .max = 2199),
};
const struct shape register_query_shape = SHAPE("RegisterQuery", struct register_query, query_fields);

const struct db_query *const document_queries[] = {&NUMBER_TAKE, &NUMBER_TAKEN,   &DOCUMENT_ADD,
                                                   &RECEIPTS,    &DOCUMENT_BY_ID, &REGISTER};
