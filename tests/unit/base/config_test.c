#include "base/config.c"

#include <setjmp.h>
#include <stdio.h>

#include <cmocka.h>

static struct arena *arena;
static struct config config;
static char *why;

static bool load(const char *text)
{
    char path[] = "/tmp/duban-config-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text));
    close(fd);
    bool is_good = config_load(&config, path, arena, &why);
    unlink(path);
    return is_good;
}

#define NEEDED "db_name = duban\ndb_user = app\ndb_socket = /run/db.sock\n"

static void settings_are_read_and_the_rest_has_defaults(void **state)
{
    (void)state;
    assert_true(load("# 注释\n\n" NEEDED "  db_password=a = # b  \r\nthreads =8\nlog =\n"));
    assert_string_equal(config.db_name, "duban");
    assert_string_equal(config.db_password, "a = # b");
    assert_int_equal(config.threads, 8);
    assert_int_equal(config.workers, 2);
    assert_int_equal(config.sandbox, 1);
    assert_null(config.log);
    assert_null(config.run_user);
    assert_string_equal(config.public_url, "http://localhost:8080");
}

static void mistakes_name_their_line(void **state)
{
    static const struct {
        const char *text, *says;
    } cases[] = {
        {NEEDED "thread = 4\n", "第 4 行：没有“thread”这一项"},
        {NEEDED "\n# x\nthreads = 0\n", "第 6 行：“threads”应为 1 至 64 的整数"},
        {NEEDED "threads = 4x\n", "第 4 行"},
        {NEEDED "threads =\n", "第 4 行"},
        {NEEDED "threads = 99999999999999999999\n", "第 4 行"},
        {NEEDED "sandbox = 2\n", "第 4 行"},
        {NEEDED "db_name = again\n", "“db_name”重复出现"},
        {"db_name\n", "第 1 行：应写作“项 = 值”"},
        {"db_name = x\ndb_user = y\n", "须写明"},
        {"db_name = \xff\n", "不是 UTF-8"},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        assert_false(load(cases[i].text));
        assert_non_null(strstr(why, cases[i].says));
    }
}

static void a_missing_file_is_told(void **state)
{
    (void)state;
    assert_false(config_load(&config, "/nowhere/duban.conf", arena, &why));
    assert_non_null(strstr(why, "/nowhere/duban.conf"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_are_read_and_the_rest_has_defaults),
        cmocka_unit_test(mistakes_name_their_line),
        cmocka_unit_test(a_missing_file_is_told),
    };
    arena = arena_new();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(arena);
    return failed;
}
