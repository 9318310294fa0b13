#include "http/token.h"

#include <fcntl.h>
#include <jwt.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ISSUER "duban"
#define AUDIENCE "duban-api"
#define KIND "access"
#define MAX_KEYS 8
#define KEY_BYTES 32
#define KEY_FILE_MAX 4096
#define MAC_CHARS 43 /* of base64url, for 32 bytes */

struct key {
    const char *id;
    uint8_t bytes[KEY_BYTES];
    const char *header; /* first part of each token issued for this key */
};
struct token_keys {
    struct key keys[MAX_KEYS];
    size_t n;
};

struct claims {
    const char *issuer, *audience, *kind, *id;
    int64_t issued_at, expires_at, epoch, role, rank;
    struct actor actor;
};

#define CLAIM(claim, field_type, member, ...)                                                                \
    {                                                                                                        \
        .name = claim, .type = field_type, .at = offsetof(struct claims, member), .label = claim,            \
        __VA_ARGS__                                                                                          \
    }
static const struct field claim_fields[] = {
    CLAIM("iss", F_TEXT, issuer, .required = true),
    CLAIM("aud", F_TEXT, audience, .required = true),
    CLAIM("typ", F_TEXT, kind, .required = true),
    CLAIM("jti", F_TEXT, id, .min = 32, .max = 32, .required = true),
    CLAIM("iat", F_INT, issued_at, .min = 1, .required = true),
    CLAIM("exp", F_INT, expires_at, .min = 1, .required = true),
    CLAIM("sub", F_INT, actor.person_id, .min = 1, .required = true),
    CLAIM("sid", F_INT, actor.session_id, .min = 1, .required = true),
    CLAIM("mid", F_INT, actor.membership_id, .required = true),
    CLAIM("unit", F_INT, actor.unit_id, .required = true),
    CLAIM("body", F_INT, actor.body_id, .required = true),
    CLAIM("scope", F_INT, actor.scope, .required = true),
    CLAIM("role", F_INT, role, .max = ROLE_ANY, .required = true),
    CLAIM("rank", F_INT, rank, .max = RANK_MEMBER, .required = true),
    CLAIM("epoch", F_INT, epoch, .required = true),
    CLAIM("pwd", F_BOOL, actor.must_change_password, .required = true),
    CLAIM("name", F_TEXT, actor.name),
    CLAIM("post", F_TEXT, actor.post),
    CLAIM("unit_name", F_TEXT, actor.unit_name),
};
static const struct shape claims_shape = SHAPE("Claims", struct claims, claim_fields);

static void free_jwt(void *jwt)
{
    jwt_free(jwt);
}

/* A signed text, or the end of the process: libjwt fails only without memory here. */
static char *sign(const struct key *k, const char *claims, struct arena *a)
{
    jwt_t *jwt;
    if (jwt_new(&jwt) != 0)
        abort();
    arena_defer(a, free_jwt, jwt);
    if (jwt_set_alg(jwt, JWT_ALG_HS256, k->bytes, KEY_BYTES) != 0 || jwt_add_header(jwt, "kid", k->id) != 0 ||
        jwt_add_grants_json(jwt, claims) != 0)
        abort();
    char *text = jwt_encode_str(jwt);
    if (!text)
        abort();
    arena_defer(a, free, text);
    return text;
}

char *token_make(const struct token_keys *keys, const struct actor *who, int64_t epoch, int64_t now,
                 struct arena *a)
{
    uint8_t random[16];
    char id[2 * sizeof(random) + 1];
    crypto_random(random, sizeof(random));
    text_hex(random, sizeof(random), id);
    const struct claims claims = {
        .issuer = ISSUER,
        .audience = AUDIENCE,
        .kind = KIND,
        .id = id,
        .issued_at = now / 1000,
        .expires_at = now / 1000 + TOKEN_LIFE_S,
        .epoch = epoch,
        .role = who->role,
        .rank = who->rank,
        .actor = *who,
    };
    struct json j;
    json_init(&j, a);
    json_struct(&j, &claims_shape, &claims);
    return sign(&keys->keys[0], j.out.data, a);
}

/* ---- the gate: nothing of a token is parsed before its MAC holds */
static const struct key *key_of(const struct token_keys *keys, const char *header, size_t len)
{
    for (size_t i = 0; i < keys->n; i++) {
        if (strlen(keys->keys[i].header) == len && memcmp(keys->keys[i].header, header, len) == 0)
            return &keys->keys[i];
    }
    return NULL;
}

/* Strict base64url: no padding, no stray bits; the length in bytes, or -1. */
static ssize_t decode(const char *s, size_t len, uint8_t *out)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    uint32_t bits = 0, held = 0;
    ssize_t n = 0;
    for (size_t i = 0; i < len; i++) {
        const char *d = memchr(digits, s[i], sizeof(digits) - 1);
        if (!d)
            return -1;
        bits = bits << 6 | (uint32_t)(d - digits);
        held += 6;
        if (held >= 8) {
            held -= 8;
            out[n++] = (uint8_t)(bits >> held);
        }
    }
    return held < 6 && (bits & ((1U << held) - 1)) == 0 ? n : -1;
}

static bool mac_holds(const struct key *k, const char *text, size_t signed_len, size_t len)
{
    uint8_t given[32], wanted[32];
    if (len != MAC_CHARS || decode(text + signed_len + 1, len, given) != 32)
        return false;
    crypto_hmac(k->bytes, text, signed_len, wanted);
    return crypto_equal(given, wanted, 32);
}

