// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/binarycodec.h"

#include "server/protocol/events.h"

#include <array>
#include <initializer_list>
#include <span>

namespace phx::protocol {

namespace {

constexpr char PushKind = 0;
constexpr char ReplyKind = 1;
constexpr char BroadcastKind = 2;
constexpr qsizetype MaxFieldBytes = 255;

struct Field
{
    QLatin1String name;
    WireValue value;
};

Result<QByteArray, EncodeError> encodeFrame(char kind, std::initializer_list<Field> fields,
                                            const QByteArray &payload)
{
    QByteArray sizes(1, kind);
    QByteArray values;
    for (const Field &field : fields) {
        const QByteArray &bytes = field.value.bytes();
        if (field.value.kind() == WireValue::Kind::Other)
            return EncodeError {QStringLiteral("The %1 of a binary frame must be text, but is %2.")
                                    .arg(field.name, QString::fromUtf8(bytes))};
        if (bytes.size() > MaxFieldBytes)
            return EncodeError {
                QStringLiteral("The %1 of a binary frame must have at most 255 bytes, but has %2.")
                    .arg(field.name)
                    .arg(bytes.size())};
        sizes += static_cast<char>(bytes.size());
        values += bytes;
    }
    QByteArray out;
    out.reserve(sizes.size() + values.size() + payload.size());
    out += sizes;
    out += values;
    out += payload;
    return out;
}

//! Kind, one size a field, the fields. \return what follows
Result<QByteArray, DecodeError> splitFrame(const QByteArray &bytes, std::span<QByteArray> fields)
{
    using Code = DecodeError::Code;
    qsizetype offset = 1 + std::ssize(fields);
    if (bytes.size() < offset)
        return DecodeError {.code = Code::Truncated, .offset = bytes.size()};
    for (size_t i = 0; i < fields.size(); ++i) {
        const qsizetype size = static_cast<uchar>(bytes.at(static_cast<qsizetype>(i) + 1));
        if (size > bytes.size() - offset)
            return DecodeError {.code = Code::Truncated, .offset = bytes.size()};
        fields[i] = bytes.mid(offset, size);
        if (!fields[i].isValidUtf8())
            return DecodeError {.code = Code::BadUtf8, .offset = offset};
        offset += size;
    }
    return bytes.mid(offset);
}

} // namespace

Result<Message, DecodeError> BinaryCodec::decodePush(const QByteArray &bytes)
{
    if (!bytes.isEmpty() && bytes.front() != PushKind)
        return DecodeError {.code = DecodeError::Code::NotAPush, .offset = 0};
    std::array<QByteArray, 4> fields;
    // Phoenix takes any bytes here and dies when its answer cannot become JSON, with the same 1011.
    auto payload = splitFrame(bytes, fields);
    if (!payload)
        return payload.error();
    return Message {.joinRef = WireValue::text(fields.at(0)),
                    .ref = WireValue::text(fields.at(1)),
                    .topic = WireValue::text(fields.at(2)),
                    .event = WireValue::text(fields.at(3)),
                    .payload = Payload::binary(std::move(payload).value())};
}

Result<ServerMessage, DecodeError> BinaryCodec::decodeFromServer(const QByteArray &bytes)
{
    const char kind = bytes.isEmpty() ? PushKind : bytes.front();
    if (kind != PushKind && kind != ReplyKind && kind != BroadcastKind)
        return DecodeError {.code = DecodeError::Code::UnknownKind, .offset = 0};
    std::array<QByteArray, 4> fields;
    const size_t count = kind == ReplyKind ? 4 : kind == PushKind ? 3 : 2;
    auto payload = splitFrame(bytes, std::span(fields).first(count));
    if (!payload)
        return payload.error();
    ServerMessage result;
    Message &message = result.message;
    message.payload = Payload::binary(std::move(payload).value());
    // From the end: topic and event, or topic and status.
    message.topic = WireValue::text(fields.at(count - 2));
    message.event = WireValue::text(fields.at(count - 1));
    if (kind != BroadcastKind)
        message.joinRef = WireValue::text(fields.at(0));
    if (kind == ReplyKind) {
        message.ref = WireValue::text(fields.at(1));
        message.event = WireValue::text(events::Reply);
        result.isReply = true;
        result.status = fields.at(3);
        result.response = message.payload;
    }
    return result;
}

Result<QByteArray, EncodeError> BinaryCodec::encodeClientPush(const Message &message)
{
    return encodeFrame(PushKind,
                       {{QLatin1String("join_ref"), message.joinRef},
                        {QLatin1String("ref"), message.ref},
                        {QLatin1String("topic"), message.topic},
                        {QLatin1String("event"), message.event}},
                       message.payload.bytes());
}

Result<QByteArray, EncodeError> BinaryCodec::encodePush(const Message &push)
{
    return encodeFrame(PushKind,
                       {{QLatin1String("join_ref"), push.joinRef},
                        {QLatin1String("topic"), push.topic},
                        {QLatin1String("event"), push.event}},
                       push.payload.bytes());
}

Result<QByteArray, EncodeError> BinaryCodec::encodeReply(const Reply &reply)
{
    return encodeFrame(ReplyKind,
                       {{QLatin1String("join_ref"), reply.joinRef},
                        {QLatin1String("ref"), reply.ref},
                        {QLatin1String("topic"), reply.topic},
                        {QLatin1String("status"), WireValue::text(reply.status)}},
                       reply.response.bytes());
}

Result<QByteArray, EncodeError> BinaryCodec::encodeBroadcast(const Broadcast &broadcast)
{
    return encodeFrame(BroadcastKind,
                       {{QLatin1String("topic"), WireValue::text(broadcast.topic)},
                        {QLatin1String("event"), WireValue::text(broadcast.event)}},
                       broadcast.payload.bytes());
}

} // namespace phx::protocol
