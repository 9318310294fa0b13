#include "app/meeting/meeting/meeting_priv.h"

#include "app/time/calendar/calendar.h"

#include <string.h>

#define HOUR_MS INT64_C(3600000)

enum need {
    N_DAY = 1,      /* its day has come */
    N_UNSIGNED = 2, /* the minutes are still open */
    N_MINUTES = 4,
    N_ALL_MADE = 8,
    N_UNMADE = 16,
    N_PRIMARY = 32
};
#define IN(status) (1U << (status))
#define OPEN (IN(MT_PLANNED) | IN(MT_HELD))

/* In the order of the buttons. */
static const struct step {
    enum meeting_action action;
    unsigned from, needs;
} steps[] = {
    {MX_HOLD, IN(MT_PLANNED), N_DAY | N_PRIMARY},
    {MX_ATTENDANCE, OPEN, N_DAY},
    {MX_CODE, OPEN, 0},
    {MX_MINUTES, IN(MT_HELD), N_UNSIGNED},
    {MX_RESOLVE, IN(MT_HELD), N_MINUTES},
    {MX_MAKE, IN(MT_HELD), N_UNMADE | N_PRIMARY},
    {MX_SIGN, IN(MT_HELD), N_MINUTES | N_UNSIGNED},
    {MX_CLOSE, IN(MT_HELD), N_MINUTES | N_ALL_MADE},
    {MX_EDIT, IN(MT_PLANNED), 0},
    {MX_CANCEL, IN(MT_PLANNED), 0},
};

static const struct step *step_of(enum meeting_action action)
{
    const struct step *s = steps;
    while (s->action != action)
        s++;
    return s;
}

static const char *lacking(const struct meeting_case *c, unsigned needs)
{
    const struct meeting *m = &c->m;
    if ((needs & N_DAY) && date_of(c->now) < date_of(m->starts_at))
        return "还没有到开会的日子";
    if ((needs & N_MINUTES) && m->minutes == NULL)
        return "还没有会议纪要，请先整理纪要";
    if ((needs & N_UNSIGNED) && m->document_id != 0)
        return "会议纪要已经签发，不能再改";
    if ((needs & N_ALL_MADE) && m->unmade_n > 0)
        return "还有议定事项没有交办，请先确认交办或者改为仅记录";
    return (needs & N_UNMADE) && m->unmade_n == 0 ? "没有等待交办的议定事项" : NULL;
}

/* The office; of the leaders, who called it or chairs it. */
static bool is_responsible(const struct meeting_case *c)
{
    const struct actor *who = c->who;
    if (!c->m.is_whole || (who->role & ROLE_BODY) == 0)
        return false;
    return who->role == ROLE_OFFICE || c->m.called_person_id == who->person_id ||
           c->m.chair_person_id == who->person_id;
}

struct meeting_verdict meeting_judge(const struct meeting_case *c, enum meeting_action action)
{
    const struct step *s = step_of(action);
    if (!is_responsible(c))
        return (struct meeting_verdict){ERR_FORBIDDEN, "由督办办公室、召集人或者主持人办理"};
    if ((s->from & IN(c->m.status)) == 0)
        return (struct meeting_verdict){ERR_CONFLICT, NULL};
    const char *why = lacking(c, s->needs);
    return (struct meeting_verdict){why == NULL ? OK : ERR_CONFLICT, why};
}

void meeting_buttons(const struct meeting_case *c, struct arena *a, struct list *out)
{
    struct action *items = arena_alloc(a, ARRAY_LEN(steps) * sizeof *items);
    size_t n = 0;
    for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
        struct meeting_verdict v = meeting_judge(c, steps[i].action);
        if (v.err == ERR_FORBIDDEN || (v.err != OK && v.why == NULL))
            continue;
        items[n++] = (struct action){choice_name(&meeting_actions, steps[i].action),
                                     choice_label(&meeting_actions, steps[i].action), v.err == OK, v.why,
                                     (steps[i].needs & N_PRIMARY) != 0};
    }
    *out = (struct list){items, n};
}

struct meeting_verdict reply_judge(const struct meeting_case *c, const struct invite *v)
{
    if (!v->is_mine && !is_responsible(c))
        return (struct meeting_verdict){ERR_FORBIDDEN, "只能答复给您或者您单位的邀请"};
    if (c->m.status != MT_PLANNED)
        return (struct meeting_verdict){ERR_CONFLICT, "会议已经召开或者取消，不用再答复"};
    return (struct meeting_verdict){OK, NULL};
}

