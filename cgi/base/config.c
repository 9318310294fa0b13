#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FILE_LIMIT (64 << 10)

struct setting {
    const char *name;
    size_t at;
    bool is_number;
    int64_t min, max;
};

#define TEXT_SETTING(member)                                                                                 \
    {                                                                                                        \
        .name = #member, .at = offsetof(struct config, member)                                               \
    }
#define NUMBER_SETTING(member, low, high)                                                                    \
    {                                                                                                        \
        .name = #member, .at = offsetof(struct config, member), .is_number = true, .min = (low),             \
        .max = (high)                                                                                        \
    }

static const struct setting settings[] = {
    TEXT_SETTING(fcgi_socket),     TEXT_SETTING(db_socket),        TEXT_SETTING(db_hosts),
    TEXT_SETTING(db_name),         TEXT_SETTING(db_user),          TEXT_SETTING(db_password),
    TEXT_SETTING(data_dir),        TEXT_SETTING(token_keys),       TEXT_SETTING(seal_key),
    TEXT_SETTING(run_user),        TEXT_SETTING(public_url),       TEXT_SETTING(log),
    TEXT_SETTING(nchan_socket),    TEXT_SETTING(smtp_url),         TEXT_SETTING(smtp_from),
    TEXT_SETTING(webhook_url),     NUMBER_SETTING(workers, 1, 64), NUMBER_SETTING(threads, 1, 64),
    NUMBER_SETTING(sandbox, 0, 1),
};

static char *read_file(const char *path, struct arena *a)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return NULL;
    char *text = arena_alloc(a, FILE_LIMIT + 1);
    ssize_t n = 0, len = 0;
    while (len < FILE_LIMIT && (n = read(fd, text + len, (size_t)(FILE_LIMIT - len))) > 0)
        len += n;
    if (n < 0 || len == FILE_LIMIT || memchr(text, '\0', (size_t)len) != NULL) {
        errno = n < 0 ? errno : EFBIG;
        text = NULL;
    }
    close(fd);
    return text;
}

static const struct setting *find_setting(const char *name)
{
    for (size_t i = 0; i < ARRAY_LEN(settings); i++)
        if (strcmp(settings[i].name, name) == 0)
            return &settings[i];
    return NULL;
}

static bool read_number(const char *s, const struct setting *setting, int64_t *out)
{
    char *end;
    errno = 0;
    long long v = strtoll(s, &end, 10);
    *out = v;
    return errno == 0 && end != s && *end == '\0' && v >= setting->min && v <= setting->max;
}

/* The error of one line, or NULL. */
static char *apply_line(struct config *c, uint32_t *seen, char *line, struct arena *a)
{
    char *value = strchr(line, '=');
    if (value == NULL)
        return arena_printf(a, "应写作“项 = 值”");
    *value++ = '\0';
    const char *name = text_trim(a, line);
    const struct setting *setting = find_setting(name);
    if (setting == NULL)
        return arena_printf(a, "没有“%s”这一项", name);
    uint32_t bit = UINT32_C(1) << (setting - settings);
    if ((*seen & bit) != 0)
        return arena_printf(a, "“%s”重复出现", name);
    *seen |= bit;
    value = text_trim(a, value);
    void *member = (char *)c + setting->at;
    if (!setting->is_number)
        *(const char **)member = *value == '\0' ? NULL : value;
    else if (!read_number(value, setting, member))
        return arena_printf(a, "“%s”应为 %lld 至 %lld 的整数", name, (long long)setting->min,
                            (long long)setting->max);
    return NULL;
}

static bool apply_all(struct config *c, const char *path, char *text, char **error, struct arena *a)
{
    uint32_t seen = 0;
    int number = 0;
    for (char *line = text, *next; line != NULL; line = next) {
        next = strchr(line, '\n');
        if (next != NULL)
            *next++ = '\0';
        number++;
        const char *first = line + strspn(line, " \t\r");
        if (*first == '\0' || *first == '#')
            continue;
        char *why = apply_line(c, &seen, line, a);
        if (why != NULL) {
            *error = arena_printf(a, "配置文件 %s 第 %d 行：%s。", path, number, why);
            return false;
        }
    }
    return true;
}

bool config_load(struct config *c, const char *path, struct arena *a, char **error)
{
    *c = (struct config){.workers = 2, .threads = 4, .sandbox = 1, .public_url = "http://localhost:8080"};
    char *text = read_file(path, a);
    if (text == NULL) {
        *error = arena_printf(a, "读不到配置文件 %s：%s。", path, strerror(errno));
        return false;
    }
    if (!text_is_utf8(text, strlen(text))) {
        *error = arena_printf(a, "配置文件 %s 不是 UTF-8 文本。", path);
        return false;
    }
    if (!apply_all(c, path, text, error, a))
        return false;
    if (c->db_name == NULL || c->db_user == NULL || (c->db_socket == NULL && c->db_hosts == NULL)) {
        *error = arena_printf(a, "配置文件 %s 须写明 db_name、db_user，以及 db_socket 或 db_hosts。", path);
        return false;
    }
    return true;
}
