#include "app/meeting/meeting/meeting_priv.h"

#define COL(member, kind_of, text, ...)                                                                      \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(struct meeting_setting, member), .label = (text), \
        ##__VA_ARGS__                                                                                        \
    }
static const struct field row_fields[] = {
    COL(mask, F_INT, "无会月"),
    COL(field_days, F_INT, "下基层天数"),
    COL(version, F_INT, "版本"),
};
static const struct shape row_shape = SHAPE("MeetingSettingRow", struct meeting_setting, row_fields);
static const struct field fields[] = {
    COL(quiet_months, F_INTS, "无会月（也是下基层月）", .max = 12),
    COL(field_days, F_INT, "领导每个下基层月至少几天", .max = 31),
    COL(version, F_INT, "版本"),
};
const struct shape meeting_setting_shape = SHAPE("MeetingSetting", struct meeting_setting, fields);

static const struct db_query SETTING = {
    .name = "meeting_setting",
    .sql =
        "SELECT s.quiet_months AS mask, s.field_days, s.version FROM meeting_setting s WHERE s.body_id = ?",
    .row = &row_shape,
};
static const struct db_query FIRST_SETTING = {
    .name = "meeting_setting_first",
    .sql = "INSERT IGNORE INTO meeting_setting (body_id, updated_at, updated_name) VALUES (?, ?, ?)",
};
static const struct db_query PUT_SETTING = {
    .name = "meeting_setting_put",
    .sql =
        "UPDATE meeting_setting SET version = version + 1, quiet_months = ?, field_days = ?, updated_at = ?,"
        " updated_name = ? WHERE body_id = ? AND version = ?",
};
const struct db_query *const meeting_setting_queries[] = {&SETTING, &FIRST_SETTING, &PUT_SETTING};

enum err meeting_setting_of(struct db *db, struct arena *a, int64_t body_id, struct meeting_setting *out)
{
    bool found;
    enum err e = db_find(db, a, &SETTING, out, &found, DB_ARGS(db_i64(body_id)));
    if (e == OK && !found)
        *out = (struct meeting_setting){.field_days = 10, .version = 1};
    int64_t *months = arena_alloc(a, 12 * sizeof *months);
    out->quiet_months = (struct list){months, 0};
    for (int64_t m = 1; m <= 12; m++)
        if (out->mask >> (m - 1) & 1)
            months[out->quiet_months.n++] = m;
    return e;
}

enum err meeting_setting_put(struct req *req, const struct meeting_setting *s)
{
    struct db_arg body = db_i64(req->actor.body_id), now = db_instant(req->now),
                  name = db_text(req->actor.name);
    struct db_done done = {0};
    enum err e = db_exec(req->db, &FIRST_SETTING, NULL, DB_ARGS(body, now, name));
    if (e == OK)
        e = db_exec(req->db, &PUT_SETTING, &done,
                    DB_ARGS(db_i64(s->mask), db_i64(s->field_days), now, name, body, db_i64(req->version)));
    return e == OK && done.rows == 0 ? ERR_STALE : e;
}
