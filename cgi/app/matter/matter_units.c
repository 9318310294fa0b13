#include "app/matter/matter_priv.h"

static bool counts(const struct assignment *at, int status)
{
    return status == 0 ? at->status != AS_WITHDRAWN : at->status == status;
}

size_t units_in(const struct matter_case *c, int status)
{
    const struct assignment *at = c->units.items;
    size_t n = 0;
    for (size_t i = 0; i < c->units.n; i++)
        n += counts(&at[i], status);
    return n;
}

char *units_named(struct arena *a, const struct matter_case *c, int status)
{
    const struct assignment *at = c->units.items;
    size_t n = units_in(c, status), i = 0;
    if (n == 0)
        return arena_strdup(a, "");
    while (!counts(&at[i], status))
        i++;
    return n == 1 ? arena_strdup(a, at[i].unit_name) : arena_printf(a, "%s等 %zu 个单位", at[i].unit_name, n);
}

static bool is_main(const struct assignment *at)
{
    return at->kind != AK_ASSIST && at->status != AS_WITHDRAWN;
}

size_t main_in(const struct matter_case *c, int status)
{
    const struct assignment *at = c->units.items;
    size_t n = 0;
    for (size_t i = 0; i < c->units.n; i++)
        n += is_main(&at[i]) && (status == 0 || at[i].status == status);
    return n;
}

const char *cycle_text(struct arena *a, int cycle, int64_t days)
{
    return cycle == CYCLE_CUSTOM ? arena_printf(a, "每%lld天", (long long)days)
                                 : choice_label(&report_cycles, cycle);
}

char *notice_title(struct arena *a, const struct matter *m)
{
    return arena_printf(a, "关于%s的督办通知", m->title);
}
