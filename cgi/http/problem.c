#include "http/http_priv.h"

#define FIELDS_SHOWN 50

static const struct answer {
    int status, retry_after;
    const char *code, *title, *detail;
} answers[ERR_COUNT] = {
    [ERR_INVALID] = {400, 0, "request-invalid", "请求格式不对", "请求的格式不对，请刷新页面后再试。"},
    [ERR_AUTH] = {401, 0, "sign-in-needed", "需要登录", "登录已过期或已在别处结束，请重新登录。"},
    [ERR_FORBIDDEN] = {403, 0, "forbidden", "没有权限",
                       "当前身份不能做这件事；如有需要，请切换任职或联系管理员。"},
    [ERR_NOT_FOUND] = {404, 0, "not-found", "没有找到", "没有这一项，或者您看不到它；请回到列表重新查找。"},
    [ERR_METHOD] = {405, 0, "method-not-allowed", "不支持的操作", "这个地址不支持该操作，请刷新页面后再试。"},
    [ERR_CONFLICT] = {409, 0, "conflict", "当前状态不允许", "数据的当前状态不允许这样做，请刷新后查看。"},
    [ERR_STALE] = {412, 0, "stale", "内容已被他人修改",
                   "您打开之后有人修改过，请看过最新内容后再提交；您填写的内容仍在。"},
    [ERR_TOO_LARGE] = {413, 0, "too-large", "内容太大", "提交的内容超过了大小限制，请缩减后再试。"},
    [ERR_MEDIA] = {415, 0, "media-type", "正文类型不对", "请求正文须为 application/json。"},
    [ERR_UNPROCESSABLE] = {422, 0, "field-invalid", "填写的内容有误",
                           "有内容需要更正，请按各项提示修改后再提交。"},
    [ERR_NO_VERSION] = {428, 0, "version-needed", "缺少版本",
                        "请先打开最新内容再修改（请求须带 If-Match）。"},
    [ERR_TOO_MANY] = {429, 5, "too-many", "操作过于频繁", "操作过于频繁，请稍候再试。"},
    [ERR_INTERNAL] = {500, 0, "internal", "系统内部错误",
                      "系统出了差错，操作没有完成；请稍后再试，仍不行请把编号告诉管理员。"},
    [ERR_BUSY] = {503, 2, "busy", "系统暂时繁忙", "数据库暂时没有响应，您的操作没有保存，请稍候再试。"},
    [ERR_STORAGE] = {507, 0, "storage-full", "存储空间不足",
                     "服务器存储空间不足，文件没有保存，请联系管理员。"},
};

static const struct answer *answer_of(enum err e)
{
    return &answers[e > OK && e < ERR_COUNT ? e : ERR_INTERNAL];
}

static struct problem *note(struct req *req, enum err e, const char *code, const char *detail)
{
    struct problem *p = arena_alloc(req->arena, sizeof(*p));
    *p = (struct problem){.err = e, .code = code, .detail = detail};
    p->last = &p->fields;
    return req->problem = p;
}

enum err req_fail(struct req *req, enum err e, const char *code, const char *detail, ...)
{
    va_list args;
    va_start(args, detail);
    note(req, e, code, arena_vprintf(req->arena, detail, args));
    va_end(args);
    return e;
}

enum err req_field(struct req *req, const char *pointer, const char *detail, ...)
{
    struct problem *p = req->problem;
    if (p == NULL || p->err != ERR_UNPROCESSABLE)
        p = note(req, ERR_UNPROCESSABLE, answers[ERR_UNPROCESSABLE].code, answers[ERR_UNPROCESSABLE].detail);
    if (++p->nfields > FIELDS_SHOWN)
        return ERR_UNPROCESSABLE;
    va_list args;
    va_start(args, detail);
    struct problem_field *f = arena_alloc(req->arena, sizeof(*f));
    *f = (struct problem_field){arena_strdup(req->arena, pointer), arena_vprintf(req->arena, detail, args),
                                NULL};
    va_end(args);
    *p->last = f;
    p->last = &f->next;
    return ERR_UNPROCESSABLE;
}

static void write_fields(struct json *j, const struct problem *p)
{
    json_key(j, "errors");
    json_open(j, '[');
    for (const struct problem_field *f = p->fields; f != NULL; f = f->next) {
        json_open(j, '{');
        member_text(j, "pointer", f->pointer);
        member_text(j, "detail", f->detail);
        json_close(j, '}');
    }
    json_close(j, ']');
}

void problem_write(struct res *res, enum err e, const char *current)
{
    const struct answer *plain = answer_of(e);
    const struct problem *noted = res->req->problem;
    const struct problem *p = noted != NULL && noted->err == e ? noted : NULL;
    struct arena *a = res->req->arena;
    const char *cookie = res->set_cookie, *allow = res->allow;
    reply_start(res, res->req);
    res->set_cookie = cookie;
    res->allow = allow;
    res->status = plain->status;
    res->type = "application/problem+json";
    if (res->req->retry_after == 0)
        res->req->retry_after = plain->retry_after;
    struct json *j = &res->json;
    json_open(j, '{');
    member_text(j, "type", arena_printf(a, "/problems/%s", p != NULL ? p->code : plain->code));
    member_text(j, "title", plain->title);
    member_i64(j, "status", plain->status);
    member_text(j, "detail", p != NULL ? p->detail : plain->detail);
    member_text(j, "instance", res->req->id);
    if (p != NULL && p->fields != NULL)
        write_fields(j, p);
    if (current != NULL) {
        json_key(j, "current");
        json_raw(j, current);
    }
    json_close(j, '}');
}
