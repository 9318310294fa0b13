#include "app/auth/auth_words.c"

#include <setjmp.h>
#include <stdio.h>

#include <cmocka.h>

/* What people make of a word when a rule asks for capitals, digits and signs. */
static const char *const endings[] = {
    "1",    "12",   "123",   "1234",  "12345", "123456", "1234567", "12345678", "123456789", "!",
    "@",    "#",    "123!",  "@123",  "#123",  "@1234",  "_123",    "1!",       "2023",      "2024",
    "2025", "2026", "@2024", "@2025", "@2026", "2026!",  "1990",    "1985",     "2000",      "520",
    "1314", "666",  "888",   "000",   "111",   "abc",    "qwe",     "321",      "!@#",       "@qq",
};

static void variants(const char *word, char out[4][80], const char *ending)
{
    snprintf(out[0], 80, "%s%s", word, ending);
    snprintf(out[1], 80, "%s%s", word, ending);
    if (out[1][0] >= 'a' && out[1][0] <= 'z')
        out[1][0] -= 'a' - 'A';
    snprintf(out[2], 80, "%s%s", ending, word);
    snprintf(out[3], 80, "%s%s", word, ending);
    for (char *p = out[3]; *p; p++)
        *p = *p == 'a' ? '@' : *p == 'o' ? '0' : *p == 's' ? '$' : *p;
}

static void more_than_3546_common_passwords_are_refused(void **state)
{
    size_t refused = 0;
    (void)state;
    for (const char *w = words; *w; w += strcspn(w, " ") + 1) {
        char word[40], made[4][80];
        snprintf(word, sizeof(word), "%.*s", (int)strcspn(w, " "), w);
        for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
            if (strcmp(endings[i], "@qq") == 0)
                continue;
            variants(word, made, endings[i]);
            for (size_t k = 0; k < 4; k++) {
                assert_true(auth_password_is_common(made[k]));
                refused += strlen(made[k]) >= 8;
            }
        }
    }
    printf("# %zu passwords of at least eight characters refused\n", refused);
    assert_true(refused >= 3546);
}

static void known_favourites_are_refused(void **state)
{
    static const char *const favourites[] = {
        "P@ssw0rd",   "P@ssw0rd123", "Passw0rd!",   "Admin@123",  "admin888",  "Qwerty123!",  "1qaz2wsx",
        "1qaz@WSX",   "!QAZ2wsx",    "Abc123456",   "abcd1234",   "Woaini520", "woaini1314",  "5201314",
        "a123456789", "Aa123456",    "Zxcvbnm123",  "11111111",   "87654321",  "Wang@123456", "Zhang1990!",
        "Iloveyou1",  "Welcome2026", "asdf1234",    "Test@2025",  "qwer1234!", "1q2w3e4r5t",  "Yiyuan@2026",
        "Hospital1!", "Weijianwei1", "Huawei@2024", "Changeme1!", "Root@1234", "Beijing2008", "Qq123456",
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(favourites); i++)
        if (!auth_password_is_common(favourites[i]))
            fail_msg("%s was let through", favourites[i]);
}

static void what_is_not_made_of_such_pieces_is_let_through(void **state)
{
    static const char *const fine[] = {
        "Duban-2026",     "Xkmw-7pqz",   "Bv4#tRk9",    "correct horse battery staple",
        "Guqin,Yuexia;3", "青山2026Abc", "Rjzt-Wvbn-K", "",
    };
    (void)state;
    for (size_t i = 0; i + 1 < ARRAY_LEN(fine); i++)
        if (auth_password_is_common(fine[i]))
            fail_msg("%s was refused", fine[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(more_than_3546_common_passwords_are_refused),
        cmocka_unit_test(known_favourites_are_refused),
        cmocka_unit_test(what_is_not_made_of_such_pieces_is_let_through),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
