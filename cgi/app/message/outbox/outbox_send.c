#include "app/message/outbox/outbox_priv.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#define ROUND_US (30 * INT64_C(1000000))
#define ROUND_MAX 200

static bool begins(const char *s, const char *with)
{
    return strncmp(s, with, strlen(with)) == 0;
}

bool outbox_start(const struct config *c, struct arena *a, char **why)
{
    const char *url = c->smtp_url;
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        *why = arena_strdup(a, "不能启动 libcurl。");
    else if (url && !begins(url, "smtp://") && !begins(url, "smtps://"))
        *why = arena_strdup(a, "smtp_url 应以 smtp:// 或 smtps:// 开头。");
    else if (url && !c->smtp_from)
        *why = arena_strdup(a, "写了 smtp_url，还须写 smtp_from（发件人地址）。");
    else if (c->webhook_url && !begins(c->webhook_url, "https://") && !begins(c->webhook_url, "http://"))
        *why = arena_strdup(a, "webhook_url 应以 https:// 开头。");
    else
        return true;
    return false;
}

/* ---- one message: ERR_NOT_FOUND where its channel is not configured */
static enum err broken(struct wire *w)
{
    w->why = arena_strdup(w->arena, "收方或内容不合规，不能发送");
    return ERR_INVALID;
}

static enum err send_mail(const struct outbox_sender *s, struct wire *w, const struct outbox_row *row)
{
    const struct config *c = s->config;
    struct letter l = {0};
    if (!c->smtp_url)
        return ERR_NOT_FOUND;
    if (!letter_read(s->arena, row->payload, &l) || strpbrk(row->target, "\r\n<> ,"))
        return broken(w);
    struct mail_of m = {.from = c->smtp_from, .to = row->target, .url = c->public_url, .at = row->at};
    m.message_id = mail_message_id(s->arena, row->dedupe, c->public_url);
    return wire_mail(
        w, &(struct wire_mail){c->smtp_url, c->smtp_from, row->target, mail_write(s->arena, &m, &l)});
}

static enum err send_webhook(const struct outbox_sender *s, struct wire *w, const struct outbox_row *row)
{
    const struct config *c = s->config;
    struct letter l = {0};
    const char *answer;
    if (!c->webhook_url)
        return ERR_NOT_FOUND;
    if (!letter_read(s->arena, row->payload, &l))
        return broken(w);
    struct wire_post p = {.url = c->webhook_url, .id = row->dedupe};
    p.body = robot_write(s->arena, &l, row->target, c->public_url);
    enum err e = wire_post(w, &p, &answer);
    if (e == OK && !robot_took(answer)) {
        w->why = arena_printf(s->arena, "机器人没有接受：%.250s", answer);
        return ERR_BUSY;
    }
    return e;
}

/* The channels of a hint: person/7 and scope/4 as they are; of a matter, those of everybody who sees it. */
static enum err channels_of(const struct outbox_sender *s, const char *target, char **out)
{
    struct list scopes = {0};
    struct buf b = {.arena = s->arena};
    if (!begins(target, "matter/")) {
        *out = arena_strdup(s->arena, target);
        return OK;
    }
    enum err e = outbox_scopes(s->db, s->arena, strtoll(target + strlen("matter/"), NULL, 10), &scopes);
    const int64_t *scope = scopes.items;
    for (size_t i = 0; e == OK && i < scopes.n; i++)
        buf_printf(&b, "%sscope/%lld", i == 0 ? "" : ",", (long long)scope[i]);
    *out = b.data;
    return e == OK && scopes.n == 0 ? ERR_NOT_FOUND : e;
}

/* Tried once: whoever has no page open at this moment sees it when opening one. */
static enum err send_live(const struct outbox_sender *s, struct wire *w, const struct outbox_row *row)
{
    const char *answer;
    char *channels = NULL;
    if (!s->config->nchan_socket || s->now - row->at > OUTBOX_LIVE_MS)
        return ERR_NOT_FOUND;
    enum err e = channels_of(s, row->target, &channels);
    if (e != OK)
        return e;
    struct wire_post p = {.socket = s->config->nchan_socket, .body = row->payload, .id = row->dedupe};
    p.url = arena_printf(s->arena, "http://localhost/publish/%s", channels);
    e = wire_post(w, &p, &answer);
    return e == OK ? OK : ERR_NOT_FOUND;
}

static enum err send_one(const struct outbox_sender *s, struct wire *w, const struct outbox_row *row)
{
    static enum err (*const channels[])(const struct outbox_sender *, struct wire *,
                                        const struct outbox_row *) = {
        [CHANNEL_MAIL] = send_mail, [CHANNEL_WEBHOOK] = send_webhook, [CHANNEL_LIVE] = send_live};
    if (row->tries > 2 * OUTBOX_TRIES) { /* each of them was cut off: it may be what cuts */
        w->why = arena_strdup(w->arena, "多次发送中断");
        return ERR_INVALID;
    }
    return channels[row->channel](s, w, row);
}

/* Between the other side's yes and our note of it the process may end: then it is sent once more, under the
 * same Message-ID or Idempotency-Key. */
static enum err send_and_note(const struct outbox_sender *s, struct wire *w, const struct outbox_row *row)
{
    enum err e = send_one(s, w, row);
    if (e == OK || e == ERR_NOT_FOUND)
        return outbox_sent(s, s->now, row->id, e == OK ? "sent" : "skipped");
    int64_t next_at = e == ERR_INVALID ? 0 : outbox_next(row->tries, s->now);
    log_event(LOG_WARN, "outbox", "message %lld %s: %s", (long long)row->id,
              next_at ? "was not taken, it will be tried again" : "is dead", w->why);
    return outbox_failed(s, row->id, next_at, w->why);
}

enum err outbox_send(const struct outbox_sender *s, int64_t *sent)
{
    struct wire w = {.arena = s->arena};
    int64_t begun = clock_mono_us();
    bool found = true;
    enum err e = OK;
    for (*sent = 0; e == OK && found && *sent < ROUND_MAX && clock_mono_us() - begun < ROUND_US;) {
        struct outbox_row row = {0};
        e = outbox_claim(s, s->now, &row, &found);
        if (e == OK && found)
            e = send_and_note(s, &w, &row);
        *sent += e == OK && found;
    }
    wire_close(&w);
    return e;
}
