#include "app/audit/audit.h"
#include "app/message/notice/notice.h"
#include "app/org/org.h"
#include "app/time/calendar/calendar.h"
#include "app/track/contact/contact_priv.h"

#define EXPORT_PAGE 200
#define EXPORT_MAX 20000

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }

/* ---- writing one down */
#define IN(member, kind_of, text, ...) COL(struct contact_in, member, kind_of, text, ##__VA_ARGS__)
static const struct field in_fields[] = {
    IN(method, F_CHOICE, "方式", .choices = &contact_methods, .required = true),
    IN(is_incoming, F_BOOL, "来电"),
    IN(at, F_INSTANT, "时间"),
    IN(place, F_TEXT, "地点或资料", .max = 100),
    IN(counterpart, F_TEXT, "对方姓名", .max = 40),
    IN(counterpart_post, F_TEXT, "对方职务", .max = 40),
    IN(counterpart_phone, F_TEXT, "对方电话", .max = 30),
    IN(points, F_TEXT, "要点", .min = 2, .max = 2000, .required = true),
    IN(demand, F_TEXT, "要求", .max = 1000),
    IN(reply, F_TEXT, "对方答复", .max = 1000),
    IN(answer_by, F_DATE, "书面答复时限"),
    IN(file_ids, F_INTS, "附件", .max = FILES_PER_OBJECT),
};
const struct shape contact_in_shape = SHAPE("ContactIn", struct contact_in, in_fields);
struct made {
    int64_t id;
    const char *message;
};
static const struct field made_fields[] = {
    COL(struct made, id, F_INT, "编号"),
    COL(struct made, message, F_TEXT, "回执"),
};
static const struct shape made_shape = SHAPE("ContactMade", struct made, made_fields);

static struct assignment *part_of(const struct matter_case *c, int64_t id)
{
    struct assignment *at = c->units.items;
    while (at->id != id)
        at++;
    return at;
}

static enum err load(struct req *req, int64_t assignment_id, struct matter_case *c)
{
    c->who = &req->actor;
    c->today = date_of(req->now);
    enum err e = matter_of_assignment(req, assignment_id, &c->m);
    if (e == OK)
        e = assignments_list(req, c->m.id, &c->units);
    if (e == OK)
        c->at = part_of(c, assignment_id);
    return e;
}

/* D3.1: an answer is demanded of the units in one's own charge. */
static bool may_demand(const struct matter_case *c)
{
    int rank = c->who->rank;
    return c->who->role != ROLE_LEADER || rank == RANK_HEAD || (rank == RANK_DEPUTY && c->at->in_charge);
}

static enum err check(struct req *req, const struct matter_case *c, const struct contact_in *in)
{
    const char *pointer = NULL, *fault = contact_fault(in, req->now, &pointer);
    if (c->m.body_id != req->actor.body_id)
        return req_fail(req, ERR_FORBIDDEN, "not-yours", "只能记录本督办机构立项的事项");
    if (c->m.status != MS_ISSUED || c->at->status == AS_WITHDRAWN)
        return req_fail(req, ERR_CONFLICT, "wrong-state", "事项不在办理中，不能再添跟踪记录");
    if (in->answer_by != 0 && !may_demand(c))
        return req_fail(req, ERR_FORBIDDEN, "not-in-charge",
                        "%s不在您的分管范围，不能要求书面答复；请只作记录，或者用批示提请组长确认",
                        c->at->unit_name);
    return fault == NULL ? OK : req_field(req, pointer, "%s", fault);
}

static enum err demand_answer(struct req *req, const struct matter_case *c, const struct contact_in *in,
                              int64_t contact_id)
{
    int64_t id;
    struct directive_in d = {.matter_id = c->m.id,
                             .assignment_id = c->at->id,
                             .source = DS_CONTACT,
                             .source_id = contact_id,
                             .text = in->demand,
                             .due_on = in->answer_by};
    return in->answer_by == 0 ? OK : directive_add(req, &d, &id);
}

