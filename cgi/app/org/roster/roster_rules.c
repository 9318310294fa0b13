#include "app/org/roster/roster_priv.h"

#include <stdlib.h>
#include <string.h>

#define UNIT(member) offsetof(struct unit_row, member)
static const struct field unit_fields[] = {
    {.name = "code", .type = F_TEXT, .at = UNIT(code), .label = "单位代码", .max = 32, .required = true},
    {.name = "parent_code", .type = F_TEXT, .at = UNIT(parent_code), .label = "上级代码", .max = 32},
    {.name = "kind",
     .type = F_CHOICE,
     .at = UNIT(kind),
     .label = "类别",
     .required = true,
     .choices = &unit_kinds},
    {.name = "name",
     .type = F_TEXT,
     .at = UNIT(name),
     .label = "名称",
     .min = 2,
     .max = 80,
     .required = true},
    {.name = "short_name",
     .type = F_TEXT,
     .at = UNIT(short_name),
     .label = "简称",
     .min = 2,
     .max = 30,
     .required = true},
    {.name = "phone", .type = F_TEXT, .at = UNIT(phone), .label = "电话", .max = 30},
};
const struct shape roster_unit_columns = SHAPE("UnitColumns", struct unit_row, unit_fields);

#define PERSON(member) offsetof(struct person_row_in, member)
static const struct field person_fields[] = {
    {.name = "login",
     .type = F_TEXT,
     .at = PERSON(login),
     .label = "登录名",
     .min = 2,
     .max = 40,
     .required = true},
    {.name = "name", .type = F_TEXT, .at = PERSON(name), .label = "姓名", .max = 40, .required = true},
    {.name = "mobile", .type = F_TEXT, .at = PERSON(mobile), .label = "手机", .max = 20},
    {.name = "email", .type = F_TEXT, .at = PERSON(email), .label = "邮箱", .max = 120},
    {.name = "unit_id",
     .type = F_TEXT,
     .at = PERSON(unit_code),
     .label = "单位代码",
     .max = 32,
     .required = true},
    {.name = "role",
     .type = F_CHOICE,
     .at = PERSON(role),
     .label = "角色",
     .required = true,
     .choices = &auth_roles},
    {.name = "rank", .type = F_CHOICE, .at = PERSON(rank), .label = "组内职务", .choices = &auth_ranks},
    {.name = "post", .type = F_TEXT, .at = PERSON(post), .label = "职务", .max = 40, .required = true},
};
const struct shape roster_person_columns = SHAPE("PersonColumns", struct person_row_in, person_fields);

struct roster roster_new(struct req *req, const struct shape *columns)
{
    struct roster r = {.req = req, .columns = columns};
    r.errors.items = arena_alloc(req->arena, ROSTER_ERRORS * sizeof(struct roster_error));
    return r;
}

static void note(struct roster *r, const char *column, const char *detail)
{
    if (r->errors.n < ROSTER_ERRORS)
        ((struct roster_error *)r->errors.items)[r->errors.n++] = (struct roster_error){r->row, column,
                                                                                        detail};
}

void roster_bad(void *ctx, const char *member, const char *detail)
{
    struct roster *r = ctx;
    const char *column = "";
    for (size_t i = 0; i < r->columns->n; i++)
        if (strcmp(r->columns->fields[i].name, member) == 0)
            column = r->columns->fields[i].label;
    note(r, column, detail);
}

char *roster_template(struct arena *a, const struct shape *columns)
{
    struct buf b;
    buf_init(&b, a);
    buf_puts(&b, "\xEF\xBB\xBF");
    for (size_t i = 0; i < columns->n; i++)
        buf_printf(&b, "%s%s", i ? "," : "", columns->fields[i].label);
    buf_puts(&b, "\r\n");
    return b.data;
}

/* ---- from cells to structs */
static void read_text(struct roster *r, const struct field *f, const char *cell, void *out)
{
    size_t chars = text_chars(cell);
    struct arena *a = r->req->arena;
    if (chars < (size_t)f->min || chars > (size_t)f->max)
        note(r, f->label,
             f->min ? arena_printf(a, "应为 %d–%d 个字。", (int)f->min, (int)f->max)
                    : arena_printf(a, "最多 %d 个字。", (int)f->max));
    else if (!org_is_plain(cell))
        note(r, f->label, "不能含有换行等控制字符，也不能以 =、+、-、@ 开头。");
    else
        *(const char **)out = cell;
}

/* What users read and what the interface says are both understood. */
static void read_choice(struct roster *r, const struct field *f, const char *cell, int *out)
{
    struct buf may;
    buf_init(&may, r->req->arena);
    for (size_t i = 0; i < f->choices->n; i++) {
        const struct choice *c = &f->choices->items[i];
        buf_printf(&may, "%s%s", i ? "、" : "", c->label);
        if (strcmp(cell, c->label) == 0 || strcmp(cell, c->name) == 0)
            *out = (int)i + 1;
    }
    if (!*out)
        note(r, f->label, arena_printf(r->req->arena, "没有“%s”，应为：%s。", cell, may.data));
}

static void read_cell(struct roster *r, const struct field *f, const char *cell, void *row)
{
    void *out = (char *)row + f->at;
    cell = text_trim(r->req->arena, cell);
    if (!*cell) {
        if (f->required)
            note(r, f->label, "必须填写。");
    } else if (f->type == F_CHOICE) {
        read_choice(r, f, cell, out);
    } else {
        read_text(r, f, cell, out);
    }
}

