#include "app/document/document_rules.c"

#include <setjmp.h>
#include <string.h>

#include <cmocka.h>

static void numbers(void **state)
{
    struct arena *a = arena_new();
    (void)state;
    assert_string_equal(number_text(a, "卫督办", 2026, 12), "卫督办〔2026〕12号");
    assert_string_equal(number_text(a, "院督办", 2026, 1), "院督办〔2026〕1号");
    assert_string_equal(register_text(a, SERIES_REGISTER, 2026, 12), "DB-2026-0012");
    assert_string_equal(register_text(a, SERIES_ARCHIVE, 2026, 12345), "DA-2026-12345");
    arena_free(a);
}

static void frozen_bytes(void **state)
{
    struct arena *a = arena_new();
    const char *to[] = {"市立医院"};
    struct paragraph p[] = {{1, "一、督办内容"}, {0, "“排查”隐患。"}};
    struct paper paper = {.letterhead = "市卫生健康委员会",
                          .doc_no = "卫督办〔2026〕12号",
                          .title = "关于排查隐患的督办通知",
                          .addressees = {to, 1},
                          .paragraphs = {p, 2},
                          .issuer = "市卫生健康委员会",
                          .signed_on = date_make(2026, 1, 5),
                          .printed_by = "办公室",
                          .printed_on = date_make(2026, 1, 5)};
    (void)state;
    assert_string_equal(
        paper_json(a, &paper),
        "{\"letterhead\":\"市卫生健康委员会\",\"doc_no\":\"卫督办〔2026〕12号\",\"title\":"
        "\"关于排查隐患的督办通知\","
        "\"urgency\":null,\"addressees\":[\"市立医院\"],\"paragraphs\":[{\"level\":1,\"text\":"
        "\"一、督办内容\"},"
        "{\"level\":0,\"text\":\"“排查”隐患。\"}],\"attachments\":[],\"issuer\":\"市卫生健康委员会\","
        "\"signed_on\":\"2026-01-05\",\"copies_to\":[],\"printed_by\":\"办公室\",\"printed_on\":\"2026-01-"
        "05\","
        "\"contact\":null}");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"[A4.1.2] numbers: six-cornered brackets and no leading zeros on paper, padded in ledgers", numbers,
         NULL, NULL, NULL},
        {"[A4.1.2] a paper freezes to the same bytes, members in fixed order", frozen_bytes, NULL, NULL,
         NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
