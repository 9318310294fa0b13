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

/* The first line signs, the second is the next to sign, the third signed before; all verify. So whoever has
 * read the file before a change knows the key that signs after it, and nobody is signed out. */
bool ctl_keys_new(struct ctl *c)
{
    if (!write_new(c->args[0], arena_printf(c->arena, "%s%s", new_line(c->arena), new_line(c->arena))))
        return false;
    printf("%s 已写好，只有属主可读\n", c->args[0]);
    return true;
}

static char *read_keys(struct ctl *c, struct stat *st)
{
    char *text = arena_alloc(c->arena, FILE_MAX + 1);
    int fd = open(c->args[0], O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    ssize_t n = fd >= 0 && fstat(fd, st) == 0 ? read(fd, text, FILE_MAX) : -1;
    if (fd >= 0)
        close(fd);
    return n > 0 ? text : NULL;
}

bool ctl_keys_rotate(struct ctl *c)
{
    struct stat st;
    const char *path = c->args[0], *fresh = new_line(c->arena);
    char *text = read_keys(c, &st), *replacement = arena_printf(c->arena, "%s.new", path);
    if (!text)
        return ctl_fail("不能读密钥文件 %s", path);
    char *first = arena_strndup(c->arena, text, strcspn(text, "\n"));
    text += strlen(first) + (text[strlen(first)] == '\n');
    char *next = arena_strndup(c->arena, text, strcspn(text, "\n"));
    bool is_ready = *next != '\0';
    char *lines = is_ready ? arena_printf(c->arena, "%s\n%s%s\n", next, fresh, first)
                           : arena_printf(c->arena, "%s\n%s", first, fresh);
    if (!write_new(replacement, lines))
        return false;
    if (chown(replacement, st.st_uid, st.st_gid) != 0 || rename(replacement, path) != 0)
        return ctl_fail("不能替换 %s：%s", path, strerror(errno));
    puts(is_ready ? "备用密钥已启用，原密钥继续核验；请让 duban-worker 重新载入（SIGHUP）"
                  : "已备好下一把密钥；请让 duban-worker 重新载入（SIGHUP），再执行一次即启用");
    return true;
}
