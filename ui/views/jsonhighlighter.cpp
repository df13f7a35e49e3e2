// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/views/jsonhighlighter.h"

#include "ui/theme/theme.h"

namespace phx::ui {

namespace {

// The place behind the string that begins at `at`, or the end of the line.
int stringEnd(const QString &text, int at)
{
    for (++at; at < text.size(); ++at) {
        if (text.at(at) == u'\\')
            ++at;
        else if (text.at(at) == u'"')
            return at + 1;
    }
    return static_cast<int>(text.size());
}

bool isKey(const QString &text, int end)
{
    while (end < text.size() && text.at(end).isSpace())
        ++end;
    return end < text.size() && text.at(end) == u':';
}

bool isWordPart(QChar c)
{
    return c.isLetterOrNumber() || c == u'-' || c == u'+' || c == u'.';
}

} // namespace

JsonHighlighter::JsonHighlighter(QTextDocument *document)
    : QSyntaxHighlighter(document)
{
    connect(&Theme::instance(), &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

void JsonHighlighter::highlightBlock(const QString &text)
{
    if (text.size() > MaxLineLength)
        return;
    const Theme &theme = Theme::instance();
    for (int at = 0; at < text.size();) {
        const QChar c = text.at(at);
        int end = at + 1;
        if (c == u'"') {
            end = stringEnd(text, at);
            setFormat(at, end - at, theme.color(isKey(text, end) ? Role::Incoming : Role::Ok));
        } else if (isWordPart(c)) {
            while (end < text.size() && isWordPart(text.at(end)))
                ++end;
            setFormat(at, end - at, theme.color(c.isLetter() ? Role::FanOut : Role::Outgoing));
        }
        at = end;
    }
}

} // namespace phx::ui
