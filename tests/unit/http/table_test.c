#include "http/table.c"

#include <setjmp.h>

#include <cmocka.h>

static enum err handler(struct req *req, struct res *res)
{
    (void)req;
    (void)res;
    return OK;
}

struct thing {
    int64_t id;
    const char *name;
};
static const struct field good_fields[] = {
    {.name = "id", .type = F_INT, .at = offsetof(struct thing, id), .label = "编号"},
    {.name = "name", .type = F_TEXT, .at = offsetof(struct thing, name), .label = "名称"},
};
static const struct shape good = SHAPE("Thing", struct thing, good_fields);
static const struct field twice_fields[] = {
    {.name = "id", .type = F_INT, .at = 0, .label = "编号"},
    {.name = "id", .type = F_TEXT, .at = 8, .label = "名称"},
};
static const struct shape twice = SHAPE("Twice", struct thing, twice_fields);
static const struct field unlabelled_fields[] = {{.name = "id", .type = F_INT, .at = 0}};
static const struct shape unlabelled = SHAPE("Unlabelled", struct thing, unlabelled_fields);
static const struct field secret_fields[] = {{.name = "s", .type = F_SECRET, .at = 8, .label = "口令"}};
static const struct shape secret = SHAPE("Secret", struct thing, secret_fields);
static const struct field choice_fields[] = {{.name = "c", .type = F_CHOICE, .at = 0, .label = "类别"}};
static const struct shape choiceless = SHAPE("Choiceless", struct thing, choice_fields);
static const struct field json_fields[] = {{.name = "j", .type = F_JSON, .at = 8, .label = "内容"}};
static const struct shape json_body = SHAPE("JsonBody", struct thing, json_fields);
static const struct field page_fields[] = {{.name = "limit", .type = F_INT, .at = 0, .label = "条数"}};
static const struct shape page_query = SHAPE("PageQuery", struct thing, page_fields);
static const struct field nested_fields[] = {{.name = "o", .type = F_LIST, .at = 0, .label = "各项"}};
static const struct shape nested = SHAPE("Nested", struct thing, nested_fields);
static const struct shape same_name = SHAPE("Thing", struct thing, page_fields);

static struct arena *arena;
static char *why;

static bool check(const struct route *routes, size_t n)
{
    const struct module m = {.name = "test", .routes = routes, .nroutes = n};
    const struct module *const modules[] = {&m};
    why = "";
    return table_check(modules, 1, arena, &why);
}

#define SHOW                                                                                                 \
    {                                                                                                        \
        GET, "/api/things/{id}", ROLE_ANY, handler, "查看", .reply = &good                                   \
    }

static void good_tables_pass(void **state)
{
    static const struct route routes[] = {
        SHOW,
        {GET, "/api/things", ROLE_BODY, handler, "列表", .reply = &good, .flags = R_PAGE},
        {POST, "/api/things", ROLE_OFFICE, handler, "新建", .body = &good, .reply = &good,
         .flags = R_CREATED},
        {PUT, "/api/things/{id}", ROLE_OFFICE, handler, "修改", .body = &good, .reply = &good,
         .flags = R_IF_MATCH, .current = handler},
        {DELETE, "/api/things/{id}", ROLE_OFFICE, handler, "删除", .flags = R_NO_CONTENT | R_NO_VERSION},
        {POST, "/api/files", ROLE_ANY, handler, "上传", .reply = &good, .flags = R_UPLOAD},
        {GET, "/api/files/{id}", PERM_PUBLIC, handler, "下载", .flags = R_FILE},
        {POST, "/api/secrets", PERM_PUBLIC, handler, "登录", .body = &secret, .flags = R_NO_CONTENT},
    };
    (void)state;
    assert_true(check(routes, ARRAY_LEN(routes)));
}

