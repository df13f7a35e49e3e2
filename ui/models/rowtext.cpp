// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "ui/models/rowtext.h"

#include "server/protocol/events.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace phx::ui {

namespace {

using tap::Direction;
using tap::EventKind;
namespace events = protocol::events;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(phx::ui::RowText)
};

QString utf8(const QByteArray &bytes)
{
    return lineText(bytes);
}

EventLabel messageLabel(const app::MessageRow &row)
{
    if (row.event == events::Reply) {
        const Outcome outcome = row.status == "ok" ? Outcome::Ok
            : row.status == "error"                ? Outcome::Error
                                                   : Outcome::Warning;
        return {QStringLiteral("reply %1").arg(utf8(row.status)), outcome};
    }
    if (row.event == events::Error)
        return {QStringLiteral("phx_error"), Outcome::Error};
    if (row.event == events::Close)
        return {QStringLiteral("phx_close"), Outcome::Neutral};
    return {utf8(row.event), Outcome::None};
}

QString refText(const app::MessageRow &row)
{
    const bool message = row.kind == EventKind::MessageIn || row.kind == EventKind::MessageOut;
    if (!message || (row.joinRef.isEmpty() && row.ref.isEmpty()))
        return {};
    const QString none = QStringLiteral("–");
    return QStringLiteral("%1 · %2").arg(row.joinRef.isEmpty() ? none : utf8(row.joinRef),
                                         row.ref.isEmpty() ? none : utf8(row.ref));
}

QString roundTripText(const app::MessageRow &row)
{
    if (row.kind == EventKind::MessageOut && row.pairSequence != 0)
        return QStringLiteral("┘");
    if (row.rttUs >= 0)
        return durationText(row.rttUs);
    if (row.kind == EventKind::MessageIn && !row.ref.isEmpty())
        return QStringLiteral("–");
    return {};
}

QString payloadText(const app::MessageRow &row)
{
    switch (row.kind) {
    case EventKind::MessageIn:
    case EventKind::MessageOut:
    case EventKind::FanOut:
        return utf8(row.preview);
    case EventKind::Undecodable:
        return row.preview.isEmpty() ? utf8(row.detail) : utf8(row.preview);
    default:
        return utf8(row.detail.isEmpty() ? row.preview : row.detail);
    }
}

QString directionText(const app::MessageRow &row)
{
    if (row.kind == EventKind::FanOut)
        return QStringLiteral("⇉ %1").arg(row.recipientCount);
    if (row.kind == EventKind::Closed)
        return QStringLiteral("✖");
    switch (row.direction) {
    case Direction::In:
        return QStringLiteral("→");
    case Direction::Out:
        return QStringLiteral("←");
    case Direction::None:
        return {};
    }
    return {};
}

QString eventSentence(const app::MessageRow &row)
{
    const QString client = clientName(row.connection);
    switch (row.kind) {
    case EventKind::MessageIn:
        return Text::tr("%1 sends %2 to %3").arg(client, eventLabel(row).text, utf8(row.topic));
    case EventKind::MessageOut:
        return Text::tr("The server sends %2 of %3 to %1")
            .arg(client, eventLabel(row).text, utf8(row.topic));
    case EventKind::FanOut:
        return Text::tr("Broadcast of %1 on %2 to %n client(s)", nullptr, row.recipientCount)
            .arg(utf8(row.event), utf8(row.topic));
    default: {
        const QString label = eventLabel(row).text;
        return row.connection == 0 ? label : Text::tr("%1: %2").arg(client, label);
    }
    }
}

} // namespace

QString columnTitle(Column column)
{
    switch (column) {
    case Column::Sequence:
        return QStringLiteral("#");
    case Column::DeltaTime:
        return Text::tr("Δ time");
    case Column::Client:
        return Text::tr("Client");
    case Column::Direction:
        return {};
    case Column::Topic:
        return Text::tr("Topic");
    case Column::Event:
        return Text::tr("Event");
    case Column::Ref:
        return Text::tr("Ref");
    case Column::RoundTrip:
        return Text::tr("RTT");
    case Column::Payload:
        return Text::tr("Payload");
    case Column::Count:
        break;
    }
    return {};
}

QString clientName(quint64 connection)
{
    return connection == 0 ? Text::tr("server") : QStringLiteral("c%1").arg(connection);
}

