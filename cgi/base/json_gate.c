#include "base/json.h"

#include <string.h>

/* cJSON takes malformed numbers, cuts strings at \u0000, does not check UTF-8 and keeps duplicate keys:
 * whatever it is given has passed here first. One pass, no recursion, no allocation. */

#define MAX_DEPTH 32
#define MAX_TOKENS 20000
#define MAX_BYTES (1024 * 1024)
#define MAX_OPEN_KEYS 1024 /* members of all objects that are open at one time */
#define MAX_SAFE INT64_C(9007199254740991)

enum fault { SYNTAX, UTF8, DEPTH, SIZE, DUPLICATE, NUMBER, NUL };

static const struct {
    const char *code, *detail;
} faults[] = {
    [SYNTAX] = {"json-syntax", "请求内容不是合法的 JSON 对象"},
    [UTF8] = {"json-utf8", "请求内容不是合法的 UTF-8 文字"},
    [DEPTH] = {"json-depth", "请求内容嵌套过深，最多 32 层"},
    [SIZE] = {"json-size", "请求内容过多，请分次提交"},
    [DUPLICATE] = {"json-duplicate", "请求内容有重复的字段名"},
    [NUMBER] = {"json-number", "数字应为 -9007199254740991 至 9007199254740991 的整数"},
    [NUL] = {"json-nul", "文字里不能有空字符（\\u0000）"},
};

enum want { VALUE, VALUE_OR_CLOSE, KEY, KEY_OR_CLOSE, COMMA_OR_CLOSE };

struct gate {
    const unsigned char *text, *p, *end;
    struct json_fault *fault;
    enum want want;
    size_t tokens;
    struct {
        char bracket;
        size_t first_key;
    } levels[MAX_DEPTH];
    size_t depth;
    uint64_t keys[MAX_OPEN_KEYS]; /* hashes; equal hashes count as duplicates */
    size_t nkeys;
};

static bool fail(struct gate *g, enum fault f)
{
    *g->fault = (struct json_fault){faults[f].code, faults[f].detail, (size_t)(g->p - g->text)};
    return false;
}

/* Length of the well-formed UTF-8 sequence of two to four bytes at p; 0 where there is none. */
static size_t decode(const unsigned char *p, const unsigned char *end, uint32_t *code)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t n = *p >= 0xf0 ? 4 : *p >= 0xe0 ? 3 : 2;
    if (*p < 0xc2 || *p > 0xf4 || (size_t)(end - p) < n)
        return 0;
    uint32_t c = *p & (0x7fU >> n);
    for (size_t i = 1; i < n; i++) {
        if ((p[i] & 0xc0) != 0x80)
            return 0;
        c = c << 6 | (p[i] & 0x3f);
    }
    if (c < least[n] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
        return 0;
    *code = c;
    return n;
}

static bool hex4(struct gate *g, uint32_t *code)
{
    uint32_t c = 0;
    for (int i = 0; i < 4; i++, g->p++) {
        const char *digits = "0123456789abcdef0123456789ABCDEF";
        const char *d = g->p < g->end && *g->p ? strchr(digits, *g->p) : NULL;
        if (!d)
            return fail(g, SYNTAX);
        c = c << 4 | ((uint32_t)(d - digits) & 15);
    }
    *code = c;
    return true;
}

static bool unicode_escape(struct gate *g, uint32_t *code)
{
    if (!hex4(g, code))
        return false;
    if (*code == 0)
        return fail(g, NUL);
    if (*code < 0xd800 || *code > 0xdfff)
        return true;
    uint32_t low;
    if (*code > 0xdbff || g->end - g->p < 2 || g->p[0] != '\\' || g->p[1] != 'u')
        return fail(g, UTF8);
    g->p += 2;
    if (!hex4(g, &low))
        return false;
    if (low < 0xdc00 || low > 0xdfff)
        return fail(g, UTF8);
    *code = 0x10000 + ((*code - 0xd800) << 10) + (low - 0xdc00);
    return true;
}

static bool escape(struct gate *g, uint32_t *code)
{
    static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    if (++g->p == g->end)
        return fail(g, SYNTAX);
    if (*g->p == 'u') {
        g->p++;
        return unicode_escape(g, code);
    }
    const char *letter = *g->p ? strchr(letters, *g->p) : NULL;
    if (!letter)
        return fail(g, SYNTAX);
    *code = (unsigned char)meanings[letter - letters];
    g->p++;
    return true;
}

static bool character(struct gate *g, uint32_t *code)
{
    if (*g->p < 0x20)
        return fail(g, SYNTAX);
    if (*g->p == '\\')
        return escape(g, code);
    if (*g->p < 0x80) {
        *code = *g->p++;
        return true;
    }
    size_t n = decode(g->p, g->end, code);
    if (n == 0)
        return fail(g, UTF8);
    g->p += n;
    return true;
}

