#include "app/duty/handover/handover_priv.h"

#include <string.h>

struct number {
    int64_t n;
};
static const struct field number_fields[] = {{"n", F_INT, offsetof(struct number, n), .label = "数"}};
static const struct shape number_shape = SHAPE("DutyNumber", struct number, number_fields);
static const struct field row_fields[] = {
    {"id", F_INT, offsetof(struct duty_row, id), .label = "编号"},
    {"title", F_TEXT, offsetof(struct duty_row, title), .label = "名称"},
    {"path", F_TEXT, offsetof(struct duty_row, path), .label = "页面", .nullable = true},
};
static const struct shape row_shape = SHAPE("DutyRow", struct duty_row, row_fields);
static const struct field item_fields[] = {
    {"kind", F_TEXT, offsetof(struct duty_item, kind), .label = "类别"},
    {"label", F_TEXT, offsetof(struct duty_item, label), .label = "类别名称"},
    {"n", F_INT, offsetof(struct duty_item, n), .label = "件数"},
    {"passes", F_BOOL, offsetof(struct duty_item, passes), .label = "可以移交；否则随岗位"},
    {"rows", F_LIST, offsetof(struct duty_item, rows), .label = "各件", .of = &row_shape},
};
const struct shape duty_item_shape = SHAPE("DutyItem", struct duty_item, item_fields);

/* Counting and listing go by the same condition. */
#define HELD(var, label, columns, from)                                                                      \
    static const struct db_query var##_COUNT = {                                                             \
        .name = "duty_" label "_count", .sql = "SELECT COUNT(*) AS n " from, .row = &number_shape};          \
    static const struct db_query var##_LIST = {                                                              \
        .name = "duty_" label "_list", .sql = "SELECT " columns " " from " LIMIT 200", .row = &row_shape}
#define PASS(var, label, SQL) static const struct db_query var = {.name = "duty_" label, .sql = (SQL)}

#define NEW_ONE "(SELECT ? AS to_id, ? AS on_date, ? AS from_id) x"
#define WITH_NAME                                                                                            \
    NEW_ONE " JOIN membership n ON n.id = x.to_id JOIN person p ON p.id = n.person_id"                       \
            " JOIN unit u ON u.id = n.unit_id"

HELD(CHARGE, "charge", "c.unit_id AS id, u.name AS title, NULL AS path",
     "FROM charge c JOIN unit u ON u.id = c.unit_id WHERE c.membership_id = ? AND c.until_on IS NULL");
PASS(CHARGE_GIVE, "charge_give",
     "INSERT INTO charge (membership_id, unit_id, from_on) SELECT x.to_id, c.unit_id, x.on_date FROM " NEW_ONE
     " JOIN charge c ON c.membership_id = x.from_id AND c.until_on IS NULL WHERE NOT EXISTS (SELECT 1 FROM "
     "charge y"
     " WHERE y.membership_id = x.to_id AND y.unit_id = c.unit_id AND y.until_on IS NULL)");
PASS(CHARGE_END, "charge_end",
     "UPDATE charge c JOIN " NEW_ONE " ON c.membership_id = x.from_id SET c.until_on = x.on_date"
     " WHERE c.until_on IS NULL AND x.to_id <> 0");

HELD(INSTRUCTION, "instruction", "i.id, LEFT(i.text, 60) AS title, CONCAT('/instructions/', i.id) AS path",
     "FROM instruction i WHERE i.author_id = ? AND i.status IN ('proposed', 'open')");
PASS(INSTRUCTION_PASS, "instruction_pass",
     "UPDATE instruction i JOIN " NEW_ONE " ON i.author_id = x.from_id SET i.author_id = x.to_id,"
     " i.version = i.version + 1 WHERE i.status IN ('proposed', 'open') AND x.on_date IS NOT NULL");

