#include "app/meeting/fieldwork/fieldwork_priv.h"

struct month month_of(int32_t day)
{
    int year, month, mday;
    date_split(day, &year, &month, &mday);
    struct month m = {.first = date_make(year, month, 1)};
    m.last = month == 12 ? date_make(year, 12, 31) : date_make(year, month + 1, 1) - 1;
    return m;
}

#define LATE_DAYS 60 /* later than that nobody remembers well what was seen */
bool field_day_check(const struct field_day_in *in, int32_t today, field_bad_fn *bad, void *ctx)
{
    bool ok = true;
    if (in->day > today) {
        bad(ctx, "#/day", "下基层的日期不能晚于今天");
        ok = false;
    } else if (in->day < today - LATE_DAYS) {
        bad(ctx, "#/day", "只能补记最近 60 天的");
        ok = false;
    }
    if (in->unit_id == 0 && in->place == NULL) {
        bad(ctx, "#/place", "请选择单位，或者写明地点");
        ok = false;
    }
    return ok;
}
