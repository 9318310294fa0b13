#ifndef CHECKLIST_H
#define CHECKLIST_H

/* 检查清单: what to look at, kept by the office for its inspections to copy from. */

#include "http/http.h"

struct check_item {
    int64_t id;
    const char *item, *standard;
};
extern const struct shape check_item_shape;    /* schema "CheckItem" */
extern const struct shape check_item_in_shape; /* schema "CheckItemIn": as forms send it, without id */
#define CHECK_ITEMS_MAX 60
/* struct check_item each, as JSON for JSON_TABLE. */
char *check_items_json(struct arena *a, const struct list *items) MUST_USE;

extern const struct module checklist_module;

#endif
