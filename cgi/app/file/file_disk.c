#include "app/file/file_priv.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUCKETS 256

/* Root makes the folders before it becomes the user to whom data_dir belongs. */
static bool make_dir(const char *path, const struct stat *owner, struct arena *a, char **why)
{
    if (mkdir(path, 0750) == 0 ? geteuid() != 0 || chown(path, owner->st_uid, owner->st_gid) == 0
                               : errno == EEXIST)
        return true;
    *why = arena_printf(a, "无法建立附件目录 %s：%s", path, strerror(errno));
    return false;
}

bool disk_start(const struct config *c, struct arena *a, char **why)
{
    struct stat owner;
    if (stat(c->data_dir, &owner) != 0) {
        *why = arena_printf(a, "无法读取数据目录 %s：%s", c->data_dir, strerror(errno));
        return false;
    }
    if (!make_dir(arena_printf(a, "%s/files", c->data_dir), &owner, a, why) ||
        !make_dir(arena_printf(a, "%s/files/tmp", c->data_dir), &owner, a, why))
        return false;
    for (int i = 0; i < BUCKETS; i++)
        if (!make_dir(arena_printf(a, "%s/files/%02x", c->data_dir, i), &owner, a, why))
            return false;
    return true;
}

static enum err say_why(const char *what, const char *path)
{
    int why = errno;
    log_event(LOG_ERROR, "file.disk", "%s %s: %s", what, path, strerror(why));
    return why == ENOSPC || why == EDQUOT ? ERR_STORAGE : ERR_INTERNAL;
}

static bool write_all(int fd, struct bytes content)
{
    while (content.len > 0) {
        ssize_t n = write(fd, content.data, content.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        content.data += n;
        content.len -= (size_t)n;
    }
    return true;
}

static enum err write_temp(const char *path, struct bytes content)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0640);
    if (fd < 0)
        return say_why("open", path);
    enum err e = write_all(fd, content) && fsync(fd) == 0 ? OK : say_why("write", path);
    if (close(fd) != 0 && e == OK)
        e = say_why("close", path);
    return e;
}

static enum err sync_dir(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return say_why("open", path);
    enum err e = fsync(fd) == 0 ? OK : say_why("fsync", path);
    close(fd);
    return e;
}

/* A content that is there already is written again: so its time is new and the sweep leaves it alone. */
enum err disk_put(const struct config *c, struct arena *a, const char sha[SHA_HEX_CHARS],
                  struct bytes content)
{
    uint8_t random[12];
    char name[2 * sizeof random + 1];
    crypto_random(random, sizeof random);
    text_hex(random, sizeof random, name);
    char *temp = arena_printf(a, "%s/files/tmp/%s", c->data_dir, name);
    char *dir = arena_printf(a, "%s/files/%.2s", c->data_dir, sha);
    char *path = arena_printf(a, "%s/%s", dir, sha + 2);
    enum err e = write_temp(temp, content);
    if (e == OK && rename(temp, path) != 0)
        e = say_why("rename", path);
    if (e != OK) {
        unlink(temp);
        return e;
    }
    return sync_dir(dir);
}

static bool is_old(int dir, const char *name, int64_t before)
{
    struct stat s;
    return fstatat(dir, name, &s, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(s.st_mode) &&
           (int64_t)s.st_mtime * 1000 < before;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* An upload of the same content may replace the file between look and removal: it is taken aside first
 * and put back when it turns out to be new. */
static bool remove_aside(int dir, const char *name, int64_t before)
{
    char aside[80];
    snprintf(aside, sizeof aside, "../tmp/%.64s.old", name);
    if (renameat(dir, name, dir, aside) != 0)
        return false;
    if (!is_old(dir, aside, before)) {
        (void)renameat(dir, aside, dir, name);
        return false;
    }
    return unlinkat(dir, aside, 0) == 0;
}

static bool is_named(const struct disk_bucket *bucket, const char *name)
{
    return bucket->named.n > 0 && bsearch(&name, bucket->named.items, bucket->named.n, sizeof name, by_text);
}

static enum err open_folder(const struct config *c, struct arena *a, const char *name, DIR **dir)
{
    const char *path = arena_printf(a, "%s/files/%s", c->data_dir, name);
    *dir = opendir(path);
    return *dir ? OK : say_why("open", path);
}

enum err disk_sweep(const struct config *c, struct arena *a, const struct disk_bucket *bucket,
                    int64_t *removed)
{
    DIR *dir;
    enum err e = open_folder(c, a, bucket->name, &dir);
    if (e != OK)
        return e;
    for (struct dirent *d; (d = readdir(dir));) {
        const char *name = d->d_name;
        if (name[0] != '.' && is_old(dirfd(dir), name, bucket->before) && !is_named(bucket, name))
            *removed += remove_aside(dirfd(dir), name, bucket->before);
    }
    closedir(dir);
    return OK;
}

enum err disk_sweep_temp(const struct config *c, struct arena *a, int64_t before, int64_t *removed)
{
    DIR *dir;
    enum err e = open_folder(c, a, "tmp", &dir);
    if (e != OK)
        return e;
    for (struct dirent *d; (d = readdir(dir));)
        if (d->d_name[0] != '.' && is_old(dirfd(dir), d->d_name, before))
            *removed += unlinkat(dirfd(dir), d->d_name, 0) == 0;
    closedir(dir);
    return OK;
}
