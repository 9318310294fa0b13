#ifndef BASE_H
#define BASE_H

/* The ground every other folder stands on: it knows nothing of HTTP, SQL or 督办. */

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ARRAY_LEN(x) (sizeof(x) / sizeof((x)[0]))
#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF(f, a) __attribute__((format(printf, f, a)))

/* What went wrong, and so which status the client sees (http/problem.c). */
enum err {
    OK = 0,
    ERR_INVALID,       /* 400 the request itself is malformed */
    ERR_AUTH,          /* 401 */
    ERR_FORBIDDEN,     /* 403 */
    ERR_NOT_FOUND,     /* 404 also for what the actor may not see */
    ERR_METHOD,        /* 405 */
    ERR_CONFLICT,      /* 409 not in this state */
    ERR_STALE,         /* 412 someone else changed it first */
    ERR_TOO_LARGE,     /* 413 */
    ERR_MEDIA,         /* 415 the body is not JSON */
    ERR_UNPROCESSABLE, /* 422 well formed, but a field is wrong */
    ERR_NO_VERSION,    /* 428 If-Match is missing */
    ERR_TOO_MANY,      /* 429 */
    ERR_INTERNAL,      /* 500 logged where it is known why */
    ERR_BUSY,          /* 503 database down, locked or slow */
    ERR_STORAGE,       /* 507 no space for a file */
    ERR_COUNT
};

/* ---- arena: memory of one request. Allocation cannot fail: running out ends the process, and the
 * parent starts a fresh one. */
struct arena;
struct arena *arena_new(void);
void arena_free(struct arena *a);
void *arena_alloc(struct arena *a, size_t size) MUST_USE; /* zeroed, aligned to 16 */
/* More room for what p holds, in place where it is the last allocation; the new part is not zeroed.
 * p may be NULL where old_size is 0. */
void *arena_grow(struct arena *a, void *p, size_t old_size, size_t size) MUST_USE;
/* Runs fn(ptr) when the arena is reset, last deferred first. */
void arena_defer(struct arena *a, void (*fn)(void *), void *ptr);
void arena_reset(struct arena *a);
char *arena_strdup(struct arena *a, const char *s) MUST_USE;
char *arena_strndup(struct arena *a, const char *s, size_t len) MUST_USE;
char *arena_printf(struct arena *a, const char *format, ...) PRINTF(2, 3) MUST_USE;
char *arena_vprintf(struct arena *a, const char *format, va_list args) PRINTF(2, 0) MUST_USE;

/* ---- text */
/* A growing byte string in an arena; data is always NUL-terminated and never NULL after buf_init. */
struct buf {
    struct arena *arena;
    char *data;
    size_t len, cap;
};
void buf_init(struct buf *b, struct arena *a);
void buf_put(struct buf *b, const void *data, size_t len);
void buf_puts(struct buf *b, const char *s);
void buf_putc(struct buf *b, char c);
void buf_i64(struct buf *b, int64_t v);
void buf_printf(struct buf *b, const char *format, ...) PRINTF(2, 3);
/* Whether the bytes are UTF-8 without surrogates, overlong forms or NUL. */
bool text_is_utf8(const char *s, size_t len);
/* Length in characters (code points) of valid UTF-8. */
size_t text_chars(const char *s);
/* Without white space (Unicode's, the full-width space too) at both ends. */
char *text_trim(struct arena *a, const char *s) MUST_USE;
/* Decodes one code point of valid UTF-8 and moves *s behind it; 0 at the end. */
uint32_t text_next(const char **s);
/* %XX and '+' of a query string; false where an escape is broken, NUL or not UTF-8. */
bool text_url_decode(struct arena *a, const char *s, size_t len, char **out) MUST_USE;
void text_hex(const uint8_t *bytes, size_t len, char *out); /* 2 * len + 1 chars */
bool text_unhex(const char *s, uint8_t *out, size_t len) MUST_USE;

