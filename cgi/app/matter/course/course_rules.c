#include "app/matter/course/course.h"

const char *issue_message(struct arena *a, const struct matter_case *c, bool estimated)
{
    struct buf b;
    int year, month, day;
    date_split(c->m.feedback_on, &year, &month, &day);
    buf_init(&b, a);
    buf_printf(&b, "已下达，文号 %s，等待%s签收，首次反馈时限 %s", c->m.doc_no, units_named(a, c, 0),
               day_text(a, c->m.feedback_on));
    if (estimated)
        buf_printf(&b, "（%d年放假安排尚未公布，按周一至周五推算）", year);
    return b.data;
}

static bool was_asked(const struct list *before, int64_t unit_id)
{
    const struct assignment *at = before->items;
    for (size_t i = 0; i < before->n; i++)
        if (at[i].unit_id == unit_id && at[i].status != AS_WITHDRAWN)
            return true;
    return false;
}

char *units_added(struct arena *a, const struct list *before, const struct list *after)
{
    const struct assignment *at = after->items;
    struct buf b;
    buf_init(&b, a);
    for (size_t i = 0; i < after->n; i++)
        if (at[i].status != AS_WITHDRAWN && !was_asked(before, at[i].unit_id))
            buf_printf(&b, "%s%s", b.len > 0 ? "、" : "", at[i].unit_name);
    return b.data;
}

char *due_change(struct arena *a, const char *field, const char *label, int32_t from, int32_t to)
{
    char old[DATE_CHARS], new[DATE_CHARS];
    return arena_printf(a, "[{\"field\":\"%s\",\"label\":\"%s\",\"from\":\"%s\",\"to\":\"%s\"}]", field,
                        label, date_format(from, old), date_format(to, new));
}
