#include "app/audit/audit.h"
#include "app/duty/handover/handover_priv.h"
#include "app/message/notice/notice.h"
#include "app/time/calendar/calendar.h"

#include <string.h>

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }

/* ---- what is open in somebody's hands; the administrator sees how many, not what (三员分立) */
struct duties_reply {
    struct holder holder;
    struct list items;
};
static const struct field duties_fields[] = {
    COL(struct duties_reply, holder, F_OBJECT, "任职", .of = &holder_shape),
    COL(struct duties_reply, items, F_LIST, "手上的事", .of = &duty_item_shape),
};
static const struct shape duties_shape = SHAPE("Duties", struct duties_reply, duties_fields);

static enum err show(struct req *req, struct res *res)
{
    struct duties_reply reply = {0};
    enum err e = holder_get(req, req->ids[0], &reply.holder);
    if (e == OK)
        e = duty_items(req, reply.holder.id, req->actor.role == ROLE_OFFICE, &reply.items);
    if (e != OK)
        return e;
    res->version = reply.holder.version;
    req->if_none_match = 0; /* what is in their hands changes by itself */
    res_struct(res, &duties_shape, &reply);
    return OK;
}

/* ---- passing it on */
struct handover_in {
    int64_t to_person_id;
    int32_t on_date;
    struct list kinds; /* const char * */
    bool end_post;
    const char *post, *note;
};
static const struct field in_fields[] = {
    COL(struct handover_in, to_person_id, F_INT, "接手人", .min = 1, .required = true),
    COL(struct handover_in, on_date, F_DATE, "移交之日", .required = true),
    COL(struct handover_in, kinds, F_TEXTS, "移交哪几类", .max = 20),
    COL(struct handover_in, end_post, F_BOOL, "结束原任职"),
    COL(struct handover_in, post, F_TEXT, "接手人的职务", .max = 40),
    COL(struct handover_in, note, F_TEXT, "备注", .max = 200),
};
static const struct shape in_shape = SHAPE("PostHandoverNew", struct handover_in, in_fields);
struct handed {
    int64_t id, to_membership_id;
    const char *message;
    struct list items;
};
static const struct field handed_fields[] = {
    COL(struct handed, id, F_INT, "移交记录"),
    COL(struct handed, to_membership_id, F_INT, "接手人的任职"),
    COL(struct handed, message, F_TEXT, "回执"),
    COL(struct handed, items, F_LIST, "移交了什么", .of = &duty_item_shape),
};
static const struct shape handed_shape = SHAPE("PostHanded", struct handed, handed_fields);

static bool is_duty(const char *name)
{
    for (size_t i = 0; i < duty_count; i++)
        if (strcmp(duties[i].name, name) == 0)
            return true;
    return false;
}

static enum err check_form(struct req *req, const struct handover_in *in, const struct holder *from)
{
    const char *const *kind = in->kinds.items;
    enum err e = org_plain_field(req, "#/note", in->note);
    if (e == OK)
        e = org_plain_field(req, "#/post", in->post);
    if (in->on_date < date_of(req->now))
        e = req_field(req, "#/on_date", "移交之日不能早于今天");
    if (in->to_person_id == from->person_id)
        e = req_field(req, "#/to_person_id", "接手人不能是本人");
    if (in->end_post && req->actor.role != ROLE_ADMIN)
        e = req_field(req, "#/end_post", "结束任职由系统管理员办理，这里只移交手上的事");
    if (in->end_post && in->on_date < from->from_on)
        e = req_field(req, "#/on_date", "移交之日不能早于其任职日期");
    for (size_t i = 0; i < in->kinds.n; i++)
        if (!is_duty(kind[i]))
            e = req_field(req, arena_printf(req->arena, "#/kinds/%zu", i), "没有这一类，请刷新后重新选择");
    return e;
}

static const char *joined(struct arena *a, const struct list *kinds)
{
    const char *const *kind = kinds->items;
    struct buf b;
    buf_init(&b, a);
    for (size_t i = 0; i < kinds->n; i++)
        buf_printf(&b, "%s%s", i > 0 ? "," : "", kind[i]);
    return kinds->n == 0 ? "all" : b.data;
}

