#include "app/audit/audit_priv.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A row commits some time after it was stamped and numbered; a request ends long before this. */
#define RIPE_MS (30 * INT64_C(1000))
#define ANCHOR_LINE 96

bool audit_key_load(const char *path, struct audit_key *out, struct arena *a, char **error)
{
    struct stat st;
    char hex[2 * sizeof(out->bytes) + 2] = "";
    int fd = path ? open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) : -1;
    bool is_safe = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (st.st_mode & 07777) == 0400;
    ssize_t n = is_safe ? read(fd, hex, sizeof(hex) - 1) : 0;
    if (fd >= 0)
        close(fd);
    if (n > 0 && hex[n - 1] == '\n')
        hex[n - 1] = '\0';
    out->anchor = path ? arena_printf(a, "%s.anchor", path) : NULL;
    if (text_unhex(hex, out->bytes, sizeof(out->bytes)))
        return true;
    *error = arena_printf(a, "封存密钥文件 %s 应为 64 位十六进制数，权限 0400",
                          path ? path : "（配置项 seal_key 没有填写）");
    return false;
}

/* ---- the anchor: lines of `id mac`, in the order of the seals */
struct anchor {
    FILE *file; /* NULL: there is none */
    int64_t id; /* of the line at hand; 0 at the end */
    char mac[AUDIT_HEX];
};

static void anchor_next(struct anchor *at)
{
    char line[ANCHOR_LINE];
    at->id = 0;
    if (!at->file || !fgets(line, sizeof(line), at->file))
        return;
    if (sscanf(line, "%" SCNd64 " %64[0-9a-f]", &at->id, at->mac) != 2)
        at->mac[0] = '\0';
}

static struct anchor anchor_open(const char *path)
{
    struct anchor at = {.file = fopen(path, "re")};
    anchor_next(&at);
    return at;
}

static void anchor_close(struct anchor *at)
{
    if (at->file)
        fclose(at->file);
}

static int64_t anchor_last(const char *path)
{
    struct anchor at = anchor_open(path);
    int64_t last = 0;
    for (; at.id; anchor_next(&at))
        last = at.id;
    anchor_close(&at);
    return last;
}

static bool write_lines(const char *path, const struct buf *lines)
{
    int fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW);
    bool is_written = fd >= 0 && write(fd, lines->data, lines->len) == (ssize_t)lines->len && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    if (!is_written)
        log_event(LOG_ERROR, "audit-anchor", "cannot write %s: %m", path);
    return is_written;
}

/* Only before the first seal: an anchor that went missing later must be missed. */
static bool anchor_create(const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        log_event(LOG_ERROR, "audit-anchor", "cannot create %s: %m", path);
    return fd >= 0 && close(fd) == 0;
}

/* Adds the seals that the anchor does not have yet, also after a crash between the two. */
static enum err anchor_follow(struct db *db, struct arena *a, const struct audit_key *key)
{
    int64_t last = anchor_last(key->anchor);
    struct list seals;
    do {
        enum err e = audit_seals_after(db, a, last, &seals);
        if (e != OK || seals.n == 0)
            return e;
        struct buf lines;
        buf_init(&lines, a);
        for (size_t i = 0; i < seals.n; i++) {
            const struct audit_seal *s = (const struct audit_seal *)seals.items + i;
            buf_printf(&lines, "%" PRId64 " %s\n", s->id, s->mac);
            last = s->id;
        }
        if (!write_lines(key->anchor, &lines))
            return ERR_STORAGE;
    } while (seals.n == AUDIT_BATCH);
    return OK;
}

/* ---- sealing */
static void digest_of(const struct buf *text, char out[AUDIT_HEX])
{
    uint8_t digest[32];
    crypto_sha256(text->data, text->len, digest);
    text_hex(digest, sizeof(digest), out);
}

/* One batch; *rows is 0 when nothing is ripe. */
static enum err seal_batch(struct db *db, struct arena *a, const struct audit_key *key, int64_t now,
                           int64_t *rows)
{
    struct audit_seal last = {.mac = AUDIT_NO_MAC}, next = {.sealed_at = now};
    struct list ripe;
    struct buf text;
    char digest[AUDIT_HEX], mac[AUDIT_HEX];
    bool found;
    enum err e = audit_last_seal(db, a, &last, &found);
    if (e == OK)
        e = audit_rows_after(db, a, last.last_id, 0, now - RIPE_MS, &ripe);
    if (e != OK)
        return e;
    buf_init(&text, a);
    const struct audit_sealed_row *row = ripe.items;
    for (; next.n < (int64_t)ripe.n && row->is_ripe; row++, next.n++) {
        audit_canonical(&text, row);
        next.first_id = next.n ? next.first_id : row->id;
        next.last_id = row->id;
    }
    *rows = next.n;
    if (next.n == 0)
        return OK;
    if (!found && !anchor_create(key->anchor))
        return ERR_STORAGE;
    digest_of(&text, digest);
    next.digest = digest;
    audit_mac(key->bytes, found ? last.mac : AUDIT_NO_MAC, &next, mac);
    next.mac = mac;
    return audit_insert_seal(db, &next);
}

