#include "app/org/sheet/sheet.h"

#include <iconv.h>
#include <string.h>

/* Never closed: the tables stay loaded for every later iconv_open. */
static iconv_t loaded = (iconv_t)-1;

void sheet_start(void)
{
    if (loaded == (iconv_t)-1)
        loaded = iconv_open("UTF-8", "GB18030");
    if (loaded == (iconv_t)-1)
        log_event(LOG_WARN, "sheet", "GB18030 is not available: such CSV files will be refused");
}

struct sheet_row *sheet_add(struct arena *a, struct list *rows, int64_t number)
{
    if (rows->n == SHEET_ROWS)
        return NULL;
    if (!rows->items)
        rows->items = arena_alloc(a, SHEET_ROWS * sizeof(struct sheet_row));
    struct sheet_row *row = (struct sheet_row *)rows->items + rows->n++;
    row->number = number;
    row->cells = arena_alloc(a, SHEET_COLS * sizeof(*row->cells));
    for (size_t i = 0; i < SHEET_COLS; i++)
        row->cells[i] = "";
    return row;
}

void sheet_settle(struct list *rows)
{
    if (!rows->n)
        return;
    const struct sheet_row *row = (struct sheet_row *)rows->items + rows->n - 1;
    for (size_t i = 0; i < SHEET_COLS; i++)
        if (row->cells[i][strspn(row->cells[i], " \t\r\n")])
            return;
    rows->n--;
}

static bool from_gb18030(struct arena *a, const char *data, size_t len, char **out, size_t *out_len)
{
    iconv_t cd = iconv_open("UTF-8", "GB18030");
    if (cd == (iconv_t)-1)
        return false;
    size_t room = len * 2 + 16, left = room; /* two bytes become three at most, four stay four */
    char *in = (char *)(uintptr_t)data, *to = *out = arena_alloc(a, room);
    size_t bad = iconv(cd, &in, &len, &to, &left);
    iconv_close(cd);
    *out_len = room - left;
    return bad != (size_t)-1 && len == 0 && text_is_utf8(*out, *out_len);
}

bool sheet_parse(struct arena *a, const char *data, size_t len, struct list *rows, const char **fault)
{
    char *text;
    *rows = (struct list){0};
    if (len > SHEET_BYTES) {
        *fault = "文件超过 5 MB，请分成几个文件导入。";
        return false;
    }
    if (len >= 4 && memcmp(data, "PK\3\4", 4) == 0)
        return xlsx_parse(a, data, len, rows, fault);
    if (len >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) {
        data += 3;
        len -= 3;
    }
    if (text_is_utf8(data, len))
        return csv_parse(a, data, len, rows, fault);
    if (from_gb18030(a, data, len, &text, &len))
        return csv_parse(a, text, len, rows, fault);
    *fault = "认不出这个文件：请上传 CSV（UTF-8 或 GB18030 编码）或 XLSX 文件。";
    return false;
}
