#include "app/message/outbox/outbox.h"
#include "ctl/ctl.h"
#include "job/job.h"

#include <stdio.h>
#include <time.h>

#define LEASE_MS (300 * INT64_C(1000))
#define TURN_TRIES 300
#define REHEARSED_AT (10 * 3600 * INT64_C(1000)) /* in working hours */

struct run {
    const struct task *task;
    struct task_run run;
};

static bool name_tasks(void)
{
    ctl_fail("没有这项任务，可用的有：");
    for (size_t i = 0; i < job_task_count; i++)
        ctl_fail("  %-8s %s", job_tasks[i].name, job_tasks[i].label);
    return false;
}

/* The running job has its turn every second and gives it back. */
static enum err take_turn(struct ctl *c, const struct job_turn *turn)
{
    for (int tries = 0; tries < TURN_TRIES; tries++) {
        bool held;
        enum err e = job_turn_take(c->db, turn, c->now, c->now + LEASE_MS, &held);
        if (e != OK || held)
            return e;
        nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
    }
    return ERR_TOO_MANY;
}

static bool run_now(struct ctl *c, struct run *it)
{
    struct job_turn turn;
    char *why = "";
    if (!job_turn_open(&c->config, c->arena, &turn, &why) || !outbox_start(&c->config, c->arena, &why))
        return ctl_fail("%s", why);
    it->run.holder = turn.holder;
    enum err e = take_turn(c, &turn);
    if (e == ERR_TOO_MANY)
        return ctl_fail("定时任务正由另一个进程执行，请稍后再试");
    if (e == OK)
        e = it->task->fn(&it->run);
    enum err ended = job_turn_end(c->db, &turn);
    if (e != OK || ended != OK)
        return ctl_fail_db(e != OK ? e : ended);
    printf("%s：办了 %lld 件\n", it->task->label, (long long)it->run.done);
    return true;
}

static enum err run_rehearsed(struct db *db, void *ctx)
{
    struct run *it = ctx;
    (void)db;
    return it->task->fn(&it->run);
}

static bool rehearse(struct ctl *c, struct run *it)
{
    int32_t day;
    if (it->task->is_outer)
        return ctl_fail("%s涉及数据库以外的东西，不能演练", it->task->label);
    if (!date_parse(c->at, &day))
        return ctl_fail("--at 应为日期，如 2026-12-31");
    it->run.now = date_start(day) + REHEARSED_AT;
    enum err e = db_rehearse(c->db, run_rehearsed, it);
    if (e != OK)
        return ctl_fail_db(e);
    printf("演练 %s 10:00：%s将办 %lld 件，没有改动任何数据\n", c->at, it->task->label,
           (long long)it->run.done);
    return true;
}

/* Tasks reset the arena that they are given. */
bool ctl_job_run(struct ctl *c)
{
    struct audit_key key;
    char *why = "";
    struct arena *own = arena_new();
    struct run it = {job_task(c->args[0]), {c->db, own, &c->config, &key, NULL, c->now, 0}};
    bool is_done;
    if (!it.task)
        is_done = name_tasks();
    else if (c->at)
        is_done = rehearse(c, &it);
    else if (!audit_key_load(c->config.seal_key, &key, c->arena, &why))
        is_done = ctl_fail("%s", why);
    else
        is_done = run_now(c, &it);
    arena_free(own);
    return is_done;
}
