// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/workspace/visibletext.h"

#include <QChar>

namespace phx::app {

namespace {

bool mustBeEscaped(char32_t character)
{
    switch (QChar::category(character)) {
    case QChar::Other_Control: // C0, DEL, C1
    case QChar::Other_Format: // bidirectional and zero-width characters
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return false;
    }
}

} // namespace

QString visibleText(QStringView text, qsizetype maxCharacters)
{
    QString visible;
    qsizetype count = 0;
    for (qsizetype at = 0; at < text.size(); ++count) {
        if (count == maxCharacters)
            return visible + QChar(0x2026);
        char32_t character = text[at++].unicode();
        if (QChar::isHighSurrogate(character) && at < text.size() && text[at].isLowSurrogate())
            character =
                QChar::surrogateToUcs4(static_cast<char16_t>(character), text[at++].unicode());
        if (mustBeEscaped(character))
            visible += QStringLiteral("\\u{%1}").arg(static_cast<uint>(character), 0, 16);
        else
            visible += QChar::fromUcs4(character);
    }
    return visible;
}

} // namespace phx::app
