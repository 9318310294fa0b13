#include "app/message/outbox/outbox_priv.h"

#define HELD_MS (120 * INT64_C(1000)) /* longer than any sending takes */
#define DAY_MS (24 * 3600 * INT64_C(1000))
#define LIVE_KEPT_DAYS 1
#define KEPT_DAYS 180

static const struct choice channel_items[] = {
    {"mail", "邮件"}, {"webhook", "工作群机器人"}, {"live", "页面提示"}};
const struct choices outbox_channels = CHOICES("OutboxChannel", channel_items);
static const struct choice state_items[] = {{"pending", "待发"},
                                            {"sending", "正在发"},
                                            {"sent", "已发"},
                                            {"dead", "未能发出"},
                                            {"skipped", "未配置"}};
const struct choices outbox_states = CHOICES("OutboxState", state_items);

static const struct db_query OUTBOX_PUT = {
    .name = "outbox_put",
    .sql = "INSERT INTO outbox (dedupe, channel, target, payload, next_at, at) VALUES (?, ?, ?, ?, ?, ?)",
};

enum err outbox_put(struct db *db, const struct message *m)
{
    enum err e = db_exec(db, &OUTBOX_PUT, NULL,
                         DB_ARGS(db_text(m->dedupe), db_choice(&outbox_channels, m->channel),
                                 db_text(m->target), db_text(m->payload),
                                 db_instant(m->not_before ? m->not_before : m->at), db_instant(m->at)));
    return e == ERR_CONFLICT ? OK : e; /* it is there */
}

/* ---- sending: a message that this holder left half done comes first, as it may be sent already */
static const struct field row_fields[] = {
    {"id", F_INT, offsetof(struct outbox_row, id), .label = "编号"},
    {"dedupe", F_TEXT, offsetof(struct outbox_row, dedupe), .label = "消息号"},
    {"channel", F_CHOICE, offsetof(struct outbox_row, channel), "渠道", .choices = &outbox_channels},
    {"target", F_TEXT, offsetof(struct outbox_row, target), .label = "收方"},
    {"payload", F_TEXT, offsetof(struct outbox_row, payload), .label = "内容"},
    {"tries", F_INT, offsetof(struct outbox_row, tries), .label = "次数"},
    {"at", F_INSTANT, offsetof(struct outbox_row, at), .label = "写入时间"},
};
static const struct shape row_shape = SHAPE("OutboxRow", struct outbox_row, row_fields);
#define ROW "o.id, o.dedupe, o.channel, o.target, o.payload, o.tries, o.at"
static const struct db_query OUTBOX_LEFT = {
    .name = "outbox_left",
    .sql = "SELECT " ROW " FROM outbox o WHERE o.state = 'sending' AND (o.holder = ? OR o.held_until < ?)"
           " ORDER BY o.next_at, o.id LIMIT 1",
    .row = &row_shape,
};
static const struct db_query OUTBOX_DUE = {
    .name = "outbox_due",
    .sql = "SELECT " ROW " FROM outbox o WHERE o.state = 'pending' AND o.next_at <= ?"
           " ORDER BY o.next_at, o.id LIMIT 1",
    .row = &row_shape,
};
static const struct db_query OUTBOX_HOLD = {
    .name = "outbox_hold",
    .sql = "UPDATE outbox SET state = 'sending', holder = ?, held_until = ?, tries = tries + 1"
           " WHERE id = ? AND tries = ? AND state IN ('pending', 'sending')",
};

enum err outbox_claim(const struct outbox_sender *s, int64_t now, struct outbox_row *out, bool *found)
{
    struct db_done done = {0};
    enum err e = db_find(s->db, s->arena, &OUTBOX_LEFT, out, found,
                         DB_ARGS(db_text(s->holder), db_instant(now)));
    if (e == OK && !*found)
        e = db_find(s->db, s->arena, &OUTBOX_DUE, out, found, DB_ARGS(db_instant(now)));
    if (e != OK || !*found)
        return e;
    e = db_exec(s->db, &OUTBOX_HOLD, &done,
                DB_ARGS(db_text(s->holder), db_instant(now + HELD_MS), db_i64(out->id), db_i64(out->tries)));
    out->tries++;
    return e == OK && done.rows == 0 ? ERR_BUSY : e; /* another was quicker */
}

static const struct db_query OUTBOX_SENT = {
    .name = "outbox_sent",
    .sql = "UPDATE outbox SET state = ?, sent_at = ?, error = NULL, holder = NULL, held_until = NULL"
           " WHERE id = ? AND holder = ?",
};
static const struct db_query OUTBOX_FAILED = {
    .name = "outbox_failed",
    .sql = "UPDATE outbox SET state = ?, next_at = COALESCE(?, next_at), error = ?, holder = NULL,"
           " held_until = NULL WHERE id = ? AND holder = ?",
};

