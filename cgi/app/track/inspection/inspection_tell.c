#include "app/message/notice/notice.h"
#include "app/track/inspection/inspection_priv.h"

/* Who is told of what. Of an undercover one that is not published nothing leaves the house, and nobody hears
 * of it who may not see it. */

static const struct telling {
    unsigned who; /* enum insiders */
    bool units;
    const char *title;
} tellings[] = {
    [TOLD_PLANNED] = {IN_TEAM, true, "督查安排"},
    [TOLD_REPORTED] = {IN_OFFICE | IN_HEAD, false, "督查报告待审"},
    [TOLD_APPROVED] = {IN_OFFICE, false, "督查报告已批准，待公布"},
    [TOLD_RETURNED] = {IN_TEAM, false, "督查报告已退回"},
    [TOLD_PUBLISHED] = {IN_TEAM | IN_OFFICE, true, "督查情况已公布"},
    [TOLD_CANCELLED] = {IN_TEAM, true, "督查已取消"},
};

/* A notification stays with a person who has left the team: of a secret it names nothing. */
static struct notice notice_of(struct req *req, const struct inspection_case *c, const char *title,
                               const char *text)
{
    bool is_secret = c->x.kind == INSPECTION_UNDERCOVER && c->x.status != IS_PUBLISHED;
    return (struct notice){
        .kind = NK_INSPECTION,
        .title = is_secret ? title : arena_printf(req->arena, "%s：%s", title, c->x.title),
        .text = is_secret ? "暗访，请打开查看，公布之前不要向他人透露。" : text,
        .path = arena_printf(req->arena, "/inspections/%lld", (long long)c->x.id),
        .is_inside = is_secret,
    };
}

static enum err tell_units(struct req *req, const struct inspection_case *c, struct notice n,
                           const char *fact)
{
    const struct visit *v = c->x.visits.items;
    enum err e = OK;
    for (size_t i = 0; e == OK && i < c->x.visits.n; i++) {
        struct list people = {0};
        n.dedupe = arena_printf(req->arena, "visit/%lld/%s", (long long)v[i].id, fact);
        e = notice_people(req->db, req->arena, c->today, TO_UNIT, v[i].unit_id, &people);
        if (e == OK)
            e = notice_send(req->db, req->arena, req->now, &n, &people);
    }
    return e;
}

enum err inspection_tell(struct req *req, const struct inspection_case *c, enum inspection_told what,
                         const char *text)
{
    const struct telling *t = &tellings[what];
    struct list people = {0};
    struct notice n = notice_of(req, c, t->title, text);
    /* A unit may be added, and a report sent again: each version is a fact of its own. */
    const char *fact = arena_printf(req->arena, "%d/%lld", (int)what,
                                    what == TOLD_PLANNED ? 0 : (long long)c->x.version);
    n.dedupe = arena_printf(req->arena, "inspection/%lld/%s", (long long)c->x.id, fact);
    enum err e = insiders_of(req, c->x.id, t->who, &people);
    if (e == OK)
        e = notice_send(req->db, req->arena, req->now, &n, &people);
    if (e != OK || !t->units || n.is_inside)
        return e;
    return tell_units(req, c, n, fact);
}

enum err visit_tell_confirmed(struct req *req, const struct inspection_case *c)
{
    struct list people = {0};
    struct notice n = notice_of(req, c, arena_printf(req->arena, "%s已确认督查记录", c->at->unit_name),
                                c->at->unit_opinion);
    n.dedupe = arena_printf(req->arena, "visit/%lld/confirmed/%lld", (long long)c->at->id,
                            (long long)c->at->version);
    enum err e = insiders_of(req, c->x.id, IN_OFFICE, &people);
    return e == OK ? notice_send(req->db, req->arena, req->now, &n, &people) : e;
}
