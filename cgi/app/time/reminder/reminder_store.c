#include "app/time/reminder/reminder_priv.h"

/* ---- what may be reminded of: all that is owed of a matter whose clocks run, with no last stage written yet
 */
static const struct field candidate_fields[] = {
    {"id", F_INT, offsetof(struct candidate, due.id), .label = "应办"},
    {"assignment_id", F_INT, offsetof(struct candidate, due.assignment_id), .label = "承办"},
    {"body_id", F_INT, offsetof(struct candidate, due.body_id), .label = "督办机构"},
    {"unit_id", F_INT, offsetof(struct candidate, due.unit_id), .label = "单位"},
    {"lead_unit_id", F_INT, offsetof(struct candidate, lead_unit_id), .label = "主办单位"},
    {"owes", F_CHOICE, offsetof(struct candidate, due.owes), "谁欠的", .choices = &due_owers},
    {"kind", F_CHOICE, offsetof(struct candidate, due.kind), "类别", .choices = &due_kinds},
    {"due_on", F_DATE, offsetof(struct candidate, due.due_on), .label = "时限"},
    {"opened_at", F_INSTANT, offsetof(struct candidate, due.opened_at), .label = "开始"},
    {"title", F_TEXT, offsetof(struct candidate, title), .label = "事项"},
    {"last_stage", F_CHOICE, offsetof(struct candidate, last_stage), "阶段", .nullable = true,
     .choices = &stages},
    {"n", F_INT, offsetof(struct candidate, before), .label = "次数"},
};
static const struct shape candidate_shape = SHAPE("ReminderCandidate", struct candidate, candidate_fields);
static const struct db_query CANDIDATES = {
    .name = "reminder_candidates",
    .sql = "SELECT d.id, d.assignment_id, d.body_id, d.unit_id, m.lead_unit_id, d.owes, d.kind, d.due_on,"
           " d.opened_at, m.title,"
           " (SELECT r.stage FROM reminder r WHERE r.due_item_id = d.id AND r.due_on = d.due_on"
           "  ORDER BY r.id DESC LIMIT 1) AS last_stage,"
           " (SELECT COUNT(*) FROM reminder r WHERE r.due_item_id = d.id) AS n"
           " FROM due_item d JOIN matter m ON m.id = d.matter_id AND m.paused_since IS NULL"
           " WHERE d.closed_at IS NULL AND d.due_on <= ? AND d.id > ?"
           " AND NOT EXISTS (SELECT 1 FROM reminder r WHERE r.due_item_id = d.id AND r.due_on = d.due_on"
           "  AND r.stage = 't+1') ORDER BY d.id LIMIT 500",
    .row = &candidate_shape,
};
static const struct db_query REMINDER_AUTO = {
    .name = "reminder_auto",
    .sql = "INSERT INTO reminder (matter_id, assignment_id, due_item_id, due_on, stage, ordinal, channel, "
           "text, at)"
           " SELECT d.matter_id, d.assignment_id, d.id, d.due_on, ?, ?, 'in_app', ?, ? FROM due_item d"
           " WHERE d.id = ? AND d.due_on = ? AND d.closed_at IS NULL",
};
static const struct db_query REMINDER_TO = {
    .name = "reminder_to",
    .sql = "INSERT INTO reminder_to (reminder_id, person_id, is_copy) VALUES (?, ?, ?)",
};

enum err candidates_after(struct db *db, struct arena *a, int64_t id, int32_t until, struct list *out)
{
    return db_list(db, a, &CANDIDATES, out, DB_ARGS(db_date(until), db_i64(id)));
}

enum err reminder_auto(struct db *db, const struct candidate *c, const struct reminder *r, int64_t *id)
{
    struct db_done done = {0};
    enum err e = db_exec(db, &REMINDER_AUTO, &done,
                         DB_ARGS(db_choice(&stages, r->stage), db_i64(r->ordinal), db_text(r->text),
                                 db_instant(r->at), db_i64(c->due.id), db_date(c->due.due_on)));
    *id = e == OK && done.rows == 1 ? done.id : 0;
    return e == ERR_CONFLICT ? OK : e;
}

