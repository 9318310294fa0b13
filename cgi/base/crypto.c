#include "base/base.h"

#include <sodium.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define HASHES_AT_ONCE 2
#define HASH_MEMORY ((size_t)19 << 20)
#define HASH_PASSES 2
#define WAIT_STEP_MS 10
#define WAIT_MS 2000

/* So many checks may wait for their turn: whoever is not signed in must not hold every thread. */
#define CHECKS_WAITING 1

static atomic_int hashing; /* argon2id runs in this process: each costs 19 MiB and some 50 ms */
static atomic_int checks_waiting;

void crypto_start(void)
{
    if (sodium_init() < 0) {
        log_event(LOG_ERROR, "crypto", "sodium_init failed");
        abort();
    }
}

void crypto_random(void *out, size_t len)
{
    randombytes_buf(out, len);
}

void crypto_sha256(const void *data, size_t len, uint8_t out[32])
{
    crypto_hash_sha256(out, data, len);
}

void crypto_hmac(const uint8_t key[32], const void *data, size_t len, uint8_t out[32])
{
    crypto_auth_hmacsha256(out, data, len, key);
}

bool crypto_equal(const void *a, const void *b, size_t len)
{
    return sodium_memcmp(a, b, len) == 0;
}

static bool take_turn_now(void)
{
    int n = atomic_load(&hashing);
    return n < HASHES_AT_ONCE && atomic_compare_exchange_strong(&hashing, &n, n + 1);
}

static bool take_turn(void)
{
    for (int waited = 0; !take_turn_now(); waited += WAIT_STEP_MS) {
        if (waited >= WAIT_MS)
            return false;
        nanosleep(&(struct timespec){.tv_nsec = WAIT_STEP_MS * 1000000L}, NULL);
    }
    return true;
}

bool password_turn(void)
{
    if (take_turn_now())
        return true;
    bool is_taken = atomic_fetch_add(&checks_waiting, 1) < CHECKS_WAITING && take_turn();
    atomic_fetch_sub(&checks_waiting, 1);
    return is_taken;
}

bool password_hash(const char *password, char out[PASSWORD_HASH_CHARS])
{
    if (!take_turn())
        return false;
    int failed = crypto_pwhash_str_alg(out, password, strlen(password), HASH_PASSES, HASH_MEMORY,
                                       crypto_pwhash_ALG_ARGON2ID13);
    password_turn_over();
    if (failed != 0)
        abort(); /* no memory: as for an arena */
    return true;
}

void password_turn_over(void)
{
    atomic_fetch_sub(&hashing, 1);
}

bool password_fits(const char *hash, const char *password)
{
    return crypto_pwhash_str_verify(hash, password, strlen(password)) == 0;
}
