#include "app/view/ledger/ledger_priv.h"

#include "app/view/ledger/waiting_store.h"
#include "app/view/search/search.h"

#define COL(member, kind_of, text, ...)                                                                      \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(struct ledger_row, member), .label = (text),      \
        ##__VA_ARGS__                                                                                        \
    }

/* Hidden columns, columns, then what is derived. */
static const struct field row_fields[] = {
    COL(light_on, F_DATE, "排序所依的日期"),
    COL(yellow_on, F_DATE, "黄灯之日", .nullable = true),
    COL(red_on, F_DATE, "红灯之日", .nullable = true),
    COL(light_note, F_TEXT, "人工定灯的说明", .nullable = true),
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
    COL(paused_since, F_DATE, "挂起自", .nullable = true),
    COL(first_person, F_TEXT, "第一责任人", .nullable = true),
    COL(assist_n, F_INT, "协办单位数"),
    COL(light, F_CHOICE, "灯色", .choices = &lights),
    COL(light_reason, F_TEXT, "灯色说明", .nullable = true),
    COL(overdue_days, F_INT, "超期天数"),
    COL(next_step, F_TEXT, "下一步"),
};
#define HIDDEN 4
#define DERIVED 6
const struct shape ledger_row_shape = {.name = "MatterRow",
                                       .size = sizeof(struct ledger_row),
                                       .fields = row_fields + HIDDEN,
                                       .n = ARRAY_LEN(row_fields) - HIDDEN};
static const struct shape columns_shape = {.name = "MatterRowColumns",
                                           .size = sizeof(struct ledger_row),
                                           .fields = row_fields,
                                           .n = ARRAY_LEN(row_fields) - DERIVED};

/* ---- the statements: one way in (from what drives it), the same filters behind, two orders */
#define PICK                                                                                                 \
    "SELECT s.light_on, m.yellow_on, m.red_on, m.light_note, m.id, m.reg_no, m.doc_no, m.title, m.status, "  \
    "m.source, "                                                                                             \
    "m.urgency, m.is_key,"                                                                                   \
    " m.is_special, m.lead_unit_id, m.lead_unit_name, m.due_on, m.feedback_on, m.progress, "                 \
    "m.last_report_at,"                                                                                      \
    " m.issued_at, m.concluded_at, m.created_at, m.paused_since FROM "
/* The order of the joins is part of the way: left to itself the server now and then scans all matters. */
#define SEEN " STRAIGHT_JOIN matter_scope v ON v.scope = ? AND v.matter_id = s.matter_id"
#define MATTER " STRAIGHT_JOIN matter m ON m.id = s.matter_id"
#define ALL "matter_scope s"
#define WITHIN_DAYS "matter_scope s FORCE INDEX (matter_scope_due)"
#define FOUND "gram g STRAIGHT_JOIN matter_scope s ON s.matter_id = g.matter_id AND g.g = ?"
#define FOR_ME WAITING " t STRAIGHT_JOIN matter_scope s ON s.matter_id = t.matter_id"

/* Not EXISTS, which the server would turn into the whole posting list. */
#define HAS_GRAM " AND (? IS NULL OR (SELECT 1 FROM gram r WHERE r.g = ? AND r.matter_id = s.matter_id) = 1)"
#define FILTERS                                                                                              \
    " WHERE s.scope = ? AND (? IS NULL OR s.status = ?)"                                                     \
    " AND (? IS NULL OR s.red_key BETWEEN ? AND ? OR s.red_key = ?)"                                         \
    " AND (? IS NULL OR s.yellow_key BETWEEN ? AND ?)"                                                       \
    " AND (? IS NULL OR s.due_key >= ?) AND (? IS NULL OR s.due_key <= ?)"                                   \
    " AND (? IS NULL OR m.source = ?) AND (? IS NULL OR m.urgency = ?)"                                      \
    " AND (? IS NULL OR m.is_key = ?)"                                                                       \
    " AND (? IS NULL OR IF(m.body_id <> ?, 'above', IF(m.parent_assignment_id IS NULL, 'own', 'part')) = "   \
    "?)" HAS_GRAM HAS_GRAM HAS_GRAM HAS_GRAM
#define NEWEST " AND (? IS NULL OR s.matter_id < ?) ORDER BY s.matter_id DESC LIMIT ?"
#define BY_DUE                                                                                               \
    " AND (? IS NULL OR s.light_on >= ?) AND (? IS NULL OR s.light_on > ? OR s.matter_id > ?)"               \
    " ORDER BY s.light_on, s.matter_id LIMIT ?"

