#include "base/json.h"

#include <cjson/cJSON.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const struct choice kind_items[] = {{"lead", "主办"}, {"assist", "协办"}};
static const struct choices kinds = CHOICES("Kind", kind_items);

struct part {
    int64_t unit_id;
    int kind;
};
static const struct field part_fields[] = {
    {.name = "unit_id",
     .type = F_INT,
     .at = offsetof(struct part, unit_id),
     .label = "单位",
     .min = 1,
     .required = true},
    {.name = "kind",
     .type = F_CHOICE,
     .at = offsetof(struct part, kind),
     .label = "类别",
     .required = true,
     .choices = &kinds},
};
static const struct shape part_shape = SHAPE("Part", struct part, part_fields);

struct thing {
    const char *title, *note, *secret;
    int64_t progress, at;
    bool is_key;
    int32_t due_on;
    int kind;
    struct list ids, tags, parts;
    struct part one, *maybe;
    const char *ready;
};
#define AT(member) offsetof(struct thing, member)
static const struct field thing_fields[] = {
    {.name = "title",
     .type = F_TEXT,
     .at = AT(title),
     .label = "事项名称",
     .min = 2,
     .max = 120,
     .required = true},
    {.name = "note", .type = F_TEXT, .at = AT(note), .label = "备注", .max = 5, .nullable = true},
    {.name = "secret", .type = F_SECRET, .at = AT(secret), .label = "密码"},
    {.name = "progress", .type = F_INT, .at = AT(progress), .label = "进度", .max = 100},
    {.name = "at", .type = F_INSTANT, .at = AT(at), .label = "时间", .nullable = true},
    {.name = "is_key", .type = F_BOOL, .at = AT(is_key), .label = "重点"},
    {.name = "due_on", .type = F_DATE, .at = AT(due_on), .label = "办理时限", .nullable = true},
    {.name = "kind", .type = F_CHOICE, .at = AT(kind), .label = "类别", .nullable = true, .choices = &kinds},
    {.name = "ids", .type = F_INTS, .at = AT(ids), .label = "附件", .max = 3},
    {.name = "tags", .type = F_TEXTS, .at = AT(tags), .label = "标签", .max = 3},
    {.name = "parts",
     .type = F_LIST,
     .at = AT(parts),
     .label = "承办单位",
     .min = 1,
     .max = 3,
     .of = &part_shape},
    {.name = "one", .type = F_OBJECT, .at = AT(one), .label = "一个", .of = &part_shape},
    {.name = "maybe",
     .type = F_OBJECT,
     .at = AT(maybe),
     .label = "或许",
     .nullable = true,
     .of = &part_shape},
    {.name = "ready", .type = F_JSON, .at = AT(ready), .label = "现成"},
};
static const struct shape thing_shape = SHAPE("Thing", struct thing, thing_fields);

struct faults {
    char text[4000];
};

static void note_fault(void *ctx, const char *pointer, const char *detail)
{
    struct faults *f = ctx;
    size_t len = strlen(f->text);
    snprintf(f->text + len, sizeof(f->text) - len, "%s %s\n", pointer, detail);
}

static void reads_as(const char *json, const char *faults)
{
    struct arena *a = arena_new();
    struct faults f = {0};
    struct thing t = {0};
    struct json_fault fault;
    assert_true(json_gate(json, strlen(json), &fault));
    bool is_read = json_read(a, json, strlen(json), &thing_shape, &t, note_fault, &f);
    assert_string_equal(f.text, faults);
    assert_int_equal(is_read, faults[0] == '\0');
    arena_free(a);
}

