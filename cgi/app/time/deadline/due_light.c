#include "app/time/deadline/due_want.h"

/* ---- lights: by the dates, and by hand while that holds */
static bool part_runs(const struct due_part *p)
{
    return p->served_at != 0 && p->status != AS_ACCEPTED && p->status != AS_WITHDRAWN &&
           p->status != AS_REFUSED;
}

static bool is_by_hand(const struct due_case *c, const struct due_part *p)
{
    return part_runs(p) && p->hand_light != 0 && p->hand_until >= c->today && c->m.paused_since == 0;
}

static int light_today(const struct due_case *c, int32_t yellow_on, int32_t red_on)
{
    return c->today >= red_on ? LIGHT_RED : c->today >= yellow_on ? LIGHT_YELLOW : LIGHT_GREEN;
}

/* To its last day it shows what was set, whatever the dates say. */
static void hand_part(const struct work *w, struct due_part *p)
{
    int32_t since = date_of(p->served_at), after = p->hand_until + 1;
    if (p->hand_light != LIGHT_GREEN)
        p->yellow_on = since;
    else if (p->yellow_on < after)
        p->yellow_on = after;
    if (p->hand_light == LIGHT_RED)
        p->red_on = since;
    else if (p->red_on < after)
        p->red_on = after;
    p->light_note = light_by_hand(
        w->a, &(struct hand_light){p->hand_light, p->hand_until, p->hand_name, p->hand_reason});
}

void light_part(const struct work *w, struct due_part *p, int32_t due, int32_t measured_from)
{
    const struct due_case *c = w->c;
    struct light_plan plan = {date_of(p->served_at), due, measured_from,
                              p->status == AS_SUBMITTED ? 100 : p->progress, c->today};
    p->yellow_on = p->red_on = 0;
    p->light_note = NULL;
    if (part_runs(p))
        light_dates(&c->calendar, &c->pauses, &plan, &p->yellow_on, &p->red_on);
    if (is_by_hand(c, p))
        hand_part(w, p);
}

/* Its own plan stands for the parts that go by theirs; a light by hand counts beside it, and where every lead
 * and parallel part has one, in its place. The worst is the matter's. */
void light_matter(const struct work *w)
{
    const struct due_case *c = w->c;
    struct due_matter *m = &w->c->m;
    const struct due_part *p = c->parts.items, *worst = NULL;
    struct light_plan plan = {date_of(m->issued_at), m->due_on, m->feedback_on, m->progress, c->today};
    size_t by_dates = 0, by_hand = 0;
    light_dates(&c->calendar, &c->pauses, &plan, &m->yellow_on, &m->red_on);
    m->light_note = NULL;
    for (size_t i = 0; i < c->parts.n; i++) {
        bool is_set = is_by_hand(c, &p[i]);
        by_dates += !is_set && part_runs(&p[i]) && p[i].kind != AK_ASSIST;
        by_hand += is_set && p[i].kind != AK_ASSIST;
        if (is_set && (worst == NULL || p[i].hand_light > worst->hand_light))
            worst = &p[i];
    }
    if (worst == NULL)
        return;
    bool is_alone = by_dates == 0 && by_hand > 0;
    if (!is_alone && worst->hand_light <= light_today(c, m->yellow_on, m->red_on))
        return;
    m->light_note = arena_printf(w->a, "%s：%s", worst->unit_name, worst->light_note);
    m->yellow_on = is_alone || worst->yellow_on < m->yellow_on ? worst->yellow_on : m->yellow_on;
    m->red_on = is_alone || worst->red_on < m->red_on ? worst->red_on : m->red_on;
}
