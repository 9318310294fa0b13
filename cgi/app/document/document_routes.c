#include "app/document/document_priv.h"

#include <stdlib.h>

static enum err show(struct req *req, struct res *res)
{
    struct document_page d = {0};
    enum err e = document_by_id(req, req->ids[0], &d);
    if (e != OK)
        return e;
    res_struct(res, &document_page_shape, &d);
    return OK;
}

static bool key_of(const char *text, int64_t *key)
{
    char *end;
    *key = strtoll(text, &end, 10);
    return *text >= '1' && *text <= '9' && *end == '\0' && end - text <= 15;
}

static enum err list_register(struct req *req, struct res *res)
{
    const struct register_query *q = req->query;
    struct db_arg kind = db_choice(&document_kinds, q->kind), year = db_id(q->year);
    int64_t last = 0;
    if (req->after != NULL && !key_of(req->after, &last))
        return req_field(req, "?after", "翻页位置无效，请从第一页重新查看");
    struct db_arg after = db_id(last);
    return res_page(
        res, &REGISTER,
        DB_ARGS(db_i64(req->actor.body_id), kind, kind, year, year, after, after, db_i64(req->limit + 1)));
}

static const struct route document_routes[] = {
    {.method = GET,
     .path = "/api/documents",
     .who = ROLE_BODY,
     .fn = list_register,
     .summary = "发文登记簿",
     .query = &register_query_shape,
     .reply = &register_row_shape,
     .flags = R_PAGE},
    {.method = GET,
     .path = "/api/documents/{id}",
     .who = ROLE_BUSINESS,
     .fn = show,
     .summary = "公文",
     .reply = &document_page_shape},
};

const struct module document_module = {
    .name = "document",
    .routes = document_routes,
    .nroutes = ARRAY_LEN(document_routes),
    .queries = document_queries,
    .nqueries = ARRAY_LEN(document_queries),
};
