#include "app/org/sheet/xlsx_priv.h"

#include <expat.h>
#include <string.h>

#define DEPTH_MAX 64

struct walk {
    XML_Parser parser;
    const struct xlsx_events *events;
    void *ctx;
    int depth;
    bool failed;
};

static const char *local(const char *name)
{
    const char *bar = strrchr(name, '|');
    return bar ? bar + 1 : name;
}

static void check(struct walk *w, bool ok)
{
    if (ok)
        return;
    w->failed = true;
    XML_StopParser(w->parser, XML_FALSE);
}

static void XMLCALL on_open(void *data, const XML_Char *name, const XML_Char **attributes)
{
    struct walk *w = data;
    check(w, ++w->depth <= DEPTH_MAX);
    if (!w->failed && w->events->open)
        check(w, w->events->open(w->ctx, local(name), attributes));
}

static void XMLCALL on_close(void *data, const XML_Char *name)
{
    struct walk *w = data;
    w->depth--;
    if (!w->failed && w->events->close)
        check(w, w->events->close(w->ctx, local(name)));
}

static void XMLCALL on_text(void *data, const XML_Char *text, int len)
{
    struct walk *w = data;
    if (!w->failed && w->events->text)
        check(w, w->events->text(w->ctx, text, (size_t)len));
}

/* A spreadsheet has none; entities that unfold without end begin here. */
static void XMLCALL on_doctype(void *data, const XML_Char *name, const XML_Char *system,
                               const XML_Char *public, int has_subset)
{
    (void)name;
    (void)system;
    (void)public;
    (void)has_subset;
    check(data, false);
}

bool xlsx_walk(const char *xml, size_t len, const struct xlsx_events *events, void *ctx)
{
    struct walk w = {.parser = XML_ParserCreateNS(NULL, '|'), .events = events, .ctx = ctx};
    if (!w.parser)
        return false;
    XML_SetUserData(w.parser, &w);
    XML_SetElementHandler(w.parser, on_open, on_close);
    XML_SetCharacterDataHandler(w.parser, on_text);
    XML_SetStartDoctypeDeclHandler(w.parser, on_doctype);
    bool ok = XML_Parse(w.parser, xml, (int)len, XML_TRUE) == XML_STATUS_OK && !w.failed;
    XML_ParserFree(w.parser);
    return ok;
}

const char *xlsx_attribute(const char **attributes, const char *name)
{
    for (; attributes[0]; attributes += 2)
        if (strcmp(local(attributes[0]), name) == 0)
            return attributes[1];
    return "";
}
