/* duban-job: what is done by the clock. Seals the audit trail and verifies it, sweeps what is over.
 * Runs in the foreground until SIGTERM; with --once does everything once. Of several only one works at a
 * time. */

#include "job/job.h"
#include "app/audit/audit.h"
#include "app/auth/auth.h"
#include "app/file/file.h"
#include "base/confine.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define PAUSE_S 5
#define LEASE_MS (60 * INT64_C(1000))
#define SWEEP_MS (3600 * INT64_C(1000))
#define VERIFY_MS (60 * INT64_C(1000))
#define VERIFY_SHARE 20 /* at most a twentieth of the time */

struct job {
    struct config config;
    struct audit_key key;
    struct db *db;
    const char *holder;
    bool is_once;
    int64_t verify_at, sweep_at; /* when next */
};

static enum err seal(struct job *j, struct arena *a, int64_t now)
{
    int64_t rows;
    (void)a;
    return audit_seal(j->db, &j->key, now, &rows);
}

static enum err verify(struct job *j, struct arena *a, int64_t now)
{
    struct audit_verdict v;
    if (now < j->verify_at)
        return OK;
    enum err e = audit_verify(j->db, &j->key, now, a, &v);
    if (e != OK)
        return e;
    if (!v.ok)
        log_event(LOG_ERROR, "audit-fault", "%zu faults; see dubanctl audit verify", v.faults.n);
    int64_t took = clock_now() - now;
    j->verify_at = now + (took * VERIFY_SHARE > VERIFY_MS ? took * VERIFY_SHARE : VERIFY_MS);
    return audit_keep(j->db, &v);
}

static enum err sweep(struct job *j, struct arena *a, int64_t now)
{
    struct file_swept swept = {0};
    if (now < j->sweep_at)
        return OK;
    enum err e = job_sweep_keys(j->db, now);
    if (e == OK)
        e = auth_sweep(j->db, now);
    if (e == OK)
        e = file_sweep(j->db, &j->config, now, a, &swept);
    if (e != OK)
        return e;
    j->sweep_at = now + SWEEP_MS;
    if (swept.rows || swept.contents || swept.temps)
        log_event(LOG_INFO, "files-swept",
                  "%" PRId64 " rows, %" PRId64 " contents, %" PRId64 " temporary files", swept.rows,
                  swept.contents, swept.temps);
    return OK;
}

static enum err work(struct job *j, struct arena *a)
{
    static const struct {
        const char *name;
        enum err (*fn)(struct job *j, struct arena *a, int64_t now);
    } tasks[] = {{"seal", seal}, {"verify", verify}, {"sweep", sweep}};
    enum err worst = OK;
    for (size_t i = 0; i < ARRAY_LEN(tasks); i++) {
        bool held;
        int64_t now = clock_now();
        if (db_ready(j->db) != OK)
            return ERR_BUSY; /* said by db-down */
        enum err e = job_lease_take(j->db, j->holder, now, now + LEASE_MS, &held);
        if (e == OK && !held)
            return ERR_TOO_MANY;
        if (e == OK)
            e = tasks[i].fn(j, a, now);
        if (e != OK) {
            log_event(LOG_WARN, "job", "%s did not finish (%d)", tasks[i].name, e);
            worst = e;
        }
        arena_reset(a);
    }
    enum err e = db_ready(j->db);
    if (e == OK)
        e = job_lease_release(j->db, j->holder);
    return worst == OK ? e : worst;
}

/* True when it is time to go. */
static bool pause_until_told(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    int told = sigtimedwait(&set, NULL, &(struct timespec){.tv_sec = PAUSE_S});
    if (told == SIGHUP)
        log_reopen();
    return told == SIGTERM || told == SIGINT;
}

static int run(struct job *j, struct arena *a)
{
    enum err e;
    do {
        e = work(j, a);
    } while ((!j->is_once || e == ERR_TOO_MANY) && !pause_until_told());
    return e == OK || !j->is_once ? EXIT_SUCCESS : EXIT_FAILURE;
}

static bool prepare(struct job *j, const char *path, struct arena *a, char **why)
{
    char host[65] = "";
    if (!path) {
        *why = "用法：duban-job -c 配置文件 [--once]（或以环境变量 DUBAN_CONF 指明）。";
        return false;
    }
    if (!config_load(&j->config, path, a, why) || !audit_key_load(j->config.seal_key, &j->key, a, why) ||
        !file_start(&j->config, a, why))
        return false;
    if (!log_open(j->config.log)) {
        *why = arena_printf(a, "不能写日志文件 %s。", j->config.log);
        return false;
    }
    const char *slash = strrchr(j->config.seal_key, '/');
    const char *folder = slash ? arena_strndup(a, j->config.seal_key, (size_t)(slash - j->config.seal_key))
                               : ".";
    gethostname(host, sizeof(host) - 1);
    j->holder = arena_printf(a, "%s:%d", host, (int)getpid());
    j->db = db_new(&j->config);
    return confine(&j->config, (const char *const[]){folder, NULL}, a, why);
}

static const char *read_args(struct job *j, char **args)
{
    const char *path = getenv("DUBAN_CONF");
    for (; *args; args++) {
        if (strcmp(*args, "--once") == 0)
            j->is_once = true;
        else if (strcmp(*args, "-c") == 0 && args[1])
            path = *++args;
        else
            return NULL;
    }
    return path;
}

int main(int argc, char **argv)
{
    struct job j = {0};
    struct arena *keep = arena_new(), *a = arena_new();
    char *why = "";
    sigset_t set;
    int status = EXIT_FAILURE;
    (void)argc;
    sigfillset(&set);
    sigdelset(&set, SIGSEGV);
    sigdelset(&set, SIGABRT);
    sigprocmask(SIG_BLOCK, &set, NULL);
    tzset();
    crypto_start();
    if (prepare(&j, read_args(&j, argv + 1), keep, &why))
        status = run(&j, a);
    else
        fprintf(stderr, "%s\n", why);
    if (j.db)
        db_free(j.db);
    arena_free(a);
    arena_free(keep);
    return status;
}
