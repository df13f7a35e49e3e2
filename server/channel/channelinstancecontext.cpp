// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
// What a channel asks of its context; its life is in channelinstance.cpp.
#include "server/channel/channelinstance.h"
#include "server/channel/logcategories.h"
#include "server/channel/phoenixlog.h"

#include <QTimer>

namespace phx::server {

using protocol::Message;
using protocol::Payload;
using protocol::WireValue;

void ChannelInstance::push(const QByteArray &event, const Payload &payload)
{
    sendPush(Message {.joinRef = m_joinRef,
                      .topic = WireValue::text(m_join.topic),
                      .event = WireValue::text(event),
                      .payload = payload});
}

void ChannelInstance::pushTo(const QByteArray &topic, const QByteArray &event,
                             const Payload &payload)
{
    sendPush(Message {
        .topic = WireValue::text(topic), .event = WireValue::text(event), .payload = payload});
}

void ChannelInstance::sendPush(const Message &push)
{
    if (m_crash)
        return;
    if (m_state == State::Joining)
        return requestCrash(
            QStringLiteral("push within join; send yourself a message and push then"));
    if (const auto error = m_sender->send(push))
        requestCrash(error->sentence);
}

void ChannelInstance::pushFromServer(const QByteArray &event, const Payload &payload)
{
    push(event, payload);
    if (const auto reason = std::exchange(m_crash, {}))
        qCWarning(channelLog).noquote()
            << "a push could not be sent:" << phoenixlog::reason(*reason);
}

void ChannelInstance::broadcast(const QByteArray &event, const Payload &payload)
{
    sendToTopic(event, payload, 0);
}

void ChannelInstance::broadcastFrom(const QByteArray &event, const Payload &payload)
{
    sendToTopic(event, payload, m_id);
}

void ChannelInstance::sendToTopic(const QByteArray &event, const Payload &payload,
                                  quint64 excludedId)
{
    if (m_crash)
        return;
    if (m_state == State::Joining)
        return requestCrash(
            QStringLiteral("broadcast within join; send yourself a message and do it then"));
    const auto error = m_environment.pubsub.broadcast(
        {m_join.topic, event, payload}, {.excludedId = excludedId, .connection = connectionId()});
    if (error)
        requestCrash(error->sentence);
}

void ChannelInstance::reply(const SocketRef &to, const QByteArray &status, const Payload &response)
{
    if (m_crash)
        return;
    if (to.ref.isNull())
        return requestCrash(QStringLiteral("reply to a message that has no ref"));
    sendReply(to, {status, response});
}

void ChannelInstance::sendSelf(const QVariant &info)
{
    m_environment.turns.post([weak = weak_from_this(), info] {
        if (const auto self = weak.lock())
            self->deliverInfo(info);
    });
}

void ChannelInstance::sendAfter(const QVariant &info, std::chrono::milliseconds delay)
{
    QTimer::singleShot(delay, &m_environment.turns, [weak = weak_from_this(), info] {
        const auto self = weak.lock();
        if (!self)
            return;
        const TurnQueue::Turn turn(self->m_environment.turns);
        self->deliverInfo(info);
    });
}

void ChannelInstance::subscribe(const QByteArray &topic)
{
    m_environment.pubsub.subscribe(topic, {m_id, this, {}});
    if (topic != m_join.topic)
        m_extraTopics.insert(topic);
}

void ChannelInstance::unsubscribe(const QByteArray &topic)
{
    m_environment.pubsub.unsubscribe(topic, m_id);
    m_extraTopics.remove(topic);
}

} // namespace phx::server
