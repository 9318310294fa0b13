#include "app/work/progress/progress_priv.h"

#include <string.h>

static bool is_nothing(const char *text)
{
    static const char *const words[] = {"无", "无。", "暂无", "暂无。", "没有", "没有。", "无问题", "/", "-"};
    for (size_t i = 0; text && i < ARRAY_LEN(words); i++)
        if (strcmp(text, words[i]) == 0)
            return true;
    return !text;
}

static void carry(struct report_body *body, const struct report *last)
{
    body->done = last->done;
    body->effect = last->effect;
    body->problem = last->problem;
    body->next_step = last->next_step;
    body->progress = last->progress;
}

size_t report_check(struct arena *a, struct report_body *body, const struct report *last,
                    struct report_fault faults[REPORT_FAULTS_MAX])
{
    if (body->unchanged && last && last->returned_at == 0 && !body->self_check) {
        carry(body, last);
        return 0;
    }
    size_t n = 0;
    if (body->unchanged && !last)
        faults[n++] = (struct report_fault){"#/unchanged", "首次报告不能选“无实质变化”，请填写四个部分"};
    if (body->unchanged && last && last->returned_at != 0)
        faults[n++] = (struct report_fault){"#/unchanged", "上次报告已被退回，请按退回意见重写"};
    if (!body->done)
        faults[n++] = (struct report_fault){"#/done", "已完成工作必须填写"};
    if (!body->effect)
        faults[n++] = (struct report_fault){"#/effect", "取得成效必须填写"};
    if (!body->next_step)
        faults[n++] = (struct report_fault){"#/next_step", "下一步计划必须填写"};
    if (!body->problem)
        faults[n++] = (struct report_fault){"#/problem", "存在问题必须填写，没有问题请写“无”"};
    else if (last && body->progress < last->progress && is_nothing(body->problem))
        faults[n++] = (struct report_fault){
            "#/progress",
            arena_printf(a, "进度低于上次报告的 %d%%，请在“存在问题”中说明原因", (int)last->progress)};
    return n;
}

char *review_path(struct arena *a, const struct matter_case *c)
{
    return arena_printf(a, "/matters/%lld?tab=report", (long long)c->m.id);
}

int32_t report_next_on(const struct calendar *c, int cycle, int32_t today)
{
    if (cycle <= 1) /* none */
        return 0;
    int32_t end = period_end(cycle, today);
    while (period_due(c, cycle, end) < today)
        end = period_end(cycle, end + 1);
    do
        end = period_end(cycle, end + 1);
    while (period_due(c, cycle, end) == 0);
    return period_due(c, cycle, end);
}

const char *report_receipt(struct arena *a, const struct report_body *body, int role, int32_t next_on)
{
    struct buf b;
    buf_init(&b, a);
    buf_puts(&b, "进展报告已报送，督办办公室现在就能看到。");
    if (body->needs_help)
        buf_puts(&b, "已注明需要协调。");
    if (body->progress == 100)
        buf_puts(&b, role == ROLE_LIAISON ? "进度已到 100%，请单位负责人报送办理结果。"
                                          : "进度已到 100%，请接着报送办理结果。");
    else if (next_on)
        buf_printf(&b, "下次请在%s前报送。", day_text(a, next_on));
    else
        buf_puts(&b, "有新进展请随时报送，办理完成后由单位负责人报送办理结果。");
    return b.data;
}