enum way { WAY_ALL, WAY_DAYS, WAY_MINE, WAY_FOUND, WAYS };
/* A unit's matters have rows of their own, under minus its id; then seeing them is asked for apart. */
#define BOTH(way_name, from)                                                                                 \
    {                                                                                                        \
        {.name = "ledger_" way_name, .sql = PICK from MATTER FILTERS NEWEST, .row = &columns_shape},         \
            {.name = "ledger_" way_name "_due",                                                              \
             .sql = PICK from MATTER FILTERS BY_DUE,                                                         \
             .row = &columns_shape},                                                                         \
            {.name = "ledger_" way_name "_unit",                                                             \
             .sql = PICK from SEEN MATTER FILTERS NEWEST,                                                    \
             .row = &columns_shape},                                                                         \
        {                                                                                                    \
            .name = "ledger_" way_name "_unit_due", .sql = PICK from SEEN MATTER FILTERS BY_DUE,             \
            .row = &columns_shape                                                                            \
        }                                                                                                    \
    }
#define OF_UNIT 2
#define IN_DUE_ORDER 1
static const struct db_query ledger[WAYS][4] = {
    [WAY_ALL] = BOTH("all", ALL),
    [WAY_DAYS] = BOTH("days", WITHIN_DAYS),
    [WAY_MINE] = BOTH("mine", FOR_ME),
    [WAY_FOUND] = BOTH("found", FOUND),
};

/* ---- their arguments, in the order of the question marks */
struct args {
    struct db_arg items[104];
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
    put(args, db_id(office || decides ? who->body_id : 0));
    put(args, db_text(office ? "office" : "leader"));
    put_filter(args, db_id(deputy ? who->membership_id : 0));
    put_filter(args, today);
    put(args, db_id(decides ? who->body_id : 0));
    put_filter(args, db_id(deputy ? who->membership_id : 0));
    put_filter(args, today);
    const struct db_arg ladder[] = {PUT_LADDER(who, today)};
    for (size_t i = 0; i < ARRAY_LEN(ladder); i++)
        put(args, ladder[i]);
    put(args, db_id(office ? who->scope : 0));
    put(args, db_id(office ? who->body_id : 0));
    const struct db_arg direction[] = {PUT_DIRECTIVES(who), PUT_ESCALATIONS(who, today)};
    for (size_t i = 0; i < ARRAY_LEN(direction); i++)
        put(args, direction[i]);
}

static void put_light(struct args *args, const struct light_range *r)
{
    put_filter(args, db_date(r->red_from));
    put(args, db_date(r->red_to));
    put(args, db_date(r->or_on));
    put_filter(args, db_date(r->yellow_from));
    put(args, db_date(r->yellow_to));
}

