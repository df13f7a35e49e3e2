// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
// What a Socket sends and receives, and its heartbeats; the rest of it is in socket.cpp.
#include "client/socket.h"
#include "client/taprecorder.h"
#include "server/protocol/closecode.h"
#include "server/protocol/events.h"

#include <utility>

namespace phx::client {

using protocol::Frame;
using protocol::Message;
using protocol::ServerMessage;
using protocol::WireValue;
using std::chrono::milliseconds;
namespace events = protocol::events;

namespace {

Message heartbeat(const QByteArray &ref)
{
    return {.joinRef = {},
            .ref = WireValue::text(ref),
            .topic = WireValue::text(events::PhoenixTopic),
            .event = WireValue::text(events::Heartbeat),
            .payload = {}};
}

bool isEvent(const Message &message, const QByteArray &event)
{
    return message.event.isText() && message.event.bytes() == event;
}

} // namespace

QString Socket::push(const Message &message, const std::shared_ptr<Channel> &channel)
{
    if (m_options.logger) {
        log("push",
            QStringLiteral("%1 %2 (%3, %4)")
                .arg(QString::fromUtf8(message.topic.bytes()),
                     QString::fromUtf8(message.event.bytes()),
                     QString::fromUtf8(message.joinRef.bytes()),
                     QString::fromUtf8(message.ref.bytes())));
    }
    if (isConnected())
        return send(message, channel);
    if (m_sendBuffer.size() >= m_options.maxBuffered) {
        ++m_refusedMessages;
        return QStringLiteral("%1 messages wait for a connection already.")
            .arg(m_sendBuffer.size());
    }
    m_sendBuffer.append(
        {.message = message, .channel = channel, .isOfChannel = channel != nullptr});
    return {};
}

QString Socket::send(const Message &message, const std::shared_ptr<Channel> &channel)
{
    // The join counts as carried while it is still encoded, so that its channel rejoins if the
    // connection ends before.
    if (channel && isEvent(message, events::Join))
        m_connection->noteJoin(channel.get(), message.joinRef.bytes());
    if (m_options.encode && m_transportKind != TransportKind::LongPoll) {
        sendEncoded(message, channel);
        return {};
    }
    const auto frame = m_serializer.encodeFromClient(message);
    if (!frame)
        return frame.error().sentence;
    sendOver(*m_connection, message, channel, frame.value());
    return {};
}

void Socket::sendEncoded(const Message &message, const std::shared_ptr<Channel> &channel)
{
    const std::weak_ptr<Connection> weak = m_connection;
    m_options.encode(message, [this, weak, message, channel](const Frame &frame) {
        // Encodings may finish while the connection is flushed, but nothing is sent over another
        // one, or after it has begun to close.
        const auto connection = weak.lock();
        if (!connection || !connection->isCurrent() || !connection->isOpen())
            return;
        // A leave must reach the server after its channel was removed here.
        if (channel && !isEvent(message, events::Leave) && isOutdated(message, *channel))
            return;
        sendOver(*connection, message, channel, frame);
    });
}

void Socket::sendOver(Connection &connection, const Message &message,
                      const std::shared_ptr<Channel> &channel, const Frame &frame)
{
    if (channel)
        channel->noteTransmitted(message.ref);
    m_tap->noteSent(message, frame);
    connection.transport().send(frame);
}

bool Socket::sendFrame(const Frame &frame)
{
    if (!isConnected())
        return false;
    m_tap->noteSentRaw(m_serializer.decode(frame), frame);
    m_connection->transport().send(frame);
    return true;
}

bool Socket::isOutdated(const Message &message, const Channel &channel)
{
    return message.joinRef != channel.joinRef() || channel.state() == Channel::State::Closed;
}

void Socket::flushSendBuffer()
{
    if (!isConnected())
        return;
    const auto buffer = std::exchange(m_sendBuffer, {});
    for (const Buffered &buffered : buffer) {
        const auto channel = buffered.channel.lock();
        // The channel may have failed or left meanwhile; then its rejoin counts.
        if (buffered.isOfChannel && (!channel || isOutdated(buffered.message, *channel)))
            continue;
        if (!isConnected())
            return;
        const QString problem = send(buffered.message, channel);
        if (!problem.isEmpty() && m_options.logger)
            log("push", problem);
    }
}

void Socket::handleFrame(const Frame &frame)
{
    if (m_options.decode && m_transportKind != TransportKind::LongPoll) {
        const std::weak_ptr<Connection> weak = m_connection;
        const bool wasOpen = isConnected();
        m_options.decode(frame, [this, weak, wasOpen, frame](const ServerMessage &received) {
            const auto connection = weak.lock();
            if (!connection || !connection->isCurrent() || (wasOpen && !connection->isOpen()))
                return;
            m_tap->noteReceived(received, frame);
            handleMessage(received);
        });
        return;
    }
    const auto received = m_serializer.decodeFromServer(frame);
    if (!received) {
        ++m_undecodableFrames;
        m_tap->noteUndecodable(received.error().sentence(), frame);
        if (m_options.logger)
            log("receive", received.error().sentence());
        return;
    }
    m_tap->noteReceived(received.value(), frame);
    handleMessage(received.value());
}

void Socket::handleMessage(const ServerMessage &received)
{
    const auto connection = m_connection;
    const Message &message = received.message;
    const QByteArray ref = message.ref.isText() ? message.ref.bytes() : QByteArray();
    if (!ref.isEmpty() && ref == m_pendingHeartbeatRef) {
        clearHeartbeats();
        scheduleHeartbeat();
    }
    if (m_options.logger) {
        log("receive",
            QStringLiteral("%1 %2 %3 (%4)")
                .arg(QString::fromUtf8(received.status), QString::fromUtf8(message.topic.bytes()),
                     QString::fromUtf8(message.event.bytes()), QString::fromUtf8(ref)));
    }
    // A copy: channels may be removed while messages are given out.
    const auto channels = m_channels;
    for (const auto &channel : channels) {
        if (channel->isMember(message))
            channel->receive(received);
    }
    call(m_messageCallbacks, received);
    if (ref.isEmpty() || !connection)
        return;
    if (const auto ping = connection->takePing(ref))
        ping();
}

bool Socket::ping(std::function<void(milliseconds)> callback)
{
    if (!isConnected())
        return false;
    const QByteArray ref = makeRef();
    const milliseconds start = m_timers.now();
    m_connection->addPing(
        ref, [this, start, callback = std::move(callback)] { callback(m_timers.now() - start); });
    push(heartbeat(ref));
    return true;
}

void Socket::resetHeartbeat()
{
    if (m_transportKind == TransportKind::LongPoll)
        return;
    clearHeartbeats();
    scheduleHeartbeat();
}

void Socket::scheduleHeartbeat()
{
    m_heartbeatTimer.start(m_options.heartbeatInterval, [this] { sendHeartbeat(); });
}

void Socket::sendHeartbeat()
{
    if (!m_pendingHeartbeatRef.isEmpty() && !isConnected())
        return;
    m_pendingHeartbeatRef = makeRef();
    push(heartbeat(m_pendingHeartbeatRef));
    m_heartbeatTimeout.start(m_options.heartbeatInterval, [this] { handleHeartbeatTimeout(); });
}

void Socket::clearHeartbeats()
{
    m_heartbeatTimer.cancel();
    m_heartbeatTimeout.cancel();
    // A late reply must not start them again.
    m_pendingHeartbeatRef.clear();
}

void Socket::handleHeartbeatTimeout()
{
    if (m_pendingHeartbeatRef.isEmpty())
        return;
    const auto connection = m_connection;
    m_pendingHeartbeatRef.clear();
    if (m_options.logger)
        log("transport",
            QStringLiteral("heartbeat timeout. Attempting to re-establish connection"));
    m_closeWasClean = false;
    // It is presumed dead: closed at once, without waiting until it is flushed.
    if (connection)
        connection->close(quint16(protocol::CloseCode::Normal), "heartbeat timeout");
    // Callbacks of its end may have disconnected or connected, which takes precedence.
    if (!stillUses(connection))
        return;
    raiseChannelErrors("heartbeat_timeout", m_connection);
    if (!stillUses(connection))
        return;
    teardownThen([this] {
        m_reconnectTimer.schedule();
        Q_EMIT stateChanged();
    });
}

} // namespace phx::client
