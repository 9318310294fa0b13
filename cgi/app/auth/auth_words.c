#include "app/auth/auth_priv.h"

#include <string.h>

/* What people type when asked for a password, here and elsewhere. With the runs, years and signs that
 * auth_password_is_common joins to them they stand for far more than any printed list. */
static const char words[] =
    /* everywhere */
    "password passwd passw0rd pass admin administrator root user guest test demo login welcome letmein "
    "master manager system server secret changeme default iloveyou love lover princess dragon monkey "
    "shadow sunshine football baseball superman batman trustno hello freedom whatever computer internet "
    "michael charlie jordan hunter killer soccer summer winter spring autumn monday friday january google "
    "apple huawei xiaomi tencent alibaba wechat weixin windows oracle mysql cisco samsung access abc abcd "
    "aa aaa qq xyz temp new old my the one lucky "
    /* keyboard walks, both ways */
    "qwerty qwertyuiop qwert qwer qwe asdfghjkl asdfgh asdfg asdf asd zxcvbnm zxcvbn zxcvb zxcv zxc qaz "
    "wsx edc rfv tgb yhn ujm 1qaz 2wsx 3edc 4rfv 5tgb 1q2w3e4r 1q2w3e 1q2w q1w2e3r4 q1w2e3 a1b2c3 a1s2d3 "
    "zaq xsw cde 147 258 369 159 753 951 789 456 !@# !@#$ !@#$% @#$ #$% ~!@ "
    /* Chinese habits */
    "woaini woaiwojia aini wobuaini woshishui nihao zhongguo china beijing shanghai mima wodemima denglu "
    "guanliyuan yonghu ceshi xitong gongsi danwei bangong yiyuan hospital doctor yisheng hushi weisheng "
    "weijian weijianwei weishengju weishengjian wjw wsj jiankang health jiayou facai gongxi kuaile "
    "shengri baobei laopo laogong mama baba mingtian tianshi xiaoxiao dandan lingling 520 521 5201314 "
    "1314 1314520 668 888 168 518 110 119 120 12320 12345 000 007 "
    /* surnames and given names that open a password more often than not */
    "wang zhang li liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie "
    "song tang deng feng han cao zeng peng xiao cai pan tian dong yuan yu ye du su wei cheng lv ding shen "
    "ren yao lu jiang cui zhong tan wangwei liwei zhangwei liuwei wangfang lina zhangmin lijing wangjing "
    "zhangli liqiang wangqiang ";

/* A letter that is often written as another sign. */
static bool same(char pattern, char c)
{
    static const char *const alike[] = {"a@4", "e3", "i1!", "l1!", "o0", "s$5", "t7"};
    if (pattern == c)
        return true;
    for (size_t i = 0; i < ARRAY_LEN(alike); i++)
        if (alike[i][0] == pattern && strchr(alike[i] + 1, c))
            return true;
    return false;
}

static bool word_at(const char *s, const char *word, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (!s[i] || !same(word[i], s[i]))
            return false;
    return true;
}

/* aaa, 1234, 9876, abcd: how far the run that begins at s goes. */
static size_t run_at(const char *s)
{
    int step = s[1] - s[0];
    size_t n = 1;
    if (!s[0] || step < -1 || step > 1)
        return n;
    while (s[n] && s[n] - s[n - 1] == step)
        n++;
    return n;
}

static bool is_year(const char *s)
{
    for (int i = 0; i < 4; i++)
        if (s[i] < '0' || s[i] > '9')
            return false;
    return (s[0] == '1' && s[1] == '9') || (s[0] == '2' && s[1] == '0' && s[2] <= '4');
}

#define LOOSE_MAX 3 /* signs that stand alone; a letter counts twice */
#define PIECES_MAX 63

static void reach(uint8_t *loose, size_t at, size_t len, uint8_t cost)
{
    for (size_t n = 3; n <= len; n++)
        if (loose[at + n] > cost)
            loose[at + n] = cost;
}

/* loose[i]: how few single signs are needed to write the first i characters with known pieces. */
static void extend(const char *s, size_t i, uint8_t *loose)
{
    uint8_t cost = loose[i], more = cost + (s[i] >= 'a' && s[i] <= 'z' ? 2 : 1);
    if (!(s[i] & 0x80) && loose[i + 1] > more)
        loose[i + 1] = more;
    reach(loose, i, run_at(s + i), cost);
    if (is_year(s + i) && loose[i + 4] > cost)
        loose[i + 4] = cost;
    for (const char *w = words; *w;) {
        size_t n = strcspn(w, " ");
        if (word_at(s + i, w, n) && loose[i + n] > cost)
            loose[i + n] = cost;
        w += n + 1;
    }
}

bool auth_password_is_common(const char *password)
{
    char s[PIECES_MAX + 1] = {0};
    uint8_t loose[PIECES_MAX + 2];
    size_t len = strlen(password);
    if (len > PIECES_MAX)
        return false;
    for (size_t i = 0; i <= len; i++)
        s[i] = password[i] >= 'A' && password[i] <= 'Z' ? password[i] - 'A' + 'a' : password[i];
    memset(loose, UINT8_MAX, sizeof(loose));
    loose[0] = 0;
    for (size_t i = 0; i < len; i++)
        if (loose[i] <= LOOSE_MAX)
            extend(s, i, loose);
    return loose[len] <= LOOSE_MAX;
}
