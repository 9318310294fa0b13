#ifndef DOCUMENT_PRIV_H
#define DOCUMENT_PRIV_H

#include "app/document/document.h"

/* The content as frozen: the bytes that are hashed. */
char *paper_json(struct arena *a, const struct paper *p);

struct document_page {
    int64_t id;
    int kind;
    const char *doc_no, *title, *signer_name;
    int64_t signed_at;
    const char *sha256; /* hex */
    int64_t voided_at;
    const char *content;
    struct list receipts; /* struct receipt */
    int64_t matter_id, body_id;
};
struct receipt {
    const char *unit_name;
    int64_t received_at;
    const char *received_name;
};
extern const struct shape document_page_shape, register_row_shape;

struct register_query {
    int kind;
    int64_t year;
};
extern const struct shape register_query_shape;

enum err document_by_id(struct req *req, int64_t id, struct document_page *out) MUST_USE;
extern const struct db_query REGISTER;
extern const struct db_query *const document_queries[6];

#endif
