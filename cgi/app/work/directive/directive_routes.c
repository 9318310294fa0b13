#include "app/audit/audit.h"
#include "app/time/deadline/deadline.h"
#include "app/work/directive/directive_priv.h"

#define COL(type_name, member, kind_of, text_, ...)                                                          \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (text_),             \
        ##__VA_ARGS__                                                                                        \
    }

/* ---- reading */
static enum err load_files(struct req *req, struct directive *d)
{
    struct directive_answer *an = d->answers.items;
    enum err e = OK;
    for (size_t i = 0; e == OK && i < d->answers.n; i++)
        e = file_list_of(req->db, req->arena, FILE_OF_ANSWER, an[i].id, &an[i].files);
    /* Those two are read by whoever reads the directive. */
    if (e == OK && d->source == DS_CONTACT)
        e = file_list_of(req->db, req->arena, FILE_OF_CONTACT, d->source_id, &d->files);
    if (e == OK && d->source == DS_INSTRUCTION)
        e = file_list_of(req->db, req->arena, FILE_OF_INSTRUCTION, d->source_id, &d->files);
    return e;
}

static enum err dress(struct req *req, struct list *directives)
{
    struct light_day day;
    struct directive *d = directives->items;
    enum err e = light_day_of(req, &day);
    for (size_t i = 0; e == OK && i < directives->n; i++) {
        e = answers_of(req, d[i].id, &d[i].answers);
        if (e == OK)
            e = load_files(req, &d[i]);
        directive_light(req->arena, &d[i], &day);
        directive_buttons(req->arena, &d[i], &req->actor);
    }
    return e;
}

enum err directives_of(struct req *req, int source, int64_t source_id, struct list *out)
{
    enum err e = directives_of_source(req, source, source_id, out);
    return e == OK ? dress(req, out) : e;
}

struct directives {
    struct list items;
};
static const struct field directives_fields[] = {
    COL(struct directives, items, F_LIST, "交办要求", .of = &directive_shape)};
static const struct shape directives_shape = SHAPE("Directives", struct directives, directives_fields);

static enum err list(struct req *req, struct res *res)
{
    struct matter m = {0};
    struct directives out = {0};
    enum err e = matter_by_id(req, req->ids[0], &m);
    if (e == OK)
        e = directives_of_matter(req, m.id, &out.items);
    if (e == OK)
        e = dress(req, &out.items);
    if (e == OK)
        res_struct(res, &directives_shape, &out);
    return e;
}

static enum err current(struct req *req, struct res *res)
{
    struct directive d = {0};
    struct list one = {&d, 1};
    enum err e = directive_by_id(req, req->ids[0], &d);
    if (e == OK)
        e = dress(req, &one);
    if (e == OK)
        res_struct(res, &directive_shape, &d);
    return e;
}

/* ---- moving */
struct moved {
    int64_t id, version;
    int status;
    const char *message;
};
static const struct field moved_fields[] = {
    COL(struct moved, id, F_INT, "交办要求"),
    COL(struct moved, version, F_INT, "版本"),
    COL(struct moved, status, F_CHOICE, "状态", .choices = &directive_statuses),
    COL(struct moved, message, F_TEXT, "回执：办成了什么，下一步是什么"),
};
static const struct shape moved_shape = SHAPE("DirectiveMoved", struct moved, moved_fields);

static enum err begin(struct req *req, int action, struct directive *d, int *to)
{
    enum err e = directive_by_id(req, req->ids[0], d);
    if (e != OK)
        return e;
    if (req->version != d->version)
        return req_fail(req, ERR_STALE, "stale", "这项要求已被他人处理，请看过最新情况");
    struct directive_verdict v = directive_judge(req->arena, d, &req->actor, action, to);
    return v.err == OK ? OK : req_fail(req, v.err, v.code, "%s", v.why);
}

