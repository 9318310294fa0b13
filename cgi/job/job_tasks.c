#include "job/job.h"

#include "app/auth/auth.h"
#include "app/duty/acting/acting.h"
#include "app/duty/handover/handover.h"
#include "app/file/file.h"
#include "app/message/outbox/outbox.h"
#include "app/time/deadline/deadline.h"
#include "app/time/digest/digest.h"
#include "app/time/ladder/ladder.h"
#include "app/time/reminder/reminder.h"
#include "app/track/quota/quota.h"

#include <inttypes.h>
#include <string.h>

#define SECOND_MS INT64_C(1000)
#define MINUTE_MS (60 * SECOND_MS)
#define HOUR_MS (60 * MINUTE_MS)

static enum err seal(struct task_run *r)
{
    return audit_seal(r->db, r->key, r->now, &r->done);
}

static enum err verify(struct task_run *r)
{
    struct audit_verdict v;
    enum err e = audit_verify(r->db, r->key, r->now, r->arena, &v);
    if (e != OK)
        return e;
    if (!v.ok)
        log_event(LOG_ERROR, "audit-fault", "%zu faults; see dubanctl audit verify", v.faults.n);
    r->done = v.checked;
    return audit_keep(r->db, &v);
}

static enum err due(struct task_run *r)
{
    return due_sync_all(r->db, r->arena, r->now, &r->done);
}

static enum err remind(struct task_run *r)
{
    int64_t paused = 0;
    enum err e = reminder_round(r->db, r->arena, r->now, &r->done);
    if (e == OK)
        e = pause_round(r->db, r->arena, r->now, &paused);
    r->done += paused;
    return e;
}

static enum err ladder(struct task_run *r)
{
    return ladder_run(r->db, r->arena, r->now, &r->done);
}

static enum err digest(struct task_run *r)
{
    return digest_run(r->db, r->arena, r->now, &r->done);
}

static enum err quota(struct task_run *r)
{
    return quota_run(r->db, r->arena, r->now, &r->done);
}

static enum err terms(struct task_run *r)
{
    int64_t passed = 0;
    enum err e = acting_run(r->db, r->arena, r->now, &r->done);
    if (e == OK)
        e = handover_run(r->db, r->arena, r->now, &passed);
    r->done += passed;
    return e;
}

static enum err outbox(struct task_run *r)
{
    struct outbox_sender s = {r->db, r->arena, r->config, r->holder, r->now};
    return outbox_send(&s, &r->done);
}

static enum err sweep(struct task_run *r)
{
    struct file_swept swept = {0};
    enum err e = job_sweep_keys(r->db, r->now);
    if (e == OK)
        e = auth_sweep(r->db, r->now);
    if (e == OK)
        e = outbox_sweep(r->db, r->now);
    if (e == OK)
        e = file_sweep(r->db, r->config, r->now, r->arena, &swept);
    r->done = swept.rows + swept.contents + swept.temps;
    if (r->done > 0)
        log_event(LOG_INFO, "files-swept",
                  "%" PRId64 " rows, %" PRId64 " contents, %" PRId64 " temporary files", swept.rows,
                  swept.contents, swept.temps);
    return e;
}

/* In the order of a round: what is owed is known before it is reminded of, and told in the same round. */
const struct task job_tasks[] = {
    {"seal", "封存审计日志", 5 * SECOND_MS, 0, true, seal},
    {"verify", "核验审计日志", MINUTE_MS, 20, true, verify},
    {"due", "核对应办事项和灯色", MINUTE_MS, 20, false, due},
    {"remind", "自动催办", MINUTE_MS, 20, false, remind},
    {"ladder", "建议督办升级", 10 * MINUTE_MS, 20, false, ladder},
    {"digest", "生成每周督办摘要", 10 * MINUTE_MS, 20, false, digest},
    {"quota", "督查频次提醒", 10 * MINUTE_MS, 20, false, quota},
    {"terms", "代理起止和工作移交", 10 * MINUTE_MS, 20, false, terms},
    {"outbox", "发出邮件和消息", SECOND_MS, 0, true, outbox},
    {"sweep", "清理过期数据", HOUR_MS, 0, true, sweep},
};
const size_t job_task_count = ARRAY_LEN(job_tasks);

const struct task *job_task(const char *name)
{
    for (size_t i = 0; i < job_task_count; i++)
        if (strcmp(job_tasks[i].name, name) == 0)
            return &job_tasks[i];
    return NULL;
}
