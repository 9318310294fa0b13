#include "app/matter/similar/similar_priv.h"

#define COL(member, kind_of, text, ...)                                                                      \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(struct origin, member), .label = (text),          \
        ##__VA_ARGS__                                                                                        \
    }
static const struct field origin_fields[] = {
    COL(id, F_INT, "编号"),
    COL(from_matter_id, F_INT, "并入前的拟办事项", .nullable = true),
    COL(from_reg_no, F_TEXT, "并入前的登记号", .nullable = true),
    COL(source, F_CHOICE, "来源类别", .choices = &matter_sources),
    COL(source_kind, F_TEXT, "来源细类", .nullable = true),
    COL(origin_title, F_TEXT, "来源名称"),
    COL(origin_no, F_TEXT, "来源文号", .nullable = true),
    COL(origin_on, F_DATE, "来源日期", .nullable = true),
    COL(origin_person, F_TEXT, "批示领导或提出人", .nullable = true),
    COL(title, F_TEXT, "原拟事项名称"),
    COL(content, F_TEXT, "督办内容"),
    COL(requirement, F_TEXT, "工作要求"),
    COL(reason, F_TEXT, "并入理由"),
    COL(at, F_INSTANT, "并入时间"),
    COL(by_name, F_TEXT, "办理人"),
    COL(by_post, F_TEXT, "办理人的单位与职务"),
};
const struct shape origin_shape = SHAPE("MatterOrigin", struct origin, origin_fields);
static const struct db_query ORIGINS = {
    .name = "matter_origins",
    .sql = "SELECT id, from_matter_id, from_reg_no, source, source_kind, origin_title, origin_no, origin_on,"
           " origin_person, title, content, requirement, reason, at, by_name, by_post FROM matter_origin"
           " WHERE matter_id = ? ORDER BY id",
    .row = &origin_shape,
};

enum err origins_list(struct db *db, struct arena *a, int64_t matter_id, struct list *out)
{
    return db_list(db, a, &ORIGINS, out, DB_ARGS(db_i64(matter_id)));
}

static const struct db_query ORIGIN_ADD = {
    .name = "matter_origin_add",
    .sql = "INSERT INTO matter_origin (matter_id, from_matter_id, from_reg_no, source, source_kind,"
           " origin_title, origin_no, origin_on, origin_person, title, content, requirement, reason, at,"
           " by_name, by_post) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
};
static const struct db_query FILES_MOVE = {
    .name = "draft_files_move",
    .sql = "UPDATE file SET matter_id = ?, object_id = ? WHERE object_kind = 'matter' AND object_id = ?",
};
static const struct db_query SET_MERGED = {
    .name = "draft_set_merged",
    .sql = "UPDATE matter SET merged_into = ? WHERE id = ?",
};

/* What a draft came of is followed to the end of the matter that took it in. */
static const struct db_query INSTRUCTION_FOLLOWS = {
    .name = "merged_instruction",
    .sql = "UPDATE instruction SET matter_id = ?, version = version + 1 WHERE matter_id = ? AND is_new",
};
static const struct db_query RESOLUTION_FOLLOWS = {
    .name = "merged_resolution",
    .sql = "UPDATE resolution SET matter_id = ? WHERE matter_id = ?",
};
static const struct db_query FINDING_FOLLOWS = {
    .name = "merged_finding",
    .sql = "UPDATE inspection_finding SET matter_id = ? WHERE matter_id = ?",
};

static const char *text(const char *s)
{
    return s == NULL ? "" : s;
}

enum err origin_insert(struct req *req, int64_t matter_id, const struct merge_in *in, int64_t *id)
{
    const struct matter *m = &in->m;
    const struct actor *who = &req->actor;
    struct db_done done = {0};
    enum err e = db_exec(
        req->db, &ORIGIN_ADD, &done,
        DB_ARGS(db_i64(matter_id), db_id(in->draft_id), db_text(in->draft_id ? m->reg_no : NULL),
                db_choice(&matter_sources, m->source), db_text(m->source_kind),
                db_text(text(m->origin_title)), db_text(m->origin_no), db_date(m->origin_on),
                db_text(m->origin_person), db_text(m->title), db_text(text(m->content)),
                db_text(text(m->requirement)), db_text(in->reason), db_instant(req->now), db_text(who->name),
                db_text(arena_printf(req->arena, "%s%s", who->unit_name, who->post))));
    *id = done.id;
    return e;
}

enum err draft_files_move(struct req *req, int64_t draft_id, int64_t matter_id)
{
    return db_exec(req->db, &FILES_MOVE, NULL,
                   DB_ARGS(db_i64(matter_id), db_i64(matter_id), db_i64(draft_id)));
}

enum err draft_set_merged(struct req *req, int64_t draft_id, int64_t matter_id)
{
    static const struct db_query *const all[] = {&SET_MERGED, &INSTRUCTION_FOLLOWS, &RESOLUTION_FOLLOWS,
                                                 &FINDING_FOLLOWS};
    enum err e = OK;
    for (size_t i = 0; e == OK && i < ARRAY_LEN(all); i++)
        e = db_exec(req->db, all[i], NULL, DB_ARGS(db_i64(matter_id), db_i64(draft_id)));
    return e;
}

const struct db_query *const merge_queries[] = {&ORIGINS,        &ORIGIN_ADD,          &FILES_MOVE,
                                                &SET_MERGED,     &INSTRUCTION_FOLLOWS, &RESOLUTION_FOLLOWS,
                                                &FINDING_FOLLOWS};
