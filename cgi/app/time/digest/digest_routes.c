#include "app/audit/audit.h"
#include "app/org/org.h"
#include "app/time/digest/digest_priv.h"

static enum err list(struct req *req, struct res *res)
{
    return digest_page(res, org_after(req));
}

static enum err show(struct req *req, struct res *res)
{
    struct digest d = {0};
    enum err e = digest_get(req, req->ids[0], &d);
    res->version = d.version;
    if (e == OK)
        res_struct(res, &digest_shape, &d);
    return e;
}

static enum err current(struct req *req, struct res *res)
{
    struct digest d = {0};
    enum err e = digest_get(req, req->ids[0], &d);
    if (e == OK)
        res_struct(res, &digest_row_shape, &d);
    return e;
}

/* Monday to today where nothing is said. */
static enum err read_period(struct req *req, struct digest_period *p, char sign)
{
    int32_t today = date_of(req->now);
    if (p->to_on == 0)
        p->to_on = today;
    if (p->from_on == 0)
        p->from_on = p->to_on - date_weekday(p->to_on) + 1;
    const char *to = sign == '?' ? "?to_on" : "#/to_on", *from = sign == '?' ? "?from_on" : "#/from_on";
    if (p->to_on > today)
        return req_field(req, to, "不能晚于今天");
    if (p->from_on > p->to_on || p->to_on - p->from_on >= PERIOD_DAYS_MAX)
        return req_field(req, from, "应在截止日期之前，一次至多 %d 天", PERIOD_DAYS_MAX);
    return OK;
}

/* What the leader would be told now: 422 */
static enum err brief(struct req *req, struct res *res)
{
    struct digest_period p = *(struct digest_period *)req->query;
    struct digest_reader reader = {0};
    enum err e = read_period(req, &p, '?');
    if (e == OK)
        e = digest_reader_of(req->db, req->arena, req->actor.membership_id, date_of(req->now), &reader);
    struct digest_content content = {.from_on = p.from_on, .to_on = p.to_on};
    if (e == OK)
        e = digest_collect(req->db, req->arena, &reader, date_of(req->now), &content);
    if (e == OK)
        res_struct(res, &digest_content_shape, &content);
    return e;
}

static enum err lateness(struct req *req, struct res *res)
{
    struct digest_period p = *(struct digest_period *)req->query;
    enum err e = read_period(req, &p, '?');
    return e == OK ? lateness_rows(res, p, org_after(req)) : e;
}

/* ---- making, editing, sending: the office */
struct order {
    int64_t membership_id;
    struct digest_period period;
};

static enum err find_reader(struct req *req, int64_t membership_id, struct digest_reader *out)
{
    enum err e = digest_reader_of(req->db, req->arena, membership_id, date_of(req->now), out);
    if (e == ERR_NOT_FOUND || (e == OK && out->body_id != req->actor.body_id))
        return req_field(req, "#/membership_id", "请选择本督办机构在任的领导");
    return e;
}

static char *content_for(struct req *req, const struct digest_reader *reader, struct digest_period p,
                         enum err *e)
{
    struct digest_content content = {.from_on = p.from_on, .to_on = p.to_on};
    struct json j;
    json_init(&j, req->arena);
    *e = digest_collect(req->db, req->arena, reader, date_of(req->now), &content);
    if (*e == OK)
        json_struct(&j, &digest_content_shape, &content);
    return j.out.data;
}

static enum err reply(struct req *req, struct res *res, int64_t id, const char *action)
{
    struct digest d = {0};
    enum err e = digest_get(req, id, &d);
    if (e != OK)
        return e;
    audit_note(req, action, "digest", id, NULL);
    res->version = d.version;
    res_struct(res, &digest_shape, &d);
    return OK;
}

static enum err make_tx(struct req *req, struct res *res, void *ctx)
{
    const struct order *in = ctx;
    struct digest_reader reader = {0};
    struct digest made = {0};
    int64_t id;
    enum err e = find_reader(req, in->membership_id, &reader);
    if (e != OK)
        return e;
    const struct digest_new fresh = {&reader, in->period, content_for(req, &reader, in->period, &e),
                                     req->actor.name};
    if (e == OK)
        e = digest_put(req->db, &fresh, req->now, &id);
    if (e == OK)
        e = digest_lock(req, id, &made);
    if (e == OK && made.status == DS_SENT)
        return req_fail(req, ERR_CONFLICT, "digest-sent", "这位领导这段时间的摘要已经送出，请另选时段");
    return e == OK ? reply(req, res, id, "digest.make") : e;
}

/* 409 422 */
static enum err make(struct req *req, struct res *res)
{
    struct order *in = req->body;
    enum err e = read_period(req, &in->period, '#');
    return e == OK ? req_tx(req, res, make_tx, in) : e;
}

static enum err begin(struct req *req)
{
    struct digest d = {0};
    enum err e = digest_lock(req, req->ids[0], &d);
    if (e == OK && d.version != req->version)
        return req_fail(req, ERR_STALE, "stale", "内容已被他人更新，请看过最新情况再办理");
    if (e == OK && d.status == DS_SENT)
        return req_fail(req, ERR_CONFLICT, "digest-sent", "摘要已经送出，不能再改动");
    return e;
}

