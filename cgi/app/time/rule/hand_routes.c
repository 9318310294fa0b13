#include "app/time/rule/rule_priv.h"
#include "app/work/assignment/assignment.h"

#include <string.h>

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }

/* ---- a light set by hand */
static const struct field light_fields[] = {
    COL(struct light_in, light, F_CHOICE, "灯色", .choices = &lights, .required = true),
    COL(struct light_in, reason, F_TEXT, "理由", .min = 2, .max = 300, .required = true),
    COL(struct light_in, until, F_DATE, "到哪一天止", .required = true),
};
static const struct shape light_shape = SHAPE("LightIn", struct light_in, light_fields);
#define HAND_DAYS_MAX 31

static enum err check_light(struct req *req, const struct light_in *in)
{
    int32_t today = date_of(req->now);
    if (in->light == LIGHT_NONE || in->light == LIGHT_BLUE)
        return req_field(req, "#/light", "灯色只能定为绿、黄、红");
    if (in->until < today || in->until > today + HAND_DAYS_MAX)
        return req_field(req, "#/until", "到哪一天止应在今天起 %d 天以内，到期仍需要的再定", HAND_DAYS_MAX);
    return OK;
}

static const char *light_name(int light)
{
    return light == LIGHT_RED ? "红灯" : light == LIGHT_YELLOW ? "黄灯" : "绿灯";
}

static enum err set_light_tx(struct req *req, struct res *res, void *ctx)
{
    const struct light_in *in = ctx;
    struct matter_case c = {0};
    enum err e = check_light(req, in);
    if (e == OK)
        e = assignment_begin(req, req->ids[0], AA_LIGHT, &c);
    if (e == OK)
        e = set_hand_light(req, c.at->id, in);
    if (e == OK)
        e = assignment_commit(req, &c,
                              arena_printf(req->arena, "定为%s，至%s止：%s", light_name(in->light),
                                           day_text(req->arena, in->until), in->reason));
    if (e == OK)
        move_reply(res, &c,
                   arena_printf(req->arena, "已将%s定为%s，至%s止，理由已记入经过", c.at->unit_name,
                                light_name(in->light), day_text(req->arena, in->until)));
    return e;
}

static enum err set_light(struct req *req, struct res *res)
{
    return req_tx(req, res, set_light_tx, req->body);
}

/* ---- how often is reported */
static const struct field cycle_fields[] = {
    COL(struct cycle_in, report_cycle, F_CHOICE, "报送频次", .choices = &report_cycles, .required = true),
    COL(struct cycle_in, cycle_days, F_INT, "自定频次：几天报送一次", .min = 1, .max = CYCLE_DAYS_MAX),
    COL(struct cycle_in, self_check_days, F_INT, "时限前几个工作日自查；空依规则", .min = 1,
        .max = SELF_CHECK_DAYS_MAX),
    COL(struct cycle_in, why, F_TEXT, "理由", .min = 2, .max = 500, .required = true),
};
static const struct shape cycle_shape = SHAPE("CycleIn", struct cycle_in, cycle_fields);

static const char *days_text(struct arena *a, int64_t days)
{
    return days == 0 ? "依规则" : arena_printf(a, "%lld 个工作日", (long long)days);
}

static void put_change(struct json *j, const char *field, const char *label, const char *from, const char *to)
{
    if (strcmp(from, to) == 0)
        return;
    json_open(j, '{');
    json_key(j, "field");
    json_text(j, field);
    json_key(j, "label");
    json_text(j, label);
    json_key(j, "from");
    json_text(j, from);
    json_key(j, "to");
    json_text(j, to);
    json_close(j, '}');
}

static const char *cycle_changes(struct arena *a, const struct matter *m, const struct cycle_in *in)
{
    struct json j;
    json_init(&j, a);
    json_open(&j, '[');
    put_change(&j, "report_cycle", "报送频次", cycle_text(a, m->report_cycle, m->cycle_days),
               cycle_text(a, in->report_cycle, in->cycle_days));
    put_change(&j, "self_check_days", "自查提前", days_text(a, m->self_check_days),
               days_text(a, in->self_check_days));
    json_close(&j, ']');
    return j.out.data;
}

/* 专项督办 keeps its tighter cycle (D3.4). */
static enum err check_cycle(struct req *req, const struct matter *m, const struct cycle_in *in)
{
    if ((in->report_cycle == CYCLE_CUSTOM) != (in->cycle_days != 0))
        return req_field(req, "#/cycle_days", "%s",
                         in->cycle_days == 0 ? "自定频次请写明几天报送一次" : "只有自定频次写几天报送一次");
    return m->is_special && in->report_cycle != CYCLE_WEEKLY
               ? req_field(req, "#/report_cycle", "专项督办应每周报送，不能放宽")
               : OK;
}

static enum err set_cycle_tx(struct req *req, struct res *res, void *ctx)
{
    const struct cycle_in *in = ctx;
    struct matter_case c = {0};
    enum err e = matter_begin(req, req->ids[0], MA_CYCLE, &c);
    if (e == OK)
        e = check_cycle(req, &c.m, in);
    if (e != OK)
        return e;
    c.changes = cycle_changes(req->arena, &c.m, in);
    e = set_cycle(req, &c.m, in);
    if (e == OK)
        e = matter_commit(req, &c, in->why);
    if (e == OK)
        move_reply(res, &c,
                   arena_printf(req->arena, "报送频次为%s，自查提前%s，自今天起",
                                cycle_text(req->arena, in->report_cycle, in->cycle_days),
                                days_text(req->arena, in->self_check_days)));
    return e;
}

static enum err change_cycle(struct req *req, struct res *res)
{
    return req_tx(req, res, set_cycle_tx, req->body);
}

static const struct route hand_routes[] = {
    {.method = POST,
     .path = "/api/assignments/{id}/light",
     .who = ROLE_OFFICE,
     .fn = set_light,
     .summary = "人工定灯",
     .body = &light_shape,
     .reply = &assignment_moved_shape,
     .flags = R_IF_MATCH,
     .current = assignment_current},
    {.method = POST,
     .path = "/api/matters/{id}/cycle",
     .who = ROLE_OFFICE,
     .fn = change_cycle,
     .summary = "调整报送频次",
     .body = &cycle_shape,
     .reply = &matter_moved_shape,
     .flags = R_IF_MATCH,
     .current = matter_current},
};
const struct module hand_module = {
    .name = "hand",
    .routes = hand_routes,
    .nroutes = ARRAY_LEN(hand_routes),
    .queries = hand_queries,
    .nqueries = HAND_QUERIES,
};
