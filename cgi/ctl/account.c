#include "app/audit/audit.h"
#include "app/auth/auth.h"
#include "ctl/ctl.h"

#include <stdio.h>
#include <string.h>

struct change {
    struct ctl *ctl;
    struct account_row who;
    char hash[PASSWORD_HASH_CHARS];
};

static enum err add_admin(struct db *db, void *ctx)
{
    struct change *ch = ctx;
    enum err e = store_add_admin(db, ch->ctl, &ch->who, ch->hash, &ch->who.id);
    return e == OK ? audit_operator(db, ch->ctl->now, "person.create", "person", ch->who.id, NULL) : e;
}

bool ctl_create_admin(struct ctl *c)
{
    struct change ch = {.ctl = c, .who = {.login = auth_login_key(c->arena, c->args[0]), .name = c->args[1]}};
    char *password = auth_initial_password(c->arena);
    if (!auth_login_valid(ch.who.login))
        return ctl_fail("登录名应为 2–40 个小写字母、数字、点、横线或下划线，以字母或数字开头");
    if (!text_is_utf8(ch.who.name, strlen(ch.who.name)) || text_chars(ch.who.name) < 2 ||
        text_chars(ch.who.name) > 40)
        return ctl_fail("姓名应为 2–40 个字");
    if (!password_hash(password, ch.hash))
        return ctl_fail("系统正忙，请稍后再试");
    enum err e = db_tx(c->db, add_admin, &ch);
    if (e == ERR_CONFLICT)
        return ctl_fail("登录名 %s 已有人使用", ch.who.login);
    if (e != OK)
        return ctl_fail_db(e);
    printf("系统管理员 %s（%s）已建立，初始密码：%s\n首次登录须修改密码。\n", ch.who.name, ch.who.login,
           password);
    return true;
}

static enum err set_password(struct db *db, void *ctx)
{
    struct change *ch = ctx;
    int64_t now = ch->ctl->now;
    enum err e = auth_password_store(db, now, ch->who.id, ch->hash, true);
    if (e == OK)
        e = auth_end_sessions(db, now, ch->who.id, 0, "password");
    if (e == OK)
        e = auth_unlock(db, ch->who.login);
    return e == OK ? audit_operator(db, now, "person.reset-password", "person", ch->who.id, NULL) : e;
}

bool ctl_password(struct ctl *c)
{
    struct change ch = {.ctl = c};
    char line[1024];
    bool found;
    enum err e = store_person(c, auth_login_key(c->arena, c->args[0]), &ch.who, &found);
    if (e != OK)
        return ctl_fail_db(e);
    if (!found)
        return ctl_fail("没有登录名为 %s 的人员", c->args[0]);
    if (!fgets(line, sizeof(line), stdin))
        return ctl_fail("请从标准输入给出新密码（一行）");
    line[strcspn(line, "\r\n")] = '\0';
    const char *fault = text_is_utf8(line, strlen(line))
                            ? auth_password_fault(line, ch.who.login, ch.who.name)
                            : "密码应为 UTF-8 文字";
    if (fault)
        return ctl_fail("%s", fault);
    if (!password_hash(line, ch.hash))
        return ctl_fail("系统正忙，请稍后再试");
    e = db_tx(c->db, set_password, &ch);
    if (e != OK)
        return ctl_fail_db(e);
    printf("%s（%s）的密码已设定，下次登录须修改；已有的登录全部结束。\n", ch.who.name, ch.who.login);
    return true;
}