HELD(DIRECTIVE, "directive", "d.id, LEFT(d.text, 60) AS title, CONCAT('/matters/', d.matter_id) AS path",
     "FROM directive d WHERE d.closer_id = ? AND d.status IN ('open', 'answered')");
PASS(DIRECTIVE_PASS, "directive_pass",
     "UPDATE directive d JOIN " NEW_ONE " ON d.closer_id = x.from_id SET d.closer_id = x.to_id,"
     " d.version = d.version + 1 WHERE d.status IN ('open', 'answered') AND x.on_date IS NOT NULL");

#define TEAMS "inspection i ON i.id = t.inspection_id AND i.status IN ('planned', 'underway')"
/* Of an undercover one no more than that it is one: not everybody who reads this may see it. */
HELD(TEAM, "team",
     "i.id, IF(i.kind = 'open', i.title, '暗访') AS title,"
     " IF(i.kind = 'open', CONCAT('/inspections/', i.id), NULL) AS path",
     "FROM inspection_member t JOIN " TEAMS " WHERE t.membership_id = ?");
PASS(TEAM_PASS, "team_pass",
     "UPDATE inspection_member t JOIN " WITH_NAME " ON t.membership_id = x.from_id JOIN " TEAMS
     " LEFT JOIN inspection_member o ON o.inspection_id = t.inspection_id AND o.membership_id = x.to_id"
     " SET t.membership_id = x.to_id, t.name = p.name, t.post = CONCAT(u.name, n.post)"
     " WHERE o.membership_id IS NULL AND x.on_date IS NOT NULL");

HELD(QUOTA, "quota", "q.id, CONCAT('每期至少 ', q.n, ' 次') AS title, '/quotas' AS path",
     "FROM inspection_quota q WHERE q.leader_id = ? AND q.is_active");
PASS(QUOTA_PASS, "quota_pass",
     "UPDATE inspection_quota q JOIN " NEW_ONE " ON q.leader_id = x.from_id SET q.leader_id = x.to_id,"
     " q.version = q.version + 1 WHERE q.is_active AND x.on_date IS NOT NULL");

HELD(MEETING, "meeting", "t.id, t.title, CONCAT('/meetings/', t.id) AS path",
     "FROM meeting t WHERE t.chair_id = ? AND t.status = 'planned'");
PASS(
    MEETING_PASS, "meeting_pass",
    "UPDATE meeting t JOIN " WITH_NAME " ON t.chair_id = x.from_id SET t.chair_id = x.to_id,"
    " t.chair_name = p.name, t.version = t.version + 1 WHERE t.status = 'planned' AND x.on_date IS NOT NULL");

HELD(DRAFT, "draft", "m.id, m.title, CONCAT('/matters/', m.id) AS path",
     "FROM matter m WHERE m.created_by = ? AND m.status IN ('draft', 'proposed', 'approved')");
#define PARTS                                                                                                \
    "FROM membership h JOIN assignment a ON a.unit_id = h.unit_id AND a.status NOT IN ('accepted', "         \
    "'withdrawn', 'refused') JOIN matter m ON m.id = a.matter_id AND m.status = 'issued'"                    \
    " WHERE h.id = ? AND h.role = 'department'"
HELD(PART, "part", "m.id, m.title, CONCAT('/matters/', m.id) AS path", PARTS);
HELD(ACTING, "acting", "a.id, CONCAT(p.name, '代理') AS title, '/acting' AS path",
     "FROM membership a JOIN person p ON p.id = a.person_id JOIN membership o ON o.id = a.acting_for"
     " WHERE a.acting_for = ? AND a.until_on > a.from_on AND o.until_on IS NULL");

