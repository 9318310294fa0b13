#include "app/file/file_priv.h"

#include <string.h>
#include <strings.h>

#define OOXML "application/vnd.openxmlformats-officedocument."

/* What clerks send. Archives are not taken: what is in them can not be checked, and several files may be
 * attached at once. Macro formats (docm, xlsm) are left out on purpose. */
static const struct file_type types[] = {
    {"pdf", "application/pdf", FAMILY_PDF, NULL},
    {"ofd", "application/ofd", FAMILY_ZIP, "OFD.xml"},
    {"jpg", "image/jpeg", FAMILY_JPEG, NULL},
    {"jpeg", "image/jpeg", FAMILY_JPEG, NULL},
    {"png", "image/png", FAMILY_PNG, NULL},
    {"docx", OOXML "wordprocessingml.document", FAMILY_ZIP, "word/document.xml"},
    {"xlsx", OOXML "spreadsheetml.sheet", FAMILY_ZIP, "xl/workbook.xml"},
    {"pptx", OOXML "presentationml.presentation", FAMILY_ZIP, "ppt/presentation.xml"},
    {"doc", "application/msword", FAMILY_OLE, NULL},
    {"xls", "application/vnd.ms-excel", FAMILY_OLE, NULL},
    {"ppt", "application/vnd.ms-powerpoint", FAMILY_OLE, NULL},
    {"wps", "application/vnd.ms-works", FAMILY_OLE, NULL},
    {"et", "application/vnd.ms-excel", FAMILY_OLE, NULL},
    {"dps", "application/vnd.ms-powerpoint", FAMILY_OLE, NULL},
    {"txt", "text/plain", FAMILY_TEXT, NULL},
    {"csv", "text/csv", FAMILY_TEXT, NULL},
};

const struct file_type *file_type_of(const char *name)
{
    const char *dot = strrchr(name, '.');
    if (!dot)
        return NULL;
    for (size_t i = 0; i < ARRAY_LEN(types); i++)
        if (strcasecmp(dot + 1, types[i].ext) == 0)
            return &types[i];
    return NULL;
}

static bool starts(const char *s, const char *prefix)
{
    return strncmp(s, prefix, strlen(prefix)) == 0;
}

static bool is(const char *media, const char *other)
{
    return strcmp(media, other) == 0;
}

/* libmagic tells the kinds of container apart poorly; what is inside is looked at afterwards. */
bool file_magic_fits(const struct file_type *type, const char *media)
{
    switch (type->family) {
    case FAMILY_ZIP:
        return is(media, type->media) || is(media, "application/zip") || starts(media, OOXML) ||
               is(media, "application/octet-stream");
    case FAMILY_OLE:
        return is(media, type->media) || is(media, "application/octet-stream") ||
               is(media, "application/msword") || starts(media, "application/vnd.ms-") ||
               starts(media, "application/CDFV2") || is(media, "application/x-ole-storage");
    case FAMILY_TEXT:
        return (starts(media, "text/") && !is(media, "text/html")) || is(media, "application/csv") ||
               is(media, "application/json") || is(media, "application/octet-stream");
    default:
        return is(media, type->media);
    }
}

/* Control, format and direction characters, which hide what a name really is. */
static bool is_hidden(uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0xad || c == 0x61c || c == 0x180e || c == 0xfeff ||
           (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) ||
           (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe007f);
}

/* The name's bytes that may stay: reserved characters become '_'. */
static void put_char(struct buf *out, const char *from, const char *to, uint32_t c)
{
    if (is_hidden(c))
        return;
    if (c < 0x80 && strchr("<>:\"|?*", (int)c))
        buf_putc(out, '_');
    else
        buf_put(out, from, (size_t)(to - from));
}

static const char *after_chars(const char *s, size_t n)
{
    while (n-- > 0 && text_next(&s) != 0)
        continue;
    return s;
}

/* Cuts the stem, so that stem and extension have 200 characters together. */
static char *shorten(struct arena *a, char *name)
{
    if (text_chars(name) <= FILE_NAME_CHARS)
        return name;
    const char *dot = strrchr(name, '.');
    size_t ext = dot ? text_chars(dot) : 0;
    if (ext > 10) {
        dot = NULL;
        ext = 0;
    }
    const char *end = after_chars(name, FILE_NAME_CHARS - ext);
    return arena_printf(a, "%.*s%s", (int)(end - name), name, dot ? dot : "");
}

/* Without dots and white space at both ends, in whatever order they come. */
static char *trim_ends(struct arena *a, const char *name)
{
    char *trimmed = text_trim(a, name);
    while (*trimmed == '.')
        trimmed++;
    size_t len = strlen(trimmed);
    while (len > 0 && trimmed[len - 1] == '.')
        trimmed[--len] = '\0';
    return strcmp(trimmed, name) == 0 ? trimmed : trim_ends(a, trimmed);
}

char *file_clean_name(struct arena *a, const char *raw)
{
    for (const char *p = raw; *p; p++)
        if (*p == '/' || *p == '\\')
            raw = p + 1;
    struct buf out;
    buf_init(&out, a);
    for (const char *p = raw, *from = p; *p; from = p) {
        uint32_t c = text_next(&p);
        put_char(&out, from, p, c);
    }
    return trim_ends(a, shorten(a, trim_ends(a, out.data)));
}

static bool is_attr_char(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           strchr("!#$&+-.^_`|~", c);
}

char *file_disposition(struct arena *a, const char *name)
{
    struct buf out;
    buf_init(&out, a);
    buf_puts(&out, "attachment; filename=\"");
    for (const char *p = name; *p;) {
        uint32_t c = text_next(&p);
        buf_putc(&out, c < 0x20 || c > 0x7e || c == '"' || c == '\\' || c == '%' ? '_' : (char)c);
    }
    buf_puts(&out, "\"; filename*=UTF-8''");
    for (const unsigned char *p = (const unsigned char *)name; *p; p++) {
        if (is_attr_char(*p))
            buf_putc(&out, (char)*p);
        else
            buf_printf(&out, "%%%02X", *p);
    }
    return out.data;
}
