#include "base/confine.h"
#include "http/http_priv.h"

#include <errno.h>
#include <fcgiapp.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* libfcgi uses select, so no descriptor may reach FD_SETSIZE. */
#define DESCRIPTORS 1024
#define CONNECTIONS 960
#define THREADS_MAX 64
#define PEER_TIMEOUT_S 10 /* nginx has the whole request before it connects */
#define DRAIN_MS 60000    /* for kept connections, which nginx lets go after its keepalive_timeout */
#define STOP_MS 10000     /* for requests in flight */
#define LOOK_MS 20

/* One connection of nginx. Between two requests it waits in the epoll set; EPOLLONESHOT gives it to one
 * thread at a time. */
struct conn {
    FCGX_Request request;
    struct conn *next;
};
struct server {
    const struct config *config;
    int epoll_fd, listen_fd, stop_fd;
    pthread_mutex_t lock; /* guards the three below */
    struct conn *free;
    int nopen;
    bool is_listening;
    atomic_bool is_draining;
    atomic_int busy; /* requests in flight */
};

/* The listener and the stop signal have no struct conn; these addresses tell them apart. */
static char listener_mark, stop_mark;

static void watch(struct server *s, int op, int fd, uint32_t events, void *ptr)
{
    struct epoll_event event = {.events = events, .data.ptr = ptr};
    if (epoll_ctl(s->epoll_fd, op, fd, &event) != 0 && op != EPOLL_CTL_DEL) {
        log_event(LOG_ERROR, "epoll", "epoll_ctl failed: errno %d", errno);
        abort();
    }
}

/* With the lock held. */
static void listen_on(struct server *s, bool on)
{
    if (s->is_listening != on)
        watch(s, on ? EPOLL_CTL_ADD : EPOLL_CTL_DEL, s->listen_fd, EPOLLIN | EPOLLEXCLUSIVE, &listener_mark);
    s->is_listening = on;
}

static struct conn *take_conn(struct server *s)
{
    pthread_mutex_lock(&s->lock);
    struct conn *c = s->free;
    if (c != NULL) {
        s->free = c->next;
        s->nopen++;
    } else {
        listen_on(s, false); /* nginx waits in the backlog until one is given back */
    }
    pthread_mutex_unlock(&s->lock);
    return c;
}

static void give_conn(struct server *s, struct conn *c)
{
    pthread_mutex_lock(&s->lock);
    c->next = s->free;
    s->free = c;
    s->nopen--;
    if (!atomic_load(&s->is_draining))
        listen_on(s, true);
    pthread_mutex_unlock(&s->lock);
}

static void accept_one(struct server *s)
{
    static const struct timeval limit = {.tv_sec = PEER_TIMEOUT_S};
    struct conn *c = take_conn(s);
    if (c == NULL)
        return;
    int fd = accept4(s->listen_fd, NULL, NULL, SOCK_CLOEXEC);
    if (fd < 0) {
        give_conn(s, c);
        return;
    }
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
    FCGX_InitRequest(&c->request, -1, 0);
    c->request.ipcFd = fd;
    watch(s, EPOLL_CTL_ADD, fd, EPOLLIN | EPOLLONESHOT, c);
}

/* keepConnection before FCGX_Accept_r keeps it from closing the connection that it is to read; nginx's own
 * wish arrives with the request. Listening on -1, it returns instead of waiting when nginx has closed. A
 * connection in its last days stays open until nginx lets go of it: only then is none lost. */
static void serve(struct server *s, struct thread *t, struct conn *c)
{
    FCGX_Request *r = &c->request;
    atomic_fetch_add(&s->busy, 1);
    r->keepConnection = 1;
    if (FCGX_Accept_r(r) == 0)
        FCGX_Free(r, !fcgi_serve(t, r, atomic_load(&s->is_draining)));
    if (r->ipcFd >= 0)
        watch(s, EPOLL_CTL_MOD, r->ipcFd, EPOLLIN | EPOLLONESHOT, c);
    else
        give_conn(s, c);
    atomic_fetch_sub(&s->busy, 1);
}

static void *thread_main(void *arg)
{
    struct server *s = arg;
    struct thread t = {.arena = arena_new(), .db = db_new(s->config), .config = s->config};
    for (;;) {
        struct epoll_event event;
        if (epoll_wait(s->epoll_fd, &event, 1, -1) != 1)
            continue;
        if (event.data.ptr == &stop_mark)
            break;
        if (event.data.ptr == &listener_mark)
            accept_one(s);
        else
            serve(s, &t, event.data.ptr);
    }
    db_free(t.db);
    arena_free(t.arena);
    return NULL;
}

