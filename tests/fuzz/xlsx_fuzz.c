/* The bytes as the first sheet's XML, behind the archive; and as an archive. */
#include "app/org/sheet/xlsx.c"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void walk_sheet(struct arena *a, const char *xml, size_t len)
{
    static const struct xlsx_events events = {cells_open, cells_close, cells_text};
    static const char *shared[] = {"一", "二"};
    const struct strings strings = {.arena = a, .items = shared, .n = 2};
    struct list rows = {0};
    struct cells cells = {.arena = a, .strings = &strings, .rows = &rows};
    buf_init(&cells.text, a);
    if (xlsx_walk(xml, len, &events, &cells) && rows.n > SHEET_ROWS)
        abort();
}

static void walk_strings(struct arena *a, const char *xml, size_t len)
{
    static const struct xlsx_events events = {strings_open, strings_close, strings_text};
    struct strings strings = {.arena = a, .items = arena_alloc(a, 1)};
    if (xlsx_walk(xml, len, &events, &strings))
        for (size_t i = 0; i < strings.n; i++)
            (void)text_chars(strings.items[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct arena *a = arena_new();
    struct list rows;
    const char *fault = NULL, *text = (const char *)data;
    walk_sheet(a, text, len);
    walk_strings(a, text, len);
    if (!xlsx_parse(a, text, len, &rows, &fault) && !fault)
        abort();
    arena_free(a);
    return 0;
}