/* Where an answer is demanded, that tells them already. */
static enum err tell(struct req *req, const struct matter_case *c, const struct contact_in *in, int64_t id)
{
    struct list people = {0};
    struct notice n = {
        .kind = NK_CONTACT,
        .dedupe = arena_printf(req->arena, "contact/%lld", (long long)id),
        .title = arena_printf(req->arena, "%s已记录：%s", contact_note(req->arena, in), c->m.title),
        .text = in->points,
        .matter_id = c->m.id,
        .assignment_id = c->at->id};
    if (in->answer_by != 0)
        return OK;
    enum err e = notice_people(req->db, req->arena, c->today, TO_UNIT, c->at->unit_id, &people);
    return e == OK ? notice_send(req->db, req->arena, req->now, &n, &people) : e;
}

static enum err keep(struct req *req, const struct matter_case *c, const struct contact_in *in, int64_t id)
{
    struct file_place place = {
        .kind = FILE_OF_CONTACT, .object_id = id, .readers = part_readers(req->arena, &c->m, c->at)};
    enum err e = file_attach(req, &place, &in->file_ids);
    if (e == OK)
        e = history_add(req, &(struct history_entry){.matter_id = c->m.id,
                                                     .assignment_id = c->at->id,
                                                     .unit_name = c->at->unit_name,
                                                     .action = choice_name(&matter_actions, MA_CONTACT),
                                                     .note = contact_note(req->arena, in)});
    audit_note(req, "contact.create", "contact", id,
               arena_printf(req->arena, "{\"matter\":%lld}", (long long)c->m.id));
    return e;
}

static enum err create_tx(struct req *req, struct res *res, void *ctx)
{
    const struct contact_in *in = ctx;
    struct matter_case c = {0};
    struct made made = {0};
    enum err e = load(req, req->ids[0], &c);
    if (e == OK)
        e = check(req, &c, in);
    if (e == OK)
        e = contact_insert(req, &c, in, &made.id);
    if (e == OK)
        e = keep(req, &c, in, made.id);
    if (e == OK)
        e = demand_answer(req, &c, in, made.id);
    if (e == OK)
        e = tell(req, &c, in, made.id);
    if (e != OK)
        return e;
    made.message = in->answer_by == 0 ? "已记录，并告知承办单位"
                                      : arena_printf(req->arena, "已记录，已要求%s于%s前书面答复",
                                                     c.at->unit_name, day_text(req->arena, in->answer_by));
    res_struct(res, &made_shape, &made);
    return OK;
}

static enum err create(struct req *req, struct res *res)
{
    return req_tx(req, res, create_tx, req->body);
}

static enum err show_counterpart(struct req *req, struct res *res)
{
    struct matter_case c = {0};
    struct counterpart out = {0};
    enum err e = load(req, req->ids[0], &c);
    if (e == OK)
        e = counterpart_of(req, c.at->unit_id, &out);
    if (e == OK)
        res_struct(res, &counterpart_shape, &out);
    return e;
}

/* ---- reading */
static enum err add_files(struct req *req, struct list *contacts)
{
    struct contact *c = contacts->items;
    enum err e = OK;
    for (size_t i = 0; e == OK && i < contacts->n; i++)
        e = file_list_of(req->db, req->arena, FILE_OF_CONTACT, c[i].id, &c[i].files);
    return e;
}

struct contacts {
    struct list items;
    const char *next;
};
static const struct field contacts_fields[] = {
    COL(struct contacts, items, F_LIST, "跟踪记录", .of = &contact_shape)};
static const struct shape contacts_shape = SHAPE("Contacts", struct contacts, contacts_fields);
static const struct field page_fields[] = {
    COL(struct contacts, items, F_LIST, "跟踪记录", .of = &contact_shape),
    COL(struct contacts, next, F_TEXT, "下一页", .nullable = true),
};
static const struct shape page_shape = SHAPE("ContactPage", struct contacts, page_fields);