/* note: for the history; text: for those who are told. */
static enum err commit(struct req *req, const struct directive *d, int action, const char *note,
                       const char *text)
{
    enum err e = directive_record(req, d, action, note);
    audit_note(req, arena_printf(req->arena, "directive.%s", choice_name(&matter_actions, action)),
               "directive", d->id, arena_printf(req->arena, "{\"matter\":%lld}", (long long)d->matter_id));
    if (e == OK)
        e = directive_tell(req, d, action, text);
    return e == OK ? due_sync(req->db, req->arena, d->matter_id, req->now) : e;
}

static void reply(struct res *res, const struct directive *d, int to, const char *message)
{
    struct moved m = {d->id, d->version + 1, to, message};
    res->version = m.version;
    res_struct(res, &moved_shape, &m);
}

struct answer_in {
    const char *text;
    struct list file_ids;
};
static const struct field answer_fields[] = {
    COL(struct answer_in, text, F_TEXT, "答复内容", .min = 5, .max = 4000, .required = true),
    COL(struct answer_in, file_ids, F_INTS, "附件", .max = FILES_PER_OBJECT),
};
static const struct shape answer_in_shape = SHAPE("DirectiveAnswerIn", struct answer_in, answer_fields);

static enum err attach(struct req *req, const struct directive *d, int64_t answer_id, const struct list *ids)
{
    struct matter_case c = {0};
    enum err e = matter_by_id(req, d->matter_id, &c.m);
    if (e == OK)
        e = assignments_list(req, d->matter_id, &c.units);
    if (e != OK)
        return e;
    const struct assignment *at = c.units.items;
    for (size_t i = 0; i < c.units.n; i++)
        if (at[i].id == d->assignment_id)
            c.at = (struct assignment *)&at[i];
    struct file_place place = {
        .kind = FILE_OF_ANSWER, .object_id = answer_id, .readers = part_readers(req->arena, &c.m, c.at)};
    return file_attach(req, &place, ids);
}

static enum err answer_tx(struct req *req, struct res *res, void *ctx)
{
    const struct answer_in *in = ctx;
    struct directive d = {0};
    int to = 0;
    int64_t id;
    enum err e = begin(req, MA_ANSWER, &d, &to);
    if (e == OK)
        e = directive_answered(req, &d, to, in->text, &id);
    if (e == OK)
        e = attach(req, &d, id, &in->file_ids);
    if (e == OK)
        e = commit(req, &d, MA_ANSWER, NULL, in->text);
    if (e == OK)
        reply(res, &d, to,
              to == DR_CLOSED ? "已答复并办结"
                              : arena_printf(req->arena, "已书面答复，等待%s认可",
                                             d.closer_name == NULL ? "督办办公室" : d.closer_name));
    return e;
}

static enum err answer(struct req *req, struct res *res)
{
    return req_tx(req, res, answer_tx, req->body);
}

struct verdict_in {
    const char *reason;
};
static const struct field verdict_fields[] = {
    COL(struct verdict_in, reason, F_TEXT, "意见", .min = 2, .max = 1000, .required = true)};
static const struct shape verdict_shape = SHAPE("DirectiveVerdictIn", struct verdict_in, verdict_fields);

static enum err settle(struct req *req, struct directive *d, int to, int action, const char *reason)
{
    enum err e = directive_settled(req, d, to, reason);
    return e == OK ? commit(req, d, action, NULL, reason) : e;
}

static enum err close_tx(struct req *req, struct res *res, void *ctx)
{
    const struct verdict_in *in = ctx;
    struct directive d = {0};
    int to = 0;
    enum err e = begin(req, MA_CLOSE_DIRECTIVE, &d, &to);
    if (e == OK)
        e = settle(req, &d, to, MA_CLOSE_DIRECTIVE, in->reason);
    if (e == OK)
        reply(res, &d, to, "已认可答复，这项要求办结");
    return e;
}

