#include "app/ledger/ledger_priv.h"

#include "app/auth/auth.h"
#include "app/search/search.h"

#define COL(member, kind_of, text, ...)                                                                      \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(struct ledger_row, member), .label = (text),      \
        ##__VA_ARGS__                                                                                        \
    }

/* Hidden column, columns, then what is derived. */
static const struct field row_fields[] = {
    COL(light_on, F_DATE, "灯色所依的日期"),
    COL(id, F_INT, "编号"),
    COL(reg_no, F_TEXT, "登记号"),
    COL(doc_no, F_TEXT, "文号", .nullable = true),
    COL(title, F_TEXT, "事项名称"),
    COL(status, F_CHOICE, "状态", .choices = &matter_statuses),
    COL(source, F_CHOICE, "来源类别", .choices = &matter_sources),
    COL(urgency, F_CHOICE, "紧急程度", .choices = &urgencies),
    COL(is_key, F_BOOL, "重点"),
    COL(is_special, F_BOOL, "专项督办"),
    COL(lead_unit_id, F_INT, "主办单位编号", .nullable = true),
    COL(lead_unit_name, F_TEXT, "主办或分办单位", .nullable = true),
    COL(due_on, F_DATE, "办理时限", .nullable = true),
    COL(feedback_on, F_DATE, "首次反馈时限", .nullable = true),
    COL(progress, F_INT, "进度"),
    COL(last_report_at, F_INSTANT, "最近报送时间", .nullable = true),
    COL(issued_at, F_INSTANT, "下达时间", .nullable = true),
    COL(concluded_at, F_INSTANT, "办结时间", .nullable = true),
    COL(created_at, F_INSTANT, "登记时间"),
    COL(first_person, F_TEXT, "第一责任人", .nullable = true),
    COL(assist_n, F_INT, "协办单位数"),
    COL(light, F_CHOICE, "灯色", .choices = &lights),
    COL(light_reason, F_TEXT, "灯色说明", .nullable = true),
    COL(overdue_days, F_INT, "超期天数"),
    COL(next_step, F_TEXT, "下一步"),
};
#define DERIVED 6
const struct shape ledger_row_shape = {.name = "MatterRow",
                                       .size = sizeof(struct ledger_row),
                                       .fields = row_fields + 1,
                                       .n = ARRAY_LEN(row_fields) - 1};
static const struct shape columns_shape = {.name = "MatterRowColumns",
                                           .size = sizeof(struct ledger_row),
                                           .fields = row_fields,
                                           .n = ARRAY_LEN(row_fields) - DERIVED};

/* ---- the statements: one way in (from what drives it), the same filters behind, two orders */
#define PICK                                                                                                 \
    "SELECT s.light_on, m.id, m.reg_no, m.doc_no, m.title, m.status, m.source, m.urgency, m.is_key,"         \
    " m.is_special, m.lead_unit_id, m.lead_unit_name, m.due_on, m.feedback_on, m.progress, "                 \
    "m.last_report_at,"                                                                                      \
    " m.issued_at, m.concluded_at, m.created_at FROM "
#define SCOPED "matter_scope s JOIN matter m ON m.id = s.matter_id"
#define OF_UNIT                                                                                              \
    SCOPED " JOIN assignment u ON u.matter_id = s.matter_id AND u.unit_id = ? AND u.status <> 'withdrawn'"
#define GRAM(n, first) "gram g" #n " ON g" #n ".g = ? AND g" #n ".matter_id = " first ".matter_id"
#define FOUND_1 SCOPED " JOIN " GRAM(1, "s")
#define FOUND_2 FOUND_1 " JOIN " GRAM(2, "s")
#define FOUND_3 FOUND_2 " JOIN " GRAM(3, "s")
#define FOUND_4 FOUND_3 " JOIN " GRAM(4, "s")
/* What waits for a unit, for a leader (a deputy: own units alone), for the office. */
#define WAITING                                                                                              \
    "(SELECT a.matter_id FROM assignment a JOIN matter am ON am.id = a.matter_id AND am.status = 'issued'"   \
    " WHERE a.unit_id = ? AND a.status IN ('pending', 'received', 'underway', 'rectifying') UNION"           \
    " SELECT p.matter_id FROM matter_scope p JOIN matter pm ON pm.id = p.matter_id AND pm.body_id = ?"       \
    " WHERE p.scope = ? AND p.status = 'proposed' AND (? IS NULL OR NOT EXISTS (SELECT 1 FROM assignment x"  \
    " WHERE x.matter_id = p.matter_id AND x.status <> 'withdrawn' AND NOT EXISTS (SELECT 1 FROM charge c"    \
    " WHERE c.membership_id = ? AND c.unit_id = x.unit_id AND " IN_TERM(                                     \
        "c") "))) UNION"                                                                                     \
             " SELECT p.matter_id FROM matter_scope p JOIN matter pm ON pm.id = p.matter_id AND pm.body_id " \
             "= ?"                                                                                           \
             " WHERE p.scope = ? AND p.status IN ('draft', 'approved', 'concluded') UNION"                   \
             " SELECT w.matter_id FROM assignment w JOIN matter wm ON wm.id = w.matter_id AND wm.body_id = " \
             "?"                                                                                             \
             " AND wm.status = 'issued' WHERE w.status IN ('submitted', 'refused') UNION"                    \
             " SELECT p.matter_id FROM matter_scope p JOIN matter pm ON pm.id = p.matter_id AND pm.body_id " \
             "= ?"                                                                                           \
             " AND pm.progress = 100 WHERE p.scope = ? AND p.status = 'issued' AND NOT EXISTS (SELECT 1"     \
             " FROM assignment x WHERE x.matter_id = p.matter_id AND x.kind <> 'assist'"                     \
             " AND x.status NOT IN ('accepted', 'withdrawn')))"
