#ifndef DOCUMENT_H
#define DOCUMENT_H

/* Numbers without gaps and papers frozen at signing. */

#include "http/http.h"

/* The next number of a series, inside a transaction; the row stays locked until its end, so that a number
 * is given only by what commits. */
struct series {
    int64_t body_id;
    const char *word;
    int year;
};
enum err number_next(struct db *db, struct arena *a, const struct series *s, int64_t *no) MUST_USE;
/* 卫督办〔2026〕12号: six-cornered brackets, no leading zeros (GB/T 9704). */
char *number_text(struct arena *a, const char *word, int year, int64_t no);
/* DB-2026-0012: for ledgers, never on the formal paper. */
char *register_text(struct arena *a, const char *prefix, int year, int64_t no);
#define SERIES_REGISTER "DB"
#define SERIES_ARCHIVE "DA"

struct paragraph {
    int64_t level; /* 0 text, 1 一、 2 （一） 3 1. */
    const char *text;
};
struct paper {
    const char *letterhead, *doc_no, *title, *urgency; /* urgency as printed: 特急, 加急; NULL */
    struct list addressees;                            /* texts */
    struct list paragraphs;                            /* struct paragraph */
    struct list attachments;                           /* texts */
    const char *issuer;
    int32_t signed_on;
    struct list copies_to; /* texts */
    const char *printed_by;
    int32_t printed_on;
    const char *contact;
};
extern const struct shape paper_shape;

enum document_kind { DK_NOTICE = 1, DK_INSPECTION, DK_MINUTES };
extern const struct choices document_kinds;
struct document_new {
    int64_t body_id, matter_id; /* matter 0: the body's own paper */
    enum document_kind kind;
    const char *word, *signer_name;
    struct paper *paper; /* doc_no is filled in here */
};
/* Gives the number, freezes the content with its hash; inside a transaction. */
enum err document_sign(struct req *req, const struct document_new *n, int64_t *id) MUST_USE;

extern const struct module document_module;

#endif
