#include "app/org/org.h"

#include <stdlib.h>
#include <string.h>

static const struct choice kinds[] = {
    {"bureau", "局机关"},
    {"section", "科室"},
    {"hospital", "医院"},
    {"cdc", "疾控中心"},
    {"supervision", "卫生监督所"},
    {"maternal", "妇幼保健院"},
    {"community", "社区卫生服务中心（站）"},
    {"blood", "血站"},
    {"emergency", "急救中心"},
    {"department", "内设机构"},
    {"other", "其他"},
};
const struct choices unit_kinds = CHOICES("UnitKind", kinds);

static const struct choice unit_status_items[] = {{"active", "在用"}, {"closed", "已撤销"}};
const struct choices unit_statuses = CHOICES("UnitStatus", unit_status_items);

static const struct choice classes[] = {{"business", "业务"}, {"admin", "系统管理"}, {"auditor", "审计"}};
const struct choices person_classes = CHOICES("PersonClass", classes);

static const struct choice person_status_items[] = {{"active", "启用"}, {"disabled", "停用"}};
const struct choices person_statuses = CHOICES("PersonStatus", person_status_items);

bool org_is_plain(const char *s)
{
    if (*s && strchr("=+-@", *s))
        return false;
    for (; *s; s++)
        if ((unsigned char)*s < ' ' || *s == 0x7f)
            return false;
    return true;
}

enum err org_plain_field(struct req *req, const char *pointer, const char *value)
{
    if (!value || org_is_plain(value))
        return OK;
    return req_field(req, pointer, "不能含有换行等控制字符，也不能以 =、+、-、@ 开头。");
}

char *org_named(struct arena *a, const char *name, const char *value)
{
    struct json j;
    json_init(&j, a);
    json_open(&j, '{');
    json_key(&j, name);
    json_text(&j, value);
    json_close(&j, '}');
    return j.out.data;
}

char *org_changed(struct arena *a, const struct org_change *items, size_t n)
{
    struct json j;
    json_init(&j, a);
    json_open(&j, '{');
    json_key(&j, "changed");
    json_open(&j, '[');
    for (size_t i = 0; i < n; i++)
        if (items[i].differs)
            json_text(&j, items[i].name);
    json_close(&j, ']');
    json_close(&j, '}');
    return j.out.data;
}

bool org_text_differs(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") != 0;
}

int64_t org_after(const struct req *req)
{
    return req->after ? strtoll(req->after, NULL, 10) : 0;
}

enum err org_all(struct res *res, const struct db_query *q, struct db_args args)
{
    struct json *j = &res->json;
    struct db_rows rows = {.max = 0};
    json_open(j, '{');
    json_key(j, "items");
    json_open(j, '[');
    enum err e = db_json_rows(res->req->db, j, q, &rows, args);
    if (e != OK)
        return e;
    json_close(j, ']');
    json_key(j, "next");
    json_null(j);
    json_close(j, '}');
    return OK;
}