/* ---- clock: instants are milliseconds since 1970 UTC, dates are days since 1970-01-01 in China's
 * time (UTC+8, no summer time); 0 is "none" for both. Reads CLOCK_REALTIME, so libfaketime moves it. */
int64_t clock_now(void);
int64_t clock_mono_us(void); /* for durations only */
int32_t date_of(int64_t at);
int64_t date_start(int32_t day);                 /* the instant of 00:00 in China */
int32_t date_make(int year, int month, int day); /* 0 where there is no such date */
void date_split(int32_t day, int *year, int *month, int *mday);
int date_weekday(int32_t day);                         /* 1 Monday … 7 Sunday */
bool date_parse(const char *s, int32_t *day) MUST_USE; /* YYYY-MM-DD, 1900–2199 */
#define DATE_CHARS 11
#define INSTANT_CHARS 30
char *date_format(int32_t day, char out[DATE_CHARS]);
char *instant_format(int64_t at, char out[INSTANT_CHARS]); /* 2026-11-21T09:30:00.000+08:00 */
bool instant_parse(const char *s, int64_t *at) MUST_USE;

/* ---- log: one JSON object a line on stderr or to the file of log_open; never a secret. */
enum log_level { LOG_INFO, LOG_WARN, LOG_ERROR };
bool log_open(const char *path); /* NULL or "-": stderr */
void log_reopen(void);
/* {"at":…,"level":…,"event":event,"detail":"…"} */
void log_event(enum log_level level, const char *event, const char *format, ...) PRINTF(3, 4);
void log_line(const struct buf *json); /* one ready-made object, written whole */

/* ---- config: `key = value` lines, # comments; an unknown key or a bad value is an error. */
struct config {
    const char *fcgi_socket; /* path of the unix socket that nginx talks to */
    const char *db_socket;   /* path, or NULL to use db_hosts */
    const char *db_hosts;    /* host:port,host:port */
    const char *db_name, *db_user, *db_password;
    const char *data_dir;   /* uploaded files live in data_dir/files */
    const char *token_keys; /* file: `kid hex` a line, first signs, all verify */
    const char *seal_key;   /* file: 64 hex digits; the job and dubanctl only */
    const char *run_user;   /* whom root becomes; NULL: stay */
    const char *public_url; /* http://localhost:8080; https makes cookies Secure */
    const char *log;
    const char *nchan_socket; /* publisher socket of nginx; NULL: no live events */
    const char *smtp_url;  /* smtp://[user:password@]host:port or smtps://…; NULL: no mail. The job only */
    const char *smtp_from; /* the address that mail comes from */
    const char *webhook_url; /* of the work group's robot; NULL: none */
    int64_t workers, threads;
    int64_t sandbox; /* 1 confined; 0 only for sanitizer builds */
};
/* Reads path; on failure writes one sentence to error (arena) and returns false. */
bool config_load(struct config *c, const char *path, struct arena *a, char **error) MUST_USE;

/* ---- crypto (libsodium) */
void crypto_start(void);
void crypto_random(void *out, size_t len);
void crypto_sha256(const void *data, size_t len, uint8_t out[32]);
void crypto_hmac(const uint8_t key[32], const void *data, size_t len, uint8_t out[32]); /* HMAC-SHA-256 */
bool crypto_equal(const void *a, const void *b, size_t len);                            /* constant time */
#define PASSWORD_HASH_CHARS 128
/* argon2id, 19 MiB, t=2. At most two run at once in a process: false when the wait was over 2 s. */
bool password_hash(const char *password, char out[PASSWORD_HASH_CHARS]) MUST_USE;
/* Checking takes a turn of the same: false when the wait was over, or at once where another check waits
 * already. Whoever got it gives it back; password_fits is called in between. */
bool password_turn(void) MUST_USE;
void password_turn_over(void);
bool password_fits(const char *hash, const char *password) MUST_USE;

#endif
