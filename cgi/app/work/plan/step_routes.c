#include "app/work/plan/plan_priv.h"

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }

/* ---- 倒排工期: nothing is kept of it */
enum schedule_by { BY_LIMIT = 1, BY_GIVEN };
static const struct choice by_items[] = {{"limit", "按时限倒排"}, {"given", "核对填写的日期"}};
static const struct choices schedule_bys = CHOICES("PlanScheduleBy", by_items);
struct schedule_in {
    int by; /* enum schedule_by */
    struct list steps;
};
static const struct field span_in_fields[] = {
    COL(struct span, workdays, F_INT, "工作日数", .min = 1, .max = STEP_WORKDAYS_MAX),
    COL(struct span, gap, F_INT, "与上一步间隔的工作日数", .max = STEP_GAP_MAX),
    COL(struct span, parallel, F_BOOL, "与上一步并行"),
    COL(struct span, start_on, F_DATE, "开始日期"),
    COL(struct span, end_on, F_DATE, "结束日期"),
};
static const struct shape span_in_shape = SHAPE("PlanScheduleStepIn", struct span, span_in_fields);
static const struct field schedule_in_fields[] = {
    COL(struct schedule_in, by, F_CHOICE, "怎样排", .required = true, .choices = &schedule_bys),
    COL(struct schedule_in, steps, F_LIST, "步骤", .min = 1, .max = STEPS_MAX, .required = true,
        .of = &span_in_shape),
};
static const struct shape schedule_in_shape = SHAPE("PlanScheduleIn", struct schedule_in, schedule_in_fields);
static const struct field span_fields[] = {
    COL(struct span, start_on, F_DATE, "开始"),
    COL(struct span, end_on, F_DATE, "结束"),
    COL(struct span, workdays, F_INT, "工作日数"),
    COL(struct span, short_by, F_INT, "已过去的工作日数"),
    COL(struct span, over_by, F_INT, "超出时限的工作日数"),
    COL(struct span, note, F_TEXT, "排不下的原因", .nullable = true),
};
static const struct shape span_shape = SHAPE("PlanScheduleStep", struct span, span_fields);
static const struct field schedule_fields[] = {
    COL(struct schedule, limit_on, F_DATE, "办理时限"),
    COL(struct schedule, steps, F_LIST, "步骤", .of = &span_shape),
    COL(struct schedule, needed, F_INT, "从开始到结束的工作日数"),
    COL(struct schedule, available, F_INT, "今天到时限的工作日数"),
    COL(struct schedule, short_by, F_INT, "差几个工作日"),
    COL(struct schedule, estimated, F_BOOL, "涉及未发布放假安排的年份"),
    COL(struct schedule, message, F_TEXT, "结论"),
};
static const struct shape schedule_shape = SHAPE("PlanSchedule", struct schedule, schedule_fields);

#define FARTHEST (3 * 366)

static enum err check_days(struct req *req, const struct list *steps)
{
    const struct span *s = steps->items;
    int32_t today = date_of(req->now);
    enum err e = OK;
    for (size_t i = 0; i < steps->n; i++) {
        const char *start = arena_printf(req->arena, "#/steps/%zu/start_on", i);
        const char *end = arena_printf(req->arena, "#/steps/%zu/end_on", i);
        if (s[i].start_on < today - FARTHEST || s[i].start_on > today + FARTHEST)
            e = req_field(req, start, "请填写三年以内的开始日期");
        else if (s[i].end_on < s[i].start_on)
            e = req_field(req, end, "结束日期不能早于开始日期");
        else if (s[i].end_on > today + FARTHEST)
            e = req_field(req, end, "请填写三年以内的结束日期");
    }
    return e;
}

static enum err check_lengths(struct req *req, const struct list *steps)
{
    const struct span *s = steps->items;
    enum err e = OK;
    for (size_t i = 0; i < steps->n; i++)
        if (s[i].workdays == 0)
            e = req_field(req, arena_printf(req->arena, "#/steps/%zu/workdays", i), "请填写工作日数");
    return e;
}

static void reach(const struct schedule *s, int by, int32_t *from, int32_t *to)
{
    const struct span *step = s->steps.items;
    *to = s->limit_on;
    if (by == BY_LIMIT)
        *from = schedule_reach(s->limit_on, &s->steps);
    for (size_t i = 0; i < s->steps.n && by == BY_GIVEN; i++) {
        *from = step[i].start_on < *from ? step[i].start_on : *from;
        *to = step[i].end_on > *to ? step[i].end_on : *to;
    }
}

