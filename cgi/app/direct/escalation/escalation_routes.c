#include "app/audit/audit.h"
#include "app/direct/escalation/escalation_priv.h"

#define COL(type_name, member, kind_of, label_, ...)                                                         \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (label_),            \
        ##__VA_ARGS__                                                                                        \
    }

/* ---- asking */
struct asked {
    int64_t id;
    const char *message;
};
static const struct field asked_fields[] = {
    COL(struct asked, id, F_INT, "编号"),
    COL(struct asked, message, F_TEXT, "回执"),
};
static const struct shape asked_shape = SHAPE("EscalationAsked", struct asked, asked_fields);

struct ask_in {
    const char *what, *from_whom;
    int32_t by_on;
    struct list file_ids;
};
static const struct field ask_fields[] = {
    COL(struct ask_in, what, F_TEXT, "需要协调解决什么", .min = 5, .max = 1000, .required = true),
    COL(struct ask_in, from_whom, F_TEXT, "需要谁", .max = 200),
    COL(struct ask_in, by_on, F_DATE, "希望何日前解决"),
    COL(struct ask_in, file_ids, F_INTS, "附件", .max = FILES_PER_OBJECT),
};
static const struct shape ask_shape = SHAPE("EscalationIn", struct ask_in, ask_fields);

static struct assignment *part_of(const struct matter_case *c, int64_t id)
{
    struct assignment *at = c->units.items;
    while (at->id != id)
        at++;
    return at;
}

static enum err check_asker(struct req *req, const struct matter_case *c)
{
    if (c->at->unit_id != req->actor.unit_id)
        return req_fail(req, ERR_FORBIDDEN, "not-yours", "只能为本单位承办的部分请求协调");
    if (c->m.status != MS_ISSUED || c->at->status == AS_WITHDRAWN || c->at->status == AS_ACCEPTED)
        return req_fail(req, ERR_CONFLICT, "wrong-state", "这项承办不在办理中，不需要请求协调");
    return OK;
}

static enum err keep(struct req *req, const struct matter_case *c, struct escalation *x,
                     const struct list *files)
{
    enum err e = escalation_insert(req, c, x, &x->id);
    struct file_place place = {
        .kind = FILE_OF_ESCALATION, .object_id = x->id, .readers = part_readers(req->arena, &c->m, c->at)};
    x->body_id = c->m.body_id;
    x->matter_id = c->m.id;
    x->matter_title = c->m.title;
    if (e == OK)
        e = file_attach(req, &place, files);
    audit_note(req, "escalation.create", "escalation", x->id,
               arena_printf(req->arena, "{\"matter\":%lld}", (long long)c->m.id));
    return e;
}

static enum err ask_tx(struct req *req, struct res *res, void *ctx)
{
    const struct ask_in *in = ctx;
    struct matter_case c = {0};
    enum err e = matter_of_assignment(req, req->ids[0], &c.m);
    if (e == OK)
        e = matter_lock(req, c.m.id, &c);
    if (e != OK)
        return e;
    c.at = part_of(&c, req->ids[0]);
    e = check_asker(req, &c);
    if (e == OK && in->by_on != 0 && in->by_on < c.today)
        e = req_field(req, "#/by_on", "希望解决的日期不能早于今天");
    struct escalation x = {.assignment_id = c.at->id,
                           .unit_id = c.at->unit_id,
                           .unit_name = c.at->unit_name,
                           .what = in->what,
                           .from_whom = in->from_whom,
                           .by_on = in->by_on,
                           .status = ES_ASKED};
    if (e == OK)
        e = keep(req, &c, &x, &in->file_ids);
    if (e == OK)
        e = escalation_record(req, &x, MA_ASK_HELP, NULL);
    if (e == OK)
        e = escalation_tell(req, &x, EV_ASKED, in->what);
    if (e == OK)
        res_struct(res, &asked_shape,
                   &(struct asked){x.id, "已请求协调，分管领导和督办办公室会答复；期间请继续办理能办的部分"});
    return e;
}

static enum err ask(struct req *req, struct res *res)
{
    return req_tx(req, res, ask_tx, req->body);
}

