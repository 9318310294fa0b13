#include "app/org/org.h"
#include "app/track/contact/contact_priv.h"

static const struct choice method_items[] = {
    {"call", "电话督办"}, {"visit", "实地走访"}, {"papers", "查阅资料"}};
const struct choices contact_methods = CHOICES("ContactMethod", method_items);

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }
#define MAYBE .nullable = true
#define C(member, kind_of, text, ...) COL(struct contact, member, kind_of, text, ##__VA_ARGS__)
static const struct field contact_fields[] = {
    C(id, F_INT, "编号"),
    C(matter_id, F_INT, "事项"),
    C(matter_title, F_TEXT, "事项名称"),
    C(assignment_id, F_INT, "承办"),
    C(unit_id, F_INT, "单位"),
    C(unit_name, F_TEXT, "承办单位"),
    C(method, F_CHOICE, "方式", .choices = &contact_methods),
    C(is_incoming, F_BOOL, "来电"),
    C(at, F_INSTANT, "时间"),
    C(place, F_TEXT, "地点或资料", MAYBE),
    C(counterpart, F_TEXT, "对方", MAYBE),
    C(counterpart_post, F_TEXT, "对方职务", MAYBE),
    C(counterpart_phone, F_TEXT, "对方电话", MAYBE),
    C(points, F_TEXT, "要点"),
    C(demand, F_TEXT, "要求", MAYBE),
    C(reply, F_TEXT, "对方答复", MAYBE),
    C(made_at, F_INSTANT, "记录时间"),
    C(made_name, F_TEXT, "记录人"),
    C(made_post, F_TEXT, "记录人单位与职务"),
    C(directive_id, F_INT, "书面答复", MAYBE),
    C(answer_by, F_DATE, "书面答复时限", MAYBE),
    C(directive_status, F_CHOICE, "书面答复情况", MAYBE, .choices = &directive_statuses),
    C(files, F_LIST, "附件", .of = &file_shape),
};
const struct shape contact_shape = SHAPE("Contact", struct contact, contact_fields);
static const struct shape contact_row = {"ContactRow", sizeof(struct contact), contact_fields,
                                         ARRAY_LEN(contact_fields) - 1};

#define SELECT_CONTACT                                                                                       \
    "SELECT x.id, x.matter_id, m.title AS matter_title, x.assignment_id, x.unit_id, x.unit_name, x.method,"  \
    " x.is_incoming, x.at, x.place, x.counterpart, x.counterpart_post, x.counterpart_phone, x.points,"       \
    " x.demand, x.reply, x.made_at, x.made_name, x.made_post, d.id AS directive_id, d.due_on AS answer_by,"  \
    " d.status AS directive_status FROM contact x JOIN matter m ON m.id = x.matter_id"                       \
    " LEFT JOIN directive d ON d.source = 'contact' AND d.source_id = x.id WHERE "
static const struct db_query OF_MATTER = {
    "contacts_of_matter",
    SELECT_CONTACT "x.matter_id = ? AND " PART_READER("x") " AND " MATTER_VISIBLE " ORDER BY x.id DESC",
    &contact_row};
/* The body's own: its office and leaders read all of them. */
static const struct db_query PAGE = {
    "contacts_page",
    SELECT_CONTACT "x.body_id = ? AND (? IS NULL OR x.unit_id = ?) AND (? IS NULL OR x.method = ?)"
                   " AND (? IS NULL OR x.at >= ?) AND (? IS NULL OR x.at < ?)"
                   " AND (? IS NULL OR x.id < ?) ORDER BY x.id DESC LIMIT ?",
    &contact_row};
static const struct db_query INSERT = {
    "contact_insert",
    "INSERT INTO contact (body_id, matter_id, assignment_id, unit_id, unit_name, method, is_incoming, at,"
    " place, counterpart, counterpart_post, counterpart_phone, points, demand, reply, made_at, made_by,"
    " made_name, made_post) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    NULL};

static const struct field counterpart_fields[] = {
    COL(struct counterpart, unit_name, F_TEXT, "单位"),
    COL(struct counterpart, name, F_TEXT, "第一责任人", MAYBE),
    COL(struct counterpart, post, F_TEXT, "职务", MAYBE),
    COL(struct counterpart, phone, F_TEXT, "电话", MAYBE),
};
const struct shape counterpart_shape = SHAPE("Counterpart", struct counterpart, counterpart_fields);
static const struct db_query COUNTERPART = {
    "counterpart",
    "SELECT u.name AS unit_name, p.name, h.post, COALESCE(p.mobile, u.phone) AS phone FROM unit u"
    " LEFT JOIN membership h ON h.id = (SELECT f.id FROM membership f JOIN person fp ON fp.id = f.person_id"
    " WHERE f.unit_id = u.id AND fp.status = 'active' AND (f.role = 'department' OR f.`rank` = 'head')"
    " AND " IN_TERM("f") " ORDER BY f.role = 'department' DESC, f.id LIMIT 1)"
                         " LEFT JOIN person p ON p.id = h.person_id WHERE u.id = ?",
    &counterpart_shape};

enum err contact_insert(struct req *req, const struct matter_case *c, const struct contact_in *in,
                        int64_t *id)
{
    const struct actor *who = &req->actor;
    struct db_done done = {0};
    enum err e = db_exec(
        req->db, &INSERT, &done,
        DB_ARGS(db_i64(c->m.body_id), db_i64(c->m.id), db_i64(c->at->id), db_i64(c->at->unit_id),
                db_text(c->at->unit_name), db_choice(&contact_methods, in->method), db_bool(in->is_incoming),
                db_instant(in->at == 0 ? req->now : in->at), db_text(in->place), db_text(in->counterpart),
                db_text(in->counterpart_post), db_text(in->counterpart_phone), db_text(in->points),
                db_text(in->demand), db_text(in->reply), db_instant(req->now), db_i64(who->membership_id),
                db_text(who->name), db_text(arena_printf(req->arena, "%s%s", who->unit_name, who->post))));
    *id = done.id;
    return e;
}

enum err contacts_of_matter(struct req *req, int64_t matter_id, struct list *out)
{
    struct db_arg scope = db_i64(req->actor.scope);
    return db_list(req->db, req->arena, &OF_MATTER, out, DB_ARGS(db_i64(matter_id), scope, scope));
}

enum err counterpart_of(struct req *req, int64_t unit_id, struct counterpart *out)
{
    struct db_arg today = db_date(date_of(req->now));
    return db_one(req->db, req->arena, &COUNTERPART, out, DB_ARGS(today, today, db_i64(unit_id)));
}

enum err contacts_page(struct req *req, const struct contact_filter *f, int64_t after, int64_t limit,
                       struct list *out)
{
    struct db_arg unit = db_id(f->unit_id), method = db_choice(&contact_methods, f->method);
    struct db_arg from = db_instant(f->from == 0 ? 0 : date_start(f->from));
    struct db_arg to = db_instant(f->to == 0 ? 0 : date_start(f->to + 1));
    struct db_arg key = db_id(after);
    return db_list(req->db, req->arena, &PAGE, out,
                   DB_ARGS(db_i64(req->actor.body_id), unit, unit, method, method, from, from, to, to, key,
                           key, db_i64(limit)));
}

const struct db_query *const contact_queries[CONTACT_QUERIES] = {&OF_MATTER, &PAGE, &INSERT, &COUNTERPART};
