// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
// What an endpoint has to do with other processes.
#include "server/channel/logcategories.h"
#include "server/endpoint/clusterpresence.h"
#include "server/endpoint/endpoint.h"
#include "server/pubsub/redisadapter.h"

namespace phx::server {

void Endpoint::joinCluster(const RedisOptions &options)
{
    m_cluster = std::make_unique<RedisAdapter>(
        options,
        RedisAdapter::Host {
            .deliver = [this](const protocol::Broadcast &broadcast,
                              const QByteArray &node) { deliverFromCluster(broadcast, node); },
            .note =
                [this](const QString &sentence) {
                    observe(tap::EventKind::Note, sentence.toUtf8());
                }});
    connect(m_cluster.get(), &RedisAdapter::statusChanged, this, &Endpoint::clusterChanged);
    m_adapter.setPublish(
        [this](const protocol::Broadcast &broadcast) { m_cluster->publish(broadcast); });
    if (m_config.tracker)
        joinTracker(*m_config.tracker);
    m_cluster->start();
}

void Endpoint::joinTracker(const TrackerOptions &options)
{
    m_clusterPresence = std::make_unique<ClusterPresence>(
        *m_cluster, options,
        ClusterPresence::Node {.apply =
                                   [this](const PresenceChange &change) {
                                       const TurnQueue::Turn turn(m_turns);
                                       m_bus->send(this, QVariant::fromValue(change));
                                       m_presence.apply(change);
                                   },
                               .warn =
                                   [this](const QString &sentence) {
                                       qCWarning(endpointLog).noquote() << sentence;
                                       observe(tap::EventKind::Note, sentence.toUtf8());
                                   }});
    connect(m_cluster.get(), &RedisAdapter::statusChanged, m_clusterPresence.get(),
            [tracker = m_clusterPresence.get(),
             wasConnected = false](const ClusterStatus &status) mutable {
                const bool isConnected = status.state == ClusterStatus::State::Connected;
                if (isConnected && !wasConnected)
                    tracker->announce();
                wasConnected = isConnected;
            });
}

void Endpoint::toTracker(const PresenceChange &change)
{
    if (m_clusterPresence)
        m_clusterPresence->applyLocal(change);
}

void Endpoint::deliverFromCluster(const protocol::Broadcast &broadcast, const QByteArray &node)
{
    const TurnQueue::Turn turn(m_turns);
    BroadcastOrigin origin {.node = BroadcastOrigin::Node::Other, .nodeName = node};
    m_bus->send(this, QVariant::fromValue(BusBroadcast {broadcast, origin}));
    origin.node = BroadcastOrigin::Node::Cluster;
    m_pubsub.localBroadcast(broadcast, origin);
}

} // namespace phx::server
