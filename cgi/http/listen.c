#include "http/http_priv.h"

#include <errno.h>
#include <pwd.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define BACKLOG 1024

static int new_socket(void)
{
    return socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

/* Whether a process answers there; a file that one left behind does not. */
static bool is_in_use(const struct sockaddr_un *address)
{
    int fd = new_socket();
    bool answers = connect(fd, (const struct sockaddr *)address, sizeof(*address)) == 0 || errno == EAGAIN;
    close(fd);
    return answers;
}

static bool give_to_user(const char *path, const char *user)
{
    if (geteuid() != 0 || user == NULL)
        return true;
    const struct passwd *p = getpwnam(user);
    return p != NULL && chown(path, p->pw_uid, p->pw_gid) == 0;
}

static int bind_to(const struct sockaddr_un *address, const char *user)
{
    mode_t mask = umask(0117);
    int fd = new_socket();
    unlink(address->sun_path);
    bool is_open = bind(fd, (const struct sockaddr *)address, sizeof(*address)) == 0 &&
                   give_to_user(address->sun_path, user) && listen(fd, BACKLOG) == 0;
    umask(mask);
    if (is_open)
        return fd;
    close(fd);
    return -1;
}

int listen_open(const struct config *c, struct arena *a, char **why)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (c->fcgi_socket == NULL || strlen(c->fcgi_socket) >= sizeof(address.sun_path)) {
        *why = arena_printf(a, "配置项 fcgi_socket 应为不超过 %zu 字节的路径。",
                            sizeof(address.sun_path) - 1);
        return -1;
    }
    memcpy(address.sun_path, c->fcgi_socket, strlen(c->fcgi_socket));
    if (is_in_use(&address)) {
        *why = arena_printf(a, "%s 已有另一个进程在用，请先停止它。", c->fcgi_socket);
        return -1;
    }
    int fd = bind_to(&address, c->run_user);
    if (fd < 0)
        *why = arena_printf(a, "不能在 %s 建立套接字：%s。", c->fcgi_socket, strerror(errno));
    return fd;
}