enum err reminder_add_to(struct db *db, int64_t reminder_id, const struct list *people, bool is_copy)
{
    const int64_t *id = people->items;
    enum err e = OK;
    for (size_t i = 0; e == OK && i < people->n; i++) {
        e = db_exec(db, &REMINDER_TO, NULL, DB_ARGS(db_i64(reminder_id), db_i64(id[i]), db_bool(is_copy)));
        if (e == ERR_CONFLICT) /* in two capacities */
            e = OK;
    }
    return e;
}

/* ---- who waits to be told */
static const struct field person_fields[] = {{"person_id", F_INT, 0, .label = "人员"}};
static const struct shape person_shape = {"WaitingPerson", sizeof(int64_t), person_fields,
                                          ARRAY_LEN(person_fields)};
static const struct db_query WAITING_PEOPLE = {
    .name = "reminder_waiting_people",
    .sql = "SELECT DISTINCT t.person_id FROM reminder_to t WHERE t.sent_at IS NULL ORDER BY t.person_id",
    .row = &person_shape,
};
static const struct db_query WAITING_DROP = {
    .name = "reminder_waiting_drop",
    .sql = "DELETE t FROM reminder_to t JOIN reminder r ON r.id = t.reminder_id"
           " JOIN due_item d ON d.id = r.due_item_id JOIN matter m ON m.id = d.matter_id"
           " WHERE t.person_id = ? AND t.sent_at IS NULL"
           " AND (d.closed_at IS NOT NULL OR d.due_on <> r.due_on OR m.paused_since IS NOT NULL)",
};
static const struct field waiting_fields[] = {
    {"reminder_id", F_INT, offsetof(struct waiting, reminder_id), .label = "催办"},
    {"matter_id", F_INT, offsetof(struct waiting, matter_id), .label = "事项"},
    {"assignment_id", F_INT, offsetof(struct waiting, assignment_id), .label = "承办"},
    {"title", F_TEXT, offsetof(struct waiting, title), .label = "事项"},
    {"owes", F_CHOICE, offsetof(struct waiting, due.owes), "谁欠的", .choices = &due_owers},
    {"kind", F_CHOICE, offsetof(struct waiting, due.kind), "类别", .choices = &due_kinds},
    {"due_on", F_DATE, offsetof(struct waiting, due.due_on), .label = "时限"},
};
static const struct shape waiting_shape = SHAPE("WaitingReminder", struct waiting, waiting_fields);
static const struct db_query WAITING_OF = {
    .name = "reminder_waiting_of",
    .sql = "SELECT t.reminder_id, r.matter_id, r.assignment_id, m.title, d.owes, d.kind, d.due_on"
           " FROM reminder_to t"
           " JOIN reminder r ON r.id = t.reminder_id JOIN due_item d ON d.id = r.due_item_id"
           " JOIN matter m ON m.id = r.matter_id WHERE t.person_id = ? AND t.sent_at IS NULL"
           " ORDER BY t.reminder_id",
    .row = &waiting_shape,
};
static const struct field told_fields[] = {
    {"last_at", F_INSTANT, offsetof(struct told, last_at), .label = "上次", .nullable = true},
    {"today_n", F_INT, offsetof(struct told, today_n), .label = "今天几次"},
};
static const struct shape told_shape = SHAPE("ToldReminders", struct told, told_fields);
static const struct db_query TOLD_OF = {
    .name = "reminder_told_of",
    .sql = "SELECT MAX(t.sent_at) AS last_at, COUNT(DISTINCT IF(t.sent_at >= ?, t.sent_at, NULL)) AS today_n"
           " FROM reminder_to t WHERE t.person_id = ? AND t.sent_at >= ?",
    .row = &told_shape,
};
static const struct db_query TOLD_NOW = {
    .name = "reminder_told_now",
    .sql = "UPDATE reminder_to t SET t.sent_at = ?, t.notification_id = (SELECT n.id FROM notification n"
           " WHERE n.person_id = t.person_id AND n.dedupe = ?)"
           " WHERE t.person_id = ? AND t.sent_at IS NULL AND t.reminder_id <= ?",
};

enum err waiting_people(struct db *db, struct arena *a, struct list *out)
{
    return db_list(db, a, &WAITING_PEOPLE, out, DB_NONE);
}

