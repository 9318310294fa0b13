#include "db/db_priv.h"

#include <assert.h>
#include <errmsg.h>
#include <mysqld_error.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_PORT 3306
#define SESSION                                                                                              \
    "SET time_zone = '+00:00', tx_isolation = 'READ-COMMITTED',"                                             \
    " sql_mode = CONCAT(@@sql_mode, ',STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE'),"
#define LIMITED " innodb_lock_wait_timeout = 1, max_statement_time = 2"
#define UNLIMITED " innodb_lock_wait_timeout = 50, max_statement_time = 0"
#define CLUSTER ", wsrep_sync_wait = 1" /* reads see what another node has acknowledged */

static void start_library(void)
{
    mysql_library_init(0, NULL, NULL);
}

static void read_endpoints(struct db *db, const struct config *c)
{
    const char *s = c->db_hosts ? c->db_hosts : "";
    size_t n = 1;
    for (const char *p = s; *p; p++)
        n += *p == ',';
    db->endpoints = arena_alloc(db->arena, n * sizeof(*db->endpoints));
    db->nendpoints = n;
    for (struct endpoint *e = db->endpoints; *s; e++) {
        char *host = arena_strndup(db->arena, s, strcspn(s, ","));
        s += strlen(host);
        s += *s == ',';
        host += strspn(host, " ");
        char *colon = strrchr(host, ':');
        e->port = colon ? (unsigned)strtoul(colon + 1, NULL, 10) : DEFAULT_PORT;
        if (colon)
            *colon = '\0';
        e->host = host;
    }
}

struct db *db_new(const struct config *c)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, start_library);
    struct arena *a = arena_new();
    struct db *db = arena_alloc(a, sizeof(*db));
    db->arena = a;
    db->statements = arena_new();
    db->config = c;
    read_endpoints(db, c);
    return db;
}

void db_free(struct db *db)
{
    db_close(db);
    arena_free(db->statements);
    arena_free(db->arena);
}

void db_set_patient(struct db *db)
{
    db->patient = true;
}

void db_close(struct db *db)
{
    if (!db->mysql)
        return;
    statement_forget_all(db);
    mysql_close(db->mysql);
    db->mysql = NULL;
}

static void set_options(const struct db *db, MYSQL *m)
{
    unsigned connect = db->nendpoints > 1 ? 1 : 2, wait = db->patient ? 3600 : 4, none = 0;
    mysql_options(m, MYSQL_OPT_CONNECT_TIMEOUT, &connect);
    mysql_options(m, MYSQL_OPT_READ_TIMEOUT, &wait);
    mysql_options(m, MYSQL_OPT_WRITE_TIMEOUT, &wait);
    mysql_options(m, MYSQL_OPT_LOCAL_INFILE, &none);
    mysql_options(m, MYSQL_SET_CHARSET_NAME, "utf8mb4");
    if (db->endpoints->host) { /* localhost too */
        unsigned tcp = MYSQL_PROTOCOL_TCP;
        mysql_options(m, MYSQL_OPT_PROTOCOL, &tcp);
    }
}

static const char *session_sql(const struct db *db)
{
    if (db->endpoints->host)
        return db->patient ? SESSION UNLIMITED CLUSTER : SESSION LIMITED CLUSTER;
    return db->patient ? SESSION UNLIMITED : SESSION LIMITED;
}

static bool connect_to(struct db *db, const struct endpoint *e)
{
    const struct config *c = db->config;
    MYSQL *m = mysql_init(NULL);
    if (!m)
        abort();
    set_options(db, m);
    if (mysql_real_connect(m, e->host, c->db_user, c->db_password, c->db_name, e->port,
                           e->host ? NULL : c->db_socket, CLIENT_FOUND_ROWS) &&
        mysql_query(m, session_sql(db)) == 0) {
        db->mysql = m;
        return true;
    }
    if (!db->down)
        log_event(LOG_WARN, "db-down", "%u %s", mysql_errno(m), mysql_error(m));
    mysql_close(m);
    return false;
}

