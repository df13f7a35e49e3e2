// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/protocol/supabaseserializerv1.h"

#include "server/protocol/events.h"

namespace phx::protocol {

namespace {

//! {"event":E,"payload":P,"type":"broadcast"} of the event "broadcast:E" with the payload P.
Payload toTextForm(const QByteArray &event, const Payload &payload)
{
    QByteArray text = R"({"event":)";
    WireValue::appendJsonText(text, event.mid(events::UserBroadcastPrefix.size()));
    text += R"(,"payload":)" + payload.bytes() + R"(,"type":"broadcast"})";
    return Payload::json(std::move(text));
}

} // namespace

Result<Message, DecodeError> SupabaseSerializerV1::decode(const Frame &frame) const
{
    return m_phoenix.decode(frame);
}

Result<Frame, EncodeError> SupabaseSerializerV1::encode(const Message &push) const
{
    const QByteArray &event = push.event.bytes();
    if (!event.startsWith(events::UserBroadcastPrefix))
        return m_phoenix.encode(push);
    if (push.payload.isBinary()) {
        return EncodeError {.sentence = QStringLiteral(
                                "Version 1 of the protocol cannot carry a binary broadcast."),
                            .effect = EncodeError::Effect::SkipClient};
    }
    return m_phoenix.encode(Message {.joinRef = push.joinRef,
                                     .ref = push.ref,
                                     .topic = push.topic,
                                     .event = WireValue::text(events::UserBroadcast),
                                     .payload = toTextForm(event, push.payload)});
}

Result<Frame, EncodeError> SupabaseSerializerV1::encode(const Reply &reply) const
{
    return m_phoenix.encode(reply);
}

Result<Frame, EncodeError> SupabaseSerializerV1::encode(const Broadcast &broadcast) const
{
    return encode(Message {.topic = WireValue::text(broadcast.topic),
                           .event = WireValue::text(broadcast.event),
                           .payload = broadcast.payload});
}

Result<ServerMessage, DecodeError> SupabaseSerializerV1::decodeFromServer(const Frame &frame) const
{
    return m_phoenix.decodeFromServer(frame);
}

Result<Frame, EncodeError> SupabaseSerializerV1::encodeFromClient(const Message &message) const
{
    return m_phoenix.encodeFromClient(message);
}

} // namespace phx::protocol