enum err waiting_drop(struct db *db, int64_t person_id)
{
    return db_exec(db, &WAITING_DROP, NULL, DB_ARGS(db_i64(person_id)));
}

enum err waiting_of(struct db *db, struct arena *a, int64_t person_id, struct list *out)
{
    return db_list(db, a, &WAITING_OF, out, DB_ARGS(db_i64(person_id)));
}

enum err told_of(struct db *db, struct arena *a, int64_t person_id, int32_t today, struct told *out)
{
    int64_t midnight = date_start(today);
    return db_one(db, a, &TOLD_OF, out,
                  DB_ARGS(db_instant(midnight), db_i64(person_id), db_instant(midnight - REMINDER_GAP_MS)));
}

enum err told_now(struct db *db, int64_t now, int64_t person_id, int64_t upto, const char *dedupe)
{
    return db_exec(db, &TOLD_NOW, NULL,
                   DB_ARGS(db_instant(now), db_text(dedupe), db_i64(person_id), db_i64(upto)));
}

/* ---- by hand */
static const struct field target_fields[] = {
    {"id", F_INT, offsetof(struct target, id), .label = "承办"},
    {"matter_id", F_INT, offsetof(struct target, matter_id), .label = "事项"},
    {"unit_id", F_INT, offsetof(struct target, unit_id), .label = "单位"},
    {"body_id", F_INT, offsetof(struct target, body_id), .label = "督办机构"},
    {"unit_name", F_TEXT, offsetof(struct target, unit_name), .label = "单位"},
    {"title", F_TEXT, offsetof(struct target, title), .label = "事项"},
    {"status", F_CHOICE, offsetof(struct target, status), "承办状态", .choices = &assignment_statuses},
    {"matter_status", F_CHOICE, offsetof(struct target, matter_status), "事项状态",
     .choices = &matter_statuses},
    {"last_at", F_INSTANT, offsetof(struct target, last_at), .label = "上次", .nullable = true},
    {"today_n", F_INT, offsetof(struct target, today_n), .label = "今天几次"},
    {"manual_n", F_INT, offsetof(struct target, manual_n), .label = "共几次"},
};
static const struct shape target_shape = SHAPE("ReminderTarget", struct target, target_fields);
#define BY_HAND " FROM reminder r WHERE r.assignment_id = a.id AND r.stage IS NULL"
#define TARGET_OF                                                                                            \
    "SELECT a.id, a.matter_id, a.unit_id, m.body_id, a.unit_name, m.title, a.status, m.status AS "           \
    "matter_status,"                                                                                         \
    " (SELECT MAX(r.at)" BY_HAND ") AS last_at, (SELECT COUNT(*)" BY_HAND " AND r.at >= ?) AS today_n,"      \
    " (SELECT COUNT(*)" BY_HAND ") AS manual_n FROM assignment a JOIN matter m ON m.id = a.matter_id"        \
    " WHERE a.id = ? AND " MATTER_VISIBLE
static const struct db_query TARGET = {.name = "reminder_target", .sql = TARGET_OF, .row = &target_shape};
static const struct db_query TARGET_LOCK = {
    .name = "reminder_target_lock", .sql = TARGET_OF " FOR UPDATE", .row = &target_shape};
static const struct db_query REMINDER_BY_HAND = {
    .name = "reminder_by_hand",
    .sql = "INSERT INTO reminder (matter_id, assignment_id, ordinal, channel, text, reply_by, at, by_name,"
           " by_membership_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
};

static const struct db_query TOLD_BY_HAND = {
    .name = "reminder_told_by_hand",
    .sql = "UPDATE reminder_to t SET t.sent_at = ?, t.notification_id = (SELECT n.id FROM notification n"
           " WHERE n.person_id = t.person_id AND n.dedupe = ?) WHERE t.reminder_id = ?",
};

static enum err find_target(struct req *req, const struct db_query *q, int64_t id, struct target *out)
{
    return db_one(req->db, req->arena, q, out,
                  DB_ARGS(db_instant(date_start(date_of(req->now))), db_i64(id), db_i64(req->actor.scope)));
}

enum err target_of(struct req *req, int64_t assignment_id, struct target *out)
{
    return find_target(req, &TARGET, assignment_id, out);
}

