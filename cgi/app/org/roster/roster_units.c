#include "app/audit/audit.h"
#include "app/org/roster/roster_priv.h"

#include <string.h>

/* False while the parent is a row of the file that is not there yet. */
static bool find_parent(const struct roster *r, const struct list *known, const struct unit_row *u,
                        int64_t *id)
{
    *id = 0;
    if (!u->parent_code)
        return true;
    const struct unit_row *rows = r->rows.items;
    for (size_t i = 0; i < r->rows.n; i++)
        if (rows[i].code && strcmp(rows[i].code, u->parent_code) == 0)
            return (*id = rows[i].id) != 0;
    const struct known_unit *parent = roster_known(known, u->parent_code);
    *id = parent ? parent->id : 0;
    return true;
}

static enum err update(struct roster *r, const struct unit_form *form, int64_t id)
{
    struct req *req = r->req;
    struct unit old;
    enum err e = unit_get(req->db, req->arena, id, date_of(req->now), &old);
    if (e != OK)
        return e;
    struct unit_form new = *form;
    new.sort = old.sort;
    new.status = old.status;
    e = unit_update(req->db, id, old.version, &new);
    if (e == OK && !r->is_practice)
        audit_note(req, "unit.update", "unit", id, org_named(req->arena, "import", form->code));
    return e;
}

static enum err insert(struct roster *r, const struct unit_form *form, int64_t *id)
{
    enum err e = unit_insert(r->req->db, form, 0, id);
    if (e == OK && !r->is_practice)
        audit_note(r->req, "unit.create", "unit", *id, org_named(r->req->arena, "import", form->code));
    return e;
}

static enum err apply(struct roster *r, const struct list *known, struct unit_row *u, int64_t parent_id)
{
    const struct unit_form form = {.parent_id = parent_id,
                                   .kind = u->kind,
                                   .code = u->code,
                                   .name = u->name,
                                   .short_name = u->short_name,
                                   .phone = u->phone,
                                   .sort = u->row.number};
    const struct known_unit *old = roster_known(known, u->code);
    r->row = u->row.number;
    u->id = old ? old->id : 0;
    enum err e = old ? update(r, &form, old->id) : insert(r, &form, &u->id);
    if (e == OK)
        (*(old ? &r->updated : &r->created))++;
    if (e != ERR_CONFLICT)
        return e;
    roster_bad(r, "name", "同一上级下已有同名的单位，或者代码与已有单位只差大小写。");
    u->id = -1; /* so that its lower units are not waited for */
    return OK;
}

/* Parents first: a row waits until its parent is there. There are no circles any more. */
static enum err apply_all(struct roster *r, const struct list *known)
{
    struct unit_row *u = r->rows.items;
    int64_t parent_id;
    enum err e = OK;
    for (size_t left = r->rows.n; e == OK && left > 0;) {
        size_t before = left;
        for (size_t i = 0; e == OK && i < r->rows.n; i++) {
            if (u[i].id || !find_parent(r, known, &u[i], &parent_id))
                continue;
            left--;
            if (parent_id < 0 || u[i].row.is_bad)
                u[i].id = -1;
            else
                e = apply(r, known, &u[i], parent_id);
        }
        if (left == before)
            break;
    }
    return e;
}

/* Work under way stays with the body that gave it. */
static enum err check_moves(struct roster *r, const struct list *known)
{
    struct req *req = r->req;
    const struct unit_row *u = r->rows.items;
    struct list now;
    struct unit_ties ties;
    enum err e = roster_known_units(req->db, req->arena, &now);
    for (size_t i = 0; e == OK && i < r->rows.n; i++) {
        if (u[i].id <= 0)
            continue;
        const struct known_unit *old = roster_known(known, u[i].code), *new = roster_known(&now, u[i].code);
        if (!old || !new || old->body_id == new->body_id)
            continue;
        e = unit_ties(req->db, req->arena, date_of(req->now), old->id, &ties);
        r->row = u[i].row.number;
        if (e == OK && ties.assignments)
            roster_bad(r, "parent_code",
                       arena_printf(req->arena, "该单位还有 %lld 项承办未办结，不能改由别的督办机构管理。",
                                    (long long)ties.assignments));
    }
    return e;
}

static void forget_ids(struct roster *r)
{
    struct unit_row *u = r->rows.items;
    for (size_t i = 0; i < r->rows.n; i++)
        u[i].id = 0;
}

enum err roster_apply_units(struct roster *r)
{
    struct req *req = r->req;
    struct list known;
    enum err e = roster_known_units(req->db, req->arena, &known);
    if (e != OK)
        return e;
    forget_ids(r);
    roster_check_units(r, &known);
    e = apply_all(r, &known);
    if (e == OK)
        e = unit_settle_bodies(req->db, req->arena);
    return e == OK ? check_moves(r, &known) : e;
}
