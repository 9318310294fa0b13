#include "app/matter/draft/draft.h"

#include <string.h>

#define COL(member, kind_of, text, ...)                                                                      \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(struct matter_draft, m.member), .label = (text),  \
        ##__VA_ARGS__                                                                                        \
    }

static const struct field unit_in_fields[] = {
    {.name = "unit_id",
     .type = F_INT,
     .at = offsetof(struct unit_in, unit_id),
     .label = "承办单位",
     .min = 1,
     .required = true},
    {.name = "kind",
     .type = F_CHOICE,
     .at = offsetof(struct unit_in, kind),
     .label = "承办方式",
     .choices = &assignment_kinds,
     .required = true},
    {.name = "task",
     .type = F_TEXT,
     .at = offsetof(struct unit_in, task),
     .label = "任务",
     .max = 1000,
     .nullable = true},
    {.name = "due_on",
     .type = F_DATE,
     .at = offsetof(struct unit_in, due_on),
     .label = "本单位时限",
     .nullable = true},
};
const struct shape unit_in_shape = SHAPE("UnitIn", struct unit_in, unit_in_fields);

/* The first FORM_COLUMNS of them are columns whose changes an edit notes. */
static const struct field draft_fields[] = {
    COL(source, F_CHOICE, "来源类别", .choices = &matter_sources, .required = true),
    COL(source_kind, F_TEXT, "来源细类", .max = 40),
    COL(origin_title, F_TEXT, "来源名称", .max = 200),
    COL(origin_no, F_TEXT, "来源文号", .max = 60),
    COL(origin_on, F_DATE, "来源日期"),
    COL(origin_person, F_TEXT, "批示领导或提出人", .max = 40),
    COL(title, F_TEXT, "事项名称", .min = 2, .max = 120, .required = true),
    COL(content, F_TEXT, "督办内容", .max = 8000),
    COL(requirement, F_TEXT, "工作要求", .max = 8000),
    COL(urgency, F_CHOICE, "紧急程度", .choices = &urgencies),
    COL(is_key, F_BOOL, "重点"),
    COL(is_special, F_BOOL, "专项督办"),
    COL(needs_plan, F_BOOL, "须报工作方案"),
    COL(difficulty, F_CHOICE, "难易", .choices = &difficulties),
    COL(leader_feedback_on, F_DATE, "领导指定的反馈日期"),
    COL(due_on, F_DATE, "办理时限"),
    COL(report_cycle, F_CHOICE, "报送频次", .choices = &report_cycles),
    COL(cycle_days, F_INT, "自定频次：几天报送一次", .min = 1, .max = CYCLE_DAYS_MAX),
    COL(self_check_days, F_INT, "时限前几个工作日自查；空依规则", .min = 1, .max = SELF_CHECK_DAYS_MAX),
    COL(proposal, F_TEXT, "拟办意见", .max = 2000),
    COL(parent_weight, F_INT, "在上级交办进度中的权重", .min = 1, .max = 100),
    COL(parent_assignment_id, F_INT, "分解自", .min = 1),
    {.name = "units",
     .type = F_LIST,
     .at = offsetof(struct matter_draft, units),
     .label = "承办单位",
     .max = 60,
     .of = &unit_in_shape},
    {.name = "file_ids",
     .type = F_INTS,
     .at = offsetof(struct matter_draft, file_ids),
     .label = "附件",
     .max = FILES_PER_OBJECT},
};
#define FORM_COLUMNS (ARRAY_LEN(draft_fields) - 3)
const struct shape matter_draft_shape = SHAPE("MatterDraft", struct matter_draft, draft_fields);

/* ---- checks beyond the field table */
struct report_bad {
    struct arena *a;
    draft_bad_fn *bad;
    void *ctx;
    bool ok;
};

static void unit_bad(struct report_bad *r, size_t i, const char *member, const char *detail)
{
    r->bad(r->ctx, arena_printf(r->a, "#/units/%zu/%s", i, member), detail);
    r->ok = false;
}

static const struct known_unit *known_of(const struct list *known, int64_t id)
{
    const struct known_unit *k = known->items;
    for (size_t i = 0; i < known->n; i++)
        if (k[i].id == id)
            return &k[i];
    return NULL;
}

static bool is_there(const struct list *there, int64_t unit_id)
{
    const struct assignment *at = there == NULL ? NULL : there->items;
    for (size_t i = 0; at != NULL && i < there->n; i++)
        if (at[i].unit_id == unit_id && at[i].status != AS_WITHDRAWN)
            return true;
    return false;
}

static bool is_twice(const struct unit_in *units, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (units[k].unit_id == units[i].unit_id)
            return true;
    return false;
}

static void one_unit(struct report_bad *r, const struct draft_check *d, size_t i)
{
    const struct unit_in *units = d->units->items, *u = &units[i];
    if (known_of(d->known, u->unit_id) == NULL)
        unit_bad(r, i, "unit_id", "承办单位不在本督办机构的责任单位中，请重新选择");
    else if (is_twice(units, i) || is_there(d->there, u->unit_id))
        unit_bad(r, i, "unit_id", "承办单位重复，同一单位只列一次");
    if (u->due_on != 0 && u->due_on < d->today)
        unit_bad(r, i, "due_on", "本单位时限不能早于今天");
    else if (u->due_on != 0 && d->due_on != 0 && u->due_on > d->due_on)
        unit_bad(r, i, "due_on", "本单位时限不能晚于事项的办理时限");
}

