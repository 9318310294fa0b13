#include "app/file/file_priv.h"

#include <magic.h>
#include <pthread.h>
#include <string.h>

/* One table for the process, loaded before it is confined; uploads are rare enough to take turns. */
static magic_t cookie;
static pthread_mutex_t cookie_lock = PTHREAD_MUTEX_INITIALIZER;

bool file_sniff_start(struct arena *a, char **why)
{
    cookie = magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_TAR | MAGIC_NO_CHECK_ELF |
                        MAGIC_NO_CHECK_CDF | MAGIC_NO_CHECK_JSON | MAGIC_NO_CHECK_CSV);
    if (!cookie || magic_load(cookie, NULL) != 0) {
        *why = arena_printf(a, "无法装入文件类型库：%s", cookie ? magic_error(cookie) : "内存不足");
        return false;
    }
    return true;
}

static char *media_of(struct arena *a, struct bytes content)
{
    pthread_mutex_lock(&cookie_lock);
    const char *media = magic_buffer(cookie, content.data, content.len);
    char *copy = arena_strdup(a, media ? media : "application/octet-stream");
    pthread_mutex_unlock(&cookie_lock);
    return copy;
}

static const char *check_pdf(struct bytes content)
{
    size_t tail = content.len < 2048 ? content.len : 2048;
    bool ends = memmem(content.data + content.len - tail, tail, "%%EOF", 5) != NULL;
    return ends && memcmp(content.data, "%PDF-", 5) == 0 ? NULL : "PDF 已损坏或不完整，请重新导出后再上传";
}

/* Compound file header: signature, little-endian mark, sector size. Macros are stored under _VBA_PROJECT. */
static const char *check_ole(struct bytes content)
{
    static const uint8_t vba[] = "_\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T";
    const uint8_t *d = content.data;
    if (content.len < 512 || memcmp(d, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) != 0 || d[28] != 0xfe ||
        d[29] != 0xff || (d[30] != 9 && d[30] != 12))
        return "文档已损坏或不完整，请用办公软件重新保存后再上传";
    if (memmem(d, content.len, vba, sizeof vba))
        return "文档含有宏，请另存为不含宏的文档后再上传";
    return NULL;
}

static bool is_gb18030(const uint8_t *p, const uint8_t *end)
{
    while (p < end) {
        if (*p < 0x80) {
            p++;
        } else if (end - p >= 2 && *p >= 0x81 && *p <= 0xfe && p[1] >= 0x40 && p[1] <= 0xfe && p[1] != 0x7f) {
            p += 2;
        } else if (end - p >= 4 && *p >= 0x81 && *p <= 0xfe && p[1] >= 0x30 && p[1] <= 0x39 && p[2] >= 0x81 &&
                   p[2] <= 0xfe && p[3] >= 0x30 && p[3] <= 0x39) {
            p += 4;
        } else {
            return false;
        }
    }
    return true;
}

const char *file_check_text(struct bytes content)
{
    for (size_t i = 0; i < content.len; i++)
        if (content.data[i] < 0x20 && !memchr("\t\n\f\r", content.data[i], 4))
            return "文件不是纯文本，请确认后另存为 TXT 或 CSV 再上传";
    if (!text_is_utf8((const char *)content.data, content.len) &&
        !is_gb18030(content.data, content.data + content.len))
        return "文本编码无法识别，请另存为 UTF-8 编码后再上传";
    return NULL;
}

const char *file_inspect(struct arena *a, const struct file_type *type, struct bytes *content)
{
    if (!file_magic_fits(type, media_of(a, *content)))
        return "文件内容与扩展名不符，请用原来的软件重新保存后再上传";
    switch (type->family) {
    case FAMILY_PDF:
        return check_pdf(*content);
    case FAMILY_JPEG:
        return file_clean_jpeg(a, content);
    case FAMILY_PNG:
        return file_clean_png(a, content);
    case FAMILY_ZIP:
        return file_check_zip(a, *content, type->member);
    case FAMILY_OLE:
        return check_ole(*content);
    case FAMILY_TEXT:
        return file_check_text(*content);
    }
    return "不支持的文件类型";
}
