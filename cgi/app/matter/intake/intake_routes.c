#include "app/matter/intake/intake_priv.h"

#include "app/audit/audit.h"
#include "app/org/sheet/sheet.h"

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }

/* ---- what the check answers */
struct checked_reply {
    int64_t id, version;
    const char *file_name;
    int64_t bad_n, alike_n, made_n, merged_n;
    struct list items; /* struct intake_checked */
};
static const struct field fault_fields[] = {
    COL(struct intake_fault, column, F_TEXT, "列"),
    COL(struct intake_fault, label, F_TEXT, "列名"),
    COL(struct intake_fault, detail, F_TEXT, "问题"),
    COL(struct intake_fault, suggestions, F_TEXTS, "相近的名称"),
};
static const struct shape fault_shape = SHAPE("ImportFault", struct intake_fault, fault_fields);
static const struct field checked_fields[] = {
    COL(struct intake_checked, cells, F_OBJECT, "各列的内容", .of = &intake_row_shape),
    COL(struct intake_checked, says, F_TEXT, "将生成什么"),
    COL(struct intake_checked, faults, F_LIST, "问题", .of = &fault_shape),
    COL(struct intake_checked, similar, F_LIST, "疑似重复的事项", .of = &similar_shape),
};
static const struct shape checked_shape = SHAPE("ImportChecked", struct intake_checked, checked_fields);
static const struct field reply_fields[] = {
    COL(struct checked_reply, id, F_INT, "导入记录"),
    COL(struct checked_reply, version, F_INT, "版本"),
    COL(struct checked_reply, file_name, F_TEXT, "文件名"),
    COL(struct checked_reply, bad_n, F_INT, "有问题的行数"),
    COL(struct checked_reply, alike_n, F_INT, "疑似重复、还没有决定的行数"),
    COL(struct checked_reply, made_n, F_INT, "生成几个拟办事项"),
    COL(struct checked_reply, merged_n, F_INT, "并入几个已有事项"),
    COL(struct checked_reply, items, F_LIST, "逐行结果", .of = &checked_shape),
};
static const struct shape reply_shape = SHAPE("ImportCheck", struct checked_reply, reply_fields);

struct importing {
    struct req *req;
    struct list rows; /* struct intake_row */
    struct list units;
    struct matter_draft *drafts;
    struct checked_reply reply;
};

static enum err look_for_similar(struct req *req, const struct matter_draft *d, struct intake_checked *out)
{
    const struct unit_in *u = d->units.items;
    int64_t *ids = arena_alloc(req->arena, (d->units.n + 1) * sizeof *ids);
    for (size_t i = 0; i < d->units.n; i++)
        ids[i] = u[i].unit_id;
    struct similar_ask ask = {.title = d->m.title, .unit_ids = {ids, d->units.n}};
    return d->m.title == NULL || d->units.n == 0 ? OK : similar_matters(req, &ask, &out->similar);
}

static bool is_among(const struct list *similar, int64_t id)
{
    const struct similar *s = similar->items;
    for (size_t i = 0; i < similar->n; i++)
        if (s[i].id == id)
            return true;
    return false;
}

static enum err check_row(struct importing *im, const struct intake_case *c, size_t i)
{
    struct intake_checked *out = (struct intake_checked *)im->reply.items.items + i;
    struct matter_draft *d = &im->drafts[i];
    intake_check(c, i, d, out);
    out->says = intake_says(im->req->arena, c, d);
    enum err e = look_for_similar(im->req, d, out);
    const struct intake_row *row = &out->cells;
    if (row->merge_into != 0 && !is_among(&out->similar, row->merge_into))
        intake_fault(im->req->arena, out, "merge_into", "要并入的事项已经不在办理中，请重新选择");
    im->reply.bad_n += out->faults.n > 0;
    im->reply.alike_n += out->faults.n == 0 && out->similar.n > 0 && !row->as_new && row->merge_into == 0;
    im->reply.merged_n += row->merge_into != 0;
    return e;
}

