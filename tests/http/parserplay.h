// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/http/requestparser.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace phx::http {

// What became of some bytes, as text that can be compared.
struct Outcome
{
    QList<Request> requests;
    int refused = 0; //!< status; 0: none
};

// Plays all bytes, cut into pieces of some size, until a refusal.
inline Outcome play(const QByteArray &bytes, qsizetype piece, ParserLimits limits = {})
{
    RequestParser parser(limits);
    Outcome outcome;
    for (qsizetype at = 0; at < bytes.size(); at += piece) {
        QByteArrayView rest = QByteArrayView(bytes).sliced(at, qMin(piece, bytes.size() - at));
        while (!rest.isEmpty()) {
            qsizetype consumed = 0;
            const auto result = parser.feed(rest, consumed);
            rest = rest.sliced(consumed);
            if (const auto *request = std::get_if<Request>(&result))
                outcome.requests.append(*request);
            if (const auto *refusal = std::get_if<Refusal>(&result)) {
                outcome.refused = refusal->status;
                return outcome;
            }
        }
    }
    return outcome;
}

inline QString shown(const Outcome &outcome)
{
    QString text;
    for (const Request &request : outcome.requests) {
        text += QStringLiteral("%1 %2 1.%3 fields %4 head %5 body %6 keep %7\n")
                    .arg(QString::fromLatin1(request.method), QString::fromLatin1(request.target))
                    .arg(request.minorVersion)
                    .arg(request.fields.size())
                    .arg(QString::fromLatin1(request.head.toHex()),
                         QString::fromLatin1(request.body.toHex()))
                    .arg(request.keepAlive ? 1 : 0);
    }
    return text + QStringLiteral("refused %1").arg(outcome.refused);
}

} // namespace phx::http
