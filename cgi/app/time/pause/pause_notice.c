#include "app/time/pause/pause_priv.h"

#include "app/message/notice/notice.h"

/* Who should know of a request, and in which words. */

struct telling {
    struct req *req;
    const struct matter_case *c;
    struct notice notice;
    struct list people;
    enum err err;
};

static struct telling about(struct req *req, const struct matter_case *c, int kind, const char *dedupe)
{
    return (struct telling){.req = req,
                            .c = c,
                            .notice = {.kind = kind,
                                       .dedupe = dedupe,
                                       .matter_id = c->m.id,
                                       .assignment_id = c->at == NULL ? 0 : c->at->id}};
}

static void add(struct telling *t, enum audience who, int64_t id)
{
    if (t->err == OK)
        t->err = notice_people(t->req->db, t->req->arena, t->c->today, who, id, &t->people);
}

static void add_units(struct telling *t, enum audience who)
{
    const struct assignment *at = t->c->units.items;
    for (size_t i = 0; i < t->c->units.n; i++)
        if (at[i].status != AS_WITHDRAWN && (t->c->at == NULL || t->c->at->id == at[i].id))
            add(t, who, at[i].unit_id);
}

static enum err send(struct telling *t, const char *what, const char *text)
{
    t->notice.title = arena_printf(t->req->arena, "%s：%s", what, t->c->m.title);
    t->notice.text = text;
    return t->err != OK ? t->err
                        : notice_send(t->req->db, t->req->arena, t->req->now, &t->notice, &t->people);
}

enum err extension_tell(struct req *req, const struct matter_case *c, const struct extension *x,
                        const char *text)
{
    static const char *const titles[] = {
        [RQ_ASKED] = "延期申请", [RQ_APPROVED] = "已批准延期", [RQ_REFUSED] = "不同意延期"};
    struct telling t = about(req, c, NK_EXTENSION,
                             arena_printf(req->arena, "extension/%lld/%s", (long long)x->id,
                                          choice_name(&request_statuses, x->status)));
    add(&t, TO_OFFICE, c->m.body_id);
    if (x->status != RQ_ASKED)
        add_units(&t, TO_UNIT);
    else if (x->decider == DECIDER_LEADER) {
        add(&t, TO_HEAD, c->m.body_id);
        add_units(&t, TO_CHARGE);
    }
    return send(&t, titles[x->status], text);
}

enum err suspension_tell(struct req *req, const struct matter_case *c, int64_t id, const char *text)
{
    const char *what = choice_label(&matter_actions, c->action);
    struct telling t = about(req, c, NK_SUSPENSION,
                             arena_printf(req->arena, "suspension/%lld/%s", (long long)id,
                                          choice_name(&matter_actions, c->action)));
    if (c->action == MA_SUSPEND) {
        add(&t, TO_HEAD, c->m.body_id);
        add_units(&t, TO_CHARGE);
    } else
        add(&t, TO_OFFICE, c->m.body_id);
    if (c->action == MA_APPROVE_SUSPENSION || c->action == MA_RESUME)
        add_units(&t, TO_UNIT);
    return send(&t, what, text);
}
