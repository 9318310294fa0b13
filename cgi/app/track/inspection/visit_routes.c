#include "app/audit/audit.h"
#include "app/track/inspection/inspection_priv.h"

/* The record of one unit's visit: written and signed by the team, confirmed by the unit. */

static enum err current(struct req *req, struct res *res)
{
    struct inspection_case c;
    enum err e = inspection_of_visit(req, req->ids[0], &c);
    if (e != OK)
        return e;
    const struct visit *v = c.at;
    inspection_buttons(req->arena, &c);
    res->version = v->version;
    res_struct(res, &visit_shape, v);
    return OK;
}

struct visit_moved {
    int64_t id, version, inspection_version;
    int status;
    const char *message;
};
static const struct field moved_fields[] = {
    {"id", F_INT, offsetof(struct visit_moved, id), .label = "到访记录"},
    {"version", F_INT, offsetof(struct visit_moved, version), .label = "版本"},
    {"inspection_version", F_INT, offsetof(struct visit_moved, inspection_version), .label = "督查的版本"},
    {"status", F_CHOICE, offsetof(struct visit_moved, status), "状态", .choices = &visit_statuses},
    {"message", F_TEXT, offsetof(struct visit_moved, message), .label = "回执"},
};
static const struct shape moved_shape = SHAPE("VisitMoved", struct visit_moved, moved_fields);

/* Reads again under the inspection's lock. */
static enum err begin(struct req *req, int action, struct inspection_case *c)
{
    enum err e = inspection_of_visit(req, req->ids[0], c);
    if (e == OK)
        e = inspection_lock(req, c->x.id);
    if (e == OK)
        e = inspection_of_visit(req, req->ids[0], c);
    if (e != OK)
        return e;
    if (req->version != c->at->version)
        return req_fail(req, ERR_STALE, "stale", "记录已被他人更新，请看过最新内容再保存");
    const struct inspection_verdict v = visit_judge(req->arena, c, action);
    return v.err == OK ? OK : req_fail(req, v.err, v.code, "%s", v.why);
}

/* The first record begins the inspection. */
static enum err get_underway(struct req *req, struct inspection_case *c)
{
    struct inspection_case whole = *c;
    if (c->x.status != IS_PLANNED)
        return OK;
    whole.to = IS_UNDERWAY;
    enum err e = inspection_set_status(req, &whole);
    c->x.version += e == OK;
    return e;
}

static enum err finish_move(struct req *req, struct res *res, const struct inspection_case *c, int action,
                            const char *message)
{
    audit_note(req, arena_printf(req->arena, "visit.%s", choice_name(&visit_actions, action)), "visit",
               c->at->id, NULL);
    res->version = c->at->version + 1;
    res_struct(res, &moved_shape,
               &(struct visit_moved){c->at->id, c->at->version + 1, c->x.version, c->to, message});
    return OK;
}

/* ---- recording */
static void note_bad(void *ctx, const char *pointer, const char *detail)
{
    (void)req_field(ctx, pointer, "%s", detail);
}

static enum err save_tx(struct req *req, struct res *res, void *ctx)
{
    const struct record_in *in = ctx;
    struct inspection_case c;
    enum err e = begin(req, VA_SAVE, &c);
    if (e != OK)
        return e;
    if (!record_check(req->arena, &c, in, note_bad, req))
        return ERR_UNPROCESSABLE;
    e = visit_save(req, c.at, in);
    if (e == OK)
        e = get_underway(req, &c);
    return e == OK ? finish_move(req, res, &c, VA_SAVE, "已保存，逐项记完后签名完成") : e;
}

static enum err save(struct req *req, struct res *res)
{
    return req_tx(req, res, save_tx, req->body);
}

struct finish_in {
    struct list signers;
};
static const struct field finish_fields[] = {{.name = "signers",
                                              .type = F_INTS,
                                              .at = offsetof(struct finish_in, signers),
                                              .label = "签名的督查人员（在名单中的序号）",
                                              .min = 1,
                                              .max = 10,
                                              .required = true}};
static const struct shape finish_shape = SHAPE("VisitFinishIn", struct finish_in, finish_fields);

/* Their names as the plan has them; signers count from 1 in its order. */
static enum err join_signers(struct req *req, const struct inspection *x, const struct list *signers,
                             const char **out)
{
    const struct member *m = x->members.items;
    const int64_t *nth = signers->items;
    struct buf b;
    enum err e = OK;
    buf_init(&b, req->arena);
    for (size_t i = 0; i < signers->n; i++) {
        if (nth[i] < 1 || nth[i] > (int64_t)x->members.n) {
            e = req_field(req, arena_printf(req->arena, "#/signers/%zu", i), "不是督查组成员");
            continue;
        }
        buf_puts(&b, b.len == 0 ? "" : "、");
        buf_puts(&b, m[nth[i] - 1].name);
    }
    *out = b.data;
    return e;
}

