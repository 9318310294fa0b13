#include "app/meeting/minutes/split.h"

#include <string.h>

static const struct choice outcome_items[] = {
    {"draft", "立项督办"}, {"directive", "交办要求"}, {"step", "工作方案步骤"}, {"note", "仅记录"}};
const struct choices outcomes = CHOICES("ResolutionOutcome", outcome_items);

/* Lines that tell of the meeting itself; what follows them is no part of an item. */
#define HEAD_LABELS                                                                                                                         \
    "时间|地点|主持|出席|列席|请假|缺席|参会|参加|与会|记录|议题|会议时间|会议地点|主持人|会议议题|" \
    "出席人员|列席人员|抄送|主送|印发|分送|签发"

enum level { LEVEL_NONE, LEVEL_1, LEVEL_2, LEVEL_3, LEVEL_4, LEVEL_5, LEVEL_INLINE };

struct piece {
    int level; /* 0: a paragraph without a number */
    struct buf text;
    bool is_heading;
};

struct splitter {
    struct arena *a;
    const struct split_ground *g;
    struct piece *items;
    size_t n, cap;
    bool is_open; /* lines without a number go on with the last piece */
};

/* ---- numbers at the beginning of a line */
static int bracketed(const char **s)
{
    const char *p = *s;
    size_t len = split_any(p, "（|(");
    if (len == 0)
        return LEVEL_NONE;
    p = split_skip_spaces(p + len);
    const char *digits = p;
    int level = split_number(&p, false) > 0 ? LEVEL_4 : LEVEL_NONE;
    if (level == LEVEL_NONE && (p = digits, split_number(&p, true) > 0))
        level = LEVEL_2;
    p = split_skip_spaces(p);
    len = split_any(p, "）|)");
    if (level == LEVEL_NONE || len == 0)
        return LEVEL_NONE;
    *s = p + len + split_any(p + len, "、|.|．");
    return level;
}

/* ① to ⑳ */
static bool circled(const char *s)
{
    return s[0] == '\xe2' && s[1] == '\x91' && (unsigned char)s[2] >= 0xa0 && (unsigned char)s[2] <= 0xb3;
}

static int marker(const char **s)
{
    const char *p = *s;
    int level = bracketed(s);
    size_t len;
    if (level != LEVEL_NONE)
        return level;
    if (circled(p)) {
        *s = p + 3;
        return LEVEL_5;
    }
    bool is_nth = split_begins(p, "第");
    p += is_nth ? 3 : 0;
    if (split_number(&p, false) > 0) {
        len = is_nth ? split_any(p, "，|、|：") : split_any(p, ".|、|．|）|)|，");
        size_t spaces = (size_t)(split_skip_spaces(p + len) - p);
        if (len == 0 || (p[0] == '.' && p[1] >= '0' && p[1] <= '9'))
            return LEVEL_NONE;
        *s = p + spaces;
        return is_nth ? LEVEL_2 : LEVEL_3;
    }
    if (split_number(&p, true) == 0)
        return LEVEL_NONE;
    len = is_nth ? split_any(p, "，|、|：|,") : split_any(p, "、|是|要|．|.");
    if (len == 0)
        return LEVEL_NONE;
    level = is_nth || split_any(p, "是|要") ? LEVEL_2 : LEVEL_1;
    *s = p + len + (is_nth || level == LEVEL_1 ? 0 : split_any(p + len, "，|："));
    return level;
}

/* ---- pieces */
static struct piece *add(struct splitter *s, int level, const char *text, size_t len)
{
    if (s->n == SUGGESTIONS_MAX * 2) {
        s->is_open = false;
        return NULL;
    }
    if (s->n == s->cap) {
        size_t cap = s->cap * 2 + 16, size = sizeof *s->items;
        s->items = arena_grow(s->a, s->items, s->n * size, cap * size);
        s->cap = cap;
    }
    struct piece *p = &s->items[s->n++];
    *p = (struct piece){.level = level};
    buf_init(&p->text, s->a);
    buf_put(&p->text, text, len);
    s->is_open = true;
    return p;
}

/* Where 一是, 二是 … or ①, ② … go on after s; NULL when they do not. */
static const char *next_inline(const char *s, int n)
{
    static const char *const words[] = {"一是", "二是", "三是", "四是", "五是",
                                        "六是", "七是", "八是", "九是", "十是"};
    if (n >= (int)ARRAY_LEN(words))
        return NULL;
    const char circle[] = {'\xe2', '\x91', (char)(0xa0 + n), '\0'};
    const char *by_word = strstr(s, words[n]), *by_circle = strstr(s, circle);
    return by_word != NULL ? by_word : by_circle;
}

/* 会议议定：一是…；二是…。 The words before become the heading of the rest. */
static bool add_inline(struct splitter *s, int level, const char *text)
{
    const char *at = next_inline(text, 0), *next = at == NULL ? NULL : next_inline(at + 3, 1);
    if (next == NULL)
        return false;
    struct piece *head = add(s, level, text, (size_t)(at - text));
    if (head != NULL)
        head->is_heading = true;
    for (int n = 1; at != NULL; n++) {
        const char *from = at + (circled(at) ? 3 : 6);
        at = next;
        (void)add(s, LEVEL_INLINE, from, at == NULL ? strlen(from) : (size_t)(at - from));
        next = at == NULL ? NULL : next_inline(at + 3, n + 1);
    }
    return true;
}

