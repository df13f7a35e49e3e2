// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/cli/textline.h"

#include "app/workspace/visibletext.h"

#include <QDateTime>
#include <QStringList>

namespace phx::app {

namespace {

const qsizetype MaxPayloadCharacters = 200;
const qsizetype MaxFieldCharacters = 100;

QString field(const QByteArray &text)
{
    return visibleText(QString::fromUtf8(text), MaxFieldCharacters);
}

QString kindWords(const MessageRow &row)
{
    switch (row.kind) {
    case tap::EventKind::ServerStarted:
        return QStringLiteral("server started");
    case tap::EventKind::ServerStopped:
        return QStringLiteral("server stopped");
    case tap::EventKind::HandshakeAccepted:
        return QStringLiteral("connected");
    case tap::EventKind::HandshakeRefused:
        if (row.code == 0)
            return QStringLiteral("TLS failed");
        return QStringLiteral("refused %1").arg(row.code);
    case tap::EventKind::Undecodable:
        return QStringLiteral("undecodable");
    case tap::EventKind::Closed:
        return QStringLiteral("closed %1").arg(row.code);
    case tap::EventKind::ChannelJoined:
        return QStringLiteral("joined");
    case tap::EventKind::JoinRefused:
        return QStringLiteral("join refused");
    case tap::EventKind::ChannelClosed:
        return QStringLiteral("channel closed");
    case tap::EventKind::ChannelCrashed:
        return QStringLiteral("channel crashed");
    case tap::EventKind::Note:
        return QStringLiteral("note");
    case tap::EventKind::MessageIn:
    case tap::EventKind::MessageOut:
    case tap::EventKind::FanOut:
        break;
    }
    return {};
}

QString arrow(tap::EventKind kind)
{
    switch (kind) {
    case tap::EventKind::MessageIn:
        return QStringLiteral(">");
    case tap::EventKind::MessageOut:
        return QStringLiteral("<");
    case tap::EventKind::FanOut:
        return QStringLiteral("<<");
    default:
        return QStringLiteral("*");
    }
}

} // namespace

QByteArray textLine(const MessageRow &row)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(row.timeUs / 1000);
    QStringList words {time.toString(QStringLiteral("HH:mm:ss.zzz")),
                       row.connection == 0 ? QStringLiteral("server")
                                           : QStringLiteral("c%1").arg(row.connection),
                       arrow(row.kind)};
    const auto add = [&words](const QString &word) {
        if (!word.isEmpty())
            words.append(word);
    };
    add(kindWords(row));
    add(field(row.topic));
    add(field(row.event));
    add(field(row.status));
    if (!row.ref.isEmpty())
        words.append(QStringLiteral("ref=") + field(row.ref));
    if (row.kind == tap::EventKind::FanOut)
        words.append(QStringLiteral("to=%1").arg(row.recipientCount));
    if (row.rttUs >= 0)
        words.append(
            QStringLiteral("%1ms").arg(static_cast<double>(row.rttUs) / 1000.0, 0, 'f', 1));
    add(visibleText(QString::fromUtf8(row.preview), MaxPayloadCharacters));
    const QString detail = visibleText(QString::fromUtf8(row.detail), MaxPayloadCharacters);
    // Of a broadcast it is the node that began it.
    const bool isNode = row.kind == tap::EventKind::FanOut && !detail.isEmpty();
    add(isNode ? QStringLiteral("from=") + detail : detail);
    return words.join(QLatin1Char(' ')).toUtf8() + '\n';
}

} // namespace phx::app
