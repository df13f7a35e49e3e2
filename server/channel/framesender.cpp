// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/channel/framesender.h"

#include "server/protocol/events.h"

namespace phx::server {

using protocol::EncodeError;
using protocol::Frame;
using protocol::Message;
using protocol::Payload;
using protocol::Reply;

std::optional<EncodeError> FrameSender::send(const Message &push)
{
    if (m_isStopped)
        return std::nullopt;
    const auto encoded = m_serializer.encode(push);
    if (!encoded)
        return encoded.error();
    if (auto event = observation(tap::EventKind::MessageOut)) {
        event->topic = push.topic.bytes();
        event->event = push.event.bytes();
        event->joinRef = push.joinRef.bytes();
        event->ref = push.ref.bytes();
        observe(encoded.value(), std::move(*event), push.payload);
    }
    m_transport.send(encoded.value());
    return std::nullopt;
}

std::optional<EncodeError> FrameSender::send(const Reply &reply)
{
    if (m_isStopped)
        return std::nullopt;
    const auto encoded = m_serializer.encode(reply);
    if (!encoded)
        return encoded.error();
    if (auto event = observation(tap::EventKind::MessageOut)) {
        event->topic = reply.topic.bytes();
        event->event = protocol::events::Reply;
        event->joinRef = reply.joinRef.bytes();
        event->ref = reply.ref.bytes();
        event->status = reply.status;
        event->heartbeat = event->topic == protocol::events::PhoenixTopic;
        observe(encoded.value(), std::move(*event), reply.response);
    }
    m_transport.send(encoded.value());
    return std::nullopt;
}

void FrameSender::sendRaw(const Frame &frame)
{
    if (m_isStopped)
        return;
    if (auto event = observation(tap::EventKind::MessageOut))
        observeRaw(frame, std::move(*event));
    m_transport.send(frame);
}

//! A row with topic and event if the bytes are a message after all.
void FrameSender::observeRaw(const Frame &frame, tap::TapEvent &&event) const
{
    const auto decoded = m_serializer.decode(frame);
    event.detail = "sent as it is";
    if (!decoded) {
        event.kind = tap::EventKind::Undecodable;
        event.detail = decoded.error().sentence().toUtf8();
        observe(frame, std::move(event), Payload::binary(frame.bytes));
        return;
    }
    const Message &message = decoded.value();
    event.topic = message.topic.bytes();
    event.event = message.event.bytes();
    event.joinRef = message.joinRef.bytes();
    event.ref = message.ref.bytes();
    observe(frame, std::move(event), message.payload);
}

std::optional<tap::TapEvent> FrameSender::observation(tap::EventKind kind) const
{
    if (!m_tap || !m_tap->isEnabled())
        return std::nullopt;
    tap::TapEvent event {.kind = kind};
    event.connection = m_connection;
    event.transport = m_kind;
    event.vsn = quint8(m_serializer.vsn());
    return event;
}

void FrameSender::observe(const Frame &frame, tap::TapEvent &&event, const Payload &payload) const
{
    event.direction = tap::Direction::Out;
    event.opcode = quint8(frame.opcode);
    event.frame = frame.bytes;
    event.payloadSize = qint32(payload.bytes().size());
    // The payload text is spliced in untouched; where it stands last is where it is.
    event.payloadOffset = qint32(frame.bytes.lastIndexOf(payload.bytes()));
    event.payloadBinary = payload.isBinary();
    m_tap->record(std::move(event));
}

} // namespace phx::server
