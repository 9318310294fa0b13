#include "app/meeting/minutes/minutes_priv.h"

#include <string.h>

static bool on_agenda(const struct meeting_case *c, int64_t matter_id)
{
    const struct agenda_item *t = c->agenda.items;
    for (size_t i = 0; i < c->agenda.n; i++)
        if (t[i].matter_id == matter_id)
            return true;
    return false;
}

/* What is wrong with one of them: the field and why; NULL for nothing. */
static const char *fault(const struct resolution_in *r, const struct meeting_case *c, const char **field)
{
    bool is_demand = r->becomes == OUTCOME_DIRECTIVE || r->becomes == OUTCOME_STEP;
    *field = "matter_id";
    if (is_demand && (r->matter_id == 0 || !on_agenda(c, r->matter_id)))
        return "请选择议题中的督办事项";
    *field = "due_on";
    if (is_demand && r->due_on == 0)
        return "请确定完成时限";
    if (r->becomes != OUTCOME_NOTE && r->due_on != 0 && r->due_on < date_of(c->now))
        return "完成时限不能早于今天";
    *field = "unit_ids";
    return is_demand && r->unit_ids.n == 0 ? "请确定责任单位" : NULL;
}

bool resolutions_check(struct arena *a, const struct resolutions_in *in, const struct meeting_case *c,
                       resolution_bad_fn *bad, void *ctx)
{
    const struct resolution_in *r = in->items.items;
    bool ok = true;
    for (size_t i = 0; i < in->items.n; i++) {
        const char *field, *why = fault(&r[i], c, &field);
        if (why == NULL)
            continue;
        bad(ctx, arena_printf(a, "#/items/%zu/%s", i, field), why);
        ok = false;
    }
    return ok;
}

#define TITLE_CHARS 60
char *resolution_title(struct arena *a, const char *text)
{
    const char *end = text;
    for (size_t n = 0; n < TITLE_CHARS && *end != '\0' && !split_any(end, "。|；|;|\n|（责任|（牵头"); n++)
        (void)text_next(&end);
    return text_trim(a, arena_strndup(a, text, (size_t)(end - text)));
}

/* ---- the paper */
static int64_t layer(const char *line)
{
    const char *p = line;
    size_t open = split_any(p, "（|(");
    p += open;
    bool is_digit = *p >= '0' && *p <= '9';
    if (split_number(&p, true) == 0)
        return 0;
    if (open > 0)
        return split_any(p, "）|)") > 0 && !is_digit ? 2 : 0;
    if (is_digit)
        return split_any(p, ".|．") > 0 && !(p[1] >= '0' && p[1] <= '9') ? 3 : 0;
    return split_any(p, "、") > 0 && text_chars(line) <= 30 ? 1 : 0;
}

struct list minutes_paragraphs(struct arena *a, const char *text)
{
    size_t n = 1;
    for (const char *p = text; *p != '\0'; p++)
        n += *p == '\n';
    struct paragraph *items = arena_alloc(a, n * sizeof *items);
    struct list out = {items, 0};
    while (*text != '\0') {
        size_t len = strcspn(text, "\r\n");
        const char *line = text_trim(a, arena_strndup(a, text, len));
        if (*line != '\0')
            items[out.n++] = (struct paragraph){layer(line), line};
        text += len + (text[len] != '\0');
    }
    return out;
}

char *minutes_word(struct arena *a, const char *notice_word)
{
    size_t len = strlen(notice_word);
    if (len > 3 && strcmp(notice_word + len - 3, "办") == 0)
        len -= 3;
    return arena_printf(a, "%.*s纪", (int)len, notice_word);
}
