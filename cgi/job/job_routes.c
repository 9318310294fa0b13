#include "job/job.h"

#include <string.h>

#define LATE_MS (10 * 60 * INT64_C(1000)) /* longer than any round */

struct task_health {
    const char *name, *label;
    struct job_state state;
    bool late;
};
#define STATE_AT(member) offsetof(struct task_health, state.member)
static const struct field health_fields[] = {
    {"name", F_TEXT, offsetof(struct task_health, name), .label = "任务"},
    {"label", F_TEXT, offsetof(struct task_health, label), .label = "任务名称"},
    {"holder", F_TEXT, STATE_AT(holder), .label = "在哪台机器上", .nullable = true},
    {"started_at", F_INSTANT, STATE_AT(started_at), .label = "最近一次开始", .nullable = true},
    {"finished_at", F_INSTANT, STATE_AT(finished_at), .label = "最近一次结束", .nullable = true},
    {"ok_at", F_INSTANT, STATE_AT(ok_at), .label = "最近一次成功", .nullable = true},
    {"failed_at", F_INSTANT, STATE_AT(failed_at), .label = "最近一次失败", .nullable = true},
    {"done", F_INT, STATE_AT(done), .label = "最近一次办了多少件"},
    {"total", F_INT, STATE_AT(total), .label = "累计办了多少件"},
    {"late", F_BOOL, offsetof(struct task_health, late), .label = "早该运行而没有成功"},
};
static const struct shape health_shape = SHAPE("TaskHealth", struct task_health, health_fields);
struct health {
    bool ok;
    struct list tasks;
};
static const struct field fields[] = {
    {"ok", F_BOOL, offsetof(struct health, ok), .label = "各项任务都按时"},
    {"tasks", F_LIST, offsetof(struct health, tasks), .label = "任务", .of = &health_shape},
};
static const struct shape shape = SHAPE("JobHealth", struct health, fields);

static struct task_health health_of(const struct task *task, const struct list *states, int64_t now)
{
    struct task_health h = {.name = task->name, .label = task->label};
    const struct job_state *s = states->items;
    for (size_t i = 0; i < states->n; i++)
        if (strcmp(s[i].name, task->name) == 0)
            h.state = s[i];
    h.late = now - h.state.ok_at > 2 * task->every_ms + LATE_MS;
    return h;
}

static enum err show(struct req *req, struct res *res)
{
    struct list states;
    enum err e = job_states(req->db, req->arena, &states);
    if (e != OK)
        return e;
    struct task_health *tasks = arena_alloc(req->arena, job_task_count * sizeof(*tasks));
    struct health h = {.ok = true, .tasks = {tasks, job_task_count}};
    for (size_t i = 0; i < job_task_count; i++) {
        tasks[i] = health_of(&job_tasks[i], &states, req->now);
        h.ok &= !tasks[i].late;
    }
    res_struct(res, &shape, &h);
    return OK;
}

static const struct route routes[] = {
    {GET, "/api/health/jobs", ROLE_ADMIN, show, "定时任务的状况", .reply = &shape},
};
const struct module job_module = {
    .name = "job",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = job_queries,
    .nqueries = JOB_QUERIES,
};
