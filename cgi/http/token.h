#ifndef TOKEN_H
#define TOKEN_H

/* Access tokens: JWT, HS256. libjwt makes and reads them, behind a gate that first checks the header byte
 * for byte against the one issued for that key, then the MAC, and only then parses. */

#include "base/base.h"
#include "http/http.h"

#define TOKEN_LIFE_S 600
#define TOKEN_LEEWAY_S 30
#define TOKEN_MAX 4096

struct token_keys;

/* What a token says. */
struct token {
    struct actor actor; /* its texts live in the arena */
    int64_t epoch;      /* of the revocation row when it was issued */
    int64_t issued_at, expires_at;
    const char *id; /* jti */
};

/* Reads the key file: `kid hex` a line, mode 0400, each key 32 bytes; the first signs, all verify.
 * NULL and one sentence in *error where it does not hold: the program must not start then. */
const struct token_keys *token_keys_load(const char *path, struct arena *a, char **error) MUST_USE;
/* Issues a token for who, valid from now for TOKEN_LIFE_S. */
char *token_make(const struct token_keys *keys, const struct actor *who, int64_t epoch, int64_t now,
                 struct arena *a) MUST_USE;
/* OK or ERR_AUTH, with no reason given. */
enum err token_check(const struct token_keys *keys, const char *text, size_t len, int64_t now,
                     struct arena *a, struct token *out) MUST_USE;

#endif