static enum err finish_tx(struct req *req, struct res *res, void *ctx)
{
    const struct finish_in *in = ctx;
    struct inspection_case c;
    const char *names;
    enum err e = begin(req, VA_FINISH, &c);
    if (e == OK)
        e = join_signers(req, &c.x, &in->signers, &names);
    if (e == OK)
        e = visit_set_done(req, c.at, names);
    return e == OK ? finish_move(req, res, &c, VA_FINISH, "已签名完成，各单位都完成后报送督查报告") : e;
}

static enum err finish(struct req *req, struct res *res)
{
    return req_tx(req, res, finish_tx, req->body);
}

static enum err reopen_tx(struct req *req, struct res *res, void *ctx)
{
    struct inspection_case c;
    (void)ctx;
    enum err e = begin(req, VA_REOPEN, &c);
    if (e == OK)
        e = visit_set_open(req, c.at);
    return e == OK ? finish_move(req, res, &c, VA_REOPEN, "已退回补记，补好后重新签名") : e;
}

static enum err reopen(struct req *req, struct res *res)
{
    return req_tx(req, res, reopen_tx, NULL);
}

/* ---- the unit's word */
struct confirm_in {
    const char *opinion, *name, *post;
};
static const struct field confirm_fields[] = {
    {"opinion", F_TEXT, offsetof(struct confirm_in, opinion), "被查单位意见", .min = 2, .max = 2000,
     .required = true},
    {"name", F_TEXT, offsetof(struct confirm_in, name), "签名人（在督查组设备上确认时）", .max = 40},
    {"post", F_TEXT, offsetof(struct confirm_in, post), "签名人职务", .max = 130},
};
static const struct shape confirm_shape = SHAPE("VisitConfirmIn", struct confirm_in, confirm_fields);

static enum err by_whom(struct req *req, const struct inspection_case *c, const struct confirm_in *in,
                        struct confirmation *out)
{
    bool by_hand = in->name != NULL && *in->name != '\0';
    *out = (struct confirmation){in->opinion, in->name, in->post == NULL ? "" : in->post};
    if (c->x.status != IS_PUBLISHED)
        return by_hand ? OK : req_field(req, "#/name", "请填写被查单位签名人的姓名");
    if (by_hand)
        return req_field(req, "#/name", "签名人就是您本人，不必填写");
    out->name = req->actor.name;
    out->post = arena_printf(req->arena, "%s%s", req->actor.unit_name, req->actor.post);
    return OK;
}

static enum err confirm_tx(struct req *req, struct res *res, void *ctx)
{
    struct inspection_case c;
    struct confirmation by;
    enum err e = begin(req, VA_CONFIRM, &c);
    if (e == OK)
        e = by_whom(req, &c, ctx, &by);
    if (e == OK)
        e = visit_set_confirmed(req, c.at, &by);
    if (e != OK)
        return e;
    c.at->unit_opinion = by.opinion;
    e = visit_tell_confirmed(req, &c);
    return e == OK ? finish_move(req, res, &c, VA_CONFIRM, "已确认，意见已记入督查记录") : e;
}

static enum err confirm(struct req *req, struct res *res)
{
    return req_tx(req, res, confirm_tx, req->body);
}

/* ---- photos: who sees the visit sees them, and nobody else, on every request */
static enum err download(struct req *req, struct res *res)
{
    struct inspection_case c;
    enum err e = inspection_of_visit(req, req->ids[0], &c);
    if (e != OK)
        return e;
    if (!c.x.is_whole && c.x.status != IS_PUBLISHED)
        return ERR_NOT_FOUND;
    const struct file_place place = {.kind = FILE_OF_INSPECTION, .object_id = c.at->id};
    return file_send(req, res, &place, req->ids[1]);
}

#define STEP(name, roles, handler, text, in)                                                                 \
    {                                                                                                        \
        .method = POST, .path = "/api/inspection-visits/{id}/" name, .who = (roles), .fn = (handler),        \
        .summary = (text), .body = (in), .reply = &moved_shape, .flags = R_IF_MATCH, .current = current      \
    }
static const struct route routes[] = {
    {.method = GET,
     .path = "/api/inspection-visits/{id}",
     .who = ROLE_BUSINESS,
     .fn = current,
     .summary = "一个单位的督查记录",
     .reply = &visit_shape},
    {.method = PUT,
     .path = "/api/inspection-visits/{id}",
     .who = ROLE_BUSINESS,
     .fn = save,
     .summary = "记录督查情况",
     .body = &record_in_shape,
     .reply = &moved_shape,
     .flags = R_IF_MATCH,
     .current = current},
    STEP("finish", ROLE_BUSINESS, finish, "督查人员签名完成", &finish_shape),
    STEP("reopen", ROLE_BUSINESS, reopen, "退回补记", NULL),
    STEP("confirm", ROLE_BUSINESS, confirm, "被查单位确认", &confirm_shape),
    {.method = GET,
     .path = "/api/inspection-visits/{id}/files/{file_id}",
     .who = ROLE_BUSINESS,
     .fn = download,
     .summary = "督查的照片和附件",
     .flags = R_FILE},
};
const struct module visit_module = {
    .name = "inspection_visit",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = visit_queries,
    .nqueries = VISIT_QUERIES,
};
