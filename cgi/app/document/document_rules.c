#include "app/document/document_priv.h"

char *number_text(struct arena *a, const char *word, int year, int64_t no)
{
    return arena_printf(a, "%s〔%d〕%lld号", word, year, (long long)no);
}

char *register_text(struct arena *a, const char *prefix, int year, int64_t no)
{
    return arena_printf(a, "%s-%d-%04lld", prefix, year, (long long)no);
}

#define COL(member, kind, text, ...)                                                                         \
    {                                                                                                        \
        .name = #member, .type = (kind), .at = offsetof(struct paper, member), .label = (text),              \
        ##__VA_ARGS__                                                                                        \
    }

static const struct field paragraph_fields[] = {
    {.name = "level", .type = F_INT, .at = offsetof(struct paragraph, level), .label = "层次"},
    {.name = "text", .type = F_TEXT, .at = offsetof(struct paragraph, text), .label = "文字"},
};
static const struct shape paragraph_shape = SHAPE("Paragraph", struct paragraph, paragraph_fields);

static const struct field paper_fields[] = {
    COL(letterhead, F_TEXT, "发文机关标志"),
    COL(doc_no, F_TEXT, "发文字号"),
    COL(title, F_TEXT, "标题"),
    COL(urgency, F_TEXT, "紧急程度", .nullable = true),
    COL(addressees, F_TEXTS, "主送机关"),
    COL(paragraphs, F_LIST, "正文", .of = &paragraph_shape),
    COL(attachments, F_TEXTS, "附件"),
    COL(issuer, F_TEXT, "发文机关署名"),
    COL(signed_on, F_DATE, "成文日期"),
    COL(copies_to, F_TEXTS, "抄送机关"),
    COL(printed_by, F_TEXT, "印发机关"),
    COL(printed_on, F_DATE, "印发日期"),
    COL(contact, F_TEXT, "联系人", .nullable = true),
};
const struct shape paper_shape = SHAPE("Paper", struct paper, paper_fields);

char *paper_json(struct arena *a, const struct paper *p)
{
    struct json j;
    json_init(&j, a);
    json_struct(&j, &paper_shape, p);
    return j.out.data;
}
