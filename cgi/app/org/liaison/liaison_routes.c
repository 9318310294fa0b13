#include "app/audit/audit.h"
#include "app/org/liaison/liaison_priv.h"

static enum err list_liaisons(struct req *req, struct res *res)
{
    return liaison_all(req, res);
}

/* To a person with an account, or to one who gets it now. */
struct handover_form {
    int64_t to_person_id;
    const char *name, *login, *mobile, *post, *note;
    int32_t on_date;
};
struct handing {
    const struct handover_form *form;
    struct person_new person;
    char *password; /* NULL for a person with an account */
    char hash[PASSWORD_HASH_CHARS];
};
struct handed {
    int64_t unit_id, membership_id, person_id;
    const char *from_name, *to_name;
    int32_t on_date;
    const char *initial_password;
};
#define HANDED(member) offsetof(struct handed, member)
static const struct field handed_fields[] = {
    {.name = "unit_id", .type = F_INT, .at = HANDED(unit_id), .label = "单位"},
    {.name = "membership_id", .type = F_INT, .at = HANDED(membership_id), .label = "新任职"},
    {.name = "person_id", .type = F_INT, .at = HANDED(person_id), .label = "接任人"},
    {.name = "from_name", .type = F_TEXT, .at = HANDED(from_name), .label = "原联络员", .nullable = true},
    {.name = "to_name", .type = F_TEXT, .at = HANDED(to_name), .label = "新联络员"},
    {.name = "on_date", .type = F_DATE, .at = HANDED(on_date), .label = "交接日期"},
    {.name = "initial_password",
     .type = F_TEXT,
     .at = HANDED(initial_password),
     .label = "初始密码",
     .nullable = true},
};
static const struct shape handed_shape = SHAPE("Handover", struct handed, handed_fields);

struct noting {
    struct req *req;
    bool failed;
};

static void note(void *ctx, const char *member, const char *detail)
{
    struct noting *n = ctx;
    n->failed = req_field(n->req, arena_printf(n->req->arena, "#/%s", member), "%s", detail) != OK;
}

static enum err check_unit(struct req *req, const struct liaison_unit *u, const struct handover_form *in)
{
    if (!u->is_active)
        return req_fail(req, ERR_CONFLICT, "unit-closed", "该单位已撤销，不能再设联络员。");
    if (u->membership_id && in->to_person_id == u->person_id)
        return req_field(req, "#/to_person_id", "%s已是该单位的联络员。", u->person_name);
    if (u->membership_id && in->on_date <= u->from_on)
        return req_field(req, "#/on_date", "交接日期须晚于现任联络员的任职日期。");
    return OK;
}

static enum err find_or_add(struct req *req, const struct handing *h, struct person_row *to)
{
    bool found;
    enum err e = OK;
    if (h->form->to_person_id) {
        e = person_find(req->db, req->arena, h->form->to_person_id, to, &found);
        if (e == OK && (!found || to->status != PERSON_ACTIVE || to->class != CLASS_BUSINESS))
            return req_field(req, "#/to_person_id", "没有这个人员，或者不是启用中的业务账号。");
        return e;
    }
    *to = (struct person_row){.class = CLASS_BUSINESS, .name = h->person.name};
    e = person_insert(req->db, req->now, &h->person, h->hash, &to->id);
    if (e == ERR_CONFLICT)
        return req_field(req, "#/login", "登录名“%s”已被使用，请换一个。", h->person.login);
    if (e == OK)
        audit_note(req, "person.create", "person", to->id, org_named(req->arena, "login", h->person.login));
    return e;
}

static enum err begin_post(struct req *req, const struct handing *h, const struct person_row *to, int64_t *id)
{
    const struct post_new post = {.person_id = to->id,
                                  .unit_id = req->ids[0],
                                  .role = auth_role_index(ROLE_LIAISON),
                                  .post = h->form->post,
                                  .from_on = h->form->on_date};
    struct noting noting = {req, false};
    enum err e = post_add(req->db, req->arena, &(struct post_adding){&post, CLASS_BUSINESS, note, &noting},
                          id);
    return e == OK && noting.failed ? ERR_UNPROCESSABLE : e;
}

