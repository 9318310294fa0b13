#include "app/org/person/person_priv.h"

#include <string.h>

static bool mobile_valid(const char *s)
{
    return strlen(s) == 11 && strspn(s, "0123456789") == 11 && s[0] == '1';
}

static bool email_valid(const char *s)
{
    const char *at = strchr(s, '@');
    for (const char *p = s; *p; p++)
        if (*p <= ' ' || *p > '~' || strchr("\"<>(),;:\\", *p))
            return false;
    return at && at != s && at[1] && !strchr(at + 1, '@') && strchr(at + 1, '.') && s[strlen(s) - 1] != '.';
}

bool person_check(const struct person_new *p, org_fault_fn *bad, void *ctx)
{
    bool ok = true;
    if (!auth_login_valid(p->login)) {
        bad(ctx, "login", "登录名为 2–40 个小写字母、数字、点、下划线或连字符，以字母或数字开头。");
        ok = false;
    }
    if (!org_is_plain(p->name)) {
        bad(ctx, "name", "姓名不能含有控制字符，也不能以 =、+、-、@ 开头。");
        ok = false;
    }
    if (p->mobile && !mobile_valid(p->mobile)) {
        bad(ctx, "mobile", "手机号应为 11 位数字，以 1 开头。");
        ok = false;
    }
    if (p->email && !email_valid(p->email)) {
        bad(ctx, "email", "邮箱地址的写法不对，应形如 name@example.com。");
        ok = false;
    }
    return ok;
}

bool post_check(int class, const struct post_new *p, org_fault_fn *bad, void *ctx)
{
    static const struct {
        int roles;
        const char *why;
    } may[] = {
        [CLASS_BUSINESS] = {ROLE_BUSINESS, "业务账号不能担任系统管理员或审计员（三员分立），请另建账号。"},
        [CLASS_ADMIN] = {ROLE_ADMIN, "系统管理账号只能担任系统管理员（三员分立）。"},
        [CLASS_AUDITOR] = {ROLE_AUDITOR, "审计账号只能担任审计员（三员分立）。"},
    };
    int role = auth_role_bit(p->role);
    bool ok = true;
    if (!(role & may[class].roles)) {
        bad(ctx, "role", may[class].why);
        ok = false;
    }
    if ((role == ROLE_LEADER) != (p->rank != RANK_NONE)) {
        bad(ctx, "rank",
            p->rank ? "只有领导小组成员填组内职务。" : "领导小组成员须填组内职务：组长、副组长或成员。");
        ok = false;
    }
    if (!org_is_plain(p->post)) {
        bad(ctx, "post", "职务不能含有控制字符，也不能以 =、+、-、@ 开头。");
        ok = false;
    }
    return ok;
}

static const char *misfit(const struct post_new *p, const struct post_facts *f, const char **member)
{
    int role = auth_role_bit(p->role);
    *member = "unit_id";
    if (!f->is_active)
        return "该单位已撤销，不能任职。";
    if ((role & ROLE_BODY) && !f->body_id)
        return "该单位没有督办机构，不能设领导小组成员或督办办公室人员。";
    if (f->has_same)
        return "此人在该单位已有这个角色的任职。";
    *member = "rank";
    if (p->rank == RANK_HEAD && f->head)
        return "该督办机构已有组长，请先结束其任职。";
    *member = "role";
    if (role == ROLE_LIAISON && f->liaison)
        return "该单位已有联络员，请到联络员名册办理交接。";
    return NULL;
}

bool post_fits(const struct post_new *p, const struct post_facts *f, org_fault_fn *bad, void *ctx)
{
    const char *member, *why = misfit(p, f, &member);
    if (why)
        bad(ctx, member, why);
    return !why;
}

char *person_changes(struct arena *a, const struct person_row *old, const struct person_row *new)
{
    const struct org_change items[] = {
        {"name", org_text_differs(old->name, new->name)},
        {"mobile", org_text_differs(old->mobile, new->mobile)},
        {"email", org_text_differs(old->email, new->email)},
        {"status", old->status != new->status},
    };
    return org_changed(a, items, ARRAY_LEN(items));
}
