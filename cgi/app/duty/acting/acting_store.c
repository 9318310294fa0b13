#include "app/duty/acting/acting_priv.h"
#include "app/org/org.h"

#define COL(type_name, member, kind_of, text, ...)                                                           \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }
#define MAYBE .nullable = true

static const struct field acting_fields[] = {
    COL(struct acting, id, F_INT, "代理任职"),
    COL(struct acting, version, F_INT, "版本"),
    COL(struct acting, person_id, F_INT, "代理人编号"),
    COL(struct acting, person_name, F_TEXT, "代理人"),
    COL(struct acting, for_membership_id, F_INT, "被代理的任职"),
    COL(struct acting, for_person_id, F_INT, "被代理人编号"),
    COL(struct acting, for_name, F_TEXT, "被代理人"),
    COL(struct acting, for_post, F_TEXT, "被代理人的职务"),
    COL(struct acting, body_id, F_INT, "督办机构", MAYBE),
    COL(struct acting, unit_id, F_INT, "单位编号"),
    COL(struct acting, unit_name, F_TEXT, "单位"),
    COL(struct acting, role, F_CHOICE, "角色", .choices = &auth_roles),
    COL(struct acting, rank, F_CHOICE, "组内职务", MAYBE, .choices = &auth_ranks),
    COL(struct acting, post, F_TEXT, "代理职务"),
    COL(struct acting, from_on, F_DATE, "开始"),
    COL(struct acting, until_on, F_DATE, "不再代理之日"),
    COL(struct acting, last_on, F_DATE, "最后一天"),
};
const struct shape acting_shape = SHAPE("Acting", struct acting, acting_fields);
#define BODY "COALESCE(own.id, u.body_id)"
#define SELECT_ACTING                                                                                        \
    "SELECT m.id, m.version, m.person_id, p.name AS person_name, o.id AS for_membership_id,"                 \
    " o.person_id AS for_person_id, q.name AS for_name, o.post AS for_post, " BODY " AS body_id, m.unit_id," \
    " u.name AS unit_name, m.role, m.`rank`, m.post, m.from_on, m.until_on,"                                 \
    " m.until_on - INTERVAL 1 DAY AS last_on FROM membership m JOIN person p ON p.id = m.person_id"          \
    " JOIN membership o ON o.id = m.acting_for JOIN person q ON q.id = o.person_id"                          \
    " JOIN unit u ON u.id = m.unit_id LEFT JOIN body own ON own.unit_id = u.id WHERE "
#define WITHIN "(? OR " BODY " = ? OR u.body_id = ?)"
static const struct db_query LIST = {
    .name = "acting_list",
    .sql = SELECT_ACTING "m.until_on > ? AND m.until_on > m.from_on AND " WITHIN " ORDER BY m.from_on, m.id",
    .row = &acting_shape,
};
static const struct db_query ONE = {
    .name = "acting_get", .sql = SELECT_ACTING "m.id = ? AND " WITHIN, .row = &acting_shape};
static const struct db_query TURNING = {
    .name = "acting_turning",
    .sql = SELECT_ACTING "(m.from_on = ? OR m.until_on = ?) AND m.until_on > m.from_on ORDER BY m.id",
    .row = &acting_shape,
};

#define SEES(req)                                                                                            \
    db_bool((req)->actor.role == ROLE_ADMIN), db_i64((req)->actor.body_id), db_i64((req)->actor.body_id)

enum err acting_list(struct req *req, struct list *out)
{
    return db_list(req->db, req->arena, &LIST, out, DB_ARGS(db_date(date_of(req->now)), SEES(req)));
}

enum err acting_get(struct req *req, int64_t id, struct acting *out)
{
    return db_one(req->db, req->arena, &ONE, out, DB_ARGS(db_i64(id), SEES(req)));
}

enum err acting_turning(struct db *db, struct arena *a, int32_t day, struct list *out)
{
    return db_list(db, a, &TURNING, out, DB_ARGS(db_date(day), db_date(day)));
}

/* ---- the post that somebody acts for */
static const struct field principal_fields[] = {
    COL(struct principal, id, F_INT, "任职"),
    COL(struct principal, person_id, F_INT, "人员"),
    COL(struct principal, name, F_TEXT, "姓名"),
    COL(struct principal, post, F_TEXT, "职务"),
    COL(struct principal, unit_id, F_INT, "单位"),
    COL(struct principal, unit_name, F_TEXT, "单位名称"),
    COL(struct principal, body_id, F_INT, "督办机构", MAYBE),
    COL(struct principal, acting_for, F_INT, "代理谁", MAYBE),
    COL(struct principal, role, F_CHOICE, "角色", .choices = &auth_roles),
    COL(struct principal, rank, F_CHOICE, "组内职务", MAYBE, .choices = &auth_ranks),
    COL(struct principal, until_on, F_DATE, "离任日期", MAYBE),
    COL(struct principal, is_in_term, F_BOOL, "在任"),
};
static const struct shape principal_shape = SHAPE("Principal", struct principal, principal_fields);
/* A leader of the body that the unit has itself decides there; the responsible person of the unit answers to
 * the body above it. */
