#include "app/auth/auth.h"
#include "app/message/notice/notice_priv.h"

struct filter {
    bool unread;
};
static const struct field filter_fields[] = {
    {"unread", F_BOOL, offsetof(struct filter, unread), .label = "只看未读"},
};
static const struct shape filter_shape = SHAPE("NotificationFilter", struct filter, filter_fields);

static enum err list_notifications(struct req *req, struct res *res)
{
    const struct filter *f = req->query;
    return res_page(res, &NOTIFICATIONS,
                    DB_ARGS(db_i64(req->actor.person_id), db_bool(f->unread), db_text(req->after),
                            db_text(req->after), db_i64(req->limit + 1)));
}

struct unread {
    int64_t unread;
};
static const struct field unread_fields[] = {
    {"unread", F_INT, offsetof(struct unread, unread), .label = "未读条数"},
};
static const struct shape unread_shape = SHAPE("UnreadCount", struct unread, unread_fields);

static enum err count(struct req *req, struct res *res)
{
    struct unread u;
    enum err e = notification_count(req, &u.unread);
    if (e == OK)
        res_struct(res, &unread_shape, &u);
    return e;
}

/* ---- reading */
struct marks {
    struct list ids;
    bool all;
};
static const struct field marks_fields[] = {
    {"ids", F_INTS, offsetof(struct marks, ids), "通知", .max = 200},
    {"all", F_BOOL, offsetof(struct marks, all), .label = "全部"},
};
static const struct shape marks_shape = SHAPE("NotificationsRead", struct marks, marks_fields);

static enum err mark(struct req *req, struct res *res, void *ctx)
{
    const struct marks *m = ctx;
    const int64_t *ids = m->ids.items;
    struct unread u;
    enum err e = m->all ? notification_read_all(req) : OK;
    for (size_t i = 0; e == OK && i < m->ids.n; i++)
        e = notification_read(req, ids[i]);
    if (e == OK)
        e = notification_count(req, &u.unread);
    if (e == OK)
        res_struct(res, &unread_shape, &u);
    return e;
}

static enum err read_some(struct req *req, struct res *res)
{
    const struct marks *m = req->body;
    if (!m->all && m->ids.n == 0)
        return req_field(req, "#/ids", "请选择要标为已读的通知，或全部标为已读");
    return req_tx(req, res, mark, req->body);
}

/* ---- preferences */
static enum err show_preferences(struct req *req, struct res *res)
{
    struct preference p;
    enum err e = preference_of(req->db, req->arena, req->actor.person_id, &p);
    if (e == OK)
        res_struct(res, &preference_shape, &p);
    return e;
}

static enum err keep_preferences(struct req *req, struct res *res, void *ctx)
{
    enum err e = preference_put(req->db, req->actor.person_id, ctx);
    if (e == OK)
        res_struct(res, &preference_shape, ctx);
    return e;
}

static enum err set_preferences(struct req *req, struct res *res)
{
    const struct preference *p = req->body;
    enum err e = OK;
    if (p->quiet_from && !quiet_valid(p->quiet_from))
        e = req_field(req, "#/quiet_from", "免打扰开始应为几时几分，如 22:00");
    if (p->quiet_to && !quiet_valid(p->quiet_to))
        e = req_field(req, "#/quiet_to", "免打扰结束应为几时几分，如 07:30");
    if (!p->quiet_from != !p->quiet_to)
        e = req_field(req, p->quiet_from ? "#/quiet_to" : "#/quiet_from", "免打扰的开始和结束应一并填写");
    return e == OK ? req_tx(req, res, keep_preferences, req->body) : e;
}

/* ---- events: nginx holds the stream, and gives it to whom the cookie shows (401) */
static enum err events(struct req *req, struct res *res)
{
    int64_t person_id;
    char *channels = NULL;
    enum err e = auth_of_cookie(req, &person_id);
    if (e == OK)
        e = notice_channels(req, person_id, &channels);
    if (e != OK)
        return e;
    res->accel = arena_printf(req->arena, "/.events/%s", channels);
    res->type = "text/event-stream";
    return OK;
}

static const struct route routes[] = {
    {GET, "/api/notifications", ROLE_ANY, list_notifications, "我的通知", .query = &filter_shape,
     .reply = &notification_shape, .flags = R_PAGE},
    {GET, "/api/notifications/count", ROLE_ANY, count, "未读通知条数", .reply = &unread_shape},
    {POST, "/api/notifications/read", ROLE_ANY, read_some, "标为已读", .body = &marks_shape,
     .reply = &unread_shape, .flags = R_NO_VERSION},
    {GET, "/api/me/preferences", ROLE_ANY, show_preferences, "我的通知偏好", .reply = &preference_shape},
    {PUT, "/api/me/preferences", ROLE_ANY, set_preferences, "修改通知偏好", .body = &preference_shape,
     .reply = &preference_shape, .flags = R_NO_VERSION},
    {GET, "/api/events", PERM_PUBLIC, events, "实时提示（Server-Sent Events，以会话 Cookie 识别）",
     .flags = R_FILE},
};
const struct module notice_module = {
    .name = "notice",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = notice_queries,
    .nqueries = NOTICE_QUERIES,
};
