#include "http/token.c"

#include <setjmp.h>
#include <stdio.h>

#include <cmocka.h>

#define NOW INT64_C(1795300000000)
#define S 1000
#define MINUTE (60 * INT64_C(1000))

static struct arena *arena;
static const struct token_keys *keys;
static char folder[] = "/tmp/token-test-XXXXXX";

static const char *file_with(const char *text, mode_t mode)
{
    char *path = arena_printf(arena, "%s/keys", folder);
    unlink(path);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    assert_int_equal(fchmod(fd, mode), 0);
    close(fd);
    return path;
}

#define HEX_A "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
#define HEX_B "f00102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"

static int set_up(void **state)
{
    char *why;
    (void)state;
    crypto_start();
    arena = arena_new();
    assert_non_null(mkdtemp(folder));
    keys = token_keys_load(file_with("k2 " HEX_A "\nk1 " HEX_B "\n", 0400), arena, &why);
    assert_non_null(keys);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    unlink(arena_printf(arena, "%s/keys", folder));
    rmdir(folder);
    arena_free(arena);
    return 0;
}

static const struct actor actor = {
    .person_id = 7,
    .membership_id = 8,
    .session_id = 9,
    .unit_id = 10,
    .body_id = 1,
    .scope = 2,
    .role = ROLE_LEADER,
    .rank = RANK_HEAD,
    .name = "周明远",
    .post = "主任",
    .unit_name = "市卫生健康委员会",
};

static enum err check_at(const char *text, size_t len, int64_t now)
{
    struct token t;
    char *exact = arena_alloc(arena, len + 1);
    memcpy(exact, text, len);
    return token_check(keys, exact, len, now, arena, &t);
}

static void a_token_says_who_it_was_made_for(void **state)
{
    struct token t;
    char *text = token_make(keys, &actor, 5, NOW, arena);
    (void)state;
    assert_int_equal(token_check(keys, text, strlen(text), NOW, arena, &t), OK);
    assert_int_equal(t.actor.person_id, 7);
    assert_int_equal(t.actor.membership_id, 8);
    assert_int_equal(t.actor.session_id, 9);
    assert_int_equal(t.actor.unit_id, 10);
    assert_int_equal(t.actor.body_id, 1);
    assert_int_equal(t.actor.scope, 2);
    assert_int_equal(t.actor.role, ROLE_LEADER);
    assert_int_equal(t.actor.rank, RANK_HEAD);
    assert_string_equal(t.actor.name, "周明远");
    assert_string_equal(t.actor.unit_name, "市卫生健康委员会");
    assert_int_equal(t.epoch, 5);
    assert_int_equal(t.issued_at, NOW);
    assert_int_equal(t.expires_at, NOW + 10 * MINUTE);
    assert_int_equal(strlen(t.id), 32);
}

static void r2_it_lives_ten_minutes_with_half_a_minute_of_leeway(void **state)
{
    char *text = token_make(keys, &actor, 5, NOW, arena);
    size_t len = strlen(text);
    (void)state;
    assert_int_equal(check_at(text, len, NOW + 9 * MINUTE), OK);
    assert_int_equal(check_at(text, len, NOW + 10 * MINUTE + 20 * S), OK);
    assert_int_equal(check_at(text, len, NOW + 10 * MINUTE + 40 * S), ERR_AUTH);
    assert_int_equal(check_at(text, len, NOW + 11 * MINUTE), ERR_AUTH);
    assert_int_equal(check_at(text, len, NOW + 120 * MINUTE), ERR_AUTH);
    assert_int_equal(check_at(text, len, NOW - 20 * S), OK);
    assert_int_equal(check_at(text, len, NOW - 40 * S), ERR_AUTH);
    assert_int_equal(check_at(text, len, NOW - 9 * MINUTE), ERR_AUTH);
    assert_int_equal(check_at(text, len, NOW - 120 * MINUTE), ERR_AUTH);
}

/* ---- forging: texts signed by our own key, and not */
static char *encode(const char *bytes, size_t len)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    struct buf b;
    buf_init(&b, arena);
    for (size_t i = 0; i < len; i += 3) {
        uint32_t v = (uint32_t)(uint8_t)bytes[i] << 16;
        v |= i + 1 < len ? (uint32_t)(uint8_t)bytes[i + 1] << 8 : 0;
        v |= i + 2 < len ? (uint8_t)bytes[i + 2] : 0;
        for (size_t k = 0; k < (len - i < 3 ? len - i + 1 : 4); k++)
            buf_putc(&b, digits[v >> (18 - 6 * k) & 63]);
    }
    return b.data;
}

