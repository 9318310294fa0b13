#include "http/http_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

/* The parent: owns the socket, starts the serving processes, replaces those that die, and leads from one
 * generation to the next. It serves nothing itself and never opens the database. */

#define SLOTS 256             /* processes of all generations together */
#define HEALTHY_US 5000000    /* one that lived so long is replaced at once */
#define FIRST_DELAY_US 100000 /* doubled at each start that fails */
#define LAST_DELAY_US 5000000
#define STOP_US 15000000

struct slot {
    pid_t pid;      /* 0: none runs */
    int generation; /* 0: the slot is free */
    bool is_ready;
    int failures; /* starts in a row that did not get as far as serving */
    int64_t started_at, start_at;
};
struct parent {
    struct engine *engine;
    struct config previous;             /* the serving generation's while another is coming */
    struct arena *arena, *coming_arena; /* of configurations that were read anew */
    int listen_fd, signal_fd, ready_fds[2];
    int serving, coming, last; /* generations; coming 0: none under way */
    bool is_wanted;            /* another reload, asked for while one was under way */
    struct slot slots[SLOTS];
};

static void set_signals(sigset_t *set)
{
    static const int ours[] = {SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGCHLD};
    sigemptyset(set);
    for (size_t i = 0; i < ARRAY_LEN(ours); i++)
        sigaddset(set, ours[i]);
}

/* ---- processes */
static void start(struct parent *p, struct slot *s)
{
    s->started_at = clock_mono_us();
    s->is_ready = false;
    s->pid = fork();
    if (s->pid == 0) {
        close(p->signal_fd);
        close(p->ready_fds[0]);
        exit(child_run(p->engine, p->listen_fd, p->ready_fds[1]));
    }
    if (s->pid < 0) {
        log_event(LOG_ERROR, "fork", "errno %d", errno);
        s->pid = 0;
        s->start_at = s->started_at + LAST_DELAY_US;
    }
}

static struct slot *find_slot(struct parent *p, int generation, pid_t pid)
{
    for (int i = 0; i < SLOTS; i++)
        if (p->slots[i].generation == generation || generation < 0)
            if (p->slots[i].pid == pid)
                return &p->slots[i];
    return NULL;
}

static void signal_all(const struct parent *p, int but_generation, int signal)
{
    for (int i = 0; i < SLOTS; i++)
        if (p->slots[i].pid > 0 && p->slots[i].generation != but_generation)
            kill(p->slots[i].pid, signal);
}

/* Frees the slots that wait to start a process of a generation that is over. */
static void forget_waiting(struct parent *p)
{
    for (int i = 0; i < SLOTS; i++)
        if (p->slots[i].pid == 0 && p->slots[i].generation != p->serving)
            p->slots[i] = (struct slot){0};
}

static bool start_generation(struct parent *p)
{
    p->coming = ++p->last;
    for (int64_t i = 0; i < p->engine->config.workers; i++) {
        struct slot *s = find_slot(p, 0, 0);
        if (s == NULL)
            return false;
        *s = (struct slot){.generation = p->coming};
        start(p, s);
    }
    return true;
}

/* ---- from one generation to the next */
static void abandon_coming(struct parent *p)
{
    log_event(LOG_ERROR, "reload", "failed; generation %d stays", p->serving);
    for (int i = 0; i < SLOTS; i++)
        if (p->slots[i].pid > 0 && p->slots[i].generation == p->coming)
            kill(p->slots[i].pid, SIGTERM);
    p->coming = 0;
    p->engine->config = p->previous;
    arena_free(p->coming_arena);
    p->coming_arena = NULL;
    forget_waiting(p);
}

static void reload(struct parent *p)
{
    char *why = "";
    p->is_wanted = p->coming != 0;
    if (p->is_wanted)
        return;
    log_reopen();
    p->previous = p->engine->config;
    p->coming_arena = arena_new();
    struct config fresh;
    bool is_read = p->engine->reload(&fresh, p->coming_arena, &why);
    if (!is_read)
        log_event(LOG_ERROR, "config", "%s", why);
    else
        p->engine->config = fresh;
    if (!is_read || !start_generation(p))
        abandon_coming(p);
}

static void take_over(struct parent *p)
{
    log_event(LOG_INFO, "generation", "%d serves with %lld processes", p->coming,
              (long long)p->engine->config.workers);
    p->serving = p->coming;
    p->coming = 0;
    arena_free(p->arena);
    p->arena = p->coming_arena;
    p->coming_arena = NULL;
    forget_waiting(p);
    signal_all(p, p->serving, SIGQUIT);
}

static void note_ready(struct parent *p)
{
    pid_t pid;
    int missing = 0;
    if (read(p->ready_fds[0], &pid, sizeof(pid)) != sizeof(pid))
        return;
    struct slot *s = find_slot(p, -1, pid);
    if (s != NULL)
        s->is_ready = true;
    for (int i = 0; i < SLOTS; i++)
        missing += p->slots[i].generation == p->coming && !p->slots[i].is_ready;
    if (p->coming != 0 && missing == 0)
        take_over(p);
}

