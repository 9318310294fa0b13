#include "app/auth/auth.h"
#include "app/message/notice/notice_priv.h"

static const struct choice kind_items[] = {
    {"reminder", "催办"},   {"reply", "催办回复"},    {"move", "办理动态"},       {"extension", "延期"},
    {"suspension", "挂起"}, {"ladder", "督办升级"},   {"digest", "督办摘要"},     {"calendar", "工作日历"},
    {"plan", "工作方案"},   {"report", "进展报告"},   {"directive", "交办要求"},  {"contact", "跟踪记录"},
    {"inspection", "督查"}, {"instruction", "批示"},  {"escalation", "提请协调"}, {"meeting", "会议"},
    {"talk", "交流"},       {"handover", "工作移交"}, {"quota", "督查频次"},
};
const struct choices notice_kinds = CHOICES("NotificationKind", kind_items);

struct notification {
    int64_t id;
    int kind;
    const char *title, *text;
    int64_t matter_id, assignment_id;
    const char *path;
    int64_t at, read_at;
};
static const struct field notification_fields[] = {
    {"id", F_INT, offsetof(struct notification, id), .label = "通知"},
    {"kind", F_CHOICE, offsetof(struct notification, kind), "类别", .choices = &notice_kinds},
    {"title", F_TEXT, offsetof(struct notification, title), .label = "标题"},
    {"text", F_TEXT, offsetof(struct notification, text), "内容", .max = TEXT_CHARS},
    {"matter_id", F_INT, offsetof(struct notification, matter_id), .label = "事项", .nullable = true},
    {"assignment_id", F_INT, offsetof(struct notification, assignment_id), .label = "承办", .nullable = true},
    {"path", F_TEXT, offsetof(struct notification, path), .label = "去往的页面", .nullable = true},
    {"at", F_INSTANT, offsetof(struct notification, at), .label = "时间"},
    {"read_at", F_INSTANT, offsetof(struct notification, read_at), .label = "阅读时间", .nullable = true},
};
const struct shape notification_shape = SHAPE("Notification", struct notification, notification_fields);
const struct db_query NOTIFICATIONS = {
    .name = "notifications",
    .sql = "SELECT n.id, n.kind, n.title, n.text, n.matter_id, n.assignment_id, n.path, n.at, n.read_at"
           " FROM notification n WHERE n.person_id = ? AND (? = FALSE OR n.read_at IS NULL)"
           " AND (? IS NULL OR n.id < ?) ORDER BY n.id DESC LIMIT ?",
    .row = &notification_shape,
};

/* ---- adding */
static const struct db_query NOTIFICATION_ADD = {
    .name = "notification_add",
    .sql = "INSERT INTO notification (person_id, dedupe, kind, title, text, matter_id, assignment_id, path,"
           " at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
};

enum err notification_add(struct db *db, int64_t now, const struct notice *n, int64_t person_id, int64_t *id)
{
    struct db_done done = {0};
    enum err e = db_exec(db, &NOTIFICATION_ADD, &done,
                         DB_ARGS(db_i64(person_id), db_text(n->dedupe), db_choice(&notice_kinds, n->kind),
                                 db_text(n->title), db_text(n->text), db_id(n->matter_id),
                                 db_id(n->assignment_id), db_text(n->path), db_instant(now)));
    *id = e == OK ? done.id : 0;
    return e == ERR_CONFLICT ? OK : e;
}

static const struct field contact_fields[] = {
    {"email", F_TEXT, offsetof(struct contact, email), .label = "邮箱", .nullable = true},
    {"mobile", F_TEXT, offsetof(struct contact, mobile), .label = "手机", .nullable = true},
};
static const struct shape contact_shape = SHAPE("Contact", struct contact, contact_fields);
static const struct db_query CONTACT = {
    .name = "contact",
    .sql = "SELECT p.email, p.mobile FROM person p WHERE p.id = ? AND p.status = 'active'",
    .row = &contact_shape,
};

enum err contact_of(struct db *db, struct arena *a, int64_t person_id, struct contact *out, bool *found)
{
    return db_find(db, a, &CONTACT, out, found, DB_ARGS(db_i64(person_id)));
}

/* ---- reading */
struct count {
    int64_t n;
};
static const struct field count_fields[] = {{"n", F_INT, offsetof(struct count, n), .label = "数"}};
static const struct shape count_shape = SHAPE("NotificationCount", struct count, count_fields);
static const struct db_query NOTIFICATION_COUNT = {
    .name = "notification_count",
    .sql = "SELECT COUNT(*) AS n FROM notification WHERE person_id = ? AND read_at IS NULL",
    .row = &count_shape,
};
static const struct db_query NOTIFICATION_READ = {
    .name = "notification_read",
    .sql = "UPDATE notification SET read_at = COALESCE(read_at, ?) WHERE id = ? AND person_id = ?",
};
static const struct db_query NOTIFICATION_READ_ALL = {
    .name = "notification_read_all",
    .sql = "UPDATE notification SET read_at = ? WHERE person_id = ? AND read_at IS NULL",
};

