#include "app/org/sheet/xlsx.c"

#include <setjmp.h>
#include <zip.h>

#include <cmocka.h>

#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define WORKBOOK                                                                                             \
    "<workbook " MAIN " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"    \
    "<sheets><sheet name=\"一\" sheetId=\"1\" r:id=\"rId7\"/><sheet name=\"二\" sheetId=\"2\" "            \
    "r:id=\"rId8\"/></sheets>"                                                                               \
    "</workbook>"
#define RELATIONS                                                                                            \
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"                 \
    "<Relationship Id=\"rId8\" Target=\"worksheets/sheet2.xml\"/>"                                           \
    "<Relationship Id=\"rId7\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
#define STRINGS                                                                                              \
    "<sst " MAIN "><si><t>登录名</t></si><si><r><t>张</t></r><r><t>伟</t></r><rPh sb=\"0\" eb=\"1\">"   \
    "<t>zhang</t></rPh></si></sst>"
#define SHEET(rows) "<worksheet " MAIN "><sheetData>" rows "</sheetData></worksheet>"

struct member {
    const char *name, *text;
    size_t len;
};

/* Packs the members into one archive in memory. */
static char *packed(struct arena *a, const struct member *members, size_t n, size_t *len)
{
    zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_source_keep(target);
    zip_t *zip = zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    for (size_t i = 0; i < n; i++)
        assert_true(
            zip_file_add(zip, members[i].name,
                         zip_source_buffer(zip, members[i].text,
                                           members[i].len ? members[i].len : strlen(members[i].text), 0),
                         ZIP_FL_ENC_UTF_8) >= 0);
    assert_int_equal(zip_close(zip), 0);
    zip_stat_t st;
    assert_int_equal(zip_source_stat(target, &st), 0);
    char *out = arena_alloc(a, st.size);
    *len = st.size;
    assert_int_equal(zip_source_open(target), 0);
    assert_int_equal(zip_source_read(target, out, st.size), st.size);
    zip_source_close(target);
    zip_source_free(target);
    return out;
}

static bool parsed(struct arena *a, const char *sheet, struct list *rows)
{
    const struct member members[] = {{"xl/workbook.xml", WORKBOOK, 0},
                                     {"xl/_rels/workbook.xml.rels", RELATIONS, 0},
                                     {"xl/sharedStrings.xml", STRINGS, 0},
                                     {"xl/worksheets/sheet1.xml", sheet, 0}};
    const char *fault = NULL;
    size_t len;
    char *data = packed(a, members, ARRAY_LEN(members), &len);
    bool ok = sheet_parse(a, data, len, rows, &fault);
    assert_int_equal(ok, fault == NULL);
    return ok;
}

static const char *cell(const struct list *rows, size_t row, size_t col)
{
    assert_true(row < rows->n);
    return ((const struct sheet_row *)rows->items)[row].cells[col];
}

static void texts_shared_inline_and_numbers_are_read(void **state)
{
    struct arena *a = arena_new();
    struct list rows;
    (void)state;
    assert_true(parsed(
        a,
        SHEET("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"inlineStr\"><is><t>手</t>"
              "<r><t>机</t></r></is></c></row>"
              "<row r=\"2\"/><row r=\"4\"><c r=\"A4\" t=\"s\"><v>1</v></c><c r=\"B4\" t=\"str\"><f>A1</f>"
              "<v>x&amp;y</v></c><c r=\"C4\"><v>1.38E+10</v></c><c r=\"AA4\"><v>2.5</v></c></row>"),
        &rows));
    assert_int_equal(rows.n, 2);
    assert_string_equal(cell(&rows, 0, 0), "登录名");
    assert_string_equal(cell(&rows, 0, 1), "");
    assert_string_equal(cell(&rows, 0, 2), "手机");
    assert_string_equal(cell(&rows, 1, 0), "张伟");
    assert_string_equal(cell(&rows, 1, 1), "x&y");
    assert_string_equal(cell(&rows, 1, 2), "13800000000");
    assert_string_equal(cell(&rows, 1, 26), "2.5");
    assert_int_equal(((struct sheet_row *)rows.items)[1].number, 4);
    arena_free(a);
}

