/* R23: each probe runs in a process of its own that has given up its rights; each must fail or be killed. */
#include "base/confine.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/confine-test-XXXXXX";
static struct config config = {.sandbox = 1, .data_dir = folder};

enum { DONE = 0, REFUSED = 40, NOT_CONFINED };

/* ---- what must not be possible: true when it was done all the same */
static bool opens(const char *path, int flags)
{
    return open(path, flags, 0600) >= 0;
}
static bool reads_passwd(void)
{
    return opens("/etc/passwd", O_RDONLY);
}
static bool reads_keys(void)
{
    return opens("/proc/self/environ", O_RDONLY);
}
static bool lists_root(void)
{
    return opens("/", O_RDONLY | O_DIRECTORY);
}
static bool climbs_out(void)
{
    char path[200];
    snprintf(path, sizeof(path), "%s/files/../secret", folder);
    return opens(path, O_RDONLY);
}
static bool writes_beside(void)
{
    char path[200];
    snprintf(path, sizeof(path), "%s/other", folder);
    return opens(path, O_WRONLY | O_CREAT);
}
static bool writes_tmp(void)
{
    return opens("/tmp/confine-test-escape", O_WRONLY | O_CREAT);
}
static bool links_out(void)
{
    char path[200];
    snprintf(path, sizeof(path), "%s/files/link", folder);
    return symlink("/etc/passwd", path) == 0;
}
static bool executes(void)
{
    char *argv[] = {"true", NULL};
    execv("/bin/true", argv);
    return false;
}
static bool executes_own(void)
{
    char path[200], *argv[] = {"x", NULL};
    snprintf(path, sizeof(path), "%s/files/program", folder);
    execv(path, argv);
    return false;
}
static bool forks(void)
{
    return fork() >= 0;
}
static bool traces(void)
{
    return ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) == 0;
}
static bool reads_memory(void)
{
    char there[8], here[8];
    struct iovec local = {here, sizeof(here)}, remote = {there, sizeof(there)};
    return process_vm_readv(getppid(), &local, 1, &remote, 1, 0) > 0;
}
static bool kills(void)
{
    return kill(getppid(), 0) == 0;
}
static bool mounts(void)
{
    return mount("none", folder, "tmpfs", 0, NULL) == 0;
}
static bool changes_root(void)
{
    return chroot(folder) == 0;
}
static bool connects_out(void)
{
    return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}
static bool connects_out_6(void)
{
    return socket(AF_INET6, SOCK_STREAM, 0) >= 0;
}
static bool opens_raw_socket(void)
{
    return socket(AF_PACKET, SOCK_RAW, 0) >= 0;
}
static bool opens_netlink(void)
{
    return socket(AF_NETLINK, SOCK_RAW, 0) >= 0;
}
static bool maps_code(void)
{
    return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) !=
           MAP_FAILED;
}
static bool makes_code(void)
{
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0;
}
static bool becomes_root(void)
{
    return setresuid(0, 0, 0) == 0;
}
static bool makes_namespace(void)
{
    return unshare(CLONE_NEWUSER) == 0;
}
static bool loads_program(void)
{
    return syscall(SYS_bpf, 0, NULL, 0) >= 0;
}
static bool loads_module(void)
{
    return syscall(SYS_init_module, NULL, 0, "") == 0;
}
static bool keeps_keyring(void)
{
    return syscall(SYS_keyctl, 0, -3, 0) >= 0;
}
static bool uses_io_uring(void)
{
    return syscall(SYS_io_uring_setup, 1, NULL) >= 0;
}
static bool catches_faults(void)
{
    return syscall(SYS_userfaultfd, 0) >= 0;
}
static bool changes_clock(void)
{
    struct timespec t = {0};
    return clock_settime(CLOCK_REALTIME, &t) == 0;
}
static bool raises_limit(void)
{
    const struct rlimit more = {1 << 20, 1 << 20};
    return setrlimit(RLIMIT_CORE, &more) == 0 && geteuid() != 0;
}
static bool dumps(void)
{
    return prctl(PR_SET_DUMPABLE, 1) == 0;
}
static bool changes_mode(void)
{
    char path[200];
    snprintf(path, sizeof(path), "%s/secret", folder);
    return chmod(path, 0666) == 0;
}

static const struct {
    const char *name;
    bool (*fn)(void);
} probes[] = {
    {"read /etc/passwd", reads_passwd},
    {"read /proc/self/environ", reads_keys},
    {"list /", lists_root},
    {"climb out of the data folder", climbs_out},
    {"write beside the data folder", writes_beside},
    {"write to /tmp", writes_tmp},
    {"make a symbolic link", links_out},
    {"execute a program", executes},
    {"execute an uploaded file", executes_own},
    {"fork", forks},
    {"ptrace", traces},
    {"read another's memory", reads_memory},
    {"signal another process", kills},
    {"mount", mounts},
    {"chroot", changes_root},
    {"open a TCP socket", connects_out},
    {"open a TCP socket over IPv6", connects_out_6},
    {"open a packet socket", opens_raw_socket},
    {"open a netlink socket", opens_netlink},
    {"map writable code", maps_code},
    {"make data executable", makes_code},
    {"become root", becomes_root},
    {"make a namespace", makes_namespace},
    {"load a BPF program", loads_program},
    {"load a kernel module", loads_module},
    {"use a keyring", keeps_keyring},
    {"use io_uring", uses_io_uring},
    {"use userfaultfd", catches_faults},
    {"change the clock", changes_clock},
    {"raise a limit", raises_limit},
    {"make itself dumpable", dumps},
    {"change a mode elsewhere", changes_mode},
};

