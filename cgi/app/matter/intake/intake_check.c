#include "app/matter/intake/intake_priv.h"

#include "app/time/calendar/calendar.h"

#include <string.h>

static struct intake_fault *new_fault(struct arena *a, struct intake_checked *out, const char *column,
                                      const char *detail)
{
    struct intake_fault *f = out->faults.items;
    const char *label = "";
    if (f == NULL)
        out->faults.items = f = arena_alloc(a, INTAKE_FAULTS * sizeof *f);
    if (out->faults.n == INTAKE_FAULTS)
        return arena_alloc(a, sizeof *f); /* one too many: not told */
    for (size_t i = 0; i < intake_row_shape.n; i++)
        if (strcmp(intake_row_shape.fields[i].name, column) == 0)
            label = intake_row_shape.fields[i].label;
    f[out->faults.n] = (struct intake_fault){column, label, detail, {0}};
    return &f[out->faults.n++];
}

void intake_fault(struct arena *a, struct intake_checked *out, const char *column, const char *detail)
{
    (void)new_fault(a, out, column, detail);
}

static bool is_blank(const char *s)
{
    return s == NULL || *s == '\0';
}

/* ---- one cell after the other */
struct checking {
    const struct intake_case *c;
    const struct intake_row *row;
    struct matter_draft *d;
    struct intake_checked *out;
};

static void bad(const struct checking *k, const char *column, const char *detail)
{
    intake_fault(k->c->arena, k->out, column, detail);
}

static void check_texts(const struct checking *k)
{
    const struct intake_row *row = k->row;
    struct matter *m = &k->d->m;
    if (is_blank(row->title))
        bad(k, "title", "没有写任务，请写明做什么事");
    else if (text_chars(row->title) < 2 || text_chars(row->title) > 120)
        bad(k, "title", "任务名称应为 2–120 个字，细节请写在“内容”里");
    m->title = row->title;
    m->requirement = row->requirement;
    m->content = is_blank(row->content) ? row->title : row->content;
    if (!is_blank(row->note))
        m->content = arena_printf(k->c->arena, "%s\n备注：%s", m->content ? m->content : "", row->note);
    if (m->content != NULL && text_chars(m->content) > 8000)
        bad(k, "content", "内容和备注合起来不能超过 8000 个字");
    if (is_blank(row->requirement))
        bad(k, "requirement", "没有写要求，请写明做到什么程度算完成");
}

static void check_due(const struct checking *k)
{
    if (is_blank(k->row->due)) {
        bad(k, "due", "没有写时限，请写明哪天前完成，如 2026-12-31");
        return;
    }
    k->d->m.due_on = intake_day(k->row->due, k->c->today);
    if (k->d->m.due_on == 0)
        bad(k, "due",
            arena_printf(k->c->arena, "看不懂“%s”，请写成 2026-12-31、2026年12月31日或 12月底这样的日期",
                         k->row->due));
    else if (k->d->m.due_on < k->c->today)
        bad(k, "due",
            arena_printf(k->c->arena, "%s已经过了，请改定时限", date_text(k->c->arena, k->d->m.due_on)));
}

static void check_cycle(const struct checking *k)
{
    static const struct {
        const char *word;
        int cycle;
    } words[] = {{"不定期", 1}, {"无", 1},       {"每周", 2},    {"周报", 2}, {"周", 2},
                 {"每半月", 3}, {"半月", 3},     {"半月报", 3},  {"每月", 4}, {"月报", 4},
                 {"月", 4},     {"每月一次", 4}, {"每周一次", 2}};
    k->d->m.report_cycle = 1;
    if (is_blank(k->row->cycle))
        return;
    k->d->m.report_cycle = 0;
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (strcmp(words[i].word, k->row->cycle) == 0)
            k->d->m.report_cycle = words[i].cycle;
    if (k->d->m.report_cycle == 0)
        bad(k, "cycle", "报送频次应为每周、每半月、每月或不定期");
}

static char *stem(struct arena *a, const char *file_name)
{
    const char *dot = strrchr(file_name, '.');
    return dot != NULL && dot > file_name ? arena_strndup(a, file_name, (size_t)(dot - file_name))
                                          : arena_strdup(a, file_name);
}

/* A source that is one of the categories says so; any other is what the matter comes from. */
static void check_source(const struct checking *k)
{
    struct matter *m = &k->d->m;
    const char *source = k->row->source;
    m->source = choice_index(&matter_sources, "plan");
    m->source_kind = "任务分解表";
    m->origin_title = stem(k->c->arena, k->c->file_name);
    m->origin_no = is_blank(k->row->no) ? NULL : arena_printf(k->c->arena, "第%s项", k->row->no);
    if (m->origin_no != NULL && text_chars(m->origin_no) > 60)
        bad(k, "no", "序号太长");
    if (is_blank(source))
        return;
    for (size_t i = 0; i < matter_sources.n; i++)
        if (strcmp(matter_sources.items[i].label, source) == 0) {
            m->source = (int)i + 1;
            return;
        }
    m->origin_title = source;
    if (text_chars(source) > 200)
        bad(k, "source", "来源不能超过 200 个字");
}

