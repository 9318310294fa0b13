/* Uploads: the first byte picks the kind that the content claims to be. What is taken is taken again
 * unchanged: cleaning is done in one go. Names are cleaned once and for all too. */
#include "app/file/file_priv.h"

#include <stdlib.h>
#include <string.h>

static const char *const names[] = {"a.pdf", "a.jpg", "a.png", "a.docx", "a.xlsx", "a.ofd", "a.doc", "a.csv"};

static void check_content(struct arena *a, const char *name, struct bytes content)
{
    const struct file_type *type = file_type_of(name);
    if (file_inspect(a, type, &content))
        return;
    struct bytes again = content;
    if (file_inspect(a, type, &again) || again.len != content.len ||
        memcmp(again.data, content.data, again.len) != 0)
        abort();
}

/* Not asked of libmagic, which refuses most of what a fuzzer makes. */
static void check_parsers(struct arena *a, struct bytes content)
{
    struct bytes copy = content;
    if (!file_clean_png(a, &copy) && copy.len > content.len)
        abort();
    copy = content;
    if (!file_clean_jpeg(a, &copy) && copy.len > content.len + 36)
        abort();
    (void)file_check_zip(a, content, "word/document.xml");
    (void)file_check_text(content);
}

static void check_name(struct arena *a, struct bytes content)
{
    if (content.len == 0 || !text_is_utf8((const char *)content.data, content.len))
        return;
    char *name = file_clean_name(a, arena_strndup(a, (const char *)content.data, content.len));
    if (text_chars(name) > FILE_NAME_CHARS || strpbrk(name, "/\\\r\n\"<>") ||
        strcmp(name, file_clean_name(a, name)) != 0)
        abort();
    if (strpbrk(file_disposition(a, name), "\r\n"))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool started;
    struct arena *a = arena_new();
    char *why;
    if (!started && !(started = file_sniff_start(a, &why)))
        abort();
    if (size > 0) {
        struct bytes content = {data + 1, size - 1};
        check_content(a, names[data[0] % ARRAY_LEN(names)], content);
        check_parsers(a, content);
        check_name(a, content);
    }
    arena_free(a);
    return 0;
}
