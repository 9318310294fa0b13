/* Any bytes as a request body. What the gate passes, cJSON, the second implementation, must read to the same
 * tree twice, and our reader to the same text twice. */
#include "base/json.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

struct part {
    int64_t id;
    const char *text;
};
static const struct field part_fields[] = {
    {.name = "id",
     .type = F_INT,
     .at = offsetof(struct part, id),
     .label = "编号",
     .min = 1,
     .nullable = true},
    {.name = "t",
     .type = F_TEXT,
     .at = offsetof(struct part, text),
     .label = "文字",
     .min = 1,
     .required = true},
};
static const struct shape part_shape = SHAPE("Part", struct part, part_fields);
struct thing {
    const char *text, *secret;
    int64_t n, at;
    bool b;
    int32_t on;
    struct list ids, texts, parts;
    struct part *one;
};
#define AT(member) offsetof(struct thing, member)
static const struct field thing_fields[] = {
    {.name = "t", .type = F_TEXT, .at = AT(text), .label = "文字", .max = 20},
    {.name = "s", .type = F_SECRET, .at = AT(secret), .label = "密码", .max = 20},
    {.name = "n", .type = F_INT, .at = AT(n), .label = "数", .min = -5},
    {.name = "at", .type = F_INSTANT, .at = AT(at), .label = "时间"},
    {.name = "b", .type = F_BOOL, .at = AT(b), .label = "是否"},
    {.name = "on", .type = F_DATE, .at = AT(on), .label = "日期"},
    {.name = "ids", .type = F_INTS, .at = AT(ids), .label = "编号"},
    {.name = "ts", .type = F_TEXTS, .at = AT(texts), .label = "文字"},
    {.name = "ps", .type = F_LIST, .at = AT(parts), .label = "各项", .of = &part_shape},
    {.name = "p", .type = F_OBJECT, .at = AT(one), .label = "一项", .nullable = true, .of = &part_shape},
};
static const struct shape thing_shape = SHAPE("Thing", struct thing, thing_fields);

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void heard(void *ctx, const char *pointer, const char *detail)
{
    *(int *)ctx += 1;
    must(text_is_utf8(pointer, strlen(pointer)) && text_is_utf8(detail, strlen(detail)));
}

static void compare_trees(const char *text, size_t len)
{
    cJSON *tree = cJSON_ParseWithLengthOpts(text, len, NULL, false);
    must(cJSON_IsObject(tree));
    char *again = cJSON_PrintUnformatted(tree);
    cJSON *second = cJSON_Parse(again);
    must(cJSON_Compare(tree, second, true));
    cJSON_Delete(tree);
    cJSON_Delete(second);
    free(again);
}

static char *rewrite(struct arena *a, const char *text, size_t len)
{
    struct thing t = {0};
    struct json j;
    int faults = 0;
    bool is_read = json_read(a, text, len, &thing_shape, &t, heard, &faults);
    must(is_read == (faults == 0));
    json_init(&j, a);
    json_struct(&j, &thing_shape, &t);
    return is_read ? j.out.data : NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    const char *text = (const char *)data;
    struct json_fault fault = {0};
    if (!json_gate(text, len, &fault)) {
        must(fault.code != NULL && fault.detail != NULL && fault.at <= len);
        return 0;
    }
    must(text_is_utf8(text, len));
    compare_trees(text, len);
    struct arena *a = arena_new();
    char *once = rewrite(a, text, len);
    if (once) {
        must(json_gate(once, strlen(once), &fault));
        char *twice = rewrite(a, once, strlen(once));
        must(twice && strcmp(once, twice) == 0);
    }
    arena_free(a);
    return 0;
}
