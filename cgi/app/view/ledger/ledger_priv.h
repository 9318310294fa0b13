#ifndef LEDGER_PRIV_H
#define LEDGER_PRIV_H

#include "app/matter/matter.h"
#include "app/time/calendar/calendar.h"
#include "app/view/ledger/ledger.h"

/* One unit of a listed matter. */
struct ledger_unit {
    int64_t matter_id;
    const char *unit_name;
    int kind, status;
    const char *first_person;
};

/* ---- rules: pure */
/* matter_scope.yellow_key and red_key beyond every real date say what has no running limit. */
#define LIGHT_ON_BLUE "2199-01-01"
#define LIGHT_ON_LATE "2199-02-01"
#define LIGHT_ON_NONE "2199-12-31"
struct light_range {
    int32_t red_from, red_to; /* red_key between; 0: any light */
    int32_t or_on;            /* or just this */
    int32_t yellow_from, yellow_to;
};
struct light_range light_range_of(int light, const struct light_day *day);
struct ledger_key { /* where the next page begins */
    int64_t id;
    int32_t light_on;
};
bool ledger_key_parse(const char *text, int sort, struct ledger_key *out);
char *ledger_key_text(struct arena *a, int sort, const struct ledger_key *key);
/* Fills first person, number of assists, lead and next step from the row's units, and its light. */
void ledger_row_finish(struct arena *a, struct ledger_row *row, const struct ledger_unit *units, size_t n,
                       const struct light_day *day);

/* ---- store */
struct ledger_page_at {
    struct light_range light;
    struct ledger_key after; /* zero: the first page */
    int64_t limit;
};
enum err ledger_rows(struct req *req, const struct ledger_filter *f, const struct ledger_page_at *at,
                     struct list *rows) MUST_USE;
enum err ledger_units(struct req *req, const struct list *rows, struct list *out) MUST_USE;
extern const struct db_query *const ledger_queries[18];

#endif
