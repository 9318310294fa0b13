#ifndef ORG_H
#define ORG_H

/* Units, people, posts, charges (分管), the liaison register and their import. One folder each below this
 * one. */

#include "app/auth/auth.h"

extern const struct module unit_module, body_module, person_module, membership_module, charge_module,
    liaison_module, roster_module;

/* Call before the worker is confined: loads the character set tables that GB18030 files need. */
void roster_start(void);

extern const struct choices unit_kinds, unit_statuses, person_classes, person_statuses;

/* What a name or note must be besides its length: no control characters, and no leading sign that a
 * spreadsheet takes for a formula. */
bool org_is_plain(const char *s);
/* Notes a field that is not; NULL is fine. */
enum err org_plain_field(struct req *req, const char *pointer, const char *value) MUST_USE;
/* Details for the audit: {"name":"value"}, and {"changed":["name",…]} of those that differ. */
char *org_named(struct arena *a, const char *name, const char *value) MUST_USE;
struct org_change {
    const char *name;
    bool differs;
};
char *org_changed(struct arena *a, const struct org_change *items, size_t n) MUST_USE;
bool org_text_differs(const char *a, const char *b); /* NULL and "" are the same */
/* The page key as an id, 0 on the first page. */
int64_t org_after(const struct req *req);
/* {items, next: null} of every row. */
enum err org_all(struct res *res, const struct db_query *q, struct db_args args) MUST_USE;

/* Who answers for a unit (C3.1): its head; where the leader group sits and nobody is entered as head, the
 * head of that group. NULL when there is nobody. Binds the day twice. */
#define UNIT_HEAD(unit_id)                                                                                   \
    "(SELECT p.name FROM membership h JOIN person p ON p.id = h.person_id WHERE h.unit_id = " unit_id        \
    " AND p.status = 'active' AND (h.role = 'department' OR h.`rank` = 'head') AND " IN_TERM(                \
        "h") " ORDER BY h.role = 'department' DESC, h.id LIMIT 1)"

/* Whoever acts for the post (代理) is in charge of the same units: to be called where its charges change or
 * somebody begins to act for it. Part of the caller's transaction. */
enum err charge_follow(struct db *db, int64_t membership_id, int32_t today) MUST_USE;

/* Zero is absent everywhere; see field.h. */
enum { UNIT_ACTIVE = 1, UNIT_CLOSED };
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
