/* Names of uploads: what is kept of them, and how they travel back in a header. */
#include "app/file/file_rules.c"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena *a;

static int begin(void **state)
{
    (void)state;
    a = arena_new();
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(a);
    return 0;
}

static void a_name_keeps_only_what_shows_what_it_is(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"进展报告.pdf", "进展报告.pdf"},
        {"  两端空格 .docx  ", "两端空格 .docx"},
        {"C:\\Users\\张三\\桌面\\台账.xlsx", "台账.xlsx"},
        {"/etc/passwd", "passwd"},
        {"../../../etc/cron.d/x.txt", "x.txt"},
        {"..\\..\\x.txt", "x.txt"},
        {"a/b/", ""},
        {"..", ""},
        {"...", ""},
        {".htaccess", "htaccess"},
        {"照片\u202Egpj.exe.jpg", "照片gpj.exe.jpg"},
        {"a\u200Bb\uFEFF.txt", "ab.txt"},
        {"a\nb\tc.txt", "abc.txt"},
        {"a\x7F.txt", "a.txt"},
        {"a<b>c:d\"e|f?g*.txt", "a_b_c_d_e_f_g_.txt"},
        {"x.txt...", "x.txt"},
        {"x.txt. .", "x.txt"},
        {"\u3000全角空格\u3000.csv", "全角空格\u3000.csv"},
        {"\u2066隔离\u2069.png", "隔离.png"},
        {"\U000E0041tag.png", "tag.png"},
        {"𠮷野家.jpg", "𠮷野家.jpg"},
        {"", ""},
    };
    for (size_t i = 0; i < ARRAY_LEN(pairs); i++)
        assert_string_equal(file_clean_name(a, pairs[i][0]), pairs[i][1]);
}

static void a_long_name_loses_its_stem_not_its_extension(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, a);
    for (int i = 0; i < 300; i++)
        buf_puts(&b, "长");
    buf_puts(&b, ".docx");
    const char *name = file_clean_name(a, b.data);
    assert_int_equal(text_chars(name), FILE_NAME_CHARS);
    assert_string_equal(name + strlen(name) - strlen("长.docx"), "长.docx");
}

static void only_what_clerks_send_is_taken(void **state)
{
    (void)state;
    static const char *const taken[] = {"a.pdf", "a.PDF", "a.b.Jpeg", "a.docx", "a.wps", "a.ofd", "a.csv"};
    static const char *const refused[] = {"a",     "a.",     "a.exe",    "a.docm", "a.zip",
                                          "a.svg", "a.html", "a.pdf.js", "pdf",    "a.gif"};
    for (size_t i = 0; i < ARRAY_LEN(taken); i++)
        assert_non_null(file_type_of(taken[i]));
    for (size_t i = 0; i < ARRAY_LEN(refused); i++)
        assert_null(file_type_of(refused[i]));
}

static void a_media_type_must_fit_the_extension(void **state)
{
    (void)state;
    assert_true(file_magic_fits(file_type_of("a.pdf"), "application/pdf"));
    assert_false(file_magic_fits(file_type_of("a.pdf"), "text/html"));
    assert_false(file_magic_fits(file_type_of("a.png"), "image/jpeg"));
    assert_true(file_magic_fits(file_type_of("a.docx"), "application/zip"));
    assert_false(file_magic_fits(file_type_of("a.docx"), "application/pdf"));
    assert_true(file_magic_fits(file_type_of("a.txt"), "text/x-c"));
    assert_false(file_magic_fits(file_type_of("a.txt"), "text/html"));
    assert_false(file_magic_fits(file_type_of("a.doc"), "application/zip"));
}

static void a_name_travels_in_ascii_and_in_utf8(void **state)
{
    (void)state;
    assert_string_equal(file_disposition(a, "a b.pdf"),
                        "attachment; filename=\"a b.pdf\"; filename*=UTF-8''a%20b.pdf");
    assert_string_equal(
        file_disposition(a, "台账\"%\\.csv"),
        "attachment; filename=\"_____.csv\"; filename*=UTF-8''%E5%8F%B0%E8%B4%A6%22%25%5C.csv");
    assert_string_equal(
        file_disposition(a, "x\r\nSet-Cookie: a.txt"),
        "attachment; filename=\"x__Set-Cookie: a.txt\"; filename*=UTF-8''x%0D%0ASet-Cookie%3A%20a.txt");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_keeps_only_what_shows_what_it_is),
        cmocka_unit_test(a_long_name_loses_its_stem_not_its_extension),
        cmocka_unit_test(only_what_clerks_send_is_taken),
        cmocka_unit_test(a_media_type_must_fit_the_extension),
        cmocka_unit_test(a_name_travels_in_ascii_and_in_utf8),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
