#include "app/auth/auth_session.c"

#include <setjmp.h>

#include <cmocka.h>

/* R6: an unknown login costs what a known one does. */
static void the_dummy_costs_as_much_as_a_real_hash(void **state)
{
    char real[PASSWORD_HASH_CHARS];
    (void)state;
    assert_true(password_hash("whatever", real));
    size_t params = (size_t)(strrchr(real, '=') - real) + strcspn(strrchr(real, '='), "$");
    assert_true(params > 20);
    assert_memory_equal(real, dummy_hash, params);
    assert_int_equal(strlen(real), strlen(dummy_hash));
    assert_false(password_fits(dummy_hash, ""));
    assert_false(password_fits(dummy_hash, "whatever"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_dummy_costs_as_much_as_a_real_hash)};
    crypto_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
