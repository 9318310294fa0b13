#include "http/http_priv.h"

struct pong {
    int64_t one;
};
static const struct field pong_fields[] = {
    {.name = "one", .type = F_INT, .at = offsetof(struct pong, one), .label = "一"},
};
static const struct shape pong_shape = SHAPE("Pong", struct pong, pong_fields);
const struct db_query health_ping_query = {
    .name = "health_ping", .sql = "SELECT 1 AS one", .row = &pong_shape};

enum err health_ping(struct req *req)
{
    struct pong pong;
    enum err e = db_ready(req->db);
    return e == OK ? db_one(req->db, req->arena, &health_ping_query, &pong, DB_NONE) : e;
}