static enum err check_all(struct importing *im)
{
    struct req *req = im->req;
    size_t n = im->rows.n;
    im->drafts = arena_alloc(req->arena, n * sizeof *im->drafts);
    im->reply.items = (struct list){arena_alloc(req->arena, n * sizeof(struct intake_checked)), n};
    im->reply.bad_n = im->reply.alike_n = im->reply.merged_n = 0;
    struct intake_case c = {req->arena, &im->units, &im->rows, im->reply.file_name, date_of(req->now)};
    enum err e = intake_units(req, &im->units);
    for (size_t i = 0; e == OK && i < n; i++)
        e = check_row(im, &c, i);
    im->reply.made_n = (int64_t)n - im->reply.merged_n;
    return e;
}

/* ---- the file */
struct upload_query {
    const char *name;
};
static const struct field upload_fields[] = {
    COL(struct upload_query, name, F_TEXT, "文件名", .max = 120, .required = true)};
static const struct shape upload_shape = SHAPE("MatterImportQuery", struct upload_query, upload_fields);

static enum err upload_tx(struct req *req, struct res *res, void *ctx)
{
    struct importing *im = ctx;
    enum err e = import_insert(req, im->reply.file_name, (int64_t)im->rows.n, &im->reply.id);
    if (e == OK)
        e = check_all(im);
    if (e != OK)
        return e;
    im->reply.version = 1;
    audit_note(req, "import.check", "matter_import", im->reply.id,
               arena_printf(req->arena, "{\"rows\":%zu}", im->rows.n));
    res->version = 1;
    res_struct(res, &reply_shape, &im->reply);
    return OK;
}

static enum err upload(struct req *req, struct res *res)
{
    const struct upload_query *in = req->query;
    struct importing im = {.req = req, .reply = {.file_name = in->name}};
    struct list sheet;
    const char *fault = "";
    if (!sheet_parse(req->arena, req->raw, req->raw_len, &sheet, &fault) ||
        !intake_read(req->arena, &sheet, &im.rows, &fault))
        return req_fail(req, ERR_UNPROCESSABLE, "import-unreadable", "%s", fault);
    return req_tx(req, res, upload_tx, &im);
}

/* ---- the rows, corrected on the screen: for a look, or for good */
struct rows_in {
    struct list rows;
    bool dry_run;
};
static const struct field rows_fields[] = {
    COL(struct rows_in, rows, F_LIST, "各行", .min = 1, .max = INTAKE_ROWS, .required = true,
        .of = &intake_row_shape),
    COL(struct rows_in, dry_run, F_BOOL, "只检查"),
};
static const struct shape rows_shape = SHAPE("ImportRows", struct rows_in, rows_fields);

static enum err make_row(struct importing *im, size_t i)
{
    struct req *req = im->req;
    const struct intake_checked *row = (const struct intake_checked *)im->reply.items.items + i;
    struct matter_draft *d = &im->drafts[i];
    const char *reg_no;
    int64_t id;
    if (row->cells.merge_into == 0) {
        d->m.origin_ref_id = im->reply.id;
        return draft_make(req, d, &id, &reg_no);
    }
    struct matter_case c = {0};
    struct merge_in in = {.m = d->m,
                          .reason = arena_printf(req->arena, "任务分解表第 %lld 行与本事项是同一件事",
                                                 (long long)row->cells.row)};
    int64_t version = req->version;
    req->version = 0; /* of the import, not of the matter */
    enum err e = merge_into(req, row->cells.merge_into, &in, &c);
    req->version = version;
    return e;
}

