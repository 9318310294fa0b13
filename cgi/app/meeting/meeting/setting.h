#ifndef SETTING_H
#define SETTING_H

/* What a body has decided about its months (C2.2c). */

#include "http/http.h"

struct meeting_setting {
    int64_t mask; /* bit n: month n + 1; not in replies */
    struct list quiet_months;
    int64_t field_days, version;
};
extern const struct shape meeting_setting_shape;
enum err meeting_setting_of(struct db *db, struct arena *a, int64_t body_id,
                            struct meeting_setting *out) MUST_USE;
/* A month without meetings, which is one of field work. */
bool setting_is_quiet(const struct meeting_setting *s, int32_t day);

#endif
