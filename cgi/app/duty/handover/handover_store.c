#include "app/duty/handover/handover_priv.h"

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }
#define MAYBE .nullable = true

static const struct field holder_fields[] = {
    COL(struct holder, id, F_INT, "任职"),
    COL(struct holder, version, F_INT, "版本"),
    COL(struct holder, person_id, F_INT, "人员"),
    COL(struct holder, name, F_TEXT, "姓名"),
    COL(struct holder, post, F_TEXT, "职务"),
    COL(struct holder, unit_id, F_INT, "单位"),
    COL(struct holder, unit_name, F_TEXT, "单位名称"),
    COL(struct holder, body_id, F_INT, "督办机构", MAYBE),
    COL(struct holder, role, F_CHOICE, "角色", .choices = &auth_roles),
    COL(struct holder, rank, F_CHOICE, "组内职务", MAYBE, .choices = &auth_ranks),
    COL(struct holder, from_on, F_DATE, "任职日期"),
    COL(struct holder, until_on, F_DATE, "离任日期", MAYBE),
};
const struct shape holder_shape = SHAPE("DutyHolder", struct holder, holder_fields);
#define HOLDER                                                                                               \
    "SELECT m.id, m.version, m.person_id, p.name, m.post, m.unit_id, u.name AS unit_name,"                   \
    " COALESCE(own.id, u.body_id) AS body_id, m.role, m.`rank`, m.from_on, m.until_on FROM membership m"     \
    " JOIN person p ON p.id = m.person_id JOIN unit u ON u.id = m.unit_id"                                   \
    " LEFT JOIN body own ON own.unit_id = u.id WHERE m.class = 'business' AND m.acting_for IS NULL AND "
/* A unit with a body of its own answers to the body above by its head; its leaders and its office do not. */
#define WITHIN(m)                                                                                            \
    "(? OR COALESCE(own.id, u.body_id) = ? OR (u.body_id = ? AND " m ".role IN ('department', 'liaison')))"
static const struct db_query GET_ONE = {
    .name = "duty_holder",
    .sql = HOLDER "m.id = ? AND " WITHIN("m"),
    .row = &holder_shape,
};
static const struct db_query SAME = {
    .name = "duty_holder_same",
    .sql = HOLDER
    "m.person_id = ? AND p.status = 'active' AND m.unit_id = ? AND m.role = ? AND m.`rank` <=> ?"
    " AND " IN_TERM("m") " ORDER BY m.id LIMIT 1",
    .row = &holder_shape,
};

enum err holder_get(struct req *req, int64_t membership_id, struct holder *out)
{
    struct db_arg body = db_i64(req->actor.body_id);
    return db_one(req->db, req->arena, &GET_ONE, out,
                  DB_ARGS(db_i64(membership_id), db_bool(req->actor.role == ROLE_ADMIN), body, body));
}

enum err holder_same(struct req *req, const struct holder *old, int64_t person_id, int32_t on_date,
                     struct holder *out, bool *found)
{
    return db_find(req->db, req->arena, &SAME, out, found,
                   DB_ARGS(db_i64(person_id), db_i64(old->unit_id), db_choice(&auth_roles, old->role),
                           db_choice(&auth_ranks, old->rank), db_date(on_date), db_date(on_date)));
}