static void each_mistake_stops_the_program_with_a_sentence(void **state)
{
    static const struct {
        struct route route;
        const char *says;
    } cases[] = {
        {{GET, "/api/x", 0, handler, "x", .reply = &good}, "没有写明谁可以调用"},
        {{GET, "/api/x", 1 << 9, handler, "x", .reply = &good}, "不在角色之内"},
        {{GET, "/api/x", PERM_PUBLIC | ROLE_ADMIN, handler, "x", .reply = &good}, "不在角色之内"},
        {{GET, "/api/x", ROLE_ANY, NULL, "x", .reply = &good}, "没有处理函数"},
        {{GET, "/api/x", ROLE_ANY, handler, NULL, .reply = &good}, "中文说明"},
        {{GET, NULL, ROLE_ANY, handler, "x", .reply = &good}, "没有路径"},
        {{GET, "/x", ROLE_ANY, handler, "x", .reply = &good}, "路径"},
        {{GET, "/api/x/", ROLE_ANY, handler, "x", .reply = &good}, "路径"},
        {{GET, "/api/x//y", ROLE_ANY, handler, "x", .reply = &good}, "路径"},
        {{GET, "/api/{a}/{b}/{c}/{d}/{e}", ROLE_ANY, handler, "x", .reply = &good}, "编号太多"},
        {{GET, "/api/x", ROLE_ANY, handler, "x", .reply = NULL}, "没有写明回复"},
        {{GET, "/api/x", ROLE_ANY, handler, "x", .body = &good, .reply = &good}, "不应有正文"},
        {{POST, "/api/x", ROLE_ANY, handler, "x", .reply = &good, .flags = R_NO_CONTENT}, "不应有字段表"},
        {{POST, "/api/x", ROLE_ANY, handler, "x", .reply = &good, .flags = R_PAGE}, "分页"},
        {{POST, "/api/x", ROLE_ANY, handler, "x", .body = &good, .reply = &good, .flags = R_UPLOAD}, "上传"},
        {{PUT, "/api/x/{id}", ROLE_ANY, handler, "x", .body = &good, .reply = &good}, "R_IF_MATCH"},
        {{POST, "/api/x/{id}/go", ROLE_ANY, handler, "x", .reply = &good}, "R_IF_MATCH"},
        {{DELETE, "/api/x/{id}", ROLE_ANY, handler, "x", .flags = R_NO_CONTENT}, "R_IF_MATCH"},
        {{PUT, "/api/x/{id}", ROLE_ANY, handler, "x", .reply = &good, .flags = R_IF_MATCH}, "current"},
        {{GET, "/api/x/{id}", ROLE_ANY, handler, "x", .reply = &good, .flags = R_NO_VERSION}, "是查询"},
        {{PUT, "/api/x/{id}", ROLE_ANY, handler, "x", .reply = &good, .flags = R_IF_MATCH | R_NO_VERSION},
         "同时"},
        {{GET, "/api/x", ROLE_ANY, handler, "x", .reply = &twice}, "重复出现"},
        {{GET, "/api/x", ROLE_ANY, handler, "x", .reply = &unlabelled}, "中文说明"},
        {{GET, "/api/x", ROLE_ANY, handler, "x", .query = &unlabelled, .reply = &good}, "中文说明"},
        {{GET, "/api/x", ROLE_ANY, handler, "x", .reply = &secret}, "机密"},
        {{GET, "/api/x", ROLE_ANY, handler, "x", .reply = &choiceless}, "选项"},
        {{GET, "/api/x", ROLE_ANY, handler, "x", .reply = &nested}, "字段表"},
        {{POST, "/api/x", ROLE_ANY, handler, "x", .body = &json_body, .reply = &good}, "请求"},
        {{GET, "/api/x", ROLE_ANY, handler, "x", .query = &page_query, .reply = &good, .flags = R_PAGE},
         "limit"},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        assert_false(check(&cases[i].route, 1));
        if (strstr(why, cases[i].says) == NULL)
            fail_msg("case %zu says: %s", i, why);
    }
}

static void a_name_stands_for_one_thing(void **state)
{
    static const struct route routes[] = {
        SHOW,
        {GET, "/api/others", ROLE_ANY, handler, "x", .reply = &same_name},
    };
    (void)state;
    assert_false(check(routes, ARRAY_LEN(routes)));
    assert_non_null(strstr(why, "Thing"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_tables_pass),
        cmocka_unit_test(each_mistake_stops_the_program_with_a_sentence),
        cmocka_unit_test(a_name_stands_for_one_thing),
    };
    arena = arena_new();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(arena);
    return failed;
}
