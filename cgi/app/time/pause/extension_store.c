#include "app/time/pause/pause_priv.h"

static const struct choice status_items[] = {
    {"asked", "待审批"}, {"approved", "已批准"}, {"refused", "未批准"}, {"lapsed", "已失效"}};
const struct choices request_statuses = CHOICES("RequestStatus", status_items);
static const struct choice kind_items[] = {{"result", "办理时限"}, {"rectify", "整改时限"}};
const struct choices extension_kinds = CHOICES("ExtensionKind", kind_items);
static const struct choice decider_items[] = {{"office", "督办办公室"}, {"leader", "领导"}};
const struct choices deciders = CHOICES("Decider", decider_items);

/* ---- hidden columns, shown columns, then what is derived */
#define COL(member, kind_of, text, ...)                                                                      \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(struct extension, member), .label = (text),       \
        ##__VA_ARGS__                                                                                        \
    }
#define MAYBE .nullable = true
#define HIDDEN 1
#define DERIVED 1
static const struct field extension_fields[] = {
    COL(asked_by, F_INT, "申请人编号"),
    COL(id, F_INT, "编号"),
    COL(version, F_INT, "版本"),
    COL(matter_id, F_INT, "事项"),
    COL(assignment_id, F_INT, "承办"),
    COL(unit_name, F_TEXT, "承办单位"),
    COL(of_kind, F_CHOICE, "延哪个时限", .choices = &extension_kinds),
    COL(seq, F_INT, "第几次延期"),
    COL(from_on, F_DATE, "申请时的时限"),
    COL(to_on, F_DATE, "拟办结时间"),
    COL(workdays, F_INT, "延长工作日数"),
    COL(decider, F_CHOICE, "审批层级", .choices = &deciders),
    COL(reason, F_TEXT, "延期事由"),
    COL(progress_so_far, F_TEXT, "目前进展"),
    COL(measures, F_TEXT, "采取措施"),
    REQUEST_FIELDS,
    COL(actions, F_LIST, "可办理的动作", .of = &action_shape),
};
const struct shape extension_shape = {.name = "Extension",
                                      .size = sizeof(struct extension),
                                      .fields = extension_fields + HIDDEN,
                                      .n = ARRAY_LEN(extension_fields) - HIDDEN};
static const struct shape row_shape = {.name = "ExtensionColumns",
                                       .size = sizeof(struct extension),
                                       .fields = extension_fields,
                                       .n = ARRAY_LEN(extension_fields) - DERIVED};
#define SELECT_EXTENSION                                                                                     \
    "SELECT x.asked_by, x.id, x.version, x.matter_id, x.assignment_id, x.unit_name, x.of_kind, x.seq,"       \
    " x.from_on, x.to_on, x.workdays, x.decider, x.reason, x.progress_so_far, x.measures, " REQUEST_COLUMNS  \
    " FROM extension x JOIN matter m ON m.id = x.matter_id"

static const struct db_query BY_ID = {
    .name = "extension_by_id",
    .sql = SELECT_EXTENSION " WHERE x.id = ? AND " MATTER_VISIBLE,
    .row = &row_shape,
};
static const struct db_query OF_MATTER = {
    .name = "extensions_of_matter",
    .sql = SELECT_EXTENSION " WHERE x.matter_id = ? AND " MATTER_VISIBLE " ORDER BY x.id",
    .row = &row_shape,
};
static const struct db_query INSERT = {
    .name = "extension_insert",
    .sql = "INSERT INTO extension (matter_id, assignment_id, unit_name, of_kind, seq, from_on, to_on, "
           "workdays, decider,"
           " reason, progress_so_far, measures, asked_at, asked_by, asked_name, asked_post)"
           " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
};
static const struct db_query DECIDE = {
    .name = "extension_decide",
    .sql = "UPDATE extension SET version = version + 1, status = ?, decided_at = ?, decided_name = ?,"
           " decided_post = ?, opinion = ? WHERE id = ?",
};
const struct db_query *const extension_queries[] = {&BY_ID, &OF_MATTER, &INSERT, &DECIDE};

char *post_of(const struct req *req)
{
    return arena_printf(req->arena, "%s%s", req->actor.unit_name, req->actor.post);
}

enum err extension_by_id(struct req *req, int64_t id, struct extension *out)
{
    return db_one(req->db, req->arena, &BY_ID, out, DB_ARGS(db_i64(id), db_i64(req->actor.scope)));
}

enum err extensions_of_matter(struct req *req, int64_t matter_id, struct list *out)
{
    return db_list(req->db, req->arena, &OF_MATTER, out,
                   DB_ARGS(db_i64(matter_id), db_i64(req->actor.scope)));
}

enum err extension_insert(struct req *req, struct extension *x)
{
    struct db_done done;
    enum err e = db_exec(req->db, &INSERT, &done,
                         DB_ARGS(db_i64(x->matter_id), db_i64(x->assignment_id), db_text(x->unit_name),
                                 db_choice(&extension_kinds, x->of_kind), db_i64(x->seq), db_date(x->from_on),
                                 db_date(x->to_on), db_i64(x->workdays), db_choice(&deciders, x->decider),
                                 db_text(x->reason), db_text(x->progress_so_far), db_text(x->measures),
                                 db_instant(req->now), db_i64(req->actor.person_id), db_text(req->actor.name),
                                 db_text(post_of(req))));
    if (e == OK)
        x->id = done.id;
    return e;
}

enum err extension_decide(struct req *req, const struct extension *x, int status, const char *opinion)
{
    return db_exec(req->db, &DECIDE, NULL,
                   DB_ARGS(db_choice(&request_statuses, status), db_instant(req->now),
                           db_text(req->actor.name), db_text(post_of(req)), db_text(opinion), db_i64(x->id)));
}
