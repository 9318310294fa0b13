#include "base/json.h"

#include <cjson/cJSON.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The categories of JSONTestSuite, each value as the member of an object; NULL code: accepted. */
static const struct {
    const char *value, *code;
} values[] = {
    /* y_: arrays, objects, literals */
    {"[]", NULL},
    {"[[]   ]", NULL},
    {"[\"\"]", NULL},
    {"[null, 1, \"1\", {}]", NULL},
    {"[1\n]", NULL},
    {" [1]", NULL},
    {"[1,null,null,null,2]", NULL},
    {"[2] ", NULL},
    {"{}", NULL},
    {"{\"\":0}", NULL},
    {"{\"a\":[]}", NULL},
    {"{\"x\":[{\"id\": \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}], \"id\": \"x\"}", NULL},
    {"{\"title\":\"\\u041f\\u043e\\u043b\\u0442\\u043e\\u0440\\u0430\" }", NULL},
    {"{\n\"a\": \"b\"\n}", NULL},
    {"true", NULL},
    {"false", NULL},
    {"null", NULL},
    /* y_: numbers */
    {"0", NULL},
    {"-0", NULL},
    {"-123", NULL},
    {"-1", NULL},
    {"123", NULL},
    {"9007199254740991", NULL},
    {"-9007199254740991", NULL},
    /* y_: strings */
    {"\"\\u0060\\u012a\\u12AB\"", NULL},
    {"\"\\uD801\\udc37\"", NULL},
    {"\"\\ud83d\\ude39\\ud83d\\udc8d\"", NULL},
    {"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", NULL},
    {"\"\\\\u0000\"", NULL},
    {"\"a/*b*/c/*d//e\"", NULL},
    {"\"\\\\a\"", NULL},
    {"\"\\u0012\"", NULL},
    {"\"\\uFFFF\"", NULL},
    {"\"\xf4\x8f\xbf\xbf\"", NULL},
    {"\"\xef\xbf\xbf\"", NULL},
    {"\"\\u002c\"", NULL},
    {"\"\xcf\x80\"", NULL},
    {"\"\xf0\x9b\xbf\xbf\"", NULL},
    {"\"\xe2\x80\xa8\xe2\x80\xa9\"", NULL},
    {"\"\x7f\"", NULL},
    {"\"\\uDBFF\\uDFFF\"", NULL},
    {"\"\\uFDD0\\uFFFE\\u200B\"", NULL},
    {"\"\xe2\x8d\x82\xe3\x88\xb4\xe2\x8d\x82\"", NULL},
    /* y_ that we refuse, and say so: no fractions, no NUL, no duplicates */
    {"123e65", "json-number"},
    {"0e+1", "json-number"},
    {"0e1", "json-number"},
    {"-0.000000000000000000000000000000000000000000000000000000000000000000000000000001", "json-number"},
    {"20e1", "json-number"},
    {"1E22", "json-number"},
    {"1E-2", "json-number"},
    {"1E+2", "json-number"},
    {"123e45", "json-number"},
    {"123.456e78", "json-number"},
    {"1e-2", "json-number"},
    {"1e+2", "json-number"},
    {"123.456789", "json-number"},
    {"\"\\u0000\"", "json-nul"},
    {"{\"foo\\u0000bar\": 42}", "json-nul"},
    {"{\"a\":\"b\",\"a\":\"c\"}", "json-duplicate"},
    {"{\"a\":\"b\",\"a\":\"b\"}", "json-duplicate"},
    {"{\"a\":1,\"\\u0061\":2}", "json-duplicate"},
    {"{\"\xe7\x9d\xa3\":1,\"b\":2,\"\\u7763\":3}", "json-duplicate"},
    {"{\"\\ud83d\\ude39\":1,\"\xf0\x9f\x98\xb9\":3}", "json-duplicate"},
    /* i_: numbers beyond 2^53, lone surrogates, broken UTF-8 */
    {"9007199254740992", "json-number"},
    {"-9007199254740992", "json-number"},
    {"100000000000000000000", "json-number"},
    {"-123123123123123123123123123123", "json-number"},
    {"123123e100000", "json-number"},
    {"\"\\uD800\"", "json-utf8"},
    {"\"\\uDADA\"", "json-utf8"},
    {"\"\\uDd1e\\uD834\"", "json-utf8"},
    {"\"\\uD800\\uD800\\n\"", "json-utf8"},
    {"\"\\uD888\\u1234\"", "json-utf8"},
    {"\"\\uDFAA\"", "json-utf8"},
    {"\"\xff\"", "json-utf8"},
    {"\"\xe0\xff\"", "json-utf8"},
    {"\"\xed\xa0\x80\"", "json-utf8"},
    {"\"\xfc\x80\x80\x80\x80\x80\"", "json-utf8"},
    {"\"\xc0\xaf\"", "json-utf8"},
    {"\"\x81\"", "json-utf8"},
    {"\"\xe6\x97\xa5\xd1\x88\xfa\"", "json-utf8"},
    {"\"\xf4\xbf\xbf\xbf\"", "json-utf8"},
    {"\"\xe9\"", "json-utf8"},
    {"{\"\xc3\":1}", "json-utf8"},
    /* n_: arrays */
    {"[1 true]", "json-syntax"},
    {"[a\xe5]", "json-syntax"},
    {"[\"\": 1]", "json-syntax"},
    {"[\"\"],", "json-syntax"},
    {"[,1]", "json-syntax"},
    {"[1,,2]", "json-syntax"},
    {"[\"x\",,]", "json-syntax"},
    {"[\"x\"]]", "json-syntax"},
    {"[\"\",]", "json-syntax"},
    {"[\"x\"", "json-syntax"},
    {"[x", "json-syntax"},
    {"[3[4]]", "json-syntax"},
    {"[,]", "json-syntax"},
    {"[-]", "json-syntax"},
    {"[   , \"\"]", "json-syntax"},
    {"[1,]", "json-syntax"},
    {"[*]", "json-syntax"},
    {"[1}", "json-syntax"},
    {"[\"a\",\n4\n,1,", "json-syntax"},
    {"[\"\va\"\\f]", "json-syntax"},
    {"[\"\\x00\"]", "json-syntax"},
    /* n_: literals */
    {"fals", "json-syntax"},
    {"nul", "json-syntax"},
    {"tru", "json-syntax"},
    {"True", "json-syntax"},
    {"NULL", "json-syntax"},
    {"truefalse", "json-syntax"},
    /* n_: numbers */
    {"++1234", "json-syntax"},
    {"+1", "json-syntax"},
    {"+Inf", "json-syntax"},
    {"-01", "json-syntax"},
    {"-1.0.", "json-number"},
    {"-2.", "json-number"},
    {"-NaN", "json-syntax"},
    {".-1", "json-syntax"},
    {".2e-3", "json-syntax"},
    {"0.1.2", "json-number"},
    {"0.3e+", "json-number"},
    {"0.e1", "json-number"},
    {"0E+", "json-number"},
    {"0x42", "json-syntax"},
    {"0x1", "json-syntax"},
    {"00", "json-syntax"},
    {"012", "json-syntax"},
    {"-012", "json-syntax"},
    {"1 000.0", "json-syntax"},
    {"1eE2", "json-number"},
    {"1+2", "json-syntax"},
    {"1_000", "json-syntax"},
    {"- 1", "json-syntax"},
    {"-foo", "json-syntax"},
    {"-Infinity", "json-syntax"},
    {"Infinity", "json-syntax"},
    {"NaN", "json-syntax"},
    {"1a", "json-syntax"},
    {"123\xe5", "json-syntax"},
    {"\xef\xbc\x91", "json-syntax"},
    {"-", "json-syntax"},
    {"1 ]", "json-syntax"},
    /* n_: objects */
    {"{\"x\", null}", "json-syntax"},
    {"{\"x\"::\"b\"}", "json-syntax"},
    {"{\"a\":\"a\" 123}", "json-syntax"},
    {"{key: 'value'}", "json-syntax"},
    {"{\"\xb9\":\"0\",}", "json-utf8"},
    {"{\"a\" b}", "json-syntax"},
    {"{:\"b\"}", "json-syntax"},
    {"{\"a\" \"b\"}", "json-syntax"},
    {"{\"a\":", "json-syntax"},
    {"{\"a\"", "json-syntax"},
    {"{1:1}", "json-syntax"},
    {"{9999E9999:1}", "json-syntax"},
    {"{null:null,null:null}", "json-syntax"},
    {"{\"id\":0,,,,,}", "json-syntax"},
    {"{'a':0}", "json-syntax"},
    {"{\"id\":0,}", "json-syntax"},
    {"{\"a\":\"b\"}/**/", "json-syntax"},
    {"{\"a\":\"b\"}//", "json-syntax"},
    {"{\"a\":\"b\",,\"c\":\"d\"}", "json-syntax"},
    {"{a: \"b\"}", "json-syntax"},
    {"{\"a\":\"a", "json-syntax"},
    {"{\"foo\":\"bar\", \"a\"}", "json-syntax"},
    {"{\"a\":\"b\"}#", "json-syntax"},
    {"{\"a\":true} \"x\"", "json-syntax"},
    {"{]", "json-syntax"},
    {"[}", "json-syntax"},
    {"{\"a\":1,}", "json-syntax"},
    {"{,\"a\":1}", "json-syntax"},
    /* n_: strings */
    {"\"\\uD800\\\"", "json-utf8"},
    {"\"\\uD800\\u\"", "json-syntax"},
    {"\"\\uD800\\u1\"", "json-syntax"},
    {"\"\\uD800\\u1x\"", "json-syntax"},
    {"\xc3\xa9", "json-syntax"},
    {"\"\\\\\\\"", "json-syntax"},
    {"\"\\\t\"", "json-syntax"},
    {"\"\\a\"", "json-syntax"},
    {"\"\\\xf0\x9f\x8c\x80\"", "json-syntax"},
    {"\"\\\"", "json-syntax"},
    {"\"\\u00A\"", "json-syntax"},
    {"\"\\uD834\\uDd\"", "json-syntax"},
    {"\"\\u\xe5\"", "json-syntax"},
    {"\\u0020\"asd\"", "json-syntax"},
    {"\"", "json-syntax"},
    {"'single quote'", "json-syntax"},
    {"abc", "json-syntax"},
    {"\"new\nline\"", "json-syntax"},
    {"\"\t\"", "json-syntax"},
    {"\"\\UA66D\"", "json-syntax"},
    {"\"\x1f\"", "json-syntax"},
    {"\"\"x", "json-syntax"},
    {"\"\\u+123\"", "json-syntax"},
    {"\"\\u 123\"", "json-syntax"},
    /* n_: structure */
    {"<.>", "json-syntax"},
    {"<null>", "json-syntax"},
    {"@", "json-syntax"},
    {"", "json-syntax"},
    {"\xe2\x81\xa0", "json-syntax"},
    {"\f[]", "json-syntax"},
    {"\v1", "json-syntax"},
    {"\xc2\xa0"
     "1",
     "json-syntax"},
    {"/* c */ 1", "json-syntax"},
};

