#include "app/time/rule/rule_priv.h"

#define COL(member, kind_of, text, ...)                                                                      \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(struct time_rule, member), .label = (text),       \
        ##__VA_ARGS__                                                                                        \
    }
static const struct field rule_fields[] = {
    COL(id, F_INT, "编号"),         COL(code, F_TEXT, "代号"),
    COL(version, F_INT, "版本"),    COL(name, F_TEXT, "名称"),
    COL(basis, F_TEXT, "依据"),     COL(unit, F_CHOICE, "单位", .choices = &rule_units),
    COL(n, F_INT, "数目"),          COL(from_at, F_INSTANT, "启用时间"),
    COL(by_name, F_TEXT, "修改人"), COL(why, F_TEXT, "修改理由", .nullable = true),
};
const struct shape time_rule_shape = SHAPE("TimeRule", struct time_rule, rule_fields);

#define RULE_COLUMNS "r.id, r.code, r.version, r.name, r.basis, r.unit, r.n, r.from_at, r.by_name, r.why"
static const struct db_query TIME_RULES = {
    .name = "time_rules",
    .sql = "SELECT " RULE_COLUMNS " FROM time_rule r WHERE ? OR NOT EXISTS (SELECT 1 FROM time_rule x"
           " WHERE x.code = r.code AND x.version > r.version) ORDER BY r.code, r.version DESC",
    .row = &time_rule_shape,
};
static const struct db_query TIME_RULE_BY_ID = {
    .name = "time_rule_by_id",
    .sql = "SELECT " RULE_COLUMNS " FROM time_rule r WHERE r.id = ?",
    .row = &time_rule_shape,
};
static const struct db_query TIME_RULE_NEWEST = {
    .name = "time_rule_newest",
    .sql = "SELECT " RULE_COLUMNS " FROM time_rule r WHERE r.code = ? ORDER BY r.version DESC LIMIT 1",
    .row = &time_rule_shape,
};
static const struct db_query TIME_RULE_INSERT = {
    .name = "time_rule_insert",
    .sql = "INSERT INTO time_rule (code, version, name, basis, unit, n, from_at, by_name, why)"
           " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
};
const struct db_query *const rule_queries[RULE_QUERIES] = {&TIME_RULES, &TIME_RULE_BY_ID, &TIME_RULE_NEWEST,
                                                           &TIME_RULE_INSERT};

enum err time_rule_of(struct db *db, struct arena *a, const char *code, struct time_rule *out)
{
    enum err e = db_one(db, a, &TIME_RULE_NEWEST, out, DB_ARGS(db_text(code)));
    return e == ERR_NOT_FOUND ? ERR_INTERNAL : e;
}

enum err time_rule_by_id(struct req *req, int64_t id, struct time_rule *out)
{
    return db_one(req->db, req->arena, &TIME_RULE_BY_ID, out, DB_ARGS(db_i64(id)));
}

enum err time_rules_list(struct req *req, bool all, struct list *out)
{
    return db_list(req->db, req->arena, &TIME_RULES, out, DB_ARGS(db_bool(all)));
}

/* ERR_CONFLICT: someone else wrote this version first. */
enum err time_rule_insert(struct req *req, struct time_rule *r)
{
    struct db_done done = {0};
    enum err e = db_exec(req->db, &TIME_RULE_INSERT, &done,
                         DB_ARGS(db_text(r->code), db_i64(r->version), db_text(r->name), db_text(r->basis),
                                 db_choice(&rule_units, r->unit), db_i64(r->n), db_instant(r->from_at),
                                 db_text(r->by_name), db_text(r->why)));
    r->id = done.id;
    return e;
}
