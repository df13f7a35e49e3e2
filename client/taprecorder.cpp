// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "client/taprecorder.h"

#include "server/protocol/events.h"

#include <utility>

namespace phx::client {

using protocol::Frame;
using protocol::Message;
using tap::EventKind;
using tap::TapEvent;

TapRecorder::TapRecorder(std::shared_ptr<tap::Tap> tap, quint64 connection, protocol::Vsn vsn)
    : m_tap(std::move(tap))
    , m_connection(connection)
    , m_vsn(quint8(vsn))
{ }

TapEvent TapRecorder::make(EventKind kind) const
{
    TapEvent event;
    event.kind = kind;
    event.transport = m_transport;
    event.vsn = m_vsn;
    event.connection = m_connection;
    return event;
}

TapEvent TapRecorder::make(EventKind kind, const Message &message, const Frame &frame) const
{
    TapEvent event = make(kind);
    event.direction = kind == EventKind::MessageIn ? tap::Direction::In : tap::Direction::Out;
    event.opcode = quint8(frame.opcode);
    event.topic = message.topic.bytes();
    event.event = message.event.bytes();
    event.joinRef = message.joinRef.bytes();
    event.ref = message.ref.bytes();
    event.frame = frame.bytes;
    const QByteArray &payload = message.payload.bytes();
    event.payloadSize = qint32(payload.size());
    // The payload's text is in the frame untouched; where it stands last is where it is.
    event.payloadOffset = qint32(frame.bytes.lastIndexOf(payload));
    event.payloadBinary = message.payload.isBinary();
    event.heartbeat = event.topic == protocol::events::PhoenixTopic;
    return event;
}

void TapRecorder::noteConnecting(const QByteArray &url, TransportKind kind)
{
    // As a server sees it: the first line of the request.
    m_requestLine = "GET " + url + " HTTP/1.1\r\n";
    m_transport = kind == TransportKind::WebSocket ? tap::TransportKind::WebSocket
                                                   : tap::TransportKind::LongPoll;
}

void TapRecorder::noteOpened()
{
    m_isOpen = true;
    if (isOff())
        return;
    TapEvent event = make(EventKind::HandshakeAccepted);
    event.code = m_transport == tap::TransportKind::WebSocket ? 101 : 200;
    event.frame = m_requestLine;
    m_tap->record(std::move(event));
}

void TapRecorder::noteFailed(const TransportError &error) const
{
    // One that was open is told of by its close.
    if (isOff() || m_isOpen)
        return;
    TapEvent event = make(EventKind::HandshakeRefused);
    event.code = error.cause == TransportError::Cause::Refused ? quint16(error.status) : quint16(0);
    event.frame = m_requestLine;
    event.detail = error.sentence.toUtf8();
    m_tap->record(std::move(event));
}

void TapRecorder::noteClosed(const CloseEvent &close)
{
    const bool wasOpen = std::exchange(m_isOpen, false);
    if (isOff() || !wasOpen)
        return;
    TapEvent event = make(EventKind::Closed);
    event.code = close.code;
    event.detail = close.reason;
    m_tap->record(std::move(event));
}

void TapRecorder::noteChannel(const Channel &channel, Channel::State before) const
{
    if (isOff())
        return;
    EventKind kind = EventKind::Note;
    if (channel.state() == Channel::State::Joined)
        kind = EventKind::ChannelJoined;
    else if (before == Channel::State::Joined || before == Channel::State::Leaving)
        kind = EventKind::ChannelClosed;
    else
        return;
    // Left: once, when it is closed.
    if (channel.state() == Channel::State::Leaving)
        return;
    TapEvent event = make(kind);
    event.topic = channel.topic();
    event.joinRef = channel.joinRef().bytes();
    m_tap->record(std::move(event));
}

void TapRecorder::noteSent(const Message &message, const Frame &frame) const
{
    if (!isOff())
        m_tap->record(make(EventKind::MessageIn, message, frame));
}

void TapRecorder::noteSentRaw(const Result<Message, protocol::DecodeError> &message,
                              const Frame &frame) const
{
    if (isOff())
        return;
    if (message) {
        noteSent(message.value(), frame);
        return;
    }
    TapEvent event = make(EventKind::Undecodable);
    event.direction = tap::Direction::In;
    event.opcode = quint8(frame.opcode);
    event.frame = frame.bytes;
    event.payloadOffset = 0;
    event.payloadSize = qint32(frame.bytes.size());
    event.payloadBinary = frame.opcode == protocol::Opcode::Binary;
    event.detail = message.error().sentence().toUtf8();
    m_tap->record(std::move(event));
}

void TapRecorder::noteReceived(const protocol::ServerMessage &received, const Frame &frame) const
{
    if (isOff())
        return;
    TapEvent event = make(EventKind::MessageOut, received.message, frame);
    event.status = received.status;
    m_tap->record(std::move(event));
}

void TapRecorder::noteUndecodable(const QString &sentence, const Frame &frame) const
{
    if (isOff())
        return;
    TapEvent event = make(EventKind::Undecodable);
    event.direction = tap::Direction::Out;
    event.opcode = quint8(frame.opcode);
    event.frame = frame.bytes;
    event.payloadOffset = 0;
    event.payloadSize = qint32(frame.bytes.size());
    event.payloadBinary = frame.opcode == protocol::Opcode::Binary;
    event.detail = sentence.toUtf8();
    m_tap->record(std::move(event));
}

} // namespace phx::client
