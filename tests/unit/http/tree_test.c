#include "http/tree.c"

#include <setjmp.h>

#include <cmocka.h>

static const struct route routes[] = {
    {.method = GET, .path = "/api/matters"},
    {.method = POST, .path = "/api/matters"},
    {.method = GET, .path = "/api/matters/{id}"},
    {.method = GET, .path = "/api/matters/export"},
    {.method = POST, .path = "/api/matters/{id}/issue"},
    {.method = DELETE, .path = "/api/a/{x}/b/{y}"},
    {.method = GET, .path = "/api/health/live"},
    {.method = GET, .path = "/api/feeds/{secret}.ics"},
};
static struct arena *arena;
static struct node *root;

static struct path_word word;

static const struct route *find(enum method method, const char *path, int64_t ids[4])
{
    const struct route *const *found = tree_find(root, path, ids, &word);
    return found == NULL ? NULL : found[method];
}

static void a_word_stands_before_its_ending(void **state)
{
    int64_t ids[4] = {0};
    (void)state;
    assert_ptr_equal(find(GET, "/api/feeds/a1B2.ics", ids), &routes[7]);
    assert_int_equal(word.len, 4);
    assert_memory_equal(word.text, "a1B2", 4);
    for (const char *const *p =
             (const char *const[]){"/api/feeds/.ics", "/api/feeds/a1", "/api/feeds/a.b.ics",
                                   "/api/feeds/a%2e.ics", "/api/feeds/a.ics/x", "/api/feeds/a-b.ics", NULL};
         *p != NULL; p++)
        assert_null(find(GET, *p, ids));
}

static void each_route_is_found_with_its_ids(void **state)
{
    int64_t ids[4] = {0};
    (void)state;
    assert_ptr_equal(find(GET, "/api/matters", ids), &routes[0]);
    assert_ptr_equal(find(POST, "/api/matters", ids), &routes[1]);
    assert_ptr_equal(find(GET, "/api/matters/export", ids), &routes[3]);
    assert_ptr_equal(find(GET, "/api/matters/9007199254740991", ids), &routes[2]);
    assert_int_equal(ids[0], 9007199254740991);
    assert_ptr_equal(find(POST, "/api/matters/12/issue", ids), &routes[4]);
    assert_int_equal(ids[0], 12);
    assert_ptr_equal(find(DELETE, "/api/a/3/b/4", ids), &routes[5]);
    assert_int_equal(ids[0], 3);
    assert_int_equal(ids[1], 4);
}

static void nothing_else_is_found(void **state)
{
    static const char *const paths[] = {
        "",
        "/",
        "api/matters",
        "/api",
        "/api/matters/",
        "/api//matters",
        "/api/matters/0",
        "/api/matters/01",
        "/api/matters/-1",
        "/api/matters/+1",
        "/api/matters/1x",
        "/api/matters/9007199254740992",
        "/api/matters/{id}",
        "/api/matters/99999999999999999999",
        "/api/matters/1/2",
        "/api/matters/1/issue/",
        "/api/health",
        "/api/health/livex",
        "/api/health/liv",
        "/API/matters",
        "/api/matters%2F1",
        "/api/./matters",
        "/api/a/1/b/",
        "/api/matters/1/Issue",
    };
    int64_t ids[4];
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(paths); i++)
        assert_null(tree_find(root, paths[i], ids, &word));
}

static void a_known_path_tells_its_methods(void **state)
{
    int64_t ids[4];
    (void)state;
    const struct route *const *found = tree_find(root, "/api/matters/7", ids, &word);
    assert_non_null(found);
    assert_non_null(found[GET]);
    assert_null(found[PUT]);
}

static void a_place_is_taken_once(void **state)
{
    static const struct route other_name = {.method = GET, .path = "/api/matters/{matter_id}"};
    (void)state;
    assert_false(tree_add(root, &other_name, arena));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_stands_before_its_ending), cmocka_unit_test(each_route_is_found_with_its_ids),
        cmocka_unit_test(nothing_else_is_found),           cmocka_unit_test(a_known_path_tells_its_methods),
        cmocka_unit_test(a_place_is_taken_once),
    };
    arena = arena_new();
    root = tree_new(arena);
    for (size_t i = 0; i < ARRAY_LEN(routes); i++)
        if (!tree_add(root, &routes[i], arena))
            return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(arena);
    return failed;
}