static char *sign_with(const uint8_t key[32], const char *head)
{
    uint8_t mac[32];
    crypto_hmac(key, head, strlen(head), mac);
    return arena_printf(arena, "%s.%s", head, encode((const char *)mac, 32));
}

static char *signed_token(const char *header, const char *payload)
{
    return sign_with(keys->keys[0].bytes,
                     arena_printf(arena, "%s.%s", header, encode(payload, strlen(payload))));
}

#define COMMON                                                                                               \
    "\"sub\":7,\"sid\":9,\"mid\":8,\"unit\":10,\"body\":1,\"scope\":2,\"role\":1,\"rank\":1,\"epoch\":5,"    \
    "\"pwd\":false"
#define JTI "\"jti\":\"00112233445566778899aabbccddeeff\""
#define TIMES "\"iat\":1795300000,\"exp\":1795300600"
#define GOOD "{\"iss\":\"duban\",\"aud\":\"duban-api\",\"typ\":\"access\"," JTI "," TIMES "," COMMON "}"
#define HEADER (keys->keys[0].header)

static const char *const bad_payloads[] = {
    /* one claim missing */
    "{\"aud\":\"duban-api\",\"typ\":\"access\"," JTI "," TIMES "," COMMON "}",
    "{\"iss\":\"duban\",\"typ\":\"access\"," JTI "," TIMES "," COMMON "}",
    "{\"iss\":\"duban\",\"aud\":\"duban-api\"," JTI "," TIMES "," COMMON "}",
    "{\"iss\":\"duban\",\"aud\":\"duban-api\",\"typ\":\"access\"," TIMES "," COMMON "}",
    "{\"iss\":\"duban\",\"aud\":\"duban-api\",\"typ\":\"access\"," JTI ",\"exp\":1795300600," COMMON "}",
    "{\"iss\":\"duban\",\"aud\":\"duban-api\",\"typ\":\"access\"," JTI ",\"iat\":1795300000," COMMON "}",
    "{\"iss\":\"duban\",\"aud\":\"duban-api\",\"typ\":\"access\"," JTI "," TIMES "}",
    "{}",
    /* wrong values */
    "{\"iss\":\"other\",\"aud\":\"duban-api\",\"typ\":\"access\"," JTI "," TIMES "," COMMON "}",
    "{\"iss\":\"duban\",\"aud\":\"other\",\"typ\":\"access\"," JTI "," TIMES "," COMMON "}",
    "{\"iss\":\"duban\",\"aud\":[\"duban-api\"],\"typ\":\"access\"," JTI "," TIMES "," COMMON "}",
    "{\"iss\":\"duban\",\"aud\":\"duban-api\",\"typ\":\"refresh\"," JTI "," TIMES "," COMMON "}",
    "{\"iss\":\"duban\",\"aud\":\"duban-api\",\"typ\":\"access\",\"jti\":\"x\"," TIMES "," COMMON "}",
    "{\"iss\":\"duban\",\"aud\":\"duban-api\",\"typ\":\"access\",\"jti\":5," TIMES "," COMMON "}",
    /* times: too long a life, none, backwards, texts, fractions, huge, null, negative */
    "{\"iss\":\"duban\",\"aud\":\"duban-api\",\"typ\":\"access\"," JTI
    ",\"iat\":1795300000,\"exp\":1795300601," COMMON "}",
    "{\"iss\":\"duban\",\"aud\":\"duban-api\",\"typ\":\"access\"," JTI
    ",\"iat\":1795300000,\"exp\":1795300000," COMMON "}",
    "{\"iss\":\"duban\",\"aud\":\"duban-api\",\"typ\":\"access\"," JTI
    ",\"iat\":1795300600,\"exp\":1795300000," COMMON "}",
    "{\"iss\":\"duban\",\"aud\":\"duban-api\",\"typ\":\"access\"," JTI
    ",\"iat\":1795300000,\"exp\":\"1795300600\"," COMMON "}",
    "{\"iss\":\"duban\",\"aud\":\"duban-api\",\"typ\":\"access\"," JTI
    ",\"iat\":1795300000,\"exp\":1e10," COMMON "}",
    "{\"iss\":\"duban\",\"aud\":\"duban-api\",\"typ\":\"access\"," JTI
    ",\"iat\":1795300000,\"exp\":1795300600.5," COMMON "}",
    "{\"iss\":\"duban\",\"aud\":\"duban-api\",\"typ\":\"access\"," JTI
    ",\"iat\":1795300000,\"exp\":99999999999999999999," COMMON "}",
    "{\"iss\":\"duban\",\"aud\":\"duban-api\",\"typ\":\"access\"," JTI
    ",\"iat\":1795300000,\"exp\":null," COMMON "}",
    "{\"iss\":\"duban\",\"aud\":\"duban-api\",\"typ\":\"access\"," JTI ",\"iat\":-1,\"exp\":-1," COMMON "}",
    "{\"iss\":\"duban\",\"aud\":\"duban-api\",\"typ\":\"access\"," JTI ",\"iat\":0,\"exp\":600," COMMON "}",
    /* ids as texts, zero, role beyond the list */
    "{\"iss\":\"duban\",\"aud\":\"duban-api\",\"typ\":\"access\"," JTI "," TIMES
    ",\"sub\":\"7\",\"sid\":9,\"mid\":8,\"unit\":10,"
    "\"body\":1,\"scope\":2,\"role\":1,\"rank\":1,\"epoch\":5,\"pwd\":false}",
    "{\"iss\":\"duban\",\"aud\":\"duban-api\",\"typ\":\"access\"," JTI "," TIMES
    ",\"sub\":0,\"sid\":9,\"mid\":8,\"unit\":10,"
    "\"body\":1,\"scope\":2,\"role\":1,\"rank\":1,\"epoch\":5,\"pwd\":false}",
    "{\"iss\":\"duban\",\"aud\":\"duban-api\",\"typ\":\"access\"," JTI "," TIMES
    ",\"sub\":7,\"sid\":9,\"mid\":8,\"unit\":10,"
    "\"body\":1,\"scope\":2,\"role\":64,\"rank\":1,\"epoch\":5,\"pwd\":false}",
    "{\"iss\":\"duban\",\"aud\":\"duban-api\",\"typ\":\"access\"," JTI "," TIMES
    ",\"sub\":7,\"sid\":9,\"mid\":8,\"unit\":10,"
    "\"body\":1,\"scope\":2,\"role\":1,\"rank\":1,\"epoch\":5,\"pwd\":0}",
    /* duplicates, by spelling and by escape; unknown claims */
    "{\"iss\":\"duban\",\"iss\":\"duban\",\"aud\":\"duban-api\",\"typ\":\"access\"," JTI "," TIMES "," COMMON
    "}",
    "{\"iss\":\"duban\",\"aud\":\"duban-api\",\"typ\":\"access\"," JTI "," TIMES "," COMMON
    ",\"\\u0073ub\":1}",
    "{\"iss\":\"duban\",\"aud\":\"duban-api\",\"typ\":\"access\"," JTI "," TIMES "," COMMON
    ",\"admin\":true}",
    /* not one JSON object */
    "[" GOOD "]",
    GOOD GOOD,
    GOOD "x",
    GOOD "\xff",
    "",
    "null",
    "7",
    "{",
    "{\"iss\":\"duban\\u0000\",\"aud\":\"duban-api\",\"typ\":\"access\"," JTI "," TIMES "," COMMON "}",
};

