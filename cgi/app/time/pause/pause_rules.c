#include "app/time/pause/pause_priv.h"

static const struct level {
    enum decider decider;
    int64_t seq_max, workdays_max;
} levels[] = {
    {DECIDER_OFFICE, 1, 5},
    {DECIDER_LEADER, INT64_MAX, INT64_MAX},
};

enum decider extension_decider(int64_t seq, int64_t workdays)
{
    const struct level *l = levels;
    while (seq > l->seq_max || workdays > l->workdays_max)
        l++;
    return l->decider;
}

int32_t extension_day(const struct calendar *c, int32_t limit, int32_t day)
{
    int32_t before = day, after = day;
    while (before > limit && !workday_is(c, before))
        before--;
    while (!workday_is(c, after))
        after++;
    return before > limit && day - before <= after - day ? before : after;
}

struct assignment *extended_part(const struct matter_case *c, int64_t assignment_id)
{
    struct assignment *at = c->units.items;
    for (size_t i = 0; i < c->units.n; i++)
        if (at[i].id == assignment_id)
            return &at[i];
    return NULL;
}

bool extension_has_lapsed(const struct extension *x, const struct matter_case *c)
{
    const struct assignment *at = c->at;
    bool open = x->of_kind == EX_RECTIFY ? at->status == AS_RECTIFYING && at->submitted_at <= x->asked_at
                                         : (at->status == AS_RECEIVED || at->status == AS_UNDERWAY) &&
                                               at->received_at <= x->asked_at;
    return x->status == RQ_ASKED && (c->m.status != MS_ISSUED || !open);
}

static struct refusal refuse(enum err err, const char *code, const char *why)
{
    return (struct refusal){err, code, why};
}

static struct refusal settled(int status)
{
    if (status == RQ_LAPSED)
        return refuse(ERR_CONFLICT, "request-lapsed", "提出申请后情况已变，这份申请已经失效");
    return refuse(ERR_CONFLICT, "request-settled", "这份申请已经审批过了");
}

struct refusal extension_refusal(struct arena *a, const struct extension *x, const struct matter_case *c)
{
    int status = extension_has_lapsed(x, c) ? RQ_LAPSED : x->status;
    if (status != RQ_ASKED)
        return settled(status);
    if (x->asked_by == c->who->person_id)
        return refuse(ERR_FORBIDDEN, "second-person", "申请由您本人提出，须由他人审批");
    if (x->decider == DECIDER_LEADER && c->who->role == ROLE_OFFICE)
        return refuse(ERR_FORBIDDEN, "not-in-charge",
                      arena_printf(a, "第 %d 次延期、%d 个工作日，由组长或者分管的副组长审批", (int)x->seq,
                                   (int)x->workdays));
    if (c->action == AA_APPROVE_EXTENSION && x->to_on < c->today)
        return refuse(ERR_CONFLICT, "not-now", "申请的办结时间已过，不能批准");
    return (struct refusal){0};
}

struct refusal suspension_refusal(const struct suspension *x, const struct matter_case *c)
{
    int status = x->status == RQ_ASKED && c->m.status != MS_ISSUED ? RQ_LAPSED : x->status;
    if (status != RQ_ASKED)
        return settled(status);
    if (x->asked_by == c->who->person_id)
        return refuse(ERR_FORBIDDEN, "second-person", "申请由您本人提出，须由他人审批");
    return (struct refusal){0};
}

/* ---- buttons */
static void add_button(struct list *out, struct action button, struct refusal no)
{
    struct action *items = out->items;
    if (no.err != OK) {
        button.enabled = button.primary = false;
        button.reason = no.why;
    }
    items[out->n++] = button;
}

#define BUTTONS 2
void extension_dress(struct arena *a, struct extension *x, struct matter_case *c)
{
    static const int actions[BUTTONS] = {AA_APPROVE_EXTENSION, AA_REFUSE_EXTENSION};
    struct action button;
    x->actions = (struct list){arena_alloc(a, BUTTONS * sizeof button), 0};
    if (extension_has_lapsed(x, c))
        x->status = RQ_LAPSED;
    for (size_t i = 0; i < BUTTONS && x->status == RQ_ASKED; i++)
        if (matter_button(a, c, actions[i], &button))
            add_button(&x->actions, button, extension_refusal(a, x, c));
}

void suspension_dress(struct arena *a, struct suspension *x, struct matter_case *c)
{
    static const int actions[BUTTONS] = {MA_APPROVE_SUSPENSION, MA_REFUSE_SUSPENSION};
    struct action button;
    x->actions = (struct list){arena_alloc(a, BUTTONS * sizeof button), 0};
    if (x->status == RQ_ASKED && c->m.status != MS_ISSUED)
        x->status = RQ_LAPSED;
    x->end_has_come = x->status == RQ_APPROVED && x->to_on == 0 && x->until_on != 0 &&
                      x->until_on <= c->today && c->m.status == MS_ISSUED;
    for (size_t i = 0; i < BUTTONS && x->status == RQ_ASKED; i++)
        if (matter_button(a, c, actions[i], &button))
            add_button(&x->actions, button, suspension_refusal(x, c));
}
