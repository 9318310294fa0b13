#include "app/audit/audit.h"
#include "app/org/person/person_priv.h"

void org_note_field(void *ctx, const char *member, const char *detail)
{
    struct post_pointer *p = ctx;
    p->failed = req_field(p->req, arena_printf(p->req->arena, "#%s/%s", p->at, member), "%s", detail) != OK;
}

static enum err list_people(struct req *req, struct res *res)
{
    return person_page(req, res, req->query);
}

static enum err show(struct req *req, struct res *res)
{
    struct person p;
    enum err e = person_get(req->db, req->arena, req->ids[0], &p);
    if (e != OK)
        return e;
    res_struct(res, &person_shape, &p);
    res->version = p.version;
    return OK;
}

/* ---- new people */
struct person_form {
    struct person_new person; /* first: the shape describes both */
    struct list memberships;  /* struct post_new */
};
struct creating {
    struct person_form *form;
    char *password;
    char hash[PASSWORD_HASH_CHARS];
};
struct created {
    struct person person;
    const char *initial_password;
};
static const struct field created_fields[] = {
    {.name = "person",
     .type = F_OBJECT,
     .at = offsetof(struct created, person),
     .label = "人员",
     .of = &person_shape},
    {.name = "initial_password",
     .type = F_TEXT,
     .at = offsetof(struct created, initial_password),
     .label = "初始密码"},
};
static const struct shape created_shape = SHAPE("PersonCreated", struct created, created_fields);

static enum err add_posts(struct req *req, const struct person_form *form, int64_t person_id)
{
    struct post_new *posts = form->memberships.items;
    for (size_t i = 0; i < form->memberships.n; i++) {
        struct post_pointer at = {req, arena_printf(req->arena, "/memberships/%zu", i), false};
        const struct post_adding adding = {&posts[i], form->person.class, org_note_field, &at};
        int64_t id;
        posts[i].person_id = person_id;
        enum err e = post_add(req->db, req->arena, &adding, &id);
        if (e != OK || at.failed)
            return e != OK ? e : ERR_UNPROCESSABLE;
    }
    return OK;
}

static enum err insert(struct req *req, struct res *res, void *ctx)
{
    const struct creating *c = ctx;
    const struct person_new *in = &c->form->person;
    struct created reply = {.initial_password = c->password};
    int64_t id;
    enum err e = auth_bump(req->db);
    if (e == OK)
        e = person_insert(req->db, req->now, in, c->hash, &id);
    if (e == ERR_CONFLICT)
        return req_field(req, "#/login", "登录名“%s”已被使用，请换一个。", in->login);
    if (e == OK)
        e = add_posts(req, c->form, id);
    if (e == OK)
        e = person_get(req->db, req->arena, id, &reply.person);
    if (e != OK)
        return e;
    audit_note(req, "person.create", "person", id, org_named(req->arena, "login", in->login));
    res_struct(res, &created_shape, &reply);
    res->version = reply.person.version;
    return OK;
}

static enum err create(struct req *req, struct res *res)
{
    struct creating c = {.form = req->body};
    struct post_pointer at = {req, "", false};
    c.form->person.login = auth_login_key(req->arena, c.form->person.login);
    if (!person_check(&c.form->person, org_note_field, &at))
        return ERR_UNPROCESSABLE;
    c.password = auth_initial_password(req->arena);
    enum err e = auth_password_hash(req, c.password, c.hash);
    return e == OK ? req_tx(req, res, insert, &c) : e;
}

/* ---- changes */
struct person_change {
    const char *name, *mobile, *email;
    int status;
};

static enum err check_disabling(struct req *req, const struct person_row *old)
{
    int64_t others = 1;
    enum err e = OK;
    if (old->id == req->actor.person_id)
        return req_fail(req, ERR_CONFLICT, "person-self", "不能停用自己的账号，请由另一位系统管理员办理。");
    if (old->class == CLASS_ADMIN)
        e = person_other_admins(req, old->id, 0, &others);
    if (e == OK && others == 0)
        return req_fail(req, ERR_CONFLICT, "person-last-admin", "这是最后一位系统管理员，不能停用。");
    return e;
}

