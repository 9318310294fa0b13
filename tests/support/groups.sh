# The groups of tests/run: each function prints TAP. Sourced at the root of the checkout.

prepare_machine() {
    deploy/dev/packages run test && use_node && install_modules tests && install_modules web
}

# A Node of at least 20.19: the machine's, or else one kept under build/ (the npm package has the binary inside).
use_node() {
    local arch=x64 home
    new_enough() { "$1" -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' 2>/dev/null; }
    new_enough node && return 0
    [ "$(uname -m)" != aarch64 ] || arch=arm64
    home=$PWD/build/node/node_modules/node-linux-$arch/bin
    if ! new_enough "$home/node"; then
        deploy/dev/packages node || return 1
        npm install --silent --no-audit --no-fund --prefix build/node "node-linux-$arch@20.20.2" >/dev/null || {
            echo "cannot install Node 20: check the npm registry" >&2
            return 1
        }
    fi
    PATH=$home:$PATH
}

# npm ci, once for each state of the lock file.
install_modules() {
    local stamp=$1/node_modules/.duban-lock
    [ -f "$1/package-lock.json" ] || return 0
    cmp -s "$1/package-lock.json" "$stamp" && return 0
    (cd "$1" && npm ci --silent --no-audit --no-fund >/dev/null) || {
        echo "npm ci failed in $1: check the npm registry" >&2
        return 1
    }
    cp "$1/package-lock.json" "$stamp"
}

# step NAME COMMAND…: one TAP line; the output follows as comments when it failed.
step() {
    local name=$1 out
    shift
    if out=$("$@" 2>&1); then
        echo "ok - $name"
    else
        echo "not ok - $name"
        printf '%s\n' "$out" | tail -n 60 | sed 's/^/# /'
    fi
}

# A program that prints TAP: dying, or saying nothing, is a failed line too.
tap_program() {
    local out status
    out=$("$@" 2>&1)
    status=$?
    printf '%s\n' "$out" | grep -avE '^(1\.\.[0-9]+|TAP version .*)$'
    if ! grep -aqE '^(not )?ok ' <<<"$out"; then
        echo "not ok - $1 ran no test (exit $status)"
    elif [ "$status" != 0 ] && ! grep -aqE '^not ok ' <<<"$out"; then
        echo "not ok - $1 ended with $status"
    fi
}

group_folder() {
    local f files=()
    for f in "$1"/*.test.mjs; do [ -e "$f" ] && files+=("$f"); done
    for f in "$1"/*; do
        [ -x "$f" ] && [ -f "$f" ] && tap_program "$f"
    done
    [ "${#files[@]}" = 0 ] || node --test --test-reporter=tap "${files[@]}"
}

group_lint() { tests/lint; }

run_units() {
    local t
    for t in $(find build/san/tests/unit -name '*_test' -type f -perm -1 | sort); do
        [ -f "${t#build/san/}.c" ] && CMOCKA_MESSAGE_OUTPUT=TAP tap_program "$t"
    done
}

# Beside a private database, for those that need one.
group_unit() {
    make -s -j2 SAN=1 build/san/dubanctl unit-programs || return 1
    export -f tap_program run_units
    tests/support/with-db build/san bash -c run_units
}

# Two at a time; FUZZ_RUNS=1000000 for the long run, else ten seconds each.
group_fuzz() {
    make -s -j2 FUZZ=1 fuzz-programs >/dev/null || return 1
    printf '%s\n' tests/fuzz/*_fuzz.c | xargs -P2 -n1 tests/support/fuzz-one
}

# over_stack plain|san FILES…: node tests over one fresh instance.
over_stack() {
    local kind=$1
    shift
    node tests/support/with-stack.mjs "$kind" \
        node --test --test-reporter=tap --test-concurrency=1 --test-timeout=600000 "$@"
}

group_db() { over_stack plain tests/db/*.test.mjs; }

# The API under the sanitizers, the browser over the hardened and confined build: both are exercised.
group_api() {
    make -s -j2 SAN=1 all >/dev/null && DUBAN_ANSWERED=$results/answered over_stack san tests/api/*.test.mjs
}

# Instances of their own, each broken in one way.
group_fault() { node --test --test-reporter=tap --test-concurrency=1 --test-timeout=300000 tests/fault/*.test.mjs; }

group_browser() { over_stack plain tests/browser/*.test.mjs; }

group_types() {
    step "the types of the web hold (vue-tsc)" npm --prefix web run --silent types
}

group_web() {
    step "the types of the web hold (vue-tsc)" npm --prefix web run --silent types
    step "the web has no lint finding (eslint)" npm --prefix web run --silent lint
    step "the lock files name no other host" sh -c '! grep -l "\"resolved\"" web/package-lock.json tests/package-lock.json'
    step "web/src/api is what the document of this program says" api_is_generated
    step "web/dist is what web/src builds, byte for byte" dist_is_built
    tap_program sh -c 'cd web && npx --no-install vitest run --reporter=tap-flat'
}

# What is generated from the OpenAPI document is made anew, compared and put back.
api_is_generated() {
    local kept status
    kept=$(mktemp -d) && cp -a web/src/api/. "$kept" || return 1
    node web/build/api.mjs && diff -r "$kept" web/src/api
    status=$?
    cp -a "$kept/." web/src/api/
    rm -rf "$kept"
    return "$status"
}

dist_is_built() {
    local fresh
    fresh=$(mktemp -d) || return 1
    (cd web && npx --no-install vite build --outDir "$fresh/dist" --emptyOutDir) >/dev/null && diff -rq "$fresh/dist" web/dist
    local status=$?
    rm -rf "$fresh"
    return "$status"
}

group_selftest() { tap_program tests/selftest/run; }
