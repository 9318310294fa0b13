#ifndef COURSE_H
#define COURSE_H

/* A matter's course from proposal to archive. */

#include "app/document/document.h"
#include "app/matter/matter.h"
#include "app/time/deadline/deadline.h"

/* ---- the paper */
struct paper_source {
    const char *letterhead, *notice_word, *issuer, *office, *phone;
};
void notice_write(struct arena *a, const struct matter_case *c, const struct paper_source *s,
                  struct paper *out);

/* ---- rules: pure */
const char *issue_message(struct arena *a, const struct matter_case *c, bool estimated);
/* Names of the units that are asked now and were not before. */
char *units_added(struct arena *a, const struct list *before, const struct list *after);
/* For the history. */
char *due_change(struct arena *a, const char *field, const char *label, int32_t from, int32_t to);

/* ---- store */
/* First persons of the day, and the units' sight of the matter. */
enum err assignments_serve(struct req *req, int64_t matter_id) MUST_USE;
enum err matter_set_proposal(struct req *req, int64_t id, const char *proposal) MUST_USE;
struct approval {
    const char *opinion;
    int32_t due_on; /* 0: as proposed */
};
enum err matter_set_approval(struct req *req, int64_t id, const struct approval *ap) MUST_USE;
enum err matter_set_opinion(struct req *req, int64_t id, const char *opinion) MUST_USE;
enum err matter_set_issued(struct req *req, const struct matter *m) MUST_USE;
struct answer {
    const char *answer, *answered_to;
};
enum err matter_set_answer(struct req *req, int64_t id, const struct answer *an) MUST_USE;
enum err matter_set_archived(struct req *req, int64_t id, const char *archive_no) MUST_USE;
enum err paper_source_of(struct req *req, struct paper_source *out) MUST_USE;
extern const struct db_query *const course_queries[10];

extern const struct module course_module;

#endif
