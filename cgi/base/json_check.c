#include "base/json_priv.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define MAX_SAFE INT64_C(9007199254740991)
#define DEFAULT_MAX 200

static void put_path(struct buf *b, const struct path *at)
{
    if (at->up) {
        put_path(b, at->up);
        buf_putc(b, '/');
    }
    if (!at->name)
        buf_i64(b, (int64_t)at->index);
    for (const char *c = at->name; c && *c; c++) {
        if (*c == '~' || *c == '/')
            buf_puts(b, *c == '~' ? "~0" : "~1");
        else
            buf_putc(b, *c);
    }
}

void reader_bad(struct reader *r, const struct path *at, const struct field *f, const char *format, ...)
{
    struct buf pointer, detail;
    va_list ap;
    va_start(ap, format);
    int len = vsnprintf(NULL, 0, format, ap);
    va_end(ap);
    char *sentence = arena_alloc(r->arena, (size_t)len + 1);
    va_start(ap, format);
    vsnprintf(sentence, (size_t)len + 1, format, ap);
    va_end(ap);
    buf_init(&pointer, r->arena);
    buf_puts(&pointer, r->root);
    put_path(&pointer, at);
    buf_init(&detail, r->arena);
    if (f)
        buf_printf(&detail, "%s：", f->label ? f->label : f->name);
    buf_puts(&detail, sentence);
    r->failed = true;
    r->bad(r->ctx, pointer.data, detail.data);
}

static int64_t upper(const struct field *f, int64_t otherwise)
{
    return f->max ? f->max : otherwise;
}

/* Everything is shown to others later: no control characters but line feed and tab. */
static bool is_clean(const char *s)
{
    uint32_t c;
    while ((c = text_next(&s)) != 0) {
        if ((c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0))
            return false;
    }
    return true;
}

static void bad_length(struct reader *r, const struct path *at, const struct field *f, size_t n)
{
    int64_t max = upper(f, DEFAULT_MAX);
    if (f->min == max)
        reader_bad(r, at, f, "应为 %" PRId64 " 个字，现为 %zu 个字", max, n);
    else if (f->min > 1)
        reader_bad(r, at, f, "应为 %" PRId64 "–%" PRId64 " 个字，现为 %zu 个字", f->min, max, n);
    else
        reader_bad(r, at, f, "最多 %" PRId64 " 个字，现为 %zu 个字", max, n);
}

static void check_text(struct reader *r, const struct path *at, const struct field *f, const char *s,
                       void *out)
{
    if (f->type == F_TEXT)
        s = text_trim(r->arena, s);
    size_t n = text_chars(s);
    if (n == 0 && !f->required)
        return;
    if (n == 0)
        reader_missing(r, at, f);
    else if ((int64_t)n < f->min || (int64_t)n > upper(f, DEFAULT_MAX))
        bad_length(r, at, f, n);
    else if (f->type == F_TEXT && !is_clean(s))
        reader_bad(r, at, f, "含有看不见的控制字符，请删去后再试");
    else
        *(const char **)out = s;
}

static void check_choice(struct reader *r, const struct path *at, const struct field *f, const char *s,
                         int *out)
{
    *out = choice_index(f->choices, s);
    if (*out)
        return;
    struct buf names;
    buf_init(&names, r->arena);
    for (size_t i = 0; i < f->choices->n; i++)
        buf_printf(&names, "%s%s", i ? "、" : "", f->choices->items[i].label);
    reader_bad(r, at, f, "应为其中之一：%s", names.data);
}

void reader_text(struct reader *r, const struct path *at, const struct field *f, const char *s, void *out)
{
    bool blank = *s == '\0';
    if (f->type == F_TEXT || f->type == F_SECRET)
        check_text(r, at, f, s, out);
    else if (blank && f->required)
        reader_missing(r, at, f);
    else if (!blank && f->type == F_CHOICE)
        check_choice(r, at, f, s, out);
    else if (!blank && f->type == F_DATE && !date_parse(s, out))
        reader_bad(r, at, f, "应为日期，如 2026-11-30");
    else if (!blank && f->type == F_INSTANT && !instant_parse(s, out))
        reader_bad(r, at, f, "应为时间，如 2026-11-30T09:00:00+08:00");
}

void reader_int(struct reader *r, const struct path *at, const struct field *f, int64_t v, void *out)
{
    int64_t max = upper(f, MAX_SAFE);
    if (v >= f->min && v <= max)
        *(int64_t *)out = v;
    else if (f->max)
        reader_bad(r, at, f, "应为 %" PRId64 "–%" PRId64 " 的整数", f->min, max);
    else
        reader_bad(r, at, f, "应为不小于 %" PRId64 " 的整数", f->min);
}

bool reader_count(struct reader *r, const struct path *at, const struct field *f, size_t n)
{
    int64_t max = upper(f, DEFAULT_MAX);
    if ((int64_t)n >= f->min && (int64_t)n <= max)
        return true;
    reader_bad(r, at, f, "应为 %" PRId64 "–%" PRId64 " 项，现为 %zu 项", f->min, max, n);
    return false;
}

void reader_missing(struct reader *r, const struct path *at, const struct field *f)
{
    reader_bad(r, at, NULL, "请%s%s", f->type == F_CHOICE ? "选择" : "填写", f->label ? f->label : f->name);
}

void reader_wrong_type(struct reader *r, const struct path *at, const struct field *f)
{
    static const char *const wanted[] = {
        [F_INT] = "整数",
        [F_BOOL] = "是或否（true、false）",
        [F_TEXT] = "文字",
        [F_SECRET] = "文字",
        [F_DATE] = "日期，如 2026-11-30",
        [F_INSTANT] = "时间，如 2026-11-30T09:00:00+08:00",
        [F_CHOICE] = "文字",
        [F_INTS] = "编号的列表",
        [F_TEXTS] = "文字的列表",
        [F_OBJECT] = "一个对象",
        [F_LIST] = "列表",
        [F_JSON] = "空",
    };
    reader_bad(r, at, f, "应为%s", wanted[f->type]);
}

const struct field *shape_field(const struct shape *s, const char *name)
{
    for (const struct field *f = s->fields; f < s->fields + s->n; f++) {
        if (strcmp(f->name, name) == 0 && f->type != F_JSON)
            return f;
    }
    return NULL;
}

struct field element_field(const struct field *f)
{
    return (struct field){
        .name = f->name,
        .label = f->label,
        .type = f->type == F_INTS ? F_INT : F_TEXT,
        .min = 1,
        .required = true,
    };
}
