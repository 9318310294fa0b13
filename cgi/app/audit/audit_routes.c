#include "app/audit/audit_priv.h"

#include <string.h>

#define DETAIL_MAX 2000
#define STALE_MS (15 * 60 * INT64_C(1000))

/* ---- noting, for the routes of every module */
static struct audit_row *new_row(struct req *req, const char *action, const char *kind, int64_t id,
                                 const char *detail)
{
    struct audit_row *row = arena_alloc(req->arena, sizeof(*row));
    *row = (struct audit_row){
        .at = req->now,
        .actor = &req->actor,
        .ip = req->ip,
        .request_id = req->id,
        .action = action,
        .object_kind = kind,
        .object_id = id,
        .result = "ok",
        .detail = !detail                            ? "{}"
                  : text_chars(detail) <= DETAIL_MAX ? detail
                                                     : "{\"omitted\":true}",
    };
    return row;
}

void audit_note(struct req *req, const char *action, const char *object_kind, int64_t object_id,
                const char *detail)
{
    struct audit_row **end = &req->audit;
    while (*end)
        end = &(*end)->next;
    *end = new_row(req, action, object_kind, object_id, detail);
}

enum err audit_flush(struct req *req)
{
    for (const struct audit_row *row = req->audit; row; row = row->next) {
        enum err e = audit_insert(req->db, req->arena, row);
        if (e != OK)
            return e;
    }
    return OK;
}

enum err audit_now(struct req *req, const char *action, const char *object_kind, int64_t object_id,
                   const char *result, const char *detail)
{
    struct audit_row *row = new_row(req, action, object_kind, object_id, detail);
    row->result = result;
    return audit_insert(req->db, req->arena, row);
}

enum err audit_operator(struct db *db, int64_t now, const char *action, const char *object_kind,
                        int64_t object_id, const char *detail)
{
    const struct audit_row row = {
        .at = now,
        .ip = "local",
        .request_id = "dubanctl",
        .action = action,
        .object_kind = object_kind,
        .object_id = object_id,
        .result = "ok",
        .detail = detail ? detail : "{}",
    };
    return audit_insert(db, NULL, &row);
}

/* ---- the auditor's routes */
#define FILTER_AT(member) offsetof(struct audit_filter, member)
static const struct field filter_fields[] = {
    {.name = "action", .type = F_TEXT, .at = FILTER_AT(action), .label = "操作", .max = 48},
    {.name = "person_id", .type = F_INT, .at = FILTER_AT(person_id), .label = "人员", .min = 1},
    {.name = "object_kind", .type = F_TEXT, .at = FILTER_AT(object_kind), .label = "对象类别", .max = 24},
    {.name = "object_id", .type = F_INT, .at = FILTER_AT(object_id), .label = "对象", .min = 1},
    {.name = "from", .type = F_DATE, .at = FILTER_AT(from), .label = "起始日期"},
    {.name = "to", .type = F_DATE, .at = FILTER_AT(to), .label = "截止日期"},
};
static const struct shape filter_shape = SHAPE("AuditFilter", struct audit_filter, filter_fields);

static enum err list(struct req *req, struct res *res)
{
    return audit_page(res, req->query);
}

#define FAULT_AT(member) offsetof(struct audit_fault, member)
static const struct field fault_fields[] = {
    {.name = "kind", .type = F_TEXT, .at = FAULT_AT(kind), .label = "问题类别"},
    {.name = "id", .type = F_INT, .at = FAULT_AT(id), .label = "封条或记录序号"},
    {.name = "detail", .type = F_TEXT, .at = FAULT_AT(detail), .label = "说明", .max = 400},
};
static const struct shape fault_shape = SHAPE("AuditFault", struct audit_fault, fault_fields);
static const struct field faults_fields[] = {
    {.name = "faults", .type = F_LIST, .label = "问题", .of = &fault_shape},
};
const struct shape audit_faults_shape = SHAPE("AuditFaults", struct list, faults_fields);