static bool string(struct gate *g, uint64_t *hash)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (g->p++; g->p < g->end; h = (h ^ (h >> 29)) * UINT64_C(1099511628211)) {
        uint32_t code = 0;
        if (*g->p == '"') {
            g->p++;
            *hash = h;
            return true;
        }
        if (!character(g, &code))
            return false;
        h ^= code;
    }
    return fail(g, SYNTAX);
}

static bool number(struct gate *g)
{
    int64_t v = 0;
    if (*g->p == '-')
        g->p++;
    if (g->p == g->end || *g->p < '0' || *g->p > '9')
        return fail(g, SYNTAX);
    const unsigned char *first = g->p;
    for (; g->p < g->end && *g->p >= '0' && *g->p <= '9'; g->p++) {
        v = v * 10 + (*g->p - '0');
        if (v > MAX_SAFE)
            return fail(g, NUMBER);
    }
    if (*first == '0' && g->p - first > 1)
        return fail(g, SYNTAX);
    if (g->p < g->end && (*g->p == '.' || *g->p == 'e' || *g->p == 'E'))
        return fail(g, NUMBER);
    return true;
}

static bool literal(struct gate *g, const char *word)
{
    size_t n = strlen(word);
    if ((size_t)(g->end - g->p) < n || memcmp(g->p, word, n) != 0)
        return fail(g, SYNTAX);
    g->p += n;
    return true;
}

static bool open_level(struct gate *g)
{
    if (g->depth == MAX_DEPTH)
        return fail(g, DEPTH);
    g->want = *g->p == '{' ? KEY_OR_CLOSE : VALUE_OR_CLOSE;
    g->levels[g->depth].bracket = (char)*g->p++;
    g->levels[g->depth++].first_key = g->nkeys;
    return true;
}

static bool close_level(struct gate *g)
{
    char bracket = g->levels[g->depth - 1].bracket;
    if (*g->p != (bracket == '{' ? '}' : ']'))
        return fail(g, SYNTAX);
    g->p++;
    g->nkeys = g->levels[--g->depth].first_key;
    g->want = COMMA_OR_CLOSE;
    return true;
}

static bool value(struct gate *g)
{
    uint64_t hash;
    if (++g->tokens > MAX_TOKENS)
        return fail(g, SIZE);
    if (*g->p == '{' || *g->p == '[')
        return open_level(g);
    g->want = COMMA_OR_CLOSE;
    switch (*g->p) {
    case '"':
        return string(g, &hash);
    case 't':
        return literal(g, "true");
    case 'f':
        return literal(g, "false");
    case 'n':
        return literal(g, "null");
    default:
        return number(g);
    }
}

static void skip_space(struct gate *g)
{
    while (g->p < g->end && (*g->p == ' ' || *g->p == '\t' || *g->p == '\n' || *g->p == '\r'))
        g->p++;
}

static bool key(struct gate *g)
{
    uint64_t hash;
    if (*g->p != '"')
        return fail(g, SYNTAX);
    if (++g->tokens > MAX_TOKENS || g->nkeys == MAX_OPEN_KEYS)
        return fail(g, SIZE);
    if (!string(g, &hash))
        return false;
    for (size_t i = g->levels[g->depth - 1].first_key; i < g->nkeys; i++) {
        if (g->keys[i] == hash)
            return fail(g, DUPLICATE);
    }
    g->keys[g->nkeys++] = hash;
    skip_space(g);
    g->want = VALUE;
    return literal(g, ":");
}

static bool step(struct gate *g)
{
    switch (g->want) {
    case COMMA_OR_CLOSE:
        if (*g->p != ',')
            return close_level(g);
        g->p++;
        g->want = g->levels[g->depth - 1].bracket == '{' ? KEY : VALUE;
        return true;
    case KEY_OR_CLOSE:
        return *g->p == '}' ? close_level(g) : key(g);
    case KEY:
        return key(g);
    case VALUE_OR_CLOSE:
        return *g->p == ']' ? close_level(g) : value(g);
    default:
        return value(g);
    }
}

bool json_gate(const char *text, size_t len, struct json_fault *fault)
{
    const unsigned char *bytes = (const unsigned char *)text;
    struct gate g;
    g.text = g.p = bytes;
    g.end = bytes + len;
    g.fault = fault;
    g.want = VALUE;
    g.tokens = g.depth = g.nkeys = 0;
    if (len > MAX_BYTES)
        return fail(&g, SIZE);
    skip_space(&g);
    if (g.p == g.end || *g.p != '{')
        return fail(&g, SYNTAX);
    do {
        if (!step(&g))
            return false;
        skip_space(&g);
        if (g.depth > 0 && g.p == g.end)
            return fail(&g, SYNTAX);
    } while (g.depth > 0);
    return g.p == g.end || fail(&g, SYNTAX);
}
