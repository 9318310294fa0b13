/* RFC 5545: what calendars elsewhere read. */
#include "app/meeting/schedule/ics_rules.c"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena *a;
static const struct choice kinds[] = {
    {"meeting", "会议"}, {"inspection", "督查"}, {"due", "时限"}, {"field", "下基层"}};
const struct choices entry_kinds = CHOICES("EntryKind", kinds);

static int begin(void **state)
{
    (void)state;
    a = arena_new();
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(a);
    return 0;
}

static char *written(const struct entry *e)
{
    struct buf out;
    const struct ics x = {"wjw.example", "https://wjw.example", "督办日程（许静怡）",
                          date_start(date_make(2026, 9, 9))};
    buf_init(&out, a);
    ics_write(&out, &x, &(struct list){(void *)e, 1});
    return out.data;
}

static bool has(const char *text, const char *part)
{
    return strstr(text, part) != NULL;
}

static const struct entry meeting = {.id = 12,
                                     .kind = EN_MEETING,
                                     .title = "例会；讨论 a,b\\c\n第二行\t完",
                                     .starts_at = INT64_C(1788937200000), /* 2026-09-09 15:00 in China */
                                     .ends_at = INT64_C(1788942600000),
                                     .place = "三楼,会议室",
                                     .path = "/meetings/12",
                                     .version = 3};

static void an_event_is_in_universal_time(void **state)
{
    (void)state;
    const char *text = written(&meeting);
    assert_true(has(text, "\r\nDTSTART:20260909T070000Z\r\nDTEND:20260909T083000Z\r\n"));
    assert_true(has(text, "\r\nUID:meeting-12@wjw.example\r\n"));
    assert_true(has(text, "\r\nDTSTAMP:20260908T160000Z\r\n"));
    assert_true(has(text, "\r\nSEQUENCE:3\r\nSTATUS:CONFIRMED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"));
    assert_true(has(text, "\r\nURL:https://wjw.example/meetings/12\r\n"));
}

static void text_is_escaped(void **state)
{
    (void)state;
    const char *text = written(&meeting);
    assert_true(has(text, "SUMMARY:例会；讨论 a\\,b\\\\c\\n第二行完\r\n"));
    assert_true(has(text, "LOCATION:三楼\\,会议室\r\n"));
}

static void whole_days_end_the_day_after(void **state)
{
    (void)state;
    const struct entry e = {.id = 5,
                            .kind = EN_INSPECTION,
                            .title = "督查",
                            .from_on = date_make(2026, 12, 30),
                            .to_on = date_make(2026, 12, 31),
                            .is_cancelled = true};
    const char *text = written(&e);
    assert_true(
        has(text, "DTSTART;VALUE=DATE:20261230\r\nDTEND;VALUE=DATE:20270101\r\nTRANSP:TRANSPARENT\r\n"));
    assert_true(has(text, "STATUS:CANCELLED\r\n"));
}

/* Each line at most 75 bytes, and each of valid UTF-8: no character is torn. */
static void lines_are_folded_between_characters(void **state)
{
    struct buf title;
    (void)state;
    buf_init(&title, a);
    for (int i = 0; i < 120; i++)
        buf_puts(&title, i % 7 == 0 ? "a" : i % 11 == 0 ? "\xf0\x9f\x93\x85" : "督");
    struct entry e = meeting;
    e.title = title.data;
    char *text = written(&e);
    struct buf unfolded;
    buf_init(&unfolded, a);
    for (char *line = text; *line != '\0';) {
        char *end = strstr(line, "\r\n");
        assert_non_null(end);
        size_t len = (size_t)(end - line);
        assert_true(len <= 75);
        assert_true(text_is_utf8(line, len));
        buf_put(&unfolded, line + (*line == ' '), len - (*line == ' '));
        line = end + 2;
        if (*line != ' ')
            buf_puts(&unfolded, "\n");
    }
    assert_true(has(unfolded.data, arena_printf(a, "SUMMARY:%s\n", title.data)));
}

static void the_host_is_that_of_the_site(void **state)
{
    (void)state;
    assert_string_equal(ics_host(a, "https://duban.wjw.gov.cn/x"), "duban.wjw.gov.cn");
    assert_string_equal(ics_host(a, "http://localhost:8080"), "localhost");
    assert_string_equal(ics_host(a, NULL), "duban");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_event_is_in_universal_time, begin, end),
        cmocka_unit_test_setup_teardown(text_is_escaped, begin, end),
        cmocka_unit_test_setup_teardown(whole_days_end_the_day_after, begin, end),
        cmocka_unit_test_setup_teardown(lines_are_folded_between_characters, begin, end),
        cmocka_unit_test_setup_teardown(the_host_is_that_of_the_site, begin, end),
    };
    return cmocka_run_group_tests_name("ics", tests, NULL, NULL);
}