#define FOR_ME WAITING " t JOIN " SCOPED " AND s.matter_id = t.matter_id"

#define HAS_GRAM                                                                                             \
    " AND (? IS NULL OR EXISTS (SELECT 1 FROM gram r WHERE r.g = ? AND r.matter_id = s.matter_id))"
#define FILTERS                                                                                              \
    " WHERE s.scope = ? AND (? IS NULL OR s.status = ?)"                                                     \
    " AND (? IS NULL OR s.light_on BETWEEN ? AND ? OR s.light_on = ?)"                                       \
    " AND (? IS NULL OR s.due_key >= ?) AND (? IS NULL OR s.due_key <= ?)"                                   \
    " AND (? IS NULL OR m.source = ?) AND (? IS NULL OR m.urgency = ?) AND (? IS NULL OR m.is_key = ?)"      \
    " AND (? IS NULL OR EXISTS (SELECT 1 FROM assignment f WHERE f.matter_id = s.matter_id AND f.unit_id = " \
    "?"                                                                                                      \
    " AND f.status <> 'withdrawn'))" HAS_GRAM HAS_GRAM HAS_GRAM HAS_GRAM
#define NEWEST " AND (? IS NULL OR s.matter_id < ?) ORDER BY s.matter_id DESC LIMIT ?"
#define BY_DUE                                                                                               \
    " AND (? IS NULL OR s.light_on >= ?) AND (? IS NULL OR s.light_on > ? OR s.matter_id > ?)"               \
    " ORDER BY s.light_on, s.matter_id LIMIT ?"

enum way { WAY_ALL, WAY_UNIT, WAY_MINE, WAY_FOUND_1, WAY_FOUND_2, WAY_FOUND_3, WAY_FOUND_4, WAYS };
#define BOTH(way_name, from)                                                                                 \
    {                                                                                                        \
        {.name = "ledger_" way_name, .sql = PICK from FILTERS NEWEST, .row = &columns_shape},                \
        {                                                                                                    \
            .name = "ledger_" way_name "_due", .sql = PICK from FILTERS BY_DUE, .row = &columns_shape        \
        }                                                                                                    \
    }
static const struct db_query ledger[WAYS][2] = {
    [WAY_ALL] = BOTH("all", SCOPED),          [WAY_UNIT] = BOTH("unit", OF_UNIT),
    [WAY_MINE] = BOTH("mine", FOR_ME),        [WAY_FOUND_1] = BOTH("found_1", FOUND_1),
    [WAY_FOUND_2] = BOTH("found_2", FOUND_2), [WAY_FOUND_3] = BOTH("found_3", FOUND_3),
    [WAY_FOUND_4] = BOTH("found_4", FOUND_4),
};

/* ---- their arguments, in the order of the question marks */
struct args {
    struct db_arg items[64];
    size_t n;
};

static void put(struct args *args, struct db_arg arg)
{
    args->items[args->n++] = arg;
}

static void put_filter(struct args *args, struct db_arg arg)
{
    put(args, arg);
    put(args, arg);
}

static void put_waiting(struct args *args, const struct req *req)
{
    const struct actor *who = &req->actor;
    bool decides = who->role == ROLE_LEADER && (who->rank == RANK_HEAD || who->rank == RANK_DEPUTY);
    bool deputy = decides && who->rank == RANK_DEPUTY, office = who->role == ROLE_OFFICE;
    struct db_arg today = db_date(date_of(req->now));
    put(args, db_id(who->role & ROLE_UNIT ? who->unit_id : 0));
    put(args, db_id(decides ? who->body_id : 0));
    put(args, db_id(decides ? who->scope : 0));
    put_filter(args, db_id(deputy ? who->membership_id : 0));
    put_filter(args, today);
    put(args, db_id(office ? who->body_id : 0));
    put(args, db_id(office ? who->scope : 0));
    put(args, db_id(office ? who->body_id : 0));
    put(args, db_id(office ? who->body_id : 0));
    put(args, db_id(office ? who->scope : 0));
}

static void put_light(struct args *args, const struct light_range *r)
{
    put(args, db_date(r->from));
    put(args, db_date(r->from));
    put(args, db_date(r->to));
    put(args, db_date(r->or_on));
}

