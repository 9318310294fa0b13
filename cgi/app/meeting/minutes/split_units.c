#include "app/meeting/minutes/split.h"

#include <string.h>

/* Who is to do it: behind labels like 责任单位：, or by the words around a unit's name. */

#define LEAD_LABELS                                                                                                                                   \
    "牵头单位|责任单位|主办单位|承办单位|落实单位|牵头科室|责任科室|主办科室|承办科室|责任部门|牵头部门|" \
    "主办部门"
#define ASSIST_LABELS "配合单位|协办单位|参与单位|协同单位|配合科室|协办科室|参与科室|配合部门|协办部门"
#define CLAUSE_ENDS "。|；|;|）|)|】|\n"
#define OTHER_LABELS                                                                                                                                \
    "完成时限|办结时限|办理时限|落实时限|整改时限|完成时间|完成期限|时限|期限|责任人|责任领导|分管领导|" \
    "联系人"
#define JOINTS "、|和|及|与|以及|，|,|/| |　"
#define LEAD_VERBS                                                                                           \
    "牵头|负责|具体负责|要|应|须|需|务必|会同|联合|抓紧|尽快|于|在|组织|制定|制订|落实|作为|为牵头|：|:"
#define ASSIST_VERBS "配合|协助|协同|参与|参加|予以配合|做好配合"
#define LEAD_BEFORE "由|请|责成|要求|督促"
#define ASSIST_BEFORE "会同|联合|协调"

enum part { PART_NONE, PART_ASSIST, PART_LEAD, PART_HEAD };

struct mention {
    const char *from, *to;
    int64_t unit_id;
    enum part part;
};

struct scan {
    struct arena *a;
    const char *text;
    const struct split_ground *g;
    struct mention *items;
    size_t n, max;
};

/* The longest name of a unit that s begins with. */
static size_t name_at(const struct split_ground *g, const char *s, int64_t *unit_id)
{
    const struct split_unit *u = g->units.items;
    size_t best = 0;
    for (size_t i = 0; i < g->units.n; i++) {
        const char *const names[] = {u[i].name, u[i].short_name};
        for (size_t k = 0; k < ARRAY_LEN(names); k++) {
            size_t len = names[k] == NULL ? 0 : strlen(names[k]);
            if (len > best && len >= 6 && strncmp(s, names[k], len) == 0) {
                best = len;
                *unit_id = u[i].id;
            }
        }
    }
    return best;
}

static bool ends_with(const char *from, const char *to, const char *words)
{
    while (*words != '\0') {
        size_t len = strcspn(words, "|");
        if ((size_t)(to - from) >= len && strncmp(to - len, words, len) == 0)
            return true;
        words += len + (words[len] == '|');
    }
    return false;
}

static void find_mentions(struct scan *s)
{
    s->max = strlen(s->text) / 6 + 1;
    s->items = arena_alloc(s->a, s->max * sizeof *s->items);
    for (const char *p = s->text; *p != '\0';) {
        int64_t unit_id = 0;
        size_t len = name_at(s->g, p, &unit_id);
        if (len == 0) {
            (void)text_next(&p);
            continue;
        }
        /* 市疾控中心, where 疾控中心 is known */
        const char *from = ends_with(s->text, p, "市|县|区") ? p - 3 : p;
        s->items[s->n++] = (struct mention){from, p + len, unit_id, PART_NONE};
        p += len;
    }
}

/* ---- labels */
static bool is_label_at(const char *s, size_t *len)
{
    *len = split_any(s, LEAD_LABELS);
    if (*len == 0)
        *len = split_any(s, ASSIST_LABELS);
    return *len > 0;
}

static const char *clause_end(const char *s)
{
    size_t len;
    while (*s != '\0' && !split_any(s, CLAUSE_ENDS) && !split_any(s, OTHER_LABELS) && !is_label_at(s, &len))
        (void)text_next(&s);
    return s;
}

