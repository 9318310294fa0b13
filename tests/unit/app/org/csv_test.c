#include "app/org/sheet/csv.c"

#include <setjmp.h>

#include <cmocka.h>

/* Rows as "number:cell|cell;…" without the empty cells behind the last one. */
static char *shown(struct arena *a, const struct list *rows)
{
    const struct sheet_row *r = rows->items;
    struct buf b;
    buf_init(&b, a);
    for (size_t i = 0; i < rows->n; i++) {
        size_t n = SHEET_COLS;
        while (n && !r[i].cells[n - 1][0])
            n--;
        buf_printf(&b, "%s%lld:", i ? ";" : "", (long long)r[i].number);
        for (size_t c = 0; c < n; c++)
            buf_printf(&b, "%s%s", c ? "|" : "", r[i].cells[c]);
    }
    return b.data;
}

static const struct {
    const char *text, *rows; /* NULL: refused */
} cases[] = {
    {"", ""},
    {"a,b\r\nc,d\r\n", "1:a|b;2:c|d"},
    {"a,b\nc,d", "1:a|b;2:c|d"},
    {"a,,c\n", "1:a||c"},
    {",\n,\n", ""},
    {"a\n\n\nb\n", "1:a;4:b"},
    {" a , b \n", "1: a | b "},
    {"\"a\",\"b\"\n", "1:a|b"},
    {"\"a,b\",c\n", "1:a,b|c"},
    {"\"a\"\"b\"\n", "1:a\"b"},
    {"\"\"\n", ""},
    {"\"\",x\n", "1:|x"},
    {"\"a\r\nb\"\nc\n", "1:a\r\nb;2:c"},
    {"\"a\"", "1:a"},
    {"一,二\n", "1:一|二"},
    {"a,\n", "1:a"},
    {"\"a", NULL},
    {"a\n\"b", NULL},
    {"\"a\"b\n", NULL},
    {"\"a\" ,b\n", NULL},
    {"a\"b\n", NULL},
    {"a \"b\"\n", NULL},
    {"a\rb\n", NULL},
    {"\"a\"\rb", NULL},
    {"a\r", NULL},
    {"\"", NULL},
    {"\"\"\"", NULL},
};

static void quotes_and_line_ends_are_taken_as_rfc_4180_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct arena *a = arena_new();
        struct list rows;
        const char *fault = NULL;
        bool ok = csv_parse(a, cases[i].text, strlen(cases[i].text), &rows, &fault);
        if (ok != (cases[i].rows != NULL))
            fail_msg("case %zu: %s", i, cases[i].text);
        if (ok)
            assert_string_equal(shown(a, &rows), cases[i].rows);
        else
            assert_non_null(strstr(fault, "行："));
        arena_free(a);
    }
}

static void the_fault_names_its_row(void **state)
{
    struct arena *a = arena_new();
    struct list rows;
    const char *fault = NULL, *text = "a,b\n\nc,\"d\ne\"\nf,g\"h\n";
    (void)state;
    assert_false(csv_parse(a, text, strlen(text), &rows, &fault));
    assert_non_null(strstr(fault, "第 4 行"));
    arena_free(a);
}

static void too_many_rows_or_columns_are_refused(void **state)
{
    struct arena *a = arena_new();
    struct buf b;
    struct list rows;
    const char *fault = NULL;
    (void)state;
    buf_init(&b, a);
    for (int i = 0; i < SHEET_ROWS; i++)
        buf_puts(&b, "x\n");
    assert_true(csv_parse(a, b.data, b.len, &rows, &fault));
    assert_int_equal(rows.n, SHEET_ROWS);
    buf_puts(&b, "x\n");
    assert_false(csv_parse(a, b.data, b.len, &rows, &fault));
    assert_non_null(strstr(fault, "2000"));
    buf_init(&b, a);
    for (int i = 0; i < SHEET_COLS; i++)
        buf_puts(&b, "x,");
    assert_true(csv_parse(a, b.data, b.len, &rows, &fault));
    buf_puts(&b, "x");
    assert_false(csv_parse(a, b.data, b.len, &rows, &fault));
    buf_init(&b, a);
    for (int i = 0; i < 20 * SHEET_COLS; i++)
        buf_puts(&b, ",");
    assert_false(csv_parse(a, b.data, b.len, &rows, &fault));
    arena_free(a);
}

static bool sheet(struct arena *a, const char *data, size_t len, char **out)
{
    struct list rows;
    const char *fault = NULL;
    bool ok = sheet_parse(a, data, len, &rows, &fault);
    if (ok)
        *out = shown(a, &rows);
    else
        assert_non_null(fault);
    return ok;
}

static void the_encoding_is_recognised(void **state)
{
    static const char gb[] = "\xb5\xa5\xce\xbb\xb4\xfa\xc2\xeb,\xc3\xfb\xb3\xc6\r\nA,\x82\x31\x90\x30\r\n";
    struct arena *a = arena_new();
    char *rows, *big;
    (void)state;
    sheet_start();
    assert_true(sheet(a,
                      "\xEF\xBB\xBF"
                      "a,b\n",
                      7, &rows));
    assert_string_equal(rows, "1:a|b");
    assert_true(sheet(a, gb, sizeof(gb) - 1, &rows));
    assert_true(strncmp(rows, "1:单位代码|名称;2:A|", strlen("1:单位代码|名称;2:A|")) == 0);
    assert_false(sheet(a, "a\xff\xff\n", 4, &rows));
    assert_false(sheet(a,
                       "\xff\xfe"
                       "a\0,\0b\0",
                       8, &rows));
    assert_false(sheet(a, "a\0b", 3, &rows));
    big = arena_alloc(a, SHEET_BYTES + 1);
    memset(big, 'a', SHEET_BYTES + 1);
    assert_false(sheet(a, big, SHEET_BYTES + 1, &rows));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes_and_line_ends_are_taken_as_rfc_4180_says),
        cmocka_unit_test(the_fault_names_its_row),
        cmocka_unit_test(too_many_rows_or_columns_are_refused),
        cmocka_unit_test(the_encoding_is_recognised),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
