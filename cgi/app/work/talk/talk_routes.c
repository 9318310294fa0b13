#include "app/audit/audit.h"
#include "app/message/notice/notice.h"
#include "app/message/outbox/outbox.h"
#include "app/work/talk/talk_priv.h"

static const struct field in_fields[] = {
    {.name = "text",
     .type = F_TEXT,
     .at = offsetof(struct talk_in, text),
     .label = "内容",
     .min = 1,
     .max = TALK_CHARS,
     .required = true},
    {.name = "internal", .type = F_BOOL, .at = offsetof(struct talk_in, internal), .label = "内部记录"},
    {.name = "mentions",
     .type = F_INTS,
     .at = offsetof(struct talk_in, mentions),
     .label = "点到的人",
     .max = MENTIONS_MAX},
    {.name = "file_ids",
     .type = F_INTS,
     .at = offsetof(struct talk_in, file_ids),
     .label = "附件",
     .max = FILES_PER_OBJECT},
};
static const struct shape in_shape = SHAPE("TalkIn", struct talk_in, in_fields);

static enum err list_talk(struct req *req, struct res *res)
{
    struct matter m = {0};
    enum err e = matter_by_id(req, req->ids[0], &m);
    struct db_arg scope = db_i64(req->actor.scope), after = db_text(req->after);
    return e == OK ? res_page(res, &TALK_OF_MATTER,
                              DB_ARGS(db_i64(req->actor.membership_id), db_i64(m.id), scope, scope, after,
                                      after, db_i64(req->limit + 1)))
                   : e;
}

struct people {
    struct list items;
};
static const struct field people_fields[] = {
    {"items", F_LIST, offsetof(struct people, items), .label = "可以点到的人", .of = &listener_shape}};
static const struct shape people_shape = SHAPE("Listeners", struct people, people_fields);

static enum err list_people(struct req *req, struct res *res)
{
    struct matter m = {0};
    struct people p = {0};
    enum err e = matter_by_id(req, req->ids[0], &m);
    if (e == OK)
        e = listeners_of(req, m.id, &p.items);
    if (e == OK)
        res_struct(res, &people_shape, &p);
    return e;
}

/* ---- saying something */
struct saying {
    const struct talk_in *in;
    struct matter m;
    struct list heard; /* struct listener: all who could be told */
    struct list told;  /* int64_t: who is */
    char *mentions;
};

static bool is_body(const struct req *req, const struct matter *m)
{
    return req->actor.scope == 2 * m->body_id;
}

static const struct listener *listener_in(const struct list *heard, int64_t person_id)
{
    const struct listener *l = heard->items;
    for (size_t i = 0; i < heard->n; i++)
        if (l[i].person_id == person_id)
            return &l[i];
    return NULL;
}

