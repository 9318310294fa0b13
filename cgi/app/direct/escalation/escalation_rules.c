#include "app/direct/escalation/escalation_priv.h"

enum mover { BY_OFFICE = 1, BY_CHARGE = 2, BY_ASKER = 4 };
static const struct escalation_move {
    int from, action;
    unsigned by;
} moves[] = {
    {ES_ASKED, EA_SOLVE, BY_OFFICE | BY_CHARGE},
    {ES_MEETING, EA_SOLVE, BY_OFFICE | BY_CHARGE},
    {ES_ASKED, EA_MEET, BY_OFFICE},
    {ES_ASKED, EA_ESCALATE, BY_OFFICE},
    {ES_MEETING, EA_ESCALATE, BY_OFFICE},
    {ES_ESCALATED, EA_DECIDE, BY_CHARGE},
    {ES_ASKED, EA_WITHDRAW, BY_ASKER},
};

static bool is_for(const struct escalation_move *mv, const struct escalation *x, const struct actor *who)
{
    if ((mv->by & BY_ASKER) && x->assignment_id != 0)
        return (who->role & ROLE_UNIT) && who->unit_id == x->unit_id;
    if (who->body_id != x->body_id)
        return false;
    return ((mv->by & BY_OFFICE) && who->role == ROLE_OFFICE) ||
           ((mv->by & BY_CHARGE) && who->role == ROLE_LEADER);
}

static struct escalation_verdict refuse(enum err err, const char *code, const char *why)
{
    return (struct escalation_verdict){err, code, why};
}

/* The head, or the deputy whose units it concerns (D3.1). */
static struct escalation_verdict charge(struct arena *a, const struct escalation *x, const struct actor *who)
{
    if (who->role != ROLE_LEADER || who->rank == RANK_HEAD || (who->rank == RANK_DEPUTY && x->in_charge))
        return (struct escalation_verdict){OK, NULL, NULL};
    return refuse(ERR_FORBIDDEN, "not-in-charge",
                  arena_printf(a, "%s不在您的分管范围，由组长或者分管的副组长处理",
                               x->unit_name == NULL ? "这件事项有的承办单位" : x->unit_name));
}

struct escalation_verdict escalation_judge(struct arena *a, const struct escalation *x,
                                           const struct actor *who, int action)
{
    const char *label = choice_label(&escalation_actions, action);
    bool mine = false;
    for (size_t n = 0; n < ARRAY_LEN(moves); n++) {
        if (moves[n].action != action || !is_for(&moves[n], x, who))
            continue;
        mine = true;
        if (moves[n].from == x->status && x->matter_status == MS_ISSUED)
            return charge(a, x, who);
    }
    if (!mine)
        return refuse(ERR_FORBIDDEN, "not-yours", arena_printf(a, "您的岗位不能在这里办理“%s”", label));
    if (x->matter_status != MS_ISSUED)
        return refuse(ERR_CONFLICT, "wrong-state",
                      arena_printf(a, "事项现在是“%s”，不能办理“%s”",
                                   choice_label(&matter_statuses, x->matter_status), label));
    return refuse(ERR_CONFLICT, "wrong-state",
                  arena_printf(a, "这项协调现在是“%s”，不能办理“%s”",
                               choice_label(&escalation_statuses, x->status), label));
}

void escalation_buttons(struct arena *a, struct escalation *x, const struct actor *who)
{
    struct action *buttons = arena_alloc(a, ARRAY_LEN(moves) * sizeof *buttons);
    x->actions = (struct list){buttons, 0};
    for (size_t n = 0; n < ARRAY_LEN(moves); n++) {
        if (moves[n].from != x->status || x->matter_status != MS_ISSUED || !is_for(&moves[n], x, who))
            continue;
        struct escalation_verdict v = charge(a, x, who);
        buttons[x->actions.n++] = (struct action){
            choice_name(&escalation_actions, moves[n].action),
            choice_label(&escalation_actions, moves[n].action), v.err == OK, v.why,
            v.err == OK && (moves[n].action == EA_SOLVE || moves[n].action == EA_DECIDE)};
    }
}

static const struct assignment *part_of(const struct matter_case *c, int64_t id)
{
    const struct assignment *at = c->units.items;
    for (size_t n = 0; n < c->units.n; n++)
        if (at[n].id == id && at[n].status != AS_WITHDRAWN)
            return &at[n];
    return NULL;
}

const char *order_fault(struct arena *a, const struct matter_case *c, const struct order_in *o,
                        const char **member)
{
    const struct assignment *at = part_of(c, o->assignment_id);
    *member = "assignment_id";
    if (o->assignment_id != 0 && at == NULL)
        return "单位没有承办这件事项，请重新选择";
    if (at != NULL && c->who->rank != RANK_HEAD && !at->in_charge)
        return arena_printf(a, "%s不在您的分管范围，请由组长决定", at->unit_name);
    *member = "due_on";
    return o->due_on < c->today ? "时限不能早于今天" : NULL;
}
