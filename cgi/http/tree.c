#include "http/http_priv.h"

#include <string.h>

/* One segment of a path; its children are the segments that may follow. */
struct node {
    const char *text; /* NULL: a positive integer, or a word where ending is set */
    size_t len;
    const char *ending; /* what follows the word: .ics */
    struct node *child, *next;
    const struct route *routes[DELETE + 1];
    bool is_end;
};

struct node *tree_new(struct arena *a)
{
    return arena_alloc(a, sizeof(struct node));
}

/* Moves *path to the next segment: false at the end. */
static bool next_segment(const char **path, const char **text, size_t *len)
{
    if (**path != '/')
        return false;
    *text = ++*path;
    *len = strcspn(*text, "/");
    *path += *len;
    return true;
}

static struct node *child_of(struct node *parent, const char *text, size_t len, struct arena *a)
{
    bool is_given = text[0] == '{';
    const char *ending = is_given ? (const char *)memchr(text, '}', len) + 1 : NULL;
    bool is_word = is_given && ending < text + len;
    struct node **at = &parent->child;
    for (; *at != NULL; at = &(*at)->next)
        if (is_given ? (*at)->text == NULL && ((*at)->ending != NULL) == is_word
                     : (*at)->text != NULL && (*at)->len == len && !memcmp((*at)->text, text, len))
            return *at;
    *at = arena_alloc(a, sizeof(**at));
    (*at)->text = is_given ? NULL : text;
    (*at)->len = is_word ? (size_t)(text + len - ending) : len;
    (*at)->ending = is_word ? ending : NULL;
    return *at;
}

bool tree_add(struct node *root, const struct route *route, struct arena *a)
{
    const char *path = route->path, *text;
    size_t len;
    while (next_segment(&path, &text, &len))
        root = child_of(root, text, len, a);
    if (root->routes[route->method] != NULL)
        return false;
    root->routes[route->method] = route;
    root->is_end = true;
    return true;
}

/* 1 to 2^53 - 1, without leading zeros; 0 for anything else. */
static int64_t read_id(const char *text, size_t len)
{
    int64_t id = 0;
    if (len == 0 || len > 16 || text[0] == '0')
        return 0;
    for (size_t i = 0; i < len; i++) {
        if (text[i] < '0' || text[i] > '9')
            return 0;
        id = id * 10 + (text[i] - '0');
    }
    return id < INT64_C(1) << 53 ? id : 0;
}

/* Letters and digits before the ending. */
static bool is_word(const struct node *n, const char *text, size_t len)
{
    if (len <= n->len || len - n->len > PATH_WORD_MAX || memcmp(text + len - n->len, n->ending, n->len) != 0)
        return false;
    for (size_t i = 0; i < len - n->len; i++)
        if (strchr("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", text[i]) == NULL)
            return false;
    return true;
}

static bool fits(const struct node *n, const char *text, size_t len, int64_t id)
{
    if (n->text != NULL)
        return n->len == len && memcmp(n->text, text, len) == 0;
    return n->ending == NULL ? id != 0 : is_word(n, text, len);
}

static const struct node *step(const struct node *parent, const char *text, size_t len, int64_t *id)
{
    const struct node *n = parent->child;
    *id = read_id(text, len);
    while (n != NULL && !fits(n, text, len, *id))
        n = n->next;
    return n;
}

const struct route *const *tree_find(const struct node *root, const char *path, int64_t ids[4],
                                     struct path_word *word)
{
    const char *text;
    size_t len, n = 0;
    while (next_segment(&path, &text, &len)) {
        int64_t id;
        root = step(root, text, len, &id);
        if (root == NULL)
            return NULL;
        if (root->ending != NULL)
            *word = (struct path_word){text, len - root->len};
        else if (root->text == NULL)
            ids[n++] = id;
    }
    return *path == '\0' && root->is_end ? root->routes : NULL;
}