static enum err hand_over(struct req *req, struct res *res, void *ctx)
{
    const struct handing *h = ctx;
    struct liaison_unit unit;
    struct person_row to;
    struct handed reply = {
        .unit_id = req->ids[0], .on_date = h->form->on_date, .initial_password = h->password};
    enum err e = auth_bump(req->db);
    if (e == OK)
        e = liaison_unit(req, req->ids[0], h->form->on_date, &unit);
    if (e == OK)
        e = check_unit(req, &unit, h->form);
    if (e == OK)
        e = find_or_add(req, h, &to);
    if (e == OK && unit.membership_id)
        e = post_end(req->db, req->now, unit.membership_id, 0, h->form->on_date);
    if (e == OK)
        e = begin_post(req, h, &to, &reply.membership_id);
    if (e == OK)
        e = handover_insert(req, &(struct handover_row){unit.id, unit.membership_id, reply.membership_id,
                                                        h->form->on_date, h->form->note});
    if (e != OK)
        return e;
    reply.person_id = to.id;
    reply.from_name = unit.person_name;
    reply.to_name = to.name;
    audit_note(req, "liaison.handover", "unit", unit.id, org_named(req->arena, "to", to.name));
    res_struct(res, &handed_shape, &reply);
    return OK;
}

static enum err check_form(struct req *req, const struct handing *h)
{
    const struct handover_form *in = h->form;
    struct noting noting = {req, false};
    enum err e = org_plain_field(req, "#/note", in->note);
    if (in->to_person_id && (in->login || in->name || in->mobile))
        return req_field(req, "#/to_person_id", "已选择接任人，就不要再填新账号的登录名、姓名和手机。");
    if (!in->to_person_id && (!in->login || !in->name))
        return req_field(req, "#/to_person_id", "请选择接任人，或者填写新账号的登录名和姓名。");
    if (!in->to_person_id && !person_check(&h->person, note, &noting))
        e = ERR_UNPROCESSABLE;
    return e;
}

static enum err hand(struct req *req, struct res *res)
{
    const struct handover_form *in = req->body;
    struct handing h = {.form = in,
                        .person = {.name = in->name, .class = CLASS_BUSINESS, .mobile = in->mobile}};
    if (in->login)
        h.person.login = auth_login_key(req->arena, in->login);
    enum err e = check_form(req, &h);
    if (e == OK && !in->to_person_id) {
        h.password = auth_initial_password(req->arena);
        e = auth_password_hash(req, h.password, h.hash);
    }
    return e == OK ? req_tx(req, res, hand_over, &h) : e;
}

#define AT(member) offsetof(struct handover_form, member)
static const struct field form_fields[] = {
    {.name = "to_person_id", .type = F_INT, .at = AT(to_person_id), .label = "接任人", .min = 1},
    {.name = "name", .type = F_TEXT, .at = AT(name), .label = "姓名", .max = 40},
    {.name = "login", .type = F_TEXT, .at = AT(login), .label = "登录名", .min = 2, .max = 40},
    {.name = "mobile", .type = F_TEXT, .at = AT(mobile), .label = "手机", .max = 20},
    {.name = "post", .type = F_TEXT, .at = AT(post), .label = "职务", .max = 40, .required = true},
    {.name = "on_date", .type = F_DATE, .at = AT(on_date), .label = "交接日期", .required = true},
    {.name = "note", .type = F_TEXT, .at = AT(note), .label = "备注", .max = 200},
};
static const struct shape form_shape = SHAPE("HandoverCreate", struct handover_form, form_fields);

static const struct route routes[] = {
    {GET, "/api/liaisons", ROLE_BUSINESS | ROLE_ADMIN, list_liaisons, "联络员名册", NULL, NULL,
     &liaison_shape, R_PAGE, NULL},
    {POST, "/api/liaisons/{id}/handover", ROLE_ADMIN | ROLE_OFFICE, hand, "联络员交接", NULL, &form_shape,
     &handed_shape, R_CREATED | R_SECRET | R_NO_VERSION, NULL},
};

const struct module liaison_module = {
    .name = "liaison",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = liaison_queries,
    .nqueries = LIAISON_QUERIES,
};