static enum err connect_any(struct db *db)
{
    int64_t start = clock_mono_us();
    for (size_t i = 0; i < db->nendpoints && !db->mysql; i++) {
        if (!connect_to(db, &db->endpoints[db->endpoint]))
            db->endpoint = (db->endpoint + 1) % db->nendpoints;
    }
    if (db->mysql && db->down)
        log_event(LOG_INFO, "db-up", "connected again");
    db->down = !db->mysql;
    db->waited_us += clock_mono_us() - start;
    return db->mysql ? OK : ERR_BUSY;
}

enum err db_ready(struct db *db)
{
    assert(!db->in_tx);
    if (db->mysql) {
        /* An idle server says nothing: whatever can be read is its farewell. */
        struct pollfd fd = {.fd = (int)mysql_get_socket(db->mysql), .events = POLLIN | POLLRDHUP};
        if (poll(&fd, 1, 0) == 0)
            return OK;
        db_close(db);
    }
    return db->rehearsing ? ERR_BUSY : connect_any(db);
}

int64_t db_take_us(struct db *db)
{
    int64_t us = db->waited_us;
    db->waited_us = 0;
    return us;
}

enum meaning { BROKEN, LOST, RETRY, SLOW, CONFLICT, FULL };

static enum meaning meaning_of(unsigned code)
{
    switch (code) {
    case CR_CONNECTION_ERROR:
    case CR_CONN_HOST_ERROR:
    case CR_SERVER_GONE_ERROR:
    case CR_SERVER_LOST:
    case CR_SERVER_LOST_EXTENDED:
    case CR_COMMANDS_OUT_OF_SYNC:
    case ER_UNKNOWN_COM_ERROR: /* a node without quorum */
    case ER_SERVER_SHUTDOWN:
    case ER_CONNECTION_KILLED:
        return LOST;
    case ER_LOCK_DEADLOCK:
    case ER_LOCK_WAIT_TIMEOUT:
    case ER_CHECKREAD:
        return RETRY;
    case ER_STATEMENT_TIMEOUT:
    case ER_QUERY_INTERRUPTED:
    case ER_CON_COUNT_ERROR:
    case ER_OPTION_PREVENTS_STATEMENT: /* read-only for now */
        return SLOW;
    case ER_DUP_ENTRY:
    case ER_ROW_IS_REFERENCED_2:
    case ER_NO_REFERENCED_ROW_2:
        return CONFLICT;
    case ER_DISK_FULL:
    case ER_RECORD_FILE_FULL:
        return FULL;
    default:
        return BROKEN;
    }
}

enum err db_fault(struct db *db, const char *what, unsigned code, const char *message)
{
    static const enum err results[] = {
        [BROKEN] = ERR_INTERNAL, [LOST] = ERR_BUSY,         [RETRY] = ERR_BUSY,
        [SLOW] = ERR_BUSY,       [CONFLICT] = ERR_CONFLICT, [FULL] = ERR_STORAGE,
    };
    enum meaning m = meaning_of(code);
    bool is_retried = db->in_tx && m == RETRY;
    db->doomed = db->in_tx && m != CONFLICT && m != BROKEN;
    db->again = is_retried ? what : NULL;
    if (m != CONFLICT && !is_retried)
        log_event(m == BROKEN ? LOG_ERROR : LOG_WARN, "db-fault", "%s: %u %s", what, code, message);
    if (m == LOST)
        db_close(db);
    return results[m];
}

enum err db_command(struct db *db, const char *sql)
{
    if (!db->mysql)
        return ERR_BUSY;
    int64_t start = clock_mono_us();
    bool failed = mysql_query(db->mysql, sql) != 0;
    db->waited_us += clock_mono_us() - start;
    return failed ? db_fault(db, sql, mysql_errno(db->mysql), mysql_error(db->mysql)) : OK;
}
