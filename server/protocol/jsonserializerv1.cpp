// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/jsonserializerv1.h"

#include "server/protocol/encodechecks.h"
#include "server/protocol/events.h"
#include "server/protocol/jsonscanner.h"

#include <algorithm>
#include <array>

namespace phx::protocol {

namespace {

constexpr qsizetype SyntaxBytes = 64; //!< room for keys, quotes and braces

EncodeError cannotCarryBinary()
{
    return EncodeError {QStringLiteral("Version 1 of the protocol cannot carry a binary payload.")};
}

//! {"event":…,"payload":
QByteArray beginFrame(const WireValue &event, qsizetype room)
{
    QByteArray out;
    out.reserve(room + SyntaxBytes);
    out += "{\"event\":";
    event.appendJson(out);
    out += ",\"payload\":";
    return out;
}

//! ,"ref":…,"topic":…}
Frame endFrame(QByteArray out, const WireValue &ref, const WireValue &topic)
{
    out += ",\"ref\":";
    ref.appendJson(out);
    out += ",\"topic\":";
    topic.appendJson(out);
    out += '}';
    return Frame {.opcode = Opcode::Text, .bytes = std::move(out)};
}

} // namespace

Result<Message, DecodeError> JsonSerializerV1::decode(const Frame &frame) const
{
    using Code = DecodeError::Code;
    enum Key { Topic, Event, PayloadKey, RefKey, JoinRefKey };
    std::array<JsonScanner::Member, 5> members {{{.key = "topic"},
                                                 {.key = "event"},
                                                 {.key = "payload"},
                                                 {.key = "ref"},
                                                 {.key = "join_ref"}}};
    JsonScanner scanner(frame.bytes);
    const JsonScanner::Outcome outcome = scanner.scanObject(members);
    if (outcome == JsonScanner::Outcome::NotJson)
        return DecodeError {.code = Code::NotJson, .offset = scanner.errorOffset()};
    if (outcome == JsonScanner::Outcome::OtherType)
        return DecodeError {.code = Code::NotAnObject};

    const auto missing =
        std::find_if(members.begin(), members.begin() + JoinRefKey,
                     [](const JsonScanner::Member &member) { return !member.isThere; });
    if (missing != members.begin() + JoinRefKey)
        return DecodeError {.code = Code::MissingKey, .key = missing->key.toByteArray()};
    return Message {.joinRef = scanner.toWireValue(members.at(JoinRefKey).value),
                    .ref = scanner.toWireValue(members.at(RefKey).value),
                    .topic = scanner.toWireValue(members.at(Topic).value),
                    .event = scanner.toWireValue(members.at(Event).value),
                    .payload = Payload::json(scanner.raw(members.at(PayloadKey).value))};
}

Result<Frame, EncodeError> JsonSerializerV1::encode(const Message &push) const
{
    if (push.payload.isBinary())
        return cannotCarryBinary();
    if (auto error = encodechecks::checkUtf8(push.topic.bytes(), push.event.bytes()))
        return *error;
    QByteArray out = beginFrame(push.event,
                                push.payload.bytes().size() + push.topic.bytes().size()
                                    + push.event.bytes().size() + push.ref.bytes().size());
    out += push.payload.bytes();
    return endFrame(std::move(out), push.ref, push.topic);
}

Result<Frame, EncodeError> JsonSerializerV1::encode(const Reply &reply) const
{
    if (reply.response.isBinary())
        return cannotCarryBinary();
    if (auto error = encodechecks::checkUtf8(reply.topic.bytes(), reply.status))
        return *error;
    QByteArray out = beginFrame(WireValue::text(events::Reply),
                                reply.response.bytes().size() + reply.topic.bytes().size()
                                    + reply.status.size() + reply.ref.bytes().size());
    out += "{\"response\":";
    out += reply.response.bytes();
    out += ",\"status\":";
    WireValue::appendJsonText(out, reply.status);
    out += '}';
    return endFrame(std::move(out), reply.ref, reply.topic);
}

Result<Frame, EncodeError> JsonSerializerV1::encode(const Broadcast &broadcast) const
{
    return encode(Message {.joinRef = {},
                           .ref = {},
                           .topic = WireValue::text(broadcast.topic),
                           .event = WireValue::text(broadcast.event),
                           .payload = broadcast.payload});
}

Result<ServerMessage, DecodeError> JsonSerializerV1::decodeFromServer(const Frame &frame) const
{
    auto message = decode(frame);
    if (!message)
        return message.error();
    return ServerMessage::from(std::move(message).value());
}

Result<Frame, EncodeError> JsonSerializerV1::encodeFromClient(const Message &message) const
{
    if (message.payload.isBinary())
        return cannotCarryBinary();
    if (auto error = encodechecks::checkUtf8(message.topic.bytes(), message.event.bytes()))
        return *error;
    QByteArray out = beginFrame(message.event,
                                message.payload.bytes().size() + message.topic.bytes().size()
                                    + message.event.bytes().size() + message.ref.bytes().size()
                                    + message.joinRef.bytes().size());
    out += message.payload.bytes();
    // A server that knows no join_ref ignores it.
    if (!message.joinRef.isNull()) {
        out += ",\"join_ref\":";
        message.joinRef.appendJson(out);
    }
    return endFrame(std::move(out), message.ref, message.topic);
}

} // namespace phx::protocol
