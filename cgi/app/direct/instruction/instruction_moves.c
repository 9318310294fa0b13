#include "app/audit/audit.h"
#include "app/direct/instruction/instruction_priv.h"
#include "app/matter/draft/draft.h"
#include "app/message/notice/notice.h"
#include "app/time/calendar/calendar.h"

#define COL(type_name, member, kind_of, label_, ...)                                                         \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (label_),            \
        ##__VA_ARGS__                                                                                        \
    }

static enum err begin(struct req *req, int action, struct instruction *i)
{
    enum err e = instruction_by_id(req, req->ids[0], i);
    if (e == OK)
        e = instruction_lock(req, i->id);
    if (e == OK)
        e = instruction_by_id(req, i->id, i); /* as it is under the lock */
    if (e != OK)
        return e;
    if (req->version != i->version)
        return req_fail(req, ERR_STALE, "stale", "批示已被他人处理，请看过最新情况");
    struct instruction_verdict v = instruction_judge(req->arena, i, &req->actor, action);
    return v.err == OK ? OK : req_fail(req, v.err, v.code, "%s", v.why);
}

static void finish(struct res *res, const struct instruction *i, int action,
                   const struct instruction_moved *m)
{
    struct req *req = res->req;
    audit_note(req, arena_printf(req->arena, "instruction.%s", choice_name(&instruction_actions, action)),
               "instruction", i->id, NULL);
    res->version = m->version;
    res_struct(res, &instruction_moved_shape, m);
}

struct opinion_in {
    const char *opinion;
};
static const struct field opinion_fields[] = {
    COL(struct opinion_in, opinion, F_TEXT, "意见", .min = 2, .max = 1000, .required = true)};
static const struct shape opinion_shape = SHAPE("InstructionOpinionIn", struct opinion_in, opinion_fields);

/* ---- the head confirms what lies outside the deputy's charge, or does not (D3.1) */
static enum err send_on(struct req *req, const struct instruction *i)
{
    struct list units = {0};
    enum err e = units_of_instruction(req, i->id, &units);
    if (e == OK && !i->is_new)
        return instruction_send(req, i, &units, &req->actor);
    struct instruction_telling t = {
        TO_OFFICE, i->body_id, "new",
        arena_printf(req->arena, "%s批示，请登记为督办事项", both_names(req->arena, i, &req->actor)),
        i->text};
    return e == OK ? instruction_tell(req, i, &t) : e;
}

static enum err confirm_tx(struct req *req, struct res *res, void *ctx)
{
    const struct opinion_in *in = ctx;
    struct instruction i = {0};
    enum err e = begin(req, IA_CONFIRM, &i);
    if (e == OK)
        e = instruction_decided(req, i.id, IS_OPEN, in->opinion);
    if (e == OK)
        e = send_on(req, &i);
    if (e == OK)
        e = instruction_tell(req, &i,
                             &(struct instruction_telling){TO_POST, i.author_id, "confirm",
                                                           "组长已确认您的批示", in->opinion});
    if (e == OK)
        finish(res, &i, IA_CONFIRM,
               &(struct instruction_moved){i.id, i.version + 1, i.is_new ? IS_OPEN : IS_UNDERWAY,
                                           "已确认，以两位领导的名义下发", i.matter_id});
    return e;
}

static enum err confirm(struct req *req, struct res *res)
{
    return req_tx(req, res, confirm_tx, req->body);
}

static enum err decline_tx(struct req *req, struct res *res, void *ctx)
{
    const struct opinion_in *in = ctx;
    struct instruction i = {0};
    enum err e = begin(req, IA_DECLINE, &i);
    if (e == OK)
        e = instruction_decided(req, i.id, IS_DECLINED, in->opinion);
    if (e == OK)
        e = instruction_tell(req, &i,
                             &(struct instruction_telling){TO_POST, i.author_id, "decline",
                                                           "组长不同意下发您的批示", in->opinion});
    if (e == OK)
        finish(
            res, &i, IA_DECLINE,
            &(struct instruction_moved){i.id, i.version + 1, IS_DECLINED, "已退回，批示不下发", i.matter_id});
    return e;
}

static enum err decline(struct req *req, struct res *res)
{
    return req_tx(req, res, decline_tx, req->body);
}

/* ---- the office makes it a matter */
static enum err make_draft(struct req *req, const struct instruction *i, int64_t *matter_id,
                           const char **reg_no)
{
    struct list units = {0};
    struct arena *a = req->arena;
    enum err e = units_of_instruction(req, i->id, &units);
    if (e != OK)
        return e;
    const char *by = i->head_name == NULL ? i->author_name
                                          : arena_printf(a, "%s、%s", i->author_name, i->head_name);
    int32_t due = i->due_on >= date_of(req->now) ? i->due_on : 0;
    struct matter_draft d = {
        .m = {.source = choice_index(&matter_sources, "leader"),
              .origin_title = arena_printf(a, "%s批示", by),
              .origin_on = date_of(i->at),
              .origin_person = i->author_name,
              .origin_ref = ORIGIN_INSTRUCTION,
              .origin_ref_id = i->id,
              .title = instruction_title(a, i->text),
              .content = i->text,
              .requirement = "按批示要求办理，办理结果书面报送督办办公室，由办公室报作批示的领导。",
              .due_on = due,
              .proposal = arena_printf(a, "根据%s批示办理：“%s”", by, i->text)},
        .units = instruction_parts(a, &units),
    };
    return draft_make(req, &d, matter_id, reg_no);
}