static enum err limit_of(struct req *req, int32_t *limit_on)
{
    struct matter_case c = {0};
    enum err e = matter_of_assignment(req, req->ids[0], &c.m);
    if (e == OK)
        e = assignments_list(req, c.m.id, &c.units);
    if (e != OK)
        return e;
    c.at = c.units.items;
    while (c.at->id != req->ids[0])
        c.at++;
    *limit_on = assignment_limit(&c);
    return *limit_on != 0 ? OK : req_fail(req, ERR_CONFLICT, "no-limit", "还没有确定办理时限，不能倒排");
}

static enum err schedule(struct req *req, struct res *res)
{
    struct schedule_in *in = req->body;
    struct schedule s = {.steps = in->steps};
    struct calendar calendar = {0};
    int32_t today = date_of(req->now), from = today, to = 0;
    enum err e = limit_of(req, &s.limit_on);
    if (e == OK)
        e = in->by == BY_GIVEN ? check_days(req, &in->steps) : check_lengths(req, &in->steps);
    if (e != OK)
        return e;
    reach(&s, in->by, &from, &to);
    e = calendar_load(req->db, req->arena, from < today ? from : today, to > today ? to : today, &calendar);
    if (e != OK)
        return e;
    if (in->by == BY_LIMIT)
        schedule_back(&calendar, s.limit_on, &s.steps);
    schedule_judge(req->arena, &calendar, today, &s);
    res_struct(res, &schedule_shape, &s);
    return OK;
}

/* ---- how far a step has come */
struct progress_in {
    int64_t progress;
    const char *note;
};
static const struct field progress_in_fields[] = {
    COL(struct progress_in, progress, F_INT, "进度", .max = 100, .required = true),
    COL(struct progress_in, note, F_TEXT, "说明", .max = 500),
};
static const struct shape progress_in_shape = SHAPE("StepProgress", struct progress_in, progress_in_fields);
struct step_moved {
    int64_t id, version, progress;
    const char *message;
};
static const struct field step_moved_fields[] = {
    COL(struct step_moved, id, F_INT, "步骤"),
    COL(struct step_moved, version, F_INT, "步骤的版本"),
    COL(struct step_moved, progress, F_INT, "按步骤折算的总进度", .max = 100),
    COL(struct step_moved, message, F_TEXT, "回执"),
};
static const struct shape step_moved_shape = SHAPE("StepMoved", struct step_moved, step_moved_fields);

static enum err step_current(struct req *req, struct res *res)
{
    struct plan_step s = {0};
    enum err e = step_by_id(req, req->ids[0], &s);
    if (e == OK)
        res_struct(res, &plan_step_shape, &s);
    return e;
}

static enum err open_step(struct req *req, int64_t version, struct matter_case *c, struct plan_step *s)
{
    struct plan p = {0};
    enum err e = step_by_id(req, req->ids[0], s);
    if (e == OK)
        e = assignment_begin(req, s->assignment_id, AA_STEP, c);
    if (e == OK)
        e = step_by_id(req, req->ids[0], s); /* again, under the matter's lock */
    if (e == OK)
        e = plan_by_id(req, s->plan_id, &p);
    if (e != OK)
        return e;
    if (p.no != c->at->plan_no)
        return req_fail(req, ERR_CONFLICT, "not-in-force", "这一步属于第 %lld 版方案，现行的是第 %lld 版",
                        (long long)p.no, (long long)c->at->plan_no);
    return s->version == version ? OK : req_fail(req, ERR_STALE, "stale", "这一步的进度刚被同事更新");
}

static const char *step_note(struct arena *a, const struct plan_step *s, const struct progress_in *in)
{
    return arena_printf(a, "第 %lld 步“%s”：进度由 %lld%% 到 %lld%%%s%s%s", (long long)s->no, s->title,
                        (long long)s->progress, (long long)in->progress, in->progress == 100 ? "，完成" : "",
                        in->note ? "。" : "", in->note ? in->note : "");
}

static enum err total(struct req *req, const struct plan_step *of, int64_t *out)
{
    struct list all = {0};
    enum err e = steps_of_matter(req, of->matter_id, &all);
    struct plan_step *s = all.items;
    size_t n = 0;
    for (size_t i = 0; e == OK && i < all.n; i++)
        if (s[i].plan_id == of->plan_id)
            s[n++] = s[i];
    *out = steps_progress(&(struct list){s, n});
    return e;
}

