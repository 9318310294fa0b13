#include "ctl/ctl.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_MAX 4096

/* `kid hex` of a fresh key. */
static char *new_line(struct arena *a)
{
    uint8_t id[4], key[32];
    char id_hex[9], key_hex[65];
    crypto_random(id, sizeof(id));
    crypto_random(key, sizeof(key));
    text_hex(id, sizeof(id), id_hex);
    text_hex(key, sizeof(key), key_hex);
    return arena_printf(a, "k%s %s\n", id_hex, key_hex);
}

static bool write_new(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0400);
    size_t len = strlen(text);
    bool is_written = fd >= 0 && fchmod(fd, 0400) == 0 && write(fd, text, len) == (ssize_t)len &&
                      fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return is_written || ctl_fail("不能写 %s：%s", path, strerror(errno));
}

bool ctl_keys_new(struct ctl *c)
{
    if (!write_new(c->args[0], new_line(c->arena)))
        return false;
    printf("%s 已写好，只有属主可读\n", c->args[0]);
    return true;
}

/* The first line of what is there: the key that signed until now still verifies. */
static char *first_line(struct ctl *c, struct stat *st)
{
    char *text = arena_alloc(c->arena, FILE_MAX + 1);
    int fd = open(c->args[0], O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    ssize_t n = fd >= 0 && fstat(fd, st) == 0 ? read(fd, text, FILE_MAX) : -1;
    if (fd >= 0)
        close(fd);
    return n > 0 ? arena_strndup(c->arena, text, strcspn(text, "\n")) : NULL;
}

bool ctl_keys_rotate(struct ctl *c)
{
    struct stat st;
    const char *path = c->args[0];
    char *before = first_line(c, &st), *next = arena_printf(c->arena, "%s.new", path);
    if (!before)
        return ctl_fail("不能读密钥文件 %s", path);
    if (!write_new(next, arena_printf(c->arena, "%s%s\n", new_line(c->arena), before)))
        return false;
    if (chown(next, st.st_uid, st.st_gid) != 0 || rename(next, path) != 0)
        return ctl_fail("不能替换 %s：%s", path, strerror(errno));
    printf("%s 已换上新密钥，原密钥继续核验；请让 duban-worker 重新载入（SIGHUP）\n", path);
    return true;
}
