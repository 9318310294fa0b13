#include "app/time/pause/pause_priv.h"

#include "app/time/calendar/calendar.h"

#define COL(member, kind_of, text, ...)                                                                      \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(struct explanation_in, member), .label = (text),  \
        ##__VA_ARGS__                                                                                        \
    }

/* What was not done in time is explained (D4.2); the limit stays, the history keeps the words. */
struct explanation_in {
    const char *reason, *next_step;
    int32_t new_plan_on;
};
static const struct field explanation_fields[] = {
    COL(reason, F_TEXT, "超期原因", .min = 5, .max = 1000, .required = true),
    COL(next_step, F_TEXT, "下一步措施", .min = 5, .max = 1000, .required = true),
    COL(new_plan_on, F_DATE, "计划办结时间", .required = true),
};
static const struct shape explanation_shape = SHAPE("ExplanationIn", struct explanation_in,
                                                    explanation_fields);

static const char *note_of(struct arena *a, const struct explanation_in *in)
{
    return arena_printf(a, "原因：%s\n下一步措施：%s\n计划于%s前办结", in->reason, in->next_step,
                        date_text(a, in->new_plan_on));
}

static enum err explain_tx(struct req *req, struct res *res, void *ctx)
{
    const struct explanation_in *in = ctx;
    struct matter_case c = {0};
    enum err e = assignment_begin(req, req->ids[0], AA_EXPLAIN, &c);
    if (e == OK && in->new_plan_on < c.today)
        e = req_field(req, "#/new_plan_on", "不能早于今天");
    if (e == OK)
        e = assignment_commit(req, &c, note_of(req->arena, in));
    if (e == OK)
        move_reply(res, &c, "超期说明已报送；时限不变，请尽快办结");
    return e;
}

static enum err explain(struct req *req, struct res *res)
{
    return req_tx(req, res, explain_tx, req->body);
}

/* No If-Match, as with a report: what was written must not be lost because a colleague filed meanwhile. */
static const struct route explanation_routes[] = {
    {.method = POST,
     .path = "/api/assignments/{id}/explanation",
     .who = ROLE_UNIT,
     .fn = explain,
     .summary = "说明超期原因",
     .body = &explanation_shape,
     .reply = &assignment_moved_shape,
     .flags = R_NO_VERSION},
};
const struct module explanation_module = {
    .name = "explanation",
    .routes = explanation_routes,
    .nroutes = ARRAY_LEN(explanation_routes),
};