/* No byte behind the end is readable under ASan. */
static bool gate(const char *text, size_t len, struct json_fault *fault)
{
    char *exact = malloc(len);
    assert_non_null(exact);
    memcpy(exact, text, len);
    bool passed = json_gate(exact, len, fault);
    free(exact);
    return passed;
}

static void expect(const char *text, size_t len, const char *code)
{
    struct json_fault fault = {0};
    bool passed = gate(text, len, &fault);
    if (code == NULL && !passed)
        fail_msg("%s: refused with %s at %zu", text, fault.code, fault.at);
    if (code != NULL && passed)
        fail_msg("%s: passed, but is %s", text, code);
    if (code != NULL) {
        assert_string_equal(fault.code, code);
        assert_true(fault.at <= len);
        assert_true(text_is_utf8(fault.detail, strlen(fault.detail)));
    }
}

static void the_gate_sorts_the_suite(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(values); i++) {
        char text[512];
        int n = snprintf(text, sizeof(text), "{\"v\":%s}", values[i].value);
        expect(text, (size_t)n, values[i].code);
    }
}

static void only_one_whole_object_passes(void **state)
{
    static const char *const wrong[] = {"",     " ",    "[]",   "1",      "\"x\"",          "null", "{}{}",
                                        "{} x", "{}}",  "{",    "{\"a\"", "\xef\xbb\xbf{}", "}",    "{}\f",
                                        "[{}]", "//{}", "{} ,", "\v{}",   "{}\xc2\xa0"};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        expect(wrong[i], strlen(wrong[i]), "json-syntax");
    expect("{}", 2, NULL);
    expect("\t\r\n {\n} \r", 9, NULL);
    expect("{\"a\":1}\0", 8, "json-syntax");
    expect("{\"a\0\":1}", 8, "json-syntax");
    expect("{\"a\":\0 1}", 9, "json-syntax");
}