static enum err confirm_tx(struct req *req, struct res *res, void *ctx)
{
    struct importing *im = ctx;
    struct import_record record;
    enum err e = import_lock(req, req->ids[0], &record);
    if (e != OK)
        return e;
    if (record.done_at != 0)
        return req_fail(req, ERR_CONFLICT, "import-done", "这份任务分解表已经导入过了，不能再导一次");
    if (record.version != req->version)
        return ERR_STALE;
    im->reply.file_name = record.file_name;
    e = check_all(im);
    if (e == OK && im->reply.bad_n + im->reply.alike_n > 0)
        return req_fail(req, ERR_CONFLICT, "import-not-ready",
                        "有 %lld 行需要修改，%lld 行疑似重复还没有决定；现在什么都没有写入，请处理后再导入",
                        (long long)im->reply.bad_n, (long long)im->reply.alike_n);
    for (size_t i = 0; e == OK && i < im->rows.n; i++)
        e = make_row(im, i);
    if (e == OK)
        e = import_done(req, record.id, im->reply.made_n, im->reply.merged_n);
    if (e != OK)
        return e;
    audit_note(req, "import.matters", "matter_import", record.id,
               arena_printf(req->arena, "{\"rows\":%zu,\"made\":%lld,\"merged\":%lld,\"sha256\":\"%s\"}",
                            im->rows.n, (long long)im->reply.made_n, (long long)im->reply.merged_n,
                            record.sha256));
    im->reply.version = res->version = record.version + 1;
    res_struct(res, &reply_shape, &im->reply);
    return OK;
}

static enum err look(struct req *req, struct res *res, struct importing *im)
{
    struct import_record record;
    enum err e = import_get(req, req->ids[0], &record);
    if (e != OK)
        return e;
    im->reply.file_name = record.file_name;
    im->reply.version = res->version = record.version;
    e = check_all(im);
    if (e == OK)
        res_struct(res, &reply_shape, &im->reply);
    return e;
}

static enum err confirm(struct req *req, struct res *res)
{
    const struct rows_in *in = req->body;
    struct importing im = {.req = req, .rows = in->rows, .reply = {.id = req->ids[0]}};
    return in->dry_run ? look(req, res, &im) : req_tx(req, res, confirm_tx, &im);
}

/* ---- the records */
struct record_page {
    struct import_record record;
    struct list matters;
};
static const struct field page_fields[] = {
    COL(struct record_page, record, F_OBJECT, "导入记录", .of = &import_record_shape),
    COL(struct record_page, matters, F_LIST, "生成的事项", .of = &imported_matter_shape),
};
static const struct shape page_shape = SHAPE("MatterImportPage", struct record_page, page_fields);

static enum err show(struct req *req, struct res *res)
{
    struct record_page p = {0};
    enum err e = import_get(req, req->ids[0], &p.record);
    if (e == OK)
        e = imported_list(req, p.record.id, &p.matters);
    if (e != OK)
        return e;
    res->version = p.record.version;
    req->if_none_match = 0; /* its matters move on by themselves */
    res_struct(res, &page_shape, &p);
    return OK;
}

static enum err template(struct req *req, struct res *res) {
    buf_puts(&res->json.out, intake_template(req->arena)); res->type = "text/csv; charset=utf-8";
    res->disposition = file_disposition(req->arena, "任务分解表模板.csv");
    return OK;
}

static const struct route routes[] = {
    {.method = GET,
     .path = "/api/imports/templates/matters",
     .who = ROLE_OFFICE,
     .fn = template,
     .summary = "任务分解表模板",
     .flags = R_FILE},
    {.method = GET,
     .path = "/api/imports/matters",
     .who = ROLE_OFFICE,
     .fn = import_page,
     .summary = "任务分解表导入记录",
     .reply = &import_record_shape,
     .flags = R_PAGE},
    {.method = POST,
     .path = "/api/imports/matters",
     .who = ROLE_OFFICE,
     .fn = upload,
     .summary = "上传任务分解表并逐行检查",
     .query = &upload_shape,
     .reply = &reply_shape,
     .flags = R_UPLOAD | R_CREATED},
    {.method = GET,
     .path = "/api/imports/matters/{id}",
     .who = ROLE_OFFICE,
     .fn = show,
     .summary = "一次任务分解表导入",
     .reply = &page_shape},
    {.method = POST,
     .path = "/api/imports/matters/{id}",
     .who = ROLE_OFFICE,
     .fn = confirm,
     .summary = "再检查或者确认导入任务分解表",
     .body = &rows_shape,
     .reply = &reply_shape,
     .flags = R_IF_MATCH,
     .current = show},
};

const struct module intake_module = {
    .name = "intake",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = intake_queries,
    .nqueries = ARRAY_LEN(intake_queries),
};
