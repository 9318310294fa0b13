#include "app/time/move/move_priv.h"

struct matter_id {
    int64_t id;
};
static const struct field id_fields[] = {
    {.name = "id", .type = F_INT, .at = offsetof(struct matter_id, id), .label = "事项"}};
static const struct shape id_shape = SHAPE("MovedMatter", struct matter_id, id_fields);

#define OPEN_ITEMS "SELECT DISTINCT d.matter_id AS id FROM due_item d WHERE d.closed_at IS NULL"
#define OF_BODY " AND (? IS NULL OR d.body_id = ?)"
static const struct db_query TO_RECOMPUTE = {
    .name = "matters_to_recompute",
    .sql = OPEN_ITEMS OF_BODY " AND EXISTS (SELECT 1 FROM calendar_version v"
                              " WHERE v.id > COALESCE(d.calendar_version, 0)"
                              " AND v.year BETWEEN YEAR(d.start_on) AND YEAR(d.due_on)) ORDER BY id",
    .row = &id_shape,
};
static const struct db_query IN_YEAR = {
    .name = "matters_in_year",
    .sql = OPEN_ITEMS OF_BODY " AND d.due_on >= ? AND d.start_on <= ? ORDER BY id",
    .row = &id_shape,
};
static const struct db_query OF_ITEMS = {
    .name = "matters_of_items",
    .sql = OPEN_ITEMS OF_BODY
    " AND d.id IN (SELECT t.id FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) t)"
    " ORDER BY id",
    .row = &id_shape,
};
const struct db_query *const move_queries[MOVE_QUERIES] = {&TO_RECOMPUTE, &IN_YEAR, &OF_ITEMS};

static struct db_arg own_body(const struct req *req)
{
    return db_id(req->actor.role == ROLE_ADMIN ? 0 : req->actor.body_id);
}

enum err matters_to_recompute(struct req *req, struct list *out)
{
    struct db_arg body = own_body(req);
    return db_list(req->db, req->arena, &TO_RECOMPUTE, out, DB_ARGS(body, body));
}

enum err matters_in_year(struct req *req, int year, struct list *out)
{
    struct db_arg body = own_body(req);
    return db_list(req->db, req->arena, &IN_YEAR, out,
                   DB_ARGS(body, body, db_date(date_make(year, 1, 1)), db_date(date_make(year, 12, 31))));
}

enum err matters_of_items(struct req *req, const struct list *ids, struct list *out)
{
    struct db_arg body = own_body(req);
    return db_list(req->db, req->arena, &OF_ITEMS, out,
                   DB_ARGS(body, body, db_text(json_ids(req->arena, ids))));
}

const struct due_part *due_part_of(const struct due_case *c, int64_t assignment_id)
{
    const struct due_part *p = c->parts.items;
    for (size_t i = 0; i < c->parts.n; i++)
        if (p[i].id == assignment_id)
            return &p[i];
    return NULL;
}
