#include "app/org/sheet/xlsx_priv.h"

#include <string.h>
#include <zip.h>

#define MEMBERS_MAX 2000
#define INFLATED_MAX (32 << 20)
#define RATIO_MAX 100
#define RATIO_FREE (64 << 10) /* so much of white space may be packed as tightly as it likes */

static void discard(void *zip)
{
    zip_discard(zip);
}

/* An archive says itself how large it will become; what it says is added up before anything is inflated,
 * and xlsx_member never inflates more than was said. */
static bool is_sane(zip_t *zip)
{
    zip_int64_t n = zip_get_num_entries(zip, 0);
    zip_uint64_t total = 0;
    if (n < 1 || n > MEMBERS_MAX)
        return false;
    for (zip_int64_t i = 0; i < n; i++) {
        zip_stat_t st;
        if (zip_stat_index(zip, i, 0, &st) != 0 || !(st.valid & ZIP_STAT_NAME) ||
            !(st.valid & ZIP_STAT_SIZE) || !(st.valid & ZIP_STAT_COMP_SIZE) || st.size > INFLATED_MAX)
            return false;
        total += st.size;
        bool is_bomb = st.size > RATIO_FREE && st.size / RATIO_MAX > st.comp_size;
        if (total > INFLATED_MAX || is_bomb || strstr(st.name, "..") || strstr(st.name, "vbaProject"))
            return false;
    }
    return true;
}

void *xlsx_open(struct arena *a, const char *data, size_t len)
{
    zip_source_t *source = zip_source_buffer_create(data, len, 0, NULL);
    zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY, NULL) : NULL;
    if (!zip) {
        if (source)
            zip_source_free(source);
        return NULL;
    }
    arena_defer(a, discard, zip);
    return is_sane(zip) ? zip : NULL;
}

bool xlsx_member(struct arena *a, void *zip, const char *name, char **out, size_t *len)
{
    zip_stat_t st;
    if (zip_stat(zip, name, 0, &st) != 0)
        return false;
    zip_file_t *file = zip_fopen_index(zip, st.index, 0);
    if (!file)
        return false;
    *out = arena_alloc(a, st.size + 1);
    zip_int64_t n = zip_fread(file, *out, st.size);
    *len = n > 0 ? (size_t)n : 0;
    return zip_fclose(file) == 0 && n >= 0 && (zip_uint64_t)n == st.size;
}