/* The words of a clause that are no known unit's, NULL where all are. */
static const char *unknown_words(struct scan *s, const char *from, const char *to)
{
    struct buf b;
    buf_init(&b, s->a);
    for (const char *p = from; p < to;) {
        int64_t unit_id;
        size_t named = name_at(s->g, p, &unit_id);
        size_t len = named > 0 ? 0 : split_any(p, JOINTS "|：|:|为|等|分别|市|县|区");
        if (len + named > 0) {
            p += len + named;
            if (b.len > 0 && b.data[b.len - 1] != ' ')
                buf_putc(&b, ' ');
            continue;
        }
        const char *next = p;
        (void)text_next(&next);
        buf_put(&b, p, (size_t)(next - p));
        p = next;
    }
    const char *words = text_trim(s->a, b.data);
    return *words == '\0' ? NULL : words;
}

/* Marks the units behind labels; *unknown holds what is named there but not known. */
static bool by_labels(struct scan *s, const char **unknown)
{
    bool found = false;
    for (const char *p = s->text; *p != '\0';) {
        size_t len;
        if (!is_label_at(p, &len)) {
            (void)text_next(&p);
            continue;
        }
        bool is_lead = split_any(p, LEAD_LABELS) > 0;
        const char *from = p + len, *end = clause_end(from);
        bool is_first = is_lead;
        for (size_t i = 0; i < s->n; i++)
            if (s->items[i].from >= from && s->items[i].to <= end) {
                s->items[i].part = is_first ? PART_HEAD : is_lead ? PART_LEAD : PART_ASSIST;
                is_first = false;
            }
        if (is_lead && *unknown == NULL)
            *unknown = unknown_words(s, from, end);
        found = true;
        p = end;
    }
    return found;
}

/* ---- words around */
/* The last of the names joined to this one: 医政科、信息科和市立医院 */
static size_t last_joined(const struct scan *s, size_t i)
{
    while (i + 1 < s->n) {
        const char *p = s->items[i].to;
        size_t len = split_any(p, JOINTS);
        if (len == 0 || p + len != s->items[i + 1].from)
            break;
        i++;
    }
    return i;
}

static enum part part_of(const struct scan *s, size_t first, size_t last)
{
    const struct mention *m = &s->items[first];
    const char *after = split_skip_spaces(s->items[last].to);
    bool has_bracket = split_any(after, "（|(") > 0;
    if (split_any(after, ASSIST_VERBS) || ends_with(s->text, m->from, ASSIST_BEFORE))
        return PART_ASSIST;
    if (split_any(after, "的"))
        return ends_with(s->text, m->from, LEAD_BEFORE) ? PART_LEAD : PART_NONE;
    if (split_any(after, "牵头|为牵头") ||
        (has_bracket && split_any(after + split_any(after, "（|("), "牵头")))
        return PART_HEAD;
    if (split_any(after, LEAD_VERBS) || ends_with(s->text, m->from, LEAD_BEFORE) || m->from == s->text)
        return PART_LEAD;
    return *after >= '0' && *after <= '9' ? PART_LEAD : PART_NONE; /* 市立医院11月底前完成 */
}

static void by_words(struct scan *s)
{
    for (size_t i = 0; i < s->n;) {
        size_t last = last_joined(s, i);
        enum part part = part_of(s, i, last);
        for (; i <= last; i++) {
            s->items[i].part = part;
            part = part == PART_HEAD ? PART_LEAD : part;
        }
    }
}

/* ---- in order: who heads, who leads, who assists; each once */
static void collect(const struct scan *s, enum part part, int64_t *ids, size_t *n)
{
    for (size_t i = 0; i < s->n; i++) {
        bool is_known = s->items[i].part != part;
        for (size_t k = 0; k < *n && !is_known; k++)
            is_known = ids[k] == s->items[i].unit_id;
        if (!is_known)
            ids[(*n)++] = s->items[i].unit_id;
    }
}

struct split_duty split_duty(struct arena *a, const char *text, const struct split_ground *g)
{
    struct scan s = {.a = a, .text = text, .g = g};
    struct split_duty d = {0};
    find_mentions(&s);
    if (!by_labels(&s, &d.unit_words))
        by_words(&s);
    int64_t *ids = arena_alloc(a, (s.n + 1) * sizeof *ids);
    for (int part = PART_HEAD; part >= PART_ASSIST; part--)
        collect(&s, (enum part)part, ids, &d.unit_ids.n);
    d.unit_ids.items = ids;
    return d;
}
