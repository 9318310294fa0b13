#include "app/meeting/meeting/meeting.h"
#include "app/meeting/schedule/schedule_priv.h"
#include "app/time/deadline/deadline.h"
#include "app/track/inspection/inspection.h"

#include <stdlib.h>

static const struct choice kind_items[] = {
    {"meeting", "会议"}, {"inspection", "督查"}, {"due", "时限"}, {"field", "下基层"}};
const struct choices entry_kinds = CHOICES("EntryKind", kind_items);

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }
#define MAYBE .nullable = true
static const struct field fields[] = {
    COL(struct entry, id, F_INT, "编号"),
    COL(struct entry, kind, F_CHOICE, "类别", .choices = &entry_kinds),
    COL(struct entry, title, F_TEXT, "名称"),
    COL(struct entry, note, F_TEXT, "说明", MAYBE),
    COL(struct entry, starts_at, F_INSTANT, "开始", MAYBE),
    COL(struct entry, ends_at, F_INSTANT, "结束", MAYBE),
    COL(struct entry, from_on, F_DATE, "自"),
    COL(struct entry, to_on, F_DATE, "至"),
    COL(struct entry, place, F_TEXT, "地点", MAYBE),
    COL(struct entry, path, F_TEXT, "页面", MAYBE),
    COL(struct entry, is_cancelled, F_BOOL, "已取消"),
    COL(struct entry, is_late, F_BOOL, "已超期"),
};
const struct shape entry_shape = SHAPE("ScheduleEntry", struct entry, fields);

/* ---- what is read of each kind */
struct row {
    int64_t id, version;
    const char *title, *note, *place;
    int64_t starts_at, ends_at;
    int32_t from_on, to_on;
    bool is_cancelled;
    int64_t matter_id;
    int due_kind;
};
#define R(member, kind_of, text, ...) COL(struct row, member, kind_of, text, ##__VA_ARGS__)
static const struct field meeting_fields_[] = {
    R(id, F_INT, "编号"),          R(version, F_INT, "版本"),         R(title, F_TEXT, "名称"),
    R(note, F_TEXT, "主持人"),     R(place, F_TEXT, "地点"),          R(starts_at, F_INSTANT, "开始"),
    R(ends_at, F_INSTANT, "结束"), R(is_cancelled, F_BOOL, "已取消"),
};
static const struct shape meeting_row = SHAPE("ScheduleMeeting", struct row, meeting_fields_);
static const struct db_query MEETINGS_IN = {
    .name = "schedule_meetings",
    .sql = "SELECT g.id, g.version, g.title, CONCAT('主持：', g.chair_name) AS note, g.place, g.starts_at, "
           "g.ends_at,"
           " g.status = 'cancelled' AS is_cancelled FROM " MEETING_ME " JOIN meeting g ON g.starts_at < ?"
           " AND g.ends_at >= ? WHERE " SEES_MEETING " ORDER BY g.starts_at LIMIT ?",
    .row = &meeting_row,
};

static const struct field inspection_fields_[] = {
    R(id, F_INT, "编号"),
    R(version, F_INT, "版本"),
    R(title, F_TEXT, "名称"),
    R(note, F_TEXT, "督查方式"),
    R(from_on, F_DATE, "自"),
    R(to_on, F_DATE, "至"),
    R(is_cancelled, F_BOOL, "已取消"),
};
static const struct shape inspection_row = SHAPE("ScheduleInspection", struct row, inspection_fields_);
static const struct db_query INSPECTIONS_IN = {
    .name = "schedule_inspections",
    .sql = "SELECT i.id, i.version, i.title, IF(i.kind = 'open', '明查', '暗访') AS note, i.from_on,"
           " i.until_on AS to_on, i.status = 'cancelled' AS is_cancelled FROM " INSPECTION_ME
           " JOIN inspection i ON i.from_on <= ? AND i.until_on >= ? AND (i.kind = 'open' OR NOT ?)"
           " WHERE " SEES_WHOLE
           " OR EXISTS (SELECT 1 FROM inspection_visit v WHERE v.inspection_id = i.id AND " SEES_VISIT
           ") ORDER BY i.from_on LIMIT ?",
    .row = &inspection_row,
};

static const struct field due_fields[] = {
    R(id, F_INT, "编号"),
    R(title, F_TEXT, "事项名称"),
    R(note, F_TEXT, "承办单位", MAYBE),
    R(from_on, F_DATE, "时限"),
    R(matter_id, F_INT, "事项"),
    R(due_kind, F_CHOICE, "类别", .choices = &due_kinds),
};
static const struct shape due_row = SHAPE("ScheduleDue", struct row, due_fields);
#define DUES                                                                                                 \
    "SELECT d.id, m.title, a.unit_name AS note, d.due_on AS from_on, d.matter_id, d.kind AS due_kind"        \
    " FROM due_item d JOIN matter m ON m.id = d.matter_id LEFT JOIN assignment a ON a.id = d.assignment_id"  \
    " WHERE d.closed_at IS NULL AND d.due_on BETWEEN ? AND ? AND "
#define DUES_END " ORDER BY d.due_on, d.id LIMIT ?"
/* A unit sees all that it owes; a body the limits of its matters, the office also what is its own to do. */
static const struct db_query DUES_OF_UNIT = {"schedule_dues_of_unit", DUES "d.unit_id = ?" DUES_END,
                                             &due_row};