static int open_conns(struct server *s)
{
    pthread_mutex_lock(&s->lock);
    int n = s->nopen;
    pthread_mutex_unlock(&s->lock);
    return n;
}

static void stop_listening(struct server *s)
{
    pthread_mutex_lock(&s->lock);
    atomic_store(&s->is_draining, true);
    listen_on(s, false);
    pthread_mutex_unlock(&s->lock);
}

/* Waits for SIGTERM at most so long; true when it came. */
static bool told_to_stop(int ms)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    return sigtimedwait(&set, NULL, &(struct timespec){.tv_nsec = ms * 1000000L}) == SIGTERM;
}

/* SIGQUIT: the next generation serves; answer what still comes on kept connections, each for the last time.
 * SIGTERM: answer what has come. */
static void wait_for_end(struct server *s)
{
    sigset_t set;
    int told, idle = 0;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGQUIT);
    while (sigwait(&set, &told) != 0)
        ;
    stop_listening(s);
    for (int ms = 0; told == SIGQUIT && ms < DRAIN_MS && open_conns(s) > 0; ms += LOOK_MS)
        if (told_to_stop(LOOK_MS))
            break;
    for (int ms = 0; idle < 2 && ms < STOP_MS; ms += LOOK_MS) {
        idle = atomic_load(&s->busy) == 0 ? idle + 1 : 0;
        told_to_stop(LOOK_MS);
    }
    if (idle < 2)
        _exit(EXIT_SUCCESS); /* a thread is stuck */
}

static bool prepare(const struct engine *e, struct arena *a)
{
    const struct rlimit limit = {DESCRIPTORS, DESCRIPTORS};
    char *why = "";
    pid_t parent = getppid();
    tzset();
    setrlimit(RLIMIT_NOFILE, &limit);
    if (!e->start(&e->config, a, &why) || !confine(&e->config, NULL, a, &why)) {
        log_event(LOG_ERROR, "start", "%s", why);
        dprintf(STDERR_FILENO, "%s\n", why);
        return false;
    }
    prctl(PR_SET_PDEATHSIG, SIGTERM); /* after the change of user, which forgets it */
    return getppid() == parent;
}

static void set_up(struct server *s, const struct engine *e, int listen_fd, struct arena *a)
{
    *s = (struct server){.config = &e->config, .listen_fd = listen_fd};
    pthread_mutex_init(&s->lock, NULL);
    s->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    s->stop_fd = eventfd(0, EFD_CLOEXEC);
    struct conn *conns = arena_alloc(a, CONNECTIONS * sizeof(*conns));
    for (int i = 0; i < CONNECTIONS; i++) {
        conns[i].next = s->free;
        s->free = &conns[i];
    }
    watch(s, EPOLL_CTL_ADD, s->stop_fd, EPOLLIN, &stop_mark);
    FCGX_Init();
    signal(SIGPIPE, SIG_IGN); /* FCGX_Init set handlers of its own */
    signal(SIGUSR1, SIG_IGN);
    signal(SIGTERM, SIG_DFL);
    pthread_mutex_lock(&s->lock);
    listen_on(s, true);
    pthread_mutex_unlock(&s->lock);
}

int child_run(const struct engine *e, int listen_fd, int ready_fd)
{
    struct arena *a = arena_new();
    struct server s;
    pthread_t threads[THREADS_MAX];
    pid_t pid = getpid();
    if (!prepare(e, a))
        return EXIT_FAILURE;
    set_up(&s, e, listen_fd, a);
    for (int64_t i = 0; i < e->config.threads; i++)
        if (pthread_create(&threads[i], NULL, thread_main, &s) != 0)
            return EXIT_FAILURE;
    if (write(ready_fd, &pid, sizeof(pid)) != sizeof(pid))
        return EXIT_FAILURE;
    wait_for_end(&s);
    if (write(s.stop_fd, &(uint64_t){1}, sizeof(uint64_t)) < 0)
        abort();
    for (int64_t i = 0; i < e->config.threads; i++)
        pthread_join(threads[i], NULL);
    arena_free(a);
    return EXIT_SUCCESS;
}