struct notes {
    const char *note;
    struct list items; /* struct matter_note */
};

static enum err check_notes(struct req *req, const struct notes *in)
{
    int64_t strangers = 0;
    enum err e = in->items.n > 0 ? digest_strangers(req, &in->items, &strangers) : OK;
    return strangers > 0 ? req_field(req, "#/items", "只能分析本督办机构的事项") : e;
}

static const char *notes_json(struct arena *a, const struct list *items)
{
    struct json j;
    json_init(&j, a);
    json_open(&j, '[');
    for (size_t i = 0; i < items->n; i++)
        json_struct(&j, &matter_note_shape, (const struct matter_note *)items->items + i);
    json_close(&j, ']');
    return items->n > 0 ? j.out.data : NULL;
}

static enum err edit_tx(struct req *req, struct res *res, void *ctx)
{
    const struct notes *in = ctx;
    enum err e = begin(req);
    if (e == OK)
        e = check_notes(req, in);
    if (e == OK)
        e = digest_note(req, req->ids[0], in->note, notes_json(req->arena, &in->items));
    return e == OK ? reply(req, res, req->ids[0], "digest.edit") : e;
}

/* 409 412 422 */
static enum err edit(struct req *req, struct res *res)
{
    return req_tx(req, res, edit_tx, req->body);
}

static enum err tell(struct req *req, const struct digest *d)
{
    const struct list people = {(int64_t *)&d->person_id, 1};
    const struct notice notice = {
        .kind = NK_DIGEST,
        .dedupe = arena_printf(req->arena, "digest/%lld/sent", (long long)d->id),
        .title = digest_title(req->arena, (struct digest_period){d->from_on, d->to_on}),
        .text = d->note ? d->note : "督办办公室送来督办摘要，请查看。",
    };
    return notice_send(req->db, req->arena, req->now, &notice, &people);
}

static enum err send_tx(struct req *req, struct res *res, void *ctx)
{
    (void)ctx;
    struct digest d = {0};
    enum err e = begin(req);
    if (e == OK)
        e = digest_sent(req, req->ids[0]);
    if (e == OK)
        e = digest_get(req, req->ids[0], &d);
    if (e == OK)
        e = tell(req, &d);
    return e == OK ? reply(req, res, d.id, "digest.send") : e;
}

/* 409 412 */
static enum err send_digest(struct req *req, struct res *res)
{
    return req_tx(req, res, send_tx, NULL);
}

static const struct field period_fields[] = {
    {"from_on", F_DATE, offsetof(struct digest_period, from_on), .label = "自"},
    {"to_on", F_DATE, offsetof(struct digest_period, to_on), .label = "至"},
};
static const struct shape period_shape = SHAPE("Period", struct digest_period, period_fields);
static const struct field order_fields[] = {
    {"membership_id", F_INT, offsetof(struct order, membership_id), "领导任职", .min = 1, .required = true},
    {"from_on", F_DATE, offsetof(struct order, period.from_on), .label = "自"},
    {"to_on", F_DATE, offsetof(struct order, period.to_on), .label = "至"},
};
static const struct shape order_shape = SHAPE("DigestNew", struct order, order_fields);
static const struct field notes_fields[] = {
    {"note", F_TEXT, offsetof(struct notes, note), "分析和建议", .max = 4000},
    {"items", F_LIST, offsetof(struct notes, items), "对各事项的分析", .max = NOTES_MAX,
     .of = &matter_note_shape},
};
static const struct shape notes_shape = SHAPE("DigestNotes", struct notes, notes_fields);

static const struct route routes[] = {
    {GET, "/api/digests", ROLE_BODY, list, "督办摘要", .reply = &digest_row_shape, .flags = R_PAGE},
    {GET, "/api/digests/{id}", ROLE_BODY, show, "一份督办摘要", .reply = &digest_shape},
    {POST, "/api/digests", ROLE_OFFICE, make, "生成督办摘要", .body = &order_shape, .reply = &digest_shape,
     .flags = R_CREATED},
    {PUT, "/api/digests/{id}", ROLE_OFFICE, edit, "编辑督办摘要的分析", .body = &notes_shape,
     .reply = &digest_shape, .flags = R_IF_MATCH, .current = current},
    {POST, "/api/digests/{id}/send", ROLE_OFFICE, send_digest, "送出督办摘要", .reply = &digest_shape,
     .flags = R_IF_MATCH, .current = current},
    {GET, "/api/briefing", ROLE_LEADER, brief, "领导简报：此刻的情况", .query = &period_shape,
     .reply = &digest_content_shape},
    {GET, "/api/stats/lateness", ROLE_BODY, lateness, "各单位按时和逾期的项数", .query = &period_shape,
     .reply = &lateness_shape, .flags = R_PAGE},
};
const struct module digest_module = {
    .name = "digest",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = digest_queries,
    .nqueries = ARRAY_LEN(digest_queries),
};
/* The statements of what a digest says. */
const struct module digest_content_module = {
    .name = "digest-content", .queries = content_queries, .nqueries = ARRAY_LEN(content_queries)};
