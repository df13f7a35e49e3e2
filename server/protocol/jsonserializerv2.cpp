// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/jsonserializerv2.h"

#include "server/protocol/binarycodec.h"
#include "server/protocol/encodechecks.h"
#include "server/protocol/events.h"
#include "server/protocol/jsonscanner.h"

#include <array>

namespace phx::protocol {

namespace {

constexpr qsizetype SyntaxBytes = 64; //!< room for quotes, commas and brackets

Result<Frame, EncodeError> toBinaryFrame(Result<QByteArray, EncodeError> bytes)
{
    if (!bytes)
        return bytes.error();
    return Frame {.opcode = Opcode::Binary, .bytes = std::move(bytes).value()};
}

//! [join_ref,ref,topic,event, — without the payload and the end
QByteArray beginFrame(const JoinRef &joinRef, const Ref &ref, const WireValue &topic,
                      const WireValue &event, qsizetype payloadBytes)
{
    QByteArray out;
    out.reserve(joinRef.bytes().size() + ref.bytes().size() + topic.bytes().size()
                + event.bytes().size() + payloadBytes + SyntaxBytes);
    out += '[';
    for (const WireValue *field : {&joinRef, &ref, &topic, &event}) {
        field->appendJson(out);
        out += ',';
    }
    return out;
}

Result<Frame, EncodeError> encodeText(const Message &message)
{
    if (auto error = encodechecks::checkUtf8(message.topic.bytes(), message.event.bytes()))
        return *error;
    QByteArray out = beginFrame(message.joinRef, message.ref, message.topic, message.event,
                                message.payload.bytes().size());
    out += message.payload.bytes();
    out += ']';
    return Frame {.opcode = Opcode::Text, .bytes = std::move(out)};
}

} // namespace

Result<Message, DecodeError> JsonSerializerV2::decode(const Frame &frame) const
{
    using Code = DecodeError::Code;
    if (frame.opcode == Opcode::Binary)
        return BinaryCodec::decodePush(frame.bytes);

    std::array<JsonScanner::Slice, 5> fields;
    JsonScanner scanner(frame.bytes);
    const JsonScanner::Outcome outcome = scanner.scanArray(fields);
    if (outcome == JsonScanner::Outcome::NotJson)
        return DecodeError {.code = Code::NotJson, .offset = scanner.errorOffset()};
    if (outcome == JsonScanner::Outcome::OtherType)
        return DecodeError {.code = Code::NotAnArray};
    if (scanner.elementCount() < std::ssize(fields))
        return DecodeError {.code = Code::TooFewElements};
    return Message {.joinRef = scanner.toWireValue(fields.at(0)),
                    .ref = scanner.toWireValue(fields.at(1)),
                    .topic = scanner.toWireValue(fields.at(2)),
                    .event = scanner.toWireValue(fields.at(3)),
                    .payload = Payload::json(scanner.raw(fields.at(4)))};
}

Result<Frame, EncodeError> JsonSerializerV2::encode(const Message &push) const
{
    if (push.payload.isBinary())
        return toBinaryFrame(BinaryCodec::encodePush(push));
    if (!push.payload.isObject())
        return EncodeError {
            QStringLiteral("The payload of a push or broadcast must be an object or binary.")};
    return encodeText(push);
}

Result<Frame, EncodeError> JsonSerializerV2::encode(const Reply &reply) const
{
    if (reply.response.isBinary())
        return toBinaryFrame(BinaryCodec::encodeReply(reply));
    if (auto error = encodechecks::checkUtf8(reply.topic.bytes(), reply.status))
        return *error;
    QByteArray out =
        beginFrame(reply.joinRef, reply.ref, reply.topic, WireValue::text(events::Reply),
                   reply.response.bytes().size() + reply.status.size());
    out += "{\"response\":";
    out += reply.response.bytes();
    out += ",\"status\":";
    WireValue::appendJsonText(out, reply.status);
    out += "}]";
    return Frame {.opcode = Opcode::Text, .bytes = std::move(out)};
}

Result<Frame, EncodeError> JsonSerializerV2::encode(const Broadcast &broadcast) const
{
    if (broadcast.payload.isBinary())
        return toBinaryFrame(BinaryCodec::encodeBroadcast(broadcast));
    return encode(Message {.joinRef = {},
                           .ref = {},
                           .topic = WireValue::text(broadcast.topic),
                           .event = WireValue::text(broadcast.event),
                           .payload = broadcast.payload});
}

Result<ServerMessage, DecodeError> JsonSerializerV2::decodeFromServer(const Frame &frame) const
{
    if (frame.opcode == Opcode::Binary)
        return BinaryCodec::decodeFromServer(frame.bytes);
    auto message = decode(frame);
    if (!message)
        return message.error();
    return ServerMessage::from(std::move(message).value());
}

Result<Frame, EncodeError> JsonSerializerV2::encodeFromClient(const Message &message) const
{
    if (message.payload.isBinary())
        return toBinaryFrame(BinaryCodec::encodeClientPush(message));
    return encodeText(message);
}

} // namespace phx::protocol