static void each_fault_has_its_sentence(void **state)
{
    (void)state;
    reads_as("{\"title\":\"督办\"}", "");
    reads_as("{}", "#/title 请填写事项名称\n");
    reads_as("{\"title\":null}", "#/title 请填写事项名称\n");
    reads_as("{\"title\":\" \\u3000 \"}", "#/title 请填写事项名称\n");
    reads_as("{\"title\":\"督\"}", "#/title 事项名称：应为 2–120 个字，现为 1 个字\n");
    reads_as("{\"title\":7}", "#/title 事项名称：应为文字\n");
    reads_as("{\"title\":\"a\\u0007b\"}", "#/title 事项名称：含有看不见的控制字符，请删去后再试\n");
    reads_as("{\"title\":\"a\\rb\"}", "#/title 事项名称：含有看不见的控制字符，请删去后再试\n");
    reads_as("{\"title\":\"a\\u0085b\"}", "#/title 事项名称：含有看不见的控制字符，请删去后再试\n");
    reads_as("{\"title\":\"a\\n\\tb\"}", "");
    reads_as("{\"title\":\"督办\",\"note\":"
             "\"\xf0\x9f\x98\xb9\xf0\x9f\x98\xb9\xf0\x9f\x98\xb9\xf0\x9f\x98\xb9四五\"}",
             "#/note 备注：最多 5 个字，现为 6 个字\n");
    reads_as("{\"title\":\"督办\",\"due_on\":\"2026-02-30\"}",
             "#/due_on 办理时限：应为日期，如 2026-11-30\n");
    reads_as("{\"title\":\"督办\",\"due_on\":20261130}", "#/due_on 办理时限：应为日期，如 2026-11-30\n");
    reads_as("{\"title\":\"督办\",\"at\":\"x\"}", "#/at 时间：应为时间，如 2026-11-30T09:00:00+08:00\n");
    reads_as("{\"title\":\"督办\",\"kind\":\"Lead\"}", "#/kind 类别：应为其中之一：主办、协办\n");
    reads_as("{\"title\":\"督办\",\"progress\":101}", "#/progress 进度：应为 0–100 的整数\n");
    reads_as("{\"title\":\"督办\",\"progress\":-1}", "#/progress 进度：应为 0–100 的整数\n");
    reads_as("{\"title\":\"督办\",\"progress\":\"1\"}", "#/progress 进度：应为整数\n");
    reads_as("{\"title\":\"督办\",\"is_key\":1}", "#/is_key 重点：应为是或否（true、false）\n");
    reads_as("{\"title\":\"督办\",\"ids\":[1,0,\"2\"]}",
             "#/ids/1 附件：应为不小于 1 的整数\n#/ids/2 附件：应为整数\n");
    reads_as("{\"title\":\"督办\",\"ids\":[1,2,3,4]}", "#/ids 附件：应为 0–3 项，现为 4 项\n");
    reads_as("{\"title\":\"督办\",\"ids\":{}}", "#/ids 附件：应为编号的列表\n");
    reads_as("{\"title\":\"督办\",\"tags\":[\"\"]}", "#/tags/0 请填写标签\n");
    reads_as("{\"title\":\"督办\",\"parts\":[]}", "#/parts 承办单位：应为 1–3 项，现为 0 项\n");
    reads_as("{\"title\":\"督办\",\"parts\":[{\"unit_id\":3,\"kind\":\"lead\"},{\"unit_id\":0},5]}",
             "#/parts/1/unit_id 单位：应为不小于 1 的整数\n#/parts/1/kind 请选择类别\n"
             "#/parts/2 承办单位：每一项应为一个对象\n");
    reads_as("{\"title\":\"督办\",\"one\":[]}", "#/one 一个：应为一个对象\n");
}

static void unknown_members_are_named(void **state)
{
    (void)state;
    reads_as("{\"title\":\"督办\",\"Title\":\"x\"}", "#/Title 不认识的字段\n");
    reads_as("{\"title\":\"督办\",\"a/b~c\":1}", "#/a~1b~0c 不认识的字段\n");
    reads_as("{\"title\":\"督办\",\"ready\":1}", "#/ready 不认识的字段\n");
    reads_as("{\"title\":\"督办\",\"one\":{\"unit_id\":1,\"kind\":\"lead\",\"id\":4}}",
             "#/one/id 不认识的字段\n");
}

static void what_was_read_is_written_again(void **state)
{
    static const char json[] =
        "{\"title\":\"  督办\\\"\\\\\\n \",\"note\":\"\",\"secret\":\" s \",\"progress\":7,"
        "\"at\":\"2026-11-21T09:30:00.250+08:00\",\"is_key\":true,\"due_on\":\"2026-11-30\",\"kind\":"
        "\"assist\","
        "\"ids\":[9007199254740991,1],\"tags\":[\"a\",\"\xf0\x9f\x98\xb9\"],\"parts\":[{\"unit_id\":5,"
        "\"kind\":\"lead\"}],"
        "\"one\":{\"unit_id\":6,\"kind\":\"assist\"},\"maybe\":{\"unit_id\":7,\"kind\":\"lead\"}}";
    struct arena *a = arena_new();
    struct thing t = {0};
    struct faults f = {0};
    struct json j;
    (void)state;
    assert_true(json_read(a, json, sizeof(json) - 1, &thing_shape, &t, note_fault, &f));
    assert_string_equal(t.secret, " s ");
    assert_null(t.note);
    t.ready = "[1]";
    json_init(&j, a);
    json_struct(&j, &thing_shape, &t);
    assert_string_equal(
        j.out.data,
        "{\"title\":\"督办\\\"\\\\\",\"note\":null,\"progress\":7,\"at\":\"2026-11-21T09:30:00.250+08:00\","
        "\"is_key\":true,\"due_on\":\"2026-11-30\",\"kind\":\"assist\",\"ids\":[9007199254740991,1],"
        "\"tags\":[\"a\",\"\xf0\x9f\x98\xb9\"],\"parts\":[{\"unit_id\":5,\"kind\":\"lead\"}],"
        "\"one\":{\"unit_id\":6,\"kind\":\"assist\"},\"maybe\":{\"unit_id\":7,\"kind\":\"lead\"},\"ready\":["
        "1]}");
    arena_free(a);
}

