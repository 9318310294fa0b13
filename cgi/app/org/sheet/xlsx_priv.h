#ifndef XLSX_PRIV_H
#define XLSX_PRIV_H

#include "app/org/sheet/sheet.h"

/* NULL when it is no archive, or one that would grow too much. Closed with the arena. */
void *xlsx_open(struct arena *a, const char *data, size_t len) MUST_USE;
bool xlsx_member(struct arena *a, void *zip, const char *name, char **out, size_t *len) MUST_USE;

/* Walks XML without DTD: names without their namespace; false when it is not well formed or a callback
 * said so. Any of them may be NULL. */
struct xlsx_events {
    bool (*open)(void *ctx, const char *name, const char **attributes);
    bool (*close)(void *ctx, const char *name);
    bool (*text)(void *ctx, const char *text, size_t len);
};
bool xlsx_walk(const char *xml, size_t len, const struct xlsx_events *events, void *ctx) MUST_USE;
/* The attribute of that name, "" without one. */
const char *xlsx_attribute(const char **attributes, const char *name);

#endif
