#include "app/work/plan/plan_priv.h"

/* ---- what a unit hands in */
struct telling {
    struct arena *a;
    plan_bad_fn *bad;
    void *ctx;
    bool ok;
};

static void step_bad(struct telling *t, size_t i, const char *member, const char *detail)
{
    t->bad(t->ctx, arena_printf(t->a, "#/steps/%zu/%s", i, member), detail);
    t->ok = false;
}

void plan_span(const struct plan_in *in, int32_t *from, int32_t *to)
{
    const struct step_in *s = in->steps.items;
    *from = *to = 0;
    for (size_t i = 0; i < in->steps.n; i++) {
        *from = *from == 0 || s[i].start_on < *from ? s[i].start_on : *from;
        *to = s[i].end_on > *to ? s[i].end_on : *to;
    }
}

static bool is_known(const struct list *earlier, int64_t key)
{
    const struct plan_step *s = earlier->items;
    for (size_t i = 0; i < earlier->n; i++)
        if (s[i].key == key)
            return true;
    return false;
}

static int64_t last_key(const struct list *earlier)
{
    const struct plan_step *s = earlier->items;
    int64_t key = 0;
    for (size_t i = 0; i < earlier->n; i++)
        key = s[i].key > key ? s[i].key : key;
    return key;
}

static bool is_twice(const struct step_in *s, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (s[k].key == s[i].key)
            return true;
    return false;
}

/* A limit that is over binds no longer: what is late is explained, and still planned. */
static void check_days(struct telling *t, const struct plan_frame *f, struct step_in *s, size_t i)
{
    int32_t last = f->limit_on >= f->today ? f->limit_on : f->today + 366;
    if (s->start_on < f->issued_on)
        step_bad(t, i, "start_on", "开始日期不能早于事项下达之日");
    else if (s->end_on < s->start_on)
        step_bad(t, i, "end_on", "结束日期不能早于开始日期");
    else if (s->end_on > last)
        step_bad(t, i, "end_on",
                 last == f->limit_on
                     ? arena_printf(t->a, "结束日期晚于办理时限%s，请压缩工期，或者先申请延期",
                                    day_text(t->a, last))
                     : "结束日期太远，请在一年以内");
    else if ((s->workdays = workdays_between(f->calendar, s->start_on - 1, s->end_on)) == 0)
        step_bad(t, i, "end_on", "起止之间没有工作日");
}

bool plan_check(struct arena *a, const struct plan_frame *f, struct plan_in *in, plan_bad_fn *bad, void *ctx)
{
    struct telling t = {a, bad, ctx, true};
    struct step_in *s = in->steps.items;
    int64_t key = last_key(f->earlier);
    for (size_t i = 0; i < in->steps.n; i++) {
        if (s[i].key == 0)
            s[i].key = ++key;
        else if (!is_known(f->earlier, s[i].key) || is_twice(s, i))
            step_bad(&t, i, "key", "这一步不在以前的方案里，或者重复");
        check_days(&t, f, &s[i], i);
    }
    return t.ok;
}

const char *plan_refusal(const struct plan *p, const struct actor *who)
{
    if (p->status != PLAN_SUBMITTED)
        return "这一版已经处理过";
    return p->handed_by == who->person_id ? "方案由您本人报送，须由他人备案" : NULL;
}

/* ---- a plan in force */
const char *plan_note(struct arena *a, const struct plan *p, int32_t limit_on)
{
    const struct plan_step *s = p->steps.items;
    int32_t end = 0;
    for (size_t i = 0; i < p->steps.n; i++)
        end = s[i].end_on > end ? s[i].end_on : end;
    if (limit_on == p->limit_on || limit_on == 0)
        return NULL;
    const char *moved = arena_printf(a, "备案以后办理时限由%s改为%s", day_text(a, p->limit_on),
                                     day_text(a, limit_on));
    if (end > limit_on)
        return arena_printf(a, "%s，有步骤排在时限之后，请报送调整后的方案", moved);
    return arena_printf(a, "%s，现行方案到%s结束，需要的话可报送调整后的方案", moved, day_text(a, end));
}

/* Behind an even pace by so many points it is yellow. */
#define STEP_YELLOW_POINTS 10

static int light_of_step(const struct plan_step *s, int32_t today)
{
    int64_t all = s->end_on - s->start_on + 1, gone = today - s->start_on;
    if (s->done_on != 0)
        return LIGHT_BLUE;
    if (s->end_on < today)
        return LIGHT_RED;
    if (s->start_on > today && s->progress == 0)
        return LIGHT_NONE;
    return gone * 100 - s->progress * all >= STEP_YELLOW_POINTS * all ? LIGHT_YELLOW : LIGHT_GREEN;
}

static const char *reason_of_step(struct arena *a, const struct plan_step *s, int32_t today)
{
    switch (s->light) {
    case LIGHT_BLUE:
        return s->done_on <= s->end_on ? "按期完成" : "逾期完成";
    case LIGHT_RED:
        return arena_printf(a, "应在%s前完成，已过 %d 天", day_text(a, s->end_on), (int)(today - s->end_on));
    case LIGHT_YELLOW:
        return "落后于计划进度";
    case LIGHT_GREEN:
        return "按计划进行";
    default:
        return "还没有到开始的日子";
    }
}

void steps_light(struct arena *a, struct list *steps, int32_t today, bool is_paused)
{
    struct plan_step *s = steps->items;
    for (size_t i = 0; i < steps->n; i++) {
        s[i].light = is_paused && s[i].done_on == 0 ? LIGHT_NONE : light_of_step(&s[i], today);
        s[i].light_reason = is_paused && s[i].done_on == 0 ? "事项已挂起" : reason_of_step(a, &s[i], today);
    }
}

int64_t steps_progress(const struct list *steps)
{
    const struct plan_step *s = steps->items;
    int64_t done = 0, all = 0;
    for (size_t i = 0; i < steps->n; i++) {
        done += s[i].workdays * s[i].progress;
        all += s[i].workdays;
    }
    return all == 0 ? 0 : done / all;
}
