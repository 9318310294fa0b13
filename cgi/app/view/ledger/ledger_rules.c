#include "app/view/ledger/ledger_priv.h"

#include <stdlib.h>
#include <string.h>

static int32_t day_of(const char *text)
{
    int32_t day = 0;
    return date_parse(text, &day) ? day : 0;
}

struct light_range light_range_of(int light, const struct light_day *day)
{
    int32_t first = date_make(1900, 1, 1), last = date_make(2199, 12, 31);
    int32_t blue = day_of(LIGHT_ON_BLUE), none = day_of(LIGHT_ON_NONE), today = day->today;
    switch (light) {
    case LIGHT_RED:
        return (struct light_range){first, today, day_of(LIGHT_ON_LATE), first, last};
    case LIGHT_YELLOW:
        return (struct light_range){today + 1, blue - 1, 0, first, today};
    case LIGHT_GREEN:
        return (struct light_range){today + 1, blue - 1, 0, today + 1, blue - 1};
    case LIGHT_BLUE:
        return (struct light_range){blue, blue, 0, blue, blue};
    case LIGHT_NONE:
        return (struct light_range){none, none, 0, none, none};
    default:
        return (struct light_range){0};
    }
}

/* "120" newest first, "2026-11-30,120" by limit. */
bool ledger_key_parse(const char *text, int sort, struct ledger_key *out)
{
    char date[DATE_CHARS], *end;
    *out = (struct ledger_key){0};
    if (sort == SORT_DUE) {
        if (strlen(text) < DATE_CHARS || text[DATE_CHARS - 1] != ',')
            return false;
        memcpy(date, text, DATE_CHARS - 1);
        date[DATE_CHARS - 1] = '\0';
        if (!date_parse(date, &out->light_on))
            return false;
        text += DATE_CHARS;
    }
    out->id = strtoll(text, &end, 10);
    return *text >= '1' && *text <= '9' && *end == '\0' && end - text <= 15;
}

char *ledger_key_text(struct arena *a, int sort, const struct ledger_key *key)
{
    char date[DATE_CHARS];
    if (sort == SORT_DUE)
        return arena_printf(a, "%s,%lld", date_format(key->light_on, date), (long long)key->id);
    return arena_printf(a, "%lld", (long long)key->id);
}

/* ---- whose move it is */
struct tally {
    const char *first; /* name of the first such unit */
    size_t n;
};

static struct tally tally(const struct ledger_unit *units, size_t n, int status, bool main_only)
{
    struct tally t = {NULL, 0};
    for (size_t i = 0; i < n; i++) {
        if ((status != 0 && units[i].status != status) || (main_only && units[i].kind == AK_ASSIST))
            continue;
        t.first = t.n++ == 0 ? units[i].unit_name : t.first;
    }
    return t;
}

static char *named(struct arena *a, struct tally t)
{
    return t.n > 1 ? arena_printf(a, "%s等 %zu 个单位", t.first, t.n) : arena_strdup(a, t.first);
}

/* In the order in which they hold the matter up. */
static const struct wait {
    int status;
    const char *format;
} waits[] = {
    {AS_REFUSED, "待督办办公室答复%s的退回"},
    {AS_SUBMITTED, "待督办办公室验收%s的结果"},
    {AS_PENDING, "待%s签收"},
    {AS_RECTIFYING, "待%s整改"},
    {AS_RECEIVED, "待%s报送进展"},
    {AS_UNDERWAY, "%s办理中"},
};

static const char *fill(struct arena *a, const char *format, const char *name)
{
    const char *at = strstr(format, "%s");
    return arena_printf(a, "%.*s%s%s", (int)(at - format), format, name, at + 2);
}

static const char *next_of_issued(struct arena *a, const struct ledger_unit *units, size_t n)
{
    struct tally mains = tally(units, n, 0, true);
    bool all_accepted = mains.n > 0 && tally(units, n, AS_ACCEPTED, true).n == mains.n;
    for (size_t i = 0; i < ARRAY_LEN(waits); i++) {
        /* Once every main part is accepted, only what lies on the office's own desk holds it up. */
        if (all_accepted && waits[i].status != AS_REFUSED && waits[i].status != AS_SUBMITTED)
            continue;
        struct tally t = tally(units, n, waits[i].status, false);
        if (t.n > 0)
            return fill(a, waits[i].format, named(a, t));
    }
    return all_accepted ? "待督办办公室办结并答复来源" : "待督办办公室增加承办单位";
}

static const char *next_step(struct arena *a, int status, const struct ledger_unit *units, size_t n)
{
    static const char *const plain[] = {
        [MS_DRAFT] = "待督办办公室报请审批", [MS_PROPOSED] = "待领导审批",
        [MS_APPROVED] = "待督办办公室下达",  [MS_ISSUED] = "",
        [MS_CONCLUDED] = "待督办办公室归档", [MS_ARCHIVED] = "已归档销号",
        [MS_CANCELLED] = "已终止",
    };
    return status == MS_ISSUED ? next_of_issued(a, units, n) : plain[status];
}

static void fill_light(struct arena *a, struct ledger_row *row, const struct light_day *day)
{
    struct light_facts f = {.running = row->status == MS_ISSUED,
                            .due_on = row->due_on,
                            .ended_on = date_of(row->concluded_at),
                            .yellow_on = row->yellow_on,
                            .red_on = row->red_on,
                            .paused_since = row->paused_since,
                            .progress = row->progress,
                            .note = row->light_note};
    row->light = light_of(&f, day);
    row->light_reason = light_reason(a, &f, day);
    row->overdue_days = light_overdue_days(&f, day);
}

void ledger_row_finish(struct arena *a, struct ledger_row *row, const struct ledger_unit *units, size_t n,
                       const struct light_day *day)
{
    struct tally mains = tally(units, n, 0, true);
    row->assist_n = (int64_t)(n - mains.n);
    for (size_t i = 0; i < n && row->first_person == NULL; i++)
        if (units[i].kind != AK_ASSIST)
            row->first_person = units[i].first_person;
    if (mains.n > 1 && row->first_person != NULL)
        row->first_person = arena_printf(a, "%s等", row->first_person);
    if (row->lead_unit_name == NULL && mains.n > 0)
        row->lead_unit_name = named(a, mains);
    row->next_step = row->status == MS_ISSUED && row->paused_since != 0 ? "已挂起，待督办办公室恢复办理"
                                                                        : next_step(a, row->status, units, n);
    fill_light(a, row, day);
}
