#include "app/direct/instruction/instruction_priv.h"
#include "app/org/org.h"

static const struct choice status_items[] = {
    {"proposed", "待组长确认"}, {"open", "待登记"},         {"underway", "办理中"},  {"answered", "已有结果"},
    {"closed", "已办结"},       {"declined", "组长未同意"}, {"withdrawn", "已撤回"},
};
static const struct choice action_items[] = {
    {"confirm", "确认下发"}, {"decline", "不同意"},  {"file", "登记为事项"},
    {"close", "办结"},       {"follow", "再作批示"}, {"withdraw", "撤回"},
};
const struct choices instruction_statuses = CHOICES("InstructionStatus", status_items);
const struct choices instruction_actions = CHOICES("InstructionAction", action_items);

/* ---- hidden columns, shown columns, then what is derived */
#define I(member, kind_of, label_, ...)                                                                      \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(struct instruction, member), .label = (label_),   \
        ##__VA_ARGS__                                                                                        \
    }
#define MAYBE .nullable = true
static const struct field instruction_fields[] = {
    I(body_id, F_INT, "督办机构"),
    I(author_id, F_INT, "作批示的任职"),
    I(id, F_INT, "批示"),
    I(version, F_INT, "版本"),
    I(follows_id, F_INT, "接着哪一件批示", MAYBE),
    I(followed_by, F_INT, "此后的批示", MAYBE),
    I(is_new, F_BOOL, "不在已有事项上"),
    I(matter_id, F_INT, "事项", MAYBE),
    I(matter_title, F_TEXT, "事项名称", MAYBE),
    I(matter_status, F_CHOICE, "事项状态", MAYBE, .choices = &matter_statuses),
    I(text, F_TEXT, "批示"),
    I(due_on, F_DATE, "要求的时限", MAYBE),
    I(status, F_CHOICE, "状态", .choices = &instruction_statuses),
    I(units, F_TEXT, "交给哪些单位；空为督办办公室", MAYBE),
    I(outside, F_TEXT, "不在分管范围的单位", MAYBE),
    I(author_name, F_TEXT, "作批示的领导"),
    I(author_post, F_TEXT, "单位与职务"),
    I(at, F_INSTANT, "批示时间"),
    I(head_name, F_TEXT, "组长", MAYBE),
    I(head_at, F_INSTANT, "组长决定时间", MAYBE),
    I(head_opinion, F_TEXT, "组长意见", MAYBE),
    I(filed_name, F_TEXT, "登记人", MAYBE),
    I(filed_at, F_INSTANT, "登记时间", MAYBE),
    I(answer, F_TEXT, "办理结果", MAYBE),
    I(answered_at, F_INSTANT, "结果报送时间", MAYBE),
    I(closed_name, F_TEXT, "办结或撤回的人", MAYBE),
    I(closed_at, F_INSTANT, "办结或撤回时间", MAYBE),
    I(closing, F_TEXT, "办结意见、撤回理由", MAYBE),
    I(actions, F_LIST, "可办理的动作", .of = &action_shape),
};
#define HIDDEN 2
const struct shape instruction_shape = {"Instruction", sizeof(struct instruction),
                                        instruction_fields + HIDDEN, ARRAY_LEN(instruction_fields) - HIDDEN};
static const struct shape row_shape = {"InstructionRow", sizeof(struct instruction), instruction_fields,
                                       ARRAY_LEN(instruction_fields) - 1};

/* Where it stands follows from its matter, or from what it demanded on one. */
#define ANY_DIRECTIVE(status_sql)                                                                            \
    "EXISTS (SELECT 1 FROM directive d WHERE d.source = 'instruction' AND d.source_id = i.id"                \
    " AND d.status = '" status_sql "')"
#define ENDED_MATTER "m.status IN ('concluded', 'archived', 'cancelled')"
#define STATUS                                                                                               \
    "CASE WHEN i.status <> 'open' THEN i.status WHEN i.matter_id IS NULL THEN 'open'"                        \
    " WHEN i.is_new THEN IF(" ENDED_MATTER ", 'answered', 'underway')"                                       \
    " WHEN NOT " ANY_DIRECTIVE("open") " AND NOT " ANY_DIRECTIVE(                                            \
        "answered") " THEN 'closed'"                                                                         \
                    " WHEN " ENDED_MATTER                                                                    \
                    " OR NOT " ANY_DIRECTIVE("open") " THEN 'answered' ELSE 'underway' END"
