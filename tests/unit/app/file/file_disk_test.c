/* Contents on disk: whole or not there, found by their hash, swept only when old and unnamed. */
#include "app/file/file_disk.c"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static struct arena *a;
static struct config config;
static const char sha[SHA_HEX_CHARS] = "ab00112233445566778899aabbccddeeff00112233445566778899aabbccddee";

static int begin(void **state)
{
    (void)state;
    char *why, dir[] = "/tmp/duban-disk-XXXXXX";
    a = arena_new();
    config.data_dir = arena_strdup(a, mkdtemp(dir));
    return disk_start(&config, a, &why) ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    int status = system(arena_printf(a, "rm -rf %s", config.data_dir));
    arena_free(a);
    return status;
}

static const char *path_of(const char *name)
{
    return arena_printf(a, "%s/files/%s", config.data_dir, name);
}

static enum err put(const char *text)
{
    return disk_put(&config, a, sha, (struct bytes){(const uint8_t *)text, strlen(text)});
}

static const char *stored(void)
{
    return path_of(arena_printf(a, "%.2s/%s", sha, sha + 2));
}

static void make_old(const char *path)
{
    const struct timespec old[2] = {{1000, 0}, {1000, 0}};
    assert_int_equal(utimensat(AT_FDCWD, path, old, 0), 0);
}

static int64_t sweep(struct list named)
{
    int64_t removed = 0;
    struct disk_bucket bucket = {.name = "ab", .named = named, .before = clock_now() - 1000};
    assert_int_equal(disk_sweep(&config, a, &bucket, &removed), OK);
    return removed;
}

static void a_content_is_stored_for_its_owner_and_group(void **state)
{
    (void)state;
    struct stat s;
    umask(027);
    assert_int_equal(put("hello"), OK);
    assert_int_equal(put("hello"), OK);
    assert_int_equal(stat(stored(), &s), 0);
    assert_int_equal(s.st_size, 5);
    assert_int_equal(s.st_mode & 0777, 0640);
    assert_int_equal(rmdir(path_of("tmp")), 0); /* empty: nothing is left behind */
    assert_int_equal(mkdir(path_of("tmp"), 0750), 0);
}

static void the_sweep_leaves_what_is_named_or_young(void **state)
{
    (void)state;
    const char *named[] = {sha + 2};
    assert_int_equal(put("hello"), OK);
    assert_int_equal(sweep((struct list){0}), 0);
    make_old(stored());
    assert_int_equal(sweep((struct list){named, 1}), 0);
    assert_int_equal(sweep((struct list){0}), 1);
    assert_int_equal(access(stored(), F_OK), -1);
}

static void an_old_content_that_comes_again_is_young(void **state)
{
    (void)state;
    assert_int_equal(put("hello"), OK);
    make_old(stored());
    assert_int_equal(put("hello"), OK);
    assert_int_equal(sweep((struct list){0}), 0);
}

static void left_temporary_files_go(void **state)
{
    (void)state;
    int64_t removed = 0;
    const char *left = path_of("tmp/0123"), *young = path_of("tmp/4567");
    close(open(left, O_CREAT | O_WRONLY, 0640));
    close(open(young, O_CREAT | O_WRONLY, 0640));
    make_old(left);
    assert_int_equal(disk_sweep_temp(&config, a, clock_now() - 1000, &removed), OK);
    assert_int_equal(removed, 1);
    assert_int_equal(access(young, F_OK), 0);
}

static void a_full_disk_is_told_from_a_broken_one(void **state)
{
    (void)state;
    errno = ENOSPC;
    assert_int_equal(say_why("write", "x"), ERR_STORAGE);
    errno = EIO;
    assert_int_equal(say_why("write", "x"), ERR_INTERNAL);
    assert_int_equal(write_temp("/dev/full/x", (struct bytes){(const uint8_t *)"x", 1}), ERR_INTERNAL);
    int full = open("/dev/full", O_WRONLY);
    assert_false(write_all(full, (struct bytes){(const uint8_t *)"x", 1}));
    assert_int_equal(errno, ENOSPC);
    close(full);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_content_is_stored_for_its_owner_and_group),
        cmocka_unit_test(the_sweep_leaves_what_is_named_or_young),
        cmocka_unit_test(an_old_content_that_comes_again_is_young),
        cmocka_unit_test(left_temporary_files_go),
        cmocka_unit_test(a_full_disk_is_told_from_a_broken_one),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
