#include "app/direct/escalation/escalation_priv.h"
#include "app/message/notice/notice.h"

/* The leader in charge; where the unit has none, or it is the office that asks, the head. */
static enum err leaders(struct req *req, const struct escalation *x, struct list *people)
{
    int32_t today = date_of(req->now);
    size_t before = people->n;
    enum err e = OK;
    if (x->unit_id != 0)
        e = notice_people(req->db, req->arena, today, TO_CHARGE, x->unit_id, people);
    if (e == OK && people->n == before)
        e = notice_people(req->db, req->arena, today, TO_HEAD, x->body_id, people);
    return e;
}

static enum err people_of(struct req *req, const struct escalation *x, enum escalation_event event,
                          struct list *people)
{
    int32_t today = date_of(req->now);
    bool to_unit = (event == EV_MET || event == EV_ANSWERED) && x->unit_id != 0;
    enum err e = event == EV_RAISED
                     ? notice_people(req->db, req->arena, today, TO_HEAD, x->body_id, people)
                     : notice_people(req->db, req->arena, today, TO_OFFICE, x->body_id, people);
    if (e == OK && to_unit)
        e = notice_people(req->db, req->arena, today, TO_UNIT, x->unit_id, people);
    if (e == OK && (event == EV_ASKED || event == EV_RAISED))
        e = leaders(req, x, people);
    return e;
}

enum err escalation_tell(struct req *req, const struct escalation *x, enum escalation_event event,
                         const char *text)
{
    static const char *const words[] = {[EV_ASKED] = "请求协调",
                                        [EV_RAISED] = "提请领导小组决定",
                                        [EV_MET] = "将召开协调会",
                                        [EV_ANSWERED] = "协调已有结果"};
    struct list people = {0};
    struct notice n = {
        .kind = NK_ESCALATION,
        .dedupe = arena_printf(req->arena, "escalation/%lld/%d", (long long)x->id, (int)event),
        .title = arena_printf(req->arena, "%s：%s", words[event], x->matter_title),
        .text = text,
        .matter_id = x->matter_id,
        .assignment_id = x->assignment_id,
    };
    enum err e = people_of(req, x, event, &people);
    return e == OK ? notice_send(req->db, req->arena, req->now, &n, &people) : e;
}

/* note: read by every unit of the matter. */
enum err escalation_record(struct req *req, const struct escalation *x, int action, const char *note)
{
    return history_add(req, &(struct history_entry){.matter_id = x->matter_id,
                                                    .assignment_id = x->assignment_id,
                                                    .unit_name = x->unit_name,
                                                    .action = choice_name(&matter_actions, action),
                                                    .note = note});
}
