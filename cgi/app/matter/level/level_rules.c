#include "app/matter/level/level_priv.h"

#include "app/time/calendar/calendar.h"

#include <string.h>

static const struct choice change_items[] = {
    {"limit", "时限变动"}, {"withdrawn", "交办撤回"}, {"cancelled", "事项终止"},
    {"suspended", "挂起"}, {"resumed", "恢复办理"},   {"rectify", "退回整改"},
};
const struct choices level_changes = CHOICES("LevelChange", change_items);

int level_change_of(const struct matter_case *c)
{
    if (c->at != NULL)
        return c->action == AA_WITHDRAW ? LC_WITHDRAWN : c->action == AA_RETURN ? LC_RECTIFY : 0;
    switch (c->action) {
    case MA_CANCEL:
        return LC_CANCELLED;
    case MA_APPROVE_SUSPENSION:
        return LC_SUSPENDED;
    case MA_RESUME:
        return LC_RESUMED;
    default:
        return 0;
    }
}

static char *clipped(struct arena *a, const char *text, size_t chars)
{
    const char *end = text;
    for (size_t n = 0; *end && n < chars; n++)
        (void)text_next(&end);
    return arena_strndup(a, text, (size_t)(end - text));
}

char *level_words(struct arena *a, int kind, const char *note, int32_t before, int32_t after)
{
    static const char *const words[] = {
        [LC_LIMIT] = "上级交办的时限有变动",
        [LC_WITHDRAWN] = "上级撤回了交办，请决定本事项是否继续办理",
        [LC_CANCELLED] = "上级终止了事项，请决定本事项是否继续办理",
        [LC_SUSPENDED] = "上级挂起了事项，其时限停止计时",
        [LC_RESUMED] = "上级恢复了办理，其时限继续计时",
        [LC_RECTIFY] = "上级验收没有通过，退回整改",
    };
    struct buf b;
    buf_init(&b, a);
    buf_puts(&b, words[kind]);
    if (before != after && after != 0)
        buf_printf(&b, "：由%s改为%s", before ? date_text(a, before) : "未定", date_text(a, after));
    if (note != NULL && *note != '\0')
        buf_printf(&b, "：%s", note);
    return clipped(a, b.data, LEVEL_CHANGE_CHARS);
}

int64_t level_progress(const struct list *parts)
{
    const struct child *part = parts->items;
    int64_t sum = 0, weights = 0;
    for (size_t i = 0; i < parts->n; i++) {
        sum += part[i].weight * part[i].progress;
        weights += part[i].weight;
    }
    return weights == 0 ? 0 : sum / weights;
}

/* ---- one report out of many */
static bool says_nothing(const char *text)
{
    return text == NULL || *text == '\0' || strcmp(text, "无") == 0 || strcmp(text, "无。") == 0 ||
           strcmp(text, "没有") == 0;
}

static const char *section(struct arena *a, const struct list *reports, size_t at)
{
    const struct part_report *r = reports->items;
    struct buf b;
    size_t n = 0;
    buf_init(&b, a);
    for (size_t i = 0; i < reports->n; i++) {
        const char *text = *(const char *const *)((const char *)&r[i] + at);
        if (says_nothing(text))
            continue;
        buf_printf(&b, "%s%zu. %s（%s）：%s", n > 0 ? "\n" : "", n + 1, r[i].part_title, r[i].unit_name,
                   text);
        n++;
    }
    return n == 0 ? "无" : clipped(a, b.data, LEVEL_SECTION_CHARS);
}

void level_compose(struct arena *a, const struct list *reports, struct level_draft *out)
{
    out->done = section(a, reports, offsetof(struct part_report, done));
    out->effect = section(a, reports, offsetof(struct part_report, effect));
    out->problem = section(a, reports, offsetof(struct part_report, problem));
    out->next_step = section(a, reports, offsetof(struct part_report, next_step));
}
