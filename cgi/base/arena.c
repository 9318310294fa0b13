#include "base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Under AddressSanitizer each allocation is a chunk of its own, so that an overflow is seen. */
#ifndef __has_feature
#define __has_feature(x) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
#define CHUNK_SIZE 0
#else
#define CHUNK_SIZE ((size_t)64 << 10)
#endif
#define ALIGN 16
#define SIZE_LIMIT ((size_t)1 << 40)

struct chunk {
    struct chunk *next;
    size_t used, size;
    _Alignas(ALIGN) char data[];
};
struct deferred {
    struct deferred *next;
    void (*fn)(void *);
    void *ptr;
};
struct arena {
    struct chunk *chunks; /* newest first; the last one stays over resets */
    struct deferred *deferred;
};

static _Noreturn void out_of_memory(void)
{
    log_event(LOG_ERROR, "out-of-memory", "allocation failed");
    abort();
}

static struct chunk *add_chunk(struct arena *a, size_t size)
{
    size_t room = size > CHUNK_SIZE ? size : CHUNK_SIZE;
    struct chunk *c = room < SIZE_LIMIT ? malloc(sizeof(*c) + room) : NULL;
    if (c == NULL)
        out_of_memory();
    c->next = a->chunks;
    c->used = 0;
    c->size = room;
    a->chunks = c;
    return c;
}

struct arena *arena_new(void)
{
    struct arena *a = calloc(1, sizeof(*a));
    if (a == NULL)
        out_of_memory();
    add_chunk(a, CHUNK_SIZE);
    return a;
}

void arena_free(struct arena *a)
{
    if (a == NULL)
        return;
    arena_reset(a);
    free(a->chunks);
    free(a);
}

static void *take(struct arena *a, size_t size)
{
    size_t rounded = (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    if (rounded < size)
        out_of_memory();
    struct chunk *c = a->chunks;
    if (c->size - c->used < rounded)
        c = add_chunk(a, CHUNK_SIZE == 0 ? size : rounded);
    void *p = c->data + c->used;
    c->used += c->size - c->used < rounded ? size : rounded;
    return p;
}

void *arena_alloc(struct arena *a, size_t size)
{
    return memset(take(a, size > 0 ? size : 1), 0, size);
}

void *arena_grow(struct arena *a, void *p, size_t old_size, size_t size)
{
    struct chunk *c = a->chunks;
    size_t at = (size_t)((char *)p - c->data);
    bool is_last = (char *)p >= c->data && at < c->used &&
                   at + ((old_size + ALIGN - 1) & ~(size_t)(ALIGN - 1)) == c->used;
    if (is_last && c->size - at >= size + ALIGN) {
        c->used = at + ((size + ALIGN - 1) & ~(size_t)(ALIGN - 1));
        return p;
    }
    void *moved = take(a, size);
    return old_size > 0 ? memcpy(moved, p, old_size) : moved;
}

void arena_defer(struct arena *a, void (*fn)(void *), void *ptr)
{
    struct deferred *d = arena_alloc(a, sizeof(*d));
    *d = (struct deferred){a->deferred, fn, ptr};
    a->deferred = d;
}

void arena_reset(struct arena *a)
{
    while (a->deferred != NULL) {
        struct deferred *d = a->deferred;
        a->deferred = d->next;
        d->fn(d->ptr);
    }
    while (a->chunks->next != NULL) {
        struct chunk *c = a->chunks;
        a->chunks = c->next;
        free(c);
    }
    a->chunks->used = 0;
}

char *arena_strndup(struct arena *a, const char *s, size_t len)
{
    char *copy = take(a, len + 1);
    memcpy(copy, s, len);
    copy[len] = '\0';
    return copy;
}

char *arena_strdup(struct arena *a, const char *s)
{
    return arena_strndup(a, s, strlen(s));
}

char *arena_vprintf(struct arena *a, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    if (len < 0)
        out_of_memory();
    char *s = take(a, (size_t)len + 1);
    vsnprintf(s, (size_t)len + 1, format, again);
    va_end(again);
    return s;
}

char *arena_printf(struct arena *a, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *s = arena_vprintf(a, format, args);
    va_end(args);
    return s;
}