/* Those mentioned must be able to read it. */
static enum err check_mentions(struct req *req, struct saying *s)
{
    const int64_t *id = s->in->mentions.items;
    struct json j;
    enum err e = OK;
    json_init(&j, req->arena);
    json_open(&j, '[');
    for (size_t i = 0; i < s->in->mentions.n; i++) {
        const struct listener *l = listener_in(&s->heard, id[i]);
        if (l == NULL || (s->in->internal && !l->of_body)) {
            e = req_field(req, arena_printf(req->arena, "#/mentions/%zu", i),
                          l == NULL ? "只能点到看得见这件事项的其他人" : "%s看不到内部记录，不能点到",
                          l ? l->name : "");
            continue;
        }
        json_open(&j, '{');
        json_key(&j, "person_id");
        json_i64(&j, l->person_id);
        json_key(&j, "name");
        json_text(&j, l->name);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    s->mentions = j.out.data;
    return e;
}

static enum err check(struct req *req, struct saying *s)
{
    if (s->in->internal && !is_body(req, &s->m))
        return req_field(req, "#/internal", "内部记录只能由督办机构的领导和办公室写");
    if (s->m.status == MS_ARCHIVED || s->m.status == MS_CANCELLED)
        return req_fail(req, ERR_CONFLICT, "wrong-state", "事项%s，不能再交流",
                        choice_label(&matter_statuses, s->m.status));
    enum err e = listeners_of(req, s->m.id, &s->heard);
    return e == OK ? check_mentions(req, s) : e;
}

/* Whoever is mentioned, and nobody else; a note that mentions nobody tells nobody. Else the office hears a
 * unit, and the units hear their body. */
static enum err choose_told(struct req *req, struct saying *s)
{
    const struct listener *l = s->heard.items;
    if (s->in->mentions.n > 0 || s->in->internal) {
        s->told = s->in->mentions;
        return OK;
    }
    if (!is_body(req, &s->m))
        return notice_people(req->db, req->arena, date_of(req->now), TO_OFFICE, s->m.body_id, &s->told);
    int64_t *told = arena_alloc(req->arena, (s->heard.n + 1) * sizeof *told);
    for (size_t i = 0; i < s->heard.n; i++)
        if (!l[i].of_body)
            told[s->told.n++] = l[i].person_id;
    s->told.items = told;
    return OK;
}

static enum err tell(struct req *req, struct saying *s, int64_t id)
{
    const char *fact = arena_printf(req->arena, "talk/%lld", (long long)id);
    struct notice n = {
        .kind = NK_TALK,
        .dedupe = fact,
        .title = arena_printf(req->arena, "%s：%s", s->in->mentions.n > 0 ? "有人在交流中点到您" : "新的交流",
                              s->m.title),
        .text = arena_printf(req->arena, "%s %s：%s", req->actor.unit_name, req->actor.name, s->in->text),
        .matter_id = s->m.id,
        .is_inside = s->in->internal};
    enum err e = choose_told(req, s);
    if (e == OK)
        e = notice_send(req->db, req->arena, req->now, &n, &s->told);
    return e == OK ? outbox_hint(req->db, req->arena, req->now, s->m.id,
                                 s->in->internal ? 2 * s->m.body_id : 0, fact)
                   : e;
}

static enum err attach(struct req *req, const struct saying *s, int64_t id)
{
    int64_t reader = 2 * s->m.body_id;
    struct file_place place = {.matter_id = s->in->internal ? 0 : s->m.id,
                               .kind = FILE_OF_TALK,
                               .object_id = id,
                               .readers = {&reader, s->in->internal ? 1 : 0}};
    return file_attach(req, &place, &s->in->file_ids);
}

struct said {
    int64_t id;
    const char *message;
};
static const struct field said_fields[] = {
    {"id", F_INT, offsetof(struct said, id), .label = "编号"},
    {"message", F_TEXT, offsetof(struct said, message), .label = "回执"},
};
static const struct shape said_shape = SHAPE("TalkSaid", struct said, said_fields);

static enum err say_tx(struct req *req, struct res *res, void *ctx)
{
    struct saying s = {.in = ctx};
    struct said said = {0};
    enum err e = matter_by_id(req, req->ids[0], &s.m);
    if (e == OK)
        e = check(req, &s);
    if (e == OK)
        e = talk_insert(req, s.m.id, s.in, s.mentions, &said.id);
    if (e == OK)
        e = attach(req, &s, said.id);
    if (e == OK)
        e = tell(req, &s, said.id);
    if (e != OK)
        return e;
    audit_note(req, s.in->internal ? "talk.note" : "talk.say", "matter", s.m.id, NULL);
    said.message = s.in->internal ? "已记下，只有督办机构的领导和办公室看得见" : "已发出";
    res_struct(res, &said_shape, &said);
    return OK;
}

static enum err say(struct req *req, struct res *res)
{
    return req_tx(req, res, say_tx, req->body);
}

static const struct route talk_routes[] = {
    {GET, "/api/matters/{id}/talk", ROLE_BUSINESS, list_talk, "事项上的交流", .reply = &talk_shape,
     .flags = R_PAGE},
    {GET, "/api/matters/{id}/talk/people", ROLE_BUSINESS, list_people, "交流中可以点到的人",
     .reply = &people_shape},
    {POST, "/api/matters/{id}/talk", ROLE_BUSINESS, say, "发言或内部记录", .body = &in_shape,
     .reply = &said_shape, .flags = R_CREATED | R_NO_VERSION},
};
const struct module talk_module = {
    .name = "talk",
    .routes = talk_routes,
    .nroutes = ARRAY_LEN(talk_routes),
    .queries = talk_queries,
    .nqueries = TALK_QUERIES,
};
