// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "client/herdpattern.h"

namespace phx::client {

namespace {

constexpr int MaxDivisor = 1'000'000;

} // namespace

Result<HerdPattern, QString> HerdPattern::parse(const QByteArray &text)
{
    HerdPattern pattern;
    qsizetype from = 0;
    for (qsizetype at = text.indexOf("{n"); at >= 0; at = text.indexOf("{n", at + 1)) {
        const qsizetype end = text.indexOf('}', at);
        if (end < 0)
            break;
        const QByteArray inside = text.mid(at + 2, end - at - 2);
        if (!inside.isEmpty() && !inside.startsWith('%'))
            continue; // a name that only begins like ours
        bool isNumber = true;
        const int divisor = inside.isEmpty() ? 0 : inside.mid(1).toInt(&isNumber);
        if (!inside.isEmpty() && (!isNumber || divisor < 1 || divisor > MaxDivisor))
            return QStringLiteral("{n%1} must have a number from 1 to %2 behind the %.")
                .arg(QString::fromUtf8(inside.left(60)))
                .arg(MaxDivisor);
        pattern.m_parts.push_back({.literal = text.mid(from, at - from), .divisor = divisor});
        from = end + 1;
    }
    pattern.m_tail = text.mid(from);
    return pattern;
}

QByteArray HerdPattern::filled(int client) const
{
    QByteArray text;
    for (const Part &part : m_parts)
        text +=
            part.literal + QByteArray::number(part.divisor == 0 ? client : client % part.divisor);
    return text + m_tail;
}

} // namespace phx::client
