#include "app/work/progress/progress_priv.h"

static const struct choice verdict_items[] = {
    {"returned", "退回重写"}, {"good", "好"}, {"fair", "一般"}, {"poor", "差"}};
const struct choices report_verdicts = CHOICES("ReportVerdict", verdict_items);

struct cited {
    int64_t id;
    const char *unit_name;
};
static const struct field cited_fields[] = {
    {"id", F_INT, offsetof(struct cited, id), .label = "报告"},
    {"unit_name", F_TEXT, offsetof(struct cited, unit_name), .label = "单位"},
};
static const struct shape cited_shape = SHAPE("CitedReport", struct cited, cited_fields);

/* The columns, and behind them what is not a column. */
static const struct field fields[] = {
    {"id", F_INT, offsetof(struct report, id), .label = "报告"},
    {"assignment_id", F_INT, offsetof(struct report, assignment_id), .label = "承办"},
    {"unit_id", F_INT, offsetof(struct report, unit_id), .label = "单位"},
    {"unit_name", F_TEXT, offsetof(struct report, unit_name), .label = "单位名称"},
    {"at", F_INSTANT, offsetof(struct report, at), .label = "报送时间"},
    {"author_name", F_TEXT, offsetof(struct report, author_name), .label = "填报人"},
    {"author_post", F_TEXT, offsetof(struct report, author_post), .label = "填报人职务"},
    {"done", F_TEXT, offsetof(struct report, done), .label = "已完成工作"},
    {"effect", F_TEXT, offsetof(struct report, effect), .label = "取得成效"},
    {"problem", F_TEXT, offsetof(struct report, problem), .label = "存在问题"},
    {"next_step", F_TEXT, offsetof(struct report, next_step), .label = "下一步计划"},
    {"progress", F_INT, offsetof(struct report, progress), .label = "进度", .max = 100},
    {"needs_help", F_BOOL, offsetof(struct report, needs_help), .label = "需要协调"},
    {"unchanged", F_BOOL, offsetof(struct report, unchanged), .label = "无实质变化"},
    {"self_check", F_BOOL, offsetof(struct report, self_check), .label = "自查报告"},
    {"period_from", F_DATE, offsetof(struct report, period_from), .label = "报告期首日", .nullable = true},
    {"period_to", F_DATE, offsetof(struct report, period_to), .label = "报告期末日", .nullable = true},
    {"reviewer_name", F_TEXT, offsetof(struct report, reviewer_name), .label = "审核人", .nullable = true},
    {"cites", F_JSON, offsetof(struct report, cites), .label = "汇总的报告", .of = &cited_shape},
    {"grade", F_CHOICE, offsetof(struct report, grade), .label = "质量评定", .nullable = true,
     .choices = &report_verdicts},
    {"grade_note", F_TEXT, offsetof(struct report, grade_note), .label = "评定说明", .nullable = true},
    {"returned_at", F_INSTANT, offsetof(struct report, returned_at), .label = "退回时间", .nullable = true},
    {"returned_why", F_TEXT, offsetof(struct report, returned_why), .label = "退回理由", .nullable = true},
    {"returned_name", F_TEXT, offsetof(struct report, returned_name), .label = "退回人", .nullable = true},
    {"files", F_LIST, offsetof(struct report, files), .label = "附件", .of = &file_shape},
    {"can_return", F_BOOL, offsetof(struct report, can_return), .label = "可以退回"},
    {"can_grade", F_BOOL, offsetof(struct report, can_grade), .label = "可以评定质量"},
};
#define DERIVED 3
const struct shape report_shape = SHAPE("Report", struct report, fields);
static const struct shape row_shape = {"ReportRow", sizeof(struct report), fields,
                                       ARRAY_LEN(fields) - DERIVED};

#define REPORT_COLUMNS                                                                                       \
    "r.id, r.assignment_id, r.unit_id, r.unit_name, r.at, r.author_name, r.author_post, r.done, r.effect,"   \
    " r.problem, r.next_step, r.progress, r.needs_help, r.unchanged, r.self_check,"                          \
    " r.period_from, r.period_to, r.reviewer_name, r.cites, g.verdict AS grade, g.note AS grade_note,"       \
    " v.at AS returned_at, v.note AS returned_why, v.by_name AS returned_name"
/* A report is returned at most once; of its grades the last one counts. */
#define REPORT_FROM                                                                                          \
    " FROM report r LEFT JOIN report_verdict v ON v.returned = r.id LEFT JOIN report_verdict g ON g.id ="    \
    " (SELECT MAX(x.id) FROM report_verdict x WHERE x.report_id = r.id AND x.verdict <> 'returned')"

static const struct db_query REPORT_LIST = {
    .name = "report_list",
    .sql = "SELECT " REPORT_COLUMNS REPORT_FROM " WHERE r.matter_id = ? ORDER BY r.id DESC",
    .row = &row_shape,
};
static const struct db_query REPORT_LAST = {
    .name = "report_last",
    .sql = "SELECT " REPORT_COLUMNS REPORT_FROM " WHERE r.assignment_id = ? ORDER BY r.id DESC LIMIT 1",
    .row = &row_shape,
};
static const struct db_query REPORT_INSERT = {
    .name = "report_insert",
    .sql = "INSERT INTO report (matter_id, assignment_id, unit_id, unit_name, at, membership_id, author_name,"
           " author_post, done, effect, problem, next_step, progress, needs_help, unchanged, self_check,"
           " period_from, period_to, reviewer_name, cites)"
           " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
};
/* Those of the matter's files that belong to one report, in the same order. */
static struct list files_of(struct arena *a, const struct list *all, int64_t report_id)
{
    const struct file *from = all->items;
    size_t n = 0;
    for (size_t i = 0; i < all->n; i++)
        n += from[i].kind == FILE_OF_REPORT && from[i].object_id == report_id;
    struct file *to = n ? arena_alloc(a, n * sizeof *to) : NULL;
    struct list out = {to, 0};
    for (size_t i = 0; i < all->n; i++)
        if (from[i].kind == FILE_OF_REPORT && from[i].object_id == report_id)
            to[out.n++] = from[i];
    return out;
}

