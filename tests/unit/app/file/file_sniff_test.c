/* Documents: extension, magic and structure must agree; what could harm whoever opens them is refused. */
#include "app/file/file_sniff.c"
#include "app/file/file_zip.c"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static struct arena *a;

static int begin(void **state)
{
    (void)state;
    char *why;
    a = arena_new();
    return file_sniff_start(a, &why) ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    magic_close(cookie);
    arena_free(a);
    return 0;
}

static const char *inspect(const char *name, const void *data, size_t len)
{
    struct bytes content = {data, len};
    return file_inspect(a, file_type_of(name), &content);
}

/* ---- archives made on the spot */
struct member {
    const char *name;
    size_t size; /* of zeros */
    bool is_link, is_locked;
};

static void add_member(zip_t *zip, const struct member *m)
{
    zip_source_t *source = zip_source_buffer(zip, calloc(1, m->size + 1), m->size, 1);
    zip_int64_t i = zip_file_add(zip, m->name, source, ZIP_FL_ENC_UTF_8);
    assert_true(i >= 0);
    if (m->is_link)
        zip_file_set_external_attributes(zip, (zip_uint64_t)i, 0, ZIP_OPSYS_UNIX,
                                         (zip_uint32_t)(S_IFLNK | 0777) << 16);
    if (m->is_locked)
        assert_int_equal(zip_file_set_encryption(zip, (zip_uint64_t)i, ZIP_EM_AES_256, "secret"), 0);
}

static struct bytes make_zip(const struct member *members, size_t n)
{
    zip_source_t *out = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *zip = zip_open_from_source(out, ZIP_TRUNCATE, NULL);
    zip_source_keep(out);
    for (size_t i = 0; i < n; i++)
        add_member(zip, &members[i]);
    assert_int_equal(zip_close(zip), 0);
    zip_stat_t s;
    zip_source_stat(out, &s);
    uint8_t *data = arena_alloc(a, s.size);
    assert_int_equal(zip_source_open(out), 0);
    assert_int_equal(zip_source_read(out, data, s.size), (zip_int64_t)s.size);
    zip_source_close(out);
    zip_source_free(out);
    return (struct bytes){data, s.size};
}
#define DOCX                                                                                                 \
    {"[Content_Types].xml", 100, false, false},                                                              \
    {                                                                                                        \
        "word/document.xml", 100, false, false                                                               \
    }

static const char *docx_with(struct member extra)
{
    const struct member members[] = {DOCX, extra};
    struct bytes zip = make_zip(members, ARRAY_LEN(members));
    return inspect("a.docx", zip.data, zip.len);
}

static void a_document_without_tricks_is_taken(void **state)
{
    (void)state;
    assert_null(docx_with((struct member){"word/media/图 1..png", 5000, false, false}));
}

static void a_document_with_tricks_is_refused(void **state)
{
    (void)state;
    assert_non_null(docx_with((struct member){"../evil", 1, false, false}));
    assert_non_null(docx_with((struct member){"word/../../evil", 1, false, false}));
    assert_non_null(docx_with((struct member){"/etc/evil", 1, false, false}));
    assert_non_null(docx_with((struct member){"word\\evil", 1, false, false}));
    assert_non_null(docx_with((struct member){"C:evil", 1, false, false}));
    assert_non_null(docx_with((struct member){"word/link", 10, true, false}));
    assert_non_null(docx_with((struct member){"word/vbaProject.bin", 10, false, false}));
    assert_non_null(docx_with((struct member){"word/VBAPROJECT.BIN", 10, false, false}));
    assert_non_null(docx_with((struct member){"word/locked.xml", 10, false, true}));
}

