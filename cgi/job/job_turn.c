#include "job/job.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

bool job_turn_open(const struct config *c, struct arena *a, struct job_turn *out, char **why)
{
    char host[65] = "";
    const char *path = arena_printf(a, "%s/job.lock", c->data_dir);
    gethostname(host, sizeof(host) - 1);
    out->holder = arena_printf(a, "%s:%.60s", host, c->data_dir);
    out->lock = open(path, O_RDONLY | O_CREAT | O_CLOEXEC, 0644);
    if (out->lock >= 0)
        return true;
    *why = arena_printf(a, "不能打开 %s：%s。", path, strerror(errno));
    return false;
}

enum err job_turn_take(struct db *db, const struct job_turn *t, int64_t now, int64_t until, bool *held)
{
    *held = false;
    if (flock(t->lock, LOCK_EX | LOCK_NB) != 0)
        return OK;
    enum err e = db_ready(db);
    if (e == OK)
        e = job_lease_take(db, t->holder, now, until, held);
    if (!*held)
        flock(t->lock, LOCK_UN);
    return e;
}

/* The lease is given back before the lock: whoever takes the lock finds it free. */
enum err job_turn_end(struct db *db, const struct job_turn *t)
{
    enum err e = db_ready(db);
    if (e == OK)
        e = job_lease_release(db, t->holder);
    flock(t->lock, LOCK_UN);
    return e;
}