enum err report_list(struct db *db, struct arena *a, int64_t matter_id, const struct list *files,
                     struct list *out)
{
    enum err e = db_list(db, a, &REPORT_LIST, out, DB_ARGS(db_i64(matter_id)));
    struct report *report = out->items;
    for (size_t i = 0; e == OK && i < out->n; i++)
        report[i].files = files_of(a, files, report[i].id);
    return e;
}

enum err report_last(struct db *db, struct arena *a, int64_t assignment_id, struct report *out, bool *found)
{
    return db_find(db, a, &REPORT_LAST, out, found, DB_ARGS(db_i64(assignment_id)));
}

enum err report_insert(struct req *req, const struct assignment *at, const struct report_body *b,
                       const struct report_by *by, int64_t *id)
{
    struct db_done done = {0};
    enum err e = db_exec(req->db, &REPORT_INSERT, &done,
                         DB_ARGS(db_i64(at->matter_id), db_i64(at->id), db_i64(at->unit_id),
                                 db_text(at->unit_name), db_instant(req->now), db_i64(by->membership_id),
                                 db_text(by->name), db_text(by->post), db_text(b->done), db_text(b->effect),
                                 db_text(b->problem), db_text(b->next_step), db_i64(b->progress),
                                 db_bool(b->needs_help), db_bool(b->unchanged), db_bool(b->self_check),
                                 db_date(by->period_from), db_date(by->period_to), db_text(by->reviewer_name),
                                 db_text(by->cites)));
    *id = done.id;
    return e;
}

/* ---- what a lead unit sums up: the last report of each assisting one */
static const struct db_query REPORTS_OF_ASSISTING = {
    .name = "reports_of_assisting",
    .sql = "SELECT " REPORT_COLUMNS REPORT_FROM " WHERE r.matter_id = ? AND r.id IN (SELECT MAX(x.id)"
           " FROM report x JOIN assignment a ON a.id = x.assignment_id WHERE x.matter_id = ? AND a.kind = "
           "'assist'"
           " AND a.status <> 'withdrawn' GROUP BY x.assignment_id) ORDER BY r.assignment_id",
    .row = &row_shape,
};

enum err reports_of_assisting(struct req *req, int64_t matter_id, struct list *out)
{
    return db_list(req->db, req->arena, &REPORTS_OF_ASSISTING, out,
                   DB_ARGS(db_i64(matter_id), db_i64(matter_id)));
}

static const struct db_query REPORT_BY_ID = {
    .name = "report_by_id",
    .sql = "SELECT " REPORT_COLUMNS REPORT_FROM " JOIN matter m ON m.id = r.matter_id WHERE r.id = ?"
           " AND " MATTER_VISIBLE,
    .row = &row_shape,
};

enum err report_by_id(struct req *req, int64_t id, struct report *out)
{
    return db_one(req->db, req->arena, &REPORT_BY_ID, out, DB_ARGS(db_i64(id), db_i64(req->actor.scope)));
}

/* The last one that stands, other than this. */
static const struct db_query REPORT_STANDING = {
    .name = "report_standing",
    .sql = "SELECT " REPORT_COLUMNS REPORT_FROM " WHERE r.assignment_id = ? AND r.id <> ? AND v.id IS NULL"
           " ORDER BY r.id DESC LIMIT 1",
    .row = &row_shape,
};

enum err report_standing(struct req *req, int64_t assignment_id, int64_t but, struct report *out, bool *found)
{
    return db_find(req->db, req->arena, &REPORT_STANDING, out, found,
                   DB_ARGS(db_i64(assignment_id), db_i64(but)));
}

static const struct db_query VERDICT_INSERT = {
    .name = "report_verdict_insert",
    .sql = "INSERT INTO report_verdict (matter_id, report_id, verdict, note, at, by_name, by_post)"
           " VALUES (?, ?, ?, ?, ?, ?, ?)",
};

enum err verdict_insert(struct req *req, int64_t matter_id, int64_t report_id, int verdict, const char *note)
{
    const struct actor *who = &req->actor;
    return db_exec(req->db, &VERDICT_INSERT, NULL,
                   DB_ARGS(db_i64(matter_id), db_i64(report_id), db_choice(&report_verdicts, verdict),
                           db_text(note), db_instant(req->now), db_text(who->name),
                           db_text(arena_printf(req->arena, "%s%s", who->unit_name, who->post))));
}

const struct db_query *const report_queries[REPORT_QUERIES] = {
    &REPORT_LIST,  &REPORT_LAST,     &REPORT_INSERT,  &REPORTS_OF_ASSISTING,
    &REPORT_BY_ID, &REPORT_STANDING, &VERDICT_INSERT,
};