static enum err close_directive(struct req *req, struct res *res)
{
    return req_tx(req, res, close_tx, req->body);
}

enum err directives_close(struct req *req, int source, int64_t source_id, const char *verdict)
{
    struct list all = {0};
    int to;
    enum err e = directives_of_source(req, source, source_id, &all);
    struct directive *d = all.items;
    for (size_t i = 0; e == OK && i < all.n; i++)
        if (directive_judge(req->arena, &d[i], &req->actor, MA_CLOSE_DIRECTIVE, &to).err == OK)
            e = settle(req, &d[i], to, MA_CLOSE_DIRECTIVE, verdict);
    return e;
}

static enum err withdraw_tx(struct req *req, struct res *res, void *ctx)
{
    const struct verdict_in *in = ctx;
    struct directive d = {0};
    int to = 0;
    enum err e = begin(req, MA_WITHDRAW_DIRECTIVE, &d, &to);
    if (e == OK)
        e = settle(req, &d, to, MA_WITHDRAW_DIRECTIVE, in->reason);
    if (e == OK)
        reply(res, &d, to, "已撤回这项要求，并告知对方不必答复");
    return e;
}

static enum err withdraw(struct req *req, struct res *res)
{
    return req_tx(req, res, withdraw_tx, req->body);
}

struct return_in {
    const char *reason;
    int32_t due_on;
};
static const struct field return_fields[] = {
    COL(struct return_in, reason, F_TEXT, "退回理由", .min = 5, .max = 1000, .required = true),
    COL(struct return_in, due_on, F_DATE, "重新答复的时限", .required = true),
};
static const struct shape return_shape = SHAPE("DirectiveReturnIn", struct return_in, return_fields);

static enum err return_tx(struct req *req, struct res *res, void *ctx)
{
    const struct return_in *in = ctx;
    struct directive d = {0};
    int to = 0;
    enum err e = begin(req, MA_RETURN_ANSWER, &d, &to);
    if (e == OK && in->due_on < date_of(req->now))
        e = req_field(req, "#/due_on", "重新答复的时限不能早于今天");
    if (e == OK)
        e = directive_returned(req, &d, in->due_on, in->reason);
    if (e != OK)
        return e;
    const char *by = arena_printf(req->arena, "%s前重新答复", day_text(req->arena, in->due_on));
    d.due_on = in->due_on;
    d.returned_n++;
    e = commit(req, &d, MA_RETURN_ANSWER, by, in->reason);
    if (e == OK)
        reply(res, &d, to, arena_printf(req->arena, "已退回，请对方于%s", by));
    return e;
}

static enum err return_answer(struct req *req, struct res *res)
{
    return req_tx(req, res, return_tx, req->body);
}

#define MOVE(name, roles, handler, text, shape)                                                              \
    {                                                                                                        \
        .method = POST, .path = "/api/directives/{id}/" name, .who = (roles), .fn = (handler),               \
        .summary = (text), .body = (shape), .reply = &moved_shape, .flags = R_IF_MATCH, .current = current   \
    }
static const struct route directive_routes[] = {
    {.method = GET,
     .path = "/api/matters/{id}/directives",
     .who = ROLE_BUSINESS,
     .fn = list,
     .summary = "事项的交办要求",
     .reply = &directives_shape},
    MOVE("answer", ROLE_UNIT | ROLE_OFFICE, answer, "书面答复交办要求", &answer_in_shape),
    MOVE("close", ROLE_BODY, close_directive, "认可答复", &verdict_shape),
    MOVE("return", ROLE_BODY, return_answer, "退回答复", &return_shape),
    MOVE("withdraw", ROLE_BODY, withdraw, "撤回交办要求", &verdict_shape),
};
const struct module directive_module = {
    .name = "directive",
    .routes = directive_routes,
    .nroutes = ARRAY_LEN(directive_routes),
    .queries = directive_queries,
    .nqueries = DIRECTIVE_QUERIES,
};
