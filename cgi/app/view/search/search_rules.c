#include "app/view/search/search.h"

#include <string.h>

/* A gram is 32 bits: two Han characters of 16 bits each, one with a zero behind it, or the hash of a word
 * below all of them. */
#define WORD_GRAMS UINT64_C(0x34000000)

static bool is_han(uint32_t c)
{
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF);
}

/* Full-width forms as their plain ones, capitals as small letters. */
static uint32_t fold(uint32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E)
        c -= 0xFEE0;
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

static bool is_word(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 0xC0 && c < 0x2000) || c >= 0x20000;
}

/* Reads the run of one kind that begins at *s into chars; returns its length, 0 at the end. */
static size_t next_run(const char **s, uint32_t *chars, size_t max, bool *han)
{
    size_t n = 0;
    for (;;) {
        const char *before = *s;
        uint32_t c = fold(text_next(s));
        bool is_part = n == 0 ? is_han(c) || is_word(c) : *han ? is_han(c) : is_word(c);
        if (is_part && n < max) {
            *han = is_han(c);
            chars[n++] = c;
        } else if (n > 0) {
            *s = before;
            return n;
        } else if (c == 0) {
            return 0;
        }
    }
}

static int64_t word_gram(const uint32_t *chars, size_t n)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ chars[i]) * UINT64_C(1099511628211);
    return (int64_t)((hash ^ hash >> 32) % WORD_GRAMS);
}

static int64_t han_gram(uint32_t first, uint32_t second)
{
    return (int64_t)first << 16 | second;
}

#define RUN_CHARS 256 /* longer than any title */

struct grams {
    int64_t *items;
    size_t n;
};

static void add_run(struct grams *g, const uint32_t *chars, size_t n, bool han, bool singles)
{
    if (!han) {
        g->items[g->n++] = word_gram(chars, n);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        if (singles || n == 1)
            g->items[g->n++] = han_gram(chars[i], 0);
        if (i + 1 < n)
            g->items[g->n++] = han_gram(chars[i], chars[i + 1]);
    }
}

static struct grams grams_in(struct arena *a, const char *text, bool singles)
{
    uint32_t chars[RUN_CHARS];
    bool han = false;
    struct grams g = {arena_alloc(a, (2 * text_chars(text) + 1) * sizeof(int64_t)), 0};
    for (size_t n; (n = next_run(&text, chars, RUN_CHARS, &han)) > 0;)
        add_run(&g, chars, n, han, singles);
    return g;
}

void search_grams_of(struct arena *a, const char *text, struct list *out)
{
    struct grams g = grams_in(a, text, true);
    *out = (struct list){g.items, g.n};
}

static void drop_repeats(struct grams *g)
{
    size_t kept = 0;
    for (size_t i = 0; i < g->n; i++) {
        size_t k = 0;
        while (k < kept && g->items[k] != g->items[i])
            k++;
        if (k == kept)
            g->items[kept++] = g->items[i];
    }
    g->n = kept;
}

/* Numbers and words to the front: they say most, as the last number of a 文号 does. */
static size_t words_first(struct grams *g)
{
    size_t words = 0;
    for (size_t i = 0; i < g->n; i++) {
        int64_t gram = g->items[i];
        if ((uint64_t)gram >= WORD_GRAMS)
            continue;
        memmove(&g->items[words + 1], &g->items[words], (i - words) * sizeof gram);
        g->items[words++] = gram;
    }
    return words;
}

/* Of too many: the words from the last on, then Han pairs spread over the whole query. */
static void keep_telling(struct grams *g)
{
    size_t words = words_first(g), kept = words < SEARCH_GRAMS ? words : SEARCH_GRAMS;
    size_t room = SEARCH_GRAMS - kept, han = g->n - words;
    memmove(g->items, &g->items[words - kept], kept * sizeof g->items[0]);
    for (size_t i = 0; i < room; i++)
        g->items[kept + i] = g->items[words + (room > 1 ? i * (han - 1) / (room - 1) : han - 1)];
    g->n = SEARCH_GRAMS;
}

void search_grams_for(struct arena *a, const char *q, struct list *out)
{
    struct grams g = grams_in(a, q, false);
    drop_repeats(&g);
    if (g.n > SEARCH_GRAMS)
        keep_telling(&g);
    *out = (struct list){g.items, g.n};
}