/* The payload as gated JSON; NULL where it is none. */
static char *payload(const char *s, size_t len, struct arena *a)
{
    struct json_fault fault;
    char *json = arena_alloc(a, len + 1);
    ssize_t n = decode(s, len, (uint8_t *)json);
    if (n < 0 || !json_gate(json, (size_t)n, &fault))
        return NULL;
    json[n] = '\0';
    return json;
}

static const struct key *pass(const struct token_keys *keys, const char *text, size_t len, struct arena *a)
{
    const char *first = len <= TOKEN_MAX ? memchr(text, '.', len) : NULL;
    const char *second = first ? memchr(first + 1, '.', len - (size_t)(first + 1 - text)) : NULL;
    if (!second || memchr(text, '\0', len))
        return NULL;
    size_t signed_len = (size_t)(second - text);
    const struct key *k = key_of(keys, text, (size_t)(first - text));
    if (!k || !mac_holds(k, text, signed_len, len - signed_len - 1))
        return NULL;
    return payload(first + 1, (size_t)(second - first - 1), a) ? k : NULL;
}

static void ignore(void *ctx, const char *pointer, const char *detail)
{
    (void)ctx, (void)pointer, (void)detail;
}

/* What libjwt read behind the gate, by our table. */
static bool read_claims(const struct key *k, const char *text, struct arena *a, struct claims *out)
{
    jwt_t *jwt;
    if (jwt_decode(&jwt, text, k->bytes, KEY_BYTES) != 0)
        return false;
    arena_defer(a, free_jwt, jwt);
    char *json = jwt_get_alg(jwt) == JWT_ALG_HS256 ? jwt_get_grants_json(jwt, NULL) : NULL;
    if (!json)
        return false;
    arena_defer(a, free, json);
    return json_read(a, json, strlen(json), &claims_shape, out, ignore, NULL);
}

static bool is_valid(const struct claims *c, int64_t now)
{
    int64_t life = c->expires_at - c->issued_at, s = now / 1000;
    return strcmp(c->issuer, ISSUER) == 0 && strcmp(c->audience, AUDIENCE) == 0 &&
           strcmp(c->kind, KIND) == 0 && life > 0 && life <= TOKEN_LIFE_S &&
           s < c->expires_at + TOKEN_LEEWAY_S && s >= c->issued_at - TOKEN_LEEWAY_S;
}

enum err token_check(const struct token_keys *keys, const char *text, size_t len, int64_t now,
                     struct arena *a, struct token *out)
{
    struct claims c = {0};
    const struct key *k = pass(keys, text, len, a);
    if (!k || !read_claims(k, arena_strndup(a, text, len), a, &c) || !is_valid(&c, now))
        return ERR_AUTH;
    *out = (struct token){
        .actor = c.actor,
        .epoch = c.epoch,
        .issued_at = c.issued_at * 1000,
        .expires_at = c.expires_at * 1000,
        .id = c.id,
    };
    out->actor.role = (int)c.role;
    out->actor.rank = (int)c.rank;
    return OK;
}

/* ---- the key file */
static char *read_key_file(const char *path, struct arena *a, char **error)
{
    struct stat st;
    int fd = path ? open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) : -1;
    char *text = arena_alloc(a, KEY_FILE_MAX + 1);
    ssize_t n = -1;
    if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
        *error = arena_printf(a, "密钥文件 %s 的权限应为 0400（chmod 400）", path);
        if ((st.st_mode & 07777) == 0400)
            n = read(fd, text, KEY_FILE_MAX);
    } else {
        *error = arena_printf(a, "不能读密钥文件 %s", path ? path : "（配置项 token_keys 没有填写）");
    }
    if (fd >= 0)
        close(fd);
    return n >= 0 ? text : NULL;
}

static bool is_new(const struct token_keys *keys, const struct key *k)
{
    for (size_t i = 0; i < keys->n; i++) {
        if (strcmp(keys->keys[i].id, k->id) == 0 || crypto_equal(keys->keys[i].bytes, k->bytes, KEY_BYTES))
            return false;
    }
    return true;
}

/* `kid hex`: the kid of 1–16 letters, digits, - and _. */
static bool add_key(struct token_keys *keys, const char *line, size_t len, struct arena *a)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
    size_t id_len = strspn(line, letters);
    if (keys->n == MAX_KEYS || id_len == 0 || id_len > 16 || len != id_len + 1 + 2 * KEY_BYTES ||
        line[id_len] != ' ')
        return false;
    struct key *k = &keys->keys[keys->n];
    k->id = arena_strndup(a, line, id_len);
    if (!text_unhex(arena_strndup(a, line + id_len + 1, 2 * KEY_BYTES), k->bytes, KEY_BYTES) ||
        !is_new(keys, k))
        return false;
    const char *sample = sign(k, "{}", a);
    k->header = arena_strndup(a, sample, strcspn(sample, "."));
    keys->n++;
    return true;
}

const struct token_keys *token_keys_load(const char *path, struct arena *a, char **error)
{
    struct token_keys *keys = arena_alloc(a, sizeof(*keys));
    const char *text = read_key_file(path, a, error);
    if (!text)
        return NULL;
    *error = arena_printf(a, "密钥文件 %s 应每行一个“编号 64 位十六进制数”，编号与密钥都不重复，最多 8 个",
                          path);
    for (; *text; text += strcspn(text, "\n"), text += *text == '\n') {
        if (*text != '\n' && !add_key(keys, text, strcspn(text, "\n"), a))
            return NULL;
    }
    return keys->n ? keys : NULL;
}
