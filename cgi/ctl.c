/* dubanctl: the operator's commands; see usage(). */

#include "ctl/ctl.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum need { NEEDS_NOTHING, NEEDS_CONFIG, NEEDS_DB };

static const struct command {
    const char *words[2];
    int nargs;
    enum need need;
    ctl_command *fn;
    const char *usage;
} commands[] = {
    {{"migrate"}, 0, NEEDS_CONFIG, ctl_migrate, "migrate [--dir sql]            升级数据库"},
    {{"seed"}, 0, NEEDS_CONFIG, ctl_seed, "seed [--dir sql]               装入基础数据"},
    {{"demo"}, 0, NEEDS_CONFIG, ctl_demo, "demo [--dir sql] [--password P] 向空库装入演示数据"},
    {{"index"}, 0, NEEDS_DB, ctl_index, "index                          重建事项的检索"},
    {{"account", "create-admin"},
     2,
     NEEDS_DB,
     ctl_create_admin,
     "account create-admin 登录名 姓名 建立系统管理员"},
    {{"password"}, 1, NEEDS_DB, ctl_password, "password 登录名                设定密码（从标准输入读一行）"},
    {{"audit", "verify"}, 0, NEEDS_DB, ctl_audit_verify, "audit verify                   核验审计日志"},
    {{"job", "run"},
     1,
     NEEDS_DB,
     ctl_job_run,
     "job run 任务 [--at 日期]       立即执行一项定时任务；带日期为演练，不留改动"},
    {{"openapi"}, 0, NEEDS_NOTHING, ctl_openapi, "openapi                        输出接口文档"},
    {{"check"}, 0, NEEDS_DB, ctl_check, "check                          检查配置、密钥、数据库和语句"},
    {{"keys", "new"}, 1, NEEDS_NOTHING, ctl_keys_new, "keys new 文件                  生成令牌密钥"},
    {{"keys", "rotate"}, 1, NEEDS_NOTHING, ctl_keys_rotate, "keys rotate 文件               更换令牌密钥"},
};

bool ctl_fail(const char *format, ...)
{
    va_list ap;
    fflush(stdout);
    va_start(ap, format);
    vfprintf(stderr, format, ap);
    va_end(ap);
    fputc('\n', stderr);
    return false;
}

bool ctl_fail_db(enum err e)
{
    return ctl_fail(e == ERR_BUSY ? "数据库没有应答，请检查配置和数据库服务"
                                  : "数据库拒绝了这次操作，原因见上面的日志");
}

static bool usage(void)
{
    ctl_fail("用法：dubanctl [-c 配置文件] 命令");
    for (size_t i = 0; i < ARRAY_LEN(commands); i++)
        ctl_fail("  %s", commands[i].usage);
    return false;
}

/* Takes the options out of args wherever they stand; false for one without value. */
static bool take_options(struct ctl *c, char **args, const char **config_path)
{
    const struct {
        const char *name;
        const char **value;
    } options[] = {{"-c", config_path}, {"--dir", &c->dir}, {"--password", &c->password}, {"--at", &c->at}};
    char **kept = args;
    for (char **arg = args; *arg; arg++) {
        const char **value = NULL;
        for (size_t i = 0; i < ARRAY_LEN(options); i++) {
            if (strcmp(*arg, options[i].name) == 0)
                value = options[i].value;
        }
        if (!value)
            *kept++ = *arg;
        else if (!(*value = *++arg))
            return false;
    }
    *kept = NULL;
    return true;
}

static const struct command *find(struct ctl *c, char **args)
{
    for (const struct command *cmd = commands; cmd < commands + ARRAY_LEN(commands); cmd++) {
        char **rest = args;
        bool fits = true;
        for (int i = 0; i < 2 && cmd->words[i]; i++, rest += fits)
            fits = fits && *rest && strcmp(*rest, cmd->words[i]) == 0;
        int given = 0;
        while (fits && rest[given])
            given++;
        if (fits && given == cmd->nargs) {
            c->args = rest;
            return cmd;
        }
    }
    return NULL;
}

static bool connect(struct ctl *c, enum need need, const char *path)
{
    char *why = "";
    if (need == NEEDS_NOTHING)
        return true;
    if (!path)
        return ctl_fail("请用 -c 或环境变量 DUBAN_CONF 指明配置文件");
    if (!config_load(&c->config, path, c->arena, &why))
        return ctl_fail("%s", why);
    c->db = db_new(&c->config);
    enum err e = need == NEEDS_DB ? db_ready(c->db) : OK;
    return e == OK || ctl_fail_db(e);
}

int main(int argc, char **argv)
{
    struct ctl c = {.arena = arena_new(), .now = clock_now(), .dir = "sql", .password = "Duban-2026"};
    const char *path = getenv("DUBAN_CONF");
    bool is_done = false;
    crypto_start();
    const struct command *cmd = argc > 1 && take_options(&c, argv + 1, &path) && argv[1] ? find(&c, argv + 1)
                                                                                         : NULL;
    if (!cmd)
        usage();
    else if (connect(&c, cmd->need, path))
        is_done = cmd->fn(&c);
    if (c.db)
        db_free(c.db);
    arena_free(c.arena);
    return is_done ? EXIT_SUCCESS : EXIT_FAILURE;
}
