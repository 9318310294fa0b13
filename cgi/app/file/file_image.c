#include "app/file/file_priv.h"

#include <string.h>

#define BROKEN_IMAGE "图片已损坏或不完整，请重新拍摄或导出后再上传"
#define HUGE_IMAGE "图片超过 5000 万像素，请缩小后再上传"

static uint32_t be16(const uint8_t *p)
{
    return (uint32_t)p[0] << 8 | p[1];
}

static uint32_t be32(const uint8_t *p)
{
    return be16(p) << 16 | be16(p + 2);
}

static const char *check_pixels(uint32_t width, uint32_t height)
{
    if (width == 0 || height == 0)
        return BROKEN_IMAGE;
    return (uint64_t)width * height > FILE_MAX_PIXELS ? HUGE_IMAGE : NULL;
}

static void take(struct buf *out, struct bytes *content)
{
    content->data = (const uint8_t *)out->data;
    content->len = out->len;
}

/* ---- PNG: signature, then chunks of length, name, data, checksum. */

static bool png_keeps(const uint8_t *name)
{
    static const char kept[][5] = {"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB",
                                   "iCCP", "sBIT", "bKGD", "pHYs", "acTL", "fcTL", "fdAT"};
    for (size_t i = 0; i < ARRAY_LEN(kept); i++)
        if (memcmp(name, kept[i], 4) == 0)
            return true;
    return false;
}

const char *file_clean_png(struct arena *a, struct bytes *content)
{
    const uint8_t *d = content->data;
    size_t len = content->len, at = 8;
    if (len < 45 || memcmp(d, "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) != 0)
        return BROKEN_IMAGE;
    const char *why = check_pixels(be32(d + 16), be32(d + 20));
    if (why)
        return why;
    struct buf out;
    buf_init(&out, a);
    buf_put(&out, d, 8);
    while (len - at >= 12) {
        size_t size = be32(d + at);
        if (size > len - at - 12)
            return BROKEN_IMAGE;
        if (png_keeps(d + at + 4))
            buf_put(&out, d + at, size + 12);
        if (memcmp(d + at + 4, "IEND", 4) == 0) {
            take(&out, content);
            return NULL;
        }
        at += size + 12;
    }
    return BROKEN_IMAGE;
}

/* ---- JPEG: markers with segments; after SOS coded data up to the next real marker. */

enum {
    SOI = 0xd8,
    EOI = 0xd9,
    SOS = 0xda,
    APP0 = 0xe0,
    APP1 = 0xe1,
    APP2 = 0xe2,
    APP14 = 0xee,
    APP15 = 0xef,
    COM = 0xfe
};

struct jpeg {
    const uint8_t *d;
    size_t len, at;
    struct buf out;
    bool has_frame;
};

static uint32_t tiff16(const uint8_t *p, bool big)
{
    return big ? be16(p) : (uint32_t)p[1] << 8 | p[0];
}

static uint32_t tiff32(const uint8_t *p, bool big)
{
    return big ? be32(p) : tiff16(p + 2, false) << 16 | tiff16(p, false);
}

/* How the camera was held (1–8); 1 when it does not say. */
static uint32_t exif_orientation(const uint8_t *p, size_t len)
{
    if (len < 14 || memcmp(p, "Exif\0", 6) != 0)
        return 1;
    p += 6;
    len -= 6;
    bool big = p[0] == 'M';
    size_t ifd = tiff32(p + 4, big);
    if (ifd > len - 2)
        return 1;
    size_t n = tiff16(p + ifd, big);
    for (size_t at = ifd + 2; n > 0 && len - at >= 12; n--, at += 12)
        if (tiff16(p + at, big) == 0x112 && tiff16(p + at + 2, big) == 3) {
            uint32_t value = tiff16(p + at + 8, big);
            return value >= 1 && value <= 8 ? value : 1;
        }
    return 1;
}

/* Of all that a camera writes, only which side is up. */
static void put_orientation(struct buf *out, uint32_t orientation)
{
    uint8_t exif[] = "\xff\xe1\0\x22"
                     "Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0";
    exif[29] = (uint8_t)orientation;
    buf_put(out, exif, sizeof exif);
}

static bool is_frame(int marker)
{
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

static bool jpeg_keeps(int marker, const uint8_t *data, size_t len)
{
    if (marker == APP2)
        return len >= 12 && memcmp(data, "ICC_PROFILE", 12) == 0;
    return marker == APP0 || marker == APP14 || !((marker > APP0 && marker <= APP15) || marker == COM);
}

/* The coded data behind SOS, with stuffed zeros and restart markers. */
static void copy_scan(struct jpeg *j)
{
    size_t from = j->at;
    while (j->at + 1 < j->len) {
        uint8_t next = j->d[j->at + 1];
        if (j->d[j->at] == 0xff && next != 0 && next != 0xff && !(next >= 0xd0 && next <= 0xd7))
            break;
        j->at++;
    }
    buf_put(&j->out, j->d + from, j->at - from);
}

static const char *copy_segment(struct jpeg *j, int marker)
{
    if (j->len - j->at < 4)
        return BROKEN_IMAGE;
    size_t size = be16(j->d + j->at + 2);
    if (size < 2 || size > j->len - j->at - 2)
        return BROKEN_IMAGE;
    const uint8_t *data = j->d + j->at + 4;
    if (is_frame(marker)) {
        const char *why = size < 8 ? BROKEN_IMAGE : check_pixels(be16(data + 3), be16(data + 1));
        if (why)
            return why;
        j->has_frame = true;
    }
    if (marker == APP1 && exif_orientation(data, size - 2) > 1)
        put_orientation(&j->out, exif_orientation(data, size - 2));
    if (jpeg_keeps(marker, data, size - 2))
        buf_put(&j->out, j->d + j->at, size + 2);
    j->at += size + 2;
    if (marker == SOS)
        copy_scan(j);
    return NULL;
}

const char *file_clean_jpeg(struct arena *a, struct bytes *content)
{
    struct jpeg j = {.d = content->data, .len = content->len, .at = 2};
    if (j.len < 4 || j.d[0] != 0xff || j.d[1] != SOI)
        return BROKEN_IMAGE;
    buf_init(&j.out, a);
    buf_put(&j.out, j.d, 2);
    while (j.len - j.at >= 2 && j.d[j.at] == 0xff) {
        int marker = j.d[j.at + 1];
        if (marker == 0xff) { /* fill byte */
            j.at++;
            continue;
        }
        if (marker == EOI) { /* what follows is not of this picture */
            buf_put(&j.out, "\xff\xd9", 2);
            take(&j.out, content);
            return j.has_frame ? NULL : BROKEN_IMAGE;
        }
        const char *why = copy_segment(&j, marker);
        if (why)
            return why;
    }
    return BROKEN_IMAGE;
}
