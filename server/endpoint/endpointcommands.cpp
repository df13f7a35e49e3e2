// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
// What people and other threads ask of an endpoint.
#include "server/channel/logcategories.h"
#include "server/channel/phoenixlog.h"
#include "server/endpoint/endpoint.h"

namespace phx::server {

using protocol::Broadcast;
using protocol::Message;

void Endpoint::broadcast(const Broadcast &broadcast, quint64 exceptConnection)
{
    const TurnQueue::Turn turn(m_turns);
    const BroadcastOrigin origin {.excludedConnection = exceptConnection};
    if (const auto error = m_pubsub.broadcast(broadcast, origin))
        qCWarning(endpointLog).noquote()
            << "a broadcast could not be encoded:" << phoenixlog::reason(error->sentence);
}

void Endpoint::withChannel(quint64 connection, const QByteArray &topic,
                           const std::function<void(ChannelInstance &)> &action)
{
    const TurnQueue::Turn turn(m_turns);
    const Socket *owner = socket(connection);
    if (const auto instance = owner ? owner->channel(topic) : nullptr)
        action(*instance);
}

void Endpoint::push(quint64 connection, const Message &message)
{
    withChannel(connection, message.topic.bytes(), [&message](ChannelInstance &channel) {
        channel.pushFromServer(message.event.bytes(), message.payload);
    });
}

void Endpoint::crashChannel(quint64 connection, const QByteArray &topic)
{
    withChannel(connection, topic,
                [](ChannelInstance &channel) { channel.crash(QStringLiteral("crashed by hand")); });
}

void Endpoint::closeChannel(quint64 connection, const QByteArray &topic)
{
    withChannel(connection, topic, [](ChannelInstance &channel) { channel.stop({}); });
}

void Endpoint::closeConnection(quint64 connection, quint16 code, const QByteArray &reason)
{
    const TurnQueue::Turn turn(m_turns);
    if (Socket *found = socket(connection))
        found->close(code, reason, QStringLiteral("closed by hand"));
}

void Endpoint::sendFrame(quint64 connection, const protocol::Frame &frame)
{
    const TurnQueue::Turn turn(m_turns);
    if (Socket *found = socket(connection))
        found->sendRaw(frame);
}

void Endpoint::cutConnection(quint64 connection, Transport::Cut how)
{
    const TurnQueue::Turn turn(m_turns);
    if (const Socket *found = socket(connection))
        found->transport().cut(how);
}

} // namespace phx::server
