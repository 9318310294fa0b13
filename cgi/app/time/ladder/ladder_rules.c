#include "app/time/ladder/ladder_priv.h"

#define AFTER_DISMISSAL 10 /* working days until the same rung may be proposed again */

static const struct choice rung_items[] = {
    {"remind", "提醒"},    {"urge", "催办"},    {"criticise", "通报批评"},
    {"interview", "约谈"}, {"account", "问责"},
};
const struct choices rungs = CHOICES("Rung", rung_items);
static const struct choice status_items[] = {
    {"open", "待决定"},      {"accepted", "已采纳"},   {"deferred", "已暂缓"},
    {"dismissed", "不采纳"}, {"lapsed", "已办好撤下"},
};
const struct choices ladder_statuses = CHOICES("LadderStatus", status_items);
static const struct choice decider_items[] = {
    {"office", "督办办公室"}, {"charge", "组长或分管副组长"}, {"head", "组长"}};
const struct choices ladder_deciders = CHOICES("LadderDecider", decider_items);

/* Who decides each rung, and who is told of it; the first two are a reminder by hand, which tells by itself.
 * D6.3: the interview is held by the leader in charge. */
#define TELLS(who) (1u << (who))
static const struct {
    int decider;
    unsigned tells;
} rung_table[] = {
    [RUNG_REMIND] = {BY_OFFICE, 0},
    [RUNG_URGE] = {BY_OFFICE, 0},
    [RUNG_CRITICISE] = {BY_CHARGE,
                        TELLS(TO_UNIT) | TELLS(TO_UNIT_HEAD) | TELLS(TO_CHARGE) | TELLS(TO_OFFICE)},
    [RUNG_INTERVIEW] = {BY_CHARGE,
                        TELLS(TO_UNIT) | TELLS(TO_UNIT_HEAD) | TELLS(TO_CHARGE) | TELLS(TO_OFFICE)},
    [RUNG_ACCOUNT] = {BY_HEAD, TELLS(TO_UNIT_HEAD) | TELLS(TO_CHARGE) | TELLS(TO_OFFICE) | TELLS(TO_HEAD)},
};

/* When a rung is proposed: the first line that fits. D6.3: not done after the first 督办, 通报批评; still
 * not, 约谈. The numbers are working days; `after` is the rung accepted last, 0 where there was none. */
static const struct rule {
    int rung, after;
    int64_t waited;     /* since `after` was accepted */
    int64_t overdue;    /* at least */
    int64_t unanswered; /* reminders without a reply, at least */
    bool unreminded;    /* only where nobody reminded */
} rules[] = {
    {RUNG_ACCOUNT, RUNG_INTERVIEW, 10, 1, 0, false},
    {RUNG_INTERVIEW, RUNG_CRITICISE, 5, 1, 0, false},
    {RUNG_CRITICISE, RUNG_URGE, 3, 1, 0, false},
    {RUNG_URGE, RUNG_REMIND, 2, 1, 0, false},
    {RUNG_REMIND, 0, 0, 1, 0, true},
    {RUNG_URGE, 0, 0, 2, 1, false}, /* was reminded, and is silent */
    {RUNG_URGE, 0, 0, 5, 0, false}, /* has answered, but not done it */
};

int rung_decider(int rung)
{
    return rung_table[rung].decider;
}

bool rung_tells(int rung, enum audience who)
{
    return (rung_table[rung].tells & TELLS(who)) != 0;
}

const char *rung_deciders(int rung)
{
    return choice_label(&ladder_deciders, rung_decider(rung));
}

int64_t ladder_open(const struct ladder_case *c)
{
    const struct past *past = c->past.items;
    for (size_t i = 0; i < c->past.n; i++)
        if (past[i].status == LS_OPEN)
            return past[i].id;
    return 0;
}

/* The newest step that people decided since the oldest thing that is missed now; what came before concerned
 * something that was done. */