enum err audit_seal(struct db *db, const struct audit_key *key, int64_t now, int64_t *rows)
{
    struct arena *a = arena_new();
    int64_t n;
    enum err e;
    *rows = 0;
    do {
        e = seal_batch(db, a, key, now, &n);
        *rows += e == OK ? n : 0;
        arena_reset(a);
    } while (e == OK && n == AUDIT_BATCH);
    if (e == OK)
        e = anchor_follow(db, a, key);
    arena_free(a);
    return e;
}

/* ---- verification */
struct walk {
    struct db *db;
    const struct audit_key *key;
    struct arena *a; /* of the verdict */
    struct audit_verdict *v;
    struct anchor anchor;
    char mac[AUDIT_HEX]; /* of the seal before */
    int64_t last_id;     /* that it covers */
    int64_t seal_id;
};

/* All rows between the seal before and the end of this one, also those that no seal names. */
static enum err read_range(struct walk *w, int64_t to, int64_t *n, char digest[AUDIT_HEX])
{
    struct arena *a = arena_new();
    struct buf text;
    struct list rows;
    int64_t after = w->last_id;
    enum err e;
    buf_init(&text, a);
    *n = 0;
    do {
        e = audit_rows_after(w->db, a, after, to, 0, &rows);
        for (size_t i = 0; e == OK && i < rows.n; i++) {
            const struct audit_sealed_row *row = (const struct audit_sealed_row *)rows.items + i;
            audit_canonical(&text, row);
            after = row->id;
        }
        *n += e == OK ? (int64_t)rows.n : 0;
    } while (e == OK && rows.n == AUDIT_BATCH);
    digest_of(&text, digest);
    arena_free(a);
    return e;
}

static void check_anchor(struct walk *w, const struct audit_seal *s)
{
    for (; w->anchor.id && w->anchor.id < s->id; anchor_next(&w->anchor))
        audit_accuse(w->a, w->v, "truncated", w->anchor.id, "第 %" PRId64 " 号封条已不在库中", w->anchor.id);
    if (w->anchor.id != s->id)
        return;
    if (strcmp(w->anchor.mac, s->mac) != 0)
        audit_accuse(w->a, w->v, "anchor", s->id, "第 %" PRId64 " 号封条与库外存根不一致", s->id);
    anchor_next(&w->anchor);
}

static enum err check_seal(struct walk *w, const struct audit_seal *s)
{
    char mac[AUDIT_HEX], digest[AUDIT_HEX];
    int64_t n;
    static const char *const sentences[][2] = {
        {"removed", "少于封存时的行数，有记录被删除"},
        {"inserted", "多于封存时的行数，有记录被插入"},
        {"changed", "与封存时的内容不一致，有记录被改动或调换"},
    };
    audit_mac(w->key->bytes, w->mac, s, mac);
    if (strcmp(mac, s->mac) != 0 || s->first_id <= w->last_id || s->last_id < s->first_id)
        audit_accuse(w->a, w->v, "chain", s->id, "第 %" PRId64 " 号封条被改动，或与前一封条不衔接", s->id);
    check_anchor(w, s);
    enum err e = read_range(w, s->last_id, &n, digest);
    if (e != OK)
        return e;
    const char *kind = audit_compare(s, n, digest);
    for (size_t i = 0; kind && i < ARRAY_LEN(sentences); i++) {
        if (strcmp(kind, sentences[i][0]) == 0)
            audit_accuse(w->a, w->v, kind, s->id, "第 %" PRId64 "–%" PRId64 " 条记录%s", s->first_id,
                         s->last_id, sentences[i][1]);
    }
    snprintf(w->mac, sizeof(w->mac), "%s", s->mac);
    w->last_id = s->last_id;
    w->seal_id = s->id;
    w->v->checked += n;
    w->v->seals++;
    return OK;
}

static enum err check_seals(struct walk *w)
{
    struct arena *a = arena_new();
    struct list seals;
    enum err e;
    do {
        arena_reset(a);
        e = audit_seals_after(w->db, a, w->seal_id, &seals);
        for (size_t i = 0; e == OK && i < seals.n; i++)
            e = check_seal(w, (const struct audit_seal *)seals.items + i);
    } while (e == OK && seals.n > 0);
    arena_free(a);
    return e;
}

enum err audit_verify(struct db *db, const struct audit_key *key, int64_t now, struct arena *a,
                      struct audit_verdict *out)
{
    *out = (struct audit_verdict){.ok = true, .verified_at = now};
    struct walk w = {
        .db = db, .key = key, .a = a, .v = out, .anchor = anchor_open(key->anchor), .mac = AUDIT_NO_MAC};
    enum err e = check_seals(&w);
    if (e == OK && !w.anchor.file && out->seals)
        audit_accuse(a, out, "anchor", 0, "库外存根 %s 不见了", key->anchor);
    for (; e == OK && w.anchor.id; anchor_next(&w.anchor))
        audit_accuse(a, out, "truncated", w.anchor.id, "第 %" PRId64 " 号封条已不在库中", w.anchor.id);
    anchor_close(&w.anchor);
    out->sealed_to = w.last_id;
    return e == OK ? audit_count_after(db, a, w.last_id, &out->waiting) : e;
}
