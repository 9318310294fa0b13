#ifndef HTTP_H
#define HTTP_H

#include "base/base.h"
#include "base/field.h"
#include "base/json.h"
#include "db/db.h"

enum method { GET, POST, PUT, PATCH, DELETE };

/* One bit a role; a route names who may call it at all. Rows are scoped in SQL on top. */
enum role {
    ROLE_LEADER = 1,
    ROLE_OFFICE = 2,
    ROLE_DEPARTMENT = 4,
    ROLE_LIAISON = 8,
    ROLE_ADMIN = 16,
    ROLE_AUDITOR = 32,
    ROLE_BODY = ROLE_LEADER | ROLE_OFFICE,      /* sees its body's matters */
    ROLE_UNIT = ROLE_DEPARTMENT | ROLE_LIAISON, /* sees its unit's matters */
    ROLE_BUSINESS = ROLE_BODY | ROLE_UNIT,
    ROLE_ANY = ROLE_BUSINESS | ROLE_ADMIN | ROLE_AUDITOR,
    PERM_PUBLIC = 1 << 30 /* no token needed; 0 (unset) stops the program at start */
};

/* Leader group ranks: 组长, 副组长, 成员 */
enum rank { RANK_NONE, RANK_HEAD, RANK_DEPUTY, RANK_MEMBER };

/* Who is asking: one person acting in one membership. */
struct actor {
    int64_t person_id, membership_id, session_id;
    int64_t unit_id, body_id;
    int64_t scope; /* the key of matter_scope rows that this actor sees; 0 sees nothing */
    int role;      /* enum role, one bit; 0 for nobody */
    int rank;      /* enum rank, leaders only */
    bool must_change_password;
    bool is_acting;                      /* for another (代理); known inside req_tx */
    const char *name, *post, *unit_name; /* as of the token */
};

enum route_flag {
    R_CREATED = 1,      /* answers 201 */
    R_PAGE = 2,         /* reply is {items: [reply], next}; takes after and limit */
    R_IF_MATCH = 4,     /* needs If-Match: 428 without */
    R_UPLOAD = 8,       /* raw body, up to 50 MiB, in req->raw */
    R_NO_CONTENT = 16,  /* answers 204 */
    R_FILE = 32,        /* answers bytes, not JSON */
    R_FRESH = 64,       /* open to an actor who must still change the password */
    R_SECRET = 128,     /* the reply holds a secret: never stored with the idempotency key */
    R_NO_VERSION = 256, /* changes an object that carries no version: said aloud, else R_IF_MATCH is due */
    R_NO_DB = 512,      /* needs no database */
};

struct req;
struct res;
typedef enum err handler_fn(struct req *req, struct res *res);

struct route {
    enum method method;
    const char *path; /* /api/matters/{id}/issue; {id} matches a positive integer, into req->ids in order;
                       * {secret}.ics letters and digits before that ending, into req->word */
    uint32_t who;     /* role bits or PERM_PUBLIC */
    handler_fn *fn;
    const char *summary;       /* Chinese, for the document and the audit screen */
    const struct shape *query; /* of the query string; NULL: none but page keys */
    const struct shape *body;  /* of the JSON body; NULL: no body */
    const struct shape *reply;
    unsigned flags;
    handler_fn *current; /* writes the object's present state into a 412 problem; R_IF_MATCH needs it */
};
struct module {
    const char *name;
    const struct route *routes;
    size_t nroutes;
    const struct db_query *const *queries; /* every statement, for the test that prepares all */
    size_t nqueries;
};

struct req {
    struct arena *arena;
    struct db *db;
    const struct config *config;
    const struct route *route;
    struct actor actor;
    int64_t now; /* one instant for the whole request */
    int64_t ids[4];
    const char *word;   /* of a path like /api/feeds/{secret}.ics */
    void *query, *body; /* filled structs of route->query and route->body; NULL without a table */
    const char *raw;    /* body as sent; R_UPLOAD handlers read this */
    size_t raw_len;
    int64_t version; /* of If-Match; 0: not sent */
    int64_t if_none_match;
    int64_t limit;                                        /* R_PAGE: 1–200, default 50 */
    const char *after;                                    /* R_PAGE: the key that `next` gave, or NULL */
    const char *id;                                       /* request id */
    const char *ip, *agent;                               /* never NULL */
    const char *cookie, *origin, *host, *idempotency_key; /* host: the Host header, as nginx let it through */
    uint8_t request_hash[32]; /* set with idempotency_key: method, path, query and body */
    int retry_after;          /* seconds, sent with a 409, 429 or 503 when > 0 */
    struct problem *problem;  /* what req_fail noted */
    struct audit_row *audit;  /* what audit_note noted; each try of req_tx starts without */
};

