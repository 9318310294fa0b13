# The steps of deploy/dev/run: what a private instance is made of. Sourced, with $root $port $build set.

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

# VAR becomes the absolute path $var; refuses what cannot work before anything is made.
check_knobs() {
    case $port in
    '' | *[!0-9]*) fail "PORT 应为 1–65535 的数字 (PORT must be a number)" ;;
    esac
    [ "$port" -ge 1 ] && [ "$port" -le 65535 ] || fail "PORT 应为 1–65535 的数字 (PORT must be 1-65535)"
    [ "$port" -ge 1024 ] || [ "$(id -u)" = 0 ] || fail "普通用户不能使用 1024 以下的端口 (ports below 1024 need root)"
    if [ -d "$1" ] && [ -n "$(ls -A "$1")" ] && [ ! -e "$1/lock" ]; then
        fail "VAR=$1 里已有别的文件，请换一个目录 (VAR holds something else)"
    fi
    mkdir -p "$1" 2>/dev/null || fail "不能建立目录 $1 (cannot make VAR)"
    var=$(cd "$1" && pwd -P)
    [ -w "$var" ] || fail "不能写入目录 $var (VAR is not writable)"
    case $var in
    *[!A-Za-z0-9._/+@-]*) fail "目录 $var 含空格或特殊字符，请把代码放到另一处，或指定 VAR (unusual characters in the path)" ;;
    esac
    [ "${#var}" -le 90 ] || fail "目录 $var 太长，套接字放不下，请指定较短的 VAR (path too long for a socket)"
}

check_room() {
    local need=300 free
    [ -e "$var/ready" ] && need=30
    free=$(df -Pm "$var" | awk 'NR == 2 { print $4 }')
    [ "$free" -ge "$need" ] || fail "$var 所在磁盘只剩 ${free} MB，至少需要 ${need} MB (not enough disk space)"
}

check_port() {
    local address
    for address in 127.0.0.1 ::1; do
        ! (exec 3<>"/dev/tcp/$address/$port") 2>/dev/null ||
            fail "端口 $port 已被占用，请用 make run PORT=其他端口 (port in use)"
    done
}

# Root hands the serving parts to an unprivileged user that every Debian has, if it can reach the folder.
choose_user() {
    run_user=
    [ "$(id -u)" = 0 ] || return 0
    for run_user in www-data nobody; do
        setpriv --reuid "$run_user" --regid "$(id -g "$run_user")" --clear-groups test -x "$var" && return 0
    done
    fail "用户 www-data 不能进入 $var，请把代码放到如 /srv 的目录，或指定 VAR (www-data cannot reach VAR)"
}

# @NAME@ in a template becomes the value of NAME=value.
fill_in() {
    local template=$1 args=() pair
    shift
    for pair in "$@"; do
        args+=(-e "s|@${pair%%=*}@|${pair#*=}|g")
    done
    sed "${args[@]}" "$template"
}

secret() { od -An -tx1 -N32 /dev/urandom | tr -d ' \n'; }

