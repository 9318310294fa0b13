#include "app/audit/audit.h"
#include "app/meeting/meeting/meeting_priv.h"

struct setting_in {
    struct list quiet_months;
    int64_t field_days;
};
#define COL(member, kind_of, text, ...)                                                                      \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(struct setting_in, member), .label = (text),      \
        ##__VA_ARGS__                                                                                        \
    }
static const struct field in_fields[] = {
    COL(quiet_months, F_INTS, "无会月（也是下基层月）", .max = 12),
    COL(field_days, F_INT, "领导每个下基层月至少几天", .max = 31, .required = true),
};
static const struct shape in_shape = SHAPE("MeetingSettingIn", struct setting_in, in_fields);

static enum err show(struct req *req, struct res *res)
{
    struct meeting_setting s = {0};
    enum err e = meeting_setting_of(req->db, req->arena, req->actor.body_id, &s);
    if (e != OK)
        return e;
    res->version = s.version;
    res_struct(res, &meeting_setting_shape, &s);
    return OK;
}

static enum err put_tx(struct req *req, struct res *res, void *ctx)
{
    const struct setting_in *in = ctx;
    const int64_t *month = in->quiet_months.items;
    struct meeting_setting s = {.field_days = in->field_days};
    for (size_t i = 0; i < in->quiet_months.n; i++) {
        if (month[i] < 1 || month[i] > 12)
            return req_field(req, arena_printf(req->arena, "#/quiet_months/%zu", i), "月份应为 1 至 12");
        s.mask |= INT64_C(1) << (month[i] - 1);
    }
    enum err e = meeting_setting_put(req, &s);
    if (e == ERR_STALE)
        return req_fail(req, e, "stale", "设置已被他人修改，请看过最新情况");
    if (e != OK)
        return e;
    audit_note(req, "meeting.setting", "body", req->actor.body_id,
               arena_printf(req->arena, "{\"months\":%lld,\"field_days\":%lld}", (long long)s.mask,
                            (long long)s.field_days));
    return show(req, res);
}

static enum err put(struct req *req, struct res *res)
{
    return req_tx(req, res, put_tx, req->body);
}

static const struct route routes[] = {
    {GET, "/api/meeting-settings", ROLE_BODY, show, "无会月和下基层天数的设置",
     .reply = &meeting_setting_shape},
    {PUT, "/api/meeting-settings", ROLE_OFFICE, put, "修改无会月和下基层天数", .body = &in_shape,
     .reply = &meeting_setting_shape, .flags = R_IF_MATCH, .current = show},
};
const struct module meeting_setting_module = {
    .name = "meeting_setting",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = meeting_setting_queries,
    .nqueries = 3,
};
