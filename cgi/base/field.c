#include "base/field.h"

#include <string.h>

int choice_index(const struct choices *c, const char *name)
{
    for (size_t i = 0; i < c->n; i++)
        if (strcmp(c->items[i].name, name) == 0)
            return (int)i + 1;
    return 0;
}

static const struct choice *choice_at(const struct choices *c, int index)
{
    return index >= 1 && (size_t)index <= c->n ? &c->items[index - 1] : NULL;
}

const char *choice_name(const struct choices *c, int index)
{
    const struct choice *choice = choice_at(c, index);
    return choice == NULL ? NULL : choice->name;
}

const char *choice_label(const struct choices *c, int index)
{
    const struct choice *choice = choice_at(c, index);
    return choice == NULL ? "" : choice->label;
}