/* ---- who takes it: by a post of the same kind, which an administrator can give at once */
struct noting {
    struct req *req;
    bool failed;
};

static void note_fault(void *ctx, const char *member, const char *detail)
{
    struct noting *n = ctx;
    const char *at = strcmp(member, "post") == 0 ? "#/post" : "#/to_person_id";
    n->failed = req_field(n->req, at, "%s", detail) != OK;
}

static enum err give_post(struct req *req, const struct handover_in *in, const struct holder *from,
                          int64_t *id)
{
    struct person_row person;
    bool found;
    struct noting noting = {req, false};
    const struct post_new post = {
        in->to_person_id, from->unit_id, from->role, from->rank, in->post ? in->post : from->post,
        in->on_date};
    enum err e = person_find(req->db, req->arena, in->to_person_id, &person, &found);
    if (e != OK)
        return e;
    if (!found || person.status != PERSON_ACTIVE || person.class != CLASS_BUSINESS)
        return req_field(req, "#/to_person_id", "没有这个人员，或者不是启用中的业务账号");
    e = post_add(req->db, req->arena, &(struct post_adding){&post, person.class, note_fault, &noting}, id);
    if (e == OK && !noting.failed)
        audit_note(req, "membership.create", "membership", *id, NULL);
    return e == OK && noting.failed ? ERR_UNPROCESSABLE : e;
}

static enum err receiver(struct req *req, const struct handover_in *in, const struct holder *from,
                         int64_t *to_id)
{
    struct holder to;
    bool found;
    enum err e = holder_same(req, from, in->to_person_id, in->on_date, &to, &found);
    if (e != OK)
        return e;
    *to_id = found ? to.id : 0;
    if (found)
        return OK;
    if (req->actor.role != ROLE_ADMIN)
        return req_field(req, "#/to_person_id",
                         "接手人届时没有同一单位的相同岗位，请先由系统管理员任命，或者请系统管理员办理移交");
    return give_post(req, in, from, to_id);
}

/* ---- told and kept */
static struct list passed(struct arena *a, const struct list *all, const char *kinds)
{
    const struct duty_item *from = all->items;
    struct duty_item *to = arena_alloc(a, (all->n + 1) * sizeof *to);
    struct list out = {to, 0};
    for (size_t i = 0; i < all->n; i++)
        if (from[i].passes && kind_is_in(kinds, from[i].kind)) {
            to[out.n] = from[i];
            to[out.n++].rows = (struct list){0};
        }
    return out;
}

static char *items_text(struct arena *a, const struct list *items)
{
    const struct duty_item *item = items->items;
    struct buf b;
    buf_init(&b, a);
    for (size_t i = 0; i < items->n; i++)
        buf_printf(&b, "%s%s %lld 项", i > 0 ? "、" : "", item[i].label, (long long)item[i].n);
    return items->n == 0 ? arena_strdup(a, "没有需要单独移交的，未办完的事随岗位接着办") : b.data;
}