static void every_cut_of_a_text_is_refused(void **state)
{
    static const char text[] =
        "{\"a\":[1,-2,{\"b\":\"\\ud83d\\ude39\xe7\x9d\xa3\"},true,false,null],\"c\":{}}";
    (void)state;
    for (size_t len = 0; len < sizeof(text) - 1; len++) {
        struct json_fault fault;
        assert_false(gate(text, len, &fault));
    }
    expect(text, sizeof(text) - 1, NULL);
}

static void nest(char *text, int depth, char open, char close)
{
    text += sprintf(text, "{\"a\":");
    for (int i = 0; i < depth; i++)
        text += open == '{' && i < depth - 1 ? sprintf(text, "{\"a\":") : sprintf(text, "%c", open);
    for (int i = 0; i < depth; i++)
        *text++ = close;
    *text++ = '}';
    *text = '\0';
}

static void depth_ends_at_32(void **state)
{
    static char text[500000];
    (void)state;
    nest(text, 31, '[', ']');
    expect(text, strlen(text), NULL);
    nest(text, 32, '[', ']');
    expect(text, strlen(text), "json-depth");
    nest(text, 31, '{', '}');
    expect(text, strlen(text), NULL);
    nest(text, 32, '{', '}');
    expect(text, strlen(text), "json-depth");
    nest(text, 100000, '[', ']');
    expect(text, strlen(text), "json-depth");
}

