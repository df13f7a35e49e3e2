// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/models/sentence.h"

namespace phx::ui {

namespace {

void append(Sentence &sentence, const QString &text, Span::Style style)
{
    if (text.isEmpty())
        return;
    if (!sentence.isEmpty() && sentence.constLast().style == style)
        sentence.last().text += text;
    else
        sentence.append({text, style});
}

} // namespace

Sentence sentence(const QString &pattern, const QStringList &arguments)
{
    Sentence result;
    Span::Style style = Span::Style::Plain;
    for (qsizetype at = 0; at < pattern.size(); ++at) {
        const QChar character = pattern.at(at);
        const bool strong = character == QLatin1Char('*');
        if (strong || character == QLatin1Char('`')) {
            const Span::Style toggled = strong ? Span::Style::Strong : Span::Style::Code;
            style = style == toggled ? Span::Style::Plain : toggled;
            continue;
        }
        if (character == QLatin1Char('%') && at + 1 < pattern.size()) {
            const int number = pattern.at(at + 1).digitValue();
            if (number >= 1 && number <= arguments.size()) {
                append(result, arguments.at(number - 1), style);
                ++at;
                continue;
            }
        }
        append(result, character, style);
    }
    return result;
}

QString plainText(const Sentence &sentence)
{
    QString text;
    for (const Span &span : sentence)
        text += span.text;
    return text;
}

} // namespace phx::ui
