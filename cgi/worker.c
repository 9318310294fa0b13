/* duban-worker: serves the API. Runs in the foreground; SIGTERM ends it, SIGHUP reads the configuration
 * and the keys anew without losing a request. */

#include "app/audit/audit.h"
#include "app/auth/auth.h"
#include "app/file/file.h"
#include "app/org/org.h"
#include "http/token.h"
#include "routes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *config_path;

static bool reload(struct config *c, struct arena *a, char **why)
{
    bool is_read = config_load(c, config_path, a, why);
    c->smtp_url = c->webhook_url = NULL; /* only the job speaks to the outside */
    return is_read;
}

static bool start(const struct config *c, struct arena *a, char **why)
{
    const struct token_keys *keys = token_keys_load(c->token_keys, a, why);
    if (keys == NULL || !file_start(c, a, why))
        return false;
    auth_start(c, keys);
    roster_start();
    return true;
}

static bool prepare(struct engine *e, struct arena *a, char **why)
{
    static const struct http_hooks hooks = {auth_authenticate, auth_recheck, audit_flush};
    if (config_path == NULL) {
        *why = "用法：duban-worker -c 配置文件（或以环境变量 DUBAN_CONF 指明）。";
        return false;
    }
    if (!reload(&e->config, a, why))
        return false;
    if (!log_open(e->config.log)) {
        *why = arena_printf(a, "不能写日志文件 %s。", e->config.log);
        return false;
    }
    http_set_hooks(&hooks);
    return router_start(modules, module_count, a, why);
}

int main(int argc, char **argv)
{
    struct engine e = {.reload = reload, .start = start};
    struct arena *a = arena_new();
    char *why = "";
    crypto_start();
    config_path = argc == 3 && strcmp(argv[1], "-c") == 0 ? argv[2] : argc == 1 ? getenv("DUBAN_CONF") : NULL;
    int status = EXIT_FAILURE;
    if (prepare(&e, a, &why))
        status = engine_run(&e);
    else
        fprintf(stderr, "%s\n", why);
    arena_free(a);
    return status;
}
