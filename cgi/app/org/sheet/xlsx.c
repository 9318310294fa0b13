#include "app/org/sheet/xlsx_priv.h"

#include <stdlib.h>
#include <string.h>

#define STRINGS_MAX 200000
#define ROW_MAX 1048576 /* of a spreadsheet */
#define CELL_MAX 4000   /* bytes of one cell that are kept; no field is as long */

static bool is(const char *name, const char *other)
{
    return strcmp(name, other) == 0;
}

/* ---- which member is the first sheet: workbook.xml names a relation, workbook.xml.rels its target */
struct finding {
    struct arena *arena;
    const char *wanted; /* relation id of the first sheet */
    const char *target;
};

static bool on_workbook(void *ctx, const char *name, const char **attributes)
{
    struct finding *f = ctx;
    if (is(name, "sheet") && !f->wanted)
        f->wanted = arena_strdup(f->arena, xlsx_attribute(attributes, "id"));
    return true;
}

static bool on_relation(void *ctx, const char *name, const char **attributes)
{
    struct finding *f = ctx;
    if (is(name, "Relationship") && is(xlsx_attribute(attributes, "Id"), f->wanted))
        f->target = arena_strdup(f->arena, xlsx_attribute(attributes, "Target"));
    return true;
}

static bool find_sheet(struct arena *a, void *zip, const char **path)
{
    struct finding f = {.arena = a};
    char *xml;
    size_t len;
    if (!xlsx_member(a, zip, "xl/workbook.xml", &xml, &len) ||
        !xlsx_walk(xml, len, &(struct xlsx_events){.open = on_workbook}, &f) || !f.wanted)
        return false;
    if (!xlsx_member(a, zip, "xl/_rels/workbook.xml.rels", &xml, &len) ||
        !xlsx_walk(xml, len, &(struct xlsx_events){.open = on_relation}, &f) || !f.target)
        return false;
    *path = f.target[0] == '/' ? f.target + 1 : arena_printf(a, "xl/%s", f.target);
    return true;
}

/* ---- shared strings: <si><t>…</t></si>, or runs <si><r><t>…</t></r>…</si>; <rPh> is how it is read aloud */
struct strings {
    struct arena *arena;
    const char **items;
    size_t n, room;
    struct buf text;
    bool in_item, in_text, in_phonetic;
};

static bool strings_open(void *ctx, const char *name, const char **attributes)
{
    struct strings *s = ctx;
    (void)attributes;
    if (is(name, "si")) {
        buf_init(&s->text, s->arena);
        s->in_item = true;
    }
    s->in_phonetic |= is(name, "rPh");
    s->in_text = s->in_item && !s->in_phonetic && is(name, "t");
    return true;
}

static bool strings_close(void *ctx, const char *name)
{
    struct strings *s = ctx;
    s->in_text = false;
    if (is(name, "rPh"))
        s->in_phonetic = false;
    if (!is(name, "si") || !s->in_item)
        return true;
    s->in_item = false;
    if (s->n == STRINGS_MAX)
        return false;
    if (s->n == s->room) {
        size_t room = s->room * 2 + 256;
        s->items = arena_grow(s->arena, s->items, s->room * sizeof(*s->items), room * sizeof(*s->items));
        s->room = room;
    }
    s->items[s->n++] = s->text.data;
    return true;
}

static bool strings_text(void *ctx, const char *text, size_t len)
{
    struct strings *s = ctx;
    if (s->in_text && s->text.len + len <= CELL_MAX)
        buf_put(&s->text, text, len);
    return true;
}

static bool read_strings(struct arena *a, void *zip, struct strings *s)
{
    static const struct xlsx_events events = {strings_open, strings_close, strings_text};
    char *xml;
    size_t len;
    *s = (struct strings){.arena = a, .items = arena_alloc(a, 1)};
    if (!xlsx_member(a, zip, "xl/sharedStrings.xml", &xml, &len))
        return true; /* a sheet may write all its texts inline */
    return xlsx_walk(xml, len, &events, s);
}

/* ---- the sheet: <row r="2"><c r="B2" t="s"><v>17</v></c>…; t: s shared, inlineStr <is><t>, else as it is */
struct cells {
    struct arena *arena;
    const struct strings *strings;
    struct list *rows;
    struct sheet_row *row;
    int64_t number; /* of the row */
    size_t col;
    enum { C_PLAIN, C_SHARED, C_INLINE } kind;
    struct buf text;
    bool in_cell, in_value, is_too_long;
};

