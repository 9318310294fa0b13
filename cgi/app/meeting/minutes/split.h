#ifndef SPLIT_H
#define SPLIT_H

/* What a meeting resolved, read from its minutes by rule: numbered items, the units that they name, the day
 * by which they are to be done. Pure: it proposes, people decide. */

#include "app/time/calendar/calendar.h"

struct split_unit { /* of the own body */
    int64_t id;
    const char *name, *short_name;
};
struct split_matter { /* on the agenda */
    int64_t id;
    const char *title;
};
struct split_ground {
    struct list units;   /* struct split_unit */
    struct list matters; /* struct split_matter */
    struct calendar calendar;
    int32_t held_on;
};

/* What a resolution turns into. */
enum outcome { OUTCOME_DRAFT = 1, OUTCOME_DIRECTIVE, OUTCOME_STEP, OUTCOME_NOTE };
extern const struct choices outcomes;

struct suggestion {
    const char *text;
    struct list unit_ids;   /* int64_t, the lead first */
    const char *unit_words; /* a responsible unit that no name is known for; NULL */
    int32_t due_on;
    const char *due_words; /* as it was written; NULL */
    int becomes;           /* enum outcome */
    int64_t matter_id;     /* of the agenda, where the words name it */
};
#define SUGGESTIONS_MAX 200
#define RESOLUTION_CHARS 1000
/* text is UTF-8. */
void minutes_split(struct arena *a, const char *text, const struct split_ground *g, struct list *out);

/* ---- the parts of it */
/* The last limit that the words set, 0 without one; *words is what was read. */
int32_t split_due(struct arena *a, const char *text, const struct split_ground *g, const char **words);
struct split_duty {
    struct list unit_ids;
    const char *unit_words;
};
struct split_duty split_duty(struct arena *a, const char *text, const struct split_ground *g);

/* ---- characters: whether s goes on with the words; 1–99 in digits of any width or in Chinese, 0 for none */
bool split_begins(const char *s, const char *words);
/* The length of the one of the words, parted by '|', that s begins with; 0 for none. */
size_t split_any(const char *s, const char *words);
const char *split_skip_spaces(const char *s);
int split_number(const char **s, bool chinese);

#endif
