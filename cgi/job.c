/* duban-job: what is done by the clock; the tasks are in job/job_tasks.c. Runs in the foreground until
 * SIGTERM; with --once does everything once. Of several only one works at a time. */

#include "job/job.h"
#include "app/file/file.h"
#include "app/message/outbox/outbox.h"
#include "base/confine.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PAUSE_S 1
#define LEASE_MS (90 * INT64_C(1000))
#define NOTE_MS (60 * INT64_C(1000)) /* a task that found nothing to do says so this often */
#define TASKS_MAX 16

struct job {
    struct config config;
    struct audit_key key;
    struct db *db;
    struct job_turn turn;
    bool is_once;
    struct {
        int64_t next_at, noted_at;
    } tasks[TASKS_MAX]; /* as in job_tasks */
};

static enum err note(struct job *j, size_t i, const struct task_run *r, enum err e)
{
    int64_t now = clock_now();
    const struct job_state s = {
        .name = job_tasks[i].name,
        .holder = j->turn.holder,
        .started_at = r->now,
        .finished_at = now,
        .ok_at = e == OK ? now : 0,
        .failed_at = e == OK ? 0 : now,
        .done = r->done,
        .total = r->done,
    };
    if (e == OK && r->done == 0 && now - j->tasks[i].noted_at < NOTE_MS)
        return OK;
    j->tasks[i].noted_at = now;
    return job_state_put(j->db, &s);
}

static enum err run_task(struct job *j, struct arena *a, size_t i)
{
    const struct task *task = &job_tasks[i];
    struct task_run r = {j->db, a, &j->config, &j->key, j->turn.holder, clock_now(), 0};
    int64_t began_us = clock_mono_us(); /* a clock that was put right meanwhile is no time taken */
    enum err e = task->fn(&r);
    if (e != OK)
        log_event(LOG_WARN, "job", "%s did not finish (%d)", task->name, e);
    int64_t rest = (clock_mono_us() - began_us) / 1000 * task->share;
    j->tasks[i].next_at = r.now + (rest > task->every_ms ? rest : task->every_ms);
    enum err noted = db_ready(j->db);
    if (noted == OK)
        noted = note(j, i, &r, e);
    arena_reset(a);
    return e == OK ? noted : e;
}

static bool is_anything_due(const struct job *j)
{
    int64_t now = clock_now();
    for (size_t i = 0; i < job_task_count; i++)
        if (now >= j->tasks[i].next_at)
            return true;
    return false;
}

/* ERR_TOO_MANY: it is another's turn. */
static enum err work(struct job *j, struct arena *a)
{
    enum err worst = OK;
    for (size_t i = 0; i < job_task_count; i++) {
        bool held;
        int64_t now = clock_now();
        if (now < j->tasks[i].next_at)
            continue;
        if (db_ready(j->db) != OK)
            return ERR_BUSY; /* said by db-down */
        enum err e = job_turn_take(j->db, &j->turn, now, now + LEASE_MS, &held);
        if (e == OK && !held)
            return ERR_TOO_MANY;
        if (e == OK)
            e = run_task(j, a, i);
        if (e != OK)
            worst = e;
    }
    enum err e = job_turn_end(j->db, &j->turn);
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
    enum err e = OK;
    do {
        if (is_anything_due(j))
            e = work(j, a);
    } while ((!j->is_once || e == ERR_TOO_MANY) && !pause_until_told());
    return e == OK || !j->is_once ? EXIT_SUCCESS : EXIT_FAILURE;
}

static bool prepare(struct job *j, const char *path, struct arena *a, char **why)
{
    if (!path) {
        *why = "用法：duban-job -c 配置文件 [--once]（或以环境变量 DUBAN_CONF 指明）。";
        return false;
    }
    if (!config_load(&j->config, path, a, why) || !audit_key_load(j->config.seal_key, &j->key, a, why) ||
        !file_start(&j->config, a, why) || !job_turn_open(&j->config, a, &j->turn, why) ||
        !outbox_start(&j->config, a, why))
        return false;
    if (!log_open(j->config.log)) {
        *why = arena_printf(a, "不能写日志文件 %s。", j->config.log);
        return false;
    }
    const char *slash = strrchr(j->config.seal_key, '/');
    const char *folder = slash ? arena_strndup(a, j->config.seal_key, (size_t)(slash - j->config.seal_key))
                               : ".";
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
