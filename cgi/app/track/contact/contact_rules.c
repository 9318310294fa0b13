#include "app/org/sheet/sheet.h"
#include "app/track/contact/contact_priv.h"

static bool is_blank(const char *s)
{
    return s == NULL || *s == '\0';
}

const char *contact_fault(const struct contact_in *in, int64_t now, const char **pointer)
{
    if (in->at > now) {
        *pointer = "#/at";
        return "联系时间不能晚于现在";
    }
    if (in->method != CM_PAPERS && is_blank(in->counterpart)) {
        *pointer = "#/counterpart";
        return "请填写对方姓名";
    }
    if (in->answer_by != 0 && is_blank(in->demand)) {
        *pointer = "#/demand";
        return "要求书面答复的，请写明要求";
    }
    if (in->answer_by != 0 && in->answer_by < date_of(now)) {
        *pointer = "#/answer_by";
        return "书面答复的时限不能早于今天";
    }
    return NULL;
}

const char *contact_note(struct arena *a, const struct contact_in *in)
{
    const char *how = in->method == CM_CALL && in->is_incoming ? "来电"
                                                               : choice_label(&contact_methods, in->method);
    return arena_printf(a, "%s%s", how, in->answer_by != 0 ? "，要求书面答复" : "");
}

/* ---- 电话督办记录 and its likes as a table */
static const char *const heads[] = {
    "序号", "时间", "方式", "来去电", "单位",     "对方",         "职务",     "电话",
    "地点", "事项", "要点", "要求",   "对方答复", "书面答复时限", "答复情况", "记录人",
};

void contact_csv_begin(struct buf *b)
{
    csv_begin(b, heads, ARRAY_LEN(heads));
}

static const char *minute_of(struct arena *a, int64_t at)
{
    char text[INSTANT_CHARS];
    instant_format(at, text);
    text[10] = ' ';
    text[16] = '\0';
    return arena_strdup(a, text);
}

void contact_csv_row(struct arena *a, struct buf *b, const struct contact *c, int64_t n)
{
    char day[DATE_CHARS];
    const char *way = c->method != CM_CALL ? NULL : c->is_incoming ? "来电" : "去电";
    const char *const cells[ARRAY_LEN(heads)] = {
        arena_printf(a, "%lld", (long long)n),
        minute_of(a, c->at),
        choice_label(&contact_methods, c->method),
        way,
        c->unit_name,
        c->counterpart,
        c->counterpart_post,
        c->counterpart_phone,
        c->place,
        c->matter_title,
        c->points,
        c->demand,
        c->reply,
        c->answer_by == 0 ? NULL : date_format(c->answer_by, day),
        choice_label(&directive_statuses, c->directive_status),
        c->made_name,
    };
    csv_row(b, cells, ARRAY_LEN(cells));
}
