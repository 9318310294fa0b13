/* Any text as minutes: whatever is proposed is bounded, readable, and lies after the meeting. */
#include "app/meeting/minutes/split.h"

#include <stdlib.h>

static struct split_unit units[] = {
    {2, "医政医管科", "医政科"}, {12, "市立医院", "市立医院"}, {16, "市疾病预防控制中心", "疾控中心"}};
static struct split_matter matters[] = {{71, "规范发热门诊"}};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct arena *a = arena_new();
    const struct split_ground g = {.units = {units, ARRAY_LEN(units)},
                                   .matters = {matters, ARRAY_LEN(matters)},
                                   .held_on = date_make(2026, 9, 9)};
    struct list out;
    if (text_is_utf8((const char *)data, len)) {
        minutes_split(a, arena_strndup(a, (const char *)data, len), &g, &out);
        const struct suggestion *s = out.items;
        if (out.n > SUGGESTIONS_MAX)
            abort();
        for (size_t i = 0; i < out.n; i++)
            if (!text_is_utf8(s[i].text, __builtin_strlen(s[i].text)) ||
                text_chars(s[i].text) > RESOLUTION_CHARS || s[i].unit_ids.n > ARRAY_LEN(units) ||
                (s[i].due_on != 0 && s[i].due_on < g.held_on))
                abort();
    }
    arena_free(a);
    return 0;
}
