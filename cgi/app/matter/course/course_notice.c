#include "app/matter/course/course.h"

#include <string.h>

/* The text of a 督办通知 (A4.1.2): what, by whom, by when, in the layers of GB/T 9704. */

struct writer {
    struct arena *a;
    struct paragraph *items;
    size_t n, max;
};

static void say(struct writer *w, int level, const char *text)
{
    if (w->n < w->max && text != NULL && *text != '\0')
        w->items[w->n++] = (struct paragraph){level, text};
}

/* What users typed in several lines becomes several paragraphs. */
static void say_lines(struct writer *w, const char *text)
{
    const char *from = text;
    for (const char *p = text;; p++) {
        if (*p != '\n' && *p != '\0')
            continue;
        say(w, 0, text_trim(w->a, arena_strndup(w->a, from, (size_t)(p - from))));
        if (*p == '\0')
            return;
        from = p + 1;
    }
}

static size_t lines_in(const char *text)
{
    size_t n = 1;
    for (; *text != '\0'; text++)
        n += *text == '\n';
    return n;
}

/* Quotation marks within quotation marks are single ones. */
static const char *quoted(struct arena *a, const char *text)
{
    struct buf b;
    buf_init(&b, a);
    buf_puts(&b, "“");
    while (*text != '\0') {
        bool opens = strncmp(text, "“", 3) == 0, closes = strncmp(text, "”", 3) == 0;
        if (opens || closes)
            buf_puts(&b, opens ? "‘" : "’");
        else
            buf_putc(&b, *text);
        text += opens || closes ? 3 : 1;
    }
    buf_puts(&b, "”");
    return b.data;
}

static const char *origin_text(struct arena *a, const struct matter *m)
{
    struct buf b;
    buf_init(&b, a);
    if (m->origin_title == NULL || *m->origin_title == '\0')
        return arena_printf(a, "现将%s交由你们办理，请认真抓好落实。", quoted(a, m->title));
    buf_printf(&b, "根据%s", m->origin_title);
    if (m->origin_no != NULL)
        buf_printf(&b, "（%s）", m->origin_no);
    if (m->origin_person != NULL)
        buf_printf(&b, "和%s的要求", m->origin_person);
    buf_printf(&b, "，现将%s交由你们办理，请认真抓好落实。", quoted(a, m->title));
    return b.data;
}

static void say_unit(struct writer *w, const struct assignment *at)
{
    struct buf b;
    buf_init(&b, w->a);
    buf_printf(&b, "%s：%s", choice_label(&assignment_kinds, at->kind), at->unit_name);
    if (at->due_on != 0)
        buf_printf(&b, "，%s前完成", date_text(w->a, at->due_on));
    if (at->task != NULL)
        buf_printf(&b, "。%s", at->task);
    say(w, 0, b.data);
}

static const char *limit_text(struct arena *a, const struct matter *m)
{
    struct buf b;
    buf_init(&b, a);
    buf_printf(&b, "请于%s前书面反馈办理情况", date_text(a, m->feedback_on));
    if (m->needs_plan)
        buf_puts(&b, "，签收后报送工作方案备案");
    if (m->report_cycle > 1)
        buf_printf(&b, "，此后%s报送一次进展", cycle_text(a, m->report_cycle, m->cycle_days));
    buf_printf(&b, "，%s前办结。不能按期办结的，应当在时限届满前说明原因和下一步措施。",
               date_text(a, m->due_on));
    return b.data;
}

static struct list addressees(struct arena *a, const struct matter_case *c)
{
    const struct assignment *at = c->units.items;
    const char **names = arena_alloc(a, (c->units.n + 1) * sizeof *names);
    size_t n = 0;
    for (size_t i = 0; i < c->units.n; i++)
        if (at[i].status != AS_WITHDRAWN)
            names[n++] = at[i].unit_name;
    return (struct list){names, n};
}

static struct list paragraphs(struct arena *a, const struct matter_case *c)
{
    const struct matter *m = &c->m;
    const struct assignment *at = c->units.items;
    struct writer w = {.a = a, .max = 6 + lines_in(m->content) + lines_in(m->requirement) + c->units.n};
    w.items = arena_alloc(a, w.max * sizeof *w.items);
    say(&w, 0, origin_text(a, m));
    say(&w, 1, "一、督办内容");
    say_lines(&w, m->content);
    say(&w, 1, "二、工作要求");
    say_lines(&w, m->requirement);
    say(&w, 1, "三、承办单位");
    for (size_t i = 0; i < c->units.n; i++)
        if (at[i].status != AS_WITHDRAWN)
            say_unit(&w, &at[i]);
    say(&w, 1, "四、办理时限");
    say(&w, 0, limit_text(a, m));
    return (struct list){w.items, w.n};
}

void notice_write(struct arena *a, const struct matter_case *c, const struct paper_source *s,
                  struct paper *out)
{
    *out = (struct paper){
        .letterhead = s->letterhead,
        .title = notice_title(a, &c->m),
        .urgency = c->m.urgency > 1 ? choice_label(&urgencies, c->m.urgency) : NULL,
        .addressees = addressees(a, c),
        .paragraphs = paragraphs(a, c),
        .issuer = s->issuer,
        .signed_on = c->today,
        .printed_by = s->office,
        .printed_on = c->today,
        .contact = arena_printf(a, "联系人：%s%s%s", c->who->name, s->phone == NULL ? "" : "，联系电话：",
                                s->phone == NULL ? "" : s->phone),
    };
}
