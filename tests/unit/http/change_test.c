/* One change: session, key, function, stored reply, audit; in this order and all or nothing. The database
 * is played by the functions below. */
#include "http/change.c"

#include <setjmp.h>
#include <string.h>

#include <cmocka.h>

static struct arena *arena;
static struct req req;
static struct res res;
static char steps[32];
static int deadlocks; /* how many tries end in one */
static enum err claim_result;
static bool is_locked; /* what made the claim busy was a lock */
static bool is_known;  /* the key was used before */
static struct stored_reply known, kept;

static void step(const char *name)
{
    strncat(steps, name, sizeof(steps) - strlen(steps) - 1);
}

enum err db_tx(struct db *db, db_tx_fn *fn, void *ctx)
{
    enum err e = fn(db, ctx);
    for (; deadlocks > 0; deadlocks--) {
        step("|");
        e = fn(db, ctx);
    }
    return e;
}
bool db_is_locked(const struct db *db)
{
    (void)db;
    return is_locked;
}
enum err change_find(struct req *r, struct stored_reply *out, bool *found)
{
    (void)r;
    *out = known;
    *found = is_known;
    return OK;
}
enum err change_claim(struct req *r)
{
    (void)r;
    step("c");
    return claim_result;
}
enum err change_keep(struct req *r, const struct stored_reply *reply)
{
    (void)r;
    step("k");
    kept = *reply;
    return OK;
}
static enum err recheck(struct req *r)
{
    step("r");
    return r->actor.person_id == 0 ? ERR_AUTH : OK;
}
static enum err flush_audit(struct req *r)
{
    (void)r;
    step("a");
    return OK;
}
struct http_hooks http_hooks = {.recheck = recheck, .flush_audit = flush_audit};

static enum err change(struct req *r, struct res *s, void *ctx)
{
    (void)r;
    step("f");
    s->version = 3;
    s->set_cookie = "x";
    json_raw(&s->json, "{\"id\":1}");
    return *(enum err *)ctx;
}

static enum err run_change(enum err result)
{
    steps[0] = '\0';
    reply_start(&res, &req);
    return req_tx(&req, &res, change, &result);
}

static const struct route guarded = {.method = POST, .who = ROLE_OFFICE, .flags = R_CREATED};
static const struct route open_to_all = {.method = POST, .who = PERM_PUBLIC};
static const struct route secretive = {.method = POST, .who = ROLE_OFFICE, .flags = R_SECRET};

static int set_up(void **state)
{
    (void)state;
    arena_reset(arena);
    req = (struct req){.arena = arena, .route = &guarded, .actor.person_id = 7, .idempotency_key = "key"};
    claim_result = OK;
    is_known = is_locked = false;
    deadlocks = 0;
    kept = known = (struct stored_reply){0};
    return 0;
}

static void everything_happens_once_and_audit_last(void **state)
{
    (void)state;
    assert_int_equal(run_change(OK), OK);
    assert_string_equal(steps, "rcfka");
    assert_int_equal(kept.status, 201);
    assert_int_equal(kept.version, 3);
    assert_string_equal(kept.reply, "{\"id\":1}");
    req.idempotency_key = NULL;
    assert_int_equal(run_change(OK), OK);
    assert_string_equal(steps, "rfa");
}

static void a_session_that_ended_changes_nothing(void **state)
{
    (void)state;
    req.actor.person_id = 0;
    assert_int_equal(run_change(OK), ERR_AUTH);
    assert_string_equal(steps, "r");
    req.route = &open_to_all;
    req.idempotency_key = NULL;
    assert_int_equal(run_change(OK), OK);
    assert_string_equal(steps, "fa");
}

static void a_failed_change_leaves_no_cookie_and_no_answer(void **state)
{
    (void)state;
    assert_int_equal(run_change(ERR_CONFLICT), ERR_CONFLICT);
    assert_string_equal(steps, "rcf");
    assert_null(res.set_cookie);
}

static void after_a_deadlock_the_reply_starts_anew(void **state)
{
    (void)state;
    deadlocks = 2;
    assert_int_equal(run_change(OK), OK);
    assert_string_equal(steps, "rcfka|rcfka|rcfka");
    assert_string_equal(res.json.out.data, "{\"id\":1}");
}

static void a_key_in_flight_is_a_conflict(void **state)
{
    (void)state;
    claim_result = ERR_BUSY;
    is_locked = true;
    assert_int_equal(run_change(OK), ERR_CONFLICT);
    assert_string_equal(steps, "rc");
    assert_string_equal(req.problem->code, "idempotency-in-flight");
    assert_int_equal(req.retry_after, 1);
}

static void a_database_that_is_gone_is_no_key_in_flight(void **state)
{
    (void)state;
    claim_result = ERR_BUSY;
    assert_int_equal(run_change(OK), ERR_BUSY);
    assert_null(req.problem);
}

static void a_key_used_meanwhile_gives_the_first_answer(void **state)
{
    (void)state;
    claim_result = ERR_CONFLICT;
    is_known = true;
    known = (struct stored_reply){.is_same = true, .status = 201, .version = 9, .reply = "{\"id\":8}"};
    assert_int_equal(run_change(OK), OK);
    assert_string_equal(res.json.out.data, "{\"id\":8}");
    assert_int_equal(res.version, 9);
    assert_int_equal(res.status, 201);
}

static void a_known_key_answers_before_the_handler(void **state)
{
    bool done;
    (void)state;
    assert_int_equal(change_replay(&req, &res, &done), OK);
    assert_false(done);
    is_known = true;
    assert_int_equal(change_replay(&req, &res, &done), ERR_UNPROCESSABLE);
    assert_string_equal(req.problem->code, "idempotency-mismatch");
    known.is_same = true;
    known.reply = "{}";
    assert_int_equal(change_replay(&req, &res, &done), OK);
    assert_true(done);
}

static void a_secret_is_neither_stored_nor_told_twice(void **state)
{
    bool done;
    (void)state;
    req.route = &secretive;
    assert_int_equal(run_change(OK), OK);
    assert_string_equal(kept.reply, "");
    is_known = true;
    known.is_same = true;
    assert_int_equal(change_replay(&req, &res, &done), ERR_CONFLICT);
    assert_string_equal(req.problem->code, "idempotency-secret");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(everything_happens_once_and_audit_last, set_up),
        cmocka_unit_test_setup(a_session_that_ended_changes_nothing, set_up),
        cmocka_unit_test_setup(a_failed_change_leaves_no_cookie_and_no_answer, set_up),
        cmocka_unit_test_setup(after_a_deadlock_the_reply_starts_anew, set_up),
        cmocka_unit_test_setup(a_key_in_flight_is_a_conflict, set_up),
        cmocka_unit_test_setup(a_database_that_is_gone_is_no_key_in_flight, set_up),
        cmocka_unit_test_setup(a_key_used_meanwhile_gives_the_first_answer, set_up),
        cmocka_unit_test_setup(a_known_key_answers_before_the_handler, set_up),
        cmocka_unit_test_setup(a_secret_is_neither_stored_nor_told_twice, set_up),
    };
    arena = arena_new();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(arena);
    return failed;
}