const struct duty duties[] = {
    {"charge", "分管单位", &CHARGE_COUNT, &CHARGE_LIST, {&CHARGE_GIVE, &CHARGE_END}, true},
    {"instruction", "没有办结的批示", &INSTRUCTION_COUNT, &INSTRUCTION_LIST, {&INSTRUCTION_PASS}, false},
    {"directive", "等待认可的书面答复", &DIRECTIVE_COUNT, &DIRECTIVE_LIST, {&DIRECTIVE_PASS}, false},
    {"team", "参加的督查组", &TEAM_COUNT, &TEAM_LIST, {&TEAM_PASS}, false},
    {"quota", "带队督查的任务", &QUOTA_COUNT, &QUOTA_LIST, {&QUOTA_PASS}, false},
    {"meeting", "主持的会议", &MEETING_COUNT, &MEETING_LIST, {&MEETING_PASS}, false},
    {"draft", "经手的拟办事项", &DRAFT_COUNT, &DRAFT_LIST, {NULL}, false},
    {"part", "本单位的在办事项", &PART_COUNT, &PART_LIST, {NULL}, false},
    {"acting", "由他人代理", &ACTING_COUNT, &ACTING_LIST, {NULL}, false},
};
const size_t duty_count = ARRAY_LEN(duties);

static enum err one_item(struct req *req, const struct duty *d, int64_t membership_id, bool with_titles,
                         struct duty_item *out)
{
    struct number number = {0};
    enum err e = db_one(req->db, req->arena, d->count, &number, DB_ARGS(db_i64(membership_id)));
    *out = (struct duty_item){d->name, d->label, number.n, d->pass[0] != NULL, {0}};
    if (e == OK && with_titles && number.n > 0)
        e = db_list(req->db, req->arena, d->list, &out->rows, DB_ARGS(db_i64(membership_id)));
    return e;
}

enum err duty_items(struct req *req, int64_t membership_id, bool with_titles, struct list *out)
{
    struct duty_item *items = arena_alloc(req->arena, duty_count * sizeof *items);
    enum err e = OK;
    *out = (struct list){items, 0};
    for (size_t i = 0; e == OK && i < duty_count; i++) {
        e = one_item(req, &duties[i], membership_id, with_titles, &items[out->n]);
        out->n += items[out->n].n > 0;
    }
    return e;
}

bool kind_is_in(const char *kinds, const char *name)
{
    size_t len = strlen(name);
    for (const char *p = kinds; *p; p += strcspn(p, ","), p += *p == ',')
        if ((strncmp(p, name, len) == 0 && (p[len] == ',' || p[len] == '\0')) || strcmp(p, "all") == 0)
            return true;
    return false;
}

enum err duties_pass(struct db *db, const struct passing *p, bool at_once)
{
    enum err e = OK;
    for (size_t i = 0; i < duty_count; i++)
        for (size_t k = 0; e == OK && k < ARRAY_LEN(duties[i].pass); k++)
            if (duties[i].pass[k] != NULL && duties[i].at_once == at_once &&
                kind_is_in(p->kinds, duties[i].name))
                e = db_exec(db, duties[i].pass[k], NULL,
                            DB_ARGS(db_i64(p->to_id), db_date(p->on_date), db_i64(p->from_id)));
    return e;
}

const struct db_query *const duty_queries[] = {
    &CHARGE_COUNT,     &CHARGE_LIST,      &CHARGE_GIVE,     &CHARGE_END,     &INSTRUCTION_COUNT,
    &INSTRUCTION_LIST, &INSTRUCTION_PASS, &DIRECTIVE_COUNT, &DIRECTIVE_LIST, &DIRECTIVE_PASS,
    &TEAM_COUNT,       &TEAM_LIST,        &TEAM_PASS,       &QUOTA_COUNT,    &QUOTA_LIST,
    &QUOTA_PASS,       &MEETING_COUNT,    &MEETING_LIST,    &MEETING_PASS,   &DRAFT_COUNT,
    &DRAFT_LIST,       &PART_COUNT,       &PART_LIST,       &ACTING_COUNT,   &ACTING_LIST,
};
/* The statements alone; the routes are the hand-over's. */
const struct module duty_module = {
    .name = "duty", .queries = duty_queries, .nqueries = ARRAY_LEN(duty_queries)};
