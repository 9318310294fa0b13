#include "app/work/plan/plan_priv.h"

#define MAYBE .nullable = true

/* ---- steps: hidden columns, shown columns, then what is derived */
#define COL(member, kind_of, text, ...)                                                                      \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(struct plan_step, member), .label = (text),       \
        ##__VA_ARGS__                                                                                        \
    }
#define STEP_HIDDEN 3
#define STEP_DERIVED 2
static const struct field step_fields[] = {
    COL(plan_id, F_INT, "方案"),
    COL(matter_id, F_INT, "事项"),
    COL(assignment_id, F_INT, "承办"),
    COL(id, F_INT, "编号"),
    COL(version, F_INT, "版本"),
    COL(key, F_INT, "同一步骤在各版方案中的编号"),
    COL(no, F_INT, "第几步"),
    COL(title, F_TEXT, "步骤"),
    COL(measure, F_TEXT, "措施", MAYBE),
    COL(person, F_TEXT, "责任人"),
    COL(start_on, F_DATE, "开始"),
    COL(end_on, F_DATE, "结束"),
    COL(workdays, F_INT, "工作日数"),
    COL(deliverable, F_TEXT, "交付物", MAYBE),
    COL(milestone, F_BOOL, "里程碑"),
    COL(progress, F_INT, "进度", .max = 100),
    COL(done_on, F_DATE, "完成之日", MAYBE),
    COL(light, F_CHOICE, "灯色", MAYBE, .choices = &lights),
    COL(light_reason, F_TEXT, "灯色说明", MAYBE),
};
const struct shape plan_step_shape = {"PlanStep", sizeof(struct plan_step), step_fields + STEP_HIDDEN,
                                      ARRAY_LEN(step_fields) - STEP_HIDDEN};
static const struct shape step_row = {"PlanStepColumns", sizeof(struct plan_step), step_fields,
                                      ARRAY_LEN(step_fields) - STEP_DERIVED};
#define SELECT_STEP                                                                                          \
    "SELECT s.plan_id, p.matter_id, p.assignment_id, s.id, s.version, s.step_key AS `key`, s.no, s.title,"   \
    " s.measure, s.person, s.start_on, s.end_on, s.workdays, s.deliverable, s.milestone, s.progress,"        \
    " s.done_on FROM plan_step s JOIN plan p ON p.id = s.plan_id JOIN matter m ON m.id = p.matter_id"
static const struct db_query STEPS_OF_MATTER = {
    .name = "plan_steps_of_matter",
    .sql = SELECT_STEP " WHERE p.matter_id = ? AND " MATTER_VISIBLE " ORDER BY s.plan_id, s.no",
    .row = &step_row,
};
static const struct db_query STEP_BY_ID = {
    .name = "plan_step_by_id",
    .sql = SELECT_STEP " WHERE s.id = ? AND " MATTER_VISIBLE,
    .row = &step_row,
};
static const struct db_query STEP_INSERT = {
    .name = "plan_step_insert",
    .sql = "INSERT INTO plan_step (plan_id, no, step_key, title, measure, person, start_on, end_on, workdays,"
           " deliverable, milestone) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
};
static const struct db_query STEPS_CARRY = {
    .name = "plan_steps_carry",
    .sql = "UPDATE plan_step n JOIN plan_step o ON o.step_key = n.step_key AND o.plan_id ="
           " (SELECT q.id FROM plan q WHERE q.assignment_id = ? AND q.status = 'filed' AND q.no < ?"
           " ORDER BY q.no DESC LIMIT 1) SET n.progress = o.progress, n.done_on = o.done_on"
           " WHERE n.plan_id = ?",
};
static const struct db_query STEP_PROGRESS = {
    .name = "plan_step_progress",
    .sql = "UPDATE plan_step SET progress = ?, done_on = ?, version = version + 1"
           " WHERE id = ? AND version = ?",
};

enum err steps_of_matter(struct req *req, int64_t matter_id, struct list *out)
{
    return db_list(req->db, req->arena, &STEPS_OF_MATTER, out,
                   DB_ARGS(db_i64(matter_id), db_i64(req->actor.scope)));
}

enum err step_by_id(struct req *req, int64_t id, struct plan_step *out)
{
    return db_one(req->db, req->arena, &STEP_BY_ID, out, DB_ARGS(db_i64(id), db_i64(req->actor.scope)));
}

