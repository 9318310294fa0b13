#include "app/view/home/home_priv.h"

void todo_dress(struct arena *a, struct list *todos, const struct light_day *day)
{
    struct todo *todo = todos->items;
    for (size_t i = 0; i < todos->n; i++) {
        const struct light_facts facts = {.running = todo[i].running,
                                          .due_on = todo[i].due_on,
                                          .yellow_on = todo[i].yellow_on,
                                          .red_on = todo[i].red_on,
                                          .paused_since = todo[i].paused_since,
                                          .progress = todo[i].progress,
                                          .note = todo[i].light_note};
        todo[i].label = choice_label(&todo_kinds, todo[i].kind);
        todo[i].light = light_of(&facts, day);
        todo[i].light_reason = light_reason(a, &facts, day);
        todo[i].overdue_days = todo[i].running ? light_overdue_days(&facts, day) : 0;
    }
}

static const struct field count_fields[] = {
    {"name", F_TEXT, offsetof(struct home_count_row, name), .label = "名称"},
    {"label", F_TEXT, offsetof(struct home_count_row, label), .label = "说明"},
    {"n", F_INT, offsetof(struct home_count_row, n), .label = "件数"},
    {"query", F_TEXT, offsetof(struct home_count_row, query), .label = "台账筛选"},
};
const struct shape count_row_shape = SHAPE("HomeCount", struct home_count_row, count_fields);

static const struct counted {
    const char *name, *label, *query;
    size_t at; /* in struct home_counts */
    int roles;
} counted[] = {
    {"proposed", "待批准", "status=proposed", offsetof(struct home_counts, proposed), ROLE_BODY},
    {"approved", "待下达", "status=approved", offsetof(struct home_counts, approved), ROLE_BODY},
    {"issued", "在办", "status=issued", offsetof(struct home_counts, issued), ROLE_BUSINESS},
    {"red", "红灯", "status=issued&light=red", offsetof(struct home_counts, red), ROLE_BUSINESS},
    {"yellow", "黄灯", "status=issued&light=yellow", offsetof(struct home_counts, yellow), ROLE_BUSINESS},
};

void home_count_rows(struct arena *a, int role, int64_t mine, const struct home_counts *c, struct list *out)
{
    struct home_count_row *rows = arena_alloc(a, (ARRAY_LEN(counted) + 1) * sizeof *rows);
    *out = (struct list){rows, 0};
    if (!(role & ROLE_BUSINESS))
        return;
    rows[out->n++] = (struct home_count_row){"mine", "等我办理", mine, "mine=true"};
    for (size_t i = 0; i < ARRAY_LEN(counted); i++) {
        const struct counted *k = &counted[i];
        if (role & k->roles)
            rows[out->n++] = (struct home_count_row){k->name, k->label,
                                                     *(const int64_t *)((const char *)c + k->at), k->query};
    }
}

static bool comes_first(const struct todo *a, const struct todo *b)
{
    return a->due_on != 0 && (b->due_on == 0 || a->due_on < b->due_on);
}

void todo_merge(struct arena *a, struct list *out, const struct list *more)
{
    const struct todo *had = out->items, *new = more->items;
    struct todo *all = arena_alloc(a, (out->n + more->n + 1) * sizeof *all);
    size_t i = 0, k = 0;
    while (i < out->n || k < more->n) {
        bool take_new = k < more->n && (i == out->n || comes_first(&new[k], &had[i]));
        all[i + k] = take_new ? new[k] : had[i];
        k += take_new;
        i += !take_new;
    }
    *out = (struct list){all, out->n + more->n};
}
