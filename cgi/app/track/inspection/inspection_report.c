#include "app/document/document.h"
#include "app/matter/course/course.h"
#include "app/time/calendar/calendar.h"
#include "app/track/inspection/inspection_priv.h"

#include <string.h>

/* The report: a first text from what was recorded, and the paper that the final text becomes. Pure. */

static const char *const numerals[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};

static void put_number(struct buf *b, size_t n)
{
    if (n >= 20)
        buf_puts(b, numerals[n / 10 - 1]);
    if (n >= 10)
        buf_puts(b, "十");
    if (n == 0 || n % 10 != 0)
        buf_puts(b, numerals[n % 10 - 1]);
}

static void put_team(struct buf *b, const struct inspection *x)
{
    const struct member *m = x->members.items;
    const char *before = "，成员 ";
    for (size_t i = 0; i < x->members.n; i++)
        if (m[i].is_leader)
            buf_printf(b, "组长 %s", m[i].name);
    for (size_t i = 0; i < x->members.n; i++)
        if (!m[i].is_leader) {
            buf_printf(b, "%s%s", before, m[i].name);
            before = "、";
        }
}

static size_t count(const struct visit *v, int result)
{
    const struct finding *f = v->findings.items;
    size_t n = 0;
    for (size_t i = 0; i < v->findings.n; i++)
        n += f[i].item_id != 0 && (result == 0 || f[i].result == result);
    return n;
}

static size_t problems(const struct visit *v)
{
    const struct finding *f = v->findings.items;
    size_t n = 0;
    for (size_t i = 0; i < v->findings.n; i++)
        n += finding_is_problem(&f[i]);
    return n;
}

static void put_visit(struct buf *b, const struct visit *v, size_t nth)
{
    buf_puts(b, "（");
    put_number(b, nth);
    buf_printf(b, "）%s\n", v->unit_name);
    buf_printf(b, "%s", date_text(b->arena, v->visit_on));
    if (v->place != NULL && *v->place != '\0')
        buf_printf(b, "到%s", v->place);
    buf_printf(b, "检查 %zu 项，符合 %zu 项，不符合 %zu 项", count(v, 0), count(v, FR_CONFORM),
               count(v, FR_NOT));
    if (count(v, FR_NA) > 0)
        buf_printf(b, "，不适用 %zu 项", count(v, FR_NA));
    buf_puts(b, "。\n");
    if (v->feedback != NULL && *v->feedback != '\0')
        buf_printf(b, "现场反馈：%s\n", v->feedback);
}

static void put_problems(struct buf *b, const struct inspection *x)
{
    const struct visit *v = x->visits.items;
    size_t n = 0;
    for (size_t i = 0; i < x->visits.n; i++) {
        const struct finding *f = v[i].findings.items;
        for (size_t k = 0; k < v[i].findings.n; k++)
            if (finding_is_problem(&f[k]))
                buf_printf(b, "%zu. %s：%s（%s）\n", ++n, v[i].unit_name, finding_words(b->arena, x, &f[k]),
                           choice_label(&severities, f[k].severity));
    }
    if (n == 0)
        buf_puts(b, "未发现问题。\n");
}

static void put_demands(struct buf *b, const struct inspection *x)
{
    const struct visit *v = x->visits.items;
    size_t n = 0;
    for (size_t i = 0; i < x->visits.n; i++) {
        const struct finding *f = v[i].findings.items;
        for (size_t k = 0; k < v[i].findings.n; k++)
            if (f[k].answer_by != 0) {
                buf_printf(b, "请%s于%s前书面答复“%s”的整改情况。\n", v[i].unit_name,
                           date_text(b->arena, f[k].answer_by), finding_words(b->arena, x, &f[k]));
                n++;
            }
    }
    if (n == 0)
        buf_puts(b, "请有关单位对照检查，举一反三，巩固整改成效。\n");
}

char *report_draft(struct arena *a, const struct inspection *x)
{
    const struct visit *v = x->visits.items;
    struct buf b;
    size_t found = 0;
    buf_init(&b, a);
    for (size_t i = 0; i < x->visits.n; i++)
        found += problems(&v[i]);
    buf_printf(&b, "一、基本情况\n%s\n督查组（", x->reason);
    put_team(&b, x);
    buf_printf(&b, "）对 %zu 个单位开展%s，发现问题 %zu 个。\n二、检查情况\n", x->visits.n,
               choice_label(&inspection_kinds, x->kind), found);
    for (size_t i = 0; i < x->visits.n; i++)
        put_visit(&b, &v[i], i + 1);
    buf_puts(&b, "三、存在问题\n");
    put_problems(&b, x);
    buf_puts(&b, "四、工作要求\n");
    put_demands(&b, x);
    b.data[--b.len] = '\0'; /* the last line's end */
    return b.data;
}

/* ---- the paper: a line is a paragraph; 一、 and （一） make its level */
static int level_of(const char *line)
{
    bool in_brackets = strncmp(line, "（", 3) == 0;
    const char *p = in_brackets ? line + 3 : line, *from = p;
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < ARRAY_LEN(numerals) && !more; i++)
            more = strncmp(p, numerals[i], 3) == 0;
        p += more ? 3 : 0;
    }
    if (p == from)
        return 0;
    if (in_brackets)
        return strncmp(p, "）", 3) == 0 ? 2 : 0;
    return strncmp(p, "、", 3) == 0 ? 1 : 0;
}

static struct list paragraphs(struct arena *a, const char *text)
{
    size_t max = 1;
    for (const char *p = text; *p != '\0'; p++)
        max += *p == '\n';
    struct paragraph *out = arena_alloc(a, max * sizeof *out);
    struct list list = {out, 0};
    for (const char *from = text;; from++) {
        size_t len = strcspn(from, "\n");
        char *line = text_trim(a, arena_strndup(a, from, len));
        if (*line != '\0')
            out[list.n++] = (struct paragraph){level_of(line), line};
        from += len;
        if (*from == '\0')
            return list;
    }
}

void report_write(struct arena *a, const struct inspection_case *c, const struct paper_source *s,
                  struct paper *out)
{
    *out = (struct paper){
        .letterhead = s->letterhead,
        .title = arena_printf(a, "关于%s的督查报告", c->x.title),
        .paragraphs = paragraphs(a, c->x.report),
        .issuer = s->issuer,
        .signed_on = c->today,
        .printed_by = s->office,
        .printed_on = c->today,
    };
}