enum err step_insert(struct req *req, int64_t plan_id, int64_t no, const struct step_in *s)
{
    return db_exec(req->db, &STEP_INSERT, NULL,
                   DB_ARGS(db_i64(plan_id), db_i64(no), db_i64(s->key), db_text(s->title),
                           db_text(s->measure), db_text(s->person), db_date(s->start_on), db_date(s->end_on),
                           db_i64(s->workdays), db_text(s->deliverable), db_bool(s->milestone)));
}

enum err steps_carry(struct req *req, const struct plan *p)
{
    return db_exec(req->db, &STEPS_CARRY, NULL,
                   DB_ARGS(db_i64(p->assignment_id), db_i64(p->no), db_i64(p->id)));
}

enum err step_set_progress(struct req *req, const struct plan_step *s)
{
    struct db_done done = {0};
    enum err e = db_exec(
        req->db, &STEP_PROGRESS, &done,
        DB_ARGS(db_i64(s->progress), db_date(s->done_on), db_i64(s->id), db_i64(s->version)));
    return e == OK && done.rows == 0 ? ERR_STALE : e;
}

/* ---- plans: hidden columns, shown columns, then what is derived */
#undef COL
#define COL(member, kind_of, text, ...)                                                                      \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(struct plan, member), .label = (text),            \
        ##__VA_ARGS__                                                                                        \
    }
#define PLAN_HIDDEN 1
#define PLAN_DERIVED 4
static const struct field plan_fields[] = {
    COL(handed_by, F_INT, "报送人编号"),
    COL(id, F_INT, "编号"),
    COL(version, F_INT, "版本"),
    COL(matter_id, F_INT, "事项"),
    COL(assignment_id, F_INT, "承办"),
    COL(no, F_INT, "第几版"),
    COL(status, F_CHOICE, "状态", .choices = &plan_statuses),
    COL(goal, F_TEXT, "目标"),
    COL(risks, F_TEXT, "风险与需协调事项", MAYBE),
    COL(limit_on, F_DATE, "报送时的办理时限"),
    COL(handed_at, F_INSTANT, "报送时间"),
    COL(handed_name, F_TEXT, "报送人"),
    COL(handed_post, F_TEXT, "报送人单位与职务"),
    COL(reviewed_name, F_TEXT, "审核的单位负责人"),
    COL(decided_at, F_INSTANT, "备案或退回时间", MAYBE),
    COL(decided_name, F_TEXT, "经办人", MAYBE),
    COL(decided_post, F_TEXT, "经办人单位与职务", MAYBE),
    COL(opinion, F_TEXT, "备案意见或退回理由", MAYBE),
    COL(in_force, F_BOOL, "现行"),
    COL(steps, F_LIST, "步骤", .of = &plan_step_shape),
    COL(files, F_LIST, "附件", .of = &file_shape),
    COL(actions, F_LIST, "可办理的动作", .of = &action_shape),
};
const struct shape plan_shape = {"Plan", sizeof(struct plan), plan_fields + PLAN_HIDDEN,
                                 ARRAY_LEN(plan_fields) - PLAN_HIDDEN};
static const struct shape plan_row = {"PlanColumns", sizeof(struct plan), plan_fields,
                                      ARRAY_LEN(plan_fields) - PLAN_DERIVED};
#define SELECT_PLAN                                                                                          \
    "SELECT p.handed_by, p.id, p.version, p.matter_id, p.assignment_id, p.no, p.status, p.goal, p.risks,"    \
    " p.limit_on, p.handed_at, p.handed_name, p.handed_post, p.reviewed_name, p.decided_at,"                 \
    " p.decided_name, p.decided_post, p.opinion FROM plan p JOIN matter m ON m.id = p.matter_id"
static const struct db_query PLAN_BY_ID = {
    .name = "plan_by_id",
    .sql = SELECT_PLAN " WHERE p.id = ? AND " MATTER_VISIBLE,
    .row = &plan_row,
};
static const struct db_query PLANS_OF_MATTER = {
    .name = "plans_of_matter",
    .sql = SELECT_PLAN " WHERE p.matter_id = ? AND " MATTER_VISIBLE " ORDER BY p.assignment_id, p.no",
    .row = &plan_row,
};
static const struct db_query PLAN_INSERT = {
    .name = "plan_insert",
    .sql = "INSERT INTO plan (matter_id, assignment_id, no, goal, risks, limit_on, handed_at, handed_by,"
           " handed_name, handed_post, reviewed_name) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
};
static const struct db_query PLAN_DECIDE = {
    .name = "plan_decide",
    .sql = "UPDATE plan SET version = version + 1, status = ?, decided_at = ?, decided_name = ?,"
           " decided_post = ?, opinion = ? WHERE id = ?",
};