static enum err file_tx(struct req *req, struct res *res, void *ctx)
{
    (void)ctx;
    struct instruction i = {0};
    int64_t matter_id = 0;
    const char *reg_no = NULL;
    enum err e = begin(req, IA_FILE, &i);
    if (e == OK)
        e = make_draft(req, &i, &matter_id, &reg_no);
    if (e == OK)
        e = instruction_filed(req, i.id, matter_id);
    if (e == OK)
        e = file_give(req->db, FILE_OF_INSTRUCTION, i.id, matter_id);
    if (e == OK)
        e = history_add(
            req, &(struct history_entry){.matter_id = matter_id,
                                         .action = choice_name(&matter_actions, MA_INSTRUCT),
                                         .note = arena_printf(req->arena, "%s：%s", i.author_name, i.text)});
    if (e == OK)
        finish(res, &i, IA_FILE,
               &(struct instruction_moved){
                   i.id, i.version + 1, IS_UNDERWAY,
                   arena_printf(req->arena, "已登记为拟办事项，登记号 %s，请补全后报请审批", reg_no),
                   matter_id});
    return e;
}

static enum err file_instruction(struct req *req, struct res *res)
{
    return req_tx(req, res, file_tx, NULL);
}

/* ---- the leader is content, instructs again, or thinks better of it */
static enum err end(struct req *req, const struct instruction *i, int status, const char *words)
{
    enum err e = OK;
    if (status == IS_CLOSED && !i->is_new)
        e = directives_close(req, DS_INSTRUCTION, i->id, words);
    return e == OK ? instruction_ended(req, i->id, status, words) : e;
}

static enum err close_tx(struct req *req, struct res *res, void *ctx)
{
    const struct opinion_in *in = ctx;
    struct instruction i = {0};
    enum err e = begin(req, IA_CLOSE, &i);
    if (e == OK)
        e = end(req, &i, IS_CLOSED, in->opinion);
    if (e == OK)
        e = instruction_tell(req, &i,
                             &(struct instruction_telling){
                                 TO_OFFICE, i.body_id, "close",
                                 arena_printf(req->arena, "%s的批示已办结", i.author_name), in->opinion});
    if (e == OK)
        finish(res, &i, IA_CLOSE,
               &(struct instruction_moved){i.id, i.version + 1, IS_CLOSED, "批示已办结", i.matter_id});
    return e;
}

static enum err close_instruction(struct req *req, struct res *res)
{
    return req_tx(req, res, close_tx, req->body);
}

static enum err withdraw_tx(struct req *req, struct res *res, void *ctx)
{
    const struct opinion_in *in = ctx;
    struct instruction i = {0};
    enum err e = begin(req, IA_WITHDRAW, &i);
    if (e == OK)
        e = end(req, &i, IS_WITHDRAWN, in->opinion);
    if (e == OK)
        e = instruction_tell(req, &i,
                             &(struct instruction_telling){
                                 i.status == IS_PROPOSED ? TO_HEAD : TO_OFFICE, i.body_id, "withdraw",
                                 arena_printf(req->arena, "%s撤回了批示", i.author_name), in->opinion});
    if (e == OK)
        finish(res, &i, IA_WITHDRAW,
               &(struct instruction_moved){i.id, i.version + 1, IS_WITHDRAWN, "已撤回批示", i.matter_id});
    return e;
}

static enum err withdraw(struct req *req, struct res *res)
{
    return req_tx(req, res, withdraw_tx, req->body);
}

static enum err follow_tx(struct req *req, struct res *res, void *ctx)
{
    struct instruction i = {0}, next = {0};
    enum err e = begin(req, IA_FOLLOW, &i);
    if (e == OK)
        e = end(req, &i, IS_CLOSED, "已看过结果，另作批示");
    if (e == OK)
        e = instruction_write(req, ctx, i.id, &next);
    if (e == OK)
        finish(res, &i, IA_FOLLOW,
               &(struct instruction_moved){
                   next.id, 1, next.is_new || next.status == IS_PROPOSED ? next.status : IS_UNDERWAY,
                   written_message(req->arena, &next), next.matter_id});
    return e;
}

static enum err follow(struct req *req, struct res *res)
{
    return req_tx(req, res, follow_tx, req->body);
}

#define MOVE(name, roles, handler, label, shape)                                                             \
    {                                                                                                        \
        .method = POST, .path = "/api/instructions/{id}/" name, .who = (roles), .fn = (handler),             \
        .summary = (label), .body = (shape), .reply = &instruction_moved_shape, .flags = R_IF_MATCH,         \
        .current = instruction_current                                                                       \
    }
static const struct route move_routes[] = {
    MOVE("confirm", ROLE_LEADER, confirm, "组长确认批示", &opinion_shape),
    MOVE("decline", ROLE_LEADER, decline, "组长不同意批示", &opinion_shape),
    MOVE("file", ROLE_OFFICE, file_instruction, "将批示登记为事项", NULL),
    MOVE("close", ROLE_LEADER, close_instruction, "办结批示", &opinion_shape),
    MOVE("withdraw", ROLE_LEADER, withdraw, "撤回批示", &opinion_shape),
    MOVE("follow", ROLE_LEADER, follow, "看过结果再作批示", &instruction_in_shape),
};
const struct module instruction_move_module = {
    .name = "instruction_move",
    .routes = move_routes,
    .nroutes = ARRAY_LEN(move_routes),
};
