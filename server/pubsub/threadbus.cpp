// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/pubsub/threadbus.h"

#include <QMetaObject>

namespace phx::server {

void ThreadBus::attach(QObject *node, Deliver deliver)
{
    const std::lock_guard lock(m_mutex);
    m_nodes.push_back({node, std::make_shared<Deliver>(std::move(deliver))});
}

void ThreadBus::detach(QObject *node)
{
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_nodes, [node](const Node &entry) { return entry.object == node; });
}

void ThreadBus::send(const QObject *from, const QVariant &message)
{
    const std::lock_guard lock(m_mutex);
    for (const Node &node : m_nodes) {
        if (node.object == from)
            continue;
        QMetaObject::invokeMethod(
            node.object, [deliver = node.deliver, message] { (*deliver)(message); },
            Qt::QueuedConnection);
    }
}

void ThreadBusAdapter::broadcast(const protocol::Broadcast &broadcast,
                                 const BroadcastOrigin &origin)
{
    if (m_publish)
        m_publish(broadcast);
    BroadcastOrigin elsewhere = origin;
    elsewhere.node = BroadcastOrigin::Node::Other;
    m_bus.send(m_node, QVariant::fromValue(BusBroadcast {broadcast, elsewhere}));
}

} // namespace phx::server
