// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/supabaseserializerv2.h"

#include "server/protocol/encodechecks.h"
#include "server/protocol/events.h"
#include "server/protocol/jsonscanner.h"

#include <array>

namespace phx::protocol {

namespace {

constexpr char UserPushKind = 3;
constexpr char UserBroadcastKind = 4;
constexpr char BinaryEncoding = 0;
constexpr char JsonEncoding = 1;
constexpr qsizetype MaxFieldBytes = 255;

//! 03, sizes of join_ref, ref, topic, event and metadata, encoding; the five fields; payload.
Result<Message, DecodeError> decodeUserPush(const QByteArray &bytes)
{
    using Code = DecodeError::Code;
    constexpr qsizetype HeaderBytes = 7;
    constexpr qsizetype EncodingOffset = 6;
    if (bytes.size() < HeaderBytes)
        return DecodeError {.code = Code::Truncated, .offset = bytes.size()};

    std::array<QByteArray, 5> fields;
    qsizetype offset = HeaderBytes;
    for (size_t i = 0; i < fields.size(); ++i) {
        const qsizetype size = static_cast<uchar>(bytes.at(static_cast<qsizetype>(i) + 1));
        if (size > bytes.size() - offset)
            return DecodeError {.code = Code::Truncated, .offset = bytes.size()};
        fields.at(i) = bytes.mid(offset, size);
        if (!fields.at(i).isValidUtf8())
            return DecodeError {.code = Code::BadUtf8, .offset = offset};
        offset += size;
    }

    Message message {.joinRef = WireValue::text(fields.at(0)),
                     .ref = WireValue::text(fields.at(1)),
                     .topic = WireValue::text(fields.at(2)),
                     .event = WireValue::text(events::UserBroadcastPrefix + fields.at(3)),
                     .payload = {}};
    QByteArray payload = bytes.mid(offset);
    if (bytes.at(EncodingOffset) != JsonEncoding) {
        message.payload = Payload::binary(std::move(payload));
        return message;
    }
    JsonScanner scanner(payload);
    JsonScanner::Slice slice;
    if (scanner.scanValue(slice) != JsonScanner::Outcome::Ok)
        return DecodeError {.code = Code::NotJson, .offset = offset + scanner.errorOffset()};
    message.payload = Payload::json(std::move(payload));
    return message;
}

//! 04, sizes of topic, event and metadata, encoding; the three fields (no metadata); payload.
Result<Frame, EncodeError> encodeUserBroadcast(const QByteArray &topic, const QByteArray &event,
                                               const Payload &payload)
{
    const QByteArray userEvent = event.mid(events::UserBroadcastPrefix.size());
    if (auto error = encodechecks::checkUtf8(topic, userEvent))
        return *error;
    if (topic.size() > MaxFieldBytes || userEvent.size() > MaxFieldBytes)
        return EncodeError {QStringLiteral(
            "The topic and the event of a binary frame must have at most 255 bytes each.")};
    QByteArray out;
    out.reserve(5 + topic.size() + userEvent.size() + payload.bytes().size());
    out += UserBroadcastKind;
    out += static_cast<char>(topic.size());
    out += static_cast<char>(userEvent.size());
    out += '\0';
    out += payload.isBinary() ? BinaryEncoding : JsonEncoding;
    out += topic;
    out += userEvent;
    out += payload.bytes();
    return Frame {.opcode = Opcode::Binary, .bytes = std::move(out)};
}

} // namespace

Result<Message, DecodeError> SupabaseSerializerV2::decode(const Frame &frame) const
{
    if (frame.opcode == Opcode::Binary && frame.bytes.startsWith(UserPushKind))
        return decodeUserPush(frame.bytes);
    return m_phoenix.decode(frame);
}

Result<Frame, EncodeError> SupabaseSerializerV2::encode(const Message &push) const
{
    if (push.event.bytes().startsWith(events::UserBroadcastPrefix))
        return encodeUserBroadcast(push.topic.bytes(), push.event.bytes(), push.payload);
    return m_phoenix.encode(push);
}

Result<Frame, EncodeError> SupabaseSerializerV2::encode(const Reply &reply) const
{
    return m_phoenix.encode(reply);
}

Result<Frame, EncodeError> SupabaseSerializerV2::encode(const Broadcast &broadcast) const
{
    if (broadcast.event.startsWith(events::UserBroadcastPrefix))
        return encodeUserBroadcast(broadcast.topic, broadcast.event, broadcast.payload);
    return m_phoenix.encode(broadcast);
}

Result<ServerMessage, DecodeError> SupabaseSerializerV2::decodeFromServer(const Frame &frame) const
{
    return m_phoenix.decodeFromServer(frame);
}

Result<Frame, EncodeError> SupabaseSerializerV2::encodeFromClient(const Message &message) const
{
    return m_phoenix.encodeFromClient(message);
}

} // namespace phx::protocol