/* Either one lead with its assists, or parallel units: never both, never two leads. */
static void kinds(struct report_bad *r, const struct draft_check *d)
{
    const struct assignment *at = d->there == NULL ? NULL : d->there->items;
    const struct unit_in *units = d->units->items;
    size_t leads = 0, parallels = 0;
    for (size_t i = 0; at != NULL && i < d->there->n; i++) {
        leads += at[i].status != AS_WITHDRAWN && at[i].kind == AK_LEAD;
        parallels += at[i].status != AS_WITHDRAWN && at[i].kind == AK_PARALLEL;
    }
    for (size_t i = 0; i < d->units->n; i++) {
        leads += units[i].kind == AK_LEAD;
        parallels += units[i].kind == AK_PARALLEL;
        if (units[i].kind == AK_LEAD && leads > 1)
            unit_bad(r, i, "kind", "承办方式只能有一个主办，其余请改为协办");
        else if (units[i].kind != AK_ASSIST && leads > 0 && parallels > 0)
            unit_bad(r, i, "kind", "承办方式不能既有主办又有分办，请改为主办加协办或者全部分办");
    }
}

bool units_check(struct arena *a, const struct draft_check *d, draft_bad_fn *bad, void *ctx)
{
    struct report_bad r = {a, bad, ctx, true};
    for (size_t i = 0; i < d->units->n; i++)
        one_unit(&r, d, i);
    kinds(&r, d);
    return r.ok;
}

bool dates_check(const struct matter_draft *d, int32_t today, draft_bad_fn *bad, void *ctx)
{
    bool ok = true;
    int32_t due = d->m.due_on, feedback = d->m.leader_feedback_on;
    if (due != 0 && due < today) {
        bad(ctx, "#/due_on", "办理时限不能早于今天");
        ok = false;
    }
    if (feedback != 0 && feedback < today) {
        bad(ctx, "#/leader_feedback_on", "领导指定的反馈日期不能早于今天");
        ok = false;
    } else if (feedback != 0 && due != 0 && feedback > due) {
        bad(ctx, "#/leader_feedback_on", "领导指定的反馈日期不能晚于办理时限");
        ok = false;
    }
    if ((d->m.report_cycle == CYCLE_CUSTOM) != (d->m.cycle_days != 0)) {
        bad(ctx, "#/cycle_days",
            d->m.cycle_days == 0 ? "自定频次请写明几天报送一次" : "只有自定频次写几天报送一次");
        ok = false;
    }
    if (d->m.origin_on > today) {
        bad(ctx, "#/origin_on", "来源日期不能晚于今天");
        ok = false;
    }
    return ok;
}

/* ---- what an edit changed */
static const char *value_text(struct arena *a, const struct field *f, const void *base)
{
    const void *at = (const char *)base + f->at;
    char date[DATE_CHARS];
    switch (f->type) {
    case F_TEXT:
        return *(const char *const *)at == NULL ? "" : *(const char *const *)at;
    case F_DATE:
        return *(const int32_t *)at == 0 ? "" : arena_strdup(a, date_format(*(const int32_t *)at, date));
    case F_CHOICE:
        return choice_label(f->choices, *(const int *)at);
    case F_BOOL:
        return *(const bool *)at ? "是" : "否";
    case F_INT:
        return arena_printf(a, "%lld", (long long)*(const int64_t *)at);
    default:
        return "";
    }
}

static void change(struct json *j, const struct field *f, const char *from, const char *to)
{
    if (strcmp(from, to) == 0)
        return;
    json_open(j, '{');
    json_key(j, "field");
    json_text(j, f->name);
    json_key(j, "label");
    json_text(j, f->label);
    json_key(j, "from");
    json_text(j, from);
    json_key(j, "to");
    json_text(j, to);
    json_close(j, '}');
}

static void unit_text(struct buf *b, int kind, const char *name, const char *task, int32_t due_on)
{
    char date[DATE_CHARS];
    buf_printf(b, "%s%s %s", b->len > 0 ? "；" : "", choice_label(&assignment_kinds, kind), name);
    if (due_on != 0)
        buf_printf(b, "（%s前）", date_format(due_on, date));
    if (task != NULL && *task != '\0')
        buf_printf(b, "：%s", task);
}

static const char *units_before(struct arena *a, const struct list *assignments)
{
    const struct assignment *at = assignments->items;
    struct buf b;
    buf_init(&b, a);
    for (size_t i = 0; i < assignments->n; i++)
        unit_text(&b, at[i].kind, at[i].unit_name, at[i].task, at[i].due_on);
    return b.data;
}

static const char *units_after(struct arena *a, const struct list *units, const struct list *known)
{
    const struct unit_in *u = units->items;
    struct buf b;
    buf_init(&b, a);
    for (size_t i = 0; i < units->n; i++)
        unit_text(&b, u[i].kind, known_of(known, u[i].unit_id)->name, u[i].task, u[i].due_on);
    return b.data;
}

char *draft_changes(struct arena *a, const struct matter *old, const struct list *assignments,
                    const struct matter_draft *d, const struct list *known)
{
    struct json j;
    json_init(&j, a);
    json_open(&j, '[');
    for (size_t i = 0; i < FORM_COLUMNS; i++)
        change(&j, &draft_fields[i], value_text(a, &draft_fields[i], old),
               value_text(a, &draft_fields[i], d));
    change(&j, &draft_fields[ARRAY_LEN(draft_fields) - 2], units_before(a, assignments),
           units_after(a, &d->units, known));
    json_close(&j, ']');
    return strcmp(j.out.data, "[]") == 0 ? NULL : j.out.data;
}
