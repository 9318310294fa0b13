#include "app/track/contact/contact_rules.c"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define NOW (date_start(date_make(2026, 11, 20)) + 10 * 3600 * 1000)
static struct arena *a;

static const char *pointer_of(struct contact_in in)
{
    const char *pointer = NULL;
    return contact_fault(&in, NOW, &pointer) == NULL ? "" : pointer;
}

static void what_is_missing(void **state)
{
    (void)state;
    int32_t today = date_of(NOW);
    assert_string_equal(pointer_of((struct contact_in){.method = CM_CALL, .counterpart = "章立新"}), "");
    assert_string_equal(pointer_of((struct contact_in){.method = CM_PAPERS}), "");
    assert_string_equal(pointer_of((struct contact_in){.method = CM_VISIT, .counterpart = ""}),
                        "#/counterpart");
    assert_string_equal(pointer_of((struct contact_in){.method = CM_PAPERS, .at = NOW + 1}), "#/at");
    assert_string_equal(pointer_of((struct contact_in){.method = CM_PAPERS, .answer_by = today}), "#/demand");
    assert_string_equal(
        pointer_of((struct contact_in){.method = CM_PAPERS, .answer_by = today - 1, .demand = "书面说明"}),
        "#/answer_by");
    assert_string_equal(
        pointer_of((struct contact_in){.method = CM_PAPERS, .answer_by = today, .demand = "书面说明"}), "");
}

static void the_history_tells_how_not_what(void **state)
{
    (void)state;
    struct contact_in in = {.method = CM_CALL, .points = "秘密", .demand = "秘密", .answer_by = 1};
    assert_string_equal(contact_note(a, &in), "电话督办，要求书面答复");
    in.is_incoming = true;
    in.answer_by = 0;
    assert_string_equal(contact_note(a, &in), "来电");
    in.method = CM_VISIT;
    assert_string_equal(contact_note(a, &in), "实地走访");
}

static void a_row_of_the_table(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, a);
    struct contact c = {.method = CM_CALL,
                        .at = NOW,
                        .unit_name = "市立医院",
                        .matter_title = "急诊",
                        .points = "=1",
                        .answer_by = date_make(2026, 11, 25),
                        .directive_status = DR_OPEN,
                        .made_name = "许静怡"};
    contact_csv_row(a, &b, &c, 3);
    assert_string_equal(
        b.data, "3,2026-11-20 10:00,电话督办,去电,市立医院,,,,,急诊,'=1,,,2026-11-25,待答复,许静怡\r\n");
}

int main(void)
{
    a = arena_new();
    const struct CMUnitTest tests[] = {
        {"[A5.4] what a record must hold", what_is_missing, NULL, NULL, NULL},
        {"the history tells how, not what", the_history_tells_how_not_what, NULL, NULL, NULL},
        {"[A5.4] a row of the table", a_row_of_the_table, NULL, NULL, NULL},
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(a);
    return failed;
}
