#include "app/time/rule/rule_priv.h"

static const struct db_query SET_HAND = {
    .name = "set_hand_light",
    .sql =
        "UPDATE assignment SET hand_light = ?, hand_reason = ?, hand_until = ?, hand_name = ? WHERE id = ?",
};
static const struct db_query SET_CYCLE = {
    .name = "set_cycle",
    .sql = "UPDATE matter SET report_cycle = ?, cycle_days = ?, cycle_from = COALESCE(?, cycle_from), "
           "self_check_days = ?"
           " WHERE id = ?",
};

enum err set_hand_light(struct req *req, int64_t assignment_id, const struct light_in *in)
{
    return db_exec(req->db, &SET_HAND, NULL,
                   DB_ARGS(db_choice(&lights, in->light), db_text(in->reason), db_date(in->until),
                           db_text(req->actor.name), db_i64(assignment_id)));
}

enum err set_cycle(struct req *req, const struct matter *m, const struct cycle_in *in)
{
    bool is_other = in->report_cycle != m->report_cycle || in->cycle_days != m->cycle_days;
    return db_exec(req->db, &SET_CYCLE, NULL,
                   DB_ARGS(db_choice(&report_cycles, in->report_cycle), db_id(in->cycle_days),
                           db_date(is_other ? date_of(req->now) : 0), db_id(in->self_check_days),
                           db_i64(m->id)));
}

const struct db_query *const hand_queries[HAND_QUERIES] = {&SET_HAND, &SET_CYCLE};
