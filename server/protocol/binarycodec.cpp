// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/binarycodec.h"

#include <array>
#include <initializer_list>

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

} // namespace

Result<Message, DecodeError> BinaryCodec::decodePush(const QByteArray &bytes)
{
    using Code = DecodeError::Code;
    constexpr qsizetype HeaderBytes = 5;
    if (!bytes.isEmpty() && bytes.front() != PushKind)
        return DecodeError {.code = Code::NotAPush, .offset = 0};
    if (bytes.size() < HeaderBytes)
        return DecodeError {.code = Code::Truncated, .offset = bytes.size()};

    std::array<QByteArray, 4> fields;
    qsizetype offset = HeaderBytes;
    for (size_t i = 0; i < fields.size(); ++i) {
        const qsizetype size = static_cast<uchar>(bytes.at(static_cast<qsizetype>(i) + 1));
        if (size > bytes.size() - offset)
            return DecodeError {.code = Code::Truncated, .offset = bytes.size()};
        fields.at(i) = bytes.mid(offset, size);
        // Phoenix takes any bytes here and dies when its answer cannot become JSON, with the same
        // 1011.
        if (!fields.at(i).isValidUtf8())
            return DecodeError {.code = Code::BadUtf8, .offset = offset};
        offset += size;
    }
    return Message {.joinRef = WireValue::text(fields.at(0)),
                    .ref = WireValue::text(fields.at(1)),
                    .topic = WireValue::text(fields.at(2)),
                    .event = WireValue::text(fields.at(3)),
                    .payload = Payload::binary(bytes.mid(offset))};
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