enum err notification_count(struct req *req, int64_t *n)
{
    struct count row = {0};
    enum err e = db_one(req->db, req->arena, &NOTIFICATION_COUNT, &row,
                        DB_ARGS(db_i64(req->actor.person_id)));
    *n = row.n;
    return e;
}

enum err notification_read(struct req *req, int64_t id)
{
    struct db_done done = {0};
    enum err e = db_exec(req->db, &NOTIFICATION_READ, &done,
                         DB_ARGS(db_instant(req->now), db_i64(id), db_i64(req->actor.person_id)));
    return e == OK && done.rows == 0 ? ERR_NOT_FOUND : e;
}

enum err notification_read_all(struct req *req)
{
    return db_exec(req->db, &NOTIFICATION_READ_ALL, NULL,
                   DB_ARGS(db_instant(req->now), db_i64(req->actor.person_id)));
}

/* ---- preferences: without a row, the table's defaults */
static const struct field preference_fields[] = {
    {"mail", F_BOOL, offsetof(struct preference, mail), .label = "通知同时发邮件"},
    {"webhook", F_BOOL, offsetof(struct preference, webhook), .label = "通知同时发工作群机器人"},
    {"digest", F_BOOL, offsetof(struct preference, digest), .label = "督办摘要发邮件"},
    {"quiet_from", F_TEXT, offsetof(struct preference, quiet_from), "免打扰开始", .max = 5, .nullable = true},
    {"quiet_to", F_TEXT, offsetof(struct preference, quiet_to), "免打扰结束", .max = 5, .nullable = true},
};
const struct shape preference_shape = SHAPE("Preferences", struct preference, preference_fields);
static const struct db_query PREFERENCE = {
    .name = "preference",
    .sql = "SELECT mail, webhook, digest, quiet_from, quiet_to FROM preference WHERE person_id = ?",
    .row = &preference_shape,
};
static const struct db_query PREFERENCE_PUT = {
    .name = "preference_put",
    .sql = "INSERT INTO preference (person_id, mail, webhook, digest, quiet_from, quiet_to)"
           " VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE mail = VALUES(mail),"
           " webhook = VALUES(webhook), digest = VALUES(digest), quiet_from = VALUES(quiet_from),"
           " quiet_to = VALUES(quiet_to)",
};

enum err preference_of(struct db *db, struct arena *a, int64_t person_id, struct preference *out)
{
    bool found;
    enum err e = db_find(db, a, &PREFERENCE, out, &found, DB_ARGS(db_i64(person_id)));
    if (e == OK && !found)
        *out = (struct preference){.mail = true, .digest = true};
    return e;
}

enum err preference_put(struct db *db, int64_t person_id, const struct preference *p)
{
    return db_exec(db, &PREFERENCE_PUT, NULL,
                   DB_ARGS(db_i64(person_id), db_bool(p->mail), db_bool(p->webhook), db_bool(p->digest),
                           db_text(p->quiet_from), db_text(p->quiet_to)));
}

/* ---- who is meant */
static const struct field person_fields[] = {{"person_id", F_INT, 0, .label = "人员"}};
static const struct shape person_shape = {"NoticePerson", sizeof(int64_t), person_fields,
                                          ARRAY_LEN(person_fields)};
#define PEOPLE(condition)                                                                                    \
    "SELECT DISTINCT m.person_id FROM membership m JOIN person p ON p.id = m.person_id AND p.status = "      \
    "'active'"                                                                                               \
    " JOIN unit u ON u.id = m.unit_id LEFT JOIN body own ON own.unit_id = u.id WHERE " condition             \
    " AND " IN_TERM("m") " ORDER BY m.person_id"
static const struct db_query PEOPLE_OF_UNIT = {
    .name = "people_of_unit",
    .sql = PEOPLE("m.unit_id = ? AND m.role IN ('department', 'liaison')"),
    .row = &person_shape,
};
static const struct db_query RESPONSIBLE_OF_UNIT = {
    .name = "responsible_of_unit",
    .sql = PEOPLE("m.unit_id = ? AND m.role = 'department'"),
    .row = &person_shape,
};
static const struct db_query HEAD_OF_UNIT = {
    .name = "head_of_unit",
    .sql = PEOPLE("m.unit_id = ? AND (m.`rank` = 'head' OR (m.role = 'department' AND own.id IS NULL))"),
    .row = &person_shape,
};
static const struct db_query PEOPLE_IN_CHARGE = {
    .name = "people_in_charge",
    .sql = PEOPLE("m.id IN (SELECT c.membership_id FROM charge c WHERE c.unit_id = ? AND " IN_TERM("c") ")"),
    .row = &person_shape,
};
static const struct db_query OFFICE_OF_BODY = {
    .name = "office_of_body",
    .sql = PEOPLE("COALESCE(own.id, u.body_id) = ? AND m.role = 'office'"),
    .row = &person_shape,
};
static const struct db_query HEAD_OF_BODY = {
    .name = "head_of_body",
    .sql = PEOPLE("COALESCE(own.id, u.body_id) = ? AND m.`rank` = 'head'"),
    .row = &person_shape,
};