static enum err progress_tx(struct req *req, struct res *res, void *ctx)
{
    const int64_t *version = ctx;
    const struct progress_in *in = req->body;
    struct matter_case c = {0};
    struct plan_step s = {0};
    int64_t sum = 0;
    enum err e = open_step(req, *version, &c, &s);
    if (e != OK)
        return e;
    const char *note = step_note(req->arena, &s, in);
    s.progress = in->progress;
    if (s.progress < 100)
        s.done_on = 0;
    else if (s.done_on == 0)
        s.done_on = c.today;
    e = step_set_progress(req, &s);
    if (e == OK)
        e = assignment_commit(req, &c, note);
    if (e == OK)
        e = total(req, &s, &sum);
    if (e != OK)
        return e;
    res->version = s.version + 1;
    res_struct(res, &step_moved_shape,
               &(struct step_moved){s.id, s.version + 1, sum,
                                    arena_printf(req->arena,
                                                 "已更新，按步骤折算的总进度为 %lld%%；报送进展时可以采用",
                                                 (long long)sum)});
    return OK;
}

static enum err set_progress(struct req *req, struct res *res)
{
    int64_t version = req->version;
    req->version = 0;
    return req_tx(req, res, progress_tx, &version);
}

/* ---- 自查自纠 */
struct check_in {
    struct self_check k;
    struct list file_ids;
};
static const struct field check_in_fields[] = {
    {.name = "found",
     .type = F_TEXT,
     .at = offsetof(struct check_in, k.found),
     .label = "自查发现",
     .min = 2,
     .max = 2000,
     .required = true},
    {.name = "corrected",
     .type = F_TEXT,
     .at = offsetof(struct check_in, k.corrected),
     .label = "自纠情况",
     .min = 2,
     .max = 2000,
     .required = true},
    COL(struct check_in, file_ids, F_INTS, "附件", .max = FILES_PER_OBJECT),
};
static const struct shape check_in_shape = SHAPE("SelfCheckIn", struct check_in, check_in_fields);
struct checked {
    int64_t id;
    const char *message;
};
static const struct field checked_fields[] = {
    COL(struct checked, id, F_INT, "编号"),
    COL(struct checked, message, F_TEXT, "回执"),
};
static const struct shape checked_shape = SHAPE("SelfChecked", struct checked, checked_fields);

static enum err check_tx(struct req *req, struct res *res, void *ctx)
{
    struct check_in *in = ctx;
    struct matter_case c = {0};
    enum err e = assignment_begin(req, req->ids[0], AA_SELF_CHECK, &c);
    if (e == OK)
        e = check_insert(req, c.at, &in->k);
    if (e == OK)
        e = file_attach(
            req, &(struct file_place){.matter_id = c.m.id, .kind = FILE_OF_SELF_CHECK, .object_id = in->k.id},
            &in->file_ids);
    if (e == OK)
        e = assignment_commit(req, &c, in->k.found);
    if (e == OK)
        res_struct(res, &checked_shape, &(struct checked){in->k.id, "自查自纠已记录，督办办公室可以看到"});
    return e;
}

static enum err self_check(struct req *req, struct res *res)
{
    return req_tx(req, res, check_tx, req->body);
}

static const struct route step_routes[] = {
    {.method = POST,
     .path = "/api/assignments/{id}/plan/schedule",
     .who = ROLE_UNIT,
     .fn = schedule,
     .summary = "倒排工期试算",
     .body = &schedule_in_shape,
     .reply = &schedule_shape,
     .flags = R_NO_VERSION},
    {.method = POST,
     .path = "/api/plan-steps/{id}/progress",
     .who = ROLE_UNIT,
     .fn = set_progress,
     .summary = "更新步骤进度",
     .body = &progress_in_shape,
     .reply = &step_moved_shape,
     .flags = R_IF_MATCH,
     .current = step_current},
    {.method = POST,
     .path = "/api/assignments/{id}/self-checks",
     .who = ROLE_UNIT,
     .fn = self_check,
     .summary = "记录自查自纠",
     .body = &check_in_shape,
     .reply = &checked_shape,
     .flags = R_CREATED | R_NO_VERSION},
};
const struct module plan_step_module = {
    .name = "plan_step", .routes = step_routes, .nroutes = ARRAY_LEN(step_routes)};