enum err target_lock(struct req *req, int64_t assignment_id, struct target *out)
{
    return find_target(req, &TARGET_LOCK, assignment_id, out);
}

enum err reminder_by_hand(struct req *req, const struct target *t, struct reminder *r)
{
    struct db_done done = {0};
    enum err e = db_exec(req->db, &REMINDER_BY_HAND, &done,
                         DB_ARGS(db_i64(t->matter_id), db_i64(t->id), db_i64(r->ordinal),
                                 db_choice(&channels, r->channel), db_text(r->text), db_date(r->reply_by),
                                 db_instant(req->now), db_text(req->actor.name),
                                 db_i64(req->actor.membership_id)));
    r->id = done.id;
    return e;
}

enum err told_by_hand(struct db *db, int64_t now, int64_t reminder_id, const char *dedupe)
{
    return db_exec(db, &TOLD_BY_HAND, NULL, DB_ARGS(db_instant(now), db_text(dedupe), db_i64(reminder_id)));
}

/* ---- the ledger of what a unit was reminded of, and its answers */
static const struct field recipient_fields[] = {
    {"reminder_id", F_INT, offsetof(struct recipient, reminder_id), .label = "催办"},
    {"person_id", F_INT, offsetof(struct recipient, person_id), .label = "人员"},
    {"name", F_TEXT, offsetof(struct recipient, name), .label = "姓名"},
    {"is_copy", F_BOOL, offsetof(struct recipient, is_copy), .label = "抄送"},
    {"sent_at", F_INSTANT, offsetof(struct recipient, sent_at), .label = "送达时间", .nullable = true},
    {"read_at", F_INSTANT, offsetof(struct recipient, read_at), .label = "阅读时间", .nullable = true},
};
static const struct shape recipient_shape = SHAPE("ReminderRecipient", struct recipient, recipient_fields);
static const struct field reminder_fields[] = {
    {"id", F_INT, offsetof(struct reminder, id), .label = "催办"},
    {"stage", F_CHOICE, offsetof(struct reminder, stage), "自动催办的阶段；空为人工", .nullable = true,
     .choices = &stages},
    {"ordinal", F_INT, offsetof(struct reminder, ordinal), .label = "第几次"},
    {"channel", F_CHOICE, offsetof(struct reminder, channel), "方式", .choices = &channels},
    {"text", F_TEXT, offsetof(struct reminder, text), "内容", .max = 1000},
    {"reply_by", F_DATE, offsetof(struct reminder, reply_by), .label = "要求回复日期", .nullable = true},
    {"at", F_INSTANT, offsetof(struct reminder, at), .label = "催办时间"},
    {"by_name", F_TEXT, offsetof(struct reminder, by_name), .label = "催办人；空为自动", .nullable = true},
    {"reply", F_TEXT, offsetof(struct reminder, reply), "回复", .max = 1000, .nullable = true},
    {"reply_at", F_INSTANT, offsetof(struct reminder, reply_at), .label = "回复时间", .nullable = true},
    {"reply_name", F_TEXT, offsetof(struct reminder, reply_name), .label = "回复人", .nullable = true},
    {"due_kind", F_CHOICE, offsetof(struct reminder, due_kind), "所催的应办", .nullable = true,
     .choices = &due_kinds},
    {"due_on", F_DATE, offsetof(struct reminder, due_on), .label = "所催的时限", .nullable = true},
    {"people", F_LIST, offsetof(struct reminder, people), .label = "对象", .of = &recipient_shape},
};
const struct shape reminder_shape = SHAPE("Reminder", struct reminder, reminder_fields);
static const struct shape row_shape = {"ReminderRow", sizeof(struct reminder), reminder_fields,
                                       ARRAY_LEN(reminder_fields) - 1};