static void put_filters(struct args *args, const struct req *req, const struct ledger_filter *f,
                        const struct light_range *light)
{
    if (f->unit_id != 0)
        put(args, db_i64(req->actor.scope));
    put(args, db_i64(f->unit_id != 0 ? -f->unit_id : req->actor.scope));
    put_filter(args, db_choice(&matter_statuses, f->status));
    put_light(args, light);
    put_filter(args, db_date(f->due_from));
    put_filter(args, db_date(f->due_to));
    put_filter(args, db_choice(&matter_sources, f->source));
    put_filter(args, db_choice(&urgencies, f->urgency));
    put_filter(args, db_id(f->is_key));
    put(args, db_choice(&ledger_levels, f->level));
    put(args, db_i64(req->actor.body_id));
    put(args, db_choice(&ledger_levels, f->level));
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

/* ---- choosing the way in: what narrows most drives, the rest are filters behind it */
#define FEW 2000 /* rows that are sorted in no time; as in COUNTED */
#define FEW_DAYS 100

struct gram_sizes {
    int64_t n1, n2, n3, n4;
};
#define SIZE(member)                                                                                         \
    {                                                                                                        \
        .name = #member, .type = F_INT, .at = offsetof(struct gram_sizes, member), .label = "张贴数"      \
    }
static const struct field size_fields[] = {SIZE(n1), SIZE(n2), SIZE(n3), SIZE(n4)};
static const struct shape sizes_shape = SHAPE("GramSizes", struct gram_sizes, size_fields);
#define COUNTED(n) "(SELECT COUNT(*) FROM (SELECT 1 FROM gram WHERE g = ? LIMIT 2000) t) AS n" #n
static const struct db_query GRAM_SIZES = {
    .name = "gram_sizes",
    .sql = "SELECT " COUNTED(1) ", " COUNTED(2) ", " COUNTED(3) ", " COUNTED(4),
    .row = &sizes_shape,
};

struct search {
    struct list grams; /* int64_t */
    size_t rarest;
    bool is_rare;
};

static struct db_arg gram_at(const struct search *q, size_t i)
{
    return i < q->grams.n ? db_i64(((const int64_t *)q->grams.items)[i]) : db_id(0);
}

static enum err search_for(struct req *req, const char *text, struct search *q)
{
    struct gram_sizes sizes = {0};
    *q = (struct search){0};
    if (text == NULL)
        return OK;
    search_grams_for(req->arena, text, &q->grams);
    enum err e = db_one(req->db, req->arena, &GRAM_SIZES, &sizes,
                        DB_ARGS(gram_at(q, 0), gram_at(q, 1), gram_at(q, 2), gram_at(q, 3)));
    const int64_t n[SEARCH_GRAMS] = {sizes.n1, sizes.n2, sizes.n3, sizes.n4};
    for (size_t i = 1; i < q->grams.n && i < SEARCH_GRAMS; i++)
        q->rarest = n[i] < n[q->rarest] ? i : q->rarest;
    q->is_rare = n[q->rarest] < FEW;
    return e;
}

/* Whether the other filters leave few, so that walking them finds a common word soon. */
static bool is_narrow(const struct ledger_filter *f)
{
    return (f->status != 0 && f->status <= MS_ISSUED) || (f->light >= LIGHT_GREEN && f->light <= LIGHT_RED);
}

static enum way way_of(const struct ledger_filter *f, const struct search *q)
{
    if (f->mine)
        return WAY_MINE;
    if (q->grams.n > 0 && (q->is_rare || (f->sort != SORT_DUE && !is_narrow(f))))
        return WAY_FOUND;
    bool few_days = f->due_from != 0 && f->due_to != 0 && f->due_to - f->due_from <= FEW_DAYS;
    return few_days && f->status == 0 && f->light == 0 ? WAY_DAYS : WAY_ALL;
}

enum err ledger_rows(struct req *req, const struct ledger_filter *f, const struct ledger_page_at *at,
                     struct list *rows)
{
    struct search q;
    struct args args = {.n = 0};
    *rows = (struct list){0};
    enum err e = search_for(req, f->q, &q);
    if (e != OK || (f->q != NULL && q.grams.n == 0))
        return e;
    enum way way = way_of(f, &q);
    int kind = (f->unit_id != 0 ? OF_UNIT : 0) + (f->sort == SORT_DUE ? IN_DUE_ORDER : 0);
    if (way == WAY_MINE)
        put_waiting(&args, req);
    if (way == WAY_FOUND)
        put(&args, gram_at(&q, q.rarest));
    put_filters(&args, req, f, &at->light);
    for (size_t i = 0; i < SEARCH_GRAMS; i++)
        put_filter(&args, way == WAY_FOUND && i == q.rarest ? db_id(0) : gram_at(&q, i));
    put_page(&args, f->sort, &at->after, at->limit);
    return db_list(req->db, req->arena, &ledger[way][kind], rows, (struct db_args){args.items, args.n});
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
static const struct shape ledger_unit_shape = SHAPE("LedgerUnit", struct ledger_unit, unit_fields);
static const struct db_query LEDGER_UNITS = {
    .name = "ledger_units",
    .sql = "SELECT a.matter_id, a.unit_name, a.kind, a.status,"
           " COALESCE(a.first_person, " UNIT_HEAD(
               "a.unit_id") ") AS first_person"
                            " FROM JSON_TABLE(?, '$[*]' COLUMNS (n FOR ORDINALITY, id BIGINT PATH '$')) t"
                            " STRAIGHT_JOIN assignment a ON a.matter_id = t.id WHERE a.status <> 'withdrawn' "
                            "ORDER BY t.n, a.id",
    .row = &ledger_unit_shape,
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
    struct db_arg today = db_date(date_of(req->now));
    return db_list(req->db, req->arena, &LEDGER_UNITS, out, DB_ARGS(today, today, db_text(ids.out.data)));
}

#define EACH(way) &ledger[way][0], &ledger[way][1], &ledger[way][2], &ledger[way][3]
const struct db_query *const ledger_queries[] = {
    EACH(WAY_ALL), EACH(WAY_DAYS), EACH(WAY_MINE), EACH(WAY_FOUND), &GRAM_SIZES, &LEDGER_UNITS,
};
