#include "app/matter/course/course.h"
#include "app/matter/intake/intake_priv.h"

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }

/* Many drafts proposed at once: each by its own rules, and what may not go is said of it alone. */
struct one_in {
    int64_t id, version;
};
static const struct field one_fields[] = {
    COL(struct one_in, id, F_INT, "事项", .min = 1, .required = true),
    COL(struct one_in, version, F_INT, "版本", .min = 1, .required = true),
};
static const struct shape one_shape = SHAPE("ProposeOne", struct one_in, one_fields);
struct many_in {
    const char *proposal;
    struct list items;
};
static const struct field many_fields[] = {
    COL(struct many_in, proposal, F_TEXT, "拟办意见", .max = 2000),
    COL(struct many_in, items, F_LIST, "事项", .min = 1, .max = INTAKE_ROWS, .required = true,
        .of = &one_shape),
};
static const struct shape many_shape = SHAPE("ProposeMany", struct many_in, many_fields);

struct one_out {
    int64_t id, version;
    bool done;
    const char *title, *message;
};
static const struct field out_fields[] = {
    COL(struct one_out, id, F_INT, "事项"),       COL(struct one_out, version, F_INT, "版本"),
    COL(struct one_out, done, F_BOOL, "已报请"),  COL(struct one_out, title, F_TEXT, "事项名称"),
    COL(struct one_out, message, F_TEXT, "结果"),
};
static const struct shape out_shape = SHAPE("ProposedOne", struct one_out, out_fields);
struct many_out {
    int64_t n;
    struct list items;
};
static const struct field reply_fields[] = {
    COL(struct many_out, n, F_INT, "报请了几项"),
    COL(struct many_out, items, F_LIST, "逐项结果", .of = &out_shape),
};
static const struct shape reply_shape = SHAPE("ProposedMany", struct many_out, reply_fields);

static enum err move(struct req *req, struct matter_case *c)
{
    const char *proposal = c->new_proposal != NULL ? c->new_proposal : c->m.proposal;
    enum err e = c->new_proposal == NULL ? OK : matter_set_proposal(req, c->m.id, proposal);
    return e == OK ? matter_commit(req, c, proposal) : e;
}

/* Nothing is written before the rules say yes, so a no leaves the others alone. A matter that has a proposal
 * of its own keeps it. */
static enum err propose_one(struct req *req, const struct one_in *in, const char *proposal,
                            struct one_out *out)
{
    struct matter_case c = {.action = MA_PROPOSE};
    *out = (struct one_out){in->id, in->version, false, "", "没有这个事项"};
    enum err e = matter_lock(req, in->id, &c);
    if (e != OK)
        return e == ERR_NOT_FOUND ? OK : e;
    out->title = c.m.title;
    out->version = c.m.version;
    bool has_own = c.m.proposal != NULL && *c.m.proposal != '\0';
    c.new_proposal = has_own ? NULL : proposal;
    struct verdict v = matter_judge(req->arena, &c);
    if (v.err == OK && c.m.version != in->version)
        v = (struct verdict){ERR_STALE, "stale", "内容已被他人更新，请看过最新情况再报请"};
    out->message = v.reason;
    if (v.err != OK)
        return OK;
    e = move(req, &c);
    out->version = c.m.version;
    out->done = true;
    out->message = "已报请审批";
    return e;
}

static enum err propose_tx(struct req *req, struct res *res, void *ctx)
{
    const struct many_in *in = ctx;
    const struct one_in *one = in->items.items;
    struct one_out *out = arena_alloc(req->arena, in->items.n * sizeof *out);
    struct many_out reply = {0, {out, in->items.n}};
    enum err e = OK;
    for (size_t i = 0; e == OK && i < in->items.n; i++) {
        e = propose_one(req, &one[i], in->proposal, &out[i]);
        reply.n += out[i].done;
    }
    if (e == OK)
        res_struct(res, &reply_shape, &reply);
    return e;
}

static enum err propose_many(struct req *req, struct res *res)
{
    return req_tx(req, res, propose_tx, req->body);
}

static const struct route routes[] = {
    {.method = POST,
     .path = "/api/matters/propose-many",
     .who = ROLE_OFFICE,
     .fn = propose_many,
     .summary = "批量报请审批",
     .body = &many_shape,
     .reply = &reply_shape,
     .flags = R_NO_VERSION},
};

const struct module propose_many_module = {
    .name = "propose_many", .routes = routes, .nroutes = ARRAY_LEN(routes)};