static const struct db_query REMINDERS_OF = {
    .name = "reminders_of",
    .sql = "SELECT r.id, r.stage, r.ordinal, r.channel, r.text, r.reply_by, r.at, r.by_name, r.reply, "
           "r.reply_at,"
           " r.reply_name, d.kind AS due_kind, r.due_on FROM reminder r"
           " LEFT JOIN due_item d ON d.id = r.due_item_id WHERE r.assignment_id = ?"
           " AND (d.id IS NULL OR d.owes = 'unit') ORDER BY r.id DESC LIMIT 200",
    .row = &row_shape,
};
static const struct db_query RECIPIENTS_OF = {
    .name = "reminder_recipients_of",
    .sql = "SELECT t.reminder_id, t.person_id, p.name, t.is_copy, t.sent_at, n.read_at FROM reminder r"
           " JOIN reminder_to t ON t.reminder_id = r.id JOIN person p ON p.id = t.person_id"
           " LEFT JOIN notification n ON n.id = t.notification_id WHERE r.assignment_id = ?"
           " ORDER BY t.reminder_id DESC, t.is_copy, t.person_id",
    .row = &recipient_shape,
};

enum err reminders_of(struct req *req, int64_t assignment_id, struct list *out)
{
    struct list people = {0};
    enum err e = db_list(req->db, req->arena, &REMINDERS_OF, out, DB_ARGS(db_i64(assignment_id)));
    if (e == OK)
        e = db_list(req->db, req->arena, &RECIPIENTS_OF, &people, DB_ARGS(db_i64(assignment_id)));
    struct reminder *r = out->items;
    struct recipient *p = people.items;
    for (size_t i = 0, at = 0; e == OK && i < out->n; i++) { /* both by reminder, newest first */
        while (at < people.n && p[at].reminder_id > r[i].id)
            at++;
        for (r[i].people.items = p + at; at < people.n && p[at].reminder_id == r[i].id; at++)
            r[i].people.n++;
    }
    return e;
}

static const struct field asked_fields[] = {
    {"id", F_INT, offsetof(struct asked, id), .label = "催办"},
    {"assignment_id", F_INT, offsetof(struct asked, assignment_id), .label = "承办"},
    {"matter_id", F_INT, offsetof(struct asked, matter_id), .label = "事项"},
    {"body_id", F_INT, offsetof(struct asked, body_id), .label = "督办机构"},
    {"unit_name", F_TEXT, offsetof(struct asked, unit_name), .label = "单位"},
    {"title", F_TEXT, offsetof(struct asked, title), .label = "事项"},
    {"reply", F_TEXT, offsetof(struct asked, reply), .label = "回复", .nullable = true},
};
static const struct shape asked_shape = SHAPE("ReminderAsked", struct asked, asked_fields);
static const struct db_query REMINDER_ASKED = {
    .name = "reminder_asked",
    .sql =
        "SELECT r.id, r.assignment_id, r.matter_id, m.body_id, a.unit_name, m.title, r.reply FROM reminder r"
        " JOIN assignment a ON a.id = r.assignment_id JOIN matter m ON m.id = r.matter_id"
        " LEFT JOIN due_item d ON d.id = r.due_item_id WHERE r.id = ? AND a.unit_id = ?"
        " AND (d.id IS NULL OR d.owes = 'unit') AND " MATTER_VISIBLE " FOR UPDATE",
    .row = &asked_shape,
};
static const struct db_query REMINDER_REPLY = {
    .name = "reminder_reply",
    .sql = "UPDATE reminder SET reply = ?, reply_at = ?, reply_name = ? WHERE id = ?",
};

enum err reminder_asked(struct req *req, int64_t id, struct asked *out)
{
    return db_one(req->db, req->arena, &REMINDER_ASKED, out,
                  DB_ARGS(db_i64(id), db_i64(req->actor.unit_id), db_i64(req->actor.scope)));
}

enum err reminder_reply(struct req *req, int64_t id, const char *text)
{
    return db_exec(req->db, &REMINDER_REPLY, NULL,
                   DB_ARGS(db_text(text), db_instant(req->now), db_text(req->actor.name), db_i64(id)));
}

const struct db_query *const reminder_queries[REMINDER_QUERIES] = {
    &CANDIDATES,   &REMINDER_AUTO, &REMINDER_TO,    &WAITING_PEOPLE, &WAITING_DROP,     &WAITING_OF,
    &TOLD_OF,      &TOLD_NOW,      &TARGET,         &TARGET_LOCK,    &REMINDER_BY_HAND, &TOLD_BY_HAND,
    &REMINDERS_OF, &RECIPIENTS_OF, &REMINDER_ASKED, &REMINDER_REPLY,
};
