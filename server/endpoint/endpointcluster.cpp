// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
// What an endpoint has to do with other processes.
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
    m_cluster->start();
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
