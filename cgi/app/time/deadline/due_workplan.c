#include "app/time/deadline/due_want.h"

/* Work plans (A4.2.1): owed from the receipt, and anew from each return, until one is filed. */

static const struct due_version *next_of(const struct work *w, const struct due_version *v)
{
    const struct due_version *all = w->c->plans.items, *end = all + w->c->plans.n;
    for (v = v == NULL ? all : v + 1; v < end; v++)
        if (v->assignment_id == w->part->id)
            return v;
    return NULL;
}

bool plan_is_asked(const struct work *w)
{
    return w->c->m.needs_plan && w->part->kind != AK_ASSIST;
}

int64_t plan_first_at(const struct work *w)
{
    const struct due_version *first = w->c->plans.n == 0 ? NULL : next_of(w, NULL);
    return first == NULL ? 0 : first->handed_at;
}

int64_t plan_filed_at(const struct work *w)
{
    if (w->c->plans.n == 0)
        return 0;
    for (const struct due_version *v = next_of(w, NULL); v != NULL; v = next_of(w, v))
        if (v->status == PLAN_FILED)
            return v->decided_at;
    return 0;
}

static void want_round(struct work *w, int64_t round, int64_t asked_at, int64_t closed_at)
{
    want(w, &(struct ask){.kind = DUE_PLAN,
                          .owes = OWES_UNIT,
                          .seq = round,
                          .start_on = date_of(asked_at),
                          .by = BY_RULE,
                          .rule = "plan",
                          .event = round == 1 ? "签收" : "退回",
                          .closed_at = closed_at});
}

void want_plan(struct work *w, int64_t submitted)
{
    int64_t asked_at = w->part->received_at, round = 1;
    if (!plan_is_asked(w) || asked_at == 0)
        return;
    const struct due_version *v = w->c->plans.n == 0 ? NULL : next_of(w, NULL);
    for (; v != NULL; v = next_of(w, v)) {
        want_round(w, round, asked_at, v->handed_at);
        if (v->status != PLAN_RETURNED)
            return;
        asked_at = v->decided_at;
        round++;
    }
    want_round(w, round, asked_at, submitted);
}
