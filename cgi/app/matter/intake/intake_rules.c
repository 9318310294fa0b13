#include "app/matter/intake/intake_priv.h"

#include "app/org/sheet/sheet.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define COL(member, text, most)                                                                              \
    {                                                                                                        \
        .name = #member, .type = F_TEXT, .at = offsetof(struct intake_row, member), .label = (text),         \
        .max = (most), .nullable = true                                                                      \
    }
static const struct field row_fields[] = {
    {.name = "row", .type = F_INT, .at = offsetof(struct intake_row, row), .label = "行", .min = 1},
    COL(no, "序号", 200),
    COL(title, "任务", 1000),
    COL(content, "内容", 8000),
    COL(requirement, "要求/目标", 8000),
    COL(lead, "牵头单位", 1000),
    COL(person, "责任人", 200),
    COL(assist, "协办单位", 1000),
    COL(due, "时限", 200),
    COL(cycle, "报送频次", 200),
    COL(source, "来源", 1000),
    COL(note, "备注", 4000),
    {.name = "as_new", .type = F_BOOL, .at = offsetof(struct intake_row, as_new), .label = "仍要新建"},
    {.name = "merge_into",
     .type = F_INT,
     .at = offsetof(struct intake_row, merge_into),
     .label = "并入的事项",
     .min = 1,
     .nullable = true},
};
const struct shape intake_row_shape = SHAPE("ImportRow", struct intake_row, row_fields);
#define FIRST_COLUMN 1
#define COLUMNS 11

/* Other names of the columns, as such tables have them. */
static const struct {
    int column;
    const char *label;
} other_names[] = {
    {2, "任务名称"}, {2, "事项"},     {2, "重点任务"}, {2, "事项名称"}, {3, "主要内容"}, {3, "任务内容"},
    {4, "要求"},     {4, "目标"},     {4, "工作要求"}, {4, "工作目标"}, {5, "主办单位"}, {5, "责任单位"},
    {5, "牵头部门"}, {7, "配合单位"}, {7, "协办部门"}, {8, "完成时限"}, {8, "办理时限"}, {8, "完成时间"},
};

static int column_of(const char *label)
{
    for (int i = FIRST_COLUMN; i < FIRST_COLUMN + COLUMNS; i++)
        if (strcmp(label, row_fields[i].label) == 0)
            return i;
    for (size_t i = 0; i < ARRAY_LEN(other_names); i++)
        if (strcmp(label, other_names[i].label) == 0)
            return other_names[i].column;
    return 0;
}

char *intake_template(struct arena *a)
{
    struct buf b;
    buf_init(&b, a);
    buf_puts(&b, "\xEF\xBB\xBF");
    for (int i = FIRST_COLUMN; i < FIRST_COLUMN + COLUMNS; i++)
        buf_printf(&b, "%s%s", i > FIRST_COLUMN ? "," : "", row_fields[i].label);
    buf_puts(&b, "\r\n");
    return b.data;
}

/* ---- the sheet */
#define HEAD_WITHIN 5 /* a title may stand above the head line */

static bool read_head(struct arena *a, const struct sheet_row *row, int *at)
{
    memset(at, 0, SHEET_COLS * sizeof *at);
    bool has_title = false, has_lead = false;
    for (int col = 0; col < SHEET_COLS; col++) {
        at[col] = column_of(text_trim(a, row->cells[col]));
        has_title |= at[col] == 2;
        has_lead |= at[col] == 5;
    }
    return has_title && has_lead;
}

static void read_row(struct arena *a, const struct sheet_row *from, const int *at, struct intake_row *out)
{
    out->row = from->number;
    for (int col = 0; col < SHEET_COLS; col++) {
        const char *text = text_trim(a, from->cells[col]);
        if (at[col] != 0 && *text)
            *(const char **)((char *)out + row_fields[at[col]].at) = text;
    }
}

bool intake_read(struct arena *a, const struct list *sheet, struct list *rows, const char **fault)
{
    const struct sheet_row *from = sheet->items;
    int at[SHEET_COLS];
    size_t head = 0;
    while (head < sheet->n && head < HEAD_WITHIN && !read_head(a, &from[head], at))
        head++;
    if (head == sheet->n || head == HEAD_WITHIN) {
        *fault = "没有找到表头：表头一行至少要有“任务”和“牵头单位”两列，列名见模板。";
        return false;
    }
    size_t n = sheet->n - head - 1;
    if (n == 0 || n > INTAKE_ROWS) {
        *fault = n == 0 ? "表头下面没有内容，每项任务写一行。"
                        : "一个文件最多 300 项任务，请分成几个文件导入。";
        return false;
    }
    struct intake_row *out = arena_alloc(a, n * sizeof *out);
    for (size_t i = 0; i < n; i++)
        read_row(a, &from[head + 1 + i], at, &out[i]);
    *rows = (struct list){out, n};
    return true;
}

