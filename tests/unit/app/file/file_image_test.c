/* Pictures: what cameras add is gone, what makes the picture stays, what is cut short is refused. */
#include "app/file/file_image.c"

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
    a = arena_new();
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(a);
    return 0;
}

#define ADD(b, literal) buf_put((b), (literal), sizeof(literal) - 1)

static void jpeg_head(struct buf *b)
{
    buf_init(b, a);
    ADD(b, "\xff\xd8"
           "\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
}

/* Exif in Intel order, orientation `o`, and a GPS note behind. */
static void jpeg_exif(struct buf *b, char o)
{
    ADD(b, "\xff\xe1\x00\x2a"
           "Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0");
    buf_putc(b, o);
    ADD(b, "\0\0\0\0\0\0\0GPS31.23");
}

static void jpeg_picture(struct buf *b, const char *height_width)
{
    ADD(b, "\xff\xc0\x00\x0b\x08");
    buf_put(b, height_width, 4);
    ADD(b, "\x01\x01\x11\x00\xff\xfe\x00\x08secret"
           "\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00"
           "\x12\xff\x00\x34\xff\xd0\x56\xff\xd9");
}

static struct bytes bytes_of(const struct buf *b)
{
    return (struct bytes){(const uint8_t *)b->data, b->len};
}

static bool has(struct bytes b, const char *what, size_t len)
{
    return memmem(b.data, b.len, what, len) != NULL;
}

static void a_photo_forgets_where_it_was_taken(void **state)
{
    (void)state;
    struct buf b;
    jpeg_head(&b);
    jpeg_exif(&b, 1);
    jpeg_picture(&b, "\x00\x10\x00\x20");
    ADD(&b, "\xff\xd8 a second picture GPS");
    struct bytes content = bytes_of(&b);
    assert_null(file_clean_jpeg(a, &content));
    assert_false(has(content, "GPS", 3));
    assert_false(has(content, "Exif", 4));
    assert_false(has(content, "secret", 6));
    assert_true(has(content, "JFIF", 4));
    assert_true(has(content, "\x12\xff\x00\x34\xff\xd0\x56\xff\xd9", 9));
    assert_memory_equal(content.data + content.len - 2, "\xff\xd9", 2);
}

static void a_photo_still_stands_upright(void **state)
{
    (void)state;
    struct buf b;
    jpeg_head(&b);
    jpeg_exif(&b, 6);
    jpeg_picture(&b, "\x00\x10\x00\x20");
    struct bytes content = bytes_of(&b);
    assert_null(file_clean_jpeg(a, &content));
    assert_false(has(content, "GPS", 3));
    const uint8_t *exif = memmem(content.data, content.len, "Exif", 4);
    assert_non_null(exif);
    assert_int_equal(exif_orientation(exif, 32), 6);
    size_t once = content.len;
    assert_null(file_clean_jpeg(a, &content)); /* cleaning again changes nothing */
    assert_int_equal(content.len, once);
}

static void a_jpeg_cut_anywhere_is_refused(void **state)
{
    (void)state;
    struct buf b;
    jpeg_head(&b);
    jpeg_exif(&b, 6);
    jpeg_picture(&b, "\x00\x10\x00\x20");
    for (size_t len = 0; len < b.len; len++) {
        uint8_t *exact = malloc(len + 1); /* so that the sanitizer sees one byte too far */
        uint8_t *cut = len ? realloc(exact, len) : exact;
        memcpy(cut, b.data, len);
        struct bytes content = {cut, len};
        assert_non_null(file_clean_jpeg(a, &content));
        free(cut);
    }
}

static void a_picture_too_large_to_open_is_refused(void **state)
{
    (void)state;
    struct buf b;
    jpeg_head(&b);
    jpeg_picture(&b, "\xff\xff\xff\xff");
    struct bytes content = bytes_of(&b);
    assert_string_equal(file_clean_jpeg(a, &content), HUGE_IMAGE);
    jpeg_head(&b);
    jpeg_picture(&b, "\x00\x00\x00\x20");
    content = bytes_of(&b);
    assert_string_equal(file_clean_jpeg(a, &content), BROKEN_IMAGE);
}

static void png(struct buf *b, const char *width_height)
{
    buf_init(b, a);
    ADD(b, "\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    buf_put(b, width_height, 8);
    ADD(b, "\x08\x02\0\0\0CRC0"
           "\0\0\0\x03tEXtGPSCRC1"
           "\0\0\0\x03"
           "eXIfGPSCRC2"
           "\0\0\0\x02IDAT..CRC3"
           "\0\0\0\0IENDCRC4");
}

static void a_png_keeps_its_picture_alone(void **state)
{
    (void)state;
    struct buf b;
    png(&b, "\0\0\0\x10\0\0\0\x10");
    ADD(&b, "behind");
    struct bytes content = bytes_of(&b);
    assert_null(file_clean_png(a, &content));
    assert_false(has(content, "GPS", 3));
    assert_false(has(content, "behind", 6));
    assert_true(has(content, "IDAT..CRC3", 10));
    assert_memory_equal(content.data + content.len - 8, "IENDCRC4", 8);
    png(&b, "\x7f\xff\xff\xff\x7f\xff\xff\xff");
    content = bytes_of(&b);
    assert_string_equal(file_clean_png(a, &content), HUGE_IMAGE);
    png(&b, "\xff\xff\xff\xff\xff\xff\xff\xff"); /* more than 63 bits of pixels */
    content = bytes_of(&b);
    assert_string_equal(file_clean_png(a, &content), HUGE_IMAGE);
}

static void a_png_cut_anywhere_is_refused(void **state)
{
    (void)state;
    struct buf b;
    png(&b, "\0\0\0\x10\0\0\0\x10");
    for (size_t len = 0; len < b.len; len++) {
        uint8_t *cut = malloc(len ? len : 1);
        memcpy(cut, b.data, len);
        struct bytes content = {cut, len};
        assert_non_null(file_clean_png(a, &content));
        free(cut);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_photo_forgets_where_it_was_taken),
        cmocka_unit_test(a_photo_still_stands_upright),
        cmocka_unit_test(a_jpeg_cut_anywhere_is_refused),
        cmocka_unit_test(a_picture_too_large_to_open_is_refused),
        cmocka_unit_test(a_png_keeps_its_picture_alone),
        cmocka_unit_test(a_png_cut_anywhere_is_refused),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
