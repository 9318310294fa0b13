#include "app/track/inspection/inspection_priv.h"

/* Records of visits with their findings and photos. */

static const struct db_query VISITS = {
    .name = "inspection_visits",
    .sql = "SELECT " IS_OWN_VISIT
           " AS is_own, v.id, v.version, v.inspection_id, v.unit_id, v.unit_name, v.status,"
           " v.visit_on, v.place, v.accompanied_by, v.feedback, v.recorded_name, v.signed_by, v.signed_at,"
           " v.unit_opinion, v.confirmed_name, v.confirmed_post, v.confirmed_at FROM " INSPECTION_ME
           " JOIN inspection i JOIN inspection_visit v ON v.inspection_id = i.id"
           " WHERE i.id = ? AND (" SEES_WHOLE " OR " SEES_VISIT ") ORDER BY v.id",
    .row = &visit_row_shape,
};
static const struct db_query FINDINGS = {
    .name = "inspection_findings",
    .sql = "SELECT f.visit_id, f.id, f.item_id, f.result, f.note, f.severity, f.answer_by, f.directive_id,"
           " f.matter_id FROM inspection_finding f JOIN inspection_visit v ON v.id = f.visit_id"
           " LEFT JOIN inspection_item t ON t.id = f.item_id WHERE v.inspection_id = ?"
           " ORDER BY f.visit_id, t.seq IS NULL, t.seq, f.id",
    .row = &finding_row_shape,
};
struct photo {
    int64_t finding_id, file_id;
};
static const struct field photo_fields[] = {
    {"finding_id", F_INT, offsetof(struct photo, finding_id), .label = "发现"},
    {"file_id", F_INT, offsetof(struct photo, file_id), .label = "附件"},
};
static const struct shape photo_shape = SHAPE("InspectionPhoto", struct photo, photo_fields);
static const struct db_query PHOTOS = {
    .name = "inspection_photos",
    .sql = "SELECT p.finding_id, p.file_id FROM inspection_photo p JOIN inspection_finding f"
           " ON f.id = p.finding_id JOIN inspection_visit v ON v.id = f.visit_id WHERE v.inspection_id = ?"
           " ORDER BY p.finding_id, p.file_id",
    .row = &photo_shape,
};

static void give_photos(struct arena *a, struct finding *f, const struct list *photos)
{
    const struct photo *p = photos->items;
    size_t n = 0;
    for (size_t i = 0; i < photos->n; i++)
        n += p[i].finding_id == f->id;
    int64_t *ids = arena_alloc(a, (n + 1) * sizeof *ids);
    f->photos = (struct list){ids, 0};
    for (size_t i = 0; i < photos->n; i++)
        if (p[i].finding_id == f->id)
            ids[f->photos.n++] = p[i].file_id;
}

static void give_findings(struct visit *v, const struct list *all)
{
    struct finding *f = all->items;
    for (size_t i = 0; i < all->n; i++)
        if (f[i].visit_id == v->id) {
            v->findings.items = v->findings.n == 0 ? &f[i] : v->findings.items;
            v->findings.n++;
        }
}

enum err visits_of(struct req *req, struct inspection *x)
{
    struct list findings = {0}, photos = {0};
    struct db_arg id = db_i64(x->id);
    enum err e = db_list(req->db, req->arena, &VISITS, &x->visits, DB_ARGS(INSPECTION_WHO(req), id));
    if (e == OK)
        e = db_list(req->db, req->arena, &FINDINGS, &findings, DB_ARGS(id));
    if (e == OK)
        e = db_list(req->db, req->arena, &PHOTOS, &photos, DB_ARGS(id));
    struct finding *f = findings.items;
    for (size_t i = 0; e == OK && i < findings.n; i++)
        give_photos(req->arena, &f[i], &photos);
    struct visit *v = x->visits.items;
    for (size_t i = 0; e == OK && i < x->visits.n; i++) {
        give_findings(&v[i], &findings);
        e = file_list_of(req->db, req->arena, FILE_OF_INSPECTION, v[i].id, &v[i].files);
    }
    return e;
}

