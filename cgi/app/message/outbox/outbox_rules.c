#include "app/message/outbox/outbox_priv.h"

#include <string.h>

#define MINUTE_MS (60 * INT64_C(1000))

/* 1 min, 4 min, 16 min, about 1 h, 4 h, then every 6 h: nearly a day in all. */
int64_t outbox_next(int64_t tries, int64_t now)
{
    int64_t wait = MINUTE_MS, most = 360 * MINUTE_MS;
    if (tries >= OUTBOX_TRIES)
        return 0;
    for (int64_t i = 1; i < tries && wait < most; i++)
        wait *= 4;
    return now + (wait < most ? wait : most);
}

static const struct field letter_fields[] = {
    {"title", F_TEXT, offsetof(struct letter, title), "标题", .max = 300, .required = true},
    {"text", F_TEXT, offsetof(struct letter, text), "正文", .max = 4000, .required = true},
    {"path", F_TEXT, offsetof(struct letter, path), "去处", .max = 200, .required = true},
};
static const struct shape letter_shape = SHAPE("Letter", struct letter, letter_fields);

char *message_payload(struct arena *a, const char *title, const char *text, const char *path)
{
    struct json j;
    json_init(&j, a);
    json_struct(&j, &letter_shape, &(struct letter){title, text, path});
    return j.out.data;
}

enum err outbox_hint(struct db *db, struct arena *a, int64_t now, int64_t matter_id, int64_t scope,
                     const char *fact)
{
    long long id = matter_id;
    struct message m = {CHANNEL_LIVE, .at = now};
    m.dedupe = arena_printf(a, "live/%s", fact);
    m.target = scope == 0 ? arena_printf(a, "matter/%lld", id)
                          : arena_printf(a, "scope/%lld", (long long)scope);
    m.payload = arena_printf(a, "{\"kind\":\"matter\",\"matter_id\":%lld}", id);
    return outbox_put(db, &m);
}

static void ignore(void *ctx, const char *pointer, const char *detail)
{
    (void)ctx;
    (void)pointer;
    (void)detail;
}

bool letter_read(struct arena *a, const char *payload, struct letter *out)
{
    return json_read(a, payload, strlen(payload), &letter_shape, out, ignore, NULL);
}

/* ---- mail */
static void put_base64(struct buf *b, const char *s, size_t len)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t at = 0; at < len; at += 3) {
        size_t n = len - at < 3 ? len - at : 3;
        uint32_t v = 0;
        for (size_t i = 0; i < 3; i++)
            v = v << 8 | (i < n ? (unsigned char)s[at + i] : 0);
        for (size_t i = 0; i < 4; i++)
            buf_putc(b, i <= n ? digits[v >> (18 - 6 * i) & 63] : '=');
    }
}

#define WORD_BYTES 39 /* an encoded word has 75 characters at most, and only whole ones inside */
static void put_words(struct buf *b, const char *s)
{
    size_t len = strlen(s);
    for (size_t at = 0, end; at < len; at = end) {
        end = at + WORD_BYTES < len ? at + WORD_BYTES : len;
        while (end < len && ((unsigned char)s[end] & 0xc0) == 0x80)
            end--;
        buf_puts(b, " =?UTF-8?B?");
        put_base64(b, s + at, end - at);
        buf_puts(b, "?=\r\n");
    }
}

#define LINE_BYTES 57 /* 76 characters */
static void put_lines(struct buf *b, const char *s)
{
    size_t len = strlen(s);
    for (size_t at = 0; at < len; at += LINE_BYTES) {
        put_base64(b, s + at, len - at < LINE_BYTES ? len - at : LINE_BYTES);
        buf_puts(b, "\r\n");
    }
}

static void put_date(struct buf *b, int64_t at)
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int32_t day = date_of(at);
    int year, month, mday, s = (int)((at - date_start(day)) / 1000);
    date_split(day, &year, &month, &mday);
    buf_printf(b, "Date: %s, %d %s %d %02d:%02d:%02d +0800\r\n", days[date_weekday(day) - 1], mday,
               months[month - 1], year, s / 3600, s / 60 % 60, s % 60);
}

static const char *host_of(const char *url)
{
    const char *host = strstr(url, "://");
    return host ? host + 3 : url;
}

char *mail_message_id(struct arena *a, const char *dedupe, const char *url)
{
    const char *host = host_of(url);
    struct buf b;
    buf_init(&b, a);
    buf_puts(&b, "duban.");
    for (; *dedupe; dedupe++)
        buf_putc(&b, strchr("/@<>() ", *dedupe) ? '.' : *dedupe);
    buf_putc(&b, '@');
    buf_put(&b, host, strcspn(host, ":/"));
    return b.data;
}

char *mail_write(struct arena *a, const struct mail_of *m, const struct letter *l)
{
    struct buf b;
    buf_init(&b, a);
    put_date(&b, m->at);
    buf_printf(&b, "From: =?UTF-8?B?552j5Yqe57O757uf?= <%s>\r\nTo: <%s>\r\nMessage-ID: <%s>\r\n", m->from,
               m->to, m->message_id);
    buf_puts(&b, "Subject:");
    put_words(&b, l->title);
    buf_puts(&b, "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
                 "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n");
    put_lines(&b, arena_printf(a, "%s\r\n\r\n打开：%s%s\r\n本邮件由系统自动发出，请勿回复。\r\n", l->text,
                               m->url, l->path));
    return b.data;
}

/* ---- robots */
char *robot_write(struct arena *a, const struct letter *l, const char *mobile, const char *url)
{
    struct json j;
    json_init(&j, a);
    json_open(&j, '{');
    json_key(&j, "msgtype");
    json_text(&j, "text");
    json_key(&j, "text");
    json_open(&j, '{');
    json_key(&j, "content");
    json_text(&j, arena_printf(a, "【督办】%s\n%s\n%s%s%s%s", l->title, l->text, url, l->path,
                               *mobile ? "\n@" : "", mobile));
    json_key(&j, "mentioned_mobile_list");
    json_open(&j, '[');
    if (*mobile)
        json_text(&j, mobile);
    json_close(&j, ']');
    json_close(&j, '}');
    json_key(&j, "at");
    json_open(&j, '{');
    json_key(&j, "atMobiles");
    json_open(&j, '[');
    if (*mobile)
        json_text(&j, mobile);
    json_close(&j, ']');
    json_close(&j, '}');
    json_close(&j, '}');
    return j.out.data;
}

/* Only these two bytes of a foreign document matter, so it is not parsed: "errcode" : 0 and no digit more. */
bool robot_took(const char *answer)
{
    const char *p = strstr(answer, "\"errcode\"");
    if (!p)
        return true;
    p += strlen("\"errcode\"");
    p += strspn(p, " \t\r\n:");
    return *p == '0' && (p[1] < '0' || p[1] > '9');
}
