// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/pubsub/pubsub.h"

#include "server/pubsub/fastlane.h"

#include <algorithm>

namespace phx::server {

using protocol::Broadcast;
using protocol::EncodeError;

namespace {

bool isExcluded(const Subscription &subscription, const BroadcastOrigin &origin)
{
    if (origin.excludedId != 0 && subscription.id == origin.excludedId)
        return true;
    const Transport *transport = subscription.fastlane.transport;
    return origin.excludedConnection != 0 && transport
        && transport->connectionId() == origin.excludedConnection;
}

} // namespace

PubSub::PubSub(tap::Tap *tap, PubSubAdapter *adapter)
    : m_tap(tap)
    , m_adapter(adapter)
{ }

void PubSub::subscribe(const QByteArray &topic, Subscription subscription)
{
    Topic &entry = m_topics[topic];
    entry.isSorted = entry.isSorted
        && (entry.subscriptions.empty() || entry.subscriptions.back().id <= subscription.id);
    entry.subscriptions.push_back(std::move(subscription));
}

void PubSub::unsubscribe(const QByteArray &topic, quint64 id)
{
    const auto found = m_topics.find(topic);
    if (found == m_topics.end())
        return;
    auto &[subscriptions, holes, dispatches, isSorted] = found->second;
    auto at = subscriptions.begin();
    if (isSorted) {
        at = std::lower_bound(at, subscriptions.end(), id,
                              [](const Subscription &s, quint64 value) { return s.id < value; });
    }
    for (; at != subscriptions.end() && (!isSorted || at->id == id); ++at) {
        if (at->id != id || at->subscriber == nullptr)
            continue;
        at->subscriber = nullptr;
        ++holes;
    }
    tidy(found);
}

void PubSub::tidy(Topics::iterator topic)
{
    auto &[subscriptions, holes, dispatches, isSorted] = topic->second;
    if (dispatches > 0 || holes * 2 < subscriptions.size() || holes == 0)
        return;
    std::erase_if(subscriptions, [](const Subscription &s) { return !s.subscriber; });
    holes = 0;
    if (subscriptions.empty())
        m_topics.erase(topic);
}

std::optional<EncodeError> PubSub::broadcast(const Broadcast &broadcast,
                                             const BroadcastOrigin &origin)
{
    if (m_adapter)
        m_adapter->broadcast(broadcast, origin);
    return localBroadcast(broadcast, origin);
}

std::optional<EncodeError> PubSub::localBroadcast(const Broadcast &broadcast,
                                                  const BroadcastOrigin &origin)
{
    Fastlane fastlane(broadcast, m_writer);
    QList<quint64> recipients;
    std::optional<EncodeError> error;
    const auto found = m_topics.find(broadcast.topic);
    if (found != m_topics.end()) {
        Topic &topic = found->second;
        ++topic.dispatches;
        // By index and up to today's size: a recipient may subscribe or leave while we are at it.
        const size_t count = topic.subscriptions.size();
        const bool isObserved = m_tap && m_tap->isEnabled();
        if (isObserved)
            recipients.reserve(qsizetype(count));
        for (size_t i = 0; i < count && !error; ++i) {
            const Subscription &subscription = topic.subscriptions[i];
            if (!subscription.subscriber || isExcluded(subscription, origin))
                continue;
            if (!fastlane.takes(subscription)) {
                subscription.subscriber->handleBroadcast(broadcast);
                continue;
            }
            if (isObserved)
                recipients.append(subscription.fastlane.transport->connectionId());
            error = fastlane.deliver(subscription);
            if (error && isObserved)
                recipients.removeLast();
            if (error && error->effect == EncodeError::Effect::SkipClient)
                error.reset();
        }
        --topic.dispatches;
        // Looked for again: a recipient may have made topics.
        tidy(m_topics.find(broadcast.topic));
    }
    // A broadcast has its row where it began or came in, also if nobody hears it.
    const bool hasRow = origin.node != BroadcastOrigin::Node::Other || !recipients.isEmpty();
    if (hasRow && m_tap && m_tap->isEnabled())
        observe(broadcast, origin, fastlane, std::move(recipients));
    return error;
}

void PubSub::observe(const Broadcast &broadcast, const BroadcastOrigin &origin, Fastlane &fastlane,
                     QList<quint64> &&recipients)
{
    protocol::Vsn vsn = protocol::Vsn::V2;
    const protocol::Frame frame = fastlane.frameForTap(vsn);
    tap::TapEvent event {.kind = tap::EventKind::FanOut, .direction = tap::Direction::Out};
    event.transport = tap::TransportKind::WebSocket;
    event.vsn = quint8(vsn);
    event.opcode = quint8(frame.opcode);
    event.connection = origin.connection;
    event.topic = broadcast.topic;
    event.event = broadcast.event;
    event.frame = frame.bytes;
    event.payloadSize = qint32(broadcast.payload.bytes().size());
    event.payloadOffset = qint32(frame.bytes.lastIndexOf(broadcast.payload.bytes()));
    event.payloadBinary = broadcast.payload.isBinary();
    event.detail = origin.nodeName;
    event.recipients = std::move(recipients);
    m_tap->record(std::move(event));
}

qsizetype PubSub::subscriberCount(const QByteArray &topic) const
{
    const auto found = m_topics.find(topic);
    return found == m_topics.end()
        ? 0
        : qsizetype(found->second.subscriptions.size() - found->second.holes);
}

} // namespace phx::server
