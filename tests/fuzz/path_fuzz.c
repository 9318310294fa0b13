/* Paths against the route tree, by a second, plain implementation; and what URL decoding makes of them. */
#include "http/http_priv.h"

#include <stdlib.h>
#include <string.h>

static const struct route routes[] = {
    {.method = GET, .path = "/api/a"},        {.method = GET, .path = "/api/a/{id}"},
    {.method = GET, .path = "/api/a/b"},      {.method = GET, .path = "/api/a/{id}/b/{id}"},
    {.method = GET, .path = "/api/a/{id}/c"},
};

static bool is_id(const char *s, size_t len)
{
    char *end;
    if (len == 0 || s[0] < '1' || s[0] > '9' || len > 16)
        return false;
    return strtoll(s, &end, 10) < 1LL << 53 && end == s + len;
}

static bool fits(const char *pattern, const char *path)
{
    while (*pattern == '/' && *path == '/') {
        size_t want = strcspn(++pattern, "/"), got = strcspn(++path, "/");
        if (*pattern == '{' ? !is_id(path, got) : want != got || memcmp(pattern, path, got) != 0)
            return false;
        pattern += want;
        path += got;
    }
    return *pattern == '\0' && *path == '\0';
}

static const struct route *plainly(const char *path)
{
    for (size_t i = 0; i < ARRAY_LEN(routes); i++)
        if (fits(routes[i].path, path))
            return &routes[i];
    return NULL;
}

static struct node *start(void)
{
    static struct arena *a; /* for LeakSanitizer: lives to the end */
    a = arena_new();
    struct node *root = tree_new(a);
    for (size_t i = 0; i < ARRAY_LEN(routes); i++)
        if (!tree_add(root, &routes[i], a))
            abort();
    return root;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct node *root;
    root = root == NULL ? start() : root;
    struct arena *a = arena_new();
    const char *path = arena_strndup(a, (const char *)data, size);
    int64_t ids[4];
    char *decoded;
    struct path_word word = {0};
    const struct route *const *found = tree_find(root, path, ids, &word);
    if ((found == NULL ? NULL : found[GET]) != plainly(path))
        abort();
    if (text_url_decode(a, (const char *)data, size, &decoded) && !text_is_utf8(decoded, strlen(decoded)))
        abort();
    arena_free(a);
    return 0;
}