/* ---- recording */
static const struct db_query RECORD = {
    .name = "inspection_visit_record",
    .sql = "UPDATE inspection_visit SET version = version + 1, visit_on = ?, place = ?, accompanied_by = ?,"
           " feedback = ?, recorded_name = ? WHERE id = ?",
};
static const struct db_query PHOTOS_CLEAR = {
    .name = "inspection_photos_clear",
    .sql = "DELETE p FROM inspection_photo p JOIN inspection_finding f ON f.id = p.finding_id"
           " WHERE f.visit_id = ?",
};
static const struct db_query FINDINGS_CLEAR = {
    .name = "inspection_findings_clear",
    .sql = "DELETE FROM inspection_finding WHERE visit_id = ?",
};
static const struct db_query FINDING_ADD = {
    .name = "inspection_finding_add",
    .sql = "INSERT INTO inspection_finding (visit_id, item_id, result, note, severity, answer_by)"
           " VALUES (?, ?, ?, ?, ?, ?)",
};
static const struct db_query PHOTO_ADD = {
    .name = "inspection_photo_add",
    .sql = "INSERT IGNORE INTO inspection_photo (finding_id, file_id) VALUES (?, ?)",
};

static enum err add_finding(struct req *req, int64_t visit_id, const struct finding *f)
{
    struct db_done done = {0};
    const int64_t *photo = f->photos.items;
    enum err e = db_exec(req->db, &FINDING_ADD, &done,
                         DB_ARGS(db_i64(visit_id), db_id(f->item_id), db_choice(&finding_results, f->result),
                                 db_text(f->note), db_choice(&severities, f->severity),
                                 db_date(f->answer_by)));
    for (size_t i = 0; e == OK && i < f->photos.n; i++)
        e = db_exec(req->db, &PHOTO_ADD, NULL, DB_ARGS(db_i64(done.id), db_i64(photo[i])));
    return e;
}

enum err visit_save(struct req *req, const struct visit *v, const struct record_in *in)
{
    const struct finding *f = in->findings.items;
    const struct file_place place = {.kind = FILE_OF_INSPECTION, .object_id = v->id};
    struct db_arg id = db_i64(v->id);
    enum err e = db_exec(req->db, &RECORD, NULL,
                         DB_ARGS(db_date(in->visit_on), db_text(in->place), db_text(in->accompanied_by),
                                 db_text(in->feedback), db_text(req->actor.name), id));
    if (e == OK)
        e = db_exec(req->db, &PHOTOS_CLEAR, NULL, DB_ARGS(id));
    if (e == OK)
        e = db_exec(req->db, &FINDINGS_CLEAR, NULL, DB_ARGS(id));
    if (e == OK)
        e = file_replace(req, &place, &in->file_ids);
    for (size_t i = 0; e == OK && i < in->findings.n; i++)
        e = add_finding(req, v->id, &f[i]);
    return e;
}

/* ---- states */
static const struct db_query SET_DONE = {
    .name = "inspection_visit_done",
    .sql = "UPDATE inspection_visit SET version = version + 1, status = 'done', signed_by = ?, signed_at = ?"
           " WHERE id = ?",
};
static const struct db_query SET_OPEN = {
    .name = "inspection_visit_open",
    .sql = "UPDATE inspection_visit SET version = version + 1, status = 'planned', signed_by = NULL,"
           " signed_at = NULL, confirmed_name = NULL, confirmed_post = NULL, confirmed_at = NULL"
           " WHERE id = ?",
};
static const struct db_query SET_CONFIRMED = {
    .name = "inspection_visit_confirmed",
    .sql = "UPDATE inspection_visit SET version = version + 1, status = 'confirmed', unit_opinion = ?,"
           " confirmed_name = ?, confirmed_post = ?, confirmed_at = ? WHERE id = ?",
};

