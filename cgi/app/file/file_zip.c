#include "app/file/file_priv.h"

#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <zip.h>

#define BROKEN_ZIP "文档已损坏或不完整，请用办公软件重新保存后再上传"
#define BOMB_ZIP "文档展开后过大，请拆分后再上传"

static void discard(void *zip)
{
    zip_discard(zip);
}

static zip_t *open_bytes(struct arena *a, struct bytes content)
{
    zip_source_t *source = zip_source_buffer_create(content.data, content.len, 0, NULL);
    if (!source)
        return NULL;
    zip_t *zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
    if (zip)
        arena_defer(a, discard, zip);
    else
        zip_source_free(source);
    return zip;
}

static bool is_link(zip_t *zip, zip_uint64_t i)
{
    zip_uint8_t system;
    zip_uint32_t attributes;
    return zip_file_get_external_attributes(zip, i, 0, &system, &attributes) == 0 &&
           system == ZIP_OPSYS_UNIX && S_ISLNK(attributes >> 16);
}

static bool ends_with(const char *s, const char *tail)
{
    size_t n = strlen(s), t = strlen(tail);
    return n >= t && strcasecmp(s + n - t, tail) == 0;
}

static bool climbs(const char *name)
{
    if (name[0] == '/' || strchr(name, '\\') || strchr(name, ':'))
        return true;
    for (const char *p = strstr(name, ".."); p; p = strstr(p + 1, ".."))
        if ((p == name || p[-1] == '/') && (p[2] == '/' || p[2] == '\0'))
            return true;
    return false;
}

/* Inflates a member for real, as the sizes that an archive declares may lie. */
static const char *inflate_member(zip_t *zip, zip_uint64_t i, int64_t *inflated)
{
    zip_file_t *member = zip_fopen_index(zip, i, 0);
    if (!member)
        return BROKEN_ZIP;
    uint8_t chunk[16384];
    zip_int64_t n;
    while ((n = zip_fread(member, chunk, sizeof chunk)) > 0 && *inflated <= FILE_MAX_INFLATED)
        *inflated += n;
    zip_fclose(member);
    if (*inflated > FILE_MAX_INFLATED)
        return BOMB_ZIP;
    return n < 0 ? BROKEN_ZIP : NULL;
}

static const char *check_member(zip_t *zip, zip_uint64_t i, int64_t *inflated)
{
    zip_stat_t s;
    if (zip_stat_index(zip, i, ZIP_FL_ENC_RAW, &s) != 0 || !s.name)
        return BROKEN_ZIP;
    if (s.encryption_method != ZIP_EM_NONE)
        return "文档已加密，请取消密码后再上传";
    if (climbs(s.name) || is_link(zip, i))
        return "文档内部结构不安全，请用办公软件重新保存后再上传";
    if (ends_with(s.name, "vbaProject.bin"))
        return "文档含有宏，请另存为不含宏的文档后再上传";
    if (s.size > (zip_uint64_t)FILE_MAX_INFLATED)
        return BOMB_ZIP;
    return inflate_member(zip, i, inflated);
}

const char *file_check_zip(struct arena *a, struct bytes content, const char *member)
{
    zip_t *zip = open_bytes(a, content);
    if (!zip)
        return BROKEN_ZIP;
    zip_int64_t n = zip_get_num_entries(zip, 0);
    if (n > FILE_MAX_MEMBERS)
        return "文档内部文件过多，请拆分后再上传";
    if (zip_name_locate(zip, member, 0) < 0)
        return "文件内容与扩展名不符，请用原来的软件重新保存后再上传";
    int64_t inflated = 0;
    for (zip_int64_t i = 0; i < n; i++) {
        const char *why = check_member(zip, (zip_uint64_t)i, &inflated);
        if (why)
            return why;
    }
    return inflated / FILE_MAX_RATIO > (int64_t)content.len ? BOMB_ZIP : NULL;
}
