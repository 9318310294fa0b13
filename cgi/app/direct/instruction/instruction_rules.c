#include "app/direct/instruction/instruction_priv.h"
#include "app/matter/draft/draft.h"

#include <string.h>

#define TITLE_CHARS 40
#define OUTSIDE_NAMED 5

enum mover { BY_HEAD = 1, BY_AUTHOR = 2, BY_OFFICE = 4 };
static const struct instruction_move {
    int from, action;
    unsigned by;
} moves[] = {
    {IS_PROPOSED, IA_CONFIRM, BY_HEAD},
    {IS_PROPOSED, IA_DECLINE, BY_HEAD},
    {IS_OPEN, IA_FILE, BY_OFFICE},
    {IS_ANSWERED, IA_CLOSE, BY_AUTHOR | BY_HEAD},
    {IS_ANSWERED, IA_FOLLOW, BY_AUTHOR | BY_HEAD},
    {IS_PROPOSED, IA_WITHDRAW, BY_AUTHOR},
    {IS_OPEN, IA_WITHDRAW, BY_AUTHOR},
};

static bool is_for(const struct instruction_move *mv, const struct instruction *i, const struct actor *who)
{
    if (who->body_id != i->body_id)
        return false;
    return ((mv->by & BY_OFFICE) && who->role == ROLE_OFFICE) ||
           ((mv->by & BY_HEAD) && who->role == ROLE_LEADER && who->rank == RANK_HEAD) ||
           ((mv->by & BY_AUTHOR) && who->membership_id == i->author_id);
}

static struct instruction_verdict refuse(enum err err, const char *code, const char *why)
{
    return (struct instruction_verdict){err, code, why};
}

struct instruction_verdict instruction_judge(struct arena *a, const struct instruction *i,
                                             const struct actor *who, int action)
{
    const char *label = choice_label(&instruction_actions, action);
    bool mine = false;
    for (size_t n = 0; n < ARRAY_LEN(moves); n++) {
        if (moves[n].action != action || !is_for(&moves[n], i, who))
            continue;
        if (moves[n].from == i->status)
            return (struct instruction_verdict){OK, NULL, NULL};
        mine = true;
    }
    if (!mine)
        return refuse(ERR_FORBIDDEN, "not-yours", arena_printf(a, "您的岗位不能在这里办理“%s”", label));
    return refuse(ERR_CONFLICT, "wrong-state",
                  arena_printf(a, "这件批示现在是“%s”，不能办理“%s”",
                               choice_label(&instruction_statuses, i->status), label));
}

void instruction_buttons(struct arena *a, struct instruction *i, const struct actor *who)
{
    struct action *buttons = arena_alloc(a, ARRAY_LEN(moves) * sizeof *buttons);
    i->actions = (struct list){buttons, 0};
    for (size_t n = 0; n < ARRAY_LEN(moves); n++)
        if (moves[n].from == i->status && is_for(&moves[n], i, who))
            buttons[i->actions.n++] = (struct action){
                choice_name(&instruction_actions, moves[n].action),
                choice_label(&instruction_actions, moves[n].action), true, NULL,
                moves[n].action != IA_WITHDRAW && moves[n].action != IA_DECLINE &&
                    moves[n].action != IA_FOLLOW};
}

const char *units_outside(struct arena *a, const struct actor *who, const struct list *units)
{
    const struct instructed_unit *u = units->items;
    struct buf b;
    size_t outside = 0;
    if (who->rank == RANK_HEAD)
        return NULL;
    buf_init(&b, a);
    for (size_t n = 0; n < units->n; n++) {
        if (who->rank == RANK_DEPUTY && u[n].in_charge)
            continue;
        if (outside++ < OUTSIDE_NAMED)
            buf_printf(&b, "%s%s", b.len > 0 ? "、" : "", u[n].name);
    }
    if (outside > OUTSIDE_NAMED)
        buf_printf(&b, "等 %zu 个单位", outside);
    return outside > 0 ? b.data : NULL;
}

static bool ends_clause(uint32_t c)
{
    return c == 0x3002 || c == 0xFF1B || c == 0xFF01 || c == 0xFF1F || c == 0xFF0C || c == '\n';
}

char *instruction_title(struct arena *a, const char *text)
{
    const char *end = text, *next = text;
    for (size_t n = 0; n < TITLE_CHARS; n++) {
        uint32_t c = text_next(&next);
        if (c == 0 || (ends_clause(c) && n >= 4))
            break;
        end = next;
    }
    return arena_strndup(a, text, (size_t)(end - text));
}

struct list instruction_parts(struct arena *a, const struct list *units)
{
    const struct instructed_unit *u = units->items;
    struct unit_in *parts = arena_alloc(a, (units->n + 1) * sizeof *parts);
    for (size_t n = 0; n < units->n; n++)
        parts[n] = (struct unit_in){.unit_id = u[n].id, .kind = n == 0 ? AK_LEAD : AK_ASSIST};
    return (struct list){parts, units->n};
}

const char *both_names(struct arena *a, const struct instruction *i, const struct actor *head)
{
    return head == NULL ? i->author_name : arena_printf(a, "%s、%s", i->author_name, head->name);
}
