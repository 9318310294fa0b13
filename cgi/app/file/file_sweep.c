#include "app/file/file_priv.h"

#include <stdio.h>

#define GRACE_MS (3600 * 1000LL) /* longer than any request */

bool file_start(const struct config *c, struct arena *a, char **why)
{
    return file_sniff_start(a, why) && disk_start(c, a, why);
}

static enum err sweep_bucket(struct db *db, const struct config *c, struct disk_bucket *bucket,
                             int64_t *removed)
{
    struct arena *a = arena_new();
    enum err e = file_named(db, a, bucket->name, &bucket->named);
    if (e == OK)
        e = disk_sweep(c, a, bucket, removed);
    arena_free(a);
    return e;
}

enum err file_sweep(struct db *db, const struct config *c, int64_t now, struct arena *a,
                    struct file_swept *swept)
{
    *swept = (struct file_swept){0};
    enum err e = file_sweep_rows(db, now - FILE_UNUSED_MS, &swept->rows);
    for (unsigned i = 0; e == OK && i < 256; i++) {
        char name[3];
        snprintf(name, sizeof name, "%02x", i & 0xff);
        struct disk_bucket bucket = {.name = name, .before = now - GRACE_MS};
        e = sweep_bucket(db, c, &bucket, &swept->contents);
    }
    return e == OK ? disk_sweep_temp(c, a, now - GRACE_MS, &swept->temps) : e;
}