static void cells_without_a_place_follow_one_another(void **state)
{
    struct arena *a = arena_new();
    struct list rows;
    (void)state;
    assert_true(
        parsed(a, SHEET("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"), &rows));
    assert_string_equal(cell(&rows, 0, 1), "2");
    assert_string_equal(cell(&rows, 1, 0), "3");
    assert_int_equal(((struct sheet_row *)rows.items)[1].number, 2);
    arena_free(a);
}

static void what_is_no_sheet_is_refused(void **state)
{
    static const char *const bad[] = {
        "",
        "<worksheet",
        "<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet>&a;</worksheet>",
        SHEET("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>99</v></c></row>"),
        SHEET("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>-1</v></c></row>"),
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct arena *a = arena_new();
        struct list rows;
        assert_false(parsed(a, bad[i], &rows));
        arena_free(a);
    }
}

static void strange_places_hurt_nobody(void **state)
{
    struct arena *a = arena_new();
    struct list rows;
    (void)state;
    assert_true(parsed(a,
                       SHEET("<c r=\"A1\"><v>1</v></c><v>9</v><row r=\"9223372036854775807\"/><row "
                             "r=\"-5\"><c r=\"ZZZZZZZZZZ1\"><v>1</v></c>"
                             "<c r=\"A1\"><v>2</v></c></row>"),
                       &rows));
    assert_int_equal(rows.n, 1);
    assert_string_equal(cell(&rows, 0, 0), "2");
    assert_true(parsed(a, SHEET("<row><c r=\"A1\"><row r=\"2\"></row><v>1</v></c></row>"), &rows));
    arena_free(a);
}

static void archives_that_blow_up_or_hide_something_are_refused(void **state)
{
    struct arena *a = arena_new();
    size_t len, zeros = 20 << 20;
    const char *fault = NULL;
    struct list rows;
    char *blank = arena_alloc(a, zeros);
    const struct member bombs[][2] = {{{"xl/workbook.xml", WORKBOOK, 0}, {"xl/media/a.bin", blank, zeros}},
                                      {{"xl/workbook.xml", WORKBOOK, 0}, {"xl/vbaProject.bin", "x", 0}},
                                      {{"xl/workbook.xml", WORKBOOK, 0}, {"../../etc/passwd", "x", 0}},
                                      {{"xl/workbook.xml", WORKBOOK, 0}, {"xl/other.xml", "x", 0}}};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bombs); i++) {
        char *data = packed(a, bombs[i], 2, &len);
        assert_false(sheet_parse(a, data, len, &rows, &fault));
        assert_non_null(fault);
    }
    assert_false(sheet_parse(a, "PK\3\4not an archive", 18, &rows, &fault));
    arena_free(a);
}

static void an_archive_cut_anywhere_is_refused(void **state)
{
    struct arena *a = arena_new();
    const struct member members[] = {{"xl/workbook.xml", WORKBOOK, 0},
                                     {"xl/_rels/workbook.xml.rels", RELATIONS, 0},
                                     {"xl/worksheets/sheet1.xml", SHEET("<row><c><v>1</v></c></row>"), 0}};
    struct list rows;
    const char *fault;
    size_t len;
    char *data = packed(a, members, ARRAY_LEN(members), &len);
    (void)state;
    assert_true(sheet_parse(a, data, len, &rows, &fault));
    for (size_t cut = 4; cut < len; cut += 7)
        assert_false(sheet_parse(a, data, cut, &rows, &fault));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_shared_inline_and_numbers_are_read),
        cmocka_unit_test(cells_without_a_place_follow_one_another),
        cmocka_unit_test(what_is_no_sheet_is_refused),
        cmocka_unit_test(strange_places_hurt_nobody),
        cmocka_unit_test(archives_that_blow_up_or_hide_something_are_refused),
        cmocka_unit_test(an_archive_cut_anywhere_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