#define SELECT_INSTRUCTION                                                                                   \
    "SELECT i.body_id, i.author_id, i.id, i.version, i.follows_id,"                                          \
    " (SELECT f.id FROM instruction f WHERE f.follows_id = i.id) AS followed_by, i.is_new, i.matter_id,"     \
    " m.title AS matter_title, m.status AS matter_status, i.text, i.due_on, " STATUS " AS status,"           \
    " (SELECT GROUP_CONCAT(u.unit_name ORDER BY u.unit_id SEPARATOR '、') FROM instruction_unit u"          \
    " WHERE u.instruction_id = i.id) AS units, i.outside, i.author_name, i.author_post, i.at, i.head_name,"  \
    " i.head_at, i.head_opinion, i.filed_name, i.filed_at, IF(i.is_new, m.answer, NULL) AS answer,"          \
    " IF(i.is_new, m.concluded_at, NULL) AS answered_at, i.closed_name, i.closed_at, i.closing"              \
    " FROM instruction i LEFT JOIN matter m ON m.id = i.matter_id WHERE "
static const struct db_query BY_ID = {"instruction_by_id", SELECT_INSTRUCTION "i.id = ? AND i.body_id = ?",
                                      &row_shape};
static const struct db_query PAGE = {"instructions_page",
                                     "SELECT t.* FROM (" SELECT_INSTRUCTION
                                     "i.body_id = ? AND (? IS NULL OR i.author_id = ?)"
                                     " AND (? IS NULL OR i.matter_id = ?) AND (? IS NULL OR i.id < ?)) t"
                                     " WHERE ? IS NULL OR t.status = ? ORDER BY t.id DESC LIMIT ?",
                                     &row_shape};
/* A later one has the larger number. */
static const struct db_query CHAIN = {
    "instruction_chain",
    "WITH RECURSIVE up (id, follows_id) AS (SELECT id, follows_id FROM instruction WHERE id = ? UNION ALL"
    " SELECT b.id, b.follows_id FROM up JOIN instruction b ON b.id = up.follows_id),"
    " down (id) AS (SELECT MIN(id) FROM up UNION ALL"
    " SELECT n.id FROM down JOIN instruction n ON n.follows_id = down.id) " SELECT_INSTRUCTION
    "i.id IN (SELECT id FROM down) AND i.body_id = ? ORDER BY i.id",
    &row_shape};

enum err instruction_by_id(struct req *req, int64_t id, struct instruction *out)
{
    return db_one(req->db, req->arena, &BY_ID, out, DB_ARGS(db_i64(id), db_i64(req->actor.body_id)));
}

enum err instruction_chain(struct req *req, int64_t id, struct list *out)
{
    return db_list(req->db, req->arena, &CHAIN, out, DB_ARGS(db_i64(id), db_i64(req->actor.body_id)));
}

enum err instructions_page(struct req *req, const struct instruction_filter *f, int64_t after, int64_t limit,
                           struct list *out)
{
    struct db_arg mine = db_id(f->mine ? req->actor.membership_id : 0), matter = db_id(f->matter_id);
    struct db_arg status = db_choice(&instruction_statuses, f->status), key = db_id(after);
    return db_list(req->db, req->arena, &PAGE, out,
                   DB_ARGS(db_i64(req->actor.body_id), mine, mine, matter, matter, key, key, status, status,
                           db_i64(limit)));
}

/* ---- units */
#define U(member, kind_of, label_)                                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(struct instructed_unit, member),                  \
        .label = (label_)                                                                                    \
    }
static const struct field unit_fields[] = {U(id, F_INT, "单位"), U(name, F_TEXT, "名称"),
                                           U(in_charge, F_BOOL, "在分管范围")};
static const struct shape unit_shape_ = SHAPE("InstructedUnit", struct instructed_unit, unit_fields);
#define IN_CHARGE                                                                                            \
    "EXISTS (SELECT 1 FROM charge c WHERE c.membership_id = ? AND c.unit_id = u.id AND " IN_TERM(            \
        "c") ") AS in_charge"
static const struct db_query UNITS = {
    "instructed_units",
    "SELECT u.id, u.name, " IN_CHARGE " FROM JSON_TABLE(?, '$[*]' COLUMNS (n FOR ORDINALITY,"
    " id BIGINT PATH '$')) t JOIN unit u ON u.id = t.id WHERE u.body_id = ? AND u.status = 'active'"
    " ORDER BY t.n",
    &unit_shape_};
static const struct db_query UNITS_OF = {
    "units_of_instruction",
    "SELECT u.unit_id AS id, u.unit_name AS name, FALSE AS in_charge FROM instruction_unit u"
    " WHERE u.instruction_id = ? ORDER BY u.unit_id",
    &unit_shape_};