static size_t members(char *text, size_t n)
{
    size_t len = (size_t)sprintf(text, "{");
    for (size_t i = 0; i < n; i++)
        len += (size_t)sprintf(text + len, "%s\"k%zu\":0", i ? "," : "", i);
    return len + (size_t)sprintf(text + len, "}");
}

static size_t elements(char *text, size_t n)
{
    size_t len = (size_t)sprintf(text, "{\"a\":[");
    for (size_t i = 0; i < n; i++)
        len += (size_t)sprintf(text + len, "%s0", i ? "," : "");
    return len + (size_t)sprintf(text + len, "]}");
}

static void size_is_bounded(void **state)
{
    static char text[(1 << 20) + 2];
    (void)state;
    expect(text, members(text, 1024), NULL);
    expect(text, members(text, 1025), "json-size");
    expect(text, elements(text, 19997), NULL); /* with the object, the key and the list: 20,000 */
    expect(text, elements(text, 19999), "json-size");
    memset(text, ' ', sizeof(text));
    memcpy(text, "{}", 2);
    expect(text, 1 << 20, NULL);
    expect(text, (1 << 20) + 1, "json-size");
}

/* cJSON is the second implementation: what the gate passes it must read, and write to something equal. */
static void what_passes_means_the_same_to_cjson(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(values); i++) {
        char text[512];
        size_t n = (size_t)snprintf(text, sizeof(text), "{\"v\":%s}", values[i].value);
        struct json_fault fault;
        if (!json_gate(text, n, &fault))
            continue;
        cJSON *tree = cJSON_ParseWithLengthOpts(text, n, NULL, false);
        assert_non_null(tree);
        char *again = cJSON_PrintUnformatted(tree);
        cJSON *second = cJSON_Parse(again);
        assert_true(cJSON_Compare(tree, second, true));
        cJSON_Delete(tree);
        cJSON_Delete(second);
        free(again);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_gate_sorts_the_suite),
        cmocka_unit_test(only_one_whole_object_passes),
        cmocka_unit_test(every_cut_of_a_text_is_refused),
        cmocka_unit_test(depth_ends_at_32),
        cmocka_unit_test(size_is_bounded),
        cmocka_unit_test(what_passes_means_the_same_to_cjson),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