static enum err update(struct req *req, struct res *res, void *ctx)
{
    const struct person_change *in = ctx;
    struct person_row old, new;
    bool found;
    enum err e = auth_bump(req->db);
    if (e == OK)
        e = person_find(req->db, req->arena, req->ids[0], &old, &found);
    if (e != OK || !found)
        return e != OK ? e : ERR_NOT_FOUND;
    bool is_disabling = in->status == PERSON_DISABLED && old.status == PERSON_ACTIVE;
    new = old;
    new.name = in->name;
    new.mobile = in->mobile;
    new.email = in->email;
    new.status = in->status;
    e = is_disabling ? check_disabling(req, &old) : OK;
    if (e == OK)
        e = person_update(req->db, old.id, req->version, &new);
    if (e == OK && is_disabling)
        e = auth_end_sessions(req->db, req->now, old.id, 0, "disabled");
    if (e != OK)
        return e;
    audit_note(req, is_disabling ? "person.disable" : "person.update", "person", old.id,
               person_changes(req->arena, &old, &new));
    return show(req, res);
}

static enum err change(struct req *req, struct res *res)
{
    const struct person_change *in = req->body;
    const struct person_new checked = {
        .login = "ok", .name = in->name, .mobile = in->mobile, .email = in->email};
    struct post_pointer at = {req, "", false};
    if (!person_check(&checked, org_note_field, &at))
        return ERR_UNPROCESSABLE;
    return req_tx(req, res, update, req->body);
}

/* ---- passwords and locks */
struct reset {
    const char *initial_password;
    char hash[PASSWORD_HASH_CHARS];
};
static const struct field reset_fields[] = {
    {.name = "initial_password",
     .type = F_TEXT,
     .at = offsetof(struct reset, initial_password),
     .label = "初始密码"},
};
static const struct shape reset_shape = SHAPE("InitialPassword", struct reset, reset_fields);

static enum err check_reset(struct req *req, const struct person_row *p)
{
    if (p->id == req->actor.person_id)
        return req_fail(req, ERR_CONFLICT, "person-self", "请在“修改密码”中更改自己的密码。");
    if (p->class == CLASS_AUDITOR)
        return req_fail(req, ERR_CONFLICT, "person-separate",
                        "审计员的密码不由系统管理员重设（三员分立），请运维人员用 dubanctl password 办理。");
    return OK;
}

static enum err reset_password(struct req *req, struct res *res, void *ctx)
{
    const struct reset *r = ctx;
    struct person_row p;
    bool found;
    enum err e = person_find(req->db, req->arena, req->ids[0], &p, &found);
    if (e == OK)
        e = found ? check_reset(req, &p) : ERR_NOT_FOUND;
    if (e == OK)
        e = person_update(req->db, p.id, req->version, &p);
    if (e == OK)
        e = auth_password_store(req->db, req->now, p.id, r->hash, true);
    if (e == OK)
        e = auth_end_sessions(req->db, req->now, p.id, 0, "password");
    if (e == OK)
        e = auth_unlock(req->db, p.login);
    if (e != OK)
        return e;
    audit_note(req, "person.reset-password", "person", p.id, NULL);
    res_struct(res, &reset_shape, r);
    res->version = p.version + 1;
    return OK;
}

static enum err reset(struct req *req, struct res *res)
{
    struct reset r = {.initial_password = auth_initial_password(req->arena)};
    enum err e = auth_password_hash(req, r.initial_password, r.hash);
    return e == OK ? req_tx(req, res, reset_password, &r) : e;
}

static enum err unlock_login(struct req *req, struct res *res, void *ctx)
{
    struct person_row p;
    bool found;
    (void)res;
    (void)ctx;
    enum err e = person_find(req->db, req->arena, req->ids[0], &p, &found);
    if (e == OK)
        e = found ? auth_unlock(req->db, p.login) : ERR_NOT_FOUND;
    if (e == OK)
        audit_note(req, "person.unlock", "person", p.id, NULL);
    return e;
}

static enum err unlock(struct req *req, struct res *res)
{
    return req_tx(req, res, unlock_login, NULL);
}

static const struct field query_fields[] = {
    {.name = "q",
     .type = F_TEXT,
     .at = offsetof(struct person_query, q),
     .label = "姓名、登录名或手机",
     .max = 40},
    {.name = "unit_id",
     .type = F_INT,
     .at = offsetof(struct person_query, unit_id),
     .label = "单位",
     .min = 1},
    {.name = "status",
     .type = F_CHOICE,
     .at = offsetof(struct person_query, status),
     .label = "状态",
     .choices = &person_statuses},
};
static const struct shape query_shape = SHAPE("PersonQuery", struct person_query, query_fields);

