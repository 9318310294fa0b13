#include "app/direct/instruction/instruction_priv.h"
#include "app/message/notice/notice.h"

static const struct assignment *part_of(const struct list *parts, int64_t unit_id)
{
    const struct assignment *at = parts->items;
    for (size_t n = 0; n < parts->n; n++)
        if (at[n].unit_id == unit_id && at[n].status != AS_WITHDRAWN)
            return &at[n];
    return NULL;
}

/* What goes to a unit is read by it, with its files; nothing of the others'. */
static enum err open_files(struct req *req, const struct instruction *i, const struct assignment *at)
{
    struct matter m = {.body_id = i->body_id};
    struct list readers = part_readers(req->arena, &m, at);
    return file_readers_add(req->db, req->arena, FILE_OF_INSTRUCTION, i->id, &readers);
}

enum err instruction_send(struct req *req, const struct instruction *i, const struct list *units,
                          const struct actor *head)
{
    const struct instructed_unit *u = units->items;
    struct list parts = {0};
    struct directive_in d = {.matter_id = i->matter_id,
                             .source = DS_INSTRUCTION,
                             .source_id = i->id,
                             .text = i->text,
                             .due_on = i->due_on,
                             .closer_id = i->author_id,
                             .made_name = both_names(req->arena, i, head),
                             .made_post = i->author_post};
    int64_t id;
    enum err e = assignments_list(req, i->matter_id, &parts);
    if (e == OK && units->n == 0)
        return directive_add(req, &d, &id);
    for (size_t n = 0; e == OK && n < units->n; n++) {
        const struct assignment *at = part_of(&parts, u[n].id);
        if (at == NULL)
            return req_fail(req, ERR_CONFLICT, "not-on-matter",
                            "%s没有承办这件事项，请先由督办办公室增加承办单位", u[n].name);
        d.assignment_id = at->id;
        e = directive_add(req, &d, &id);
        if (e == OK)
            e = open_files(req, i, at);
    }
    return e;
}

enum err instruction_tell(struct req *req, const struct instruction *i, const struct instruction_telling *t)
{
    struct list people = {0};
    struct notice n = {
        .kind = NK_INSTRUCTION,
        .dedupe = arena_printf(req->arena, "instruction/%lld/%s", (long long)i->id, t->event),
        .title = t->title,
        .text = t->text,
        .path = arena_printf(req->arena, "/instructions/%lld", (long long)i->id),
    };
    enum err e = notice_people(req->db, req->arena, date_of(req->now), t->who, t->id, &people);
    return e == OK ? notice_send(req->db, req->arena, req->now, &n, &people) : e;
}