static const struct db_query HOLDER_OF_POST = {
    .name = "holder_of_post",
    .sql = PEOPLE("m.id = ?"),
    .row = &person_shape,
};
static const struct db_query INSTRUCTOR_OF_MATTER = {
    .name = "instructor_of_matter",
    .sql = PEOPLE("m.id IN (SELECT i.author_id FROM instruction i WHERE i.matter_id = ? AND i.is_new)"),
    .row = &person_shape,
};

static const struct db_query SCOPES_OF_PERSON = {
    .name = "scopes_of_person",
    .sql = "SELECT DISTINCT IF(m.role IN ('leader', 'office'), 2 * COALESCE(own.id, u.body_id),"
           " 2 * m.unit_id + 1) AS person_id FROM membership m JOIN unit u ON u.id = m.unit_id"
           " LEFT JOIN body own ON own.unit_id = u.id WHERE m.person_id = ?"
           " AND m.role IN ('leader', 'office', 'department', 'liaison') AND " IN_TERM("m") " LIMIT 100",
    .row = &person_shape,
};

enum err notice_channels(struct req *req, int64_t person_id, char **out)
{
    struct list scopes = {0};
    struct buf b = {.arena = req->arena};
    struct db_arg day = db_date(date_of(req->now));
    enum err e = db_list(req->db, req->arena, &SCOPES_OF_PERSON, &scopes,
                         DB_ARGS(db_i64(person_id), day, day));
    const int64_t *scope = scopes.items;
    buf_printf(&b, "person/%lld", (long long)person_id);
    for (size_t i = 0; e == OK && i < scopes.n; i++)
        buf_printf(&b, ",scope/%lld", (long long)scope[i]);
    *out = b.data;
    return e;
}

static void add_people(struct arena *a, const struct list *more, struct list *out)
{
    size_t size = sizeof(int64_t);
    if (more->n == 0)
        return;
    out->items = out->n ? arena_grow(a, out->items, out->n * size, (out->n + more->n) * size)
                        : arena_alloc(a, more->n * size);
    for (size_t i = 0; i < more->n; i++)
        ((int64_t *)out->items)[out->n++] = ((const int64_t *)more->items)[i];
}

enum err notice_people(struct db *db, struct arena *a, int32_t today, enum audience who, int64_t id,
                       struct list *out)
{
    static const struct db_query *const queries[] = {
        [TO_UNIT] = &PEOPLE_OF_UNIT,     [TO_UNIT_HEAD] = &HEAD_OF_UNIT,
        [TO_CHARGE] = &PEOPLE_IN_CHARGE, [TO_OFFICE] = &OFFICE_OF_BODY,
        [TO_HEAD] = &HEAD_OF_BODY,       [TO_RESPONSIBLE] = &RESPONSIBLE_OF_UNIT,
        [TO_POST] = &HOLDER_OF_POST,     [TO_INSTRUCTOR] = &INSTRUCTOR_OF_MATTER};
    struct list more = {0};
    struct db_arg day = db_date(today);
    enum err e = who == TO_CHARGE
                     ? db_list(db, a, queries[who], &more, DB_ARGS(db_i64(id), day, day, day, day))
                     : db_list(db, a, queries[who], &more, DB_ARGS(db_i64(id), day, day));
    if (e == OK)
        add_people(a, &more, out);
    return e;
}

const struct db_query *const notice_queries[NOTICE_QUERIES] = {
    &NOTIFICATIONS,         &NOTIFICATION_ADD,    &CONTACT,        &NOTIFICATION_COUNT, &NOTIFICATION_READ,
    &NOTIFICATION_READ_ALL, &PREFERENCE,          &PREFERENCE_PUT, &PEOPLE_OF_UNIT,     &HEAD_OF_UNIT,
    &PEOPLE_IN_CHARGE,      &OFFICE_OF_BODY,      &HEAD_OF_BODY,   &HOLDER_OF_POST,     &INSTRUCTOR_OF_MATTER,
    &SCOPES_OF_PERSON,      &RESPONSIBLE_OF_UNIT,
};