static const struct field post_fields[] = {
    {.name = "unit_id",
     .type = F_INT,
     .at = offsetof(struct post_new, unit_id),
     .label = "单位",
     .min = 1,
     .required = true},
    {.name = "role",
     .type = F_CHOICE,
     .at = offsetof(struct post_new, role),
     .label = "角色",
     .required = true,
     .choices = &auth_roles},
    {.name = "rank",
     .type = F_CHOICE,
     .at = offsetof(struct post_new, rank),
     .label = "组内职务",
     .choices = &auth_ranks},
    {.name = "post",
     .type = F_TEXT,
     .at = offsetof(struct post_new, post),
     .label = "职务",
     .max = 40,
     .required = true},
    {.name = "from_on",
     .type = F_DATE,
     .at = offsetof(struct post_new, from_on),
     .label = "任职日期",
     .required = true},
};
static const struct shape post_form_shape = SHAPE("PostNew", struct post_new, post_fields);

#define NEW(member) offsetof(struct person_new, member)
static const struct field form_fields[] = {
    {.name = "login",
     .type = F_TEXT,
     .at = NEW(login),
     .label = "登录名",
     .min = 2,
     .max = 40,
     .required = true},
    {.name = "name", .type = F_TEXT, .at = NEW(name), .label = "姓名", .max = 40, .required = true},
    {.name = "class",
     .type = F_CHOICE,
     .at = NEW(class),
     .label = "账号类别",
     .required = true,
     .choices = &person_classes},
    {.name = "mobile", .type = F_TEXT, .at = NEW(mobile), .label = "手机", .max = 20},
    {.name = "email", .type = F_TEXT, .at = NEW(email), .label = "邮箱", .max = 120},
    {.name = "memberships",
     .type = F_LIST,
     .at = offsetof(struct person_form, memberships),
     .label = "任职",
     .max = 10,
     .of = &post_form_shape},
};
static const struct shape form_shape = SHAPE("PersonCreate", struct person_form, form_fields);
const struct shape person_new_shape = {"PersonNew", sizeof(struct person_new), form_fields,
                                       ARRAY_LEN(form_fields) - 1};

#define CHANGE(member) offsetof(struct person_change, member)
static const struct field change_fields[] = {
    {.name = "name", .type = F_TEXT, .at = CHANGE(name), .label = "姓名", .max = 40, .required = true},
    {.name = "mobile", .type = F_TEXT, .at = CHANGE(mobile), .label = "手机", .max = 20},
    {.name = "email", .type = F_TEXT, .at = CHANGE(email), .label = "邮箱", .max = 120},
    {.name = "status",
     .type = F_CHOICE,
     .at = CHANGE(status),
     .label = "状态",
     .required = true,
     .choices = &person_statuses},
};
static const struct shape change_shape = SHAPE("PersonChange", struct person_change, change_fields);

static const struct route routes[] = {
    {GET, "/api/people", ROLE_ADMIN, list_people, "人员", &query_shape, NULL, &person_shape, R_PAGE, NULL},
    {GET, "/api/people/{id}", ROLE_ADMIN, show, "一位人员", NULL, NULL, &person_shape, 0, NULL},
    {POST, "/api/people", ROLE_ADMIN, create, "新增人员", NULL, &form_shape, &created_shape,
     R_CREATED | R_SECRET, NULL},
    {PUT, "/api/people/{id}", ROLE_ADMIN, change, "修改或停用人员", NULL, &change_shape, &person_shape,
     R_IF_MATCH, show},
    {POST, "/api/people/{id}/reset-password", ROLE_ADMIN, reset, "重设密码", NULL, NULL, &reset_shape,
     R_IF_MATCH | R_SECRET, show},
    {POST, "/api/people/{id}/unlock", ROLE_ADMIN, unlock, "解除登录限制", NULL, NULL, NULL,
     R_NO_CONTENT | R_NO_VERSION, NULL},
};

const struct module person_module = {
    .name = "person",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = person_queries,
    .nqueries = PERSON_QUERIES,
};
