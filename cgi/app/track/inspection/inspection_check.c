#include "app/track/inspection/inspection_priv.h"

/* What a form must hold beyond the lengths of its fields. Pure. */

struct check {
    struct arena *arena;
    inspection_bad_fn *bad;
    void *ctx;
    bool failed;
};

static void bad(struct check *k, const char *pointer, const char *detail)
{
    k->failed = true;
    k->bad(k->ctx, pointer, detail);
}

static bool is_blank(const char *s)
{
    return s == NULL || *s == '\0';
}

static void check_member(struct check *k, const struct plan_in *in, size_t i)
{
    const struct member_in *m = in->members.items;
    const char *pointer = arena_printf(k->arena, "#/members/%zu/membership_id", i);
    bool is_expert = m[i].membership_id == 0;
    if (is_expert && is_blank(m[i].name))
        bad(k, arena_printf(k->arena, "#/members/%zu/name", i), "请选择系统内人员，或者填写专家姓名");
    if (!is_expert && (!is_blank(m[i].name) || !is_blank(m[i].post)))
        bad(k, arena_printf(k->arena, "#/members/%zu/name", i), "系统内人员的姓名职务由系统填写，不必另填");
    if (is_expert && m[i].is_leader)
        bad(k, arena_printf(k->arena, "#/members/%zu/is_leader", i), "组长由系统内人员担任");
    for (size_t j = 0; !is_expert && j < i; j++)
        if (m[j].membership_id == m[i].membership_id)
            bad(k, pointer, "同一人列了两次");
}

static void check_twice(struct check *k, const struct list *ids, const char *name)
{
    const int64_t *id = ids->items;
    for (size_t i = 0; i < ids->n; i++)
        for (size_t j = 0; j < i; j++)
            if (id[j] == id[i])
                bad(k, arena_printf(k->arena, "#/%s/%zu", name, i), "列了两次");
}

bool visit_plan_check(struct arena *a, const struct plan_in *in, inspection_bad_fn *fn, void *ctx)
{
    struct check k = {a, fn, ctx, false};
    const struct member_in *m = in->members.items;
    size_t leaders = 0;
    if (in->until_on < in->from_on)
        bad(&k, "#/until_on", "不能早于计划起");
    for (size_t i = 0; i < in->members.n; i++) {
        leaders += m[i].is_leader;
        check_member(&k, in, i);
    }
    if (leaders != 1)
        bad(&k, "#/members", "请指定一名督查组组长");
    check_twice(&k, &in->unit_ids, "unit_ids");
    check_twice(&k, &in->matter_ids, "matter_ids");
    return !k.failed;
}

/* ---- a record */
static bool has_id(const struct list *ids, int64_t id)
{
    const int64_t *item = ids->items;
    for (size_t i = 0; i < ids->n; i++)
        if (item[i] == id)
            return true;
    return false;
}

static void bad_in(struct check *k, size_t i, const char *name, const char *detail)
{
    bad(k, arena_printf(k->arena, "#/findings/%zu/%s", i, name), detail);
}

static void check_problem(struct check *k, const struct finding *f, size_t i, int32_t today)
{
    if (is_blank(f->note))
        bad_in(k, i, "note", "请说明发现了什么问题");
    if (f->severity == 0)
        bad_in(k, i, "severity", "请选择严重程度");
    if (f->answer_by != 0 && f->answer_by <= today)
        bad_in(k, i, "answer_by", "应晚于今天");
}

static void check_finding(struct check *k, const struct inspection_case *c, const struct record_in *in,
                          size_t i)
{
    const struct finding *all = in->findings.items, *f = &all[i];
    const int64_t *photo = f->photos.items;
    if (f->item_id != 0 && item_of(&c->x, f->item_id) == NULL)
        bad_in(k, i, "item_id", "不是这次督查的检查项目");
    for (size_t j = 0; f->item_id != 0 && j < i; j++)
        if (all[j].item_id == f->item_id)
            bad_in(k, i, "item_id", "同一项目记了两次");
    if ((f->item_id != 0) != (f->result != 0))
        bad_in(k, i, "result", f->item_id != 0 ? "请选择符合、不符合或不适用" : "其他问题没有检查结果");
    if (finding_is_problem(f))
        check_problem(k, f, i, c->today);
    else if (f->severity != 0 || f->answer_by != 0)
        bad_in(k, i, "severity", "不是问题，不必填写严重程度和答复日期");
    for (size_t p = 0; p < f->photos.n; p++)
        if (!has_id(&in->file_ids, photo[p]))
            bad(k, arena_printf(k->arena, "#/findings/%zu/photos/%zu", i, p), "照片应同时列在 file_ids 里");
}

bool record_check(struct arena *a, const struct inspection_case *c, const struct record_in *in,
                  inspection_bad_fn *fn, void *ctx)
{
    struct check k = {a, fn, ctx, false};
    if (in->visit_on > c->today)
        bad(&k, "#/visit_on", "不能晚于今天");
    if (c->x.kind == INSPECTION_UNDERCOVER && !is_blank(in->accompanied_by))
        bad(&k, "#/accompanied_by", "暗访没有陪同人");
    check_twice(&k, &in->file_ids, "file_ids");
    for (size_t i = 0; i < in->findings.n; i++)
        check_finding(&k, c, in, i);
    return !k.failed;
}
