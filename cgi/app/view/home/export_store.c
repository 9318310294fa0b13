#include "app/view/home/home_priv.h"

static const struct field facts_fields[] = {
    {"n", F_INT, offsetof(struct export_facts, n), .label = "次序"},
    {"origin_title", F_TEXT, offsetof(struct export_facts, origin_title), .label = "依据"},
    {"origin_no", F_TEXT, offsetof(struct export_facts, origin_no), .label = "文号"},
    {"origin_person", F_TEXT, offsetof(struct export_facts, origin_person), .label = "批示领导"},
    {"others", F_TEXT, offsetof(struct export_facts, others), .label = "其他单位"},
    {"done", F_TEXT, offsetof(struct export_facts, done), .label = "进展情况"},
    {"problem", F_TEXT, offsetof(struct export_facts, problem), .label = "存在问题"},
    {"next_step", F_TEXT, offsetof(struct export_facts, next_step), .label = "下一步"},
};
static const struct shape facts_shape = SHAPE("ExportFacts", struct export_facts, facts_fields);

const struct db_query EXPORT_FACTS = {
    .name = "export_facts",
    .sql = "SELECT k.n, m.origin_title, m.origin_no, m.origin_person,"
           " (SELECT GROUP_CONCAT(a.unit_name ORDER BY a.id SEPARATOR '、') FROM assignment a"
           " WHERE a.matter_id = m.id AND a.unit_id <> COALESCE(m.lead_unit_id, 0)"
           " AND a.status <> 'withdrawn') AS others,"
           " r.done, r.problem, r.next_step"
           " FROM JSON_TABLE(?, '$[*]' COLUMNS (n FOR ORDINALITY, id BIGINT PATH '$')) k"
           " STRAIGHT_JOIN matter m ON m.id = k.id"
           " LEFT JOIN report r ON r.matter_id = m.id"
           " AND r.id = (SELECT MAX(x.id) FROM report x WHERE x.matter_id = m.id)"
           " WHERE " MATTER_VISIBLE " ORDER BY k.n",
    .row = &facts_shape,
};

enum err export_facts_of(struct req *req, const struct list *rows, struct list *out)
{
    const struct ledger_row *row = rows->items;
    struct buf ids;
    buf_init(&ids, req->arena);
    for (size_t i = 0; i < rows->n; i++) {
        buf_putc(&ids, i == 0 ? '[' : ',');
        buf_i64(&ids, row[i].id);
    }
    buf_puts(&ids, rows->n == 0 ? "[]" : "]");
    return db_list(req->db, req->arena, &EXPORT_FACTS, out,
                   DB_ARGS(db_text(ids.data), db_i64(req->actor.scope)));
}
