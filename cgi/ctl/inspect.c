#include "app/audit/audit.h"
#include "ctl/ctl.h"
#include "http/token.h"
#include "routes.h"

#include <stdio.h>

bool ctl_openapi(struct ctl *c)
{
    struct json j;
    char *why = "";
    if (!router_start(modules, module_count, c->arena, &why))
        return ctl_fail("%s", why);
    json_init(&j, c->arena);
    openapi_write(&j);
    return puts(j.out.data) >= 0;
}

bool ctl_audit_verify(struct ctl *c)
{
    struct audit_key key;
    struct audit_verdict v;
    char *why;
    if (!audit_key_load(c->config.seal_key, &key, c->arena, &why))
        return ctl_fail("%s", why);
    enum err e = audit_verify(c->db, &key, c->now, c->arena, &v);
    if (e != OK)
        return ctl_fail_db(e);
    printf("核验 %lld 条记录、%lld 个封条，封存至第 %lld 条，另有 %lld 条待封存\n", (long long)v.checked,
           (long long)v.seals, (long long)v.sealed_to, (long long)v.waiting);
    const struct audit_fault *faults = v.faults.items;
    for (size_t i = 0; i < v.faults.n; i++)
        ctl_fail("%s：%s", faults[i].kind, faults[i].detail);
    puts(v.ok ? "审计日志完好" : "审计日志不完好");
    return v.ok;
}

static size_t check_queries(struct ctl *c, const struct db_query *const *queries, size_t n)
{
    size_t faults = 0;
    char *why;
    for (size_t i = 0; i < n; i++) {
        if (db_check(c->db, queries[i], c->arena, &why) == OK)
            continue;
        ctl_fail("%s", why ? why : "数据库连接中断");
        faults++;
    }
    return faults;
}

bool ctl_check(struct ctl *c)
{
    size_t faults = 0, checked = 0;
    char *why = "";
    if (!router_start(modules, module_count, c->arena, &why))
        return ctl_fail("%s", why);
    if (!token_keys_load(c->config.token_keys, c->arena, &why))
        return ctl_fail("%s", why);
    for (size_t i = 0; i < module_count; i++) {
        faults += check_queries(c, modules[i]->queries, modules[i]->nqueries);
        checked += modules[i]->nqueries;
    }
    if (faults)
        return ctl_fail("%zu 条语句与数据库不符：请先运行 dubanctl migrate", faults);
    printf("配置、密钥、数据库连接和 %zu 条语句都没有问题\n", checked);
    return true;
}