static void put_filters(struct args *args, const struct req *req, const struct ledger_filter *f,
                        const struct light_range *light)
{
    put(args, db_i64(req->actor.scope));
    put_filter(args, db_choice(&matter_statuses, f->status));
    put_light(args, light);
    put_filter(args, db_date(f->due_from));
    put_filter(args, db_date(f->due_to));
    put_filter(args, db_choice(&matter_sources, f->source));
    put_filter(args, db_choice(&urgencies, f->urgency));
    put_filter(args, db_id(f->is_key));
}

static void put_page(struct args *args, int sort, const struct ledger_key *after, int64_t limit)
{
    put_filter(args, sort == SORT_DUE ? db_date(after->light_on) : db_id(after->id));
    if (sort == SORT_DUE) {
        put_filter(args, db_date(after->light_on));
        put(args, db_id(after->id));
    }
    put(args, db_i64(limit));
}

/* What narrows most drives; the rest are filters behind it. */
static enum way way_of(const struct ledger_filter *f, const struct list *grams)
{
    if (f->mine)
        return WAY_MINE;
    if (grams->n > 0)
        return WAY_FOUND_1 + (enum way)(grams->n - 1);
    return f->unit_id != 0 ? WAY_UNIT : WAY_ALL;
}

enum err ledger_rows(struct req *req, const struct ledger_filter *f, const struct ledger_page_at *at,
                     struct list *rows)
{
    struct list grams = {0};
    struct args args = {.n = 0};
    if (f->q != NULL)
        search_grams_for(req->arena, f->q, &grams);
    *rows = (struct list){0};
    if (f->q != NULL && grams.n == 0)
        return OK;
    const int64_t *gram = grams.items;
    enum way way = way_of(f, &grams);
    bool drives_q = way >= WAY_FOUND_1;
    if (way == WAY_MINE)
        put_waiting(&args, req);
    if (way == WAY_UNIT)
        put(&args, db_i64(f->unit_id));
    for (size_t i = 0; drives_q && i < grams.n; i++)
        put(&args, db_i64(gram[i]));
    put_filters(&args, req, f, &at->light);
    put_filter(&args, db_id(way == WAY_UNIT ? 0 : f->unit_id));
    for (size_t i = 0; i < SEARCH_GRAMS; i++)
        put_filter(&args, !drives_q && i < grams.n ? db_i64(gram[i]) : db_id(0));
    put_page(&args, f->sort, &at->after, at->limit);
    return db_list(req->db, req->arena, &ledger[way][f->sort == SORT_DUE], rows,
                   (struct db_args){args.items, args.n});
}

/* ---- the units of a page's matters, in one statement */
static const struct field unit_fields[] = {
    {.name = "matter_id", .type = F_INT, .at = offsetof(struct ledger_unit, matter_id), .label = "事项"},
    {.name = "unit_name", .type = F_TEXT, .at = offsetof(struct ledger_unit, unit_name), .label = "单位"},
    {.name = "kind",
     .type = F_CHOICE,
     .at = offsetof(struct ledger_unit, kind),
     .label = "承办方式",
     .choices = &assignment_kinds},
    {.name = "status",
     .type = F_CHOICE,
     .at = offsetof(struct ledger_unit, status),
     .label = "状态",
     .choices = &assignment_statuses},
    {.name = "first_person",
     .type = F_TEXT,
     .at = offsetof(struct ledger_unit, first_person),
     .label = "第一责任人"},
};
static const struct shape unit_shape = SHAPE("LedgerUnit", struct ledger_unit, unit_fields);
static const struct db_query LEDGER_UNITS = {
    .name = "ledger_units",
    .sql =
        "SELECT a.matter_id, a.unit_name, a.kind, a.status, a.first_person"
        " FROM JSON_TABLE(?, '$[*]' COLUMNS (n FOR ORDINALITY, id BIGINT PATH '$')) t"
        " STRAIGHT_JOIN assignment a ON a.matter_id = t.id WHERE a.status <> 'withdrawn' ORDER BY t.n, a.id",
    .row = &unit_shape,
};

enum err ledger_units(struct req *req, const struct list *rows, struct list *out)
{
    const struct ledger_row *row = rows->items;
    struct json ids;
    json_init(&ids, req->arena);
    json_open(&ids, '[');
    for (size_t i = 0; i < rows->n; i++)
        json_i64(&ids, row[i].id);
    json_close(&ids, ']');
    return db_list(req->db, req->arena, &LEDGER_UNITS, out, DB_ARGS(db_text(ids.out.data)));
}

#define EACH(way) &ledger[way][0], &ledger[way][1]
const struct db_query *const ledger_queries[] = {
    EACH(WAY_ALL),     EACH(WAY_UNIT),    EACH(WAY_MINE),    EACH(WAY_FOUND_1),
    EACH(WAY_FOUND_2), EACH(WAY_FOUND_3), EACH(WAY_FOUND_4), &LEDGER_UNITS,
};
