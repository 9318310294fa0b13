#include "db/db.h"

#include <string.h>

struct db_arg db_i64(int64_t v)
{
    return (struct db_arg){.type = DA_I64, .i = v};
}

struct db_arg db_id(int64_t v)
{
    return (struct db_arg){.type = v ? DA_I64 : DA_NULL, .i = v};
}

struct db_arg db_bool(bool v)
{
    return db_i64(v);
}

struct db_arg db_text(const char *s)
{
    return (struct db_arg){.type = s ? DA_TEXT : DA_NULL, .p = s, .len = s ? strlen(s) : 0};
}

struct db_arg db_bytes(const void *p, size_t len)
{
    return (struct db_arg){.type = DA_BYTES, .p = p, .len = len};
}

struct db_arg db_date(int32_t day)
{
    return (struct db_arg){.type = day ? DA_DATE : DA_NULL, .i = day};
}

struct db_arg db_instant(int64_t at)
{
    return (struct db_arg){.type = at ? DA_INSTANT : DA_NULL, .i = at};
}

struct db_arg db_choice(const struct choices *c, int index)
{
    return db_text(choice_name(c, index));
}