/* ---- death */
/* One that served and died, of a bad request perhaps, leaves work behind: its successor comes soon, however
 * often that happens. */
static void plan_restart(struct slot *s)
{
    int64_t now = clock_mono_us(), delay = now - s->started_at >= HEALTHY_US ? 0 : FIRST_DELAY_US;
    s->failures = s->is_ready ? 0 : s->failures + 1;
    if (s->failures > 1)
        delay = FIRST_DELAY_US << (s->failures < 7 ? s->failures - 1 : 6);
    s->start_at = now + (delay < LAST_DELAY_US ? delay : LAST_DELAY_US);
    s->pid = 0;
}

/* False when the first generation cannot start. */
static bool bury(struct parent *p, pid_t pid, int status)
{
    struct slot *s = find_slot(p, -1, pid);
    if (s == NULL)
        return true;
    bool is_clean = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (!is_clean)
        log_event(LOG_ERROR, "worker-died", "process %d, %s %d", (int)pid,
                  WIFSIGNALED(status) ? "signal" : "status",
                  WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
    if (s->generation == p->serving) {
        plan_restart(s);
        return true;
    }
    bool is_coming = p->coming != 0 && s->generation == p->coming;
    *s = (struct slot){0};
    if (is_coming && p->serving == 0)
        return false;
    if (is_coming)
        abandon_coming(p);
    return true;
}

static bool bury_all(struct parent *p)
{
    int status;
    pid_t pid;
    bool goes_on = true;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
        goes_on = bury(p, pid, status) && goes_on;
    return goes_on;
}

/* Starts what is due; milliseconds until the next is, -1 for none. A coming generation goes first, as the
 * configuration is already its own. */
static int start_due(struct parent *p)
{
    int64_t now = clock_mono_us(), next = -1;
    if (p->is_wanted && p->coming == 0)
        reload(p);
    for (int i = 0; i < SLOTS && p->coming == 0; i++) {
        struct slot *s = &p->slots[i];
        if (s->generation != p->serving || s->generation == 0 || s->pid != 0)
            continue;
        if (s->start_at <= now)
            start(p, s);
        else if (next < 0 || s->start_at - now < next)
            next = s->start_at - now;
    }
    return next < 0 ? -1 : (int)(next / 1000 + 1);
}

/* ---- the loop */
static bool any_process(const struct parent *p)
{
    for (int i = 0; i < SLOTS; i++)
        if (p->slots[i].pid > 0)
            return true;
    return false;
}

static void stop_all(struct parent *p)
{
    int64_t until = clock_mono_us() + STOP_US;
    p->serving = p->coming = -1; /* nothing is started again */
    signal_all(p, 0, SIGTERM);
    while (any_process(p)) {
        struct pollfd fd = {.fd = p->signal_fd, .events = POLLIN};
        struct signalfd_siginfo info;
        if (clock_mono_us() > until)
            signal_all(p, 0, SIGKILL);
        if (poll(&fd, 1, 200) > 0 && read(p->signal_fd, &info, sizeof(info)) < 0)
            break;
        bury_all(p);
    }
}

/* False to end. */
static bool take_signal(struct parent *p)
{
    struct signalfd_siginfo info;
    if (read(p->signal_fd, &info, sizeof(info)) != sizeof(info))
        return true;
    if (info.ssi_signo == SIGHUP)
        reload(p);
    return info.ssi_signo != SIGTERM && info.ssi_signo != SIGINT && info.ssi_signo != SIGQUIT;
}

static int run(struct parent *p)
{
    bool has_started = start_generation(p);
    for (bool goes_on = has_started; goes_on;) {
        struct pollfd fds[] = {{.fd = p->signal_fd, .events = POLLIN},
                               {.fd = p->ready_fds[0], .events = POLLIN}};
        if (poll(fds, ARRAY_LEN(fds), start_due(p)) < 0 && errno != EINTR)
            break;
        if ((fds[1].revents & POLLIN) != 0)
            note_ready(p);
        if ((fds[0].revents & POLLIN) != 0)
            goes_on = take_signal(p);
        has_started = bury_all(p);
        goes_on = goes_on && has_started;
    }
    stop_all(p);
    return has_started ? EXIT_SUCCESS : EXIT_FAILURE;
}

int engine_run(struct engine *e)
{
    struct arena *a = arena_new();
    struct parent *p = arena_alloc(a, sizeof(*p));
    char *why = "";
    sigset_t signals;
    *p = (struct parent){.engine = e, .listen_fd = listen_open(&e->config, a, &why)};
    if (p->listen_fd < 0) {
        log_event(LOG_ERROR, "listen", "%s", why);
        dprintf(STDERR_FILENO, "%s\n", why);
        arena_free(a);
        return EXIT_FAILURE;
    }
    set_signals(&signals);
    sigprocmask(SIG_BLOCK, &signals, NULL);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    p->signal_fd = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
    if (pipe2(p->ready_fds, O_CLOEXEC) != 0)
        abort();
    int status = run(p);
    unlink(e->config.fcgi_socket);
    arena_free(p->arena);
    arena_free(a);
    return status;
}
