#include "app/duty/acting/acting_priv.h"

char *acting_post(struct arena *a, const char *post)
{
    return arena_printf(a, "代理%s", post);
}

static bool may_be_acted_for(const struct principal *p)
{
    int role = auth_role_bit(p->role);
    return role == ROLE_DEPARTMENT || (role == ROLE_LEADER && p->rank != RANK_MEMBER);
}

const char *acting_refusal(const struct actor *who, const struct principal *p)
{
    if (!may_be_acted_for(p))
        return "只有组长、副组长和单位负责人可以由他人代理；联络员请办理交接";
    if (p->acting_for != 0)
        return "代理人不能再委托他人代理";
    if (who->role == ROLE_ADMIN || who->membership_id == p->id)
        return NULL;
    if (who->rank == RANK_HEAD && who->body_id == p->body_id)
        return who->is_acting ? "代理组长不能确定代理人，请组长本人办理" : NULL;
    return "代理人由本人、组长或者系统管理员确定";
}
