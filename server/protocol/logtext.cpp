// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/logtext.h"

namespace phx::protocol {

QString logText(const QString &text, QLatin1String marked, qsizetype limit)
{
    QString shown;
    for (const QChar c : QStringView(text).left(limit)) {
        if (marked.contains(c))
            shown += QLatin1Char('\\') + QString(c);
        else if (c == QLatin1Char('\n'))
            shown += QLatin1String("\\n");
        else if (!c.isPrint() && !c.isSurrogate())
            shown += QStringLiteral("\\x{%1}").arg(QString::number(c.unicode(), 16).toUpper());
        else
            shown += c;
    }
    if (text.size() > limit)
        shown += QStringLiteral("… (%1 more characters)").arg(text.size() - limit);
    return shown;
}

} // namespace phx::protocol
