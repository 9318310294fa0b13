#include "base/text.c"

#include <setjmp.h>

#include <cmocka.h>

static const struct {
    const char *bytes;
    size_t len;
} invalid[] = {
    {"\x80", 1}, /* a continuation alone */
    {"\xbf", 1},
    {"\xc0\x80", 2}, /* overlong NUL */
    {"\xc1\xbf", 2}, /* overlong */
    {"\xe0\x80\x80", 3},
    {"\xe0\x9f\xbf", 3},
    {"\xf0\x80\x80\x80", 4},
    {"\xf0\x8f\xbf\xbf", 4},
    {"\xed\xa0\x80", 3}, /* surrogates */
    {"\xed\xbf\xbf", 3},
    {"\xf4\x90\x80\x80", 4}, /* beyond U+10FFFF */
    {"\xf5\x80\x80\x80", 4},
    {"\xff", 1},
    {"\xfe", 1},
    {"\xe7\x9d", 2}, /* cut */
    {"\xf0\x9f\x98", 3},
    {"\xc3", 1},
    {"\xc3\x28", 2}, /* no continuation */
    {"\xe7\x9d\x28", 3},
    {"a\0b", 3},                       /* NUL */
    {"ok\xed\xa0\xbd\xed\xb8\x80", 8}, /* a surrogate pair as CESU-8 */
};

static void invalid_utf8_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(invalid); i++) {
        char exact[8]; /* nothing behind the end may be read */
        memcpy(exact + sizeof(exact) - invalid[i].len, invalid[i].bytes, invalid[i].len);
        assert_false(text_is_utf8(exact + sizeof(exact) - invalid[i].len, invalid[i].len));
    }
}

static size_t encode(uint32_t c, char out[5])
{
    size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = n; i-- > 1; c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3f));
    out[0] = (char)(n == 1 ? c : (0xf0U << (4 - n) & 0xf0) | c);
    out[n] = '\0';
    return n;
}

static void every_code_point_is_told_and_decoded(void **state)
{
    (void)state;
    for (uint32_t c = 1; c < 0x110000; c++) {
        char s[5];
        const char *at = s;
        size_t n = encode(c, s);
        bool is_surrogate = c >= 0xd800 && c < 0xe000;
        assert_int_equal(text_is_utf8(s, n), !is_surrogate);
        if (is_surrogate)
            continue;
        assert_int_equal(text_chars(s), 1);
        assert_int_equal(text_next(&at), c);
        assert_ptr_equal(at, s + n);
        assert_int_equal(text_next(&at), 0);
    }
}

static void white_space_goes_at_both_ends_only(void **state)
{
    struct arena *a = arena_new();
    (void)state;
    assert_string_equal(text_trim(a, " \t\r\n督 办\xe3\x80\x80\xc2\xa0"), "督 办");
    assert_string_equal(text_trim(a, "\xef\xbb\xbf\xe2\x80\x8bx"), "x");
    assert_string_equal(text_trim(a, "\xe3\x80\x80 \xe2\x80\xa8"), "");
    assert_string_equal(text_trim(a, ""), "");
    assert_string_equal(text_trim(a, "a"), "a");
    arena_free(a);
}

static void query_escapes_are_undone(void **state)
{
    static const char *const bad[] = {"%",   "%4",  "a%",        "%zz",    "%4g",
                                      "%00", "%ff", "%ed%a0%80", "%e7%9d", "\xff"};
    struct arena *a = arena_new();
    char *out;
    (void)state;
    assert_true(text_url_decode(a, "a+b%20%E7%9D%A3%e5%8a%9e%2B", 27, &out));
    assert_string_equal(out, "a b 督办+");
    assert_true(text_url_decode(a, "", 0, &out));
    assert_string_equal(out, "");
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(text_url_decode(a, bad[i], strlen(bad[i]), &out));
    assert_false(text_url_decode(a, "%411", 2, &out));
    arena_free(a);
}

static void hex_goes_both_ways(void **state)
{
    uint8_t bytes[256], back[256];
    char hex[513];
    (void)state;
    for (int i = 0; i < 256; i++)
        bytes[i] = (uint8_t)i;
    text_hex(bytes, sizeof(bytes), hex);
    assert_int_equal(strlen(hex), 512);
    assert_true(text_unhex(hex, back, sizeof(back)));
    assert_memory_equal(bytes, back, sizeof(bytes));
    assert_true(text_unhex("aBCd", back, 2));
    assert_false(text_unhex("abc", back, 2));
    assert_false(text_unhex("abcde", back, 2));
    assert_false(text_unhex("abcg", back, 2));
}

static void a_buffer_grows_and_stays_terminated(void **state)
{
    struct arena *a = arena_new();
    struct buf b;
    (void)state;
    buf_init(&b, a);
    assert_string_equal(b.data, "");
    for (int i = 0; i < 5000; i++) {
        buf_i64(&b, i);
        buf_putc(&b, ',');
        assert_int_equal(b.data[b.len], '\0');
    }
    buf_printf(&b, "%1000d", 7);
    assert_int_equal(strlen(b.data), b.len);
    assert_non_null(strstr(b.data, ",4998,4999,"));
    arena_free(a);
}

static void integers_are_written_to_the_last_digit(void **state)
{
    static const int64_t values[] = {0, 1, -1, 9, 10, -10, 9007199254740991, INT64_MAX, INT64_MIN};
    struct arena *a = arena_new();
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(values); i++) {
        struct buf b;
        buf_init(&b, a);
        buf_i64(&b, values[i]);
        assert_string_equal(b.data, arena_printf(a, "%lld", (long long)values[i]));
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(invalid_utf8_is_refused),
        cmocka_unit_test(every_code_point_is_told_and_decoded),
        cmocka_unit_test(white_space_goes_at_both_ends_only),
        cmocka_unit_test(query_escapes_are_undone),
        cmocka_unit_test(hex_goes_both_ways),
        cmocka_unit_test(a_buffer_grows_and_stays_terminated),
        cmocka_unit_test(integers_are_written_to_the_last_digit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
