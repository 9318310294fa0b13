#include "app/audit/audit_priv.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define MAX_FAULTS 100

/* Each text with its length in front, so that nothing can move from one column to the next. */
void audit_canonical(struct buf *out, const struct audit_sealed_row *row)
{
    buf_i64(out, row->id);
    for (size_t i = 0; i < AUDIT_TEXTS; i++) {
        const char *s = row->texts[i];
        buf_putc(out, '|');
        if (s)
            buf_printf(out, "%zu:%s", strlen(s), s);
    }
    buf_putc(out, '\n');
}

void audit_mac(const uint8_t key[32], const char *previous, const struct audit_seal *s, char out[AUDIT_HEX])
{
    char text[320];
    uint8_t mac[32];
    int n = snprintf(text, sizeof(text), "%s|%" PRId64 "|%" PRId64 "|%" PRId64 "|%s|%" PRId64, previous,
                     s->first_id, s->last_id, s->n, s->digest, s->sealed_at);
    crypto_hmac(key, text, (size_t)n < sizeof(text) ? (size_t)n : sizeof(text) - 1, mac);
    text_hex(mac, sizeof(mac), out);
}

const char *audit_compare(const struct audit_seal *s, int64_t rows, const char *digest)
{
    if (rows < s->n)
        return "removed";
    if (rows > s->n)
        return "inserted";
    return strcmp(s->digest, digest) == 0 ? NULL : "changed";
}

void audit_accuse(struct arena *a, struct audit_verdict *v, const char *kind, int64_t id, const char *detail,
                  ...)
{
    struct audit_fault *faults = v->faults.items;
    char sentence[400];
    va_list ap;
    v->ok = false;
    if (v->faults.n == MAX_FAULTS)
        return;
    if (!faults)
        v->faults.items = faults = arena_alloc(a, MAX_FAULTS * sizeof(*faults));
    va_start(ap, detail);
    vsnprintf(sentence, sizeof(sentence), detail, ap);
    va_end(ap);
    faults[v->faults.n++] = (struct audit_fault){kind, id, arena_strdup(a, sentence)};
}
