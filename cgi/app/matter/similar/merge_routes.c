#include "app/matter/similar/similar_priv.h"

#include "app/message/notice/notice.h"
#include "app/view/search/search.h"

#define COL(member, kind_of, text, ...)                                                                      \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(struct merge_in, m.member), .label = (text),      \
        ##__VA_ARGS__                                                                                        \
    }
static const struct field merge_fields[] = {
    {.name = "draft_id",
     .type = F_INT,
     .at = offsetof(struct merge_in, draft_id),
     .label = "并入的拟办事项",
     .min = 1},
    {.name = "draft_version",
     .type = F_INT,
     .at = offsetof(struct merge_in, draft_version),
     .label = "拟办事项的版本",
     .min = 1},
    COL(source, F_CHOICE, "来源类别", .choices = &matter_sources),
    COL(source_kind, F_TEXT, "来源细类", .max = 40),
    COL(origin_title, F_TEXT, "来源名称", .max = 200),
    COL(origin_no, F_TEXT, "来源文号", .max = 60),
    COL(origin_on, F_DATE, "来源日期"),
    COL(origin_person, F_TEXT, "批示领导或提出人", .max = 40),
    COL(title, F_TEXT, "事项名称", .min = 2, .max = 120),
    COL(content, F_TEXT, "督办内容", .max = 8000),
    COL(requirement, F_TEXT, "工作要求", .max = 8000),
    {.name = "file_ids",
     .type = F_INTS,
     .at = offsetof(struct merge_in, file_ids),
     .label = "附件",
     .max = FILES_PER_OBJECT},
    {.name = "reason",
     .type = F_TEXT,
     .at = offsetof(struct merge_in, reason),
     .label = "并入理由",
     .min = 2,
     .max = 500,
     .required = true},
};
static const struct shape merge_shape = SHAPE("MergeIn", struct merge_in, merge_fields);

static enum err check_form(struct req *req, const struct merge_in *in, int64_t matter_id)
{
    if (in->draft_id == matter_id)
        return req_field(req, "#/draft_id", "不能并入自己，请选择另一个事项");
    if (in->draft_id != 0)
        return OK;
    enum err e = in->m.source == 0 ? req_field(req, "#/source", "请选择来源类别") : OK;
    return in->m.title == NULL ? req_field(req, "#/title", "请填写事项名称") : e;
}

/* ---- the draft that is taken in */
static enum err check_draft(struct req *req, const struct matter *draft, const struct matter *into)
{
    if (draft->body_id == req->actor.body_id && draft->status >= MS_ISSUED && draft->status != MS_CANCELLED)
        return req_fail(req, ERR_CONFLICT, "merge-issued",
                        "已下达的事项不能并入其他事项，请分别办结，或者请组长终止其中一项");
    if (draft->parent_assignment_id != 0 && draft->parent_assignment_id != into->parent_assignment_id)
        return req_fail(req, ERR_CONFLICT, "merge-part",
                        "这是上级交办的分解事项，只能并入同一交办分解出的事项，否则上级看不到它的进展");
    return OK;
}

static enum err end_draft(struct req *req, const struct merge_in *in, const struct matter_case *into,
                          struct matter *out)
{
    struct matter_case c = {0};
    int64_t version = req->version;
    enum err e = matter_lock(req, in->draft_id, &c);
    if (e == OK)
        e = check_draft(req, &c.m, &into->m);
    if (e != OK)
        return e;
    req->version = in->draft_version; /* what If-Match says is about the other one */
    e = matter_begin(req, in->draft_id, MA_CANCEL, &c);
    req->version = version;
    if (e != OK)
        return e;
    *out = c.m;
    e = matter_commit(req, &c, arena_printf(req->arena, "并入%s“%s”", into->m.reg_no, into->m.title));
    if (e == OK)
        e = draft_set_merged(req, in->draft_id, into->m.id);
    return e == OK ? draft_files_move(req, in->draft_id, into->m.id) : e;
}

/* ---- who works on it hears that more is asked */
static enum err tell_units(struct req *req, const struct matter_case *c, const struct matter *taken,
                           int64_t origin_id)
{
    const struct assignment *at = c->units.items;
    struct list people = {0};
    struct notice n = {.kind = NK_MOVE,
                       .dedupe = arena_printf(req->arena, "merge/%lld", (long long)origin_id),
                       .title = arena_printf(req->arena, "增加来源和要求：%s", c->m.title),
                       .text = taken->requirement != NULL ? taken->requirement : taken->title,
                       .matter_id = c->m.id};
    enum err e = OK;
    if (c->m.status != MS_ISSUED)
        return OK;
    for (size_t i = 0; e == OK && i < c->units.n; i++)
        if (at[i].status != AS_WITHDRAWN && at[i].status != AS_ACCEPTED)
            e = notice_people(req->db, req->arena, c->today, TO_UNIT, at[i].unit_id, &people);
    return e == OK ? notice_send(req->db, req->arena, req->now, &n, &people) : e;
}

static enum err take_files(struct req *req, const struct merge_in *in, int64_t matter_id)
{
    struct file_place place = {.matter_id = matter_id, .kind = FILE_OF_MATTER, .object_id = matter_id};
    return in->draft_id != 0 ? OK : file_attach(req, &place, &in->file_ids);
}

enum err merge_into(struct req *req, int64_t matter_id, struct merge_in *in, struct matter_case *c)
{
    int64_t origin_id = 0;
    enum err e = check_form(req, in, matter_id);
    if (e == OK)
        e = matter_begin(req, matter_id, MA_MERGE, c);
    if (e == OK && in->draft_id != 0)
        e = end_draft(req, in, c, &in->m);
    if (e == OK)
        e = take_files(req, in, matter_id);
    if (e == OK)
        e = origin_insert(req, matter_id, in, &origin_id);
    if (e == OK)
        e = search_index(req->db, req->arena, matter_id);
    if (e != OK)
        return e;
    c->changes = merge_changes(req->arena, &in->m);
    e = matter_commit(req, c, merge_note(req->arena, &in->m, in->reason));
    return e == OK ? tell_units(req, c, &in->m, origin_id) : e;
}

static enum err merge_tx(struct req *req, struct res *res, void *ctx)
{
    struct merge_in in = *(const struct merge_in *)ctx; /* filled anew by each try */
    struct matter_case c = {0};
    enum err e = merge_into(req, req->ids[0], &in, &c);
    if (e == OK)
        move_reply(res, &c,
                   arena_printf(req->arena, "已并入“%s”，办结时请向各来源分别答复%s", c.m.title,
                                c.m.status == MS_ISSUED ? "；承办单位已收到通知" : ""));
    return e;
}

static enum err merge(struct req *req, struct res *res)
{
    return req_tx(req, res, merge_tx, req->body);
}

static const struct route routes[] = {
    {.method = POST,
     .path = "/api/matters/{id}/merge",
     .who = ROLE_OFFICE,
     .fn = merge,
     .summary = "把同类事项的来源和要求并入本事项",
     .body = &merge_shape,
     .reply = &matter_moved_shape,
     .flags = R_IF_MATCH,
     .current = matter_current},
};

const struct module merge_module = {
    .name = "merge",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = merge_queries,
    .nqueries = ARRAY_LEN(merge_queries),
};
