#include "app/message/outbox/outbox_priv.h"

#include <curl/curl.h>
#include <string.h>

#define CONNECT_S 5L
#define TOTAL_S 20L
#define ANSWER_MAX 4096

static bool is_ready(struct wire *w, void **handle)
{
    if (*handle)
        curl_easy_reset(*handle);
    else
        *handle = curl_easy_init();
    if (!*handle)
        return false;
    w->why = arena_alloc(w->arena, CURL_ERROR_SIZE);
    curl_easy_setopt(*handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(*handle, CURLOPT_CONNECTTIMEOUT, CONNECT_S);
    curl_easy_setopt(*handle, CURLOPT_TIMEOUT, TOTAL_S);
    curl_easy_setopt(*handle, CURLOPT_ERRORBUFFER, w->why);
    curl_easy_setopt(*handle, CURLOPT_PROXY, "");
    return true;
}

void wire_close(struct wire *w)
{
    curl_easy_cleanup(w->mail);
    curl_easy_cleanup(w->post);
    w->mail = w->post = NULL;
}

/* What the other side says stands behind libcurl's own words, which may be missing. */
static void say(struct wire *w, CURLcode code, long status)
{
    const char *text = *w->why ? w->why : curl_easy_strerror(code);
    w->why = status ? arena_printf(w->arena, "%.250s (%ld)", text, status)
                    : arena_printf(w->arena, "%.280s", text);
}

struct source {
    const char *data;
    size_t left;
};
static size_t take(char *to, size_t size, size_t n, void *ctx)
{
    struct source *s = ctx;
    size_t len = size * n < s->left ? size * n : s->left;
    memcpy(to, s->data, len);
    s->data += len;
    s->left -= len;
    return len;
}

/* A password never travels in the clear, save to this very machine. */
static long tls_of(const char *url)
{
    const char *at = strrchr(url, '@'), *host = at ? at + 1 : url;
    bool is_here = strncmp(host, "127.0.0.1", 9) == 0 || strncmp(host, "localhost", 9) == 0;
    return at && !is_here ? CURLUSESSL_ALL : CURLUSESSL_TRY;
}

enum err wire_mail(struct wire *w, const struct wire_mail *m)
{
    struct source source = {m->mail, strlen(m->mail)};
    long status = 0;
    if (!is_ready(w, &w->mail))
        return ERR_BUSY;
    struct curl_slist *to = curl_slist_append(NULL, m->to);
    curl_easy_setopt(w->mail, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(w->mail, CURLOPT_URL, m->url);
    curl_easy_setopt(w->mail, CURLOPT_USE_SSL, tls_of(m->url));
    curl_easy_setopt(w->mail, CURLOPT_MAIL_FROM, m->from);
    curl_easy_setopt(w->mail, CURLOPT_MAIL_RCPT, to);
    curl_easy_setopt(w->mail, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(w->mail, CURLOPT_READFUNCTION, take);
    curl_easy_setopt(w->mail, CURLOPT_READDATA, &source);
    CURLcode code = to ? curl_easy_perform(w->mail) : CURLE_OUT_OF_MEMORY;
    curl_easy_getinfo(w->mail, CURLINFO_RESPONSE_CODE, &status);
    curl_slist_free_all(to);
    if (code == CURLE_OK)
        return OK;
    say(w, code, status);
    return code == CURLE_SEND_ERROR && status >= 550 && status < 560 ? ERR_INVALID : ERR_BUSY;
}

struct answer {
    char text[ANSWER_MAX];
    size_t len;
};
static size_t keep(char *data, size_t size, size_t n, void *ctx)
{
    struct answer *a = ctx;
    size_t len = size * n, room = sizeof(a->text) - 1 - a->len;
    memcpy(a->text + a->len, data, len < room ? len : room);
    a->len += len < room ? len : room;
    return len;
}

static struct curl_slist *headers_of(struct arena *a, const char *id)
{
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json; charset=utf-8");
    return curl_slist_append(headers, arena_printf(a, "Idempotency-Key: %s", id));
}

enum err wire_post(struct wire *w, const struct wire_post *p, const char **answer)
{
    struct answer *got = arena_alloc(w->arena, sizeof(*got));
    long status = 0;
    *answer = got->text;
    if (!is_ready(w, &w->post))
        return ERR_BUSY;
    struct curl_slist *headers = headers_of(w->arena, p->id);
    curl_easy_setopt(w->post, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(w->post, CURLOPT_URL, p->url);
    curl_easy_setopt(w->post, CURLOPT_UNIX_SOCKET_PATH, p->socket);
    curl_easy_setopt(w->post, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(w->post, CURLOPT_POSTFIELDS, p->body);
    curl_easy_setopt(w->post, CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(w->post, CURLOPT_WRITEDATA, got);
    CURLcode code = curl_easy_perform(w->post);
    curl_easy_getinfo(w->post, CURLINFO_RESPONSE_CODE, &status);
    curl_slist_free_all(headers);
    if (code == CURLE_OK && status >= 200 && status < 300)
        return OK;
    if (code == CURLE_OK)
        w->why = arena_printf(w->arena, "对方答复 %ld：%.200s", status, got->text);
    else
        say(w, code, 0);
    return ERR_BUSY;
}
