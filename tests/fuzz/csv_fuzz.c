/* Any bytes as an uploaded table: read, or refused with a sentence. */
#include "app/org/sheet/sheet.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct arena *a = arena_new();
    struct list rows;
    const char *fault = NULL;
    if (sheet_parse(a, (const char *)data, len, &rows, &fault)) {
        const struct sheet_row *r = rows.items;
        for (size_t i = 0; i < rows.n; i++)
            for (size_t c = 0; c < SHEET_COLS; c++)
                (void)text_chars(r[i].cells[c]);
    } else if (!fault || !text_is_utf8(fault, __builtin_strlen(fault))) {
        abort();
    }
    arena_free(a);
    return 0;
}
