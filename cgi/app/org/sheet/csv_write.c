#include "app/org/sheet/sheet.h"

#include <string.h>

void csv_cell(struct buf *b, const char *text)
{
    if (!text || !*text)
        return;
    bool quoted = strpbrk(text, "\",\r\n") != NULL;
    if (quoted)
        buf_putc(b, '"');
    if (strchr("=+-@\t\r", *text))
        buf_putc(b, '\'');
    for (const char *p = text; *p; p++) {
        if (*p == '"')
            buf_putc(b, '"');
        buf_putc(b, *p);
    }
    if (quoted)
        buf_putc(b, '"');
}

void csv_row(struct buf *b, const char *const *cells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_putc(b, ',');
        csv_cell(b, cells[i]);
    }
    buf_puts(b, "\r\n");
}

void csv_begin(struct buf *b, const char *const *heads, size_t n)
{
    buf_puts(b, "\xef\xbb\xbf");
    csv_row(b, heads, n);
}