static void a_bomb_is_refused_by_what_it_inflates_to(void **state)
{
    (void)state;
    assert_string_equal(docx_with((struct member){"word/big", 4 << 20, false, false}), BOMB_ZIP);
    assert_string_equal(docx_with((struct member){"word/huge", FILE_MAX_INFLATED + 1, false, false}),
                        BOMB_ZIP);
    struct member *many = arena_alloc(a, (FILE_MAX_MEMBERS + 1) * sizeof *many);
    for (int i = 0; i <= FILE_MAX_MEMBERS; i++)
        many[i] = (struct member){i ? arena_printf(a, "m%d", i) : "word/document.xml", 1, false, false};
    struct bytes zip = make_zip(many, FILE_MAX_MEMBERS + 1);
    assert_non_null(file_check_zip(a, zip, "word/document.xml"));
    zip = make_zip(many, FILE_MAX_MEMBERS);
    assert_null(file_check_zip(a, zip, "word/document.xml"));
}

static void an_archive_cut_or_mislabelled_is_refused(void **state)
{
    (void)state;
    const struct member members[] = {DOCX};
    struct bytes zip = make_zip(members, ARRAY_LEN(members));
    for (size_t len = 0; len < zip.len; len++)
        assert_non_null(file_check_zip(a, (struct bytes){zip.data, len}, "word/document.xml"));
    assert_non_null(inspect("a.xlsx", zip.data, zip.len));
    assert_non_null(inspect("a.pdf", zip.data, zip.len));
    assert_non_null(inspect("a.doc", zip.data, zip.len));
}

static void old_office_files_are_taken_without_macros(void **state)
{
    (void)state;
    uint8_t ole[1536] = {0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1};
    ole[24] = 0x3e;
    ole[26] = 3;
    ole[28] = 0xfe;
    ole[29] = 0xff;
    ole[30] = 9;
    assert_null(inspect("a.doc", ole, sizeof ole));
    assert_null(inspect("a.wps", ole, sizeof ole));
    assert_null(inspect("a.xls", ole, sizeof ole));
    assert_non_null(inspect("a.docx", ole, sizeof ole));
    assert_non_null(inspect("a.doc", ole, 511));
    memcpy(ole + 600, "_\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T\0", 24);
    assert_non_null(inspect("a.doc", ole, sizeof ole));
}

static void a_pdf_begins_and_ends_as_one(void **state)
{
    (void)state;
    static const char good[] = "%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";
    static const char html[] = "<html><script>alert(1)</script>%PDF-1.7 %%EOF";
    assert_null(inspect("a.pdf", good, sizeof good - 1));
    assert_non_null(inspect("a.pdf", good, sizeof good - 8));
    assert_non_null(inspect("a.pdf", html, sizeof html - 1));
    assert_non_null(inspect("a.png", good, sizeof good - 1));
}

static void text_is_text_in_both_encodings(void **state)
{
    (void)state;
    static const char utf8[] = "单位,进度\r\n市立医院,80\r\n";
    static const char gbk[] = "\xb5\xa5\xce\xbb,\xbd\xf8\xb6\xc8\r\n\xca\xd0\xc1\xa2\xd2\xbd\xd4\xba,80\r\n";
    static const char binary[] = "MZ\x90\0\x03\0\0\0\x04\0\0\0";
    static const char html[] = "<!DOCTYPE html><html><body><script>alert(1)</script></body></html>";
    assert_null(inspect("a.csv", utf8, sizeof utf8 - 1));
    assert_null(inspect("a.txt", gbk, sizeof gbk - 1));
    assert_non_null(inspect("a.txt", binary, sizeof binary - 1));
    assert_non_null(inspect("a.txt", html, sizeof html - 1));
    assert_non_null(inspect("a.txt", "a\x1b[31m", 6));
    assert_non_null(inspect("a.txt", "\xff\xfe\xff\xfe\xff", 5));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_document_without_tricks_is_taken),
        cmocka_unit_test(a_document_with_tricks_is_refused),
        cmocka_unit_test(a_bomb_is_refused_by_what_it_inflates_to),
        cmocka_unit_test(an_archive_cut_or_mislabelled_is_refused),
        cmocka_unit_test(old_office_files_are_taken_without_macros),
        cmocka_unit_test(a_pdf_begins_and_ends_as_one),
        cmocka_unit_test(text_is_text_in_both_encodings),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
