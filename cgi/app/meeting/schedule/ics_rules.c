#include "app/meeting/schedule/schedule_priv.h"

#include <string.h>

/* RFC 5545: lines end in CRLF and are folded after 75 bytes, never within a character. */

#define LINE_BYTES 75

static size_t char_bytes(const char *s)
{
    unsigned char c = (unsigned char)*s;
    return c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
}

static void put_line(struct buf *out, const char *line)
{
    size_t used = 0;
    while (*line != '\0') {
        size_t len = char_bytes(line);
        if (used + len > LINE_BYTES) {
            buf_puts(out, "\r\n ");
            used = 1;
        }
        buf_put(out, line, len);
        line += len;
        used += len;
    }
    buf_puts(out, "\r\n");
}

/* TEXT: backslash, semicolon, comma and line ends are escaped; other control characters have no place. */
static void put_text(struct buf *out, const char *name, const char *text)
{
    struct buf line;
    if (text == NULL || *text == '\0')
        return;
    buf_init(&line, out->arena);
    buf_printf(&line, "%s:", name);
    for (; *text != '\0'; text++) {
        if (*text == '\n')
            buf_puts(&line, "\\n");
        else if (strchr("\\;,", *text) != NULL)
            buf_printf(&line, "\\%c", *text);
        else if ((unsigned char)*text >= ' ' && *text != 0x7f)
            buf_putc(&line, *text);
    }
    put_line(out, line.data);
}

static void put_instant(struct buf *out, const char *name, int64_t at)
{
    int year, month, day;
    int32_t utc = (int32_t)(at / 86400000);
    int seconds = (int)(at / 1000 % 86400);
    date_split(utc, &year, &month, &day);
    buf_printf(out, "%s:%04d%02d%02dT%02d%02d%02dZ\r\n", name, year, month, day, seconds / 3600,
               seconds / 60 % 60, seconds % 60);
}

static void put_date(struct buf *out, const char *name, int32_t on)
{
    int year, month, day;
    date_split(on, &year, &month, &day);
    buf_printf(out, "%s;VALUE=DATE:%04d%02d%02d\r\n", name, year, month, day);
}

static void put_event(struct buf *out, const struct ics *x, const struct entry *e)
{
    buf_puts(out, "BEGIN:VEVENT\r\n");
    put_line(out, arena_printf(out->arena, "UID:%s-%lld@%s", choice_name(&entry_kinds, e->kind),
                               (long long)e->id, x->host));
    put_instant(out, "DTSTAMP", x->now);
    if (e->starts_at != 0) {
        put_instant(out, "DTSTART", e->starts_at);
        put_instant(out, "DTEND", e->ends_at);
    } else {
        put_date(out, "DTSTART", e->from_on);
        put_date(out, "DTEND", e->to_on + 1); /* the day after the last */
        buf_puts(out, "TRANSP:TRANSPARENT\r\n");
    }
    put_text(out, "SUMMARY", e->title);
    put_text(out, "LOCATION", e->place);
    put_text(out, "DESCRIPTION", e->note);
    if (e->path != NULL)
        put_line(out, arena_printf(out->arena, "URL:%s%s", x->url, e->path));
    buf_printf(out, "SEQUENCE:%lld\r\n", (long long)e->version);
    buf_printf(out, "STATUS:%s\r\nEND:VEVENT\r\n", e->is_cancelled ? "CANCELLED" : "CONFIRMED");
}

void ics_write(struct buf *out, const struct ics *x, const struct list *entries)
{
    const struct entry *e = entries->items;
    buf_puts(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//duban//CN\r\nCALSCALE:GREGORIAN\r\n"
                  "METHOD:PUBLISH\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n");
    put_text(out, "X-WR-CALNAME", x->name);
    for (size_t i = 0; i < entries->n; i++)
        put_event(out, x, &e[i]);
    buf_puts(out, "END:VCALENDAR\r\n");
}

char *ics_host(struct arena *a, const char *url)
{
    const char *from = url == NULL ? NULL : strstr(url, "://");
    size_t len = from == NULL ? 0 : strcspn(from + 3, ":/");
    return len == 0 ? arena_strdup(a, "duban") : arena_strndup(a, from + 3, len);
}
