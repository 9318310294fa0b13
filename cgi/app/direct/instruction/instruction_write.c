#include "app/audit/audit.h"
#include "app/direct/instruction/instruction_priv.h"
#include "app/message/notice/notice.h"
#include "app/time/calendar/calendar.h"

static bool has_unit(const struct list *units, int64_t id)
{
    const struct instructed_unit *u = units->items;
    for (size_t n = 0; n < units->n; n++)
        if (u[n].id == id)
            return true;
    return false;
}

static bool is_twice(const int64_t *id, size_t n)
{
    for (size_t k = 0; k < n; k++)
        if (id[k] == id[n])
            return true;
    return false;
}

static enum err check_units(struct req *req, const struct instruction_in *in, const struct list *units)
{
    const int64_t *id = in->unit_ids.items;
    enum err e = OK;
    for (size_t n = 0; n < in->unit_ids.n; n++) {
        const char *at = arena_printf(req->arena, "#/unit_ids/%zu", n);
        if (!has_unit(units, id[n]))
            e = req_field(req, at, "单位不在本督办机构的责任单位中，请重新选择");
        else if (is_twice(id, n))
            e = req_field(req, at, "同一单位写了两次，请去掉一个");
    }
    return e;
}

/* 404 409 422 */
static enum err check_matter(struct req *req, const struct instruction_in *in, struct matter *m)
{
    if (in->matter_id == 0)
        return OK;
    enum err e = matter_by_id(req, in->matter_id, m);
    if (e != OK)
        return e;
    if (m->body_id != req->actor.body_id)
        return req_fail(req, ERR_FORBIDDEN, "not-yours", "只能对本督办机构立项的事项作批示");
    if (m->status != MS_ISSUED)
        return req_fail(req, ERR_CONFLICT, "wrong-state",
                        "事项现在是“%s”，不能在上面作批示；可以另作批示登记为新的事项",
                        choice_label(&matter_statuses, m->status));
    return in->due_on == 0 ? req_field(req, "#/due_on", "请填写答复时限") : OK;
}

/* D3.1: refused with the reason, and offered to the head. */
static enum err check_charge(struct req *req, const struct instruction_in *in, const struct list *units,
                             struct instruction *out)
{
    const char *outside = units_outside(req->arena, &req->actor, units);
    out->status = IS_OPEN;
    if (outside == NULL)
        return OK;
    if (!in->to_head)
        return req_fail(req, ERR_FORBIDDEN, "not-in-charge",
                        "%s不在您的分管范围，不能直接批示；可以提请组长确认后下发", outside);
    out->status = IS_PROPOSED;
    out->outside = outside;
    return OK;
}

static enum err keep_files(struct req *req, const struct instruction *i, const struct list *ids)
{
    struct matter m = {.body_id = i->body_id};
    struct file_place place = {
        .kind = FILE_OF_INSTRUCTION, .object_id = i->id, .readers = part_readers(req->arena, &m, NULL)};
    return file_attach(req, &place, ids);
}

static enum err go_on(struct req *req, const struct instruction *i, const struct list *units)
{
    struct instruction_telling t = {
        .who = TO_OFFICE,
        .id = i->body_id,
        .event = "new",
        .title = arena_printf(req->arena, "%s批示，请登记为督办事项", i->author_name),
        .text = i->text};
    if (i->status == IS_PROPOSED) {
        t.who = TO_HEAD;
        t.event = "proposed";
        t.title = arena_printf(req->arena, "%s提请确认批示（%s不在其分管范围）", i->author_name, i->outside);
    } else if (!i->is_new)
        return instruction_send(req, i, units, NULL);
    return instruction_tell(req, i, &t);
}

enum err instruction_write(struct req *req, const struct instruction_in *in, int64_t follows_id,
                           struct instruction *out)
{
    const struct actor *who = &req->actor;
    struct list units = {0};
    struct matter m = {0};
    *out = (struct instruction){
        .body_id = who->body_id,
        .author_id = who->membership_id,
        .version = 1,
        .follows_id = follows_id,
        .is_new = in->matter_id == 0,
        .matter_id = in->matter_id,
        .text = in->text,
        .due_on = in->due_on,
        .author_name = who->name,
        .author_post = arena_printf(req->arena, "%s%s", who->unit_name, who->post),
    };
    enum err e = check_matter(req, in, &m);
    if (e == OK && in->due_on != 0 && in->due_on < date_of(req->now))
        e = req_field(req, "#/due_on", "要求的时限不能早于今天");
    if (e == OK)
        e = instructed_units(req, &in->unit_ids, &units);
    if (e == OK)
        e = check_units(req, in, &units);
    if (e == OK)
        e = check_charge(req, in, &units, out);
    if (e == OK)
        e = instruction_insert(req, out, &units, &out->id);
    if (e == OK)
        e = keep_files(req, out, &in->file_ids);
    if (e == OK)
        e = go_on(req, out, &units);
    if (e == OK)
        audit_note(req, "instruction.create", "instruction", out->id, NULL);
    return e;
}

const char *written_message(struct arena *a, const struct instruction *i)
{
    if (i->status == IS_PROPOSED)
        return arena_printf(a, "已提请组长确认：%s不在您的分管范围", i->outside);
    if (i->is_new)
        return "已送督办办公室登记，办结后结果送回您的首页";
    return arena_printf(a, "批示已下发，请对方于%s前书面答复", day_text(a, i->due_on));
}