/* ---- units */
static bool is_between(uint32_t c)
{
    return c == 0 || c == 0x3001 || c == ',' || c == 0xFF0C || c == ';' || c == 0xFF1B || c == '/' ||
           c == '\n' || c == '\r' || c == ' ' || c == 0x3000;
}

/* The next name of a list of them; NULL at the end. */
static const char *next_name(struct arena *a, const char **list)
{
    while (**list) {
        const char *from = *list, *to = from;
        for (const char *p = from; *p && !is_between(text_next(&p));)
            to = p;
        *list = to;
        if (*to)
            (void)text_next(list);
        if (to > from)
            return arena_strndup(a, from, (size_t)(to - from));
    }
    return NULL;
}

static void add_unit(const struct checking *k, const char *column, const char *name, int kind)
{
    struct unit_in *units = k->d->units.items;
    struct arena *a = k->c->arena;
    const struct intake_unit *u = intake_unit_of(k->c->units, name);
    if (u == NULL) {
        struct intake_fault *f = new_fault(
            a, k->out, column, arena_printf(a, "本机构没有“%s”这个责任单位，请改成全称或简称", name));
        f->suggestions = intake_nearest(a, k->c->units, name);
        return;
    }
    for (size_t i = 0; i < k->d->units.n; i++)
        if (units[i].unit_id == u->id) {
            bad(k, column, arena_printf(a, "“%s”写了两次，同一单位只列一次", u->name));
            return;
        }
    if (k->d->units.n == INTAKE_UNITS) {
        bad(k, column, "单位太多，请分成几项任务");
        return;
    }
    units[k->d->units.n++] = (struct unit_in){.unit_id = u->id, .kind = kind};
}

static void check_units(const struct checking *k)
{
    struct arena *a = k->c->arena;
    struct unit_in *units = arena_alloc(a, INTAKE_UNITS * sizeof *units);
    const char *list = k->row->lead ? k->row->lead : "", *name;
    k->d->units = (struct list){units, 0};
    while ((name = next_name(a, &list)) != NULL)
        add_unit(k, "lead", name, AK_LEAD);
    size_t mains = k->d->units.n;
    if (mains == 0 && is_blank(k->row->lead))
        bad(k, "lead", "没有写牵头单位");
    for (size_t i = 0; mains > 1 && i < mains; i++)
        units[i].kind = AK_PARALLEL;
    list = k->row->assist ? k->row->assist : "";
    while ((name = next_name(a, &list)) != NULL)
        add_unit(k, "assist", name, AK_ASSIST);
    if (mains > 0 && !is_blank(k->row->person))
        units[0].task = arena_printf(a, "责任人：%s", k->row->person);
    k->d->m.difficulty = k->d->units.n > 1 ? DIFFICULTY_HARD : DIFFICULTY_SIMPLE;
}

static void check_twice(const struct checking *k, size_t i)
{
    const struct intake_row *rows = k->c->rows->items;
    for (size_t n = 0; n < i && !is_blank(k->row->title); n++)
        if (!is_blank(rows[n].title) && strcmp(rows[n].title, k->row->title) == 0 && rows[n].lead != NULL &&
            k->row->lead != NULL && strcmp(rows[n].lead, k->row->lead) == 0) {
            bad(k, "title",
                arena_printf(k->c->arena, "与第 %lld 行重复，请删去一行", (long long)rows[n].row));
            return;
        }
}

void intake_check(const struct intake_case *c, size_t i, struct matter_draft *d, struct intake_checked *out)
{
    const struct intake_row *row = (const struct intake_row *)c->rows->items + i;
    struct checking k = {c, row, d, out};
    out->cells = *row;
    d->m.origin_ref = ORIGIN_IMPORT;
    check_texts(&k);
    check_twice(&k, i);
    check_units(&k);
    check_due(&k);
    check_cycle(&k);
    check_source(&k);
}

/* ---- what would be made of it */
static const char *name_of(const struct list *units, int64_t id)
{
    const struct intake_unit *u = units->items;
    for (size_t i = 0; i < units->n; i++)
        if (u[i].id == id)
            return u[i].name;
    return "";
}

char *intake_says(struct arena *a, const struct intake_case *c, const struct matter_draft *d)
{
    const struct unit_in *u = d->units.items;
    struct buf b;
    buf_init(&b, a);
    for (size_t i = 0; i < d->units.n; i++)
        buf_printf(&b, "%s%s%s", i > 0 ? "，" : "", choice_label(&assignment_kinds, u[i].kind),
                   name_of(c->units, u[i].unit_id));
    if (d->m.due_on != 0)
        buf_printf(&b, "；%s前", date_text(a, d->m.due_on));
    if (d->m.report_cycle > 1)
        buf_printf(&b, "；%s报送", choice_label(&report_cycles, d->m.report_cycle));
    return b.data;
}
