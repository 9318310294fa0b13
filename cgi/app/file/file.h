#ifndef FILE_H
#define FILE_H

/* Uploaded files: checked, stripped of what tells where a photo was taken, stored once per content under
 * data_dir/files, served by nginx. A file is unused until a matter, a report or another object names it. */

#include "http/http.h"

#define FILE_MAX_BYTES (50LL << 20)
#define FILE_QUOTA_BYTES (2LL << 30)            /* of one person, used and unused together */
#define FILE_UNUSED_MS (3LL * 24 * 3600 * 1000) /* an unused file is swept after this */
#define FILES_PER_OBJECT 30                     /* max of every file_ids field */

enum file_kind {
    FILE_OF_MATTER = 1,
    FILE_OF_REPORT,
    FILE_OF_RESULT, /* of an assignment */
    FILE_OF_PLAN,
    FILE_OF_SELF_CHECK,
    FILE_OF_CONTACT,
    FILE_OF_DIRECTIVE,
    FILE_OF_ANSWER, /* to a directive */
    FILE_OF_INSPECTION,
    FILE_OF_MEETING,
    FILE_OF_INSTRUCTION,
    FILE_OF_ESCALATION,
    FILE_OF_TALK,
    FILE_OF_WAITING /* a report that waits for its review */
};
extern const struct choices file_kinds;

struct file {
    int64_t id;
    const char *name, *type;
    int64_t size, created_at;
    int kind; /* enum file_kind; 0 while unused */
    int64_t object_id;
};
extern const struct shape file_shape; /* schema "File" */

/* Who may read a file: everyone who sees its matter; without a matter the readers: keys of matter_scope
 * (actor.scope), or −person_id. */
struct file_place {
    int64_t matter_id; /* 0: none */
    enum file_kind kind;
    int64_t object_id;
    struct list readers; /* int64_t; only without a matter */
};
/* Inside a transaction: adds the actor's own unused files (a list of int64_t) to the place. A file that is
 * not there, not one's own or used elsewhere is a field error at "#/file_ids/N". */
enum err file_attach(struct req *req, const struct file_place *place, const struct list *ids) MUST_USE;
/* The same, but the place has exactly these files and readers afterwards; other files become unused (drafts
 * only). */
enum err file_replace(struct req *req, const struct file_place *place, const struct list *ids) MUST_USE;
/* Every file of a matter, its reports' and results' too, oldest first; struct file each. */
enum err file_list(struct db *db, struct arena *a, int64_t matter_id, struct list *out) MUST_USE;

/* The files of one object, oldest first. */
enum err file_list_of(struct db *db, struct arena *a, enum file_kind kind, int64_t object_id,
                      struct list *out) MUST_USE;
/* Opens the files that an object has now to more readers (a publication). */
enum err file_readers_add(struct db *db, struct arena *a, enum file_kind kind, int64_t object_id,
                          const struct list *readers) MUST_USE;

/* Answers with a file of an object whose module decides itself, on each request, who may read it: such an
 * object attaches its files without matter and without readers. */
enum err file_send(struct req *req, struct res *res, const struct file_place *place, int64_t id) MUST_USE;

/* An object's files become another's, which belongs to a matter. */
enum err file_move(struct db *db, enum file_kind kind, int64_t object_id,
                   const struct file_place *to) MUST_USE;
/* An object's files become a matter's: whoever sees it sees them. */
enum err file_give(struct db *db, enum file_kind kind, int64_t object_id, int64_t matter_id) MUST_USE;

/* Content-Disposition: attachment under this name, also where it is not ASCII (RFC 6266). */
char *file_disposition(struct arena *a, const char *name) MUST_USE;

/* Loads what sniffing needs and makes the folders: before the worker is confined and has threads. */
bool file_start(const struct config *c, struct arena *a, char **why) MUST_USE;
struct file_swept {
    int64_t rows, contents, temps;
};
/* For the job: deletes unused rows that are too old, contents that no row names, and left temporary files. */
enum err file_sweep(struct db *db, const struct config *c, int64_t now, struct arena *a,
                    struct file_swept *swept) MUST_USE;

extern const struct module file_module;

#endif
