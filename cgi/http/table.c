#include "http/http_priv.h"

#include <string.h>

static const char *const method_names[] = {
    [GET] = "GET", [POST] = "POST", [PUT] = "PUT", [PATCH] = "PATCH", [DELETE] = "DELETE"};

const char *method_name(enum method m)
{
    return method_names[m];
}

const char *role_name(int bit)
{
    static const char *const names[] = {"leader", "office", "department", "liaison", "admin", "auditor"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (bit == 1 << i)
            return names[i];
    return "";
}

/* ---- shapes */
static bool is_nested(enum field_type t)
{
    return t == F_OBJECT || t == F_LIST;
}

static bool add_choices(struct table_names *t, const struct choices *c)
{
    for (size_t i = 0; i < t->nchoices; i++) {
        if (t->choices[i] == c)
            return true;
        if (strcmp(t->choices[i]->name, c->name) == 0)
            return false;
    }
    if (t->nchoices == t->choices_cap) {
        size_t cap = t->choices_cap * 2 + 16, size = sizeof(*t->choices);
        t->choices = arena_grow(t->arena, t->choices, t->nchoices * size, cap * size);
        t->choices_cap = cap;
    }
    t->choices[t->nchoices++] = c;
    return true;
}

/* The entry of s, new where *is_new; NULL where its name stands for another shape. */
static struct table_use *use_of(struct table_names *t, const struct shape *s, bool *is_new)
{
    for (size_t i = 0; i < t->nuses; i++) {
        *is_new = false;
        if (t->uses[i].shape == s)
            return &t->uses[i];
        if (strcmp(t->uses[i].shape->name, s->name) == 0)
            return NULL;
    }
    if (t->nuses == t->cap) {
        size_t cap = t->cap * 2 + 64, size = sizeof(*t->uses);
        t->uses = arena_grow(t->arena, t->uses, t->nuses * size, cap * size);
        t->cap = cap;
    }
    *is_new = true;
    t->uses[t->nuses] = (struct table_use){.shape = s};
    return &t->uses[t->nuses++];
}

static void add_shape(struct table_names *t, const struct shape *s, bool is_request)
{
    bool is_new;
    struct table_use *use = s == NULL ? NULL : use_of(t, s, &is_new);
    if (use == NULL) {
        t->clash = s == NULL ? t->clash : s->name;
        return;
    }
    bool *seen = is_request ? &use->in_request : &use->in_reply;
    if (*seen)
        return;
    *seen = true;
    for (size_t i = 0; i < s->n; i++) {
        if (s->fields[i].choices != NULL && !add_choices(t, s->fields[i].choices))
            t->clash = s->fields[i].choices->name;
        add_shape(t, s->fields[i].of, is_request);
    }
}

static void add_query_choices(struct table_names *t, const struct shape *s)
{
    for (size_t i = 0; s != NULL && i < s->n; i++)
        if (s->fields[i].choices != NULL && !add_choices(t, s->fields[i].choices))
            t->clash = s->fields[i].choices->name;
}

void table_names(struct table_names *t, const struct module *const *modules, size_t n, struct arena *a)
{
    *t = (struct table_names){.arena = a, .uses = arena_alloc(a, 1), .choices = arena_alloc(a, 1)};
    for (size_t m = 0; m < n; m++) {
        for (size_t i = 0; i < modules[m]->nroutes; i++) {
            const struct route *r = &modules[m]->routes[i];
            add_query_choices(t, r->query);
            add_shape(t, r->body, true);
            add_shape(t, r->reply, false);
        }
    }
}

static const char *choices_fault(const struct choices *c)
{
    if (c == NULL || c->name == NULL || c->n == 0)
        return "缺少选项表";
    for (size_t i = 0; i < c->n; i++)
        if (c->items[i].name == NULL || c->items[i].label == NULL)
            return "有选项没有名称或中文说明";
    return NULL;
}

/* What is wrong with one field where it stands, or NULL. */
static const char *field_fault(const struct shape *s, const struct field *f, const struct table_use *use)
{
    if (f->name == NULL || f->label == NULL || f->label[0] == '\0')
        return "缺少名称或中文说明";
    for (const struct field *other = s->fields; other < f; other++)
        if (strcmp(other->name, f->name) == 0)
            return "重复出现";
    if (f->type == F_CHOICE && choices_fault(f->choices) != NULL)
        return choices_fault(f->choices);
    if (is_nested(f->type) && f->of == NULL)
        return "没有写明其内容的字段表";
    if (s->size != 0 && f->at >= s->size) /* 0: rows that only become JSON */
        return "位置超出结构";
    if (f->max != 0 && f->min > f->max)
        return "下限大于上限";
    if (use->in_reply && f->type == F_SECRET)
        return "是机密，不得出现在回复里";
    if (use->in_request && f->type == F_JSON)
        return "不得出现在请求里";
    return NULL;
}

static bool shape_check(const struct table_use *use, struct arena *a, char **why)
{
    const struct shape *s = use->shape;
    for (size_t i = 0; i < s->n; i++) {
        const char *fault = field_fault(s, &s->fields[i], use);
        if (fault == NULL)
            continue;
        const char *name = s->fields[i].name != NULL ? s->fields[i].name : "?";
        *why = arena_printf(a, "字段表 %s 的 %s %s。", s->name, name, fault);
        return false;
    }
    return true;
}

/* ---- routes */
static const char *who_fault(const struct route *r)
{
    if (r->who == 0)
        return "没有写明谁可以调用";
    if (r->who != PERM_PUBLIC && (r->who & ~(uint32_t)ROLE_ANY) != 0)
        return "写明的权限不在角色之内";
    return NULL;
}

static const char *path_fault(const struct route *r)
{
    size_t ids = 0;
    for (const char *p = r->path; *p != '\0'; p++)
        ids += *p == '{';
    if (strncmp(r->path, "/api/", 5) != 0 || strstr(r->path, "//") != NULL ||
        r->path[strlen(r->path) - 1] == '/')
        return "的路径不合规矩";
    return ids > ARRAY_LEN(((struct req *)0)->ids) ? "的路径里编号太多" : NULL;
}

static const char *body_fault(const struct route *r)
{
    bool is_raw = (r->flags & (R_NO_CONTENT | R_FILE)) != 0;
    if (r->method == GET && r->body != NULL)
        return "是查询，不应有正文";
    if ((r->flags & R_UPLOAD) != 0 && (r->body != NULL || r->method == GET))
        return "上传的正文不应再有字段表";
    if (!is_raw && r->reply == NULL)
        return "没有写明回复的内容";
    if (is_raw && r->reply != NULL)
        return "的回复不是 JSON，不应有字段表";
    if ((r->flags & R_PAGE) != 0 && r->method != GET)
        return "分页只用于查询";
    return NULL;
}

/* R14: what changes an existing object needs its version, or says aloud that there is none. */
static const char *version_fault(const struct route *r)
{
    bool is_change = r->method != GET && strchr(r->path, '{') != NULL;
    bool has = (r->flags & R_IF_MATCH) != 0, has_not = (r->flags & R_NO_VERSION) != 0;
    if (is_change && !has && !has_not)
        return "修改已有的对象，须标 R_IF_MATCH 或 R_NO_VERSION";
    if (has && has_not)
        return "同时标了 R_IF_MATCH 和 R_NO_VERSION";
    if (has && r->current == NULL)
        return "须写明 current，好在 412 里给出现在的内容";
    return r->method == GET && (has || has_not) ? "是查询，不应要求版本" : NULL;
}

static const char *route_fault(const struct route *r)
{
    if (r->fn == NULL || r->summary == NULL)
        return "没有处理函数或中文说明";
    const char *fault = who_fault(r);
    fault = fault != NULL ? fault : path_fault(r);
    fault = fault != NULL ? fault : body_fault(r);
    return fault != NULL ? fault : version_fault(r);
}

static bool query_check(const struct route *r, struct arena *a, char **why)
{
    static const char *const page_keys[] = {"after", "limit"};
    const struct table_use use = {.shape = r->query, .in_request = true};
    if (r->query == NULL)
        return true;
    for (size_t i = 0; i < r->query->n && (r->flags & R_PAGE) != 0; i++)
        for (size_t k = 0; k < ARRAY_LEN(page_keys); k++)
            if (strcmp(r->query->fields[i].name, page_keys[k]) == 0) {
                *why = arena_printf(a, "字段表 %s 不应再列 %s。", r->query->name, page_keys[k]);
                return false;
            }
    return shape_check(&use, a, why);
}

static bool module_check(const struct module *m, struct arena *a, char **why)
{
    for (size_t i = 0; i < m->nroutes; i++) {
        const struct route *r = &m->routes[i];
        const char *fault = r->path == NULL ? "没有路径" : route_fault(r);
        if (fault != NULL) {
            *why = arena_printf(a, "路由 %s %s %s。", method_name(r->method), r->path ? r->path : "?", fault);
            return false;
        }
        if (!query_check(r, a, why))
            return false;
    }
    return true;
}

bool table_check(const struct module *const *modules, size_t n, struct arena *a, char **why)
{
    for (size_t i = 0; i < n; i++)
        if (!module_check(modules[i], a, why))
            return false;
    struct table_names names;
    table_names(&names, modules, n, a);
    if (names.clash != NULL) {
        *why = arena_printf(a, "名称 %s 指了两样不同的东西。", names.clash);
        return false;
    }
    for (size_t i = 0; i < names.nuses; i++)
        if (!shape_check(&names.uses[i], a, why))
            return false;
    return true;
}
