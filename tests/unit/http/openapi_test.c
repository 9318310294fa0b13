#include "http/openapi.c"

#include <setjmp.h>

#include <cmocka.h>

struct part {
    int kind;
    int32_t due_on;
};
static const struct choice kind_items[] = {{"lead", "主办"}, {"assist", "协办"}};
static const struct choices kinds = CHOICES("Kind", kind_items);
static const struct field part_fields[] = {
    {.name = "kind",
     .type = F_CHOICE,
     .at = offsetof(struct part, kind),
     .label = "类别",
     .choices = &kinds,
     .required = true},
    {.name = "due_on",
     .type = F_DATE,
     .at = offsetof(struct part, due_on),
     .label = "时限",
     .nullable = true},
};
static const struct shape part_shape = SHAPE("Part", struct part, part_fields);
struct task {
    const char *title, *memberships;
    struct list parts, ids;
    int64_t n;
    struct part *lead;
};
static const struct field task_fields[] = {
    {.name = "title",
     .type = F_TEXT,
     .at = offsetof(struct task, title),
     .label = "标题",
     .min = 2,
     .max = 80,
     .required = true},
    {.name = "parts", .type = F_LIST, .at = offsetof(struct task, parts), .label = "各项", .of = &part_shape},
    {.name = "ids", .type = F_INTS, .at = offsetof(struct task, ids), .label = "编号"},
    {.name = "n", .type = F_INT, .at = offsetof(struct task, n), .label = "数", .min = 1, .max = 9},
    {.name = "lead",
     .type = F_OBJECT,
     .at = offsetof(struct task, lead),
     .label = "牵头",
     .of = &part_shape,
     .nullable = true},
};
static const struct shape task_shape = SHAPE("Task", struct task, task_fields);

static const struct route routes[] = {
    {GET, "/api/tasks", ROLE_LEADER | ROLE_OFFICE, NULL, "列表", .query = &part_shape, .reply = &task_shape,
     .flags = R_PAGE},
    {GET, "/api/tasks/{id}", ROLE_ANY, NULL, "查看", .reply = &task_shape},
    {PUT, "/api/tasks/{id}", ROLE_OFFICE, NULL, "修改", .body = &task_shape, .reply = &part_shape,
     .flags = R_IF_MATCH},
    {POST, "/api/tasks/{id}/hand-over", PERM_PUBLIC, NULL, "移交", .flags = R_NO_CONTENT},
    {POST, "/api/files", ROLE_OFFICE, NULL, "上传", .reply = &part_shape, .flags = R_UPLOAD | R_CREATED},
};
static const struct module module = {.name = "task", .routes = routes, .nroutes = ARRAY_LEN(routes)};

static void has(const char *text)
{
    if (strstr(document, text) == NULL)
        fail_msg("the document lacks %s", text);
}

static void the_document_is_json_without_duplicate_keys(void **state)
{
    struct json_fault fault;
    (void)state;
    if (!json_gate(document, strlen(document), &fault))
        fail_msg("%s at %zu", fault.detail, fault.at);
    assert_true(text_is_utf8(document, strlen(document)));
}

static void operations_carry_their_roles_and_stable_names(void **state)
{
    (void)state;
    has("\"/api/tasks\":{\"get\":{\"operationId\":\"get_tasks\",\"summary\":\"列表\",\"tags\":[\"task\"],"
        "\"security\":[{\"bearer\":[]}],\"x-roles\":[\"leader\",\"office\"]");
    has("\"operationId\":\"put_tasks_id\"");
    has("\"operationId\":\"post_tasks_id_hand_over\",\"summary\":\"移交\",\"tags\":[\"task\"],\"security\":[]"
        ","
        "\"x-roles\":[]");
    has("{\"name\":\"id\",\"in\":\"path\",\"required\":true");
    has("{\"$ref\":\"#/components/parameters/IfMatch\"}");
}

static void requests_and_replies_of_one_shape_differ(void **state)
{
    (void)state;
    has("\"Task\":{\"type\":\"object\",\"additionalProperties\":false,"
        "\"required\":[\"title\",\"parts\",\"ids\",\"n\",\"lead\"]");
    has("\"TaskInput\":{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"title\"],"
        "\"properties\":{\"title\":{\"title\":\"标题\",\"type\":\"string\",\"minLength\":2,\"maxLength\":"
        "80}");
    has("\"n\":{\"title\":\"数\",\"type\":[\"integer\",\"null\"],\"minimum\":1,\"maximum\":9}");
    has("\"lead\":{\"title\":\"牵头\",\"anyOf\":[{\"$ref\":\"#/components/schemas/"
        "Part\"},{\"type\":\"null\"}]}");
    has("\"due_on\":{\"title\":\"时限\",\"type\":[\"string\",\"null\"],\"format\":\"date\"}");
    has("\"items\":{\"$ref\":\"#/components/schemas/PartInput\"}");
}

static void enumerations_carry_what_users_read(void **state)
{
    (void)state;
    has("\"Kind\":{\"type\":\"string\",\"enum\":[\"lead\",\"assist\"],"
        "\"x-labels\":{\"lead\":\"主办\",\"assist\":\"协办\"}}");
}

static void lists_are_pages(void **state)
{
    (void)state;
    has("\"required\":[\"items\",\"next\"],\"properties\":{\"items\":{\"type\":\"array\",\"items\":{\"$ref\":"
        "\"#/components/schemas/Task\"}},\"next\":{\"type\":[\"string\",\"null\"]}}");
    has("{\"$ref\":\"#/components/parameters/After\"}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_document_is_json_without_duplicate_keys),
        cmocka_unit_test(operations_carry_their_roles_and_stable_names),
        cmocka_unit_test(requests_and_replies_of_one_shape_differ),
        cmocka_unit_test(enumerations_carry_what_users_read),
        cmocka_unit_test(lists_are_pages),
    };
    static const struct module *const modules[] = {&module};
    struct arena *a = arena_new();
    openapi_start(modules, 1, a);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(a);
    return failed;
}
