#include "app/work/assignment/assignment_priv.h"

#include "app/time/calendar/calendar.h"

const char *received_message(struct arena *a, const struct matter_case *c)
{
    int32_t due = c->at->due_on != 0 ? c->at->due_on : c->m.due_on;
    if (assignment_lacks_plan(c))
        return arena_printf(a, "已签收，请先编制工作方案报送备案，%s前办结", day_text(a, due));
    if (c->m.feedback_on < c->today)
        return arena_printf(a, "已签收，请尽快反馈办理情况，并于 %s前办结", day_text(a, due));
    return arena_printf(a, "已签收，请于 %s前作首次反馈，%s前办结", day_text(a, c->m.feedback_on),
                        day_text(a, due));
}

const char *accepted_message(struct arena *a, const struct matter_case *c)
{
    size_t open = main_in(c, 0) - main_in(c, AS_ACCEPTED);
    if (open > 0)
        return arena_printf(a, "%s验收通过，还有 %zu 个单位没有验收通过", c->at->unit_name, open);
    return arena_printf(a, "%s验收通过，主办、分办单位均已通过，可以办结并答复来源", c->at->unit_name);
}