EventLabel eventLabel(const app::MessageRow &row)
{
    switch (row.kind) {
    case EventKind::ServerStarted:
        return {Text::tr("server started"), Outcome::Ok};
    case EventKind::ServerStopped:
        return {Text::tr("server stopped"), Outcome::Neutral};
    case EventKind::HandshakeAccepted:
        return {QStringLiteral("GET %1").arg(row.code), Outcome::None};
    case EventKind::HandshakeRefused:
        if (isUnansweredHandshake(row))
            return {Text::tr("no connection"), Outcome::Error};
        if (row.code == 0)
            return {Text::tr("TLS failed"), Outcome::Error};
        return {QStringLiteral("GET %1").arg(row.code), Outcome::Error};
    case EventKind::MessageIn:
    case EventKind::MessageOut:
    case EventKind::FanOut:
        return messageLabel(row);
    case EventKind::Undecodable:
        if (row.direction == Direction::Out)
            return {Text::tr("raw frame"), Outcome::Warning};
        return {Text::tr("undecodable"), Outcome::Error};
    case EventKind::Closed:
        return {Text::tr("close %1").arg(row.code),
                row.code == 1000 ? Outcome::Neutral : Outcome::Fault};
    case EventKind::ChannelJoined:
        return {Text::tr("joined"), Outcome::Ok};
    case EventKind::JoinRefused:
        return {Text::tr("join refused"), Outcome::Error};
    case EventKind::ChannelClosed:
        return {Text::tr("channel closed"), Outcome::Neutral};
    case EventKind::ChannelCrashed:
        return {Text::tr("crash"), Outcome::Fault};
    case EventKind::Note:
        return {Text::tr("note"), Outcome::Warning};
    }
    return {};
}

QString cellText(const app::MessageRow &row, Column column, qint64 previousUs)
{
    switch (column) {
    case Column::Sequence:
        return QString::number(row.sequence);
    case Column::DeltaTime:
        return deltaText(previousUs == 0 ? 0 : std::max<qint64>(0, row.timeUs - previousUs));
    case Column::Client:
        return clientName(row.connection);
    case Column::Direction:
        return directionText(row);
    case Column::Topic:
        return utf8(row.topic);
    case Column::Event:
        return eventLabel(row).text;
    case Column::Ref:
        return refText(row);
    case Column::RoundTrip:
        return roundTripText(row);
    case Column::Payload:
        return payloadText(row);
    case Column::Count:
        break;
    }
    return {};
}

QString deltaText(qint64 us)
{
    const qint64 ms = us / 1000;
    if (ms < 60'000)
        return QStringLiteral("+%1.%2").arg(ms / 1000).arg(ms % 1000, 3, 10, QLatin1Char('0'));
    const qint64 seconds = ms / 1000;
    if (seconds < 3600)
        return QStringLiteral("+%1:%2.%3")
            .arg(seconds / 60)
            .arg(seconds % 60, 2, 10, QLatin1Char('0'))
            .arg(ms % 1000 / 100);
    return QStringLiteral("+%1:%2:%3")
        .arg(seconds / 3600)
        .arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'))
        .arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

bool isUnansweredHandshake(const app::MessageRow &row)
{
    return row.kind == EventKind::HandshakeRefused && row.code == 0 && row.size > 0;
}

QString durationText(qint64 us)
{
    if (us < 0)
        return {};
    if (us < 100)
        return QStringLiteral("<0.1 ms");
    if (us < 1000)
        return QStringLiteral("%1 ms").arg(double(us) / 1000, 0, 'f', 1);
    if (us < 1'000'000)
        return QStringLiteral("%1 ms").arg(std::llround(double(us) / 1000));
    return QStringLiteral("%1 s").arg(double(us) / 1'000'000, 0, 'f', 1);
}

QString sizeText(qint64 bytes)
{
    return QLocale::c().formattedDataSize(bytes, bytes < 10'000'000 && bytes >= 1000 ? 1 : 0,
                                          QLocale::DataSizeSIFormat);
}

QString lineText(QByteArrayView text, qsizetype maxBytes)
{
    qsizetype size = std::min(text.size(), maxBytes);
    // Step back over continuation bytes, so that no half character is shown.
    if (size < text.size())
        while (size > 0 && (quint8(text[size]) & 0xC0) == 0x80)
            --size;
    QString line = QString::fromUtf8(text.first(size));
    for (QChar &character : line) {
        const char16_t unit = character.unicode();
        const bool control =
            unit < 0x20 || (unit >= 0x7F && unit < 0xA0) || unit == 0x2028 || unit == 0x2029;
        // Bidirectional controls would let a payload rearrange its neighbours.
        const bool bidi = unit == 0x200E || unit == 0x200F || (unit >= 0x202A && unit <= 0x202E)
            || (unit >= 0x2066 && unit <= 0x2069);
        if (control)
            character = QLatin1Char(' ');
        else if (bidi)
            character = QChar(0xFFFD);
    }
    return line;
}

QString rowSentence(const app::MessageRow &row)
{
    QString sentence = eventSentence(row);
    if (row.rttUs >= 0)
        sentence = Text::tr("%1, round trip %2").arg(sentence, durationText(row.rttUs));
    if (row.superseded)
        sentence = Text::tr("%1, of an earlier join").arg(sentence);
    return sentence;
}

} // namespace phx::ui