static void signed_nonsense_is_refused(void **state)
{
    char *good = signed_token(HEADER, GOOD);
    (void)state;
    assert_int_equal(check_at(good, strlen(good), NOW), OK);
    for (size_t i = 0; i < ARRAY_LEN(bad_payloads); i++) {
        char *text = signed_token(HEADER, bad_payloads[i]);
        if (check_at(text, strlen(text), NOW) != ERR_AUTH)
            fail_msg("accepted: %s", bad_payloads[i]);
    }
}

static const char *const bad_headers[] = {
    "{\"alg\":\"none\",\"kid\":\"k2\",\"typ\":\"JWT\"}",
    "{\"alg\":\"None\",\"kid\":\"k2\",\"typ\":\"JWT\"}",
    "{\"alg\":\"NONE\",\"kid\":\"k2\",\"typ\":\"JWT\"}",
    "{\"alg\":\"HS384\",\"kid\":\"k2\",\"typ\":\"JWT\"}",
    "{\"alg\":\"HS512\",\"kid\":\"k2\",\"typ\":\"JWT\"}",
    "{\"alg\":\"RS256\",\"kid\":\"k2\",\"typ\":\"JWT\"}",
    "{\"alg\":\"ES256\",\"kid\":\"k2\",\"typ\":\"JWT\"}",
    "{\"alg\":\"hs256\",\"kid\":\"k2\",\"typ\":\"JWT\"}",
    "{\"alg\":\"HS256\",\"typ\":\"JWT\"}",
    "{\"alg\":\"HS256\",\"kid\":\"\",\"typ\":\"JWT\"}",
    "{\"alg\":\"HS256\",\"kid\":\"k3\",\"typ\":\"JWT\"}",
    "{\"alg\":\"HS256\",\"kid\":\"../../../dev/null\",\"typ\":\"JWT\"}",
    "{\"alg\":\"HS256\",\"kid\":\"k2' OR '1'='1\",\"typ\":\"JWT\"}",
    "{\"alg\":\"HS256\",\"kid\":[\"k2\"],\"typ\":\"JWT\"}",
    "{\"alg\":\"HS256\",\"kid\":\"k1\",\"kid\":\"k2\",\"typ\":\"JWT\"}",
    "{\"alg\":\"HS256\",\"alg\":\"none\",\"kid\":\"k2\",\"typ\":\"JWT\"}",
    "{\"alg\":\"HS256\",\"kid\":\"k1\",\"typ\":\"JWT\"}", /* another live key's, signed by this one */
    "{\"kid\":\"k2\",\"alg\":\"HS256\",\"typ\":\"JWT\"}",
    "{\"alg\":\"HS256\", \"kid\":\"k2\",\"typ\":\"JWT\"}",
    "{\"alg\":\"HS256\",\"kid\":\"k2\",\"typ\":\"JWT\",\"crit\":[\"exp\"]}",
    "{\"alg\":\"HS256\",\"kid\":\"k2\",\"typ\":\"JWT\",\"jwk\":{\"kty\":\"oct\",\"k\":\"AAAA\"}}",
    "{\"alg\":\"HS256\",\"kid\":\"k2\",\"typ\":\"JWT\",\"jku\":\"https://evil.example/\"}",
    "{\"alg\":\"HS256\",\"kid\":\"k2\",\"typ\":\"JWT\",\"zip\":\"DEF\"}",
    "{\"alg\":\"HS256\",\"kid\":\"k2\"}",
    "",
    "{}",
};

