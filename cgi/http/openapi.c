#include "http/http_priv.h"

#include <ctype.h>
#include <string.h>

/* Built at start, before threads. */
static const char *document;

/* ---- parameters */
static void begin_parameter(struct json *j, const char *name, const char *in, bool is_required)
{
    json_open(j, '{');
    member_text(j, "name", name);
    member_text(j, "in", in);
    json_key(j, "required");
    json_bool(j, is_required);
    json_key(j, "schema");
}

static void fixed_parameter(struct json *j, const char *name, const char *in, bool is_required,
                            const char *schema)
{
    begin_parameter(j, name, in, is_required);
    json_raw(j, schema);
    json_close(j, '}');
}

static void path_parameters(struct json *j, const char *path)
{
    for (const char *p = strchr(path, '{'); p != NULL; p = strchr(p, '{')) {
        size_t len = strcspn(++p, "}");
        bool is_word = p[len + 1] != '/' && p[len + 1] != '\0';
        fixed_parameter(j, arena_strndup(j->out.arena, p, len), "path", true,
                        is_word ? "{\"type\":\"string\",\"pattern\":\"^[0-9A-Za-z]{1,64}$\"}"
                                : "{\"type\":\"integer\",\"minimum\":1,\"maximum\":9007199254740991}");
    }
}

static void query_parameters(struct json *j, const struct table_names *t, const struct shape *s)
{
    for (size_t i = 0; s != NULL && i < s->n; i++) {
        const struct field *f = &s->fields[i];
        begin_parameter(j, f->name, "query", f->required);
        schema_field(j, t, f, USE_QUERY);
        member_text(j, "description", f->label);
        if (f->type == F_INTS || f->type == F_TEXTS) {
            json_key(j, "explode");
            json_bool(j, false);
        }
        json_close(j, '}');
    }
}

static void parameters(struct json *j, const struct table_names *t, const struct route *r)
{
    json_key(j, "parameters");
    json_open(j, '[');
    path_parameters(j, r->path);
    query_parameters(j, t, r->query);
    if ((r->flags & R_PAGE) != 0) {
        schema_ref(j, "parameters", "After");
        schema_ref(j, "parameters", "Limit");
    }
    if ((r->flags & R_IF_MATCH) != 0)
        schema_ref(j, "parameters", "IfMatch");
    if (r->method == POST && r->who != PERM_PUBLIC)
        schema_ref(j, "parameters", "IdempotencyKey");
    json_close(j, ']');
}

/* ---- bodies and replies */
static void begin_content(struct json *j, const char *type)
{
    json_key(j, "content");
    json_open(j, '{');
    json_key(j, type);
    json_open(j, '{');
    json_key(j, "schema");
}

static void end_content(struct json *j)
{
    json_close(j, '}');
    json_close(j, '}');
}

static void request_body(struct json *j, const struct table_names *t, const struct route *r)
{
    if (r->body == NULL && (r->flags & R_UPLOAD) == 0)
        return;
    json_key(j, "requestBody");
    json_open(j, '{');
    json_key(j, "required");
    json_bool(j, true);
    begin_content(j, r->body != NULL ? "application/json" : "application/octet-stream");
    if (r->body != NULL)
        schema_ref(j, "schemas", schema_name(t, r->body, true));
    else
        json_raw(j, "{\"type\":\"string\",\"format\":\"binary\"}");
    end_content(j);
    json_close(j, '}');
}

static void page_schema(struct json *j, const char *name)
{
    json_raw(j, arena_printf(
                    j->out.arena,
                    "{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"items\",\"next\"],"
                    "\"properties\":{\"items\":{\"type\":\"array\",\"items\":{\"$ref\":"
                    "\"#/components/schemas/%s\"}},\"next\":{\"type\":[\"string\",\"null\"]}}}",
                    name));
}

static void success(struct json *j, const struct table_names *t, const struct route *r)
{
    bool is_file = (r->flags & R_FILE) != 0, is_empty = (r->flags & R_NO_CONTENT) != 0;
    json_key(j, is_empty ? "204" : (r->flags & R_CREATED) != 0 ? "201" : "200");
    json_open(j, '{');
    member_text(j, "description", is_empty ? "已完成，没有内容" : "成功");
    if (!is_empty) {
        json_key(j, "headers");
        json_raw(j, "{\"ETag\":{\"$ref\":\"#/components/headers/ETag\"}}");
        begin_content(j, is_file ? "*/*" : "application/json");
        if (is_file)
            json_raw(j, "{\"type\":\"string\",\"format\":\"binary\"}");
        else if ((r->flags & R_PAGE) != 0)
            page_schema(j, schema_name(t, r->reply, false));
        else
            schema_ref(j, "schemas", schema_name(t, r->reply, false));
        end_content(j);
    }
    json_close(j, '}');
}

static void responses(struct json *j, const struct table_names *t, const struct route *r)
{
    json_key(j, "responses");
    json_open(j, '{');
    success(j, t, r);
    if (r->method == GET) {
        json_key(j, "304");
        json_raw(j, "{\"description\":\"与 If-None-Match 的版本相同\"}");
    }
    json_key(j, "4XX");
    schema_ref(j, "responses", "Problem");
    json_key(j, "5XX");
    schema_ref(j, "responses", "Problem");
    json_close(j, '}');
}

