#include "app/audit/audit.h"
#include "app/org/sheet/sheet.h"
#include "app/view/home/home_priv.h"

#include <stdio.h>

#define EXPORT_PAGE 200
#define EXPORT_MAX 20000

static const char *const heads[] = {
    "序号",     "文号",   "登记号",   "事项",     "来源",         "依据",     "批示领导", "交办日期",
    "牵头单位", "责任人", "其他单位", "要求时限", "最近反馈日期", "进展情况", "存在问题", "下一步",
    "进度%",    "灯色",   "状态",     "办结日期", "超期天数",     "备注",
};

static char *day_of(struct arena *a, int32_t day)
{
    char text[DATE_CHARS];
    return day ? arena_strdup(a, date_format(day, text)) : NULL;
}

static char *day_at(struct arena *a, int64_t at)
{
    return at ? day_of(a, date_of(at)) : NULL;
}

static char *number(struct arena *a, int64_t n)
{
    return arena_printf(a, "%lld", (long long)n);
}

static char *basis(struct arena *a, const struct export_facts *f)
{
    return arena_printf(a, "%s%s%s%s", f->origin_title ? f->origin_title : "", f->origin_no ? "（" : "",
                        f->origin_no ? f->origin_no : "", f->origin_no ? "）" : "");
}

static void put_row(struct arena *a, struct buf *b, const struct ledger_row *r, const struct export_facts *f,
                    int64_t n)
{
    const char *const cells[ARRAY_LEN(heads)] = {
        number(a, n),
        r->doc_no,
        r->reg_no,
        r->title,
        choice_label(&matter_sources, r->source),
        basis(a, f),
        f->origin_person,
        day_at(a, r->issued_at),
        r->lead_unit_name,
        r->first_person,
        f->others,
        day_of(a, r->due_on),
        day_at(a, r->last_report_at),
        f->done,
        f->problem,
        f->next_step,
        number(a, r->progress),
        choice_label(&lights, r->light),
        choice_label(&matter_statuses, r->status),
        day_at(a, r->concluded_at),
        number(a, r->overdue_days),
        r->next_step,
    };
    csv_row(b, cells, ARRAY_LEN(cells));
}

static enum err put_page(struct req *req, struct buf *b, const struct list *rows, int64_t *n)
{
    struct list facts;
    enum err e = export_facts_of(req, rows, &facts);
    const struct ledger_row *row = rows->items;
    const struct export_facts *f = facts.items;
    for (size_t i = 0; e == OK && i < facts.n; i++)
        put_row(req->arena, b, &row[f[i].n - 1], &f[i], ++*n);
    return e;
}

static enum err put_all(struct req *req, struct buf *b, int64_t *n)
{
    const char *after = NULL;
    do {
        struct list rows;
        enum err e = ledger_page(req, req->query, after, EXPORT_PAGE, &rows, &after);
        if (e == OK)
            e = put_page(req, b, &rows, n);
        if (e != OK)
            return e;
        if (*n > EXPORT_MAX)
            return req_fail(req, ERR_UNPROCESSABLE, "export-too-large",
                            "符合条件的事项超过 %d 条，请缩小筛选范围后再导出", EXPORT_MAX);
    } while (after);
    return OK;
}

enum err export_ledger(struct req *req, struct res *res)
{
    struct buf *b = &res->json.out;
    int64_t n = 0;
    csv_begin(b, heads, ARRAY_LEN(heads));
    enum err e = put_all(req, b, &n);
    if (e == OK)
        e = audit_now(req, "matter.export", "matter", 0, "ok",
                      arena_printf(req->arena, "{\"rows\":%lld}", (long long)n));
    if (e != OK)
        return e;
    res->type = "text/csv; charset=utf-8";
    res->disposition = file_disposition(
        req->arena, arena_printf(req->arena, "督办台账-%s.csv", day_at(req->arena, req->now)));
    return OK;
}
