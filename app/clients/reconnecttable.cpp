// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/clients/reconnecttable.h"

#include <QStringList>

namespace phx::app {

std::optional<client::Backoff> parseReconnectTable(const QString &text)
{
    client::Backoff backoff;
    const QStringList words = text.split(QLatin1Char(','));
    if (words.size() > MaxReconnectSteps)
        return std::nullopt;
    for (const QString &word : words) {
        bool isNumber = false;
        const int time = word.trimmed().toInt(&isNumber);
        if (!isNumber || time < 0 || time > MaxReconnectMs)
            return std::nullopt;
        backoff.steps.emplace_back(time);
    }
    backoff.rest = backoff.steps.back();
    backoff.steps.pop_back();
    return backoff;
}

QString reconnectTableText(const client::Backoff &backoff)
{
    QStringList words;
    for (const std::chrono::milliseconds time : backoff.steps)
        words.append(QString::number(time.count()));
    words.append(QString::number(backoff.rest.count()));
    return words.join(QLatin1String(", "));
}

} // namespace phx::app