static void only_the_issued_headers_are_known(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad_headers); i++) {
        char *header = encode(bad_headers[i], strlen(bad_headers[i]));
        char *text = signed_token(header, GOOD);
        if (check_at(text, strlen(text), NOW) != ERR_AUTH)
            fail_msg("accepted: %s", bad_headers[i]);
        text = arena_printf(arena, "%s.%s.", header, encode(GOOD, strlen(GOOD)));
        assert_int_equal(check_at(text, strlen(text), NOW), ERR_AUTH);
    }
}

static void broken_texts_are_refused(void **state)
{
    char *good = signed_token(HEADER, GOOD), *payload = encode(GOOD, strlen(GOOD));
    const char *mac = strrchr(good, '.') + 1;
    static const uint8_t empty_key[32];
    const char *const texts[] = {
        "",
        ".",
        "..",
        "...",
        "a.b",
        "a.b.c",
        HEADER,
        arena_printf(arena, "%s..", HEADER),
        arena_printf(arena, "%s..%s", HEADER, mac),
        arena_printf(arena, "%s.%s", HEADER, payload),
        arena_printf(arena, "%s.%s.", HEADER, payload),
        arena_printf(arena, "%s=", good),
        arena_printf(arena, "%s==", good),
        arena_printf(arena, "%s ", good),
        arena_printf(arena, " %s", good),
        arena_printf(arena, "%s\n", good),
        arena_printf(arena, "%s.x", good),
        arena_printf(arena, "%s.%s", good, mac),
        arena_printf(arena, "Bearer %s", good),
        arena_printf(arena, "%s.%s=.%s", HEADER, payload, mac),
        arena_printf(arena, "%s.%s.%.42s", HEADER, payload, mac),
        arena_printf(arena, "%s.%s.%sA", HEADER, payload, mac),
        sign_with(keys->keys[1].bytes, arena_printf(arena, "%s.%s", HEADER, payload)),
        sign_with(empty_key, arena_printf(arena, "%s.%s", HEADER, payload)),
        sign_with(keys->keys[0].bytes, arena_printf(arena, "%s.%s=", HEADER, payload)),
        sign_with(keys->keys[0].bytes, arena_printf(arena, "%s.%s+/", HEADER, payload)),
        sign_with(keys->keys[0].bytes, arena_printf(arena, "%s.%s\xe7", HEADER, payload)),
        sign_with(keys->keys[0].bytes, arena_printf(arena, "%s.A", HEADER)),
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        if (check_at(texts[i], strlen(texts[i]), NOW) != ERR_AUTH)
            fail_msg("accepted text %zu: %s", i, texts[i]);
    }
    assert_int_equal(check_at(good, strlen(good) + 1, NOW), ERR_AUTH); /* a NUL behind it */
}

