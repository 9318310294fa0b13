#include "app/meeting/meeting/meeting.h"
#include "app/view/home/home_priv.h"

#define MINUTES_WORKDAYS 3 /* after a meeting its minutes are due */

/* The invited answer; the office writes the minutes, and makes of them what was resolved. */
#define UNANSWERED                                                                                           \
    "EXISTS (SELECT 1 FROM meeting_invite v WHERE v.meeting_id = g.id AND v.reply IS NULL AND " IS_INVITED(  \
        "v") ")"
#define UNMADE                                                                                               \
    "(EXISTS (SELECT 1 FROM resolution r WHERE r.meeting_id = g.id AND r.made_at IS NULL"                    \
    " AND r.becomes <> 'note')"                                                                              \
    " OR NOT EXISTS (SELECT 1 FROM resolution r WHERE r.meeting_id = g.id))"
#define KIND                                                                                                 \
    "CASE WHEN g.status = 'planned' AND g.starts_at > ? AND " UNANSWERED " THEN 'meeting_reply'"             \
    " WHEN ? AND me.scope = 2 * g.body_id AND g.minutes IS NULL AND g.ends_at <= ? THEN 'meeting_minutes'"   \
    " WHEN ? AND me.scope = 2 * g.body_id AND g.status = 'held' AND g.minutes IS NOT NULL AND " UNMADE       \
    " THEN 'meeting_resolve' END"
const struct db_query MEETING_TODOS = {
    .name = "meeting_todos",
    .sql = "SELECT NULL AS yellow_on, NULL AS red_on, NULL AS paused_since, 0 AS progress, NULL AS "
           "light_note, " KIND " AS kind,"
           " NULL AS matter_id, NULL AS assignment_id, g.title, g.doc_no,"
           " DATE(g.starts_at + INTERVAL 8 HOUR) AS due_on, TRUE AS running, NULL AS unit_name,"
           " COALESCE(g.minutes_at, IF(g.status = 'planned' AND g.starts_at > ?, g.called_at, g.ends_at)) AS "
           "since,"
           " CONCAT('/meetings/', g.id) AS path FROM " MEETING_ME
           " JOIN meeting g ON g.status IN ('planned', 'held')"
           " WHERE " SEES_MEETING " HAVING kind IS NOT NULL ORDER BY g.starts_at, g.id LIMIT ?",
    .row = &todo_row_shape,
};

/* Minutes wait from their day on; what was resolved has no day of its own. */
static enum err date_todos(struct req *req, struct list *todos)
{
    struct calendar calendar = {0};
    struct todo *t = todos->items;
    int32_t today = date_of(req->now);
    size_t n = 0;
    enum err e = OK;
    for (size_t i = 0; e == OK && i < todos->n; i++) {
        if (t[i].kind == TODO_MEETING_MINUTES) {
            e = calendar_load_from(req->db, req->arena, date_of(t[i].since), &calendar);
            t[i].due_on = workdays_add(&calendar, date_of(t[i].since), MINUTES_WORKDAYS, NULL);
            if (t[i].due_on > today)
                continue;
        } else if (t[i].kind == TODO_MEETING_RESOLVE)
            t[i].due_on = 0;
        t[n++] = t[i];
    }
    todos->n = n;
    return e;
}

enum err todo_meetings(struct req *req, struct list *out)
{
    struct list more = {0};
    struct db_arg now = db_instant(req->now), office = db_bool(req->actor.role == ROLE_OFFICE);
    enum err e = db_list(req->db, req->arena, &MEETING_TODOS, &more,
                         DB_ARGS(now, office, now, office, now, MEETING_WHO(&req->actor), db_i64(TODOS_MAX)));
    if (e == OK)
        e = date_todos(req, &more);
    if (e == OK)
        todo_merge(req->arena, out, &more);
    return e;
}