/* B2 → 1 */
static size_t column_of(const char *ref)
{
    size_t col = 0;
    for (; *ref >= 'A' && *ref <= 'Z' && col <= SHEET_COLS; ref++)
        col = col * 26 + (size_t)(*ref - 'A' + 1);
    return col - 1;
}

static bool open_row(struct cells *c, const char **attributes)
{
    int64_t said = strtoll(xlsx_attribute(attributes, "r"), NULL, 10);
    c->number = said > c->number && said <= ROW_MAX ? said : c->number + 1;
    c->row = sheet_add(c->arena, c->rows, c->number);
    c->is_too_long = !c->row;
    c->col = (size_t)-1;
    return c->row != NULL;
}

static void open_cell(struct cells *c, const char **attributes)
{
    const char *type = xlsx_attribute(attributes, "t"), *ref = xlsx_attribute(attributes, "r");
    c->kind = is(type, "s") ? C_SHARED : is(type, "inlineStr") ? C_INLINE : C_PLAIN;
    c->col = *ref ? column_of(ref) : c->col + 1;
    c->in_cell = c->col < SHEET_COLS;
    c->text.len = 0;
    c->text.data[0] = '\0';
}

static bool cells_open(void *ctx, const char *name, const char **attributes)
{
    struct cells *c = ctx;
    if (is(name, "row"))
        return open_row(c, attributes);
    if (is(name, "c") && c->row)
        open_cell(c, attributes);
    c->in_value = c->in_cell && is(name, c->kind == C_INLINE ? "t" : "v");
    return true;
}

/* A spreadsheet keeps a long number as 1.38E+10: written out again as the digits that people typed. */
static const char *plain_number(struct arena *a, const char *text)
{
    char *end;
    if (!strpbrk(text, "eE.") || strspn(text, "0123456789.eE+-") != strlen(text))
        return text;
    double v = strtod(text, &end);
    bool is_whole = !*end && v > -1e15 && v < 1e15 && (double)(int64_t)v == v;
    return is_whole ? arena_printf(a, "%.0f", v) : text;
}

static bool close_cell(struct cells *c)
{
    const char *text = c->text.data;
    c->in_cell = false;
    if (!c->text.len)
        return true;
    if (c->kind == C_SHARED) {
        size_t i = strtoull(text, NULL, 10);
        if (i >= c->strings->n)
            return false;
        text = c->strings->items[i];
    } else {
        text = c->kind == C_PLAIN ? plain_number(c->arena, text) : text;
        text = arena_strdup(c->arena, text);
    }
    c->row->cells[c->col] = text;
    return true;
}

static bool cells_close(void *ctx, const char *name)
{
    struct cells *c = ctx;
    c->in_value = false;
    if (is(name, "c") && c->in_cell)
        return close_cell(c);
    if (is(name, "row") && c->row) {
        sheet_settle(c->rows);
        c->row = NULL;
        c->in_cell = false;
    }
    return true;
}

static bool cells_text(void *ctx, const char *text, size_t len)
{
    struct cells *c = ctx;
    if (c->in_value && c->text.len + len <= CELL_MAX)
        buf_put(&c->text, text, len);
    return true;
}

bool xlsx_parse(struct arena *a, const char *data, size_t len, struct list *rows, const char **fault)
{
    static const struct xlsx_events events = {cells_open, cells_close, cells_text};
    struct strings strings;
    struct cells cells = {.arena = a, .strings = &strings, .rows = rows};
    const char *path;
    char *xml;
    size_t xml_len;
    *rows = (struct list){0};
    buf_init(&cells.text, a);
    void *zip = xlsx_open(a, data, len);
    bool ok = zip && find_sheet(a, zip, &path) && read_strings(a, zip, &strings) &&
              xlsx_member(a, zip, path, &xml, &xml_len) && xlsx_walk(xml, xml_len, &events, &cells);
    if (cells.is_too_long)
        *fault = "行数太多，一个文件最多 2000 行，请分成几个文件导入。";
    else if (!ok)
        *fault = "不是能读的 XLSX 文件：请在表格软件中另存为 XLSX 或 CSV 后再上传。";
    return ok;
}