enum err plan_by_id(struct req *req, int64_t id, struct plan *out)
{
    return db_one(req->db, req->arena, &PLAN_BY_ID, out, DB_ARGS(db_i64(id), db_i64(req->actor.scope)));
}

enum err plans_of_matter(struct req *req, int64_t matter_id, struct list *out)
{
    return db_list(req->db, req->arena, &PLANS_OF_MATTER, out,
                   DB_ARGS(db_i64(matter_id), db_i64(req->actor.scope)));
}

static char *post_of(const struct req *req)
{
    return arena_printf(req->arena, "%s%s", req->actor.unit_name, req->actor.post);
}

enum err plan_insert(struct req *req, struct plan *p)
{
    struct db_done done = {0};
    enum err e = db_exec(req->db, &PLAN_INSERT, &done,
                         DB_ARGS(db_i64(p->matter_id), db_i64(p->assignment_id), db_i64(p->no),
                                 db_text(p->goal), db_text(p->risks), db_date(p->limit_on),
                                 db_instant(req->now), db_i64(req->actor.person_id), db_text(req->actor.name),
                                 db_text(post_of(req)), db_text(p->reviewed_name)));
    p->id = done.id;
    return e;
}

enum err plan_decide(struct req *req, const struct plan *p, int status, const char *opinion)
{
    return db_exec(req->db, &PLAN_DECIDE, NULL,
                   DB_ARGS(db_choice(&plan_statuses, status), db_instant(req->now), db_text(req->actor.name),
                           db_text(post_of(req)), db_text(opinion), db_i64(p->id)));
}

/* ---- self-checks */
#undef COL
#define COL(member, kind_of, text, ...)                                                                      \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(struct self_check, member), .label = (text),      \
        ##__VA_ARGS__                                                                                        \
    }
static const struct field check_fields[] = {
    COL(id, F_INT, "编号"),
    COL(assignment_id, F_INT, "承办"),
    COL(at, F_INSTANT, "时间"),
    COL(by_name, F_TEXT, "记录人"),
    COL(by_post, F_TEXT, "记录人单位与职务"),
    COL(found, F_TEXT, "自查发现"),
    COL(corrected, F_TEXT, "自纠情况"),
    COL(files, F_LIST, "附件", .of = &file_shape),
};
const struct shape self_check_shape = SHAPE("SelfCheck", struct self_check, check_fields);
static const struct shape check_row = {"SelfCheckColumns", sizeof(struct self_check), check_fields,
                                       ARRAY_LEN(check_fields) - 1};
static const struct db_query CHECKS_OF_MATTER = {
    .name = "self_checks_of_matter",
    .sql = "SELECT k.id, k.assignment_id, k.at, k.by_name, k.by_post, k.found, k.corrected FROM self_check k"
           " JOIN matter m ON m.id = k.matter_id WHERE k.matter_id = ? AND " MATTER_VISIBLE
           " ORDER BY k.id DESC",
    .row = &check_row,
};
static const struct db_query CHECK_INSERT = {
    .name = "self_check_insert",
    .sql = "INSERT INTO self_check (matter_id, assignment_id, at, by_name, by_post, found, corrected)"
           " VALUES (?, ?, ?, ?, ?, ?, ?)",
};

enum err checks_of_matter(struct req *req, int64_t matter_id, struct list *out)
{
    return db_list(req->db, req->arena, &CHECKS_OF_MATTER, out,
                   DB_ARGS(db_i64(matter_id), db_i64(req->actor.scope)));
}

enum err check_insert(struct req *req, const struct assignment *at, struct self_check *k)
{
    struct db_done done = {0};
    enum err e = db_exec(req->db, &CHECK_INSERT, &done,
                         DB_ARGS(db_i64(at->matter_id), db_i64(at->id), db_instant(req->now),
                                 db_text(req->actor.name), db_text(post_of(req)), db_text(k->found),
                                 db_text(k->corrected)));
    k->id = done.id;
    return e;
}

const struct db_query *const plan_queries[] = {
    &PLAN_BY_ID,  &PLANS_OF_MATTER, &PLAN_INSERT,   &PLAN_DECIDE,      &STEPS_OF_MATTER, &STEP_BY_ID,
    &STEP_INSERT, &STEPS_CARRY,     &STEP_PROGRESS, &CHECKS_OF_MATTER, &CHECK_INSERT,
};