int64_t code_from(const struct meeting *m)
{
    return m->starts_at - HOUR_MS;
}

int64_t code_until(const struct meeting *m)
{
    return m->ends_at + HOUR_MS;
}

struct invite *invite_of(const struct meeting_case *c, int64_t id)
{
    struct invite *v = c->invites.items;
    for (size_t i = 0; i < c->invites.n; i++)
        if (v[i].id == id)
            return &v[i];
    return NULL;
}

bool setting_is_quiet(const struct meeting_setting *s, int32_t day)
{
    int year, month, mday;
    date_split(day, &year, &month, &mday);
    return (s->mask >> (month - 1) & 1) != 0;
}

/* ---- the form */
static bool check_times(const struct meeting_in *in, int64_t now, meeting_bad_fn *bad, void *ctx)
{
    if (in->ends_at <= in->starts_at) {
        bad(ctx, "#/ends_at", "结束时间应晚于开始时间");
        return false;
    }
    if (in->ends_at - in->starts_at > 72 * HOUR_MS) {
        bad(ctx, "#/ends_at", "一次会议不能超过三天，请检查日期");
        return false;
    }
    if (date_of(in->starts_at) < date_of(now)) {
        bad(ctx, "#/starts_at", "开始时间不能早于今天");
        return false;
    }
    return true;
}

bool meeting_check(const struct meeting_in *in, int64_t now, meeting_bad_fn *bad, void *ctx)
{
    bool ok = check_times(in, now, bad, ctx);
    if (in->chair_id == 0 && in->chair_name == NULL) {
        bad(ctx, "#/chair_name", "请确定主持人");
        ok = false;
    }
    if (in->unit_ids.n + in->membership_ids.n + in->guests.n == 0) {
        bad(ctx, "#/unit_ids", "请至少邀请一个单位或者一个人");
        ok = false;
    }
    return ok;
}

/* ---- words */
static void clock_text(struct buf *b, int64_t at)
{
    int minutes = (int)((at - date_start(date_of(at))) / 60000);
    buf_printf(b, "%02d:%02d", minutes / 60, minutes % 60);
}

char *meeting_when(struct arena *a, const struct meeting *m)
{
    struct buf b;
    buf_init(&b, a);
    buf_puts(&b, day_text(a, date_of(m->starts_at)));
    clock_text(&b, m->starts_at);
    buf_printf(&b, "，%s", m->place);
    return b.data;
}

static const char *came(struct arena *a, const struct invite *v)
{
    if (v->kind == IK_UNIT)
        return v->attended_name == NULL ? v->name : arena_printf(a, "%s%s", v->name, v->attended_name);
    return v->kind == IK_GUEST && v->post != NULL ? arena_printf(a, "%s%s", v->post, v->name) : v->name;
}

static void say_who(struct buf *b, const struct meeting_case *c, const char *label, int kind, bool there)
{
    const struct invite *v = c->invites.items;
    bool is_first = true;
    for (size_t i = 0; i < c->invites.n; i++) {
        bool is_away = v[i].absent || (!v[i].attended && v[i].reply == IR_ABSENT);
        bool is_guest = v[i].kind == IK_GUEST;
        if ((there ? !v[i].attended : !is_away) || is_guest != (kind == IK_GUEST))
            continue;
        buf_printf(b, "%s%s", is_first ? label : "、", came(b->arena, &v[i]));
        is_first = false;
    }
    if (!is_first)
        buf_puts(b, "\n");
}

char *minutes_template(struct arena *a, const struct meeting_case *c)
{
    const struct agenda_item *items = c->agenda.items;
    struct buf b;
    buf_init(&b, a);
    buf_printf(&b, "时间：%s", date_text(a, date_of(c->m.starts_at)));
    clock_text(&b, c->m.starts_at);
    buf_printf(&b, "\n地点：%s\n主持：%s\n", c->m.place, c->m.chair_name);
    say_who(&b, c, "出席：", IK_UNIT, true);
    say_who(&b, c, "列席：", IK_GUEST, true);
    say_who(&b, c, "请假：", IK_UNIT, false);
    if (c->agenda.n > 0)
        buf_puts(&b, "\n会议研究了以下议题：");
    for (size_t i = 0; i < c->agenda.n; i++)
        buf_printf(&b, "%s%s", i > 0 ? "；" : "", items[i].text);
    buf_puts(&b, c->agenda.n > 0 ? "。\n\n会议议定：\n" : "\n会议议定：\n");
    return b.data;
}
