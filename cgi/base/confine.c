#include "base/confine.h"

#include "base/confine_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/landlock.h>
#include <pwd.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE (1ULL << 14)
#endif

#define READ (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define WRITE                                                                                                \
    (READ | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR | \
     LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_REFER |                  \
     LANDLOCK_ACCESS_FS_TRUNCATE)
#define OF_FILES (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_TRUNCATE)

static bool fail(struct arena *a, char **error, const char *what)
{
    *error = arena_printf(a, "不能收紧进程权限：%s（%s）", what, strerror(errno));
    return false;
}

static bool become_user(const struct config *c, struct arena *a, char **error)
{
    if (geteuid() != 0 || !c->run_user)
        return true;
    const struct passwd *who = getpwnam(c->run_user);
    if (!who || who->pw_uid == 0) {
        *error = arena_printf(a, "run_user = %s 应为一个已有的普通用户", c->run_user);
        return false;
    }
    if (initgroups(who->pw_name, who->pw_gid) != 0 || setresgid(who->pw_gid, who->pw_gid, who->pw_gid) != 0 ||
        setresuid(who->pw_uid, who->pw_uid, who->pw_uid) != 0)
        return fail(a, error, "改换用户");
    return true;
}

static bool limit(struct arena *a, char **error)
{
#ifdef __SANITIZE_ADDRESS__
    const rlim_t most = RLIM_INFINITY; /* its shadow alone is terabytes */
#else
    const rlim_t most = 1L << 30;
#endif
    const struct rlimit none = {0, 0}, memory = {most, most};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
        return fail(a, error, "prctl");
    if (setrlimit(RLIMIT_CORE, &none) != 0 || setrlimit(RLIMIT_DATA, &memory) != 0)
        return fail(a, error, "setrlimit");
    return true;
}

/* ---- files */
struct ruleset {
    int fd;
    uint64_t handled;
};

/* A path that is not there needs no rule. */
static bool allow(const struct ruleset *r, const char *path, uint64_t rights)
{
    int fd = open(path, O_PATH | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT;
    int dir = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    struct landlock_path_beneath_attr rule = {
        .allowed_access = rights & r->handled & (dir < 0 ? OF_FILES : ~0ULL),
        .parent_fd = fd,
    };
    long failed = syscall(SYS_landlock_add_rule, r->fd, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    close(fd);
    if (dir >= 0)
        close(dir);
    return failed == 0;
}

static bool speaks_tcp(const struct config *c)
{
    return c->db_hosts || c->smtp_url || c->webhook_url;
}

static bool allow_paths(const struct ruleset *r, const struct config *c, const char *const *extra,
                        struct arena *a)
{
    static const char *const names[] = {"/etc/hosts",
                                        "/etc/resolv.conf",
                                        "/etc/nsswitch.conf",
                                        "/etc/host.conf",
                                        "/etc/gai.conf",
                                        "/etc/ssl",
                                        "/usr/share/ca-certificates",
                                        "/usr/local/share/ca-certificates"};
    bool is_allowed = !c->data_dir || allow(r, arena_printf(a, "%s/files", c->data_dir), WRITE);
    const char *slash = c->log ? strrchr(c->log, '/') : NULL;
    if (slash)
        is_allowed &= allow(r, arena_strndup(a, c->log, (size_t)(slash - c->log) + 1), WRITE);
    for (; extra && *extra; extra++)
        is_allowed &= allow(r, *extra, WRITE);
    for (size_t i = 0; speaks_tcp(c) && i < ARRAY_LEN(names); i++)
        is_allowed &= allow(r, names[i], READ);
    return is_allowed;
}

static bool close_files(const struct config *c, const char *const *extra, struct arena *a, char **error)
{
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (abi < 1) {
        log_event(LOG_WARN, "sandbox", "this kernel has no Landlock: files are kept by their modes alone");
        return true;
    }
    struct landlock_ruleset_attr attr = {
        .handled_access_fs = WRITE | LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
                             LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
                             LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM,
    };
    if (abi < 2)
        attr.handled_access_fs &= ~LANDLOCK_ACCESS_FS_REFER;
    if (abi < 3)
        attr.handled_access_fs &= ~LANDLOCK_ACCESS_FS_TRUNCATE;
    struct ruleset r = {(int)syscall(SYS_landlock_create_ruleset, &attr, sizeof(attr), 0),
                        attr.handled_access_fs};
    bool is_closed = r.fd >= 0 && allow_paths(&r, c, extra, a) &&
                     syscall(SYS_landlock_restrict_self, r.fd, 0) == 0;
    int why = errno;
    if (r.fd >= 0)
        close(r.fd);
    errno = why;
    return is_closed || fail(a, error, "Landlock");
}

bool confine(const struct config *c, const char *const *extra, struct arena *a, char **error)
{
    if (!become_user(c, a, error))
        return false;
    if (!c->sandbox)
        return true;
    if (!limit(a, error) || !close_files(c, extra, a, error))
        return false;
    return confine_calls(speaks_tcp(c)) || fail(a, error, "seccomp");
}
