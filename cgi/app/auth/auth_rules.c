#include "app/auth/auth_priv.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct choice roles[] = {
    {"leader", "领导小组"}, {"office", "督办办公室"}, {"department", "责任部门负责人"},
    {"liaison", "联络员"},  {"admin", "系统管理员"},  {"auditor", "审计员"},
};
const struct choices auth_roles = CHOICES("Role", roles);

static const struct choice ranks[] = {{"head", "组长"}, {"deputy", "副组长"}, {"member", "成员"}};
const struct choices auth_ranks = CHOICES("Rank", ranks);

int auth_role_bit(int index)
{
    return index > 0 ? 1 << (index - 1) : 0;
}

int auth_role_index(int bit)
{
    return bit ? __builtin_ctz(bit) + 1 : 0;
}

int auth_delay_s(int64_t failures)
{
    static const int after[] = {30, 60, 120, 300, 900};
    size_t over = failures < 5 ? 0 : failures - 4;
    return over == 0 ? 0 : after[over > ARRAY_LEN(after) ? ARRAY_LEN(after) - 1 : over - 1];
}

bool auth_login_valid(const char *login)
{
    size_t len = strspn(login, "abcdefghijklmnopqrstuvwxyz0123456789._-");
    return login[len] == '\0' && len >= 2 && len <= 40 && isalnum((unsigned char)login[0]);
}

char *auth_login_key(struct arena *a, const char *login)
{
    char *key = text_trim(a, login);
    for (char *p = key; *p; p++)
        if (*p >= 'A' && *p <= 'Z')
            *p += 'a' - 'A';
    return key;
}

/* ---- passwords */
static int classes_of(const char *s)
{
    bool lower = false, upper = false, digit = false, other = false;
    for (; *s; s++) {
        unsigned char c = *s;
        lower |= c >= 'a' && c <= 'z';
        upper |= c >= 'A' && c <= 'Z';
        digit |= c >= '0' && c <= '9';
        other |= c >= 0x80 || !isalnum(c);
    }
    return lower + upper + digit + other;
}

const char *auth_password_fault(const char *password, const char *login, const char *name)
{
    size_t chars = text_chars(password);
    if (chars < 8)
        return "密码至少 8 个字符。";
    if (chars < 16 && classes_of(password) < 3)
        return "密码须含大写字母、小写字母、数字、符号中的至少三种，或者长度不少于 16 个字符。";
    if (login && strlen(login) >= 3 && strcasestr(password, login))
        return "密码不能包含登录名。";
    if (name && text_chars(name) >= 2 && strcasestr(password, name))
        return "密码不能包含姓名。";
    if (auth_password_is_common(password))
        return "这个密码由常见的词、年份或键盘顺序组成，容易被猜中，请换一个。";
    return NULL;
}

char *auth_initial_password(struct arena *a)
{
    static const char upper[] = "ABCDEFGHJKLMNPQRSTUVWXYZ", lower[] = "abcdefghijkmnpqrstuvwxyz",
                      digit[] = "23456789";
    static const struct {
        const char *set;
        int n;
    } group[] = {{upper, 24}, {lower, 24}, {lower, 24}, {digit, 8}};
    char out[15];
    for (size_t i = 0; i < 14; i++) {
        size_t of = i % 5 == 4 ? 0 : i % 5;
        uint32_t r;
        crypto_random(&r, sizeof(r));
        out[i] = i % 5 == 4 ? '-' : group[of].set[r % group[of].n];
    }
    out[14] = '\0';
    return arena_strdup(a, out);
}

/* ---- the refresh cookie */
static bool unhex(const char *hex, uint8_t out[32])
{
    char text[65];
    memcpy(text, hex, 64);
    text[64] = '\0';
    return text_unhex(text, out, 32);
}

bool auth_ticket_parse(const char *text, size_t len, struct auth_ticket *out)
{
    size_t digits = strspn(text, "0123456789");
    if (digits < 1 || digits > 18 || len != digits + 2 + 64 + 64)
        return false;
    const char *family = text + digits + 1, *secret = family + 65;
    if (text[digits] != '.' || family[64] != '.')
        return false;
    out->session_id = strtoll(text, NULL, 10);
    return unhex(family, out->family) && unhex(secret, out->secret);
}

bool auth_ticket_find(const char *cookies, const char *name, struct auth_ticket *out)
{
    size_t n = strlen(name);
    for (const char *p = cookies; p && *p;) {
        p += strspn(p, " ;");
        size_t len = strcspn(p, ";");
        if (len > n + 1 && strncmp(p, name, n) == 0 && p[n] == '=')
            return auth_ticket_parse(p + n + 1, len - n - 1, out);
        p += len;
    }
    return false;
}

/* The host of a URL: where it begins and how long it is, port included. */
static const char *authority(const char *url, size_t *len)
{
    const char *p = strstr(url, "://");
    p = p ? p + 3 : url;
    *len = strcspn(p, "/");
    return p;
}

bool auth_is_secure(const char *public_url)
{
    size_t len;
    const char *host = authority(public_url, &len);
    return strncasecmp(public_url, "https://", 8) == 0 ||
           (strncasecmp(host, "localhost", 9) == 0 && (len == 9 || host[9] == ':'));
}

const char *auth_cookie_name(const char *public_url)
{
    return auth_is_secure(public_url) ? "__Host-duban" : "duban";
}

char *auth_cookie_set(struct arena *a, const char *public_url, const struct auth_ticket *t)
{
    char family[65], secret[65];
    text_hex(t->family, 32, family);
    text_hex(t->secret, 32, secret);
    return arena_printf(a, "%s=%lld.%s.%s; Path=/; HttpOnly; SameSite=Strict%s", auth_cookie_name(public_url),
                        (long long)t->session_id, family, secret,
                        auth_is_secure(public_url) ? "; Secure" : "");
}

char *auth_cookie_clear(struct arena *a, const char *public_url)
{
    return arena_printf(a, "%s=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict%s",
                        auth_cookie_name(public_url), auth_is_secure(public_url) ? "; Secure" : "");
}

bool auth_same_origin(const char *origin, const char *public_url, const char *host)
{
    size_t origin_len, len;
    if (!origin)
        return true;
    if (!strstr(origin, "://"))
        return false;
    const char *from = authority(origin, &origin_len), *to = authority(public_url, &len);
    if (len == origin_len && strncasecmp(from, to, len) == 0)
        return strncasecmp(origin, public_url, from - origin) == 0;
    return host && strlen(host) == origin_len && strncasecmp(from, host, origin_len) == 0;
}

char *auth_agent(struct arena *a, const char *agent)
{
    char *out = arena_strndup(a, agent, strnlen(agent, 200));
    for (char *p = out; *p; p++)
        if (*p < ' ' || *p > '~')
            *p = '?';
    return out;
}

enum auth_verdict auth_judge(const struct auth_seen *s, int64_t now, const char *ip, const char *agent)
{
    if (!s->is_family || s->revoked_at || now >= s->expires_at)
        return AV_ENDED;
    if (!s->is_current) {
        bool same_place = strcmp(s->ip, ip) == 0 && strcmp(s->agent, agent) == 0;
        bool is_race = s->is_previous && now - s->rotated_at <= AUTH_RACE_MS && same_place;
        return is_race ? AV_RACED : AV_REUSED;
    }
    return now - s->rotated_at > AUTH_IDLE_MS ? AV_IDLE : AV_ROTATE;
}
