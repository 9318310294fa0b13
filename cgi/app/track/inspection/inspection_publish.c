#include "app/document/document.h"
#include "app/matter/course/course.h"
#include "app/time/calendar/calendar.h"
#include "app/track/inspection/inspection_priv.h"
#include "app/work/directive/directive.h"

/* Publication: the report becomes a numbered paper, what is to be answered becomes a demand on the linked
 * matter, and only now do those matters and the units hear of it. All in the caller's transaction. */

static enum err sign(struct req *req, struct inspection_case *c)
{
    struct paper_source source = {0};
    struct paper paper;
    enum err e = paper_source_of(req, &source);
    if (e != OK)
        return e;
    report_write(req->arena, c, &source, &paper);
    const struct document_new n = {
        .body_id = c->x.body_id,
        .kind = DK_INSPECTION,
        .word = source.notice_word,
        .signer_name = c->x.approved_name != NULL ? c->x.approved_name : req->actor.name,
        .paper = &paper,
    };
    e = document_sign(req, &n, &c->x.document_id);
    c->x.doc_no = paper.doc_no;
    return e;
}

static enum err demand(struct req *req, const struct inspection_case *c, const struct visit *v,
                       const struct finding *f)
{
    struct open_part part = {0};
    bool found;
    int64_t id;
    enum err e = open_part_of(req, v, &part, &found);
    if (e != OK || !found)
        return e;
    e = directive_add(req,
                      &(struct directive_in){.matter_id = part.matter_id,
                                             .assignment_id = part.assignment_id,
                                             .source = DS_INSPECTION,
                                             .source_id = c->x.id,
                                             .text = arena_printf(req->arena, "督查发现（%s）：%s",
                                                                  choice_label(&severities, f->severity),
                                                                  finding_words(req->arena, &c->x, f)),
                                             .due_on = f->answer_by},
                      &id);
    return e == OK ? finding_set_directive(req, f->id, id) : e;
}

static enum err demand_all(struct req *req, const struct inspection_case *c)
{
    const struct visit *v = c->x.visits.items;
    enum err e = OK;
    for (size_t i = 0; e == OK && i < c->x.visits.n; i++) {
        const struct finding *f = v[i].findings.items;
        for (size_t k = 0; e == OK && k < v[i].findings.n; k++)
            if (f[k].answer_by != 0)
                e = demand(req, c, &v[i], &f[k]);
    }
    return e;
}

/* A day that is over by now can not be demanded. */
static enum err check_days(struct req *req, const struct inspection_case *c)
{
    const struct visit *v = c->x.visits.items;
    for (size_t i = 0; i < c->x.visits.n; i++) {
        const struct finding *f = v[i].findings.items;
        for (size_t k = 0; k < v[i].findings.n; k++)
            if (f[k].answer_by != 0 && f[k].answer_by <= c->today)
                return req_fail(req, ERR_CONFLICT, "answer-day-over",
                                "要求%s于%s前答复，这一天已到或已过，请退回督查组改期", v[i].unit_name,
                                day_text(req->arena, f[k].answer_by));
    }
    return OK;
}

static enum err note_matters(struct req *req, const struct inspection_case *c)
{
    const struct linked_matter *m = c->x.matters.items;
    enum err e = OK;
    for (size_t i = 0; e == OK && i < c->x.matters.n; i++)
        e = history_add(
            req, &(struct history_entry){.matter_id = m[i].id,
                                         .action = choice_name(&matter_actions, MA_INSPECT),
                                         .note = arena_printf(req->arena, "%s“%s”已公布，%s",
                                                              choice_label(&inspection_kinds, c->x.kind),
                                                              c->x.title, c->x.doc_no)});
    return e;
}

enum err inspection_publish(struct req *req, struct inspection_case *c)
{
    enum err e = check_days(req, c);
    if (e == OK)
        e = sign(req, c);
    if (e == OK)
        e = inspection_set_published(req, c);
    if (e == OK)
        e = demand_all(req, c);
    return e == OK ? note_matters(req, c) : e;
}
