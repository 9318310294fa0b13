#ifndef HTTP_PRIV_H
#define HTTP_PRIV_H

#include "http/http.h"

/* ---- problem.c */
struct problem_field {
    const char *pointer, *detail;
    struct problem_field *next;
};
struct problem {
    enum err err;
    const char *code, *detail;
    struct problem_field *fields, **last;
    size_t nfields;
};
/* Makes res the problem that req_fail and req_field noted, or the plain one of e. current: JSON or NULL. */
void problem_write(struct res *res, enum err e, const char *current);

/* ---- reply.c */
void reply_start(struct res *res, struct req *req); /* also when a transaction runs again */
int reply_status(const struct res *res);
bool reply_has_body(const struct res *res);
void reply_headers(const struct res *res, struct buf *out); /* with the empty line */

void member_text(struct json *j, const char *name, const char *text);
void member_i64(struct json *j, const char *name, int64_t v);

/* ---- table.c: what a route table must hold */
bool table_check(const struct module *const *modules, size_t n, struct arena *a, char **why) MUST_USE;
const char *method_name(enum method m);
const char *role_name(int bit); /* "" for none */
/* Every shape and enumeration that the routes name, each once. */
struct table_use {
    const struct shape *shape;
    bool in_request, in_reply;
};
struct table_names {
    struct table_use *uses;
    size_t nuses, cap;
    const struct choices **choices;
    size_t nchoices, choices_cap;
    struct arena *arena;
    const char *clash; /* a name that stands for two things */
};
void table_names(struct table_names *t, const struct module *const *modules, size_t n, struct arena *a);

/* ---- tree.c: from method and path to the route */
struct node;
struct node *tree_new(struct arena *a);
/* False where the place is taken. */
bool tree_add(struct node *root, const struct route *route, struct arena *a) MUST_USE;
/* The routes of a path by method, or NULL; fills ids. */
#define PATH_WORD_MAX 64
struct path_word { /* not terminated */
    const char *text;
    size_t len;
};
const struct route *const *tree_find(const struct node *root, const char *path, int64_t ids[4],
                                     struct path_word *word);

/* ---- body.c: what came along, checked against the route's tables */
enum err body_conditions(struct req *req, const struct http_in *in) MUST_USE;
enum err body_query(struct req *req, const char *query) MUST_USE;
enum err body_read(struct req *req, const struct http_in *in) MUST_USE;

/* ---- change.c */
extern struct http_hooks http_hooks;
/* Answers from the idempotency table when the key was used before: *done tells. */
enum err change_replay(struct req *req, struct res *res, bool *done) MUST_USE;

/* ---- change_store.c */
struct stored_reply {
    bool is_same;
    int64_t status, version;
    const char *reply;
};
enum err change_find(struct req *req, struct stored_reply *out, bool *found) MUST_USE;
/* ERR_CONFLICT: used before; ERR_BUSY and db_is_locked: in flight elsewhere. */
enum err change_claim(struct req *req) MUST_USE;
enum err change_keep(struct req *req, const struct stored_reply *reply) MUST_USE;
extern const struct db_query idempotency_find_query, idempotency_claim_query, idempotency_keep_query;

/* ---- health_store.c */
/* OK when the server answers a statement: a kept connection alone says nothing of a server that hangs. */
enum err health_ping(struct req *req) MUST_USE;
extern const struct db_query health_ping_query;

/* ---- fcgi.c */
struct thread {
    struct arena *arena;
    struct db *db;
    const struct config *config;
};
struct FCGX_Request;
/* Fills req and in from the parameters of a FastCGI request. */
void fcgi_take(struct req *req, struct http_in *in, char *const *params);
/* Reads, answers and logs one accepted request; whether the connection stays. is_last asks nginx to close it.
 */
bool fcgi_serve(struct thread *t, struct FCGX_Request *r, bool is_last);

/* ---- fcgi_reply.c */
/* False where nginx has gone. */
bool fcgi_reply(const struct res *res, struct FCGX_Request *r, bool is_head, bool is_last) MUST_USE;

/* ---- child.c */
/* One serving process: writes its pid to ready_fd once it serves; returns its exit status. */
int child_run(const struct engine *e, int listen_fd, int ready_fd);

/* ---- listen.c */
/* The bound socket, mode 0660, of run_user where root starts it; -1 and one sentence in *why. */
int listen_open(const struct config *c, struct arena *a, char **why);

/* ---- openapi.c */
/* Builds the document; it lives as long as a. */
void openapi_start(const struct module *const *modules, size_t n, struct arena *a);

/* ---- openapi_schema.c: shapes and enumerations as JSON Schema */
void schema_ref(struct json *j, const char *kind, const char *name); /* {"$ref": "#/components/kind/name"} */
/* Of a shape as a request or a reply; one that is both has two schemas. */
const char *schema_name(const struct table_names *t, const struct shape *s, bool is_request);
enum schema_use { USE_REPLY, USE_BODY, USE_QUERY };
void schema_field(struct json *j, const struct table_names *t, const struct field *f, enum schema_use use);
/* The members of components.schemas. */
void schema_all(struct json *j, const struct table_names *t);

#endif
