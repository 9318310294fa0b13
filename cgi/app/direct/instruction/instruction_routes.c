#include "app/direct/instruction/instruction_priv.h"
#include "app/org/org.h"

#define COL(type_name, member, kind_of, label_, ...)                                                         \
    {                                                                                                        \
        .name = #member, .type = (kind_of), .at = offsetof(type_name, member), .label = (label_),            \
        ##__VA_ARGS__                                                                                        \
    }

#define IN(member, kind_of, label_, ...) COL(struct instruction_in, member, kind_of, label_, ##__VA_ARGS__)
static const struct field in_fields[] = {
    IN(matter_id, F_INT, "事项", .min = 1), IN(text, F_TEXT, "批示", .min = 2, .max = 2000, .required = true),
    IN(due_on, F_DATE, "要求的时限"),       IN(unit_ids, F_INTS, "单位", .max = 60),
    IN(to_head, F_BOOL, "提请组长确认"),    IN(file_ids, F_INTS, "附件", .max = FILES_PER_OBJECT),
};
const struct shape instruction_in_shape = SHAPE("InstructionIn", struct instruction_in, in_fields);
#define MOVED(member, kind_of, label_, ...)                                                                  \
    COL(struct instruction_moved, member, kind_of, label_, ##__VA_ARGS__)
static const struct field moved_fields[] = {
    MOVED(id, F_INT, "批示"),
    MOVED(version, F_INT, "版本"),
    MOVED(status, F_CHOICE, "状态", .choices = &instruction_statuses),
    MOVED(message, F_TEXT, "回执：办成了什么，下一步是什么"),
    MOVED(matter_id, F_INT, "事项", .nullable = true),
};
const struct shape instruction_moved_shape = SHAPE("InstructionMoved", struct instruction_moved,
                                                   moved_fields);

/* ---- writing */
static enum err create_tx(struct req *req, struct res *res, void *ctx)
{
    struct instruction made = {0};
    enum err e = instruction_write(req, ctx, 0, &made);
    if (e != OK)
        return e;
    struct instruction_moved m = {made.id, 1,
                                  made.is_new || made.status == IS_PROPOSED ? made.status : IS_UNDERWAY,
                                  written_message(req->arena, &made), made.matter_id};
    res->version = 1;
    res_struct(res, &instruction_moved_shape, &m);
    return OK;
}

static enum err create(struct req *req, struct res *res)
{
    return req_tx(req, res, create_tx, req->body);
}

/* ---- reading */
struct page {
    struct list items;
    const char *next;
};
static const struct field page_fields[] = {
    COL(struct page, items, F_LIST, "批示", .of = &instruction_shape),
    COL(struct page, next, F_TEXT, "下一页", .nullable = true),
};
static const struct shape page_shape = SHAPE("InstructionPage", struct page, page_fields);
#define FILTER(member, kind_of, label_, ...)                                                                 \
    COL(struct instruction_filter, member, kind_of, label_, ##__VA_ARGS__)
static const struct field filter_fields[] = {
    FILTER(status, F_CHOICE, "状态", .choices = &instruction_statuses),
    FILTER(mine, F_BOOL, "我作的批示"),
    FILTER(matter_id, F_INT, "事项", .min = 1),
};
static const struct shape filter_shape = SHAPE("InstructionFilter", struct instruction_filter, filter_fields);

static enum err list(struct req *req, struct res *res)
{
    struct page out = {0};
    enum err e = instructions_page(req, req->query, org_after(req), req->limit + 1, &out.items);
    if (e != OK)
        return e;
    struct instruction *i = out.items.items;
    if ((int64_t)out.items.n > req->limit) {
        out.items.n = (size_t)req->limit;
        out.next = arena_printf(req->arena, "%lld", (long long)i[out.items.n - 1].id);
    }
    for (size_t n = 0; n < out.items.n; n++)
        instruction_buttons(req->arena, &i[n], &req->actor);
    res_struct(res, &page_shape, &out);
    return OK;
}

struct detail {
    struct instruction instruction;
    struct list directives, files, chain, units;
};
static const struct field unit_fields[] = {
    COL(struct instructed_unit, id, F_INT, "单位"),
    COL(struct instructed_unit, name, F_TEXT, "名称"),
};
static const struct shape unit_brief_shape = SHAPE("InstructionUnit", struct instructed_unit, unit_fields);
static const struct field detail_fields[] = {
    COL(struct detail, instruction, F_OBJECT, "批示", .of = &instruction_shape),
    COL(struct detail, directives, F_LIST, "要求书面答复的", .of = &directive_shape),
    COL(struct detail, files, F_LIST, "附件", .of = &file_shape),
    COL(struct detail, chain, F_LIST, "前后相接的批示", .of = &instruction_shape),
    COL(struct detail, units, F_LIST, "交给哪些单位", .of = &unit_brief_shape),
};
static const struct shape detail_shape = SHAPE("InstructionDetail", struct detail, detail_fields);

static enum err show(struct req *req, struct res *res)
{
    struct detail d = {0};
    int64_t id = req->ids[0];
    enum err e = instruction_by_id(req, id, &d.instruction);
    if (e == OK)
        e = directives_of(req, DS_INSTRUCTION, id, &d.directives);
    if (e == OK)
        e = file_list_of(req->db, req->arena, FILE_OF_INSTRUCTION, id, &d.files);
    if (e == OK)
        e = instruction_chain(req, id, &d.chain);
    if (e == OK)
        e = units_of_instruction(req, id, &d.units);
    if (e != OK)
        return e;
    instruction_buttons(req->arena, &d.instruction, &req->actor);
    res->version = d.instruction.version;
    req->if_none_match = 0; /* what it demanded changes by itself */
    res_struct(res, &detail_shape, &d);
    return OK;
}

enum err instruction_current(struct req *req, struct res *res)
{
    struct instruction i = {0};
    enum err e = instruction_by_id(req, req->ids[0], &i);
    if (e != OK)
        return e;
    instruction_buttons(req->arena, &i, &req->actor);
    res_struct(res, &instruction_shape, &i);
    return OK;
}

static const struct route instruction_routes[] = {
    {POST, "/api/instructions", ROLE_LEADER, create, "作批示", .body = &instruction_in_shape,
     .reply = &instruction_moved_shape, .flags = R_CREATED},
    {GET, "/api/instructions", ROLE_BODY, list, "批示", .query = &filter_shape, .reply = &instruction_shape,
     .flags = R_PAGE},
    {GET, "/api/instructions/{id}", ROLE_BODY, show, "一件批示", .reply = &detail_shape},
};
const struct module instruction_module = {
    .name = "instruction",
    .routes = instruction_routes,
    .nroutes = ARRAY_LEN(instruction_routes),
    .queries = instruction_queries,
    .nqueries = INSTRUCTION_QUERIES,
};
