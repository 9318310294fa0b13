#include "app/view/ledger/ledger_rules.c"

#include <setjmp.h>

#include <cmocka.h>

static const struct light_day *at(void)
{
    static struct light_day d;
    d = (struct light_day){.today = date_make(2026, 11, 20), .soon_on = date_make(2026, 11, 25)};
    return &d;
}
static struct arena *arena;

/* The dates that the database derives for a matter, as matter.yellow_key and red_key are written. */
static int32_t key_of(const struct light_facts *f, int32_t running_on)
{
    if (f->running)
        return running_on;
    if (f->ended_on == 0)
        return day_of(LIGHT_ON_NONE);
    return day_of(f->ended_on <= f->due_on ? LIGHT_ON_BLUE : LIGHT_ON_LATE);
}

static bool is_shown(const struct light_facts *f, struct light_range r)
{
    int32_t red = key_of(f, f->red_on), yellow = key_of(f, f->yellow_on);
    return ((red >= r.red_from && red <= r.red_to) || red == r.or_on) && yellow >= r.yellow_from &&
           yellow <= r.yellow_to;
}

static void filter_and_light_agree(void **state)
{
    (void)state;
    for (int due = -40; due <= 40; due++)
        for (int i = 0; i < 7 * 12; i++) {
            int32_t day = at()->today + due, ended = i % 7 - 3;
            struct light_facts f = {.running = ended == -3,
                                    .due_on = day,
                                    .red_on = day + 1 - i / 7 * 2,
                                    .ended_on = ended == -3 || ended == 3 ? 0 : day + ended};
            f.yellow_on = f.red_on - i % 5;
            for (int light = LIGHT_NONE; light <= LIGHT_BLUE; light++)
                assert_int_equal(is_shown(&f, light_range_of(light, at())), (int)light_of(&f, at()) == light);
        }
    assert_int_equal(light_range_of(0, at()).red_from, 0);
}

static void page_keys(void **state)
{
    struct ledger_key key;
    (void)state;
    assert_true(ledger_key_parse("120", SORT_NEWEST, &key));
    assert_int_equal(key.id, 120);
    assert_string_equal(ledger_key_text(arena, SORT_NEWEST, &key), "120");
    assert_true(ledger_key_parse("2026-11-30,7", SORT_DUE, &key));
    assert_int_equal(key.light_on, date_make(2026, 11, 30));
    assert_string_equal(ledger_key_text(arena, SORT_DUE, &key), "2026-11-30,7");
    static const char *const bad[] = {"", "0", "-1", "1x", " 1", "1234567890123456", "2026-11-30,7"};
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(ledger_key_parse(bad[i], SORT_NEWEST, &key));
    static const char *const bad_due[] = {
        "7", "2026-11-30", "2026-11-30,", "2026-13-30,7", "2026-11-30;7", "2026-11-30,0"};
    for (size_t i = 0; i < ARRAY_LEN(bad_due); i++)
        assert_false(ledger_key_parse(bad_due[i], SORT_DUE, &key));
}

static const char *next_of(int status, const struct ledger_unit *units, size_t n)
{
    struct ledger_row row = {.status = status, .due_on = at()->today + 30};
    ledger_row_finish(arena, &row, units, n, at());
    return row.next_step;
}

static void next_steps(void **state)
{
    struct ledger_unit u[] = {{1, "市立医院", AK_LEAD, AS_UNDERWAY, "章院长"},
                              {1, "市疾控中心", AK_ASSIST, AS_RECEIVED, NULL},
                              {1, "市血站", AK_ASSIST, AS_PENDING, NULL}};
    (void)state;
    assert_string_equal(next_of(MS_DRAFT, u, 3), "待督办办公室报请审批");
    assert_string_equal(next_of(MS_PROPOSED, u, 3), "待领导审批");
    assert_string_equal(next_of(MS_APPROVED, u, 3), "待督办办公室下达");
    assert_string_equal(next_of(MS_ISSUED, u, 3), "待市血站签收");
    struct ledger_row paused = {.status = MS_ISSUED, .due_on = at()->today, .paused_since = at()->today - 9};
    ledger_row_finish(arena, &paused, u, 3, at());
    assert_string_equal(paused.next_step, "已挂起，待督办办公室恢复办理");
    u[1].status = AS_PENDING;
    assert_string_equal(next_of(MS_ISSUED, u, 3), "待市疾控中心等 2 个单位签收");
    u[1].status = AS_REFUSED;
    assert_string_equal(next_of(MS_ISSUED, u, 3), "待督办办公室答复市疾控中心的退回");
    u[1].status = u[2].status = AS_UNDERWAY;
    assert_string_equal(next_of(MS_ISSUED, u, 3), "市立医院等 3 个单位办理中");
    u[0].status = AS_RECTIFYING;
    assert_string_equal(next_of(MS_ISSUED, u, 3), "待市立医院整改");
    u[0].status = AS_SUBMITTED;
    assert_string_equal(next_of(MS_ISSUED, u, 3), "待督办办公室验收市立医院的结果");
    u[0].status = AS_ACCEPTED;
    assert_string_equal(next_of(MS_ISSUED, u, 3), "待督办办公室办结并答复来源");
    assert_string_equal(next_of(MS_ISSUED, u + 1, 1), "市疾控中心办理中");
    assert_string_equal(next_of(MS_ISSUED, NULL, 0), "待督办办公室增加承办单位");
    assert_string_equal(next_of(MS_CONCLUDED, u, 3), "待督办办公室归档");
    assert_string_equal(next_of(MS_ARCHIVED, u, 3), "已归档销号");
    assert_string_equal(next_of(MS_CANCELLED, u, 3), "已终止");
}

static void first_persons(void **state)
{
    struct ledger_unit u[] = {{1, "市疾控中心", AK_ASSIST, AS_RECEIVED, "钱主任"},
                              {1, "市立医院", AK_PARALLEL, AS_PENDING, "章院长"},
                              {1, "市血站", AK_PARALLEL, AS_PENDING, "李站长"}};
    struct ledger_row row = {.status = MS_ISSUED, .due_on = at()->today - 2};
    (void)state;
    ledger_row_finish(arena, &row, u, 3, at());
    assert_string_equal(row.first_person, "章院长等");
    assert_string_equal(row.lead_unit_name, "市立医院等 2 个单位");
    assert_int_equal(row.assist_n, 1);
    assert_int_equal(row.light, LIGHT_RED);
    assert_int_equal(row.overdue_days, 2);
}

static int set_up(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}
static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"[A1.3] the filter by light finds just the matters that show it", filter_and_light_agree, NULL, NULL,
         NULL},
        cmocka_unit_test(page_keys),
        {"[A2.1.2c] the ledger says whose move it is", next_steps, NULL, NULL, NULL},
        {"[C3.1] the first responsible person stands on what the unit owes", first_persons, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