enum err outbox_sent(const struct outbox_sender *s, int64_t now, int64_t id, const char *state)
{
    return db_exec(s->db, &OUTBOX_SENT, NULL,
                   DB_ARGS(db_text(state), db_instant(now), db_i64(id), db_text(s->holder)));
}

enum err outbox_failed(const struct outbox_sender *s, int64_t id, int64_t next_at, const char *why)
{
    return db_exec(s->db, &OUTBOX_FAILED, NULL,
                   DB_ARGS(db_text(next_at ? "pending" : "dead"), db_instant(next_at), db_text(why),
                           db_i64(id), db_text(s->holder)));
}

/* ---- the operator's list */
struct item {
    int64_t id;
    const char *dedupe;
    int channel;
    const char *target;
    int state;
    int64_t tries, next_at;
    const char *error;
    int64_t at, sent_at;
};
static const struct field item_fields[] = {
    {"id", F_INT, offsetof(struct item, id), .label = "编号"},
    {"dedupe", F_TEXT, offsetof(struct item, dedupe), .label = "消息号"},
    {"channel", F_CHOICE, offsetof(struct item, channel), "渠道", .choices = &outbox_channels},
    {"target", F_TEXT, offsetof(struct item, target), .label = "收方"},
    {"state", F_CHOICE, offsetof(struct item, state), "状态", .choices = &outbox_states},
    {"tries", F_INT, offsetof(struct item, tries), .label = "已尝试次数"},
    {"next_at", F_INSTANT, offsetof(struct item, next_at), .label = "下次发送时间"},
    {"error", F_TEXT, offsetof(struct item, error), "没有发出的原因", .max = 300, .nullable = true},
    {"at", F_INSTANT, offsetof(struct item, at), .label = "写入时间"},
    {"sent_at", F_INSTANT, offsetof(struct item, sent_at), .label = "发出时间", .nullable = true},
};
const struct shape outbox_item_shape = SHAPE("OutboxItem", struct item, item_fields);
const struct db_query OUTBOX_LIST = {
    .name = "outbox_list",
    .sql = "SELECT o.id, o.dedupe, o.channel, o.target, o.state, o.tries, o.next_at, o.error, o.at, o.sent_at"
           " FROM outbox o WHERE o.state = ? AND (? IS NULL OR o.id < ?) ORDER BY o.id DESC LIMIT ?",
    .row = &outbox_item_shape,
};
struct scope {
    int64_t scope;
};
static const struct field scope_fields[] = {
    {"scope", F_INT, offsetof(struct scope, scope), .label = "可见范围"},
};
static const struct shape scope_shape = SHAPE("HintScope", struct scope, scope_fields);
static const struct db_query OUTBOX_SCOPES = {
    .name = "outbox_scopes",
    .sql = "SELECT s.scope FROM matter_scope s WHERE s.matter_id = ? AND s.scope > 0 LIMIT 200",
    .row = &scope_shape,
};

enum err outbox_scopes(struct db *db, struct arena *a, int64_t matter_id, struct list *out)
{
    return db_list(db, a, &OUTBOX_SCOPES, out, DB_ARGS(db_i64(matter_id)));
}

static const struct db_query OUTBOX_RESEND = {
    .name = "outbox_resend",
    .sql = "UPDATE outbox SET state = 'pending', tries = 0, next_at = ? WHERE id = ?"
           " AND state IN ('dead', 'skipped') AND channel <> 'live'",
};
static const struct db_query OUTBOX_SWEEP = {
    .name = "outbox_sweep",
    .sql = "DELETE FROM outbox WHERE state IN ('sent', 'skipped') AND at < ?"
           " AND (channel = 'live' OR at < ?) ORDER BY id LIMIT 5000",
};

enum err outbox_resend(struct db *db, int64_t now, int64_t id)
{
    struct db_done done = {0};
    enum err e = db_exec(db, &OUTBOX_RESEND, &done, DB_ARGS(db_instant(now), db_i64(id)));
    return e == OK && done.rows == 0 ? ERR_NOT_FOUND : e;
}

enum err outbox_sweep(struct db *db, int64_t now)
{
    return db_exec(db, &OUTBOX_SWEEP, NULL,
                   DB_ARGS(db_instant(now - LIVE_KEPT_DAYS * DAY_MS), db_instant(now - KEPT_DAYS * DAY_MS)));
}

const struct db_query *const outbox_queries[OUTBOX_QUERIES] = {
    &OUTBOX_PUT,    &OUTBOX_LEFT, &OUTBOX_DUE,    &OUTBOX_HOLD,  &OUTBOX_SENT,
    &OUTBOX_FAILED, &OUTBOX_LIST, &OUTBOX_RESEND, &OUTBOX_SWEEP, &OUTBOX_SCOPES,
};
