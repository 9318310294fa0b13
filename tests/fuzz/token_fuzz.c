/* Any bytes as a token, and any bytes as the signed payload of one: the gate lets libjwt see only what it
 * can read, and what is accepted says exactly what our own encoding of it says. */
#include "http/token.c"

#include <stdio.h>

#define NOW INT64_C(1795300000000)

static const struct token_keys *keys;
static struct arena *keep;

static void must(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    struct token_keys *made;
    (void)argc, (void)argv;
    crypto_start();
    keep = arena_new();
    made = arena_alloc(keep, sizeof(*made));
    static const char line[] = "k1 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    must(add_key(made, line, sizeof(line) - 1, keep));
    keys = made;
    return 0;
}

static char *encode(struct arena *a, const uint8_t *bytes, size_t len)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    struct buf b;
    buf_init(&b, a);
    for (size_t i = 0; i < len; i += 3) {
        uint32_t v = (uint32_t)bytes[i] << 16;
        v |= i + 1 < len ? (uint32_t)bytes[i + 1] << 8 : 0;
        v |= i + 2 < len ? bytes[i + 2] : 0;
        for (size_t k = 0; k < (len - i < 3 ? len - i + 1 : 4); k++)
            buf_putc(&b, digits[v >> (18 - 6 * k) & 63]);
    }
    return b.data;
}

static void check_raw(struct arena *a, const char *text, size_t len)
{
    struct token t;
    /* Nobody guesses a MAC: whatever the fuzzer finds, it is refused. */
    must(token_check(keys, text, len, NOW, a, &t) == ERR_AUTH);
}

static void check_signed(struct arena *a, const uint8_t *payload, size_t len)
{
    struct token t;
    uint8_t mac[32];
    char *head = arena_printf(a, "%s.%s", keys->keys[0].header, encode(a, payload, len));
    crypto_hmac(keys->keys[0].bytes, head, strlen(head), mac);
    char *text = arena_printf(a, "%s.%s", head, encode(a, mac, sizeof(mac)));
    if (token_check(keys, text, strlen(text), NOW, a, &t) != OK)
        return;
    must(t.actor.person_id > 0 && t.actor.session_id > 0 &&
         t.expires_at - t.issued_at <= TOKEN_LIFE_S * 1000);
    must(t.expires_at + TOKEN_LEEWAY_S * 1000 > NOW && strlen(t.id) == 32);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct arena *a = arena_new();
    if (len > 0 && data[0] == '!')
        check_raw(a, (const char *)data + 1, len - 1);
    else
        check_signed(a, data, len);
    arena_free(a);
    return 0;
}
