#include "app/work/directive/directive_priv.h"

/* Who moves it: the unit (or office) that owes the answer, or whoever must be content with it. */
enum mover { BY_ANSWERER, BY_CLOSER };
static const struct directive_move {
    int from, action, to;
    enum mover by;
} moves[] = {
    {DR_OPEN, MA_ANSWER, DR_ANSWERED, BY_ANSWERER},
    {DR_ANSWERED, MA_CLOSE_DIRECTIVE, DR_CLOSED, BY_CLOSER},
    {DR_ANSWERED, MA_RETURN_ANSWER, DR_OPEN, BY_CLOSER},
    {DR_OPEN, MA_WITHDRAW_DIRECTIVE, DR_WITHDRAWN, BY_CLOSER},
};

static bool answers(const struct directive *d, const struct actor *who)
{
    if (d->assignment_id == 0)
        return who->role == ROLE_OFFICE && who->body_id == d->body_id;
    return (who->role & ROLE_UNIT) && who->unit_id == d->unit_id;
}

/* What a leader wants to know, that leader is content with, or the head in their place. */
static bool closes(const struct directive *d, const struct actor *who)
{
    if (who->body_id != d->body_id)
        return false;
    if (d->closer_id == 0)
        return who->role == ROLE_OFFICE;
    return who->role == ROLE_LEADER && (who->membership_id == d->closer_id || who->rank == RANK_HEAD);
}

static bool is_for(const struct directive_move *mv, const struct directive *d, const struct actor *who)
{
    return mv->by == BY_ANSWERER ? answers(d, who) : closes(d, who);
}

static struct directive_verdict refuse(enum err err, const char *code, const char *why)
{
    return (struct directive_verdict){err, code, why};
}

struct directive_verdict directive_judge(struct arena *a, const struct directive *d, const struct actor *who,
                                         int action, int *to)
{
    const char *label = choice_label(&matter_actions, action);
    for (size_t i = 0; i < ARRAY_LEN(moves); i++) {
        const struct directive_move *mv = &moves[i];
        if (mv->action != action)
            continue;
        if (!is_for(mv, d, who))
            return refuse(ERR_FORBIDDEN, "not-yours", arena_printf(a, "您的岗位不能在这里办理“%s”", label));
        if (d->matter_status != MS_ISSUED)
            return refuse(ERR_CONFLICT, "wrong-state",
                          arena_printf(a, "事项现在是“%s”，不能办理“%s”",
                                       choice_label(&matter_statuses, d->matter_status), label));
        if (mv->from != d->status)
            return refuse(ERR_CONFLICT, "wrong-state",
                          arena_printf(a, "这项要求现在是“%s”，不能办理“%s”",
                                       choice_label(&directive_statuses, d->status), label));
        /* What the office asks of itself needs nobody's word. */
        bool is_own = action == MA_ANSWER && d->assignment_id == 0 && d->closer_id == 0;
        *to = is_own ? DR_CLOSED : mv->to;
        return (struct directive_verdict){OK, NULL, NULL};
    }
    return refuse(ERR_INTERNAL, "no-move", label);
}

void directive_buttons(struct arena *a, struct directive *d, const struct actor *who)
{
    struct action *buttons = arena_alloc(a, ARRAY_LEN(moves) * sizeof *buttons);
    int to;
    d->actions = (struct list){buttons, 0};
    for (size_t i = 0; i < ARRAY_LEN(moves); i++)
        if (directive_judge(a, d, who, moves[i].action, &to).err == OK)
            buttons[d->actions.n++] = (struct action){
                choice_name(&matter_actions, moves[i].action), choice_label(&matter_actions, moves[i].action),
                true, NULL, moves[i].action == MA_ANSWER || moves[i].action == MA_CLOSE_DIRECTIVE};
}

void directive_light(struct arena *a, struct directive *d, const struct light_day *day)
{
    struct light_facts f = {.running = d->status == DR_OPEN && d->matter_status == MS_ISSUED,
                            .due_on = d->due_on,
                            .yellow_on = d->due_on <= day->soon_on ? day->today : d->due_on,
                            .paused_since = d->paused_since};
    d->light = light_of(&f, day);
    d->light_reason = light_reason(a, &f, day);
}

struct list part_readers(struct arena *a, const struct matter *m, const struct assignment *at)
{
    int64_t *keys = arena_alloc(a, 3 * sizeof *keys);
    struct list out = {keys, 0};
    keys[out.n++] = 2 * m->body_id;
    if (at != NULL)
        keys[out.n++] = 2 * at->unit_id + 1;
    if (at != NULL && at->own_body_id != 0)
        keys[out.n++] = 2 * at->own_body_id;
    return out;
}
