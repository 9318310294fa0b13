#include "app/org/unit/unit_priv.h"

#include <stdlib.h>
#include <string.h>

static int by_id(const void *key, const void *node)
{
    int64_t a = *(const int64_t *)key, b = ((const struct unit_node *)node)->id;
    return (a > b) - (a < b);
}

const struct unit_node *unit_find(const struct list *tree, int64_t id)
{
    return tree->n ? bsearch(&id, tree->items, tree->n, sizeof(struct unit_node), by_id) : NULL;
}

bool unit_loops(const struct list *tree, int64_t id, int64_t parent_id)
{
    for (size_t steps = 0; parent_id && steps <= tree->n; steps++) {
        if (parent_id == id)
            return true;
        const struct unit_node *up = unit_find(tree, parent_id);
        parent_id = up ? up->parent_id : 0;
    }
    return parent_id != 0;
}

int64_t unit_body_above(const struct list *tree, int64_t parent_id)
{
    for (size_t steps = 0; parent_id && steps <= tree->n; steps++) {
        const struct unit_node *up = unit_find(tree, parent_id);
        if (!up || up->own_body_id)
            return up ? up->own_body_id : 0;
        parent_id = up->parent_id;
    }
    return 0;
}

bool unit_code_valid(const char *code)
{
    size_t len = strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");
    return len >= 1 && len <= 32 && code[len] == '\0' && code[0] != '-';
}

char *unit_changes(struct arena *a, const struct unit *old, const struct unit_form *in)
{
    const struct org_change items[] = {
        {"parent_id", old->parent_id != in->parent_id},
        {"kind", old->kind != in->kind},
        {"code", org_text_differs(old->code, in->code)},
        {"name", org_text_differs(old->name, in->name)},
        {"short_name", org_text_differs(old->short_name, in->short_name)},
        {"phone", org_text_differs(old->phone, in->phone)},
        {"sort", old->sort != in->sort},
        {"status", old->status != in->status},
    };
    return org_changed(a, items, ARRAY_LEN(items));
}