/* ---- on record */
static const struct field record_fields[] = {
    COL(struct handover_record, id, F_INT, "编号"),
    COL(struct handover_record, from_name, F_TEXT, "移交人"),
    COL(struct handover_record, from_post, F_TEXT, "移交人职务"),
    COL(struct handover_record, to_name, F_TEXT, "接手人"),
    COL(struct handover_record, to_post, F_TEXT, "接手人职务"),
    COL(struct handover_record, unit_name, F_TEXT, "单位"),
    COL(struct handover_record, on_date, F_DATE, "移交之日"),
    COL(struct handover_record, is_ended, F_BOOL, "原任职同日结束"),
    COL(struct handover_record, items, F_JSON, "移交了什么", MAYBE),
    COL(struct handover_record, note, F_TEXT, "备注", MAYBE),
    COL(struct handover_record, by_name, F_TEXT, "登记人"),
    COL(struct handover_record, at, F_INSTANT, "登记时间"),
    COL(struct handover_record, done_at, F_INSTANT, "移交时间", MAYBE),
};
const struct shape handover_record_shape = SHAPE("PostHandover", struct handover_record, record_fields);
static const struct db_query PAGE = {
    .name = "post_handovers",
    .sql = "SELECT h.id, p.name AS from_name, f.post AS from_post, q.name AS to_name, t.post AS to_post,"
           " u.name AS unit_name, h.on_date, h.is_ended, h.items, h.note, h.by_name, h.at, h.done_at"
           " FROM post_handover h JOIN membership f ON f.id = h.from_membership_id"
           " JOIN person p ON p.id = f.person_id JOIN membership t ON t.id = h.to_membership_id"
           " JOIN person q ON q.id = t.person_id JOIN unit u ON u.id = f.unit_id"
           " LEFT JOIN body own ON own.unit_id = u.id"
           " WHERE " WITHIN("f") " AND (? IS NULL OR h.id < CAST(? AS INT)) ORDER BY h.id DESC LIMIT ?",
    .row = &handover_record_shape,
};

enum err record_page(struct req *req, struct res *res)
{
    struct db_arg body = db_i64(req->actor.body_id);
    return res_page(res, &PAGE,
                    DB_ARGS(db_bool(req->actor.role == ROLE_ADMIN), body, body, db_text(req->after),
                            db_text(req->after), db_i64(req->limit + 1)));
}

static const struct db_query INSERT = {
    .name = "post_handover_insert",
    .sql = "INSERT INTO post_handover (from_membership_id, to_membership_id, on_date, is_ended, kinds, items,"
           " note, by_name, at, done_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
};

enum err record_insert(struct req *req, const struct handover_new *h, int64_t *id)
{
    const struct passing *p = &h->passing;
    struct db_done done = {0};
    bool is_due = p->on_date <= date_of(req->now);
    enum err e = db_exec(req->db, &INSERT, &done,
                         DB_ARGS(db_i64(p->from_id), db_i64(p->to_id), db_date(p->on_date),
                                 db_bool(h->is_ended), db_text(p->kinds), db_text(h->items), db_text(h->note),
                                 db_text(req->actor.name), db_instant(req->now),
                                 db_instant(is_due ? req->now : 0)));
    *id = done.id;
    return e;
}

/* ---- for the job */
static const struct field waiting_fields[] = {
    COL(struct waiting, id, F_INT, "编号"),       COL(struct waiting, from_id, F_INT, "移交人"),
    COL(struct waiting, to_id, F_INT, "接手人"),  COL(struct waiting, on_date, F_DATE, "移交之日"),
    COL(struct waiting, kinds, F_TEXT, "哪几类"),
};
static const struct shape waiting_shape = SHAPE("HandoverWaiting", struct waiting, waiting_fields);
static const struct db_query WAITING = {
    .name = "post_handovers_waiting",
    .sql = "SELECT id, from_membership_id AS from_id, to_membership_id AS to_id, on_date, kinds FROM "
           "post_handover WHERE done_at IS NULL AND on_date <= ? ORDER BY id",
    .row = &waiting_shape,
};
static const struct db_query DONE = {
    .name = "post_handover_done",
    .sql = "UPDATE post_handover SET done_at = ? WHERE id = ? AND done_at IS NULL",
};

enum err records_waiting(struct db *db, struct arena *a, int32_t today, struct list *out)
{
    return db_list(db, a, &WAITING, out, DB_ARGS(db_date(today)));
}

enum err record_done(struct db *db, int64_t id, int64_t now)
{
    return db_exec(db, &DONE, NULL, DB_ARGS(db_instant(now), db_i64(id)));
}

const struct db_query *const handover_queries[] = {&GET_ONE, &SAME, &PAGE, &INSERT, &WAITING, &DONE};