/* ---- operations */
/* get_matters_id of GET /api/matters/{id}: it stays when anything else changes. */
static const char *operation_id(struct arena *a, const struct route *r)
{
    char *id = arena_printf(a, "%s%s", method_name(r->method), r->path + strlen("/api"));
    char *to = id;
    for (const char *p = id; *p != '\0'; p++)
        if (*p != '{' && *p != '}')
            *to++ = isalnum((unsigned char)*p) ? (char)tolower((unsigned char)*p) : '_';
    *to = '\0';
    return id;
}

static void security(struct json *j, const struct route *r)
{
    json_key(j, "security");
    json_raw(j, r->who == PERM_PUBLIC ? "[]" : "[{\"bearer\":[]}]");
    json_key(j, "x-roles");
    json_open(j, '[');
    for (int bit = 1; bit <= ROLE_AUDITOR && r->who != PERM_PUBLIC; bit <<= 1)
        if ((r->who & (uint32_t)bit) != 0)
            json_text(j, role_name(bit));
    json_close(j, ']');
}

static void operation(struct json *j, const struct table_names *t, const struct module *m,
                      const struct route *r)
{
    char name[8] = "";
    for (size_t i = 0; method_name(r->method)[i] != '\0' && i < sizeof(name) - 1; i++)
        name[i] = (char)tolower((unsigned char)method_name(r->method)[i]);
    json_key(j, name);
    json_open(j, '{');
    member_text(j, "operationId", operation_id(j->out.arena, r));
    member_text(j, "summary", r->summary);
    json_key(j, "tags");
    json_open(j, '[');
    json_text(j, m->name);
    json_close(j, ']');
    security(j, r);
    parameters(j, t, r);
    request_body(j, t, r);
    responses(j, t, r);
    json_close(j, '}');
}

struct place {
    const struct module *const *modules;
    size_t n, module, route;
};

static bool is_first_of_path(const struct place *at, const char *path)
{
    for (size_t m = 0; m <= at->module; m++)
        for (size_t i = 0; i < (m < at->module ? at->modules[m]->nroutes : at->route); i++)
            if (strcmp(at->modules[m]->routes[i].path, path) == 0)
                return false;
    return true;
}

static void path_item(struct json *j, const struct table_names *t, const struct place *at, const char *path)
{
    json_key(j, path);
    json_open(j, '{');
    for (size_t m = 0; m < at->n; m++)
        for (size_t i = 0; i < at->modules[m]->nroutes; i++)
            if (strcmp(at->modules[m]->routes[i].path, path) == 0)
                operation(j, t, at->modules[m], &at->modules[m]->routes[i]);
    json_close(j, '}');
}

static void paths(struct json *j, const struct table_names *t, const struct module *const *modules, size_t n)
{
    struct place at = {.modules = modules, .n = n};
    json_key(j, "paths");
    json_open(j, '{');
    for (at.module = 0; at.module < n; at.module++)
        for (at.route = 0; at.route < modules[at.module]->nroutes; at.route++) {
            const char *path = modules[at.module]->routes[at.route].path;
            if (is_first_of_path(&at, path))
                path_item(j, t, &at, path);
        }
    json_close(j, '}');
}

/* ---- the rest */
static void fixed_components(struct json *j)
{
    json_key(j, "parameters");
    json_open(j, '{');
    json_key(j, "After");
    fixed_parameter(j, "after", "query", false, "{\"type\":\"string\",\"description\":\"上一页的 next\"}");
    json_key(j, "Limit");
    fixed_parameter(j, "limit", "query", false,
                    "{\"type\":\"integer\",\"minimum\":1,\"maximum\":200,\"default\":50}");
    json_key(j, "IfMatch");
    fixed_parameter(j, "If-Match", "header", true,
                    "{\"type\":\"string\",\"description\":\"所读内容的 ETag，如 \\\"12\\\"\"}");
    json_key(j, "IdempotencyKey");
    fixed_parameter(
        j, "Idempotency-Key", "header", false,
        "{\"type\":\"string\",\"minLength\":1,\"maxLength\":64,\"description\":\"同一操作重发时不变\"}");
    json_close(j, '}');
    json_key(j, "headers");
    json_raw(j, "{\"ETag\":{\"description\":\"版本\",\"schema\":{\"type\":\"string\"}}}");
    json_key(j, "responses");
    json_raw(
        j,
        "{\"Problem\":{\"description\":\"没有成功；正文说明原因\",\"content\":{\"application/problem+json\":"
        "{\"schema\":{\"$ref\":\"#/components/schemas/Problem\"}}}}}");
    json_key(j, "securitySchemes");
    json_raw(j, "{\"bearer\":{\"type\":\"http\",\"scheme\":\"bearer\",\"bearerFormat\":\"JWT\"}}");
}

void openapi_start(const struct module *const *modules, size_t n, struct arena *a)
{
    struct json j;
    struct table_names names;
    table_names(&names, modules, n, a);
    json_init(&j, a);
    json_open(&j, '{');
    member_text(&j, "openapi", "3.1.0");
    json_key(&j, "info");
    json_raw(&j, "{\"title\":\"督办系统接口\",\"version\":\"1\","
                 "\"license\":{\"name\":\"Apache-2.0\",\"identifier\":\"Apache-2.0\"}}");
    json_key(&j, "servers");
    json_raw(&j, "[{\"url\":\"/\"}]");
    paths(&j, &names, modules, n);
    json_key(&j, "components");
    json_open(&j, '{');
    json_key(&j, "schemas");
    json_open(&j, '{');
    schema_all(&j, &names);
    json_close(&j, '}');
    fixed_components(&j);
    json_close(&j, '}');
    json_close(&j, '}');
    document = j.out.data;
}

void openapi_write(struct json *j)
{
    json_raw(j, document);
}