enum err visit_set_done(struct req *req, const struct visit *v, const char *signed_by)
{
    return db_exec(req->db, &SET_DONE, NULL,
                   DB_ARGS(db_text(signed_by), db_instant(req->now), db_i64(v->id)));
}

enum err visit_set_open(struct req *req, const struct visit *v)
{
    return db_exec(req->db, &SET_OPEN, NULL, DB_ARGS(db_i64(v->id)));
}

enum err visit_set_confirmed(struct req *req, const struct visit *v, const struct confirmation *by)
{
    return db_exec(req->db, &SET_CONFIRMED, NULL,
                   DB_ARGS(db_text(by->opinion), db_text(by->name), db_text(by->post), db_instant(req->now),
                           db_i64(v->id)));
}

/* ---- what findings lead to */
static const struct db_query SET_DIRECTIVE = {
    .name = "inspection_finding_directive",
    .sql = "UPDATE inspection_finding SET directive_id = ? WHERE id = ?",
};
static const struct db_query SET_MATTER = {
    .name = "inspection_finding_matter",
    .sql = "UPDATE inspection_finding SET matter_id = ? WHERE id = ?",
};
struct number {
    int64_t id;
};
static const struct field number_fields[] = {{"id", F_INT, offsetof(struct number, id), .label = "编号"}};
static const struct shape number_shape = SHAPE("VisitNumber", struct number, number_fields);
static const struct db_query OF_FINDING = {
    .name = "inspection_visit_of_finding",
    .sql = "SELECT f.visit_id AS id FROM inspection_finding f WHERE f.id = ?",
    .row = &number_shape,
};
static const struct field part_fields[] = {
    {"matter_id", F_INT, offsetof(struct open_part, matter_id), .label = "事项"},
    {"assignment_id", F_INT, offsetof(struct open_part, assignment_id), .label = "承办"},
};
static const struct shape part_shape = SHAPE("OpenPart", struct open_part, part_fields);
static const struct db_query OPEN_PART = {
    .name = "inspection_open_part",
    .sql = "SELECT m.id AS matter_id, a.id AS assignment_id FROM inspection_matter l JOIN matter m"
           " ON m.id = l.matter_id AND m.status = 'issued' JOIN assignment a ON a.matter_id = m.id"
           " AND a.unit_id = ? AND a.status NOT IN ('accepted', 'refused', 'withdrawn')"
           " WHERE l.inspection_id = ? AND " MATTER_VISIBLE " ORDER BY m.id LIMIT 1",
    .row = &part_shape,
};

enum err finding_set_directive(struct req *req, int64_t id, int64_t directive_id)
{
    return db_exec(req->db, &SET_DIRECTIVE, NULL, DB_ARGS(db_i64(directive_id), db_i64(id)));
}

enum err finding_set_matter(struct req *req, int64_t id, int64_t matter_id)
{
    return db_exec(req->db, &SET_MATTER, NULL, DB_ARGS(db_i64(matter_id), db_i64(id)));
}

enum err visit_of_finding(struct req *req, int64_t finding_id, int64_t *visit_id)
{
    struct number row = {0};
    enum err e = db_one(req->db, req->arena, &OF_FINDING, &row, DB_ARGS(db_i64(finding_id)));
    *visit_id = row.id;
    return e;
}

enum err open_part_of(struct req *req, const struct visit *v, struct open_part *out, bool *found)
{
    return db_find(req->db, req->arena, &OPEN_PART, out, found,
                   DB_ARGS(db_i64(v->unit_id), db_i64(v->inspection_id), db_i64(req->actor.scope)));
}

const struct db_query *const visit_queries[VISIT_QUERIES] = {
    &VISITS,         &FINDINGS,      &PHOTOS,     &RECORD,     &PHOTOS_CLEAR,
    &FINDINGS_CLEAR, &FINDING_ADD,   &PHOTO_ADD,  &SET_DONE,   &SET_OPEN,
    &SET_CONFIRMED,  &SET_DIRECTIVE, &SET_MATTER, &OF_FINDING, &OPEN_PART,
};
