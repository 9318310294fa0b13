#include "app/track/inspection/inspection.h"
#include "app/view/home/home_priv.h"

/* The team's visits and report, a leader's approval, the office's publication, the unit's confirmation. */
#define UNFINISHED                                                                                           \
    "EXISTS (SELECT 1 FROM inspection_visit v WHERE v.inspection_id = i.id AND v.status = 'planned')"
#define OWN_UNCONFIRMED                                                                                      \
    "EXISTS (SELECT 1 FROM inspection_visit v WHERE v.inspection_id = i.id AND v.status = 'done'"            \
    " AND me.scope = 2 * v.unit_id + 1)"
#define KIND                                                                                                 \
    "CASE WHEN i.status IN ('planned', 'underway') AND " UNFINISHED " THEN IF(" IS_ON_TEAM(                  \
        "") ", 'inspect', NULL)"                                                                             \
            " WHEN i.status = 'underway' THEN IF(" IS_ON_TEAM(                                               \
                " AND t.is_leader") ", 'inspection_report', NULL)"                                           \
                                    " WHEN i.status = 'reported' AND me.scope = 2 * i.body_id THEN"          \
                                    " IF(i.approved_at IS NULL, IF(?, 'inspection_approve', NULL),"          \
                                    " IF(?, 'inspection_publish', NULL))"                                    \
                                    " WHEN i.status = 'published' AND " OWN_UNCONFIRMED                      \
                                    " THEN 'inspection_confirm' END"
const struct db_query INSPECTION_TODOS = {
    .name = "inspection_todos",
    .sql = "SELECT NULL AS yellow_on, NULL AS red_on, NULL AS paused_since, 0 AS progress, NULL AS "
           "light_note, " KIND " AS kind, NULL AS matter_id, NULL AS assignment_id, i.title, i.doc_no,"
           " IF(i.status IN ('planned', 'underway'), i.until_on, NULL) AS due_on, TRUE AS running,"
           " NULL AS unit_name, COALESCE(i.published_at, i.reported_at, i.created_at) AS since,"
           " CONCAT('/inspections/', i.id) AS path FROM " INSPECTION_ME " JOIN inspection i"
           " WHERE i.status <> 'cancelled' AND (" SEES_WHOLE " OR i.status = 'published')"
           " HAVING kind IS NOT NULL ORDER BY due_on IS NULL, due_on, i.id LIMIT ?",
    .row = &todo_row_shape,
};

enum err todo_inspections(struct req *req, struct list *out)
{
    const struct actor *who = &req->actor;
    struct list more = {0};
    enum err e = db_list(req->db, req->arena, &INSPECTION_TODOS, &more,
                         DB_ARGS(db_bool(who->role == ROLE_LEADER), db_bool(who->role == ROLE_OFFICE),
                                 INSPECTION_WHO(req), db_i64(TODOS_MAX)));
    if (e == OK)
        todo_merge(req->arena, out, &more);
    return e;
}
