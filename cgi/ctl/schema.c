#include "app/view/search/search.h"
#include "ctl/ctl.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_FILES 1000
#define DEMO_MARK "demo" /* in schema_migration */

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names of the *.sql files of dir/part in order. */
static bool list_files(struct ctl *c, const char *part, struct list *out)
{
    char *path = arena_printf(c->arena, "%s/%s", c->dir, part);
    const char **names = arena_alloc(c->arena, MAX_FILES * sizeof(*names));
    DIR *dir = opendir(path);
    if (!dir)
        return ctl_fail("找不到目录 %s（用 --dir 指明 sql 目录）", path);
    *out = (struct list){names, 0};
    for (struct dirent *d; (d = readdir(dir)) && out->n < MAX_FILES;) {
        const char *dot = strrchr(d->d_name, '.');
        if (dot && d->d_name[0] != '.' && strcmp(dot, ".sql") == 0)
            names[out->n++] = arena_strdup(c->arena, d->d_name);
    }
    closedir(dir);
    qsort(names, out->n, sizeof(*names), by_name);
    return true;
}

static char *read_file(struct ctl *c, const char *part, const char *name, size_t *len)
{
    struct stat st;
    char *path = arena_printf(c->arena, "%s/%s/%s", c->dir, part, name);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    char *text = fd >= 0 && fstat(fd, &st) == 0 ? arena_alloc(c->arena, (size_t)st.st_size + 1) : NULL;
    if (!text || read(fd, text, (size_t)st.st_size) != st.st_size) {
        text = NULL;
        ctl_fail("不能读 %s", path);
    } else {
        *len = (size_t)st.st_size;
    }
    if (fd >= 0)
        close(fd);
    return text;
}

static bool run_file(struct ctl *c, const char *part, const char *name)
{
    size_t len = 0;
    char *why, *text = read_file(c, part, name, &len);
    if (!text)
        return false;
    enum err e = db_script(c->db, text, len, c->arena, &why);
    if (e != OK)
        return why ? ctl_fail("%s/%s %s", part, name, why) : ctl_fail_db(e);
    return true;
}

static bool run_folder(struct ctl *c, const char *part)
{
    struct list names = {0};
    if (!list_files(c, part, &names))
        return false;
    for (size_t i = 0; i < names.n; i++) {
        const char *name = ((const char **)names.items)[i];
        if (!run_file(c, part, name))
            return false;
        printf("%s/%s\n", part, name);
    }
    return true;
}

static const struct applied *find_applied(const struct list *applied, const char *name)
{
    const struct applied *all = applied->items;
    for (size_t i = 0; i < applied->n; i++) {
        if (strcmp(all[i].name, name) == 0)
            return &all[i];
    }
    return NULL;
}

static bool migrate_one(struct ctl *c, const struct list *applied, const char *name)
{
    uint8_t digest[32];
    char hex[65];
    size_t len = 0;
    char *text = read_file(c, "migrations", name, &len);
    if (!text)
        return false;
    crypto_sha256(text, len, digest);
    text_hex(digest, sizeof(digest), hex);
    const struct applied *before = find_applied(applied, name);
    if (before && strcmp(before->sha256, hex) != 0)
        return ctl_fail("migrations/%s 装入后被改动过，拒绝升级：请恢复原文件，新的改动写进新的文件", name);
    if (before)
        return true;
    if (!run_file(c, "migrations", name))
        return false;
    enum err e = store_note(c, name, hex);
    if (e != OK)
        return ctl_fail_db(e);
    printf("migrations/%s\n", name);
    return true;
}

/* Each that was applied must still be there: else the database is newer than this program. */
static bool all_known(const struct list *applied, const struct list *names)
{
    const struct applied *all = applied->items;
    for (size_t i = 0; i < applied->n; i++) {
        bool is_known = strcmp(all[i].name, DEMO_MARK) == 0;
        for (size_t k = 0; k < names->n; k++)
            is_known |= strcmp(all[i].name, ((const char **)names->items)[k]) == 0;
        if (!is_known)
            return ctl_fail("数据库已升级到更新的版本（%s），请安装相同或更新版本的程序", all[i].name);
    }
    return true;
}

static bool begin(struct ctl *c, struct list *applied)
{
    bool got;
    db_set_patient(c->db);
    enum err e = db_ready(c->db);
    if (e == OK)
        e = store_lock(c, &got);
    if (e == OK && !got)
        return ctl_fail("另一个 dubanctl 正在升级数据库，请等它结束");
    if (e == OK)
        e = store_begin(c);
    if (e == OK)
        e = store_applied(c, applied);
    return e == OK || ctl_fail_db(e);
}

bool ctl_migrate(struct ctl *c)
{
    struct list applied = {0}, names = {0};
    if (!begin(c, &applied) || !list_files(c, "migrations", &names) || !all_known(&applied, &names))
        return false;
    for (size_t i = 0; i < names.n; i++) {
        if (!migrate_one(c, &applied, ((const char **)names.items)[i]))
            return false;
    }
    return run_file(c, ".", "rights.sql");
}

bool ctl_seed(struct ctl *c)
{
    struct list applied = {0};
    return begin(c, &applied) && run_folder(c, "seed");
}

bool ctl_index(struct ctl *c)
{
    int64_t n;
    enum err e = search_rebuild(c->db, c->arena, &n);
    if (e != OK)
        return ctl_fail_db(e);
    printf("已为 %lld 件事项建立检索\n", (long long)n);
    return true;
}

static bool set_passwords(struct ctl *c)
{
    char hash[PASSWORD_HASH_CHARS];
    int64_t n;
    if (!password_hash(c->password, hash))
        return ctl_fail("系统正忙，请稍后再试");
    enum err e = store_demo_passwords(c, hash, &n);
    return e == OK || ctl_fail_db(e);
}

bool ctl_demo(struct ctl *c)
{
    struct list applied = {0};
    int64_t people;
    if (!begin(c, &applied))
        return false;
    if (find_applied(&applied, DEMO_MARK)) {
        puts("演示数据已经在库中");
        return true;
    }
    enum err e = store_count_people(c, &people);
    if (e == OK && people > 0)
        return ctl_fail("库中已有正式数据，演示数据不能装入");
    if (e == OK)
        e = store_set_now(c);
    if (e != OK)
        return ctl_fail_db(e);
    if (!run_folder(c, "demo") || !set_passwords(c) || !ctl_index(c))
        return false;
    e = store_note(c, DEMO_MARK, "");
    return e == OK || ctl_fail_db(e);
}
