#include "base/base.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

/* Set at start, before threads. */
static const char *log_path;
static int log_fd = STDERR_FILENO;

static int open_path(const char *path)
{
    return open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
}

bool log_open(const char *path)
{
    if (path == NULL || strcmp(path, "-") == 0)
        return true;
    int fd = open_path(path);
    if (fd < 0)
        return false;
    log_path = path;
    log_fd = fd;
    return true;
}

void log_reopen(void)
{
    int fd = log_path == NULL ? -1 : open_path(log_path);
    if (fd < 0)
        return;
    dup3(fd, log_fd, O_CLOEXEC);
    close(fd);
}

/* Each line is one write to a file opened for appending, so lines of threads and processes never mix. */
static void write_line(const char *line, size_t len)
{
    struct iovec parts[] = {{(void *)line, len}, {"\n", 1}};
    ssize_t n = writev(log_fd, parts, ARRAY_LEN(parts));
    (void)n; /* a full disk must not stop the service */
}

static size_t escape(char *out, size_t size, const char *s)
{
    size_t n = 0;
    for (; *s != '\0' && n + 8 < size; s++) {
        if (*s == '"' || *s == '\\')
            out[n++] = '\\';
        if ((unsigned char)*s < 0x20)
            n += (size_t)snprintf(out + n, 7, "\\u%04x", (unsigned)(unsigned char)*s);
        else
            out[n++] = *s;
    }
    out[n] = '\0';
    return n;
}

void log_event(enum log_level level, const char *event, const char *format, ...)
{
    static const char *const levels[] = {[LOG_INFO] = "info", [LOG_WARN] = "warn", [LOG_ERROR] = "error"};
    char detail[1000], escaped[2000], line[2300], at[INSTANT_CHARS];
    va_list args;
    va_start(args, format);
    vsnprintf(detail, sizeof(detail), format, args);
    va_end(args);
    escape(escaped, sizeof(escaped), detail);
    int len = snprintf(line, sizeof(line),
                       "{\"at\":\"%s\",\"level\":\"%s\",\"event\":\"%s\",\"pid\":%d,\"detail\":\"%s\"}",
                       instant_format(clock_now(), at), levels[level], event, (int)getpid(), escaped);
    write_line(line, (size_t)len < sizeof(line) ? (size_t)len : sizeof(line) - 1);
}

void log_line(const struct buf *json)
{
    write_line(json->data, json->len);
}