static void every_single_bit_counts(void **state)
{
    char *good = token_make(keys, &actor, 5, NOW, arena);
    size_t len = strlen(good);
    (void)state;
    for (size_t i = 0; i < len; i++) {
        for (int bit = 0; bit < 7; bit++) {
            good[i] = (char)(good[i] ^ 1 << bit);
            if (check_at(good, len, NOW) != ERR_AUTH)
                fail_msg("accepted with bit %d of byte %zu turned", bit, i);
            good[i] = (char)(good[i] ^ 1 << bit);
        }
        assert_int_equal(check_at(good, i, NOW), ERR_AUTH);
    }
    assert_int_equal(check_at(good, len, NOW), OK);
}

static void a_text_beyond_4_kib_is_refused_unread(void **state)
{
    struct buf b;
    (void)state;
    buf_init(&b, arena);
    buf_puts(&b, GOOD);
    while (b.len < 3100)
        buf_putc(&b, ' ');
    char *text = signed_token(HEADER, b.data);
    assert_int_equal(check_at(text, strlen(text), NOW), ERR_AUTH);
    assert_true(strlen(text) > TOKEN_MAX);
    b.data[2900] = '\0';
    text = signed_token(HEADER, b.data);
    assert_true(strlen(text) <= TOKEN_MAX);
    assert_int_equal(check_at(text, strlen(text), NOW), OK);
}

static void r3_an_older_key_still_verifies_after_rotation(void **state)
{
    char *why;
    const struct token_keys *before = token_keys_load(file_with("k1 " HEX_B "\n", 0400), arena, &why);
    char *text = token_make(before, &actor, 5, NOW, arena);
    (void)state;
    assert_int_equal(check_at(text, strlen(text), NOW), OK);
    const struct token_keys *after = token_keys_load(file_with("k2 " HEX_A "\n", 0400), arena, &why);
    struct token t;
    assert_int_equal(token_check(after, text, strlen(text), NOW, arena, &t), ERR_AUTH);
}

static void a_doubtful_key_file_stops_the_start(void **state)
{
    static const char *const texts[] = {
        "",
        "\n",
        "k1\n",
        "k1 \n",
        HEX_A "\n",
        "k1 0011\n",
        "k1 " HEX_A "00\n",
        "k1  " HEX_A "\n",
        "k1 " HEX_A " \n",
        "k 1 " HEX_A "\n",
        "k/1 " HEX_A "\n",
        "k1234567890123456 " HEX_A "\n",
        "k1 " HEX_A "\nk1 " HEX_B "\n",
        "k1 " HEX_A "\nk2 " HEX_A "\n",
        "k1 " HEX_A "\nrubbish\n",
        "k1 g00102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n",
    };
    static const mode_t modes[] = {0600, 0440, 0404, 0644, 0500, 0000};
    char *why = NULL;
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        if (token_keys_load(file_with(texts[i], 0400), arena, &why) != NULL)
            fail_msg("taken: %s", texts[i]);
        assert_true(why != NULL && text_is_utf8(why, strlen(why)));
    }
    for (size_t i = 0; i < ARRAY_LEN(modes); i++)
        assert_null(token_keys_load(file_with("k1 " HEX_A "\n", modes[i]), arena, &why));
    assert_null(token_keys_load("/nonexistent", arena, &why));
    assert_null(token_keys_load("/tmp", arena, &why));
    assert_null(token_keys_load(NULL, arena, &why));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_token_says_who_it_was_made_for),
        cmocka_unit_test(r2_it_lives_ten_minutes_with_half_a_minute_of_leeway),
        cmocka_unit_test(signed_nonsense_is_refused),
        cmocka_unit_test(only_the_issued_headers_are_known),
        cmocka_unit_test(broken_texts_are_refused),
        cmocka_unit_test(every_single_bit_counts),
        cmocka_unit_test(a_text_beyond_4_kib_is_refused_unread),
        cmocka_unit_test(r3_an_older_key_still_verifies_after_rotation),
        cmocka_unit_test(a_doubtful_key_file_stops_the_start),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