/* Where each column stands, -1 for one left out. */
static void read_head(struct roster *r, const struct sheet_row *head, int *at)
{
    r->row = head->number;
    for (size_t f = 0; f < r->columns->n; f++)
        at[f] = -1;
    for (int col = 0; col < SHEET_COLS; col++) {
        const char *label = text_trim(r->req->arena, head->cells[col]);
        size_t f = 0;
        while (f < r->columns->n && strcmp(r->columns->fields[f].label, label) != 0)
            f++;
        if (f < r->columns->n && at[f] < 0)
            at[f] = col;
        else if (*label)
            note(r, label,
                 f < r->columns->n ? "这一列出现了两次。" : "模板中没有这一列，请删去或改用模板的列名。");
    }
    for (size_t f = 0; f < r->columns->n; f++)
        if (at[f] < 0 && r->columns->fields[f].required)
            note(r, r->columns->fields[f].label, "缺少这一列，首行须为模板的列名。");
}

void roster_read(struct roster *r, const struct list *sheet)
{
    const struct sheet_row *rows = sheet->items;
    const struct shape *columns = r->columns;
    int at[SHEET_COLS];
    if (sheet->n < 2) {
        note(r, "", "文件里没有内容：首行为列名，以下每行一条。");
        return;
    }
    read_head(r, &rows[0], at);
    if (r->errors.n)
        return;
    r->rows.n = sheet->n - 1;
    r->rows.items = arena_alloc(r->req->arena, r->rows.n * columns->size);
    for (size_t i = 0; i < r->rows.n; i++) {
        struct roster_row *out = (void *)((char *)r->rows.items + i * columns->size);
        size_t before = r->errors.n;
        r->row = out->number = rows[i + 1].number;
        for (size_t f = 0; f < columns->n; f++)
            if (at[f] >= 0)
                read_cell(r, &columns->fields[f], rows[i + 1].cells[at[f]], out);
        out->is_bad = r->errors.n > before;
    }
    r->unreadable = r->errors.n;
}

void roster_sort_errors(struct roster *r)
{
    struct roster_error *e = r->errors.items;
    for (size_t i = 1; i < r->errors.n; i++) {
        struct roster_error one = e[i];
        size_t k = i;
        for (; k > 0 && e[k - 1].row > one.row; k--)
            e[k] = e[k - 1];
        e[k] = one;
    }
}

/* ---- units */
#define LEVELS_MAX 16

static int by_code(const void *code, const void *unit)
{
    return strcmp(code, ((const struct known_unit *)unit)->code);
}

const struct known_unit *roster_known(const struct list *known, const char *code)
{
    return known->n ? bsearch(code, known->items, known->n, sizeof(struct known_unit), by_code) : NULL;
}

static const struct unit_row *row_of(const struct list *rows, const char *code, size_t before)
{
    const struct unit_row *u = rows->items;
    for (size_t i = 0; i < before; i++)
        if (u[i].code && strcmp(u[i].code, code) == 0)
            return &u[i];
    return NULL;
}

static bool is_circle(const struct list *rows, const struct unit_row *u)
{
    for (size_t level = 0; u && level < LEVELS_MAX; level++)
        u = u->parent_code ? row_of(rows, u->parent_code, rows->n) : NULL;
    return u != NULL;
}

static void check_parent(struct roster *r, const struct unit_row *u, const struct list *known)
{
    const struct known_unit *parent = roster_known(known, u->parent_code);
    if (is_circle(&r->rows, u))
        roster_bad(r, "parent_code", "上级代码绕成了圈，或者层级超过 16 层。");
    else if (!parent && !row_of(&r->rows, u->parent_code, r->rows.n))
        roster_bad(r, "parent_code", "没有这个代码的单位，文件里也没有。");
    else if (parent && parent->status == UNIT_CLOSED)
        roster_bad(r, "parent_code", "上级单位已撤销。");
}

void roster_check_units(struct roster *r, const struct list *known)
{
    struct unit_row *u = r->rows.items;
    for (size_t i = 0; i < r->rows.n; i++) {
        size_t before = r->errors.n;
        r->row = u[i].row.number;
        if (!u[i].code)
            continue;
        if (!unit_code_valid(u[i].code))
            roster_bad(r, "code", "单位代码为字母、数字、下划线或连字符，不能以连字符开头。");
        else if (row_of(&r->rows, u[i].code, i))
            roster_bad(r, "code", "这个代码在文件里出现了两次。");
        if (u[i].parent_code)
            check_parent(r, &u[i], known);
        u[i].row.is_bad |= r->errors.n > before;
    }
}

/* ---- people */
bool roster_is_repeated(const struct list *rows, size_t i)
{
    const struct person_row_in *p = rows->items;
    for (size_t k = 0; p[i].login && k < i; k++)
        if (p[k].login && strcmp(p[k].login, p[i].login) == 0)
            return true;
    return false;
}

static void check_agreement(struct roster *r, size_t i)
{
    const struct person_row_in *p = r->rows.items;
    for (size_t k = 0; k < i; k++)
        if (p[k].login && p[k].name && p[i].name && strcmp(p[k].login, p[i].login) == 0 &&
            strcmp(p[k].name, p[i].name) != 0) {
            roster_bad(r, "name",
                       "与前面同一登录名的姓名不一致；一人有几项任职时，各行的登录名和姓名须相同。");
            return;
        }
}

void roster_check_people(struct roster *r)
{
    struct person_row_in *p = r->rows.items;
    for (size_t i = 0; i < r->rows.n; i++) {
        size_t before = r->errors.n;
        r->row = p[i].row.number;
        if (!p[i].login || !p[i].name)
            continue;
        p[i].login = auth_login_key(r->req->arena, p[i].login);
        person_check(&(struct person_new){p[i].login, p[i].name, CLASS_BUSINESS, p[i].mobile, p[i].email},
                     roster_bad, r);
        check_agreement(r, i);
        p[i].row.is_bad |= r->errors.n > before;
    }
}
