#ifndef FILE_PRIV_H
#define FILE_PRIV_H

#include "app/file/file.h"

#define FILE_MAX_PIXELS 50000000ULL
#define FILE_MAX_MEMBERS 2000
#define FILE_MAX_INFLATED (100LL << 20)
#define FILE_MAX_RATIO 100
#define FILE_NAME_CHARS 200
#define SHA_HEX_CHARS 65

struct bytes {
    const uint8_t *data;
    size_t len;
};

/* ---- file_rules.c: names and kinds; pure */
enum file_family { FAMILY_PDF = 1, FAMILY_JPEG, FAMILY_PNG, FAMILY_ZIP, FAMILY_OLE, FAMILY_TEXT };
struct file_type {
    const char *ext;
    const char *media; /* stored and served */
    enum file_family family;
    const char *member; /* FAMILY_ZIP: a member that this kind must have */
};
const struct file_type *file_type_of(const char *name); /* NULL: not taken */
#define FILE_TYPES_TEXT "PDF、OFD、Word、Excel、PPT、WPS、JPG、PNG、TXT、CSV"
/* The last path part without control, direction and reserved characters, at most 200 characters with its
 * extension kept; "" when nothing is left. */
char *file_clean_name(struct arena *a, const char *raw) MUST_USE;
bool file_magic_fits(const struct file_type *type, const char *media);

/* ---- Each says in a Chinese sentence what is wrong with the content; NULL: nothing. */
const char *file_inspect(struct arena *a, const struct file_type *type, struct bytes *content);
const char *file_check_zip(struct arena *a, struct bytes content, const char *member);
const char *file_check_text(struct bytes content);
/* Also replace the content by a copy without the facts that cameras add. */
const char *file_clean_jpeg(struct arena *a, struct bytes *content);
const char *file_clean_png(struct arena *a, struct bytes *content);
bool file_sniff_start(struct arena *a, char **why) MUST_USE;

/* ---- file_disk.c: data_dir/files/ab/cdef…. Under the sandbox it needs openat, write, fsync, rename, unlink.
 */
enum err disk_put(const struct config *c, struct arena *a, const char sha[SHA_HEX_CHARS],
                  struct bytes content) MUST_USE;
bool disk_start(const struct config *c, struct arena *a, char **why) MUST_USE;
/* The folder of the contents whose hash begins with name. */
struct disk_bucket {
    const char *name;  /* two hex digits */
    struct list named; /* const char * each: the other 62 digits of those that a row names, sorted */
    int64_t before;    /* younger ones stay: their row may not be committed yet */
};
enum err disk_sweep(const struct config *c, struct arena *a, const struct disk_bucket *bucket,
                    int64_t *removed) MUST_USE;
enum err disk_sweep_temp(const struct config *c, struct arena *a, int64_t before, int64_t *removed) MUST_USE;

/* ---- file_store.c */
struct stored_file {
    int64_t id;
    const char *name, *type, *sha; /* hex */
    bool used, own;
};
enum err file_find(struct req *req, int64_t id,
                   struct stored_file *out) MUST_USE; /* ERR_NOT_FOUND when not visible */
/* One of the files of a place, whoever asks. */
enum err file_find_of(struct req *req, const struct file_place *place, int64_t id,
                      struct stored_file *out) MUST_USE;
enum err file_used_bytes(struct req *req, int64_t *bytes) MUST_USE;
enum err file_insert(struct req *req, const char *sha, struct file *file) MUST_USE; /* fills file->id */
enum err file_delete_unused(struct req *req, int64_t id) MUST_USE; /* ERR_CONFLICT when it is used by now */
enum err file_sweep_rows(struct db *db, int64_t before, int64_t *rows) MUST_USE;
enum err file_named(struct db *db, struct arena *a, const char *bucket, struct list *out) MUST_USE;
#define FILE_QUERIES 16
extern const struct db_query *const file_queries[FILE_QUERIES];

#endif