static const struct db_query DUES_OF_BODY = {
    "schedule_dues_of_body", DUES "d.body_id = ? AND (d.kind = 'result' OR d.owes = ?)" DUES_END, &due_row};

static const struct field field_fields[] = {
    R(id, F_INT, "编号"),        R(version, F_INT, "版本"), R(title, F_TEXT, "姓名"),
    R(note, F_TEXT, "看了什么"), R(place, F_TEXT, "地点"),  R(from_on, F_DATE, "日期"),
};
static const struct shape field_row = SHAPE("ScheduleField", struct row, field_fields);
static const struct db_query FIELD_DAYS_IN = {
    .name = "schedule_field_days",
    .sql = "SELECT f.id, f.version, f.person_name AS title, f.seen AS note, f.place, f.day AS from_on FROM "
           "field_day f"
           " WHERE f.body_id = ? AND (f.person_id = ? OR ?) AND f.day BETWEEN ? AND ? ORDER BY f.day LIMIT ?",
    .row = &field_row,
};

/* ---- entries of rows */
static struct entry entry_of(struct arena *a, const struct row *r, enum entry_kind kind, const struct span *s)
{
    struct entry e = {.id = r->id,
                      .kind = kind,
                      .title = r->title,
                      .note = r->note,
                      .place = r->place,
                      .from_on = r->from_on,
                      .to_on = r->to_on == 0 ? r->from_on : r->to_on,
                      .is_cancelled = r->is_cancelled,
                      .version = r->version};
    switch (kind) {
    case EN_MEETING:
        e.starts_at = r->starts_at;
        e.ends_at = r->ends_at;
        e.from_on = date_of(r->starts_at);
        e.to_on = date_of(r->ends_at);
        e.path = arena_printf(a, "/meetings/%lld", (long long)r->id);
        break;
    case EN_INSPECTION:
        e.path = arena_printf(a, "/inspections/%lld", (long long)r->id);
        break;
    case EN_DUE:
        e.title = arena_printf(a, "%s：%s", choice_label(&due_kinds, r->due_kind), r->title);
        e.path = arena_printf(a, "/matters/%lld", (long long)r->matter_id);
        e.is_late = r->from_on < s->today;
        break;
    case EN_FIELD:
        e.title = arena_printf(a, "%s下基层：%s", r->title, r->place);
        e.path = "/field-days";
        break;
    }
    return e;
}

struct gathering {
    struct db *db;
    struct arena *a;
    const struct span *s;
    struct list *out;
};

static enum err gather(struct gathering *g, const struct db_query *q, enum entry_kind kind,
                       struct db_args args)
{
    struct list rows = {0};
    enum err e = db_list(g->db, g->a, q, &rows, args);
    if (e != OK || rows.n == 0)
        return e;
    size_t had = g->out->n;
    struct entry *items = arena_alloc(g->a, (had + rows.n) * sizeof *items);
    for (size_t i = 0; i < had; i++)
        items[i] = ((const struct entry *)g->out->items)[i];
    for (size_t i = 0; i < rows.n; i++)
        items[had + i] = entry_of(g->a, &((const struct row *)rows.items)[i], kind, g->s);
    *g->out = (struct list){items, had + rows.n};
    return OK;
}

enum err schedule_list(struct db *db, struct arena *a, const struct actor *who, const struct span *s,
                       struct list *out)
{
    struct gathering g = {db, a, s, out};
    struct db_arg from = db_date(s->from_on), to = db_date(s->to_on), max = db_i64(ENTRIES_MAX);
    struct db_arg person = db_i64(who->person_id), body = db_i64(who->body_id);
    enum err e = gather(&g, &MEETINGS_IN, EN_MEETING,
                        DB_ARGS(MEETING_WHO(who), db_instant(date_start(s->to_on + 1)),
                                db_instant(date_start(s->from_on)), max));
    if (e == OK)
        e = gather(
            &g, &INSPECTIONS_IN, EN_INSPECTION,
            DB_ARGS(person, db_i64(who->scope), db_date(s->today), to, from, db_bool(s->is_feed), max));
    if (e == OK && (who->role & ROLE_UNIT))
        e = gather(&g, &DUES_OF_UNIT, EN_DUE, DB_ARGS(from, to, db_i64(who->unit_id), max));
    if (e == OK && (who->role & ROLE_BODY))
        e = gather(&g, &DUES_OF_BODY, EN_DUE,
                   DB_ARGS(from, to, body, db_text(who->role == ROLE_OFFICE ? "office" : ""), max));
    if (e == OK && (who->role & ROLE_BODY))
        e = gather(&g, &FIELD_DAYS_IN, EN_FIELD,
                   DB_ARGS(body, person, db_bool(who->role == ROLE_OFFICE), from, to, max));
    return e;
}

static int in_order(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    if (a->from_on != b->from_on)
        return a->from_on < b->from_on ? -1 : 1;
    if (a->starts_at != b->starts_at) /* whole days first */
        return a->starts_at < b->starts_at ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind - b->kind;
    return a->id < b->id ? -1 : a->id > b->id;
}

void schedule_sort(struct list *entries)
{
    if (entries->n > 1)
        qsort(entries->items, entries->n, sizeof(struct entry), in_order);
}

const struct db_query *const schedule_queries[] = {&MEETINGS_IN, &INSPECTIONS_IN, &DUES_OF_UNIT,
                                                   &DUES_OF_BODY, &FIELD_DAYS_IN};