static enum err list_of_matter(struct req *req, struct res *res)
{
    struct matter m = {0};
    struct contacts out = {0};
    enum err e = matter_by_id(req, req->ids[0], &m);
    if (e == OK)
        e = contacts_of_matter(req, m.id, &out.items);
    if (e == OK)
        e = add_files(req, &out.items);
    if (e == OK)
        res_struct(res, &contacts_shape, &out);
    return e;
}

#define FILTER(member, kind_of, text, ...) COL(struct contact_filter, member, kind_of, text, ##__VA_ARGS__)
static const struct field filter_fields[] = {
    FILTER(unit_id, F_INT, "单位", .min = 1),
    FILTER(method, F_CHOICE, "方式", .choices = &contact_methods),
    FILTER(from, F_DATE, "自"),
    FILTER(to, F_DATE, "至"),
};
const struct shape contact_filter_shape = SHAPE("ContactFilter", struct contact_filter, filter_fields);

static enum err list(struct req *req, struct res *res)
{
    struct contacts out = {0};
    enum err e = contacts_page(req, req->query, org_after(req), req->limit + 1, &out.items);
    struct contact *c = out.items.items;
    if (e == OK && (int64_t)out.items.n > req->limit) {
        out.items.n = (size_t)req->limit;
        out.next = arena_printf(req->arena, "%lld", (long long)c[out.items.n - 1].id);
    }
    if (e == OK)
        e = add_files(req, &out.items);
    if (e == OK)
        res_struct(res, &page_shape, &out);
    return e;
}

static enum err put_all(struct req *req, struct buf *b, int64_t *n)
{
    int64_t after = 0;
    struct list rows = {0};
    do {
        enum err e = contacts_page(req, req->query, after, EXPORT_PAGE, &rows);
        const struct contact *c = rows.items;
        if (e != OK)
            return e;
        for (size_t i = 0; i < rows.n; i++)
            contact_csv_row(req->arena, b, &c[i], ++*n);
        if (*n > EXPORT_MAX)
            return req_fail(req, ERR_UNPROCESSABLE, "export-too-large",
                            "符合条件的记录超过 %d 条，请缩小筛选范围后再导出", EXPORT_MAX);
        after = rows.n == 0 ? 0 : c[rows.n - 1].id;
    } while (rows.n == EXPORT_PAGE);
    return OK;
}

static enum err export(struct req *req, struct res *res) {
    char today[DATE_CHARS]; int64_t n = 0; contact_csv_begin(&res->json.out);
    enum err e = put_all(req, &res->json.out, &n);
    if (e == OK) e = audit_now(req, "contact.export", "contact", 0, "ok",
                               arena_printf(req->arena, "{\"rows\":%lld}", (long long)n));
    if (e != OK) return e;
    res->type = "text/csv; charset=utf-8";
    res->disposition = file_disposition(req->arena, arena_printf(req->arena, "跟踪记录-%s.csv",
                                                                 date_format(date_of(req->now), today)));
    return OK;
}

/* A record is a new thing beside the earlier ones: no If-Match. */
static const struct route contact_routes[] = {
    {POST, "/api/assignments/{id}/contacts", ROLE_BODY, create, "记录一次跟踪督办", .body = &contact_in_shape,
     .reply = &made_shape, .flags = R_CREATED | R_NO_VERSION},
    {GET, "/api/assignments/{id}/counterpart", ROLE_BODY, show_counterpart, "跟踪督办找谁",
     .reply = &counterpart_shape},
    {GET, "/api/matters/{id}/contacts", ROLE_BUSINESS, list_of_matter, "事项的跟踪记录",
     .reply = &contacts_shape},
    {GET, "/api/contacts", ROLE_BODY, list, "跟踪记录", .query = &contact_filter_shape,
     .reply = &contact_shape, .flags = R_PAGE},
    {GET, "/api/contacts/export", ROLE_BODY, export, "导出跟踪记录", .query = &contact_filter_shape,
     .flags = R_FILE},
};
const struct module contact_module = {
    .name = "contact",
    .routes = contact_routes,
    .nroutes = ARRAY_LEN(contact_routes),
    .queries = contact_queries,
    .nqueries = CONTACT_QUERIES,
};
