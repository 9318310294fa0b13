#include "http/http_priv.h"

#include <errno.h>
#include <fastcgi.h>
#include <fcgiapp.h>
#include <string.h>
#include <sys/socket.h>

/* libfcgi would write a reply in pieces of 8 KiB, and can end a kept connection only by closing it, which
 * loses the request that nginx is just sending on it. So the records of a reply are laid out here, sent at
 * once, and the last reply of a connection has one more behind its end: nginx then does not keep it. */

static void put_header(struct buf *b, const FCGX_Request *r, unsigned type, size_t len)
{
    const FCGI_Header h = {
        .version = FCGI_VERSION_1,
        .type = (unsigned char)type,
        .requestIdB1 = type == FCGI_UNKNOWN_TYPE ? 0 : (unsigned char)(r->requestId >> 8),
        .requestIdB0 = type == FCGI_UNKNOWN_TYPE ? 0 : (unsigned char)r->requestId,
        .contentLengthB1 = (unsigned char)(len >> 8),
        .contentLengthB0 = (unsigned char)len,
    };
    buf_put(b, &h, sizeof(h));
}

static void put_stdout(struct buf *b, const FCGX_Request *r, const char *data, size_t len)
{
    for (size_t n; len > 0; data += n, len -= n) {
        n = len < FCGI_MAX_LENGTH ? len : FCGI_MAX_LENGTH;
        put_header(b, r, FCGI_STDOUT, n);
        buf_put(b, data, n);
    }
}

static bool send_all(int fd, const char *data, size_t len)
{
    while (len > 0) {
        ssize_t n = send(fd, data, len, MSG_NOSIGNAL);
        if (n <= 0 && errno != EINTR)
            return false;
        data += n > 0 ? n : 0;
        len -= n > 0 ? (size_t)n : 0;
    }
    return true;
}

bool fcgi_reply(const struct res *res, FCGX_Request *r, bool is_head, bool is_last)
{
    const FCGI_EndRequestBody end = {.protocolStatus = FCGI_REQUEST_COMPLETE};
    const FCGI_UnknownTypeBody unknown = {0};
    struct buf headers, out;
    buf_init(&headers, res->req->arena);
    reply_headers(res, &headers);
    buf_init(&out, res->req->arena);
    put_stdout(&out, r, headers.data, headers.len);
    if (!is_head && reply_has_body(res))
        put_stdout(&out, r, res->json.out.data, res->json.out.len);
    put_header(&out, r, FCGI_STDOUT, 0);
    put_header(&out, r, FCGI_END_REQUEST, sizeof(end));
    buf_put(&out, &end, sizeof(end));
    if (is_last) {
        put_header(&out, r, FCGI_UNKNOWN_TYPE, sizeof(unknown));
        buf_put(&out, &unknown, sizeof(unknown));
    }
    return send_all(r->ipcFd, out.data, out.len);
}