static void take_line(struct splitter *s, const char *line)
{
    const char *text = line;
    int level = marker(&text);
    text = split_skip_spaces(text);
    size_t head = split_any(line, HEAD_LABELS);
    bool is_head = head > 0 && split_any(split_skip_spaces(line + head), "：|:|人：|人员：|单位：") > 0;
    if (is_head && level == LEVEL_NONE) {
        s->is_open = false;
        return;
    }
    bool goes_on = level == LEVEL_NONE && s->is_open && s->n > 0 && s->items[s->n - 1].level != LEVEL_NONE &&
                   !split_begins(line, "会议");
    if (goes_on)
        buf_puts(&s->items[s->n - 1].text, line);
    else if (!add_inline(s, level, text))
        (void)add(s, level, text, strlen(text));
}

static void take_lines(struct splitter *s, const char *text)
{
    while (*text != '\0') {
        size_t len = strcspn(text, "\r\n");
        const char *line = text_trim(s->a, arena_strndup(s->a, text, len));
        if (*line != '\0')
            take_line(s, line);
        text += len + (text[len] != '\0');
    }
}

/* ---- what each piece says */
struct context { /* of the headings above */
    int level;
    struct split_duty duty;
    int32_t due_on;
    const char *due_words;
    int64_t matter_id;
};

/* 关于加强…工作的 and the like around the name of a matter do not count. */
static int64_t matter_named(const struct split_ground *g, const char *text)
{
    const struct split_matter *m = g->matters.items;
    for (size_t i = 0; i < g->matters.n; i++)
        if (text_chars(m[i].title) >= 4 && strstr(text, m[i].title) != NULL)
            return m[i].id;
    return 0;
}

static struct context read_piece(struct splitter *s, const struct piece *p)
{
    struct context c = {.level = p->level};
    c.duty = split_duty(s->a, p->text.data, s->g);
    c.due_on = split_due(s->a, p->text.data, s->g, &c.due_words);
    c.matter_id = matter_named(s->g, p->text.data);
    return c;
}

static bool has_children(const struct splitter *s, size_t i)
{
    return s->items[i].level != LEVEL_NONE && i + 1 < s->n && s->items[i + 1].level > s->items[i].level;
}

static const char *clipped(struct arena *a, const char *text)
{
    const char *end = text;
    for (size_t n = 0; n < RESOLUTION_CHARS && *end != '\0'; n++)
        (void)text_next(&end);
    return text_trim(a, arena_strndup(a, text, (size_t)(end - text)));
}

static void inherit(struct context *c, const struct context *above)
{
    if (c->duty.unit_ids.n == 0 && c->duty.unit_words == NULL)
        c->duty = above->duty;
    if (c->due_on == 0) {
        c->due_on = above->due_on;
        c->due_words = above->due_words;
    }
    if (c->matter_id == 0)
        c->matter_id = above->matter_id;
}

static struct suggestion suggest(struct arena *a, const struct piece *p, const struct context *c)
{
    bool is_duty = c->duty.unit_ids.n > 0 || c->duty.unit_words != NULL || c->due_on != 0;
    return (struct suggestion){
        .text = clipped(a, p->text.data),
        .unit_ids = c->duty.unit_ids,
        .unit_words = c->duty.unit_words,
        .due_on = c->due_on,
        .due_words = c->due_words,
        .becomes = !is_duty            ? OUTCOME_NOTE
                   : c->matter_id != 0 ? OUTCOME_DIRECTIVE
                                       : OUTCOME_DRAFT,
        .matter_id = is_duty ? c->matter_id : 0,
    };
}

static bool ends_with_colon(const char *text)
{
    size_t len = strlen(text);
    return len >= 3 && (text[len - 1] == ':' || strcmp(text + len - 3, "：") == 0);
}

/* From where the meeting resolves: 会议议定以下事项 and the like; 0 where nothing says so. */
static size_t resolved_from(const struct splitter *s)
{
    for (size_t i = 0; i < s->n; i++) {
        const char *text = s->items[i].text.data;
        const char *at = split_begins(text, "会议") ? text + 6 : text;
        if (split_any(at, "议定|决定|确定|明确|形成|作出|研究决定|研究议定|一致同意|议定事项|决定事项"))
            return i;
    }
    return 0;
}

void minutes_split(struct arena *a, const char *text, const struct split_ground *g, struct list *out)
{
    struct splitter s = {.a = a, .g = g};
    struct context above[LEVEL_INLINE + 1] = {0};
    take_lines(&s, text);
    size_t from = resolved_from(&s);
    struct suggestion *items = arena_alloc(a, (SUGGESTIONS_MAX + 1) * sizeof *items);
    *out = (struct list){items, 0};
    for (size_t i = 0; i < s.n && out->n < SUGGESTIONS_MAX; i++) {
        const struct piece *p = &s.items[i];
        struct context c = read_piece(&s, p);
        bool is_heading = p->is_heading || (has_children(&s, i) && c.due_on == 0);
        bool has_own = c.duty.unit_ids.n > 0 || c.duty.unit_words != NULL || c.due_on != 0;
        if (p->level > LEVEL_NONE)
            inherit(&c, &above[p->level - 1]);
        bool passes_on = is_heading || has_children(&s, i) || ends_with_colon(p->text.data);
        for (int level = p->level; level <= LEVEL_INLINE; level++)
            above[level] = passes_on ? c : (struct context){0};
        bool counts = p->level == LEVEL_NONE || i < from ? has_own : true;
        if (!is_heading && counts && *text_trim(a, p->text.data) != '\0')
            items[out->n++] = suggest(a, p, &c);
    }
}
