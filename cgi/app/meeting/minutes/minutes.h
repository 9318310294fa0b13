#ifndef MINUTES_H
#define MINUTES_H

/* What a meeting wrote down and resolved; resolutions become matters, or demands on matters, when they are
 * confirmed, and show what became of them. */

#include "app/meeting/meeting/meeting.h"
#include "app/meeting/minutes/split.h"
#include "app/work/directive/directive.h"

extern const struct module minutes_module;

struct resolution_unit {
    int64_t resolution_id; /* not in replies */
    int64_t unit_id;
    const char *unit_name;
    int64_t directive_id;
    int directive_status;
};
struct resolution {
    int64_t id;
    const char *text;
    int32_t due_on;
    int becomes; /* enum outcome */
    int64_t matter_id;
    const char *matter_title, *matter_no;
    int matter_status;
    int64_t made_at;
    const char *made_name;
    struct list units; /* struct resolution_unit; from here on rows of their own */
};
extern const struct shape resolution_shape;
/* Of those who are not of the body: only what concerns their unit, and only once it is made. */
enum err resolutions_of(struct req *req, const struct meeting_case *c, struct list *out) MUST_USE;

#endif