static char *items_json(struct arena *a, const struct list *items)
{
    const struct duty_item *item = items->items;
    struct json j;
    json_init(&j, a);
    json_open(&j, '[');
    for (size_t i = 0; i < items->n; i++) {
        json_open(&j, '{');
        json_key(&j, "label");
        json_text(&j, item[i].label);
        json_key(&j, "n");
        json_i64(&j, item[i].n);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    return j.out.data;
}

static enum err tell(struct req *req, const struct holder *from, const struct handover_in *in,
                     const struct handed *done)
{
    int64_t *both = arena_alloc(req->arena, 2 * sizeof *both);
    struct list people = {both, 2};
    both[0] = in->to_person_id;
    both[1] = from->person_id;
    struct notice n = {
        .kind = NK_HANDOVER,
        .dedupe = arena_printf(req->arena, "handover/%lld", (long long)done->id),
        .title = arena_printf(req->arena, "工作移交：%s%s%s", from->unit_name, from->post, from->name),
        .text = arena_printf(req->arena, "自%s起移交：%s", date_text(req->arena, in->on_date),
                             items_text(req->arena, &done->items)),
        .path = "/",
    };
    return notice_send(req->db, req->arena, req->now, &n, &people);
}

static enum err carry_out(struct req *req, const struct handover_in *in, const struct holder *from,
                          const struct passing *p)
{
    enum err e = duties_pass(req->db, p, true);
    if (e == OK)
        e = charge_follow(req->db, p->from_id, date_of(req->now));
    if (e == OK)
        e = charge_follow(req->db, p->to_id, date_of(req->now));
    if (e == OK && in->on_date <= date_of(req->now))
        e = duties_pass(req->db, p, false);
    return e == OK && in->end_post ? post_end(req->db, req->now, from->id, req->version, in->on_date) : e;
}

/* The head's post may be held once: it ends before the new one begins. */
static enum err posts_and_duties(struct req *req, const struct handover_in *in, const struct holder *from,
                                 struct passing *p)
{
    bool first_end = in->end_post && from->rank == RANK_HEAD;
    enum err e = OK;
    if (first_end)
        e = post_end(req->db, req->now, from->id, req->version, in->on_date);
    if (e == OK)
        e = receiver(req, in, from, &p->to_id);
    if (e != OK)
        return e;
    struct handover_in rest = *in;
    rest.end_post = in->end_post && !first_end;
    return carry_out(req, &rest, from, p);
}

static enum err hand_tx(struct req *req, struct res *res, void *ctx)
{
    const struct handover_in *in = ctx;
    struct holder from;
    struct list all = {0};
    struct handed done = {0};
    struct passing p = {.on_date = in->on_date, .kinds = joined(req->arena, &in->kinds)};
    enum err e = auth_bump(req->db);
    if (e == OK)
        e = holder_get(req, req->ids[0], &from);
    if (e != OK)
        return e;
    if (from.version != req->version)
        return ERR_STALE;
    if (auth_role_bit(from.role) == ROLE_LIAISON)
        return req_fail(req, ERR_CONFLICT, "liaison-handover", "联络员换人请在联络员名册办理交接");
    e = check_form(req, in, &from);
    if (e == OK)
        e = duty_items(req, from.id, false, &all);
    p.from_id = from.id;
    if (e == OK)
        e = posts_and_duties(req, in, &from, &p);
    if (e != OK)
        return e;
    done.items = passed(req->arena, &all, p.kinds);
    done.to_membership_id = p.to_id;
    struct handover_new record = {p, in->end_post, items_json(req->arena, &done.items), in->note};
    e = record_insert(req, &record, &done.id);
    if (e == OK)
        e = tell(req, &from, in, &done);
    if (e != OK)
        return e;
    done.message = arena_printf(req->arena, "已登记移交：%s", items_text(req->arena, &done.items));
    audit_note(req, "membership.handover", "membership", from.id,
               arena_printf(req->arena, "{\"to\":%lld,\"ended\":%s}", (long long)p.to_id,
                            in->end_post ? "true" : "false"));
    res_struct(res, &handed_shape, &done);
    return OK;
}

static enum err hand(struct req *req, struct res *res)
{
    return req_tx(req, res, hand_tx, req->body);
}

static const struct route routes[] = {
    {.method = GET,
     .path = "/api/memberships/{id}/duties",
     .who = ROLE_ADMIN | ROLE_OFFICE,
     .fn = show,
     .summary = "一项任职手上的事",
     .reply = &duties_shape},
    {.method = POST,
     .path = "/api/memberships/{id}/handover",
     .who = ROLE_ADMIN | ROLE_OFFICE,
     .fn = hand,
     .summary = "把手上的事移交他人",
     .body = &in_shape,
     .reply = &handed_shape,
     .flags = R_IF_MATCH | R_CREATED,
     .current = show},
    {.method = GET,
     .path = "/api/handovers",
     .who = ROLE_ADMIN | ROLE_OFFICE,
     .fn = record_page,
     .summary = "工作移交记录",
     .reply = &handover_record_shape,
     .flags = R_PAGE},
};

const struct module handover_module = {
    .name = "handover",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = handover_queries,
    .nqueries = ARRAY_LEN(handover_queries),
};
