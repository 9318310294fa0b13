#include "app/matter/matter_priv.h"

#include "app/message/notice/notice.h"

/* Who is told of a move: those whose turn it is now, and those whose work it decides. */
struct telling {
    int action;
    enum audience who;
    const char *words;
};
static const struct telling of_matter[] = {
    {MA_PROPOSE, TO_HEAD, "待审批"},
    {MA_APPROVE, TO_OFFICE, "已批准，待下达"},
    {MA_RETURN, TO_OFFICE, "已退回，请修改"},
    {MA_CONCLUDE, TO_INSTRUCTOR, "您的批示已有结果"},
    {MA_CANCEL, TO_INSTRUCTOR, "您的批示所立事项已终止"},
};
static const struct telling of_assignment[] = {
    {AA_REFUSE, TO_OFFICE, "承办单位退回"},
    {AA_INSIST, TO_UNIT, "坚持交办，待签收"},
    {AA_WITHDRAW, TO_UNIT, "交办已撤回"},
    {AA_SUBMIT, TO_OFFICE, "结果已报送，待验收"},
    {AA_RETURN_REPORT, TO_UNIT, "进展报告被退回，请重写"},
    {AA_ACCEPT, TO_UNIT, "验收通过"},
    {AA_RETURN, TO_UNIT, "退回整改"},
};

static enum err tell(struct req *req, const struct matter_case *c, const struct telling *t, struct notice *n,
                     int64_t id)
{
    struct list people = {0};
    enum err e = notice_people(req->db, req->arena, c->today, t->who, id, &people);
    n->kind = NK_MOVE;
    n->matter_id = c->m.id;
    n->title = arena_printf(req->arena, "%s：%s", t->words, c->m.title);
    if (n->text == NULL || *n->text == '\0')
        n->text = arena_printf(req->arena, "%s %s办理", req->actor.unit_name, req->actor.name);
    return e == OK ? notice_send(req->db, req->arena, req->now, n, &people) : e;
}

/* Each part is served once; those of a matter that gets more units were told when theirs was. */
static enum err tell_units(struct req *req, const struct matter_case *c)
{
    static const struct telling served = {MA_ISSUE, TO_UNIT, "新的督办事项，待签收"};
    struct list units = {0};
    enum err e = assignments_list(req, c->m.id, &units);
    const struct assignment *at = units.items;
    for (size_t i = 0; e == OK && i < units.n; i++) {
        struct notice n = {.dedupe = arena_printf(req->arena, "assignment/%lld/served", (long long)at[i].id),
                           .text = at[i].task,
                           .assignment_id = at[i].id};
        if (at[i].status == AS_PENDING)
            e = tell(req, c, &served, &n, at[i].unit_id);
    }
    return e;
}

enum err matter_tell(struct req *req, const struct matter_case *c, const char *note)
{
    const struct telling *t = c->at ? of_assignment : of_matter;
    size_t n = c->at ? ARRAY_LEN(of_assignment) : ARRAY_LEN(of_matter);
    if (c->at == NULL && (c->action == MA_ISSUE || c->action == MA_ASSIGN))
        return tell_units(req, c);
    while (n > 0 && t->action != c->action) {
        t++;
        n--;
    }
    if (n == 0)
        return OK;
    struct notice told = {.text = note};
    int64_t id = c->m.body_id;
    if (t->who == TO_INSTRUCTOR) {
        id = c->m.id;
        if (c->m.origin_ref == ORIGIN_INSTRUCTION) /* else one that was taken in */
            told.path = arena_printf(req->arena, "/instructions/%lld", (long long)c->m.origin_ref_id);
    }
    if (c->at == NULL) {
        told.dedupe = arena_printf(req->arena, "matter/%lld/%lld", (long long)c->m.id,
                                   (long long)c->m.version);
        return tell(req, c, t, &told, id);
    }
    told.assignment_id = c->at->id;
    told.dedupe = arena_printf(req->arena, "assignment/%lld/%lld", (long long)c->at->id,
                               (long long)c->at->version);
    return tell(req, c, t, &told, t->who == TO_UNIT ? c->at->unit_id : id);
}