# Everything but the database's content is laid anew at each start.
prepare() {
    choose_user
    rm -rf "$var/run" "$var/nginx" "$var/tmp"
    if [ ! -e "$var/ready" ]; then # first start, or one that was cut short
        rm -rf "$var/db" "$var/data" "$var/keys"
    fi
    mkdir -p "$var"/{run,nginx/duban,tmp,log,db,data/files,keys} || fail "不能写入目录 $var (cannot write)"
    chmod 750 "$var/data" "$var/keys"
    ln -s "$root"/deploy/nginx/*.conf "$var/nginx/duban/"
    [ -z "${RATES:-}" ] || ln -sf "$(realpath "$RATES")" "$var/nginx/duban/rates.conf"
    local listen6=
    [ ! -e /proc/net/if_inet6 ] || ! grep -q ' lo$' /proc/net/if_inet6 || listen6="listen [::1]:$port;"
    fill_in "$root/deploy/dev/nginx.conf.in" VAR="$var" ROOT="$root" PORT="$port" LISTEN6="$listen6" \
        USER="${run_user:+user $run_user;}" >"$var/nginx/nginx.conf"
    fill_in "$root/deploy/dev/my.cnf.in" VAR="$var" USER="${run_user:+user = $run_user}" >"$var/my.cnf"
    make_keys
    make_conf
    [ -z "$run_user" ] || chown -R "$run_user:" "$var"/{run,tmp,log,db,data,keys} || fail "不能设置 $var 的属主 (chown)"
}

make_keys() {
    (
        umask 077
        [ -s "$var/keys/token" ] || echo "k1 $(secret)" >"$var/keys/token"
        [ -s "$var/keys/seal" ] || secret >"$var/keys/seal"
        [ -s "$var/keys/db-app" ] || secret >"$var/keys/db-app"
        [ -s "$var/keys/db-migrate" ] || secret >"$var/keys/db-migrate"
        chmod 400 "$var"/keys/{token,seal,db-app,db-migrate} # the anchor of the seals beside them grows
        [ ! -e "$var/keys/seal.anchor" ] || chmod 600 "$var/keys/seal.anchor"
    ) || fail "不能写入 $var/keys (cannot write keys)"
}

# duban.conf for the worker, job.conf with the sealing key, ctl.conf for dubanctl with the rights to migrate.
make_conf() {
    local common app
    common="fcgi_socket = $var/run/fcgi.sock
db_socket = $var/run/db.sock
db_name = duban
data_dir = $var/data
token_keys = $var/keys/token
public_url = http://localhost:$port
workers = 2
threads = 4
sandbox = ${SANDBOX:-1}${run_user:+
run_user = $run_user}"
    app="db_user = duban_app
db_password = $(cat "$var/keys/db-app")"
    (
        umask 077
        printf '%s\n' "$common" "$app" >"$var/duban.conf"
        printf '%s\n' "$common" "$app" "seal_key = $var/keys/seal" "nchan_socket = $var/run/events.sock" >"$var/job.conf"
        [ -z "${JOB_CONF:-}" ] || cat "$JOB_CONF" >>"$var/job.conf"
        printf '%s\n' "$common" "seal_key = $var/keys/seal" "db_user = duban_migrate" \
            "db_password = $(cat "$var/keys/db-migrate")" >"$var/ctl.conf"
    ) || fail "不能写入 $var (cannot write)"
}

make_database() {
    echo "首次启动，正在准备数据库 (preparing the database)"
    mariadb-install-db --defaults-file="$var/my.cnf" ${run_user:+--user="$run_user"} --skip-test-db \
        --auth-root-authentication-method=socket --auth-root-socket-user="$(id -un)" --skip-name-resolve \
        >"$var/log/install.log" 2>&1 || fail "数据库没有建成，详见 $var/log/install.log (mariadb-install-db failed)"
}

sql() { mariadb --no-defaults -S "$var/run/db.sock" -u "$(id -un)" "$@"; }
db_answers() {
    kill -0 "${pid[db]}" || return 2
    sql -e 'DO 0'
}
ctl() { "$build/dubanctl" -c "$var/ctl.conf" "$@"; }

# Brings the database up to this version; the demo only the first time. The marker comes last.
fill_database() {
    local log=$var/log/setup.log
    fill_in "$root/sql/grants.sql" APP_PASSWORD="$(cat "$var/keys/db-app")" \
        MIGRATE_PASSWORD="$(cat "$var/keys/db-migrate")" | sql >"$log" 2>&1 ||
        fail "数据库账号没有建成，详见 $log (grants failed)"
    ctl migrate --dir "$root/sql" >>"$log" 2>&1 ||
        fail "数据库升级没有完成，详见 $log；数据未改动 (migrate failed)"
    ctl seed --dir "$root/sql" >>"$log" 2>&1 || fail "基础数据没有装入，详见 $log (seed failed)"
    [ -e "$var/ready" ] && return 0
    ctl demo --dir "$root/sql" >>"$log" 2>&1 || fail "演示数据没有装入，详见 $log (demo failed)"
    touch "$var/ready"
}

serves() {
    local name
    for name in worker job nginx; do
        kill -0 "${pid[$name]}" || return 2
    done
    exec 3<>"/dev/tcp/127.0.0.1/$port" || return 1
    printf 'GET /api/health HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
    local line
    read -r line <&3
    exec 3>&-
    [[ $line == *" 200"* ]]
}

until_true() {
    local why=$1 tries
    shift
    for ((tries = 0; tries < 600; tries++)); do
        ("$@") >/dev/null 2>&1
        case $? in
        0) return 0 ;;
        2) break ;; # it is dead
        esac
        sleep 0.05
    done
    fail "$why"
}

welcome() {
    cat <<END

  督办系统已启动 (running)   http://localhost:$port   手机 (phone) http://localhost:$port/m/

  账号 login    身份 role
  leader        组长：委主任            head of the leading group
  deputy        副组长：分管领导        deputy head
  office        督办办公室              supervision office
  department    责任部门：市立医院      responsible department
  liaison       联络员：市立医院        liaison
  admin         系统管理员              system administrator
  auditor       安全审计员              security auditor
  密码 password 均为 (all)  Duban-2026

  演示数据，请勿用于正式业务。数据在 $var，按 Ctrl-C 停止。
  Demo data, kept in $var. Ctrl-C stops everything.

END
}
