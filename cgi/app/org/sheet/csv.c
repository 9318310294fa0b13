#include "app/org/sheet/sheet.h"

#include <string.h>

/* RFC 4180, taken strictly: a quote only around a whole cell, doubled inside; lines end with CR LF or LF. */
struct csv {
    struct arena *arena;
    const char *p, *end;
    int64_t row; /* number of the record being read: the row that a spreadsheet shows */
    const char *fault;
};

static bool fail(struct csv *c, const char *what)
{
    c->fault = arena_printf(c->arena, "第 %lld 行：%s", (long long)c->row, what);
    return false;
}

static bool at_line_end(const struct csv *c)
{
    return c->p == c->end || *c->p == '\n' || (*c->p == '\r' && c->p + 1 < c->end && c->p[1] == '\n');
}

static bool read_quoted(struct csv *c, struct buf *cell)
{
    for (c->p++; c->p < c->end; c->p++) {
        if (*c->p != '"') {
            buf_putc(cell, *c->p);
            continue;
        }
        c->p++;
        if (c->p == c->end || *c->p != '"')
            return at_line_end(c) || *c->p == ',' || fail(c, "引号后面还有文字，引号须括住整个单元格。");
        buf_putc(cell, '"');
    }
    return fail(c, "引号没有配对。");
}

static bool read_plain(struct csv *c, struct buf *cell)
{
    for (; !at_line_end(c) && *c->p != ','; c->p++) {
        if (*c->p == '"')
            return fail(c, "单元格中间有引号；含引号的内容须整个括在引号里，其中的引号写两遍。");
        if (*c->p == '\r')
            return fail(c, "换行符不完整，请另存为 CSV 后再上传。");
        buf_putc(cell, *c->p);
    }
    return true;
}

static bool read_row(struct csv *c, struct sheet_row *row)
{
    for (size_t col = 0;; col++) {
        struct buf cell;
        buf_init(&cell, c->arena);
        bool ok = c->p < c->end && *c->p == '"' ? read_quoted(c, &cell) : read_plain(c, &cell);
        if (!ok)
            return false;
        if (col < SHEET_COLS)
            row->cells[col] = cell.data;
        else if (cell.len || col > 8 * SHEET_COLS)
            return fail(c, "列太多，请用模板中的列。");
        if (c->p == c->end || *c->p != ',')
            break;
        c->p++;
    }
    if (c->p < c->end)
        c->p += *c->p == '\r' ? 2 : 1;
    return true;
}

bool csv_parse(struct arena *a, const char *text, size_t len, struct list *rows, const char **fault)
{
    struct csv c = {.arena = a, .p = text, .end = text + len};
    *rows = (struct list){0};
    while (c.p < c.end) {
        struct sheet_row *row = sheet_add(a, rows, ++c.row);
        if (!row)
            fail(&c, "行数太多，一个文件最多 2000 行，请分成几个文件导入。");
        if (!row || !read_row(&c, row)) {
            *fault = c.fault;
            return false;
        }
        sheet_settle(rows);
    }
    return true;
}