static const struct db_query UNIT_ADD = {
    "instruction_unit_add",
    "INSERT IGNORE INTO instruction_unit (instruction_id, unit_id, unit_name) VALUES (?, ?, ?)", NULL};

enum err instructed_units(struct req *req, const struct list *ids, struct list *out)
{
    const int64_t *id = ids->items;
    struct db_arg today = db_date(date_of(req->now));
    struct json j;
    json_init(&j, req->arena);
    json_open(&j, '[');
    for (size_t n = 0; n < ids->n; n++)
        json_i64(&j, id[n]);
    json_close(&j, ']');
    return db_list(req->db, req->arena, &UNITS, out,
                   DB_ARGS(db_i64(req->actor.membership_id), today, today, db_text(j.out.data),
                           db_i64(req->actor.body_id)));
}

enum err units_of_instruction(struct req *req, int64_t id, struct list *out)
{
    return db_list(req->db, req->arena, &UNITS_OF, out, DB_ARGS(db_i64(id)));
}

/* ---- writing */
static const struct db_query LOCK = {
    "instruction_lock",
    "SELECT i.id AS id, i.text AS name, FALSE AS in_charge FROM instruction i WHERE i.id = ? FOR UPDATE",
    &unit_shape_};
static const struct db_query INSERT = {
    "instruction_insert",
    "INSERT INTO instruction (body_id, follows_id, is_new, matter_id, text, due_on, status, outside,"
    " author_id, author_name, author_post, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    NULL};
static const struct db_query DECIDED = {
    "instruction_decided",
    "UPDATE instruction SET version = version + 1, status = ?, head_name = ?, head_at = ?, head_opinion = ?"
    " WHERE id = ?",
    NULL};
static const struct db_query FILED = {
    "instruction_filed",
    "UPDATE instruction SET version = version + 1, matter_id = ?, filed_name = ?, filed_at = ? WHERE id = ?",
    NULL};
static const struct db_query ENDED = {
    "instruction_ended",
    "UPDATE instruction SET version = version + 1, status = ?, closed_name = ?, closed_at = ?, closing = ?"
    " WHERE id = ?",
    NULL};

enum err instruction_lock(struct req *req, int64_t id)
{
    struct instructed_unit locked;
    return db_one(req->db, req->arena, &LOCK, &locked, DB_ARGS(db_i64(id)));
}

enum err instruction_insert(struct req *req, const struct instruction *i, const struct list *units,
                            int64_t *id)
{
    const struct instructed_unit *u = units->items;
    const struct actor *who = &req->actor;
    struct db_done done = {0};
    int stored = i->status == IS_PROPOSED ? IS_PROPOSED : IS_OPEN;
    enum err e = db_exec(req->db, &INSERT, &done,
                         DB_ARGS(db_i64(who->body_id), db_id(i->follows_id), db_bool(i->is_new),
                                 db_id(i->matter_id), db_text(i->text), db_date(i->due_on),
                                 db_choice(&instruction_statuses, stored), db_text(i->outside),
                                 db_i64(who->membership_id), db_text(who->name), db_text(i->author_post),
                                 db_instant(req->now)));
    *id = done.id;
    for (size_t n = 0; e == OK && n < units->n; n++)
        e = db_exec(req->db, &UNIT_ADD, NULL, DB_ARGS(db_i64(*id), db_i64(u[n].id), db_text(u[n].name)));
    return e;
}

enum err instruction_decided(struct req *req, int64_t id, int status, const char *opinion)
{
    return db_exec(req->db, &DECIDED, NULL,
                   DB_ARGS(db_choice(&instruction_statuses, status), db_text(req->actor.name),
                           db_instant(req->now), db_text(opinion), db_i64(id)));
}

enum err instruction_filed(struct req *req, int64_t id, int64_t matter_id)
{
    return db_exec(req->db, &FILED, NULL,
                   DB_ARGS(db_i64(matter_id), db_text(req->actor.name), db_instant(req->now), db_i64(id)));
}

enum err instruction_ended(struct req *req, int64_t id, int status, const char *words)
{
    return db_exec(req->db, &ENDED, NULL,
                   DB_ARGS(db_choice(&instruction_statuses, status), db_text(req->actor.name),
                           db_instant(req->now), db_text(words), db_i64(id)));
}

const struct db_query *const instruction_queries[INSTRUCTION_QUERIES] = {
    &BY_ID, &PAGE, &CHAIN, &UNITS, &UNITS_OF, &UNIT_ADD, &LOCK, &INSERT, &DECIDED, &FILED, &ENDED,
};