#define VERDICT_AT(member) offsetof(struct audit_verdict, member)
static const struct field verdict_fields[] = {
    {.name = "ok", .type = F_BOOL, .at = VERDICT_AT(ok), .label = "完好"},
    {.name = "checked", .type = F_INT, .at = VERDICT_AT(checked), .label = "已核验行数"},
    {.name = "sealed_to", .type = F_INT, .at = VERDICT_AT(sealed_to), .label = "封存至"},
    {.name = "seals", .type = F_INT, .at = VERDICT_AT(seals), .label = "封条数"},
    {.name = "waiting", .type = F_INT, .at = VERDICT_AT(waiting), .label = "待封存行数"},
    {.name = "faults", .type = F_LIST, .at = VERDICT_AT(faults), .label = "问题", .of = &fault_shape},
    {.name = "verified_at",
     .type = F_INSTANT,
     .at = VERDICT_AT(verified_at),
     .label = "核验时间",
     .nullable = true},
};
static const struct shape verdict_shape = SHAPE("AuditVerdict", struct audit_verdict, verdict_fields);

static void ignore(void *ctx, const char *pointer, const char *detail)
{
    (void)ctx, (void)pointer, (void)detail;
}

static void from_kept(struct arena *a, const struct audit_kept *kept, struct audit_verdict *v)
{
    *v = (struct audit_verdict){
        .ok = kept->ok,
        .checked = kept->checked,
        .sealed_to = kept->sealed_to,
        .seals = kept->seals,
        .waiting = kept->waiting,
        .verified_at = kept->verified_at,
    };
    if (!json_read(a, kept->faults, strlen(kept->faults), &audit_faults_shape, &v->faults, ignore, NULL))
        v->ok = false;
}

/* The job verifies: it holds the key and the anchor, which no worker may read. */
static enum err verify(struct req *req, struct res *res)
{
    struct audit_kept kept;
    struct audit_verdict v = {0};
    bool found;
    enum err e = audit_kept_find(req->db, req->arena, &kept, &found);
    if (e != OK)
        return e;
    if (found)
        from_kept(req->arena, &kept, &v);
    if (!found || req->now - kept.verified_at > STALE_MS) {
        struct audit_fault *faults = arena_alloc(req->arena, (v.faults.n + 1) * sizeof(*faults));
        faults[0] = (struct audit_fault){"stale", 0,
                                         "核验任务超过 15 分钟没有运行，请系统管理员检查 duban-job 服务"};
        if (v.faults.n)
            memcpy(faults + 1, v.faults.items, v.faults.n * sizeof(*faults));
        v.faults = (struct list){faults, v.faults.n + 1};
        v.ok = false;
    }
    res_struct(res, &verdict_shape, &v);
    return OK;
}

enum err audit_keep(struct db *db, const struct audit_verdict *v)
{
    struct arena *a = arena_new();
    struct json j;
    json_init(&j, a);
    json_struct(&j, &audit_faults_shape, &v->faults);
    const struct audit_kept kept = {
        .ok = v->ok,
        .checked = v->checked,
        .sealed_to = v->sealed_to,
        .seals = v->seals,
        .waiting = v->waiting,
        .verified_at = v->verified_at,
        .faults = j.out.data,
    };
    enum err e = audit_kept_store(db, &kept);
    arena_free(a);
    return e;
}

static const struct route routes[] = {
    {.method = GET,
     .path = "/api/audit",
     .who = ROLE_AUDITOR,
     .fn = list,
     .summary = "审计日志",
     .query = &filter_shape,
     .reply = &audit_entry_shape,
     .flags = R_PAGE},
    {.method = GET,
     .path = "/api/audit/verify",
     .who = ROLE_AUDITOR,
     .fn = verify,
     .summary = "审计日志的核验结果",
     .reply = &verdict_shape},
};

const struct module audit_module = {
    .name = "audit",
    .routes = routes,
    .nroutes = ARRAY_LEN(routes),
    .queries = audit_queries,
    .nqueries = ARRAY_LEN(audit_queries),
};