static const struct past *last_step(const struct ladder_case *c, int32_t since_on, int status)
{
    const struct past *past = c->past.items, *last = NULL;
    for (size_t i = 0; i < c->past.n; i++) {
        bool fits = status ? past[i].status == status : past[i].status != LS_LAPSED;
        if (fits && date_of(past[i].proposed_at) > since_on)
            last = &past[i];
    }
    return last;
}

static const char *missed_names(struct arena *a, const struct list *missed)
{
    const struct missed *m = missed->items;
    unsigned seen = 0;
    struct buf b;
    buf_init(&b, a);
    for (size_t i = 0; i < missed->n; i++) {
        if (seen & 1u << m[i].kind)
            continue;
        seen |= 1u << m[i].kind;
        buf_printf(&b, "%s%s", b.len > 0 ? "、" : "", choice_label(&due_kinds, m[i].kind));
    }
    return b.data;
}

struct ladder_facts ladder_facts_of(struct arena *a, const struct ladder_case *c)
{
    struct ladder_facts f = {.today = c->today};
    if (!c->running || c->missed.n == 0)
        return f;
    f.since_on = ((const struct missed *)c->missed.items)->due_on;
    f.overdue = workdays_between(&c->calendar, f.since_on, c->today);
    f.missed = missed_names(a, &c->missed);
    f.reminded = c->reminded;
    f.unanswered = c->unanswered;
    const struct past *accepted = last_step(c, f.since_on, LS_ACCEPTED);
    if (accepted) {
        f.previous = accepted->rung;
        f.previous_on = date_of(accepted->decided_at);
    }
    return f;
}

static int64_t waited(const struct ladder_case *c, int32_t from)
{
    return workdays_between(&c->calendar, from, c->today);
}

static bool rule_fits(const struct rule *r, const struct ladder_case *c, const struct ladder_facts *f)
{
    return r->after == f->previous && f->overdue >= r->overdue && f->unanswered >= r->unanswered &&
           (!r->unreminded || f->reminded == 0) && (!r->after || waited(c, f->previous_on) >= r->waited);
}

int ladder_next(const struct ladder_case *c, const struct ladder_facts *f)
{
    const struct past *last = f->since_on ? last_step(c, f->since_on, 0) : NULL;
    if (!f->since_on || ladder_open(c))
        return 0;
    if (last && last->status == LS_DEFERRED)
        return c->today >= last->until_on ? last->rung : 0;
    if (last && last->status == LS_DISMISSED)
        return waited(c, date_of(last->decided_at)) >= AFTER_DISMISSAL ? last->rung : 0;
    for (size_t i = 0; i < ARRAY_LEN(rules); i++)
        if (rule_fits(&rules[i], c, f))
            return rules[i].rung;
    return 0;
}

char *ladder_words(struct arena *a, const struct ladder_case *c, const struct ladder_facts *f)
{
    struct buf b;
    buf_init(&b, a);
    buf_printf(&b, "%s欠%s，最早的应于%s前完成，已超期 %lld 个工作日", c->unit_name, f->missed,
               day_text(a, f->since_on), (long long)f->overdue);
    if (f->reminded == 0)
        buf_puts(&b, "，尚未催办");
    else if (f->unanswered == 0)
        buf_printf(&b, "，已催办 %lld 次，均有回复", (long long)f->reminded);
    else
        buf_printf(&b, "，已催办 %lld 次，%lld 次没有回复", (long long)f->reminded, (long long)f->unanswered);
    if (f->previous)
        buf_printf(&b, "；%s已%s，仍未办好", day_text(a, f->previous_on), choice_label(&rungs, f->previous));
    buf_puts(&b, "。");
    return b.data;
}

char *ladder_sentence(struct arena *a, const struct ladder_case *c, const struct ladder_facts *f, int rung)
{
    return arena_printf(a, "%s建议%s，由%s决定。", ladder_words(a, c, f), choice_label(&rungs, rung),
                        rung_deciders(rung));
}
