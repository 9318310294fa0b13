#include "app/matter/similar/similar_priv.h"

#include "app/view/search/search.h"

#include <stdlib.h>
#include <string.h>

/* What titles have in common whatever they are about. */
static const char *const empty_words[] = {
    "关于", "进一步", "切实", "认真", "全面", "开展", "做好", "加强", "推进", "落实",
    "组织", "工作",   "活动", "有关", "事项", "情况", "问题", "通知", "方案", "督办",
};

/* Text without the words that say nothing, a blank in the place of each. */
static char *telling(struct arena *a, const char *text)
{
    struct buf b;
    buf_init(&b, a);
    while (*text) {
        size_t len = 0;
        for (size_t i = 0; len == 0 && i < ARRAY_LEN(empty_words); i++)
            if (strncmp(text, empty_words[i], strlen(empty_words[i])) == 0)
                len = strlen(empty_words[i]);
        if (len > 0) {
            buf_putc(&b, ' ');
            text += len;
            continue;
        }
        const char *from = text;
        (void)text_next(&text);
        buf_put(&b, from, (size_t)(text - from));
    }
    return b.data;
}

static int by_value(const void *one, const void *other)
{
    int64_t a = *(const int64_t *)one, b = *(const int64_t *)other;
    return (a > b) - (a < b);
}

/* The distinct pairs (and words) of a text, in order; single characters do not count. */
static struct list pairs_of(struct arena *a, const char *text)
{
    struct list grams;
    search_grams_of(a, text, &grams);
    int64_t *g = grams.items;
    size_t n = 0;
    qsort(g, grams.n, sizeof *g, by_value);
    for (size_t i = 0; i < grams.n; i++) {
        bool single = g[i] > UINT32_C(0x34000000) && (g[i] & 0xFFFF) == 0;
        if (!single && (n == 0 || g[n - 1] != g[i]))
            g[n++] = g[i];
    }
    return (struct list){g, n};
}

static size_t shared(const struct list *one, const struct list *other)
{
    const int64_t *a = one->items, *b = other->items;
    size_t n = 0;
    for (size_t i = 0, k = 0; i < one->n && k < other->n;) {
        n += a[i] == b[k];
        bool first = a[i] <= b[k], second = b[k] <= a[i];
        i += first;
        k += second;
    }
    return n;
}

/* A title of nothing but empty words has to do with them. */
struct list similar_pairs(struct arena *a, const char *title)
{
    struct list pairs = pairs_of(a, telling(a, title));
    return pairs.n < 2 ? pairs_of(a, title) : pairs;
}

/* Of what either says, and of what the shorter one says: a title that lies within a longer one is alike too,
 * though less. */
int64_t similar_score(struct arena *a, const char *one, const char *other)
{
    struct list x = similar_pairs(a, one), y = similar_pairs(a, other);
    size_t both = shared(&x, &y), least = x.n < y.n ? x.n : y.n;
    if (least == 0)
        return 0;
    int64_t dice = (int64_t)(200 * both / (x.n + y.n)), within = (int64_t)(85 * both / least);
    return least >= 3 && within > dice ? within : dice;
}

static int most_alike_first(const void *one, const void *other)
{
    const struct similar *a = one, *b = other;
    return a->score != b->score ? (a->score < b->score) - (a->score > b->score)
                                : (a->id < b->id) - (a->id > b->id);
}

void similar_rank(struct arena *a, const char *title, struct list *candidates)
{
    struct similar *c = candidates->items;
    size_t n = 0;
    for (size_t i = 0; i < candidates->n; i++) {
        c[i].score = similar_score(a, title, c[i].title);
        if (c[i].score >= SIMILAR_FROM)
            c[n++] = c[i];
    }
    if (n > 1)
        qsort(c, n, sizeof *c, most_alike_first);
    candidates->n = n < SIMILAR_MAX ? n : SIMILAR_MAX;
}

/* ---- merging, in words */
char *merge_note(struct arena *a, const struct matter *taken, const char *reason)
{
    const char *title = taken->origin_title && *taken->origin_title ? taken->origin_title : taken->title;
    return arena_printf(a, "并入来源“%s”%s%s%s，原拟事项“%s”。理由：%s", title, taken->origin_no ? "（" : "",
                        taken->origin_no ? taken->origin_no : "", taken->origin_no ? "）" : "", taken->title,
                        reason);
}

static void added(struct json *j, const char *field, const char *label, const char *text)
{
    if (text == NULL || *text == '\0')
        return;
    json_open(j, '{');
    json_key(j, "field");
    json_text(j, field);
    json_key(j, "label");
    json_text(j, label);
    json_key(j, "from");
    json_text(j, "");
    json_key(j, "to");
    json_text(j, text);
    json_close(j, '}');
}

char *merge_changes(struct arena *a, const struct matter *taken)
{
    struct json j;
    json_init(&j, a);
    json_open(&j, '[');
    added(&j, "origin", "增加来源", taken->origin_title);
    added(&j, "content", "增加内容", taken->content);
    added(&j, "requirement", "增加要求", taken->requirement);
    json_close(&j, ']');
    return j.out.data;
}
