#include "app/audit/audit.h"
#include "app/message/outbox/outbox_priv.h"

struct filter {
    int state;
};
static const struct field filter_fields[] = {
    {"state", F_CHOICE, offsetof(struct filter, state), "状态", .choices = &outbox_states},
};
static const struct shape filter_shape = SHAPE("OutboxFilter", struct filter, filter_fields);

static enum err list_items(struct req *req, struct res *res)
{
    const struct filter *f = req->query;
    const char *state = f->state ? choice_name(&outbox_states, f->state) : "dead";
    return res_page(
        res, &OUTBOX_LIST,
        DB_ARGS(db_text(state), db_text(req->after), db_text(req->after), db_i64(req->limit + 1)));
}

static enum err put_back(struct req *req, struct res *res, void *ctx)
{
    (void)res;
    (void)ctx;
    enum err e = outbox_resend(req->db, req->now, req->ids[0]);
    if (e == ERR_NOT_FOUND)
        return req_fail(req, e, "outbox-not-dead", "没有这条消息，或者它不是未能发出的，请刷新后再看");
    audit_note(req, "outbox.resend", "outbox", req->ids[0], NULL);
    return e;
}

static enum err resend(struct req *req, struct res *res)
{
    return req_tx(req, res, put_back, NULL);
}

static const struct route routes[] = {
    {GET, "/api/outbox", ROLE_ADMIN, list_items, "发件箱：未能发出的，或按状态查看", .query = &filter_shape,
     .reply = &outbox_item_shape, .flags = R_PAGE},
    {POST, "/api/outbox/{id}/resend", ROLE_ADMIN, resend, "重新发送", .flags = R_NO_CONTENT | R_NO_VERSION},
};
const struct module outbox_module = {
    .name = "outbox",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = outbox_queries,
    .nqueries = OUTBOX_QUERIES,
};
