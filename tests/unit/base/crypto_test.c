#include "base/crypto.c"

#include <pthread.h>
#include <setjmp.h>

#include <cmocka.h>

static void sha256_and_hmac_give_the_published_values(void **state)
{
    uint8_t out[32], key[32];
    char hex[65];
    (void)state;
    crypto_sha256("abc", 3, out);
    text_hex(out, 32, hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    memset(key, 0xaa, sizeof(key));
    crypto_hmac(key, "", 0, out);
    text_hex(out, 32, hex);
    assert_string_equal(hex, "63210aee265762634fa3db8c1aa920dcd07d31ec297309580394a21412f83372");
}

static void a_password_fits_its_own_hash_only(void **state)
{
    char hash[PASSWORD_HASH_CHARS], other[PASSWORD_HASH_CHARS];
    (void)state;
    assert_true(password_hash("督办-2026", hash));
    assert_true(password_hash("督办-2026", other));
    assert_string_not_equal(hash, other);
    assert_non_null(strstr(hash, "$argon2id$v=19$m=19456,t=2,p=1$"));
    assert_true(password_fits(hash, "督办-2026"));
    assert_false(password_fits(hash, "督办-2027"));
    assert_false(password_fits(hash, ""));
    assert_false(password_fits("", "督办-2026"));
}

/* Differences behind the 72nd byte count: nothing is cut as bcrypt does. */
static void long_passwords_are_not_cut(void **state)
{
    char hash[PASSWORD_HASH_CHARS], a[129], b[129];
    (void)state;
    memset(a, 'a', 128);
    a[128] = '\0';
    memcpy(b, a, sizeof(b));
    b[127] = 'b';
    assert_true(password_hash(a, hash));
    assert_true(password_fits(hash, a));
    assert_false(password_fits(hash, b));
}

static void *hash_one(void *result)
{
    char hash[PASSWORD_HASH_CHARS];
    *(bool *)result = password_hash("x", hash);
    return NULL;
}

static void only_two_hashes_run_at_once(void **state)
{
    pthread_t threads[6];
    bool done[6];
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, hash_one, &done[i]), 0);
    for (int i = 0; i < 50; i++) {
        assert_in_range(atomic_load(&hashing), 0, HASHES_AT_ONCE);
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    for (size_t i = 0; i < ARRAY_LEN(threads); i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(atomic_load(&hashing), 0);
}

static void a_wait_of_two_seconds_is_the_longest(void **state)
{
    char hash[PASSWORD_HASH_CHARS];
    int64_t from = clock_mono_us();
    (void)state;
    atomic_store(&hashing, HASHES_AT_ONCE);
    assert_false(password_hash("x", hash));
    assert_in_range(clock_mono_us() - from, 1900000, 4000000);
    atomic_store(&hashing, 0);
}

struct asking {
    bool got;
    int64_t took_us;
};

static void *check_one(void *asking)
{
    struct asking *a = asking;
    int64_t from = clock_mono_us();
    a->got = password_turn();
    a->took_us = clock_mono_us() - from;
    return NULL;
}

static void one_check_waits_and_the_others_are_sent_away_at_once(void **state)
{
    pthread_t threads[6];
    struct asking asking[6];
    size_t waited = 0;
    (void)state;
    atomic_store(&hashing, HASHES_AT_ONCE);
    for (size_t i = 0; i < ARRAY_LEN(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, check_one, &asking[i]), 0);
    for (size_t i = 0; i < ARRAY_LEN(threads); i++) {
        pthread_join(threads[i], NULL);
        assert_false(asking[i].got);
        waited += asking[i].took_us > 1000000;
    }
    assert_int_equal(waited, 1);
    assert_int_equal(atomic_load(&checks_waiting), 0);
    password_turn_over();
    assert_true(password_turn());
    assert_false(take_turn_now());
    atomic_store(&hashing, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha256_and_hmac_give_the_published_values),
        cmocka_unit_test(a_password_fits_its_own_hash_only),
        cmocka_unit_test(long_passwords_are_not_cut),
        cmocka_unit_test(only_two_hashes_run_at_once),
        cmocka_unit_test(a_wait_of_two_seconds_is_the_longest),
        cmocka_unit_test(one_check_waits_and_the_others_are_sent_away_at_once),
    };
    crypto_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