/* ---- the office takes something to the leader group by itself (A4.4.2) */
struct raise_in {
    const char *what, *reason;
    int way;
    int32_t by_on;
    struct list file_ids;
};
static const struct field raise_fields[] = {
    COL(struct raise_in, what, F_TEXT, "需要领导小组解决什么", .min = 5, .max = 1000, .required = true),
    COL(struct raise_in, reason, F_TEXT, "提请理由", .min = 2, .max = 1000, .required = true),
    COL(struct raise_in, way, F_CHOICE, "怎样研究", .required = true, .choices = &escalation_ways),
    COL(struct raise_in, by_on, F_DATE, "希望何日前解决"),
    COL(struct raise_in, file_ids, F_INTS, "附件", .max = FILES_PER_OBJECT),
};
static const struct shape raise_shape = SHAPE("EscalationRaiseIn", struct raise_in, raise_fields);

static enum err raise_tx(struct req *req, struct res *res, void *ctx)
{
    const struct raise_in *in = ctx;
    struct matter_case c = {0};
    enum err e = matter_lock(req, req->ids[0], &c);
    if (e == OK && c.m.body_id != req->actor.body_id)
        return req_fail(req, ERR_FORBIDDEN, "not-yours", "只能提请本督办机构立项的事项");
    if (e == OK && c.m.status != MS_ISSUED)
        return req_fail(req, ERR_CONFLICT, "wrong-state", "事项不在办理中，不能提请领导小组");
    struct escalation x = {
        .what = in->what, .by_on = in->by_on, .status = ES_ESCALATED, .way = in->way, .reason = in->reason};
    if (e == OK)
        e = keep(req, &c, &x, &in->file_ids);
    if (e == OK)
        e = escalation_record(req, &x, MA_ESCALATE, choice_label(&escalation_ways, in->way));
    if (e == OK)
        e = escalation_tell(req, &x, EV_RAISED, in->what);
    if (e == OK)
        res_struct(res, &asked_shape, &(struct asked){x.id, "已提请领导小组，等待决定"});
    return e;
}

static enum err raise_by_office(struct req *req, struct res *res)
{
    return req_tx(req, res, raise_tx, req->body);
}

/* ---- reading */
static enum err dress(struct req *req, struct list *all)
{
    struct escalation *x = all->items;
    enum err e = OK;
    for (size_t n = 0; e == OK && n < all->n; n++) {
        e = directives_of(req, DS_ESCALATION, x[n].id, &x[n].directives);
        if (e == OK)
            e = file_list_of(req->db, req->arena, FILE_OF_ESCALATION, x[n].id, &x[n].files);
        escalation_buttons(req->arena, &x[n], &req->actor);
    }
    return e;
}

struct escalations {
    struct list items;
};
static const struct field escalations_fields[] = {
    COL(struct escalations, items, F_LIST, "提请协调", .of = &escalation_shape)};
static const struct shape escalations_shape = SHAPE("Escalations", struct escalations, escalations_fields);

static enum err list(struct req *req, struct res *res)
{
    struct matter m = {0};
    struct escalations out = {0};
    enum err e = matter_by_id(req, req->ids[0], &m);
    if (e == OK)
        e = escalations_of_matter(req, m.id, &out.items);
    if (e == OK)
        e = dress(req, &out.items);
    if (e == OK)
        res_struct(res, &escalations_shape, &out);
    return e;
}

static const struct route escalation_routes[] = {
    {POST, "/api/assignments/{id}/escalations", ROLE_UNIT, ask, "请求协调", .body = &ask_shape,
     .reply = &asked_shape, .flags = R_CREATED | R_NO_VERSION},
    {POST, "/api/matters/{id}/escalations", ROLE_OFFICE, raise_by_office, "提请领导小组",
     .body = &raise_shape, .reply = &asked_shape, .flags = R_CREATED | R_NO_VERSION},
    {GET, "/api/matters/{id}/escalations", ROLE_BUSINESS, list, "事项的提请协调",
     .reply = &escalations_shape},
};
const struct module escalation_module = {
    .name = "escalation",
    .routes = escalation_routes,
    .nroutes = ARRAY_LEN(escalation_routes),
    .queries = escalation_queries,
    .nqueries = ESCALATION_QUERIES,
};
