#include "app/work/progress/progress_priv.h"

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
    {"files", F_LIST, offsetof(struct report, files), .label = "附件", .of = &file_shape},
};
const struct shape report_shape = SHAPE("Report", struct report, fields);
static const struct shape row_shape = {"ReportRow", sizeof(struct report), fields, ARRAY_LEN(fields) - 1};

#define REPORT_COLUMNS                                                                                       \
    "r.id, r.assignment_id, r.unit_id, r.unit_name, r.at, r.author_name, r.author_post, r.done, r.effect,"   \
    " r.problem, r.next_step, r.progress, r.needs_help, r.unchanged, r.self_check"

static const struct db_query REPORT_LIST = {
    .name = "report_list",
    .sql = "SELECT " REPORT_COLUMNS " FROM report r WHERE r.matter_id = ? ORDER BY r.id DESC",
    .row = &row_shape,
};
static const struct db_query REPORT_LAST = {
    .name = "report_last",
    .sql = "SELECT " REPORT_COLUMNS " FROM report r WHERE r.assignment_id = ? ORDER BY r.id DESC LIMIT 1",
    .row = &row_shape,
};
static const struct db_query REPORT_INSERT = {
    .name = "report_insert",
    .sql = "INSERT INTO report (matter_id, assignment_id, unit_id, unit_name, at, membership_id, author_name,"
           " author_post, done, effect, problem, next_step, progress, needs_help, unchanged, self_check)"
           " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
};
const struct db_query *const report_queries[REPORT_QUERIES] = {&REPORT_LIST, &REPORT_LAST, &REPORT_INSERT};

/* Those of the matter's files that belong to one report, in the same order. */
static struct list files_of(struct arena *a, const struct list *all, int64_t report_id)
{
    const struct file *from = all->items;
    struct file *to = all->n ? arena_alloc(a, all->n * sizeof *to) : NULL;
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

enum err report_insert(struct req *req, const struct assignment *at, const struct report_body *b, int64_t *id)
{
    struct db_done done;
    const struct actor *who = &req->actor;
    enum err e = db_exec(req->db, &REPORT_INSERT, &done,
                         DB_ARGS(db_i64(at->matter_id), db_i64(at->id), db_i64(at->unit_id),
                                 db_text(at->unit_name), db_instant(req->now), db_i64(who->membership_id),
                                 db_text(who->name), db_text(who->post), db_text(b->done), db_text(b->effect),
                                 db_text(b->problem), db_text(b->next_step), db_i64(b->progress),
                                 db_bool(b->needs_help), db_bool(b->unchanged), db_bool(b->self_check)));
    if (e == OK)
        *id = done.id;
    return e;
}