/* ---- days */
static int month_end(int year, int month)
{
    int day = 31;
    while (date_make(year, month, day) == 0)
        day--;
    return date_make(year, month, day);
}

/* The numbers of a text, and whether it ends with 底, 末 or a month. */
static int numbers_of(const char *text, int *out, int max)
{
    int n = 0;
    while (*text && n < max) {
        if (!isdigit((unsigned char)*text)) {
            text++;
            continue;
        }
        char *end;
        out[n++] = (int)strtol(text, &end, 10);
        text = end;
    }
    return n;
}

static int32_t next_day(int month, int day, int32_t today)
{
    int year, m, d;
    date_split(today, &year, &m, &d);
    int32_t on = day ? date_make(year, month, day) : month_end(year, month);
    return on >= today || on == 0 ? on : day ? date_make(year + 1, month, day) : month_end(year + 1, month);
}

static bool is_month(int month)
{
    return month >= 1 && month <= 12;
}

int32_t intake_day(const char *text, int32_t today)
{
    int year, month, day, n[3] = {0};
    date_split(today, &year, &month, &day);
    int count = numbers_of(text, n, 3);
    if (count == 0)
        return strstr(text, "年底") || strstr(text, "年末") ? date_make(year, 12, 31) : 0;
    if (count == 3)
        return n[0] > 1900 && n[0] < 2200 ? date_make(n[0], n[1], n[2]) : 0;
    if (count == 1 && n[0] >= 40000 && n[0] <= 80000) /* days since 1899-12-30 */
        return date_make(1970, 1, 1) + n[0] - 25569;
    if (count == 1 && n[0] > 1900 && n[0] < 2200)
        return strstr(text, "底") || strstr(text, "末") ? date_make(n[0], 12, 31) : 0;
    if (count == 1)
        return is_month(n[0]) && strstr(text, "月") ? next_day(n[0], 0, today) : 0;
    if (n[0] > 1900 && n[0] < 2200)
        return is_month(n[1]) ? month_end(n[0], n[1]) : 0;
    return is_month(n[0]) && n[1] >= 1 && n[1] <= 31 ? next_day(n[0], n[1], today) : 0;
}

/* ---- units */
const struct intake_unit *intake_unit_of(const struct list *units, const char *name)
{
    const struct intake_unit *u = units->items;
    for (int round = 0; round < 3; round++)
        for (size_t i = 0; i < units->n; i++) {
            const char *known = round == 0 ? u[i].name : round == 1 ? u[i].short_name : u[i].code;
            if (strcmp(known, name) == 0)
                return &u[i];
        }
    return NULL;
}

static size_t in_common(const char *one, const char *other)
{
    size_t n = 0;
    for (uint32_t c; (c = text_next(&one)) != 0;)
        for (const char *p = other; *p;)
            if (text_next(&p) == c) {
                n++;
                break;
            }
    return n;
}

static size_t nearness(const char *name, const char *known)
{
    return 100 * (in_common(name, known) + in_common(known, name)) / (text_chars(name) + text_chars(known));
}

#define NEAREST 3
#define NEAR_FROM 50

struct list intake_nearest(struct arena *a, const struct list *units, const char *name)
{
    const struct intake_unit *u = units->items;
    const char **out = arena_alloc(a, (NEAREST + 1) * sizeof *out);
    size_t near[NEAREST + 1] = {0}, n = 0;
    for (size_t i = 0; i < units->n; i++) {
        size_t full = nearness(name, u[i].name), brief = nearness(name, u[i].short_name);
        size_t score = full > brief ? full : brief, k = n;
        if (score < NEAR_FROM)
            continue;
        for (; k > 0 && near[k - 1] < score; k--) {
            near[k] = near[k - 1];
            out[k] = out[k - 1];
        }
        near[k] = score;
        out[k] = u[i].name;
        n = n < NEAREST ? n + 1 : NEAREST;
    }
    return (struct list){out, n};
}
