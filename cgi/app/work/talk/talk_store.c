#include "app/auth/auth.h"
#include "app/work/talk/talk_priv.h"

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }

struct talk {
    int64_t id, at;
    bool internal, mine;
    const char *author_name, *author_post, *text, *mentions, *files;
};
struct mention {
    int64_t person_id;
    const char *name;
};
struct talk_file {
    int64_t id;
    const char *name;
    int64_t size;
};
static const struct field mention_fields[] = {
    COL(struct mention, person_id, F_INT, "人员"),
    COL(struct mention, name, F_TEXT, "姓名"),
};
static const struct shape mention_shape = SHAPE("Mention", struct mention, mention_fields);
static const struct field talk_file_fields[] = {
    COL(struct talk_file, id, F_INT, "附件"),
    COL(struct talk_file, name, F_TEXT, "文件名"),
    COL(struct talk_file, size, F_INT, "字节数"),
};
static const struct shape talk_file_shape = SHAPE("TalkFile", struct talk_file, talk_file_fields);
static const struct field talk_fields[] = {
    COL(struct talk, id, F_INT, "编号"),
    COL(struct talk, at, F_INSTANT, "时间"),
    COL(struct talk, internal, F_BOOL, "内部记录"),
    COL(struct talk, mine, F_BOOL, "本人所写"),
    COL(struct talk, author_name, F_TEXT, "姓名"),
    COL(struct talk, author_post, F_TEXT, "当时的单位与职务"),
    COL(struct talk, text, F_TEXT, "内容"),
    COL(struct talk, mentions, F_JSON, "点到的人", .of = &mention_shape),
    COL(struct talk, files, F_JSON, "附件", .of = &talk_file_shape),
};
const struct shape talk_shape = SHAPE("Talk", struct talk, talk_fields);

/* The newest first; a note only for the matter's own body. */
const struct db_query TALK_OF_MATTER = {
    .name = "talk_of_matter",
    .sql =
        "SELECT t.id, t.at, t.internal, t.membership_id = ? AS mine, t.author_name, t.author_post, t.text,"
        " t.mentions, COALESCE((SELECT JSON_ARRAYAGG(JSON_OBJECT('id', f.id, 'name', f.name, 'size', f.size))"
        " FROM file f WHERE f.object_kind = 'talk' AND f.object_id = t.id), '[]') AS files"
        " FROM matter m JOIN talk t ON t.matter_id = m.id WHERE m.id = ? AND " MATTER_VISIBLE
        " AND (NOT t.internal OR 2 * m.body_id = ?) AND (? IS NULL OR t.id < ?) ORDER BY t.id DESC LIMIT ?",
    .row = &talk_shape,
};

static const struct field listener_fields[] = {
    COL(struct listener, person_id, F_INT, "人员"),
    COL(struct listener, name, F_TEXT, "姓名"),
    COL(struct listener, post, F_TEXT, "职务"),
    COL(struct listener, unit_name, F_TEXT, "单位"),
    COL(struct listener, of_body, F_BOOL, "督办机构的人"),
};
const struct shape listener_shape = SHAPE("Listener", struct listener, listener_fields);
#define LISTENER(of_body)                                                                                    \
    "SELECT p.id AS person_id, p.name, ms.post, u.name AS unit_name, " of_body " AS of_body, u.sort, ms.id"  \
    " AS post_id FROM membership ms JOIN person p ON p.id = ms.person_id AND p.status = 'active'"            \
    " JOIN unit u ON u.id = ms.unit_id"
static const struct db_query LISTENERS = {
    .name = "listeners_of_matter",
    .sql = "SELECT t.person_id, t.name, t.post, t.unit_name, t.of_body FROM (" LISTENER(
        "TRUE") " LEFT JOIN body own ON own.unit_id = u.id JOIN matter m"
                " ON m.body_id = COALESCE(own.id, u.body_id) WHERE m.id = ? AND ms.role IN ('leader', "
                "'office')"
                " AND " IN_TERM("ms") " UNION ALL " LISTENER(
                    "FALSE") " JOIN assignment a ON a.unit_id = ms.unit_id WHERE a.matter_id = ?"
                             " AND a.status <> 'withdrawn' AND ms.role IN ('department', 'liaison') "
                             "AND " IN_TERM("ms") ") t WHERE t.person_id <> ? ORDER BY t.of_body DESC, "
                                                  "t.sort, t.post_id LIMIT 200",
    .row = &listener_shape,
};

enum err listeners_of(struct req *req, int64_t matter_id, struct list *out)
{
    struct db_arg id = db_i64(matter_id), day = db_date(date_of(req->now));
    return db_list(req->db, req->arena, &LISTENERS, out,
                   DB_ARGS(id, day, day, id, day, day, db_i64(req->actor.person_id)));
}

static const struct db_query TALK_INSERT = {
    .name = "talk_insert",
    .sql =
        "INSERT INTO talk (matter_id, internal, at, membership_id, author_name, author_post, text, mentions)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
};

enum err talk_insert(struct req *req, int64_t matter_id, const struct talk_in *in, const char *mentions,
                     int64_t *id)
{
    const struct actor *who = &req->actor;
    struct db_done done = {0};
    enum err e = db_exec(req->db, &TALK_INSERT, &done,
                         DB_ARGS(db_i64(matter_id), db_bool(in->internal), db_instant(req->now),
                                 db_i64(who->membership_id), db_text(who->name),
                                 db_text(arena_printf(req->arena, "%s%s", who->unit_name, who->post)),
                                 db_text(in->text), db_text(mentions)));
    *id = done.id;
    return e;
}

const struct db_query *const talk_queries[TALK_QUERIES] = {&TALK_OF_MATTER, &LISTENERS, &TALK_INSERT};