static int run(bool (*fn)(void), const struct config *c)
{
    int status;
    pid_t child = fork();
    if (child == 0) {
        struct arena *a = arena_new();
        char *why;
        if (!confine(c, NULL, a, &why))
            _exit(NOT_CONFINED);
        _exit(fn() ? DONE : REFUSED);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static void every_probe_is_denied(void **state)
{
    int killed = 0;
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(probes); i++) {
        int status = run(probes[i].fn, &config);
        bool is_killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS;
        bool is_refused = WIFEXITED(status) && WEXITSTATUS(status) == REFUSED;
        if (!is_killed && !is_refused)
            fail_msg("%s: status %x", probes[i].name, (unsigned)status);
        killed += is_killed;
    }
    print_message("# %zu probes, %d killed\n", ARRAY_LEN(probes), killed);
    assert_true(killed >= 18);
}

/* The probes are able to succeed: without confinement the harmless ones do. */
static void the_probes_can_succeed(void **state)
{
    static bool (*const harmless[])(void) = {reads_passwd, reads_keys,    lists_root,   climbs_out,
                                             executes,     kills,         connects_out, maps_code,
                                             makes_code,   opens_netlink, dumps};
    const struct config free = {.data_dir = folder};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(harmless); i++) {
        int status = run(harmless[i], &free);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == DONE);
    }
}

/* ---- what serving needs */
static void *in_thread(void *ctx)
{
    *(bool *)ctx = true;
    return NULL;
}
static bool works(void)
{
    char path[200], other[200], text[4] = "";
    pthread_t thread;
    bool ran = false;
    int ends[2];
    snprintf(path, sizeof(path), "%s/files/00", folder);
    if (mkdir(path, 0750) != 0)
        return false;
    snprintf(path, sizeof(path), "%s/files/00/a.tmp", folder);
    snprintf(other, sizeof(other), "%s/files/b", folder);
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL, 0640);
    if (fd < 0 || write(fd, "abc", 3) != 3 || fsync(fd) != 0 || rename(path, other) != 0 ||
        pread(fd, text, 3, 0) != 3 || strcmp(text, "abc") != 0 || unlink(other) != 0)
        return false;
    if (pthread_create(&thread, NULL, in_thread, &ran) != 0 || pthread_join(thread, NULL) != 0 || !ran)
        return false;
    if (socket(AF_UNIX, SOCK_STREAM, 0) < 0 || socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
        return false;
    char *memory = malloc(8 << 20), *more = memory ? realloc(memory, 16 << 20) : NULL;
    if (!more)
        return false;
    memset(more, 1, 16 << 20);
    free(more);
    return clock_now() > 0;
}

static void serving_goes_on(void **state)
{
    int status = run(works, &config);
    (void)state;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != DONE)
        fail_msg("status %x", (unsigned)status);
}

static bool uses_tcp(void)
{
    struct sockaddr_in name = {
        .sin_family = AF_INET, .sin_port = htons(1), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    return fd >= 0 && connect(fd, (struct sockaddr *)&name, sizeof(name)) != 0 && errno == ECONNREFUSED &&
           opens("/etc/hosts", O_RDONLY) && !opens("/etc/passwd", O_RDONLY);
}

static void database_hosts_open_the_network(void **state)
{
    struct config c = config;
    (void)state;
    c.db_hosts = "db1:3306";
    int status = run(uses_tcp, &c);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == DONE);
}

static bool is_unprivileged(void)
{
    return getuid() != 0 && geteuid() != 0 && getgid() != 0 && getegid() != 0;
}

static void root_becomes_the_run_user(void **state)
{
    struct config c = config;
    (void)state;
    if (geteuid() != 0)
        skip();
    c.run_user = "nobody";
    int status = run(is_unprivileged, &c);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == DONE);
    c.run_user = "no-such-user";
    status = run(is_unprivileged, &c);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == NOT_CONFINED);
    c.run_user = "root";
    status = run(is_unprivileged, &c);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == NOT_CONFINED);
}

static int set_up(void **state)
{
    char path[200];
    (void)state;
    if (!mkdtemp(folder))
        return 1;
    chmod(folder, 0755);
    snprintf(path, sizeof(path), "%s/files", folder);
    mkdir(path, 0755);
    snprintf(path, sizeof(path), "%s/secret", folder);
    close(open(path, O_WRONLY | O_CREAT, 0644));
    snprintf(path, sizeof(path), "cp /bin/true %s/files/program", folder);
    return system(path);
}

static int tear_down(void **state)
{
    char command[200];
    (void)state;
    snprintf(command, sizeof(command), "rm -r %s", folder);
    return system(command);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_probe_is_denied),     cmocka_unit_test(the_probes_can_succeed),
        cmocka_unit_test(serving_goes_on),           cmocka_unit_test(database_hosts_open_the_network),
        cmocka_unit_test(root_becomes_the_run_user),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