static void absent_values_are_written_as_null(void **state)
{
    struct arena *a = arena_new();
    struct thing t = {0};
    struct json j;
    (void)state;
    json_init(&j, a);
    json_struct(&j, &thing_shape, &t);
    assert_string_equal(j.out.data,
                        "{\"title\":null,\"note\":null,\"progress\":0,\"at\":null,\"is_key\":false,"
                        "\"due_on\":null,\"kind\":null,\"ids\":[],\"tags\":[],\"parts\":[],"
                        "\"one\":{\"unit_id\":0,\"kind\":null},\"maybe\":null,\"ready\":null}");
    arena_free(a);
}

/* R11: any text comes back byte for byte. */
static void every_code_point_survives_escaping(void **state)
{
    struct arena *a = arena_new();
    (void)state;
    for (uint32_t c = 1; c < 0x110000; c += c < 0x3000 ? 1 : 251) {
        char s[5] = {0}, *end = s;
        if (c >= 0xd800 && c < 0xe000)
            continue;
        if (c < 0x80)
            *end++ = (char)c;
        else if (c < 0x800)
            *end++ = (char)(0xc0 | c >> 6);
        else if (c < 0x10000)
            *end++ = (char)(0xe0 | c >> 12);
        else
            *end++ = (char)(0xf0 | c >> 18);
        for (int shift = c < 0x80 ? -6 : c < 0x800 ? 0 : c < 0x10000 ? 6 : 12; shift >= 0; shift -= 6)
            *end++ = (char)(0x80 | (c >> shift & 0x3f));
        struct json j;
        struct json_fault fault;
        json_init(&j, a);
        json_open(&j, '{');
        json_key(&j, "v");
        json_text(&j, s);
        json_close(&j, '}');
        assert_true(json_gate(j.out.data, j.out.len, &fault));
        cJSON *tree = cJSON_Parse(j.out.data);
        assert_string_equal(tree->child->valuestring, s);
        cJSON_Delete(tree);
        arena_reset(a);
    }
    arena_free(a);
}

/* ---- query strings */
static void query_is(const char *query, const char *faults)
{
    struct arena *a = arena_new();
    struct faults f = {0};
    struct thing t = {0};
    bool is_read = query_read(a, query, &thing_shape, &t, note_fault, &f);
    assert_string_equal(f.text, faults);
    assert_int_equal(is_read, faults[0] == '\0');
    arena_free(a);
}

static void queries_obey_the_same_table(void **state)
{
    struct arena *a = arena_new();
    struct faults f = {0};
    struct thing t = {0};
    (void)state;
    assert_true(query_read(
        a, "title=%E7%9D%A3+%E5%8A%9E&ids=1,22&is_key=true&due_on=2026-11-30&kind=lead&progress=7&&note=",
        &thing_shape, &t, note_fault, &f));
    assert_string_equal(t.title, "督 办");
    assert_int_equal(t.ids.n, 2);
    assert_int_equal(((int64_t *)t.ids.items)[1], 22);
    assert_true(t.is_key);
    assert_int_equal(t.kind, 1);
    assert_int_equal(t.progress, 7);
    assert_int_equal(t.due_on, date_make(2026, 11, 30));
    arena_free(a);
    query_is("title=ab&after=5&limit=9", "");
    query_is("title=ab&x=1", "?x 不认识的查询条件\n");
    query_is("title=ab&title=cd", "?title 事项名称：只能给一次\n");
    query_is("title=%zz", "? 地址里有无法识别的字符\n?title 请填写事项名称\n");
    query_is("title=ab&progress=1e1", "?progress 进度：应为整数\n");
    query_is("title=ab&progress=9007199254740992", "?progress 进度：应为整数\n");
    query_is("title=ab&is_key=1", "?is_key 重点：应为是或否（true、false）\n");
    query_is("title=ab&ids=1,,2", "?ids 附件：应为整数\n");
    query_is("title=ab&one=1", "?one 一个：应为一个对象\n");
    query_is("title=ab&parts=1", "?parts 承办单位：应为列表\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_fault_has_its_sentence),
        cmocka_unit_test(unknown_members_are_named),
        cmocka_unit_test(what_was_read_is_written_again),
        cmocka_unit_test(absent_values_are_written_as_null),
        cmocka_unit_test(every_code_point_survives_escaping),
        cmocka_unit_test(queries_obey_the_same_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