struct res {
    struct req *req;
    int status;        /* 200, or 201/204 by the route's flags, unless set */
    struct json json;  /* reply body; json.out holds the bytes of an R_FILE reply */
    int64_t version;   /* sent as ETag when > 0 */
    const char *accel; /* X-Accel-Redirect target */
    const char *type;  /* content type; NULL: application/json */
    const char *disposition;
    const char *set_cookie; /* sent with a problem too, but not when req_tx failed */
    const char *allow;      /* methods of a 405 */
};

/* ---- saying no. Each returns its err, so that a handler ends with `return req_fail(…)`. */
/* code is stable and becomes /problems/<code>; detail is a Chinese sentence: what is wrong, what to do. */
enum err req_fail(struct req *req, enum err e, const char *code, const char *detail, ...) PRINTF(4, 5);
/* Notes one wrong field; pointer like "#/units/0/unit_id". Returns ERR_UNPROCESSABLE. May be called several
 * times. */
enum err req_field(struct req *req, const char *pointer, const char *detail, ...) PRINTF(3, 4);

/* ---- answering */
/* {items, next}; the query's first column is the page key and its last arg is req->limit + 1. */
enum err res_page(struct res *res, const struct db_query *q, struct db_args args) MUST_USE;
void res_struct(struct res *res, const struct shape *s, const void *value);

/* ---- changing: fn runs in one transaction together with the idempotency row and the audit rows that it
 * notes. First it is checked there that the actor's session and membership still stand (R5).
 * fn writes the reply into res; when it is run again after a deadlock, the reply starts anew.
 * At most once a request. */
typedef enum err req_tx_fn(struct req *req, struct res *res, void *ctx);
enum err req_tx(struct req *req, struct res *res, req_tx_fn *fn, void *ctx) MUST_USE;

/* Set by app/auth at start: fills req->actor from the Authorization header's bearer token (ERR_AUTH with
 * problem where it does not hold); and re-checks the actor inside a transaction. */
struct http_hooks {
    enum err (*authenticate)(struct req *req, const char *bearer);
    enum err (*recheck)(struct req *req);
    /* Writes the audit rows noted by audit_note, as the last statement of the transaction. */
    enum err (*flush_audit)(struct req *req);
};
void http_set_hooks(const struct http_hooks *hooks);

/* /api/health, /api/health/live and /api/openapi.json. */
extern const struct module http_module;

/* Checks every table (a route without permission, a duplicate, a field without label): false and a
 * sentence in *why stops the program. */
bool router_start(const struct module *const *modules, size_t n, struct arena *a, char **why) MUST_USE;
/* Answers one request; always leaves a complete reply in res. The body is read only after token and
 * permission hold; read fills out with up to len bytes and returns how many there were. */
struct http_in {
    const char *method, *path, *query, *bearer, *if_match, *if_none_match, *content_type;
    int64_t content_length; /* -1: not a number */
    size_t (*read)(void *from, char *out, size_t len);
    void *from;
};
void router_handle(struct req *req, struct res *res, const struct http_in *in);
/* The OpenAPI 3.1 document of all modules. */
void openapi_write(struct json *j);

/* Serves until told to stop; returns the exit status. reload reads the configuration anew at SIGHUP;
 * start runs in each new process before threads and before it gives up its privileges: keys are read
 * there. Both write one sentence to *why when they fail. */
struct engine {
    struct config config;
    bool (*reload)(struct config *c, struct arena *a, char **why);
    bool (*start)(const struct config *c, struct arena *a, char **why);
};
int engine_run(struct engine *e);

#endif
