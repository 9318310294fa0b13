#include "app/audit/audit.h"
#include "app/org/roster/roster_priv.h"

#include <string.h>

static int class_of(int role)
{
    int bit = auth_role_bit(role);
    return bit == ROLE_ADMIN ? CLASS_ADMIN : bit == ROLE_AUDITOR ? CLASS_AUDITOR : CLASS_BUSINESS;
}

/* In practice nobody gets a password yet; the accounts that will need one are listed. */
static const char *hash_for(struct roster *r, const struct person_row_in *p)
{
    struct roster_secret *secrets = r->secrets.items;
    if (r->is_practice) {
        secrets[r->secrets.n++] = (struct roster_secret){.login = p->login, .name = p->name};
        return "!";
    }
    for (size_t i = 0; i < r->secrets.n; i++)
        if (strcmp(secrets[i].login, p->login) == 0)
            return secrets[i].hash;
    return NULL;
}

static enum err insert(struct roster *r, const struct person_row_in *p, struct person_row *out)
{
    struct req *req = r->req;
    const struct person_new new = {p->login, p->name, class_of(p->role), p->mobile, p->email};
    const char *hash = hash_for(r, p);
    if (!hash)
        return ERR_BUSY; /* the account went away since the practice */
    *out = (struct person_row){
        .login = p->login, .name = p->name, .class = new.class, .status = PERSON_ACTIVE};
    enum err e = person_insert(req->db, req->now, &new, hash, &out->id);
    if (e != OK)
        return e;
    r->created++;
    if (!r->is_practice)
        audit_note(req, "person.create", "person", out->id, org_named(req->arena, "login", p->login));
    return OK;
}

/* An empty cell leaves what is there. */
static enum err update(struct roster *r, const struct person_row_in *p, struct person_row *person)
{
    struct person_row new = *person;
    new.name = p->name;
    new.mobile = p->mobile ? p->mobile : person->mobile;
    new.email = p->email ? p->email : person->email;
    r->updated++;
    bool differs = org_text_differs(new.name, person->name) || org_text_differs(new.mobile, person->mobile) ||
                   org_text_differs(new.email, person->email);
    if (!differs)
        return OK;
    if (!r->is_practice)
        audit_note(r->req, "person.update", "person", person->id,
                   org_named(r->req->arena, "import", p->login));
    return person_update(r->req->db, person->id, 0, &new);
}

static enum err give_post(struct roster *r, const struct person_row_in *p, const struct person_row *person,
                          const struct known_unit *unit)
{
    struct req *req = r->req;
    const struct post_new post = {.person_id = person->id,
                                  .unit_id = unit->id,
                                  .role = p->role,
                                  .rank = p->rank,
                                  .post = p->post,
                                  .from_on = date_of(req->now)};
    bool has;
    int64_t id;
    enum err e = roster_has_post(req->db, req->arena, &post, &has);
    if (e != OK || has)
        return e;
    e = post_add(req->db, req->arena, &(struct post_adding){&post, person->class, roster_bad, r}, &id);
    if (e == OK && id && !r->is_practice)
        audit_note(req, "membership.create", "membership", id, NULL);
    return e;
}

static enum err apply(struct roster *r, const struct list *known, size_t i)
{
    const struct person_row_in *p = (const struct person_row_in *)r->rows.items + i;
    const struct known_unit *unit = p->unit_code ? roster_known(known, p->unit_code) : NULL;
    struct person_row person;
    bool found;
    if (p->row.is_bad)
        return OK;
    r->row = p->row.number;
    if (!unit)
        roster_bad(r, "unit_id", "没有这个代码的单位，请先导入单位。");
    enum err e = person_find_login(r->req->db, r->req->arena, p->login, &person, &found);
    if (e == OK && !found)
        e = insert(r, p, &person);
    else if (e == OK && person.status == PERSON_DISABLED)
        roster_bad(r, "login", "这个账号已停用，请先在人员管理中启用。");
    else if (e == OK && !roster_is_repeated(&r->rows, i))
        e = update(r, p, &person);
    return e == OK && unit ? give_post(r, p, &person, unit) : e;
}

enum err roster_apply_people(struct roster *r)
{
    struct req *req = r->req;
    struct list known;
    roster_check_people(r);
    if (r->is_practice) {
        r->secrets.n = 0;
        r->secrets.items = arena_alloc(req->arena, r->rows.n * sizeof(struct roster_secret));
    }
    enum err e = roster_known_units(req->db, req->arena, &known);
    for (size_t i = 0; e == OK && i < r->rows.n; i++)
        e = apply(r, &known, i);
    return e;
}
