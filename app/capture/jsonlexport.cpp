// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/capture/jsonlexport.h"

#include "app/capture/capturereader.h"
#include "server/protocol/jsonscanner.h"
#include "server/protocol/jsontext.h"
#include "server/protocol/wirevalue.h"

#include <QFileDevice>

#include <array>

namespace phx::app {

namespace {

using protocol::WireValue;

constexpr qsizetype PageRows = 1000;

const char *kindName(tap::EventKind kind)
{
    constexpr std::array Names {
        "",
        "server_started",
        "server_stopped",
        "handshake_accepted",
        "handshake_refused",
        "message_in",
        "message_out",
        "fan_out",
        "undecodable",
        "closed",
        "channel_joined",
        "join_refused",
        "channel_closed",
        "channel_crashed",
        "note",
    };
    return Names.at(std::size_t(kind));
}

const char *directionName(tap::Direction direction)
{
    return direction == tap::Direction::In ? "in" : direction == tap::Direction::Out ? "out" : "";
}

const char *transportName(tap::TransportKind transport)
{
    return transport == tap::TransportKind::WebSocket ? "websocket"
        : transport == tap::TransportKind::LongPoll   ? "longpoll"
                                                      : "";
}

const char *opcodeName(quint8 opcode)
{
    return opcode == 1 ? "text" : opcode == 2 ? "binary" : "";
}

bool isUtf8(QByteArrayView bytes)
{
    for (qsizetype at = 0; at < bytes.size();) {
        const bool isAscii = static_cast<quint8>(bytes[at]) < 0x80;
        const qsizetype length = isAscii ? 1 : protocol::jsontext::utf8Length(bytes.sliced(at));
        if (length == 0)
            return false;
        at += length;
    }
    return true;
}

//! Builds one object; text that is empty is null.
class Line
{
public:
    void raw(const char *key, const QByteArray &json)
    {
        m_text += m_text.isEmpty() ? '{' : ',';
        m_text += '"';
        m_text += key;
        m_text += "\":";
        m_text += json.isEmpty() ? QByteArrayLiteral("null") : json;
    }

    void number(const char *key, qint64 value) { raw(key, QByteArray::number(value)); }
    //! Zero and less mean that there is none.
    void positive(const char *key, qint64 value)
    {
        raw(key, value > 0 ? QByteArray::number(value) : QByteArray());
    }
    void truth(const char *key, bool value)
    {
        raw(key, value ? QByteArrayLiteral("true") : QByteArrayLiteral("false"));
    }
    //! Bytes that are no UTF-8 get replacement characters.
    void text(const char *key, const QByteArray &value)
    {
        if (value.isEmpty())
            raw(key, {});
        else
            raw(key,
                WireValue::text(isUtf8(value) ? value : QString::fromUtf8(value).toUtf8())
                    .toJson());
    }
    void base64(const char *key, const QByteArray &value)
    {
        raw(key, value.isEmpty() ? QByteArray() : '"' + value.toBase64() + '"');
    }

    QByteArray take() { return std::move(m_text) + "}\n"; }

private:
    QByteArray m_text;
};

//! Valid JSON on one line, or null. Raw line breaks can only be between its tokens.
QByteArray jsonOnOneLine(const MessageDetail &detail)
{
    if (detail.row.payloadBinary || detail.payload.isEmpty())
        return {};
    protocol::JsonScanner::Slice slice;
    if (protocol::JsonScanner(detail.payload).scanValue(slice)
        != protocol::JsonScanner::Outcome::Ok)
        return {};
    QByteArray json = detail.payload;
    return json.replace('\n', ' ').replace('\r', ' ');
}

QByteArray listOf(const QList<quint64> &numbers)
{
    QByteArray json = "[";
    for (const quint64 number : numbers)
        json += (json.size() > 1 ? "," : "") + QByteArray::number(number);
    return json + ']';
}

void addEnvelope(Line &line, const MessageRow &row)
{
    line.number("sequence", qint64(row.sequence));
    line.number("time_us", row.timeUs);
    line.text("kind", kindName(row.kind));
    line.text("direction", directionName(row.direction));
    line.text("transport", transportName(row.transport));
    line.positive("vsn", row.vsn);
    line.text("opcode", opcodeName(row.opcode));
    line.positive("code", row.code);
    line.positive("connection", qint64(row.connection));
    line.text("topic", row.topic);
    line.text("event", row.event);
    line.text("status", row.status);
    line.text("join_ref", row.joinRef);
    line.text("ref", row.ref);
    line.positive("generation", row.generation);
    line.truth("superseded", row.superseded);
    line.positive("pair", qint64(row.pairSequence));
    line.raw("rtt_us", row.rttUs < 0 ? QByteArray() : QByteArray::number(row.rttUs));
    line.truth("heartbeat", row.heartbeat);
}

} // namespace

QByteArray toJsonLine(const MessageDetail &detail)
{
    const MessageRow &row = detail.row;
    Line line;
    addEnvelope(line, row);
    line.raw("recipients",
             row.kind == tap::EventKind::FanOut ? listOf(detail.recipients) : QByteArray());
    line.number("size", row.size);
    const QByteArray payload = jsonOnOneLine(detail);
    line.raw("payload", payload);
    line.base64("payload_base64", payload.isEmpty() ? detail.payload : QByteArray());
    const bool isText = row.opcode != 2 && isUtf8(detail.frame);
    line.text("frame", isText ? detail.frame : QByteArray());
    line.base64("frame_base64", isText ? QByteArray() : detail.frame);
    const bool isAnswerText = isUtf8(detail.answer);
    line.text("answer", isAnswerText ? detail.answer : QByteArray());
    line.base64("answer_base64", isAnswerText ? QByteArray() : detail.answer);
    line.text("peer", detail.peer);
    line.text("socket_id", detail.socketId);
    line.text("detail", row.detail);
    return line.take();
}

Result<quint64, QString> exportJsonLines(const CaptureReader &reader, const RowFilter &filter,
                                         QIODevice &device)
{
    const auto failure = [&device] {
        return QStringLiteral("The export could not be written: %1.").arg(device.errorString());
    };
    quint64 written = 0;
    // What is recorded meanwhile does not belong to it, or a busy server would never let it end.
    const quint64 last = reader.lastSequence();
    quint64 after = 0;
    while (after < last) {
        const QList<quint64> page = reader.sequences(filter, after, PageRows);
        if (page.isEmpty())
            break;
        for (const quint64 sequence : page) {
            const std::optional<MessageDetail> detail =
                sequence <= last ? reader.detail(sequence) : std::nullopt;
            if (!detail)
                continue;
            const QByteArray line = toJsonLine(*detail);
            if (device.write(line) != line.size())
                return failure();
            ++written;
        }
        after = page.last();
    }
    // A buffered file tells of a full disk only here.
    auto *const file = qobject_cast<QFileDevice *>(&device);
    if (file != nullptr && !file->flush())
        return failure();
    return written;
}

} // namespace phx::app
