#include "http/http_priv.h"

#define INT_MAX_JSON INT64_C(9007199254740991)
#define LENGTH_DEFAULT 200

void schema_ref(struct json *j, const char *kind, const char *name)
{
    json_open(j, '{');
    member_text(j, "$ref", arena_printf(j->out.arena, "#/components/%s/%s", kind, name));
    json_close(j, '}');
}

const char *schema_name(const struct table_names *t, const struct shape *s, bool is_request)
{
    for (size_t i = 0; i < t->nuses && is_request; i++)
        if (t->uses[i].shape == s && t->uses[i].in_reply)
            return arena_printf(t->arena, "%sInput", s->name);
    return s->name;
}

/* ---- one field */
static void type(struct json *j, const char *name, bool is_nullable)
{
    json_key(j, "type");
    if (!is_nullable) {
        json_text(j, name);
        return;
    }
    json_open(j, '[');
    json_text(j, name);
    json_text(j, "null");
    json_close(j, ']');
}

/* {"$ref"} itself, or anyOf it and null. */
static void reference(struct json *j, const char *name, bool is_nullable)
{
    if (!is_nullable) {
        member_text(j, "$ref", arena_printf(j->out.arena, "#/components/schemas/%s", name));
        return;
    }
    json_key(j, "anyOf");
    json_open(j, '[');
    schema_ref(j, "schemas", name);
    json_open(j, '{');
    member_text(j, "type", "null");
    json_close(j, '}');
    json_close(j, ']');
}

static void int_limits(struct json *j, const struct field *f)
{
    member_i64(j, "minimum", f->min);
    member_i64(j, "maximum", f->max != 0 ? f->max : INT_MAX_JSON);
}

static void text_limits(struct json *j, const struct field *f)
{
    if (f->required)
        member_i64(j, "minLength", f->min > 1 ? f->min : 1);
    member_i64(j, "maxLength", f->max != 0 ? f->max : LENGTH_DEFAULT);
}

static void list_limits(struct json *j, const struct field *f)
{
    if (f->required)
        member_i64(j, "minItems", f->min);
    member_i64(j, "maxItems", f->max != 0 ? f->max : LENGTH_DEFAULT);
}

static void scalar(struct json *j, const struct field *f, bool is_nullable, bool is_request)
{
    static const char *const formats[] = {
        [F_SECRET] = "password", [F_DATE] = "date", [F_INSTANT] = "date-time"};
    bool is_text = f->type == F_TEXT || f->type == F_SECRET;
    type(j, f->type == F_INT ? "integer" : f->type == F_BOOL ? "boolean" : "string", is_nullable);
    if (f->type <= F_INSTANT && formats[f->type] != NULL)
        member_text(j, "format", formats[f->type]);
    if (is_request && f->type == F_INT)
        int_limits(j, f);
    if (is_request && is_text)
        text_limits(j, f);
}

static void array(struct json *j, const struct table_names *t, const struct field *f, bool is_nullable,
                  bool is_request)
{
    type(j, "array", is_nullable);
    json_key(j, "items");
    if (f->of != NULL) {
        schema_ref(j, "schemas", schema_name(t, f->of, is_request));
    } else {
        json_open(j, '{');
        member_text(j, "type", f->type == F_INTS ? "integer" : "string");
        json_close(j, '}');
    }
    if (is_request)
        list_limits(j, f);
}

void schema_field(struct json *j, const struct table_names *t, const struct field *f, enum schema_use use)
{
    bool is_request = use != USE_REPLY;
    bool is_nullable = use == USE_REPLY ? f->nullable : use == USE_BODY && !f->required;
    json_open(j, '{');
    member_text(j, "title", f->label);
    if (f->type == F_CHOICE)
        reference(j, f->choices->name, is_nullable);
    else if (f->type == F_OBJECT || (f->type == F_JSON && f->of != NULL && f->max == 1))
        reference(j, schema_name(t, f->of, is_request), is_nullable);
    else if (f->type == F_INTS || f->type == F_TEXTS || f->type == F_LIST ||
             (f->type == F_JSON && f->of != NULL))
        array(j, t, f, is_nullable, is_request);
    else if (f->type != F_JSON)
        scalar(j, f, is_nullable, is_request);
    json_close(j, '}');
}

/* ---- components.schemas */
static void shape(struct json *j, const struct table_names *t, const struct shape *s, bool is_request)
{
    json_key(j, schema_name(t, s, is_request));
    json_open(j, '{');
    member_text(j, "type", "object");
    json_key(j, "additionalProperties");
    json_bool(j, false);
    json_key(j, "required");
    json_open(j, '[');
    for (size_t i = 0; i < s->n; i++)
        if (!is_request || s->fields[i].required)
            json_text(j, s->fields[i].name);
    json_close(j, ']');
    json_key(j, "properties");
    json_open(j, '{');
    for (size_t i = 0; i < s->n; i++) {
        json_key(j, s->fields[i].name);
        schema_field(j, t, &s->fields[i], is_request ? USE_BODY : USE_REPLY);
    }
    json_close(j, '}');
    json_close(j, '}');
}

static void enumeration(struct json *j, const struct choices *c)
{
    json_key(j, c->name);
    json_open(j, '{');
    member_text(j, "type", "string");
    json_key(j, "enum");
    json_open(j, '[');
    for (size_t i = 0; i < c->n; i++)
        json_text(j, c->items[i].name);
    json_close(j, ']');
    json_key(j, "x-labels");
    json_open(j, '{');
    for (size_t i = 0; i < c->n; i++)
        member_text(j, c->items[i].name, c->items[i].label);
    json_close(j, '}');
    json_close(j, '}');
}

static const char problem_schema[] =
    "{\"type\":\"object\",\"additionalProperties\":false,"
    "\"required\":[\"type\",\"title\",\"status\",\"detail\",\"instance\"],\"properties\":{"
    "\"type\":{\"type\":\"string\",\"description\":\"/problems/ 加上不变的代码\"},"
    "\"title\":{\"type\":\"string\"},\"status\":{\"type\":\"integer\"},"
    "\"detail\":{\"type\":\"string\",\"description\":\"错在哪里、应当怎么办\"},"
    "\"instance\":{\"type\":\"string\",\"description\":\"请求编号\"},"
    "\"errors\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"additionalProperties\":false,"
    "\"required\":[\"pointer\",\"detail\"],\"properties\":{"
    "\"pointer\":{\"type\":\"string\"},\"detail\":{\"type\":\"string\"}}}},"
    "\"current\":{\"type\":\"object\",\"description\":\"对象现在的内容（412）\"}}}";

void schema_all(struct json *j, const struct table_names *t)
{
    for (size_t i = 0; i < t->nchoices; i++)
        enumeration(j, t->choices[i]);
    for (size_t i = 0; i < t->nuses; i++) {
        if (t->uses[i].in_reply)
            shape(j, t, t->uses[i].shape, false);
        if (t->uses[i].in_request)
            shape(j, t, t->uses[i].shape, true);
    }
    json_key(j, "Problem");
    json_raw(j, problem_schema);
}