#define BODY_OF "IF(m.role = 'leader', " BODY ", u.body_id)"
static const struct db_query PRINCIPAL = {
    .name = "acting_principal",
    .sql = "SELECT m.id, m.person_id, p.name, m.post, m.unit_id, u.name AS unit_name, " BODY_OF " AS body_id,"
           " m.acting_for, m.role, m.`rank`, m.until_on, m.class = 'business' AND " IN_TERM(
               "m") " AS is_in_term FROM membership m JOIN person p ON p.id = m.person_id"
                    " JOIN unit u ON u.id = m.unit_id LEFT JOIN body own ON own.unit_id = u.id"
                    " WHERE m.id = ? AND " WITHIN,
    .row = &principal_shape,
};

enum err principal_get(struct req *req, int64_t membership_id, struct principal *out)
{
    struct db_arg today = db_date(date_of(req->now));
    return db_one(req->db, req->arena, &PRINCIPAL, out,
                  DB_ARGS(today, today, db_i64(membership_id), SEES(req)));
}

/* ---- who acts */
static const struct field candidate_fields[] = {
    COL(struct candidate, id, F_INT, "人员"),
    COL(struct candidate, name, F_TEXT, "姓名"),
    COL(struct candidate, is_inside, F_BOOL, "本机构的人"),
};
static const struct shape candidate_shape = SHAPE("ActingCandidate", struct candidate, candidate_fields);
static const struct db_query CANDIDATE = {
    .name = "acting_candidate",
    .sql = "SELECT p.id, p.name, EXISTS (SELECT 1 FROM membership m JOIN unit u ON u.id = m.unit_id"
           " LEFT JOIN body own ON own.unit_id = u.id WHERE m.person_id = p.id AND m.acting_for IS NULL"
           " AND ? IN (own.id, u.body_id) AND " IN_TERM(
               "m") ") AS is_inside FROM person p"
                    " WHERE p.id = ? AND p.status = 'active' AND p.class = 'business'",
    .row = &candidate_shape,
};

enum err candidate_get(struct req *req, int64_t person_id, const struct principal *p, struct candidate *out,
                       bool *found)
{
    struct db_arg today = db_date(date_of(req->now));
    return db_find(req->db, req->arena, &CANDIDATE, out, found,
                   DB_ARGS(db_i64(p->body_id), today, today, db_i64(person_id)));
}

struct taken {
    bool taken;
};
static const struct field taken_fields[] = {COL(struct taken, taken, F_BOOL, "已有代理人")};
static const struct shape taken_shape = SHAPE("ActingTaken", struct taken, taken_fields);
static const struct db_query TAKEN = {
    .name = "acting_taken",
    .sql = "SELECT EXISTS (SELECT 1 FROM membership x WHERE x.acting_for = ? AND x.until_on > x.from_on"
           " AND x.from_on < ? AND x.until_on > ?) AS taken",
    .row = &taken_shape,
};

enum err is_taken(struct req *req, const struct principal *p, const struct term *t, bool *taken)
{
    struct taken row = {0};
    enum err e = db_one(req->db, req->arena, &TAKEN, &row,
                        DB_ARGS(db_i64(p->id), db_date(t->until_on), db_date(t->from_on)));
    *taken = row.taken;
    return e;
}

static const struct db_query INSERT = {
    .name = "acting_insert",
    .sql = "INSERT INTO membership (person_id, class, unit_id, role, `rank`, post, from_on, until_on, "
           "acting_for) VALUES (?, 'business', ?, ?, ?, ?, ?, ?, ?)",
};
enum err acting_insert(struct req *req, const struct principal *p, int64_t person_id, const struct term *t,
                       int64_t *id)
{
    struct db_done done = {0};
    enum err e = db_exec(req->db, &INSERT, &done,
                         DB_ARGS(db_i64(person_id), db_i64(p->unit_id), db_choice(&auth_roles, p->role),
                                 db_choice(&auth_ranks, p->rank), db_text(acting_post(req->arena, p->post)),
                                 db_date(t->from_on), db_date(t->until_on), db_i64(p->id)));
    *id = done.id;
    return e == OK ? charge_follow(req->db, p->id, date_of(req->now)) : e;
}

const struct db_query *const acting_queries[] = {&LIST,      &ONE,   &TURNING, &PRINCIPAL,
                                                 &CANDIDATE, &TAKEN, &INSERT};
