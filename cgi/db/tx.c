#include "db/db_priv.h"

#include <assert.h>
#include <time.h>

#define TRIES 3

static void back_off(int tried)
{
    /* 10–20, 20–40 ms, so that the same two do not meet again. */
    long base = 10000000L << tried;
    struct timespec t = {.tv_nsec = base + clock_mono_us() * 1000 % base};
    nanosleep(&t, NULL);
}

/* Inside a rehearsal a transaction is a part of the one that will be undone. */
struct tx_words {
    const char *begin, *keep, *undo;
};
static const struct tx_words real = {"START TRANSACTION", "COMMIT", "ROLLBACK"};
static const struct tx_words part = {"SAVEPOINT part", "RELEASE SAVEPOINT part",
                                     "ROLLBACK TO SAVEPOINT part"};

static enum err attempt(struct db *db, const struct tx_words *words, db_tx_fn *fn, void *ctx)
{
    db->doomed = false;
    db->again = NULL;
    enum err e = db_command(db, words->begin);
    if (e != OK)
        return e;
    db->in_tx = true;
    e = fn(db, ctx);
    if (e == OK && db->doomed)
        e = ERR_BUSY;
    if (e == OK)
        e = db_command(db, words->keep);
    /* A lock time-out undoes its statement only: the rest must be rolled back by us. */
    if (e != OK && db->mysql) {
        const char *again = db->again;
        enum err undone = db_command(db, words->undo);
        if (undone != OK)
            db_close(db);
        db->again = undone == OK ? again : NULL;
    }
    db->in_tx = db->doomed = false;
    return e;
}

enum err db_tx(struct db *db, db_tx_fn *fn, void *ctx)
{
    assert(!db->in_tx);
    for (int tried = 1;; tried++) {
        enum err e = attempt(db, db->rehearsing ? &part : &real, fn, ctx);
        if (e == OK || !db->again)
            return e;
        if (tried == TRIES) {
            if (e == ERR_BUSY)
                log_event(LOG_WARN, "db-locked", "%s: given up after %d tries", db->again, tried);
            return e;
        }
        back_off(tried - 1);
    }
}

enum err db_rehearse(struct db *db, db_tx_fn *fn, void *ctx)
{
    assert(!db->in_tx && !db->rehearsing);
    enum err e = db_command(db, real.begin);
    if (e != OK)
        return e;
    db->rehearsing = true;
    e = fn(db, ctx);
    db->rehearsing = false;
    enum err undone = db->mysql ? db_command(db, real.undo) : OK;
    return e == OK ? undone : e;
}

bool db_is_locked(const struct db *db)
{
    return db->again;
}

/* Reads every result of a text with several statements; *done counts those that went well. */
static int run_all(MYSQL *m, size_t *done)
{
    int next = 0;
    for (*done = 0; next == 0; ++*done) {
        MYSQL_RES *result = mysql_store_result(m);
        mysql_free_result(result);
        if (mysql_errno(m) != 0)
            return 1;
        next = mysql_next_result(m);
    }
    return next > 0;
}

enum err db_script(struct db *db, const char *sql, size_t len, struct arena *a, char **why)
{
    size_t done = 0;
    *why = NULL;
    if (!db->mysql)
        return ERR_BUSY;
    mysql_set_server_option(db->mysql, MYSQL_OPTION_MULTI_STATEMENTS_ON);
    bool failed = mysql_real_query(db->mysql, sql, len) != 0 || run_all(db->mysql, &done) != 0;
    if (failed)
        *why = arena_printf(a, "第 %zu 条语句：%s", done + 1, mysql_error(db->mysql));
    mysql_set_server_option(db->mysql, MYSQL_OPTION_MULTI_STATEMENTS_OFF);
    return failed ? ERR_INTERNAL : OK;
}
