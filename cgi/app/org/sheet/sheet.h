#ifndef SHEET_H
#define SHEET_H

/* A table out of a file that someone made elsewhere: CSV (UTF-8 or GB18030) or the first sheet of an XLSX;
 * and one as CSV for a spreadsheet. */

#include "base/base.h"
#include "base/field.h"

#define SHEET_BYTES (5 << 20)
#define SHEET_ROWS 2001 /* with the head */
#define SHEET_COLS 32

struct sheet_row {
    int64_t number;     /* as the spreadsheet shows it */
    const char **cells; /* SHEET_COLS of them; "" where there is none */
};

/* Rows that hold anything, in order, as UTF-8. False and a Chinese sentence in *fault otherwise. */
bool sheet_parse(struct arena *a, const char *data, size_t len, struct list *rows,
                 const char **fault) MUST_USE;
bool csv_parse(struct arena *a, const char *text, size_t len, struct list *rows, const char **fault) MUST_USE;
bool xlsx_parse(struct arena *a, const char *data, size_t len, struct list *rows,
                const char **fault) MUST_USE;

/* A new empty row at the end; NULL when there are too many. */
struct sheet_row *sheet_add(struct arena *a, struct list *rows, int64_t number) MUST_USE;
/* Drops the last row when all its cells are blank. */
void sheet_settle(struct list *rows);

/* ---- csv_write.c: CSV (RFC 4180) that a spreadsheet can not take for a formula */
void csv_cell(struct buf *b, const char *text); /* NULL: empty; the caller writes commas */
void csv_row(struct buf *b, const char *const *cells, size_t n);
/* The mark without which spreadsheets take it for GBK, and the head. */
void csv_begin(struct buf *b, const char *const *heads, size_t n);

/* Loads what GB18030 needs and keeps it, as no file can be opened later. */
void sheet_start(void);

#endif
