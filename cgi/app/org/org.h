#ifndef ORG_H
#define ORG_H

/* Units, people, posts, charges (分管), the liaison register and their import. One folder each below this one. */

#include "app/auth/auth.h"

extern const struct module unit_module, person_module, charge_module, liaison_module, roster_module;

/* Call before the worker is confined: loads the character set tables that GB18030 files need. */
void roster_start(void);

extern const struct choices unit_kinds, unit_statuses, person_classes, person_statuses;

/* Zero is absent everywhere; see field.h. */
struct unit {
    int64_t id, parent_id;
    int64_t body_id;     /* answers to this body: that of the nearest unit above which has one */
    int64_t own_body_id; /* the body seated here */
    int kind;            /* unit_kinds */
    const char *code, *name, *short_name, *phone;
    int64_t sort;
    int status; /* unit_statuses: 1 active, 2 closed */
    int64_t version;
    const char *first_person, *liaison, *liaison_phone; /* today's (C3.1, A2.3.3) */
};
extern const struct shape unit_shape; /* schema "Unit" */
/* ERR_NOT_FOUND when there is none; today decides who is first person and liaison. */
enum err unit_get(struct db *db, struct arena *a, int64_t id, int32_t today, struct unit *out) MUST_USE;

#endif
